"""What stands before a locator: the name of a law, a word that points back to one, or a contract."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import Protocol

from knowledge.citations.docket import Docket
from knowledge.citations.notes import Notes
from knowledge.citations.shorts import Shorts
from knowledge.citations.titles import Nature, Title, cites_nothing, nature

_LONGEST_WORD = 12  # characters of 该司法解释, 补充协议 and the like
_LONGEST_PART = 12  # characters of 第三编合同 and the like
_WRAPPED = 40  # characters of a name within which a line may break
_AROUND = 24  # characters before and after a title that tell what it is
_LONGEST_COUNTRY = 9
_STEPS = 10  # notes, parts and particles between a name and its article

_BACK = re.compile(
    r"(?:(?<![合共不相])同|(?<![应])该|(?<![基根日资成版文标])本|(?<![从因由据以])此|前述|上述|前引)(?:一|部|项)?"
    r"(?:法典|法律|法|实施条例|条例|司法解释|解释|规定|办法|细则|通则|决定|意见|纪要|批复|通知|公约|规则)$"
)
_PRIVATE = re.compile(
    r"(?:合同|协议|合同书|协议书|章程|手册|制度|守则|规约|契约|订单|保单|条款|约定|承诺书|承诺函|备忘录|附件|招标文件|投标文件|民约|纪律|遗嘱|租约"
    r"|判决|判决书|裁定|裁定书|裁决|裁决书|决定书|调解书|报告|通知书|告知书|申请书|清单|方案|计划|判项|主文|文本)$"
)
_BETWEEN = re.compile(
    r"(?:[的之中里内所]|规定|第[一二三四五六七八九十0-9]{1,3}(?:编|分编|章|节)(?:(?:总则|物权|合同|人格权|婚姻家庭|继承|侵权责任))?|(?:总则|物权|合同|人格权|婚姻家庭|继承|侵权责任)编(?:通则|分则)?|[总分附]则|[·・.])$"
)
_FOREIGN = re.compile(
    r"(?:美国|英国|法国|德国|日本|韩国|俄罗斯|意大利|瑞士|加拿大|澳大利亚|新加坡|印度|欧盟|香港|澳门|台湾|台湾地区|香港特别行政区|澳门特别行政区|外国)的?\s?$"
)
# Names of laws that end with the name of another: what is not registered is not taken for its ending.
_LONGER = [
    "高等教育法",
    "义务教育法",
    "职业教育法",
    "学前教育法",
    "国防教育法",
    "爱国主义教育法",
    "军人保险法",
    "社会保险法",
    "可再生能源法",
    "节约能源法",
    "海洋环境保护法",
    "劳动争议调解仲裁法",
    "农村土地承包经营纠纷调解仲裁法",
    "环境噪声污染防治法",
    "香港国家安全法",
]
_QUOTES = {
    "”": "“",
    '"': '"',
    "」": "「",
    "』": "『",
    "】": "【",
    "〉": "〈",
    ">": "<",
    "＞": "＜",
    "’": "‘",
    "］": "［",
    "]": "[",
}


class NameIndex(Protocol):
    """Knows how laws are called."""

    def longest_ending(self, text: str, end: int, limit: int = ...) -> int | None:
        """Where the longest name begins that ends exactly at ``text[end]``; None where none does."""


@dataclass(frozen=True, slots=True)
class Name:
    """What a text names, from ``start`` on: a law, unless ``nature`` says otherwise.

    ``full``: the name that the text itself says a short one stands for. ``back``: a word such as 同法, which means a
    law named before.
    """

    start: int
    name: str
    nature: Nature = Nature.LAW
    full: str | None = None
    back: bool = False


@dataclass
class Names:
    """The names in one text. Every question about a position takes bounded time."""

    text: str
    index: NameIndex
    titles: Sequence[Title]
    documents: Sequence[Docket]
    notes: Notes = field(init=False)
    _ends: dict[int, Title] = field(init=False)
    _numbers: dict[int, Docket] = field(init=False)
    _shorts: Shorts = field(init=False)

    def __post_init__(self) -> None:
        self.notes = Notes(self.text)
        self._ends = {title.end: title for title in self.titles}
        self._numbers = {document.end: document for document in self.documents}
        self._shorts = Shorts(self.notes, self._ends)

    def of_title(self, title: Title) -> Name:
        """What a title names; a short one that the text laid down is judged by the full one."""
        before = self.text[max(0, title.start - _AROUND) : title.start]
        if cites_nothing(before, self.text[title.end : title.end + _AROUND]):
            return Name(title.start, title.name, Nature.PAPER)
        full = self._shorts.full(title.name, title.start)
        if foreign := _FOREIGN.search(before):
            full = foreign[0] + (full or title.name)
        if full is None and self.index.longest_ending(title.name, len(title.name)) == 0:
            return Name(title.start, title.name)
        return Name(title.start, title.name, nature(full or title.name, before), full)

    def before(self, at: int) -> Name | None:
        """The name or contract that a locator at ``at`` belongs to by its position; None where nothing is attached.

        Between the two there may be parentheses, a part of the law (合同编) and particles.
        """
        for _ in range(_STEPS):
            at = self.notes.over_blanks(at)
            if name := self._ending(at):
                return name
            if (opening := self.notes.opening(at - 1)) is not None:
                at = opening
            elif between := _BETWEEN.search(self.text, max(0, at - _LONGEST_PART), at):
                at = between.start()
            else:
                return None
        return None

    def bare(self, end: int) -> Name | None:
        """A name without 《》 that ends at ``end``: laid down by the text, or registered."""
        for length in self._shorts.lengths:
            word = self.text[max(0, end - length) : end]
            if full := self._shorts.full(word, end - length):
                return Name(end - length, word, nature(full), full)
        start = self._registered(end)
        if start is None:
            return None
        for longer in _LONGER:
            if len(longer) > end - start and self.text.endswith(longer, max(0, end - len(longer)), end):
                start = end - len(longer)
        if foreign := _FOREIGN.search(self.text, max(0, start - _LONGEST_COUNTRY), start):
            start = foreign.start()
        return Name(start, re.sub(r"\s", "", self.text[start:end]))

    def _registered(self, end: int) -> int | None:
        """Where the longest registered name begins that ends at ``end``; a line may break within it."""
        start = self.index.longest_ending(self.text, end)
        if self.text.find("\n", max(0, end - _WRAPPED), end) < 0:
            return start
        first = max(0, end - _WRAPPED)
        kept = [at for at in range(first, end) if not self.text[at].isspace()]
        joined = "".join(self.text[at] for at in kept)
        across = self.index.longest_ending(joined, len(joined))
        if across is None or self.text.count("\n", kept[across], end) > 1:
            return start
        return kept[across] if start is None else min(start, kept[across])

    def _ending(self, at: int) -> Name | None:
        """What ends at ``at``, a law's name before a contract's."""
        if title := self._ends.get(at):
            return self.of_title(title)
        if document := self._numbers.get(at):
            return Name(document.start, document.number)
        tail = self.text[max(0, at - _LONGEST_WORD) : at]
        if back := _BACK.search(tail):
            return Name(at - len(back[0]), back[0], back=True)
        return self.bare(at) or self._quoted(at) or _private(tail, at)

    def _quoted(self, at: int) -> Name | None:
        """A name in quotation marks or other brackets, marks included."""
        opening = _QUOTES.get(self.text[at - 1 : at])
        name = self.bare(at - 1) if opening else None
        if name is None or self.text[name.start - 1 : name.start] != opening:
            return None
        return replace(name, start=name.start - 1)


def _private(tail: str, end: int) -> Name | None:
    found = _PRIVATE.search(tail.rstrip("".join(_QUOTES)))
    return Name(end - len(tail) + found.start(), found[0], Nature.PRIVATE) if found else None
