"""The worked examples beside the tariffs and those of the fixtures, run through the real computation."""

import csv
import json
from pathlib import Path

import pytest

from scoring.tariff.examples import read_examples, run_examples, summary
from scoring.tariff.loading import BUILT_IN, builtin_tariffs, check_tariff, tariff_schema
from scoring.tariff.selection import check_versions, last_day, version_on

FIXTURES = Path(__file__).parent / "fixtures"
FILES = [*sorted((BUILT_IN / "examples").glob("*.yaml")), *sorted((FIXTURES / "examples").glob("*.yaml"))]
CLAUSES = [
    *(f"HLJ-31{letter}" for letter in "abcdefg"),
    *("HLJ-29", "HLJ-30", "HLJ-32", "HLJ-13", "HLJ-33", "HLJ-8", "HLJ-25", "HLJ-2", "HLJ-7", "HLJ-28", "HLJ-18"),
    *("ART-1", "ART-2", "L-7", "L-11", "L-12", "L-13", "L-17", "L-18"),
    *("SX-13", "SX-14", "SX-15", "SX-3", "SX-16", "SX-6", "SX-17", "SX-pay"),
    *("SD-21a", "SD-21b", "SD-21c", "SD-21d", "SD-21e", "SD-20", "SD-19", "SD-22", "SD-16"),
]


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_every_worked_example_comes_out(path: Path) -> None:
    ran = run_examples(path)
    assert ran
    assert [(one.case, one.wrong) for one in ran if one.wrong] == []


def test_an_example_that_does_not_come_out_fails_and_is_counted(tmp_path: Path) -> None:
    text = (FIXTURES / "examples" / "t20.yaml").read_text(encoding="utf-8")
    wrong = tmp_path / "wrong.yaml"
    wrong.write_text(text.replace("amount: 5000", "amount: 5001").replace("../", f"{FIXTURES}/"), encoding="utf-8")
    assert summary(run_examples(wrong)) == "0 passed, 1 failed"


@pytest.mark.parametrize("path", [*BUILT_IN.glob("*.yaml"), *FIXTURES.glob("*.yaml")], ids=lambda path: path.stem)
def test_every_tariff_is_free_of_findings_but_for_the_known_hole(path: Path) -> None:
    codes = [finding.code for finding in check_tariff(path).findings]
    assert codes == (["table-hole"] if path.stem == "t10-second-text" else [])


def test_the_published_schema_is_current() -> None:
    written = json.loads((BUILT_IN / "tariff.schema.json").read_text(encoding="utf-8"))
    assert written == tariff_schema()


def coverage() -> list[dict[str, str]]:
    with (BUILT_IN / "coverage.csv").open(encoding="utf-8") as file:
        return list(csv.DictReader(file))


def test_every_clause_is_covered() -> None:
    assert {row["clause_id"] for row in coverage()} == set(CLAUSES)


def test_every_rule_target_and_remark_stands_in_the_coverage() -> None:
    listed = {(row["clause_id"], row["tariff"], row["rule"]) for row in coverage()}
    wanted = set()
    for name, versions in builtin_tariffs().items():
        file = versions[-1].file
        wanted |= {(clause, name, rule.id) for rule in file.rules for clause in rule.covers}
        wanted |= {(clause, name, f"target:{one.id}") for one in file.targets for clause in one.covers}
        wanted |= {(clause, name, "remark") for one in file.remarks for clause in one.covers}
        assert all(rule.covers for rule in file.rules)
    assert listed == wanted


def rule_rows() -> list[dict[str, str]]:
    return [row for row in coverage() if row["rule"] != "remark" and not row["rule"].startswith("target:")]


@pytest.mark.parametrize("status", ["granted", "refused", "pending"])
def test_the_examples_the_coverage_names_show_what_it_says(status: str) -> None:
    for row in rule_rows():
        examples = {one.case: one for one in read_examples(BUILT_IN / "examples" / f"{row['tariff']}.yaml").examples}
        kind, _, case = row[status].rpartition(": ") if ": " in row[status] else ("", "", row[status])
        if row[status] == "-":
            assert status == "pending", row
            assert cannot_be_unknown(row), row
        elif kind == "nothing":
            assert status == "refused"
            assert examples[case].nothing, row
        elif kind == "allowance":
            assert examples[case].allowance.rule == row["rule"]
        else:
            assert any(one.rule == row["rule"] and one.status == status for one in examples[case].expect), row


def cannot_be_unknown(row: dict[str, str]) -> bool:
    """Without requirement, ladder, planning period, place or setting nothing of a rule can be unknown."""
    file = builtin_tariffs()[row["tariff"]][-1].file
    rule = next(one for one in file.rules if one.id == row["rule"])
    open_amount = rule.amount is not None and rule.amount.by_setting is not None
    return not (
        rule.requires or rule.promotion or rule.not_if_held or file.planning or open_amount or rule.results.place
    )


def test_the_version_of_a_day_is_the_one_in_force() -> None:
    versions = [check_tariff(FIXTURES / "t1-heilongjiang-2017.yaml").tariff, *builtin_tariffs()["heilongjiang"]]
    days = [one.file.in_force for one in versions]
    assert version_on(versions, days[0].until) is versions[0]
    assert version_on(versions, days[1].from_) is versions[1]
    assert last_day(versions[1], versions) is None
    assert check_versions(versions) == []


def test_versions_in_force_on_the_same_day_are_an_error(tmp_path: Path) -> None:
    text = (FIXTURES / "t1-heilongjiang-2017.yaml").read_text(encoding="utf-8")
    other = tmp_path / "other.yaml"
    other.write_text(text.replace("2022-10-31", "2022-11-01"), encoding="utf-8")
    versions = [check_tariff(other).tariff, *builtin_tariffs()["heilongjiang"]]
    assert [finding.code for finding in check_versions(versions)] == ["versions-overlap"]
