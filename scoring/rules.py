"""The rules of one contest as its organizer chose them: parts, panel, rounding, ranking and awards."""

from dataclasses import dataclass, field
from enum import StrEnum
from fractions import Fraction

from scoring.scheme import Scheme


class Aggregate(StrEnum):
    """How the scores of several judges become one."""

    MEAN = "mean"
    TRIMMED_MEAN = "trimmed_mean"
    MEDIAN = "median"


class RoundingMode(StrEnum):
    """What happens to the digits cut off."""

    HALF_UP = "half_up"
    HALF_EVEN = "half_even"
    DOWN = "down"


class RoundingAt(StrEnum):
    """Where marks are rounded first; totals are always rounded."""

    ASPECT = "aspect"
    TOTAL = "total"


class TieKeyKind(StrEnum):
    """What a tie key compares."""

    PART = "part"
    CRITERION = "criterion"
    SUB = "sub"
    ASPECT = "aspect"
    DURATION = "duration"
    PENALTIES = "penalties"


class LastResort(StrEnum):
    """What happens to entries that every tie key left equal."""

    SHARE = "share"
    DECIDE = "decide"


class Groups(StrEnum):
    """Whether workers, students, teachers and others are ranked together."""

    TOGETHER = "together"
    SEPARATE = "separate"


class MedalModel(StrEnum):
    """How awards follow from ranks."""

    PLACES = "places"
    WORLDSKILLS = "worldskills"
    RATIO = "ratio"
    FIXED = "fixed"
    NONE = "none"


class Medal(StrEnum):
    """Every award a rank can bring."""

    GOLD = "gold"
    SILVER = "silver"
    BRONZE = "bronze"
    MERIT = "merit"
    FIRST = "first"
    SECOND = "second"
    THIRD = "third"


class Anchor(StrEnum):
    """Whether a WorldSkills tie band is measured from its top or from neighbour to neighbour."""

    TOP = "top"
    CHAIN = "chain"


class Barred(StrEnum):
    """Whether the next entry moves up into the award of a barred one."""

    PASS_OVER = "pass_over"  # noqa: S105 - a rule, not a password
    LEAVE_EMPTY = "leave_empty"


class TeamMarking(StrEnum):
    """Whether a team has one set of marks or the sum of its members' totals."""

    ONE = "one"
    SUM = "sum"


@dataclass(frozen=True, slots=True)
class Part:
    """A part of a contest: marked by a scheme, or scored elsewhere out of `full`; `weight` in percent."""

    code: str
    name: str
    weight: Fraction
    full: Fraction
    scheme: Scheme | None = None
    pass_percent: Fraction | None = None


@dataclass(frozen=True, slots=True)
class Panel:
    """How judgement votes and judges' scores are combined."""

    judgement: str = "worldskills"
    scored: Aggregate = Aggregate.TRIMMED_MEAN


@dataclass(frozen=True, slots=True)
class Rounding:
    """Decimal places and mode, and where the first rounding happens."""

    places: int = 2
    mode: RoundingMode = RoundingMode.HALF_UP
    at: RoundingAt = RoundingAt.ASPECT


@dataclass(frozen=True, slots=True)
class TieKey:
    """One key that separates equal totals; `code` names the part, criterion, sub-criterion or aspect."""

    kind: TieKeyKind
    code: str | None
    descending: bool


@dataclass(frozen=True, slots=True)
class RankingRules:
    """Ordered tie keys and what is left to people."""

    ties: tuple[TieKey, ...] = ()
    last: LastResort = LastResort.SHARE
    groups: Groups = Groups.TOGETHER


@dataclass(frozen=True, slots=True)
class Merit:
    """优胜奖: the entries down to `share` of those who competed."""

    share: Fraction
    rounding: RoundingMode


@dataclass(frozen=True, slots=True)
class RatioGrades:
    """Shares of the field for 一二三等奖, with an optional cap for each."""

    shares: tuple[Fraction, Fraction, Fraction]
    caps: tuple[int, int, int] | None
    rounding: RoundingMode


@dataclass(frozen=True, slots=True)
class TieBand:
    """The WorldSkills band of scale points inside which entries are tied."""

    points: int = 2
    anchored: Anchor = Anchor.TOP
    bronze_after_tied_silver: bool = False


@dataclass(frozen=True, slots=True)
class SmallField:
    """The medals that exist when fewer than `below` competed."""

    below: int
    medals: tuple[Medal, ...]


@dataclass(frozen=True, slots=True)
class Awards:
    """The award rules of a contest; `fixed` counts first, second and third grades."""

    medals: MedalModel = MedalModel.PLACES
    merit: Merit | None = None
    grades: RatioGrades | None = None
    fixed: tuple[int, int, int] | None = None
    tie_band: TieBand = field(default_factory=TieBand)
    small_field: tuple[SmallField, ...] = ()
    barred: Barred = Barred.PASS_OVER


@dataclass(frozen=True, slots=True)
class Rounds:
    """An earlier contest whose best go on: its place, how many, and whether ties at the cut all advance."""

    source: str
    take: int
    all_ties: bool


@dataclass(frozen=True, slots=True)
class Contest:
    """Everything the computation of one contest's results needs to know of its rules."""

    code: str
    parts: tuple[Part, ...]
    panel: Panel = field(default_factory=Panel)
    rounding: Rounding = field(default_factory=Rounding)
    ranking: RankingRules = field(default_factory=RankingRules)
    awards: Awards = field(default_factory=Awards)
    team: TeamMarking = TeamMarking.ONE
    team_size: int = 1
    rounds: Rounds | None = None
