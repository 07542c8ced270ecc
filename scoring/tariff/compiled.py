"""A tariff made ready: every condition compiled, every rule with what it needs to find its cases."""

from collections.abc import Mapping
from dataclasses import dataclass

from scoring.tariff.candidates import Spread, spread_of
from scoring.tariff.conditions import Condition, compile_test
from scoring.tariff.document import Combine, Displace, Rule, TariffFile
from scoring.tariff.language import Step, Surcharge, Test


@dataclass(frozen=True, slots=True)
class CompiledRule:
    """A rule with its conditions compiled; `surcharges` and `steps` follow those of the rule.

    `spread` says which entries it can speak of;
    `by_result` is true where it rewards a result, so that a displaced winner loses it;
    `demanding` where it asks anything of those it speaks of.
    """

    rule: Rule
    applies: Condition
    results: Condition
    requires: tuple[Condition, ...]
    surcharges: tuple[tuple[Condition, Surcharge], ...]
    steps: tuple[tuple[Condition, Step], ...]
    spread: Spread
    by_result: bool
    demanding: bool


@dataclass(frozen=True, slots=True)
class CompiledDisplacement:
    """Who keeps the rank but not the award."""

    displace: Displace
    when: Condition


@dataclass(frozen=True, slots=True)
class CompiledCombination:
    """A combination with its condition compiled."""

    combine: Combine
    when: Condition


@dataclass(frozen=True, slots=True)
class Tariff:
    """One version of a tariff, loaded, checked and pinned by the SHA-256 of its file."""

    file: TariffFile
    sha256: str
    path: str
    rules: tuple[CompiledRule, ...]
    displacements: tuple[CompiledDisplacement, ...]
    combinations: tuple[CompiledCombination, ...]
    instead: Mapping[str, tuple[tuple[Condition, str], ...]]

    @property
    def id(self) -> str:
        """The tariff's name, the same in all its versions."""
        return self.file.tariff

    @property
    def version(self) -> str:
        """The version, e.g. `2022-11`."""
        return self.file.version


def compile_tariff(file: TariffFile, sha256: str, path: str) -> Tariff:
    """Compile a tariff whose references have been checked."""
    return Tariff(
        file=file,
        sha256=sha256,
        path=path,
        rules=tuple(_rule(rule, file) for rule in file.rules),
        displacements=tuple(
            CompiledDisplacement(one, compile_test(one.when, file.conditions)) for one in file.displace
        ),
        combinations=tuple(CompiledCombination(one, compile_test(one.when, file.conditions)) for one in file.combine),
        instead={
            name: tuple((compile_test(one.when, file.conditions), one.value) for one in setting.instead)
            for name, setting in file.settings.items()
            if setting.instead
        },
    )


def _rule(rule: Rule, file: TariffFile) -> CompiledRule:
    named = file.conditions
    surcharges = rule.amount.surcharge if rule.amount else ()
    steps = rule.promotion.steps if rule.promotion else ()
    return CompiledRule(
        rule=rule,
        applies=compile_test(rule.applies, named),
        results=compile_test(rule.results, named),
        requires=tuple(compile_test(test, named) for test in rule.requires),
        surcharges=tuple((compile_test(one.when, named), one) for one in surcharges),
        steps=tuple((compile_test(step.when, named), step) for step in steps),
        spread=spread_of(rule.results, named),
        by_result=rule.bands is not None or _rewards_a_result(rule.results, named),
        demanding=bool(rule.requires or rule.not_if_held or rule.paid_after),
    )


def _rewards_a_result(test: Test, named: Mapping[str, Test]) -> bool:
    """Whether a place, a medal or a share of the field is asked for anywhere."""
    own = (test.place, test.top, test.awarded, test.medal or None, test.rank)
    inner = (*test.all_, *test.any_, *((named[test.condition],) if test.condition else ()))
    return any(one is not None for one in own) or any(_rewards_a_result(part, named) for part in inner)
