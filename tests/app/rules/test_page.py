"""The rules page: everything typed comes back, every malformed value is named at its field, previews write nothing."""

from collections.abc import Callable
from typing import Any

import pytest
from sqlalchemy import select, update
from sqlalchemy.orm import Session

from app.access import Role
from app.audit.models import AuditEvent
from app.db import transaction
from app.events.models import Contest, Event
from app.events.queries import contest_rules
from app.marks.models import ScoreSheet, SheetState
from scoring.rules import MedalModel
from tests.conftest import LogIn
from tests.visitor import Visitor

PLACE = "/events/small-2026/contests/17/rules"
AS_IT_IS = {
    "parts-0-code": "practice",
    "parts-0-weight": "100",
    "parts-0-pass_percent": "",
    "scored": "trimmed_mean",
    "places": "2",
    "mode": "half_up",
    "at": "aspect",
    "last": "share",
    "groups": "together",
    "medals": "places",
    "barred": "pass_over",
    "merit_rounding": "down",
    "grades_rounding": "half_up",
    "band_points": "2",
    "band_anchored": "top",
}
RATIO = {"medals": "ratio", "first_share": "10%", "second_share": "1/5", "third_share": "0.3"}

pytestmark = pytest.mark.parametrize("backend", ["sqlite"], indirect=True)


@pytest.fixture
def organizer(log_in: LogIn, event: Event) -> Visitor:
    return log_in(Role.ORGANIZER, event)


def sent(event: Event, **changes: Any) -> dict[str, Any]:
    return {"version": str(event.contests[0].version), **AS_IT_IS, **changes}


def test_the_form_shows_the_rules_in_force_and_changes_nothing_when_sent_back(
    organizer: Visitor, event: Event, session: Session
) -> None:
    page = organizer.get(PLACE)
    assert 'name="parts-0-weight"' in page.text
    assert "与现行规则的结果相同" in page.text
    before = contest_rules(session, event.contests[0])
    answer = organizer.send(PLACE, sent(event), follow_redirects=True)
    assert "规则没有改动" in answer.text
    session.rollback()
    assert contest_rules(session, event.contests[0]) == before


def test_everything_of_the_form_reaches_the_rules(organizer: Visitor, event: Event, session: Session) -> None:
    form = sent(
        event,
        **RATIO,
        **{
            "parts-0-pass_percent": "60",
            "scored": "median",
            "places": "3",
            "mode": "down",
            "at": "total",
            "ties-0-key": "criterion:B",
            "ties-0-direction": "asc",
            "ties-1-key": "duration",
            "ties-1-direction": "desc",
            "last": "decide",
            "groups": "separate",
            "barred": "leave_empty",
            "merit_share": "1/2",
            "merit_rounding": "half_even",
            "first_cap": "3",
            "second_cap": "6",
            "third_cap": "9",
            "first_count": "1",
            "second_count": "2",
            "third_count": "5",
            "band_points": "4",
            "band_anchored": "chain",
            "band_bronze": "y",
            "small_field-0-below": "6",
            "small_field-0-medals": ["first", "second"],
        },
    )
    assert organizer.send(PLACE, form).status_code == 302
    session.rollback()
    rules = contest_rules(session, event.contests[0])
    document = repr(rules)
    told = (
        "pass_percent=Fraction(60, 1)|MEDIAN|places=3|RoundingMode.DOWN|RoundingAt.TOTAL|code='B', descending=False|"
        "DURATION: 'duration'>, code=None, descending=True|DECIDE|SEPARATE|LEAVE_EMPTY|Merit(share=Fraction(1, 2)|"
        "HALF_EVEN|shares=(Fraction(1, 10), Fraction(1, 5), Fraction(3, 10)), caps=(3, 6, 9)|fixed=(1, 2, 5)|points=4|"
        "CHAIN|bronze_after_tied_silver=True|below=6"
    )
    assert [word for word in told.split("|") if word not in document] == []
    assert rules.awards.medals is MedalModel.RATIO
    again = organizer.send(PLACE, {**form, "version": str(event.contests[0].version)}, follow_redirects=True)
    assert "规则没有改动" in again.text


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"parts-0-weight": "99"}, "权重之和是 99"),
        ({"parts-0-weight": "一百"}, "“一百”不是数字"),
        ({"parts-0-weight": "-1"}, "“-1”不能小于 0"),
        ({"parts-0-weight": ""}, "请填写"),
        ({"parts-0-pass_percent": "101"}, "应在 0 至 100 之间"),
        ({"scored": "best"}, "“best”不在可选项中"),
        ({"places": "12"}, "“12”不在可选项中"),
        ({"ties-0-key": "part:x", "ties-0-direction": "asc"}, "“part:x”不在可选项中"),
        ({"ties-0-key": "duration", "ties-0-direction": "up"}, "“up”不在可选项中"),
        (
            {
                "ties-0-key": "duration",
                "ties-0-direction": "asc",
                "ties-1-key": "duration",
                "ties-1-direction": "asc",
            },
            "前面已经比较过",
        ),
        ({"medals": "ratio"}, "ratio 需要写出 grades"),
        ({"medals": "fixed"}, "fixed 需要写出 fixed"),
        ({**RATIO, "second_share": ""}, "三格要么都填，要么都不填"),
        ({**RATIO, "second_share": "4/5"}, "三个比例之和超过 100%"),
        ({**RATIO, "first_share": "0"}, "应大于 0"),
        ({**RATIO, "first_cap": "3"}, "三格要么都填，要么都不填"),
        ({"medals": "fixed", "first_count": "1.5"}, "应是 0 至 100000 的整数"),
        ({"merit_share": "2"}, "应大于 0、不超过 1"),
        ({"band_points": ""}, "请填写"),
        ({"small_field-0-below": "0"}, "应是 1 至 100000 的整数"),
    ],
)
def test_a_malformed_rule_is_named_and_nothing_typed_is_lost(
    changes: dict[str, str], said: str, organizer: Visitor, event: Event, session: Session
) -> None:
    before = contest_rules(session, event.contests[0])
    kept = "0.125"
    answer = organizer.send(PLACE, sent(event, **{"merit_share": kept, **changes}))
    assert answer.status_code == 422
    assert said in answer.text
    if "merit_share" not in changes:
        assert f'value="{kept}"' in answer.text
    session.rollback()
    assert contest_rules(session, event.contests[0]) == before


def test_a_preview_shows_the_effect_and_writes_nothing(organizer: Visitor, event: Event, session: Session) -> None:
    version = event.contests[0].version
    watch = {"HX-Request": "true", "HX-Target": "effect"}
    answer = organizer.send(f"{PLACE}/preview", sent(event, last="decide"), headers=watch)
    assert answer.status_code == 200
    assert "须由人决定名次先后" in answer.text
    assert "<form" not in answer.text
    session.rollback()
    session.expire_all()
    assert event.contests[0].version == version
    assert session.scalars(select(AuditEvent).where(AuditEvent.action == "contest:configure")).all() == []


def test_a_preview_of_what_cannot_be_names_it(organizer: Visitor, event: Event) -> None:
    watch = {"HX-Request": "true", "HX-Target": "effect"}
    answer = organizer.send(f"{PLACE}/preview", sent(event, **{"parts-0-weight": "90"}), headers=watch)
    assert answer.status_code == 422
    assert "权重之和是 90" in answer.text


def ties_of(page: str) -> list[str]:
    rows = page.split('name="ties-')[1:]
    selected = [row.split(" selected ")[1].split('value="')[1].split('"')[0] for row in rows if "-key" in row[:8]]
    return selected


TWO = {
    "ties-0-key": "duration",
    "ties-0-direction": "asc",
    "ties-1-key": "criterion:A",
    "ties-1-direction": "desc",
}


@pytest.mark.parametrize(
    ("edit", "expected"),
    [
        ("add", ["duration", "criterion:A", "part:practice"]),
        ("up:1", ["criterion:A", "duration"]),
        ("down:0", ["criterion:A", "duration"]),
        ("up:0", ["duration", "criterion:A"]),
        ("down:1", ["duration", "criterion:A"]),
        ("remove:0", ["criterion:A"]),
        ("remove:9", ["duration", "criterion:A"]),
        ("up:x", ["duration", "criterion:A"]),
        ("nonsense", ["duration", "criterion:A"]),
    ],
)
def test_a_button_moves_rows_with_and_without_scripts(
    edit: str, expected: list[str], organizer: Visitor, event: Event
) -> None:
    form = sent(event, **TWO, edit=edit)
    part = organizer.send(f"{PLACE}/preview", form, headers={"HX-Request": "true", "HX-Target": "rules-work"})
    whole = organizer.send(f"{PLACE}/preview", form)
    assert ties_of(part.text) == ties_of(whole.text) == expected
    assert ("<html" in part.text, "<html" in whole.text) == (False, True)


def test_a_button_adds_and_removes_rows_for_small_fields(organizer: Visitor, event: Event) -> None:
    added = organizer.send(f"{PLACE}/preview", sent(event, edit="add-field"))
    assert 'name="small_field-0-below"' in added.text
    form = sent(event, **{"small_field-0-below": "6", "edit": "remove-field:0"})
    assert 'name="small_field-0-below"' not in organizer.send(f"{PLACE}/preview", form).text


def test_whoever_saves_second_keeps_the_input_and_may_save_again(
    organizer: Visitor, event: Event, session: Session
) -> None:
    old = sent(event, places="1")
    assert organizer.send(PLACE, sent(event, places="4")).status_code == 302
    answer = organizer.send(PLACE, old)
    assert answer.status_code == 409
    assert "别人改了规则" in answer.text
    assert '<option selected value="1">' in answer.text
    session.rollback()
    session.expire_all()
    contest = event.contests[0]
    assert contest_rules(session, contest).rounding.places == 4
    assert f'value="{contest.version}"' in answer.text
    assert organizer.send(PLACE, {**old, "version": str(contest.version)}).status_code == 302


def test_a_page_that_says_no_version_conflicts(organizer: Visitor, event: Event) -> None:
    assert organizer.send(PLACE, sent(event, places="1", version="x")).status_code == 409


def test_signed_sheets_refuse_on_the_page_and_keep_the_input(
    organizer: Visitor, event: Event, session: Session
) -> None:
    with transaction(session):
        session.execute(update(ScoreSheet).values(state=SheetState.SIGNED))
    assert "规则已固定" in organizer.get(PLACE).text
    answer = organizer.send(PLACE, sent(event, places="1"))
    assert answer.status_code == 422
    assert "影响成绩的规则不能再改" in answer.text
    assert '<option selected value="1">' in answer.text


def test_a_contest_decided_elsewhere_has_no_rules_to_choose(organizer: Visitor, event: Event, session: Session) -> None:
    with transaction(session):
        contest = session.get_one(Contest, event.contests[0].id)
        contest.rules = {**contest.rules, "parts": []}
    page = organizer.get(PLACE)
    assert "由别处评定" in page.text
    assert 'id="rules-form"' not in page.text
    assert organizer.send(PLACE, sent(event)).status_code == 422


def test_the_page_speaks_english(make_event: Callable[..., Event], log_in: LogIn) -> None:
    client = log_in(Role.ORGANIZER, make_event())
    client.send("/language", {"language": "en", "next": "/"})
    page = client.get(PLACE)
    assert "How ties are broken" in page.text
    assert "each aspect first" in page.text
