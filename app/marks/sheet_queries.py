"""Reading score sheets: one with everything on it, or all of a contest by station, without a word about the entrant."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.access import Held, Role
from app.entrants.models import Entry, Member
from app.errors import NotFound
from app.events.codec import scheme_of
from app.events.models import AspectRow, Contest, SchemeVersion
from app.events.queries import versions_in_force
from app.judges.models import Judge
from app.marks.models import HeldOutcome, HeldRevision, MarkVersion, ScoreSheet, Settlement, SheetState
from app.marks.sheet_book import Cell, SheetBook, Version
from app.marks.values import Reading
from scoring.scheme import AspectType, SubCriterion
from scoring.text import Text

_MOST_SUBS = 5000
WAITING = (HeldOutcome.CONFLICT, HeldOutcome.QUARANTINED)


@dataclass(frozen=True, slots=True)
class MarkingPerson:
    """Who marks: votes under `judge_id` if `voter`; `head` also decides about late revisions."""

    user_id: int
    judge_id: int | None = None
    voter: bool = False
    head: bool = False


def marking_person(user_id: int, held: Iterable[Held]) -> MarkingPerson:
    """Somebody by the roles that permit the act here; only the role of a judge gives a vote."""
    roles = tuple(held)
    judge_ids = [one.judge_id for one in roles if one.role is Role.JUDGE and one.judge_id is not None]
    head = any(one.role in (Role.HEAD_JUDGE, Role.DEPUTY_HEAD_JUDGE) for one in roles)
    return MarkingPerson(user_id, judge_ids[0] if judge_ids else None, bool(judge_ids), head)


def sheet_in(session: Session, contest: Contest, number: int, *, lock: bool = False) -> ScoreSheet:
    """A sheet of this contest and no other; raises NotFound.

    `lock` holds its row until the transaction ends: who writes marks and who signs come one after the other.
    """
    query = select(ScoreSheet).where(ScoreSheet.contest_id == contest.id, ScoreSheet.number == number)
    query = query.where(ScoreSheet.scheme_id.in_(versions_in_force()))
    if lock:
        query = query.with_for_update().execution_options(populate_existing=True)
    found = session.scalar(query)
    if found is None:
        raise NotFound(Text("本赛项没有这张评分表。", "This contest has no such score sheet."))
    return found


def load_book(session: Session, contest: Contest, sheet: ScoreSheet) -> SheetBook:
    """A sheet with everything recorded on it."""
    part, sub = _sub_criterion(session, sheet)
    rows = select(AspectRow.code, AspectRow.id).where(
        AspectRow.scheme_id == sheet.scheme_id, AspectRow.sub == sheet.sub
    )
    aspect_ids: dict[str, int] = dict(session.execute(rows).all())
    judges = session.execute(
        select(Judge.id, Judge.code, Judge.delegation).where(Judge.event_id == contest.event_id)
    ).all()
    members = select(Member.delegation).where(Member.entry_id == sheet.entry_id)
    delegations = set(session.scalars(members)) - {None}
    entry = session.get_one(Entry, sheet.entry_id)
    return SheetBook(
        contest=contest,
        sheet=sheet,
        label=label(contest, sheet, entry.station, entry.code),
        part=part,
        sub=sub,
        status=entry.status,
        aspect_ids=aspect_ids,
        judges={key: code for key, code, _delegation in judges},
        compatriots=frozenset(key for key, _code, delegation in judges if delegation in delegations),
        scorers=_scorers(session, sheet) if any(one.type is AspectType.SCORED for one in sub.aspects) else frozenset(),
        current=_current(session, sheet, {key: code for code, key in aspect_ids.items()}),
    )


_SUBS: dict[tuple[str, str], SubCriterion] = {}
"""Decoded forms by the digest of their scheme, which never changes."""


def _sub_criterion(session: Session, sheet: ScoreSheet) -> tuple[str, SubCriterion]:
    columns = select(SchemeVersion.part, SchemeVersion.digest).where(SchemeVersion.id == sheet.scheme_id)
    part, digest = session.execute(columns).one()
    if (digest, sheet.sub) not in _SUBS:
        if len(_SUBS) > _MOST_SUBS:
            _SUBS.clear()
        scheme = scheme_of(session.get_one(SchemeVersion, sheet.scheme_id))
        _SUBS.update({(digest, sub.code): sub for criterion in scheme.criteria for sub in criterion.subs})
    return part, _SUBS[digest, sheet.sub]


def label(contest: Contest, sheet: ScoreSheet, station: str | None, code: str) -> str:
    """What a judge sees of an entry: its station, its code only where nothing is masked, else the sheet's number."""
    shown = station or (str(sheet.number) if contest.masked else code)
    return f"{shown}/{sheet.member}" if sheet.member else shown


def _scorers(session: Session, sheet: ScoreSheet) -> frozenset[int]:
    """The judges with a score of anything in this sub-criterion, for any entry of the contest."""
    newest = (
        select(func.max(MarkVersion.id))
        .join(ScoreSheet, ScoreSheet.id == MarkVersion.sheet_id)
        .join(AspectRow, AspectRow.id == MarkVersion.aspect_id)
        .where(ScoreSheet.contest_id == sheet.contest_id, ScoreSheet.scheme_id == sheet.scheme_id)
        .where(ScoreSheet.sub == sheet.sub, AspectRow.type == AspectType.SCORED)
        .group_by(MarkVersion.sheet_id, MarkVersion.aspect_id, MarkVersion.judge_id)
    )
    query = select(MarkVersion.judge_id).where(MarkVersion.id.in_(newest), MarkVersion.cleared.is_(False)).distinct()
    return frozenset(judge for judge in session.scalars(query) if judge is not None)


def _current(session: Session, sheet: ScoreSheet, codes: dict[int, str]) -> dict[Cell, Version]:
    columns = (MarkVersion.aspect_id, MarkVersion.judge_id, MarkVersion.round)
    columns += (MarkVersion.revision, MarkVersion.parent, MarkVersion.value, MarkVersion.cleared)
    query = select(*columns).where(MarkVersion.sheet_id == sheet.id).order_by(MarkVersion.id)
    return {
        Cell(codes[aspect], judge, vote): Version(revision, parent, Reading(value, cleared))
        for aspect, judge, vote, revision, parent, value, cleared in session.execute(query)
    }


def waiting_revisions(
    session: Session, contest: Contest, sheet: ScoreSheet | None = None
) -> list[tuple[HeldRevision, ScoreSheet]]:
    """The conflicts and late revisions of a contest, or of one sheet, about which nobody decided yet, oldest first."""
    query = (
        select(HeldRevision, ScoreSheet)
        .join(ScoreSheet, ScoreSheet.id == HeldRevision.sheet_id)
        .outerjoin(Settlement, Settlement.held_id == HeldRevision.id)
        .where(ScoreSheet.contest_id == contest.id, HeldRevision.outcome.in_(WAITING), Settlement.id.is_(None))
        .where(ScoreSheet.scheme_id.in_(versions_in_force()))
        .order_by(HeldRevision.id)
    )
    if sheet is not None:
        query = query.where(ScoreSheet.id == sheet.id)
    return list(session.execute(query))


@dataclass(frozen=True, slots=True)
class SheetLine:
    """One sheet in a list: `filled` of `cells` marks are there, `waiting` revisions wait for a decision."""

    number: int
    label: str
    part: str
    sub: str
    state: SheetState
    filled: int
    cells: int
    waiting: int

    @property
    def shown_state(self) -> str:
        """The state as the chips have it: an open sheet without marks is empty."""
        return "empty" if self.state is SheetState.OPEN and not self.filled else self.state.value


def sheet_lines(session: Session, contest: Contest, judge_id: int | None = None) -> list[SheetLine]:
    """The sheets of a contest by station; with `judge_id`, votes count as filled where that judge gave one."""
    aspects = (
        select(AspectRow.scheme_id, AspectRow.sub, func.count())
        .join(SchemeVersion, SchemeVersion.id == AspectRow.scheme_id)
        .where(SchemeVersion.contest_id == contest.id)
        .group_by(AspectRow.scheme_id, AspectRow.sub)
    )
    cells = {(scheme_id, sub): number for scheme_id, sub, number in session.execute(aspects)}
    filled = _filled(session, contest, judge_id)
    waiting: dict[int, int] = {}
    for _held, sheet in waiting_revisions(session, contest):
        waiting[sheet.id] = waiting.get(sheet.id, 0) + 1
    query = (
        select(ScoreSheet, Entry.station, Entry.code, SchemeVersion.part)
        .join(Entry, Entry.id == ScoreSheet.entry_id)
        .join(SchemeVersion, SchemeVersion.id == ScoreSheet.scheme_id)
        .where(ScoreSheet.contest_id == contest.id, ScoreSheet.scheme_id.in_(versions_in_force()))
    )
    lines = [
        SheetLine(
            number=sheet.number,
            label=label(contest, sheet, station, code),
            part=part,
            sub=sheet.sub,
            state=sheet.state,
            filled=filled.get(sheet.id, 0),
            cells=cells[sheet.scheme_id, sheet.sub],
            waiting=waiting.get(sheet.id, 0),
        )
        for sheet, station, code, part in session.execute(query)
    ]
    return sorted(lines, key=lambda line: (natural(line.label), line.part, natural(line.sub)))


def natural(label: str) -> list[tuple[int, str]]:
    """A sort key under which station 2 comes before station 10."""
    return [(int(digits or 0), letters) for digits, letters in re.findall(r"(\d+)|(\D+)", label)]


def _filled(session: Session, contest: Contest, judge_id: int | None) -> dict[int, int]:
    """How many aspects of each sheet have a mark that was not taken back."""
    newest = (
        select(MarkVersion.sheet_id, MarkVersion.aspect_id, func.max(MarkVersion.id).label("id"))
        .join(ScoreSheet, ScoreSheet.id == MarkVersion.sheet_id)
        .where(ScoreSheet.contest_id == contest.id)
        .group_by(MarkVersion.sheet_id, MarkVersion.aspect_id)
    )
    if judge_id is not None:
        newest = newest.where((MarkVersion.judge_id == judge_id) | MarkVersion.judge_id.is_(None))
    last = newest.subquery()
    query = (
        select(last.c.sheet_id, func.count())
        .join(MarkVersion, MarkVersion.id == last.c.id)
        .where(MarkVersion.cleared.is_(False))
        .group_by(last.c.sheet_id)
    )
    return dict(session.execute(query).all())
