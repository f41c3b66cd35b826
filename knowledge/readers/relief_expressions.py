"""Reads the conditions of the relief rules: an ``if`` over facts, as `relief_file` sets out."""

from collections.abc import Mapping

import yaml

from knowledge.errors import RecordError
from knowledge.readers.yaml_fields import Fields
from knowledge.relief import Every, Expression, Fact, FactType, Is, Not, Some, Within

YES, NO = "是", "否"
MOST = 10**15


def read_expression(fields: Fields, field: str, facts: Mapping[str, Fact]) -> Expression:
    """The condition in a field; raises RecordError."""
    if field not in fields.values:
        raise fields.error(field, "缺少这个字段")
    return _read(fields, fields.values[field], facts)


def _read(fields: Fields, node: yaml.Node, facts: Mapping[str, Fact]) -> Expression:
    if not isinstance(node, yaml.MappingNode) or not node.value:
        raise _fault(fields, node, "if", "应为“事实: 值”")
    parts: list[Expression] = []
    for key, value in node.value:
        name = str(key.value)
        if name in {"any", "none"}:
            if not isinstance(value, yaml.SequenceNode) or not value.value:
                raise _fault(fields, value, name, "应为列表")
            inner = Some(tuple(_read(fields, one, facts) for one in value.value))
            parts.append(inner if name == "any" else Not(inner))
        elif name in facts:
            parts.append(_test(fields, facts[name], value))
        else:
            raise _fault(fields, key, name, "facts.yaml 里没有这个事实")
    return parts[0] if len(parts) == 1 else Every(tuple(parts))


def _test(fields: Fields, fact: Fact, node: yaml.Node) -> Expression:
    if fact.type is FactType.NUMBER:
        bounds = {"at_least": 0, "at_most": MOST}
        if not isinstance(node, yaml.MappingNode):
            raise _fault(fields, node, fact.key, "数目写成 {at_least: 3} 或 {at_most: 9}")
        for key, value in node.value:
            if key.value not in bounds or not str(value.value).isdecimal():
                raise _fault(fields, key, fact.key, "只有 at_least 和 at_most，值为整数")
            bounds[key.value] = int(value.value)
        return Within(fact.key, bounds["at_least"], bounds["at_most"])
    values = [str(one.value) for one in (node.value if isinstance(node, yaml.SequenceNode) else [node])]
    allowed = (YES, NO) if fact.type is FactType.YES_NO else fact.choices
    for value in values:
        if value not in allowed:
            raise _fault(fields, node, fact.key, f"没有“{value}”，可用：{'、'.join(allowed)}")
    if fact.type is FactType.YES_NO:
        return Is(fact.key, frozenset(value == YES for value in values))
    return Is(fact.key, frozenset(values))


def _fault(fields: Fields, node: yaml.Node, field: str, problem: str) -> RecordError:
    return RecordError(fields.file, node.start_mark.line + fields.first_line, field, problem)
