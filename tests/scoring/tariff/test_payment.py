"""What a clause says of payment takes effect: claimed in time, paid only after an acceptance."""

from datetime import date

import pytest

from scoring.tariff.engine import compute_grants
from scoring.tariff.grants import Grant
from scoring.tariff.loading import load_tariff
from scoring.tariff.model import Competition, ContestFacts, Fact, Person, Placing
from tests.scoring.tariff.test_checks import GOOD

ON = date(2023, 8, 1)
FACTS = "facts:\n  accepted: {zh: 验收合格, en: accepted}\n"


def grant(more: str, accepted: bool | None = None, decided: date | None = None) -> Grant:
    text = GOOD.replace("facts:\n", FACTS).replace("    requires:", f"    {more}\n    requires:")
    competition = Competition("c", "赛", "province", "23", ON, ON, decided_on=decided)
    facts = {"local": Fact(True, "entrants.csv:2"), "accepted": Fact(accepted, "entrants.csv:2")}
    people, placing = {"A1": [Person("甲", facts=facts)]}, Placing("A1", "01", rank=1, award_rank=1)
    outcome = compute_grants(competition, [ContestFacts("01", "项目")], [placing], people, {}, [load_tariff(text)])
    (found,) = outcome.grants
    return found


@pytest.mark.parametrize("accepted", [None, False])
def test_what_is_paid_after_an_acceptance_waits_for_it(accepted: bool | None) -> None:
    found = grant("paid_after: accepted", accepted)
    assert (found.status, found.missing, found.amount) == ("pending", ("accepted",), 30_000)
    assert "尚缺：验收合格" in found.text.zh


def test_what_is_accepted_is_granted_and_names_the_acceptance() -> None:
    found = grant("paid_after: accepted", True)
    assert found.status == "granted"
    assert ("accepted", "yes") in [(reason.fact, reason.value) for reason in found.because]


def test_the_last_day_of_a_claim_counts_from_the_decision() -> None:
    found = grant("claim_within_days: 60", decided=date(2023, 9, 1))
    assert found.claim_until == date(2023, 10, 31)
    assert "须在 2023-10-31 以前（含当日）申领" in found.text.zh
    assert "to be claimed by 2023-10-31" in found.text.en


def test_before_the_decision_the_days_are_said_without_a_date() -> None:
    found = grant("claim_within_days: 60")
    assert found.claim_until is None
    assert "须在表彰决定后 60 日内申领" in found.text.zh


def test_a_rule_without_a_deadline_says_none() -> None:
    found = grant("source: 附件", decided=date(2023, 9, 1))
    assert found.claim_until is None
    assert "申领" not in found.text.zh
