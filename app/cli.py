"""The commands of `flask --app wsgi`."""

import sys

import click
from flask import Flask, current_app
from flask.cli import with_appcontext

from app.config import Settings
from app.db import make_engine
from app.errors import ConfigurationError
from app.supervising import supervise

HEADLESS = frozenset({"settle", "scheme", "tariff", "demo", "migrate", "serve", "--help"})
"""Words with which the program is started without a running installation."""


def install(app: Flask) -> None:
    """Add every command."""
    from app.exchange.cli import demo, prepare, settle
    from app.exchange.scheme_cli import scheme
    from app.tariffs.cli import tariff

    for command in (migrate_command, settle, scheme, tariff, demo, prepare, serve, work_command):
        app.cli.add_command(command)


@click.command("migrate")
@click.option("--app-role", help="a PostgreSQL role that shall serve the program: it gets the rights it needs, no more")
def migrate_command(app_role: str | None) -> None:
    """Bring the database to the version of the program."""
    from app.migrating import grant_application_role, migrate

    try:
        engine = make_engine(Settings.from_env().owner_database_url)
        migrate(engine)
        if app_role:
            grant_application_role(engine, app_role)
    except ConfigurationError as error:
        raise click.ClickException(str(error)) from error
    click.echo("数据库已是最新版本。 The database is up to date.")


@click.command("work")
@with_appcontext
def work_command() -> None:
    """Do the jobs people ask for, until told to stop."""
    from app.worker import work

    work(current_app.extensions["sessions"], current_app.extensions["settings"])


@click.command("serve")
@click.option("--host", default="127.0.0.1", show_default=True)
@click.option("--port", default=8000, show_default=True)
@click.option("--workers", default=2, show_default=True, help="web processes")
def serve(host: str, port: int, workers: int) -> None:
    """Serve the pages and do the jobs, in processes of their own; a job process that breaks is started again."""
    web = [sys.executable, "-m", "gunicorn", "wsgi:create_app()", "--bind", f"{host}:{port}", "--workers", str(workers)]
    jobs = [sys.executable, "-m", "flask", "--app", "wsgi", "work"]
    sys.exit(supervise([*web, "--timeout", "60", "--log-level", "warning", "--preload"], jobs))
