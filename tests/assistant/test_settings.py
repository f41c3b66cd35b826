"""The environment is read in one place, and an impossible value is told by its name."""

import re
from pathlib import Path

import pytest

from assistant.errors import SettingsError
from assistant.settings import Settings, read_settings

ENDPOINT = {"SHUKUN_LLM_BASE_URL": "http://127.0.0.1:8000/v1", "SHUKUN_LLM_MODEL": "qwen"}


def _set(monkeypatch: pytest.MonkeyPatch, **values: str) -> None:
    for name, value in values.items():
        monkeypatch.setenv(name, value)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("SHUKUN_LLM_BASE_URL", "localhost:11434"),  # no scheme
        ("SHUKUN_LLM_BASE_URL", "ftp://example.com"),
        ("SHUKUN_LLM_BASE_URL", "http://"),
        ("SHUKUN_LLM_BASE_URL", "http://[::1"),  # half a bracket
        ("SHUKUN_LLM_BASE_URL", "http://127.0.0.1:99999/v1"),  # no such port
        ("SHUKUN_LLM_BASE_URL", "http://127.0.0.1:abc/v1"),
        ("SHUKUN_LLM_TIMEOUT_SECONDS", "很久"),
        ("SHUKUN_LLM_TIMEOUT_SECONDS", "0"),
        ("SHUKUN_LLM_TIMEOUT_SECONDS", "-1"),
        ("SHUKUN_LLM_TIMEOUT_SECONDS", "nan"),
        ("SHUKUN_LLM_TIMEOUT_SECONDS", "inf"),
        ("SHUKUN_LLM_CONTEXT_TOKENS", "10"),
        ("SHUKUN_LLM_CONTEXT_TOKENS", "2000.5"),
        ("SHUKUN_HOME", "~no-such-user-here/shukun"),
    ],
)
def test_an_impossible_value_is_told_in_chinese_by_the_name_of_its_variable(
    monkeypatch: pytest.MonkeyPatch, name: str, value: str
) -> None:
    _set(monkeypatch, **ENDPOINT)
    _set(monkeypatch, **{name: value})
    with pytest.raises(SettingsError) as caught:
        read_settings()
    assert caught.value.name == name
    assert name in str(caught.value)
    assert re.search("[一-鿿]", caught.value.problem)
    assert value.partition("/")[0] in caught.value.problem  # shows what was given


@pytest.mark.parametrize("missing", ENDPOINT)
def test_half_an_endpoint_names_the_missing_half(monkeypatch: pytest.MonkeyPatch, missing: str) -> None:
    _set(monkeypatch, **{name: value for name, value in ENDPOINT.items() if name != missing})
    with pytest.raises(SettingsError) as caught:
        read_settings()
    assert caught.value.name == missing


def test_without_any_variable_nothing_is_asked_of_the_outside(monkeypatch: pytest.MonkeyPatch) -> None:
    settings = read_settings()
    assert not settings.has_model
    assert settings.home.is_absolute()
    assert settings.conversations_url == f"sqlite:///{settings.home / 'conversations.sqlite3'}"
    _set(monkeypatch, SHUKUN_HOME="", SHUKUN_LLM_MODEL="", SHUKUN_LLM_TIMEOUT_SECONDS="")
    assert read_settings() == settings  # an empty variable is none


def test_every_variable_is_taken(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.chdir(tmp_path)
    _set(
        monkeypatch,
        **ENDPOINT,
        SHUKUN_HOME="here",
        SHUKUN_LLM_API_KEY="secret-key",
        SHUKUN_LLM_TIMEOUT_SECONDS="2.5",
        SHUKUN_LLM_CONTEXT_TOKENS="9000",
        SHUKUN_DATABASE_URL="sqlite:///other.sqlite3",
        SHUKUN_EMBEDDING_MODEL="some/model",
    )
    settings = read_settings()
    assert settings.has_model
    assert settings.home == tmp_path / "here"
    assert settings.llm_api_key.get_secret_value() == "secret-key"
    assert (settings.llm_timeout_seconds, settings.llm_context_tokens) == (2.5, 9000)
    assert settings.conversations_url == "sqlite:///other.sqlite3"
    assert settings.embedding_model == "some/model"


def test_a_tilde_means_the_users_folder_and_the_key_is_never_printed() -> None:
    settings = Settings(home="~/shukun", llm_api_key="secret-key")
    assert settings.home == Path.home() / "shukun"
    assert "secret-key" not in repr(settings)
