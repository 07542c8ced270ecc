"""What people should know about the medals given, and the wording of reasons."""

from fractions import Fraction

from scoring.findings import Finding, Severity, Where
from scoring.rules import Anchor, Medal
from scoring.text import Text


def place_reason(place: int) -> Text:
    """A medal by award rank."""
    return Text(f"获奖名次第 {place} 名", f"award rank {place}")


def grade_reason(place: int, cut: int) -> Text:
    """A grade by award rank; `cut` is the last rank of the grade."""
    return Text(f"获奖名次第 {place} 名，该等奖截至第 {cut} 名", f"award rank {place}, the grade reaches down to {cut}")


def merit_reason(place: int, last: int, share: Fraction, competed: int) -> Text:
    """优胜奖 by share of those who competed."""
    return Text(
        f"获奖名次第 {place} 名，优胜奖截至第 {last} 名（参赛 {competed} 个的 {share}）",
        f"award rank {place}, merit reaches down to {last} ({share} of {competed} competed)",
    )


def medallion_reason(scale: int) -> Text:
    """The WorldSkills medallion for excellence."""
    return Text(f"标准分 {scale}，达到 700 而无奖牌", f"{scale} on the scale: at or above 700 without a medal")


def band_reason(best: int, last: int, points: int, count: int) -> Text:
    """A WorldSkills medal by its band of scale points."""
    return Text(
        f"标准分 {best}～{last}，{points} 分以内视为并列（{count} 个）",
        f"{best} to {last} on the scale; within {points} points is tied ({count} entries)",
    )


def cut_tie(medal: Medal, count: int, got: int, where: Where) -> Finding:
    """A tie at the cut of a grade gave more awards than planned."""
    name = _GRADE_NAMES[medal]
    text = Text(
        f"{name.zh}线上有并列：名额 {count} 个，实际 {got} 个，下一等相应减少；请核对奖项数量。",
        f"A tie at the cut of {name.en}: {count} planned, {got} given, the next grade has as many fewer; "
        "check the number of awards.",
    )
    return Finding(Severity.WARNING, "grade-cut-tie", text, where)


_GRADE_NAMES = {
    Medal.FIRST: Text("一等奖", "the first grade"),
    Medal.SECOND: Text("二等奖", "the second grade"),
    Medal.THIRD: Text("三等奖", "the third grade"),
}


def small_field(competed: int, below: int, kinds: int, where: Where) -> Finding:
    """A rule for small fields took medals away."""
    text = Text(
        f"参赛 {competed} 个，不足 {below} 个，只设 {kinds} 种奖牌。",
        f"{competed} competed, fewer than {below}: only {kinds} kinds of medals are given.",
    )
    return Finding(Severity.INFO, "field-small", text, where)


def tied_silver(silvers: int, bronze_given: bool, where: Where) -> Finding:
    """Two or more silver medals: a setting decides about bronze."""
    text = Text(
        f"银牌并列 {silvers} 个，{'仍设' if bronze_given else '不设'}铜牌；请确认 after_tied_silver。",
        f"{silvers} silver medals are tied; by the setting bronze is {'still' if bronze_given else 'not'} given: "
        "confirm after_tied_silver.",
    )
    return Finding(Severity.WARNING, "tied-silver", text, where)


def anchor_differs(anchored: Anchor, where: Where) -> Finding:
    """The other way of measuring the tie band would give other medals."""
    text = Text(
        f"并列区间从最高分量起与逐个相邻量起得到不同的奖牌；现按“{anchored.value}”计算，请确认。",
        "Measuring the tie band from its top and from neighbour to neighbour gives different medals; "
        f"'{anchored.value}' was used: confirm it.",
    )
    return Finding(Severity.WARNING, "medal-anchor-differs", text, where)
