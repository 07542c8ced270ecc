"""How names, dates and lists are shown: template filters that know the language of the page."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from zoneinfo import ZoneInfo

from babel.dates import format_date
from flask import Flask

from app.events.models import Contest, Event
from app.web import language

SHANGHAI = ZoneInfo("Asia/Shanghai")


def named(thing: Event | Contest) -> str:
    """The name of an event or contest; the English one where the page is English and there is one."""
    return (language() == "en" and thing.name_en) or thing.name


def day(on: date) -> str:
    """A date in prose: 2026年11月22日, 22 November 2026."""
    if language() == "en":
        return format_date(on, "d MMMM y", locale="en")
    return f"{on.year}年{on.month}月{on.day}日"


def days(start: date, end: date) -> str:
    """A span of days without repeating what both ends share: 2026年11月22日至24日, 22–24 November 2026."""
    if start == end:
        return day(start)
    same_year, same_month = start.year == end.year, (start.year, start.month) == (end.year, end.month)
    if language() == "en":
        first = format_date(start, "d" if same_month else "d MMMM" if same_year else "d MMMM y", locale="en")
        return f"{first}–{day(end)}" if same_month else f"{first} – {day(end)}"
    last = f"{end.day}日" if same_month else f"{end.month}月{end.day}日" if same_year else day(end)
    return f"{day(start)}至{last}"


def clock(at: datetime) -> str:
    """A moment in prose, of Asia/Shanghai: 2026年11月22日 16:42."""
    local = at.astimezone(SHANGHAI)
    return f"{day(local.date())} {local:%H:%M}"


def listed(names: Iterable[object]) -> str:
    """Several names in a sentence: 甲、乙; A, B."""
    return (", " if language() == "en" else "、").join(map(str, names))


def counted(findings: Sequence[dict[str, object]]) -> list[tuple[dict[str, object], int]]:
    """Findings that say the same once, with how often they were said, in their order."""
    seen: dict[str, tuple[dict[str, object], int]] = {}
    for one in findings:
        key = str(one["text"])
        seen[key] = (one, seen[key][1] + 1 if key in seen else 1)
    return list(seen.values())


def install(app: Flask) -> None:
    """Register the filters; `days` takes two dates and is a function of the templates."""
    for show in (named, day, clock, listed, counted):
        app.template_filter(show.__name__)(show)
    app.add_template_global(days)
