"""Fonts: the committed files, what they cover, and how a name is split between them."""

import hashlib
import io
import json
import lzma

import pytest
from fontTools.ttLib import TTFont

from certificates import fonts
from certificates.embedding import to_unicode, used
from certificates.errors import FontFileMissing
from certificates.fonts import FOLDER, Face, Run, coverage_report, face_for, font_files, missing_characters, runs, width


def standard_characters() -> str:
    return (FOLDER / "tgh.txt").read_text("utf-8").strip()


def test_every_font_file_is_the_one_in_the_lock_file() -> None:
    for font in font_files().values():
        assert hashlib.sha256((FOLDER / font.file).read_bytes()).hexdigest() == font.sha256, font.file


def test_no_font_file_lies_beside_the_locked_ones() -> None:
    lying = {path.name for path in FOLDER.iterdir() if ".ttf" in path.name}
    assert lying == {font.file for font in font_files().values()}


def test_all_fonts_together_stay_under_thirty_megabytes() -> None:
    assert sum((FOLDER / font.file).stat().st_size for font in font_files().values()) < 30_000_000


@pytest.mark.parametrize("name", ["kai", "rare-1"])
def test_the_font_has_all_that_the_lock_file_promises(name: str) -> None:
    font = font_files()[name]
    data = (FOLDER / font.file).read_bytes()
    cmap = TTFont(io.BytesIO(lzma.decompress(data) if font.file.endswith(".xz") else data), lazy=True).getBestCmap()
    told = {code for first, last in zip(font.firsts, font.lasts, strict=True) for code in range(first, last + 1)}
    assert len(told) > 2000
    assert told - set(cmap) == set()


def test_derived_fonts_do_not_bear_the_reserved_names() -> None:
    for font in list(font_files().values())[:2]:
        names = TTFont(io.BytesIO((FOLDER / font.file).read_bytes()), lazy=True)["name"].names
        given = " ".join(record.toUnicode() for record in names if record.nameID in {1, 2, 3, 4, 6})
        assert "Jiangheng" in given
        assert not any(reserved in given for reserved in ("LXGW", "霞鹜", "Source", "Hanazono"))


def test_every_source_package_has_its_version_and_licence() -> None:
    for entry in json.loads((FOLDER / "fonts.lock.json").read_text("utf-8")):
        assert all(entry["source"].values())
    assert {path.name for path in FOLDER.glob("LICENSE-*")} == {
        "LICENSE-kai.txt",
        "LICENSE-song.txt",
        "LICENSE-rare.txt",
    }


def test_both_faces_have_all_of_the_standard_characters_in_one_file() -> None:
    standard = standard_characters()
    assert len(set(standard)) == 8105
    for face in Face:
        assert [one for one in standard if not font_files()[face].covers(one)] == []


def test_the_chain_draws_the_ideographs_of_gb_18030_but_for_a_few() -> None:
    blocks = [(0x3400, 0x4DBF), (0x4E00, 0x9FEF), (0x20000, 0x2A6D6), (0x2A700, 0x2B734), (0x2B740, 0x2B81D)]
    blocks += [(0x2B820, 0x2CEA1), (0x2CEB0, 0x2EBE0)]
    missing = [code for first, last in blocks for code in range(first, last + 1) if missing_characters(chr(code))]
    assert missing == []


def test_a_character_no_font_has_is_named_once() -> None:
    assert missing_characters("陈😀嘉😀\U000e0100") == ["😀", "\U000e0100"]


def test_a_batch_report_lists_only_the_names_that_cannot_be_drawn() -> None:
    assert coverage_report(["陈嘉怡", "李😀", "买买提·𬭎䶮"]) == {"李😀": ["😀"]}


def test_a_name_with_a_character_the_kai_face_lacks_is_set_in_the_song_face() -> None:
    assert face_for("陈嘉怡", Face.KAI) is Face.KAI
    assert face_for("陳嘉怡", Face.KAI) is Face.SONG


def test_each_character_is_drawn_by_the_first_font_that_has_it() -> None:
    assert runs("李𠮷明", Face.SONG) == [Run("song", "李"), Run("rare-1", "𠮷"), Run("song", "明")]
    assert runs("李𬭎", Face.KAI) == [Run("kai", "李𬭎")]


def test_width_counts_tracking_between_characters_only() -> None:
    assert width("金牌", Face.KAI, 10) == 20
    assert width("金牌", Face.KAI, 10, 3) == 23


def test_a_missing_font_file_is_said_by_name(
    monkeypatch: pytest.MonkeyPatch, tmp_path_factory: pytest.TempPathFactory
) -> None:
    monkeypatch.setattr(fonts, "FOLDER", tmp_path_factory.mktemp("empty"))
    fonts.load.cache_clear()
    with pytest.raises(FontFileMissing, match=r"kai\.ttf"):
        fonts.load("kai")
    fonts.load.cache_clear()


def test_characters_beyond_plane_zero_map_to_surrogate_pairs() -> None:
    assert "<01> <D872DF4E>" in to_unicode("F", [0, 0x2CB4E])


def test_a_block_of_the_map_holds_a_hundred_entries_at_most() -> None:
    text = to_unicode("F", [0, *range(0x4E00, 0x4E00 + 250)])
    assert [line for line in text.splitlines() if line.endswith("beginbfchar")] == [
        "100 beginbfchar",
        "100 beginbfchar",
        "50 beginbfchar",
    ]


def test_the_space_stands_at_its_own_code_and_not_at_the_empty_places() -> None:
    assert used([0, *[32] * 32, 0x4E00]) == [(32, 32), (33, 0x4E00)]
