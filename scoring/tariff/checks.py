"""What can be wrong with a tariff that is well written: tables, references, circles, sources, dates."""

from scoring.findings import Finding
from scoring.strict_yaml import Node
from scoring.tariff.document import TariffFile


def check_file(file: TariffFile, root: Node, path: str) -> list[Finding]:
    """Every finding about one tariff file, errors and warnings."""
    return []
