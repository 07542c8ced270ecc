"""One contest of a package on its way into the database: its rules, entries, judges and schemes."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from app.db import now
from app.entrants.models import Backer, Entry, Member
from app.events.codec import rules_document, scheme_document
from app.events.models import AspectRow, Contest, Event, SchemeVersion
from app.exchange import package as packaged
from app.exchange.people_import import PeopleImport
from app.exchange.record_import import AspectPlace, RecordImport
from app.judges.models import Duty, Judge, JudgeDuty
from scoring.results import MARK_SCALE
from scoring.rules import TeamMarking
from scoring.scheme import AspectType


class ContestImport:
    """One contest of a package on its way into the database."""

    def __init__(self, session: Session, event: Event, people: PeopleImport) -> None:
        self._session, self._event, self._people = session, event, people
        self._moment: datetime = now()
        self._entries: dict[str, Entry] = {}
        self._places: dict[str, AspectPlace] = {}

    def add(
        self, position: int, one: packaged.PackagedContest, backers: Iterable[packaged.Backer], *, sealed: bool
    ) -> None:
        """Write the contest with everything recorded in it."""
        contest = self._add_contest(position, one)
        self._add_entries(contest, one, backers)
        judges = self._add_judges(contest, one)
        self._session.flush()
        self._add_schemes(contest, one)
        record = RecordImport(self._session, contest.id, self._entries, self._places, self._moment)
        record.add_sheets(summed=one.rules.team is TeamMarking.SUM)
        record.add_marks(one.marks, judges)
        record.add_scores(one.scores, one.penalties)
        if sealed:
            record.seal()
        record.add_decisions(one.decisions)
        record.add_results(one.results, contest.code)

    def _add_contest(self, position: int, one: packaged.PackagedContest) -> Contest:
        contest = Contest(
            event_id=self._event.id,
            position=position,
            code=one.code,
            name=one.name,
            name_en=one.name_en,
            level=one.level,
            award_class=one.contest_class,
            occupation=one.occupation,
            exam_level=one.exam_level,
            masked=one.masked,
            facts={name: _fact(fact) for name, fact in one.facts.items()},
            rules=rules_document(one.rules),
        )
        self._session.add(contest)
        self._session.flush()
        return contest

    def _add_entries(self, contest: Contest, one: packaged.PackagedContest, backers: Iterable[packaged.Backer]) -> None:
        for packed in one.entries:
            entry = Entry(
                contest_id=contest.id,
                code=packed.code,
                status=packed.status,
                duration=None if packed.duration is None else int(packed.duration * MARK_SCALE),
                station=packed.station,
                members=[self._member(position, person) for position, person in enumerate(packed.people, 1)],
            )
            self._entries[packed.code] = entry
        for position, backer in enumerate(backers):
            self._entries[backer.entry].backers.append(
                Backer(
                    position=position,
                    kind=backer.kind,
                    name=backer.name,
                    code=backer.code,
                    id_number=self._people.sealed(backer.id_number),
                    chief=None if backer.chief is None else ("yes" if backer.chief else "no"),
                    grade=backer.grade,
                    source=f"backers.csv:{backer.row}",
                )
            )
        self._session.add_all(self._entries.values())

    def _member(self, position: int, one: packaged.Person) -> Member:
        return Member(
            position=position,
            person=self._people.person(one),
            group=one.group,
            unit=one.unit,
            unit_code=one.unit_code,
            delegation=one.delegation,
            level_held=one.level_held,
            titles_held=None if one.titles_held is None else list(one.titles_held),
            facts={name: _fact(fact) for name, fact in one.facts.items()},
            source=f"entrants.csv:{one.row}",
        )

    def _add_judges(self, contest: Contest, one: packaged.PackagedContest) -> dict[str, Judge]:
        judges = {listed.code: self._people.judge(listed.code, listed) for listed in one.judges}
        for code in {mark.judge for mark in one.marks if mark.judge} - judges.keys():
            judges[code] = self._people.judge(code, None)
        self._session.flush()
        self._session.add_all(
            JudgeDuty(judge_id=judges[listed.code].id, contest_id=contest.id, duty=Duty(listed.role))
            for listed in one.judges
        )
        return judges

    def _add_schemes(self, contest: Contest, one: packaged.PackagedContest) -> None:
        for part in one.rules.parts:
            if part.scheme is None:
                continue
            document, digest = scheme_document(part.scheme)
            version = SchemeVersion(
                contest_id=contest.id,
                part=part.code,
                number=1,
                document=document,
                digest=digest,
                created_at=self._moment,
            )
            placed = [
                (criterion.code, sub.code, aspect)
                for criterion in part.scheme.criteria
                for sub in criterion.subs
                for aspect in sub.aspects
            ]
            version.aspects = [
                AspectRow(
                    position=position,
                    criterion=criterion,
                    sub=sub,
                    code=aspect.code,
                    type=aspect.type,
                    maximum=int(aspect.maximum * MARK_SCALE),
                )
                for position, (criterion, sub, aspect) in enumerate(placed)
            ]
            self._session.add(version)
            self._session.flush()
            for row in version.aspects:
                vote = row.type is AspectType.JUDGEMENT
                self._places[row.code] = AspectPlace(version.id, row.id, row.sub, vote)


def _fact(fact: packaged.Fact) -> dict[str, Any]:
    word = None if fact.value is None else ("yes" if fact.value else "no")
    return {"value": word, "source": fact.source}
