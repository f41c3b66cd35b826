"""The start of the server: it is ready when what pages need was read, and not before."""

from pathlib import Path
from typing import Any

import pytest
import yaml
from threadpoolctl import threadpool_info

from assistant.settings import Settings
from tests.web import laws
from tests.web.conftest import Browse
from web.app import create_app
from web.warming import warm

PAGES = (
    *("/", "/guide", "/guide?q=互助", "/guide/mechanism-sample", "/guide/interview", "/records", "/laws"),
    *("/forms", "/glossary", "/tools", "/tools/interest", "/draft", "/draft/mediation-agreement", "/check", "/status"),
    f"/laws/{laws.LAW}/第三条",
)


def test_it_is_ready_when_no_page_has_to_read_the_corpus(
    browse: Browse, law_home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    app = create_app(Settings(home=law_home))
    services, client = app.state.services, browse(app)
    services.warming = True
    early = client.get("/readyz")
    assert early.status_code == 503 and "还在读入" in early.json()["problem"]
    assert client.get("/livez").status_code == 200
    warm(services)
    assert client.get("/readyz").status_code == 200
    assert {one["num_threads"] for one in threadpool_info() if one["user_api"] == "blas"} == {1}

    def refuse(*_: Any, **__: Any) -> None:
        raise AssertionError("a file is read while somebody waits")

    for name in ("compose", "load", "safe_load"):
        monkeypatch.setattr(yaml, name, refuse)
    assert {path: client.get(path).status_code for path in PAGES} == dict.fromkeys(PAGES, 200)
    services.history.close()


def test_a_home_without_an_index_is_told_after_the_start(browse: Browse, tmp_path: Path) -> None:
    app = create_app(Settings(home=tmp_path))
    app.state.services.warming = True
    warm(app.state.services)
    told = browse(app).get("/readyz")
    assert told.status_code == 503 and "shukun build" in told.json()["problem"]
    app.state.services.history.close()
