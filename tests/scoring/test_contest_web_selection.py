"""The web-selection case: real marks, results computed elsewhere."""

from scoring.contest import compute_results
from tests.scoring.web_selection import read_case


def test_the_web_selection_case_gives_the_results_computed_elsewhere() -> None:
    contest, data, expected = read_case()
    results = compute_results(contest, data)
    ranked = [
        {
            "entry": entry.entry,
            "total": str(entry.total),
            "criteria": {code: str(value) for code, value in entry.criteria.items()},
            "rank": entry.rank,
            "medal": entry.medal.value if entry.medal else None,
            "scale": entry.scale,
        }
        for entry in results.entries
        if entry.rank is not None
    ]
    assert results.started == expected["started"]
    assert ranked == expected["entries"]
    assert not results.findings
