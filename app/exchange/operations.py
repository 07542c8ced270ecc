"""Putting a checked package into the database, in one transaction of the caller."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.access import Permission
from app.audit.operations import record
from app.crypto import FieldCipher
from app.errors import Conflict
from app.events.models import Event
from app.exchange import package as packaged
from app.exchange.contest_import import ContestImport
from app.exchange.people_import import PeopleImport
from scoring.text import Text


def import_package(
    session: Session,
    actor_id: int | None,
    package: packaged.Package,
    cipher: FieldCipher,
    *,
    sealed: bool = True,
) -> Event:
    """Write the whole competition; its sheets come in signed, because their marks were settled elsewhere.

    `sealed` False leaves the sheets open, to go on marking here. Raises Conflict where the event's code is taken.
    """
    if session.scalar(select(Event.id).where(Event.code == package.code)) is not None:
        raise Conflict(
            Text(
                f"编号为“{package.code}”的竞赛已经存在；请在 competition.yaml 中改用别的 code。",
                f"There is an event “{package.code}” already; choose another code in competition.yaml.",
            )
        )
    event = _add_event(session, package)
    people = PeopleImport(session, event, cipher)
    backers = _backers_by_contest(package)
    for position, contest in enumerate(package.contests):
        ContestImport(session, event, people).add(position, contest, backers[contest.code], sealed=sealed)
    record(
        session,
        actor_id,
        Permission.PACKAGE_IMPORT,
        f"event:{event.id}",
        {"contests": len(package.contests), "entries": sum(len(contest.entries) for contest in package.contests)},
        event_code=event.code,
    )
    return event


def _backers_by_contest(package: packaged.Package) -> dict[str, list[packaged.Backer]]:
    backers: dict[str, list[packaged.Backer]] = {contest.code: [] for contest in package.contests}
    contest_of = {entry.code: contest.code for contest in package.contests for entry in contest.entries}
    for backer in package.backers:
        if backer.entry in contest_of:
            backers[contest_of[backer.entry]].append(backer)
    return backers


def _add_event(session: Session, package: packaged.Package) -> Event:
    event = Event(
        code=package.code,
        name=package.name,
        name_en=package.name_en,
        level=package.level,
        series=package.series,
        award_class=package.competition_class,
        kinds=list(package.kinds),
        jurisdiction=package.jurisdiction,
        starts_on=package.starts_on,
        ends_on=package.ends_on,
        results_on=package.results_on,
        decided_on=package.decided_on,
        organizers=list(package.organizers),
        hosts=list(package.hosts),
        filed_with=list(package.filed_with),
        tariffs=None if package.tariffs is None else list(package.tariffs),
        settings={
            tariff: {name: setting.value for name, setting in chosen.items()}
            for tariff, chosen in package.settings.items()
        },
    )
    session.add(event)
    session.flush()
    return event
