"""One rule on one contest: its cases, their verdicts and the drafts of grants, before rules are combined."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from scoring.tariff.amounts import NO_MONEY, Sum, amount_of, for_members
from scoring.tariff.candidates import Bound, bound_of, candidates
from scoring.tariff.compiled import CompiledRule, Tariff
from scoring.tariff.conditions import ALWAYS
from scoring.tariff.contest_keys import field_size
from scoring.tariff.document import Rule
from scoring.tariff.drafts import Draft, draft
from scoring.tariff.entry_keys import top_count
from scoring.tariff.grants import Reason
from scoring.tariff.language import Top
from scoring.tariff.model import Backer, Person, Placing
from scoring.tariff.promotion import NO_RISE, Rise, rise_of
from scoring.tariff.scope import Case, ContestView, Scope
from scoring.tariff.verdict import TRUE, Verdict, both

Status = tuple[str, tuple[str, ...]]
TEAM_OF = {"coach_team": "coach", "expert_team": "expert_team"}


@dataclass(slots=True)
class Run:
    """One tariff on one contest: what the rules before gave, for rules that hang on another."""

    tariff: Tariff
    scope: Scope
    contest: ContestView
    people: Mapping[str, Sequence[Person]]
    backers: Mapping[str, Sequence[Backer]]
    on_day: Verdict
    by_id: Mapping[str, CompiledRule]
    everywhere: frozenset[str] = frozenset()
    statuses: dict[str, dict[tuple[str, int | None], Status]] = field(default_factory=dict)


def drafts_of_rule(run: Run, compiled: CompiledRule) -> Iterator[Draft]:
    """What one rule gives in one contest, refused and pending included."""
    bound = _bound(run, compiled)
    if bound is None:
        return
    for placing in _candidates(run, compiled, bound):
        for case in cases_of(run, compiled.rule, placing):
            made = _draft(run, compiled, case)
            if made is None:
                continue
            if placing is not None:
                run.statuses[placing.entry][(compiled.rule.id, case.person)] = (made.status, made.missing)
            yield made


def _bound(run: Run, compiled: CompiledRule) -> Bound | None:
    """Which entries to ask; None where the contest alone closes the rule for everybody."""
    if run.contest.apart:
        return Bound()
    of_contest = Case(run.scope, run.contest, compiled.rule.id)
    if compiled.applies.contest_allows(of_contest).value is False:
        return None
    return bound_of(compiled.spread, of_contest)


def _candidates(run: Run, compiled: CompiledRule, bound: Bound) -> Sequence[Placing | None]:
    if compiled.rule.to == "organizer":
        return (None,)
    contest = run.contest
    return candidates(contest, contest.index, compiled.rule.to, bound, run.everywhere)


def cases_of(run: Run, rule: Rule, placing: Placing | None) -> Iterator[Case]:
    """Everyone a rule may give to on account of one entry."""
    if placing is None:
        yield Case(run.scope, run.contest, rule.id)
        return
    people, backers = run.people.get(placing.entry, ()), run.backers.get(placing.entry, ())
    statuses = run.statuses.setdefault(placing.entry, {})

    def case(person: int | None = None, backer: Backer | None = None) -> Case:
        return Case(run.scope, run.contest, rule.id, placing, people, person, backer, backers, statuses)

    if rule.to == "competitor":
        for position in range(len(people)):
            yield case(position)
    elif rule.to in ("coach", "sending_unit", "base"):
        yield from (case(None, backer) for backer in backers if backer.kind == rule.to)
    elif rule.to == "entry" or any(backer.kind == TEAM_OF[rule.to] for backer in backers):
        yield case()


def _draft(run: Run, compiled: CompiledRule, case: Case) -> Draft | None:
    """What a rule gives in a case; None where it does not speak of the result."""
    selected = compiled.results.answer(case)
    if compiled.applies is not ALWAYS:
        selected = both((selected, compiled.applies.answer(case)))
    if selected.value is False:
        return None
    rule = compiled.rule
    title = rule.title if rule.bands is None else _band(rule, case)
    total = amount_of(compiled, case, run.by_id)
    rise = rise_of(compiled, case)
    if total.nothing or rise.nothing or (rule.bands is not None and title is None):
        return None
    required = both((*_requirements(compiled, case), run.on_day)) if compiled.demanding else run.on_day
    total = for_members(total, required, len(case.people))
    verdicts = (selected, required, _of_sum(total), _of_rise(rise))
    made = draft(run.tariff, compiled, case, verdicts, total.amount, title, rise.level)
    made.schedule = total.parts or made.schedule
    return made


def _requirements(compiled: CompiledRule, case: Case) -> Iterator[Verdict]:
    for condition in compiled.requires:
        yield condition.answer(case)
    if compiled.rule.not_if_held is not None:
        yield both(_not_held(compiled.rule.not_if_held, person) for _, person in case.subjects())
    if compiled.rule.paid_after is not None:
        yield _accepted(compiled.rule.paid_after, case)


def _accepted(fact: str, case: Case) -> Verdict:
    """Money that is paid after an acceptance only waits for it; what was not accepted is not accepted yet."""
    held, _ = case.fact(fact, case.people[case.person or 0] if case.people else None)
    if held.value is True:
        return Verdict(True, (Reason(fact, "yes", held.source, "yes"),))
    return Verdict(None, missing=(fact,))


def _not_held(title: str, person: Person) -> Verdict:
    """A title is not given again to whoever holds it."""
    if person.titles_held is None:
        return Verdict(None, missing=("titles_held",))
    shown = ";".join(person.titles_held) or "none"
    return Verdict(title not in person.titles_held, (Reason("titles_held", shown, person.source, "not held yet"),))


def _of_sum(total: Sum) -> Verdict:
    if total is NO_MONEY:
        return TRUE
    if total.refused:
        return Verdict(False, total.because, settings=total.settings)
    return Verdict(None if total.missing else True, total.because, total.missing, total.settings)


def _of_rise(rise: Rise) -> Verdict:
    if rise is NO_RISE:
        return TRUE
    if rise.refused:
        because = tuple(reason._replace(wanted=f"below level {rise.level}") for reason in rise.because)
        return Verdict(False, because, settings=rise.settings)
    return Verdict(None if rise.missing else True, rise.because, rise.missing, rise.settings)


def _band(rule: Rule, case: Case) -> str | None:
    """The grade of honour whose band the place falls into; bands follow one another from the top."""
    if rule.bands is None or not case.place.options:
        return None
    size, last = field_size(case.contest, case, rule.bands.of), 0
    for band in rule.bands.bands:
        last += top_count(Top(share=band.share, cap=band.cap, rounding=rule.bands.rounding), size) or 0
        if max(case.place.options) <= last:
            return band.title
    return None


def on_day(scope: Scope, contest: ContestView, day: date) -> Verdict:
    """What the setting says of results after the period the document plans for (DOMAIN 1.2.15, 1.3)."""
    planning = scope.tariff.planning
    if planning is None or day <= planning.until:
        return TRUE
    value = str(Case(scope, contest, "").setting(planning.setting))
    noted = ((planning.setting, value),)
    reason = Reason("tariff_day", day.isoformat(), "competition.yaml", f"≤ {planning.until.isoformat()}")
    if value == "warn":
        return Verdict(True, (reason,), settings=noted)
    if value == "refuse":
        return Verdict(False, (reason,), settings=noted)
    return Verdict(None, missing=(planning.setting,), settings=noted)
