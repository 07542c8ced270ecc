"""A second computation of results: slow, one rule at a time, with fractions and plain loops; shares no code."""

from collections.abc import Callable, Iterable, Iterator
from decimal import Decimal
from fractions import Fraction
from math import floor
from statistics import median

from scoring.results import MARK_SCALE, ContestInput, Entry
from scoring.rules import Contest, Part, TieKey
from scoring.scheme import Aspect, Criterion, SubCriterion

UNMARKED = None
Found = tuple[Part, Criterion, SubCriterion, Aspect]


def rounded(value: Fraction, places: int, mode: str) -> Fraction:
    """Rounding by looking at what lies between the two neighbours."""
    grain = Fraction(1, 10**places)
    below = Fraction(floor(value / grain)) * grain
    rest = (value - below) / grain
    if mode == "down" or rest < Fraction(1, 2):
        return below
    if rest > Fraction(1, 2) or mode == "half_up":
        return below + grain
    return below if (below / grain) % 2 == 0 else below + grain


class Reference:
    """The results of a contest by the sentences of "How the numbers are made"."""

    def __init__(self, contest: Contest, data: ContestInput) -> None:
        self.contest, self.data = contest, data
        self.rounding = contest.rounding

    def print(self, value: Fraction) -> Fraction:
        return rounded(value, self.rounding.places, self.rounding.mode.value)

    def aspects(self) -> Iterator[Found]:
        for part in self.contest.parts:
            for criterion in part.scheme.criteria if part.scheme else ():
                for sub in criterion.subs:
                    for aspect in sub.aspects:
                        yield part, criterion, sub, aspect

    def mark(self, entry: Entry, member: int, sub: SubCriterion, aspect: Aspect) -> Fraction | None:
        """Rule 1."""
        rows = [
            row for row in self.data.marks if (row.entry, row.member, row.aspect) == (entry.code, member, aspect.code)
        ]
        if not rows:
            return UNMARKED
        if aspect.type.value == "J":
            newest = max(row.round for row in rows)
            rows = [row for row in rows if row.round == newest]
        values = {}
        for row in rows:
            values[row.judge] = Fraction(row.value or 0, MARK_SCALE)
        if aspect.type.value == "M":
            exact = values[None]
        elif aspect.type.value == "J":
            counted = [v for judge, v in values.items() if self.data.judges.get(judge) not in entry.delegations]
            if len(counted) != 3 or max(counted) - min(counted) > 1:
                return UNMARKED
            exact = aspect.maximum * sum(counted) / 9
        else:
            codes = [each.code for each in sub.aspects if each.type.value == "S"]
            panel = {row.judge for row in self.data.marks if row.aspect in codes}
            if panel != set(values):
                return UNMARKED
            exact = self.combined(sorted(values.values()))
            if exact is None:
                return UNMARKED
        return self.print(exact) if self.rounding.at.value == "aspect" else exact

    def combined(self, values: list[Fraction]) -> Fraction | None:
        how = self.contest.panel.scored.value
        if how == "median":
            return Fraction(median(values))
        if how == "trimmed_mean":
            if len(values) < 3:
                return None
            values = values[1:-1]
        return sum(values, Fraction(0)) / len(values)

    def ready(self, entry: Entry, member: int, part: Part) -> Fraction | None:
        found = UNMARKED
        for row in self.data.scores:
            if (row.entry, row.member, row.part) == (entry.code, member, part.code):
                found = Fraction(row.value, MARK_SCALE)
        return found

    def members(self, entry: Entry) -> Iterable[int]:
        return range(1, entry.members + 1) if self.contest.team.value == "sum" else [0]

    def cells(self, entry: Entry) -> list[Fraction | None]:
        found = []
        for member in self.members(entry):
            found += [self.mark(entry, member, sub, aspect) for _, _, sub, aspect in self.aspects()]
            found += [self.ready(entry, member, part) for part in self.contest.parts if not part.scheme]
        return found

    def status(self, entry: Entry) -> str:
        """Rule 3."""
        given = entry.status.value
        if given in ("ranked", "barred") and UNMARKED in self.cells(entry):
            return "incomplete"
        return given

    def is_ranked(self, entry: Entry) -> bool:
        if entry.status.value == "dnf":
            return any(cell is not UNMARKED for cell in self.cells(entry))
        return self.status(entry) in ("ranked", "barred")

    def sum_of(self, entry: Entry, member: int, wanted: Callable[..., bool]) -> Fraction:
        total = Fraction(0)
        for part, criterion, sub, aspect in self.aspects():
            if wanted(part, criterion, sub, aspect):
                total += self.mark(entry, member, sub, aspect) or 0
        return total

    def part(self, entry: Entry, member: int, part: Part) -> Fraction:
        if part.scheme:
            return self.sum_of(entry, member, lambda p, c, s, a: p.code == part.code)
        return self.ready(entry, member, part) or Fraction(0)

    def points(self, entry: Entry, member: int) -> Fraction:
        return sum(
            (
                Fraction(row.amount, MARK_SCALE)
                for row in self.data.penalties
                if (row.entry, row.member, row.kind) == (entry.code, member, "points")
            ),
            Fraction(0),
        )

    def total(self, entry: Entry) -> Fraction:
        """Rule 2."""
        total = Fraction(0)
        for member in self.members(entry):
            alone = sum(part.weight * self.part(entry, member, part) / part.full for part in self.contest.parts)
            total += self.print(max(Fraction(0), alone - self.points(entry, member)))
        return total

    def key(self, entry: Entry, key: TieKey) -> Fraction | None:
        kind = key.kind.value
        if kind == "duration":
            if entry.duration is None:
                return None
            added = [row.amount for row in self.data.penalties if row.entry == entry.code and row.kind == "seconds"]
            return entry.duration + Fraction(sum(added), MARK_SCALE)
        total = Fraction(0)
        for member in self.members(entry):
            if kind == "penalties":
                total += self.print(self.points(entry, member))
            elif kind == "part":
                part = next(part for part in self.contest.parts if part.code == key.code)
                total += self.print(self.part(entry, member, part))
            else:
                place = {"criterion": 0, "sub": 1, "aspect": 2}[kind]
                total += self.print(self.sum_of(entry, member, lambda p, *found, at=place: found[at].code == key.code))
        return total

    def beats(self, one: Entry, other: Entry, pool: list[Entry]) -> bool:
        """Rule 4, for two entries: the first key that differs decides, unless one of the still tied lacks it."""
        if self.total(one) != self.total(other):
            return self.total(one) > self.total(other)
        tied = [entry for entry in pool if self.total(entry) == self.total(one)]
        for key in self.contest.ranking.ties:
            values = {entry.code: self.key(entry, key) for entry in tied}
            if None in values.values():
                continue
            mine, yours = values[one.code], values[other.code]
            if mine != yours:
                return (mine > yours) == key.descending
            tied = [entry for entry in tied if values[entry.code] == mine]
        for order in reversed(self.data.tie_orders):
            if all(entry.code in order.entries for entry in tied):
                return order.entries.index(one.code) < order.entries.index(other.code)
        return False

    def ranks(self, pool: list[Entry]) -> dict[str, int]:
        ranked = [entry for entry in pool if self.is_ranked(entry)]
        return {
            one.code: 1 + sum(self.beats(other, one, ranked) for other in ranked if other is not one) for one in ranked
        }

    def award_ranks(self, pool: list[Entry]) -> dict[str, int]:
        ranks = self.ranks(pool)
        kept = [e.code for e in pool if e.code in ranks and not self.passed_over(e)]
        return {one: 1 + sum(ranks[other] < ranks[one] for other in kept) for one in kept}

    def passed_over(self, entry: Entry) -> bool:
        return self.contest.awards.barred.value == "pass_over" and self.status(entry) == "barred"

    def scale(self, pool: list[Entry]) -> dict[str, int]:
        """Rule 7."""
        totals = {entry.code: self.total(entry) for entry in pool if self.is_ranked(entry)}
        if not totals:
            return {}
        middle = median(totals.values())
        distances = [abs(total - middle) for total in totals.values()]
        spread = Fraction("1.4826") * median(distances)
        if spread == 0:
            spread = Fraction("1.2533") * sum(distances) / len(distances)
        if spread == 0:
            return dict.fromkeys(totals, 700)
        return {code: floor(700 + 30 * (total - middle) / spread + Fraction(1, 2)) for code, total in totals.items()}

    def place_medals(self, pool: list[Entry]) -> dict[str, str]:
        """Rule 6, medals: places, and merit by share."""
        awards, given = self.award_ranks(pool), {}
        competed = sum(entry.status.value not in ("dns", "dsq") for entry in pool)
        for entry in pool:
            place = awards.get(entry.code)
            if place is None or entry.status.value == "barred":
                continue
            if place <= 3:
                given[entry.code] = ("gold", "silver", "bronze")[place - 1]
            elif self.contest.awards.merit:
                merit = self.contest.awards.merit
                if place <= rounded(merit.share * competed, 0, merit.rounding.value):
                    given[entry.code] = "merit"
        return given

    def rows(self) -> list[tuple]:
        """Every entry in the order of publication, as (code, status, total, rank, award rank, medal, scale)."""
        groups = [None]
        if self.contest.ranking.groups.value == "separate":
            groups = ["worker", "student", "teacher", "other"]
        rows = []
        for group in groups:
            pool = [entry for entry in self.data.entries if group is None or entry.group.value == group]
            ranks, awards, scale, medals = (
                self.ranks(pool),
                self.award_ranks(pool),
                self.scale(pool),
                self.place_medals(pool),
            )
            order = ["incomplete", "dnf", "dns", "dsq"]
            found = []
            for entry in pool:
                code, status = entry.code, self.status(entry)
                if code in ranks:
                    total = Decimal(int(self.total(entry) * 10**self.rounding.places)).scaleb(-self.rounding.places)
                    where = (0, ranks[code], code)
                    found.append(
                        (where, (code, status, total, ranks[code], awards.get(code), medals.get(code), scale[code]))
                    )
                else:
                    found.append(((1, order.index(status), code), (code, status, None, None, None, None, None)))
            rows += [row for _, row in sorted(found, key=lambda pair: pair[0])]
        return rows
