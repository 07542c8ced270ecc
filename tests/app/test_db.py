"""The database's settings, exact columns, and the one place that commits."""

from datetime import UTC, datetime, timedelta, timezone
from decimal import Decimal

import pytest
from sqlalchemy import Engine, event, select, text
from sqlalchemy.dialects import sqlite
from sqlalchemy.orm import Session, sessionmaker

from app.accounts.models import User
from app.audit.models import AuditHead
from app.db import SQLITE_PRAGMAS, ScaledDecimal, UtcDateTime, assert_guarantees, make_engine, transaction
from app.errors import ConfigurationError, Conflict

SQLITE_ONLY = pytest.mark.parametrize("backend", ["sqlite"], indirect=True)
POSTGRESQL_ONLY = pytest.mark.parametrize("backend", ["postgresql"], indirect=True)


def test_a_database_as_we_open_it_keeps_what_it_acknowledged(engine: Engine) -> None:
    assert_guarantees(engine)


@SQLITE_ONLY
@pytest.mark.parametrize("name", SQLITE_PRAGMAS)
def test_a_sqlite_connection_with_another_setting_stops_the_start(name: str, engine: Engine) -> None:
    other = {"journal_mode": "delete", "synchronous": 1, "busy_timeout": 0, "trusted_schema": 1}

    def spoil(connection: sqlite.dialect, _record: object) -> None:
        connection.execute(f"PRAGMA {name}={other.get(name, 0)}")

    event.listen(engine, "connect", spoil)
    with pytest.raises(ConfigurationError, match=name):
        assert_guarantees(engine)


@POSTGRESQL_ONLY
@pytest.mark.parametrize("setting", ["synchronous_commit=off", "default_transaction_isolation='repeatable read'"])
def test_a_postgresql_that_would_lose_writes_stops_the_start(setting: str, engine: Engine) -> None:
    name = engine.url.database
    with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.execute(text(f'ALTER DATABASE "{name}" SET {setting}'))
    engine.dispose()
    if "isolation" in setting:
        assert_guarantees(engine)  # the engine asks for READ COMMITTED itself
    else:
        with pytest.raises(ConfigurationError, match="synchronous_commit"):
            assert_guarantees(engine)


def test_another_database_is_refused() -> None:
    with pytest.raises(ConfigurationError, match="mysql"):
        make_engine("mysql://root@localhost/x")


@pytest.mark.parametrize("value", ["0", "1.25", "-3.75", "99999999.99", None])
def test_a_scaled_decimal_is_stored_as_a_whole_number(value: str | None) -> None:
    column, dialect = ScaledDecimal(2), sqlite.dialect()
    given = None if value is None else Decimal(value)
    stored = column.process_bind_param(given, dialect)
    assert stored is None or type(stored) is int
    assert column.process_result_value(stored, dialect) == given


def test_a_scaled_decimal_refuses_more_places_than_it_has() -> None:
    with pytest.raises(ValueError, match="more than 2"):
        ScaledDecimal(2).process_bind_param(Decimal("1.005"), sqlite.dialect())


def test_times_are_stored_aware_and_come_back_in_utc() -> None:
    column, dialect = UtcDateTime(), sqlite.dialect()
    shanghai = datetime(2026, 5, 1, 8, tzinfo=timezone(timedelta(hours=8)))
    stored = column.process_bind_param(shanghai, dialect)
    assert stored == datetime(2026, 5, 1, tzinfo=UTC)
    assert column.process_result_value(datetime(2026, 5, 1), dialect) == shanghai  # noqa: DTZ001 - as SQLite gives it
    with pytest.raises(ValueError, match="no time zone"):
        column.process_bind_param(datetime(2026, 5, 1), dialect)  # noqa: DTZ001 - the fault itself


def head(chain: str = "c") -> AuditHead:
    return AuditHead(chain=chain, sequence=0, digest="0")


def test_a_transaction_writes_everything_or_nothing(session: Session, sessions: sessionmaker[Session]) -> None:
    def fail_half_way() -> None:
        with transaction(session):
            session.add(head("one"))
            session.flush()
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fail_half_way()
    with transaction(session):
        session.add(head("two"))
    with sessions() as other:
        assert list(other.scalars(select(AuditHead.chain))) == ["two"]


def test_a_change_made_outside_a_transaction_is_a_bug_that_shows(session: Session) -> None:
    session.add(head())
    with pytest.raises(RuntimeError, match="outside a transaction"), transaction(session):
        pass


def test_the_same_key_twice_is_a_conflict_and_not_a_crash(session: Session, sessions: sessionmaker[Session]) -> None:
    with transaction(session):
        session.add(head())
    with sessions() as other, pytest.raises(Conflict), transaction(other):
        other.add(head())


def test_a_row_changed_under_a_version_that_passed_is_a_conflict(session: Session) -> None:
    with transaction(session):
        session.add(User(login="u", name="u", password_hash="x", created_at=datetime(2026, 5, 1, tzinfo=UTC)))

    def change() -> None:
        with transaction(session):
            mine = session.scalars(select(User)).one()
            session.execute(text("UPDATE users SET version = version + 1, name = 'theirs'"))
            mine.name = "mine"

    with pytest.raises(Conflict):
        change()


def test_a_writer_sees_what_was_committed_before_it_began(session: Session, sessions: sessionmaker[Session]) -> None:
    assert session.scalars(select(AuditHead)).all() == []  # a read transaction is open from here on
    with sessions() as other, transaction(other):
        other.add(head())
    with transaction(session):
        session.scalars(select(AuditHead)).one().sequence = 5
    with sessions() as other:
        assert other.scalars(select(AuditHead)).one().sequence == 5


@SQLITE_ONLY
def test_a_sqlite_writer_holds_the_lock_from_its_first_statement(session: Session, engine: Engine) -> None:
    begun: list[str] = []
    event.listen(engine, "before_cursor_execute", lambda _c, _cu, statement, *_rest: begun.append(statement))
    with transaction(session), engine.connect() as rival:
        driver = rival.connection.dbapi_connection
        assert driver is not None
        driver.execute("PRAGMA busy_timeout=0")
        rival.exec_driver_sql("COMMIT")
        with pytest.raises(Exception, match="locked"):
            driver.execute("BEGIN IMMEDIATE")
