"""Scheme workbooks in and out: any known layout becomes a draft with findings, a draft becomes a scheme."""

from scoring.workbook.deciding import accept_all, decide, to_scheme
from scoring.workbook.draft import (
    Choices,
    ColumnMapping,
    Cure,
    Decisions,
    DraftAspect,
    DraftCriterion,
    DraftFinding,
    DraftSub,
    Edit,
    Place,
    SchemeDraft,
    Section,
)
from scoring.workbook.errors import UndecidedError, WorkbookError
from scoring.workbook.labels import Role
from scoring.workbook.reading import read_workbook

__all__ = [
    "Choices",
    "ColumnMapping",
    "Cure",
    "Decisions",
    "DraftAspect",
    "DraftCriterion",
    "DraftFinding",
    "DraftSub",
    "Edit",
    "Place",
    "Role",
    "SchemeDraft",
    "Section",
    "UndecidedError",
    "WorkbookError",
    "accept_all",
    "decide",
    "read_workbook",
    "to_scheme",
]
