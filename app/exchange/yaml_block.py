"""Takes typed values out of a YAML mapping, with the place of everything that is missing, unknown or unreadable."""

from collections.abc import Iterator
from typing import TypeVar, overload

from app.exchange.cells import Reader, Unreadable, shown
from app.exchange.report import Report
from scoring.findings import Where
from scoring.strict_yaml import Node, NodeKind
from scoring.text import Text

FILE = "competition.yaml"

Value = TypeVar("Value")
Other = TypeVar("Other")


class Block:
    """One mapping of competition.yaml; `close` reports the keys that nobody asked for."""

    def __init__(self, node: Node | None, report: Report, path: str = "", line: int = 1) -> None:
        self.report = report
        self.line = node.line if node else line
        self.path = node.path if node else path
        self._asked: set[str] = set()
        if node and node.kind is not NodeKind.MAPPING:
            if not node.is_null:
                self.complain(node, Text("此处应是“键: 值”的映射。", "A mapping of keys to values belongs here."))
            node = None
        self._node = node

    @property
    def present(self) -> bool:
        """True where the file has this mapping."""
        return self._node is not None

    def node(self, key: str, *, required: bool = False) -> Node | None:
        """The node of a key; None where it is absent or null."""
        self._asked.add(key)
        node = self._node.get(key) if self._node else None
        if node is not None and not node.is_null:
            return node
        if required:
            text = Text(f"缺少必填的键 {key}。", f"The required key {key} is missing.")
            path = f"{self.path}.{key}" if self.path else key
            self.report.error("missing-key", text, Where(file=FILE, row=node.line if node else self.line, column=path))
        return None

    @overload
    def value(self, key: str, read: Reader[Value], default: Other, *, required: bool = False) -> Value | Other: ...
    @overload
    def value(self, key: str, read: Reader[Value], *, required: bool = False) -> Value | None: ...
    def value(self, key: str, read: Reader[Value], default: object = None, *, required: bool = False) -> object:
        """A scalar, read by `read`; the default where it is absent, null or (after the report) unreadable."""
        node = self.node(key, required=required)
        result = self.read(node, read) if node else None
        return default if result is None else result

    def values(self, key: str, read: Reader[Value], *, required: bool = False) -> tuple[Value, ...] | None:
        """A list of scalars; None where it is absent or null. A required list may not be empty."""
        node = self.node(key, required=required)
        if node is None:
            return None
        results = tuple(self.read(item, read) for item in self.items(node))
        if required and not results and node.kind is NodeKind.SEQUENCE:
            self.complain(node, Text("列表不能为空。", "The list may not be empty."))
        return tuple(result for result in results if result is not None)

    def block(self, key: str) -> "Block":
        """A mapping below this one; an absent one reads as empty."""
        node = self.node(key)
        return Block(node, self.report, f"{self.path}.{key}" if self.path else key, self.line)

    def blocks(self, key: str, *, required: bool = False) -> list["Block"]:
        """A list of mappings."""
        node = self.node(key, required=required)
        if node is None:
            return []
        items = self.items(node)
        if required and not items and node.kind is NodeKind.SEQUENCE:
            self.complain(node, Text("至少要有一项。", "There must be at least one."))
        return [Block(item, self.report) for item in items]

    def entries(self) -> Iterator[tuple[str, Node]]:
        """Every key of a mapping whose keys are free, with its node."""
        for key, node in self._node.entries.items() if self._node else ():
            self._asked.add(key)
            yield key, node

    def read(self, node: Node, read: Reader[Value]) -> Value | None:
        """One scalar; None after the report where it is unreadable."""
        if node.kind is not NodeKind.SCALAR:
            self.complain(node, Text("此处应是单个值。", "A single value belongs here."))
            return None
        try:
            return read(node.text)
        except Unreadable as problem:
            self.complain(node, problem.text)
            return None

    def error(self, code: str, key: str | None, text: Text) -> None:
        """Report an error at a key of this mapping, or at the mapping itself."""
        node = self._node.get(key) if self._node and key else None
        path = self.path if key is None else f"{self.path}.{key}" if self.path else key
        self.report.error(code, text, Where(file=FILE, row=node.line if node else self.line, column=path))

    def close(self) -> None:
        """Report every key that the format does not know here."""
        known = ", ".join(sorted(self._asked))
        for key, node in self._node.entries.items() if self._node else ():
            if key not in self._asked:
                text = Text(
                    f"未知的键“{shown(key)}”；此处可用：{known}。", f"Unknown key “{shown(key)}”; known here: {known}."
                )
                line = self._node.key_lines[key] if self._node else node.line
                self.report.error("unknown-key", text, Where(file=FILE, row=line, column=node.path))

    def items(self, node: Node) -> tuple[Node, ...]:
        """The items of a list, none after the report where it is no list."""
        if node.kind is not NodeKind.SEQUENCE:
            self.complain(node, Text("此处应是列表，如 [甲, 乙]。", "A list belongs here, like [a, b]."))
        return node.items

    def complain(self, node: Node, text: Text, code: str = "unreadable-value") -> None:
        """Report an error at a node."""
        self.report.error(code, text, Where(file=FILE, row=node.line, column=node.path))
