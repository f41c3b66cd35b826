"""Whether a text asks for a calculation, and for which."""

import re
from collections.abc import Mapping

from assistant.reading.quantities import counts
from assistant.reading.sums.kinds import kind_of
from assistant.reading.sums.phrases import (
    ASKED_DAY,
    COMPENSATED,
    DISMISSED,
    FIGURE,
    GENERAL_DAY,
    INTEREST_ITSELF,
    OF_PLAN,
    OTHERWISE,
    OWN_COURT_FEE,
    QUANTITY,
    SAID_DAY,
    WORDS,
)
from assistant.reading.sums.wanted import says

# Calculations whose words may belong to another that is asked for as well.
COVERED_BY: Mapping[str, set[str]] = {
    "severance": {"unpaid-wages"},
    "instalments": {"late-performance-interest"},
    "deadline": {"bankruptcy-vote"},
    "court-fee": {"bankruptcy-fee"},
}
# And those that stand beside one of another name only where their own words are said.
RIVALS: Mapping[str, tuple[set[str], str]] = {
    "court-fee": ({"preservation-fee", "enforcement-fee"}, OWN_COURT_FEE),
    "preservation-fee": ({"enforcement-fee"}, r"保全"),
    "enforcement-fee": ({"preservation-fee"}, r"执行(?:申请)?费"),
}


def asked(text: str, context: str = "") -> list[str]:
    """The names of the calculations that a text asks for; ``context`` are earlier messages, which may say what for."""
    found = [name for name, words in WORDS.items() if says(words, text) and _meant(name, text)]
    if _asks_day(text):
        found.insert(0, "deadline")
    if not found and says(COMPENSATED, text) and says(DISMISSED, context):
        found.append("severance")
    return [one for one in found if not _covered(one, set(found) - {one}, text)]


def _asks_day(text: str) -> bool:
    """Whether a last day is asked for; in general words (多久) only together with a day."""
    if kind_of(text) is None or says(OF_PLAN, text):
        return False
    return says(ASKED_DAY, text) or (says(GENERAL_DAY, text) and says(SAID_DAY, text))


def _meant(name: str, text: str) -> bool:
    """Whether the words of a calculation are asked about as a figure."""
    if name == "bankruptcy-vote":
        return says(r"债权人|和解|重整|表决|债权额|草案", text) and len(counts(text, r"[家个名户位票人]")) > 1
    return says(FIGURE.get(name, QUANTITY + r"|费[吗？?](?:[，。？?]|$)"), re.sub(OTHERWISE, "", text))


def _covered(name: str, others: set[str], text: str) -> bool:
    """Whether the words of a calculation belong to another that is asked for as well."""
    if others & COVERED_BY.get(name, set()):
        return True
    if name == "interest":
        apart = "late-performance-interest" in others or says(r"先还哪|抵(?:完|扣|充)|冲抵|先抵", text)
        return apart or (bool(others) and not says(INTEREST_ITSELF, text))
    rival, own = RIVALS.get(name, (set(), ""))
    return bool(others & rival) and not says(own, text)
