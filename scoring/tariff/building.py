"""Worked examples turned into what the computation takes."""

from decimal import Decimal

from scoring.tariff.model import (
    Backer,
    Certificate,
    Competition,
    ContestFacts,
    Decision,
    EarlierGrant,
    Fact,
    Person,
    Placing,
)
from scoring.tariff.money import fen
from scoring.tariff.worked import BackerCase, ContestCase, DecisionCase, EntryCase, Example, PersonCase


def competition_of(example: Example, jurisdiction: str) -> Competition:
    """The competition of an example; all its days are `on` unless said."""
    said = example.competition
    return Competition(
        code="example",
        name=example.case,
        level=said.level,
        jurisdiction=said.jurisdiction or jurisdiction,
        starts_on=said.on,
        results_on=said.ends_on or said.on,
        series=said.series,
        class_=int(said.class_) if said.class_ else None,
        kinds=said.kinds,
        ends_on=said.ends_on or said.on,
        decided_on=said.ends_on or said.on,
        filed_with=said.filed_with,
    )


def contest_of(said: ContestCase) -> ContestFacts:
    """The contest of an example."""
    return ContestFacts(
        code=said.code,
        name=f"项目{said.code}",
        level=said.level,
        class_=int(said.class_) if said.class_ else None,
        exam_level=said.exam_level,
        team_size=said.team_size,
        facts={name: _fact(value, "competition.yaml") for name, value in said.facts.items()},
        started=said.started,
        competed=said.competed,
        separate_groups=said.separate_groups == "yes",
    )


def placing_of(said: EntryCase) -> Placing:
    """The result of an entry; without its own award rank it is the rank."""
    kept = said.rank if said.status in ("ranked", "dnf") else None
    return Placing(
        entry=said.entry,
        contest=said.contest,
        status=said.status,
        group=said.group,
        rank=said.rank,
        award_rank=said.award_rank if said.award_rank is not None else kept,
        medal=said.medal,
        total=Decimal(said.total) if said.total else None,
        prize_paid=fen(said.prize_paid) if said.prize_paid is not None else None,
        passed=None if said.passed is None else said.passed == "yes",
    )


def person_of(said: PersonCase, group: str | None) -> Person:
    """A member of an entry; what is left out is unknown."""
    entry = said.entry if isinstance(said, EntryCase) else ""
    return Person(
        name=said.name or f"选手{entry}",
        group=said.group or group,
        level_held=said.level_held,
        titles_held=said.titles_held,
        gender=said.gender,
        birth_date=said.birth_date,
        facts={name: _fact(value, "entrants.csv") for name, value in said.facts.items()},
        identity=said.identity,
        earlier=tuple(
            EarlierGrant(one.kind, one.name, one.on, level=one.level, amount=fen(one.amount)) for one in said.earlier
        ),
        certificates=tuple(Certificate(one.level, one.on) for one in said.certificates),
        left_post_on=said.left_post_on,
    )


def _fact(value: str, source: str) -> Fact:
    return Fact({"yes": True, "no": False}.get(value), source)


def backer_of(said: BackerCase) -> Backer:
    """A coach, expert team, unit or base."""
    chief = None if said.chief is None else said.chief == "yes"
    return Backer(said.kind, said.name, said.code, chief, said.grade)


def decision_of(said: DecisionCase) -> Decision:
    """A row of decisions.csv."""
    return Decision(said.contest, said.question, said.value, "示例", said.entry, said.person, said.rule)
