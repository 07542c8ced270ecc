"""The workbooks handed over give the counts and totals of DOMAIN.md 4, and come back from every export."""

import pytest

from scoring.workbook import (
    Section,
    export_cis,
    export_json,
    export_template_csv,
    export_template_xlsx,
    read_workbook,
)
from tests.scoring.workbook.workbook_making import CASES, codes, counts

EXPECTED = {
    "WSC2019_09_ITSSB.xlsx": (5, 34, (91, 2, 0), "100"),
    "ES2023_web17.xlsx": (6, 36, (123, 26, 0), "100"),
    "WSUK2024_final_web17_cis.xlsx": (4, 30, (201, 19, 0), "100"),
    "WSUK2024_qualifier_web17.xlsx": (1, 5, (80, 8, 0), "50"),
    "LKS2022_wilker3_webtech.xlsx": (4, 19, (73, 12, 0), "100"),
    "BR_skill09_S2_SC.xlsx": (1, 6, (15, 0, 0), "14.3"),
    "HK_skill08_moduleA_cis.xlsx": (1, 1, (25, 2, 0), "39.3"),
    "RU_aabagrov1_MarkingScheme.xlsx": (4, 9, (52, 0, 0), "66.5"),
    "RU_sklv1_MarkingScheme.xlsx": (4, 18, (84, 3, 3), "60"),
    "RU_AbyssOfPillows.xlsx": (4, 34, (155, 12, 0), "100"),
    "RU_artemovsergey_VendingApp.xlsx": (4, 20, (0, 0, 225), "100"),
    "RU_DemoExam1968_Perfume.xlsx": (4, 22, (0, 0, 144), "60.3"),
    "s17-ws2022-module_e-virtual-word-interactive-game.json": (1, 3, (21, 6, 0), "16"),
    "s17-ws2024-module_c-lyon-heritage-site.json": (1, 7, (47, 2, 0), "23.25"),
    "s17-wsk2025-s17-module-a.json": (1, 9, (32, 11, 0), "20"),
}
FOUND = {
    "WSC2019_09_ITSSB.xlsx": {"summary-without-value"},
    "WSUK2024_final_web17_cis.xlsx": {"heading-without-mark", "stale-summary", "wsos-variance", "calculation-unused"},
    "LKS2022_wilker3_webtech.xlsx": {"label-lies", "levels-on-measurement", "judgement-without-levels"},
    "BR_skill09_S2_SC.xlsx": {"missing-maximum", "criterion-without-aspects", "note-beside", "total-not-100"},
    "RU_aabagrov1_MarkingScheme.xlsx": {"marks-inside", "stale-summary"},
    "RU_sklv1_MarkingScheme.xlsx": {
        "look-alike-letter",
        "marks-inside",
        "more-maxima",
        "duplicate-sub",
        "untyped-aspect",
    },
    "RU_AbyssOfPillows.xlsx": {"cyrillic-letter"},
    "RU_artemovsergey_VendingApp.xlsx": {"untyped-aspect", "stale-summary", "levels-without-numbers"},
    "RU_DemoExam1968_Perfume.xlsx": {"number-as-text", "untyped-aspect"},
}
pytestmark = pytest.mark.skipif(not CASES.is_dir(), reason="the case files are not beside this repository")


@pytest.mark.parametrize("name", EXPECTED)
def test_a_workbook_handed_over_gives_the_counts_of_the_table(name: str) -> None:
    criteria, subs, (m, j, untyped), total = EXPECTED[name]
    aspects = {"M": m, "J": j, "S": 0, "untyped": untyped}
    assert counts(read_workbook(CASES / name)) == (criteria, subs, aspects, total)


@pytest.mark.parametrize("name", FOUND)
def test_the_known_oddities_of_a_workbook_become_findings(name: str) -> None:
    assert set(codes(read_workbook(CASES / name))) >= FOUND[name]


def test_every_finding_names_a_cell_and_speaks_both_languages() -> None:
    for name in EXPECTED:
        for finding in read_workbook(CASES / name).findings:
            assert finding.place.cell
            assert finding.text.zh
            assert finding.text.en
            assert "{" not in finding.text.zh + finding.text.en


@pytest.mark.parametrize("name", EXPECTED)
def test_what_is_exported_comes_back_the_same(name: str) -> None:
    draft = read_workbook(CASES / name)
    scheme = draft.to_scheme(draft.accept_all())
    cis = read_workbook(export_cis(scheme, draft.title, draft.sections))
    assert cis.to_scheme({}) == scheme
    assert cis.sections == draft.sections
    json = read_workbook(export_json(scheme, draft.title, draft.sections))
    assert json.to_scheme({}) == scheme
    assert json.sections == draft.sections
    assert read_workbook(export_template_csv(scheme)).to_scheme({}) == scheme
    assert read_workbook(export_template_xlsx(scheme)).to_scheme({}) == scheme
    assert read_workbook(export_template_xlsx(scheme, chinese=True)).to_scheme({}) == scheme


def test_the_compact_layout_keeps_its_own_aspect_numbers() -> None:
    draft = read_workbook(CASES / "WSUK2024_qualifier_web17.xlsx")
    assert "A2.M11" in draft.to_scheme({}).aspects


def test_the_sections_of_the_standards_come_with_their_weights() -> None:
    sections = read_workbook(CASES / "ES2023_web17.xlsx").sections
    assert [section.weight for section in sections] == [5, 5, 25, 25, 40]
    assert sections[4] == Section("5", "Back-End Development", sections[4].weight)


def test_accepting_the_unnumbered_levels_makes_judgements_of_the_untyped_aspects() -> None:
    draft = read_workbook(CASES / "RU_artemovsergey_VendingApp.xlsx")
    scheme = draft.to_scheme(draft.accept_all())
    judged = [aspect for aspect in scheme.aspects.values() if aspect.type.value == "J"]
    assert [len(aspect.benchmarks) for aspect in judged] == [4, 4, 4]
