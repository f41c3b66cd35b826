"""A message that changes the sum asked for before: 那要是调解呢, 不对，是六十万, 换成12期呢."""

import re
from collections.abc import Mapping

from assistant.reading.said import Said
from assistant.reading.sums.wanted import Inputs, Known, Reader, Sum

ELLIPTIC = re.compile(
    r"^(?:那|那么|要是|如果|换成|改成|假如|还有)?.{0,16}呢[？?。]?$|^(?:那|要是|如果|换成|改成|按|不对|不是|错了|说错|记错|写错|更正|应该是|其实|是|算到)"
)
SHORT = 24  # characters of a message that may be nothing but what was lacking
EXCLUSIVE = {"rate": "lpr", "lpr": "rate"}
OF_METHODS = ("step", "down", "balloon")
APPEALS = (("裁定", "appeal-ruling"), ("判决", "appeal-judgment"))
ISO_DAY = re.compile(r"\d{4}-\d\d-\d\d")


def leans(text: str) -> bool:
    """Whether a text makes sense only as a change of what was asked before."""
    return len(text) <= SHORT and ELLIPTIC.search(text) is not None


def followed_up(said: Said, before: Sum, reader: Reader) -> Sum | None:
    """The earlier sum with what the message changes; None where it changes nothing."""
    bare = len(said.text) <= SHORT and (said.amounts or said.days or said.rates)
    if not ELLIPTIC.search(said.text) and not bare:
        return None
    fresh = {**reader.recall(said, before.inputs), **reader.read(said, Known())}
    fresh = _supplied(fresh, before, said)
    changed = _merged(before.inputs, fresh)
    if changed == before.inputs:
        return None
    again = reader.complete(changed, said)
    kept = (one for one in before.assumed if set(ISO_DAY.findall(one)) <= set(again.inputs.values()))
    return Sum(again.name, again.inputs, again.missing, tuple(dict.fromkeys((*kept, *again.assumed))))


def _supplied(fresh: Inputs, before: Sum, said: Said) -> Inputs:
    """With what a bare reply means: its one sum, its one day, or the paper that is appealed against."""
    money = next((key for key in ("amount", "assets", "principal", "total", "wage") if _has(key, before)), "")
    values = {one.value for one in said.amounts if not one.loose}
    if money and not fresh.keys() & {"step", "down", "balloon", money} and len(values) == 1:
        fresh = {**fresh, money: f"{values.pop():f}"}
    if before.name == "deadline" and before.inputs.get("kind", "appeal-").startswith("appeal-"):
        fresh |= next(({"kind": kind} for word, kind in APPEALS if word in said.text), {})
    lacking_day = next((key for key in before.missing if key in {"start", "due", "end", "first"}), "")
    if lacking_day and lacking_day not in fresh and len(said.days) == 1:
        day = said.days[0].day.isoformat()
        fresh = {**{key: value for key, value in fresh.items() if value != day}, lacking_day: day}
    return fresh


def _has(key: str, before: Sum) -> bool:
    return key in before.inputs or key in before.missing


def _merged(before: Mapping[str, str], fresh: Inputs) -> Inputs:
    """The earlier inputs with the fresh ones, which drive out those that cannot stand beside them."""
    gone = {EXCLUSIVE[key] for key in fresh if key in EXCLUSIVE}
    if "method" in fresh:
        gone |= {key for key in OF_METHODS if key not in fresh}
    return {**{key: value for key, value in before.items() if key not in gone}, **fresh}
