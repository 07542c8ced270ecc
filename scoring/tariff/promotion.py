"""Which level a result brings: a ladder in the tariff, or one an administrator stated in a setting."""

from collections.abc import Mapping
from typing import Any, NamedTuple

from scoring.strict_yaml import Plain
from scoring.tariff.compiled import CompiledRule
from scoring.tariff.grants import Reason
from scoring.tariff.language import UNDECIDED
from scoring.tariff.ranges import contains
from scoring.tariff.scope import Case

LEVELS = {"chief": -1, "special": 0, "1": 1, "2": 2, "3": 3, "4": 4, "5": 5, "apprentice": 6, "-": 7}
"""新八级 from the highest; `-` is none. No competition grants the two above 1: enterprises appoint them."""

HIGHEST = 1


class Rise(NamedTuple):
    """The level reached; `refused` where it is held already, `nothing` where the ladder has no step for the result."""

    level: int | None
    refused: bool = False
    nothing: bool = False
    because: tuple[Reason, ...] = ()
    missing: tuple[str, ...] = ()
    settings: tuple[tuple[str, str], ...] = ()


NO_RISE = Rise(None)


def rise_of(compiled: CompiledRule, case: Case) -> Rise:
    """The level a person reaches by a promotion rule (DOMAIN 1.2.6, section 2 Promotion)."""
    promotion = compiled.rule.promotion
    if promotion is None:
        return NO_RISE
    if promotion.by_setting is not None:
        return _by_setting(promotion.by_setting, case)
    missing: tuple[str, ...] = ()
    for when, step in compiled.steps:
        answer = when.answer(case)
        missing += answer.missing if answer.value is None else ()
        if answer.value is True and not missing:
            target = step.to if step.to is not None else _above_contest(case, step.above_contest or 0)
            if target is None:
                return Rise(None, missing=("exam_level",))
            return _climb(case, target, promotion.one_step_if_held == "yes", promotion.ceiling)
    return Rise(None, missing=missing) if missing else Rise(None, nothing=True)


def _above_contest(case: Case, steps: int) -> int | None:
    level = case.contest.facts.exam_level
    return None if level is None else max(level - steps, HIGHEST)


def _by_setting(name: str, case: Case) -> Rise:
    ladder = case.setting(name)
    if not isinstance(ladder, dict):
        return Rise(None, missing=(name,), settings=((name, UNDECIDED),))
    noted = ((name, ladder_words(ladder)),)
    steps = ladder.get("steps")
    for step in steps if isinstance(steps, list) else []:
        if isinstance(step, dict) and _fits(step, case):
            rise = _climb(case, int(str(step["to"])), ladder.get("one_step_if_held") == "yes", _ceiling(ladder))
            return rise._replace(settings=noted)
    return Rise(None, nothing=True, settings=noted)


def _fits(step: Mapping[str, Plain], case: Case) -> bool:
    """Every key of a step of a stated ladder must fit: award_rank, medal, group, class."""
    placing, state = case.placing, case.place
    if placing is None:
        return False
    held = {"medal": placing.medal, "group": placing.group, "class": case.contest.class_, "level": case.contest.level}
    places = [str(wanted) for key, wanted in step.items() if key == "award_rank"]
    return all(any(contains(wanted, option) for option in state.options) for wanted in places) and all(
        str(held[key]) in _words(wanted) for key, wanted in step.items() if key in held
    )


def _words(wanted: Plain) -> list[str]:
    return [str(word) for word in wanted] if isinstance(wanted, list) else [str(wanted)]


def _ceiling(ladder: Mapping[str, Plain]) -> dict[str, int]:
    ceiling = ladder.get("ceiling")
    return {group: int(str(level)) for group, level in ceiling.items()} if isinstance(ceiling, dict) else {}


def _climb(case: Case, target: int, one_step: bool, ceiling: Mapping[Any, int]) -> Rise:
    """One step more if the level is held already; not above the group's ceiling; nothing to whoever is there."""
    person = case.people[case.person] if case.person is not None else None
    if person is None or person.level_held is None:
        return Rise(target, missing=("level_held",))
    held = LEVELS[person.level_held]
    reason = (Reason("level_held", person.level_held, person.source),)
    level = target - 1 if one_step and held == target and target > HIGHEST else target
    group = person.group or (case.placing.group if case.placing else None)
    if ceiling and group is None:
        return Rise(level, because=reason, missing=("group",))
    level = max(level, ceiling.get(group or "", HIGHEST))
    return Rise(level, refused=held <= level, because=reason)


def ladder_words(ladder: Mapping[str, Plain]) -> str:
    """A stated ladder in one line, as it is recorded with what it produced."""
    parts = []
    for key, value in ladder.items():
        if isinstance(value, list):
            value = ", ".join(ladder_words(one) if isinstance(one, dict) else str(one) for one in value)
        elif isinstance(value, dict):
            value = ladder_words(value)
        parts.append(f"{key}: {value}")
    return "{" + ", ".join(parts) + "}"
