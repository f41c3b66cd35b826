"""The page on which the citations in a text are checked: each marked in its place, the verdicts beside it."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from markupsafe import Markup

from knowledge.citations.checking import Checker
from knowledge.citations.verdicts import Checked, Verdict
from knowledge.law import ArticleId
from knowledge.library import Library
from web.laws.changed import marked_changes
from web.laws.places import IMPORT, Day, Link, law_url

NOTICE = "核对由程序完成，只对照本站登记和导入的法律；正式使用前，请与官方公布的文本核对。文字不保存。"
LONGEST = 20_000  # characters
LIKE = 0.4  # likeness of quoted words from which a comparison helps
CHECKERS = 2  # days whose law is kept at hand: today and the one that was asked for last
WRONG, OPEN, RIGHT = "error", "warning", "right"


@dataclass(frozen=True, slots=True)
class Stretch:
    """A stretch of the text; ``number`` is that of the citation it is, 0 for what is none. ``first``: it is the first
    with this number.
    """

    text: str
    number: int = 0
    tone: str = ""
    label: str = ""
    first: bool = False


@dataclass(frozen=True, slots=True)
class CitationView:
    """A citation with its verdict; one that stands in ``places`` places, of which the same is said, has one number.
    ``diff`` marks what a quotation lacks and adds against the article; ``link`` leads
    to the article that is meant, as far as one is.
    """

    number: int
    written: str
    label: str
    tone: str
    said: str
    proposal: str
    diff: Markup | None
    link: Link | None
    places: int


@dataclass(frozen=True, slots=True)
class CitePage:
    """``checked`` is False before the first check; ``wrong`` are the numbers of those that must not stand."""

    text: str
    day: Day
    checked: bool
    imported: bool
    stretches: tuple[Stretch, ...] = ()
    citations: tuple[CitationView, ...] = ()
    summary: str = ""
    wrong: tuple[int, ...] = ()
    problem: str | None = None
    longest: int = LONGEST
    command: str = IMPORT
    back: str = "/laws"
    notice: str = NOTICE


def cite_page(library: Library, text: str, day: Day) -> CitePage:
    """The check of a text as of a day."""
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    imported = not library.empty
    problem = day.problem
    if not text.strip():
        problem = "还没有文字。请把要核对的文字粘贴到框里，再点“核对”。"
    elif len(text) > LONGEST:
        problem = f"有 {len(text)} 个字，超过 {LONGEST} 字的上限。请分几次核对。"
    if problem:
        return CitePage(text, day, checked=False, imported=imported, problem=problem)
    found = _checker(library, day.on).check(text)
    keys = [_key(one, text) for one in found]
    places = Counter(keys)
    firsts = dict(zip(reversed(keys), reversed(found), strict=True))
    views = {
        key: _view(number, firsts[key], text, day, places[key])
        for number, key in enumerate(dict.fromkeys(keys), start=1)
    }
    return CitePage(
        text,
        day,
        checked=True,
        imported=imported,
        stretches=tuple(_stretches(text, found, [views[key] for key in keys])),
        citations=tuple(views.values()),
        summary=_summary(found),
        wrong=tuple(view.number for view in views.values() if view.tone == WRONG),
    )


@lru_cache(CHECKERS)
def _checker(library: Library, day: str) -> Checker:
    """Keeps what it has learnt of the laws it met."""
    return Checker(library, day)


def _tone(verdict: Verdict) -> str:
    if verdict.wrong:
        return WRONG
    return RIGHT if verdict is Verdict.MATCHES else OPEN


def _written(one: Checked, text: str) -> str:
    return " ".join(text[one.resolved.found.start : one.resolved.found.end].split())


def _key(one: Checked, text: str) -> tuple[object, ...]:
    """What two places have in common that are one citation to a reader."""
    judgement = one.judgement
    quoted = judgement.quoted.diff if judgement.quoted else ()
    return (_written(one, text), judgement.verdict, judgement.explanation, judgement.suggestion, quoted)


def _view(number: int, one: Checked, text: str, day: Day, places: int) -> CitationView:
    judgement, quoted = one.judgement, one.judgement.quoted
    diff = None
    if quoted and not quoted.match and quoted.diff and quoted.likeness >= LIKE:
        steps = quoted.diff
        diff = marked_changes("".join(step.old for step in steps), "".join(step.new for step in steps))
    return CitationView(
        number=number,
        written=_written(one, text),
        label=judgement.verdict.label,
        tone=_tone(judgement.verdict),
        said=judgement.explanation,
        proposal=judgement.suggestion or "",
        diff=diff,
        link=_link(one, day),
        places=places,
    )


def _link(one: Checked, day: Day) -> Link | None:
    article = one.judgement.article
    if article is None and one.resolved.law and one.resolved.article:
        article = ArticleId(one.resolved.law.name, one.resolved.article)
    if article:
        return Link(f"看{article}", law_url(article.law, article.number, day.other))
    law = one.resolved.law
    return Link(f"看{law}", law_url(law.name, None, day.other)) if law else None


def _summary(found: Sequence[Checked]) -> str:
    if not found:
        return "没有找到法律引用。"
    counts = Counter(one.judgement.verdict for one in found)
    told = "，".join(f"{verdict.label}{counts[verdict]}处" for verdict in Verdict if counts[verdict])
    return f"找到{len(found)}处引用：{told}。"


def _stretches(text: str, found: Sequence[Checked], views: Sequence[CitationView]) -> Iterator[Stretch]:
    """The text cut where a citation begins or ends; citations do not overlap."""
    at = told = 0
    for one, view in zip(found, views, strict=True):
        start, end = one.resolved.found.start, one.resolved.found.end
        yield Stretch(text[at:start])
        yield Stretch(text[start:end], view.number, view.tone, view.label, first=view.number > told)
        at, told = end, max(told, view.number)
    yield Stretch(text[at:])
