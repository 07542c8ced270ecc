"""The same person or body rewarded twice where no document says how: findings, never a silent sum."""

from collections.abc import Iterator, Sequence

from scoring.findings import Finding, Severity, Where
from scoring.tariff.combining import the_person
from scoring.tariff.compiled import Tariff
from scoring.tariff.drafts import Draft
from scoring.tariff.grants import REFUSED
from scoring.tariff.model import Person
from scoring.text import Text

COMPARED = frozenset({"prize", "subsidy", "allowance", "title", "promotion"})
"""What an upper level may grant in place of a lower one; rights and recommendations do not exclude each other."""


def overlaps(tariffs: Sequence[Tariff], drafts: Sequence[Draft]) -> Iterator[Finding]:
    """Prizes that meet in a person, members of teams too (DOMAIN 1.2.8), and tariffs that yield to an upper level."""
    by_person: dict[str, tuple[Person, list[Draft]]] = {}
    for draft in drafts:
        if draft.compiled.rule.gives == "prize" and draft.status != REFUSED:
            for person in _people(draft):
                if person.identity is not None:
                    by_person.setdefault(person.identity, (person, []))[1].append(draft)
    for person, prizes in by_person.values():
        if _open(person, prizes):
            yield _several(person, prizes)
    yield from _yielding(tariffs, drafts)


def _people(draft: Draft) -> Sequence[Person]:
    """The winners a prize concerns: one, or every member of a team; nobody for coaches and bodies."""
    if draft.case.person is not None:
        return [draft.case.people[draft.case.person]]
    return draft.case.people if draft.beneficiary.kind in ("competitor", "team") else ()


def _open(person: Person, prizes: Sequence[Draft]) -> bool:
    """Whether nothing combines these: two tariffs, or a team's prize, which no rule about persons touches."""
    team = any(the_person(draft) is None for draft in prizes)
    earlier = any(one.kind == "prize" and one.amount for one in person.earlier)
    return len({draft.tariff.id for draft in prizes}) > 1 or (team and (len(prizes) > 1 or earlier))


def _several(person: Person, prizes: Sequence[Draft]) -> Finding:
    one = prizes[0]
    names = list(dict.fromkeys(draft.compiled.rule.name for draft in prizes))
    zh, en = "、".join(name.zh for name in names), ", ".join(name.en for name in names)
    text = Text(
        f"{person.name} 兼得几项奖金（{zh}），文件未写明能否并享，团队中的份额也未扣减，请核对。",
        f"{person.name} has several prizes ({en}); no document says whether all stand, and no share of a team was "
        "reduced: check them.",
    )
    entry = one.case.placing.entry if one.case.placing else None
    where = Where(contest=one.case.contest.facts.code, entry=entry, rule=one.compiled.rule.id)
    return Finding(Severity.WARNING, "overlap", text, where)


def _yielding(tariffs: Sequence[Tariff], drafts: Sequence[Draft]) -> Iterator[Finding]:
    """A tariff that yields to later rules of the upper level, where both give the same to the same (003 四)."""
    for lower in tariffs:
        upper = [one.id for one in tariffs if _is_above(one, lower)]
        if lower.file.yields_to_upper == "yes" and upper:
            theirs = {_given(draft): draft for draft in drafts if draft.tariff.id in upper and _counts(draft)}
            ours = [draft for draft in drafts if draft.tariff.id == lower.id and _counts(draft)]
            yield from _each_pair([(draft, theirs[_given(draft)]) for draft in ours if _given(draft) in theirs])


def _is_above(upper: Tariff, lower: Tariff) -> bool:
    wider = len(upper.file.jurisdiction) < len(lower.file.jurisdiction)
    covers = lower.file.jurisdiction.startswith(upper.file.jurisdiction)
    return wider and covers and upper.file.in_force.from_ > lower.file.in_force.from_


def _counts(draft: Draft) -> bool:
    return draft.compiled.rule.gives in COMPARED and draft.status != REFUSED


def _given(draft: Draft) -> tuple[object, ...]:
    """To whom a grant of which kind goes on account of which entry."""
    entry = draft.case.placing.entry if draft.case.placing else None
    receiver = (draft.beneficiary.kind, draft.beneficiary.code or draft.beneficiary.name)
    return (draft.case.contest.facts.code, entry, draft.compiled.rule.gives, draft.title, *receiver)


def _each_pair(pairs: Sequence[tuple[Draft, Draft]]) -> Iterator[Finding]:
    met = {(one.compiled.rule.id, other.tariff.id, other.compiled.rule.id): (one, other) for one, other in pairs}
    for (rule, tariff, _), (one, other) in met.items():
        title, title_en = other.tariff.file.document.title, other.tariff.file.document.title_en
        text = Text(
            f"{one.compiled.rule.name.zh}：上级较新的《{title}》也有规定，本标准写明服从上级新规定，请核对是否仍发。",
            f"{one.compiled.rule.name.en}: the newer “{title_en}” of the upper level gives this too, and this tariff "
            "yields to it; check whether it still stands.",
        )
        where = Where(contest=one.case.contest.facts.code, rule=rule, column=tariff)
        yield Finding(Severity.WARNING, "yields-to-upper", text, where)
