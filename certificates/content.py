"""What a certificate says, as plain values that know nothing of paper."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from certificates.text import Text


class Kind(StrEnum):
    """The papers that are issued."""

    AWARD = "award"
    TITLE = "title"
    PROMOTION = "promotion"
    COACH = "coach"
    EXPERT_TEAM = "expert_team"
    JUDGE = "judge"
    ORGANIZER = "organizer"
    DELEGATION = "delegation"
    PARTICIPATION = "participation"


class Language(StrEnum):
    """The language of the whole paper."""

    ZH = "zh"
    EN = "en"
    BILINGUAL = "bilingual"


MEDALS = {
    "gold": Text("金牌", "Gold Medal"),
    "silver": Text("银牌", "Silver Medal"),
    "bronze": Text("铜牌", "Bronze Medal"),
    "merit": Text("优胜奖", "Medallion for Excellence"),
    "first": Text("一等奖", "First Prize"),
    "second": Text("二等奖", "Second Prize"),
    "third": Text("三等奖", "Third Prize"),
}
"""The printed words for `medal` of results.json (package-format, results.json)."""


NOTHING = Text("")


@dataclass(frozen=True)
class Recipient:
    """A person or body the paper names: `name` as on the identity document, `unit`, and what follows the name."""

    name: str
    unit: str = ""
    name_en: str = ""
    unit_en: str = ""
    honorific: str = ""
    """同志, 同学, 老师 or nothing; printed after the name."""


@dataclass(frozen=True, kw_only=True)
class CertificateContent:
    """One certificate.

    `recipients` holds one person or body, or the members of a team in order when one paper is for all.
    `award` is the medal's words for awards (see MEDALS), the title's for titles, the honour's for other kinds.
    `verify_code` is 16 characters without dashes; `verify_url` is what the QR code holds.
    `sample` marks a paper made without a verify key: it says 样本 and has no validity.
    """

    kind: Kind
    number: str
    recipients: tuple[Recipient, ...]
    event: Text
    issuers: tuple[Text, ...]
    issued_on: date
    verify_code: str
    verify_url: str
    language: Language = Language.ZH
    contest: Text = NOTHING
    award: Text = NOTHING
    teammates: tuple[str, ...] = ()
    """The whole team, in order, when each member gets a paper of their own; empty for single contests."""
    coaches: tuple[str, ...] = ()
    document: Text = NOTHING
    """The notice a title or promotion rests on, with its number, when there is one."""
    sample: bool = False
