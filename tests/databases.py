"""Throw-away databases for tests: a migrated template once, and a quick copy of it for every test."""

import os
import secrets
import shutil
from pathlib import Path

import psycopg
from psycopg import sql
from sqlalchemy import make_url

from app.db import make_engine
from app.migrating import migrate

USUAL_POSTGRESQL = "postgresql://postgres@127.0.0.1:5432/test"
BACKENDS = ("sqlite", "postgresql")


def sqlite_template(folder: Path) -> Path:
    """A migrated SQLite file whose write-ahead log is folded in, so that copying one file copies everything."""
    path = folder / "template.sqlite3"
    migrate_url(f"sqlite:///{path}")
    engine = make_engine(f"sqlite:///{path}")
    with engine.connect() as connection:
        connection.exec_driver_sql("ROLLBACK")
        connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
        connection.exec_driver_sql("BEGIN")
    engine.dispose()
    return path


def copy_sqlite(template: Path, folder: Path) -> str:
    """A copy of the template and its address."""
    path = folder / "database.sqlite3"
    shutil.copyfile(template, path)
    return f"sqlite:///{path}"


def migrate_url(url: str) -> None:
    """Bring the database of this address to the newest version."""
    engine = make_engine(url)
    migrate(engine)
    engine.dispose()


class Server:
    """A PostgreSQL server in which tests make databases of their own names."""

    def __init__(self, url: str) -> None:
        self.url = url
        self._prefix = f"jiangheng_{os.getpid()}_{secrets.token_hex(3)}"
        self._made = 0
        self.template = ""

    def answers(self) -> bool:
        """Whether it can be reached within two seconds."""
        try:
            psycopg.connect(self.url, connect_timeout=2).close()
        except psycopg.OperationalError:
            return False
        return True

    def make_template(self) -> None:
        """A migrated database that the others are copied from."""
        self.template = self._create("template0")
        migrate_url(self.url_of(self.template))

    def copy(self) -> str:
        """The name of a fresh copy of the template."""
        return self._create(self.template)

    def empty(self) -> str:
        """The name of a fresh empty database."""
        return self._create("template0")

    def drop(self, name: str) -> None:
        """Drop a database, whoever is still connected."""
        self.execute(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(name)))

    def url_of(self, name: str, user: str | None = None) -> str:
        """The address of a database of this server, for the usual user or another."""
        url = make_url(self.url).set(database=name)
        return (url.set(username=user) if user else url).render_as_string(hide_password=False)

    def execute(self, statement: sql.Composed) -> None:
        """Run one statement outside a transaction."""
        with psycopg.connect(self.url, autocommit=True) as connection:
            connection.execute(statement)

    def _create(self, template: str) -> str:
        self._made += 1
        name = f"{self._prefix}_{self._made}"
        self.execute(sql.SQL("CREATE DATABASE {} TEMPLATE {}").format(sql.Identifier(name), sql.Identifier(template)))
        return name
