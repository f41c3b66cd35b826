"""What an agreement is made of: its kind, pieces of its text, parties, clauses."""

import re
from dataclasses import dataclass
from enum import StrEnum

from assistant.checking.layout import (
    SHORT_NAME,
)


class AgreementKind(StrEnum):
    """What sort of agreement it is; other checks apply to each."""

    MEDIATION = "mediation"
    ENFORCEMENT = "enforcement"
    INSTALMENT = "instalment"
    WAGE = "wage"
    OTHER = "other"

    @property
    def label(self) -> str:
        """The kind in Chinese."""
        return {
            "mediation": "调解协议",
            "enforcement": "执行和解协议",
            "instalment": "还款协议",
            "wage": "工资支付协议",
            "other": "其他文书",
        }[self.value]


@dataclass(frozen=True, slots=True)
class Span:
    """A piece of the text: ``source[start:end]`` is ``text``."""

    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class Party:
    """Somebody who concludes the agreement. ``details`` is all that is said of him where he is introduced; ``alias`` is
    what stands in brackets behind his role ("" if nothing).
    """

    role: str
    alias: str
    name: str
    details: Span

    @property
    def names(self) -> tuple[str, ...]:
        """What he is called in the clauses: by his role, his name, or what the agreement calls him for short."""
        short = SHORT_NAME.findall(self.details.text)
        alias = [] if SHORT_NAME.search(f"（{self.alias}") else re.split("[、，,/；;]", self.alias)
        return tuple(dict.fromkeys(filter(None, (self.role, *alias, self.name, *short))))


@dataclass(frozen=True, slots=True)
class Provision:
    """A numbered clause with its number from 1, from its first character to the next clause."""

    number: int
    span: Span
