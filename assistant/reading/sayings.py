"""What the phrases of relief/heard.yaml say in a text: clause by clause, minding what is denied, supposed or asked."""

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from assistant.reading.quantities import Amount, amounts
from knowledge.heard import Wording, Wordings
from knowledge.numerals import number
from knowledge.readers.heard_file import NUMBERS, SUM
from knowledge.readers.relief_expressions import YES
from knowledge.relief import FactType

CLAUSE = re.compile(r"[^，。；！？：!?;:\n]+[，。；！？：!?;:\n]*|[，。；！？：!?;:\n]+")
SENTENCE = re.compile(r"[^。；！？!?;\n]+[。；！？!?;\n]*")
SENTENCE_END = re.compile(r"[。；！？!?;\n]\s*$")
# Right before a phrase, with some words between: it is not so.
NOT = re.compile(
    r"(?:没有?|未曾?|不是|并非|(?<![还付拿交给差要])不再?|非|无|不算)"
    r"[其他院法家曾经遭受被把有在再去能人让来到过看见着任何什么啥他她它们对方我得给新的采取发现查证据列上进入全都很太算]{0,5}$"
)
NOT_NOT = re.compile(
    r"(?:得不|不但|不仅|不管|不光|不行|不过|不少|不断|不久|差不多|无论|非常|是不是|有没有|不[对错]|能不能)[^，]{0,5}$"
)
NOT_AFTER = re.compile(r"[也都就全早]?(?:没有|没|无)了?[，。；！]?$")
# What begins with these is supposed or only claimed, till the sentence ends or something real follows.
SUPPOSED = re.compile(
    r"如果|要是|假如|(?<![百千十一二两三四五六七八九几\d])万一|假设|倘若|若是|一旦|只要|辩称|主张|声称|约定"
)
REAL = re.compile(r"现在|目前|但|可是|不过|其实|已经|只是|我已|事实上")
# Before a phrase in its clause: it is supposed, feared, wished or asked.
MAYBE = re.compile(
    r"若(?!干)|除非|会不会|[能可]不[能可]|能否|可否|是不是|是否|有没有|要不要|该不该|怕|担心|听说|据说|可能|也许|估计|怀疑|好像"
    r"|防止|避免|以为|最好|想(?![问知])|打算|准备|考虑|拟|怎[么样]|如何|咋|什么[是叫]|啥[是叫]|[人告方]称|希望|不知|不清楚|不确定"
    r"|不晓得|差点|快要|眼看|谁(?!也|都)|申请(?=破产)"
)
ASKED = re.compile(r"[^能可要该会还算得用是有]{0,4}(?:吗|么|没有？|没？|不？)[？?，。]*$")  # after it
IN_GENERAL = re.compile(r"的话|[^，]{0,4}(?:是什么|是啥|什么意思|需?要什么|的?条件|的?流程|的?区别|的?标准|的?后果)")
# A sentence about law, documents or other people's disputes.
ABOUT_LAW = re.compile(
    r"《|“[^”]{6,}”|案例|先例|例子|检索|判例|裁判(?!文书)|司法解释|尺度|区别|不一样|哪一?条|说理|有何不同"
    r"|模板|样本|范本|是什么意思|什么叫|啥叫|啥是|何谓|差不多的案"
)
# What comes before these in their sentence is told, what comes after is what the document should say.
DRAFTING = re.compile(r"[^，。；！？：!?;:\n]*(?:起草|草拟|拟[一写]|请拟)")
SPEAKER = re.compile(
    r"(?<![欠给还找跟和向问借帮判打付让])(?:我|俺|咱|本人)"
    r"|(他|她|对方|老板|被告|债务人|被执行人|(?<![我们咱俺])(?:公司|厂|店|超市|企业|单位))"
)
OWN = ("我", "俺", "咱")
GIVEN = {"side", "debtor", "claim"}  # which a question takes for granted: 怎么让欠我货款的公司还钱
NOT_GIVEN = re.compile(r"(?:没有?|未|不是|并非|(?<!还)不)$")
PART = re.compile(r"其中|里头|里面有")
NUMERAL = re.compile(r"[\d元千万亿]")
ABOUT = re.compile(r"[来多几余把]|左右|上下|出头")
ABOUT_BEFORE = re.compile(r"(?:大概|大约|约|近|差不多|将近|至少|超过|不到)$")
LOOSE = "¤"  # stands for sums that are only about right
SUMS = {"wages_unpaid"}  # of money, which later messages may say of anything
COUNTED = ("workers_unpaid", "creditors", "cases")
REST = re.compile(rf"(?:是|有|应该是|应为|改成)?{NUMBERS['N']}(?=[个名人位家件户起]|，|。|$)")
MONTHS = 12


@dataclass(frozen=True, slots=True)
class Clause:
    """``text[start:end]``; ``supposed`` where an earlier clause of the sentence made it a supposition."""

    start: int
    end: int
    text: str
    supposed: bool


@dataclass(frozen=True, slots=True)
class Saying:
    """A value that a phrase at ``place`` gives; ``speaker`` is True where it is said of the one who types, False where
    of another, None where nothing shows it.
    """

    key: str
    value: str | int
    place: int
    speaker: bool | None


class Sayings:
    """A text as the phrases are looked for in it: sums are replaced by marks of the same length (``marked``)."""

    def __init__(self, text: str, context: str = "") -> None:
        """Finds its sums and clauses. Words that a phrase needs about it may stand in the ``context``."""
        self.context = context
        self.sums: dict[int, Amount] = {one.start: one for one in amounts(text)} if NUMERAL.search(text) else {}
        marked = list(text)
        for one in self.sums.values():
            about = ABOUT.search(text[one.start : one.end + 2]) or ABOUT_BEFORE.search(text[: one.start])
            marked[one.start : one.end] = (LOOSE if about else SUM) * (one.end - one.start)
        self.marked = "".join(marked)
        self.clauses = tuple(self._clauses())
        self.starts = [one.start for one in self.clauses]

    def _clauses(self) -> Iterator[Clause]:
        supposed = False
        general = list(self._general())
        for match in CLAUSE.finditer(self.marked):
            clause = match.group()
            supposed = supposed and not REAL.match(clause)
            if any(start <= match.start() < end for start, end in general):
                yield Clause(match.start(), match.end(), clause, True)
                continue
            yield Clause(match.start(), match.end(), clause, supposed)
            supposed = (supposed or bool(SUPPOSED.search(clause))) and not SENTENCE_END.search(clause)

    def _general(self) -> Iterator[tuple[int, int]]:
        """Where nothing is told of the dispute: sentences about law, and what a document is asked for."""
        for match in SENTENCE.finditer(self.marked):
            if ABOUT_LAW.search(match.group()):
                yield match.span()
            elif asked := DRAFTING.search(match.group()):
                yield match.start() + asked.start(), match.end()

    def sum_at(self, place: int) -> int:
        """The yuan of the sum that begins there, 0 where they are no whole number."""
        one = self.sums.get(place)
        return int(one.value) if one and one.value == one.value.to_integral_value() else 0

    def supposed_at(self, place: int) -> bool:
        """Whether the clause there is no statement of facts."""
        return self.clauses[bisect_right(self.starts, place) - 1].supposed

    def all(self) -> Iterator[Saying]:
        """What phrases say, by facts."""
        for wording in Wordings.load().facts:
            about = self.marked if wording.key in SUMS else f"{self.context}\n{self.marked}"
            if wording.given and not wording.given.search(about):
                continue
            for phrases in wording.phrases:
                for match in phrases.pattern.finditer(self.marked):
                    if (one := self._saying(wording, phrases.value, match)) is not None:
                        yield one

    def _saying(self, wording: Wording, value: str, match: re.Match[str]) -> Saying | None:
        place = bisect_right(self.starts, match.start()) - 1
        clause = self.clauses[place]
        before, after = self.marked[clause.start : match.start()], self.marked[match.end() : clause.end]
        if _open(wording, clause, before, after):
            return None
        speaker = self._speaker(before + match.group(), self.clauses[place - 1] if place else None)
        said: str | int | None = value
        denied = bool((NOT_GIVEN if wording.key in GIVEN else NOT).search(before)) and not NOT_NOT.search(before)
        if wording.type is FactType.NUMBER:
            said = None if PART.search(before) else self._count(match, wording.key) or None
        elif wording.type is FactType.YES_NO:
            denied = denied or (value == YES and bool(NOT_AFTER.fullmatch(after)))
            said = None if denied and value != YES else value == YES and not denied
        elif denied:
            said = None
        if wording.key == "debtor":
            speaker = match.group().startswith(OWN)
        return None if said is None else Saying(wording.key, said, match.end(), speaker)

    def _speaker(self, before: str, earlier: Clause | None) -> bool | None:
        named = list(SPEAKER.finditer(before))
        if not named and earlier and not SENTENCE_END.search(earlier.text):
            named = list(SPEAKER.finditer(earlier.text))
        return not named[-1][1] if named else None

    def _count(self, match: re.Match[str], key: str) -> int | None:
        index = match.lastindex or 0
        said = match[index]
        if said.startswith(SUM):
            return self.sum_at(match.start(index)) or None
        if key != "months_stalled":
            return number(said)
        if said == "半年":
            return MONTHS // 2
        plain = re.match(r"[^个年]+", said)
        count = number(plain.group()) if plain else None
        if count is None or "月" in said:
            return count
        return count * MONTHS + (MONTHS // 2 if said.endswith("半") else 0)

    def corrected(self, sayings: Sequence[Saying], correction: re.Match[str] | None) -> Iterator[Saying]:
        """A count that is put right without its noun: 有六个工人……不对，是七个."""
        if not correction:
            return
        earlier = [one for one in sayings if one.key in COUNTED and one.place <= correction.start()]
        rest = REST.search(self.marked, correction.start())
        if earlier and rest and (count := number(rest[1])):
            yield Saying(earlier[-1].key, count, rest.end(), None)


def _open(wording: Wording, clause: Clause, before: str, after: str) -> bool:
    """Whether the words around a phrase leave open that it is so."""
    if clause.supposed or SUPPOSED.search(before):
        return True
    if wording.unless and wording.unless.search(clause.text):
        return True
    return wording.key not in GIVEN and bool(MAYBE.search(before) or ASKED.match(after) or IN_GENERAL.match(after))
