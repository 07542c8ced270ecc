"""What the scheme editor asks of the server: check while typing, try a calculation, save."""

from collections.abc import Iterable
from fractions import Fraction
from typing import Any

from flask import Blueprint, jsonify, render_template, request, url_for
from flask.typing import ResponseReturnValue

from app.access import Permission
from app.db import transaction
from app.errors import RuleViolation
from app.events.models import Contest, Event
from app.schemes.documents import Typed, read_document
from app.schemes.queries import part_in, upload_in
from app.schemes.versions import NewScheme, put_in_force
from app.text import say
from app.web import account, db, language, requires
from scoring.calculations import CalculationUnclear, calculate
from scoring.scheme import Aspect
from scoring.text import Text
from scoring.workbook import allocation_table
from scoring.workbook.values import decimal_text, read_number

schemes_api = Blueprint("schemes_api", __name__)
_PART = "/events/<event_code>/contests/<contest_code>/schemes/<part>"
LARGEST = 4 * 1024 * 1024


def _document() -> dict[str, Any]:
    request.max_content_length = LARGEST
    document = request.get_json()
    return document if isinstance(document, dict) else {}


def _faults(typed: Typed) -> list[dict[str, str]]:
    return [{"path": one.path, "text": say(one.text, language())} for one in typed.faults]


def total_of(aspects: Iterable[Aspect]) -> str:
    """The sum of maxima as a decimal."""
    return decimal_text(sum((aspect.maximum for aspect in aspects), Fraction(0)))


@schemes_api.post(f"{_PART}/check")
@requires(Permission.SCHEME_EDIT)
def check(event: Event, contest: Contest, part: str) -> ResponseReturnValue:
    """Totals, the Mark Allocation Table and every fault of what is typed; nothing is written."""
    part_in(contest, part)
    typed = read_document(_document().get("scheme"))
    table = allocation_table(typed.scheme, typed.sections)
    totals = [[total_of(sub.aspects) for sub in criterion.subs] for criterion in typed.scheme.criteria]
    return jsonify(
        total=total_of(typed.aspects()),
        aspects=sum(1 for _aspect in typed.aspects()),
        criteria=[total_of(a for sub in one.subs for a in sub.aspects) for one in typed.scheme.criteria],
        subs=totals,
        faults=_faults(typed),
        table=render_template("schemes/_allocation.html", table=table),
    )


@schemes_api.post(f"{_PART}/try")
@requires(Permission.SCHEME_EDIT)
def try_out(event: Event, contest: Contest, part: str) -> ResponseReturnValue:
    """What a value would earn by an aspect's calculation, by the same formula that computes results."""
    part_in(contest, part)
    document = _document()
    wrapped = {"criteria": [{"code": "A", "subs": [{"code": "A1", "aspects": [document.get("aspect")]}]}]}
    aspect = next(read_document(wrapped).aspects())
    typed = document.get("value")
    number = read_number(typed[:40]) if isinstance(typed, str) else None
    try:
        if number is None:
            raise CalculationUnclear("请填一个数。", "Type a number.")
        return jsonify(mark=decimal_text(calculate(aspect, number.value)), text="")
    except CalculationUnclear as unclear:
        return jsonify(mark=None, text=say(unclear.text, language()))


@schemes_api.post(f"{_PART}/save")
@requires(Permission.SCHEME_EDIT)
def save(event: Event, contest: Contest, part: str) -> ResponseReturnValue:
    """Make what is typed the next version, or propose it where two people must decide; faults come back instead."""
    part_in(contest, part)
    document = _document()
    typed = read_document(document.get("scheme"))
    if typed.faults:
        return jsonify(faults=_faults(typed), text=say(_FAULTS, language())), 422
    base, reason, upload_id = document.get("base"), document.get("reason"), document.get("upload")
    with transaction(db()) as session:
        kept = upload_in(session, contest, upload_id) if isinstance(upload_id, int) else None
        if kept and kept.part != part:
            raise RuleViolation(_OTHER_PART)
        new = NewScheme(
            typed.scheme,
            base=base if isinstance(base, int) else -1,
            sections=typed.sections,
            upload=kept,
            reason=reason[:500] if isinstance(reason, str) else "",
        )
        outcome = put_in_force(session, account().user, event, contest, part, new)
        scope = {"event_code": event.code, "contest_code": contest.code}
        if outcome.version:
            url = url_for("schemes.view", scheme_id=outcome.version.id, **scope)
        else:
            url = url_for("schemes.view_change", change_id=outcome.change.id if outcome.change else 0, **scope)
    return jsonify(url=url)


_FAULTS = Text("还有不能保存的地方，已在表中标出。", "Something cannot be saved yet; it is marked in the table.")
_OTHER_PART = Text("这个文件属于另一部分。", "This file belongs to another part.")
