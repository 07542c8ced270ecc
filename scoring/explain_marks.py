"""Why one set of marks makes its total: parts, criteria, sub-criteria, aspects and what each judge gave."""

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction

from scoring.marking import SheetKey
from scoring.results import MARK_SCALE, ContestInput, MarkRow
from scoring.rounding import to_decimal
from scoring.rules import Part, RoundingAt
from scoring.scheme import Aspect, AspectType, Scheme
from scoring.standings import Standing, Standings
from scoring.text import Text
from scoring.totals import Score
from scoring.trace import Reason, exact

RULES = "package-format, How the numbers are made"


@dataclass(frozen=True, slots=True)
class _Sheet:
    """What explaining one set of marks needs at hand."""

    standings: Standings
    data: ContestInput
    key: SheetKey
    rows: dict[str, list[MarkRow]]
    score: Score
    excluded: frozenset[str]


def explain_member(standings: Standings, data: ContestInput, standing: Standing, number: int, member: int) -> Reason:
    """The total of one set of marks: `member` 0 for a whole entry, at place `number` of the entry's scores."""
    entry, score = standing.entry, standing.members[number]
    key = (entry.code, member)
    excluded = frozenset(judge for judge, sender in data.judges.items() if sender in entry.delegations)
    sheet = _Sheet(standings, data, key, _rows(data, key), score, excluded)
    children = [_part(sheet, part, place) for place, part in enumerate(standings.contest.parts)]
    children.extend(_penalties(sheet))
    name = f"{entry.code}/{member}" if member else entry.code
    rounding = standings.contest.rounding
    label = Text(
        f"{name} 总分 = Σ 权重 × 得分 ÷ 满分 − 扣分，不低于 0，保留 {rounding.places} 位（{rounding.mode.value}）",
        f"Total of {name} = sum of weight x score / full - penalties, not below 0, {rounding.places} places "
        f"({rounding.mode.value})",
    )
    return Reason(label, str(to_decimal(score.total, rounding.places)), f"{RULES} 2", tuple(children))


def _part(sheet: _Sheet, part: Part, place: int) -> Reason:
    rule = sheet.standings.rule.parts[place]
    score = Fraction(sheet.score.scores[place], rule.unit)
    share = part.weight * score / part.full if part.full > 0 else Fraction(0)
    if part.scheme is None:
        known = part.code not in sheet.score.missing
        children = [Reason(Text("直接录入的成绩", "ready score"), exact(score) if known else _NOT_YET)]
    else:
        children = list(_criteria(sheet, part.scheme))
    label = Text(
        f"{part.name}（{part.code}）{exact(part.weight)} × {exact(score)} ÷ {exact(part.full)}",
        f"Part {part.code}: {exact(part.weight)} x {exact(score)} / {exact(part.full)}",
    )
    return Reason(label, exact(share), f"{RULES} 2", tuple(children))


def _criteria(sheet: _Sheet, scheme: Scheme) -> Iterator[Reason]:
    for criterion in scheme.criteria:
        subs = []
        for sub in criterion.subs:
            aspects = tuple(_aspect(sheet, aspect) for aspect in sub.aspects)
            name = Text(f"子项 {sub.code} {sub.name}", f"Sub-criterion {sub.code} {sub.name}")
            subs.append(Reason(name, exact(_sum(sheet, sub.aspects)), "", aspects))
        name = Text(f"评分项 {criterion.code} {criterion.name}", f"Criterion {criterion.code} {criterion.name}")
        marks = sum((_sum(sheet, sub.aspects) for sub in criterion.subs), Fraction(0))
        yield Reason(name, exact(marks), "", tuple(subs))


def _sum(sheet: _Sheet, aspects: tuple[Aspect, ...]) -> Fraction:
    places = [sheet.standings.layout.index[aspect.code] for aspect in aspects]
    return Fraction(sum(sheet.score.marks[place] for place in places), sheet.standings.rule.unit)


_NOT_YET = "未评 / not yet marked"
_NOT_ATTEMPTED = "na"


def _aspect(sheet: _Sheet, aspect: Aspect) -> Reason:
    place = sheet.standings.layout.index[aspect.code]
    marked = sheet.standings.marked.sheets.get(sheet.key)
    if aspect.code in sheet.score.missing or marked is None:
        value = _NOT_YET
    elif place in marked.not_attempted:
        value = _NOT_ATTEMPTED
    else:
        value = exact(Fraction(sheet.score.marks[place], sheet.standings.rule.unit))
    zh, en = _how(sheet, aspect)
    label = Text(
        f"{aspect.code} {aspect.description}（满分 {exact(aspect.maximum)}；{zh}）",
        f"{aspect.code} {aspect.description} (maximum {exact(aspect.maximum)}; {en})",
    )
    return Reason(label, value, f"{RULES} 1", tuple(_given(sheet, aspect)))


def _how(sheet: _Sheet, aspect: Aspect) -> Text:
    contest = sheet.standings.contest
    if aspect.type is AspectType.JUDGEMENT:
        text = Text("评判：满分 ×（a+b+c）÷ 9", "judgement: maximum x (a+b+c) / 9")
    elif aspect.type is AspectType.SCORED:
        method = contest.panel.scored.value
        text = Text(f"裁判打分：{method}", f"judges' scores: {method}")
    elif aspect.calculation is not None:
        text = Text(f"测量：{aspect.calculation.name}", f"measurement: {aspect.calculation.name}")
    else:
        text = Text(f"测量：{aspect.model.value}", f"measurement: {aspect.model.value}")
    if contest.rounding.at is RoundingAt.ASPECT:
        return Text(f"{text.zh}，保留 {contest.rounding.places} 位", f"{text.en}, {contest.rounding.places} places")
    return text


def _given(sheet: _Sheet, aspect: Aspect) -> Iterator[Reason]:
    judged = aspect.type is AspectType.JUDGEMENT
    rows = sheet.rows.get(aspect.code, [])
    newest = max((row[5] for row in rows), default=1)
    counted = {row[3]: place for place, row in enumerate(rows) if not judged or row[5] == newest}
    for place, (_, _, _, judge, value, vote) in enumerate(rows):
        note = Text("", "")
        if judged and judge in sheet.excluded:
            note = Text("（同代表队，不计）", " (own delegation, does not count)")
        elif counted.get(judge) != place:
            note = Text("（已被取代，不计）", " (replaced, does not count)")
        name = Text(judge or "录入值", judge or "value")
        turn = Text(f"第 {vote} 轮", f" round {vote}") if judged else Text("", "")
        shown = _NOT_ATTEMPTED if value is None else exact(Fraction(value, MARK_SCALE))
        yield Reason(Text(f"{name.zh}{turn.zh}{note.zh}", f"{name.en}{turn.en}{note.en}"), shown)


def _rows(data: ContestInput, key: SheetKey) -> dict[str, list[MarkRow]]:
    """The rows of one sheet by aspect, in the order given."""
    rows: dict[str, list[MarkRow]] = {}
    for row in data.marks:
        if (row[0], row[1]) == key:
            rows.setdefault(row[2], []).append(row)
    return rows


def _penalties(sheet: _Sheet) -> Iterator[Reason]:
    for row in sheet.data.penalties:
        if (row.entry, row.member) == sheet.key and row.kind == "points":
            amount = exact(Fraction(row.amount, MARK_SCALE))
            yield Reason(Text("扣分", "Penalty points"), f"-{amount}", f"{RULES} 2")
