"""The payout workbook: one row a payee, and totals; a spreadsheet program opens it without evaluating anything."""

import io
from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from decimal import Decimal
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from xlsxwriter.format import Format
    from xlsxwriter.worksheet import Worksheet

COLUMNS = ("payer", "fund", "payee_kind", "payee", "unit", "contest", "entry", "rule", "clause", "amount")
CHINESE = ("支付方", "资金来源", "收款方类别", "收款方", "单位", "赛项", "参赛编号", "规则", "条款", "金额（元）")
PAID_KINDS = frozenset({"prize", "subsidy", "allowance"})
_WIDTHS = (22, 22, 14, 20, 26, 10, 14, 28, 16, 14)
_EPOCH = datetime(2000, 1, 1, tzinfo=UTC)  # workbooks carry a date of making; the same payout gives the same bytes


class PayoutRow(NamedTuple):
    """One payee; `amount` in 分; an unset payer or fund is empty."""

    payer: str
    fund: str
    payee_kind: str
    payee: str
    unit: str
    contest: str
    entry: str
    rule: str
    clause: str
    amount: int


def payout_workbook(rows: Iterable[PayoutRow], headings: tuple[str, ...] = COLUMNS) -> bytes:
    """The workbook's bytes, the same for the same rows."""
    import xlsxwriter  # slow to import, and few requests need it

    rows = list(rows)
    buffer = io.BytesIO()
    book = xlsxwriter.Workbook(buffer, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
    book.set_properties({"title": "payout", "created": _EPOCH.replace(tzinfo=None)})
    head = book.add_format({"bold": True, "bottom": 1, "bg_color": "#E8EEF5"})
    money = book.add_format({"num_format": "#,##0.00"})
    sheet = book.add_worksheet("payout")
    for column, (heading, width) in enumerate(zip(headings, _WIDTHS, strict=True)):
        sheet.write_string(0, column, heading, head)
        sheet.set_column(column, column, width)
    sheet.freeze_panes(1, 0)
    sheet.autofilter(0, 0, max(len(rows), 1), len(COLUMNS) - 1)
    for line, row in enumerate(rows, 1):
        for column, value in enumerate(row[:-1]):
            sheet.write_string(line, column, str(value))
        sheet.write_number(line, len(COLUMNS) - 1, _yuan(row.amount), money)
    _write_totals(book.add_worksheet("totals"), rows, head, money)
    book.close()
    return buffer.getvalue()


def _write_totals(
    sheet: "Worksheet",
    rows: list[PayoutRow],
    head: "Format",
    money: "Format",
) -> None:
    for column, heading in enumerate(("payer", "fund", "rule", "count", "amount")):
        sheet.write_string(0, column, heading, head)
        sheet.set_column(column, column, 24)
    totals = _totals(rows)
    for line, (key, (count, amount)) in enumerate(totals.items(), 1):
        for column, value in enumerate(key):
            sheet.write_string(line, column, value)
        sheet.write_number(line, 3, count)
        sheet.write_number(line, 4, _yuan(amount), money)
    last = len(totals) + 1
    sheet.write_string(last, 0, "total", head)
    sheet.write_number(last, 3, len(rows), head)
    sheet.write_number(last, 4, _yuan(sum(row.amount for row in rows)), money)


def _totals(rows: list[PayoutRow]) -> Mapping[tuple[str, str, str], tuple[int, int]]:
    totals: dict[tuple[str, str, str], tuple[int, int]] = {}
    for row in sorted(rows, key=lambda row: (row.payer, row.fund, row.rule)):
        count, amount = totals.get((row.payer, row.fund, row.rule), (0, 0))
        totals[row.payer, row.fund, row.rule] = (count + 1, amount + row.amount)
    return totals


def _yuan(fen: int) -> Decimal:
    return Decimal(fen).scaleb(-2)
