"""Frozen types of dated law: what the registry knows of a law, and the articles that its texts are made of.

A date is ISO 8601 (2023-09-01). A *version* of a law is named by the day on which its text was published: for statutes
the day they were adopted or last amended, for interpretations and regulations the day they were made public.
"""

import re
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property

from knowledge.numerals import chinese, number

_ARTICLE = re.compile(
    r"第?\s*([0-9０-９零〇○一二两三四五六七八九十百千]+)\s*条?(?:之([0-9０-９一二三四五六七八九十]+))?"
)


def titled(name: str) -> str:
    """A law's name in brackets, those within it made 〈〉."""
    return f"《{name.replace('《', '〈').replace('》', '〉')}》"


class LawKind(StrEnum):
    """What a law is, highest rank first."""

    CONSTITUTION = "宪法"
    STATUTE = "法律"
    REGULATION = "行政法规"
    INTERPRETATION = "司法解释"
    RULE = "部门规章"
    DOCUMENT = "司法文件"
    OTHER = "其他"

    @property
    def rank(self) -> int:
        """0 for the constitution; a lower number prevails. Regulations and interpretations are not compared."""
        return {"宪法": 0, "法律": 1, "行政法规": 2, "司法解释": 2, "部门规章": 3, "司法文件": 4, "其他": 5}[self.value]


@dataclass(frozen=True, slots=True, order=True)
class ArticleNumber:
    """第一百二十条之一 is ``ArticleNumber(120, 1)``."""

    number: int
    branch: int = 0

    @classmethod
    def parse(cls, text: str) -> "ArticleNumber | None":
        """Reads 第二百零五条, 205, 第205条, 第一百二十条之一; None where it is no article number."""
        found = _ARTICLE.fullmatch(text.strip())
        if not found:
            return None
        value, branch = number(found[1]), number(found[2]) if found[2] else 0
        return None if value is None or branch is None else cls(value, branch)

    def __str__(self) -> str:
        written = chinese(self.number) if self.number <= 9999 else str(self.number)  # noqa: PLR2004
        return f"第{written}条" + (f"之{chinese(self.branch)}" if self.branch else "")


@dataclass(frozen=True, slots=True, order=True)
class ArticleId:
    """An article of a law, whatever the version; ``law`` is the official name."""

    law: str
    number: ArticleNumber

    def __str__(self) -> str:
        return f"{titled(self.law)}{self.number}"


@dataclass(frozen=True, slots=True)
class Version:
    """One version of a law as the registry knows it.

    ``effective`` is None where it is not known; ``verified`` is False where that day comes from the public record and
    was not read in a text at hand; ``articles`` counts 第…条 (None: not counted, or not so divided); ``also`` are other
    dates by which sources name the same text (adopted, published); ``document`` is the number under which it was issued
    (法释〔2020〕17号).
    """

    date: str
    effective: str | None = None
    articles: int | None = None
    document: str | None = None
    also: tuple[str, ...] = ()
    verified: bool = True

    @property
    def doubt(self) -> str:
        """A note in Chinese where the day it takes effect was not read in a text; otherwise empty."""
        return "" if self.verified or not self.effective else "，施行日期未核对原文"


@dataclass(frozen=True, slots=True)
class Repeal:
    """A law ceased on ``on``; ``by`` names what stands in its place, law and part (民法典, 合同编), or is empty.

    ``verified`` is False where the repeal comes from the public record and was not read in a text at hand.
    """

    on: str
    by: tuple[str, ...] = ()
    verified: bool = True


@dataclass(frozen=True, slots=True)
class Move:
    """What stood in article ``old`` stands in ``new`` (None: dropped); ``subject``, if any, says what it is about."""

    old: ArticleNumber
    new: ArticleNumber | None
    subject: str = ""


@dataclass(frozen=True, slots=True)
class Renumbering:
    """How the articles of version ``old`` were renumbered in version ``new``; articles not named kept their number."""

    old: str
    new: str
    moves: tuple[Move, ...]


@dataclass(frozen=True, slots=True)
class Law:
    """A law in the registry. ``versions`` are oldest first; ``verified`` is False where the text was not at hand."""

    name: str
    kind: LawKind
    aliases: tuple[str, ...] = ()
    versions: tuple[Version, ...] = ()
    repeal: Repeal | None = None
    renumberings: tuple[Renumbering, ...] = ()
    verified: bool = True

    def __str__(self) -> str:
        return titled(self.name)


@dataclass(frozen=True, slots=True)
class Subject:
    """What an article is about, in our own words: a noun phrase, the key conditions, and words that speak of it."""

    law: str
    version: str
    article: ArticleNumber
    subject: str
    gist: str
    terms: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Item:
    """一项: its number, its text (lines joined by newlines where it has 目), and the number as printed: （一）, 1."""

    number: int
    text: str
    mark: str


@dataclass(frozen=True, slots=True)
class Paragraph:
    """一款: the text, and the 项 under it."""

    text: str
    items: tuple[Item, ...] = ()


@dataclass(frozen=True)
class Article:
    """One article of one text. ``path`` is 编·章·节, outermost first."""

    number: ArticleNumber
    paragraphs: tuple[Paragraph, ...]
    path: tuple[str, ...] = ()

    @cached_property
    def text(self) -> str:
        """Everything after the number, a line for each 款 and 项."""
        return "\n".join(
            line
            for paragraph in self.paragraphs
            for line in (paragraph.text, *(f"{item.mark}{item.text}" for item in paragraph.items))
        )
