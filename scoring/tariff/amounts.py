"""How much a rule gives in one case, in 分, and what is missing where it cannot be said."""

from collections.abc import Iterable, Mapping
from fractions import Fraction
from typing import Any, NamedTuple

from scoring.tariff.allowance import TOO_EARLY, Schedule, Terms, schedule_of
from scoring.tariff.compiled import CompiledRule
from scoring.tariff.grants import Instalment, Reason
from scoring.tariff.language import UNDECIDED, Amount, Monthly
from scoring.tariff.model import Person
from scoring.tariff.money import fen, fraction, share_equally, split
from scoring.tariff.ranges import look_up
from scoring.tariff.scope import Case
from scoring.tariff.verdict import Verdict


class Sum(NamedTuple):
    """An amount in 分, None where it depends on what is missing; `nothing` where the rule has no amount here.

    `parts` are the months of an allowance; `refused` where the dates leave no month to pay.
    """

    amount: int | None
    because: tuple[Reason, ...] = ()
    missing: tuple[str, ...] = ()
    settings: tuple[tuple[str, str], ...] = ()
    nothing: bool = False
    parts: tuple[Instalment, ...] = ()
    refused: bool = False


NOTHING = Sum(None, nothing=True)
NO_MONEY = Sum(None)


def amount_of(compiled: CompiledRule, case: Case, others: Mapping[str, CompiledRule]) -> Sum:
    """The amount of a rule; `same_as` follows the other rule of this tariff (loading has refused circles)."""
    amount = compiled.rule.amount
    if amount is None:
        return NO_MONEY
    if amount.same_as is not None:
        return amount_of(others[amount.same_as], case, others)
    base = _base(amount, case)
    if base.amount is None or base.nothing:
        return base
    for when, surcharge in compiled.surcharges:
        answer = when.answer(case)
        if answer.value is None:
            return Sum(None, base.because, answer.missing, answer.settings)
        if answer.value:
            added = fen(surcharge.yuan) if surcharge.yuan else _times(base.amount, fraction(surcharge.share or "0%"))
            base = base._replace(amount=base.amount + added, because=base.because + answer.because)
    return _bounded(amount, base)


def _times(amount: int, share: Fraction) -> int:
    """A share of an amount, half a 分 upwards."""
    product = amount * share + Fraction(1, 2)
    return product.numerator // product.denominator


def _bounded(amount: Amount, base: Sum) -> Sum:
    value = base.amount or 0
    if amount.at_least is not None:
        value = max(value, fen(amount.at_least))
    if amount.at_most is not None:
        value = min(value, fen(amount.at_most))
    return base._replace(amount=value)


def _base(amount: Amount, case: Case) -> Sum:
    if amount.yuan is not None:
        return Sum(fen(amount.yuan))
    if amount.by_place:
        return _by_place(amount.by_place, case)
    if amount.by_medal:
        return _from_table(amount.by_medal, case.placing.medal if case.placing else None)
    if amount.by_grade:
        return _from_table(amount.by_grade, case.backer.grade if case.backer else None)
    if amount.prize_paid is not None:
        return _prize_paid(amount, case)
    if amount.per_day is not None:
        return _per_day(amount, case)
    if amount.by_setting is not None:
        return _by_setting(amount.by_setting, case)
    return NO_MONEY if amount.monthly is None else _monthly(amount.monthly, case)


def _monthly(monthly: Monthly, case: Case) -> Sum:
    """The whole run of months where the days of the certificates are known; otherwise the day is missing."""
    person = case.people[case.person] if case.person is not None else None
    certificates = [one for one in person.certificates if one.level in monthly.by_level] if person else []
    if person is None or not certificates:
        return Sum(None, missing=("certificate_on",))
    run, first = str(case.setting(monthly.run)), str(case.setting(monthly.first_month))
    before, _ = case.fact(monthly.certificate_before, person)
    terms = Terms(run, first, case.scope.tariff.in_force.from_, before.value)
    schedule = schedule_of(monthly, terms, certificates, person.left_post_on)
    noted = ((monthly.run, run), (monthly.first_month, first))
    because = tuple(Reason("certificate_on", one.on.isoformat(), person.source) for one in certificates)
    if schedule.missing:
        return Sum(None, because, schedule.missing, noted)
    if not schedule.lines:
        return Sum(None, (*because, _no_month(schedule, person, monthly, before.source)), (), noted, refused=True)
    left = (Reason("left_post_on", str(person.left_post_on), person.source),) if person.left_post_on else ()
    return Sum(schedule.total, because + left, (), noted, parts=schedule.parts())


def _no_month(schedule: Schedule, person: Person, monthly: Monthly, source: str) -> Reason:
    if schedule.ended == TOO_EARLY:
        return Reason(monthly.certificate_before, "no", source, "yes")
    return Reason("left_post_on", str(person.left_post_on), person.source)


def _by_setting(name: str, case: Case) -> Sum:
    """An amount the document leaves open and an administrator stated."""
    value = str(case.setting(name))
    if value == UNDECIDED:
        return Sum(None, missing=(name,), settings=((name, value),))
    return Sum(fen(value), settings=((name, value),))


def _from_table(table: Mapping[Any, str], key: str | None) -> Sum:
    written = table.get(key) if key is not None else None
    return NOTHING if written is None else Sum(fen(written))


def _by_place(table: Mapping[str, str], case: Case) -> Sum:
    """The amount of the place; of several possible places only where all give the same."""
    state = case.place
    found = [look_up(table, option) for option in state.options]
    given = {fen(written) for written in found if written is not None}
    if not given:
        return NOTHING
    if len(given) > 1 or len(found) != sum(written is not None for written in found):
        return Sum(None, missing=state.missing, settings=state.settings)
    return _for_tie(Sum(given.pop()), case)


def _for_tie(base: Sum, case: Case) -> Sum:
    """Entries that share a place: each the whole, or the one amount split, as the setting says (DOMAIN 1.3)."""
    setting, state = case.scope.tariff.places.tied, case.place
    if setting is None or state.tied < 2 or base.amount is None:
        return base
    value = str(case.setting(setting))
    noted = ((setting, value),)
    if value == UNDECIDED:
        return Sum(None, missing=(setting,), settings=noted)
    shared = share_equally(base.amount, state.tied)[state.turn] if value == "split" else base.amount
    return Sum(shared, settings=noted)


def _prize_paid(amount: Amount, case: Case) -> Sum:
    rule = amount.prize_paid
    paid = case.placing.prize_paid if case.placing else None
    if rule is None or paid is None:
        return Sum(None, missing=("prize_paid",))
    reason = Reason("prize_paid", f"{paid // 100}.{paid % 100:02d}", "results")
    if paid:
        return Sum(_times(paid, fraction(rule.times)), (reason,))
    return _by_place(rule.if_none, case)._replace(because=(reason,))


def _per_day(amount: Amount, case: Case) -> Sum:
    rule, competition = amount.per_day, case.scope.competition
    if rule is None or competition.ends_on is None:
        return Sum(None, missing=("ends_on",))
    days = (competition.ends_on - competition.starts_on).days + 1
    counted = days if rule.at_most_days is None else min(days, rule.at_most_days)
    return Sum(fen(rule.yuan) * counted, (Reason("days", str(days), "competition.yaml"),))


def for_members(total: Sum, verdict: Verdict, team: int) -> Sum:
    """Where each member counts for the own share only, the shares of those the conditions hold for."""
    if total.amount is None or verdict.members is None or team < 2:
        return total
    shares = share_equally(total.amount, team)
    return total._replace(amount=sum(shares[position] for position in verdict.members))


def instalments(amount: int, parts: Iterable[int]) -> tuple[Instalment, ...]:
    """An amount in yearly parts such as 4:3:3, the first in the year of the decision; nothing is lost."""
    ratio = tuple(parts)
    shares = split(amount, ratio) if ratio else []
    return tuple(Instalment(number, share, number - 1) for number, share in enumerate(shares, start=1))
