"""Checks before publication: each finds its fault and keeps silent without it."""

from dataclasses import replace

from scoring.checks import CHECKS, check_publication, checked_results
from scoring.contest import compute_results
from scoring.findings import Finding, Severity
from scoring.results import ContestInput, Entry, Group, MarkRow
from scoring.rules import Awards, Contest, Groups, LastResort, Medal, RankingRules, Rounding, RoundingAt, SmallField
from tests.scoring.making import (
    contest_of,
    entry_of,
    judged,
    mark,
    marked_part,
    measured,
    score,
    scored,
    scored_part,
    scores_of,
    votes,
)


def check(contest: Contest, data: ContestInput, code: str) -> list[Finding]:
    return [finding for finding in check_publication(contest, data) if finding.code == code]


def test_every_check_has_the_code_of_its_findings() -> None:
    assert list(CHECKS) == [
        "judge-same-delegation",
        "judge-outlier",
        "rounding-sensitive",
        "tie-unbroken",
        "field-small",
        "scheme-not-100",
    ]


COMPATRIOT = Entry("e", delegations=frozenset({"X"}))


def test_a_judge_of_the_own_delegation_is_named() -> None:
    contest = contest_of(marked_part(judged("A1.J1"), scored("A1.S1"), scored("A1.S2")))
    rows = [
        mark("e", "A1.J1", 1, "d1"),
        mark("e", "A1.S1", 1, "d1"),
        mark("e", "A1.S2", 1, "d1"),
        mark("e", "A1.J1", 1, "j1"),
    ]
    found = check(contest, ContestInput((COMPATRIOT,), rows, judges={"d1": "X", "j1": "Y"}), "judge-same-delegation")
    assert [(finding.severity, finding.where.aspect) for finding in found] == [
        (Severity.WARNING, "A1.S1"),
        (Severity.INFO, "A1.J1"),
    ]
    assert "A1.S1, A1.S2" in found[0].text.en
    assert found[0].where.entry == "e"


def test_judges_of_other_delegations_are_not_named() -> None:
    contest = contest_of(marked_part(judged("A1.J1")))
    data = ContestInput((COMPATRIOT, entry_of("f")), votes("e", "A1.J1", 1, 1, 1), judges={"j1": "Y", "j2": None})
    assert check(contest, data, "judge-same-delegation") == []


def panel(*given: tuple[int, ...], maximum: str = "100") -> list[Finding]:
    contest = contest_of(marked_part(scored("A1.S1", maximum)))
    names = [f"e{place}" for place in range(len(given))]
    rows: list[MarkRow] = []
    for name, values in zip(names, given, strict=True):
        rows += votes(name, "A1.S1", *values)
    return check(contest, ContestInput(tuple(map(entry_of, names)), rows), "judge-outlier")


def test_a_judge_apart_from_the_panel_is_named() -> None:
    (finding,) = panel((50, 51, 49, 80, 52), (60, 59, 61, 90, 58), (70, 70, 71, 99, 69))
    assert finding.where.rule == "j4"
    assert "30 % of the maximum above" in finding.text.en


def test_a_judge_below_a_panel_that_agrees_is_named() -> None:
    (finding,) = panel((50, 50, 40), (60, 60, 50))
    assert finding.where.rule == "j3"
    assert "10 % of the maximum below" in finding.text.en


def test_small_differences_and_small_panels_name_nobody() -> None:
    assert panel((50, 50, 46), (60, 60, 56)) == []
    assert panel((50, 90), (60, 99)) == []
    assert panel((40, 50, 60), (60, 50, 40)) == []


def test_votes_are_measured_against_three() -> None:
    contest = contest_of(marked_part(judged("A1.J1"), measured("A1.M1", "99")))
    rows = [*votes("e", "A1.J1", 2, 2, 3), *votes("f", "A1.J1", 1, 1, "na"), mark("e", "A1.M1", 1)]
    (finding,) = check(contest, ContestInput((entry_of("e"), entry_of("f")), rows), "judge-outlier")
    assert "33 % of the maximum above" in finding.text.en


def test_ranks_that_depend_on_the_rounding_are_named() -> None:
    data = ContestInput((entry_of("a"), entry_of("b")), scores=scores_of({"a": "50.005", "b": "50.00"}))
    found = check(contest_of(scored_part()), data, "rounding-sensitive")
    assert [finding.text.en.split()[1] for finding in found] == ["half_even", "down"]
    assert found[0].where.entry == "b"


def test_ranks_that_depend_on_the_place_of_rounding_are_named() -> None:
    part = marked_part(*(judged(f"A1.J{place}", "0.5") for place in (1, 2)), measured("A1.M1", "1"))
    rows = [
        *(row for place in (1, 2) for row in votes("a", f"A1.J{place}", 1, 1, 2)),
        mark("a", "A1.M1", 0),
        *(row for place in (1, 2) for row in votes("b", f"A1.J{place}", 0, 0, 0)),
        mark("b", "A1.M1", "0.44"),
    ]
    data = ContestInput((entry_of("a"), entry_of("b")), rows)
    assert [
        finding.text.en.split(" rounding")[0] for finding in check(contest_of(part), data, "rounding-sensitive")
    ] == ["With at: total"]
    at_total = contest_of(part, rounding=Rounding(at=RoundingAt.TOTAL))
    assert [finding.text.en.split(" rounding")[0] for finding in check(at_total, data, "rounding-sensitive")] == [
        "With at: aspect"
    ]


def test_ranks_that_no_rounding_changes_are_not_named() -> None:
    data = ContestInput((entry_of("a"), entry_of("b")), scores=scores_of({"a": 51, "b": 50}))
    assert check(contest_of(scored_part()), data, "rounding-sensitive") == []


def test_an_unbroken_tie_is_named_unless_a_decision_is_awaited() -> None:
    data = ContestInput((entry_of("a"), entry_of("b"), entry_of("d")), scores=scores_of({"a": 5, "b": 5, "d": 4}))
    (finding,) = check(contest_of(scored_part()), data, "tie-unbroken")
    assert "a, b share rank 1" in finding.text.en
    decide = contest_of(scored_part(), ranking=RankingRules(last=LastResort.DECIDE))
    assert check(decide, data, "tie-unbroken") == []


def test_a_small_field_without_a_rule_is_named() -> None:
    entries = (*map(entry_of, "abc"), entry_of("d", "dsq"), entry_of("e", "dns"))
    assert len(check(contest_of(scored_part()), ContestInput(entries), "field-small")) == 1
    assert check(contest_of(scored_part()), ContestInput((*entries, entry_of("f"))), "field-small") == []
    ruled = contest_of(scored_part(), awards=Awards(small_field=(SmallField(4, (Medal.GOLD,)),)))
    assert check(ruled, ContestInput(entries), "field-small") == []


def test_a_scheme_that_does_not_add_up_to_a_hundred_is_named() -> None:
    (finding,) = check(contest_of(marked_part(measured("A1.M1", "39.3"))), ContestInput(()), "scheme-not-100")
    assert "39.30 marks" in finding.text.en
    assert check(contest_of(marked_part(measured("A1.M1", "100"))), ContestInput(()), "scheme-not-100") == []


def test_findings_come_worst_first() -> None:
    data = ContestInput((entry_of("a"), entry_of("b")), scores=scores_of({"a": 5, "b": 5}))
    found = [finding.severity for finding in check_publication(contest_of(scored_part()), data)]
    assert found == [Severity.WARNING, Severity.INFO]


def test_small_groups_are_named_each_by_itself() -> None:
    data = ContestInput(tuple(entry_of(f"{group}{n}", group=group) for group in Group for n in range(3)))
    contest = contest_of(scored_part(), ranking=RankingRules(groups=Groups.SEPARATE))
    assert [finding.where.rule for finding in check(contest, data, "field-small")] == [group.value for group in Group]


def test_results_may_carry_the_findings_of_every_check() -> None:
    contest, data = contest_of(scored_part()), ContestInput((entry_of("e"),), scores=(score("e", 50),))
    checked = checked_results(contest, data)
    assert replace(checked, findings=()) == replace(compute_results(contest, data), findings=())
    found = [*compute_results(contest, data).findings, *check_publication(contest, data)]
    assert sorted(map(repr, checked.findings)) == sorted(map(repr, found))
    assert [one.severity for one in checked.findings] == sorted(
        (one.severity for one in found), key=list(Severity).index
    )
