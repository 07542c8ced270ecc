"""What happens where rules meet: not twice, highest only, the difference, parts of a whole, caps, quotas."""

from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence

from scoring.findings import Finding, Severity, Where
from scoring.tariff.compiled import CompiledCombination
from scoring.tariff.drafts import Draft
from scoring.tariff.grants import GRANTED, PENDING, REFUSED, Reason, yuan
from scoring.tariff.language import UNDECIDED, Once
from scoring.tariff.model import EarlierGrant, Person
from scoring.tariff.money import fen
from scoring.tariff.quotas import keep_quotas, label
from scoring.text import Text

Key = Callable[[Draft], Hashable]


def combine(drafts: Sequence[Draft], used_quotas: Mapping[str, int]) -> list[Finding]:
    """Combine drafts of all tariffs and contests in place; they come in the order of grants.json, the best first."""
    findings: list[Finding] = []
    for tariff in dict.fromkeys(draft.tariff.id for draft in drafts):
        ours = [draft for draft in drafts if draft.tariff.id == tariff]
        for compiled in {draft.compiled.rule.id: draft.compiled for draft in ours}.values():
            for once in compiled.rule.once:
                _once(once, [draft for draft in ours if draft.compiled.rule.id in (once.among or (compiled.rule.id,))])
        for combination in ours[0].tariff.combinations:
            findings += _combination(combination, ours)
        _parts(ours)
        findings += keep_quotas(ours, used_quotas)
    return findings


def whom(draft: Draft, per: str, within: str) -> Hashable | None:
    """The person, body or entry a draft is about, within an entry or everywhere; None for teams as persons."""
    entry = draft.case.placing.entry if draft.case.placing else ""
    scope = entry if within == "entry" else ""
    if per == "entry":
        return (entry,)
    if per == "body":
        return (scope, draft.beneficiary.code or draft.beneficiary.name)
    person = the_person(draft)
    if person is None:
        return None
    return (scope, person.identity or (entry, draft.case.person, person.name))


def the_person(draft: Draft) -> Person | None:
    """The one person a draft is about; None for teams, bodies and contests."""
    case = draft.case
    if case.person is not None:
        return case.people[case.person]
    alone = case.backer is None and draft.beneficiary.kind == "competitor" and len(case.people) == 1
    return case.people[0] if alone else None


def _grouped(drafts: Iterable[Draft], per: str, within: str) -> list[list[Draft]]:
    groups: dict[Hashable, list[Draft]] = {}
    for draft in drafts:
        key = whom(draft, per, within)
        if key is not None and draft.status != REFUSED:
            groups.setdefault(key, []).append(draft)
    return list(groups.values())


def _once(once: Once, drafts: Sequence[Draft]) -> None:
    for group in _grouped(drafts, once.per, once.within):
        earlier = _same_year(group[0]) if once.within == "year" else None
        if earlier is not None:
            for draft in group:
                draft.refuse(Reason("once_a_year", earlier.on.isoformat(), earlier.source), earlier.name)
            continue
        for draft in group[1:]:
            _give_way(draft, group[0])


def _same_year(draft: Draft) -> EarlierGrant | None:
    """The same kind of grant earlier in the year of this competition."""
    person, competition = the_person(draft), draft.case.scope.competition
    for earlier in person.earlier if person else ():
        if earlier.kind == draft.compiled.rule.gives and earlier.on.year == competition.starts_on.year:
            return earlier
    return None


def _give_way(draft: Draft, first: Draft) -> None:
    """The first one stays; while it is pending the other waits for the same."""
    if first.status == PENDING:
        for name in first.missing:
            draft.wait_for(name)
    elif first.status == GRANTED:
        draft.refuse(Reason("given_already", first.compiled.rule.id, "grants"), label(first))
        first.because += (Reason("displaces", label(draft), "grants"),)


def _combination(compiled: CompiledCombination, drafts: Sequence[Draft]) -> list[Finding]:
    combination = compiled.combine
    ours = [draft for draft in drafts if draft.compiled.rule.id in combination.among]
    findings: list[Finding] = []
    for group in _grouped(ours, combination.per, combination.within):
        earlier = _elsewhere(group[0]) if combination.by_setting else []
        if len({draft.compiled.rule.id for draft in group}) < min(2, len(combination.among)) and not earlier:
            continue
        if len(group) < 2 and not earlier and combination.at_most is None:
            continue
        applies = compiled.when.answer(group[0].case)
        if applies.value is not False:
            findings += _apply(compiled, group, earlier, applies.missing if applies.value is None else ())
    return findings


def _elsewhere(draft: Draft) -> list[EarlierGrant]:
    """Prizes the same person got before, at another level or under another tariff."""
    person, level = the_person(draft), draft.case.contest.level
    earlier = person.earlier if person else ()
    return [
        one
        for one in earlier
        if one.kind == "prize" and one.amount and (one.level != level or one.tariff != draft.tariff.id)
    ]


def _apply(
    compiled: CompiledCombination, group: Sequence[Draft], earlier: Sequence[EarlierGrant], missing: Sequence[str]
) -> list[Finding]:
    combination = compiled.combine
    keep = combination.keep or (_chosen(combination.by_setting, group) if combination.by_setting else "sum")
    waits = [*missing, *([combination.by_setting or ""] if keep == UNDECIDED else [])]
    for draft in group if combination.by_setting else ():
        draft.settings[combination.by_setting or ""] = keep
    if waits:
        for draft in group:
            for name in waits:
                draft.wait_for(name)
        return [_overlap(draft) for draft in group[:1]]
    if keep == "highest":
        _highest(group, earlier)
    elif keep == "difference":
        _difference(group, earlier)
    elif keep == "first":
        for draft in group[1:]:
            _give_way(draft, group[0])
    if combination.at_most is not None:
        _cap(group, fen(combination.at_most))
    return []


def _chosen(setting: str, group: Sequence[Draft]) -> str:
    """A decision with the setting's name as its question comes before the setting."""
    for draft in group:
        for decision in draft.case.scope.by_question.get(setting, ()):
            if draft.case.concerns(decision, the_person(draft)):
                return decision.value
    return str(group[0].case.setting(setting))


def _amount(draft: Draft) -> int:
    return draft.amount or 0


def _highest(group: Sequence[Draft], earlier: Sequence[EarlierGrant]) -> None:
    best = max(group, key=_amount)
    before = max(earlier, key=lambda one: one.amount, default=None)
    if before is not None and before.amount >= _amount(best):
        for draft in group:
            draft.refuse(Reason("highest_only", yuan(before.amount), before.source), before.name)
        return
    for draft in group:
        if draft is not best:
            _give_way(draft, best)


def _difference(group: Sequence[Draft], earlier: Sequence[EarlierGrant]) -> None:
    """Each pays what it has over the best before it, so that the sum is the highest one."""
    paid = max((one.amount for one in earlier), default=0)
    for draft in sorted(group, key=_amount):
        whole = _amount(draft)
        reason = Reason("difference", f"{yuan(whole)} - {yuan(paid)}", "grants")
        if whole <= paid:
            draft.refuse(reason, None)
            continue
        if paid:
            draft.amount, draft.schedule = whole - paid, ()
            draft.because += (reason,)
        paid = whole


def _cap(group: Sequence[Draft], cap: int) -> None:
    for draft in group:
        whole = _amount(draft)
        if whole > cap:
            draft.because += (Reason("cap", f"{yuan(whole)} → {yuan(cap)}", "tariff"),)
            draft.amount, draft.schedule = cap, ()
        cap -= _amount(draft)


def _parts(drafts: Sequence[Draft]) -> None:
    """An amount that is part of another (“含”) is taken out of it; together they are the whole."""
    for draft in drafts:
        amount = draft.compiled.rule.amount
        if amount is None or amount.part_of is None or draft.status == REFUSED or draft.case.placing is None:
            continue
        for whole in drafts:
            same = whole.case.placing is not None and whole.case.placing.entry == draft.case.placing.entry
            if same and whole.compiled.rule.id == amount.part_of and whole.amount is not None:
                whole.amount -= min(_amount(draft), whole.amount)
                whole.because += (Reason("part_of", f"{yuan(_amount(draft))} {draft.compiled.rule.id}", "tariff"),)


def _overlap(draft: Draft) -> Finding:
    text = Text(
        f"{draft.beneficiary.name} 同时符合几项奖励，是累加、就高还是补差尚未确定，请在设置或决定中写明。",
        f"{draft.beneficiary.name} meets several awards; sum, highest or difference is not decided: state it.",
    )
    entry = draft.case.placing.entry if draft.case.placing else None
    where = Where(contest=draft.case.contest.facts.code, entry=entry, rule=draft.compiled.rule.id)
    return Finding(Severity.WARNING, "overlap", text, where)
