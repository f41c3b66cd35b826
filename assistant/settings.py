"""The only reader of the environment."""

import socket
from ipaddress import ip_address
from pathlib import Path
from typing import Literal
from urllib.parse import urlsplit

from platformdirs import user_data_path
from pydantic import Field, SecretStr, ValidationError, field_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

from assistant.errors import SettingsError


class Settings(BaseSettings):
    """Read from variables that begin with SHUKUN_; see the README for each."""

    model_config = SettingsConfigDict(env_prefix="SHUKUN_", frozen=True, env_ignore_empty=True)

    home: Path = Field(default_factory=lambda: user_data_path("shukun", appauthor=False))
    embedding_model: str | None = None
    llm_base_url: str | None = None
    llm_model: str | None = None
    llm_api_key: SecretStr = SecretStr("none")
    llm_timeout_seconds: float = Field(default=60, gt=0, le=3600)
    llm_answer_seconds: float = Field(default=180, gt=0, le=3600)
    llm_context_tokens: int = Field(default=16_000, ge=2_000)
    llm_answer_tokens: int = Field(default=3_000, ge=100)
    llm_concurrency: int = Field(default=8, ge=1, le=1000)
    llm_repairs: int = Field(default=3, ge=0, le=20)
    llm_tools: bool = True
    llm_understanding: bool = True
    llm_loopback_only: bool = False
    database_url: str | None = None
    # Of the web, for each address; 0 is no limit. A mediation room of thirty people may share one.
    requests_per_minute: int = Field(default=1200, ge=0, le=1_000_000)
    asks_per_minute: int = Field(default=120, ge=0, le=1_000_000)
    asks_at_once: int = Field(default=60, ge=0, le=100_000)
    body_timeout_seconds: float = Field(default=20, gt=0, le=3600)
    send_timeout_seconds: float = Field(default=30, gt=0, le=3600)
    trusted_proxies: str = "127.0.0.1,::1"
    log_level: Literal["info", "warning", "error"] = "info"

    @field_validator("home")
    @classmethod
    def _expand(cls, home: Path) -> Path:
        try:
            return home.expanduser().absolute()
        except RuntimeError:
            raise ValueError(f"“{home}”里的用户目录不存在") from None

    @field_validator("llm_base_url")
    @classmethod
    def _is_http(cls, url: str | None) -> str | None:
        if url is None:
            return None
        try:
            parts = urlsplit(url)
            usable = parts.scheme in {"http", "https"} and parts.hostname and parts.port != 0
        except ValueError:  # a broken host or a port beyond 65535
            usable = False
        if not usable:
            raise ValueError(f"“{url}”应为 http:// 或 https:// 开头的地址，端口在 1 到 65535 之间")
        return url

    @property
    def has_model(self) -> bool:
        """Whether a language model is configured: an address and a model name."""
        return bool(self.llm_base_url and self.llm_model)

    @property
    def conversations_url(self) -> str:
        """SQLAlchemy URL of the conversation store."""
        return self.database_url or f"sqlite:///{self.home / 'conversations.sqlite3'}"


def read_settings() -> Settings:
    """The settings of this process; raises SettingsError for the first impossible value."""
    try:
        settings = Settings()
    except ValidationError as error:
        first = error.errors()[0]
        name = f"SHUKUN_{str(first['loc'][0]).upper()}"
        problem = str(first["ctx"]["error"]) if first["type"] == "value_error" else f"“{first['input']}”不是可用的值"
        raise SettingsError(name, problem) from None
    if bool(settings.llm_base_url) != bool(settings.llm_model):
        missing = "SHUKUN_LLM_MODEL" if settings.llm_base_url else "SHUKUN_LLM_BASE_URL"
        raise SettingsError(missing, "语言模型的地址和名称须同时设置；只用检索整理时两个都不要设")
    if settings.llm_loopback_only and settings.llm_base_url and not is_loopback(settings.llm_base_url):
        raise SettingsError(
            "SHUKUN_LLM_BASE_URL", "SHUKUN_LLM_LOOPBACK_ONLY 只许用本机的语言模型（127.0.0.1、::1 或 localhost）"
        )
    return settings


def is_loopback(url: str) -> bool:
    """Whether the host that is connected to is this machine, so that nothing that is sent there leaves it."""
    import httpx2  # noqa: PLC0415  0.1 s, paid only with a model

    try:
        host = httpx2.URL(url).host
        meant = {str(found[4][0]) for found in socket.getaddrinfo(host, None)} if host == "localhost" else {host}
        return all(ip_address(address).is_loopback for address in meant)
    except (httpx2.InvalidURL, ValueError, OSError):  # any other name, which may mean any machine
        return False
