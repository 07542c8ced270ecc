"""The commands about tariffs: check them, run their worked examples, read and compare them."""

import sys
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

import click

if TYPE_CHECKING:
    from scoring.findings import Finding
    from scoring.tariff.compiled import Tariff

# Each command imports its own work: every start of the program reads this file, and `serve` shall be quick.

FILES = click.Path(path_type=Path, exists=True)


@click.group("tariff")
def tariff() -> None:
    """Check, test, show and compare tariffs (award policies as data)."""


@tariff.command("check")
@click.argument("files", nargs=-1, required=True, metavar="FILE…", type=click.Path(path_type=Path, dir_okay=False))
def check(files: tuple[Path, ...]) -> None:
    """Check tariff files and, where several are versions of one tariff, their days; exit 1 if there is an error."""
    from scoring.findings import Severity
    from scoring.tariff.loading import check_tariff
    from scoring.tariff.selection import check_versions

    findings: list[Finding] = []
    versions: dict[str, list[Tariff]] = {}
    for file in files:
        if not file.is_file():
            _fail(f"没有文件 {file}：请核对路径。 There is no file {file}: check the path.")
        loaded = check_tariff(file)
        findings += loaded.findings
        if loaded.tariff:
            versions.setdefault(loaded.tariff.id, []).append(loaded.tariff)
            rules = len(loaded.tariff.file.rules)
            click.echo(f"{file}: {loaded.tariff.id} {loaded.tariff.version}，{rules} 条规则 rules")
    for several in versions.values():
        findings += check_versions(several)
    _say(findings)
    sys.exit(int(any(finding.severity is Severity.ERROR for finding in findings)))


@tariff.command("test")
@click.argument("files", nargs=-1, metavar="[FILE…]", type=FILES)
def test(files: tuple[Path, ...]) -> None:
    """Run worked examples (those of the built-in tariffs unless FILE is given); exit 1 if one fails."""
    from scoring.tariff.examples import run_examples, summary
    from scoring.tariff.loading import BUILT_IN

    ran = [one for path in files or (BUILT_IN / "examples",) for one in run_examples(path)]
    for one in ran:
        click.echo(f"{'✗' if one.wrong else '✓'} {one.file} {one.case}".rstrip())
        for wrong in one.wrong:
            click.echo(f"    {wrong}")
    click.echo(summary(ran))
    sys.exit(int(any(one.wrong for one in ran)))


@tariff.command("show")
@click.argument("name")
@click.option("--version", help="of a built-in tariff; the newest unless given")
def show(name: str, version: str | None) -> None:
    """Show a built-in tariff, or the tariff in a file, clause by clause."""
    from scoring.tariff.comparing import show_tariff

    click.echo("\n".join(show_tariff(_found(f"{name}@{version}" if version else name))))


@tariff.command("diff")
@click.argument("a")
@click.argument("b")
def diff(a: str, b: str) -> None:
    """Show what changes from A to B, each a file, or the NAME or NAME@VERSION of a built-in tariff."""
    from scoring.tariff.comparing import diff_lines

    lines = diff_lines(_found(a), _found(b))
    click.echo("\n".join(lines) if lines else "没有差别。 No differences.")


def _found(wanted: str) -> "Tariff":
    from scoring.tariff.loading import TariffError, builtin_tariffs, load_tariff

    if Path(wanted).is_file():
        try:
            return load_tariff(Path(wanted))
        except TariffError as wrong:
            _say(wrong.findings)
            sys.exit(1)
    built_in = builtin_tariffs()
    name, _, version = wanted.partition("@")
    for one in reversed(built_in.get(name, [])):
        if version in ("", one.version):
            return one
    known = "、".join(f"{one.id}@{one.version}" for several in built_in.values() for one in several)
    _fail(
        f"没有名为“{wanted}”的文件或标准；内置的有：{known}。 "
        f"There is no file or tariff “{wanted}”; built in are {known.replace('、', ', ')}."
    )


def _say(findings: "Iterable[Finding]") -> None:
    for finding in findings:
        where = finding.where
        place = " ".join(str(part) for part in (where.column, where.rule) if part)
        click.echo(f"{where.file or ''}:{where.row or 1}: {finding.severity} {finding.code} {place}", err=True)
        click.echo(f"    {finding.text.zh} {finding.text.en}", err=True)


def _fail(sentence: str) -> NoReturn:
    click.echo(sentence, err=True)
    sys.exit(1)
