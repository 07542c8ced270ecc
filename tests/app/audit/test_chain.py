"""The audit chain: whatever is changed, cut, moved or written anew is found."""

from collections.abc import Callable
from typing import Any

import pytest
from sqlalchemy import delete, insert, text, update
from sqlalchemy.orm import Session

from app.audit.chain import GENESIS, digest_of
from app.audit.models import SYSTEM_CHAIN, AuditEvent, AuditHead
from app.audit.operations import record
from app.audit.queries import audit_events, chains, event_count, first_broken
from app.db import transaction
from migrations.guards import APPEND_ONLY

LENGTH = 6


@pytest.fixture
def chain(session: Session) -> str:
    with transaction(session):
        for number in range(LENGTH):
            record(session, None, "mark:enter", f"sheet:{number}", {"versions": number}, event_code="x")
        record(session, None, "account:log_in", "user:1")
    return "event:x"


@pytest.fixture
def unguarded(session: Session) -> Callable[[Any], None]:
    """Do what only somebody with the database owner's rights can do: change history."""

    def change(*statements: Any) -> None:
        with transaction(session):
            if session.get_bind().dialect.name == "sqlite":
                for act in ("UPDATE", "DELETE"):
                    session.execute(text(f"DROP TRIGGER IF EXISTS audit_events_no_{act}"))
            else:
                session.execute(text("ALTER TABLE audit_events DISABLE TRIGGER USER"))
            for statement in statements:
                session.execute(statement)
        session.expire_all()

    return change


def at(sequence: int) -> Any:
    return (AuditEvent.chain == "event:x") & (AuditEvent.sequence == sequence)


def test_a_chain_as_written_is_whole(session: Session, chain: str) -> None:
    assert first_broken(session, chain) is None
    assert first_broken(session, SYSTEM_CHAIN) is None
    assert first_broken(session, "event:never") is None
    assert [(head.chain, head.sequence) for head in chains(session)] == [(chain, LENGTH), (SYSTEM_CHAIN, 1)]
    assert event_count(session) == LENGTH + 1
    assert [event.sequence for event in audit_events(session, chain, before=4, limit=2)] == [3, 2]


@pytest.mark.parametrize(
    "changed",
    [
        {"action": "mark:take_back"},
        {"subject": "sheet:77"},
        {"details": {"versions": 99}},
        {"details": {}},
        {"previous": GENESIS},
        {"digest": "f" * 64},
        {"at": AuditEvent.at},
    ],
    ids=lambda changed: next(iter(changed)),
)
def test_a_changed_row_is_found(
    changed: dict[str, Any], session: Session, chain: str, unguarded: Callable[..., None]
) -> None:
    if "at" in changed:
        later = session.scalars(AuditEvent.__table__.select().with_only_columns(AuditEvent.at).where(at(4))).one()
        changed = {"at": later.replace(year=2020)}
    unguarded(update(AuditEvent).where(at(3)).values(changed))
    assert first_broken(session, chain) == 3


def test_a_row_taken_out_is_found(session: Session, chain: str, unguarded: Callable[..., None]) -> None:
    unguarded(delete(AuditEvent).where(at(2)))
    assert first_broken(session, chain) == 2


def test_a_cut_tail_is_found(session: Session, chain: str, unguarded: Callable[..., None]) -> None:
    unguarded(delete(AuditEvent).where(at(LENGTH)))
    assert first_broken(session, chain) == LENGTH


def test_a_chain_cut_off_whole_is_found(session: Session, chain: str, unguarded: Callable[..., None]) -> None:
    unguarded(delete(AuditEvent).where(AuditEvent.chain == chain))
    assert first_broken(session, chain) == 1


def test_a_lost_head_is_found(session: Session, chain: str, unguarded: Callable[..., None]) -> None:
    unguarded(delete(AuditHead).where(AuditHead.chain == chain))
    assert first_broken(session, chain) == LENGTH + 1


def test_two_rows_that_changed_places_are_found(session: Session, chain: str, unguarded: Callable[..., None]) -> None:
    places = [(2, 100), (3, 2), (100, 3)]
    unguarded(*(update(AuditEvent).where(at(old)).values(sequence=new) for old, new in places))
    assert first_broken(session, chain) == 2


def test_a_row_slipped_in_with_a_right_digest_of_its_own_is_found(
    session: Session, chain: str, unguarded: Callable[..., None]
) -> None:
    third = audit_events(session, chain, before=4, limit=1)[0]
    fields = {"at": third.at, "actor_id": None, "action": "sheet:sign", "subject": "sheet:3", "details": {}}
    digest = digest_of(third.previous, chain, 3, third.at, None, "sheet:sign", "sheet:3", {})
    row = {"chain": chain, "sequence": 3, "previous": third.previous, "digest": digest, **fields}
    unguarded(delete(AuditEvent).where(at(3)), insert(AuditEvent).values(row))
    assert first_broken(session, chain) == 4


def test_a_chain_written_anew_differs_from_the_head_that_was_printed(
    session: Session, chain: str, unguarded: Callable[..., None]
) -> None:
    printed = session.get_one(AuditHead, chain).digest
    unguarded(delete(AuditEvent).where(AuditEvent.chain == chain), delete(AuditHead).where(AuditHead.chain == chain))
    with transaction(session):
        for number in range(LENGTH):
            record(session, None, "mark:enter", f"sheet:{number}", {"versions": 0}, event_code="x")
    assert first_broken(session, chain) is None
    assert session.get_one(AuditHead, chain).digest != printed


def test_chains_of_two_events_do_not_know_each_other(session: Session, chain: str) -> None:
    with transaction(session):
        record(session, None, "mark:enter", "sheet:1", event_code="y")
    assert session.get_one(AuditHead, "event:y").sequence == 1
    assert session.get_one(AuditHead, chain).sequence == LENGTH


def test_an_act_that_is_rolled_back_leaves_no_trace(session: Session, chain: str) -> None:
    def fail_half_way() -> None:
        with transaction(session):
            record(session, None, "mark:enter", "sheet:1", event_code="x")
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fail_half_way()
    assert session.get_one(AuditHead, chain).sequence == LENGTH
    assert first_broken(session, chain) is None


def test_the_audit_chain_is_append_only() -> None:
    assert "audit_events" in APPEND_ONLY
