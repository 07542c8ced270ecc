"""The form of a contest's rules: binding it, moving its rows, reading rules out of it, placing errors in it."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from fractions import Fraction
from typing import Any

from flask_babel import gettext as _
from wtforms import Field
from wtforms.fields.choices import SelectChoice

from app.rules.fields import said
from app.rules.filling import GRADES, key_word, tie_choices, typed_rules
from app.rules.forms import MOST_ROWS, RulesForm
from scoring.rule_checks import RuleFault, rule_faults
from scoring.rules import (
    Aggregate,
    Anchor,
    Awards,
    Barred,
    Contest,
    Groups,
    LastResort,
    Medal,
    MedalModel,
    Merit,
    RankingRules,
    RatioGrades,
    Rounding,
    RoundingAt,
    RoundingMode,
    SmallField,
    TieBand,
    TieKey,
    TieKeyKind,
)


def filled_form(contest: Contest, version: int) -> RulesForm:
    """The form as it stands for these rules, whatever a request brings."""
    return bound_form(contest, RulesForm(formdata=None, data={"version": str(version), **typed_rules(contest)}))


def sent_form(contest: Contest) -> RulesForm:
    """The form as the request brings it."""
    return bound_form(contest, RulesForm())


def edited_form(contest: Contest, form: RulesForm, edit: str) -> RulesForm:
    """The same form after one press of a button: add, or `up:0`, `down:0`, `remove:0`; an unknown one does nothing."""
    typed = {name: value for name, value in form.data.items() if name != "csrf_token"}
    act, _colon, number = edit.partition(":")
    rows = typed["small_field" if act.endswith("-field") else "ties"]
    place = int(number) if number.isascii() and number.isdigit() and int(number) < len(rows) else None
    if act == "add" and len(rows) < MOST_ROWS:
        rows.append({"key": _unused(contest, rows), "direction": "desc"})
    elif act == "add-field" and len(rows) < MOST_ROWS:
        rows.append({"below": "", "medals": []})
    elif act in ("remove", "remove-field") and place is not None:
        rows.pop(place)
    elif act in ("up", "down") and place is not None:
        other = place + (1 if act == "down" else -1)
        if 0 <= other < len(rows):
            rows[place], rows[other] = rows[other], rows[place]
    return bound_form(contest, RulesForm(formdata=None, data=typed))


def focus_after(edit: str, rows: int) -> str:
    """The button that should have the focus after one press, so that it stays on the row that moved."""
    act, _colon, number = edit.partition(":")
    if act not in ("up", "down") or not number.isdecimal():
        return {"remove": "add", "remove-field": "add-field"}.get(act, act)
    place = int(number) + (1 if act == "down" else -1)
    return f"{act}:{min(max(place, 0), rows - 1)}"


def _unused(contest: Contest, rows: list[dict[str, Any]]) -> str:
    """The first key on offer that is not compared yet."""
    taken = {row["key"] for row in rows}
    keys = [choice.value for choice in tie_choices(contest)]
    return next((key for key in keys if key not in taken), keys[0])


def bound_form(contest: Contest, form: RulesForm) -> RulesForm:
    """Offer in every tie row what this contest can compare."""
    choices = tie_choices(contest)
    known = {choice.value for choice in choices}
    gone = [key_word(key) for key in contest.ranking.ties if key_word(key) not in known]
    offered = [*choices, *(SelectChoice(word, _("%(key)s（已不存在）", key=word)) for word in gone)]
    for row in form.ties:
        row.form.key.choices = offered
    return form


def rules_of_form(contest: Contest, form: RulesForm) -> Contest:
    """The rules a form says whose `validate` was true; what the form does not hold stays as it is in `contest`."""
    typed = {row.form.code.data: row.form for row in form.parts}
    parts = tuple(
        replace(part, weight=typed[part.code].weight.value, pass_percent=typed[part.code].pass_percent.value)
        if part.code in typed
        else part
        for part in contest.parts
    )
    return replace(
        contest,
        parts=parts,
        panel=replace(contest.panel, scored=Aggregate(form.scored.data)),
        rounding=Rounding(int(form.places.data), RoundingMode(form.mode.data), RoundingAt(form.at.data)),
        ranking=RankingRules(
            tuple(_tie_key(row.form.key.data, row.form.direction.data) for row in form.ties),
            LastResort(form.last.data),
            Groups(form.groups.data),
        ),
        awards=_awards(form),
    )


def _tie_key(word: str, direction: str) -> TieKey:
    kind, _colon, code = word.partition(":")
    return TieKey(TieKeyKind(kind), code or None, direction == "desc")


def _awards(form: RulesForm) -> Awards:
    shares, caps, counts = ([form[f"{grade}_{what}"].value for grade in GRADES] for what in ("share", "cap", "count"))
    merit: Fraction | None = form.merit_share.value
    return Awards(
        medals=MedalModel(form.medals.data),
        merit=None if merit is None else Merit(merit, RoundingMode(form.merit_rounding.data)),
        grades=None if None in shares else _ratio(shares, caps, RoundingMode(form.grades_rounding.data)),
        fixed=None if None in counts else (counts[0], counts[1], counts[2]),
        tie_band=TieBand(form.band_points.value, Anchor(form.band_anchored.data), bool(form.band_bronze.data)),
        small_field=tuple(
            SmallField(row.form.below.value, tuple(Medal(medal) for medal in row.form.medals.data))
            for row in form.small_field
        ),
        barred=Barred(form.barred.data),
    )


def _ratio(shares: list[Fraction], caps: list[int | None], rounding: RoundingMode) -> RatioGrades:
    first, second, third = caps
    known = None if first is None or second is None or third is None else (first, second, third)
    return RatioGrades((shares[0], shares[1], shares[2]), known, rounding)


def checked_rules(contest: Contest, form: RulesForm) -> Contest | None:
    """The rules of the form; None after every fault stands at its field."""
    if not form.validate():
        return None
    rules = rules_of_form(contest, form)
    faults = rule_faults(rules)
    for fault in faults:
        _place(form, fault)
    return None if faults else rules


_FIELDS: Mapping[tuple[str | int, ...], str] = {("awards", "grades"): "first_share", ("awards", "fixed"): "first_count"}


def _place(form: RulesForm, fault: RuleFault) -> None:
    field = _field_of(form, fault.path)
    message = said(fault.text)
    if field is None:
        form.form_errors.append(message)
    else:
        field.errors = [*field.errors, message]


def _field_of(form: RulesForm, path: tuple[str | int, ...]) -> Field | None:
    match path:
        case ("parts", int(place), "weight") if place < len(form.parts):
            return form.parts[place].form.weight
        case ("parts", int(place), "pass") if place < len(form.parts):
            return form.parts[place].form.pass_percent
        case ("ranking", "ties", int(place)):
            return form.ties[place].form.key
    return form[_FIELDS[path]] if path in _FIELDS else None


def errors_of(form: RulesForm) -> Iterator[tuple[Field | None, str]]:
    """Every error with its field, in the order of the form; None where it concerns the whole."""
    for message in form.form_errors:
        yield None, message
    for field in form:
        for one in _leaves(field):
            for message in one.errors:
                yield one, str(message)


def _leaves(field: Field) -> Iterator[Field]:
    if field.type == "FieldList":
        for row in field:
            yield from row.form
    else:
        yield field
