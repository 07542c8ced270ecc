"""Tariff files read strictly: every error with its line, its key path and what to do; also the published schema."""

import hashlib
import types
from dataclasses import fields, is_dataclass
from difflib import get_close_matches
from functools import cache
from pathlib import Path
from typing import Annotated, Any, NamedTuple, TypeVar, Union, cast, get_args, get_origin, get_type_hints

from pydantic import TypeAdapter, ValidationError

from scoring.findings import Finding, Severity, Where
from scoring.strict_yaml import Node, read_yaml
from scoring.tariff.checks import check_file
from scoring.tariff.compiled import Tariff, compile_tariff
from scoring.tariff.document import TariffFile
from scoring.text import Text

Shape = TypeVar("Shape")

BUILT_IN = Path(__file__).resolve().parent.parent / "tariffs"


class TariffError(ValueError):
    """A tariff that cannot be used; `findings` say what is wrong, where, and what to do."""

    def __init__(self, findings: list[Finding]) -> None:
        super().__init__("\n".join(f"{one.where.file}:{one.where.row}: {one.text.en}" for one in findings))
        self.findings = findings


class Loaded(NamedTuple):
    """A tariff (None where an error stops it) and everything found about it."""

    tariff: Tariff | None
    findings: list[Finding]


def load_tariff(source: Path | str, name: str | None = None) -> Tariff:
    """Load one tariff version from a file, or from its text; raises TariffError with every error found."""
    loaded = check_tariff(source, name)
    if loaded.tariff is None:
        raise TariffError([one for one in loaded.findings if one.severity is Severity.ERROR])
    return loaded.tariff


def check_tariff(source: Path | str, name: str | None = None) -> Loaded:
    """Load a tariff and say everything about it, warnings included; `name` stands for the file in the findings."""
    raw = source.read_bytes() if isinstance(source, Path) else source.encode()
    path = name or (source.name if isinstance(source, Path) else "tariff.yaml")
    file, root, findings = read_as(TariffFile, raw, path)
    if file is None or root is None:
        return Loaded(None, findings)
    findings = check_file(file, root, path)
    if any(one.severity is Severity.ERROR for one in findings):
        return Loaded(None, findings)
    return Loaded(compile_tariff(file, hashlib.sha256(raw).hexdigest(), path), findings)


def read_as(kind: type[Shape], raw: bytes, path: str) -> tuple[Shape | None, Node | None, list[Finding]]:
    """Read strict YAML into a dataclass of the language; None with every error where it does not fit."""
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        wrong = Text("文件不是 UTF-8 编码，请另存为 UTF-8。", "The file is not UTF-8; save it as UTF-8.")
        return None, None, [_error(path, 1, "", wrong)]
    root, errors = read_yaml(text)
    if root is None or errors:
        return None, root, [_error(path, error.line, error.path, error.text) for error in errors]
    try:
        shape: Shape = _adapter(cast(Any, kind)).validate_python(_lists(root.plain(), kind))
    except ValidationError as wrong_shape:
        return None, root, [_shape_error(path, root, dict(error)) for error in wrong_shape.errors()]
    return shape, root, []


def builtin_tariffs() -> dict[str, list[Tariff]]:
    """The tariffs that come with the program: versions by tariff, the earliest first."""
    found: dict[str, list[Tariff]] = {}
    for tariff in sorted(_built_in(), key=lambda one: one.file.in_force.from_):
        found.setdefault(tariff.id, []).append(tariff)
    return found


@cache
def _built_in() -> tuple[Tariff, ...]:
    """Read once: the files belong to the program and do not change while it runs."""
    return tuple(load_tariff(path) for path in sorted(BUILT_IN.glob("*.yaml")))


def tariff_schema() -> dict[str, Any]:
    """The JSON Schema of the language, with which editors complete and check a tariff while it is written."""
    schema = _adapter(TariffFile).json_schema()
    _allow_single(schema)
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", **schema}


@cache
def _adapter(kind: Any) -> TypeAdapter[Any]:
    return TypeAdapter(kind)


def _allow_single(schema: Any) -> None:
    """Where the language takes a list it takes one word too."""
    for part in schema.values() if isinstance(schema, dict) else schema if isinstance(schema, list) else ():
        _allow_single(part)
    if isinstance(schema, dict) and schema.get("type") == "array" and "anyOf" not in schema:
        items = schema.pop("items")
        del schema["type"]
        schema["anyOf"] = [{"type": "array", "items": items}, items]


def _lists(value: Any, kind: Any) -> Any:
    """Wrap single words where the language takes a list; everything else stays for the schema to judge."""
    origin, arguments = get_origin(kind), get_args(kind)
    if origin is Annotated:
        return _lists(value, arguments[0])
    if origin in (Union, types.UnionType):
        inner = [one for one in arguments if one is not type(None)]
        return _lists(value, inner[0]) if value is not None else None
    if origin is tuple:
        items = value if isinstance(value, list) else [] if value is None else [value]
        return [_lists(item, arguments[0]) for item in items]
    if origin is dict and isinstance(value, dict):
        return {key: _lists(item, arguments[1]) for key, item in value.items()}
    if is_dataclass(kind) and isinstance(value, dict):
        types_of = _fields(cast(type, kind))
        return {key: _lists(item, types_of[key]) if key in types_of else item for key, item in value.items()}
    return value


@cache
def _fields(kind: type) -> dict[str, Any]:
    hints = get_type_hints(kind, include_extras=True)
    return {one.name.rstrip("_"): hints[one.name] for one in fields(cast(Any, kind))}


def _shape_error(path: str, root: Node, error: dict[str, Any]) -> Finding:
    location = tuple(error["loc"])
    node = root.at(location)
    last = str(location[-1]) if location else ""
    line = node.key_lines.get(last, node.line)
    return _error(path, line, ".".join(map(str, location)), _cure(error, last, node))


def _cure(error: dict[str, Any], last: str, node: Node) -> Text:
    kind, context = error["type"], error.get("ctx", {})
    if kind in ("missing", "missing_argument", "missing_keyword_only_argument"):
        return Text(f"缺少必填项 {last}，请补上。", f"{last} is required; add it.")
    if kind in ("unexpected_keyword_argument", "extra_forbidden"):
        return _unknown_key(last, node)
    if kind == "literal_error":
        return Text(f"{last} 的值不可用，可用：{context['expected']}。", f"{last} takes one of {context['expected']}.")
    written = "" if isinstance(error.get("input"), dict | list) else f"“{error.get('input')}”"
    return Text(f"{last} 的写法{written}不对：{error['msg']}。", f"{last} {written} is wrong: {error['msg']}.")


def _unknown_key(last: str, node: Node) -> Text:
    words = {one for kind in _language() for one in _fields(kind)}
    near = get_close_matches(last, words, n=1)
    zh = f"，是否想写 {near[0]}？" if near else "，请删去或改正。"
    en = f"; did you mean {near[0]}?" if near else "; remove or correct it."
    return Text(f"此处没有键 {last}{zh}", f"There is no key {last} here{en}")


@cache
def _language() -> tuple[Any, ...]:
    from scoring.tariff import document, language

    found = [one for module in (document, language) for one in vars(module).values() if isinstance(one, type)]
    return tuple(one for one in found if is_dataclass(one) and one is not language.Written)


def _error(path: str, line: int, key: str, text: Text) -> Finding:
    return Finding(Severity.ERROR, "tariff-unreadable", text, Where(file=path, row=line, column=key or None))
