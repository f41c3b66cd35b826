"""What is known of a dispute, read from YAML, a form or an answer, and checked before anything is chosen."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import yaml

from assistant.calculators.inputs import read_money
from assistant.errors import CalculationError
from assistant.relief.logic import holds
from knowledge.relief import Fact, Facts, FactType, FactValue, ReliefRules

SAID = {
    "是": True,
    "有": True,
    "true": True,
    "yes": True,
    "否": False,
    "没有": False,
    "无": False,
    "false": False,
    "no": False,
}
UNKNOWN = {"", "不清楚", "不知道", "unknown", "null", "~"}
NOTHING = "没有"  # the choice that excludes the others
MOST = 10**12
JUDGED = "判后"


def read_facts(file: Path, rules: ReliefRules) -> Facts:
    """The facts of a YAML file; what is unknown is left out there. Raises CalculationError that names the fact."""
    try:
        text = file.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError):
        raise CalculationError(str(file), "文件读不出，请检查路径，文件应是 UTF-8 文本") from None
    try:
        given = yaml.load(text, Loader=yaml.BaseLoader)  # noqa: S506  texts alone
    except (yaml.YAMLError, RecursionError):
        raise CalculationError(str(file), "不是有效的 YAML，请检查缩进、引号和冒号") from None
    if given is None:
        given = {}
    if not isinstance(given, dict):
        raise CalculationError(str(file), "应写成“事实: 值”，每行一个，例如 stage: 执行中")
    return checked(given, rules)


def checked(given: Mapping[str, Any], rules: ReliefRules) -> Facts:
    """Values as the rules take them, with what follows from them, unknown ones left out; raises CalculationError, also
    where two contradict.
    """
    facts: dict[str, FactValue] = {}
    for key, value in given.items():
        fact = rules.facts.get(str(key))
        if fact is None:
            raise CalculationError(str(key)[:30], f"没有这个事实，可用：{'、'.join(rules.facts)}")
        if (found := read_value(fact, value)) is not None:
            facts[fact.key] = found
    for one in rules.contradictions:
        if holds(one.when, facts):
            raise CalculationError("", f"事实前后矛盾：{one.says}，请改正其中一个")
    return following(facts, rules)


def following(facts: Facts, rules: ReliefRules) -> dict[str, FactValue]:
    """The facts and what follows from them; what is known stands."""
    return {**{one.fact: one.value for one in rules.follows if holds(one.when, facts)}, **facts}


def after_judgment(facts: Facts) -> Facts:
    """With the stage of a dispute that has an effective judgment, where nothing is told of enforcement."""
    return {**facts, "stage": JUDGED} if facts.get("title") is True and "stage" not in facts else facts


def read_value(fact: Fact, value: Any) -> FactValue | None:
    """One value, None where it is not known; raises CalculationError."""
    if value is None or (isinstance(value, str) and value.strip() in UNKNOWN):
        return None
    name = f"{fact.key}（{fact.question}）"
    match fact.type:
        case FactType.YES_NO:
            said = SAID.get(str(value).strip().lower())
            if said is None:
                raise CalculationError(name, "应为 是、否 或 不清楚")
            return said
        case FactType.CHOICE:
            if (text := str(value).strip()) not in fact.choices:
                raise CalculationError(name, f"没有“{text[:20]}”，可用：{'、'.join(fact.choices)}、不清楚")
            return text
        case FactType.CHOICES:
            texts = [value] if isinstance(value, str) else value
            if not isinstance(texts, list | tuple | set | frozenset) or not texts:
                raise CalculationError(name, f"应为列表，可用：{'、'.join(fact.choices)}")
            chosen = frozenset(
                part.strip() for text in texts for part in str(text).replace("，", ",").replace("、", ",").split(",")
            )
            if wrong := sorted(chosen - set(fact.choices)):
                raise CalculationError(name, f"没有“{wrong[0][:20]}”，可用：{'、'.join(fact.choices)}")
            if NOTHING in chosen and len(chosen) > 1:
                raise CalculationError(name, f"选了“{NOTHING}”就不能再选别的")
            return chosen
        case _:
            return _number(name, value)


def _number(name: str, value: Any) -> int:
    try:
        number = read_money(value)
    except ValueError as error:
        raise CalculationError(name, getattr(error, "message_template", "应为不小于 0 的整数")) from None
    if number != number.to_integral_value() or number > MOST:
        raise CalculationError(name, "应为不小于 0 的整数")
    return int(number)
