"""Tariff files with one thing wrong each: found, with its line, its name and what to do."""

from pathlib import Path

import pytest

from scoring.findings import Severity
from scoring.tariff.loading import TariffError, check_tariff, load_tariff

GOOD = """\
format: 1
tariff: sample
version: "1"
name: {zh: 示例, en: Sample}
jurisdiction: "23"
document: {title: 示例办法, title_en: Sample, issued: "2023"}
in_force: {from: 2023-01-01, basis: 示例}
facts:
  local: {zh: 本地, en: local}
settings:
  mode: {values: [a, b], default: a, asks: {zh: 哪种, en: which}, source: 示例}
conditions:
  first: {level: province}
rules:
  - id: prize
    clause: 一
    name: {zh: 奖励, en: prize}
    gives: prize
    to: entry
    results: {condition: first, place: 1-3, setting: {mode: a}}
    requires: [{fact: local}]
    amount: {by_place: {1: 300, 2: 200, 3: 100}}
"""

WRONG = [
    ("tariff-unreadable", 20, "place: 1-3", "palce: 1-3"),
    ("tariff-unreadable", 15, "  - id: prize\n    clause: 一", "  - id: prize\n    id: prize\n    clause: 一"),
    ("tariff-unreadable", 18, "gives: prize", "gives: money"),
    ("tariff-unreadable", 22, "1: 300", "1: 300.555"),
    ("tariff-unreadable", 22, "1: 300", "first: 300"),
    ("tariff-unreadable", 7, "from: 2023-01-01", "from: soon"),
    ("tariff-unreadable", 15, "    clause: 一\n", ""),
    ("tariff-unreadable", 20, "condition: first", "level: universe"),
    ("fact-undeclared", 9, "fact: local", "fact: locl"),
    ("condition-unknown", 13, "condition: first", "condition: second"),
    ("setting-undeclared", 11, "setting: {mode: a}", "setting: {mood: a}"),
    ("rule-unreachable", 11, "setting: {mode: a}", "setting: {mode: c}"),
    ("rule-unreachable", 20, "condition: first,", "condition: first, level: city,"),
    ("default-unknown", 11, "default: a", "default: c"),
    (
        "id-repeated",
        23,
        r"\Z",
        "  - {id: prize, clause: 二, name: {zh: 甲, en: a}, gives: pool, to: entry, results: {place: 1}}\n",
    ),
    ("amount-unclear", 22, "amount: {by_place:", "amount: {yuan: 5, by_place:"),
    ("amount-unclear", 22, "amount: {by_place: {1: 300, 2: 200, 3: 100}}", "amount: {at_most: 5}"),
    ("amount-misplaced", 15, "gives: prize", "gives: pool"),
    ("amount-misplaced", 15, "    amount: {by_place: {1: 300, 2: 200, 3: 100}}\n", ""),
    ("promotion-misplaced", 15, "gives: prize", "gives: promotion"),
    ("table-overlap", 22, "2: 200", "1-2: 200"),
    ("source-missing", 16, "clause: 一", 'clause: " "'),
    ("source-missing", 7, "basis: 示例", 'basis: ""'),
    ("date-wrong", 7, "from: 2023-01-01", "from: 2023-01-01, until: 2022-01-01"),
    ("date-wrong", 7, "from: 2023-01-01", "from: 1900-01-01"),
    ("circle", 13, "first: {level: province}", "first: {condition: first}"),
    ("circle", 13, "first: {level: province}", "first: {condition: b}\n  b: {not: {condition: first}}"),
    ("circle", 15, "amount: {by_place: {1: 300, 2: 200, 3: 100}}", "amount: {same_as: prize}"),
    ("circle", 15, "requires: [{fact: local}]", "requires: [{fact: local}, {granted: prize}]"),
    ("rule-unknown", 15, "requires: [{fact: local}]", "requires: [{fact: local}, {granted: price}]"),
    ("rule-unreachable", 22, "1: 300, 2: 200, 3: 100", "4: 300, 5-6: 200"),
    ("fact-undeclared", 9, "    requires:", "    paid_after: accepted\n    requires:"),
    ("fact-undeclared", 9, "    requires:", "    payer: {fact: city, if_yes: 甲, if_no: 乙}\n    requires:"),
    ("setting-undeclared", 11, "    requires:", "    payer: {setting: who}\n    requires:"),
    ("setting-undeclared", 11, "rules:\n", "places: {tied: ties}\nrules:\n"),
    (
        "rule-unknown",
        15,
        r"\Z",
        "targets: [{id: t, clause: 二, name: {zh: 甲, en: a}, number: 5, counts: x, rules: price}]\n",
    ),
    ("instalments-wrong", 22, "3: 100}}", "3: 100}, instalments: [1, 0]}"),
    ("condition-empty", 15, "requires: [{fact: local}]", "requires: [{fact: local}, {}]"),
    ("combination-unclear", 23, r"\Z", "combine: [{id: x, clause: 二, among: prize, per: entry, within: entry}]\n"),
    (
        "setting-undeclared",
        11,
        r"\Z",
        "combine: [{id: x, clause: 二, among: prize, per: entry, within: entry, by_setting: q}]\n",
    ),
]


def broken(old: str, new: str) -> str:
    assert old == r"\Z" or old in GOOD
    return GOOD + new if old == r"\Z" else GOOD.replace(old, new, 1)


def test_the_sample_itself_is_sound() -> None:
    assert check_tariff(GOOD).findings == []


@pytest.mark.parametrize(("code", "line", "old", "new"), WRONG)
def test_each_mistake_is_an_error_with_its_line_and_a_cure(code: str, line: int, old: str, new: str) -> None:
    loaded = check_tariff(broken(old, new), "sample.yaml")
    assert loaded.tariff is None
    near = [one for one in loaded.findings if one.code == code and one.severity is Severity.ERROR]
    assert near, loaded.findings
    assert abs(int(near[0].where.row) - line) <= 1
    assert near[0].where.file == "sample.yaml"
    assert near[0].text.zh
    assert near[0].text.en


WARNED = [
    ("table-hole", "2: 200, ", ""),
    ("setting-unused", ", setting: {mode: a}", ""),
]


@pytest.mark.parametrize(("code", "old", "new"), WARNED)
def test_what_is_doubtful_is_a_warning_and_the_tariff_still_loads(code: str, old: str, new: str) -> None:
    loaded = check_tariff(broken(old, new))
    assert loaded.tariff is not None
    assert [one.code for one in loaded.findings] == [code]


def test_an_unknown_key_is_named_with_the_nearest_known_one() -> None:
    found = check_tariff(broken("place: 1-3", "palce: 1-3")).findings
    assert "place" in found[0].text.zh
    assert "did you mean place" in found[0].text.en


def test_all_errors_come_together() -> None:
    text = broken("fact: local", "fact: locl").replace("default: a", "default: c")
    with pytest.raises(TariffError) as raised:
        load_tariff(text)
    assert {one.code for one in raised.value.findings} == {"fact-undeclared", "default-unknown"}


def test_conditions_that_multiply_without_measure_are_refused() -> None:
    chain = "".join(f"  c{n}: {{all: [{{condition: c{n + 1}}}, {{condition: c{n + 1}}}]}}\n" for n in range(40))
    text = GOOD.replace(
        "  first: {level: province}\n", f"  first: {{condition: c0}}\n{chain}  c40: {{level: province}}\n"
    )
    assert {one.code for one in check_tariff(text).findings} == {"circle"}


def test_a_file_in_another_encoding_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "gbk.yaml"
    path.write_bytes(GOOD.encode("gb18030"))
    found = check_tariff(path).findings
    assert [one.code for one in found] == ["tariff-unreadable"]
    assert "UTF-8" in found[0].text.zh


def test_a_byte_order_mark_is_no_error_and_the_hash_is_that_of_the_file(tmp_path: Path) -> None:
    path = tmp_path / "bom.yaml"
    path.write_bytes(GOOD.encode("utf-8-sig"))
    plain = check_tariff(GOOD).tariff
    marked = check_tariff(path).tariff
    assert marked.file == plain.file
    assert marked.sha256 != plain.sha256
