"""Laws that hold for every contest, and the comparison with the slow reference."""

from dataclasses import replace
from fractions import Fraction

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from scoring.contest import compute_results
from scoring.results import ContestInput, ContestResult, EntryResult, MarkRow, ScoreRow
from scoring.rules import Contest
from tests.scoring.inventions import contests, inputs
from tests.scoring.making import contest_of, entry_of, ranks, scored_part, scores_of
from tests.scoring.reference import Reference

CASES = contests().flatmap(lambda contest: st.tuples(st.just(contest), inputs(contest)))
FEW = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])


def row(found: EntryResult) -> tuple[object, ...]:
    medal = found.medal.value if found.medal else None
    return found.entry, found.status.value, found.total, found.rank, found.award_rank, medal, found.scale


def rows(results: ContestResult) -> list[tuple[object, ...]]:
    return [row(found) for found in results.entries]


@given(CASES)
@FEW
def test_results_equal_those_of_the_slow_reference(case: tuple[Contest, ContestInput]) -> None:
    contest, data = case
    assert rows(compute_results(contest, data)) == Reference(contest, data).rows()


@given(CASES)
@FEW
def test_printed_parts_and_criteria_equal_those_of_the_slow_reference(case: tuple[Contest, ContestInput]) -> None:
    contest, data = case
    reference = Reference(contest, data)
    entries = {entry.code: entry for entry in data.entries}
    for found in compute_results(contest, data).entries:
        if found.rank is None:
            continue
        entry = entries[found.entry]
        for part in contest.parts:
            exact = [reference.part(entry, member, part) for member in reference.members(entry)]
            assert Fraction(found.parts[part.code]) == sum(map(reference.print, exact))
        for code, printed in found.criteria.items():
            exact = [
                reference.sum_of(entry, member, lambda p, c, s, a, code=code: c.code == code)
                for member in reference.members(entry)
            ]
            assert Fraction(printed) == sum(map(reference.print, exact))


@given(CASES, st.randoms(use_true_random=False))
@FEW
def test_the_order_of_entries_and_of_cells_does_not_matter(case: tuple[Contest, ContestInput], chance: object) -> None:
    """Rows of different cells may change places; rows of one cell keep their order, for the later one counts."""
    contest, data = case
    cells: dict[tuple[object, ...], list[MarkRow]] = {}
    for mark in data.marks:
        cells.setdefault((mark.entry, mark.member, mark.aspect), []).append(mark)
    order = list(cells)
    chance.shuffle(order)  # type: ignore[attr-defined]
    entries = list(data.entries)
    chance.shuffle(entries)  # type: ignore[attr-defined]
    marks = [mark for cell in order for mark in cells[cell]]
    shuffled = replace(data, entries=tuple(entries), marks=marks)
    assert rows(compute_results(contest, shuffled)) == rows(compute_results(contest, data))


@given(CASES, st.data())
@FEW
def test_more_marks_never_give_a_worse_rank(case: tuple[Contest, ContestInput], data_: st.DataObject) -> None:
    """A higher ready score, with no tie keys that could prefer less, cannot lower the entry's rank or total."""
    contest, data = case
    contest = replace(contest, ranking=replace(contest.ranking, ties=()))
    data = replace(data, tie_orders=())
    if not data.scores:
        return
    place = data_.draw(st.integers(0, len(data.scores) - 1))
    chosen = data.scores[place]
    better = ScoreRow(chosen.entry, chosen.member, chosen.part, chosen.value + 7 * 10**8)
    improved = replace(data, scores=(*data.scores[:place], better, *data.scores[place + 1 :]))
    before = next(found for found in compute_results(contest, data).entries if found.entry == chosen.entry)
    after = next(found for found in compute_results(contest, improved).entries if found.entry == chosen.entry)
    if before.rank is not None:
        assert after.rank is not None
        assert after.total is not None
        assert before.total is not None
        assert after.rank <= before.rank
        assert after.total >= before.total


@given(st.lists(st.integers(0, 100), min_size=1, max_size=8), st.integers(1, 9))
def test_full_marks_and_scores_stretched_alike_change_nothing(scores: list[int], factor: int) -> None:
    totals = {f"e{place}": score for place, score in enumerate(scores)}
    entries = tuple(map(entry_of, totals))
    plain = compute_results(contest_of(scored_part()), ContestInput(entries, scores=scores_of(dict(totals))))
    stretched = {code: score * factor for code, score in totals.items()}
    wide = contest_of(scored_part(full=str(100 * factor)))
    assert rows(compute_results(wide, ContestInput(entries, scores=scores_of(dict(stretched))))) == rows(plain)


@given(st.lists(st.integers(0, 10), min_size=1, max_size=12))
def test_ranks_count_those_with_more(scores: list[int]) -> None:
    totals = {f"e{place:02}": score for place, score in enumerate(scores)}
    data = ContestInput(tuple(map(entry_of, totals)), scores=scores_of(dict(totals)))
    found = ranks(compute_results(contest_of(scored_part()), data))
    assert found == {code: 1 + sum(other > score for other in scores) for code, score in totals.items()}
