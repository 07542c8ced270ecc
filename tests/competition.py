"""A small competition as values: two contests with an M, a J and an S aspect, five entries, four judges."""

from dataclasses import replace
from datetime import UTC, date, datetime
from fractions import Fraction

from app.exchange.package import Fact, Judge, Package, PackagedContest, PackagedEntry, PackagedMark, Person
from scoring.results import MARK_SCALE, EntryStatus, Group
from scoring.rules import Contest, Part
from scoring.scheme import Aspect, AspectType, Benchmark, Criterion, Scheme, SubCriterion

JUDGES = (("J1", "marker"), ("J2", "marker"), ("J3", "marker"), ("J9", "chief"))
MEASURED, VOTED, SCORED = "A1-1", "A1-2", "B1-1"


def scheme() -> Scheme:
    """Ten marks: A1 holds a measurement of 2 and a judgement of 3, B1 a judges' score of 5."""
    levels = tuple(Benchmark(level, f"水平 {level}") for level in range(4))
    a1 = SubCriterion(
        "A1",
        "装配",
        (
            Aspect(MEASURED, AspectType.MEASUREMENT, "尺寸在公差内", Fraction(2)),
            Aspect(VOTED, AspectType.JUDGEMENT, "外观", Fraction(3), benchmarks=levels),
        ),
    )
    b1 = SubCriterion("B1", "讲解", (Aspect(SCORED, AspectType.SCORED, "条理", Fraction(5)),))
    return Scheme((Criterion("A", "操作", (a1,)), Criterion("B", "表达", (b1,))))


def small_package(code: str = "small-2026", *, marks: bool = False) -> Package:
    """The package; with `marks` every entry has all its marks, the lower the number the better the total."""
    contests = (_contest(code, "17", ("01", "02", "03"), marks), _contest(code, "18", ("11", "12"), marks))
    return Package(
        code=code,
        name="小型技能竞赛",
        name_en="A small skills competition",
        level="province",
        kinds=("single", "selection"),
        jurisdiction="23",
        competition_class=1,
        starts_on=date(2026, 5, 1),
        ends_on=date(2026, 5, 2),
        results_on=date(2026, 5, 3),
        organizers=("某省人力资源和社会保障厅",),
        filed_with=("hrss",),
        tariffs=("heilongjiang",),
        contests=contests,
    )


def rewarded_package(code: str = "small-2026", *, marks: bool = False) -> Package:
    """The same as class 1 of the province: the first entry of each contest is employed there, of the rest unknown."""
    package = small_package(code, marks=marks)
    contests = []
    for contest in package.contests:
        first, *others = contest.entries
        person = replace(first.people[0], facts={"employed_in_province": Fact(True, "entrants.csv:2")})
        contests.append(replace(contest, contest_class=1, entries=(replace(first, people=(person,)), *others)))
    return replace(package, competition_class=1, contests=tuple(contests))


def _contest(event: str, code: str, entries: tuple[str, ...], marks: bool) -> PackagedContest:
    part = Part("practice", "实操", Fraction(100), Fraction(10), scheme())
    return PackagedContest(
        rules=Contest(code, (part,)),
        name=f"赛项 {code}",
        level="province",
        contest_class=1,
        entries=tuple(_entry(code, number, position) for position, number in enumerate(entries, 1)),
        judges=tuple(
            Judge(judge, f"评委{judge}", code, duty, delegation="丙市" if judge == "J1" else None)
            for judge, duty in JUDGES
        ),
        marks=tuple(mark for place, number in enumerate(entries) for mark in _marks(number, place)) if marks else (),
    )


def _entry(contest: str, number: str, position: int) -> PackagedEntry:
    person = Person(
        name=f"选手{number}",
        id_number=f"9999991990010{int(number):04d}X",
        group=Group.WORKER,
        unit="某厂",
        delegation="甲市" if position % 2 else "乙市",
        row=position + 1,
    )
    return PackagedEntry(number, contest, (person,), EntryStatus.RANKED, station=f"S{number}")


def _marks(entry: str, place: int) -> list[PackagedMark]:
    at = datetime(2026, 5, 1, 2, tzinfo=UTC)
    measured = [(MEASURED, None, (2 - place) * MARK_SCALE)]
    votes = [(VOTED, judge, (3 - place) * MARK_SCALE) for judge in ("J1", "J2", "J3")]
    scores = [(SCORED, judge, (5 - place) * MARK_SCALE) for judge in ("J1", "J2", "J3")]
    return [
        PackagedMark(entry, 0, aspect, judge, value, 1, "录分员", at, row)
        for row, (aspect, judge, value) in enumerate((*measured, *votes, *scores), 2)
    ]
