"""Bringing a database to the version of the program, and refusing one that is newer."""

from typing import Literal

from sqlalchemy import Connection, Engine, inspect, text

from app.config import ROOT
from app.errors import ConfigurationError

# Alembic is imported where something migrates: every start asks `assert_current`, which needs none of it.


def head() -> str:
    """The newest migration this program knows: files are named `0007_freeze_placings.py`, and each follows the last."""
    known = [path.name.partition("_")[0] for path in (ROOT / "migrations" / "versions").glob("[0-9]*_*.py")]
    if not known:
        raise ConfigurationError("没有迁移文件。 There are no migrations.")
    return max(known)


def current(engine: Engine) -> str | None:
    """The migration the database stands at, None where it is empty."""
    with engine.connect() as connection:
        if not inspect(connection).has_table("alembic_version"):
            return None
        return connection.scalar(text("SELECT version_num FROM alembic_version"))


def migrate(engine: Engine, target: str = "head") -> None:
    """Upgrade to `target`, which may be `head`."""
    _run(engine, "upgrade", target)


def unmigrate(engine: Engine, target: str = "base") -> None:
    """Downgrade to `target`."""
    _run(engine, "downgrade", target)


def _run(engine: Engine, direction: Literal["upgrade", "downgrade"], target: str) -> None:
    from alembic import command
    from alembic.config import Config

    configuration = Config()
    configuration.set_main_option("script_location", str(ROOT / "migrations"))
    with engine.connect() as connection:
        _enforce_foreign_keys(connection, enforce=False)  # SQLite's batch mode drops and rebuilds tables
        configuration.attributes["connection"] = connection
        getattr(command, direction)(configuration, target)
        _enforce_foreign_keys(connection, enforce=True)


def _enforce_foreign_keys(connection: Connection, *, enforce: bool) -> None:
    if connection.dialect.name == "sqlite":  # on the driver's connection: inside a transaction the pragma does nothing
        driver = connection.connection.dbapi_connection
        driver.execute(f"PRAGMA foreign_keys={int(enforce)}")


def grant_application_role(engine: Engine, role: str) -> None:
    """Give a PostgreSQL role what the served program needs and no more: append-only tables take SELECT and INSERT.

    `engine` is the owner's. Run it after every migration, because new tables start without any right. Raises
    ConfigurationError on SQLite, which has no roles.
    """
    if engine.dialect.name != "postgresql":
        raise ConfigurationError("SQLite 没有数据库角色。 SQLite has no roles: leave --app-role out.")
    name = engine.dialect.identifier_preparer.quote_identifier(role)
    with engine.begin() as connection:
        connection.execute(text(f"REVOKE ALL ON ALL TABLES IN SCHEMA public FROM {name}"))
        connection.execute(text(f"GRANT USAGE ON SCHEMA public TO {name}"))
        connection.execute(text(f"GRANT USAGE ON ALL SEQUENCES IN SCHEMA public TO {name}"))
        for table in inspect(connection).get_table_names():
            connection.execute(text(f'GRANT {_rights(table)} ON "{table}" TO {name}'))


def _rights(table: str) -> str:
    from migrations.guards import APPEND_ONLY

    if table == "alembic_version":
        return "SELECT"
    return "SELECT, INSERT" if table in APPEND_ONLY else "SELECT, INSERT, UPDATE, DELETE"


def assert_current(engine: Engine) -> None:
    """Raises ConfigurationError where the database is not exactly at the program's version."""
    found, wanted = current(engine), head()
    if found != wanted:
        raise ConfigurationError(
            f"数据库版本是 {found or '空'}，程序需要 {wanted}：请运行 flask --app wsgi migrate。 "
            f"The database stands at {found or 'nothing'}, the program needs {wanted}: run `flask --app wsgi migrate`."
        )
