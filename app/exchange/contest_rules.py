"""Reads one contest of competition.yaml: its names, parts and rules."""

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

from app.exchange.award_rules import read_awards, read_panel, read_ranking, read_rounding, read_rounds
from app.exchange.cells import amount, code, exact, line, mapped, matching, one_of, whole
from app.exchange.package import Fact, PackagedContest
from app.exchange.yaml_block import FILE, Block
from scoring.rule_checks import full_fault, pass_fault, repeated_codes, weights_fault
from scoring.rules import Contest, Part, TeamMarking
from scoring.scheme import Scheme
from scoring.strict_yaml import Node, NodeKind
from scoring.text import Text

LEVELS = ("world", "nation", "province", "city", "county", "enterprise")
FACT = r"[a-z][a-z0-9_]{0,63}"

_scheme_name = matching(
    r"[^/\\:\x00-\x1f]{1,120}\.(csv|xlsx)",
    "应是 schemes 文件夹中的 .csv 或 .xlsx 文件名。",
    "name a .csv or .xlsx in schemes.",
)


@dataclass(frozen=True)
class Surroundings:
    """What a contest's block depends on: the competition's level and class, the schemes read, the results given.

    `schemes` is by file name; a scheme that could not be read is None, its errors being already reported.
    """

    level: str
    competition_class: int | None
    schemes: Mapping[str, Scheme | None]
    decided: frozenset[str]


def read_contest(block: Block, around: Surroundings) -> PackagedContest:
    """One contest with its rules; a part whose scheme could not be read is left out after the report."""
    contest_code = block.value("code", code, "?", required=True)
    scheme_files: dict[str, str] = {}
    parts = _parts(block, contest_code in around.decided, around, scheme_files)
    contest = PackagedContest(
        rules=_rules(block, contest_code, parts, any(not around.schemes.get(file) for file in scheme_files.values())),
        name=block.value("name", line, "?", required=True),
        name_en=block.value("name_en", line),
        level=block.value("level", one_of(*LEVELS), around.level),
        contest_class=block.value("class", whole(1, 2), around.competition_class),
        occupation=block.value("occupation", line),
        exam_level=block.value("exam_level", whole(1, 5)),
        masked=block.value("masked", mapped({"true": True, "false": False}), True),
        facts=_facts(block.block("facts")),
        scheme_files=scheme_files,
    )
    block.close()
    return contest


def _rules(block: Block, contest_code: str, parts: tuple[Part, ...], unread: bool) -> Contest:
    return Contest(
        code=contest_code,
        parts=parts,
        panel=read_panel(block.block("panel")),
        rounding=read_rounding(block.block("rounding")),
        ranking=read_ranking(block.block("ranking"), None if unread else parts),
        awards=read_awards(block.block("awards")),
        team=block.value("team", mapped({team.value: team for team in TeamMarking}), TeamMarking.ONE),
        team_size=block.value("team_size", whole(1, 999), 1),
        rounds=read_rounds(block.block("rounds")),
    )


def _facts(block: Block) -> dict[str, Fact]:
    name = matching(
        FACT, "事实名用小写英文字母、数字和下划线。", "a fact is named in lower-case letters, digits and _."
    )
    facts: dict[str, Fact] = {}
    for key, node in block.entries():
        value = block.read(node, mapped({"yes": (True,), "no": (False,), "unknown": (None,)}))
        named = block.read(Node(NodeKind.SCALAR, node.line, node.path, text=key), name)
        if value and named:
            facts[named] = Fact(value[0], f"{FILE}:{node.line}")
    return facts


def _parts(block: Block, decided: bool, around: Surroundings, scheme_files: dict[str, str]) -> tuple[Part, ...]:
    present = block.node("parts") is not None
    if decided and present:
        block.error("parts-and-results", "parts", _PARTS_AND_RESULTS)
    if decided:
        return ()
    blocks = block.blocks("parts", required=True)
    parts = [_part(item, around, scheme_files) for item in blocks]
    weights = [weight for weight, _ in parts]
    known = [weight for weight in weights if weight is not None]
    wrong = weights_fault(known) if blocks and len(known) == len(weights) else None
    if wrong is not None:
        block.error("weights-not-100", "parts", wrong)
    found = tuple(part for _, part in parts if part)
    for text in repeated_codes(found):
        block.error("repeated-code", "parts", text)
    return found


def _part(block: Block, around: Surroundings, scheme_files: dict[str, str]) -> tuple[Fraction | None, Part | None]:
    part_code = block.value("code", code, required=True)
    name = block.value("name", line, "?", required=True)
    weight = block.value("weight", amount, required=True)
    full = block.value("full", exact)
    scheme_file = block.value("scheme", _scheme_name)
    pass_percent = block.value("pass", amount)
    both = (block.node("full") is None, block.node("scheme") is None)
    block.close()
    if both[0] == both[1]:
        block.error("full-or-scheme", None, _FULL_OR_SCHEME)
    unreachable = pass_fault(pass_percent)
    if unreachable is not None:
        block.error("unreadable-value", "pass", unreachable)
    scheme = around.schemes.get(scheme_file) if scheme_file else None
    if part_code and scheme_file:
        scheme_files[part_code] = scheme_file
    full = scheme.total if scheme else full
    nothing = full_fault(full) if full is not None else None
    if nothing is not None:
        block.error("unreadable-value", None, nothing)
    if part_code is None or weight is None or full is None or nothing is not None:
        return weight, None
    return weight, Part(part_code, name, weight, full, scheme, pass_percent)


_PARTS_AND_RESULTS = Text(
    "有 results 文件的项目不能再写 parts，请删去其一。",
    "A contest with a results file has no parts; remove one of the two.",
)
_FULL_OR_SCHEME = Text(
    "每个模块必须且只能写 full（已有成绩的满分）或 scheme（评分表）之一。",
    "Each part has exactly one of full (a ready score) and scheme (a marking scheme).",
)
