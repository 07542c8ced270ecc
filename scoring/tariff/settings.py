"""The settings of a tariff: its defaults, what an administrator chose, and what is wrong with a choice."""

import re
from collections.abc import Mapping, Sequence

from scoring.findings import Finding, Severity, Where
from scoring.strict_yaml import Plain
from scoring.tariff.compiled import Tariff
from scoring.tariff.document import Setting
from scoring.tariff.index import index_contest
from scoring.tariff.language import UNDECIDED
from scoring.tariff.model import Competition, ContestFacts, SettingChoice
from scoring.tariff.scope import Case, ContestView, Scope
from scoring.text import Text

LADDER_KEYS = frozenset({"steps", "one_step_if_held", "ceiling"})
STEP_KEYS = frozenset({"award_rank", "medal", "group", "class", "level", "to"})
YUAN = re.compile(r"^\d{1,12}(\.\d{1,2})?$")
RANGE = re.compile(r"^\d{1,7}(-\d{1,7}|\+)?$")


def chosen_settings(tariff: Tariff, competition: Competition, choices: Sequence[SettingChoice]) -> dict[str, Plain]:
    """Every setting of a tariff with the value in force: what was chosen last, else the default that fits."""
    made = {choice.name: choice.value for choice in choices if choice.tariff == tariff.id}
    return {
        name: made[name] if name in made else default_of(tariff, name, competition) for name in tariff.file.settings
    }


def default_of(tariff: Tariff, name: str, competition: Competition) -> str | None:
    """The default of a setting for this competition; None for a name nobody gave."""
    if name in tariff.instead:
        bare = ContestView(ContestFacts("", ""), competition.level, competition.class_, index_contest((), {}, {}))
        case = Case(Scope(tariff.file, competition, {}), bare, "")
        for when, value in tariff.instead[name]:
            if when.answer(case).value:
                return value
    return tariff.file.settings[name].default


def check_settings(tariffs: Sequence[Tariff], choices: Sequence[SettingChoice]) -> list[Finding]:
    """Names a tariff does not know and values a setting does not take; errors of the package (package-format)."""
    known = {tariff.id: tariff for tariff in tariffs}
    found = []
    for choice in choices:
        tariff = known.get(choice.tariff)
        wrong = _unknown_tariff(choice, known) if tariff is None else wrong_choice(choice, tariff.file.settings)
        if wrong is not None:
            where = Where(file="competition.yaml", column=f"settings.{choice.tariff}.{choice.name}")
            found.append(Finding(Severity.ERROR, "setting-wrong", wrong, where))
    return found


def _unknown_tariff(choice: SettingChoice, known: Mapping[str, Tariff]) -> Text:
    names = "、".join(known) or "无"
    return Text(
        f"没有名为 {choice.tariff} 的适用标准，可用：{names}。",
        f"No tariff {choice.tariff} applies; there is: {names}.",
    )


def wrong_choice(choice: SettingChoice, settings: Mapping[str, Setting]) -> Text | None:
    """What is wrong with a value for a setting of one tariff; None where it fits."""
    setting = settings.get(choice.name)
    if setting is None:
        names = "、".join(settings)
        return Text(
            f"没有设置项 {choice.name}，可用：{names}。", f"There is no setting {choice.name}; there is: {names}."
        )
    if choice.value == UNDECIDED or (choice.value is None and setting.takes == "name"):
        return None
    if setting.takes == "choice" and choice.value not in setting.values:
        values = "、".join((*setting.values, UNDECIDED))
        return Text(f"{choice.name} 只能是：{values}。", f"{choice.name} takes one of: {values}.")
    if setting.takes == "ladder":
        return _wrong_ladder(choice)
    if setting.takes == "amount" and not (isinstance(choice.value, str) and YUAN.match(choice.value)):
        return Text(f"{choice.name} 应是以元计的金额。", f"{choice.name} takes an amount in yuan.")
    if not isinstance(choice.value, str):
        return Text(f"{choice.name} 应是一个名称。", f"{choice.name} takes a name.")
    return None


def _wrong_ladder(choice: SettingChoice) -> Text | None:
    shape = "{steps: [{award_rank: 1-3, to: 2}, {medal: merit, to: 3}], one_step_if_held: yes, ceiling: {student: 3}}"
    if isinstance(choice.value, dict) and _is_ladder(choice.value):
        return None
    return Text(f"{choice.name} 的写法应如 {shape}。", f"{choice.name} is written like {shape}.")


def _is_ladder(ladder: Mapping[str, Plain]) -> bool:
    steps, ceiling = ladder.get("steps"), ladder.get("ceiling", {})
    return (
        set(ladder) <= LADDER_KEYS
        and isinstance(steps, list)
        and all(isinstance(step, dict) and _is_step(step) for step in steps)
        and ladder.get("one_step_if_held", "no") in ("yes", "no")
        and isinstance(ceiling, dict)
        and all(level in ("1", "2", "3", "4", "5") for level in ceiling.values())
    )


def _is_step(step: Mapping[str, Plain]) -> bool:
    rank = step.get("award_rank", "1")
    return (
        set(step) <= STEP_KEYS
        and step.get("to") in ("1", "2", "3", "4", "5")
        and isinstance(rank, str)
        and RANGE.match(rank) is not None
    )
