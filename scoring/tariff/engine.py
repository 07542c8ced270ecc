"""The one computation of grants that the application and the headless settlement share."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from scoring.strict_yaml import Plain
from scoring.tariff.combining import combine
from scoring.tariff.compiled import Tariff
from scoring.tariff.contest_keys import day_of
from scoring.tariff.document import Rule
from scoring.tariff.drafts import Draft
from scoring.tariff.evaluation import Run, drafts_of_rule, on_day
from scoring.tariff.grants import PENDING, AppliedTariff, Grant, GrantOutcome
from scoring.tariff.index import ContestIndex, index_contest
from scoring.tariff.model import Backer, Competition, ContestFacts, Decision, Person, Placing, SettingChoice
from scoring.tariff.noticed import notice
from scoring.tariff.places import fill_places
from scoring.tariff.scope import EVIDENCE, SETTING, ContestView, Memory, Scope
from scoring.tariff.sentences import sentence
from scoring.tariff.settings import chosen_settings


def compute_grants(
    competition: Competition,
    contests: Sequence[ContestFacts],
    placings: Iterable[Placing],
    people_by_entry: Mapping[str, Sequence[Person]],
    backers_by_entry: Mapping[str, Sequence[Backer]],
    tariffs: Sequence[Tariff],
    settings: Sequence[SettingChoice] = (),
    decisions: Sequence[Decision] = (),
    used_quotas: Mapping[str, int] | None = None,
) -> GrantOutcome:
    """Every grant of a competition under the given tariff versions, in the order of grants.json.

    Pure: the same input gives the same output in any order of placings. `used_quotas` counts what rules with a quota
    granted before, by rule id. Grants of a blocked contest are pending with missing `publication` and nothing else.
    """
    of_contest = _by_contest(placings)
    drafts: list[Draft] = []
    scopes = [(tariff, scope_of(tariff, competition, settings, decisions)) for tariff in tariffs]
    for contest in contests:
        index = index_contest(of_contest.get(contest.code, ()), people_by_entry, backers_by_entry)
        for tariff, scope in scopes:
            view = contest_view(scope, contest, index)
            drafts += _of_contest(tariff, scope, view, people_by_entry, backers_by_entry)
    order = {contest.code: number for number, contest in enumerate(contests)}
    drafts.sort(key=lambda one: _order(one, order))
    findings = combine(drafts, used_quotas or {})
    findings += notice(competition, contests, people_by_entry, tariffs, drafts)
    applied = tuple(AppliedTariff(tariff.id, tariff.version, tariff.sha256) for tariff in tariffs)
    return GrantOutcome(tuple(_grant(draft) for draft in drafts), tuple(findings), applied)


def scope_of(
    tariff: Tariff, competition: Competition, settings: Sequence[SettingChoice], decisions: Sequence[Decision]
) -> Scope:
    """A tariff with the settings and decisions that hold for this competition."""
    by_question: dict[str, list[Decision]] = {}
    for decision in decisions:
        by_question.setdefault(decision.question, []).append(decision)
    chosen: Mapping[str, Plain] = chosen_settings(tariff, competition, settings)
    return Scope(tariff.file, competition, chosen, decisions, by_question)


def contest_view(scope: Scope, contest: ContestFacts, index: ContestIndex) -> ContestView:
    """A contest with the competition's level and class where it has none of its own."""
    competition = scope.competition
    class_ = contest.class_ if contest.class_ is not None else competition.class_
    settled = [one for question, ours in scope.by_question.items() if question.startswith(SETTING) for one in ours]
    apart = any(one.contest == contest.code and (one.entry or one.person) for one in settled)
    level = contest.level or competition.level
    memory = None if settled else scope.memory.setdefault((level, class_, contest.team_size), Memory())
    return ContestView(contest, level, class_, index, {}, memory, apart)


def _by_contest(placings: Iterable[Placing]) -> dict[str, list[Placing]]:
    found: dict[str, list[Placing]] = {}
    for placing in placings:
        found.setdefault(placing.contest, []).append(placing)
    for ours in found.values():
        ours.sort(key=lambda one: one.entry)
    return found


def _of_contest(
    tariff: Tariff,
    scope: Scope,
    view: ContestView,
    people: Mapping[str, Sequence[Person]],
    backers: Mapping[str, Sequence[Backer]],
) -> list[Draft]:
    run = run_of(tariff, scope, view, people, backers)
    day = selected_day(scope)
    running = [compiled for compiled in tariff.rules if _runs(compiled.rule, day)]
    return [draft for compiled in running for draft in drafts_of_rule(run, compiled)]


def run_of(
    tariff: Tariff,
    scope: Scope,
    view: ContestView,
    people: Mapping[str, Sequence[Person]],
    backers: Mapping[str, Sequence[Backer]],
) -> Run:
    """A tariff on a contest, its places filled in."""
    fill_places(tariff, scope, view, lambda entry: people.get(entry, ()))
    by_id = {compiled.rule.id: compiled for compiled in tariff.rules}
    decided = [question.removeprefix(EVIDENCE) for question in scope.by_question if question.startswith(EVIDENCE)]
    everywhere = frozenset((*view.facts.facts, *decided))
    return Run(tariff, scope, view, people, backers, on_day(scope, view, selected_day(scope)), by_id, everywhere)


def _runs(rule: Rule, day: date) -> bool:
    """Whether a rule with days of its own is in force."""
    return (rule.from_ is None or rule.from_ <= day) and (rule.until is None or day <= rule.until)


def selected_day(scope: Scope) -> date:
    """The day that selects the version; the first day where it is not settled."""
    day = day_of(str(scope.chosen.get("tariff_day", "start")), scope.competition)
    return day if isinstance(day, date) else scope.competition.starts_on


def _order(draft: Draft, contests: Mapping[str, int]) -> tuple[object, ...]:
    placing = draft.case.placing
    rank = placing.rank if placing and placing.rank is not None else 10**9
    return (
        contests[draft.case.contest.facts.code],
        rank if placing else 10**9 + 1,
        placing.entry if placing else "",
        draft.compiled.rule.id,
        draft.tariff.id,
        draft.beneficiary.kind,
        draft.case.person if draft.case.person is not None else -1,
        draft.beneficiary.name,
        draft.beneficiary.code or "",
    )


def _grant(draft: Draft) -> Grant:
    rule = draft.compiled.rule
    if draft.case.contest.facts.blocked:
        draft.status, draft.missing, draft.displaced_by = PENDING, ("publication",), None
    return Grant(
        entry=draft.case.placing.entry if draft.case.placing else None,
        contest=draft.case.contest.facts.code,
        kind=rule.gives,
        status=draft.status,
        beneficiary=draft.beneficiary,
        amount=draft.amount,
        title=draft.title,
        level=draft.level,
        payer=draft.payer,
        fund=draft.fund,
        tariff=draft.tariff.id,
        version=draft.tariff.version,
        rule=rule.id,
        clause=rule.clause,
        because=draft.because,
        missing=draft.missing,
        settings=dict(sorted(draft.settings.items())) if draft.settings else {},
        displaced_by=draft.displaced_by,
        text=sentence(draft),
        persons=tuple(range(len(draft.case.people))) if draft.case.person is None else (draft.case.person,),
        schedule=draft.schedule,
        comparator=rule.amount.comparator if rule.amount else "exactly",
        taxed=rule.amount.taxed if rule.amount else None,
        claim_until=draft.claim_until() if rule.claim_within_days is not None else None,
    )
