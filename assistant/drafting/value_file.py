"""Reads a file of values: JSON, or YAML of mappings, lists and plain texts. Nothing in it is run.

Every scalar stays the text that was written: 0769 keeps its zero, 2026-02-30 is told as a day that there is not.
"""

import json
from collections.abc import Sequence
from pathlib import Path

import yaml

from assistant.errors import DraftError
from knowledge.readers.yaml_fields import Loader

MAX_BYTES = 2**20
DEEPEST = 6  # a mapping of lists of mappings, with room
MOST_NODES = 50_000  # 50 fields of 200 rows of 5 cells
SCALARS = ("str", "int", "float", "bool", "null", "timestamp")


def read_value_file(file: Path) -> dict[str, object]:
    """The entries of a file by their names. Raises DraftError."""
    try:
        with file.open("rb") as opened:
            data = opened.read(MAX_BYTES + 1)
    except OSError as error:
        raise DraftError((f"文件 {file} 读不出（{error.strerror}），请检查路径",)) from None
    if len(data) > MAX_BYTES:
        raise DraftError((f"文件 {file} 太大，上限 1 MB，请只留下表单要填的内容",))
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise DraftError((f"文件 {file} 不是 UTF-8 文本，请另存为 UTF-8",)) from None
    if file.suffix.lower() not in {".json", ".yaml", ".yml"}:
        raise DraftError((f"文件 {file} 应以 .json、.yaml 或 .yml 结尾",))
    found = _json(file, text) if file.suffix.lower() == ".json" else _yaml(file, text)
    if not isinstance(found, dict):
        raise DraftError((f"文件 {file} 应是“名称: 值”的列表，一项一行",))
    return found


def _json(file: Path, text: str) -> object:
    try:
        return json.loads(text, parse_int=str, parse_float=str, parse_constant=str, object_pairs_hook=_once)
    except json.JSONDecodeError as error:
        raise DraftError((f"文件 {file} 第{error.lineno}行不是有效的 JSON，请检查引号和逗号",)) from None
    except RecursionError:
        raise DraftError((f"文件 {file} 括号嵌套太深",)) from None


def _once(pairs: Sequence[tuple[str, object]]) -> dict[str, object]:
    found: dict[str, object] = {}
    for key, value in pairs:
        if key in found:
            raise DraftError((f"“{key[:30]}”写了两次",))
        found[key] = value
    return found


def _yaml(file: Path, text: str) -> object:
    """Events are counted before a tree is made: the parser falls over where they go too deep."""
    try:
        depth = 0
        for count, event in enumerate(yaml.parse(text, Loader=Loader)):
            depth += isinstance(event, yaml.CollectionStartEvent) - isinstance(event, yaml.CollectionEndEvent)
            if depth > DEEPEST or count > MOST_NODES:
                raise DraftError((f"文件 {file} 层次太深或者内容太多，请照 shukun draft FORM --list 的写法填写",))
            if isinstance(event, yaml.AliasEvent):
                raise DraftError((f"文件 {file} 用了 YAML 的引用（*{event.anchor}），请直接写内容",))
        node = yaml.compose(text, Loader=Loader)
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else 1
        raise DraftError((f"文件 {file} 第{line}行不是有效的 YAML，请检查缩进、引号和冒号",)) from None
    except yaml.YAMLError:
        raise DraftError((f"文件 {file} 含有 YAML 不允许的字符，或者不止一份内容",)) from None
    return None if node is None else _plain(file, node)


def _plain(file: Path, node: yaml.Node) -> object:
    if isinstance(node, yaml.MappingNode):
        return _once([(_key(file, key), _plain(file, value)) for key, value in node.value])
    if isinstance(node, yaml.SequenceNode):
        return [_plain(file, item) for item in node.value]
    if not node.tag.startswith("tag:yaml.org,2002:") or node.tag.rpartition(":")[2] not in SCALARS:
        raise DraftError((f"文件 {file} 第{node.start_mark.line + 1}行的写法（{node.tag[:30]}）不能用，请写成文字",))
    return None if node.tag.endswith(":null") else str(node.value)


def _key(file: Path, node: yaml.Node) -> str:
    if not isinstance(node, yaml.ScalarNode):
        raise DraftError((f"文件 {file} 第{node.start_mark.line + 1}行的名称应是文字",))
    return str(node.value)
