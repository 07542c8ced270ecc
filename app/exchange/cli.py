"""Commands about packages: the whole job without a page, and the demonstration."""

from pathlib import Path

import click


@click.command("settle")
@click.argument("package", type=click.Path(path_type=Path))
@click.option("--out", required=True, type=click.Path(path_type=Path, file_okay=False), help="a new or empty folder")
def settle(package: Path, out: Path) -> None:
    """Load PACKAGE, compute everything, and write results, grants and certificates to --out."""
    raise click.ClickException("not written yet")


@click.command("demo")
def demo() -> None:
    """Write a demonstration package."""
    raise click.ClickException("not written yet")
