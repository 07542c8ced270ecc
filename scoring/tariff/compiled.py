"""A tariff made ready: every condition compiled, every rule with what it needs to find its cases."""

from dataclasses import dataclass

from scoring.tariff.candidates import needs_of, reach_of
from scoring.tariff.conditions import Condition, compile_test
from scoring.tariff.document import Combine, Displace, Rule, TariffFile
from scoring.tariff.index import Token
from scoring.tariff.language import Step, Surcharge


@dataclass(frozen=True, slots=True)
class CompiledRule:
    """A rule with its conditions compiled; `surcharges` and `steps` follow those of the rule.

    `reach` and `needs` say which entries it can speak of (candidates.py);
    `by_result` is true where it rewards a result, so that a displaced winner loses it.
    """

    rule: Rule
    applies: Condition
    results: Condition
    requires: tuple[Condition, ...]
    surcharges: tuple[tuple[Condition, Surcharge], ...]
    steps: tuple[tuple[Condition, Step], ...]
    reach: tuple[int, bool] | None
    needs: frozenset[Token] | None
    by_result: bool


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
    )


def _rule(rule: Rule, file: TariffFile) -> CompiledRule:
    named = file.conditions
    surcharges = rule.amount.surcharge if rule.amount else ()
    steps = rule.promotion.steps if rule.promotion else ()
    reach = reach_of(rule.results, named)
    return CompiledRule(
        rule=rule,
        applies=compile_test(rule.applies, named),
        results=compile_test(rule.results, named),
        requires=tuple(compile_test(test, named) for test in rule.requires),
        surcharges=tuple((compile_test(one.when, named), one) for one in surcharges),
        steps=tuple((compile_test(step.when, named), step) for step in steps),
        reach=reach,
        needs=needs_of(rule.results, named),
        by_result=reach is not None or rule.bands is not None or rule.results.top is not None,
    )
