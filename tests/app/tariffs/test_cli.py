"""The commands about tariffs, as somebody from a department would use them."""

from pathlib import Path

import pytest
from click.testing import Result
from flask import Flask

from app import create_app
from app.config import Settings
from scoring.tariff.loading import BUILT_IN, builtin_tariffs

HEILONGJIANG = next(BUILT_IN.glob("heilongjiang-*.yaml"))


@pytest.fixture(scope="module")
def commands() -> Flask:
    return create_app(Settings.headless(), serve=False)


def tariff(app: Flask, *words: str) -> Result:
    return app.test_cli_runner().invoke(args=["tariff", *words])


def altered(tmp_path: Path, old: str, new: str, source: Path = HEILONGJIANG) -> Path:
    text = source.read_text(encoding="utf-8")
    assert old in text
    changed = tmp_path / source.name
    changed.write_text(text.replace(old, new), encoding="utf-8")
    return changed


def test_the_built_in_tariffs_pass_the_check(commands: Flask) -> None:
    result = tariff(commands, "check", *map(str, sorted(BUILT_IN.glob("*.yaml"))))
    assert result.exit_code == 0
    assert result.stderr == ""
    assert len(result.stdout.splitlines()) == len(builtin_tariffs())


def test_a_wrong_tariff_is_told_with_file_line_and_cure_and_fails(commands: Flask, tmp_path: Path) -> None:
    wrong = altered(tmp_path, "rules:", "ruels:")
    result = tariff(commands, "check", str(wrong), str(HEILONGJIANG))
    assert result.exit_code == 1
    assert f"{wrong.name}:" in result.stderr
    assert "did you mean rules?" in result.stderr
    assert HEILONGJIANG.name in result.stdout


def test_a_wrong_word_is_told_with_its_line(commands: Flask, tmp_path: Path) -> None:
    wrong = altered(tmp_path, "gives: prize", "gives: price")
    lines = [number for number, text in enumerate(wrong.read_text(encoding="utf-8").splitlines(), 1) if "price" in text]
    told = tariff(commands, "check", str(wrong)).stderr
    assert lines
    assert all(f"{wrong.name}:{line}: error" in told for line in lines)


def test_two_versions_in_force_on_the_same_day_fail_the_check(commands: Flask, tmp_path: Path) -> None:
    result = tariff(commands, "check", str(HEILONGJIANG), str(altered(tmp_path, "2022-11", "2022-12")))
    assert result.exit_code == 1
    assert "error" in result.stderr


def test_a_tariff_that_is_not_there_is_told(commands: Flask) -> None:
    assert tariff(commands, "check", "none.yaml").exit_code == 1
    assert tariff(commands, "show", "none").exit_code == 1
    result = tariff(commands, "diff", "heilongjiang@1999", "shandong")
    assert result.exit_code == 1
    assert "heilongjiang@2022-11" in result.stderr


def test_all_built_in_examples_run_and_the_last_line_counts_them(commands: Flask) -> None:
    result = tariff(commands, "test")
    lines = result.stdout.splitlines()
    assert result.exit_code == 0
    assert lines[-1] == f"{len(lines) - 1} passed, 0 failed"
    assert len(lines) > 50


def test_an_example_that_fails_is_shown_counted_and_fails(commands: Flask, tmp_path: Path) -> None:
    example = altered(
        tmp_path, "../", f"{BUILT_IN}/", BUILT_IN / "examples" / HEILONGJIANG.name.replace("-2022-11", "")
    )
    example.write_text(example.read_text(encoding="utf-8").replace("amount: 20000", "amount: 20001", 1), "utf-8")
    result = tariff(commands, "test", str(example))
    *_, last = result.stdout.splitlines()
    assert result.exit_code == 1
    assert last.endswith(" passed, 1 failed")
    assert result.stdout.count("✗") == 1
    assert "20001" in result.stdout


def test_a_tariff_is_shown_clause_by_clause(commands: Flask) -> None:
    result = tariff(commands, "show", "heilongjiang", "--version", "2022-11")
    assert result.exit_code == 0
    for rule in builtin_tariffs()["heilongjiang"][0].file.rules:
        assert any(rule.clause in line and rule.id in line for line in result.stdout.splitlines())
    assert tariff(commands, "show", "heilongjiang").stdout == result.stdout
    assert tariff(commands, "show", str(HEILONGJIANG)).stdout == result.stdout


def test_the_difference_between_two_versions_names_what_changed(commands: Flask, tmp_path: Path) -> None:
    changed = altered(tmp_path, "500000", "600000")
    result = tariff(commands, "diff", "heilongjiang@2022-11", str(changed))
    assert result.exit_code == 0
    assert "~ rules.prize-world.amount.by_place.1: 500000 → 600000" in result.stdout
    assert "No differences" in tariff(commands, "diff", str(HEILONGJIANG), "heilongjiang").stdout
