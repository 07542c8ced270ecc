"""The demonstration: a settled event, an open one to try marking in, and one account for each role."""

import secrets
import tempfile
from dataclasses import dataclass, replace
from pathlib import Path

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from app.access import ROLE_NAMES, Role
from app.accounts.models import User
from app.accounts.operations import NewRole, create_account, reset_password
from app.config import Settings
from app.db import transaction
from app.entrants.models import Entry, Member
from app.events.models import Contest, Event
from app.exchange.demo import generate_package, write_package
from app.exchange.loading import load_package
from app.exchange.operations import import_package
from app.exchange.package import Package, PackagedContest
from app.exchange.settling import settle_event
from app.issuing.operations import issue_certificates
from app.issuing.queries import due_certificates
from app.judges.models import Duty, Judge, JudgeDuty
from app.marks.models import ScoreSheet, SheetState
from app.results.models import Placing
from app.results.queries import computed_result
from scoring.results import EntryStatus
from scoring.rules import Medal

CONTESTS, ENTRANTS, SEED = 8, 24, 1
PRACTICE_CONTESTS, PRACTICE_ENTRANTS, PRACTICE_SEED = 2, 8, 2
PRACTICE = "demo-practice"
LEFT_TO_MARK = 2
_LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"
JUDGING = {
    Role.HEAD_JUDGE: Duty.CHIEF,
    Role.DEPUTY_HEAD_JUDGE: Duty.DEPUTY_CHIEF,
    Role.JUDGE: Duty.MARKER,
    Role.ONSITE_JUDGE: Duty.ONSITE,
    Role.RECORDER: Duty.RECORDER,
    Role.MASKER: Duty.MASKER,
}
ANYWHERE = (Role.PROVINCE_ADMINISTRATOR, Role.SYSTEM_ADMINISTRATOR, Role.AUDITOR)


@dataclass(frozen=True)
class DemoAccount:
    """An account of the demonstration with the password it was given."""

    role: Role
    login: str
    password: str


def generated(contests: int, entrants: int, seed: int) -> Package:
    """A generated package, loaded as strictly as any other."""
    with tempfile.TemporaryDirectory() as folder:
        write_package(generate_package(contests, entrants, seed), Path(folder))
        return load_package(Path(folder))


def prepare_demo(session: Session, settings: Settings) -> list[DemoAccount]:
    """Fill an empty database with the demonstration; a filled one is left as it is and gives no account."""
    if session.scalar(select(Event.id).limit(1)) is not None:
        return []
    with transaction(session):
        settled = import_package(session, None, generated(CONTESTS, ENTRANTS, SEED), settings.cipher)
        run = settle_event(session, None, settled).run
        due = list(due_certificates(session, settled, run))
        issue_certificates(session, None, settled, due, settings.verify_key, settings.base_url)
        practice = import_package(session, None, _practice(), settings.cipher, sealed=False)
        _submit_finished_sheets(session, practice)
        return _add_accounts(session, settled, practice)


def _practice() -> Package:
    """Contests that are nearly marked: what one judge has to do for two entries is left to try out."""
    package = generated(PRACTICE_CONTESTS, PRACTICE_ENTRANTS, PRACTICE_SEED)
    contests = tuple(map(_leave_something_to_mark, package.contests))
    name = {"code": PRACTICE, "name": "评分练习赛（可随意试用）", "name_en": "Marking practice (try anything)"}
    return replace(package, **name, contests=contests)


def _leave_something_to_mark(contest: PackagedContest) -> PackagedContest:
    judge = min(one.code for one in contest.judges if one.role == JUDGING[Role.JUDGE])
    panel = list(dict.fromkeys(mark.entry for mark in contest.marks if mark.judge == judge))
    left = panel[:LEFT_TO_MARK]
    kept = tuple(mark for mark in contest.marks if mark.entry not in left or mark.judge not in (None, judge))
    return replace(contest, marks=kept)


def _submit_finished_sheets(session: Session, practice: Event) -> None:
    """Submit the sheets of every entry whose marks are complete."""
    for contest in practice.contests:
        incomplete = computed_result(session, contest).entries
        codes = [line.entry for line in incomplete if line.status is EntryStatus.INCOMPLETE]
        entries = select(Entry.id).where(Entry.contest_id == contest.id, Entry.code.not_in(codes))
        finished = update(ScoreSheet).where(ScoreSheet.entry_id.in_(entries))
        session.execute(finished.values(state=SheetState.SUBMITTED))


def _add_accounts(session: Session, settled: Event, practice: Event) -> list[DemoAccount]:
    return [_add_account(session, role, _scopes(session, role, settled, practice)) for role in Role]


def _add_account(session: Session, role: Role, scopes: list[NewRole]) -> DemoAccount:
    made = DemoAccount(role, role.value.replace("_", "-"), new_password())
    create_account(session, None, made.login, f"演示{ROLE_NAMES[role].zh}", made.password, scopes, demo=True)
    return made


def new_password() -> str:
    """A random password of 60 bits that can be typed from a screen: no character looks like another."""
    return "-".join("".join(secrets.choice(_LETTERS) for _letter in range(4)) for _block in range(3))


def _scopes(session: Session, role: Role, settled: Event, practice: Event) -> list[NewRole]:
    if role in ANYWHERE:
        return [NewRole(role)]
    if role in JUDGING:
        contests = [practice.contests[0], settled.contests[0]]
        return [
            NewRole(role, contest.event_id, contest.id, judge_id=_judge(session, contest, JUDGING[role]))
            for contest in contests
        ]
    if role is Role.ENTRANT:
        return [NewRole(role, settled.id, person_id=_winner(session, settled).person_id)]
    delegation = None
    if role in (Role.DELEGATION_LEADER, Role.CITY_REVIEWER):
        delegation = _winner(session, settled).delegation
    return [NewRole(role, event.id, delegation=delegation) for event in (settled, practice)]


def _judge(session: Session, contest: Contest, duty: Duty) -> int | None:
    query = select(Judge.id).join(JudgeDuty).where(JudgeDuty.contest_id == contest.id, JudgeDuty.duty == duty)
    return session.scalar(query.order_by(Judge.code).limit(1))


def _winner(session: Session, event: Event) -> Member:
    query = (
        select(Member)
        .join(Entry, Entry.id == Member.entry_id)
        .join(Placing, Placing.entry_id == Entry.id)
        .join(Contest, Contest.id == Entry.contest_id)
        .where(Contest.event_id == event.id, Placing.medal == Medal.GOLD)
        .order_by(Contest.position, Member.position)
    )
    winner = session.scalars(query).first()
    if winner is None:
        raise RuntimeError("the demonstration has no gold medal")
    return winner


def renew_passwords(session: Session) -> list[DemoAccount]:
    """Give every demo account a new password."""
    with transaction(session):
        renewed = []
        for user in session.scalars(select(User).where(User.demo).order_by(User.id)):
            made = DemoAccount(user.roles[0].role, user.login, new_password())
            reset_password(session, None, user, made.password)
            renewed.append(made)
        return renewed
