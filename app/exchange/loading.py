"""Loads a whole competition package strictly: every error at once, and nothing loaded if there is one."""

import tempfile
from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from pathlib import Path
from typing import TypeVar

from app.exchange.archive import Folder, Source, is_litter, open_source
from app.exchange.backer_tables import read_backers, read_judges
from app.exchange.cells import CODE, shown
from app.exchange.competition import Competition, KnownSettings, named_schemes, read_competition, read_document
from app.exchange.csv_rows import csv_rows
from app.exchange.decision_tables import read_decisions, read_results
from app.exchange.entrants_table import EntrantReader
from app.exchange.mark_tables import RecordReader
from app.exchange.package import (
    Backer,
    Judge,
    Package,
    PackagedContest,
    PackagedDecision,
    PackagedEntry,
    PackagedResult,
)
from app.exchange.report import Report
from app.exchange.scheme_drafts import taken_scheme
from app.exchange.schemes import read_scheme
from app.exchange.spreadsheet import Kind, Sheet, read_sheets
from app.exchange.tables import RawTable
from app.exchange.yaml_block import FILE
from app.exchange.zip_safety import Refused
from scoring.findings import Where
from scoring.scheme import Scheme
from scoring.strict_yaml import Node
from scoring.text import Text

TABLES = ("entrants", "backers", "judges", "decisions")
FOLDERS = ("marks", "scores", "penalties", "results")

Rows = TypeVar("Rows")

_MARKS_AND_RESULTS = Text(
    "有 results 文件的项目不能再有此文件，请删去其一。",
    "A contest with a results file may not have this file; remove one of the two.",
)


def load_package(path: Path, known: KnownSettings | None = None) -> Package:
    """Load the package in the folder or zip at `path` (package-format 1).

    `known` gives the tariffs of this installation with the names of their settings; others are then errors.
    Raises PackageErrors with every error and warning.
    """
    report = Report()
    with open_source(path, report) as source:
        package = _Loading(source, report, known).load()
    report.stop_if_failed()
    if package is None:
        raise AssertionError("a package that cannot be read must have been reported")
    return replace(package, warnings=report.findings())


class _Loading:
    """One loading: finds the files, reads them in the order in which they depend on each other."""

    def __init__(self, source: Source, report: Report, known: KnownSettings | None) -> None:
        self._source = source
        self._report = report
        self._known = known
        self._sheets: dict[str, Sheet] = {}
        self._tables: dict[str, str] = {}

    def load(self) -> Package | None:
        node = self._document()
        if node is None:
            return None
        schemes = self._find_files(node)
        read = {name: self._scheme(f"schemes/{name}") for name in schemes}
        decided = frozenset(name.removeprefix("results/") for name in self._tables if name.startswith("results/"))
        competition = read_competition(node, read, decided, self._report, self._known)
        contests = self._people({contest.code: contest for contest in competition.contests})
        contests = {code: self._recorded(contest) for code, contest in contests.items()}
        contests = self._decided(contests)
        return self._package(competition, contests)

    def _document(self) -> Node | None:
        if FILE not in self._source.names:
            text = Text(
                "找不到 competition.yaml；它应在竞赛包的最上层（压缩包可有一层外文件夹）。",
                "There is no competition.yaml at the top of the package (a zip may have one enclosing folder).",
            )
            self._report.error("missing-file", text, Where(file=FILE))
            return None
        content = self._content(FILE)
        return None if content is None else read_document(content, self._report)

    def _find_files(self, node: Node) -> tuple[str, ...]:
        """Sort every file into tables and schemes, tell of the others, and read the workbooks in one go."""
        named = named_schemes(node)
        schemes = tuple(name for name in named if f"schemes/{name}" in self._source.names)
        for name in set(named) - set(schemes):
            text = Text(f"schemes 文件夹中没有 {shown(name)}。", f"There is no {shown(name)} in the folder schemes.")
            self._report.error("missing-file", text, Where(file=f"schemes/{shown(name)}"))
        used = {f"schemes/{name}" for name in schemes}
        for name in self._source.names:
            if name != FILE and not is_litter(name) and name not in used:
                self._sort(name)
        self._read_workbooks(self._tables.values(), "tables")
        self._read_workbooks((f"schemes/{name}" for name in schemes), "schemes")
        return schemes

    def _sort(self, name: str) -> None:
        stem, dot, ending = name.rpartition(".")
        folder, slash, code = stem.rpartition("/")
        known = stem in TABLES or (slash and folder in FOLDERS and CODE.fullmatch(code))
        if not dot or ending not in ("csv", "xlsx") or not known:
            text = Text("竞赛包格式中没有此文件，已忽略。", "The package format knows no such file; it is ignored.")
            self._report.warn("ignored-file", text, Where(file=shown(name)))
        elif stem in self._tables:
            text = Text(
                f"{stem} 的 .csv 和 .xlsx 不能并存，请删去一个。", f"{stem} is there as .csv and as .xlsx; remove one."
            )
            self._report.error("two-files", text, Where(file=name))
        else:
            self._tables[stem] = name

    def _read_workbooks(self, names: Iterable[str], kind: Kind) -> None:
        wanted = [name for name in names if name.endswith(".xlsx")]
        with tempfile.TemporaryDirectory() as scratch:
            paths = {name: self._on_disk(name, Path(scratch) / f"{index}.xlsx") for index, name in enumerate(wanted)}
            there = {name: path for name, path in paths.items() if path}
            self._sheets |= zip(there, read_sheets(list(there.values()), kind), strict=True)

    def _on_disk(self, name: str, scratch: Path) -> Path | None:
        if isinstance(self._source, Folder):
            return self._source.files[name]
        content = self._content(name)
        if content is not None:
            scratch.write_bytes(content)
        return None if content is None else scratch

    def _content(self, name: str) -> bytes | None:
        try:
            return self._source.read(name)
        except Refused as problem:
            self._report.error(problem.code, problem.text, Where(file=name))
            return None

    def _table(self, name: str) -> RawTable | None:
        """The rows of a file; None after the report where it cannot be read."""
        if not name.endswith(".xlsx"):
            content = self._content(name)
            return None if content is None else RawTable(name, csv_rows(content))
        sheet = self._sheets.get(name)
        if sheet and sheet.refused:
            self._report.error(sheet.refused.code, sheet.refused.text, Where(file=name))
        return None if sheet is None or sheet.refused else RawTable(name, sheet.rows, even=False)

    def _read(self, stem: str, read: Callable[[RawTable], Rows], otherwise: Rows) -> Rows:
        name = self._tables.get(stem)
        table = self._table(name) if name else None
        return read(table) if table else otherwise

    def _scheme(self, name: str) -> Scheme | None:
        sheet = self._sheets.get(name)
        if sheet and sheet.draft:
            return taken_scheme(name, sheet.draft, self._report)
        table = self._table(name)
        return read_scheme(table, self._report) if table else None

    def _people(self, contests: dict[str, PackagedContest]) -> dict[str, PackagedContest]:
        if "entrants" not in self._tables:
            text = Text("缺少 entrants.csv（参赛人员）。", "entrants.csv is missing.")
            self._report.error("missing-file", text, Where(file="entrants.csv"))
        no_entries: dict[str, tuple[PackagedEntry, ...]] = {}
        reader = EntrantReader(contests, self._report)
        entries = self._read("entrants", reader.read, no_entries)
        no_judges: dict[str, tuple[Judge, ...]] = {}
        judges = self._read("judges", lambda table: read_judges(table, contests, self._report), no_judges)
        return {
            code: replace(contest, entries=entries.get(code, ()), judges=judges.get(code, ()))
            for code, contest in contests.items()
        }

    def _recorded(self, contest: PackagedContest) -> PackagedContest:
        reader = RecordReader(contest, self._report)
        code = contest.code
        if f"results/{code}" in self._tables:
            self._refuse_marks(code)
            none: tuple[PackagedResult, ...] = ()
            results = self._read(f"results/{code}", lambda table: read_results(table, contest, self._report), none)
            return replace(contest, results=results)
        return replace(
            contest,
            marks=self._read(f"marks/{code}", reader.marks, ()),
            scores=self._read(f"scores/{code}", reader.scores, ()),
            penalties=self._read(f"penalties/{code}", reader.penalties, ()),
        )

    def _refuse_marks(self, code: str) -> None:
        for folder in ("marks", "scores", "penalties"):
            name = self._tables.get(f"{folder}/{code}")
            if name:
                self._report.error("parts-and-results", _MARKS_AND_RESULTS, Where(file=name, contest=code))

    def _decided(self, contests: dict[str, PackagedContest]) -> dict[str, PackagedContest]:
        none: dict[str, tuple[PackagedDecision, ...]] = {}
        decisions = self._read("decisions", lambda table: read_decisions(table, contests, self._report), none)
        for stem, name in self._tables.items():
            folder, _, code = stem.rpartition("/")
            if folder and code not in contests:
                text = Text(f"没有项目 {code}，请核对文件名。", f"There is no contest {code}; check the file name.")
                self._report.error("unknown-contest", text, Where(file=name, contest=code))
        return {code: replace(contest, decisions=decisions.get(code, ())) for code, contest in contests.items()}

    def _package(self, competition: Competition, contests: Mapping[str, PackagedContest]) -> Package:
        entries = {entry.code for contest in contests.values() for entry in contest.entries}
        backers: tuple[Backer, ...] = self._read(
            "backers", lambda table: read_backers(table, entries, self._report), ()
        )
        return Package(**competition.fields, contests=tuple(contests.values()), backers=backers)
