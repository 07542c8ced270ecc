"""Frozen placings and recorded people as the tariff engine takes them; the only translation of rows into its values."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from sqlalchemy.orm import Session

from app.entrants.models import Backer, Member
from app.events.models import Contest, Event
from app.events.queries import contest_rules
from app.results.models import Decision, ExternalResult, Placing, Publication, PublicationState
from app.results.queries import decisions, external_results, placings
from scoring.passing import has_passed
from scoring.rules import Contest as ContestRules
from scoring.rules import Groups
from scoring.tariff import model

_WORDS = {"yes": True, "no": False}


def competition_facts(event: Event) -> model.Competition:
    """What a tariff may ask of the event."""
    return model.Competition(
        code=event.code,
        name=event.name,
        level=event.level,
        jurisdiction=event.jurisdiction,
        starts_on=event.starts_on,
        results_on=event.results_on,
        series=event.series,
        class_=event.award_class,
        kinds=tuple(event.kinds),
        ends_on=event.ends_on,
        decided_on=event.decided_on,
        organizers=tuple(event.organizers),
        filed_with=tuple(event.filed_with),
    )


def contest_facts(contest: Contest, rules: ContestRules, publication: Publication) -> model.ContestFacts:
    """What a tariff may ask of a contest and its frozen result."""
    return model.ContestFacts(
        code=contest.code,
        name=contest.name,
        level=contest.level,
        class_=contest.award_class,
        occupation=contest.occupation,
        exam_level=contest.exam_level,
        team_size=rules.team_size,
        facts=_facts(contest.facts),
        started=publication.started,
        competed=publication.competed,
        separate_groups=rules.ranking.groups is Groups.SEPARATE,
        group_counts={one["group"]: (one["started"], one["competed"]) for one in publication.groups},
        blocked=publication.state is PublicationState.PROVISIONAL,
    )


class ContestGrantInput:
    """The placings, people, backers and decisions of one contest."""

    def __init__(self, session: Session, contest: Contest, publication: Publication) -> None:
        rules = contest_rules(session, contest)
        elsewhere = external_results(session, contest)
        lines = placings(session, publication)
        self.facts = contest_facts(contest, rules, publication)
        self.placings = [_placing(contest, line, rules, elsewhere.get(line.entry.code)) for line in lines]
        self.people = {line.entry.code: tuple(map(_person, line.entry.members)) for line in lines}
        self.backers = {line.entry.code: tuple(map(_backer, line.entry.backers)) for line in lines}
        self.decisions = recorded_decisions(session, contest)


def _placing(contest: Contest, line: Placing, rules: ContestRules, elsewhere: ExternalResult | None) -> model.Placing:
    return model.Placing(
        entry=line.entry.code,
        contest=contest.code,
        status=line.status.value,
        group=line.group.value if line.group else None,
        rank=line.rank,
        award_rank=line.award_rank,
        medal=line.medal.value if line.medal else None,
        total=line.total,
        prize_paid=elsewhere.prize_paid if elsewhere else None,
        passed=has_passed({code: Decimal(value) for code, value in line.parts.items()}, rules),
    )


def _person(member: Member) -> model.Person:
    person = member.person
    return model.Person(
        name=person.name,
        group=member.group.value if member.group else None,
        level_held=member.level_held,
        titles_held=None if member.titles_held is None else tuple(member.titles_held),
        gender=person.gender,
        birth_date=person.birth_date,
        unit=member.unit,
        unit_code=member.unit_code,
        delegation=member.delegation,
        facts=_facts(member.facts),
        identity=person.id_number_index,
        source=member.source or f"entry:{member.entry_id}",
    )


def _backer(backer: Backer) -> model.Backer:
    return model.Backer(
        kind=backer.kind,
        name=backer.name,
        code=backer.code,
        chief=_WORDS.get(backer.chief) if backer.chief else None,
        grade=backer.grade,
        source=backer.source or f"backer:{backer.id}",
    )


def recorded_decisions(session: Session, contest: Contest) -> list[model.Decision]:
    """What people decided in a contest."""
    return [_decision(contest, one) for one in decisions(session, contest)]


def _decision(contest: Contest, one: Decision) -> model.Decision:
    return model.Decision(
        contest=contest.code,
        question=one.question,
        value=one.value,
        decided_by=one.decided_by,
        entry=one.entry,
        person=one.person,
        rule=one.rule,
        document=one.document,
        source=one.source or f"decision:{one.id}",
    )


def _facts(stored: Mapping[str, Any]) -> dict[str, model.Fact]:
    return {name: model.Fact(_WORDS.get(fact["value"]), fact["source"]) for name, fact in stored.items()}


def setting_choices(event: Event) -> list[model.SettingChoice]:
    """The tariff settings chosen for the event."""
    return [
        model.SettingChoice(tariff=tariff, name=name, value=value, decided_by=f"event:{event.code}")
        for tariff, chosen in event.settings.items()
        for name, value in chosen.items()
    ]
