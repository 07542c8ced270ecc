"""What each person can do next in an event, most urgent first: the top of the home page and of an event's page."""

from collections.abc import Iterator
from dataclasses import dataclass

from flask import url_for
from flask_babel import gettext as _
from sqlalchemy.orm import Session

from app.access import Permission
from app.desk.queries import ContestProgress
from app.events.models import Event
from app.grants.queries import latest_run, totals
from app.showing import listed, named
from app.web import permitted, yuan


@dataclass(frozen=True)
class Task:
    """One thing to do: what, where, and how urgent (a tone of docs/ui.md)."""

    label: str
    note: str
    url: str
    action: str
    icon: str = "circle-dashed"
    tone: str = "info"
    first: bool = False


def tasks(session: Session, event: Event, lines: list[ContestProgress]) -> list[Task]:
    """The tasks of whoever asks in this event."""
    return [*_marking(event, lines), *_signing(event, lines), *_publishing(event, lines), *_paying(session, event)]


def _reached(event: Event, lines: list[ContestProgress], permission: Permission) -> list[ContestProgress]:
    return [line for line in lines if permitted(permission, event, line.contest)]


def _link(event: Event, found: list[ContestProgress], endpoint: str) -> str:
    """Straight to the one contest, to the event's list where there are several."""
    if len(found) == 1:
        return url_for(endpoint, event_code=event.code, contest_code=found[0].contest.code)
    return url_for("desk.view_event", event_code=event.code)


def _names(found: list[ContestProgress]) -> str:
    return listed(named(line.contest) for line in found)


def _marking(event: Event, lines: list[ContestProgress]) -> Iterator[Task]:
    for line in _reached(event, lines, Permission.MARK_ENTER):
        if line.open:
            url = url_for("marks.list_sheets", event_code=event.code, contest_code=line.contest.code)
            note = _("还有 %(count)s 张评分表在录入，共 %(total)s 张。", count=line.open, total=line.sheets)
            label = _("录入评分：%(contest)s", contest=named(line.contest))
            yield Task(label, note, url, _("打开我的评分表"), "edit", "local", first=True)


def _signing(event: Event, lines: list[ContestProgress]) -> Iterator[Task]:
    for line in _reached(event, lines, Permission.SHEET_SIGN):
        if line.submitted:
            url = url_for("marks.list_sheets", event_code=event.code, contest_code=line.contest.code)
            note = _("%(count)s 张评分表裁判已提交，等裁判长签字。", count=line.submitted)
            label = _("签字：%(contest)s", contest=named(line.contest))
            yield Task(label, note, url, _("去签字"), "signature", "waiting", first=True)


def _publishing(event: Event, lines: list[ContestProgress]) -> Iterator[Task]:
    ours = _reached(event, lines, Permission.RESULT_PUBLISH)
    if ready := [line for line in ours if line.state == "signed"]:
        label = _("成绩可以公布：%(contests)s", contests=_names(ready))
        note, url = _("评分表已全部签字。"), _link(event, ready, "results.preview")
        yield Task(label, note, url, _("检查并公布"), "speakerphone", "sent", first=True)
    if marking := [line for line in ours if line.state == "marking"]:
        missing = sum(line.sheets - line.signed for line in marking)
        label = _("成绩还不能公布：%(contests)s", contests=_names(marking))
        note = _("还有 %(count)s 张评分表没有签字。", count=missing)
        yield Task(label, note, _link(event, marking, "marks.list_sheets"), _("查看进度"), "clock", "local")


def _paying(session: Session, event: Event) -> Iterator[Task]:
    if not permitted(Permission.GRANT_VIEW, event):
        return
    run = latest_run(session, event)
    if run is None:
        return
    found = totals(session, run)
    granted, pending = found.get("granted", (0, 0)), found.get("pending", (0, 0))
    if granted[0] and permitted(Permission.GRANT_EXPORT, event):
        label = _("可发奖金 %(amount)s 元", amount=yuan(granted[1]))
        note = _("可发的奖励共 %(count)s 项，包括称号和资格。", count=granted[0])
        url = url_for("grants.view", event_code=event.code, status="granted")
        yield Task(label, note, url, _("查看并导出发放表"), "coin", "sent")
    if pending[0]:
        label = _("待定的奖励：%(count)s 项", count=pending[0])
        note = _("缺少事实、决定或名额；补齐后重新计算。")
        url = url_for("grants.view", event_code=event.code, status="pending")
        yield Task(label, note, url, _("看缺什么"), "clock-pause", "waiting")
