"""Reads the ranking, rounding, panel and award rules of a contest from competition.yaml."""

import re
from collections.abc import Sequence
from fractions import Fraction

from app.exchange.cells import CODE, Unreadable, mapped, one_of, share, shown, whole
from app.exchange.yaml_block import Block
from scoring.rule_checks import award_needs, shares_fault, tie_key_fault
from scoring.rules import (
    Aggregate,
    Anchor,
    Awards,
    Barred,
    Groups,
    LastResort,
    Medal,
    MedalModel,
    Merit,
    Panel,
    Part,
    RankingRules,
    RatioGrades,
    Rounding,
    RoundingAt,
    RoundingMode,
    Rounds,
    SmallField,
    TieBand,
    TieKey,
    TieKeyKind,
)
from scoring.text import Text

_MODE = mapped({mode.value: mode for mode in RoundingMode})
_TIE = re.compile(r"(part|criterion|sub|aspect):([^:]+)(?::(asc|desc))?|(duration|penalties)(?::(asc|desc))?")
_TIE_FORMS = "part:CODE, criterion:A, sub:A1, aspect:A1.M1, duration, penalties (:asc, :desc)"
_SOURCE = re.compile(r"[a-z0-9-]{1,64}/[A-Za-z0-9._-]{1,32}")


def read_panel(block: Block) -> Panel:
    """How judges' votes and scores are combined."""
    judgement = block.value("judgement", one_of("worldskills"), "worldskills")
    scored = block.value("scored", mapped({way.value: way for way in Aggregate}), Aggregate.TRIMMED_MEAN)
    block.close()
    return Panel(judgement, scored)


def read_rounding(block: Block) -> Rounding:
    """Decimal places, mode, and where marks are rounded first."""
    places = block.value("places", whole(0, 9), 2)
    mode = block.value("mode", _MODE, RoundingMode.HALF_UP)
    at = block.value("at", mapped({at.value: at for at in RoundingAt}), RoundingAt.ASPECT)
    block.close()
    return Rounding(places, mode, at)


def read_ranking(block: Block, parts: Sequence[Part] | None) -> RankingRules:
    """Tie keys and what is left to people; a key must name one of `parts`, None where these could not be read."""
    ties: list[TieKey] = []
    node = block.node("ties")
    for item in block.items(node) if node else ():
        key = block.read(item, _tie_key)
        unknown = tie_key_fault(key, parts) if key and parts is not None else None
        if unknown is not None:
            block.complain(item, unknown, "unknown-tie-key")
        ties.extend([key] if key else [])
    last = block.value("last", mapped({last.value: last for last in LastResort}), LastResort.SHARE)
    groups = block.value("groups", mapped({groups.value: groups for groups in Groups}), Groups.TOGETHER)
    block.close()
    return RankingRules(tuple(ties), last, groups)


def read_rounds(block: Block) -> Rounds | None:
    """The earlier contest whose best go on; None where there is none."""
    if not block.present:
        return None
    source = block.value("from", _source, "", required=True)
    take = block.value("take", whole(1, 100_000), 1, required=True)
    ties = block.value("ties", mapped({"all": True, "none": False}), True)
    block.close()
    return Rounds(source, take, ties)


def read_awards(block: Block) -> Awards:
    """The award rules; `ratio` needs its grades and `fixed` its counts."""
    medals = block.value("medals", mapped({model.value: model for model in MedalModel}), MedalModel.PLACES)
    awards = Awards(
        medals=medals,
        merit=_merit(block.block("merit")),
        grades=_grades(block.block("grades")),
        fixed=_fixed(block.block("fixed")),
        tie_band=_tie_band(block.block("tie_band")),
        small_field=tuple(_small_field(item) for item in block.blocks("small_field")),
        barred=block.value("barred", mapped({barred.value: barred for barred in Barred}), Barred.PASS_OVER),
    )
    block.close()
    for key, text in award_needs(awards):
        block.error("missing-key", key, text)
    return awards


def _merit(block: Block) -> Merit | None:
    if not block.present:
        return None
    merit = Merit(
        block.value("share", share, Fraction(1), required=True), block.value("rounding", _MODE, RoundingMode.DOWN)
    )
    block.close()
    return merit


def _grades(block: Block) -> RatioGrades | None:
    if not block.present:
        return None
    first, second, third = (block.value(name, share, Fraction(0), required=True) for name in _GRADES)
    caps = block.values("caps", whole(0, 100_000))
    rounding = block.value("rounding", _MODE, RoundingMode.HALF_UP)
    if caps is not None and len(caps) != len(_GRADES):
        block.error("unreadable-value", "caps", Text("caps 应有三个数。", "caps must have three numbers."))
        caps = None
    too_much = shares_fault((first, second, third))
    if too_much is not None:
        block.error("unreadable-value", None, too_much)
    block.close()
    return RatioGrades((first, second, third), (caps[0], caps[1], caps[2]) if caps else None, rounding)


def _fixed(block: Block) -> tuple[int, int, int] | None:
    if not block.present:
        return None
    first, second, third = (block.value(name, whole(0, 100_000), 0, required=True) for name in _GRADES)
    block.close()
    return first, second, third


def _tie_band(block: Block) -> TieBand:
    points = block.value("points", whole(0, 1_000), 2)
    anchored = block.value("anchored", mapped({anchor.value: anchor for anchor in Anchor}), Anchor.TOP)
    bronze = block.value("after_tied_silver", mapped({"none": False, "bronze": True}), False)
    block.close()
    return TieBand(points, anchored, bronze)


def _small_field(block: Block) -> SmallField:
    below = block.value("below", whole(1, 100_000), 1, required=True)
    if block.node("medals", required=True) is None:
        medals: tuple[Medal, ...] = ()
    else:
        medals = block.values("medals", mapped({medal.value: medal for medal in Medal})) or ()
    block.close()
    return SmallField(below, medals)


def _tie_key(value: str) -> TieKey:
    found = _TIE.fullmatch(value)
    if not found or (found[2] and not CODE.fullmatch(found[2])):
        raise Unreadable(
            f"“{shown(value)}”不是并列依据：可用 {_TIE_FORMS}。", f"“{shown(value)}” is no tie key: {_TIE_FORMS}."
        )
    kind = TieKeyKind(found[1] or found[4])
    direction = found[3] or found[5] or ("asc" if found[4] else "desc")
    return TieKey(kind, found[2], direction == "desc")


def _source(value: str) -> str:
    if not _SOURCE.fullmatch(value):
        raise Unreadable(
            f"“{shown(value)}”应写成“竞赛代码/项目代码”，如 web-selection/17。",
            f"“{shown(value)}” must be COMPETITION/CONTEST, like web-selection/17.",
        )
    return value


_GRADES = ("first", "second", "third")
