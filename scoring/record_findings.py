"""Rows that belong to nothing the contest knows, and rules that do not add up."""

from collections.abc import Iterator

from scoring.findings import Finding, Severity, Where
from scoring.results import MARK_SCALE, ContestInput, EntryStatus
from scoring.rule_checks import full_fault
from scoring.standings import Standings, members_of
from scoring.text import Text


def record_findings(standings: Standings, data: ContestInput) -> Iterator[Finding]:
    """Findings about unknown aspects, entries, members, parts and penalties, absent entries with marks, and weights."""
    yield from _unknown_aspects(standings)
    yield from _unknown_sheets(standings, data)
    yield from _scores(standings, data)
    yield from _penalties(standings, data)
    yield from _rules(standings)


def _error(standings: Standings, code: str, zh: str, en: str, **place: str | None) -> Finding:
    where = Where(contest=standings.contest.code, entry=place.get("entry"), aspect=place.get("aspect"))
    return Finding(Severity.ERROR, code, Text(zh, en), where)


def _unknown_aspects(standings: Standings) -> Iterator[Finding]:
    for aspect, sheets in standings.marked.unknown.items():
        yield _error(
            standings,
            "aspect-unknown",
            f"评分标准中没有 {aspect}，却有 {len(sheets)} 份评分记录（如 {sheets[0][0]}）。请更正编号或评分标准。",
            f"No scheme has {aspect}, yet {len(sheets)} sheets mark it (such as {sheets[0][0]}): correct the code.",
            aspect=aspect,
        )
    for aspect in standings.layout.repeated:
        yield _error(
            standings,
            "aspect-repeated",
            f"评分项编号 {aspect} 出现多次，分数无法区分。请改成不同编号。",
            f"The aspect code {aspect} is used more than once, its marks cannot be told apart: rename one.",
            aspect=aspect,
        )


def _unknown_sheets(standings: Standings, data: ContestInput) -> Iterator[Finding]:
    keys = dict.fromkeys(standings.marked.sheets)
    keys.update(dict.fromkeys((row.entry, row.member) for row in data.scores))
    keys.update(dict.fromkeys((row.entry, row.member) for row in data.penalties))
    absent = set()
    for entry, member in keys:
        standing = standings.entries.get(entry)
        if standing is None:
            zh, en = f"没有参赛单元 {entry}，却有其分数。", f"There is no entry {entry}, yet it has marks: correct it."
            yield _error(standings, "entry-unknown", f"{zh}请更正编号或补报名。", en, entry=entry)
        elif member not in members_of(standings.contest, standing.entry):
            yield _error(
                standings,
                "member-unknown",
                f"{entry} 没有第 {member} 号选手，却有其分数；团体按成员合计时从 1 起编号，其余为 0。请更正。",
                f"{entry} has no member {member}, yet has marks for it: members count from 1 where they are summed.",
                entry=entry,
            )
        elif standing.status is EntryStatus.DNS:
            absent.add(entry)
    for entry in sorted(absent):
        yield Finding(
            Severity.WARNING,
            "absent-with-marks",
            Text(f"{entry} 记为缺席却有分数，分数未计。请核对状态。", f"{entry} is absent (dns) but has marks: check."),
            Where(contest=standings.contest.code, entry=entry),
        )


def _scores(standings: Standings, data: ContestInput) -> Iterator[Finding]:
    full = {part.code: part.full * MARK_SCALE for part in standings.contest.parts if part.scheme is None}
    for row in {(row.entry, row.member, row.part): row for row in data.scores}.values():
        if row.part not in full:
            yield _error(
                standings,
                "part-unknown",
                f"{row.entry} 的成绩属于 {row.part}，但项目没有这个直接计分的部分。请更正。",
                f"{row.entry} has a score for {row.part}, which is no scored part of the contest: correct it.",
                entry=row.entry,
                aspect=row.part,
            )
        elif not 0 <= row.value <= full[row.part]:
            yield _error(
                standings,
                "mark-out-of-range",
                f"{row.entry} 的 {row.part} 成绩不在 0 到满分之间。请核对后更正。",
                f"{row.entry}: the score of {row.part} is outside 0 to full: compare the sheet and correct it.",
                entry=row.entry,
                aspect=row.part,
            )


def _penalties(standings: Standings, data: ContestInput) -> Iterator[Finding]:
    for row in data.penalties:
        if row.kind not in {"points", "seconds"} or row.amount < 0:
            yield _error(
                standings,
                "penalty-unclear",
                f"{row.entry} 的处罚“{row.kind}”不明：种类须为 points 或 seconds，数量不小于 0。请更正。",
                f"{row.entry}: the penalty '{row.kind}' is unclear: points or seconds, an amount of 0 or more.",
                entry=row.entry,
            )


def _rules(standings: Standings) -> Iterator[Finding]:
    parts = standings.contest.parts
    weights = sum(part.weight for part in parts)
    if weights != 100:
        yield _error(
            standings,
            "total-not-100",
            f"各部分权重之和为 {weights}，应为 100。请更正权重。",
            f"The weights of the parts add up to {weights} instead of 100: correct them.",
        )
    for part in parts:
        nothing = full_fault(part.full)
        if nothing is not None:
            zh, en = f"{part.name}（{part.code}）：{nothing.zh}", f"Part {part.code}: {nothing.en}"
            yield _error(standings, "full-not-positive", zh, en, aspect=part.code)
        if part.scheme is not None and part.scheme.total != part.full:
            yield _error(
                standings,
                "full-differs",
                f"{part.name}（{part.code}）满分写作 {part.full}，评分标准合计 {part.scheme.total}。请改成一致。",
                f"{part.code}: full is {part.full}, but its scheme adds up to {part.scheme.total}: make them equal.",
                aspect=part.code,
            )
