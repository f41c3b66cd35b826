"""What an operator needs before relying on the assistant: each check says what it found and, where that is wrong, what
to do. None depends on another, so that no fault hides a second one, and none leaves anything behind.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date

from pydantic import ValidationError

from assistant.doctor.conversations import check_conversations
from assistant.doctor.endpoint import check_model, has_key
from assistant.doctor.finding import REINSTALL, Finding, Note, State, finding, first_line
from assistant.doctor.knowing import check_figures, check_index, check_laws, check_weights
from assistant.doctor.machine import check_folder, check_platform
from assistant.errors import SettingsError
from assistant.settings import Settings, read_settings
from knowledge.errors import KnowledgeError

__all__ = ["CHECKS", "Finding", "State", "examine"]

ENDPOINT = frozenset(field for field in Settings.model_fields if field.startswith("llm_"))
CHECKS: dict[str, tuple[Callable[[Settings, date], Finding], frozenset[str]]] = {
    "platform": (lambda settings, today: check_platform(), frozenset()),
    "folder": (lambda settings, today: check_folder(settings), frozenset({"home"})),
    "index": (lambda settings, today: check_index(settings), frozenset({"home", "embedding_model"})),
    "laws": (lambda settings, today: check_laws(settings), frozenset({"home"})),
    "figures": (lambda settings, today: check_figures(today), frozenset()),
    "conversations": (lambda settings, today: check_conversations(settings), frozenset({"home", "database_url"})),
    "weights": (lambda settings, today: check_weights(settings), frozenset({"embedding_model"})),
    "model": (lambda settings, today: check_model(settings), ENDPOINT),
}  # by name: what looks, and the settings without which it cannot


def examine(today: date) -> Iterator[Finding]:
    """Every check in turn, with the settings of this process. Secrets are struck from what is yielded."""
    settings, told, broken = _configured()
    yield _clean(told, settings)
    for name, (look, needed) in CHECKS.items():
        yield _clean(_looked(name, look, settings, today, broken & needed), settings)


def _looked(
    name: str, look: Callable[[Settings, date], Finding], settings: Settings, today: date, broken: frozenset[str]
) -> Finding:
    """What a check found, or why it was not made; ``broken`` are settings that it needs."""
    if broken:
        found = f"没有检查，因为 {_variables(broken)} 的设置有误。"
        return Finding(name, State.WARNING, found, "请先改好设置，再运行 shukun doctor。")
    try:
        return look(settings, today)
    except KnowledgeError as error:
        return Finding(name, State.FAULT, str(error), REINSTALL)
    except Exception as error:  # noqa: BLE001  whatever is broken, the other checks are made
        found = f"没有检查完（{type(error).__name__}：{first_line(error)}）。"
        return Finding(name, State.FAULT, found, f"{REINSTALL}仍然如此，请带上这一行报告问题。")


def _configured() -> tuple[Settings, Finding, frozenset[str]]:
    """The settings, with the default in place of what cannot be used; and the fields for which that was so."""
    try:
        settings = read_settings()
    except SettingsError as error:
        fault = error
    else:
        chosen = f"设了 {_variables(settings.model_fields_set)}" if settings.model_fields_set else "全部是默认值"
        return settings, finding("settings", Note(f"{chosen}；数据在 {settings.home}")), frozenset()
    try:
        Settings()
    except ValidationError as error:
        bad = frozenset(str(one["loc"][0]) for one in error.errors())
        defaults = {field: Settings.model_fields[field].get_default(call_default_factory=True) for field in bad}
        others = _variables({field for field in bad if _variable(field) != fault.name})
        also = [Note(f"{others} 的值也不能用", State.FAULT, f"请改正或删去环境变量 {others}。")] if others else []
    else:  # each value can be used, but not beside the others
        bad, defaults, also = ENDPOINT, {}, []
    mend = f"请改正或删去环境变量 {fault.name}。"
    return Settings(**defaults), finding("settings", Note(str(fault), State.FAULT, mend), *also), bad


def _variable(field: str) -> str:
    return f"SHUKUN_{field.upper()}"


def _variables(fields: set[str] | frozenset[str]) -> str:
    return "、".join(map(_variable, sorted(fields)))


def _clean(told: Finding, settings: Settings) -> Finding:
    """The finding without the key, without passwords in addresses, and without control characters."""
    key = settings.llm_api_key.get_secret_value()

    def clean(text: str) -> str:
        text = text.replace(key, "***") if has_key(settings) else text
        return re.sub(r"[\x00-\x1f\x7f-\x9f]+", " ", re.sub(r"(?<=//)[^/\s]*@", "***@", text))

    return replace(told, found=clean(told.found), advice=clean(told.advice))
