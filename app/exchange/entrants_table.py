"""Reads entrants.csv: who competes in what, in entries of the right size, nobody twice in a contest."""

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from app.exchange.id_numbers import birth_date_in, gender_in
from app.exchange.package import Fact, PackagedContest, PackagedEntry, Person
from app.exchange.people_tables import ENTRANTS, no_contest
from app.exchange.report import Report
from app.exchange.tables import RawTable, Record, records
from scoring.findings import Where
from scoring.results import EntryStatus
from scoring.rules import TeamMarking
from scoring.text import Text


@dataclass
class _Team:
    """The people of one entry, gathered row by row."""

    contest: str
    first_row: int
    people: list[Person]


class EntrantReader:
    """Reads entrants.csv against the contests; `read` gives the entries of each contest in the order of the file."""

    def __init__(self, contests: Mapping[str, PackagedContest], report: Report) -> None:
        self._file = "entrants.csv"
        self._contests = contests
        self._report = report
        self._teams: dict[str, _Team] = {}

    def read(self, table: RawTable) -> dict[str, tuple[PackagedEntry, ...]]:
        """The entries by contest; everything wrong goes to the report."""
        self._file = table.file
        for record in records(table, ENTRANTS, self._report):
            self._row(record)
        entries: dict[str, list[PackagedEntry]] = {contest: [] for contest in self._contests}
        for entry, team in self._teams.items():
            entries.setdefault(team.contest, []).append(self._entry(entry, team))
        for contest, listed in entries.items():
            self._refuse_same_person(contest, listed)
        return {contest: tuple(listed) for contest, listed in entries.items()}

    def _row(self, record: Record) -> None:
        entry, contest = record["entry"], record["contest"]
        if contest is not None and contest not in self._contests:
            self._error(record.row, "contest", "unknown-contest", no_contest(contest))
        self._check_id(record)
        if entry is None or contest is None:
            return
        team = self._teams.setdefault(entry, _Team(contest, record.row, []))
        if team.contest != contest:
            text = Text(
                f"参赛编号 {entry} 已用于项目 {team.contest}（第 {team.first_row} 行），请换一个编号。",
                f"The entry {entry} already belongs to contest {team.contest} (row {team.first_row}); use another.",
            )
            self._error(record.row, "entry", "entry-in-two-contests", text)
            return
        team.people.append(self._person(record))

    def _person(self, record: Record) -> Person:
        values: dict[str, Any] = {name: record[name] for name in _PLAIN}
        facts = {
            name.removeprefix("fact:"): Fact(value, f"{self._file}:{record.row}")
            for name, value in record.values.items()
            if name.startswith("fact:") and value is not None
        }
        status = record["status"] or EntryStatus.RANKED
        return Person(**values | {"name": record["name"] or "?"}, facts=facts, status=status, row=record.row)

    def _check_id(self, record: Record) -> None:
        number = record["id_number"]
        if number is None or len(number) != 18:
            return
        if record["birth_date"] not in (None, birth_date_in(number)):
            text = Text("出生日期与身份证号码不一致，请核对。", "The birth date differs from the one in the ID number.")
            self._error(record.row, "birth_date", "id-number-contradicts", text)
        if record["gender"] not in (None, gender_in(number)):
            text = Text("性别与身份证号码不一致，请核对。", "The gender differs from the one in the ID number.")
            self._error(record.row, "gender", "id-number-contradicts", text)

    def _entry(self, entry: str, team: _Team) -> PackagedEntry:
        contest = self._contests.get(team.contest)
        size = contest.rules.team_size if contest else len(team.people)
        if len(team.people) != size:
            text = Text(
                f"参赛编号 {entry} 有 {len(team.people)} 人，项目 {team.contest} 要求每队 {size} 人。",
                f"The entry {entry} has {len(team.people)} persons; contest {team.contest} has {size} in an entry.",
            )
            self._error(team.first_row, "entry", "team-size", text, entry)
        summed = contest is not None and contest.rules.team is TeamMarking.SUM
        stations = [person.station for person in team.people if person.station]
        return PackagedEntry(
            code=entry,
            contest=team.contest,
            people=tuple(team.people),
            status=self._status(entry, team, summed),
            duration=self._duration(entry, team),
            station=stations[0] if stations else None,
        )

    def _status(self, entry: str, team: _Team, summed: bool) -> EntryStatus:
        statuses = {person.status for person in team.people}
        if len(statuses) == 1:
            return team.people[0].status
        if summed and statuses == {EntryStatus.RANKED, EntryStatus.DNF}:
            return EntryStatus.DNF  # package-format, How the numbers are made 2: one dnf member makes the entry dnf
        text = _differ(entry, "status")
        self._error(team.first_row, "status", "contradiction", text, entry)
        return EntryStatus.RANKED

    def _duration(self, entry: str, team: _Team) -> Fraction | None:
        durations = {person.duration for person in team.people if person.duration is not None}
        if len(durations) > 1:
            text = _differ(entry, "duration")
            self._error(team.first_row, "duration", "contradiction", text, entry)
        return next(iter(durations), None)

    def _refuse_same_person(self, contest: str, entries: list[PackagedEntry]) -> None:
        by_number: dict[str, Person] = {}
        by_name: dict[str, list[Person]] = {}
        for entry in entries:
            for person in entry.people:
                earlier = by_number.setdefault(person.id_number, person) if person.id_number else person
                if earlier is not person:
                    self._same_person(person, earlier, contest)
                elif any(_same(person, other) for other in by_name.get(person.name, ())):
                    self._same_person(person, by_name[person.name][0], contest)
                by_name.setdefault(person.name, []).append(person)

    def _same_person(self, person: Person, earlier: Person, contest: str) -> None:
        text = Text(
            f"与第 {earlier.row} 行是同一人：同一项目每人只能报名一次；若是两人同名，请用证件号码或出生日期区分。",
            f"The same person as in row {earlier.row}: nobody enters a contest twice. "
            "If they are two, tell them apart by id_number or birth_date.",
        )
        self._report.error("same-person-twice", text, Where(self._file, person.row, "name", contest))

    def _error(self, row: int, column: str, code: str, text: Text, entry: str | None = None) -> None:
        self._report.error(code, text, Where(file=self._file, row=row, column=column, entry=entry))


def _differ(entry: str, column: str) -> Text:
    return Text(
        f"参赛编号 {entry} 各行的 {column} 不同，应相同。",
        f"The rows of entry {entry} differ in {column}; they must agree.",
    )


def _same(person: Person, other: Person) -> bool:
    """True where nothing tells two people of one name and unit apart."""
    if person.unit is None or person.unit != other.unit:
        return False
    pairs = [(getattr(person, name), getattr(other, name)) for name in ("id_number", "birth_date", "gender", "group")]
    return all(one is None or two is None or one == two for one, two in pairs)


_PLAIN = (
    "id_number",
    "gender",
    "birth_date",
    "group",
    "unit",
    "unit_code",
    "delegation",
    "level_held",
    "titles_held",
    "duration",
    "station",
)
