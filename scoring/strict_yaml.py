"""A YAML reader that keeps every scalar as written, knows the place of everything and reports all errors at once."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import NamedTuple, TypeAlias

import yaml

from scoring.text import Text

MAX_DEPTH = 64
"""Deeper files are refused: no rule of ours needs them, and a hostile one could exhaust the stack."""

LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
"""libyaml reads ten times as fast and is part of PyYAML's wheels; the pure reader stands in where it is not."""

NULLS = frozenset({"", "~", "null"})

Plain: TypeAlias = "str | list[Plain] | dict[str, Plain] | None"


class NodeKind(StrEnum):
    """What a node is."""

    MAPPING = "mapping"
    SEQUENCE = "sequence"
    SCALAR = "scalar"


class YamlError(NamedTuple):
    """One thing wrong: its line (1 = first), its key path such as `contests[0].code`, and what to do."""

    line: int
    path: str
    text: Text


@dataclass(frozen=True, slots=True)
class Node:
    """One value of a YAML file with its place; only the field of its kind is filled.

    `text` is a scalar exactly as written (quotes and escapes resolved); `entries` keeps the order of the file;
    `key_lines` says on which line each key of a mapping stands.
    """

    kind: NodeKind
    line: int
    path: str
    text: str = ""
    quoted: bool = False
    items: tuple["Node", ...] = ()
    entries: Mapping[str, "Node"] = field(default_factory=dict)
    key_lines: Mapping[str, int] = field(default_factory=dict)

    @property
    def is_null(self) -> bool:
        """True for an empty value, `null` or `~` written without quotes."""
        return self.kind is NodeKind.SCALAR and not self.quoted and self.text in NULLS

    def get(self, key: str) -> "Node | None":
        """The value of a key of a mapping; None where there is none or where this is no mapping."""
        return self.entries.get(key)

    def at(self, location: tuple[str | int, ...]) -> "Node":
        """The node at a chain of keys and indexes, or the nearest one above it that exists."""
        node = self
        for step in location:
            child = node.get(step) if isinstance(step, str) else None
            if isinstance(step, int) and step < len(node.items):
                child = node.items[step]
            if child is None:
                return node
            node = child
        return node

    def plain(self) -> Plain:
        """The same value as nested dicts, lists and strings; null becomes None."""
        if self.kind is NodeKind.MAPPING:
            return {key: value.plain() for key, value in self.entries.items()}
        if self.kind is NodeKind.SEQUENCE:
            return [item.plain() for item in self.items]
        return None if self.is_null else self.text


def read_yaml(text: str) -> tuple[Node | None, list[YamlError]]:
    """Read one YAML document (package-format, "YAML: every scalar is read as written and then by the schema").

    Aliases, anchors, tags, merge keys, repeated keys, keys that are no scalars and a second document are errors.
    All of them are reported together; a text that is no YAML at all gives the one place where reading stopped.
    The node is None only where nothing could be read.
    """
    reader = _Reader()
    try:
        return reader.read(text), reader.errors
    except _TooDeepError:
        return None, reader.errors
    except yaml.YAMLError as problem:
        mark = getattr(problem, "problem_mark", None)
        line = mark.line + 1 if mark else text.count("\n", 0, getattr(problem, "position", 0)) + 1
        reader.report(line, "", _unreadable(problem))
    except (ValueError, OverflowError):
        # PyYAML passes an escape such as "\UFFFFFFFF" straight to chr().
        reader.report(
            1, "", Text("引号内的转义字符超出 Unicode 范围，请改正。", "A quoted escape is no Unicode character.")
        )
    return None, reader.errors


def _unreadable(problem: yaml.YAMLError) -> Text:
    said = getattr(problem, "problem", None) or getattr(problem, "reason", None) or "unreadable"
    return Text(
        f"此处不是合法的 YAML（{said}），请检查缩进、引号和冒号。",
        f"This is not YAML ({said}); check indentation, quotes and colons.",
    )


class _TooDeepError(yaml.YAMLError):
    """Stops the reading; the place has been reported already."""


def _line(event: yaml.Event) -> int:
    return event.start_mark.line + 1 if event.start_mark else 1


class _Reader:
    """Builds nodes from PyYAML's events, which still know anchors and tags that composed nodes have forgotten."""

    def __init__(self) -> None:
        self.errors: list[YamlError] = []

    def report(self, line: int, path: str, text: Text) -> None:
        self.errors.append(YamlError(line, path, text))

    def read(self, text: str) -> Node | None:
        events = iter(yaml.parse(text, Loader=LOADER))
        root: Node | None = None
        documents = 0
        for event in events:
            if isinstance(event, yaml.DocumentStartEvent):
                documents += 1
                if documents == 2:
                    said = Text(
                        "一个文件只能有一个 YAML 文档，请删去“---”之后的部分。", "A file holds one YAML document only."
                    )
                    self.report(_line(event), "", said)
            elif isinstance(event, yaml.NodeEvent):
                node = self._node(event, events, "", 0)
                root = root or node
        if root is None:
            self.report(1, "", Text("文件是空的。", "The file is empty."))
        return root

    def _node(self, event: yaml.NodeEvent, events: Iterator[yaml.Event], path: str, depth: int) -> Node:
        line = _line(event)
        self._refuse_extras(event, line, path)
        if isinstance(event, yaml.MappingStartEvent):
            return self._mapping(events, line, path, self._deeper(line, path, depth))
        if isinstance(event, yaml.SequenceStartEvent):
            return self._sequence(events, line, path, self._deeper(line, path, depth))
        if isinstance(event, yaml.ScalarEvent):
            return self._scalar(event, line, path)
        return Node(NodeKind.SCALAR, line, path)

    def _deeper(self, line: int, path: str, depth: int) -> int:
        if depth < MAX_DEPTH:
            return depth + 1
        self.report(line, path, Text(f"嵌套超过 {MAX_DEPTH} 层。", f"Nested more than {MAX_DEPTH} deep."))
        raise _TooDeepError

    def _refuse_extras(self, event: yaml.NodeEvent, line: int, path: str) -> None:
        if isinstance(event, yaml.AliasEvent):
            said = Text(
                f"不允许别名 *{event.anchor}，请把内容写全。", f"Aliases are not allowed: write *{event.anchor} out."
            )
            self.report(line, path, said)
        elif event.anchor is not None:
            said = Text(f"不允许锚点 &{event.anchor}，请删去。", f"Anchors are not allowed: remove &{event.anchor}.")
            self.report(line, path, said)
        tag = getattr(event, "tag", None)
        if tag is not None:
            self.report(line, path, Text(f"不允许类型标签 {tag}，请删去。", f"Tags are not allowed: remove {tag}."))

    def _scalar(self, event: yaml.ScalarEvent, line: int, path: str) -> Node:
        text: str = event.value
        if any("\ud800" <= character <= "\udfff" for character in text):
            self.report(
                line, path, Text("转义写出了半个字符，请直接写出该字。", "Half a surrogate pair: write the character.")
            )
        return Node(NodeKind.SCALAR, line, path, text=text, quoted=event.style in ("'", '"', "|", ">"))

    def _sequence(self, events: Iterator[yaml.Event], line: int, path: str, depth: int) -> Node:
        items: list[Node] = []
        for event in events:
            if not isinstance(event, yaml.NodeEvent):
                break
            items.append(self._node(event, events, f"{path}[{len(items)}]", depth))
        return Node(NodeKind.SEQUENCE, line, path, items=tuple(items))

    def _mapping(self, events: Iterator[yaml.Event], line: int, path: str, depth: int) -> Node:
        entries: dict[str, Node] = {}
        key_lines: dict[str, int] = {}
        for event in events:
            if not isinstance(event, yaml.NodeEvent):
                break
            key = self._key(event, events, path, depth)
            below = f"{path}.{key.text}" if path else key.text
            value = self._node(self._next_node(events), events, below, depth)
            if key.text in key_lines:
                self._repeated(key, below, key_lines[key.text])
            elif key.kind is NodeKind.SCALAR:
                entries[key.text] = value
                key_lines[key.text] = key.line
        return Node(NodeKind.MAPPING, line, path, entries=entries, key_lines=key_lines)

    def _next_node(self, events: Iterator[yaml.Event]) -> yaml.NodeEvent:
        event = next(events)
        if not isinstance(event, yaml.NodeEvent):  # pragma: no cover - the parser always pairs keys and values
            raise yaml.YAMLError
        return event

    def _key(self, event: yaml.NodeEvent, events: Iterator[yaml.Event], path: str, depth: int) -> Node:
        key = self._node(event, events, path, depth)
        if key.kind is not NodeKind.SCALAR:
            self.report(
                key.line,
                path,
                Text("键必须是一个词，不能是列表或映射。", "A key must be a word, not a list or mapping."),
            )
        elif key.text == "<<" and not key.quoted:
            said = Text("不允许合并键 <<，请把内容写全。", "Merge keys are not allowed: write the content out.")
            self.report(key.line, path, said)
        return key

    def _repeated(self, key: Node, path: str, first: int) -> None:
        said = Text(
            f"键 {key.text} 重复（首次在第 {first} 行），请删去一个。",
            f"Key {key.text} is repeated (first on line {first}); remove one.",
        )
        self.report(key.line, path, said)
