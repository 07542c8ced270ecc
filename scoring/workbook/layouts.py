"""Names the family a sheet belongs to, by the columns it has."""

from scoring.workbook.columns import Block
from scoring.workbook.labels import Role


def layout_of(block: Block, russian: bool, standards: bool) -> str:
    """One of cis, older, compact, russian, score-sheet."""
    if russian or (Role.NAME in block.columns and any("критер" in label for label in block.labels.values())):
        return "russian"
    if any("配分" in label or "考核" in label or "分值" in label for label in block.labels.values()):
        return "score-sheet"
    if Role.DAY in block.columns or standards:
        return "cis"
    older = any("obj" in label for label in block.labels.values())
    return "older" if older else "compact"
