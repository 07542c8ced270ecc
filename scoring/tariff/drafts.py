"""A grant while rules are still being combined: who, how much, and why or why not."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import NamedTuple

from scoring.tariff.amounts import instalments
from scoring.tariff.compiled import CompiledRule, Tariff
from scoring.tariff.document import Payer
from scoring.tariff.grants import GRANTED, PENDING, REFUSED, Beneficiary, Instalment, Reason
from scoring.tariff.language import UNDECIDED
from scoring.tariff.scope import Case
from scoring.tariff.verdict import TRUE, Verdict, unique


@dataclass(slots=True)
class Draft:
    """A grant in the making; `refused_by` are the reasons of a refusal, a part of `because`."""

    tariff: Tariff
    compiled: CompiledRule
    case: Case
    status: str
    beneficiary: Beneficiary
    amount: int | None
    title: str | None
    level: int | None
    payer: str | None
    fund: str | None
    because: tuple[Reason, ...]
    missing: tuple[str, ...]
    settings: dict[str, str]
    displaced_by: str | None = None
    refused_by: tuple[Reason, ...] = ()
    schedule: tuple[Instalment, ...] = field(default=())

    def refuse(self, reason: Reason, displaced_by: str | None = None) -> None:
        """Refuse what was granted or pending."""
        self.status, self.missing = REFUSED, ()
        self.because += (reason,)
        self.refused_by += (reason,)
        self.displaced_by = displaced_by

    def wait_for(self, name: str) -> None:
        """Make a grant wait for one more thing; a refusal stays a refusal."""
        if self.status != REFUSED:
            self.status = PENDING
            self.missing = tuple(dict.fromkeys((*self.missing, name)))

    def claim_until(self) -> date | None:
        """The last day of the claim, counted from the decision; None where none is set or nothing is decided yet."""
        days, decided = self.compiled.rule.claim_within_days, self.case.scope.competition.decided_on
        return None if days is None or decided is None else decided + timedelta(days=days)


class Named(NamedTuple):
    """Who pays, None where that is not settled yet."""

    name: str | None = None
    missing: tuple[str, ...] = ()
    settings: tuple[tuple[str, str], ...] = ()


NOBODY = Named()


def draft(
    tariff: Tariff,
    compiled: CompiledRule,
    case: Case,
    verdicts: Sequence[Verdict],
    amount: int | None,
    title: str | None,
    level: int | None,
) -> Draft:
    """Draw the verdicts on selection, requirements, money and level together into one status."""
    rule = compiled.rule
    displaced = compiled.by_result and bool(case.contest.places) and case.place.displaced
    spoken = [verdict for verdict in verdicts if verdict is not TRUE]
    refusals = [verdict for verdict in spoken if verdict.value is False]
    if refusals:
        spoken = [verdict for verdict in (verdicts[0], *refusals, verdicts[2]) if verdict is not TRUE]
    payer = NOBODY if rule.payer is None else _party(rule.payer, case)
    fund = NOBODY if rule.fund is None else _party(rule.fund, case)
    missing = () if displaced or refusals else _missing(spoken, payer, fund)
    refused_by = tuple(reason for verdict in refusals for reason in verdict.because) if refusals else ()
    status = REFUSED if displaced or refusals else PENDING if missing else GRANTED
    return Draft(
        tariff=tariff,
        compiled=compiled,
        case=case,
        status=status,
        beneficiary=_beneficiary(compiled, case),
        amount=amount,
        title=title,
        level=level,
        payer=payer.name,
        fund=fund.name,
        because=spoken[0].because if len(spoken) == 1 else unique(why for verdict in spoken for why in verdict.because),
        missing=missing,
        settings=_settings(spoken, payer, fund),
        displaced_by=case.place.displaced_by if displaced else None,
        refused_by=case.place.because if displaced else refused_by,
        schedule=instalments(amount, rule.amount.instalments) if amount and rule.amount else (),
    )


def _missing(verdicts: Sequence[Verdict], payer: Named, fund: Named) -> tuple[str, ...]:
    unknown = [verdict.missing for verdict in verdicts if verdict.value is None]
    if not unknown and payer is NOBODY and fund is NOBODY:
        return ()
    return tuple(dict.fromkeys(name for names in (*unknown, payer.missing, fund.missing) for name in names))


def _settings(verdicts: Sequence[Verdict], payer: Named, fund: Named) -> dict[str, str]:
    if payer is NOBODY and fund is NOBODY and not any(verdict.settings for verdict in verdicts):
        return {}
    pairs = [pair for verdict in verdicts for pair in verdict.settings]
    return dict((*pairs, *payer.settings, *fund.settings))


def _party(payer: Payer, case: Case) -> Named:
    """Who pays by name, by setting (unset: nobody yet), or by a fact (unknown: nobody yet)."""
    if payer.setting is not None:
        value = case.setting(payer.setting)
        if value == UNDECIDED:
            return Named(None, (payer.setting,), ((payer.setting, UNDECIDED),))
        return Named(str(value), (), ((payer.setting, str(value)),)) if value else Named()
    if payer.fact is not None:
        person = case.people[0] if case.people else None
        held, _ = case.fact(payer.fact, person)
        return Named(None if held.value is None else payer.if_yes if held.value else payer.if_no)
    return Named(payer.name)


def _beneficiary(compiled: CompiledRule, case: Case) -> Beneficiary:
    kind = compiled.rule.to
    if case.backer is not None:
        code = case.backer.code
        return Beneficiary(kind, case.backer.name, None if code in (None, "-") else code)
    if case.person is not None:
        return Beneficiary("competitor", case.people[case.person].name)
    if kind == "organizer":
        return Beneficiary("organizer", _joined(case.scope.competition.organizers) or case.scope.competition.name)
    if kind in ("coach_team", "expert_team"):
        wanted = "coach" if kind == "coach_team" else kind
        return Beneficiary(kind, _joined([backer.name for backer in case.backers if backer.kind == wanted]))
    team = case.contest.facts.team_size > 1
    return Beneficiary("team" if team else "competitor", _joined([person.name for person in case.people]))


def _joined(names: Sequence[str]) -> str:
    return "、".join(names)
