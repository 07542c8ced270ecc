"""Scheme workbooks in and out: any known layout becomes a draft with findings, a draft becomes a scheme."""

from scoring.workbook.allocation import AllocationRow, AllocationTable, allocation_table
from scoring.workbook.cis_book import export_cis
from scoring.workbook.difference import Change, Difference, Located, difference
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
from scoring.workbook.json_book import export_json
from scoring.workbook.labels import Role
from scoring.workbook.reading import read_workbook
from scoring.workbook.scheme_draft import SchemeDraft
from scoring.workbook.template_book import export_template_csv, export_template_xlsx

__all__ = [
    "AllocationRow",
    "AllocationTable",
    "Change",
    "Choices",
    "ColumnMapping",
    "Cure",
    "Decisions",
    "Difference",
    "DraftAspect",
    "DraftCriterion",
    "DraftFinding",
    "DraftSub",
    "Edit",
    "Located",
    "Place",
    "Role",
    "SchemeDraft",
    "Section",
    "UndecidedError",
    "WorkbookError",
    "allocation_table",
    "difference",
    "export_cis",
    "export_json",
    "export_template_csv",
    "export_template_xlsx",
    "read_workbook",
]
