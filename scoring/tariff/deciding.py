"""What is wrong with decisions: questions nobody asks, settings, rules and facts no applied tariff knows."""

from collections.abc import Iterator, Sequence

from scoring.findings import Finding, Severity, Where
from scoring.tariff.compiled import Tariff
from scoring.tariff.model import Decision, SettingChoice
from scoring.tariff.noticed import facts_read
from scoring.tariff.scope import EVIDENCE, SETTING
from scoring.tariff.settings import wrong_choice
from scoring.text import Text

PLAIN_QUESTIONS = ("tie_order", "displaced_award", "overlap")
OVERLAPS = ("sum", "highest", "difference")


def check_decisions(tariffs: Sequence[Tariff], decisions: Sequence[Decision]) -> list[Finding]:
    """Errors for unknown questions, rules, settings and values; a warning for evidence no tariff reads.

    `tariffs` are the versions applied. Entries and persons are not looked at: the package knows them.
    """
    facts = facts_read(tariffs)
    rules = {compiled.rule.id for tariff in tariffs for compiled in tariff.rules}
    return [finding for decision in decisions for finding in _checked(decision, tariffs, facts, rules)]


def _checked(
    decision: Decision, tariffs: Sequence[Tariff], facts: frozenset[str], rules: set[str]
) -> Iterator[Finding]:
    if decision.rule is not None and decision.rule not in rules:
        listed = "、".join(sorted(rules)) or "无"
        zh, en = (
            f"适用的标准没有规则 {decision.rule}，可用：{listed}。",
            f"No applied tariff has a rule {decision.rule}.",
        )
        yield _finding(decision, "rule", zh, en)
    kind, _, name = decision.question.partition(":")
    if kind == EVIDENCE.rstrip(":") and name:
        yield from _evidence(decision, name, facts)
    elif kind == SETTING.rstrip(":") and name:
        yield from _setting(decision, name, tariffs)
    elif decision.question not in PLAIN_QUESTIONS:
        zh = f"没有事项 {decision.question}；可用 tie_order、displaced_award、overlap、evidence:事实、setting:设置项。"
        en = "A question is one of tie_order, displaced_award, overlap, evidence:FACT, setting:NAME."
        yield _finding(decision, "question", zh, en)
    elif decision.question == "overlap" and decision.value not in OVERLAPS:
        yield _finding(decision, "value", "overlap 只能是 sum、highest、difference。", f"overlap is one of {OVERLAPS}.")


def _evidence(decision: Decision, name: str, facts: frozenset[str]) -> Iterator[Finding]:
    if decision.value not in ("yes", "no"):
        yield _finding(decision, "value", f"{name} 只能是 yes 或 no。", f"{name} is decided by yes or no.")
    if name not in facts:
        zh, en = f"没有适用的标准使用事实 {name}，请检查拼写。", f"No applied tariff reads the fact {name}; check it."
        yield _finding(decision, "question", zh, en, Severity.WARNING)


def _setting(decision: Decision, name: str, tariffs: Sequence[Tariff]) -> Iterator[Finding]:
    asked = [tariff for tariff in tariffs if name in tariff.file.settings]
    if not asked:
        known = sorted({one for tariff in tariffs for one in tariff.file.settings})
        zh = f"适用的标准没有设置项 {name}，可用：{'、'.join(known) or '无'}。"
        yield _finding(decision, "question", zh, f"No applied tariff has a setting {name}.")
        return
    choices = [(SettingChoice(tariff.id, name, decision.value), tariff.file.settings) for tariff in asked]
    wrong = [wrong_choice(choice, settings) for choice, settings in choices]
    if wrong[0] is not None and all(wrong):
        yield _finding(decision, "value", wrong[0].zh, wrong[0].en)


def _finding(decision: Decision, column: str, zh: str, en: str, severity: Severity = Severity.ERROR) -> Finding:
    file, _, row = decision.source.partition(":")
    where = Where(
        file=file,
        row=int(row) if row.isdigit() else None,
        column=column,
        contest=decision.contest,
        entry=decision.entry,
        rule=decision.rule,
    )
    return Finding(severity, "decision-wrong", Text(zh, en), where)
