"""What was found wrong or doubtful in what was recorded of a contest, and where its ties stand."""

from collections.abc import Iterator, Sequence

from scoring.findings import Finding, Severity, Where
from scoring.ranking import Ranking, undecided
from scoring.record_findings import record_findings
from scoring.results import ContestInput, EntryStatus
from scoring.rules import Groups, RankingRules, TieKey
from scoring.standings import Standing, Standings
from scoring.text import Text

_FEW = 3
"""How many cells, entries or codes a finding names before it only counts."""


def input_findings(standings: Standings, data: ContestInput) -> Iterator[Finding]:
    """Findings about marks, scores, penalties and groups: one for each entry and kind of fault."""
    yield from record_findings(standings, data)
    yield from _flaw_findings(standings)
    for standing in standings.entries.values():
        yield from _unmarked(standings, standing)
        yield from _group_unknown(standings, standing)


def tie_findings(rules: RankingRules, ranking: Ranking, where: Where) -> Iterator[Finding]:
    """Findings about tie keys that could not be compared and ties that wait for a person."""
    for key, tied in ranking.unknown:
        yield Finding(
            Severity.WARNING,
            "tie-key-unknown",
            Text(
                f"并列的 {few(tied, '、')} 中有人缺少“{key_text(key)}”，该项未用于区分；请补录或确认名次。",
                f"'{key_text(key)}' is unknown for one of the tied {few(tied)} and was skipped: "
                "record it or confirm the ranks.",
            ),
            _at(where, tied[0]),
        )
    for tied in undecided(rules, ranking):
        yield Finding(
            Severity.ERROR,
            "tie-undecided",
            Text(
                f"{few(tied, '、')} 仍并列第 {ranking.ranks[tied[0]]} 名，须由人决定名次先后（tie_order）后才能公布。",
                f"{few(tied)} still share rank {ranking.ranks[tied[0]]}: a person must order them (tie_order) "
                "before publication.",
            ),
            _at(where, tied[0]),
        )


def key_text(key: TieKey) -> str:
    """A tie key as the rules write it."""
    direction = "desc" if key.descending else "asc"
    return f"{key.kind.value}:{key.code}:{direction}" if key.code else f"{key.kind.value}:{direction}"


def few(names: Sequence[str], comma: str = ", ") -> str:
    """The first few names, and how many there are when there are more."""
    shown = comma.join(names[:_FEW])
    if len(names) <= _FEW:
        return shown
    return f"{shown} 等 {len(names)} 个" if comma == "、" else f"{shown} and {len(names) - _FEW} more"


def _at(where: Where, entry: str) -> Where:
    return Where(contest=where.contest, entry=entry, rule=where.rule)


def cell_name(member: int, code: str) -> str:
    """A cell as people name it: the aspect or part, with the member where members are marked apart."""
    return f"{code}（{member} 号选手）" if member else code


def _flaw_findings(standings: Standings) -> Iterator[Finding]:
    for (entry, flaw), cells in standings.marked.flaws.items():
        standing = standings.entries.get(entry)
        if standing is None or standing.status in {EntryStatus.DNS, EntryStatus.DSQ}:
            continue
        names = [cell_name(*cell) for cell in cells]
        zh, en = _FLAWS[flaw.value]
        yield Finding(
            Severity.ERROR,
            flaw.value,
            Text(f"{entry} 的 {few(names, '、')}：{zh}", f"{entry}, {few(names)}: {en}"),
            Where(contest=standings.contest.code, entry=entry, aspect=cells[0][1]),
        )


_FLAWS = {
    "mark-out-of-range": (
        "分数不在允许范围内（0 到满分；评判打分为 0～3 的整数）。请核对评分表后更正。",
        "the mark is outside 0 to the maximum (a vote is 0, 1, 2 or 3): compare the sheet and correct it.",
    ),
    "partial-under-full": (
        "此项只能得满分或零分。请更正分数，或在评分标准中改为扣分或加分。",
        "this aspect gives the full mark or nothing: correct the mark, or change the model in the scheme.",
    ),
    "judgement-spread": (
        "三名裁判打分相差超过 1，不计分。请对照评分说明讨论后三人重新打分（新一轮）。",
        "the three votes differ by more than 1 and do not count: discuss the benchmarks and vote a new round.",
    ),
    "judgement-too-many": (
        "有超过三名非同代表队裁判打分。请作废多余的打分，只留三名。",
        "more than three judges of other delegations voted: withdraw the surplus votes, exactly three count.",
    ),
    "trimmed-too-few": (
        "去掉最高最低分至少需要三名裁判。请补足裁判打分，或改用平均或中位数。",
        "a trimmed mean needs at least three judges: add scores, or choose mean or median.",
    ),
    "measurement-by-several": (
        "测量项只记一个商定的结果，却有多名裁判各记一个。请只保留一个。",
        "a measurement has one agreed result, but several judges recorded one each: keep one.",
    ),
    "calculation-unclear": (
        "录入值无法按评分标准的计算方式得出分数（参数不明或数值不可能）。请更正数值或评分标准。",
        "the calculation gives no mark for the value (unclear parameter or impossible value): correct either.",
    ),
}


def _unmarked(standings: Standings, standing: Standing) -> Iterator[Finding]:
    if standing.status is not EntryStatus.INCOMPLETE:
        return
    entry = standing.entry.code
    flawed = {cell for (code, _), cells in standings.marked.flaws.items() if code == entry for cell in cells}
    cells = [cell for cell in standing.missing if cell not in flawed]
    if not cells:
        return
    names = [cell_name(*cell) for cell in cells]
    yield Finding(
        Severity.ERROR,
        "unmarked",
        Text(
            f"{entry} 还有 {len(cells)} 项未评：{few(names, '、')}。请补录；未做的项目请记为 na。",
            f"{entry} has {len(cells)} cells not yet marked: {few(names)}. Enter them; what was not attempted is na.",
        ),
        Where(contest=standings.contest.code, entry=entry, aspect=cells[0][1]),
    )


def _group_unknown(standings: Standings, standing: Standing) -> Iterator[Finding]:
    entry = standing.entry
    if standings.contest.ranking.groups is Groups.TOGETHER or (entry.group and not entry.mixed_groups):
        return
    zh = "成员分属不同组别" if entry.mixed_groups else "没有组别"
    en = "has members of several groups" if entry.mixed_groups else "has no group"
    yield Finding(
        Severity.ERROR,
        "group-unknown",
        Text(
            f"本项目分组排名，而 {entry.code} {zh}，无法排名。请在报名资料中更正组别。",
            f"Groups are ranked apart, but {entry.code} {en} and cannot be ranked: correct the group.",
        ),
        Where(contest=standings.contest.code, entry=entry.code),
    )
