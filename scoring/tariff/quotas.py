"""Quotas over a year or two: what goes beyond them waits for people, nothing is dropped silently."""

from collections.abc import Mapping, Sequence

from scoring.findings import Finding, Severity, Where
from scoring.tariff.drafts import Draft
from scoring.tariff.grants import REFUSED
from scoring.tariff.language import UNDECIDED
from scoring.text import Text


def label(draft: Draft) -> str:
    """How another grant names this one: entry and rule."""
    entry = draft.case.placing.entry if draft.case.placing else draft.case.contest.facts.code
    return f"{entry} {draft.compiled.rule.id}"


def keep_quotas(drafts: Sequence[Draft], used: Mapping[str, int]) -> list[Finding]:
    """Let whatever exceeds a quota wait for a decision; `used` counts what was granted before, by rule."""
    findings = []
    for compiled in {draft.compiled.rule.id: draft.compiled for draft in drafts}.values():
        rule = compiled.rule
        if rule.quota is None:
            continue
        count, counted = used.get(rule.id, 0), set()
        for draft in drafts:
            if draft.compiled.rule.id != rule.id or draft.status == REFUSED:
                continue
            unit = str(draft.case.setting(rule.quota.unit)) if rule.quota.unit else "each"
            if unit == UNDECIDED:
                draft.wait_for(rule.quota.unit or "")
                continue
            key = draft.case.scope.competition.code if unit == "event" else label(draft) + draft.beneficiary.name
            count += key not in counted
            counted.add(key)
            if count > rule.quota.at_most:
                draft.wait_for("quota")
                findings.append(_over(draft, rule.quota.at_most, rule.quota.years))
    return findings


def _over(draft: Draft, at_most: int, years: int) -> Finding:
    name = draft.compiled.rule.name
    text = Text(
        f"{name.zh}：{years}年内的名额 {at_most} 个已用完，请决定给谁。",
        f"{name.en}: the {at_most} places in {years} year(s) are used up; decide who gets them.",
    )
    entry = draft.case.placing.entry if draft.case.placing else None
    where = Where(contest=draft.case.contest.facts.code, entry=entry, rule=draft.compiled.rule.id)
    return Finding(Severity.WARNING, "quota-exceeded", text, where)
