"""Explanations of totals and ranks, as data and as text."""

from collections.abc import Iterator
from fractions import Fraction

import pytest

from scoring.explain import EntryUnknown, explain_rank, explain_total
from scoring.results import ContestInput, TieOrder
from scoring.rules import TeamMarking
from scoring.trace import Reason, as_data, as_text, exact
from tests.scoring.making import (
    calculated,
    contest_of,
    entry_of,
    judged,
    mark,
    marked_part,
    measured,
    penalty,
    score,
    scored,
    scored_part,
    tie_keys,
    votes,
)

PARTS = (
    marked_part(
        measured("A1.M1", "2"), measured("A1.M2", "2"), judged("B1.J1", "1"), scored("B1.S1", "5"), weight="70"
    ),
    scored_part("t", "30", "60"),
)
CONTEST = contest_of(*PARTS, ranking=tie_keys("duration:asc", "part:t:desc"))
DATA = ContestInput(
    (entry_of("e", delegations=frozenset({"X"})), entry_of("f"), entry_of("g", "dns")),
    [
        mark("e", "A1.M1", 1),
        mark("e", "A1.M1", 2),
        mark("e", "A1.M2", "na"),
        *votes("e", "B1.J1", 0, 2, 3),
        *votes("e", "B1.J1", 1, 2, 2, vote=2),
        mark("e", "B1.J1", 3, "d1", 2),
        *votes("e", "B1.S1", 1, 2, 4),
    ],
    scores=(score("e", 30), score("f", 60)),
    penalties=(penalty("e", "1.5"), penalty("e", 9, "seconds"), penalty("f", 4)),
    judges={"d1": "X", "j1": "Y"},
)


def walk(reason: Reason) -> Iterator[Reason]:
    yield reason
    for child in reason.children:
        yield from walk(child)


def found(reason: Reason, english: str) -> Reason:
    return next(each for each in walk(reason) if each.label.en.startswith(english))


def test_a_total_is_explained_down_to_every_judge() -> None:
    """70 x (2 + 0 + 0.56 + 2) / 10 + 30 x 30 / 60 - 1.5 = 45.42."""
    reason = explain_total(CONTEST, DATA, "e")
    assert reason.value == "45.42"
    assert [child.value for child in reason.children] == ["31.92", "15", "-1.5"]
    assert found(reason, "Part p").label.en == "Part p: 70 x 4.56 / 10"
    assert found(reason, "Criterion A").value == "2"
    assert found(reason, "Sub-criterion B1").value == "2.56"
    assert found(reason, "A1.M2").value == "na"
    assert found(reason, "B1.J1").value == "0.56"
    assert found(reason, "ready score").value == "30"
    assert [(child.label.en, child.value) for child in found(reason, "B1.J1").children] == [
        ("j1 round 1 (replaced, does not count)", "0"),
        ("j2 round 1 (replaced, does not count)", "2"),
        ("j3 round 1 (replaced, does not count)", "3"),
        ("j1 round 2", "1"),
        ("j2 round 2", "2"),
        ("j3 round 2", "2"),
        ("d1 round 2 (own delegation, does not count)", "3"),
    ]
    assert [(child.label.en, child.value) for child in found(reason, "A1.M1").children] == [
        ("value (replaced, does not count)", "1"),
        ("value", "2"),
    ]


def test_what_is_not_yet_marked_says_so() -> None:
    reason = explain_total(CONTEST, DATA, "f")
    assert found(reason, "A1.M1").value.endswith("not yet marked")
    assert found(reason, "B1.S1").value.endswith("not yet marked")
    assert reason.value == "26.00"
    assert found(explain_total(CONTEST, DATA, "g"), "ready score").value.endswith("not yet marked")


def test_every_number_names_its_rule() -> None:
    reason = explain_total(CONTEST, DATA, "e")
    assert reason.rule.endswith("made 2")
    assert found(reason, "B1.J1").rule.endswith("made 1")


def test_the_way_each_aspect_is_marked_is_told_in_both_languages() -> None:
    part = marked_part(judged("A1.J1"), scored("A1.S1"), calculated("A1.M1", "1", "PASS_FAIL"), measured("A1.M2"))
    reason = explain_total(contest_of(part), ContestInput((entry_of("e"),)), "e")
    labels = [each.label for each in walk(reason) if each.label.en.startswith("A1.")]
    assert [label.en.split("; ")[1] for label in labels] == [
        "judgement: maximum x (a+b+c) / 9, 2 places)",
        "judges' scores: trimmed_mean, 2 places)",
        "measurement: PASS_FAIL, 2 places)",
        "measurement: any, 2 places)",
    ]
    assert "评判：满分 ×（a+b+c）÷ 9，保留 2 位" in labels[0].zh


def test_a_summed_team_is_explained_member_by_member() -> None:
    contest = contest_of(scored_part(), team=TeamMarking.SUM, team_size=2)
    data = ContestInput((entry_of("e", members=2),), scores=(score("e/1", 10), score("e/2", 20)))
    reason = explain_total(contest, data, "e")
    assert reason.value == "30.00"
    assert [child.value for child in reason.children] == ["10.00", "20.00"]
    assert reason.children[1].label.en.startswith("Total of e/2 ")


def ranked(entry: str, orders: tuple[TieOrder, ...] = ()) -> Reason:
    entries = tuple(
        entry_of(code, "barred" if code == "a" else "ranked", duration=Fraction(60) if code != "d" else None)
        for code in "abcdef"
    )
    scores = tuple(score(code, value) for code, value in zip("abcdef", (9, 8, 7, 7, 5, 5), strict=True))
    data = ContestInput(entries, scores=scores, tie_orders=orders)
    return explain_rank(contest_of(scored_part(), ranking=tie_keys("duration:asc", "part:t:desc")), data, entry)


def test_a_rank_tells_what_separated_the_entry_from_its_neighbours() -> None:
    reason = ranked("c")
    assert reason.value == "3"
    assert found(reason, "Total").label.en == "Total; 2 entries have more"
    skipped = found(reason, "Tied: compare duration:asc (unknown for one, skipped)")
    assert [(child.label.en, child.value) for child in skipped.children] == [("c", "60 s"), ("d", "?")]
    assert found(reason, "Tied: compare part:t:desc").value == "7.00"
    assert found(reason, "Equal in every key").value == "c, d"
    assert found(reason, "Award rank").value == "2"
    assert found(reason, "award rank 2").value == "silver"


def test_a_rank_without_tie_shows_no_keys() -> None:
    reason = ranked("b")
    assert not [each for each in walk(reason) if each.label.en.startswith("Tied")]
    assert found(reason, "Scale").value == "713"
    assert found(reason, "spread").value == "2.2239"
    assert found(reason, "median").value == "7"


def test_a_barred_entry_has_a_rank_and_no_award_rank() -> None:
    assert (ranked("a").value, found(ranked("a"), "Award rank").value) == ("1", "-")


def test_a_decision_is_part_of_the_explanation() -> None:
    reason = ranked("e", (TieOrder(("f", "e"), "chief", "No. 7"),))
    assert reason.value == "6"
    assert found(reason, "Ordered by decision of chief (No. 7)").value == "f>e"


def test_an_entry_without_rank_tells_why() -> None:
    reason = explain_rank(CONTEST, DATA, "f")
    assert reason.value == "-"
    assert reason.label.en == "f has no rank (incomplete)"
    assert reason.children[0].value == "4"
    assert explain_rank(CONTEST, DATA, "g").label.zh == "g 没有名次（状态 dns）"


def test_an_unknown_entry_is_named() -> None:
    with pytest.raises(EntryUnknown, match="has no zz"):
        explain_total(CONTEST, DATA, "zz")
    with pytest.raises(EntryUnknown, match="has no zz"):
        explain_rank(CONTEST, DATA, "zz")


def test_a_tree_renders_as_data_and_as_text() -> None:
    reason = explain_total(CONTEST, DATA, "e")
    data = as_data(reason)
    assert data["value"] == "45.42"
    assert data["children"][2] == {
        "label": {"zh": "扣分", "en": "Penalty points"},
        "value": "-1.5",
        "rule": "package-format, How the numbers are made 2",
        "children": [],
    }
    zh, en = as_text(reason, "zh"), as_text(reason, "en")
    assert zh.splitlines()[0].startswith("e 总分")
    assert "\n  扣分：-1.5  [package-format" in zh
    assert "\n          j1 round 2: 1\n" in en
    assert len(zh.splitlines()) == len(en.splitlines()) == len(list(walk(reason)))


def test_text_in_another_language_is_refused() -> None:
    with pytest.raises(ValueError, match="'fr'"):
        as_text(explain_total(CONTEST, DATA, "e"), "fr")


@pytest.mark.parametrize(("value", "shown"), [("1/3", "1/3"), ("1/8", "0.125"), ("7", "7"), ("-3/2", "-1.5")])
def test_ratios_are_shown_exactly(value: str, shown: str) -> None:
    assert exact(Fraction(value)) == shown
