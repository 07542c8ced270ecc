"""What each kind of row does to the draft."""

from scoring.scheme import AspectType, MarkModel
from scoring.workbook.building import OpenAspect, OpenSub
from scoring.workbook.columns import Block
from scoring.workbook.containers import container_rows
from scoring.workbook.draft import Cure, Edit
from scoring.workbook.ids import Level
from scoring.workbook.labels import Role, criterion_label
from scoring.workbook.levels import add_level, add_line, is_level
from scoring.workbook.marks import read_maximum
from scoring.workbook.messages import cure_text
from scoring.workbook.values import fold, number_or_text, only_cyrillic, text_of
from scoring.workbook.walking import Row, Walk, is_sum_row


def walk_block(walk: Walk, block: Block) -> None:
    """Read every row of a block into the walk's builder."""
    walk.block, walk.aspect, walk.heading = block, None, None
    if not walk.has_ids:
        walk.sub = None
    walk.containers = container_rows(walk)
    for number in range(block.first, block.last + 1):
        if number in walk.sheet.rows:
            row = walk.take_apart(number)
            if not is_sum_row(walk, row):
                _step(walk, row)


def _step(walk: Walk, row: Row) -> None:
    contains = row.number in walk.containers
    _open(walk, row, contains)
    if contains:
        return
    if is_level(row):
        add_level(walk, row)
    elif row.is_aspect:
        _add_aspect(walk, row)
    elif row.raw_kind:
        code = "stray-type" if row.kind else "unknown-type"
        walk.builder.note(code, walk.place(row.number, Role.TYPE), raw=row.raw_kind[:60])
    elif not _opened(row):
        _add_text(walk, row)
    elif row.extra and walk.block.column(Role.TYPE) is None:
        add_line(walk, row, row.extra, Role.EXTRA)


def _opened(row: Row) -> bool:
    return row.ident is not None and not row.is_aspect


def _open(walk: Walk, row: Row, contains: bool) -> None:
    """Open the criterion or sub-criterion that the row's id or name begins."""
    ident = row.ident
    if ident is None:
        _open_by_name(walk, row)
    elif ident.level is Level.CRITERION and row.kind is None:
        _open_criterion(walk, row)
    elif ident.level is Level.SUB:
        _open_sub(walk, row, ident.criterion or walk.letter, ident.number)
    elif ident.level in (Level.COUNT, Level.CHINESE) and (contains or not row.is_aspect or row.name):
        same = walk.sub is not None and row.is_aspect and row.name == walk.sub.name
        if not same and (row.name or row.description):
            code = walk.criterion.code if walk.criterion else _block_letter(walk)
            own = ident.level is Level.COUNT and (contains or not row.is_aspect)
            number = ident.number if own else str(_subs_of(walk, code) + 1)
            _open_sub(walk, row, code, number)
    elif row.raw_id and ident.folded:
        _note_letter(walk, row, ident.criterion or "")


def _subs_of(walk: Walk, code: str) -> int:
    found = walk.builder.criteria.get(code)
    return len(found.subs) if found else 0


def _block_letter(walk: Walk) -> str:
    """The criterion of rows that name none: what the header says, else the one letter of the sheet."""
    header = walk.sheet.rows.get(walk.block.header, {})
    letter = next((found for value in header.values() if (found := criterion_label(value))), None)
    return walk.alphabet.latin(letter) if letter else walk.letter


def _open_by_name(walk: Walk, row: Row) -> None:
    """Without ids a new name in the name's column begins a sub-criterion; beside ids it is only a note."""
    if not row.name or (walk.sub and row.name == walk.sub.name):
        return
    if walk.has_ids:
        place = walk.place(row.number, Role.NAME)
        walk.builder.note("unread-row", place, raw=row.name[:80])
        return
    code = walk.criterion.code if walk.criterion else _block_letter(walk)
    _open_sub(walk, row, code, str(_subs_of(walk, code) + 1))


def _open_criterion(walk: Walk, row: Row) -> None:
    ident = row.ident
    if ident is None or ident.criterion is None:
        return
    place = walk.place(row.number, Role.ID)
    walk.criterion = walk.builder.criterion(ident.criterion, row.name or row.description, place)
    walk.sub = walk.aspect = walk.heading = None
    if row.maximum:
        walk.stated.append((ident.criterion, walk.place(row.number, Role.MAXIMUM), row.maximum.value))
    _note_letter(walk, row, ident.criterion)


def _note_letter(walk: Walk, row: Row, read: str) -> None:
    if row.ident is None or not row.ident.folded:
        return
    alphabet = only_cyrillic(row.raw_id[0]) or fold(row.raw_id[0]).upper() != read[:1]
    code = "cyrillic-letter" if alphabet else "look-alike-letter"
    cure = Cure(cure_text("as-read"), assumed=True)
    walk.builder.note(code, walk.place(row.number, Role.ID), cure, raw=row.raw_id, read=read)


def _open_sub(walk: Walk, row: Row, criterion: str, number: str) -> None:
    """Open a sub-criterion, unless the row only repeats the id of the one that is open."""
    code = f"{criterion}.{number}" if criterion.isdigit() else criterion + number
    if walk.sub and walk.sub.code == code and row.is_aspect and row.name in ("", walk.sub.name):
        return
    place = walk.place(row.number, Role.ID if row.raw_id else Role.NAME)
    if walk.criterion is None or walk.criterion.code != criterion:
        walk.criterion = walk.builder.criterion(criterion, "", place)
    key = f"{place.sheet}!{row.number}#sub"
    name = row.name or (row.description if not row.is_aspect or row.number in walk.containers else "")
    walk.sub = OpenSub(place, key, code, name, row.raw_id, _day(walk, row))
    if row.maximum and (not row.is_aspect or row.number in walk.containers):
        walk.sub.stated = row.maximum.value
        walk.stated.append((code, walk.place(row.number, Role.MAXIMUM), row.maximum.value))
    walk.criterion.subs.append(walk.sub)
    walk.aspect = walk.heading = None
    _note_letter(walk, row, code)


def _day(walk: Walk, row: Row) -> str | None:
    return number_or_text(walk.cell(row.number, Role.DAY)) or None


def _sub_for(walk: Walk, row: Row) -> OpenSub:
    """The open sub-criterion; one is made up, with a finding, where an aspect comes before any."""
    if walk.sub is None:
        place = walk.place(row.number)
        code = walk.criterion.code if walk.criterion else _block_letter(walk)
        walk.criterion = walk.builder.criterion(code, walk.title, place)
        number = len(walk.criterion.subs) + 1
        walk.sub = OpenSub(place, f"{place.sheet}!{row.number}#sub", f"{code}{number}", walk.title)
        walk.criterion.subs.append(walk.sub)
        walk.builder.note("aspect-without-sub", place, read=walk.sub.code)
    return walk.sub


def _add_aspect(walk: Walk, row: Row) -> None:
    sub = _sub_for(walk, row)
    walk.builder.count_aspect()
    place = walk.place(row.number, Role.TYPE if row.kind else Role.DESCRIPTION)
    key = f"{place.sheet}!{row.number}"
    aspect = OpenAspect(place, row.kind.type if row.kind else None, row.description, None, key, extra=row.extra)
    aspect.heading = walk.heading
    aspect.section = number_or_text(walk.cell(row.number, Role.SECTION)) or None
    aspect.requirement = text_of(walk.cell(row.number, Role.REQUIREMENT)) or None
    aspect.doubtful = row.kind is None and walk.block.column(Role.TYPE) is not None
    aspect.number = row.kind.number if row.kind else None
    if row.ident and row.ident.level is Level.ASPECT:
        aspect.code = f"{row.ident.criterion}.{row.ident.number}"
    sub.day = sub.day or _day(walk, row)
    sub.aspects.append(aspect)
    walk.aspect = aspect
    read_maximum(walk, row, aspect)
    _note_kind(walk, row, aspect)
    _calculation(walk, row, aspect)
    _score_beside(walk, row)


def _score_beside(walk: Walk, row: Row) -> None:
    """A number in the level column of an aspect: level 0 of a judgement, else a mark already given."""
    level_here = row.kind is not None and row.kind.type is AspectType.JUDGEMENT and row.extra
    if row.score is not None and level_here and row.score.value in (0, 1, 2, 3) and walk.aspect:
        walk.aspect.extra = ""
        add_level(walk, row)
    elif row.score is not None:
        walk.inside.setdefault(walk.block.columns[Role.SCORE], []).append(row.number)


def _note_kind(walk: Walk, row: Row, aspect: OpenAspect) -> None:
    place = walk.place(row.number, Role.TYPE)
    if row.kind is None:
        if row.raw_kind:
            walk.builder.note("unknown-type", place, raw=row.raw_kind[:60])
    elif row.kind.folded:
        cure = Cure(cure_text("as-read"), refusal=(Edit(aspect.key, "type", ""),), assumed=True)
        walk.builder.note("look-alike-letter", place, cure, raw=row.raw_kind, read=fold(row.raw_kind))
    elif row.kind.old and walk.old:
        cure = Cure(cure_text("as-read"), refusal=(Edit(aspect.key, "type", "J"),), assumed=True)
        walk.builder.note("old-subjective", place, cure)


def _calculation(walk: Walk, row: Row, aspect: OpenAspect) -> None:
    """Column J of the current layout names a row of the sheet Calculations."""
    raw = text_of(walk.cell(row.number, Role.CALCULATION))
    if not raw:
        return
    found = walk.calculations.get(int(raw)) if raw.isdecimal() and len(raw) < 6 else None
    place = walk.place(row.number, Role.CALCULATION)
    if found is None:
        walk.builder.note("calculation-missing", place, raw=raw[:20])
        return
    walk.used.add(found.row)
    aspect.calculation, aspect.model = found.calculation, MarkModel.CALCULATED


def _add_text(walk: Walk, row: Row) -> None:
    """A row with text only: more of the aspect above, or a heading in a sheet whose aspects have types."""
    if row.description and walk.block.column(Role.TYPE) is not None:
        walk.heading = row.description
        place = walk.place(row.number, Role.DESCRIPTION)
        walk.builder.note("heading-without-mark", place, raw=row.description[:80])
    elif row.description:
        add_line(walk, row, row.description, Role.DESCRIPTION)
    elif row.extra:
        add_line(walk, row, row.extra, Role.EXTRA)
