"""What a computation of grants noticed: payers nobody named, periods that are over, tables with holes, unread facts."""

from collections.abc import Iterable, Iterator, Mapping, Sequence

from scoring.findings import Finding, Severity, Where
from scoring.tariff.compiled import Tariff
from scoring.tariff.document import Rule, TariffFile
from scoring.tariff.drafts import Draft
from scoring.tariff.grants import REFUSED
from scoring.tariff.language import Test
from scoring.tariff.model import Competition, ContestFacts, Person
from scoring.tariff.overlaps import overlaps
from scoring.text import Text


def notice(
    competition: Competition,
    contests: Sequence[ContestFacts],
    people: Mapping[str, Sequence[Person]],
    tariffs: Sequence[Tariff],
    drafts: Sequence[Draft],
) -> list[Finding]:
    """Warnings about the tariffs as applied here; none of them stops a publication."""
    found = [
        *_payers(drafts),
        *_periods(drafts),
        *_holes(drafts),
        *overlaps(tariffs, drafts),
        *_without_series(competition, contests, tariffs),
        *_unread(contests, people, tariffs),
    ]
    return sorted(
        found, key=lambda one: (one.code, one.where.contest or "", one.where.rule or "", one.where.column or "")
    )


def _warning(code: str, zh: str, en: str, where: Where) -> Finding:
    return Finding(Severity.WARNING, code, Text(zh, en), where)


def _payers(drafts: Sequence[Draft]) -> Iterator[Finding]:
    unpaid = {
        (draft.tariff.id, draft.compiled.rule.id): draft
        for draft in reversed(drafts)
        if draft.amount is not None and draft.payer is None and draft.status != REFUSED
    }
    for draft in unpaid.values():
        name = draft.compiled.rule.name
        yield _warning(
            "payer-unset",
            f"{name.zh}：支付单位未确定，奖励成立，支付等待；请在设置 payer 中写明。",
            f"{name.en}: nobody is named who pays; the grant stands, payment waits. State it in the setting payer.",
            Where(rule=draft.compiled.rule.id, column=draft.tariff.id),
        )


def _periods(drafts: Sequence[Draft]) -> Iterator[Finding]:
    seen = {}
    for draft in drafts:
        planning = draft.tariff.file.planning
        if planning is not None and planning.setting in draft.settings:
            seen[draft.tariff.id] = (draft, planning.until)
    for draft, until in seen.values():
        yield _warning(
            "planning-period-over",
            f"《{draft.tariff.file.document.title}》的规划期到 {until} 为止，请确认是否继续适用。",
            f"The period of “{draft.tariff.file.document.title_en}” ended on {until}; confirm that it goes on.",
            Where(column=draft.tariff.id),
        )


def _holes(drafts: Sequence[Draft]) -> Iterator[Finding]:
    holed = {
        (draft.case.contest.facts.code, draft.compiled.rule.id): draft for draft in drafts if "table" in draft.missing
    }
    for (contest, rule), draft in holed.items():
        name = draft.compiled.rule.name
        yield _warning(
            "table-hole",
            f"{name.zh}：名额表没有这一规模的档位，未作推测；请更正标准文件的表。",
            f"{name.en}: the table has no row for this field; nothing was guessed. Correct the tariff's table.",
            Where(contest=contest, rule=rule),
        )


def _without_series(
    competition: Competition, contests: Sequence[ContestFacts], tariffs: Sequence[Tariff]
) -> Iterator[Finding]:
    """World and national contests without a series: rules that name one would silently give nothing (HLJ-31a, b)."""
    levels = {contest.level or competition.level for contest in contests} & {"world", "nation"}
    if competition.series is not None:
        return
    for tariff in tariffs:
        asked = _series_asked(tariff, levels)
        if asked:
            words = " / ".join(asked)
            yield _warning(
                "series-unset",
                f"《{tariff.file.document.title}》对 {words} 系列赛事有奖励，本赛事未写 series；如属其中之一请写明。",
                f"“{tariff.file.document.title_en}” rewards contests of the series {words}; this competition names no "
                "series. If it is one of these, say so in `series`.",
                Where(file="competition.yaml", column="series", rule=asked[words.split(" / ")[0]]),
            )


def _series_asked(tariff: Tariff, levels: set[str]) -> dict[str, str]:
    """The series that conditions on these levels name, each with a rule that hangs on it."""
    found: dict[str, str] = {}
    for rule in tariff.file.rules:
        for test in _reached(rule.results, tariff.file):
            if levels & set(test.level):
                found.update({series: rule.id for series in test.series if series not in found})
    return found


def _reached(test: Test, file: TariffFile) -> Iterator[Test]:
    """A condition with all inside it and all it names."""
    for part in nested(test):
        yield part
        if part.condition is not None:
            yield from _reached(file.conditions[part.condition], file)


def _unread(
    contests: Sequence[ContestFacts], people: Mapping[str, Sequence[Person]], tariffs: Sequence[Tariff]
) -> Iterator[Finding]:
    given = {(name, "competition.yaml") for contest in contests for name in contest.facts}
    given |= {(name, "entrants.csv") for team in people.values() for person in team for name in person.facts}
    read = facts_read(tariffs)
    for name, file in sorted(given):
        if name not in read:
            yield _warning(
                "fact-not-read",
                f"事实 {name} 没有任何适用的标准使用，请检查拼写。",
                f"No applied tariff reads the fact {name}; check its spelling.",
                Where(file=file, column=f"fact:{name}"),
            )


def facts_read(tariffs: Iterable[Tariff]) -> frozenset[str]:
    """Every fact some rule of these tariffs asks for."""
    return frozenset(name for tariff in tariffs for name in _facts_of(tariff.file))


def _facts_of(file: TariffFile) -> Iterator[str]:
    for test in tests_of(file):
        yield from (name for name in (test.fact, test.stated) if name is not None)
    for rule in file.rules:
        yield from own_facts(rule)


def own_facts(rule: Rule) -> Iterator[str]:
    """The facts a rule asks for outside its conditions: who pays, what payment waits for, certificates that count."""
    named = [party.fact for party in (rule.payer, rule.fund) if party is not None]
    named += [rule.paid_after, rule.amount.monthly.certificate_before if rule.amount and rule.amount.monthly else None]
    yield from (name for name in named if name is not None)


def tests_of(file: TariffFile) -> Iterator[Test]:
    """Every condition of a tariff, nested ones included."""
    tops: list[Test | None] = [*file.conditions.values()]
    for rule in file.rules:
        tops += [rule.applies, rule.results, *rule.requires]
        tops += [one.when for one in rule.amount.surcharge] if rule.amount else []
        tops += [one.when for one in rule.promotion.steps] if rule.promotion else []
    tops += [one.when for one in file.combine] + [one.when for one in file.displace]
    tops += [other.when for setting in file.settings.values() for other in setting.instead]
    for top in tops:
        if top is not None:
            yield from nested(top)


def nested(test: Test) -> Iterator[Test]:
    """A condition and every condition inside it."""
    yield test
    for part in (*test.all_, *test.any_, *((test.not_,) if test.not_ else ())):
        yield from nested(part)
