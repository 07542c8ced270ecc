"""The database: engine, sessions, column types, and the one place where a transaction is committed."""

import enum
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

from sqlalchemy import (
    BigInteger,
    DateTime,
    Dialect,
    Engine,
    Enum,
    Integer,
    MetaData,
    create_engine,
    event,
    make_url,
    text,
)
from sqlalchemy.engine import Connection
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import DeclarativeBase, Session, mapped_column
from sqlalchemy.orm.exc import StaleDataError
from sqlalchemy.pool import ConnectionPoolEntry, StaticPool
from sqlalchemy.types import TypeDecorator

from app.errors import ConfigurationError, Conflict
from scoring.text import Text

SQLITE_PRAGMAS = {
    "journal_mode": "wal",
    "synchronous": 2,
    "foreign_keys": 1,
    "recursive_triggers": 1,
    "trusted_schema": 0,
    "busy_timeout": 15000,
}
_WRITE = "jiangheng_write"


class Base(DeclarativeBase):
    """The parent of every table."""

    metadata = MetaData(
        naming_convention={
            "ix": "ix_%(table_name)s_%(column_0_N_name)s",
            "uq": "uq_%(table_name)s_%(column_0_N_name)s",
            "ck": "ck_%(table_name)s_%(constraint_name)s",
            "fk": "fk_%(table_name)s_%(column_0_name)s",
            "pk": "pk_%(table_name)s",
        }
    )


Key = BigInteger().with_variant(Integer, "sqlite")
"""The type of surrogate keys: SQLite counts only INTEGER by itself."""


def key_column() -> Any:
    """A surrogate primary key."""
    return mapped_column(Key, primary_key=True, autoincrement=True)


def words(kind: type[enum.Enum]) -> Enum:
    """An enumeration stored as its values, with a CHECK in the database."""
    return Enum(
        kind,
        native_enum=False,
        create_constraint=True,
        length=32,
        name=kind.__name__.lower(),
        values_callable=lambda members: [member.value for member in members],
    )


class UtcDateTime(TypeDecorator[datetime]):
    """An aware time, kept in UTC; a naive time is refused."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("times are stored aware: this one has no time zone")
        return value.astimezone(UTC)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


class ScaledDecimal(TypeDecorator[Decimal]):
    """An exact decimal of at most `places` digits after the point, kept as an integer (SQLite's Numeric is a float)."""

    impl = BigInteger
    cache_ok = True

    def __init__(self, places: int) -> None:
        super().__init__()
        self.places = places

    def process_bind_param(self, value: Decimal | None, dialect: Dialect) -> int | None:
        if value is None:
            return None
        scaled = value.scaleb(self.places)
        if scaled != scaled.to_integral_value():
            raise ValueError(f"{value} has more than {self.places} decimal places")
        return int(scaled)

    def process_result_value(self, value: int | None, dialect: Dialect) -> Decimal | None:
        return None if value is None else Decimal(value).scaleb(-self.places)


def now() -> datetime:
    """The present moment, aware, in UTC."""
    return datetime.now(UTC)


def make_engine(url: str) -> Engine:
    """An engine whose every connection has the settings this program's guarantees rest on."""
    parsed = make_url(url)
    if parsed.get_backend_name() == "sqlite":
        memory = parsed.database in (None, "", ":memory:")
        engine = create_engine(url, **({"poolclass": StaticPool} if memory else {}))
        event.listen(engine, "connect", _set_pragmas)
        event.listen(engine, "begin", _begin_sqlite)
        return engine
    if parsed.get_backend_name() == "postgresql":
        return create_engine(
            parsed.set(drivername="postgresql+psycopg"),
            isolation_level="READ COMMITTED",
            pool_pre_ping=True,
            connect_args={"options": "-c timezone=utc -c lock_timeout=15s"},
        )
    raise ConfigurationError(f"{parsed.get_backend_name()}: 只支持 SQLite 与 PostgreSQL。 Use SQLite or PostgreSQL.")


def _set_pragmas(connection: DBAPIConnection, _record: ConnectionPoolEntry) -> None:
    connection.isolation_level = None  # BEGIN is ours: the driver's own is deferred and loses the lock race
    cursor = connection.cursor()
    for name, value in SQLITE_PRAGMAS.items():
        cursor.execute(f"PRAGMA {name}={value}")
    cursor.close()


def _begin_sqlite(connection: Connection) -> None:
    write = connection.get_execution_options().get(_WRITE, False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if write else "BEGIN")


def assert_guarantees(engine: Engine) -> None:
    """Refuse to start on a database that would lose acknowledged writes; raises ConfigurationError."""
    with engine.connect() as connection:
        if engine.dialect.name == "sqlite":
            _assert_pragmas(connection, memory=engine.url.database in (None, "", ":memory:"))
        elif connection.execute(text("SHOW synchronous_commit")).scalar() not in ("on", "remote_apply", "remote_write"):
            raise ConfigurationError("PostgreSQL 须设 synchronous_commit=on。 Set synchronous_commit=on.")
        elif connection.execute(text("SHOW transaction_isolation")).scalar() != "read committed":
            raise ConfigurationError("PostgreSQL 须用 READ COMMITTED。 Use READ COMMITTED.")


def _assert_pragmas(connection: Connection, *, memory: bool) -> None:
    for name, wanted in SQLITE_PRAGMAS.items():
        found = connection.exec_driver_sql(f"PRAGMA {name}").scalar()
        if found != wanted and not (memory and name == "journal_mode"):
            raise ConfigurationError(f"SQLite: PRAGMA {name} 是 {found}，应为 {wanted}。 It must be {wanted}.")


@contextmanager
def transaction(session: Session) -> Iterator[Session]:
    """Everything inside is written together or not at all; the only commit of the program.

    A read transaction that is open ends first, so that a writer starts from the newest state and, on SQLite, holds the
    write lock from its first statement. Raises Conflict where another person's write came first.
    """
    if session.new or session.dirty or session.deleted:
        raise RuntimeError("something was changed outside a transaction")
    session.rollback()
    session.connection(execution_options={_WRITE: True})
    try:
        yield session
        session.commit()
    except (IntegrityError, StaleDataError) as error:
        session.rollback()
        raise Conflict(
            Text(
                "刚才有人改动了同一条记录，您的改动没有保存。请刷新页面核对后再试。",
                "Somebody changed the same record just now; your change was not saved. Reload, compare, and try again.",
            )
        ) from error
    except BaseException:
        session.rollback()
        raise
