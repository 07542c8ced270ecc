"""How the facts of a grant are said on its page: names, values and sources as an official would say them."""

from app.tariffs.queries import all_tariffs
from scoring.tariff.terms import term, value_words
from scoring.text import Text

SOURCES = {
    "results": Text("公布的成绩", "published results"),
    "settings": Text("本竞赛的设置", "settings of this event"),
    "presumed": Text("推定（没有相反的记录）", "presumed (nothing recorded against it)"),
    "competition.yaml": Text("竞赛登记信息", "record of the event"),
    "contest.yaml": Text("赛项登记信息", "record of the contest"),
    "entrants.csv": Text("参赛者名单", "list of entrants"),
    "members.csv": Text("参赛队成员名单", "list of team members"),
    "backers.csv": Text("教练、单位和基地名单", "list of coaches, units and bases"),
    "decisions.csv": Text("决定记录", "recorded decisions"),
    "results.csv": Text("外部成绩表", "results given from elsewhere"),
}


VALUES = {"provincial": Text("省级", "provincial"), "national": Text("国家级", "national")}


def source_words(source: str) -> Text:
    """Where a fact was read: `entrants.csv:15` → 参赛者名单第 15 行; an unknown source is shown as it is."""
    name, _colon, row = source.partition(":")
    known = SOURCES.get(name)
    if known is None:
        return Text(source, source)
    return Text(f"{known.zh}第 {row} 行", f"{known.en}, row {row}") if row.isdigit() else known


def fact_name(name: str, tariff: str, version: str) -> Text:
    """What a fact or setting of a tariff is called; its own name where the tariff is not among ours any more."""
    for found in all_tariffs().get(tariff, []):
        if found.version == version:
            return term(name, found.file)
    return Text(name, name)


def fact_value(value: object) -> Text:
    """A value of a fact in words: province → 省级."""
    return VALUES.get(str(value)) or value_words(str(value))


def tariff_title(tariff: str, version: str) -> Text:
    """The title of the document that a tariff version renders, its code where it is not among ours any more."""
    for found in all_tariffs().get(tariff, []):
        if found.version == version:
            return Text(found.file.document.title, found.file.document.title_en)
    return Text(tariff, tariff)
