"""The command about marking schemes: what a file holds and what is odd about it."""

import json
import sys
from pathlib import Path
from typing import Any, NoReturn

import click

_SEVERITIES = {"error": "错误 error", "warning": "警告 warning", "info": "提示 info"}


@click.group("scheme")
def scheme() -> None:
    """Look at marking schemes: workbooks of any known layout, our template, JSON."""


@scheme.command("show")
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--json", "as_json", is_flag=True, help="as one JSON object")
def show(file: Path, as_json: bool) -> None:
    """Show what FILE holds: criteria, sub-criteria, aspects by type, the total, and every finding with its cell."""
    from app.exchange.spreadsheet import read_sheets

    if not file.is_file():
        _refuse(f"没有文件 {file}：请核对路径。 There is no file {file}: check the path.")
    read = read_sheets([file], "drafts")[0]
    if read.refused:
        _refuse(f"{file.name}：{read.refused.text.zh} {read.refused.text.en}")
    if read.draft is None:
        raise AssertionError("a scheme that is not refused must have been read")
    summary = read.draft["summary"]
    click.echo(json.dumps(summary, ensure_ascii=False, indent=1) if as_json else "\n".join(_lines(file.name, summary)))


def _refuse(sentence: str) -> NoReturn:
    click.echo(sentence, err=True)
    sys.exit(1)


def _lines(name: str, summary: dict[str, Any]) -> list[str]:
    counts = "  ".join(f"{kind} {count}" for kind, count in summary["aspects"].items())
    lines = [
        name,
        f"  评分标准 criteria {summary['criteria']}  子标准 sub-criteria {summary['subs']}",
        f"  评分点 aspects: {counts}",
        f"  满分 total {summary['total']}",
    ]
    for finding in summary["findings"]:
        place = f"{finding['sheet']}!{finding['cell']}"
        lines += ["", f"{_SEVERITIES[finding['severity']]} {finding['code']} {place}", f"  {finding['text']['zh']}"]
        lines += [f"  {finding['text']['en']}"]
        if finding["cure"]:
            lines += [f"  → {finding['cure']['zh']} {finding['cure']['en']}"]
    return lines
