"""The invented field: always the same, complete, with the ties that rules are there to break."""

from collections.abc import Iterator
from dataclasses import replace
from fractions import Fraction

import pytest

from app.rules.effect import effect_of, what_counts
from app.rules.invented import FIELD, inventable, invented_field
from scoring.contest import compute_results
from scoring.findings import Severity
from scoring.results import ContestResult, EntryStatus
from scoring.rules import (
    Aggregate,
    Awards,
    Barred,
    Contest,
    Groups,
    LastResort,
    Medal,
    MedalModel,
    Panel,
    Part,
    RankingRules,
    Rounding,
    TeamMarking,
    TieKey,
    TieKeyKind,
)
from scoring.scheme import Aspect, AspectType, Calculation, Criterion, MarkModel, Scheme, SubCriterion
from tests.competition import scheme

THEORY = Part("theory", "理论", Fraction(30), Fraction(100))
PRACTICE = Part("practice", "实操", Fraction(70), Fraction(10), scheme())
CONTEST = Contest("17", (THEORY, PRACTICE))


def by(kind: TieKeyKind, code: str | None = None, *, descending: bool = True) -> Contest:
    return replace(CONTEST, ranking=RankingRules((TieKey(kind, code, descending),)))


def ranks(result: ContestResult) -> dict[str, int | None]:
    return {line.entry: line.rank for line in result.entries}


def ranked(contest: Contest) -> dict[str, int | None]:
    return ranks(compute_results(inventable(contest), invented_field(inventable(contest))))


def test_every_invented_entry_that_started_is_ranked() -> None:
    result = compute_results(CONTEST, invented_field(CONTEST))
    assert len(result.entries) == len(FIELD) == 12
    assert [line.entry for line in result.entries if line.rank is None] == ["12"]
    assert {line.status for line in result.entries} == {EntryStatus.RANKED, EntryStatus.BARRED, EntryStatus.DNS}
    assert [finding.code for finding in result.findings if finding.severity is Severity.ERROR] == []


def test_the_same_field_is_invented_each_time_whatever_the_rules_of_ranking() -> None:
    assert invented_field(CONTEST) == invented_field(by(TieKeyKind.DURATION))


def test_without_keys_the_twins_share_their_ranks() -> None:
    found = ranked(CONTEST)
    assert all(found[one] == found[other] for one, other in (("02", "03"), ("04", "05"), ("06", "07"), ("09", "10")))


@pytest.mark.parametrize(
    ("contest", "apart"),
    [
        (by(TieKeyKind.DURATION, descending=False), {("02", "03")}),
        (by(TieKeyKind.PART, "practice"), {("06", "07")}),
        (by(TieKeyKind.PART, "theory"), {("06", "07")}),
        (by(TieKeyKind.CRITERION, "A"), {("04", "05"), ("06", "07")}),
        (by(TieKeyKind.CRITERION, "B"), {("04", "05")}),
    ],
    ids=["time", "practice", "theory", "criterion A", "criterion B"],
)
def test_each_key_separates_the_twins_it_is_meant_for(contest: Contest, apart: set[tuple[str, str]]) -> None:
    found = ranked(contest)
    pairs = {("02", "03"), ("04", "05"), ("06", "07"), ("09", "10")}
    assert {pair for pair in pairs if found[pair[0]] != found[pair[1]]} == apart


def test_no_key_separates_the_last_twins_so_a_person_must() -> None:
    decide = replace(CONTEST, ranking=RankingRules(last=LastResort.DECIDE))
    effect = effect_of(CONTEST, decide)
    assert effect.fresh == {"tie-undecided"}
    assert effect.moved == 0


def test_the_same_rules_change_nothing() -> None:
    effect = effect_of(CONTEST, CONTEST)
    assert (effect.moved, effect.fresh, len(effect.lines)) == (0, frozenset(), 12)


def test_what_changed_is_named_cell_by_cell() -> None:
    effect = effect_of(CONTEST, by(TieKeyKind.DURATION, descending=False))
    changed = {line.now.entry: line.changed for line in effect.lines if line.changed}
    assert changed == {"03": frozenset({"rank", "medal"})}
    line = next(line for line in effect.lines if line.now.entry == "03")
    assert (line.before.medal, line.now.medal) == (Medal.GOLD, Medal.SILVER)


def edits() -> Iterator[Contest]:
    yield replace(CONTEST, parts=(replace(THEORY, weight=Fraction(70)), replace(PRACTICE, weight=Fraction(30))))
    yield replace(CONTEST, rounding=Rounding(1))
    yield replace(CONTEST, panel=Panel(scored=Aggregate.MEAN))
    yield replace(CONTEST, panel=Panel(scored=Aggregate.MEDIAN))
    yield replace(CONTEST, ranking=RankingRules(groups=Groups.SEPARATE))
    yield from (replace(CONTEST, awards=Awards(model)) for model in MedalModel if model is not MedalModel.PLACES)
    yield replace(CONTEST, awards=Awards(barred=Barred.LEAVE_EMPTY))


@pytest.mark.parametrize("edited", list(edits()))
def test_every_kind_of_rule_shows_on_the_invented_field(edited: Contest) -> None:
    assert effect_of(CONTEST, edited).moved > 0


def test_a_calculated_aspect_and_a_summed_team_can_be_invented_too() -> None:
    strange = Aspect("A1-9", AspectType.MEASUREMENT, "?", Fraction(4), MarkModel.CALCULATED, (), Calculation("UNKNOWN"))
    whole = Aspect("A1-8", AspectType.MEASUREMENT, "!", Fraction(6), MarkModel.FULL)
    own = Scheme((Criterion("A", "A", (SubCriterion("A1", "A1", (strange, whole)),)),))
    contest = Contest("t", (Part("p", "p", Fraction(100), Fraction(10), own),), team=TeamMarking.SUM, team_size=2)
    effect = effect_of(contest, contest)
    assert [finding.code for finding in effect.findings if finding.severity is Severity.ERROR] == []
    assert all(line.now.rank for line in effect.lines if line.now.entry != "12")


def test_grades_count_only_where_grades_are_given() -> None:
    assert what_counts(replace(CONTEST, awards=Awards(fixed=(1, 2, 3)))) == what_counts(CONTEST)
    given = replace(CONTEST, awards=Awards(MedalModel.FIXED, fixed=(1, 2, 3)))
    assert what_counts(given) != what_counts(replace(given, awards=replace(given.awards, fixed=(3, 2, 1))))
