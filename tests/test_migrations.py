"""Migrations go up and down without drift, and the triggers they carry really refuse."""

import secrets
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from psycopg import sql
from sqlalchemy import JSON, BigInteger, Boolean, Column, Connection, Date, Engine, Enum, Integer, Table, inspect, text
from sqlalchemy.exc import IntegrityError, ProgrammingError
from sqlalchemy.orm import Session

from app.db import UtcDateTime, make_engine, transaction
from app.errors import ConfigurationError
from app.events.models import Event
from app.exchange.operations import import_package
from app.migrating import assert_current, current, grant_application_role, head, migrate, unmigrate
from app.tables import metadata
from migrations.guards import APPEND_ONLY
from tests.competition import small_package
from tests.databases import Server

ROOT = Path(__file__).resolve().parent.parent
REVISIONS = [step.revision for step in ScriptDirectory(str(ROOT / "migrations")).walk_revisions()][::-1]
EVERY_TABLE = pytest.mark.parametrize("table", APPEND_ONLY)
POSTGRESQL_ONLY = pytest.mark.parametrize("backend", ["postgresql"], indirect=True)


@pytest.fixture
def empty_engine(backend: str, tmp_path: Path, request: pytest.FixtureRequest) -> Iterator[Engine]:
    """An engine on a database without any table."""
    if backend == "sqlite":
        engine = make_engine(f"sqlite:///{tmp_path / 'empty.sqlite3'}")
        yield engine
        engine.dispose()
        return
    server: Server = request.getfixturevalue("postgresql_server")
    name = server.empty()
    engine = make_engine(server.url_of(name))
    yield engine
    engine.dispose()
    server.drop(name)


def triggers(connection: Connection) -> set[str]:
    """The name of every trigger."""
    if connection.dialect.name == "sqlite":
        return set(connection.scalars(text("SELECT name FROM sqlite_master WHERE type = 'trigger'")))
    return set(connection.scalars(text("SELECT tgname FROM pg_trigger WHERE NOT tgisinternal")))


def guards_of(tables: set[str], dialect: str) -> set[str]:
    """The triggers that must stand on these tables."""
    acts = ("no_UPDATE", "no_DELETE") if dialect == "sqlite" else ("no_change", "no_truncate")
    names = {f"{table}_{act}" for table in tables.intersection(APPEND_ONLY) for act in acts}
    return names | ({"mark_versions_sheet_open"} if "mark_versions" in tables else set())


def assert_guarded(engine: Engine) -> None:
    with engine.connect() as connection:
        assert triggers(connection) == guards_of(set(inspect(connection).get_table_names()), engine.dialect.name)


def shape(engine: Engine) -> dict[str, Any]:
    """Every table with its columns and CHECK constraints."""
    found = inspect(engine)
    return {
        table: (
            sorted((column["name"], str(column["type"]), column["nullable"]) for column in found.get_columns(table)),
            sorted(check["name"] or "" for check in found.get_check_constraints(table)),
        )
        for table in found.get_table_names()
    }


def test_every_step_up_and_down_leaves_the_triggers_standing(empty_engine: Engine) -> None:
    for revision in REVISIONS:
        migrate(empty_engine, revision)
        assert current(empty_engine) == revision
        assert_guarded(empty_engine)
    for revision in [*REVISIONS[-2::-1], "base"]:
        unmigrate(empty_engine, revision)
        assert_guarded(empty_engine)


def test_a_migrated_database_does_not_drift_from_the_models(engine: Engine) -> None:
    with engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        assert compare_metadata(context, metadata) == []


def test_a_migrated_database_has_every_check_of_the_models(engine: Engine) -> None:
    found = inspect(engine)
    for table in metadata.tables.values():
        wanted = {str(check.name) for check in table.constraints if check.__visit_name__ == "check_constraint"}
        there = {check["name"] for check in found.get_check_constraints(table.name)}
        assert wanted - {"_unnamed_"} <= there, table.name


def test_down_leaves_nothing_and_up_again_gives_the_same(empty_engine: Engine) -> None:
    migrate(empty_engine)
    first = shape(empty_engine)
    unmigrate(empty_engine)
    assert set(shape(empty_engine)) == {"alembic_version"}
    if empty_engine.dialect.name == "postgresql":
        with empty_engine.connect() as connection:
            functions = "SELECT proname FROM pg_proc WHERE pronamespace = 'public'::regnamespace"
            assert list(connection.scalars(text(functions))) == []
    migrate(empty_engine)
    assert shape(empty_engine) == first
    assert_guarded(empty_engine)


def test_a_database_at_another_version_is_refused(empty_engine: Engine) -> None:
    with pytest.raises(ConfigurationError, match=head()):
        assert_current(empty_engine)
    migrate(empty_engine)
    assert_current(empty_engine)
    with empty_engine.begin() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    with pytest.raises(ConfigurationError, match="9999"):
        assert_current(empty_engine)


def test_foreign_keys_are_enforced_again_after_a_migration(empty_engine: Engine) -> None:
    migrate(empty_engine)
    with empty_engine.begin() as connection, pytest.raises(IntegrityError):
        connection.execute(text("INSERT INTO login_sessions VALUES (1, 'x', 99, '2026-01-01', '2026-01-01')"))


def sample(column: Column[Any]) -> Any:
    """Any value a column takes; nothing where nothing is allowed."""
    if column.nullable and not column.primary_key:
        return None
    if isinstance(column.type, Enum):
        return next(iter(column.type.enum_class or column.type.enums))
    if isinstance(column.type, Boolean):
        return False
    if isinstance(column.type, JSON):
        return {}
    if isinstance(column.type, UtcDateTime):
        return datetime(2026, 1, 1, tzinfo=UTC)
    if isinstance(column.type, Date):
        return date(2026, 1, 1)
    if isinstance(column.type, (Integer, BigInteger)) or column.primary_key or column.foreign_keys:
        return 1
    return "x"


def insert_sample(connection: Connection, table: Table) -> None:
    """One row of any table, whatever it refers to."""
    sqlite = connection.dialect.name == "sqlite"
    if not sqlite:
        connection.execute(text("SET session_replication_role = replica"))
    connection.execute(table.insert().values({column.name: sample(column) for column in table.columns}))
    if not sqlite:
        connection.execute(text("SET session_replication_role = origin"))


@pytest.fixture
def row_in(engine: Engine) -> Callable[[str], None]:
    """Write a row into this table, whatever it refers to."""

    def write(name: str) -> None:
        with engine.connect() as connection:
            if engine.dialect.name == "sqlite":
                connection.exec_driver_sql("COMMIT")
                connection.exec_driver_sql("PRAGMA foreign_keys=OFF")
                connection.exec_driver_sql("BEGIN IMMEDIATE")
            insert_sample(connection, metadata.tables[name])
            connection.commit()
        engine.dispose()  # the next connection enforces foreign keys again

    return write


SQLITE_ATTACKS = (
    "UPDATE {table} SET id = id",
    "UPDATE OR REPLACE {table} SET id = 2",
    "DELETE FROM {table}",
    "INSERT OR REPLACE INTO {table} SELECT * FROM {table}",
)
POSTGRESQL_ATTACKS = (
    "UPDATE {table} SET id = id",
    "DELETE FROM {table}",
    "TRUNCATE {table} CASCADE",
    "INSERT INTO {table} SELECT * FROM {table} ON CONFLICT (id) DO UPDATE SET id = excluded.id",
    "MERGE INTO {table} a USING {table} b ON a.id = b.id WHEN MATCHED THEN DELETE",
)


@EVERY_TABLE
def test_an_append_only_table_keeps_every_row(table: str, engine: Engine, row_in: Callable[[str], None]) -> None:
    row_in(table)
    attacks = SQLITE_ATTACKS if engine.dialect.name == "sqlite" else POSTGRESQL_ATTACKS
    with engine.connect() as connection:
        before = connection.execute(metadata.tables[table].select()).all()
        connection.rollback()
        for attack in attacks:
            with pytest.raises(IntegrityError, match="append-only"):
                connection.execute(text(attack.format(table=table)))
            connection.rollback()
        assert connection.execute(metadata.tables[table].select()).all() == before
        assert len(before) == 1


def test_a_signed_sheet_takes_no_mark_whoever_writes(session: Session, make_event: Callable[..., Event]) -> None:
    make_event(marks=True)
    columns = [column.name for column in metadata.tables["mark_versions"].columns if column.name != "id"]
    taken = ", ".join("'another'" if name == "revision" else name for name in columns)
    again = f"INSERT INTO mark_versions ({', '.join(columns)}) SELECT {taken} FROM mark_versions LIMIT 1"  # noqa: S608 - own names
    session.rollback()
    with pytest.raises(IntegrityError, match="the score sheet is signed"):
        session.execute(text(again))
    session.rollback()
    session.execute(text("UPDATE score_sheets SET state = 'open'"))
    session.execute(text(again))
    session.rollback()


@pytest.fixture
def served_engine(engine: Engine, database_url: str, postgresql_server: Server) -> Iterator[Engine]:
    """An engine of a PostgreSQL role that has only the rights of the served program."""
    role = f"jiangheng_app_{secrets.token_hex(4)}"
    postgresql_server.execute(sql.SQL("CREATE ROLE {} LOGIN").format(sql.Identifier(role)))
    grant_application_role(engine, role)
    assert engine.url.database is not None
    served = make_engine(postgresql_server.url_of(engine.url.database, role))
    yield served
    served.dispose()
    with engine.begin() as connection:
        connection.execute(text(f'DROP OWNED BY "{role}"'))
    postgresql_server.execute(sql.SQL("DROP ROLE {}").format(sql.Identifier(role)))


@POSTGRESQL_ONLY
def test_the_application_role_can_do_the_program_s_work(served_engine: Engine, settings: Any) -> None:
    assert_current(served_engine)
    with Session(served_engine) as session, transaction(session):
        imported = import_package(session, None, small_package(marks=True), settings.cipher)
        assert imported.contests


@POSTGRESQL_ONLY
@EVERY_TABLE
def test_the_application_role_cannot_change_history(
    table: str, served_engine: Engine, row_in: Callable[[str], None]
) -> None:
    row_in(table)
    attacks = (
        *POSTGRESQL_ATTACKS,
        "ALTER TABLE {table} DISABLE TRIGGER ALL",
        "DROP TRIGGER {table}_no_change ON {table}",
        "DROP TABLE {table} CASCADE",
        "SET session_replication_role = replica",
        "CREATE OR REPLACE FUNCTION refuse_change() RETURNS trigger LANGUAGE sql AS 'SELECT NULL'",
        "UPDATE alembic_version SET version_num = '0'",
    )
    with served_engine.connect() as connection:
        for attack in attacks:
            with pytest.raises(ProgrammingError, match=r"denied|must be owner"):
                connection.execute(text(attack.format(table=table)))
            connection.rollback()


@pytest.mark.parametrize("backend", ["sqlite"], indirect=True)
def test_sqlite_has_no_application_role(engine: Engine) -> None:
    with pytest.raises(ConfigurationError):
        grant_application_role(engine, "anybody")


def test_the_names_of_the_files_tell_the_newest_migration() -> None:
    assert head() == ScriptDirectory(str(ROOT / "migrations")).get_current_head()
