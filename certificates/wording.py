"""The sentences of each kind of certificate, as text with named fields, and the strict reader for an event's own."""

import string
from collections.abc import Mapping
from dataclasses import dataclass

from certificates.content import CertificateContent, Kind, Language
from certificates.errors import MissingField, WrongTemplate
from certificates.text import Text

FIELDS = frozenset({"event", "contest", "award", "document"})
"""The named fields a sentence may hold, in braces: {event}."""


@dataclass(frozen=True)
class Wording:
    """The sentences of one paper in one language, from top to bottom; the award stands between body and closing."""

    title: str
    body: str
    closing: str
    opening: str = ""
    """Stands above the name; English papers only."""
    names_award: bool = True
    """Whether the award stands, large, between body and closing; then it must not be empty."""


@dataclass(frozen=True)
class BothWordings:
    """A paper's sentences in Chinese and in English."""

    zh: Wording
    en: Wording


def _honour(doing_zh: str, closing_zh: str, doing_en: str, closing_en: str, title: Text) -> BothWordings:
    return BothWordings(
        Wording(title.zh, doing_zh, closing_zh),
        Wording(title.en, doing_en, closing_en, "This is to certify that"),
    )


ENCOURAGED = "特发此证，以资鼓励。"
HONOUR = Text("荣誉证书", "Certificate of Honour")
WORDINGS = {
    Kind.AWARD: _honour(
        "在{event}{contest}赛项中，成绩优异，荣获",
        ENCOURAGED,
        "has been awarded the",
        "in {contest} at the {event}.",
        Text("获奖证书", "Certificate of Award"),
    ),
    Kind.TITLE: _honour(
        "在{event}{contest}赛项中，技艺精湛，成绩优异，授予",
        "荣誉称号，特发此证。",
        "has been granted the title of",
        "for outstanding skill shown in {contest} at the {event}.",
        HONOUR,
    ),
    Kind.PROMOTION: _honour(
        "在{event}{contest}赛项中，成绩优异，按照有关规定，职业技能等级晋升为",
        "特此通知。",
        "has been promoted to the vocational skill level",
        "for the result achieved in {contest} at the {event}.",
        Text("晋升通知书", "Notice of Promotion"),
    ),
    Kind.COACH: _honour(
        "在{event}{contest}赛项中，悉心指导，成绩突出，被评为",
        ENCOURAGED,
        "has been named",
        "for the coaching given in {contest} at the {event}.",
        HONOUR,
    ),
    Kind.EXPERT_TEAM: _honour(
        "在{event}{contest}赛项的技术指导工作中，贡献突出，被评为",
        ENCOURAGED,
        "has been named",
        "for the expert support given in {contest} at the {event}.",
        HONOUR,
    ),
    Kind.JUDGE: _honour(
        "在{event}{contest}赛项的执裁工作中，认真负责，公平公正，被评为",
        ENCOURAGED,
        "has been named",
        "for fair and careful judging in {contest} at the {event}.",
        HONOUR,
    ),
    Kind.ORGANIZER: _honour(
        "在{event}的组织工作中，精心筹备，保障有力，荣获",
        ENCOURAGED,
        "has been awarded the",
        "for the organisation of the {event}.",
        HONOUR,
    ),
    Kind.DELEGATION: _honour(
        "在{event}中，团结协作，奋勇拼搏，荣获",
        ENCOURAGED,
        "has been awarded the",
        "at the {event}.",
        HONOUR,
    ),
    Kind.PARTICIPATION: BothWordings(
        Wording("参赛证书", "参加{event}{contest}赛项，完成了全部比赛。", "特发此证，以资纪念。", names_award=False),
        Wording(
            "Certificate of Participation",
            "has taken part in {contest}",
            "at the {event}.",
            "This is to certify that",
            names_award=False,
        ),
    ),
}
"""The built-in sentences; an event may bring its own (see `parse_wordings`)."""


def fill(sentence: str, content: CertificateContent, language: Language) -> str:
    """Put the content's words in the places of the named fields; MissingField when one that is named is empty."""
    values = {}
    for _, name, _, _ in string.Formatter().parse(sentence):
        if name is not None:
            values[name] = spoken(content, name, language)
    return sentence.format_map(values)


def spoken(content: CertificateContent, name: str, language: Language) -> str:
    """The field `name` of the content in one language; MissingField when it is empty."""
    text: Text = getattr(content, name)
    value = text.en if language is Language.EN else text.zh
    if not value:
        raise MissingField(f"{name}_en" if language is Language.EN else name)
    return value


def parse_wordings(data: Mapping[str, object]) -> BothWordings:
    """Read an event's own sentences: {"zh": {"title", "body", "closing"}, "en": {… and "opening"}}.

    Each language may say `names_award: false` for a paper that names no award.

    Raises WrongTemplate for an unknown or missing key, a value that is no text, or a field that does not exist.
    """
    _only_keys("", data, {"zh", "en"})
    return BothWordings(_parse("zh", data["zh"]), _parse("en", data["en"]))


def _parse(place: str, data: object) -> Wording:
    if not isinstance(data, Mapping):
        raise WrongTemplate(place, "应为一组句子", "must be a mapping of sentences")
    names_award = data.get("names_award", True)
    if not isinstance(names_award, bool):
        raise WrongTemplate(f"{place}.names_award", "应为 true 或 false", "must be true or false")
    sentences = {key: value for key, value in data.items() if key != "names_award"}
    _only_keys(place, sentences, {"title", "body", "closing"} | ({"opening"} if place == "en" else set()))
    read = {key: _sentence(f"{place}.{key}", value) for key, value in sentences.items()}
    return Wording(**read, names_award=names_award)


def _only_keys(place: str, data: Mapping[str, object], wanted: set[str]) -> None:
    for key in data.keys() - wanted:
        raise WrongTemplate(f"{place}.{key}".lstrip("."), "不认识这一项", "is not known here")
    for key in wanted - data.keys():
        raise WrongTemplate(f"{place}.{key}".lstrip("."), "缺少这一项", "is missing")


def _sentence(place: str, value: object) -> str:
    if not isinstance(value, str):
        raise WrongTemplate(place, "应为文字", "must be text")
    try:
        parts = list(string.Formatter().parse(value))
    except ValueError:
        raise WrongTemplate(place, "花括号不成对", "has a brace without its pair") from None
    for _, name, form, conversion in parts:
        if name is not None and (name not in FIELDS or form or conversion):
            raise WrongTemplate(place, f"没有字段 {{{name}}}", f"names a field that does not exist: {{{name}}}")
    return value
