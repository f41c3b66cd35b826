"""An agreement as the checks read it: kind, parties, clauses, sentences, each with its place in the text."""

import re
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import cached_property

from assistant.checking.finding import Finding, Severity
from assistant.reading.days import Dated, days
from assistant.reading.quantities import Amount, Percent, amounts, rates


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
    (AgreementKind.ENFORCEMENT, re.compile(r"执行和解|申请执行人|被执行人")),
    (AgreementKind.WAGE, re.compile(r"工资(?:支付|清偿)?协议|拖欠(?:的)?工资|劳动报酬")),
    (AgreementKind.MEDIATION, re.compile(r"调解协议|调解书|调解笔录|调解委员会|调解员")),
    (AgreementKind.INSTALMENT, re.compile(r"分期(?:还|付)款|还款协议|还款计划")),
)
HEAD = 200  # characters in which the kind of an agreement is said
NUMERAL = "一二三四五六七八九十百"
CLAUSE = re.compile(
    rf"^[ \t　]*(?:第(?P<article>[{NUMERAL}\d]+)条|(?P<number>[{NUMERAL}]{{1,3}})[、．.])[ \t　]*", re.M
)
SENTENCE = re.compile(r"[^。；;！!？?\n]+[。；;！!？?]?")
ROLES = (
    r"甲方|乙方|丙方|丁方|申请执行人|被执行人|申请人|被申请人|原告|被告|第三人|收款方|付款方|债权人|债务人|出借人|借款人|"
    r"担保人|保证人|连带责任保证人|抵押人|出质人|用人单位|劳动者|共同还款人|案外人|利害关系人|买受人|出卖人|承租人|出租人|发包人|承包人"
)
# 甲方（申请执行人）：某某公司，统一社会信用代码…
INTRODUCED = (
    rf"(?P<role>{ROLES})(?P<number>[一二三四五六七八九\d])?(?:[（(](?P<alias>[^（()）\n]{{1,20}})[)）])?[ \t　]*[：:]"
)
# 甲方（申请执行人）：某某公司，统一社会信用代码…
PARTY = re.compile(
    rf"(?:^|(?<=[\n。；;]))[ \t　]*{INTRODUCED}[ \t　]*(?P<name>[^\n，,。；;（(：:]{{1,60}})",
    re.M,
)
PARTY_END = re.compile(rf"\n|(?<=[。；;])(?=[ \t　]*{INTRODUCED})")
SIGNING = re.compile(
    r"^[ \t　]*(?:.{0,12}[（(](?:签名|签字|盖章|签章|捺印|按指印)[^（()）]*[)）]|(?:签订|签署)(?:日期|时间)[：:])", re.M
)
SIGNED_ON = re.compile(r"(?:签订|签署)(?:日期|时间|于)?[：:]?[ \t　]*")


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
        """What he is called in the clauses."""
        return tuple(filter(None, (self.role, self.alias, self.name)))


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
        """Those who are introduced by a role and a colon, each once."""
        found: dict[tuple[str, str], Party] = {}
        for match in PARTY.finditer(self.text, 0, self.signatures.start):
            end = PARTY_END.search(self.text, match.end())
            start = match.start("role")
            details = self.span(start, end.start() if end else len(self.text))
            role = match["role"] + (match["number"] or "")
            name = re.split(r"[ \t　]", match["name"].strip())[0]
            found.setdefault((role, name), Party(role, match["alias"] or "", name, details))
        return tuple(found.values())

    @cached_property
    def signatures(self) -> Span:
        """From the first line for a signature to the end; empty where there is none."""
        match = SIGNING.search(self.text, len(self.text) // 3)
        return self.span(match.start() if match else len(self.text), len(self.text))

    @cached_property
    def provisions(self) -> tuple[Provision, ...]:
        """Clauses that begin a line with 一、 or 第一条."""
        starts = [match.start() for match in CLAUSE.finditer(self.text, 0, self.signatures.start)]
        ends = [*starts[1:], self.signatures.start]
        return tuple(
            Provision(number, self.span(start, end))
            for number, (start, end) in enumerate(zip(starts, ends, strict=True), start=1)
        )

    @cached_property
    def body(self) -> Span:
        """The clauses; where none is numbered, all before the signatures."""
        start = self.provisions[0].span.start if self.provisions else 0
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
        return tuple(amounts(self.text))

    @cached_property
    def rates(self) -> tuple[Percent, ...]:
        """All rates, in percent a year."""
        return tuple(rates(self.text))

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
        last = [one.day for one in self.days if one.start >= self.signatures.start]
        return last[-1] if last else None

    def span(self, start: int, end: int) -> Span:
        """The piece of the text between two places."""
        return Span(start, end, self.text[start:end])

    def provision_at(self, place: int) -> Provision | None:
        """The clause that a place is in."""
        return next((one for one in self.provisions if one.span.start <= place < one.span.end), None)

    def finding(  # noqa: PLR0913  what a finding is made of
        self, kind: str, severity: Severity, start: int, end: int, reason: str, basis: str = "", rewrite: str = ""
    ) -> Finding:
        """A finding about ``text[start:end]``, blanks around it left out."""
        piece = self.text[start:end]
        start += len(piece) - len(piece.lstrip())
        end -= len(piece) - len(piece.rstrip())
        return Finding(kind, severity, start, max(start, end), self.text[start:end], reason, basis, rewrite)


def read_agreement(text: str, today: date, kind: AgreementKind | None = None) -> Agreement:
    """``text`` as an agreement of that kind, or of the kind that its beginning says."""
    head = text[:HEAD]
    told = kind or next((one for one, words in KIND_WORDS if words.search(head)), None)
    told = told or next((one for one, words in KIND_WORDS if words.search(text)), AgreementKind.OTHER)
    return Agreement(text, told, today)
