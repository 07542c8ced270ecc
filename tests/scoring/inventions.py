"""Invented contests with everything in them, for property tests."""

from fractions import Fraction

from hypothesis import strategies as st

from scoring.results import MARK_SCALE, ContestInput, Entry, EntryStatus, Group, MarkRow, PenaltyRow, ScoreRow, TieOrder
from scoring.rules import (
    Aggregate,
    Awards,
    Barred,
    Contest,
    Groups,
    LastResort,
    Merit,
    Panel,
    RankingRules,
    Rounding,
    RoundingAt,
    RoundingMode,
    TeamMarking,
    TieKey,
    TieKeyKind,
)
from tests.scoring.making import judged, marked_part, measured, scored, scored_part

KEYS = (
    (TieKeyKind.PART, "p"),
    (TieKeyKind.PART, "t"),
    (TieKeyKind.CRITERION, "A"),
    (TieKeyKind.SUB, "A2"),
    (TieKeyKind.ASPECT, "B1.S1"),
    (TieKeyKind.DURATION, None),
    (TieKeyKind.PENALTIES, None),
)
MAXIMA = st.sampled_from(("1", "0.75", "1/3", "2"))
JUDGES = {"x1": "X", "j1": "Y", "j2": None, "j3": "Z", "j4": "Z"}


@st.composite
def contests(draw: st.DrawFn) -> Contest:
    """Two parts, one marked by every type of aspect, with any rules of ranking and rounding."""
    marked = marked_part(
        measured("A1.M1", draw(MAXIMA)),
        judged("A2.J1", draw(MAXIMA)),
        scored("B1.S1", draw(MAXIMA)),
        scored("B1.S2", draw(MAXIMA)),
        weight="70",
    )
    keys = draw(st.lists(st.tuples(st.sampled_from(KEYS), st.booleans()), max_size=3))
    return Contest(
        "c",
        (marked, scored_part("t", "30", draw(st.sampled_from(("3", "100"))))),
        Panel(scored=draw(st.sampled_from(Aggregate))),
        Rounding(draw(st.integers(0, 3)), draw(st.sampled_from(RoundingMode)), draw(st.sampled_from(RoundingAt))),
        RankingRules(
            tuple(TieKey(kind, code, descending) for (kind, code), descending in keys),
            draw(st.sampled_from(LastResort)),
            draw(st.sampled_from(Groups)),
        ),
        Awards(
            barred=draw(st.sampled_from(Barred)),
            merit=draw(
                st.sampled_from(
                    (None, Merit(Fraction(1, 2), RoundingMode.DOWN), Merit(Fraction(4, 5), RoundingMode.HALF_UP))
                )
            ),
        ),
        draw(st.sampled_from(TeamMarking)),
        2,
    )


def _value(draw: st.DrawFn, maximum: Fraction) -> int | None:
    if draw(st.integers(0, 9)) == 0:
        return None
    return draw(st.integers(0, 6)) * int(maximum * MARK_SCALE) // 6


def _rows(draw: st.DrawFn, contest: Contest, code: str, member: int) -> list[MarkRow]:
    rows = []
    scheme = contest.parts[0].scheme
    assert scheme is not None
    for aspect in scheme.aspects.values():
        if draw(st.integers(0, 19)) == 0:
            continue
        if aspect.type.value == "M":
            turns = draw(st.integers(1, 2))
            rows += [MarkRow(code, member, aspect.code, None, _value(draw, aspect.maximum)) for _ in range(turns)]
        elif aspect.type.value == "J":
            judges = draw(
                st.sampled_from((("j1", "j2", "j3"), ("j1", "j2", "j3"), ("j1", "j2", "x1"), ("j1", "j2", "j3", "x1")))
            )
            for vote in range(1, draw(st.integers(1, 2)) + 1):
                low = draw(st.integers(0, 2))
                for judge in judges:
                    given = low + draw(st.integers(0, 1))
                    rows.append(MarkRow(code, member, aspect.code, judge, given * MARK_SCALE, vote))
        else:
            rows += [MarkRow(code, member, aspect.code, f"j{j}", _value(draw, aspect.maximum)) for j in (1, 2, 3)]
    return rows


@st.composite
def inputs(draw: st.DrawFn, contest: Contest) -> ContestInput:
    """Up to six entries with any status, some marks missing, few distinct scores so that ties are common."""
    entries, marks, scores, penalties = [], [], [], []
    statuses = st.sampled_from(
        (EntryStatus.RANKED,) * 5 + (EntryStatus.BARRED, EntryStatus.DNF, EntryStatus.DNS, EntryStatus.DSQ)
    )
    for place in range(draw(st.integers(1, 6))):
        code = f"e{place}"
        duration = draw(st.sampled_from((None, Fraction(60), Fraction(61), Fraction(61))))
        delegations = draw(st.sampled_from((frozenset(), frozenset({"X"}), frozenset({"Q"}))))
        group = draw(st.sampled_from(Group))
        entries.append(Entry(code, draw(statuses), group, False, delegations, duration, 2))
        for member in (1, 2) if contest.team is TeamMarking.SUM else (0,):
            marks += _rows(draw, contest, code, member)
            if draw(st.integers(0, 19)):
                full = contest.parts[1].full
                scores.append(ScoreRow(code, member, "t", draw(st.integers(0, 4)) * int(full) * MARK_SCALE // 4))
            kind = draw(st.sampled_from((None, None, "points", "seconds")))
            if kind:
                penalties.append(PenaltyRow(code, member, kind, draw(st.integers(0, 3)) * MARK_SCALE // 2))
    orders = []
    if draw(st.booleans()):
        orders.append(TieOrder(tuple(draw(st.permutations([entry.code for entry in entries]))), "chief"))
    return ContestInput(tuple(entries), tuple(marks), tuple(scores), tuple(penalties), JUDGES, tuple(orders))
