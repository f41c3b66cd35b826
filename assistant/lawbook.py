"""What the library says of citations: the articles that a question names, as law is today, and the verdicts."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING

from assistant.understanding import has_subject
from knowledge.records import Hit, Passage

if TYPE_CHECKING:
    from knowledge.citations.checking import Checker
    from knowledge.citations.verdicts import Checked
    from knowledge.library import Library

MAY_CITE = re.compile(r"[0-9０-９零〇一二三四五六七八九十百千]\s*条")
OF_LAW = re.compile(
    r"规定|内容|条文|原文|全文|全部|具体|现行|现在|还能用|有效|适用|效力|解释|说|讲|写|用|里|中|和|与|及|、"
)
SPEAKS_OF_LAW = re.compile(r"条|号|《|法")
ENDS = re.compile(r"[。！？；\n]")
MARKER = re.compile(r"\[\d+\]")
FROM_SOURCES = "出自所注的资料；编号本身没有向裁判文书网核对。"
AS_READ = "与所注的资料一字不差；写资料的人读过现行文本的这一条。"
CHECKED = 4096  # texts whose verdicts are remembered: an answer is read more than once
MOST = 4  # articles that one answer quotes because the question names them


def cites(text: str) -> bool:
    """Whether a text may cite anything; most sentences do not."""
    return SPEAKS_OF_LAW.search(text) is not None


@dataclass(frozen=True, slots=True)
class Named:
    """``rest`` is what is asked besides the citations ("" for nothing), ``hits`` are the articles' texts, ``notices``
    what the asker should know of the citations.
    """

    rest: str
    hits: tuple[Hit, ...] = ()
    notices: tuple[str, ...] = ()


class Lawbook:
    """Looks up what a question cites and judges what an answer does. The library is opened when it is first needed."""

    def __init__(self, open_library: "Callable[[], Library]", today: Callable[[], date]) -> None:
        """``today`` is asked at each question: which text is law changes overnight."""
        self._open = open_library
        self._today = today
        self._checkers: dict[str, Checker] = {}
        self._checked = lru_cache(CHECKED)(lambda text, day: self._checker(day).check(text))

    def ready(self) -> None:
        """Open the library, which every answer is checked against; raises KnowledgeError."""
        self._checker(self._today().isoformat())

    def named(self, question: str) -> Named:
        """The articles that ``question`` names, each once, in its order; raises KnowledgeError."""
        if not MAY_CITE.search(question):
            return Named(question)
        from knowledge.citations.verdicts import Verdict  # noqa: PLC0415  most questions cite nothing
        from knowledge.texts import article_passage  # noqa: PLC0415

        hits: dict[str, Hit] = {}
        notices: list[str] = []
        rest, at = "", 0
        day = self._today().isoformat()
        for checked in self._checker(day).check(question):
            judgement, found = checked.judgement, checked.resolved.found
            rest, at = rest + question[at : found.start], found.end
            if judgement.verdict is not Verdict.MATCHES:
                notices.append(f"请注意：{judgement.explanation}{judgement.suggestion or ''}")
            provision = self._library.article(judgement.article, day) if judgement.article else None
            if judgement.article and not provision:
                notices.append(f"请注意：{judgement.article}现行有效，但本库没有导入它的原文，不能摘录。")
            if provision and len(hits) < MOST:
                passage = article_passage(provision)
                hits[passage.id] = Hit(passage, 1.0)
        rest += question[at:]
        asks_more = not at or has_subject(OF_LAW.sub("", rest))
        return Named(rest if asks_more else "", tuple(hits.values()), tuple(dict.fromkeys(notices)))

    def verdicts(self, text: str, passages: Sequence[Passage] = ()) -> "tuple[Checked, ...]":
        """Every citation in a text with its verdict, as law is today; raises KnowledgeError.

        What the text says word for word as one of the ``passages`` it cites is taken from there: of a case of which it
        speaks, though no library holds it, that is said, and of an article that was read for it no subject is guessed.
        """
        if not cites(text):
            return ()
        plain = MARKER.sub(lambda marker: " " * len(marker.group()), text)  # a marker is no part of what is quoted
        day = self._today().isoformat()
        return tuple(_as_told(one, text, passages, day) for one in self._checked(plain, day))

    def doubts(self, text: str, passages: Sequence[Passage] = ()) -> tuple[str, ...]:
        """What a reader must know of the citations in a text that must not stand as they are; raises KnowledgeError."""
        wrong = (one.judgement for one in self.verdicts(text, passages) if one.judgement.verdict.wrong)
        return tuple(dict.fromkeys(f"{one.explanation}{one.suggestion or ''}" for one in wrong))

    @cached_property
    def _library(self) -> "Library":
        return self._open()

    def _checker(self, day: str) -> "Checker":
        from knowledge.citations.checking import Checker  # noqa: PLC0415

        if day not in self._checkers:
            self._checkers = {day: Checker(self._library, day)}
        return self._checkers[day]


def _as_told(one: "Checked", text: str, passages: Sequence[Passage], day: str) -> "Checked":
    """The verdict on a citation, given the passages from which it may be taken.

    That an article speaks of something else is guessed where its text is not at hand; whoever wrote the passage had
    read it, and is believed as long as the version that was read is law.
    """
    from assistant.grounding.support import contained  # noqa: PLC0415  as above
    from knowledge.citations.verdicts import Judgement, Verdict  # noqa: PLC0415
    from knowledge.law import ArticleId  # noqa: PLC0415
    from knowledge.registry import version_in_force  # noqa: PLC0415

    judgement, law, start, end = one.judgement, one.resolved.law, one.resolved.found.start, one.resolved.found.end
    if judgement.verdict is Verdict.NOT_CHECKABLE and law is None:
        held = "".join(f"{passage.title}{passage.text}{passage.source}" for passage in passages)
        if text[start:end] in held:
            return replace(one, judgement=replace(judgement, explanation=FROM_SOURCES))
    guessed = judgement.verdict in {Verdict.SUBJECT_DIFFERS, Verdict.RENUMBERED}
    version = version_in_force(law, day) if law and guessed else None
    if law and version and one.resolved.article:
        begin = max((mark.end() for mark in ENDS.finditer(text, 0, start)), default=0)
        close = ENDS.search(text, end)
        sentence = MARKER.sub("", text[begin : close.start() if close else len(text)])
        article = ArticleId(law.name, one.resolved.article)
        read = f"{article}@{version.date}"
        if any(read in passage.read and contained(sentence, passage) for passage in passages):
            return replace(one, judgement=Judgement(Verdict.MATCHES, AS_READ, article=article))
    return one
