"""A certificate's PDF: its words, its bytes, its QR code, and what is refused."""

import io
import re
import shutil
import subprocess
import time
from dataclasses import replace
from pathlib import Path

import pdfplumber
import pypdf
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from certificates.content import CertificateContent, Kind, Language, Recipient
from certificates.errors import (
    CertificateError,
    ForbiddenCharacter,
    MissingField,
    MissingGlyph,
    TextDoesNotFit,
    WrongCode,
)
from certificates.fonts import FOLDER
from certificates.render import render
from certificates.style import Orientation, Style
from certificates.text import Text
from tests.certificates.conftest import text_by_pdfplumber, text_by_poppler

PORTRAIT = Style(orientation=Orientation.PORTRAIT)
needs_poppler = pytest.mark.skipif(shutil.which("pdftotext") is None, reason="poppler-utils is not installed")
needs_zbar = pytest.mark.skipif(shutil.which("zbarimg") is None, reason="zbar-tools is not installed")


def named(award: CertificateContent, *names: str) -> CertificateContent:
    return replace(award, recipients=tuple(Recipient(name, "示例单位") for name in names))


def test_an_award_says_all_that_its_content_says(award: CertificateContent) -> None:
    text = text_by_pdfplumber(render(replace(award, coaches=("王老师", "赵老师"))))
    for said in [
        "陈嘉怡",
        "示例职业技术学院",
        "数控铣",
        "金牌",
        "指导教师：王老师、赵老师",
        "二〇二六年十一月二十二日",
    ]:
        assert said in text
    for said in ["HLJ-2026-000123", "7K3M-9QXT-2B4V-HJ8W", "示例主办单位", "特发此证，以资鼓励。"]:
        assert said in text


def test_the_same_content_gives_the_same_bytes(award: CertificateContent) -> None:
    assert render(award) == render(replace(award))
    assert render(award) != render(replace(award, number="HLJ-2026-000124"))


RARE_NAMES = [
    "马𬭎",
    "曹䶮",
    "李龘",
    "王㛃",
    "周𬀩",
    "吴𬸚",
    "郑𫍯",
    "买买提·阿不都热依木",
    "孙𠮷",
    "钱𪚥",
    "陳曉龘",
    "赵𮯠",
]


@pytest.mark.parametrize("name", RARE_NAMES)
def test_a_rare_name_is_copied_as_it_was_given(name: str, award: CertificateContent) -> None:
    assert name in text_by_pdfplumber(render(named(award, name)))


@needs_poppler
def test_poppler_copies_rare_names_as_they_were_given(award: CertificateContent, tmp_path: Path) -> None:
    for name in RARE_NAMES:
        assert name in text_by_poppler(render(named(award, name)), tmp_path)


def test_all_standard_characters_beyond_plane_zero_are_copied_as_given(award: CertificateContent) -> None:
    standard = (FOLDER / "tgh.txt").read_text("utf-8").strip()
    beyond = [one for one in standard if ord(one) > 0xFFFF]
    assert len(beyond) == 196
    for start in range(0, len(beyond), 14):
        name = "".join(beyond[start : start + 14])
        assert name in text_by_pdfplumber(render(named(award, name)))


def test_every_font_is_embedded_and_a_subset(award: CertificateContent) -> None:
    page = pypdf.PdfReader(io.BytesIO(render(award))).pages[0]
    written = [font.get_object() for font in page["/Resources"]["/Font"].values()]
    assert len(written) == 2
    for font in written:
        assert re.match(r"/[A-Z]{6}\+Jiangheng", font["/BaseFont"])
        assert "/FontFile2" in font["/FontDescriptor"]


@needs_zbar
@needs_poppler
@pytest.mark.parametrize("style", [Style(), PORTRAIT, Style(frame=False)])
@pytest.mark.parametrize(
    "base",
    ["https://example.org/verify", "https://skills.example.gov.cn/province/competitions/2026/certificates/verify"],
)
def test_the_qr_code_leads_to_the_verification_page(
    style: Style, base: str, award: CertificateContent, tmp_path: Path
) -> None:
    award = replace(award, verify_url=f"{base}/{award.verify_code}")
    (tmp_path / "one.pdf").write_bytes(render(award, style))
    subprocess.run(["pdftoppm", "-r", "110", "-png", "-singlefile", "one.pdf", "one"], cwd=tmp_path, check=True)
    read = subprocess.run(["zbarimg", "-q", "--raw", "one.png"], cwd=tmp_path, capture_output=True, check=True)
    assert read.stdout.decode().strip() == award.verify_url


def test_a_sample_says_so_and_needs_no_code(award: CertificateContent) -> None:
    sample = replace(award, sample=True, verify_code="", verify_url="")
    assert "样本" in text_by_pdfplumber(render(sample))
    assert "样本" not in text_by_pdfplumber(render(award))


def test_the_sample_mark_does_not_mix_with_the_name(award: CertificateContent) -> None:
    text = text_by_pdfplumber(render(replace(award, sample=True)))
    assert text.count("样") == 1
    assert "陈嘉怡" in text


def test_a_team_paper_names_all_members_in_order(award: CertificateContent) -> None:
    assert "丙丙、甲甲、乙乙" in text_by_pdfplumber(render(named(award, "丙丙", "甲甲", "乙乙")))


def test_a_members_own_paper_lists_the_team(award: CertificateContent) -> None:
    assert "参赛队员：陈嘉怡、甲甲" in text_by_pdfplumber(render(replace(award, teammates=("陈嘉怡", "甲甲"))))


def test_markup_in_a_name_is_printed_as_text(award: CertificateContent) -> None:
    name = '<img src="x"/>&amp;'
    assert name in text_by_pdfplumber(render(named(award, name)))


@pytest.mark.parametrize("character", ["\u202e", "\u200b", "\x07", "\n", "\u2028", "\ufeff", "\ue000", "\ud800"])
def test_an_invisible_character_in_a_name_is_refused(character: str, award: CertificateContent) -> None:
    with pytest.raises(ForbiddenCharacter) as caught:
        render(named(award, f"陈{character}嘉"))
    assert caught.value.field == "name"
    assert f"U+{ord(character):04X}" in caught.value.text.zh


def test_a_character_that_no_font_has_is_refused_by_name(award: CertificateContent) -> None:
    with pytest.raises(MissingGlyph) as caught:
        render(named(award, "陈😀"))
    assert caught.value.characters == ["😀"]
    assert "姓名" in caught.value.text.zh
    assert "U+1F600" in caught.value.text.en


@pytest.mark.parametrize("part", ["number", "unit", "award", "event", "contest", "issuers", "coaches"])
def test_a_missing_glyph_is_found_in_every_field(part: str, award: CertificateContent) -> None:
    bad: dict[str, object] = {
        "number": "HLJ😀",
        "unit": (Recipient("陈嘉怡", "😀"),),
        "award": Text("😀奖"),
        "event": Text("😀赛"),
        "contest": Text("😀"),
        "issuers": (Text("😀"),),
        "coaches": ("😀",),
    }
    field = "recipients" if part == "unit" else part
    with pytest.raises(MissingGlyph):
        render(replace(award, **{field: bad[part]}))


@pytest.mark.parametrize("style", [Style(), PORTRAIT])
def test_a_name_of_two_hundred_characters_does_not_fit(style: Style, award: CertificateContent) -> None:
    with pytest.raises(TextDoesNotFit) as caught:
        render(named(award, "长" * 200), style)
    assert caught.value.field == "name"


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("number", "1" * 200),
        ("event", Text("赛" * 200)),
        ("award", Text("奖" * 60)),
        ("issuers", (Text("单位" * 40),)),
        ("coaches", ("师" * 200,)),
    ],
)
def test_a_text_too_long_for_its_place_is_refused(field: str, value: object, award: CertificateContent) -> None:
    with pytest.raises(TextDoesNotFit):
        render(replace(award, **{field: value}))


@pytest.mark.parametrize("field", ["number", "event", "contest", "award", "issuers", "verify_code", "verify_url"])
def test_an_empty_field_that_the_paper_needs_is_refused(field: str, award: CertificateContent) -> None:
    empty: object = () if field == "issuers" else "" if isinstance(getattr(award, field), str) else Text("")
    if field in {"event", "contest", "award"}:
        empty = Text("")
    with pytest.raises(MissingField) as caught:
        render(replace(award, **{field: empty}))
    assert caught.value.field == field


def test_a_paper_without_a_name_is_refused(award: CertificateContent) -> None:
    for recipients in ((), (Recipient(""),), (Recipient("\u3000 "),)):
        with pytest.raises(MissingField) as caught:
            render(replace(award, recipients=recipients))
        assert caught.value.field == "name"


@pytest.mark.parametrize("code", ["7K3M9QXT2B4VHJ8", "7K3M-9QXT-2B4V-HJ", "７K3M9QXT2B4VHJ8W"])
def test_a_check_code_that_is_not_sixteen_letters_and_digits_is_refused(code: str, award: CertificateContent) -> None:
    with pytest.raises(WrongCode):
        render(replace(award, verify_code=code))


@pytest.mark.parametrize("orientation", list(Orientation))
@pytest.mark.parametrize("language", list(Language))
@pytest.mark.parametrize("kind", list(Kind))
def test_every_kind_is_drawn_in_every_language_both_ways(
    kind: Kind, language: Language, orientation: Orientation, award: CertificateContent
) -> None:
    text = text_by_pdfplumber(render(replace(award, kind=kind, language=language), Style(orientation=orientation)))
    assert ("陈嘉怡" in text) == (language is not Language.EN)
    assert ("CHEN Jiayi" in text) == (language is not Language.ZH)


def test_an_english_paper_needs_a_name_in_english(award: CertificateContent) -> None:
    with pytest.raises(MissingField) as caught:
        render(replace(named(award, "陈嘉怡"), language=Language.EN))
    assert caught.value.field == "name_en"


def test_a_pre_printed_sheet_gets_neither_paper_colour_nor_frame(award: CertificateContent) -> None:
    assert b"/Form" in render(award)
    assert b"/Form" not in render(award, Style(frame=False))


def test_an_offset_moves_the_text_and_not_the_sheet(award: CertificateContent) -> None:
    def first_character(pdf: bytes) -> tuple[float, float]:
        with pdfplumber.open(io.BytesIO(pdf)) as document:
            found = document.pages[0].chars[0]
            return found["x0"], found["top"]

    x, top = first_character(render(award))
    moved_x, moved_top = first_character(render(award, Style(offset_mm=(2.54, -2.54))))
    assert moved_x - x == pytest.approx(7.2, abs=0.01)
    assert moved_top - top == pytest.approx(7.2, abs=0.01)


def test_every_text_stays_inside_the_frame(award: CertificateContent) -> None:
    for style in (Style(), PORTRAIT):
        with pdfplumber.open(
            io.BytesIO(render(replace(award, issuers=(Text("示例省人力资源和社会保障厅"),) * 2), style))
        ) as one:
            page = one.pages[0]
            assert min(found["x0"] for found in page.chars) > 45
            assert max(found["x1"] for found in page.chars) < float(page.width) - 45


PRINTED = (FOLDER / "tgh.txt").read_text("utf-8").strip()[::40] + "·-.'(){}<>&\\%/ abcXYZ0𠮷𪚥陳龘"


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(name=st.text(st.sampled_from(PRINTED), min_size=1, max_size=12).filter(str.strip))
def test_any_name_that_is_drawn_is_copied_as_it_was_given(name: str, award: CertificateContent) -> None:
    text = text_by_pdfplumber(render(named(award, name)))
    assert "".join(name.split()) in "".join(text.split())


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(name=st.text(min_size=1, max_size=12), wrong=st.sampled_from("\u202e\u2066\u200d\x00\x1b\ue000😀"))
def test_no_name_with_a_wrong_character_is_drawn(name: str, wrong: str, award: CertificateContent) -> None:
    with pytest.raises(CertificateError) as caught:
        render(named(award, name + wrong))
    assert caught.value.field == "name"


def test_forty_certificates_take_a_second_at_most_in_processor_time(award: CertificateContent) -> None:
    render(award)
    start = time.process_time()
    for number in range(40):
        render(replace(award, number=f"HLJ-2026-{number:06}"))
    assert time.process_time() - start < 1
