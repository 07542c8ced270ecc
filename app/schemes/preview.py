"""What the preview shows of an upload: figures, questions with their cells, the window of cells, the columns."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from app.schemes.models import SchemeUpload
from app.schemes.reading import choices_of, draft_of, refusal_of
from scoring.findings import Severity
from scoring.scheme import Scheme
from scoring.text import Text
from scoring.workbook import DraftFinding, SchemeDraft, UndecidedError, WorkbookError
from scoring.workbook.values import column_letter, column_number

BEFORE, AFTER = 12, 28
_CELL = re.compile(r"([A-Z]{1,3})([0-9]{1,7})")


@dataclass(frozen=True)
class Question:
    """One finding as it is shown; `answer` is what was decided, `kind` what a value would be."""

    index: int
    finding: DraftFinding
    answer: bool | str | None
    blocking: bool

    @property
    def kind(self) -> str:
        """`type`, `maximum` or `code` where a value can be given, else nothing."""
        cure = self.finding.cure
        edits = (cure.accept or cure.refusal) if cure else ()
        field = edits[0].field if edits else ""
        return "maximum" if field == "drop" else field if field in ("type", "maximum", "code") else ""

    @property
    def can_accept(self) -> bool:
        """Whether accepting does something, or something blocks until somebody accepts it."""
        cure = self.finding.cure
        return cure is not None and (bool(cure.accept) or self.blocking)

    @property
    def can_refuse(self) -> bool:
        """Whether there is something to refuse."""
        cure = self.finding.cure
        return cure is not None and bool(cure.accept or cure.refusal)

    @property
    def open(self) -> bool:
        """Whether it still waits for an answer."""
        return self.blocking and self.answer is None

    @property
    def proposal(self) -> str:
        """The value that is proposed."""
        cure = self.finding.cure
        edits = cure.accept if cure else ()
        return edits[0].value if edits and edits[0].field != "drop" else ""


@dataclass(frozen=True)
class Shown:
    """An upload as the preview shows it; `scheme` only where nothing is open."""

    upload: SchemeUpload
    draft: SchemeDraft | None
    refusal: Text | None
    questions: list[Question]
    scheme: Scheme | None
    trouble: Text | None

    @property
    def open(self) -> list[Question]:
        """The questions in the way."""
        return [question for question in self.questions if question.open]


_ORDER = {Severity.ERROR: 0, Severity.WARNING: 1, Severity.INFO: 2}


def shown(upload: SchemeUpload) -> Shown:
    """The upload with its decisions applied."""
    draft = draft_of(upload.reading)
    if draft is None:
        return Shown(upload, None, refusal_of(upload.reading), [], None, None)
    blocking, scheme, trouble = frozenset[str](), None, None
    try:
        scheme = draft.to_scheme(upload.decisions)
    except UndecidedError as undecided:
        blocking, trouble = frozenset(undecided.keys), undecided.text
    except WorkbookError as wrong:
        trouble = wrong.text
    questions = [
        Question(index, finding, upload.decisions.get(finding.key), finding.key in blocking)
        for index, finding in enumerate(draft.findings)
    ]
    questions.sort(key=lambda one: (not one.blocking, _ORDER[one.finding.severity], one.index))
    decided = draft.decide(upload.decisions)
    return Shown(upload, decided, None, questions, scheme, trouble)


@dataclass(frozen=True)
class Window:
    """Some rows of a sheet around a cell; `rows` are (number, texts in the order of `columns`)."""

    sheet: str
    columns: list[str]
    rows: list[tuple[int, list[str]]]
    row: int
    column: str
    previous: int | None
    following: int | None


def window(reading: Mapping[str, Any], name: str, cell: str) -> Window | None:
    """The rows around a cell, at the beginning where the cell is unknown; None for a file without cells."""
    sheets = {sheet["name"]: sheet for sheet in reading["sheets"]}
    sheet = sheets.get(name) or next(iter(sheets.values()), None)
    if sheet is None:
        return None
    found = _CELL.fullmatch(cell)
    row, column = (int(found[2]), found[1]) if found else (0, "")
    rows = sheet["rows"]
    place = next((index for index, (number, _cells) in enumerate(rows) if number >= row), len(rows))
    start = max(place - BEFORE, 0)
    taken = rows[start : place + AFTER]
    widest = max((column_number(letter) for _n, cells in taken for letter, _text in cells), default=1)
    columns = [column_letter(number) for number in range(1, max(widest, column_number(column or "A")) + 1)]
    lines = [(number, [dict(cells).get(letter, "") for letter in columns]) for number, cells in taken]
    after = rows[place + AFTER :]
    return Window(
        sheet=sheet["name"],
        columns=columns,
        rows=lines,
        row=row,
        column=column,
        previous=rows[max(start - AFTER, 0)][0] if start else None,
        following=after[min(BEFORE, len(after) - 1)][0] if after else None,
    )


@dataclass(frozen=True)
class SheetColumns:
    """How a sheet is read now: its header row and the column of each role; `labels` are the header's texts."""

    name: str
    hidden: bool
    rows: int
    chosen: bool
    read: bool
    header: int
    columns: dict[str, str]
    labels: list[tuple[str, str]]


def sheet_columns(upload: SchemeUpload, draft: SchemeDraft | None) -> list[SheetColumns]:
    """Every sheet of the file, as the form of sheets and columns shows it."""
    choices = choices_of(upload.choices)
    mappings = {one.sheet: one for one in (*(draft.mappings if draft else ()), *choices.mappings)}
    return [_columns(sheet, mappings.get(sheet["name"]), choices.sheets, draft) for sheet in upload.reading["sheets"]]


def _columns(
    sheet: Mapping[str, Any], mapping: Any, chosen: tuple[str, ...], draft: SchemeDraft | None
) -> SheetColumns:
    rows, header = sheet["rows"], mapping.header if mapping else 0
    labels = dict(next((cells for number, cells in rows if number == header), rows[0][1] if rows else []))
    widest = max((column_number(letter) for _n, cells in rows for letter, _text in cells), default=1)
    letters = [column_letter(number) for number in range(1, widest + 1)]
    return SheetColumns(
        name=sheet["name"],
        hidden=sheet["hidden"],
        rows=len(rows),
        chosen=sheet["name"] in chosen,
        read=bool(draft and sheet["name"] in draft.sheets),
        header=header,
        columns={role.value: letter for role, letter in mapping.columns} if mapping else {},
        labels=[(letter, labels.get(letter, "")) for letter in letters],
    )
