"""A tiny reader of the web-selection case, independent of the package importer."""

import csv
import json
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest

from scoring.results import MARK_SCALE, ContestInput, Entry, EntryStatus, Group, MarkRow
from scoring.rules import Awards, Contest, Merit, Part, RankingRules, RoundingMode, TieKey, TieKeyKind
from scoring.scheme import Aspect, AspectType, Criterion, Scheme, SubCriterion

CASE = Path(__file__).parents[2].parent / "shared" / "cases" / "packages" / "web-selection"


def _rows(name: str) -> list[dict[str, str]]:
    with (CASE / name).open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def read_scheme() -> Scheme:
    criteria: dict[str, dict[str, list[Aspect]]] = {}
    for row in _rows("schemes/17.csv"):
        aspect = Aspect(row["aspect"], AspectType(row["type"]), row["description"], Fraction(row["max"]))
        criteria.setdefault(row["criterion"], {}).setdefault(row["sub"], []).append(aspect)
    return Scheme(
        tuple(
            Criterion(code, code, tuple(SubCriterion(sub, sub, tuple(aspects)) for sub, aspects in subs.items()))
            for code, subs in criteria.items()
        )
    )


def read_case() -> tuple[Contest, ContestInput, dict[str, Any]]:
    """The contest, everything recorded, and the results computed elsewhere; skips where the case is not at hand."""
    if not CASE.is_dir():
        pytest.skip(f"the case {CASE} is not beside the repository")
    scheme = read_scheme()
    contest = Contest(
        code="17",
        parts=(Part("practical", "实操", Fraction(100), scheme.total, scheme),),
        ranking=RankingRules(ties=(TieKey(TieKeyKind.CRITERION, "E", descending=True),)),
        awards=Awards(merit=Merit(Fraction(1, 2), RoundingMode.DOWN)),
    )
    entries = tuple(
        Entry(row["entry"], EntryStatus(row["status"] or "ranked"), Group(row["group"]))
        for row in _rows("entrants.csv")
    )
    marks = [
        MarkRow(row["entry"], 0, row["aspect"], row["judge"] or None, int(Decimal(row["value"]) * MARK_SCALE))
        for row in _rows("marks/17.csv")
    ]
    expected = json.loads((CASE / "expected.json").read_text(encoding="utf-8"))
    return contest, ContestInput(entries, marks), expected
