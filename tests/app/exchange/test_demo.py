"""The demonstration package is the same for the same seed, loads, and shows what can happen in a competition."""

import re
import unicodedata
from itertools import pairwise
from pathlib import Path

import pytest

from app.exchange.demo import generate_package, write_package
from app.exchange.demo_contests import ASPECTS, SKILLS
from app.exchange.demo_people import INVENTED_REGION
from app.exchange.loading import load_package
from app.exchange.package import Package
from scoring.contest import compute_results
from scoring.results import ContestResult, EntryStatus, Group


@pytest.fixture(scope="module")
def package(tmp_path_factory: pytest.TempPathFactory) -> Package:
    folder = tmp_path_factory.mktemp("demo")
    write_package(generate_package(8, 24, 1), folder)
    return load_package(folder)


@pytest.fixture(scope="module")
def results(package: Package) -> list[ContestResult]:
    return [compute_results(contest.rules, contest.scored()) for contest in package.contests]


def test_the_same_seed_gives_the_same_bytes_and_another_seed_others() -> None:
    assert generate_package(2, 12, 7) == generate_package(2, 12, 7)
    assert generate_package(2, 12, 7) != generate_package(2, 12, 8)


def test_it_loads_without_a_word(package: Package) -> None:
    assert package.warnings == ()
    assert (len(package.contests), {len(contest.entries) for contest in package.contests}) == (8, {24})


def test_nothing_in_it_blocks_publication(results: list[ContestResult]) -> None:
    assert [finding for result in results for finding in result.findings if finding.severity == "error"] == []


def test_a_no_show_a_withdrawal_a_disqualification_and_a_barred_winner_take_part(package: Package) -> None:
    for contest in package.contests:
        assert {entry.status for entry in contest.entries} == set(EntryStatus) - {EntryStatus.INCOMPLETE}


def test_a_barred_past_winner_keeps_a_rank_above_a_medal_somewhere(results: list[ContestResult]) -> None:
    barred = [(entry.rank, entry.medal) for result in results for entry in result.entries if entry.status == "barred"]
    assert {medal for _, medal in barred} == {None}
    assert min(rank for rank, _ in barred if rank) <= 3


def test_some_entries_tie_for_good_and_some_are_separated_by_time(results: list[ContestResult]) -> None:
    shared = separated = 0
    for result in results:
        ranked = [entry for entry in result.entries if entry.rank]
        for one, next_one in pairwise(ranked):
            shared += one.total == next_one.total and one.rank == next_one.rank
            separated += one.total == next_one.total and one.rank != next_one.rank
    assert shared
    assert separated


def test_workers_students_and_teachers_of_several_delegations_compete(package: Package) -> None:
    people = [person for contest in package.contests for entry in contest.entries for person in entry.people]
    assert {person.group for person in people} == {Group.WORKER, Group.STUDENT, Group.TEACHER}
    assert len({person.delegation for person in people}) >= 10
    facts = [person.facts for person in people]
    assert {known["employed_in_province"].value for known in facts if "employed_in_province" in known} == {True, False}
    assert any("employed_in_province" not in known for known in facts)


def test_names_have_rare_characters_and_dots_and_ids_belong_to_no_place(package: Package) -> None:
    people = [person for contest in package.contests for entry in contest.entries for person in entry.people]
    names = "".join(person.name for person in people)
    assert "·" in names
    assert any(character in names for character in "䶮㛃𠮷𬭎")
    assert unicodedata.is_normalized("NFC", names)
    numbers = [person.id_number for person in people]
    assert all(number and number.startswith(INVENTED_REGION) for number in numbers)
    assert len(set(numbers)) == len(numbers)


def test_every_entry_has_three_votes_of_judges_from_elsewhere(package: Package) -> None:
    for contest in package.contests:
        delegations = {judge.code: judge.delegation for judge in contest.judges}
        own = {entry.code: entry.scored().delegations for entry in contest.entries}
        votes = [mark for mark in contest.marks if mark.aspect == "D1.J1" or ".J" in mark.aspect]
        assert votes
        assert all(delegations[mark.judge or ""] not in own[mark.entry] for mark in votes)


def test_one_vote_was_refused_for_its_spread_and_taken_again(package: Package) -> None:
    assert {mark.version for mark in package.contests[0].marks if mark.aspect == "D2.J1"} == {1, 2}


def test_pairs_compete_where_the_skill_is_one_of_pairs(package: Package) -> None:
    sizes = {contest.code: {len(entry.people) for entry in contest.entries} for contest in package.contests}
    assert sizes["63"] == {2}
    assert sizes["07"] == {1}


def test_the_scheme_has_a_hundred_marks_of_all_three_types(package: Package) -> None:
    scheme = package.contests[0].rules.parts[1].scheme
    assert scheme is not None
    assert scheme.total == 100
    assert {aspect.type.value for aspect in scheme.aspects.values()} == {"M", "J", "S"}
    assert all(len(aspect.benchmarks) == 4 for aspect in scheme.aspects.values() if aspect.type == "J")


def test_the_skills_are_distinct_and_enough_for_a_provincial_games() -> None:
    assert len({one.code for one in SKILLS}) == len(SKILLS) >= 64
    assert len({one.code for one in ASPECTS}) == len(ASPECTS)


@pytest.mark.parametrize(("contests", "entrants"), [(1, 1), (1, 7), (1, 8), (2, 13), (66, 1)])
def test_every_size_loads_and_computes(tmp_path: Path, contests: int, entrants: int) -> None:
    write_package(generate_package(contests, entrants, 3), tmp_path)
    package = load_package(tmp_path)
    assert len(package.contests) == contests
    for contest in package.contests:
        result = compute_results(contest.rules, contest.scored())
        assert [finding for finding in result.findings if finding.severity == "error"] == []


def test_the_files_hold_no_real_looking_number() -> None:
    for content in generate_package(2, 24, 5).values():
        found = re.findall(rb"(?<![0-9])[0-9]{17}[0-9X]", content)
        assert all(number.startswith(INVENTED_REGION.encode()) for number in found)
