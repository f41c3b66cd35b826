"""Typed access to a YAML header; every complaint names file, line and field, in Chinese."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import yaml

from knowledge.errors import RecordError

DATE = re.compile(r"\d{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?)?")
FIRST_LINE = 2  # of the header: the line after the opening ---


def compose(file: Path, header: str) -> yaml.Node:
    """The YAML header of a file as a tree that knows its lines; raises RecordError."""
    try:
        node = yaml.compose(header, Loader=yaml.SafeLoader)
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + FIRST_LINE if error.problem_mark else FIRST_LINE
        raise RecordError(file, line, "文件头", "不是有效的 YAML，请检查缩进、引号和冒号") from None
    except yaml.YAMLError:
        raise RecordError(file, FIRST_LINE, "文件头", "含有 YAML 不允许的字符") from None
    except RecursionError:
        raise RecordError(file, FIRST_LINE, "文件头", "括号嵌套太深") from None
    if node is None:
        raise RecordError(file, FIRST_LINE, "文件头", "文件头是空的")
    return node


@dataclass
class Fields:
    """Typed access to a YAML mapping; every complaint knows its line."""

    file: Path
    node: yaml.Node
    keys: set[str]
    name: str = "文件头"

    def __post_init__(self) -> None:
        if not isinstance(self.node, yaml.MappingNode):
            raise RecordError(self.file, self.node.start_mark.line + FIRST_LINE, self.name, "应为“键: 值”的列表")
        self.values: dict[str, yaml.Node] = {}
        for key, value in self.node.value:
            name = str(key.value)
            if name not in self.keys:
                raise RecordError(self.file, key.start_mark.line + FIRST_LINE, name, "不认识的字段")
            if name in self.values:
                raise RecordError(self.file, key.start_mark.line + FIRST_LINE, name, "字段重复")
            self.values[name] = value

    def error(self, field: str, problem: str) -> RecordError:
        """The complaint about a field, with the line it stands on."""
        node = self.values.get(field, self.node)
        return RecordError(self.file, node.start_mark.line + FIRST_LINE, field, problem)

    def text(self, field: str) -> str:
        """A text that must be there."""
        node = self.values.get(field)
        if node is None:
            raise self.error(field, "缺少这个字段")
        return self._scalar(field, node)

    def _scalar(self, field: str, node: yaml.Node) -> str:
        if not isinstance(node, yaml.ScalarNode) or not node.value.strip() or node.tag.endswith(":null"):
            raise RecordError(self.file, node.start_mark.line + FIRST_LINE, field, "应为非空的文字")
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
        return Fields(self.file, self.values[field], keys, field)

    def mappings(self, field: str, keys: set[str]) -> Iterator["Fields"]:
        """The mappings of a list, which may be left out."""
        for node in self._items(field, default=True):
            yield Fields(self.file, node, keys, field)

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
