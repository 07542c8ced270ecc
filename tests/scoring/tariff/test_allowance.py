"""The months of an allowance in a grant: dated, counted from the first day in force, due one by one."""

from datetime import date

from scoring.tariff.allowance import due_until, monthly_schedule
from scoring.tariff.engine import compute_grants
from scoring.tariff.grants import Grant
from scoring.tariff.loading import builtin_tariffs
from scoring.tariff.model import Certificate, Competition, ContestFacts, Decision, Fact, Person, Placing

TARIFFS = builtin_tariffs()["shaoxing"]
ON = date(2023, 10, 1)


def allowance(*certificates: Certificate, left: date | None = None, decisions: tuple[Decision, ...] = ()) -> Grant:
    facts = {"manufacturing": Fact(True, "x"), "on_post": Fact(True, "x")}
    person = Person("甲", "worker", "2", facts=facts, certificates=certificates, left_post_on=left)
    competition = Competition("c", "赛", "city", "3306", ON, ON)
    placing = Placing("A1", "01", rank=9, award_rank=9)
    args = (competition, [ContestFacts("01", "项目")], [placing], {"A1": [person]}, {}, TARIFFS, (), decisions)
    return next(one for one in compute_grants(*args).grants if one.rule == "post-allowance")


def test_each_month_has_its_day_its_number_and_its_amount() -> None:
    grant = allowance(Certificate("2", date(2022, 8, 15)), Certificate("1", date(2023, 8, 20)))
    assert [part.number for part in grant.schedule] == list(range(1, 37))
    assert [part.amount for part in grant.schedule] == [50_000] * 12 + [100_000] * 24
    assert (grant.schedule[0].month, grant.schedule[-1].month) == (date(2022, 9, 1), date(2025, 8, 1))
    assert grant.amount == sum(part.amount for part in grant.schedule) == 3_000_000
    assert grant.settings == {"allowance_run": "continue", "allowance_first_month": "next"}


def test_the_sentence_says_from_when_to_when() -> None:
    grant = allowance(Certificate("2", date(2023, 8, 15)))
    assert "按月发放，2023-09 至 2026-08 共36个月" in grant.text.zh
    assert "paid monthly, 36 months from 2023-09 to 2026-08" in grant.text.en


def test_only_the_months_that_have_begun_are_due() -> None:
    grant = allowance(Certificate("2", date(2023, 8, 15)))
    assert [due_until(grant.schedule, day) for day in (date(2023, 8, 31), date(2023, 9, 1), ON)] == [0, 50_000, 100_000]


def test_whoever_left_before_the_first_month_is_refused_with_the_day() -> None:
    grant = allowance(Certificate("2", date(2023, 8, 15)), left=date(2023, 8, 31))
    assert (grant.status, grant.amount, grant.schedule) == ("refused", None, ())
    assert "离岗日期为2023-08-31" in grant.text.zh


def test_an_earlier_certificate_that_counts_pays_from_the_first_month_in_force() -> None:
    yes = Decision("01", "evidence:certificate_before_start", "yes", "局", source="decisions.csv:2")
    grant = allowance(Certificate("2", date(2021, 1, 5)), decisions=(yes,))
    assert grant.schedule[0].month == date(2022, 7, 1)


def test_an_earlier_certificate_that_does_not_count_leaves_a_later_one() -> None:
    no = Decision("01", "evidence:certificate_before_start", "no", "局", source="decisions.csv:2")
    both = (Certificate("2", date(2021, 1, 5)), Certificate("1", date(2023, 1, 5)))
    grant = allowance(*both, decisions=(no,))
    assert (grant.status, grant.amount, grant.schedule[0].month) == ("granted", 3_600_000, date(2023, 2, 1))
    refused = allowance(both[0], decisions=(no,))
    assert refused.status == "refused"
    assert "2022年7月1日以前取得的证书也计入岗位津贴为否" in refused.text.zh


def test_a_certificate_of_a_level_that_is_not_paid_gives_no_date() -> None:
    assert allowance(Certificate("3", date(2023, 8, 15))).missing == ("certificate_on",)
    assert monthly_schedule(TARIFFS[-1], "post-allowance", [Certificate("3", ON)], None).lines == ()
