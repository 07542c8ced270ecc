"""Every way in which a package can be wrong is told with its place, and all of them at once."""

from pathlib import Path

import pytest

from app.exchange.demo import write_package
from app.exchange.loading import load_package
from app.exchange.package import PackageErrors
from app.tariffs.queries import known_settings
from tests.app.exchange.small_package import FILES, added, changed, errors, load

CODES = [
    # competition.yaml
    ("competition.yaml", "format: 1", "format: 2", "unreadable-value", 1, "format"),
    ("competition.yaml", "code: small", "code: Small Games", "unreadable-value", 2, "code"),
    ("competition.yaml", "name: 小型竞赛\n", "", "missing-key", 1, "name"),
    ("competition.yaml", "level: province", "level: regional", "unreadable-value", 4, "level"),
    ("competition.yaml", "class: 1", "class: 3", "unreadable-value", 5, "class"),
    ("competition.yaml", "kinds: [single]", "kinds: []", "unreadable-value", 6, "kinds"),
    ("competition.yaml", 'jurisdiction: "23"', "jurisdiction: heilongjiang", "unreadable-value", 7, "jurisdiction"),
    ("competition.yaml", "2023-06-05", "5.6.2023", "unreadable-value", 8, "starts_on"),
    ("competition.yaml", "ends_on: 2023-06-08", "ends_on: 2023-06-04", "unreadable-value", 9, "ends_on"),
    ("competition.yaml", "code: small", "code: small\ncolour: red", "unknown-key", 3, "colour"),
    ("competition.yaml", "code: small", "code: small\ncode: large", "yaml", 3, "code"),
    ("competition.yaml", "code: small", "code: &anchor small", "yaml", 2, "code"),
    ("competition.yaml", "code: small", "code: !!str small", "yaml", 2, "code"),
    ("competition.yaml", "weight: 33.3", "weight: 33.4", "weights-not-100", 17, "contests[0].parts"),
    ("competition.yaml", "full: 100}", "full: 100, scheme: 07.csv}", "full-or-scheme", 17, "contests[0].parts[0]"),
    ("competition.yaml", ", full: 100}", "}", "full-or-scheme", 17, "contests[0].parts[0]"),
    ("competition.yaml", "full: 100}", "full: 0}", "unreadable-value", 17, "contests[0].parts[0]"),
    ("competition.yaml", "full: 100}", "full: 100, pass: 101}", "unreadable-value", 17, "contests[0].parts[0].pass"),
    ("competition.yaml", "scheme: 07.csv", "scheme: 08.csv", "missing-file", None, None),
    ("competition.yaml", "scheme: 07.csv", "scheme: ../07.csv", "unreadable-value", 18, "contests[0].parts[1].scheme"),
    ("competition.yaml", "part:practical", "part:practice", "unknown-tie-key", 19, "contests[0].ranking.ties[0]"),
    ("competition.yaml", "criterion:A", "criterion:Z", "unknown-tie-key", 19, "contests[0].ranking.ties[1]"),
    ("competition.yaml", "aspect:A1.M1", "aspect:A1.M9", "unknown-tie-key", 19, "contests[0].ranking.ties[3]"),
    ("competition.yaml", "duration", "speed", "unreadable-value", 19, "contests[0].ranking.ties[4]"),
    ("competition.yaml", "code: team", 'code: "07"', "repeated-code", 20, "contests[1].code"),
    ("competition.yaml", "code: theory", "code: practical", "repeated-code", 17, "contests[0].parts"),
    ("competition.yaml", "team_size: 2", "team_size: two", "unreadable-value", 22, "contests[1].team_size"),
    (
        "competition.yaml",
        "    level: world",
        "    level: world\n    masked: yes",
        "unreadable-value",
        28,
        "contests[2].masked",
    ),
    (
        "competition.yaml",
        "    level: world",
        "    awards: {medals: ratio}",
        "missing-key",
        27,
        "contests[2].awards.grades",
    ),
    (
        "competition.yaml",
        "    level: world",
        "    awards: {merit: {share: 3/2}}",
        "unreadable-value",
        27,
        "contests[2].awards.merit.share",
    ),
    (
        "competition.yaml",
        "    level: world",
        "    rounds: {from: elsewhere, take: 10}",
        "unreadable-value",
        27,
        "contests[2].rounds.from",
    ),
    # tables in general
    ("entrants.csv", "unit,delegation", "unit,unit", "repeated-header", 1, "unit"),
    ("entrants.csv", "unit,delegation", "unit,colour", "unknown-column", 1, "colour"),
    ("entrants.csv", "fact:employed", "fact:Employed", "unknown-column", 1, "fact:Employed_in_province"),
    ("entrants.csv", "entry,contest,name,", "entry,contest,unit_code,", "missing-column", 1, "name"),
    ("entrants.csv", "一厂", "=1+1", "unreadable-value", 2, "unit"),
    ("entrants.csv", "一厂", "@SUM", "unreadable-value", 2, "unit"),
    ("entrants.csv", "一厂", "\tx", "unreadable-value", 2, "unit"),
    ("entrants.csv", "一厂", "-2+3", "unreadable-value", 2, "unit"),
    ("entrants.csv", "一厂", "+8613", "unreadable-value", 2, "unit"),
    ("entrants.csv", "一厂", "一,厂", "row-width", 2, None),
    ("entrants.csv", ",丙,", ',"丙"x,', "unreadable-file", 4, None),
    # entrants
    ("entrants.csv", "07-1,07,甲", "07/1,07,甲", "unreadable-value", 2, "entry"),
    ("entrants.csv", "07-2,07", "07-2,08", "unknown-contest", 3, "contest"),
    ("entrants.csv", ",乙·某,", ",,", "required-cell-empty", 3, "name"),
    ("entrants.csv", "239999199001010036", "239999199001010039", "unreadable-value", 2, "id_number"),
    ("entrants.csv", "239999199001010036", "23999919900101003a", "unreadable-value", 2, "id_number"),
    ("entrants.csv", "male,1990-01-01", "female,1990-01-01", "id-number-contradicts", 2, "gender"),
    ("entrants.csv", "male,1990-01-01", "male,1990-01-02", "id-number-contradicts", 2, "birth_date"),
    ("entrants.csv", "worker", "manager", "unreadable-value", 2, "group"),
    ("entrants.csv", ",yes\n", ",maybe\n", "unreadable-value", 2, "fact:employed_in_province"),
    ("entrants.csv", "dns", "incomplete", "unreadable-value", 4, "status"),
    ("entrants.csv", "10.5", "1.0000000001", "unreadable-value", 2, "duration"),
    ("entrants.csv", "10.5", "-1", "unreadable-value", 2, "duration"),
    ("entrants.csv", "T-1,team,戊", "T-2,team,戊", "team-size", 5, "entry"),
    ("entrants.csv", "07-3,07", "07-2,07", "team-size", 3, "entry"),
    ("entrants.csv", "W-1,world", "07-1,world", "entry-in-two-contests", 7, "entry"),
    (
        "entrants.csv",
        "ranked,,\nT-1,team,戊,,,,,二厂,,,dnf",
        "ranked,,\nT-1,team,戊,,,,,二厂,,,dns",
        "contradiction",
        5,
        "status",
    ),
    # schemes
    ("schemes/07.csv", "A,A1,M,A1.M1", "A,A1,X,A1.M1", "unreadable-value", 2, "type"),
    ("schemes/07.csv", "尺寸,,2", "尺寸,,", "required-cell-empty", 2, "max"),
    ("schemes/07.csv", "尺寸,,2", "尺寸,,-2", "unreadable-value", 2, "max"),
    ("schemes/07.csv", "B,B1,S", "B,A1,S", "repeated-code", 7, "sub"),
    ("schemes/07.csv", "B,B1,S,", "B,B1,S,A1.M1", "repeated-code", 7, "aspect"),
    ("schemes/07.csv", ",2,full", ",2,half", "unreadable-value", 2, "model"),
    ("schemes/07.csv", "4,,,", "4,deduct,,", "unreadable-value", 7, "model"),
    ("schemes/07.csv", "calc,NUMBER_COMPLETED", "calc,", "unreadable-value", 3, "calculation"),
    ("schemes/07.csv", "NUMBER_COMPLETED", "MAGIC", "unreadable-value", 3, "calculation"),
    ("schemes/07.csv", "好,3", "好,4", "unreadable-value", 6, "judge_score"),
    ("schemes/07.csv", "好,3", "好,0", "misplaced-benchmark", 6, "judge_score"),
    ("schemes/07.csv", "总体,", "总体,1", "misplaced-benchmark", 7, "judge_score"),
    ("schemes/07.csv", "总体", "\t总体", "unreadable-value", 7, "description"),
    # marks and what goes with them
    ("marks/07.csv", "07-2,A1.M2", "07-9,A1.M2", "unknown-entry", 7, "entry"),
    ("marks/07.csv", "07-2,A1.M2", "T-1/1,A1.M2", "unknown-entry", 7, "entry"),
    ("marks/07.csv", "07-2,A1.M2", "07-2/1,A1.M2", "unknown-entry", 7, "entry"),
    ("marks/07.csv", "07-2,A1.M2", "07-2,A9.M2", "unknown-aspect", 7, "aspect"),
    ("marks/07.csv", "A1.J1,J1", "A1.J1,J9", "unknown-judge", 4, "judge"),
    ("marks/07.csv", "A1.J1,J1", "A1.J1,", "required-cell-empty", 4, "judge"),
    ("marks/07.csv", "A1.M1,,yes", "A1.M1,J1,yes", "judge-not-expected", 2, "judge"),
    ("marks/07.csv", "J1,3,", "J1,4,", "unreadable-value", 4, "value"),
    ("marks/07.csv", "J1,3,", "J1,yes,", "unreadable-value", 4, "value"),
    ("marks/07.csv", ",yes,录分员", ",1.0000000001,录分员", "unreadable-value", 2, "value"),
    ("marks/07.csv", ",yes,录分员", ',"1,5",录分员', "unreadable-value", 2, "value"),
    ("marks/07.csv", ",yes,录分员", ",1e1,录分员", "unreadable-value", 2, "value"),
    ("marks/07.csv", ",yes,录分员", ",,录分员", "required-cell-empty", 2, "value"),
    ("marks/07.csv", "2023-06-06T09:00:00", "yesterday", "unreadable-value", 2, "at"),
    ("marks/07.csv", ",,,2\n", ",,,0\n", "unreadable-value", 4, "version"),
    ("scores/07.csv", "theory", "practical", "unknown-part", 2, "part"),
    ("scores/team.csv", "T-1/2", "T-1/3", "unknown-entry", 3, "entry"),
    ("scores/team.csv", "T-1/2", "T-1", "unknown-entry", 3, "entry"),
    ("penalties/07.csv", "points", "metres", "unreadable-value", 2, "kind"),
    ("penalties/07.csv", "1.5", "-1.5", "unreadable-value", 2, "amount"),
    ("penalties/07.csv", "违规", "", "required-cell-empty", 2, "reason"),
    # people around, results and decisions
    ("backers.csv", "07-1,coach", "07-9,coach", "unknown-entry", 2, "entry"),
    ("backers.csv", "coach,庚,c1,yes,", "coach,庚,c1,yes,national", "unreadable-value", 2, "grade"),
    ("judges.csv", "丙队,07,marker", "丙队,08,marker", "unknown-contest", 3, "contest"),
    ("judges.csv", "丙队,07,marker", "丙队,07,friend", "unreadable-value", 3, "role"),
    ("judges.csv", "J2,壬", "J1,壬", "contradiction", 3, "name"),
    ("results/world.csv", "W-1,1", "07-1,1", "unknown-entry", 2, "entry"),
    ("results/world.csv", "W-1,1", "W-1,0", "unreadable-value", 2, "rank"),
    ("results/world.csv", "gold", "platinum", "unreadable-value", 2, "medal"),
    ("results/world.csv", "1000.50", "1000.505", "unreadable-value", 2, "prize_paid"),
    ("decisions.csv", "07-1>07-2", "07-1>07-9", "unknown-entry", 2, "value"),
    ("decisions.csv", "07-1>07-2", "07-1", "unreadable-value", 2, "value"),
    ("decisions.csv", "tie_order", "best_tie", "unreadable-value", 2, "question"),
    ("decisions.csv", "province,yes", "province,perhaps", "unreadable-value", 3, "value"),
    ("decisions.csv", "07,07-1,1,", "07,07-1,2,", "unknown-person", 3, "person"),
    ("decisions.csv", "07,,,,tie", "08,,,,tie", "unknown-contest", 2, "contest"),
]


@pytest.mark.parametrize(("file", "old", "new", "code", "row", "column"), CODES)
def test_one_error_is_told_with_its_file_row_and_column(
    tmp_path: Path, file: str, old: str, new: str, code: str, row: int | None, column: str | None
) -> None:
    found = [
        (finding.code, finding.where.row, finding.where.column) for finding in errors(tmp_path, changed(file, old, new))
    ]
    assert (code, row, column) in found


@pytest.mark.parametrize(("file", "old", "new", "code", "row", "column"), CODES)
def test_every_message_is_in_both_languages_and_names_the_file(
    tmp_path: Path, file: str, old: str, new: str, code: str, row: int | None, column: str | None
) -> None:
    for finding in errors(tmp_path, changed(file, old, new)):
        assert finding.where.file
        assert any("\u4e00" <= character <= "\u9fff" for character in finding.text.zh)
        assert not any("\u4e00" <= character <= "\u9fff" for character in finding.text.en.replace(new, ""))


def test_the_small_package_itself_has_no_error(tmp_path: Path) -> None:
    assert errors(tmp_path, FILES) == []


def test_errors_of_all_files_are_told_at_once(tmp_path: Path) -> None:
    files = changed("competition.yaml", "class: 1", "class: 9") | {
        "entrants.csv": FILES["entrants.csv"].replace("worker", "boss"),
        "marks/07.csv": FILES["marks/07.csv"].replace("A1.M2,,no", "A1.M2,,nein"),
    }
    assert {finding.where.file for finding in errors(tmp_path, files)} == {
        "competition.yaml",
        "entrants.csv",
        "marks/07.csv",
    }


def test_the_same_id_number_twice_in_a_contest_is_the_same_person(tmp_path: Path) -> None:
    found = errors(tmp_path, added("entrants.csv", "07-4,07,丁丁,239999199001010036,,,,,,,,,\n"))
    assert [(finding.code, finding.where.row) for finding in found] == [("same-person-twice", 8)]


def test_the_same_name_and_unit_with_nothing_else_known_is_the_same_person(tmp_path: Path) -> None:
    found = errors(tmp_path, added("entrants.csv", "07-4,07,甲,,,,worker,一厂,,,,,\n"))
    assert [(finding.code, finding.where.row) for finding in found] == [("same-person-twice", 8)]


def test_two_people_of_one_name_and_unit_are_told_apart_by_their_birth_dates(tmp_path: Path) -> None:
    assert errors(tmp_path, added("entrants.csv", "07-4,07,甲,,,1991-01-01,worker,一厂,,,,,\n")) == []


def test_a_message_never_repeats_an_id_number(tmp_path: Path) -> None:
    for finding in errors(tmp_path, changed("entrants.csv", "239999199001010036", "239999199001010039")):
        assert "2399991990" not in finding.text.zh + finding.text.en


def test_a_mark_above_the_maximum_or_partial_under_full_is_not_a_wrong_package(tmp_path: Path) -> None:
    assert errors(tmp_path, changed("marks/07.csv", "A1.M1,,yes", "A1.M1,,1.25")) == []
    assert errors(tmp_path, changed("marks/07.csv", "A1.M1,,yes", "A1.M1,,99")) == []


def test_parts_together_with_results_are_an_error(tmp_path: Path) -> None:
    files = changed("competition.yaml", "    level: world", "    parts: [{code: p, name: p, weight: 100, full: 9}]")
    assert [finding.code for finding in errors(tmp_path, files)] == ["parts-and-results"]


def test_marks_of_a_contest_decided_elsewhere_are_an_error(tmp_path: Path) -> None:
    found = errors(tmp_path, FILES | {"scores/world.csv": "entry,part,score\n"})
    assert [(finding.code, finding.where.file) for finding in found] == [("parts-and-results", "scores/world.csv")]


def test_a_contest_without_parts_and_results_is_an_error(tmp_path: Path) -> None:
    files = {name: text for name, text in FILES.items() if name != "results/world.csv"}
    assert [(finding.code, finding.where.column) for finding in errors(tmp_path, files)] == [
        ("missing-key", "contests[2].parts")
    ]


def test_a_table_as_csv_and_xlsx_at_once_is_an_error(tmp_path: Path) -> None:
    found = errors(tmp_path, FILES | {"judges.xlsx": b"PK"})
    assert "two-files" in {finding.code for finding in found}


def test_a_marks_file_of_an_unknown_contest_is_an_error(tmp_path: Path) -> None:
    found = errors(tmp_path, FILES | {"marks/99.csv": "entry,aspect,judge,value\n"})
    assert [(finding.code, finding.where.file) for finding in found] == [("unknown-contest", "marks/99.csv")]


@pytest.mark.parametrize("missing", ["competition.yaml", "entrants.csv"])
def test_a_missing_file_is_named(tmp_path: Path, missing: str) -> None:
    files = {name: text for name, text in FILES.items() if name != missing}
    assert ("missing-file", missing) in {(finding.code, finding.where.file) for finding in errors(tmp_path, files)}


def test_text_that_is_not_utf_8_is_told_with_its_row(tmp_path: Path) -> None:
    gbk = FILES["entrants.csv"].encode("gb18030")
    found = errors(tmp_path, FILES | {"entrants.csv": gbk})
    assert ("unreadable-file", "entrants.csv") in {(finding.code, finding.where.file) for finding in found}


def test_an_unreadable_scheme_does_not_drag_in_errors_of_its_marks(tmp_path: Path) -> None:
    found = errors(tmp_path, changed("schemes/07.csv", "尺寸,,2", "尺寸,,x"))
    assert {finding.where.file for finding in found} == {"schemes/07.csv"}


def test_settings_are_checked_when_the_tariffs_are_known(tmp_path: Path) -> None:
    load(tmp_path, FILES)
    with pytest.raises(PackageErrors) as caught:
        load_package(tmp_path / "package", known_settings())
    assert [(finding.code, finding.where.column) for finding in caught.value.findings] == [
        ("unknown-setting", "settings.heilongjiang.list"),
        ("unknown-setting", "settings.heilongjiang.nothing"),
    ]


def test_a_value_a_setting_does_not_take_is_told_with_its_line_beside_every_other_error(tmp_path: Path) -> None:
    files = changed("competition.yaml", "{coach_scope: all_tiers, nothing: null, list: [a, b]}", "{coach_scope: some}")
    files["competition.yaml"] = files["competition.yaml"].replace("class: 1", "class: 9")
    write_package({name: text.encode() for name, text in files.items()}, tmp_path / "package")
    with pytest.raises(PackageErrors) as caught:
        load_package(tmp_path / "package", known_settings())
    assert [(finding.code, finding.where.row, finding.where.column) for finding in caught.value.findings] == [
        ("unreadable-value", 5, "class"),
        ("setting-wrong", 11, "settings.heilongjiang.coach_scope"),
    ]


def test_a_flood_of_errors_ends_in_a_sentence(tmp_path: Path) -> None:
    rows = "07-1,A1.M1,,x,,,\n" * 2_000
    found = errors(tmp_path, added("marks/07.csv", rows))
    assert len(found) < 600
    assert "more-errors" in {finding.code for finding in found}


def test_an_overlong_competition_file_is_refused_before_it_is_parsed(tmp_path: Path) -> None:
    found = errors(tmp_path, FILES | {"competition.yaml": FILES["competition.yaml"] + "#" * 2**18})
    assert [finding.code for finding in found] == ["too-large"]


def test_a_table_of_too_many_columns_is_refused(tmp_path: Path) -> None:
    header = "entry,part,score" + ",x" * 300
    found = errors(tmp_path, FILES | {"scores/07.csv": f"{header}\n"})
    assert "too-large" in {finding.code for finding in found}
