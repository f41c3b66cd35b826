"""An agreement as the checks read it: kind, parties, clauses, sentences, each with its place in the text."""

import re
from bisect import bisect_right
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from functools import cached_property, wraps
from typing import TypeVar, cast

from assistant.checking.finding import Finding, Severity
from assistant.checking.layout import (
    AGENT,
    AGREED,
    ALSO_SIGNING,
    AMID,
    AMID_ENDS,
    BEGINNING,
    CLAUSE_STYLES,
    FAR,
    FEWEST_CLAUSES,
    FEWEST_HEADED,
    HEADED_STYLES,
    LABEL,
    LAST_DAY,
    LINE,
    LOOSE_STYLES,
    NAME_COLUMN,
    NO_HEADING,
    NUMBER_COLUMN,
    NUMERAL,
    ONE_ENDS,
    ONE_OF_SEVERAL,
    PARTY,
    PARTY_END,
    PERSONAL_DATA,
    ROLE_COLUMN,
    ROLES,
    SENTENCE,
    SHORT_NAME,
    SIGNED_ON,
    SIGNING,
    TITLE,
    TITLE_LENGTH,
    UNSIGNED,
)
from assistant.checking.tables import Table, tables
from assistant.reading.days import Dated, days
from assistant.reading.quantities import Amount, Percent, amounts, rates
from assistant.redaction.surnames import surname

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


KIND_WORDS = (
    (AgreementKind.ENFORCEMENT, re.compile(r"执行和解|申请执行人|(?<!失信)被执行人")),
    (AgreementKind.WAGE, re.compile(r"工资(?:支付|清偿)?协议|拖欠(?:的)?工资|劳动报酬")),
    (AgreementKind.MEDIATION, re.compile(r"调解协议|调解书|调解笔录|调解委员会|调解员")),
    (AgreementKind.INSTALMENT, re.compile(r"分期(?:还|付)款|还款协议|还款计划")),
)
HEAD = 200  # characters in which the kind of an agreement is said


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
        """Those who are introduced by a role and a colon, each once. Where the first is, the others are too: before the
        clauses, or in one of them.
        """
        found: dict[tuple[str, str], Party] = {}
        limit = self.signatures.start
        matches = [match for one in (PARTY, AMID, ONE_OF_SEVERAL) for match in one.finditer(self.text, 0, limit)]
        taken = 0  # where what is said of the last ends: people who are named there are not parties of their own
        for match in sorted(matches, key=lambda one: one.start()):
            if not found:
                limit = self._introduced_until(match.start())
            if match.start() >= limit:
                break
            if match.re is not PARTY and match.start("name") < taken:
                continue
            if (one := self._party(match, limit)) and not _speaks(one, found):
                found.setdefault((one.role, one.name), one)
                taken = one.details.end
        return tuple(found.values()) or self._tabled()

    def _tabled(self) -> tuple[Party, ...]:
        """The parties where a table lists them."""
        for table in tables(self.text[: self.provisions[0].span.start if self.provisions else self.signatures.start]):
            role, name = table.column(ROLE_COLUMN), table.column(NAME_COLUMN)
            if name is None or table.column(NUMBER_COLUMN) is None:
                continue
            rows = [row for row in table.rows if name < len(row) and row[name].text]
            return tuple(
                Party(
                    row[role].text if role is not None else "当事人",
                    "",
                    row[name].text,
                    self.span(row[0].start, row[-1].end),
                )
                for row in rows
            )
        return ()

    def _party(self, match: re.Match[str], limit: int) -> Party | None:
        """Who is introduced at a place; None for a name that is none, and for those who act for a party."""
        kind = next((one for one in ("role", "other_role", "bare_role", "far_role") if match.groupdict().get(one)), "")
        if kind:
            groups = match.groupdict()
            label, alias, start = match[kind], groups.get(kind.replace("role", "alias")), match.start(kind)
            said = match[{"role": "name"}.get(kind, kind.removesuffix("_role"))]
            role = re.sub(r"\s", "", label.split("、")[-1] + (groups.get("number") or ""))
            alias = alias or label.rpartition("、")[0]
        else:
            above = list(LABEL.finditer(self.text, max(0, match.start() - FAR), match.start("name")))
            if not above or AGENT.search(above[-1]["role"]):
                return None
            role, alias, said, start = above[-1]["role"], above[-1]["alias"], match["name"], match.start("name")
        ends = PARTY_END if match.re is PARTY else ONE_ENDS
        ends = AMID_ENDS if match.group()[-1] in "（(" else ends  # 出租人葛长河（男，…）与承租人…
        end = ends.search(self.text, match.end())
        details = self.span(start, min(end.start() if end else len(self.text), limit))
        name = re.split(r"[ \t　]", said.strip())[0]
        also = re.match(rf"(?:{ROLES})(?=[^\n]{{2}})", name)  # 乙方：被执行人某某公司
        name = name[also.end() :] if also else name
        return Party(role, alias or (also.group() if also else ""), name, details) if name else None

    def _introduced_until(self, place: int) -> int:
        """Where the part of the text ends in which parties are introduced, the first of them at ``place``."""
        first = next((one.span.start for one in self.provisions), self.signatures.start)
        if place < first:
            return first
        provision = self.provision_at(place)
        return provision.span.end if provision else self.signatures.start

    @cached_property
    def signatures(self) -> Span:
        """From the first line for a signature to the end; empty where there is none."""
        match = SIGNING.search(self.text, len(self.text) // 3)
        if match is None:
            clauses = _clauses(self.text, len(self.text))
            match = UNSIGNED.search(self.text, clauses[-1].end()) if clauses else None
        start = match.start() if match else len(self.text)
        while match and (above := ALSO_SIGNING.search(self.text, max(len(self.text) // 3, start - FAR), start)):
            start = above.start()
        return self.span(start, len(self.text))

    @cached_property
    def provisions(self) -> tuple[Provision, ...]:
        """Clauses that begin a line with 第一条; where there are none, with 一、; where there are none, with 1、."""
        starts = [match.start() for match in _clauses(self.text, self.signatures.start)]
        ends = [*starts[1:], self.signatures.start][: len(starts)]
        return tuple(
            Provision(number, self.span(start, end))
            for number, (start, end) in enumerate(zip(starts, ends, strict=True), start=1)
        )

    @cached_property
    def formal(self) -> bool:
        """Whether this is an agreement itself, and not prose about one: by its title, its parties or its clauses."""
        title = re.sub(r"[ \t　#*]", "", self.title.text)
        named = len(title) <= TITLE_LENGTH and TITLE.search(title) is not None and "\n" in self.text.strip()
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


def _clauses(text: str, end: int) -> list[re.Match[str]]:
    """The beginnings of the clauses before ``end``, in the one style in which they are numbered."""
    numbered = [list(style.finditer(text, 0, end)) for style in CLAUSE_STYLES]
    loose = [found for style in LOOSE_STYLES if (found := list(style.finditer(text, 0, end)))]
    numbered += sorted(loose, key=lambda found: found[0].start())
    several = next((found for found in numbered if len(found) >= FEWEST_CLAUSES), None)
    return several or _headed(text, end) or next(filter(None, numbered), [])


def _headed(text: str, end: int) -> list[re.Match[str]]:
    """The headings of clauses that bear no numbers, below the parties."""
    start = max((match.end() for match in PERSONAL_DATA.finditer(text, 0, end // 2)), default=0)
    for style in HEADED_STYLES:
        found = [match for match in style.finditer(text, start, end) if not NO_HEADING.search(match["number"])]
        if len(found) >= FEWEST_HEADED:
            return found
    return []


def _speaks(one: Party, others: Mapping[tuple[str, str], Party]) -> bool:
    """Whether a line tells what somebody says who was introduced above: 案外人：自愿，并愿意…."""
    known = any(other.role == one.role for other in others.values())
    return known and not PERSONAL_DATA.search(one.details.text) and not surname(one.name)


def read_agreement(text: str, today: date, kind: AgreementKind | None = None) -> Agreement:
    """``text`` as an agreement of that kind, or of the kind that its beginning says."""
    head = text[:HEAD]
    told = kind or next((one for one, words in KIND_WORDS if words.search(head)), None)
    told = told or next((one for one, words in KIND_WORDS if words.search(text)), AgreementKind.OTHER)
    return Agreement(text, told, today)
