"""Commands about packages: the whole job without a page, and the demonstration."""

import json
import sys
from pathlib import Path

import click

from app.exchange.settling import WRONG, SettleOptions, settle_package


@click.command("settle")
@click.argument("package", type=click.Path(path_type=Path))
@click.option("--out", required=True, type=click.Path(path_type=Path, file_okay=False), help="a new or empty folder")
@click.option("--verify-key", type=click.Path(path_type=Path, exists=True, dir_okay=False), help="a file with the key")
@click.option("--base-url", default="http://localhost:8000", show_default=True, help="where certificates are verified")
@click.option("--no-certificates", is_flag=True, help="leave the certificates out")
def settle(package: Path, out: Path, verify_key: Path | None, base_url: str, no_certificates: bool) -> None:
    """Load PACKAGE, compute everything, and write results, grants and certificates to --out."""
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
def demo() -> None:
    """Write a demonstration package."""
    raise click.ClickException("not written yet")
