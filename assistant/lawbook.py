"""The articles that a question itself names: their text as it is law today, and what is wrong with the citation."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING

from assistant.understanding import has_subject
from knowledge.records import Hit

if TYPE_CHECKING:
    from knowledge.citations.checking import Checker
    from knowledge.library import Library

MAY_CITE = re.compile(r"[0-9０-９零〇一二三四五六七八九十百千]\s*条")
OF_LAW = re.compile(
    r"规定|内容|条文|原文|全文|全部|具体|现行|现在|还能用|有效|适用|效力|解释|说|讲|写|用|里|中|和|与|及|、"
)
MOST = 4  # articles that one answer quotes because the question names them


@dataclass(frozen=True, slots=True)
class Named:
    """``rest`` is what is asked besides the citations ("" for nothing), ``hits`` are the articles' texts, ``notices``
    what the asker should know of the citations.
    """

    rest: str
    hits: tuple[Hit, ...] = ()
    notices: tuple[str, ...] = ()


class Lawbook:
    """Looks up what a question cites. The library is opened at the first question that cites anything."""

    def __init__(self, open_library: "Callable[[], Library]", today: Callable[[], date]) -> None:
        """``today`` is asked at each question: which text is law changes overnight."""
        self._open = open_library
        self._today = today
        self._checkers: dict[str, Checker] = {}

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

    @cached_property
    def _library(self) -> "Library":
        return self._open()

    def _checker(self, day: str) -> "Checker":
        from knowledge.citations.checking import Checker  # noqa: PLC0415

        if day not in self._checkers:
            self._checkers = {day: Checker(self._library, day)}
        return self._checkers[day]
