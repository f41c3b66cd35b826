"""One application for all web tests, and a browser of its own for each."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient

from assistant.settings import Settings
from tests.web.laws import make_home
from web.app import create_app

Browse = Callable[..., TestClient]


@pytest.fixture(scope="session")
def application(home: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[FastAPI]:
    """The application over the shared index, with conversations of its own."""
    database = tmp_path_factory.mktemp("web") / "conversations.sqlite3"
    app = create_app(Settings(home=home, database_url=f"sqlite:///{database}"))
    yield app
    app.state.services.history.close()


@pytest.fixture
def browse(application: FastAPI) -> Browse:
    """Opens browsers without cookies; a fault of the server shows as its answer, as it would to a user."""

    def open_browser(app: FastAPI = application) -> TestClient:
        return TestClient(app, raise_server_exceptions=False)

    return open_browser


@pytest.fixture
def client(browse: Browse) -> TestClient:
    """A browser that has never been here."""
    return browse()


@pytest.fixture(scope="session")
def law_home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A home with imported law and one record; read only."""
    home = tmp_path_factory.mktemp("law")
    make_home(home)
    return home


@pytest.fixture(scope="session")
def law_application(law_home: Path) -> Iterator[FastAPI]:
    """The application over that home."""
    app = create_app(Settings(home=law_home))
    yield app
    app.state.services.history.close()


@pytest.fixture
def reader(browse: Browse, law_application: FastAPI) -> TestClient:
    """A browser of that application."""
    return browse(law_application)
