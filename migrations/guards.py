"""Triggers that keep append-only tables append-only and signed sheets locked, whoever writes."""

from alembic import op

APPEND_ONLY = (
    "audit_events",
    "decisions",
    "grants",
    "held_revisions",
    "mark_versions",
    "penalties",
    "placings",
    "score_versions",
    "settlements",
)

_SQLITE_APPEND_ONLY = """
CREATE TRIGGER {table}_no_{act} BEFORE {act} ON {table}
BEGIN SELECT RAISE(ABORT, '{table} is append-only'); END
"""
_SQLITE_LOCK = """
CREATE TRIGGER mark_versions_sheet_open BEFORE INSERT ON mark_versions
WHEN (SELECT state FROM score_sheets WHERE id = NEW.sheet_id) = 'signed'
BEGIN SELECT RAISE(ABORT, 'the score sheet is signed'); END
"""
_POSTGRESQL = """
CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN RAISE EXCEPTION '% is append-only', TG_TABLE_NAME USING ERRCODE = 'integrity_constraint_violation'; END $$;
CREATE FUNCTION refuse_signed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF (SELECT state FROM score_sheets WHERE id = NEW.sheet_id) = 'signed' THEN
    RAISE EXCEPTION 'the score sheet is signed' USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER mark_versions_sheet_open BEFORE INSERT ON mark_versions
  FOR EACH ROW EXECUTE FUNCTION refuse_signed();
"""
_POSTGRESQL_APPEND_ONLY = """
CREATE TRIGGER {table}_no_change BEFORE UPDATE OR DELETE ON {table}
  FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER {table}_no_truncate BEFORE TRUNCATE ON {table}
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
"""


def create_guards() -> None:
    """Create every trigger; call it after the tables, and again after a batch step that rebuilt one of them."""
    if op.get_bind().dialect.name == "sqlite":
        for table in APPEND_ONLY:
            for act in ("UPDATE", "DELETE"):
                op.execute(_SQLITE_APPEND_ONLY.format(table=table, act=act))
        op.execute(_SQLITE_LOCK)
        return
    op.execute(_POSTGRESQL)
    for table in APPEND_ONLY:
        op.execute(_POSTGRESQL_APPEND_ONLY.format(table=table))


def drop_guards() -> None:
    """Drop every trigger and function again."""
    if op.get_bind().dialect.name == "sqlite":
        names = [f"{table}_no_{act}" for table in APPEND_ONLY for act in ("UPDATE", "DELETE")]
        for name in [*names, "mark_versions_sheet_open"]:
            op.execute(f"DROP TRIGGER IF EXISTS {name}")
        return
    op.execute("DROP FUNCTION IF EXISTS refuse_change CASCADE; DROP FUNCTION IF EXISTS refuse_signed CASCADE")
