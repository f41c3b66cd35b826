"""Typed access to YAML; every complaint names file, line and field, in Chinese."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import yaml

from knowledge.errors import RecordError

DATE = re.compile(r"\d{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?)?")
FIRST_LINE = 2  # of a header: the line after the opening ---
Loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)  # the C one where PyYAML has it: the registry is long
DEEPEST = 100  # brackets within brackets; either parser falls over beyond some thousands


def compose(file: Path, text: str, name: str = "文件头", first_line: int = FIRST_LINE) -> yaml.Node:
    """YAML as a tree that knows its lines; ``name`` is what complaints call it. Raises RecordError."""
    if _depth(text) > DEEPEST:
        raise RecordError(file, first_line, name, "括号嵌套太深")
    try:
        node = yaml.compose(text, Loader=Loader)
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + first_line if error.problem_mark else first_line
        raise RecordError(file, line, name, "不是有效的 YAML，请检查缩进、引号和冒号") from None
    except yaml.YAMLError:
        raise RecordError(file, first_line, name, "含有 YAML 不允许的字符") from None
    if node is None:
        raise RecordError(file, first_line, name, f"{name}是空的")
    return node


def _depth(text: str) -> int:
    """How deep brackets open within brackets."""
    deepest = depth = 0
    for bracket in re.finditer(r"[\[\]{}]", text):
        depth += 1 if bracket.group() in "[{" else -1
        deepest = max(deepest, depth)
    return deepest


@dataclass
class Fields:
    """Typed access to a YAML mapping; every complaint knows its line."""

    file: Path
    node: yaml.Node
    keys: set[str]
    name: str = "文件头"
    first_line: int = FIRST_LINE

    def __post_init__(self) -> None:
        if not isinstance(self.node, yaml.MappingNode):
            raise RecordError(self.file, self.node.start_mark.line + self.first_line, self.name, "应为“键: 值”的列表")
        self.values: dict[str, yaml.Node] = {}
        for key, value in self.node.value:
            name = str(key.value)
            if name not in self.keys:
                raise RecordError(self.file, key.start_mark.line + self.first_line, name, "不认识的字段")
            if name in self.values:
                raise RecordError(self.file, key.start_mark.line + self.first_line, name, "字段重复")
            self.values[name] = value

    def error(self, field: str, problem: str) -> RecordError:
        """The complaint about a field, with the line it stands on."""
        node = self.values.get(field, self.node)
        return RecordError(self.file, node.start_mark.line + self.first_line, field, problem)

    def text(self, field: str) -> str:
        """A text that must be there."""
        node = self.values.get(field)
        if node is None:
            raise self.error(field, "缺少这个字段")
        return self._scalar(field, node)

    def _scalar(self, field: str, node: yaml.Node) -> str:
        if not isinstance(node, yaml.ScalarNode) or not node.value.strip() or node.tag.endswith(":null"):
            raise RecordError(self.file, node.start_mark.line + self.first_line, field, "应为非空的文字")
        return str(node.value).strip()

    def optional_text(self, field: str) -> str | None:
        """A text, or None where it is left out or null."""
        node = self.values.get(field)
        if node is None or node.tag.endswith(":null"):
            return None
        return self._scalar(field, node)

    def boolean(self, field: str) -> bool:
        """``true`` or ``false``, spelled so."""
        value = self.text(field)
        if value not in {"true", "false"}:
            raise self.error(field, "只能是 true 或 false")
        return value == "true"

    def _items(self, field: str, default: bool) -> Iterator[yaml.Node]:
        node = self.values.get(field)
        if node is None and default:
            return
        if not isinstance(node, yaml.SequenceNode):
            raise self.error(field, "缺少这个字段" if node is None else "应为列表")
        yield from node.value

    def texts(self, field: str, default: bool = False) -> Iterator[str]:
        """The texts of a list; with ``default`` it may be left out."""
        for node in self._items(field, default):
            yield self._scalar(field, node)

    def mapping(self, field: str, keys: set[str]) -> "Fields":
        """A mapping that must be there and may have these keys."""
        if field not in self.values:
            raise self.error(field, "缺少这个字段")
        return Fields(self.file, self.values[field], keys, field, self.first_line)

    def mappings(self, field: str, keys: set[str]) -> Iterator["Fields"]:
        """The mappings of a list, which may be left out."""
        for node in self._items(field, default=True):
            yield Fields(self.file, node, keys, field, self.first_line)

    def date(self, field: str, problem: str) -> str:
        """An ISO date that the calendar has, cut to what is known: 2025, 2025-09, 2025-09-16."""
        value = self.text(field)
        try:
            if not DATE.fullmatch(value):
                raise ValueError
            date.fromisoformat(f"{value}-01-01"[:10])  # a day that the calendar has
        except ValueError:
            raise self.error(field, problem) from None
        return value
