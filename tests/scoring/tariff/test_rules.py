"""Shapes of the language the worked examples do not reach, each with what it gives, refuses and leaves open."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date

import pytest

from scoring.tariff.engine import compute_grants
from scoring.tariff.grants import GrantOutcome
from scoring.tariff.loading import load_tariff
from scoring.tariff.model import (
    Backer,
    Competition,
    ContestFacts,
    Decision,
    EarlierGrant,
    Fact,
    Person,
    Placing,
    SettingChoice,
)

HEAD = """\
format: 1
tariff: sample
version: "1"
name: {zh: 示例, en: Sample}
jurisdiction: "23"
document: {title: 示例办法, title_en: Sample, issued: "2023"}
in_force: {from: 2023-01-01, basis: 示例}
facts: {local: {zh: 本地, en: local}}
settings:
  mode: {values: [event, contest], default: contest, asks: {zh: 哪种, en: which}, source: 示例}
"""
RULE = "id: {id}, clause: 一, name: {{zh: 甲, en: a}}, gives: {gives}, to: {to}"
ON = date(2023, 8, 1)
COMPETITION = Competition("c", "赛", "province", "23", ON, ON, class_=1, ends_on=date(2023, 8, 5), filed_with=("hrss",))
CONTEST = ContestFacts("01", "项目", started=30, competed=30)


def rule(body: str, id: str = "r", gives: str = "prize", to: str = "entry") -> str:
    return "  - {" + RULE.format(id=id, gives=gives, to=to) + ", " + body + "}\n"


def outcome(
    text: str,
    *placings: Placing,
    person: Person = Person("甲", "worker"),  # noqa: B008
    people: Mapping[str, Sequence[Person]] | None = None,
    backers: Sequence[Backer] = (),
    contest: ContestFacts = CONTEST,
    competition: Competition = COMPETITION,
    choices: Mapping[str, str] | None = None,
    decisions: Sequence[Decision] = (),
    used: Mapping[str, int] | None = None,
) -> GrantOutcome:
    entries = placings or (Placing("A1", "01", group="worker", rank=1, award_rank=1),)
    tariff = load_tariff(HEAD + "rules:\n" + text)
    return compute_grants(
        competition,
        [contest],
        entries,
        people or {one.entry: [person] for one in entries},
        {one.entry: backers for one in entries},
        [tariff],
        [SettingChoice("sample", name, value) for name, value in (choices or {}).items()],
        decisions,
        used,
    )


def said(found: GrantOutcome) -> list[tuple[str | None, str, int | None]]:
    return [(one.entry, one.status, one.amount) for one in found.grants]


def ranked(*ranks: int) -> list[Placing]:
    return [Placing(f"A{rank}", "01", group="worker", rank=rank, award_rank=rank) for rank in ranks]


PAID = "results: {level: province}, amount: {yuan: 10}"


@pytest.mark.parametrize(("passed", "status"), [(True, "granted"), (False, None), (None, "pending")])
def test_a_pass_in_every_part_is_asked_and_unknown_waits(passed: bool | None, status: str | None) -> None:
    placing = Placing("A1", "01", rank=1, award_rank=1, passed=passed)
    found = outcome(rule("results: {place: 1, passed: yes}, amount: {yuan: 10}"), placing)
    assert [one.status for one in found.grants] == ([status] if status else [])


def test_the_top_half_is_asked_only_of_fields_larger_than_stated() -> None:
    text = rule("results: {top: {half_if_over: 4}}, amount: {yuan: 10}")
    small, large = (replace(CONTEST, competed=number) for number in (4, 5))
    assert [one.entry for one in outcome(text, *ranked(1, 2, 3, 4), contest=small).grants] == ["A1", "A2", "A3", "A4"]
    assert [one.entry for one in outcome(text, *ranked(1, 2, 3), contest=large).grants] == ["A1", "A2"]


@pytest.mark.parametrize(
    ("amount", "fen"),
    [
        ("{yuan: 10, at_least: 20}", 2000),
        ("{yuan: 30, at_least: 20}", 3000),
        ("{yuan: 30, at_most: 20}", 2000),
        ("{yuan: 10, at_most: 20}", 1000),
        ("{yuan: 10, surcharge: [{when: {place: 1}, share: 50%}]}", 1500),
        ("{yuan: 10, surcharge: [{when: {place: 1}, yuan: 3}]}", 1300),
        ("{yuan: 10, surcharge: [{when: {place: 2}, yuan: 3}]}", 1000),
        ("{per_day: {yuan: 10}}", 5000),
        ("{per_day: {yuan: 10, at_most_days: 3}}", 3000),
        ("{per_day: {yuan: 10, at_most_days: 9}}", 5000),
    ],
)
def test_amounts_are_bounded_raised_and_counted_by_days(amount: str, fen: int) -> None:
    assert said(outcome(rule(f"results: {{level: province}}, amount: {amount}"))) == [("A1", "granted", fen)]


def test_a_surcharge_on_something_unknown_waits_for_it() -> None:
    found = outcome(rule("results: {place: 1}, amount: {yuan: 10, surcharge: [{when: {fact: local}, yuan: 3}]}"))
    assert (found.grants[0].status, found.grants[0].missing) == ("pending", ("local",))


def test_a_part_of_another_amount_is_taken_out_of_the_same_entrys_amount() -> None:
    whole = rule("results: {place: 1-2}, amount: {yuan: 100}", "whole")
    part = rule("results: {place: 2}, amount: {yuan: 30, part_of: whole}", "part", to="coach_team")
    found = outcome(whole + part, *ranked(1, 2), backers=[Backer("coach", "乙")])
    assert [(one.entry, one.rule, one.amount) for one in found.grants] == [
        ("A1", "whole", 10000),
        ("A2", "part", 3000),
        ("A2", "whole", 7000),
    ]


QUOTA = rule("results: {place: 1-3}, amount: {yuan: 10}, quota: {at_most: 2}")


def test_what_exceeds_a_quota_waits_and_what_was_used_before_counts() -> None:
    assert [one.status for one in outcome(QUOTA, *ranked(1, 2, 3)).grants] == ["granted", "granted", "pending"]
    found = outcome(QUOTA, *ranked(1, 2, 3), used={"r": 1})
    assert [one.missing for one in found.grants] == [(), ("quota",), ("quota",)]
    assert [one.code for one in found.findings if one.code == "quota-exceeded"] == ["quota-exceeded"] * 2


def test_a_quota_of_events_counts_the_competition_once() -> None:
    text = QUOTA.replace("at_most: 2", "at_most: 1, unit: mode")
    statuses = {
        mode: [one.status for one in outcome(text, *ranked(1, 2), choices={"mode": mode}).grants]
        for mode in ("event", "contest", "undecided")
    }
    assert statuses == {
        "event": ["granted", "granted"],
        "contest": ["granted", "pending"],
        "undecided": ["pending", "pending"],
    }


@pytest.mark.parametrize(("gender", "status"), [("female", "granted"), ("male", "refused"), (None, "pending")])
def test_a_prize_for_women_asks_for_the_sex(gender: str | None, status: str) -> None:
    found = outcome(rule(f"{PAID}, requires: [{{gender: female}}]"), person=Person("甲", gender=gender))
    assert [one.status for one in found.grants] == [status]


BORN = [(date(1988, 8, 2), "granted"), (date(1988, 8, 1), "refused"), (None, "pending")]


@pytest.mark.parametrize(("born", "status"), BORN)
def test_whoever_reaches_the_age_on_that_very_day_is_that_old(born: date | None, status: str) -> None:
    found = outcome(rule(f"{PAID}, requires: [{{age: {{under: 35}}}}]"), person=Person("甲", birth_date=born))
    assert [one.status for one in found.grants] == [status]


@pytest.mark.parametrize(
    ("condition", "holds"),
    [
        ("team_size: 1", True),
        ("team_size: 2-3", False),
        ("filed_with: [union, hrss]", True),
        ("filed_with: union", False),
        ("started: 30+", True),
        ("started: 31+", False),
        ("competed: 1-29", False),
        ("rank: 1", True),
        ("rank: 2-3", False),
        ("awarded: no", True),
        ("awarded: yes", False),
        ("not: {place: 1}", False),
        ("any: [{place: 2}, {rank: 1}]", True),
        ("all: [{place: 1}, {rank: 2}]", False),
    ],
)
def test_a_condition_that_fails_leaves_the_rule_silent(condition: str, holds: bool) -> None:
    assert len(outcome(rule(f"results: {{{condition}}}, amount: {{yuan: 10}}")).grants) == holds


def test_a_barred_winner_keeps_the_rank_but_has_no_place() -> None:
    barred = Placing("A1", "01", status="barred", rank=1, award_rank=1)
    assert outcome(rule("results: {place: 1}, amount: {yuan: 10}"), barred).grants == ()
    assert len(outcome(rule("results: {rank: 1}, amount: {yuan: 10}"), barred).grants) == 1


def test_shares_of_groups_ranked_apart_are_taken_of_each_group() -> None:
    apart = replace(CONTEST, separate_groups=True, group_counts={"worker": (10, 10), "student": (20, 20)})
    text = rule("results: {top: {share: 10%}}, amount: {yuan: 10}")
    assert [one.entry for one in outcome(text, *ranked(1, 2, 3), contest=apart).grants] == ["A1"]


@pytest.mark.parametrize(
    ("days", "given"), [("from: 2023-08-02", 0), ("until: 2023-07-31", 0), ("until: 2023-08-01", 1)]
)
def test_a_rule_with_days_of_its_own_is_silent_outside_them(days: str, given: int) -> None:
    assert len(outcome(rule(f"{PAID}, {days}")).grants) == given


@pytest.mark.parametrize(("until", "status"), [("2023-08-01", "granted"), ("2023-07-31", "refused")])
def test_the_last_day_of_the_period_planned_for_still_belongs_to_it(until: str, status: str) -> None:
    over = "  over: {values: [warn, refuse], default: refuse, asks: {zh: 届满, en: over}, source: 示例}\n"
    text = HEAD + over + f"planning: {{until: {until}, setting: over}}\nrules:\n" + rule(PAID)
    placing, people = Placing("A1", "01", rank=1, award_rank=1), {"A1": [Person("甲")]}
    found = compute_grants(COMPETITION, [CONTEST], [placing], people, {}, [load_tariff(text)])
    assert [one.status for one in found.grants] == [status]


def promotion(steps: str, held: str, exam_level: int | None = 3) -> tuple[str, int | None]:
    text = rule(f"results: {{place: 1-9}}, promotion: {{{steps}}}", gives="promotion", to="competitor")
    contest = replace(CONTEST, exam_level=exam_level)
    (found,) = outcome(text, person=Person("甲", "worker", held), contest=contest).grants
    return found.status, found.level


def test_a_step_may_count_from_the_level_of_the_contest() -> None:
    above = "steps: [{when: {place: 1}, above_contest: 1}]"
    assert promotion(above, "4") == ("granted", 2)
    assert promotion(above, "2") == ("refused", 2)
    assert promotion(above, "4", None) == ("pending", None)


def test_the_first_step_that_fits_counts() -> None:
    assert promotion("steps: [{when: {place: 1-3}, to: 2}, {when: {place: 1}, to: 1}]", "4") == ("granted", 2)


def test_a_ceiling_holds_even_for_one_step_more() -> None:
    steps = "steps: [{when: {place: 1}, to: 3}], one_step_if_held: yes"
    assert promotion(steps, "3") == ("granted", 2)
    assert promotion(steps + ", ceiling: {worker: 3}", "3") == ("refused", 3)
    assert promotion(steps + ", ceiling: {student: 3}", "3") == ("granted", 2)


def test_once_a_year_looks_at_the_same_kind_in_the_same_year_only() -> None:
    text = rule(f"{PAID}, once: [{{per: person, within: year}}]", to="competitor")
    statuses = []
    for kind, year in (("prize", 2023), ("prize", 2022), ("title", 2023)):
        before = EarlierGrant(kind, "别赛", date(year, 3, 1))
        statuses.append(outcome(text, person=Person("甲", identity="p", earlier=(before,))).grants[0].status)
    assert statuses == ["refused", "granted", "granted"]


def combined(keep: str) -> list[tuple[str, int | None]]:
    text = rule("results: {rank: 1}, amount: {yuan: 10}", "a") + rule("results: {rank: 1}, amount: {yuan: 25}", "b")
    combine = f"combine: [{{id: x, clause: 二, among: [a, b], per: entry, within: entry, {keep}}}]\n"
    return [(one.status, one.amount) for one in outcome(text + combine).grants]


def test_what_meets_is_summed_kept_reduced_or_capped_as_stated() -> None:
    assert combined("keep: sum") == [("granted", 1000), ("granted", 2500)]
    assert combined("keep: highest") == [("refused", 1000), ("granted", 2500)]
    assert combined("keep: first") == [("granted", 1000), ("refused", 2500)]
    assert combined("keep: difference") == [("granted", 1000), ("granted", 1500)]
    assert combined("keep: sum, at_most: 20") == [("granted", 1000), ("granted", 1000)]
    assert combined("at_most: 12.50") == [("granted", 1000), ("granted", 250)]


def trace(found: GrantOutcome) -> dict[str, list[tuple[str, str]]]:
    wanted = ("displaces", "given_already")
    return {one.rule: [(why.fact, why.value) for why in one.because if why.fact in wanted] for one in found.grants}


def test_a_grant_says_what_it_displaced_and_the_other_by_what() -> None:
    text = rule("results: {rank: 1}, amount: {yuan: 10}", "a") + rule("results: {rank: 1}, amount: {yuan: 25}", "b")
    combine = "combine: [{id: x, clause: 二, among: [a, b], per: entry, within: entry, keep: highest}]\n"
    found = outcome(text + combine)
    assert trace(found) == {"a": [("given_already", "b")], "b": [("displaces", "A1 a")]}
    assert found.grants[0].displaced_by == "A1 b"
    assert "因为已由另一项给予为甲" in found.grants[0].text.zh


def test_whoever_moves_up_names_whom() -> None:
    text = rule("results: {place: 1}, amount: {yuan: 10}")
    displace = "displace: [{clause: 二, when: {fact: local, presumed: no}, next: moves_up}]\n"
    people = {
        "A1": [Person("甲", facts={"local": Fact(True, "x")})],
        "A2": [Person("乙", facts={"local": Fact(False, "x")})],
    }
    first, second = outcome(text + displace, *ranked(1, 2), people=people).grants
    assert (first.entry, first.status, first.displaced_by) == ("A1", "refused", "A2")
    assert second.status == "granted"
    assert ("displaces", "A1") in [(why.fact, why.value) for why in second.because]


def test_an_award_passed_on_by_decision_goes_to_the_entry_named() -> None:
    passed_on = Decision("01", "displaced_award", "A3", "局", entry="A2", source="decisions.csv:2")
    text = rule("results: {place: 1-2}, amount: {by_place: {1: 20, 2: 10}}")
    found = outcome(text, *ranked(1, 2, 3), decisions=[passed_on])
    assert said(found) == [("A1", "granted", 2000), ("A2", "refused", 1000), ("A3", "granted", 1000)]
    assert found.grants[1].displaced_by == "A3"


def test_evidence_decided_comes_before_the_persons_own_and_the_contests() -> None:
    text = rule(f"{PAID}, requires: [{{fact: local}}]")
    person, contest = Person("甲", facts={"local": Fact(True, "entrants.csv:2")}), replace(CONTEST)
    denied = replace(CONTEST, facts={"local": Fact(False, "competition.yaml")})
    assert outcome(text, person=person, contest=denied).grants[0].status == "granted"
    assert outcome(text, contest=denied).grants[0].status == "refused"
    no = Decision("01", "evidence:local", "no", "局", entry="A1", source="decisions.csv:2")
    assert outcome(text, person=person, contest=contest, decisions=[no]).grants[0].status == "refused"
    other = replace(no, entry="A9")
    assert outcome(text, person=person, contest=contest, decisions=[other]).grants[0].status == "granted"


def test_a_setting_decided_for_one_entry_does_not_touch_another() -> None:
    text = rule("results: {place: 1-2, setting: {mode: event}}, amount: {yuan: 10}")
    one = Decision("01", "setting:mode", "event", "局", entry="A2", source="decisions.csv:2")
    assert [grant.entry for grant in outcome(text, *ranked(1, 2), decisions=[one]).grants] == ["A2"]


@pytest.mark.parametrize(
    ("chiefs", "statuses"),
    [([True, False], ["granted", "refused"]), ([None, None], ["pending", "pending"]), ([None], ["granted"])],
)
def test_of_several_coaches_only_the_chief_one(chiefs: list[bool | None], statuses: list[str]) -> None:
    text = rule(f"{PAID}, requires: [{{chief: yes}}]", to="coach")
    coaches = [Backer("coach", f"教练{number}", chief=chief) for number, chief in enumerate(chiefs)]
    assert [one.status for one in outcome(text, backers=coaches).grants] == statuses


def test_the_payer_follows_a_fact() -> None:
    text = rule(f"{PAID}, payer: {{fact: local, if_yes: 市财政, if_no: 县财政}}")
    payers = [
        outcome(text, person=Person("甲", facts={"local": Fact(value, "x")})).grants[0].payer
        for value in (True, False, None)
    ]
    assert payers == ["市财政", "县财政", None]


def test_a_rule_that_hangs_on_a_pending_one_waits_for_the_same() -> None:
    first = rule(f"{PAID}, requires: [{{fact: local}}]", "first")
    second = rule("results: {level: province}, requires: [{granted: first}]", "second", gives="pool")
    statuses = []
    for value in (True, False, None):
        found = outcome(first + second, person=Person("甲", facts={"local": Fact(value, "x")}))
        statuses.append((found.grants[1].status, found.grants[1].missing))
    assert statuses == [("granted", ()), ("refused", ()), ("pending", ("local",))]


def test_a_team_gets_one_amount_and_each_share_leaves_out_who_does_not_count() -> None:
    text = rule(f"{PAID}, requires: [{{fact: local, members: mode}}]").replace("yuan: 10", "yuan: 0.05")
    text = text.replace("members: mode", "members: share")
    head = "  share: {values: [all, any, each_share], default: all, asks: {zh: 谁, en: who}, source: 示例}\n"
    team = [
        Person(name, facts={"local": Fact(value, "x")}) for name, value in (("甲", True), ("乙", False), ("丙", True))
    ]
    pair = replace(CONTEST, team_size=3)
    statuses = {}
    for mode in ("all", "any", "each_share"):
        tariff = load_tariff(HEAD + head + "rules:\n" + text)
        placing = Placing("A1", "01", rank=1, award_rank=1)
        found = compute_grants(
            COMPETITION, [pair], [placing], {"A1": team}, {}, [tariff], [SettingChoice("sample", "share", mode)]
        )
        statuses[mode] = [(one.status, one.amount) for one in found.grants]
    assert statuses == {"all": [("refused", 5)], "any": [("granted", 5)], "each_share": [("granted", 3)]}
