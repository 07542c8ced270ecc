"""One full sentence for each grant in Chinese and English: by which clause, to whom, what, and why (not) yet."""

from collections.abc import Iterable
from functools import lru_cache

from scoring.tariff.document import TariffFile
from scoring.tariff.drafts import Draft
from scoring.tariff.grants import GRANTED, PENDING, Reason, yuan
from scoring.tariff.terms import BENEFICIARIES, LEVEL_NAMES, term, value_words
from scoring.text import Text

NOTHING = Text("", "")
PLAINLY = Text("，准予", "; granted")

COMPARATORS = {
    "exactly": Text("", ""),
    "at_least": Text("不低于", "at least "),
    "at_most": Text("最高", "at most "),
    "about": Text("约", "about "),
}


def sentence(draft: Draft) -> Text:
    """Why this grant is granted, pending or refused."""
    tariff = draft.tariff.file
    by, what, then = _by(draft), _what(draft), _then(draft, tariff)
    return Text(f"{by.zh}，{what.zh}{then.zh}。", f"{by.en}: {what.en}{then.en}.")


def _by(draft: Draft) -> Text:
    document = draft.tariff.file.document
    return _by_words(document.title, document.title_en, draft.compiled.rule.clause)


@lru_cache(maxsize=1024)
def _by_words(title: str, title_en: str, clause: str) -> Text:
    return Text(f"依据《{title}》{clause}", f"Under clause {clause} of “{title_en}”")


def _who(draft: Draft) -> Text:
    kind, name = BENEFICIARIES[draft.beneficiary.kind], draft.beneficiary.name
    shown = "" if draft.beneficiary.kind == "competitor" else kind.zh
    placing = draft.case.placing
    if placing is None:
        return Text(shown + name, f"{kind.en} {name}")
    where = _where(draft.case.contest.facts.name, draft.case.place.options, placing.rank)
    return Text(f"{shown}{name}{where.zh}", f"{kind.en} {name}{where.en}")


@lru_cache(maxsize=4096)
def _where(contest: str, options: tuple[int, ...], rank: int | None) -> Text:
    numbers = "/".join(map(str, options)) if options else "" if rank is None else str(rank)
    if not numbers:
        return Text(f"（{contest}参赛）", f" ({contest})")
    return Text(f"（{contest}第{numbers}名）", f" ({contest}, place {numbers})")


def _what(draft: Draft) -> Text:
    who, rule = _who(draft), draft.compiled.rule
    if draft.title is None and draft.level is None and draft.amount is None:
        return Text(who.zh + rule.name.zh, f"{who.en}, {rule.name.en}")
    zh, en = ("", "") if draft.title is None else (f"“{draft.title}”", f" “{draft.title}”")
    if draft.level is not None:
        level = LEVEL_NAMES[draft.level]
        zh, en = zh + level.zh, f"{en} {level.en}"
    if draft.amount is not None:
        bound, written = COMPARATORS[rule.amount.comparator if rule.amount else "exactly"], yuan(draft.amount)
        zh, en = f"{zh}{bound.zh}{written}元", f"{en} {bound.en}{written} yuan"
    return Text(f"{who.zh}{rule.name.zh}：{zh}", f"{who.en}, {rule.name.en}:{en}")


def _then(draft: Draft, tariff: TariffFile) -> Text:
    if draft.status == GRANTED:
        parts = _parts(draft)
        return PLAINLY if parts is NOTHING else Text(f"，准予{parts.zh}", f"; granted{parts.en}")
    if draft.status == PENDING:
        names = [term(name, tariff) for name in draft.missing]
        listed = Text("、".join(name.zh for name in names), ", ".join(name.en for name in names))
        return Text(f"，待定，尚缺：{listed.zh}", f"; pending, still missing: {listed.en}")
    why = _reasons(draft.refused_by, tariff)
    moved = Text("", "")
    if draft.displaced_by is not None:
        moved = Text(f"，由 {draft.displaced_by} 取代", f", displaced by {draft.displaced_by}")
    return Text(f"，不予，因为{why.zh}{moved.zh}", f"; refused because {why.en}{moved.en}")


def _parts(draft: Draft) -> Text:
    if not draft.schedule and draft.compiled.rule.claim_within_days is None:
        return NOTHING
    paid, claimed = _paid(draft), _claimed(draft)
    return Text(paid.zh + claimed.zh, paid.en + claimed.en)


def _paid(draft: Draft) -> Text:
    """The yearly parts, or the first and last month of an allowance."""
    if not draft.schedule:
        return NOTHING
    first, last = draft.schedule[0].month, draft.schedule[-1].month
    if first is not None and last is not None:
        number, begin, end = len(draft.schedule), first.isoformat()[:7], last.isoformat()[:7]
        return Text(
            f"，按月发放，{begin} 至 {end} 共{number}个月", f", paid monthly, {number} months from {begin} to {end}"
        )
    shares = "、".join(yuan(part.amount) for part in draft.schedule)
    return Text(f"，分期支付：{shares}元", f", paid in parts of {shares} yuan")


def _claimed(draft: Draft) -> Text:
    """By when the money must be claimed; the days count from the decision."""
    days, last = draft.compiled.rule.claim_within_days, draft.claim_until()
    if days is None:
        return NOTHING
    if last is None:
        return Text(f"，须在表彰决定后 {days} 日内申领", f", to be claimed within {days} days of the decision")
    return Text(f"，须在 {last} 以前（含当日）申领", f", to be claimed by {last}")


def _reasons(reasons: Iterable[Reason], tariff: TariffFile) -> Text:
    said = [reason_words(reason, tariff) for reason in dict.fromkeys(reasons)]
    return Text(
        "；".join(one.zh for one in said) or "条件不满足", "; ".join(one.en for one in said) or "a condition fails"
    )


def reason_words(reason: Reason, tariff: TariffFile) -> Text:
    """A fact with its value, its source, and what was wanted where that is known."""
    name = term(reason.fact, tariff)
    value = term(reason.value, tariff) if reason.fact == "given_already" else value_words(reason.value)
    wanted = value_words(reason.wanted)
    zh = f"，要求{wanted.zh}" if reason.wanted else ""
    en = f", wanted {wanted.en}" if reason.wanted else ""
    return Text(f"{name.zh}为{value.zh}（{reason.source}{zh}）", f"{name.en} is {value.en} ({reason.source}{en})")
