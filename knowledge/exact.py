"""What a question names outright: an article by law and number, a guiding case, a case by its number (案号)."""

import re
from collections.abc import Iterator

from knowledge.citations.finding import find
from knowledge.citations.found import CitationKind
from knowledge.citations.resolving import resolve
from knowledge.law import ArticleId
from knowledge.library import Library
from knowledge.records import Passage
from knowledge.texts import article_passage, case_passages

NAMES_ANY = re.compile(r"[0-9０-９零〇一二三四五六七八九十百千]\s*[条号]")


def named_texts(question: str, library: Library, on: str) -> Iterator[Passage]:
    """The imported articles and cases that a question names, in its order, as of the ISO date ``on``; raises
    LibraryCorrupt.
    """
    if not NAMES_ANY.search(question):
        return
    for one in resolve(find(question, library.registry), library.registry):
        match one.found.kind:
            case CitationKind.ARTICLE if one.law and one.article:
                provision = library.article(ArticleId(one.law.name, one.article), on)
                if provision:
                    yield article_passage(provision)
            case CitationKind.GUIDING if one.found.number and one.found.number.isdigit():
                yield from _case(library.guiding_case_id(int(one.found.number)), library)
            case CitationKind.CASE if one.found.number:
                for case_id in library.cases_naming(one.found.number):
                    yield from _case(case_id, library)
            case _:
                pass


def _case(case_id: str | None, library: Library) -> Iterator[Passage]:
    case = library.case(case_id) if case_id else None
    if case_id and case:
        yield from case_passages(case_id, case)
