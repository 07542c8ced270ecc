"""The real selection contest of the shared cases, given the expected ranks: the grants of the built-in tariff."""

import csv
import json
from collections import defaultdict
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from scoring.tariff.engine import compute_grants
from scoring.tariff.grants import GrantOutcome
from scoring.tariff.loading import builtin_tariffs
from scoring.tariff.model import Backer, Competition, ContestFacts, Fact, Person, Placing

PACKAGE = Path(__file__).resolve().parents[4] / "shared" / "cases" / "packages" / "web-selection"
pytestmark = pytest.mark.skipif(not PACKAGE.exists(), reason="the shared cases are not beside this repository")


def people() -> dict[str, list[Person]]:
    found = {}
    with (PACKAGE / "entrants.csv").open(encoding="utf-8-sig") as file:
        for number, row in enumerate(csv.DictReader(file), start=2):
            source = f"entrants.csv:{number}"
            known = {"yes": True, "no": False}.get(row["fact:employed_in_province"])
            person = Person(
                name=row["name"],
                group=row["group"],
                level_held=row["level_held"],
                facts={"employed_in_province": Fact(known, source)},
                source=source,
            )
            found[row["entry"]] = [person]
    return found


def backers() -> dict[str, list[Backer]]:
    found = defaultdict(list)
    with (PACKAGE / "backers.csv").open(encoding="utf-8-sig") as file:
        for row in csv.DictReader(file):
            found[row["entry"]].append(Backer(row["kind"], row["name"]))
    return found


def outcome() -> tuple[GrantOutcome, dict]:
    expected = json.loads((PACKAGE / "expected.json").read_text(encoding="utf-8"))
    entrants = people()
    placings = [
        Placing(
            entry=row["entry"],
            contest="17",
            group=entrants[row["entry"]][0].group,
            rank=row["rank"],
            award_rank=row["rank"],
            medal=row["medal"],
            total=Decimal(row["total"]),
        )
        for row in expected["entries"]
    ]
    competition = Competition(
        code="web-selection",
        name="网站设计与开发省级选拔赛",
        level="province",
        jurisdiction="23",
        starts_on=date(2024, 3, 4),
        results_on=date(2024, 3, 5),
        class_=1,
        kinds=("single", "selection"),
        filed_with=("hrss",),
    )
    contest = ContestFacts("17", "网站设计与开发", started=22, competed=22)
    tariffs = builtin_tariffs()["heilongjiang"]
    return compute_grants(competition, [contest], placings, entrants, backers(), tariffs), expected


def test_the_prizes_are_exactly_those_expected() -> None:
    result, expected = outcome()
    found = [
        {
            "entry": grant.entry,
            "beneficiary": grant.beneficiary.kind,
            "amount": grant.to_json()["amount"],
            "status": grant.status,
        }
        for grant in result.grants
        if grant.kind == "prize"
    ]
    key = lambda row: (row["entry"], row["beneficiary"])  # noqa: E731
    assert sorted(found, key=key) == sorted(expected["prizes"], key=key)


def test_the_other_grants_are_exactly_those_expected_beside_eligibilities() -> None:
    result, expected = outcome()
    found = [
        {"entry": grant.entry, "kind": grant.kind, "status": grant.status}
        for grant in result.grants
        if grant.kind not in ("prize", "eligibility")
    ]
    key = lambda row: (row["entry"], row["kind"])  # noqa: E731
    assert sorted(found, key=key) == sorted(expected["other_grants"], key=key)


def test_a_grant_carries_its_clause_version_facts_sources_and_settings() -> None:
    result, _ = outcome()
    first = next(grant for grant in result.grants if grant.rule == "prize-province-class-1")
    printed = first.to_json()
    assert list(printed) == [
        *("entry", "contest", "kind", "status", "beneficiary", "amount", "title", "level", "payer", "fund"),
        *("tariff", "version", "rule", "clause", "because", "missing", "settings", "displaced_by", "text"),
    ]
    assert printed["clause"] == "三（七）31"
    assert printed["version"] == "2022-11"
    assert printed["settings"] == {"employed_on": "results"}
    assert {"fact": "award_rank", "value": "1", "source": "results"} in printed["because"]
    assert {"fact": "employed_in_province", "value": "yes", "source": "entrants.csv:20"} in printed["because"]


def test_pending_and_refused_grants_say_why_in_both_languages() -> None:
    result, _ = outcome()
    by_entry = {grant.entry: grant for grant in result.grants if grant.rule == "prize-province-class-1"}
    assert by_entry["17-017"].missing == ("employed_in_province",)
    assert "待定，尚缺：在省内就业" in by_entry["17-017"].text.zh
    assert "still missing: employed in the province" in by_entry["17-017"].text.en
    assert "在省内就业为否（entrants.csv:15" in by_entry["17-014"].text.zh
