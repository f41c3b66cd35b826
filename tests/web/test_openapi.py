"""The OpenAPI description is true: examples work, and whatever fits or does not fit it gets an answer it describes."""

import json
from collections.abc import Iterator
from contextlib import suppress
from typing import Any

import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient

from tests.web.asking import CHINESE

schemathesis = pytest.importorskip("schemathesis")

from hypothesis import HealthCheck, Phase, given, settings  # noqa: E402
from hypothesis.errors import Unsatisfiable  # noqa: E402
from schemathesis.checks import not_a_server_error  # noqa: E402
from schemathesis.generation import GenerationMode  # noqa: E402
from schemathesis.specs.openapi.checks import (  # noqa: E402
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
    status_code_conformance,
)

DESCRIPTION = "/api/v1/openapi.json"
EXAMPLES = 3  # of each operation: the whole stays well under a minute
CHECKS = (
    not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
)


@pytest.fixture
def described(application: FastAPI, monkeypatch: pytest.MonkeyPatch) -> Any:
    """The description, of the application that answers."""
    monkeypatch.setattr("web.app.log_to_stderr", lambda level: None)  # its client starts the application
    return schemathesis.openapi.from_asgi(DESCRIPTION, application)


@pytest.mark.parametrize("mode", list(GenerationMode))
def test_whatever_is_sent_gets_an_answer_that_is_described(described: Any, mode: Any) -> None:
    """What fits the description (positive) and what does not (negative)."""
    for found in described.get_all_operations():
        operation = found.ok()

        @given(case=operation.as_strategy(generation_mode=mode))
        @settings(
            max_examples=EXAMPLES,
            derandomize=True,
            deadline=None,
            database=None,
            suppress_health_check=list(HealthCheck),
            phases=[Phase.generate],
        )
        def answers(case: Any) -> None:
            case.call_and_validate(checks=CHECKS)

        with suppress(Unsatisfiable):  # nothing that is sent there could be wrong
            answers()


def operations(client: TestClient) -> Iterator[tuple[str, str, dict[str, Any]]]:
    for path, methods in client.get(DESCRIPTION).json()["paths"].items():
        for method, operation in methods.items():
            yield method, path, operation


def test_everything_is_described_in_chinese_and_with_its_errors(client: TestClient) -> None:
    found = list(operations(client))
    assert len(found) > 30
    for method, path, operation in found:
        assert CHINESE.search(operation["summary"]) or len(operation["summary"]) < 10, path
        assert operation["tags"] and operation["operationId"], path
        told = set(operation["responses"])
        assert {"200", "429", "500"} <= told, path
        if method == "post":
            assert {"403", "408", "411", "413"} <= told, path
            assert ("422" in told) is not path.startswith("/v1/"), path
        assert "HTTPValidationError" not in json.dumps(operation), path
    pages = {path for _, path, _ in found if not path.startswith(("/api/v1/", "/v1/"))}
    assert not pages


def test_the_examples_work(client: TestClient) -> None:
    schemas = client.get(DESCRIPTION).json()["components"]["schemas"]
    tried = 0
    for method, path, operation in operations(client):
        if method != "post":
            continue
        content = operation["requestBody"]["content"]["application/json"]["schema"]
        named = schemas.get(content.get("$ref", "").rpartition("/")[2], content)
        (sent,) = named.get("examples") or [
            {name: field["examples"][0] for name, field in named["properties"].items() if "examples" in field}
        ]
        if "draft" in path:
            sent = {**sent, "blanks": True}
        response = client.post(path.replace("{form}", "执行和解协议").replace("{name}", "分期付款"), json=sent)
        assert response.status_code == 200, (path, sent, response.text)
        tried += 1
    assert tried > 20
