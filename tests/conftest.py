"""Fixtures shared by all tests: one real index over the shipped records, built once."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from assistant.assembly import build_assistant, build_index
from assistant.assistant import Assistant
from assistant.settings import Settings


@pytest.fixture(autouse=True)
def _own_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    """No test sees the settings of the machine it runs on."""
    for name in [name for name in os.environ if name.startswith("SHUKUN_")]:
        monkeypatch.delenv(name)


@pytest.fixture(scope="session")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A home with a built index; read only. Tests that break things build their own."""
    home = tmp_path_factory.mktemp("home")
    build_index(Settings(home=home))
    return home


@pytest.fixture(scope="session")
def settings(home: Path) -> Settings:
    """Settings over the shared home, without a language model."""
    return Settings(home=home)


@pytest.fixture(scope="session")
def assistant(settings: Settings) -> Iterator[Assistant]:
    """The assistant as everyone builds it, without a language model."""
    assistant = build_assistant(settings)
    yield assistant
    assistant.retriever.store.close()
