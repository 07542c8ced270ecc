"""The place of every entry in the awards of one tariff: groups apart, medals that disagree, winners displaced."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from scoring.tariff.compiled import CompiledDisplacement, Tariff
from scoring.tariff.grants import Reason
from scoring.tariff.index import MEDAL_PLACES
from scoring.tariff.language import UNDECIDED
from scoring.tariff.model import Placing
from scoring.tariff.scope import Case, ContestView, PeopleOf, PlaceState, Scope
from scoring.tariff.verdict import Verdict, both

Pool = list[tuple[Placing, PlaceState]]


def fill_places(tariff: Tariff, scope: Scope, contest: ContestView, people: PeopleOf) -> None:
    """Write every place that is not simply the award rank into the view (DOMAIN 1.2.10, 1.3)."""
    if _plain(tariff, scope, contest):
        for place in contest.index.shared:
            tied = _with_ties(_as_ranked(contest.index.sharing(place)))
            contest.places.update((one.entry, state) for one, state in tied)
        return
    for pool in _pools(scope, contest):
        states = _by_basis(scope, contest, pool)
        for displacement in tariff.displacements:
            states = _displaced(displacement, scope, contest, states, people)
        states = _awards_decided(scope, contest, states)
        for placing, state in _with_ties(states):
            contest.places[placing.entry] = state


def _plain(tariff: Tariff, scope: Scope, contest: ContestView) -> bool:
    """Nothing but ties to look after."""
    moved = tariff.displacements or "displaced_award" in scope.by_question or contest.facts.separate_groups
    return not moved and not contest.index.astray


def _pools(scope: Scope, contest: ContestView) -> Iterable[Pool]:
    """The entries that compete for the same places: of a group where groups are apart, else all."""
    placed = list(contest.index.ranked)
    setting = scope.tariff.places.groups
    if not contest.facts.separate_groups:
        return [_as_ranked(placed)]
    groups = [[one for one in placed if one.group == name] for name in dict.fromkeys(one.group for one in placed)]
    if setting is None:
        return [_as_ranked(group) for group in groups]
    value = str(_ask(scope, contest, setting))
    noted = ((setting, value),)
    if value == "overall":
        return [_overall(placed, noted)]
    pools = [[(placing, replace(state, settings=noted)) for placing, state in _as_ranked(one)] for one in groups]
    return pools if value == "each_group" else [_either_way(pool, _overall(placed, noted), setting) for pool in pools]


def _as_ranked(placed: Sequence[Placing]) -> Pool:
    return [(placing, PlaceState(options=(placing.award_rank or 0,))) for placing in placed]


def _overall(placed: Sequence[Placing], noted: tuple[tuple[str, str], ...]) -> Pool:
    """All groups ranked together by the totals; equal totals share a place."""
    totals = sorted((placing.total for placing in placed if placing.total is not None), reverse=True)
    place_of = {total: place for place, total in reversed(list(enumerate(totals, start=1)))}
    states = []
    for placing in placed:
        options = () if placing.total is None else (place_of[placing.total],)
        states.append((placing, PlaceState(options=options, settings=noted)))
    return sorted(states, key=lambda one: (one[1].options or (0,), one[0].entry))


def _either_way(pool: Pool, overall: Pool, setting: str) -> Pool:
    together = {placing.entry: state.options for placing, state in overall}
    return [
        (placing, replace(state, options=_sorted(state.options + together[placing.entry]), missing=(setting,)))
        for placing, state in pool
    ]


def _by_basis(scope: Scope, contest: ContestView, pool: Pool) -> Pool:
    """Where a medal and a rank disagree the setting says which counts; undecided, all at and below the tie wait."""
    setting = scope.tariff.places.rank_or_medal
    astray = [_reach(placing, state) for placing, state in pool if _disagrees(placing, state)]
    if setting is None or not astray:
        return pool
    value = str(_ask(scope, contest, setting))
    return [_one_basis(placing, state, setting, value, min(astray)) for placing, state in pool]


def _disagrees(placing: Placing, state: PlaceState) -> bool:
    by_medal = MEDAL_PLACES.get(placing.medal or "")
    return by_medal is not None and bool(state.options) and placing.award_rank != by_medal


def _reach(placing: Placing, state: PlaceState) -> int:
    return min(*state.options, MEDAL_PLACES[placing.medal or ""])


def _one_basis(placing: Placing, state: PlaceState, setting: str, value: str, first: int) -> tuple[Placing, PlaceState]:
    by_medal = MEDAL_PLACES.get(placing.medal or "")
    both_ways = state.options + ((by_medal,) if by_medal else ())
    lowest_medal = max(MEDAL_PLACES.values())
    if min(both_ways, default=0) < first or min(both_ways, default=0) > lowest_medal:
        return placing, state
    noted = (*state.settings, (setting, value))
    because = (Reason("medal", placing.medal or "none", "results"),)
    if value == "medal":
        options = (by_medal,) if by_medal else ()
        return placing, replace(state, options=options, settings=noted, because=because, by_medal=True)
    if value == "rank":
        return placing, replace(state, settings=noted)
    return placing, replace(
        state, options=_sorted(both_ways), missing=(*state.missing, setting), settings=noted, because=because
    )


def _displaced(
    displacement: CompiledDisplacement, scope: Scope, contest: ContestView, pool: Pool, people: PeopleOf
) -> Pool:
    """Who is displaced keeps the place on paper; those behind move up by as many, or nobody does."""
    kept: Pool = []
    gone: list[int] = []
    perhaps: list[int] = []
    missing: list[str] = []
    for placing, state in pool:
        answer = _answer(displacement, scope, contest, placing, people)
        if not state.options:
            kept.append((placing, state))
            continue
        moved = _moved_up(state, gone, perhaps, missing) if displacement.displace.next == "moves_up" else state
        if answer.value is True:
            gone.append(min(state.options))
            state = replace(moved, displaced=True, because=(*state.because, *answer.because))
        elif answer.value is None:
            perhaps.append(min(state.options))
            missing += answer.missing
            state = replace(moved, missing=(*moved.missing, *answer.missing))
        else:
            state = moved
        kept.append((placing, state))
    return _name_successors(kept) if displacement.displace.next == "moves_up" else kept


def _moved_up(state: PlaceState, gone: list[int], perhaps: list[int], missing: Sequence[str]) -> PlaceState:
    """As many places up as were vacated ahead; entries that share a vacated place stay where they are."""
    ahead = [place for place in perhaps if place < min(state.options)]
    up = sum(place < min(state.options) for place in gone)
    if not up and not ahead:
        return state
    options = {option - up - step for option in state.options for step in range(len(ahead) + 1)}
    known = tuple(dict.fromkeys((*state.missing, *missing))) if ahead else state.missing
    return replace(state, options=_sorted(tuple(options)), missing=known)


def _name_successors(pool: Pool) -> Pool:
    holders = {state.options: placing.entry for placing, state in reversed(pool) if not state.displaced}
    lost = {holders.get(state.options): placing.entry for placing, state in pool if state.displaced}
    return [(placing, _succession(placing, state, holders, lost)) for placing, state in pool]


def _succession(
    placing: Placing, state: PlaceState, holders: Mapping[tuple[int, ...], str], lost: Mapping[str | None, str]
) -> PlaceState:
    """Who is displaced names the successor, who moved up names whom."""
    if state.displaced:
        return replace(state, displaced_by=holders.get(state.options))
    if placing.entry not in lost:
        return state
    return replace(state, because=(*state.because, Reason("displaces", lost[placing.entry], "results")))


def _answer(
    displacement: CompiledDisplacement, scope: Scope, contest: ContestView, placing: Placing, people: PeopleOf
) -> Verdict:
    case = Case(scope, contest, "", placing, people(placing.entry))
    return both([displacement.when.answer(case)])


def _awards_decided(scope: Scope, contest: ContestView, pool: Pool) -> Pool:
    """decisions.csv, displaced_award: the award of `entry` goes to the entry named in `value`."""
    for decision in scope.by_question.get("displaced_award", ()):
        states = {placing.entry: state for placing, state in pool}
        lost = states.get(decision.entry or "")
        if decision.contest != contest.facts.code or lost is None or decision.value not in states:
            continue
        reason = Reason("displaced_award", decision.value, decision.source)
        gained = replace(lost, because=(*lost.because, reason), missing=(), displaced=False, displaced_by=None)
        given = replace(lost, because=(*lost.because, reason), displaced=True, displaced_by=decision.value)
        changed = {decision.entry: given, decision.value: gained}
        pool = [(placing, changed.get(placing.entry, state)) for placing, state in pool]
    return pool


def _with_ties(pool: Pool) -> Pool:
    sharing: dict[tuple[int, ...], list[str]] = {}
    for placing, state in pool:
        if not state.displaced:
            sharing.setdefault(state.options, []).append(placing.entry)
    return [(placing, _tied(placing, state, sharing.get(state.options, []))) for placing, state in pool]


def _tied(placing: Placing, state: PlaceState, sharing: Sequence[str]) -> PlaceState:
    if state.by_medal or len(sharing) < 2 or placing.entry not in sharing:
        return state
    return replace(state, tied=len(sharing), turn=list(sharing).index(placing.entry))


def _ask(scope: Scope, contest: ContestView, setting: str) -> object:
    return Case(scope, contest, "").setting(setting) or UNDECIDED


def _sorted(options: tuple[int, ...]) -> tuple[int, ...]:
    return tuple(sorted(set(options)))
