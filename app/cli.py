"""The commands of `flask --app wsgi`."""

import click
from flask import Flask

from app.config import Settings
from app.db import make_engine
from app.errors import ConfigurationError
from app.migrating import migrate

HEADLESS = frozenset({"settle", "scheme", "tariff", "demo", "migrate"})
"""Commands that are started without a running installation."""


def install(app: Flask) -> None:
    """Add every command."""
    from app.exchange.cli import demo, settle

    for command in (migrate_command, settle, demo):
        app.cli.add_command(command)


@click.command("migrate")
def migrate_command() -> None:
    """Bring the database to the version of the program."""
    try:
        migrate(make_engine(Settings.from_env().owner_database_url))
    except ConfigurationError as error:
        raise click.ClickException(str(error)) from error
    click.echo("数据库已是最新版本。 The database is up to date.")
