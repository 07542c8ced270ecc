"""Which tariff, and which version of it, a competition falls under."""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from typing import NamedTuple

from scoring.findings import Finding, Severity, Where
from scoring.tariff.compiled import Tariff
from scoring.tariff.contest_keys import day_of
from scoring.tariff.language import UNDECIDED
from scoring.tariff.model import Competition, SettingChoice
from scoring.tariff.settings import default_of
from scoring.text import Text


class Selection(NamedTuple):
    """The tariff versions that apply, by name of the tariff, and what was found."""

    tariffs: list[Tariff]
    findings: list[Finding]


def select_tariffs(
    competition: Competition,
    available: Mapping[str, Sequence[Tariff]],
    settings: Sequence[SettingChoice] = (),
    names: Sequence[str] | None = None,
) -> Selection:
    """The version in force of each tariff: those named, or those whose jurisdiction is a prefix of the competition's.

    The day is the one the tariff's setting `tariff_day` names (start, results or decision; package-format, tariffs).
    An unknown name is an error; no version in force, or a day not settled while it matters, is a warning.
    """
    wanted = (
        names if names is not None else [name for name in sorted(available) if _covers(available[name], competition)]
    )
    chosen: list[Tariff] = []
    findings: list[Finding] = []
    for name in wanted:
        if name not in available:
            findings.append(_unknown(name, sorted(available)))
            continue
        found = _in_force(available[name], competition, settings)
        if isinstance(found, Tariff):
            chosen.append(found)
        else:
            findings.append(found)
    return Selection(chosen, findings)


def version_on(versions: Sequence[Tariff], day: date) -> Tariff | None:
    """The version in force on a day; the latest to begin where one supersedes another."""
    running = [one for one in versions if one.file.in_force.from_ <= day <= (last_day(one, versions) or day)]
    return max(running, key=lambda one: one.file.in_force.from_, default=None)


def last_day(tariff: Tariff, versions: Sequence[Tariff]) -> date | None:
    """The last day of a version: its own, or the day before the version that supersedes it; None = open."""
    ends = [tariff.file.in_force.until] if tariff.file.in_force.until else []
    later = [one.file.in_force for one in versions if one.file.in_force.supersedes == tariff.version]
    return min([*ends, *(one.from_ - timedelta(days=1) for one in later)], default=None)


def check_versions(versions: Sequence[Tariff]) -> list[Finding]:
    """Versions of one tariff in force on the same day, or that answer `tariff_day` differently: errors."""
    ordered = sorted(versions, key=lambda one: one.file.in_force.from_)
    found = []
    for number, one in enumerate(ordered):
        for other in ordered[number + 1 :]:
            last = last_day(one, versions)
            if last is None or other.file.in_force.from_ <= last:
                found.append(_overlapping(one, other))
    days = {one.file.settings["tariff_day"].default for one in ordered if "tariff_day" in one.file.settings}
    if len(days) > 1:
        text = Text(
            "各版本的 tariff_day 默认值不同，请统一。", "The versions have different tariff_day defaults; unify them."
        )
        found.append(Finding(Severity.ERROR, "tariff-day-differs", text, Where(file=ordered[-1].path)))
    return found


def _covers(versions: Sequence[Tariff], competition: Competition) -> bool:
    return any(competition.jurisdiction.startswith(one.file.jurisdiction) for one in versions)


def tariff_day(versions: Sequence[Tariff], competition: Competition, settings: Sequence[SettingChoice]) -> str:
    """The word for the day that selects the version: chosen, else the default of the latest version."""
    name = versions[-1].id
    for choice in reversed(settings):
        if choice.tariff == name and choice.name == "tariff_day":
            return str(choice.value)
    asked = "tariff_day" in versions[-1].file.settings
    return (default_of(versions[-1], "tariff_day", competition) if asked else None) or "start"


def _in_force(
    versions: Sequence[Tariff], competition: Competition, settings: Sequence[SettingChoice]
) -> Tariff | Finding:
    word = tariff_day(versions, competition, settings)
    words = ("start", "results", "decision") if word == UNDECIDED else (word,)
    days = [day_of(one, competition) for one in words]
    found = [version_on(versions, day) if isinstance(day, date) else None for day in days]
    name, first = versions[0].id, found[0]
    if first is not None and all(one is first for one in found):
        return first
    where = Where(file="competition.yaml", column=f"tariffs.{name}")
    if word == UNDECIDED or any(day is None for day in days):
        text = Text(
            f"{name}：选用版本的日期（{word}）尚未确定，未计算。",
            f"{name}: the day that selects the version ({word}) is not settled; nothing was computed.",
        )
        return Finding(Severity.WARNING, "tariff-day-open", text, where)
    text = Text(f"{name}：{days[0]} 没有生效的版本。", f"{name}: no version is in force on {days[0]}.")
    return Finding(Severity.WARNING, "no-version-in-force", text, where)


def _unknown(name: str, known: Sequence[str]) -> Finding:
    names = "、".join(known)
    text = Text(f"没有名为 {name} 的标准，可用：{names}。", f"There is no tariff {name}; there is: {names}.")
    return Finding(Severity.ERROR, "tariff-unknown", text, Where(file="competition.yaml", column="tariffs"))


def _overlapping(one: Tariff, other: Tariff) -> Finding:
    text = Text(
        f"版本 {one.version} 与 {other.version} 的生效日期重叠；请写 until 或 supersedes。",
        f"Versions {one.version} and {other.version} are in force on the same day; write until or supersedes.",
    )
    return Finding(Severity.ERROR, "versions-overlap", text, Where(file=other.path, column="in_force"))
