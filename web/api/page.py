"""The OpenAPI description as a page to read."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from web.api.endpoints import ABOUT, description
from web.pages import NOTICE

KINDS = {
    "string": "文字",
    "integer": "整数",
    "number": "数",
    "boolean": "true 或 false",
    "array": "列表",
    "object": "对象",
}
PLACES = {"path": "地址里", "query": "? 后面"}


@dataclass(frozen=True, slots=True)
class Field:
    """One thing that is sent. ``place`` is where it stands, "" for the body; ``kind`` and ``about`` are Chinese."""

    name: str
    place: str
    required: bool
    kind: str
    about: str


@dataclass(frozen=True, slots=True)
class Operation:
    """What can be asked. ``faults`` are (HTTP status, when it is answered); ``example`` is a body, "" for none."""

    method: str
    path: str
    title: str
    about: str
    fields: tuple[Field, ...]
    faults: tuple[tuple[str, str], ...]
    example: str


@dataclass(frozen=True, slots=True)
class ApiPage:
    """All operations under their headings."""

    about: tuple[str, ...]
    groups: tuple[tuple[str, tuple[Operation, ...]], ...]
    back: str = "/status"
    notice: str = NOTICE


@cache
def api_page() -> ApiPage:
    """The page; it is the same as long as the program is."""
    told = description()
    groups: dict[str, list[Operation]] = {}
    for path, methods in told["paths"].items():
        for method, operation in methods.items():
            groups.setdefault(operation["tags"][0], []).append(_operation(method, path, operation, told))
    about = tuple(line.removeprefix("- ") for line in ABOUT.splitlines() if line)
    return ApiPage(about, tuple((title, tuple(found)) for title, found in groups.items()))


def _operation(method: str, path: str, operation: Mapping[str, Any], told: Mapping[str, Any]) -> Operation:
    body = _body(operation, told)
    sent = _examples(body)
    return Operation(
        method=method.upper(),
        path=path,
        title=operation["summary"],
        about=operation.get("description", ""),
        fields=(*map(_parameter, operation.get("parameters", ())), *_fields(body, told)),
        faults=tuple((code, one["description"]) for code, one in operation["responses"].items() if code >= "400"),
        example=json.dumps(sent, ensure_ascii=False) if sent.keys() >= set(body.get("required", ())) and sent else "",
    )


def _body(operation: Mapping[str, Any], told: Mapping[str, Any]) -> Mapping[str, Any]:
    content = operation.get("requestBody", {}).get("content", {})
    return _resolved(content["application/json"]["schema"], told) if content else {}


def _resolved(schema: Mapping[str, Any], told: Mapping[str, Any]) -> Mapping[str, Any]:
    name = schema.get("$ref", "").rpartition("/")[2]
    return told["components"]["schemas"][name] if name else schema


def _parameter(one: Mapping[str, Any]) -> Field:
    kind = _kind(one["schema"])
    return Field(one["name"], PLACES[one["in"]], one.get("required", False), kind, one.get("description", ""))


def _fields(body: Mapping[str, Any], told: Mapping[str, Any]) -> Iterator[Field]:
    for name, schema in body.get("properties", {}).items():
        about = schema.get("description") or _chinese(schema.get("title", ""))
        choices = _resolved(schema, told).get("enum", ())
        kind = "、".join(map(str, choices)) or _kind(schema)
        yield Field(name, "", name in body.get("required", ()), kind, about)


def _kind(schema: Mapping[str, Any]) -> str:
    """What may be written, in words; several where there is a choice."""
    if "anyOf" in schema:
        return "或".join(dict.fromkeys(filter(None, map(_kind, schema["anyOf"]))))
    if schema.get("format") == "date":
        return "日期"
    return KINDS.get(schema.get("type", "object"), "")


def _chinese(title: str) -> str:
    """A title that was written, not the name of the field that the framework puts there."""
    return "" if title.isascii() else title


def _examples(body: Mapping[str, Any]) -> dict[str, Any]:
    """The example of each field that must be sent."""
    properties = body.get("properties", {})
    return {
        name: properties[name]["examples"][0] for name in body.get("required", ()) if properties[name].get("examples")
    }
