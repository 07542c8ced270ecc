"""Reads competition.yaml: the competition, and which schemes its parts name."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from app.exchange.cells import Reader, Unreadable, day, line, matching, one_of, shown, whole
from app.exchange.contest_rules import LEVELS, Surroundings, read_contest
from app.exchange.package import PackagedContest, Setting
from app.exchange.report import Report
from app.exchange.yaml_block import FILE, Block
from scoring.findings import Where
from scoring.scheme import Scheme
from scoring.strict_yaml import Node, NodeKind, read_yaml
from scoring.tariff.document import Setting as TariffSetting
from scoring.tariff.model import SettingChoice
from scoring.tariff.settings import wrong_choice
from scoring.text import Text

KINDS = (
    "comprehensive",
    "single",
    "special",
    "selection",
    "training",
    "practice",
    "labour",
    "school",
    "rural",
    "innovation",
    "craft",
    "women",
    "industry",
)
BODIES = ("hrss", "union", "youth", "women")
MOST_BYTES = 256 * 2**10

_slug = matching(
    "[a-z0-9-]{1,64}", "用 1 至 64 个小写字母、数字或连字符。", "use 1 to 64 lower-case letters, digits or hyphens."
)
_tariff = matching("[a-z0-9._-]{1,64}", "应是规则的名称，如 heilongjiang。", "name a tariff, like heilongjiang.")
_region = matching(
    "([0-9]{2}){1,3}", "应是 2、4 或 6 位行政区划代码，如 23。", "give a GB/T 2260 code of 2, 4 or 6 digits, like 23."
)

KnownSettings = Mapping[str, Mapping[str, TariffSetting]]
"""The tariffs a caller knows, each with its settings by name."""


@dataclass(frozen=True)
class Competition:
    """The competition's own fields, ready for `Package(**fields, contests=…)`, and its contests."""

    fields: dict[str, Any]
    contests: tuple[PackagedContest, ...]


def read_document(content: bytes, report: Report) -> Node | None:
    """The YAML of the competition with every error of its syntax reported; None where there is nothing to read."""
    if len(content) > MOST_BYTES:
        text = Text("competition.yaml 超过 256 KB，拒绝读取。", "competition.yaml has more than 256 KB: too much.")
        report.error("too-large", text, Where(file=FILE))
        return None
    try:
        source = content.decode("utf-8-sig")
    except UnicodeDecodeError as problem:
        text = Text("文件不是 UTF-8 编码，请另存为 UTF-8。", "The file is not UTF-8; save it as UTF-8.")
        report.error("unreadable-file", text, Where(file=FILE, row=content.count(b"\n", 0, problem.start) + 1))
        return None
    node, errors = read_yaml(source)
    for error in errors:
        report.error("yaml", error.text, Where(file=FILE, row=error.line, column=error.path or None))
    return node


def named_schemes(node: Node) -> tuple[str, ...]:
    """The scheme files that the parts of the contests name, each once, in order."""
    contests = node.get("contests")
    found: dict[str, None] = {}
    for contest in contests.items if contests else ():
        parts = contest.get("parts")
        for part in parts.items if parts else ():
            scheme = part.get("scheme")
            if scheme is not None and scheme.text and not scheme.is_null:
                found[scheme.text] = None
    return tuple(found)


def read_competition(
    node: Node,
    schemes: Mapping[str, Scheme | None],
    decided: frozenset[str],
    report: Report,
    known: KnownSettings | None = None,
) -> Competition:
    """Every field of the competition and its contests; `decided` are the codes that have a results file."""
    block = Block(node, report)
    block.value("format", one_of("1"), required=True)
    fields = _fields(block)
    fields["tariffs"] = block.values("tariffs", _known_tariff(known))
    fields["settings"] = _settings(block.block("settings"), known)
    around = Surroundings(fields["level"], fields["competition_class"], schemes, decided)
    items = block.blocks("contests", required=True)
    contests = tuple(read_contest(item, around) for item in items)
    block.close()
    _refuse_repeats(items, contests)
    return Competition(fields, contests)


def _fields(block: Block) -> dict[str, Any]:
    starts_on = block.value("starts_on", day, date.min, required=True)
    ends_on = block.value("ends_on", day, date.max, required=True)
    if ends_on < starts_on:
        block.error("unreadable-value", "ends_on", Text("ends_on 早于 starts_on。", "ends_on is before starts_on."))
    return {
        "code": block.value("code", _slug, "?", required=True),
        "name": block.value("name", line, "?", required=True),
        "name_en": block.value("name_en", line),
        "level": block.value("level", one_of(*LEVELS), "province", required=True),
        "series": block.value("series", _slug),
        "competition_class": block.value("class", whole(1, 2)),
        "kinds": block.values("kinds", one_of(*KINDS), required=True) or (),
        "jurisdiction": block.value("jurisdiction", _region, "00", required=True),
        "starts_on": starts_on,
        "ends_on": ends_on,
        "results_on": block.value("results_on", day, ends_on),
        "decided_on": block.value("decided_on", day),
        "organizers": block.values("organizers", line, required=True) or (),
        "hosts": block.values("hosts", line) or (),
        "filed_with": block.values("filed_with", one_of(*BODIES)) or (),
    }


def _known_tariff(known: KnownSettings | None) -> Reader[str]:
    def read(value: str) -> str:
        _tariff(value)
        if known is not None and value not in known:
            listed = ", ".join(sorted(known))
            raise Unreadable(
                f"没有规则“{shown(value)}”；现有：{listed}。",
                f"There is no tariff “{shown(value)}”; there are {listed}.",
            )
        return value

    return read


def _settings(block: Block, known: KnownSettings | None) -> dict[str, dict[str, Setting]]:
    settings: dict[str, dict[str, Setting]] = {}
    for tariff, node in block.entries():
        named = block.read(Node(NodeKind.SCALAR, node.line, node.path, text=tariff), _known_tariff(known))
        chosen = Block(node, block.report)
        values = {name: Setting(value.plain(), f"{FILE}:{value.line}") for name, value in chosen.entries()}
        if named is None:
            continue
        settings[tariff] = values
        if known is not None:
            _check_choices(chosen, tariff, values, known[tariff])
    return settings


def _check_choices(
    chosen: Block, tariff: str, values: Mapping[str, Setting], known: Mapping[str, TariffSetting]
) -> None:
    """Reports names the tariff does not know and values a setting does not take."""
    for name, setting in values.items():
        if name not in known:
            chosen.error("unknown-setting", name, _unknown_setting(tariff, name, known))
        elif wrong := wrong_choice(SettingChoice(tariff, name, setting.value), known):
            chosen.error("setting-wrong", name, wrong)


def _unknown_setting(tariff: str, name: str, names: Collection[str]) -> Text:
    listed = ", ".join(sorted(names))
    return Text(
        f"规则 {tariff} 没有设置项“{shown(name)}”；现有：{listed}。",
        f"The tariff {tariff} has no setting “{shown(name)}”; it has {listed}.",
    )


def _refuse_repeats(items: list[Block], contests: tuple[PackagedContest, ...]) -> None:
    seen: set[str] = set()
    for item, contest in zip(items, contests, strict=True):
        if contest.code in seen and contest.code != "?":
            text = Text(f"项目代码 {contest.code} 重复。", f"The contest code {contest.code} is repeated.")
            item.error("repeated-code", "code", text)
        seen.add(contest.code)
