"""Commands about packages: the whole job without a page, and the demonstration."""

import json
import sys
from pathlib import Path

import click
from flask import current_app
from flask.cli import with_appcontext

from app.access import ROLE_NAMES
from app.config import Settings

# Each command imports its own work: every start of the program reads this file, and `serve` shall be quick.


@click.command("settle")
@click.argument("package", type=click.Path(path_type=Path))
@click.option("--out", required=True, type=click.Path(path_type=Path, file_okay=False), help="a new or empty folder")
@click.option("--verify-key", type=click.Path(path_type=Path, exists=True, dir_okay=False), help="a file with the key")
@click.option("--base-url", default="http://localhost:8000", show_default=True, help="where certificates are verified")
@click.option("--no-certificates", is_flag=True, help="leave the certificates out")
def settle(package: Path, out: Path, verify_key: Path | None, base_url: str, no_certificates: bool) -> None:
    """Load PACKAGE, compute everything, and write results, grants and certificates to --out."""
    from app.exchange.settling import WRONG, SettleOptions, settle_package

    if out.exists() and any(out.iterdir()):
        click.echo(f"{out} 不是空文件夹，请换一个。 {out} is not empty; choose another folder.", err=True)
        sys.exit(WRONG)
    key = verify_key.read_bytes().strip() if verify_key else None
    status = settle_package(package, out, SettleOptions(base_url.rstrip("/"), key, not no_certificates))
    for finding in json.loads((out / "findings.json").read_bytes()):
        place = " ".join(str(value) for value in finding["where"].values() if value is not None)
        click.echo(f"{finding['severity']} {finding['code']} {place}: {finding['text']['zh']}", err=True)
    sys.exit(status)


@click.command("demo")
@click.option("--contests", default=8, show_default=True, type=click.IntRange(1, 200))
@click.option("--entrants", default=24, show_default=True, type=click.IntRange(1, 20000), help="in each contest")
@click.option("--seed", default=1, show_default=True)
@click.option("--out", required=True, type=click.Path(path_type=Path, file_okay=False), help="a new or empty folder")
def demo(contests: int, entrants: int, seed: int, out: Path) -> None:
    """Write a package of invented people: the demonstration, and the load for measurements."""
    from app.exchange.demo import generate_package, write_package

    if out.exists() and any(out.iterdir()):
        raise click.ClickException(f"{out} 不是空文件夹，请换一个。 {out} is not empty; choose another folder.")
    write_package(generate_package(contests, entrants, seed), out)
    click.echo(f"{out}: {contests} 个赛项，每项 {entrants} 个参赛单元。 {contests} contests of {entrants} entries.")


@click.command("prepare-demo")
@click.option("--new-passwords", is_flag=True, help="give every demo account a new password")
@with_appcontext
def prepare(new_passwords: bool) -> None:
    """Fill an empty database with the demonstration and print its accounts once."""
    from app.exchange.demonstration import prepare_demo, renew_passwords

    settings: Settings = current_app.extensions["settings"]
    if not settings.demo:
        raise click.ClickException("只用于演示数据库（JIANGHENG_DEMO=1）。 Only for a demonstration database.")
    with current_app.extensions["sessions"]() as session:
        accounts = renew_passwords(session) if new_passwords else prepare_demo(session, settings)
    click.echo(f"\n  {settings.base_url}\n")
    for made in accounts:
        click.echo(f"  {made.login:<24}{made.password:<16}{ROLE_NAMES[made.role].zh} {ROLE_NAMES[made.role].en}")
    if accounts:
        click.echo("\n  密码只显示这一次。 These passwords are shown only once.\n")
    else:
        click.echo(
            "  演示数据已在；忘记密码可运行 make passwords。 The demo is there; `make passwords` gives new passwords.\n"
        )
