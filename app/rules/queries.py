"""Whether a contest's rules may still change."""

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.events.models import Contest
from app.marks.models import ScoreSheet, SheetState
from app.results.queries import published
from scoring.text import Text


def what_fixes_rules(session: Session, contest: Contest) -> Text | None:
    """Why the rules of a contest may no longer change what results follow; None while they may."""
    if published(session, contest) is not None:
        return Text(
            "成绩已经公布，影响成绩的规则不能再改。如规则有误，请按更正程序处理。",
            "Results are published: rules that affect them stay as they are. If they are wrong, make a correction.",
        )
    query = select(func.count()).where(ScoreSheet.contest_id == contest.id, ScoreSheet.state == SheetState.SIGNED)
    signed = session.scalar(query) or 0
    if signed:
        return Text(
            f"裁判长已签 {signed} 张评分表，影响成绩的规则不能再改。确需修改时，请裁判长先退回已签的评分表。",
            f"{signed} score sheets are signed: rules that affect results stay as they are. "
            "If they must change, the head judge gives the signed sheets back first.",
        )
    return None
