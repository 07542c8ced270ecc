"""What can be wrong with a tariff that is well written: references, tables, amounts, reach, dates, settings."""

from collections.abc import Callable, Iterator
from dataclasses import fields
from datetime import date

from scoring.findings import Finding, Severity, Where
from scoring.strict_yaml import Node
from scoring.tariff.circles import circles
from scoring.tariff.document import Rule, Setting, TariffFile
from scoring.tariff.language import UNDECIDED, Amount, Test
from scoring.tariff.noticed import nested, own_facts, tests_of
from scoring.tariff.ranges import holes, meet, overlaps
from scoring.text import Text

Problem = tuple[Severity, str, str, Text]
"""How grave, the name of the check, the key path, what to do."""

NAMES = tuple(one.name for one in fields(Test))
FIRST_DAY, LAST_DAY = date(1990, 1, 1), date(2100, 12, 31)


def check_file(file: TariffFile, root: Node, path: str) -> list[Finding]:
    """Every finding about one tariff file with its line, errors first."""
    checks: tuple[Callable[[TariffFile], Iterator[Problem]], ...] = (
        _names, _tests, _settings, _rules, _dates, _combinations, _circles,
    )  # fmt: skip
    found = [_finding(problem, root, path) for check in checks for problem in check(file)]
    return sorted(found, key=lambda one: (one.severity is not Severity.ERROR, int(one.where.row or 0)))


def _finding(problem: Problem, root: Node, path: str) -> Finding:
    severity, code, key, text = problem
    location = tuple(int(step) if step.isdigit() else step for step in key.split(".")) if key else ()
    return Finding(severity, code, text, Where(file=path, row=root.at(location).line, column=key or None))


def _wrong(code: str, key: str, zh: str, en: str, severity: Severity = Severity.ERROR) -> Problem:
    return severity, code, key, Text(zh, en)


def _names(file: TariffFile) -> Iterator[Problem]:
    """Repeated ids of rules."""
    seen: set[str] = set()
    for number, rule in enumerate(file.rules):
        if rule.id in seen:
            yield _wrong(
                "id-repeated", f"rules.{number}.id", f"规则 {rule.id} 重复，请改名。", f"Rule {rule.id} is repeated."
            )
        seen.add(rule.id)


def _tests(file: TariffFile) -> Iterator[Problem]:
    """Conditions that name facts, settings, conditions or rules there are not; values a setting never takes."""
    rules = {rule.id for rule in file.rules}
    for fact in (name for rule in file.rules for name in own_facts(rule) if name not in file.facts):
        yield _unknown("fact-undeclared", "facts", fact, "事实", "fact")
    for test in tests_of(file):
        for name in (test.fact, test.stated):
            if name is not None and name not in file.facts:
                yield _unknown("fact-undeclared", "facts", name, "事实", "fact")
        if test.condition is not None and test.condition not in file.conditions:
            yield _unknown("condition-unknown", "conditions", test.condition, "条件", "condition")
        if test.granted is not None and test.granted not in rules:
            yield _unknown("rule-unknown", "rules", test.granted, "规则", "rule")
        yield from _settings_named(test, file)
        if not any(getattr(test, name) not in (None, (), {}) for name in NAMES):
            yield _wrong(
                "condition-empty", "rules", "有一个空条件，请写明或删去。", "A condition is empty; fill or remove it."
            )


def _unknown(code: str, key: str, name: str, zh: str, en: str) -> Problem:
    return _wrong(
        code,
        key,
        f"没有声明{zh} {name}，请在 {key} 中声明或改正。",
        f"No {en} {name} is declared; declare it in {key}.",
    )


def _settings_named(test: Test, file: TariffFile) -> Iterator[Problem]:
    for name, value in test.setting.items():
        setting = file.settings.get(name)
        if setting is not None and setting.takes == "choice" and value not in setting.values:
            zh, en = f"设置项 {name} 没有取值 {value}。", f"The setting {name} never has the value {value}."
            yield _wrong("rule-unreachable", f"settings.{name}", zh, en)


def _settings(file: TariffFile) -> Iterator[Problem]:
    """Every setting used is declared, every declared one used; defaults among the values."""
    used = _used_settings(file)
    for name in sorted(used - {"tariff_day"} - file.settings.keys()):
        yield _unknown("setting-undeclared", "settings", name, "设置项", "setting")
    for name, setting in file.settings.items():
        key = f"settings.{name}"
        for value in (setting.default, *(other.value for other in setting.instead)):
            if not _may_be(setting, value):
                yield _wrong(
                    "default-unknown", key, f"{name} 的默认值 {value} 不在取值内。", f"{value} is no value of {name}."
                )
        if name not in used:
            zh, en = f"设置项 {name} 没有规则使用，请删去。", f"No rule uses the setting {name}; remove it."
            yield _wrong("setting-unused", key, zh, en, Severity.WARNING)


def _may_be(setting: Setting, value: str | None) -> bool:
    return value in (UNDECIDED, *setting.values) or (value is None and setting.takes == "name")


def _used_settings(file: TariffFile) -> set[str]:
    found: set[str | None] = {"tariff_day", file.places.rank_or_medal, file.places.groups, file.places.tied}
    found.add(file.planning.setting if file.planning else None)
    for test in tests_of(file):
        found |= {test.as_of, test.members, *(test.setting), test.age.included_by if test.age else None}
    for rule in file.rules:
        found |= {party.setting for party in (rule.payer, rule.fund) if party}
        found.add(rule.promotion.by_setting if rule.promotion else None)
        found.add(rule.quota.unit if rule.quota else None)
        found.add(rule.amount.by_setting if rule.amount else None)
        monthly = rule.amount.monthly if rule.amount else None
        found |= {monthly.run, monthly.first_month} if monthly else set()
    found |= {one.by_setting for one in file.combine} | {target.unit for target in file.targets}
    return {name for name in found if name is not None}


def _rules(file: TariffFile) -> Iterator[Problem]:
    ids = {rule.id for rule in file.rules}
    for number, rule in enumerate(file.rules):
        key = f"rules.{number}"
        if rule.amount is not None:
            yield from _amount(rule.amount, f"{key}.amount", ids)
        if (rule.amount is not None) != (rule.gives in ("prize", "subsidy", "allowance")):
            zh = f"规则 {rule.id}：{rule.gives} 与金额不相配，奖金、补助、津贴须有 amount，其他不得有。"
            yield _wrong(
                "amount-misplaced", key, zh, f"Rule {rule.id}: prize, subsidy and allowance need an amount, no other."
            )
        if (rule.gives == "promotion") != (rule.promotion is not None):
            zh, en = f"规则 {rule.id}：晋升须有 promotion。", f"Rule {rule.id}: a promotion needs `promotion`, only it."
            yield _wrong("promotion-misplaced", key, zh, en)
        if not rule.clause.strip():
            zh, en = f"规则 {rule.id} 没有条款出处，请写明。", f"Rule {rule.id} names no clause; name its source."
            yield _wrong("source-missing", f"{key}.clause", zh, en)
        yield from _reachable(rule, file, key)
        yield from _tables(rule, key)
        for name in (one for once in rule.once for one in once.among if one not in ids):
            yield _unknown("rule-unknown", "rules", name, "规则", "rule")


def _amount(amount: Amount, key: str, ids: set[str]) -> Iterator[Problem]:
    kinds = ("yuan", "by_place", "by_medal", "by_grade", "same_as", "prize_paid", "per_day", "monthly", "by_setting")
    said = [kind for kind in kinds if getattr(amount, kind) not in (None, {})]
    if len(said) != 1:
        listed = "、".join(said) or "无"
        zh, en = f"金额须恰好用一种写法，现有：{listed}。", f"An amount is said in exactly one way; here: {listed}."
        yield _wrong("amount-unclear", key, zh, en)
    for name in (amount.same_as, amount.part_of):
        if name is not None and name not in ids:
            yield _unknown("rule-unknown", "rules", name, "规则", "rule")
    if amount.instalments and min(amount.instalments) <= 0:
        yield _wrong("instalments-wrong", key, "分期比例须为正整数。", "Instalments are whole numbers above zero.")


def _tables(rule: Rule, key: str) -> Iterator[Problem]:
    tops = [one.top for test in (rule.results, *rule.requires) for one in nested(test) if one.top is not None]
    tables: list[tuple[str, list[str]]] = [("results.top", list(top.by_field)) for top in tops]
    if rule.amount is not None:
        tables.append(("amount.by_place", list(rule.amount.by_place)))
        tables.append(("amount.prize_paid", list(rule.amount.prize_paid.if_none) if rule.amount.prize_paid else []))
    for name, ranges in tables:
        for one, other in overlaps(ranges):
            zh, en = (
                f"表中 {one} 与 {other} 重叠，请改正。",
                f"Rows {one} and {other} of the table overlap; correct them.",
            )
            yield _wrong("table-overlap", f"{key}.{name}", zh, en)
        for hole in holes(ranges):
            zh, en = f"表中缺少 {hole} 一档，请核对原文。", f"The table has no row for {hole}; compare the document."
            yield _wrong("table-hole", f"{key}.{name}", zh, en, Severity.WARNING)


def _reachable(rule: Rule, file: TariffFile, key: str) -> Iterator[Problem]:
    """A selection that says two things no result can be at once."""
    said = [rule.results] + [file.conditions[name] for name in (rule.results.condition,) if name in file.conditions]
    for name in ("level", "class_", "series", "group", "medal"):
        wanted = [set(getattr(test, name)) for test in said if getattr(test, name)]
        if len(wanted) > 1 and not set.intersection(*wanted):
            zh = f"规则 {rule.id} 永远不会成立：{name.rstrip('_')} 的要求互相矛盾。"
            en = f"Rule {rule.id} can never hold: it wants two different values of {name.rstrip('_')}."
            yield _wrong("rule-unreachable", f"{key}.results", zh, en)
    table = list(rule.amount.by_place) if rule.amount else []
    places = [test.place for test in said if test.place is not None]
    if table and places and not any(meet(row, place) for row in table for place in places):
        zh = f"规则 {rule.id} 永远不会成立：金额表没有 {places[0]} 名的档位。"
        yield _wrong("rule-unreachable", f"{key}.amount", zh, f"Rule {rule.id}: no row for {places[0]}.")


def _dates(file: TariffFile) -> Iterator[Problem]:
    force = file.in_force
    for name, day in (("from", force.from_), ("until", force.until)):
        if day is not None and not FIRST_DAY <= day <= LAST_DAY:
            yield _wrong("date-wrong", f"in_force.{name}", f"日期 {day} 不合理。", f"{day} is no sensible date.")
    if force.until is not None and force.until < force.from_:
        yield _wrong(
            "date-wrong", "in_force.until", "until 早于 from，请改正。", "`until` is before `from`; correct it."
        )
    for number, rule in enumerate(file.rules):
        if rule.from_ is not None and rule.until is not None and rule.until < rule.from_:
            yield _wrong(
                "date-wrong", f"rules.{number}.until", "until 早于 from，请改正。", "`until` is before `from`."
            )
    if not force.basis.strip():
        yield _wrong("source-missing", "in_force.basis", "请写明生效日期的依据。", "Say how the first day is known.")


def _combinations(file: TariffFile) -> Iterator[Problem]:
    ids = {rule.id for rule in file.rules}
    for number, one in enumerate(file.combine):
        key = f"combine.{number}"
        if (one.keep is None) == (one.by_setting is None) and one.at_most is None:
            zh, en = "合并规则须写 keep 或 by_setting 之一。", "A combination needs either keep or by_setting."
            yield _wrong("combination-unclear", key, zh, en)
        for name in (name for name in one.among if name not in ids):
            yield _unknown("rule-unknown", "rules", name, "规则", "rule")
    for name in (name for target in file.targets for name in target.rules if name not in ids):
        yield _unknown("rule-unknown", "rules", name, "规则", "rule")


def _circles(file: TariffFile) -> Iterator[Problem]:
    for key, ring in circles(file):
        shown = " → ".join(ring)
        zh, en = f"互相引用成环或过大：{shown}，请断开。", f"These go round in a circle, or too far: {shown}; break it."
        yield _wrong("circle", key, zh, en)
