"""Scheme workbooks in and out: any known layout becomes a draft with findings, a draft becomes a scheme."""

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
    Section,
)
from scoring.workbook.errors import UndecidedError, WorkbookError
from scoring.workbook.labels import Role
from scoring.workbook.reading import read_workbook
from scoring.workbook.scheme_draft import SchemeDraft

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
    "read_workbook",
]
