"""The rules of the house that a machine can check; ARCHITECTURE is their source."""

import ast
import re
import shutil
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po
from importlinter.cli import lint_imports

from app import access

ROOT = Path(__file__).resolve().parent.parent
PURE = ("scoring", "certificates")
CODE = [path for folder in ("app", *PURE) for path in sorted((ROOT / folder).rglob("*.py"))]
TESTS_AND_TOOLS = [path for folder in ("tests", "bench", "deploy") for path in sorted((ROOT / folder).rglob("*.py"))]
MODELS = [path for path in CODE if path.name == "models.py" or path == ROOT / "app" / "jobs.py"]
LONGEST_FILE, LONGEST_FUNCTION = 250, 40
STANDARD = sys.stdlib_module_names
ALLOWED = {
    "scoring": (
        (re.compile(r"scoring/(tariff/loading|strict_yaml)\.py"), {"yaml", "pydantic"}),
        (re.compile(r"scoring/workbook.*\.py"), {"openpyxl"}),
    ),
    "certificates": ((re.compile(r".*"), {"reportlab", "fontTools", "segno", "pyhanko", "pikepdf"}),),
}


def name(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


@cache
def tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"), str(path))


def each(paths: list[Path]) -> pytest.MarkDecorator:
    return pytest.mark.parametrize("path", paths, ids=name)


# Layers


def test_the_import_contracts_hold(capfd: pytest.CaptureFixture[str]) -> None:
    status = lint_imports(config_filename=str(ROOT / "pyproject.toml"))
    assert status == 0, capfd.readouterr().out


def test_every_feature_has_its_place_in_the_layers() -> None:
    contracts = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["importlinter"][
        "contracts"
    ]
    layers = next(one["layers"] for one in contracts if one["name"] == "Features depend downwards only")
    placed = {layer.strip("()") for layer in layers}
    features = {path.parent.name for path in (ROOT / "app").glob("*/__init__.py")}
    assert features <= placed, f"without a layer: {features - placed}"


@each([path for path in CODE if path.relative_to(ROOT).parts[0] in PURE])
def test_a_pure_module_imports_only_what_it_may(path: Path) -> None:
    package = path.relative_to(ROOT).parts[0]
    allowed = {package, *STANDARD}
    for pattern, extra in ALLOWED[package]:
        if pattern.fullmatch(name(path)):
            allowed |= extra
    assert {module.partition(".")[0] for module in imports(path)} - allowed == set()


def imports(path: Path) -> Iterator[str]:
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.Import):
            yield from (one.name for one in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{name(path)}:{node.lineno}: a relative import"
            yield node.module or ""


def test_views_are_imported_by_create_app_alone() -> None:
    importers = {
        name(path) for path in CODE for module in imports(path) if re.fullmatch(r"app\.\w+\.(views|api)", module)
    }
    assert importers == {"app/__init__.py"}


# Transactions and errors


def test_only_one_place_commits() -> None:
    found = {name(path) for path in CODE for node in ast.walk(tree(path)) if calls(node, "commit")}
    assert found == {"app/db.py"}


def calls(node: ast.AST, attribute: str) -> bool:
    return isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == attribute


@each(CODE)
def test_no_handler_swallows_everything(path: Path) -> None:
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.ExceptHandler):
            caught = ast.unparse(node.type) if node.type else "everything"
            place = f"{name(path)}:{node.lineno}"
            assert caught not in ("everything", "Exception"), place
            if caught == "BaseException":
                assert any(isinstance(last, ast.Raise) and last.exc is None for last in node.body), place


# Numbers


@each([*MODELS, *(path for path in CODE if path.is_relative_to(ROOT / "scoring"))])
def test_marks_and_money_are_never_floats(path: Path) -> None:
    for node in ast.walk(tree(path)):
        place = f"{name(path)}:{getattr(node, 'lineno', 0)}"
        assert not (isinstance(node, ast.Constant) and isinstance(node.value, float | complex)), place
        assert not (isinstance(node, ast.Call) and ast.unparse(node.func) in ("float", "math.sqrt", "math.pow")), place
        assert not (isinstance(node, ast.Name) and node.id in ("Float", "Numeric", "REAL")), place


# Size and manners


@each(CODE)
def test_a_file_and_its_functions_are_short(path: Path) -> None:
    assert len(path.read_text(encoding="utf-8").splitlines()) <= LONGEST_FILE
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            length = (node.end_lineno or node.lineno) - node.lineno + 1
            assert length <= LONGEST_FUNCTION, f"{node.name} has {length} lines"


@each([*CODE, *TESTS_AND_TOOLS])
def test_a_module_says_in_a_sentence_what_it_is(path: Path) -> None:
    said = ast.get_docstring(tree(path)) or ""
    first = said.split("\n\n")[0]
    assert first[:1].isupper() or not first[:1].isascii(), f"{name(path)} starts with {first[:20]!r}"
    assert first.rstrip().endswith((".", ":", "。")), f"{name(path)}: a sentence ends with a full stop"


@each([*CODE, *TESTS_AND_TOOLS])
def test_every_signature_is_typed(path: Path) -> None:
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            place = f"{name(path)}:{node.lineno} {node.name}"
            arguments = [*node.args.posonlyargs, *node.args.args, *node.args.kwonlyargs]
            bare = [one.arg for one in arguments if one.annotation is None and one.arg not in ("self", "cls")]
            assert node.returns is not None, place
            assert bare == [], place


@each([path for path in CODE if path.name not in ("__init__.py",)])
def test_no_name_says_nothing(path: Path) -> None:
    empty = re.compile(r"(?:^|_)(?:utils?|helpers?|manager|common|misc)(?:_|$)|(?:Util|Helper|Manager)s?$")
    defined = [node.name for node in ast.walk(tree(path)) if isinstance(node, ast.FunctionDef | ast.ClassDef)]
    assert [one for one in (path.stem, *defined) if empty.search(one)] == []


def committed() -> list[Path]:
    git = shutil.which("git")
    if git is None or not (ROOT / ".git").exists():
        pytest.skip("not a clone: there is no list of its files")
    listed = subprocess.run([git, "ls-files", "-z"], cwd=ROOT, check=True, capture_output=True, text=True).stdout
    paths = (ROOT / one for one in listed.split("\0") if one)
    own = [path for path in paths if path.is_file() and not {"vendor", "fonts"} & set(path.parts)]
    return [path for path in own if path.suffix in (".py", ".md", ".html", ".js", ".css", ".yaml", ".toml", ".txt", "")]


def test_nothing_is_left_undone_or_silenced() -> None:
    words = ["".join(parts) for parts in (("TO", "DO"), ("FIX", "ME"), ("XX", "X"), ("HA", "CK"))]
    silenced = "".join(("# type: ", "ignore")) + r"(?!\[)|" + "".join(("# no", "qa")) + r"(?!: [A-Z])"
    unfinished = re.compile(rf"\b(?:{'|'.join(words)})\b|{silenced}")
    found = [
        f"{name(path)}:{number}"
        for path in committed()
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1)
        if unfinished.search(line)
    ]
    assert found == []


def test_lock_files_pin_with_hashes_and_name_no_host() -> None:
    for path in ROOT.glob("requirements*.txt"):
        text = path.read_text(encoding="utf-8")
        assert "://" not in text, path.name
        pins = re.findall(r"^(?!#)(\S.*?)(?=^\S|\Z)", text, re.MULTILINE | re.DOTALL)
        assert pins
        assert [pin for pin in pins if "==" not in pin or "--hash=sha256:" not in pin] == [], path.name


# The policy


def test_every_role_has_a_policy_and_a_name_in_both_languages() -> None:
    for role in access.Role:
        assert access.Permission.POLICY_VIEW in access.POLICY[role]
        assert all(access.ROLE_NAMES[role])


# Languages


def extracted() -> dict[str, str]:
    """Every message that templates and handlers ask for, with a place that asks."""
    methods = [("**.py", "python"), ("**/templates/**.html", "jinja2")]
    found = extract_from_dir(str(ROOT / "app"), methods, keywords={"_": None, "gettext": None, "ngettext": (1, 2)})
    return {
        one: f"{path}:{line}"
        for path, line, message, _comments, _context in found
        for one in (message if isinstance(message, tuple) else (message,))
    }


def test_every_message_of_a_page_is_in_the_english_catalogue() -> None:
    with (ROOT / "app/translations/en/LC_MESSAGES/messages.po").open("rb") as file:
        catalogue = read_po(file, locale="en")
    translated = {
        message.id if isinstance(message.id, str) else message.id[0] for message in catalogue if message.string
    }
    fuzzy = {message.id for message in catalogue if message.fuzzy and message.id}
    asked = extracted()
    assert {text: place for text, place in asked.items() if text not in translated} == {}
    assert fuzzy == set()
    assert {text for text in translated if text and text not in asked} == set(), "nobody asks for these any more"


def test_no_chinese_reaches_a_page_around_the_catalogue() -> None:
    han = re.compile(r"[\u4e00-\u9fff]")
    own_name = r"<button[^>]*lang=\"zh-CN\".*?</button>"
    message = r"_\((?:'[^']*'|\"[^\"]*\")|\{%-?\s*trans\b.*?endtrans"
    spoken = re.compile(rf"{own_name}|{message}|\{{#.*?#\}}", re.DOTALL)
    found = []
    for path in sorted((ROOT / "app").rglob("*.html")):
        rest = spoken.sub(lambda match: "\n" * match.group().count("\n"), path.read_text(encoding="utf-8"))
        found += [f"{name(path)}:{number}" for number, line in enumerate(rest.splitlines(), 1) if han.search(line)]
    assert found == []
