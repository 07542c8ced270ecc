"""A contest's rules as somebody would type them, and what its ties can be broken by."""

from collections.abc import Iterable
from fractions import Fraction
from typing import Any

from flask_babel import gettext as _
from wtforms.fields.choices import SelectChoice

from scoring.rules import Contest, Part, RoundingMode, TieKey, TieKeyKind
from scoring.trace import exact

GRADES = ("first", "second", "third")


def tie_choices(contest: Contest) -> list[SelectChoice]:
    """Everything a tie can be broken by, in groups."""
    schemes = [part.scheme for part in contest.parts if part.scheme]
    named: list[tuple[str, TieKeyKind, Iterable[tuple[str, str]]]] = [
        (_("模块"), TieKeyKind.PART, [(part.code, part.name) for part in contest.parts]),
        (_("评分项"), TieKeyKind.CRITERION, [(one.code, one.name) for scheme in schemes for one in scheme.criteria]),
        (
            _("评分子项"),
            TieKeyKind.SUB,
            [(sub.code, sub.name) for scheme in schemes for one in scheme.criteria for sub in one.subs],
        ),
        (
            _("评分点"),
            TieKeyKind.ASPECT,
            [(code, one.description[:40]) for scheme in schemes for code, one in scheme.aspects.items()],
        ),
    ]
    other = _("其他")
    found = [
        SelectChoice(f"{kind.value}:{code}", f"{group} {code} {name}", optgroup=group)
        for group, kind, codes in named
        for code, name in dict(codes).items()
    ]
    found.append(SelectChoice(TieKeyKind.DURATION.value, _("用时"), optgroup=other))
    return [*found, SelectChoice(TieKeyKind.PENALTIES.value, _("扣分"), optgroup=other)]


def key_word(key: TieKey) -> str:
    """A tie key as the form names it, without its direction."""
    return f"{key.kind.value}:{key.code}" if key.code else key.kind.value


def typed_rules(contest: Contest) -> dict[str, Any]:
    """The rules as somebody would type them."""
    awards = contest.awards
    shares = awards.grades.shares if awards.grades else None
    typed: dict[str, Any] = {
        "parts": [
            {"code": part.code, "weight": exact(part.weight), "pass_percent": _percent(part)} for part in contest.parts
        ],
        "scored": contest.panel.scored.value,
        "places": str(contest.rounding.places),
        "mode": contest.rounding.mode.value,
        "at": contest.rounding.at.value,
        "ties": [
            {"key": key_word(key), "direction": "desc" if key.descending else "asc"} for key in contest.ranking.ties
        ],
        "last": contest.ranking.last.value,
        "groups": contest.ranking.groups.value,
        "medals": awards.medals.value,
        "barred": awards.barred.value,
        "merit_share": str(awards.merit.share) if awards.merit else "",
        "merit_rounding": (awards.merit.rounding if awards.merit else RoundingMode.DOWN).value,
        "grades_rounding": (awards.grades.rounding if awards.grades else RoundingMode.HALF_UP).value,
        "band_points": str(awards.tie_band.points),
        "band_anchored": awards.tie_band.anchored.value,
        "band_bronze": awards.tie_band.bronze_after_tied_silver,
        "small_field": [
            {"below": str(rule.below), "medals": [medal.value for medal in rule.medals]} for rule in awards.small_field
        ],
    }
    typed.update(_triple("share", shares and [_share(share) for share in shares]))
    typed.update(_triple("cap", awards.grades and awards.grades.caps))
    typed.update(_triple("count", awards.fixed))
    return typed


def _share(share: Fraction) -> str:
    percent = exact(share * 100)
    return str(share) if "/" in percent else f"{percent}%"


def _percent(part: Part) -> str:
    return "" if part.pass_percent is None else exact(part.pass_percent)


def _triple(what: str, values: Iterable[object] | None) -> dict[str, str]:
    return {f"{grade}_{what}": str(value) for grade, value in zip(GRADES, values or ("", "", ""), strict=True)}
