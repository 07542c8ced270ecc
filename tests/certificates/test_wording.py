"""The sentences of certificates: fields, strict templates, dates, line breaks."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from certificates.content import CertificateContent, Language
from certificates.dates import chinese_date, english_date
from certificates.errors import MissingField, TextDoesNotFit, WrongTemplate
from certificates.fonts import Face
from certificates.layout import break_evenly, break_lines, fit
from certificates.render import render
from certificates.text import Text
from certificates.wording import fill, parse_wordings
from tests.certificates.conftest import text_by_pdfplumber


def own() -> dict[str, Any]:
    return {
        "zh": {"title": "奖　状", "body": "于{event}荣获{contest}", "closing": "以资鼓励。"},
        "en": {"title": "Diploma", "body": "has won the", "closing": "at the {event}.", "opening": "We certify that"},
    }


def test_an_events_own_sentences_are_printed(award: CertificateContent) -> None:
    text = text_by_pdfplumber(render(award, wordings=parse_wordings(own())))
    assert "于二〇二六年示例职业技能大赛荣获数控铣" in text
    assert "特发此证" not in text


def test_own_sentences_may_name_no_award(award: CertificateContent) -> None:
    data = own()
    data["zh"]["names_award"] = False
    assert "金牌" not in text_by_pdfplumber(render(award, wordings=parse_wordings(data)))


def broken(change: str) -> dict[str, Any]:
    data = own()
    if change == "extra":
        data["zh"]["footer"] = "x"
    elif change == "missing":
        del data["en"]["closing"]
    elif change == "no language":
        del data["en"]
    elif change == "not a mapping":
        data["zh"] = "x"
    elif change == "not text":
        data["zh"]["body"] = 1
    elif change == "not a flag":
        data["zh"]["names_award"] = "no"
    else:
        data["zh"]["body"] = change
    return data


@pytest.mark.parametrize(
    ("change", "place"),
    [
        ("extra", "zh.footer"),
        ("missing", "en.closing"),
        ("no language", "en"),
        ("not a mapping", "zh"),
        ("not text", "zh.body"),
        ("not a flag", "zh.names_award"),
        ("{name}", "zh.body"),
        ("{event.zh}", "zh.body"),
        ("{event!r}", "zh.body"),
        ("{event:>9}", "zh.body"),
        ("{}", "zh.body"),
        ("{event", "zh.body"),
    ],
)
def test_a_template_that_does_not_keep_to_the_form_is_refused(change: str, place: str) -> None:
    with pytest.raises(WrongTemplate) as caught:
        parse_wordings(broken(change))
    assert caught.value.field == place


def test_a_field_that_the_sentence_names_must_not_be_empty(award: CertificateContent) -> None:
    with pytest.raises(MissingField) as caught:
        fill("依据{document}", award, Language.ZH)
    assert caught.value.field == "document"
    with pytest.raises(MissingField) as caught:
        fill("at {event}", replace(award, event=Text("只有中文")), Language.EN)
    assert caught.value.field == "event_en"


def test_braces_in_the_content_are_not_read_as_fields(award: CertificateContent) -> None:
    assert fill("在{event}", replace(award, event=Text("{award}")), Language.ZH) == "在{award}"


@pytest.mark.parametrize(
    ("day", "zh", "en"),
    [
        (date(2026, 11, 22), "二〇二六年十一月二十二日", "22 November 2026"),
        (date(2030, 1, 10), "二〇三〇年一月十日", "10 January 2030"),
        (date(2009, 10, 31), "二〇〇九年十月三十一日", "31 October 2009"),
        (date(2012, 12, 1), "二〇一二年十二月一日", "1 December 2012"),
    ],
)
def test_dates_are_written_with_the_round_zero(day: date, zh: str, en: str) -> None:
    assert chinese_date(day) == zh
    assert english_date(day) == en


def test_no_line_begins_with_a_closing_or_ends_with_an_opening_mark() -> None:
    text = "甲乙，丙丁（戊己）庚辛、壬癸《子丑》。" * 3
    for em in range(5, 20):
        lines = break_lines(text, Face.KAI, 10, em * 10)
        assert "".join(lines) == text
        assert not any(line[0] in "，）、》。" for line in lines)
        assert not any(line[-1] in "（《" for line in lines)
        assert all(len(line) <= em for line in lines)


def test_latin_words_and_numbers_stay_whole() -> None:
    lines = break_lines("the 2026 Heilongjiang Vocational Skills Competition", Face.SONG, 10, 90)
    assert " ".join(lines) == "the 2026 Heilongjiang Vocational Skills Competition"
    assert len(lines) > 2


def test_lines_around_the_middle_are_of_even_length() -> None:
    assert break_evenly("共青团示例省委员会", Face.KAI, 10, 70) == ["共青团示例", "省委员会"]
    assert break_evenly("Model Department", Face.SONG, 10, 60) == ["Model", "Department"]
    assert break_evenly("字" * 6, Face.KAI, 10, 70) == ["字" * 6]


def test_the_last_character_never_stands_alone() -> None:
    for length in range(12, 40):
        assert all(len(line) > 1 for line in break_lines("字" * length, Face.KAI, 10, 100))


def test_a_line_shrinks_to_three_quarters_and_no_further() -> None:
    assert fit("name", "字" * 10, Face.KAI, 20, 200) == 20
    assert 15 <= fit("name", "字" * 10, Face.KAI, 20, 160) <= 16
    with pytest.raises(TextDoesNotFit):
        fit("name", "字" * 10, Face.KAI, 20, 149)
