"""Collects everything that is wrong with a package, so that all errors are told at once."""

from collections import Counter

from app.exchange.package import PackageErrors
from scoring.findings import Finding, Severity, Where
from scoring.text import Text

MOST_PER_FILE = 500
"""More errors of one file tell a person nothing new, and a hostile file could fill the memory with them."""

_ORDER = (Severity.ERROR, Severity.WARNING, Severity.INFO)


class Report:
    """The findings of one loading; `error` stops the package in the end, `warn` never does."""

    def __init__(self) -> None:
        self._findings: list[Finding] = []
        self._errors_of_file: Counter[str | None] = Counter()

    @property
    def failed(self) -> bool:
        """True as soon as there is one error."""
        return bool(self._errors_of_file)

    def error(self, code: str, text: Text, where: Where) -> None:
        """Add an error; beyond MOST_PER_FILE errors of one file only their existence is told."""
        self._errors_of_file[where.file] += 1
        if self._errors_of_file[where.file] <= MOST_PER_FILE:
            self._findings.append(Finding(Severity.ERROR, code, text, where))
        elif self._errors_of_file[where.file] == MOST_PER_FILE + 1:
            self._findings.append(Finding(Severity.ERROR, "more-errors", _MORE, Where(file=where.file)))

    def warn(self, code: str, text: Text, where: Where) -> None:
        """Add a warning."""
        self._findings.append(Finding(Severity.WARNING, code, text, where))

    def add(self, finding: Finding) -> None:
        """Add what another reader found that is no error."""
        self._findings.append(finding)

    def findings(self) -> tuple[Finding, ...]:
        """Everything found, worst first, then by place."""
        return tuple(sorted(self._findings, key=_place))

    def stop_if_failed(self) -> None:
        """Raise PackageErrors if there is any error."""
        if self.failed:
            raise PackageErrors(self.findings())


_MORE = Text(
    f"此文件的错误超过 {MOST_PER_FILE} 处，其余未列出；请先改正已列出的。",
    f"This file has more than {MOST_PER_FILE} errors; the rest are not listed. Correct these first.",
)


def _place(finding: Finding) -> tuple[int, str, int, str, str]:
    where = finding.where
    row = where.row if isinstance(where.row, int) else 0
    return _ORDER.index(finding.severity), where.file or "", row, where.column or "", finding.code
