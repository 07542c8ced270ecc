"""A tariff in plain lines for people to read, and what changed between two versions."""

from collections.abc import Iterator, Mapping
from dataclasses import fields, is_dataclass
from typing import NamedTuple

from scoring.tariff.compiled import Tariff
from scoring.tariff.document import Rule, Setting
from scoring.tariff.language import UNDECIDED, Amount


class Change(NamedTuple):
    """One difference: `added`, `removed` or `changed`, its place such as `rules.prize-world.amount.by_place.1`."""

    kind: str
    place: str
    before: str | None
    after: str | None


def diff_tariffs(before: Tariff, after: Tariff) -> list[Change]:
    """Every difference between two tariffs, rules compared by id, in the order of their places."""
    one, other = dict(_leaves(before.file, "")), dict(_leaves(after.file, ""))
    places = sorted(one.keys() | other.keys())
    return [_change(place, one.get(place), other.get(place)) for place in places if one.get(place) != other.get(place)]


def diff_lines(before: Tariff, after: Tariff) -> list[str]:
    """The differences as lines: + added, - removed, ~ changed."""
    signs = {"added": "+", "removed": "-", "changed": "~"}
    lines = []
    for change in diff_tariffs(before, after):
        values = " → ".join(value for value in (change.before, change.after) if value is not None)
        lines.append(f"{signs[change.kind]} {change.place}: {values}")
    return lines


def _change(place: str, before: str | None, after: str | None) -> Change:
    kind = "added" if before is None else "removed" if after is None else "changed"
    return Change(kind, place, before, after)


def _leaves(value: object, place: str) -> Iterator[tuple[str, str]]:
    """Every scalar of a tariff with its place; members of lists go by their id where they have one."""
    if is_dataclass(value) and not isinstance(value, type):
        for one in fields(value):
            yield from _leaves(getattr(value, one.name), _below(place, one.name.rstrip("_")))
    elif isinstance(value, Mapping):
        for key, item in value.items():
            yield from _leaves(item, _below(place, str(key)))
    elif isinstance(value, tuple):
        for number, item in enumerate(value):
            yield from _leaves(item, _below(place, str(getattr(item, "id", number))))
    elif value is not None:
        yield place, str(value)


def _below(place: str, name: str) -> str:
    return f"{place}.{name}" if place else name


def show_tariff(tariff: Tariff) -> list[str]:
    """A tariff for people: its document, days, rules with amounts, settings with defaults and what is left open."""
    file, force = tariff.file, tariff.file.in_force
    until = force.until.isoformat() if force.until else "…"
    lines = [
        f"{file.name.zh} {file.name.en} ({tariff.id} {tariff.version})",
        f"《{file.document.title}》{file.document.number or ''} {file.document.issued}",
        f"{force.from_.isoformat()} – {until}：{force.basis}",
        f"sha256 {tariff.sha256}",
        "",
    ]
    for rule in file.rules:
        lines += _rule_lines(rule)
    lines += ["", "设置 settings"]
    for name, setting in file.settings.items():
        lines.append(_setting_line(name, setting))
    lines += ["", "目标 targets"] if file.targets else []
    lines += [f"  {one.clause} {one.name.zh} {one.comparator} {one.number} ({one.every})" for one in file.targets]
    return lines


def _rule_lines(rule: Rule) -> list[str]:
    amount = _amount_words(rule.amount) if rule.amount else ""
    title = f"“{rule.title}”" if rule.title else ""
    note = [f"      注：{rule.note}"] if rule.note else []
    return [f"  {rule.clause} {rule.id} [{rule.gives} → {rule.to}] {rule.name.zh}{title} {amount}".rstrip(), *note]


def _amount_words(amount: Amount) -> str:
    said = dict(_leaves(amount, ""))
    return "，".join(f"{key} {value}" for key, value in said.items() if (key, value) != ("comparator", "exactly"))


def _setting_line(name: str, setting: Setting) -> str:
    values = "/".join((*setting.values, UNDECIDED)) if setting.values else setting.takes
    others = "；".join(f"另 {dict(_leaves(one.when, ''))} → {one.value}" for one in setting.instead)
    default = setting.default if setting.default is not None else "-"
    return f"  {name} = {default}（{values}）{setting.asks.zh} — {setting.source} {others}".rstrip()
