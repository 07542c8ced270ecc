"""Aspect marks: package-format, How the numbers are made 1, a test a sentence."""

from decimal import Decimal

import pytest

from scoring.contest import compute_results
from scoring.results import ContestInput, ContestResult, Entry, EntryStatus, MarkRow
from scoring.rules import Aggregate, Panel, Rounding, RoundingAt, RoundingMode
from scoring.scheme import Aspect, MarkModel
from scoring.standings import build_standings, gather_cells
from tests.scoring.making import (
    calculated,
    codes,
    contest_of,
    entry_of,
    full_or_zero,
    judged,
    line,
    mark,
    marked_part,
    measured,
    votes,
)
from tests.scoring.making import scored as scored_aspect

TO_TOTAL = Rounding(at=RoundingAt.TOTAL)
MEAN = Panel(scored=Aggregate.MEAN)
MEDIAN = Panel(scored=Aggregate.MEDIAN)


def results_of(aspect: Aspect, rows: list[MarkRow], entry: Entry | None = None, **rules: object) -> ContestResult:
    """One entry "e" marked on one aspect; judges j9 and d1 are of delegation X."""
    rest = {key: rules[key] for key in rules if key != "judges"}
    judges = {"d1": "X", "j1": "Y", "j2": None, "j3": "Z", "j4": "Z"}
    data = ContestInput((entry or entry_of("e"),), rows, judges=judges)
    return compute_results(contest_of(marked_part(aspect), **rest), data)


def criterion(aspect: Aspect, rows: list[MarkRow], **rules: object) -> Decimal | None:
    """The mark of the one aspect as printed; None where it is not yet marked."""
    return line(results_of(aspect, rows, **rules), "e").criteria.get("A")


def test_a_measurement_is_the_value_as_marked() -> None:
    assert criterion(measured("A1.M1", "2"), [mark("e", "A1.M1", "1.25")]) == Decimal("1.25")


@pytest.mark.parametrize("model", [MarkModel.DEDUCT, MarkModel.ADD])
def test_of_deduct_and_add_the_value_is_the_resulting_mark(model: MarkModel) -> None:
    assert criterion(measured("A1.M1", "2", model=model), [mark("e", "A1.M1", "0.75")]) == Decimal("0.75")


def test_a_partial_mark_under_full_blocks_and_is_still_a_cell() -> None:
    results = results_of(full_or_zero("A1.M1", "2"), [mark("e", "A1.M1", "1")])
    assert codes(results) == ["partial-under-full"]
    assert line(results, "e").status is EntryStatus.RANKED


@pytest.mark.parametrize("value", ["0", "2"])
def test_full_and_zero_are_fine_under_full(value: str) -> None:
    assert codes(results_of(full_or_zero("A1.M1", "2"), [mark("e", "A1.M1", value)])) == []


@pytest.mark.parametrize("value", ["-0.01", "2.01"])
def test_a_measurement_outside_its_range_blocks(value: str) -> None:
    results = results_of(measured("A1.M1", "2"), [mark("e", "A1.M1", value)])
    assert codes(results)[0] == "mark-out-of-range"
    assert results.findings[0].where.entry == "e"
    assert results.findings[0].where.aspect == "A1.M1"


@pytest.mark.parametrize("value", ["0", "2"])
def test_the_bounds_of_a_measurement_are_inside_its_range(value: str) -> None:
    assert "mark-out-of-range" not in codes(results_of(measured("A1.M1", "2"), [mark("e", "A1.M1", value)]))


def test_a_later_row_of_a_measurement_counts_whatever_its_version() -> None:
    rows = [mark("e", "A1.M1", "1", vote=2), mark("e", "A1.M1", "0.5", vote=1)]
    assert criterion(measured("A1.M1"), rows) == Decimal("0.50")


def test_a_measurement_given_by_two_judges_is_not_yet_marked() -> None:
    results = results_of(measured("A1.M1"), [mark("e", "A1.M1", "1", "j1"), mark("e", "A1.M1", "1", "j2")])
    assert codes(results) == ["measurement-by-several"]
    assert line(results, "e").status is EntryStatus.INCOMPLETE


@pytest.mark.parametrize(
    ("maximum", "given", "expected"),
    [
        ("1.00", (1, 2, 2), "0.56"),
        ("0.75", (3, 3, 2), "0.67"),
        ("0.50", (1, 1, 2), "0.22"),
        ("1.00", (0, 0, 0), "0.00"),
        ("2.00", (3, 3, 3), "2.00"),
    ],
)
def test_a_judgement_is_the_maximum_times_the_votes_over_nine(
    maximum: str, given: tuple[int, ...], expected: str
) -> None:
    assert criterion(judged("A1.J1", maximum), votes("e", "A1.J1", *given)) == Decimal(expected)


def test_two_votes_are_not_yet_a_mark() -> None:
    results = results_of(judged("A1.J1"), votes("e", "A1.J1", 2, 2))
    assert codes(results) == ["unmarked"]
    assert line(results, "e").status is EntryStatus.INCOMPLETE


def test_four_votes_block() -> None:
    results = results_of(judged("A1.J1"), votes("e", "A1.J1", 2, 2, 2, 2))
    assert codes(results) == ["judgement-too-many"]
    assert line(results, "e").rank is None


def test_a_spread_above_one_is_not_yet_marked_and_blocks() -> None:
    results = results_of(judged("A1.J1"), votes("e", "A1.J1", 1, 2, 3))
    assert codes(results) == ["judgement-spread"]
    assert line(results, "e").status is EntryStatus.INCOMPLETE


def test_a_new_round_of_votes_replaces_the_old_one() -> None:
    rows = [*votes("e", "A1.J1", 1, 3, 3), *votes("e", "A1.J1", 3, 3, 3, vote=2)]
    assert criterion(judged("A1.J1"), rows) == Decimal("1.00")
    assert criterion(judged("A1.J1"), list(reversed(rows))) == Decimal("1.00")


def test_rounds_of_votes_never_mix() -> None:
    rows = [*votes("e", "A1.J1", 2, 2, 2), *votes("e", "A1.J1", 3, 3, vote=2)]
    assert codes(results_of(judged("A1.J1"), rows)) == ["unmarked"]


def test_the_third_round_of_votes_beats_the_second() -> None:
    rows = [*votes("e", "A1.J1", 3, 3, 3, vote=3), *votes("e", "A1.J1", 0, 0, 0, vote=2)]
    assert criterion(judged("A1.J1"), rows) == Decimal("1.00")


def test_a_judge_who_votes_again_in_the_same_round_replaces_the_vote() -> None:
    rows = [*votes("e", "A1.J1", 0, 2, 2), mark("e", "A1.J1", 2, "j1")]
    assert criterion(judged("A1.J1", "9"), rows) == Decimal("6.00")


def test_a_compatriot_does_not_count_and_a_fourth_judge_takes_the_place() -> None:
    entry = entry_of("e", delegations=frozenset({"X"}))
    rows = [*votes("e", "A1.J1", 2, 2, 2), mark("e", "A1.J1", 0, "d1")]
    results = results_of(judged("A1.J1", "9"), rows, entry)
    assert line(results, "e").criteria == {"A": Decimal("6.00")}
    assert codes(results) == []


def test_without_a_fourth_judge_a_compatriot_leaves_the_cell_unmarked() -> None:
    entry = entry_of("e", delegations=frozenset({"X"}))
    rows = [*votes("e", "A1.J1", 2, 2), mark("e", "A1.J1", 2, "d1")]
    assert codes(results_of(judged("A1.J1"), rows, entry)) == ["unmarked"]


def test_a_judge_without_delegation_counts_for_an_entry_without_delegation() -> None:
    assert criterion(judged("A1.J1"), votes("e", "A1.J1", 3, 3, 3)) == Decimal("1.00")


@pytest.mark.parametrize("given", [(3, 4, 4), ("1.5", "1.5", 1), (-1, 0, 0)])
def test_a_vote_that_is_not_zero_to_three_blocks(given: tuple[str | int, ...]) -> None:
    assert codes(results_of(judged("A1.J1"), votes("e", "A1.J1", *given)))[0] == "mark-out-of-range"


def test_three_votes_not_attempted_are_a_mark_of_zero() -> None:
    results = results_of(judged("A1.J1"), votes("e", "A1.J1", "na", "na", "na"))
    assert line(results, "e").criteria == {"A": Decimal("0.00")}
    assert line(results, "e").status is EntryStatus.RANKED


def test_one_vote_not_attempted_counts_as_zero_in_the_spread() -> None:
    assert codes(results_of(judged("A1.J1"), votes("e", "A1.J1", "na", 1, 2))) == ["judgement-spread"]
    assert criterion(judged("A1.J1", "9"), votes("e", "A1.J1", "na", 1, 1)) == Decimal("2.00")


@pytest.mark.parametrize(
    ("panel", "given", "expected"),
    [
        (Panel(), (85, 88, 90, 92, 99), "90.00"),
        (Panel(), (88, 88, 88, 95, 95), "90.33"),
        (Panel(), (10, 20, 90), "20.00"),
        (MEAN, (85, 88, 90, 92, 100), "91.00"),
        (MEAN, (50,), "50.00"),
        (MEDIAN, (1, 99, 50), "50.00"),
        (MEDIAN, (1, 99, 50, 53), "51.50"),
        (MEDIAN, (7,), "7.00"),
    ],
)
def test_scores_are_combined_by_the_panel(panel: Panel, given: tuple[int, ...], expected: str) -> None:
    assert criterion(scored_aspect("A1.S1"), votes("e", "A1.S1", *given), panel=panel) == Decimal(expected)


def test_a_trimmed_mean_leaves_out_exactly_one_highest_and_one_lowest() -> None:
    assert criterion(scored_aspect("A1.S1"), votes("e", "A1.S1", 0, 0, 30, 60, 60)) == Decimal("30.00")


@pytest.mark.parametrize("given", [(50,), (50, 60)])
def test_a_trimmed_mean_of_fewer_than_three_blocks(given: tuple[int, ...]) -> None:
    results = results_of(scored_aspect("A1.S1"), votes("e", "A1.S1", *given))
    assert codes(results) == ["trimmed-too-few"]
    assert line(results, "e").status is EntryStatus.INCOMPLETE


def test_every_judge_of_a_sub_criterion_must_score_each_of_its_aspects() -> None:
    """j3 scored another entry's A1.S1 only, so three judges are awaited everywhere in A1, but not in A2."""
    part = marked_part(scored_aspect("A1.S1"), scored_aspect("A1.S2"), scored_aspect("A2.S1"))
    rows = [
        *votes("e", "A1.S1", 50, 60),
        *votes("e", "A1.S2", 50, 60),
        *votes("e", "A2.S1", 50, 60),
        *votes("f", "A1.S1", 50, 60, 70),
    ]
    data = ContestInput((entry_of("e"), entry_of("f")), rows)
    results = compute_results(contest_of(part, panel=MEAN), data)
    unmarked = {finding.where.entry: finding.text.en for finding in results.findings if finding.code == "unmarked"}
    assert "2 cells not yet marked: A1.S1, A1.S2." in unmarked["e"]
    assert "2 cells not yet marked: A1.S2, A2.S1." in unmarked["f"]


def test_a_score_not_attempted_counts_as_zero_among_the_others() -> None:
    rows = votes("e", "A1.S1", "na", 60, 90)
    assert criterion(scored_aspect("A1.S1"), rows, panel=MEAN) == Decimal("50.00")
    assert criterion(scored_aspect("A1.S1"), rows) == Decimal("60.00")


def test_the_only_score_not_attempted_is_a_mark_of_zero() -> None:
    assert criterion(scored_aspect("A1.S1"), votes("e", "A1.S1", "na"), panel=MEAN) == Decimal("0.00")


@pytest.mark.parametrize("given", [(-1, 5, 5), (5, 101, 5)])
def test_a_score_outside_its_range_blocks(given: tuple[int, ...]) -> None:
    assert codes(results_of(scored_aspect("A1.S1"), votes("e", "A1.S1", *given)))[0] == "mark-out-of-range"


@pytest.mark.parametrize("given", [(0, 5, 5), (5, 100, 5)])
def test_the_bounds_of_a_score_are_inside_its_range(given: tuple[int, ...]) -> None:
    assert "mark-out-of-range" not in codes(results_of(scored_aspect("A1.S1"), votes("e", "A1.S1", *given)))


def test_not_marked_not_attempted_and_zero_are_three_states() -> None:
    assert criterion(measured("A1.M1"), []) is None
    na = results_of(measured("A1.M1"), [mark("e", "A1.M1", "na")])
    zero = results_of(measured("A1.M1"), [mark("e", "A1.M1", "0")])
    assert line(na, "e").total == line(zero, "e").total == Decimal("0.00")


def test_marks_are_rounded_at_the_aspect_when_the_rules_say_so() -> None:
    """Two marks of 2/9 print 0.22 + 0.22 = 0.44; exact, 4/9 of 100/1 prints 44.44."""
    part = marked_part(judged("A1.J1", "0.5"), judged("A1.J2", "0.5"))
    rows = [*votes("e", "A1.J1", 1, 1, 2), *votes("e", "A1.J2", 1, 1, 2)]
    data = ContestInput((entry_of("e"),), rows)
    at_aspect = compute_results(contest_of(part), data)
    at_total = compute_results(contest_of(part, rounding=TO_TOTAL), data)
    assert line(at_aspect, "e").total == Decimal("44.00")
    assert line(at_total, "e").total == Decimal("44.44")


def test_ninths_and_thirds_stay_exact_until_the_one_rounding() -> None:
    """39/8 must print 4.88 (rule 0); three thirds must print 1.00."""
    part = marked_part(*(judged(f"A1.J{number}", "0.375") for number in range(1, 14)))
    rows = [row for number in range(1, 14) for row in votes("e", f"A1.J{number}", 3, 3, 3)]
    results = compute_results(contest_of(part, rounding=TO_TOTAL), ContestInput((entry_of("e"),), rows))
    assert str(line(results, "e").criteria["A"]) == "4.88"
    thirds = marked_part(*(judged(f"A1.J{number}", "1") for number in range(1, 4)))
    rows = [row for number in range(1, 4) for row in votes("e", f"A1.J{number}", 1, 1, 1)]
    results = compute_results(contest_of(thirds, rounding=TO_TOTAL), ContestInput((entry_of("e"),), rows))
    assert str(line(results, "e").criteria["A"]) == "1.00"


@pytest.mark.parametrize(
    ("aspect", "rows"),
    [
        (measured("A1.M1", "100"), [mark("e", "A1.M1", "33.335")]),
        (scored_aspect("A1.S1"), votes("e", "A1.S1", 20, 30, "33.335", 40)),
        (scored_aspect("A1.S1"), votes("e", "A1.S1", 0, 31, "33.335", 34, 99)),
    ],
)
def test_every_kind_of_mark_is_exact_when_only_the_total_is_rounded(aspect: Aspect, rows: list[MarkRow]) -> None:
    expected = {1: "33.34", 4: "31.67", 5: "32.78"}[len(rows)]
    assert str(criterion(aspect, rows, rounding=TO_TOTAL)) == expected


def test_marks_of_an_aspect_no_scheme_has_block() -> None:
    results = results_of(measured("A1.M1"), [mark("e", "A1.M1", 1), mark("e", "Z9.M9", 1)])
    assert codes(results)[0] == "aspect-unknown"
    assert results.findings[0].where.aspect == "Z9.M9"


def test_an_aspect_code_used_twice_blocks() -> None:
    parts = [marked_part(measured("A1.M1"), code=code, weight="50") for code in ("p", "q")]
    data = ContestInput((entry_of("e"),), [mark("e", "A1.M1", 1)])
    assert "aspect-repeated" in codes(compute_results(contest_of(*parts), data))


@pytest.mark.parametrize(
    ("mode", "expected"),
    [(RoundingMode.HALF_UP, "0.13"), (RoundingMode.HALF_EVEN, "0.12"), (RoundingMode.DOWN, "0.12")],
)
def test_aspects_are_rounded_by_the_mode_of_the_rules(mode: RoundingMode, expected: str) -> None:
    rounding = Rounding(mode=mode)
    assert str(criterion(measured("A1.M1"), [mark("e", "A1.M1", "0.125")], rounding=rounding)) == expected
    rows = votes("e", "A1.J1", 1, 1, 1)
    assert str(criterion(judged("A1.J1", "0.375"), rows, rounding=rounding)) == expected


@pytest.mark.parametrize(
    ("aspects", "rows"),
    [
        (
            [calculated(f"A1.M{n}", "1", "NUMBER_COMPLETED", NUM_POSSIBLE="24") for n in (1, 2, 3)],
            [mark("e", f"A1.M{n}", 1) for n in (1, 2, 3)],
        ),
        (
            [scored_aspect(f"A1.S{n}", "1") for n in (1, 2, 3)],
            [row for n in (1, 2, 3) for row in votes("e", f"A1.S{n}", "0.125", 0, 0)],
        ),
        (
            [scored_aspect(f"A1.S{n}", "1") for n in (1, 2, 3)],
            [row for n in (1, 2, 3) for row in votes("e", f"A1.S{n}", 0, "0.125", 0, 0, 1)],
        ),
    ],
)
def test_three_exact_thirds_of_an_eighth_round_as_an_eighth(aspects: list[Aspect], rows: list[MarkRow]) -> None:
    """Each mark is 1/24: only an exact sum lies on the half that goes up."""
    panel = Panel() if len(rows) == 15 else MEAN
    data = ContestInput((entry_of("e"),), rows)
    results = compute_results(contest_of(marked_part(*aspects), rounding=TO_TOTAL, panel=panel), data)
    assert str(line(results, "e").criteria["A"]) == "0.13"


def not_attempted(aspect: Aspect, rows: list[MarkRow]) -> list[int]:
    data = ContestInput((entry_of("e"),), rows)
    contest = contest_of(marked_part(measured("A0.M1"), aspect), panel=MEAN)
    return build_standings(contest, data, *gather_cells(contest, data)).marked.sheets["e", 0].not_attempted


def test_a_cell_stays_visible_as_not_attempted_only_where_nothing_was() -> None:
    assert not_attempted(measured("A1.M1"), [mark("e", "A1.M1", "na")]) == [1]
    assert not_attempted(measured("A1.M1"), [mark("e", "A1.M1", 0)]) == []
    assert not_attempted(judged("A1.J1"), votes("e", "A1.J1", "na", "na", "na")) == [1]
    assert not_attempted(judged("A1.J1"), votes("e", "A1.J1", "na", 0, 0)) == []
    assert not_attempted(scored_aspect("A1.S1"), votes("e", "A1.S1", "na", "na")) == [1]
    assert not_attempted(scored_aspect("A1.S1"), votes("e", "A1.S1", "na", 7)) == []


def test_a_mark_of_an_unknown_aspect_hides_none_behind_it() -> None:
    part = marked_part(measured("A1.M1"), measured("A1.M2"))
    rows = [mark("e", "Z9.M9", 1), mark("e", "A1.M1", 1), mark("e", "A1.M2", 1), mark("f", "Z9.M9", 1)]
    results = compute_results(contest_of(part), ContestInput((entry_of("e"),), rows))
    assert line(results, "e").total == Decimal(100)
    assert "2 sheets mark it (such as e)" in results.findings[0].text.en


def test_faults_of_one_cell_are_not_laid_on_the_next() -> None:
    part = marked_part(judged("A1.J1"), measured("A1.M1"), measured("A1.M2"))
    rows = [*votes("e", "A1.J1", 0, 2, 3), mark("e", "A1.M1", 2), mark("e", "A1.M2", 0)]
    results = compute_results(contest_of(part), ContestInput((entry_of("e"),), rows))
    assert [(finding.code, finding.text.en.split(":")[0]) for finding in results.findings] == [
        ("judgement-spread", "e, A1.J1"),
        ("mark-out-of-range", "e, A1.M1"),
    ]
