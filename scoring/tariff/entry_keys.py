"""Conditions on an entry's result: place, rank, medal, pass, share of the field, group."""

from scoring.tariff.contest_keys import Key, field_size
from scoring.tariff.grants import Reason
from scoring.tariff.language import Test, Top
from scoring.tariff.money import fraction, rounded
from scoring.tariff.ranges import contains, look_up
from scoring.tariff.scope import Case
from scoring.tariff.verdict import FALSE, Verdict

RESULTS = "results"


def place(test: Test, case: Case) -> Verdict:
    """The place in the awards lies in a range; unknown where something undecided could put it there."""
    return within(case, test.place or "")


def within(case: Case, wanted: str) -> Verdict:
    """Whether the case's place lies in a range."""
    state = case.place
    inside = [contains(wanted, option) for option in state.options]
    shown = "/".join(map(str, state.options)) or "none"
    reason = Reason("award_rank", shown, RESULTS, wanted)
    if not any(inside):
        return Verdict(False, (reason, *state.because), settings=state.settings)
    if state.missing:
        return Verdict(None, (reason, *state.because), state.missing, state.settings)
    return Verdict(True, (reason, *state.because), settings=state.settings)


def rank(test: Test, case: Case) -> Verdict:
    """The rank as run, barred entries included, lies in a range."""
    held = case.placing.rank if case.placing else None
    shown = "none" if held is None else str(held)
    return Verdict(
        held is not None and contains(test.rank or "", held), (Reason("rank", shown, RESULTS, test.rank or ""),)
    )


def medal(test: Test, case: Case) -> Verdict:
    """The medal or grade is one of those named."""
    held = case.placing.medal if case.placing else None
    return Verdict(held in test.medal, (Reason("medal", held or "none", RESULTS, "/".join(test.medal)),))


def awarded(test: Test, case: Case) -> Verdict:
    """The entry got some medal, grade or 优胜奖, or none."""
    held = case.placing.medal if case.placing else None
    return Verdict((held is not None) == (test.awarded == "yes"), (Reason("medal", held or "none", RESULTS, "any"),))


def passed(test: Test, case: Case) -> Verdict:
    """Every part reached its pass mark."""
    held = case.placing.passed if case.placing else None
    if held is None:
        return Verdict(None, missing=("passed",))
    word = "yes" if held else "no"
    return Verdict(word == test.passed, (Reason("passed", word, RESULTS, test.passed or ""),))


def top(test: Test, case: Case) -> Verdict:
    """Among the best so many of the field; a hole in the table is unknown, never guessed."""
    if test.top is None:
        return FALSE
    count = top_count(test.top, field_size(case.contest, case, test.top.of))
    if count is None:
        return Verdict(None, missing=("table",)) if case.place.options else FALSE
    return within(case, f"1-{count}") if count else FALSE


def top_count(wanted: Top, size: int) -> int | None:
    """How many of a field of `size` are among the best; None where the table has a hole there."""
    if wanted.by_field:
        return look_up(wanted.by_field, size)
    if wanted.half_if_over is not None:
        return size // 2 if size > wanted.half_if_over else size
    count = rounded(fraction(wanted.share or "100%") * size, wanted.rounding)
    return count if wanted.cap is None else min(count, wanted.cap)


def group(test: Test, case: Case) -> Verdict:
    """The entry, or the person concerned, is a worker, student, teacher or other."""
    held = case.placing.group if case.placing else None
    if case.person is not None:
        held = case.people[case.person].group or held
    if held is None:
        return Verdict(None, missing=("group",))
    return Verdict(held in test.group, (Reason("group", held, "entrants.csv", "/".join(test.group)),))


ENTRY_KEYS: dict[str, Key] = {
    "place": place,
    "rank": rank,
    "medal": medal,
    "awarded": awarded,
    "top": top,
    "passed": passed,
    "group": group,
}
