"""Monthly allowances: one line a month, by the level held, until the months run out or the post is left."""

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from scoring.tariff.compiled import Tariff
from scoring.tariff.grants import Instalment
from scoring.tariff.language import UNDECIDED, Monthly
from scoring.tariff.model import Certificate, SettingChoice
from scoring.tariff.money import fen

LEFT = "left"
RUN_OUT = "run_out"
TOO_EARLY = "too_early"


class Line(NamedTuple):
    """One month: its first day, the level it is paid for, the amount in 分."""

    month: date
    level: str
    amount: int


class Schedule(NamedTuple):
    """Every month that is due; `ended` says why there are no more: `left`, `run_out` or `too_early`."""

    lines: tuple[Line, ...]
    ended: str | None
    missing: tuple[str, ...]

    @property
    def total(self) -> int:
        """The sum of the lines in 分."""
        return sum(line.amount for line in self.lines)

    def parts(self) -> tuple[Instalment, ...]:
        """The lines as the parts of a grant, numbered from 1."""
        return tuple(Instalment(number, line.amount, month=line.month) for number, line in enumerate(self.lines, 1))


class Terms(NamedTuple):
    """What is settled about a run of months: two settings, the first day in force, and whether earlier days count."""

    run: str
    first_month: str
    since: date
    before_counts: bool | None = None


def monthly_schedule(
    tariff: Tariff,
    rule: str,
    certificates: Sequence[Certificate],
    left_on: date | None,
    choices: Sequence[SettingChoice] = (),
) -> Schedule:
    """The months of an allowance (绍兴 三（五）17; DOMAIN 1.2.11).

    `allowance_first_month`: the month of the certificate or the next. `allowance_run`: on reaching a better paid level
    the months continue or begin anew. The month in which the post is left is still paid. A certificate from before the
    tariff was in force is not judged here: `missing` names the decision. Raises KeyError where no rule pays so.
    """
    monthly = _monthly(tariff, rule)
    run, first = (_chosen(tariff, choices, name) for name in (monthly.run, monthly.first_month))
    return schedule_of(monthly, Terms(run, first, tariff.file.in_force.from_), certificates, left_on)


def schedule_of(monthly: Monthly, terms: Terms, certificates: Sequence[Certificate], left_on: date | None) -> Schedule:
    """The months of one person; no line and no `missing` where no certificate is paid for."""
    paid = [one for one in sorted(certificates, key=lambda one: one.on) if one.level in monthly.by_level]
    settled = ((monthly.run, terms.run), (monthly.first_month, terms.first_month))
    missing = [name for name, value in settled if value == UNDECIDED]
    early = [one for one in paid if one.on < terms.since]
    if early and terms.before_counts is None:
        missing.append(monthly.certificate_before)
    if missing:
        return Schedule((), None, tuple(missing))
    paid = [one for one in paid if terms.before_counts or one not in early]
    if not paid:
        return Schedule((), TOO_EARLY if early else None, ())
    starts = [max(_first_month(one.on, terms.first_month), terms.since.replace(day=1)) for one in paid]
    return _lines(monthly, paid, starts, left_on, restart=terms.run == "restart")


def due_until(parts: Sequence[Instalment], day: date) -> int:
    """What of a schedule is due by a day, in 分: the months that have begun; yearly parts are not dated here."""
    return sum(part.amount for part in parts if part.month is not None and part.month <= day)


def _monthly(tariff: Tariff, rule: str) -> Monthly:
    found = {one.rule.id: one.rule.amount.monthly for one in tariff.rules if one.rule.amount is not None}
    monthly = found.get(rule)
    if monthly is None:
        raise KeyError(rule)
    return monthly


def _chosen(tariff: Tariff, choices: Sequence[SettingChoice], name: str) -> str:
    made = [choice.value for choice in choices if choice.tariff == tariff.id and choice.name == name]
    return str(made[-1] if made else tariff.file.settings[name].default)


def _first_month(day: date, word: str) -> date:
    month = day.replace(day=1)
    return month if word == "same" else month_after(month)


def month_after(month: date) -> date:
    """The first day of the next month."""
    return date(month.year + month.month // 12, month.month % 12 + 1, 1)


def _lines(
    monthly: Monthly, paid: Sequence[Certificate], starts: Sequence[date], left_on: date | None, restart: bool
) -> Schedule:
    lines: list[Line] = []
    month, level, counted = starts[0], paid[0].level, 0
    while counted < monthly.months:
        if left_on is not None and month > left_on:
            return Schedule(tuple(lines), LEFT, ())
        better = _level_in(month, paid, starts, monthly)
        if better != level and restart:
            counted = 0
        level = better
        lines.append(Line(month, level, fen(monthly.by_level[level])))
        counted += 1
        month = month_after(month)
    return Schedule(tuple(lines), RUN_OUT, ())


def _level_in(month: date, paid: Sequence[Certificate], starts: Sequence[date], monthly: Monthly) -> str:
    """The best paid level held in a month."""
    held = [one.level for one, start in zip(paid, starts, strict=True) if start <= month]
    return max(held, key=lambda level: fen(monthly.by_level[level]))
