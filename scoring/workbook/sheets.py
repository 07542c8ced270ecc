"""Reads the scheme out of a book's sheets: which sheets hold one, in which blocks, and what they add up to."""

from scoring.workbook.book_checks import check_book, mapping_of, title_of
from scoring.workbook.building import Builder
from scoring.workbook.calculation_rows import CalculationRow, read_calculations
from scoring.workbook.cells import MAX_COLUMNS, MAX_ROWS, Sheet, address
from scoring.workbook.columns import Block, assign, find_blocks
from scoring.workbook.content import infer_block, verify
from scoring.workbook.draft import Choices, Cure, Place
from scoring.workbook.errors import WorkbookError
from scoring.workbook.keepsakes import SHEET as KEPT
from scoring.workbook.labels import Role
from scoring.workbook.layouts import layout_of
from scoring.workbook.levels import check_levels
from scoring.workbook.messages import cure_text
from scoring.workbook.remarks import remark
from scoring.workbook.scheme_draft import SchemeDraft
from scoring.workbook.steps import walk_block
from scoring.workbook.values import column_number
from scoring.workbook.walking import Walk, prepare, stated_totals


def draft_of(sheets: list[Sheet], choices: Choices, merged: bool) -> SchemeDraft:
    """The draft of a whole book; raises WorkbookError where no sheet holds aspects."""
    calculations = read_calculations(sheets)
    walks = [walk for walk in _walks(sheets, choices, calculations) if _aspects_of(walk.builder)]
    if not walks:
        raise no_scheme(sheets)
    chosen = walks if merged else _one_scheme(walks)
    builder = _merged(chosen)
    _choose_note(builder, walks, chosen)
    sections = check_book(builder, chosen, sheets, calculations)
    first = chosen[0]
    return SchemeDraft(
        layout=layout_of(first.block, first.russian, bool(sections)),
        title=title_of(first),
        criteria=tuple(criterion.close() for criterion in builder.criteria.values() if criterion.subs),
        findings=tuple(builder.findings),
        sections=tuple(section for section, _ in sections.values()),
        mappings=tuple(mapping_of(walk) for walk in chosen),
        sheets=tuple(walk.sheet.name for walk in walks),
    )


def no_scheme(sheets: list[Sheet]) -> WorkbookError:
    """The error of a book without a single aspect."""
    if not any(sheet.rows for sheet in sheets):
        return WorkbookError(
            "no-cells",
            "工作簿中没有文字或数字（可能只有图片）：请把评分方案录成表格后再上传。",
            "The workbook has neither text nor numbers (only pictures?): type the scheme into cells and upload again.",
        )
    if any(sheet.unvalued for sheet in sheets) and not any(len(sheet.rows) > 3 for sheet in sheets):
        return WorkbookError(
            "formulas-only",
            "工作簿里的公式没有保存计算结果：请在表格软件中打开并保存一次后再上传。",
            "The formulas of the workbook have no stored results: open it in a spreadsheet program, save and upload.",
        )
    return WorkbookError(
        "no-scheme",
        "没有找到评分方案：请检查工作表是否有考核点和满分列，或在预览页指定列对应关系。",
        "No marking scheme was found: see that a sheet has columns of aspects and maxima, or map the columns by hand.",
    )


def _walks(sheets: list[Sheet], choices: Choices, calculations: dict[int, CalculationRow]) -> list[Walk]:
    readable = [sheet for sheet in sheets if sheet.name != KEPT]
    wanted = [sheet for sheet in readable if not choices.sheets or sheet.name in choices.sheets]
    blocks = {sheet.name: _blocks(sheet, choices) for sheet in wanted}
    if not any(blocks.values()):
        blocks = {sheet.name: [block] for sheet in wanted if (block := infer_block(sheet))}
    walks: list[Walk] = []
    for sheet in wanted:
        if blocks.get(sheet.name):
            letter = chr(ord("A") + min(len(walks), 25)) if len(choices.sheets) > 1 else "A"
            walks.append(_walk(sheet, blocks[sheet.name], calculations, letter))
    return walks


def _blocks(sheet: Sheet, choices: Choices) -> list[Block]:
    """The blocks as found, or as the organizer's mapping says."""
    mapping = next((mapping for mapping in choices.mappings if mapping.sheet in (sheet.name, "*")), None)
    if mapping is None:
        blocks = find_blocks(sheet)
        for block in blocks:
            verify(sheet, block)
        return blocks
    found = find_blocks(sheet) if not mapping.header else []
    header = mapping.header or (found[0].header if found else 0)
    block = Block(header, header + 1, max(sheet.rows, default=0), {}, {})
    assign(block, {column_number(letter): role for role, letter in mapping.columns})
    return [block]


def _walk(sheet: Sheet, blocks: list[Block], calculations: dict[int, CalculationRow], letter: str) -> Walk:
    walk = Walk(sheet, Builder(), calculations, sheet.name, letter)
    walk.first_header = blocks[0].header
    walk.title = title_of(walk)
    prepare(walk, blocks)
    stated_totals(walk)
    for block in blocks:
        if not calculations:
            _calculation_is_section(block)
        _doubts(walk, block)
        walk_block(walk, block)
        remark(walk, block)
    check_levels(walk)
    if sheet.hidden:
        walk.builder.note("hidden-sheet", Place(sheet.name, "A1"))
    if sheet.cut:
        walk.builder.note("sheet-cut", Place(sheet.name, "A1"), rows=MAX_ROWS, columns=MAX_COLUMNS)
    return walk


def _calculation_is_section(block: Block) -> None:
    """Without a sheet Calculations its column cannot name rows there; older books keep the section in it."""
    column = block.column(Role.CALCULATION)
    if column is not None and Role.SECTION not in block.columns:
        del block.columns[Role.CALCULATION]
        block.columns[Role.SECTION] = column
        block.doubts.append(("label-lies", column, Role.SECTION))


def _doubts(walk: Walk, block: Block) -> None:
    """One finding for each column that was read against its label."""
    for code, column, role in block.doubts:
        if role is Role.SECTION and not any(walk.sheet.cell(row, column) for row in range(block.first, block.last + 1)):
            continue
        place = Place(walk.sheet.name, address(max(block.header, 1), column))
        cure = Cure(cure_text("as-read"), assumed=True)
        walk.builder.note(code, place, cure, label=block.labels.get(column, "")[:60], role=role.value)
    if block.header == 0:
        walk.builder.note("no-header", Place(walk.sheet.name, f"A{block.first}"))


def _aspects_of(builder: Builder) -> int:
    return sum(len(sub.aspects) for criterion in builder.criteria.values() for sub in criterion.subs)


def _codes(walk: Walk) -> set[str]:
    return {sub.code for criterion in walk.builder.criteria.values() for sub in criterion.subs}


def _one_scheme(walks: list[Walk]) -> list[Walk]:
    """Sheets whose ids do not meet are parts of one scheme; of those that do, the first alone is taken."""
    taken: list[Walk] = []
    for walk in walks:
        if not any(_codes(walk) & _codes(other) for other in taken):
            taken.append(walk)
    return taken


def _choose_note(builder: Builder, walks: list[Walk], chosen: list[Walk]) -> None:
    names = ", ".join(walk.sheet.name for walk in walks)
    place = Place(walks[0].sheet.name, "A1")
    if len(chosen) < len(walks):
        cure = Cure(cure_text("sheet", read=", ".join(walk.sheet.name for walk in chosen)))
        builder.note("two-schemes", place, cure, raw=names)
    elif len(walks) > 1:
        builder.note("several-sheets", place, raw=names)


def _merged(walks: list[Walk]) -> Builder:
    builder = Builder()
    for walk in walks:
        builder.findings.extend(walk.builder.findings)
        for code, criterion in walk.builder.criteria.items():
            if code in builder.criteria:
                builder.criteria[code].subs.extend(criterion.subs)
            else:
                builder.criteria[code] = criterion
    return builder
