"""WorldSkills medals: bands of scale points inside which entries are tied."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from scoring.findings import Finding, Where
from scoring.medal_findings import anchor_differs, band_reason, tied_silver
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
        findings.append(tied_silver(len(bands[Medal.SILVER]), bool(bands[Medal.BRONZE]), where))
    other = Anchor.CHAIN if band.anchored is Anchor.TOP else Anchor.TOP
    if _bands(replace(band, anchored=other), scales) != bands:
        findings.append(anchor_differs(band.anchored, where))
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
    return band_reason(scales[mine[0]], scales[mine[-1]], band.points, len(mine))
