"""The whole job without a page, on real marks and on what can go wrong with a package."""

import hashlib
import json
import shutil
import subprocess
from decimal import Decimal
from pathlib import Path

import openpyxl
import pytest
from click.testing import Result
from flask import Flask

from app import create_app
from app.config import Settings
from app.crypto import verification_code
from app.exchange.demo import generate_package, write_package

CASE = Path(__file__).parents[4] / "shared" / "cases" / "packages" / "web-selection"
KEY = b"a key for tests, thirty-two bytes long"


@pytest.fixture(scope="module")
def commands() -> Flask:
    return create_app(Settings.headless(), serve=False)


def settle(app: Flask, package: Path, out: Path, *options: str) -> Result:
    return app.test_cli_runner().invoke(args=["settle", str(package), "--out", str(out), *options])


def read(out: Path, name: str) -> dict:
    return json.loads((out / name).read_text("utf-8"))


@pytest.fixture(scope="module")
def case() -> Path:
    if not CASE.is_dir():
        pytest.skip("the cases are not beside this checkout")
    return CASE


@pytest.fixture(scope="module")
def settled(commands: Flask, case: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("settled") / "out"
    assert settle(commands, case, out).exit_code == 0
    return out


@pytest.fixture
def variant(case: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(case, tmp_path / "package"))


@pytest.fixture
def small(tmp_path: Path) -> Path:
    write_package(generate_package(2, 12, 3), tmp_path / "small")
    return tmp_path / "small"


def replace(path: Path, old: str, new: str) -> None:
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), "utf-8")


def test_real_marks_give_the_results_that_were_computed_independently(settled: Path, case: Path) -> None:
    expected = json.loads((case / "expected.json").read_text("utf-8"))
    contest = read(settled, "results.json")["contests"][0]
    found = {line["entry"]: line for line in contest["entries"]}
    assert contest["started"] == expected["started"]
    assert len([line for line in contest["entries"] if line["rank"]]) == len(expected["entries"])
    for line in expected["entries"]:
        assert {key: found[line["entry"]][key] for key in line} == line


def test_real_marks_bring_the_expected_prizes_and_other_grants(settled: Path, case: Path) -> None:
    expected = json.loads((case / "expected.json").read_text("utf-8"))
    grants = read(settled, "grants.json")["grants"]
    prizes = sorted(
        (grant["entry"], grant["beneficiary"]["kind"], grant["amount"], grant["status"])
        for grant in grants
        if grant["kind"] == "prize"
    )
    assert prizes == sorted(
        (one["entry"], one["beneficiary"], one["amount"], one["status"]) for one in expected["prizes"]
    )
    others = [(grant["entry"], grant["kind"], grant["status"]) for grant in grants]
    for one in expected["other_grants"]:
        assert (one["entry"], one["kind"], one["status"]) in others


def test_every_grant_names_its_clause_its_facts_and_a_sentence_in_two_languages(settled: Path) -> None:
    for grant in read(settled, "grants.json")["grants"]:
        assert grant["clause"]
        assert grant["because"]
        assert grant["text"]["zh"]
        assert grant["text"]["en"]
        assert grant["missing"] or grant["status"] != "pending"


def test_payout_holds_the_granted_money_and_nothing_else(settled: Path) -> None:
    book = openpyxl.load_workbook(settled / "payout.xlsx")
    heading, *rows = book["payout"].iter_rows(values_only=True)
    assert heading == (
        "payer", "fund", "payee_kind", "payee", "unit", "contest", "entry", "rule", "clause", "amount",
    )  # fmt: skip
    granted = [
        grant
        for grant in read(settled, "grants.json")["grants"]
        if grant["status"] == "granted" and grant["kind"] in ("prize", "subsidy", "allowance")
    ]
    assert [(row[6], Decimal(str(row[9]))) for row in rows] == [
        (grant["entry"], Decimal(grant["amount"])) for grant in granted
    ]
    totals = book["totals"]
    assert totals.cell(totals.max_row, 1).value == "total"
    assert sum(row[9] for row in rows) == totals.cell(totals.max_row, 5).value == 40000


def test_the_manifest_hashes_every_other_file(settled: Path) -> None:
    files = {
        str(path.relative_to(settled)): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in settled.rglob("*")
        if path.is_file() and path.name != "manifest.json"
    }
    manifest = read(settled, "manifest.json")
    assert manifest["files"] == files
    assert [one["tariff"] for one in manifest["tariffs"]] == ["heilongjiang"]


def test_one_certificate_for_each_medal_embeds_its_fonts_and_says_sample_without_a_key(settled: Path) -> None:
    lines = read(settled, "results.json")["contests"][0]["entries"]
    due = {f"{line['entry']}-award.pdf" for line in lines if line["medal"]}
    assert {path.name for path in (settled / "certificates").iterdir()} == due
    paper = settled / "certificates" / "17-019-award.pdf"
    fonts = subprocess.run(["pdffonts", paper], capture_output=True, text=True, check=True).stdout.splitlines()[2:]
    assert fonts
    assert all(line.split()[-5:-2] == ["yes", "yes", "yes"] for line in fonts)  # embedded, subset, with Unicode
    words = subprocess.run(["pdftotext", paper, "-"], capture_output=True, text=True, check=True).stdout
    assert "选手19" in words
    assert "样本" in words


def test_with_a_key_the_code_leads_to_the_verification_page(commands: Flask, case: Path, tmp_path: Path) -> None:
    (tmp_path / "verify.key").write_bytes(KEY)
    options = ("--verify-key", str(tmp_path / "verify.key"), "--base-url", "https://certificates.example/")
    assert settle(commands, case, tmp_path / "out", *options).exit_code == 0
    paper = tmp_path / "out" / "certificates" / "17-019-award.pdf"
    subprocess.run(["pdftoppm", "-r", "150", "-png", "-singlefile", paper, tmp_path / "page"], check=True)
    read_code = subprocess.run(
        ["zbarimg", "--quiet", "--raw", tmp_path / "page.png"], capture_output=True, text=True, check=True
    )
    code = verification_code(KEY, "web-selection", "17-019", "1:选手19", "award")
    assert read_code.stdout.strip() == f"https://certificates.example/verify/{code}"
    words = subprocess.run(["pdftotext", paper, "-"], capture_output=True, text=True, check=True).stdout
    assert "样本" not in words
    assert code[:4] in words


def test_the_same_package_gives_the_same_bytes(commands: Flask, small: Path, tmp_path: Path) -> None:
    for name in ("first", "second"):
        assert settle(commands, small, tmp_path / name).exit_code == 0
    assert (tmp_path / "first" / "manifest.json").read_bytes() == (tmp_path / "second" / "manifest.json").read_bytes()
    assert read(tmp_path / "first", "manifest.json")["files"]["payout.xlsx"]


def test_certificates_can_be_left_out(commands: Flask, small: Path, tmp_path: Path) -> None:
    assert settle(commands, small, tmp_path / "out", "--no-certificates").exit_code == 0
    assert not (tmp_path / "out" / "certificates").exists()


def test_a_wrong_package_writes_only_its_findings(commands: Flask, variant: Path, tmp_path: Path) -> None:
    replace(variant / "entrants.csv", "17-001,17,", "17-001,99,")
    replace(variant / "marks" / "17.csv", "17-002,A1.M1,,", "17-002,Z9.M1,,")
    result = settle(commands, variant, tmp_path / "out")
    assert result.exit_code == 1
    assert [path.name for path in (tmp_path / "out").iterdir()] == ["findings.json"]
    errors = [one for one in read(tmp_path / "out", "findings.json") if one["severity"] == "error"]
    assert {(one["where"]["file"], one["where"]["column"]) for one in errors} >= {
        ("entrants.csv", "contest"),
        ("marks/17.csv", "aspect"),
    }


def test_an_unknown_setting_or_value_is_an_error_of_the_package(commands: Flask, variant: Path, tmp_path: Path) -> None:
    replace(
        variant / "competition.yaml",
        "tariffs: [heilongjiang]",
        "tariffs: [heilongjiang]\nsettings: {heilongjiang: {coach_scope: everybody}}",
    )
    assert settle(commands, variant, tmp_path / "out").exit_code == 1
    replace(variant / "competition.yaml", "coach_scope: everybody", "no_such_setting: yes")
    assert settle(commands, variant, tmp_path / "other").exit_code == 1


def test_a_folder_that_is_not_empty_is_left_alone(commands: Flask, small: Path, tmp_path: Path) -> None:
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / "kept.txt").write_text("mine")
    assert settle(commands, small, tmp_path / "out").exit_code == 1
    assert [path.name for path in (tmp_path / "out").iterdir()] == ["kept.txt"]


def test_a_blocked_contest_pays_nothing_and_its_grants_wait_for_publication(
    commands: Flask, variant: Path, tmp_path: Path
) -> None:
    replace(variant / "marks" / "17.csv", "17-019,A1.M1,,", "17-019,A1.M1,,9")  # 91, 90 …: far above the maximum
    result = settle(commands, variant, tmp_path / "out")
    assert result.exit_code == 2
    assert not (tmp_path / "out" / "certificates").exists()
    grants = read(tmp_path / "out", "grants.json")["grants"]
    assert grants
    assert {(grant["status"], tuple(grant["missing"])) for grant in grants} == {("pending", ("publication",))}
    assert openpyxl.load_workbook(tmp_path / "out" / "payout.xlsx")["payout"].max_row == 1
    assert read(tmp_path / "out", "findings.json")[0]["severity"] == "error"


def test_an_unmarked_cell_leaves_the_entry_incomplete_and_blocks(
    commands: Flask, variant: Path, tmp_path: Path
) -> None:
    lines = (variant / "marks" / "17.csv").read_text("utf-8").splitlines(keepends=True)
    kept = [line for line in lines if not line.startswith("17-019,A1.M1,")]
    assert len(kept) == len(lines) - 1
    (variant / "marks" / "17.csv").write_text("".join(kept), "utf-8")
    assert settle(commands, variant, tmp_path / "out").exit_code == 2
    entries = {line["entry"]: line for line in read(tmp_path / "out", "results.json")["contests"][0]["entries"]}
    line = entries["17-019"]
    assert (line["status"], line["rank"], line["total"], line["parts"]) == ("incomplete", None, None, {})
    assert entries["17-017"]["rank"] == 1


def test_a_fact_that_no_tariff_reads_is_a_warning(commands: Flask, variant: Path, tmp_path: Path) -> None:
    replace(variant / "entrants.csv", "fact:employed_in_province", "fact:likes_tea")
    assert settle(commands, variant, tmp_path / "out").exit_code == 0
    warnings = [one["text"]["en"] for one in read(tmp_path / "out", "findings.json") if one["severity"] == "warning"]
    assert any("likes_tea" in text for text in warnings)


def test_a_decision_about_an_unknown_rule_or_setting_is_an_error_of_the_package(
    commands: Flask, variant: Path, tmp_path: Path
) -> None:
    (variant / "decisions.csv").write_text(
        "contest,entry,person,rule,question,value,decided_by\n"
        "17,17-017,,no-such-rule,evidence:employed_in_province,yes,裁判长\n"
        "17,,,,setting:no_such_setting,yes,裁判长\n",
        "utf-8",
    )
    assert settle(commands, variant, tmp_path / "out").exit_code == 1
    assert [path.name for path in (tmp_path / "out").iterdir()] == ["findings.json"]


def test_evidence_decided_by_people_turns_a_waiting_prize_into_a_granted_one(
    commands: Flask, variant: Path, tmp_path: Path
) -> None:
    (variant / "decisions.csv").write_text(
        "contest,entry,question,value,decided_by,document\n"
        "17,17-017,evidence:employed_in_province,yes,省人社厅,人社函〔2024〕5号\n",
        "utf-8",
    )
    assert settle(commands, variant, tmp_path / "out").exit_code == 0
    grants = read(tmp_path / "out", "grants.json")["grants"]
    prizes = {
        grant["beneficiary"]["kind"]: grant
        for grant in grants
        if grant["entry"] == "17-017" and grant["kind"] == "prize"
    }
    assert prizes["competitor"]["status"] == "granted"
    sources = {reason["fact"]: reason["source"] for reason in prizes["competitor"]["because"]}
    assert sources["employed_in_province"] == "decisions.csv:2"


def test_a_mark_of_nine_decimals_is_written_without_an_exponent(commands: Flask, variant: Path, tmp_path: Path) -> None:
    replace(variant / "competition.yaml", "places: 2", "places: 9")
    settle(commands, variant, tmp_path / "out", "--no-certificates")
    lines = read(tmp_path / "out", "results.json")["contests"][0]["entries"]
    marks = [mark for line in lines for mark in (*line["parts"].values(), *line["criteria"].values())]
    assert "0.000000000" in marks
    assert not [mark for mark in marks if "E" in mark]
