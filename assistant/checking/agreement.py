"""An agreement as the checks read it: kind, parties, clauses, sentences, each with its place in the text."""

import re
from bisect import bisect_right
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property, wraps
from typing import TypeVar, cast

from assistant.checking.clause_heads import clause_heads
from assistant.checking.finding import Finding, Severity
from assistant.checking.introduced import parties_of
from assistant.checking.layout import (
    AGREED,
    ALSO_SIGNING,
    BEGINNING,
    FAR,
    LAST_DAY,
    LINE,
    NUMERAL,
    PARTY,
    ROLES,
    SENTENCE,
    SIGNED_ON,
    SIGNING,
    TITLE,
    TITLE_LENGTH,
    TITLE_LINES,
    UNSIGNED,
)
from assistant.checking.pieces import AgreementKind, Party, Provision, Span
from assistant.checking.tables import Table, tables
from assistant.reading.days import Dated, days
from assistant.reading.quantities import Amount, Percent, amounts, rates

__all__ = [
    "NUMERAL",
    "PARTY",
    "ROLES",
    "Agreement",
    "AgreementKind",
    "Party",
    "Provision",
    "Span",
    "once",
    "read_agreement",
]
KIND_WORDS = (
    (AgreementKind.ENFORCEMENT, re.compile(r"执行和解|申请执行人|(?<!失信)被执行人")),
    (AgreementKind.WAGE, re.compile(r"工资(?:支付|清偿)?协议|拖欠(?:的)?工资|劳动报酬")),
    (AgreementKind.MEDIATION, re.compile(r"调解协议|调解书|调解笔录|调解委员会|调解员")),
    (AgreementKind.INSTALMENT, re.compile(r"分期(?:还|付)款|还款协议|还款计划")),
)
HEAD = 200  # characters in which the kind of an agreement is said


@dataclass(frozen=True)
class Agreement:
    """A text to be checked, read on a day. What is between the parties and the signatures is its ``body``."""

    text: str
    kind: AgreementKind
    today: date

    @cached_property
    def title(self) -> Span:
        """The first line."""
        match = re.search(r"\S[^\n]*", self.text)
        return self.span(match.start(), match.end()) if match else self.span(0, 0)

    @cached_property
    def parties(self) -> tuple[Party, ...]:
        """Those who are introduced by a role and a colon, each once, and those whom a table lists."""
        return parties_of(self)

    @cached_property
    def signatures(self) -> Span:
        """From the first line for a signature to the end; empty where there is none."""
        match = SIGNING.search(self.text, len(self.text) // 3)
        if match is None:
            clauses = clause_heads(self.text, len(self.text))
            match = UNSIGNED.search(self.text, clauses[-1].end()) if clauses else None
        start = match.start() if match else len(self.text)
        while match and (above := ALSO_SIGNING.search(self.text, max(len(self.text) // 3, start - FAR), start)):
            start = above.start()
        return self.span(start, len(self.text))

    @cached_property
    def provisions(self) -> tuple[Provision, ...]:
        """Clauses that begin a line with 第一条; where there are none, with 一、; where there are none, with 1、."""
        starts = [match.start() for match in clause_heads(self.text, self.signatures.start)]
        ends = [*starts[1:], self.signatures.start][: len(starts)]
        return tuple(
            Provision(number, self.span(start, end))
            for number, (start, end) in enumerate(zip(starts, ends, strict=True), start=1)
        )

    @cached_property
    def formal(self) -> bool:
        """Whether this is an agreement itself, and not prose about one: by its title, its parties or its clauses."""
        lines = self.text.strip().split("\n")
        titles = [piece for line in lines[:TITLE_LINES] for piece in (re.sub(r"[ \t　#*]", "", line), *line.split())]
        named = len(lines) > 1 and any(len(one) <= TITLE_LENGTH and TITLE.search(one) for one in titles)
        agreed = len(self.provisions) > 1 and AGREED.search(self.text[:BEGINNING]) is not None
        return named or agreed or len(self.parties) > 1

    @cached_property
    def body(self) -> Span:
        """The clauses; where none is numbered, all between the parties and the signatures."""
        start = (
            self.provisions[0].span.start
            if self.provisions
            else max((one.details.end for one in self.parties), default=0)
        )
        return self.span(start, self.signatures.start)

    @cached_property
    def sentences(self) -> tuple[Span, ...]:
        """Sentences of the body, with their end marks; 。；！？ and line ends part them."""
        return tuple(
            self.span(match.start(), match.end())
            for match in SENTENCE.finditer(self.text, self.body.start, self.body.end)
            if match.group().strip()
        )

    @cached_property
    def amounts(self) -> tuple[Amount, ...]:
        """All sums of money, in yuan."""
        return tuple(
            replace(one, start=one.start + start, end=one.end + start)
            for start, line in self._lines()
            for one in amounts(line)
        )

    @cached_property
    def rates(self) -> tuple[Percent, ...]:
        """All rates, in percent a year."""
        return tuple(
            replace(one, start=one.start + start, end=one.end + start)
            for start, line in self._lines()
            for one in rates(line)
        )

    @cached_property
    def tables(self) -> tuple[Table, ...]:
        """All tables."""
        return tuple(tables(self.text))

    @cached_property
    def days(self) -> tuple[Dated, ...]:
        """All days of the calendar; those that do not exist are not among them."""
        return tuple(days(self.text, self.today))

    @cached_property
    def signed_on(self) -> date | None:
        """The day of signing, where it is written."""
        for match in SIGNED_ON.finditer(self.text):
            if match.group().strip()[:2] in {"时间", "日期"} and self.body.start <= match.start() < self.body.end:
                continue
            if day := next((one.day for one in self.days if match.end() <= one.start <= match.end() + 2), None):
                return day
        end = LAST_DAY.search(self.text)
        below = min(self.signatures.start, end.start() if end else len(self.text))
        last = [one.day for one in self.days if one.start >= below]
        return last[-1] if last else None

    def _lines(self) -> Iterator[tuple[int, str]]:
        """Where each line starts, and the line; a very long one in pieces, each of which is read for itself."""
        return ((match.start(), match.group()) for match in LINE.finditer(self.text))

    def span(self, start: int, end: int) -> Span:
        """The piece of the text between two places."""
        return Span(start, end, self.text[start:end])

    def provision_at(self, place: int) -> Provision | None:
        """The clause that a place is in."""
        number = bisect_right(self._starts, place)
        one = self.provisions[number - 1] if number else None
        return one if one and place < one.span.end else None

    @cached_property
    def _starts(self) -> tuple[int, ...]:
        return tuple(one.span.start for one in self.provisions)

    def finding(  # noqa: PLR0913  what a finding is made of
        self, kind: str, severity: Severity, start: int, end: int, reason: str, basis: str = "", rewrite: str = ""
    ) -> Finding:
        """A finding about ``text[start:end]``, blanks around it left out."""
        piece = self.text[start:end]
        start += len(piece) - len(piece.lstrip())
        end -= len(piece) - len(piece.rstrip())
        return Finding(kind, severity, start, max(start, end), self.text[start:end], reason, basis, rewrite)


Told = TypeVar("Told")


def once(read: Callable[[Agreement], Told]) -> Callable[[Agreement], Told]:
    """What several checks ask for is read once from an agreement, and kept with it."""
    name = f"{read.__module__}.{read.__qualname__}"

    @wraps(read)
    def kept(agreement: Agreement) -> Told:
        if name not in agreement.__dict__:
            agreement.__dict__[name] = read(agreement)
        return cast("Told", agreement.__dict__[name])

    return kept


def read_agreement(text: str, today: date, kind: AgreementKind | None = None) -> Agreement:
    """``text`` as an agreement of that kind, or of the kind that its beginning says."""
    head = text[:HEAD]
    told = kind or next((one for one, words in KIND_WORDS if words.search(head)), None)
    told = told or next((one for one, words in KIND_WORDS if words.search(text)), AgreementKind.OTHER)
    return Agreement(text, told, today)
