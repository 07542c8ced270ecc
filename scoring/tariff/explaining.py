"""Why somebody got nothing: every rule of a tariff with what kept it from speaking of an entry."""

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from scoring.tariff.compiled import CompiledRule, Tariff
from scoring.tariff.engine import compute_grants, contest_view, run_of, scope_of
from scoring.tariff.evaluation import Run, cases_of
from scoring.tariff.index import index_contest
from scoring.tariff.model import Backer, Competition, ContestFacts, Decision, Person, Placing, SettingChoice
from scoring.tariff.scope import Case
from scoring.tariff.sentences import reason_words
from scoring.tariff.verdict import Verdict, both
from scoring.text import Text


class Explanation(NamedTuple):
    """What one rule says of an entry: granted, pending, refused, or silent, with a sentence."""

    tariff: str
    rule: str
    clause: str
    status: str
    text: Text


def why_not(
    competition: Competition,
    contests: Sequence[ContestFacts],
    placings: Sequence[Placing],
    people_by_entry: Mapping[str, Sequence[Person]],
    backers_by_entry: Mapping[str, Sequence[Backer]],
    tariffs: Sequence[Tariff],
    entry: str,
    settings: Sequence[SettingChoice] = (),
    decisions: Sequence[Decision] = (),
) -> list[Explanation]:
    """Every rule of every tariff applied, as it looks from one entry; raises KeyError where there is no such entry."""
    of_entry = {placing.entry: placing for placing in placings}[entry]
    contest = next(one for one in contests if one.code == of_entry.contest)
    ours = [placing for placing in placings if placing.contest == contest.code]
    outcome = compute_grants(
        competition, [contest], ours, people_by_entry, backers_by_entry, tariffs, settings, decisions
    )
    found = []
    for tariff in tariffs:
        scope = scope_of(tariff, competition, settings, decisions)
        index = index_contest(ours, people_by_entry, backers_by_entry)
        run = run_of(tariff, scope, contest_view(scope, contest, index), people_by_entry, backers_by_entry)
        for compiled in tariff.rules:
            wanted = (entry, tariff.id, compiled.rule.id)
            given = [one for one in outcome.grants if (one.entry, one.tariff, one.rule) == wanted]
            found += [Explanation(tariff.id, one.rule, one.clause, one.status, one.text) for one in given]
            found += [] if given else _silent(run, compiled, of_entry)
    return found


def _silent(run: Run, compiled: CompiledRule, placing: Placing) -> Iterator[Explanation]:
    rule, file = compiled.rule, run.tariff.file
    cases = list(cases_of(run, rule, placing)) if rule.to != "organizer" else [Case(run.scope, run.contest, rule.id)]
    reasons = [words for case in cases[:1] for words in _failing(compiled, case, run)]
    if not cases:
        reasons = [Text("没有这一类受益人", "there is no such beneficiary")]
    why = Text("；".join(one.zh for one in reasons), "; ".join(one.en for one in reasons))
    text = Text(
        f"《{file.document.title}》{rule.clause}“{rule.name.zh}”不涉及这一成绩：{why.zh or '没有对应的档次'}。",
        f"“{rule.name.en}” ({rule.clause}) does not speak of this result: {why.en or 'no step for it'}.",
    )
    yield Explanation(run.tariff.id, rule.id, rule.clause, "silent", text)


def _failing(compiled: CompiledRule, case: Case, run: Run) -> list[Text]:
    verdict: Verdict = both((compiled.applies.answer(case), compiled.results.answer(case)))
    reasons = verdict.because if verdict.value is False else ()
    return [reason_words(reason, run.tariff.file) for reason in dict.fromkeys(reasons)]
