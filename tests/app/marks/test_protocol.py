"""The protocol of mark entry under any order of delivery: every revision is kept once and nothing is lost."""

import random
import uuid
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.db import transaction
from app.errors import RuleViolation
from app.events.models import Contest, Event
from app.marks.models import HeldRevision, MarkVersion, ScoreSheet
from app.marks.operations import enter_marks
from app.marks.protocol import MOST, PROTOCOL, Batch, Revision, read_batch
from app.marks.sheet_book import Cell
from app.marks.sheet_queries import MarkingPerson, load_book
from app.marks.values import normalized
from scoring.results import MARK_SCALE
from tests.app.marks.marking import contest_of, judge_person, sheet_of, wire
from tests.competition import MEASURED, VOTED


@dataclass
class Device:
    """A tablet that types offline: each revision follows the last it knows of its cell; what is answered is done."""

    person: MarkingPerson
    waiting: list[Revision] = field(default_factory=list)
    typed: list[Revision] = field(default_factory=list)
    last: dict[str, str | None] = field(default_factory=dict)

    def type(self, aspect: str, value: str) -> None:
        made = Revision(str(uuid.uuid4()), aspect, 1, value, self.last.get(aspect), None)
        self.last[aspect] = made.id
        self.waiting.append(made)
        self.typed.append(made)

    def answered(self, done: set[str]) -> None:
        self.waiting = [one for one in self.waiting if one.id not in done]


KEYS = ["rev_id", "aspect", "value"]
STEPS = st.lists(
    st.tuples(
        st.integers(0, 2),
        st.sampled_from(["type", "type", "send", "send part", "answer lost", "duplicate", "out of order"]),
        st.sampled_from([MEASURED, VOTED]),
        st.integers(0, 2),
    ),
    max_size=25,
)


class World:
    """Three devices of two judges, one sheet, and a network that loses, repeats and reorders."""

    def __init__(self, session: Session, event: Event, contest: Contest, sheet: ScoreSheet, people: list[Any]) -> None:
        self.session, self.event, self.contest, self.number = session, event, contest, sheet.number
        self.devices = [Device(people[0]), Device(people[0]), Device(people[1])]
        self.outcomes: dict[str, str] = {}

    def deliver(self, device: Device, revisions: list[Revision]) -> set[str]:
        batch = Batch("d", None, None, tuple(revisions))
        with transaction(self.session):
            results = enter_marks(self.session, device.person, self.event, self.contest, self.number, batch).results
        done = set()
        for result in results:
            if result.outcome.value == "error":
                continue
            done.add(result.revision)
            first = self.outcomes.setdefault(result.revision, result.outcome.value)
            assert first == result.outcome.value, "the same revision was answered in two ways"
        return done

    def step(self, place: int, act: str, aspect: str, value: int) -> None:
        device = self.devices[place]
        if act == "type":
            device.type(aspect, str(value))
        elif act == "send":
            device.answered(self.deliver(device, device.waiting))
        elif act == "send part":
            device.answered(self.deliver(device, device.waiting[: value + 1]))
        elif act == "answer lost":
            self.deliver(device, device.waiting)
        elif act == "duplicate":
            self.deliver(device, device.typed)
        else:
            self.deliver(device, random.Random(value).sample(device.waiting, len(device.waiting)))

    def finish(self) -> None:
        for device in self.devices:
            for _turn in range(len(device.waiting) + 1):
                device.answered(self.deliver(device, device.waiting))
            assert device.waiting == [], "a revision was never answered"


@pytest.fixture
def people(session: Session, event: Event, make_account: Callable[..., int]) -> list[MarkingPerson]:
    users = [make_account(code) for code in ("J2", "J3")]
    session.rollback()
    return [judge_person(session, event, code, user) for code, user in zip(("J2", "J3"), users, strict=True)]


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=STEPS, place=st.integers(0, 2))
def test_whatever_the_network_does_every_revision_is_kept_once(
    session: Session, event: Event, people: list[MarkingPerson], steps: list[Any], place: int
) -> None:
    contest = contest_of(session, event)
    sheet = sheet_of(session, contest, "A1", place)
    before = set(session.scalars(select(MarkVersion.revision)))
    world = World(session, event, contest, fresh(session, sheet, contest), people)
    for step in steps:
        world.step(*step)
    world.finish()
    session.rollback()
    kept = list(session.execute(select(MarkVersion.revision, MarkVersion.value)))
    kept += list(session.execute(select(HeldRevision.revision, HeldRevision.value)))
    mine = {one.id: one for device in world.devices for one in device.typed}
    found = [(key, value) for key, value in kept if key in mine and key not in before]
    assert sorted(key for key, _value in found) == sorted(mine)
    for key, value in found:
        text = value if isinstance(value, str) else str(value // MARK_SCALE)
        assert normalized(text) == mine[key].value
    book = load_book(
        session, contest, session.scalars(select(ScoreSheet).where(ScoreSheet.number == world.number)).one()
    )
    for cell, version in book.current.items():
        assert version.revision in mine
        assert world.outcomes[version.revision] == "applied", f"{cell} holds what was never applied"
    measured = [one for one in mine.values() if one.aspect == MEASURED]
    assert (Cell(MEASURED, None) in book.current) == bool(measured), "the first to arrive did not become the mark"


def fresh(session: Session, sheet: ScoreSheet, contest: Contest) -> ScoreSheet:
    """An empty sheet beside `sheet`: a member of its own number, because rows of marks are never deleted."""
    with transaction(session):
        last = session.scalars(
            select(ScoreSheet.member).where(ScoreSheet.entry_id == sheet.entry_id).order_by(ScoreSheet.member.desc())
        ).first()
        made = ScoreSheet(
            contest_id=contest.id,
            entry_id=sheet.entry_id,
            member=(last or 0) + 1,
            scheme_id=sheet.scheme_id,
            sub=sheet.sub,
        )
        session.add(made)
    return made


@pytest.mark.parametrize(
    "document",
    [None, [], {}, {"protocol": 2, "revisions": []}, {"protocol": PROTOCOL, "revisions": {}}, "protocol"],
)
def test_what_is_no_batch_is_refused(document: Any) -> None:
    with pytest.raises(RuleViolation):
        read_batch(document)


def test_more_than_a_batch_is_refused() -> None:
    item = {"rev_id": str(uuid.uuid4()), "aspect": "A", "value": "1"}
    assert len(read_batch({"protocol": PROTOCOL, "revisions": [item] * MOST}).revisions) == MOST
    with pytest.raises(RuleViolation):
        read_batch({"protocol": PROTOCOL, "revisions": [item] * (MOST + 1)})


@pytest.mark.parametrize(
    "change",
    [
        {"rev_id": 7},
        {"rev_id": "7"},
        {"aspect": None},
        {"aspect": "A" * 33},
        {"aspect": "A\0"},
        {"value": 1},
        {"value": "1" * 33},
        {"value": "\ud800"},
        {"round": 0},
        {"round": True},
        {"round": "1"},
        {"parent": "x"},
    ],
)
def test_a_malformed_revision_is_named_and_does_not_block_the_others(change: dict[str, Any]) -> None:
    good = {"rev_id": str(uuid.uuid4()), "aspect": "A", "value": "1", "round": 1, "parent": None}
    read = read_batch({"protocol": PROTOCOL, "revisions": [{**good, **change}, good, 5]})
    assert [one.id for one in read.revisions] == [good["rev_id"]]
    assert len(read.malformed) == 2


@settings(max_examples=300)
@given(
    st.recursive(
        st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=40),
        lambda inner: (
            st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(["rev_id", "aspect", "value"]), inner)
        ),
        max_leaves=8,
    )
)
def test_no_document_whatever_brings_the_reader_down(item: Any) -> None:
    document = {"protocol": PROTOCOL, "device": item, "client_now": item, "scheme": item, "revisions": [item]}
    read = read_batch(document)
    assert len(read.revisions) + len(read.malformed) == 1


@pytest.mark.parametrize(
    ("now_there", "typed_at", "seconds"),
    [
        ("2026-11-22T09:00:00+00:00", "2026-11-22T08:59:00+00:00", 60),
        ("2026-11-22T09:00:00+00:00", "2026-11-22T09:01:00+00:00", 0),
        ("2000-01-01T00:00:10+08:00", "2000-01-01T00:00:00+08:00", 10),
    ],
)
def test_the_moment_of_a_mark_is_reckoned_from_its_age_whatever_the_devices_clock_says(
    now_there: str, typed_at: str, seconds: int
) -> None:
    item = {"rev_id": str(uuid.uuid4()), "aspect": "A", "value": "1", "client_ts": typed_at}
    read = read_batch({"protocol": PROTOCOL, "client_now": now_there, "revisions": [item]})
    received = datetime(2026, 11, 22, 10, tzinfo=UTC)
    assert read.recorded_at(read.revisions[0], received) == received - timedelta(seconds=seconds)


@pytest.mark.parametrize("moment", ["", "yesterday", "2026-11-22T09:00:00", "9999-12-31T23:59:59-14:00", 5])
def test_a_senseless_device_clock_is_no_clock(moment: Any) -> None:
    item = {"rev_id": str(uuid.uuid4()), "aspect": "A", "value": "1", "client_ts": moment}
    read = read_batch({"protocol": PROTOCOL, "client_now": moment, "revisions": [item]})
    assert read.device_now is None
    assert read.revisions[0].at is None


def test_a_revision_survives_the_wire() -> None:
    made = Revision(str(uuid.uuid4()), MEASURED, 1, "1.5", str(uuid.uuid4()), None, orphan=True)
    wire(made)
