"""Results decided elsewhere: ranks and medals as given, award ranks past the barred, groups apart, the usual order."""

from scoring.elsewhere import GivenResult, decided_elsewhere
from scoring.results import Entry, EntryStatus, Group, GroupCount
from scoring.rules import Awards, Barred, Contest, Groups, Medal, RankingRules


def ranked(rank: int | None, medal: Medal | None = None) -> GivenResult:
    return GivenResult(rank, medal, None)


def award_ranks(contest: Contest, entries: list[Entry], given: dict[str, GivenResult]) -> dict[str, int | None]:
    return {line.entry: line.award_rank for line in decided_elsewhere(contest, entries, given).entries}


PLAIN = Contest(code="17", parts=())
SEPARATE = Contest(code="17", parts=(), ranking=RankingRules(groups=Groups.SEPARATE))


def test_the_only_competitor_a_province_sent_keeps_the_third_place() -> None:
    (line,) = decided_elsewhere(PLAIN, [Entry("1")], {"1": ranked(3, Medal.BRONZE)}).entries
    assert (line.rank, line.award_rank, line.medal, line.total) == (3, 3, Medal.BRONZE, None)


def test_a_barred_winner_has_no_award_rank_and_those_behind_move_up_one() -> None:
    entries = [Entry("1", EntryStatus.BARRED), Entry("2"), Entry("3"), Entry("8")]
    given = {"1": ranked(1), "2": ranked(2), "3": ranked(2), "8": ranked(8)}
    assert award_ranks(PLAIN, entries, given) == {"1": None, "2": 1, "3": 1, "8": 7}
    empty = Contest(code="17", parts=(), awards=Awards(barred=Barred.LEAVE_EMPTY))
    assert award_ranks(empty, entries, given) == {"1": 1, "2": 2, "3": 2, "8": 8}


def test_groups_apart_are_listed_and_awarded_each_for_itself() -> None:
    entries = [
        Entry("1", group=Group.STUDENT),
        Entry("2", EntryStatus.BARRED, group=Group.STUDENT),
        Entry("3", group=Group.WORKER),
        Entry("4", EntryStatus.DNS, group=Group.WORKER),
        Entry("5", EntryStatus.DSQ, group=Group.WORKER),
        Entry("6"),
    ]
    given = {"1": ranked(2), "2": ranked(1), "3": ranked(2), "6": ranked(4)}
    result = decided_elsewhere(SEPARATE, entries, given)
    assert [(line.entry, line.award_rank) for line in result.entries] == [
        ("3", 2), ("4", None), ("5", None), ("2", None), ("1", 1), ("6", 4),
    ]  # fmt: skip
    assert result.groups == (GroupCount(Group.WORKER, 2, 1), GroupCount(Group.STUDENT, 2, 2))
    assert (result.started, result.competed) == (5, 4)
    assert decided_elsewhere(PLAIN, entries, given).groups == ()


def test_those_without_a_rank_follow_as_in_every_other_contest() -> None:
    entries = [
        Entry("1", EntryStatus.DSQ),
        Entry("2", EntryStatus.DNS),
        Entry("3", EntryStatus.DNF),
        Entry("4"),
        Entry("5"),
        Entry("6"),
    ]
    order = decided_elsewhere(PLAIN, entries, {"6": ranked(1), "5": ranked(1)}).entries
    assert [line.entry for line in order] == ["5", "6", "4", "3", "2", "1"]
