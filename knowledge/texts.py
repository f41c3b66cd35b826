"""Imported texts as passages and as documents to be indexed: articles of every version, and cases."""

import hashlib
from collections.abc import Iterator

from knowledge.errors import RecordNotFound
from knowledge.law import ArticleId, ArticleNumber, titled
from knowledge.library import Library, Provision
from knowledge.passage_index import Document
from knowledge.records import Entry, Kind, Passage, Role, Section, Source
from knowledge.shelves import CASE_PREFIX
from knowledge.sources import CaseText
from knowledge.wording import mark

LAYOUT = 4  # raise when what is indexed of a text changes
WHOLE = "全文"
LONGEST = 2000  # characters of a text that are indexed: the rest says little more of what it is about
CASE_SECTIONS = {
    **dict.fromkeys(("基本案情", "案情", "案情简介", "简要案情"), Section.FACTS),
    **dict.fromkeys(("处理方式方法", "调解过程"), Section.ACTIONS),
    **dict.fromkeys(("裁判结果", "处理结果", "调解结果"), Section.OUTCOME),
    **dict.fromkeys(("相关法条", "解纷依据"), Section.BASIS),
}


def article_passage(provision: Provision) -> Passage:
    """An article as a passage; its record is the version of the law that it stands in."""
    record_id = f"{provision.id.law}@{provision.version.date}"
    locator = str(provision.id.number)
    since = provision.version.effective
    return Passage(
        id=f"{record_id}#{locator}",
        record_id=record_id,
        kind=Kind.ARTICLE,
        title=provision.id.law,
        section=Section.ARTICLE,
        locator=locator,
        text=provision.article.text,
        source=f"{titled(provision.id.law)}（{provision.version.date}文本"
        + (f"，自{since}起施行{provision.version.doubt}）" if since else "）"),
        verified=True,
    )


def law_passages(library: Library, law: str, date: str) -> Iterator[Passage]:
    """One imported version of a law: its articles, or the whole of a text that is not divided into any."""
    articles = library.provisions(law, date)
    yield from map(article_passage, articles)
    body = None if articles else library.body(law, date)
    if body:
        record_id = f"{law}@{date}"
        yield Passage(
            id=f"{record_id}#{WHOLE}",
            record_id=record_id,
            kind=Kind.ARTICLE,
            title=law,
            section=Section.ARTICLE,
            locator=WHOLE,
            text=body,
            source=f"{titled(law)}（{date}文本）",
            verified=True,
        )


def case_passages(case_id: str, case: CaseText) -> Iterator[Passage]:
    """An imported case, a passage for each of its sections."""
    number = f"指导性案例{case.number}号" if case.number else "导入的案例"
    for heading, text in case.sections:
        if text.strip():
            yield Passage(
                id=f"{case_id}#{heading}",
                record_id=case_id,
                kind=Kind.CASE,
                title=case.title,
                section=CASE_SECTIONS.get(heading, Section.LESSONS),
                locator=heading,
                text=text,
                source=f"{number}《{case.title}》" + (f"（{case.published}）" if case.published else ""),
                verified=True,
            )


def is_text(record_id: str) -> bool:
    """Whether this is the id of an imported text, rather than of a record of ours."""
    return "@" in record_id or record_id.startswith(CASE_PREFIX)


def text_record(library: Library, record_id: str) -> tuple[Entry, tuple[Passage, ...]]:
    """The card and the passages of an imported text; raises RecordNotFound."""
    passages = text_passages(library, record_id)
    date = record_id.partition("@")[2]
    case = library.case(record_id)
    source = Source(passages[0].title, "导入的文本", date or (case.published if case else None) or "日期不详")
    entry = Entry(
        id=passages[0].record_id,
        kind=passages[0].kind,
        title=passages[0].title,
        aliases=(),
        roles=tuple(Role),
        figures=(),
        related=(),
        source=source,
        verified=True,
    )
    return entry, passages


def text_passages(library: Library, record_id: str) -> tuple[Passage, ...]:
    """All passages of a version of a law (LAW@DATE) or of an imported case; raises RecordNotFound.

    LAW may be any name that one law alone bears.
    """
    law, at, date = record_id.partition("@")
    if at:
        known = library.registry.named(law)
        law = known[0].name if len(known) == 1 else law
        found = tuple(law_passages(library, law, date))
    else:
        case = library.case(record_id)
        found = tuple(case_passages(record_id, case)) if case else ()
    if not found:
        raise RecordNotFound(record_id)
    return found


def text_passage(library: Library, key: str) -> Passage:
    """One passage by its id, LAW@DATE#第…条 or CASE#小节; raises RecordNotFound."""
    record_id, _, locator = key.partition("#")
    law, at, date = record_id.partition("@")
    number = ArticleNumber.parse(locator)
    if at and number:
        if provision := library.provision(ArticleId(law, number), date):
            return article_passage(provision)
        raise RecordNotFound(key)
    for passage in text_passages(library, record_id):
        if passage.locator == locator:
            return passage
    raise RecordNotFound(key)


def texts_fingerprint(library: Library) -> str:
    """Changes whenever the documents would: with the texts, their days, and what the registry says of them."""
    registry = library.registry
    return hashlib.sha256(f"{LAYOUT}:{library.digest}:{registry.digest}:{registry.subjects}".encode()).hexdigest()


def text_documents(library: Library) -> Iterator[Document]:
    """Every version of every imported law, article by article with the days on which it is law; then the cases."""
    for law, date in sorted(library.imported()):
        since, until = library.days(law, date)
        for passage in law_passages(library, law, date):
            yield Document(
                key=passage.id,
                text=f"{law}{passage.locator}。{passage.text}"[:LONGEST] + _digest(library, law, date, passage.locator),
                group=law,
                size=len(passage.text),
                since=since,
                until=until,
                mark=mark(passage.text),
            )
    for case_id, case in library.cases():
        for passage in case_passages(case_id, case):
            yield Document(
                key=passage.id,
                text=f"{case.title}。{passage.locator}：{passage.text}"[:LONGEST],
                group=case_id,
                size=len(passage.text),
            )


def _digest(library: Library, law: str, date: str, locator: str) -> str:
    """What the registry says of an article in plainer words, where it has read this version of it."""
    number = ArticleNumber.parse(locator)
    subject = library.registry.subject(law, number) if number else None
    if subject is None or subject.version != date:
        return ""
    return f"\n{subject.subject}，{'，'.join(subject.terms)}。{subject.gist}"
