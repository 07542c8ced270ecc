"""Worked examples run through the real computation: what passed, and what came out instead."""

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from scoring.tariff.allowance import monthly_schedule
from scoring.tariff.building import backer_of, competition_of, contest_of, decision_of, person_of, placing_of
from scoring.tariff.compiled import Tariff
from scoring.tariff.engine import compute_grants
from scoring.tariff.grants import Grant, GrantOutcome, yuan
from scoring.tariff.loading import TariffError, load_tariff, read_as
from scoring.tariff.model import Certificate, SettingChoice
from scoring.tariff.money import fen
from scoring.tariff.selection import select_tariffs
from scoring.tariff.settings import check_settings
from scoring.tariff.worked import AllowanceCase, Example, ExampleFile, Expect


class Ran(NamedTuple):
    """One example that was run: its file, its name, and what is wrong (empty = passed)."""

    file: str
    case: str
    wrong: tuple[str, ...]


def summary(ran: Sequence[Ran]) -> str:
    """The last line of `tariff test`."""
    failed = sum(bool(one.wrong) for one in ran)
    return f"{len(ran) - failed} passed, {failed} failed"


def run_examples(path: Path) -> list[Ran]:
    """Run the examples of a file, or of each `*.yaml` of a folder; an unreadable file is one that failed."""
    paths = sorted(path.glob("*.yaml")) if path.is_dir() else [path]
    return [ran for one in paths for ran in _run_file(one)]


def read_examples(path: Path) -> ExampleFile:
    """The examples of one file; raises TariffError with every error found."""
    file, _, findings = read_as(ExampleFile, path.read_bytes(), path.name)
    if file is None:
        raise TariffError(findings)
    return file


def _run_file(path: Path) -> Iterator[Ran]:
    try:
        file = read_examples(path)
        versions = [load_tariff(path.parent / name) for name in file.tariffs]
    except TariffError as wrong:
        yield Ran(path.name, "", (str(wrong),))
        return
    for example in file.examples:
        yield Ran(path.name, example.case, tuple(_wrong(example, versions)))


def grants_of(example: Example, versions: Sequence[Tariff]) -> GrantOutcome:
    """The grants of an example under the version in force on its day."""
    competition = competition_of(example, versions[0].file.jurisdiction)
    choices = choices_of(example, versions[0].id)
    selected = select_tariffs(competition, {versions[0].id: versions}, choices, [versions[0].id])
    outcome = (
        compute_grants(
            competition,
            [contest_of(one) for one in example.contests],
            [placing_of(one) for one in example.entries],
            {one.entry: [person_of(person, one.group) for person in one.people or (one,)] for one in example.entries},
            {one.entry: [backer_of(backer) for backer in one.backers] for one in example.entries},
            selected.tariffs,
            choices,
            [decision_of(one) for one in example.decisions],
        )
        if example.entries
        else GrantOutcome((), (), ())
    )
    wrong = tuple(check_settings(versions[:1], choices))
    return GrantOutcome(outcome.grants, (*selected.findings, *outcome.findings, *wrong), outcome.applied)


def choices_of(example: Example, tariff: str) -> list[SettingChoice]:
    """Its settings as an administrator would choose them."""
    return [SettingChoice(tariff, name, value) for name, value in example.settings.items()]


def _wrong(example: Example, versions: Sequence[Tariff]) -> Iterator[str]:
    outcome = grants_of(example, versions)
    for expected in example.expect:
        found = [grant for grant in outcome.grants if _is(grant, expected)]
        if len(found) != 1:
            near = [grant for grant in outcome.grants if grant.rule == expected.rule and grant.entry == expected.entry]
            yield f"expected {_shown(expected)}; found {len(found)}, near: {[_line(one) for one in near]}"
    for unwanted in example.nothing:
        yield from (f"did not expect {_line(grant)}" for grant in outcome.grants if _is(grant, unwanted))
    codes = {finding.code for finding in outcome.findings}
    yield from (f"expected a finding {code}, found {sorted(codes)}" for code in example.findings if code not in codes)
    if example.allowance is not None:
        yield from _allowance(example.allowance, example, versions)


def _is(grant: Grant, expected: Expect) -> bool:
    held: dict[str, object] = {
        "entry": grant.entry,
        "name": grant.beneficiary.name,
        "rule": grant.rule,
        "kind": grant.kind,
        "to": grant.beneficiary.kind,
        "status": grant.status,
        "amount": grant.amount,
        "title": grant.title,
        "level": grant.level,
        "missing": grant.missing,
        "version": grant.version,
        "displaced_by": grant.displaced_by,
        "schedule": tuple(part.amount for part in grant.schedule),
    }
    return all(held[key] == value for key, value in _wanted(expected).items())


def _wanted(expected: Expect) -> dict[str, object]:
    said = {key: getattr(expected, key) for key in expected.__dataclass_fields__}
    said["amount"] = None if expected.amount is None else fen(expected.amount)
    said["schedule"] = tuple(fen(part) for part in expected.schedule)
    return {key: value for key, value in said.items() if value is not None and (key != "schedule" or value)}


def _shown(expected: Expect) -> str:
    return ", ".join(f"{key} {value}" for key, value in _wanted(expected).items())


def _line(grant: Grant) -> str:
    amount = "" if grant.amount is None else yuan(grant.amount)
    return " ".join(
        str(one)
        for one in (grant.entry, grant.rule, grant.beneficiary.name, grant.status, amount, grant.level, grant.missing)
    )


def _allowance(case: AllowanceCase, example: Example, versions: Sequence[Tariff]) -> Iterator[str]:
    certificates = [Certificate(one.level, one.on) for one in case.certificates]
    choices = choices_of(example, versions[0].id)
    schedule = monthly_schedule(versions[0], case.rule, certificates, case.left_on, choices)
    if len(schedule.lines) != case.months or schedule.total != fen(case.total):
        yield f"expected {case.months} months and {case.total}, found {len(schedule.lines)} and {yuan(schedule.total)}"
    if schedule.missing != case.missing:
        yield f"expected missing {case.missing}, found {schedule.missing}"
    if case.first is not None and schedule.lines and schedule.lines[0].month.isoformat()[:7] != case.first:
        yield f"expected the first month {case.first}, found {schedule.lines[0].month}"
    if case.ends_because is not None and schedule.ended != case.ends_because:
        yield f"expected the end because of {case.ends_because}, found {schedule.ended}"
