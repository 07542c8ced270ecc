"""The sentences of the importer, Chinese and English, with the severity of each code."""

from scoring.findings import Severity
from scoring.text import Text
from scoring.workbook.draft import Cure, DraftFinding, Place
from scoring.workbook.sentences import CURES, SENTENCES

_SEVERITIES = {"E": Severity.ERROR, "W": Severity.WARNING, "I": Severity.INFO}


def finding_for(
    code: str, place: Place, cure: Cure | None = None, *, mild: bool = False, **facts: object
) -> DraftFinding:
    """The finding of a code at a place, its sentence filled with `facts`; `mild` makes it a mere remark."""
    letter, zh, en = SENTENCES[code]
    severity = Severity.INFO if mild else _SEVERITIES[letter]
    return DraftFinding(severity, code, Text(zh.format(**facts), en.format(**facts)), place, cure)


def cure_text(code: str, **facts: object) -> Text:
    """The sentence that proposes a cure."""
    zh, en = CURES[code]
    return Text(zh.format(**facts), en.format(**facts))
