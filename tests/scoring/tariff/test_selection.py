"""Which tariff and which version of it a competition falls under."""

from datetime import date

import pytest

from scoring.tariff.loading import load_tariff
from scoring.tariff.model import Competition
from scoring.tariff.selection import check_versions, select_tariffs
from tests.scoring.tariff.test_checks import GOOD

NEWER = GOOD.replace('version: "1"', 'version: "2"').replace("basis: 示例}", 'basis: 示例, supersedes: "1"}')
VERSIONS = [load_tariff(GOOD), load_tariff(NEWER.replace("from: 2023-01-01", "from: 2024-03-01"))]


def selected(on: date, jurisdiction: str = "2301") -> list[str]:
    competition = Competition("c", "赛", "province", jurisdiction, on, on)
    return [one.version for one in select_tariffs(competition, {"sample": VERSIONS}).tariffs]


@pytest.mark.parametrize(
    ("on", "versions"),
    [
        (date(2022, 12, 31), []),
        (date(2023, 1, 1), ["1"]),
        (date(2024, 2, 29), ["1"]),
        (date(2024, 3, 1), ["2"]),
        (date(2030, 1, 1), ["2"]),
    ],
)
def test_a_version_ends_the_day_before_the_one_that_supersedes_it(on: date, versions: list[str]) -> None:
    assert check_versions(VERSIONS) == []
    assert selected(on) == versions


@pytest.mark.parametrize(("jurisdiction", "applies"), [("23", True), ("2301", True), ("2", False), ("37", False)])
def test_a_tariff_applies_where_its_jurisdiction_begins_the_competitions(jurisdiction: str, applies: bool) -> None:
    assert bool(selected(date(2023, 6, 1), jurisdiction)) is applies
