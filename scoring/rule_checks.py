"""Rules that cannot be: what is wrong with the parts, ranking and awards an organizer chose, where, and the cure."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction

from scoring.rules import Awards, Contest, MedalModel, Part, RankingRules, TieKey, TieKeyKind
from scoring.text import Text
from scoring.trace import exact


@dataclass(frozen=True, slots=True)
class RuleFault:
    """One thing that is wrong with the rules; `path` are the keys of competition.yaml and places counted from 0."""

    code: str
    path: tuple[str | int, ...]
    text: Text


def rule_faults(contest: Contest) -> tuple[RuleFault, ...]:
    """Everything that is wrong with a contest's rules, in their order; package-format, competition.yaml."""
    return (
        *_part_faults(contest.parts),
        *_ranking_faults(contest.ranking, contest.parts),
        *_award_faults(contest.awards),
    )


def _part_faults(parts: Sequence[Part]) -> Iterator[RuleFault]:
    for place, part in enumerate(parts):
        found = {"full": full_fault(part.full), "pass": pass_fault(part.pass_percent), "weight": negative(part.weight)}
        yield from (
            RuleFault("unreadable-value", ("parts", place, key), text)
            for key, text in found.items()
            if text is not None
        )
    total = weights_fault([part.weight for part in parts])
    if total is not None:
        yield RuleFault("weights-not-100", ("parts",), total)
    yield from (RuleFault("repeated-code", ("parts",), text) for text in repeated_codes(parts))


def _ranking_faults(ranking: RankingRules, parts: Sequence[Part]) -> Iterator[RuleFault]:
    compared: Counter[tuple[TieKeyKind, str | None]] = Counter()
    for place, key in enumerate(ranking.ties):
        compared[key.kind, key.code] += 1
        text = tie_key_fault(key, parts)
        if text is not None:
            yield RuleFault("unknown-tie-key", ("ranking", "ties", place), text)
        elif compared[key.kind, key.code] > 1:
            yield RuleFault("repeated-tie-key", ("ranking", "ties", place), _REPEATED_KEY)


def _award_faults(awards: Awards) -> Iterator[RuleFault]:
    for key, text in award_needs(awards):
        yield RuleFault("missing-key", ("awards", key), text)
    shares = shares_fault(awards.grades.shares) if awards.grades else None
    if shares is not None:
        yield RuleFault("unreadable-value", ("awards", "grades"), shares)


def full_fault(full: Fraction) -> Text | None:
    """A full score that nothing can be measured against."""
    return None if full > 0 else Text("满分应大于 0。", "The full score must be above 0.")


def pass_fault(percent: Fraction | None) -> Text | None:
    """A pass mark that nobody can reach."""
    if percent is None or 0 <= percent <= 100:
        return None
    return Text("pass 是百分比，应在 0 至 100 之间。", "pass is a percentage, at least 0 and at most 100.")


def negative(weight: Fraction) -> Text | None:
    """A weight that would turn marks into penalties."""
    return None if weight >= 0 else Text("权重不能小于 0。", "A weight must not be below 0.")


def weights_fault(weights: Iterable[Fraction]) -> Text | None:
    """Weights that do not share out the whole total."""
    total = exact(sum(weights, Fraction(0)))
    if total == "100":
        return None
    return Text(
        f"各模块权重之和是 {total}，应是 100。请调整各模块的权重。",
        f"The weights of the parts add up to {total}; they must give 100. Change the weights.",
    )


def repeated_codes(parts: Sequence[Part]) -> Iterator[Text]:
    """Codes of parts used twice, and aspects that two schemes share."""
    seen: set[str] = set()
    aspects: set[str] = set()
    for part in parts:
        if part.code in seen:
            yield Text(f"模块代码 {part.code} 重复。", f"The part code {part.code} is repeated.")
        seen.add(part.code)
        own = set(part.scheme.aspects) if part.scheme else set()
        if own & aspects:
            first = min(own & aspects)
            yield Text(
                f"两个评分表都有评分点 {first}，同一项目内编号不能重复。",
                f"Two schemes have the aspect {first}; ids must be unique within a contest.",
            )
        aspects |= own


def tie_key_fault(key: TieKey, parts: Sequence[Part]) -> Text | None:
    """A tie key that names nothing of the contest."""
    schemes = [part.scheme for part in parts if part.scheme]
    named: dict[TieKeyKind, list[str | None]] = {
        TieKeyKind.PART: [part.code for part in parts],
        TieKeyKind.CRITERION: [criterion.code for scheme in schemes for criterion in scheme.criteria],
        TieKeyKind.SUB: [sub.code for scheme in schemes for one in scheme.criteria for sub in one.subs],
        TieKeyKind.ASPECT: [code for scheme in schemes for code in scheme.aspects],
    }
    if key.kind not in named or key.code in named[key.kind]:
        return None
    return Text(
        f"本项目没有 {key.kind}:{key.code}，请核对模块和评分表。",
        f"This contest has no {key.kind}:{key.code}; compare with its parts and schemes.",
    )


def award_needs(awards: Awards) -> Iterator[tuple[str, Text]]:
    """The numbers a way of giving medals needs and does not have, by the key that holds them."""
    if awards.medals is MedalModel.RATIO and awards.grades is None:
        yield "grades", _needs("ratio", "grades", "各等次的比例")
    if awards.medals is MedalModel.FIXED and awards.fixed is None:
        yield "fixed", _needs("fixed", "fixed", "各等次的名额")


def _needs(model: str, key: str, zh: str) -> Text:
    return Text(f"medals: {model} 需要写出 {key}（{zh}）。", f"medals: {model} needs {key}.")


def shares_fault(shares: Iterable[Fraction]) -> Text | None:
    """Shares that give away more than the whole field."""
    if sum(shares, Fraction(0)) <= 1:
        return None
    return Text("三个比例之和超过 100%。请减小。", "The three shares add up to more than 100%. Reduce them.")


_REPEATED_KEY = Text(
    "这一项前面已经比较过，再比一次分不出先后。请删去。",
    "This was compared before and cannot separate anybody a second time. Remove it.",
)
