"""Loading a correct package gives exactly what its files say."""

from datetime import date, datetime
from decimal import Decimal
from fractions import Fraction
from pathlib import Path

import pytest

from app.exchange.loading import load_package
from app.exchange.package import Fact, PackagedContest, Setting
from scoring.contest import compute_results
from scoring.results import MARK_SCALE, EntryStatus, Group
from scoring.rules import Medal, TeamMarking, TieKey, TieKeyKind
from scoring.scheme import Benchmark, Calculation
from tests.app.exchange.small_package import FILES, changed, load

WEB_SELECTION = Path(__file__).parents[4] / "shared" / "cases" / "packages" / "web-selection"


@pytest.fixture
def contest(tmp_path: Path) -> PackagedContest:
    return load(tmp_path, FILES).contests[0]


def test_the_competition_has_its_fields_and_the_defaults_of_those_left_out(tmp_path: Path) -> None:
    package = load(tmp_path, FILES)
    assert (package.code, package.level, package.jurisdiction, package.kinds) == (
        "small",
        "province",
        "23",
        ("single",),
    )
    assert (package.starts_on, package.results_on) == (date(2023, 6, 5), date(2023, 6, 8))
    assert package.tariffs is None
    assert package.hosts == ()
    assert package.warnings == ()


def test_settings_keep_words_lists_and_nulls_with_their_place(tmp_path: Path) -> None:
    settings = load(tmp_path, FILES).settings["heilongjiang"]
    assert settings["coach_scope"] == Setting("all_tiers", "competition.yaml:11")
    assert settings["nothing"].value is None
    assert settings["list"].value == ["a", "b"]


def test_a_contest_inherits_level_and_class_unless_it_names_its_own(tmp_path: Path) -> None:
    first, _, world = load(tmp_path, FILES).contests
    assert (first.level, first.contest_class) == ("province", 1)
    assert world.level == "world"


def test_facts_are_yes_no_or_unknown_with_their_source(contest: PackagedContest) -> None:
    assert contest.facts["manufacturing"] == Fact(True, "competition.yaml:15")
    assert contest.facts["mining"].value is False
    assert contest.facts["farming"].value is None
    person = contest.entries[0].people[0]
    assert person.facts == {"employed_in_province": Fact(True, "entrants.csv:2")}
    assert contest.entries[1].people[0].facts == {}


def test_weights_are_exact_and_a_marked_part_is_full_at_the_total_of_its_scheme(contest: PackagedContest) -> None:
    theory, practical = contest.rules.parts
    assert (theory.weight, theory.full) == (Fraction("33.3"), 100)
    assert practical.full == Fraction("10.5")


def test_tie_keys_have_their_usual_direction_unless_told(contest: PackagedContest) -> None:
    keys = contest.rules.ranking.ties
    assert keys[0] == TieKey(TieKeyKind.PART, "practical", descending=True)
    assert keys[2] == TieKey(TieKeyKind.SUB, "A1", descending=False)
    assert keys[4] == TieKey(TieKeyKind.DURATION, None, descending=False)
    assert keys[5] == TieKey(TieKeyKind.PENALTIES, None, descending=True)


def test_ids_are_given_by_position_and_type_where_the_scheme_has_none(contest: PackagedContest) -> None:
    scheme = contest.rules.parts[1].scheme
    assert scheme is not None
    assert list(scheme.aspects) == ["A1.M1", "A1.M2", "A1.J1", "B1.S1"]
    assert scheme.aspects["A1.J1"].benchmarks == (Benchmark(0, "差"), Benchmark(3, "好"))
    assert scheme.aspects["A1.M2"].calculation == Calculation("NUMBER_COMPLETED", (("TOTAL", "4"),))


def test_empty_cells_are_unknown_and_a_dash_is_none(contest: PackagedContest) -> None:
    first, second, third = (entry.people[0] for entry in contest.entries)
    assert (first.titles_held, second.titles_held, third.titles_held) == ((), None, ("一", "二"))
    assert (first.group, second.unit, third.group) == (Group.WORKER, None, None)
    assert (second.gender, second.birth_date) == (None, None)
    assert [entry.status for entry in contest.entries] == [EntryStatus.RANKED, EntryStatus.RANKED, EntryStatus.DNS]
    assert contest.entries[0].duration == Fraction("10.5")


def test_marks_are_counts_of_a_billionth(contest: PackagedContest) -> None:
    values = [mark.value for mark in contest.marks]
    assert values == [2 * MARK_SCALE, 0, 3 * MARK_SCALE, 1, None, MARK_SCALE]
    assert contest.marks[0].at == datetime.fromisoformat("2023-06-06T09:00:00")
    assert [mark.version for mark in contest.marks[:3]] == [1, 1, 2]


def test_only_votes_have_rounds_in_the_computation(tmp_path: Path) -> None:
    files = changed("marks/07.csv", "07-1,A1.M2,,no,,,", "07-1,A1.M2,,no,,,7")
    data = load(tmp_path, files).contests[0].scored()
    assert [mark.round for mark in data.marks[:3]] == [1, 1, 2]


def test_members_of_a_summed_team_are_scored_one_by_one_and_one_dnf_is_the_entry_s(tmp_path: Path) -> None:
    team = load(tmp_path, FILES).contests[1]
    assert team.rules.team is TeamMarking.SUM
    assert team.entries[0].status is EntryStatus.DNF
    assert [(score.entry, score.member) for score in team.scores] == [("T-1", 1), ("T-1", 2)]


def test_results_decided_elsewhere_need_no_parts(tmp_path: Path) -> None:
    world = load(tmp_path, FILES).contests[2]
    assert world.rules.parts == ()
    result = world.results[0]
    assert (result.rank, result.medal, result.scale, result.prize_paid) == (1, Medal.GOLD, 812, Decimal("1000.50"))


def test_backers_and_judges_keep_what_was_said(tmp_path: Path) -> None:
    package = load(tmp_path, FILES)
    coach, base = package.backers
    assert (coach.kind, coach.code, coach.chief, base.code, base.grade) == ("coach", "c1", True, "-", "provincial")
    judges = package.contests[0].judges
    assert [(judge.code, judge.role, judge.delegation) for judge in judges] == [
        ("J1", "chief", "甲队"),
        ("J2", "marker", "丙队"),
    ]
    assert package.contests[1].judges[0].delegation == "甲队"


def test_decisions_order_ties_and_give_evidence(contest: PackagedContest) -> None:
    order, evidence = contest.decisions
    assert contest.scored().tie_orders[0].entries == ("07-1", "07-2")
    assert (order.question, evidence.question, evidence.subject, evidence.value) == (
        "tie_order",
        "evidence",
        "employed_in_province",
        "yes",
    )


def test_files_the_format_does_not_know_are_a_warning_and_litter_is_not(tmp_path: Path) -> None:
    package = load(tmp_path, FILES | {"README.md": "", "__MACOSX/x": "", "marks/.DS_Store": "", "schemes/old.csv": ""})
    assert [(finding.code, finding.where.file) for finding in package.warnings] == [
        ("ignored-file", "README.md"),
        ("ignored-file", "schemes/old.csv"),
    ]


def test_a_byte_order_mark_and_other_line_ends_are_read(tmp_path: Path) -> None:
    entrants = "\ufeff" + FILES["entrants.csv"].replace("\n", "\r\n") + "\r\n"
    package = load(
        tmp_path, FILES | {"entrants.csv": entrants, "competition.yaml": "\ufeff" + FILES["competition.yaml"]}
    )
    assert len(package.contests[0].entries) == 3


@pytest.mark.skipif(not WEB_SELECTION.is_dir(), reason="the cases beside the repository are missing")
def test_the_real_marks_of_a_selection_load_and_give_the_known_winner() -> None:
    contest = load_package(WEB_SELECTION).contests[0]
    assert len(contest.marks) == 1672
    best = compute_results(contest.rules, contest.scored()).entries[0]
    assert (best.entry, str(best.total)) == ("17-019", "57.00")
