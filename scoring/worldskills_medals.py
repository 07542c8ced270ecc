"""WorldSkills medals: bands of scale points inside which entries are tied."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from scoring.findings import Finding, Severity, Where
from scoring.rules import Anchor, Medal, TieBand
from scoring.text import Text

Bands = dict[Medal, list[str]]


def worldskills_medals(
    band: TieBand, scales: Mapping[str, int], where: Where
) -> tuple[dict[str, Medal], dict[str, Text], list[Finding]]:
    """Gold, silver and bronze by scale points, with reasons and findings.

    Source: package-format, How the numbers are made 6; whether a band is measured from its top or from neighbour to
    neighbour is not stated officially, so a finding says where the two differ.
    """
    bands = _bands(band, scales)
    medals = {entry: medal for medal, entries in bands.items() for entry in entries}
    reasons = {entry: _reason(band, medal, scales, bands) for entry, medal in medals.items()}
    findings = []
    if len(bands[Medal.SILVER]) > 1:
        findings.append(_tied_silver(band, bands, where))
    other = Anchor.CHAIN if band.anchored is Anchor.TOP else Anchor.TOP
    if _bands(replace(band, anchored=other), scales) != bands:
        findings.append(_anchor_differs(band, where))
    return medals, reasons, findings


def _bands(band: TieBand, scales: Mapping[str, int]) -> Bands:
    order = sorted(scales, key=lambda entry: (-scales[entry], entry))
    gold = _next_band(band, scales, order)
    rest = order[len(gold) :]
    silver = _next_band(band, scales, rest) if len(gold) == 1 else []
    rest = rest[len(silver) :]
    bronze = []
    if len(gold) > 2:
        bronze = [entry for entry in rest if scales[gold[-1]] - scales[entry] <= band.points]
    elif len(silver) < 2 or band.bronze_after_tied_silver:
        bronze = _next_band(band, scales, rest)
    return {Medal.GOLD: gold, Medal.SILVER: silver, Medal.BRONZE: bronze}


def _next_band(band: TieBand, scales: Mapping[str, int], order: Sequence[str]) -> list[str]:
    """The first of `order` and all who are tied with it."""
    tied: list[str] = []
    for entry in order:
        if tied and scales[tied[0 if band.anchored is Anchor.TOP else -1]] - scales[entry] > band.points:
            break
        tied.append(entry)
    return tied


def _reason(band: TieBand, medal: Medal, scales: Mapping[str, int], bands: Bands) -> Text:
    mine = bands[medal]
    best, last = scales[mine[0]], scales[mine[-1]]
    return Text(
        f"标准分 {best}～{last}，{band.points} 分以内视为并列（{len(mine)} 个）",
        f"{best} to {last} on the scale; within {band.points} points is tied ({len(mine)} entries)",
    )


def _tied_silver(band: TieBand, bands: Bands, where: Where) -> Finding:
    given = bool(bands[Medal.BRONZE])
    return Finding(
        Severity.WARNING,
        "tied-silver",
        Text(
            f"银牌并列 {len(bands[Medal.SILVER])} 个，{'仍设' if given else '不设'}铜牌；请确认 after_tied_silver。",
            f"{len(bands[Medal.SILVER])} silver medals are tied; by the setting bronze is "
            f"{'still' if given else 'not'} given: confirm after_tied_silver.",
        ),
        where,
    )


def _anchor_differs(band: TieBand, where: Where) -> Finding:
    return Finding(
        Severity.WARNING,
        "medal-anchor-differs",
        Text(
            f"并列区间从最高分量起与逐个相邻量起得到不同的奖牌；现按“{band.anchored.value}”计算，请确认。",
            "Measuring the tie band from its top and from neighbour to neighbour gives different medals; "
            f"'{band.anchored.value}' was used: confirm it.",
        ),
        where,
    )
