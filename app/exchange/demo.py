"""Generates demonstration and load packages: the same counts and seed always give the same bytes."""

import csv
import io
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from random import Random

from app.exchange.demo_contests import Skill, scheme_rows, skill
from app.exchange.demo_marks import DemoEntry, Panel, invent_marks
from app.exchange.demo_people import CITIES, People, unit_of

STARTS_ON = date(2025, 6, 10)
NEUTRAL = "省直专家组"

_AGES = {"worker": (20, 50), "student": (16, 22), "teacher": (26, 48)}
_SPECIAL = 8
"""Contests with at least this many entries have a barred winner, twins, a dnf, a dsq and a dns."""


def generate_package(contests: int, entrants: int, seed: int) -> dict[str, bytes]:
    """The files of a package of `contests` contests with `entrants` entries each, by their names inside it."""
    return _Generator(contests, entrants, seed).files()


def write_package(files: dict[str, bytes], folder: Path) -> None:
    """Write the files of a package into a folder, which is made where it is missing."""
    for name, content in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)


class _Generator:
    def __init__(self, contests: int, entrants: int, seed: int) -> None:
        self._skills = [skill(index) for index in range(contests)]
        self._count = entrants
        self._random = Random(seed)  # noqa: S311 - invented data, no secret
        self._people = People(self._random, STARTS_ON)
        self._entrants = [_ENTRANTS]
        self._backers = [_BACKERS]
        self._judges = [_JUDGES]
        self._stations: list[int] = []
        self._files: dict[str, bytes] = {}

    def files(self) -> dict[str, bytes]:
        self._files["competition.yaml"] = competition_yaml(self._skills).encode()
        self._files["schemes/common.csv"] = csv_bytes(scheme_rows())
        for one in self._skills:
            self._contest(one)
        first = self._skills[0].code if self._skills else ""
        decision = ["evidence:employed_in_province", "yes", "演示组委会", "示例文件 1 号"]
        decided = [[first, self._code(first, 1), "1", "", *decision]]
        self._files["entrants.csv"] = csv_bytes(self._entrants)
        self._files["backers.csv"] = csv_bytes(self._backers)
        self._files["judges.csv"] = csv_bytes(self._judges)
        self._files["decisions.csv"] = csv_bytes([_DECISIONS, *(decided if self._count > 1 and first else [])])
        return dict(sorted(self._files.items()))

    def _contest(self, one: Skill) -> None:
        panel = self._panel(one.code)
        self._stations = self._random.sample(range(1, self._count + 1), self._count)
        entries = [self._entry(one, number) for number in range(self._count)]
        made = invent_marks(entries, panel, self._random)
        self._files[f"marks/{one.code}.csv"] = csv_bytes(made.marks)
        self._files[f"scores/{one.code}.csv"] = csv_bytes(made.scores)
        penalties = [_PENALTIES]
        if self._count >= _SPECIAL:
            penalties.append([entries[2].code, "points", "1.5", "违反安全规程一次", "裁判长"])
            penalties.append([entries[3].code, "seconds", "60", "提前开始操作", "裁判长"])
        self._files[f"penalties/{one.code}.csv"] = csv_bytes(penalties)

    def _code(self, contest: str, number: int) -> str:
        return f"{contest}-{number + 1:0{max(3, len(str(self._count)))}d}"

    def _entry(self, one: Skill, number: int) -> DemoEntry:
        code = self._code(one.code, number)
        status, twin = self._role(number)
        city = CITIES[(number * 5 + self._random.randrange(2)) % len(CITIES)]
        group = ("worker", "worker", "student", "worker", "teacher", "student", "worker")[number % 7]
        unit, unit_code = unit_of(city, group, self._random)
        station = f"{one.code}-W{self._stations[number]:02d}"
        duration = "14400" if number in (8, 9) else str(self._random.randrange(12_000, 14_400))
        for _ in range(one.team_size):
            shared = [unit, unit_code, f"{city}代表队"]
            self._entrant(code, one.code, group, shared, status, [duration, station])
        self._back(code, one, [unit, unit_code], number)
        ability = 97 if status == "barred" else 58 + self._random.randrange(38)
        return DemoEntry(code, f"{city}代表队", status, ability, twin)

    def _role(self, number: int) -> tuple[str, int | None]:
        """The status of an entry, and the earlier entry whose marks it repeats."""
        if self._count < _SPECIAL:
            return "ranked", None
        from_end = {self._count - 1: "dns", self._count - 2: "dsq", self._count - 3: "dnf"}
        status = "barred" if number == 0 else from_end.get(number, "ranked")
        twins = {4: 3, 9: 8} if self._count >= _SPECIAL + 5 else {4: 3}
        return status, twins.get(number)

    def _entrant(self, entry: str, contest: str, group: str, unit: list[str], status: str, place: list[str]) -> None:
        person = self._people.person(*_AGES[group])
        level = self._random.choice(("4", "3", "3", "2", "-", ""))
        title = "龙江技术能手" if status == "barred" else self._random.choice(("-", "-", ""))
        employed = "no" if group == "student" else self._random.choice(("yes", "yes", "yes", "yes", "no", ""))
        facts = [employed, self._random.choice(("yes", "yes", ""))]
        who = [person.name, person.id_number, person.gender, person.birth_date.isoformat(), group]
        self._entrants.append([entry, contest, *who, *unit, level, title, status, *place, *facts])

    def _back(self, entry: str, one: Skill, unit: list[str], number: int) -> None:
        self._backers.append([entry, "coach", self._people.name(), f"coach-{entry}-1", "yes", ""])
        if number % 3 == 0:
            self._backers.append([entry, "coach", self._people.name(), f"coach-{entry}-2", "no", ""])
        self._backers.append([entry, "sending_unit", unit[0], unit[1], "", ""])
        if number % 4 == 0:
            self._backers.append([entry, "base", f"示例省级{one.name}集训基地", f"base-{one.code}", "", "provincial"])

    def _panel(self, contest: str) -> Panel:
        """Fourteen judges: four of different delegations vote, so that three are left without a compatriot."""
        cities = self._random.sample(CITIES, 4)
        roles = [(role, NEUTRAL) for role in ("chief", "deputy_chief", "marker", "marker", "marker")]
        roles += [("marker", f"{city}代表队") for city in cities]
        roles += [(role, NEUTRAL) for role in ("onsite", "recorder", "masker", "supervisor", "arbitrator")]
        codes = [f"J{contest}-{number:02d}" for number in range(1, len(roles) + 1)]
        for code, (role, delegation) in zip(codes, roles, strict=True):
            person = self._people.person(30, 58)
            self._judges.append([code, person.name, person.id_number, "示例评审单位", delegation, contest, role])
        voting = [(codes[number], roles[number][1]) for number in range(5, 9)]
        return Panel(voting, codes[:5])


def competition_yaml(skills: Sequence[Skill]) -> str:
    """competition.yaml of a provincial games of class 1 with these contests."""
    return _HEAD + "".join(_contest_yaml(one) for one in skills)


def _contest_yaml(one: Skill) -> str:
    return f"""\
  - code: "{one.code}"
    name: {one.name}
    name_en: {one.name_en}
    occupation: {one.name}
    exam_level: 3
    team_size: {one.team_size}
    parts:
      - {{code: theory, name: 理论, weight: 30, full: 100, pass: 60}}
      - {{code: practical, name: 实操, weight: 70, scheme: common.csv, pass: 60}}
    ranking: {{ties: [part:practical, part:theory, duration:asc], last: share, groups: together}}
    awards: {{medals: places, merit: {{share: 1/2, rounding: down}}, barred: pass_over}}
"""


def csv_bytes(rows: Sequence[Sequence[str]]) -> bytes:
    """Rows as UTF-8 CSV with line feeds."""
    stream = io.StringIO()
    csv.writer(stream, lineterminator="\n").writerows(rows)
    return stream.getvalue().encode()


_HEAD = """\
format: 1
code: demo-games
name: 示例省级职业技能大赛（演示，人物均为虚构）
name_en: Provincial Skills Games (demonstration, all persons invented)
level: province
series: provincial-games
class: 1
kinds: [comprehensive]
jurisdiction: "23"
starts_on: 2025-06-10
ends_on: 2025-06-13
results_on: 2025-06-14
organizers: [示例主办单位]
hosts: [示例承办单位]
filed_with: [hrss, union]
tariffs: [heilongjiang]
settings: {heilongjiang: {coach_scope: all_tiers, employment_members: all}}
contests:
"""
_ENTRANTS = ["entry", "contest", "name", "id_number", "gender", "birth_date", "group"]
_ENTRANTS += ["unit", "unit_code", "delegation"]
_ENTRANTS += ["level_held", "titles_held", "status", "duration", "station"]
_ENTRANTS += ["fact:employed_in_province", "fact:qualifies"]
_BACKERS = ["entry", "kind", "name", "code", "chief", "grade"]
_JUDGES = ["judge", "name", "id_number", "unit", "delegation", "contest", "role"]
_PENALTIES = ["entry", "kind", "amount", "reason", "by"]
_DECISIONS = ["contest", "entry", "person", "rule", "question", "value", "decided_by", "document"]
