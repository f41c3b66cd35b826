"""Imported texts as passages, and the index over them: articles that are or will be law, and cases.

    GENERATION/texts/    keys.json · lexical/ · dense/

The index holds ids; the texts stay in the library.
"""

import hashlib
import json
from collections.abc import Callable, Collection, Iterator
from pathlib import Path

import numpy as np
from chromadb.errors import ChromaError

from knowledge.dense import DenseIndex
from knowledge.embedding import Embedder
from knowledge.errors import IndexCorrupt, RecordNotFound
from knowledge.law import ArticleId, ArticleNumber, titled
from knowledge.lexical import LexicalIndex
from knowledge.library import Library, Provision
from knowledge.ranking import CandidateFeatures, Ranking
from knowledge.records import Entry, Hit, Kind, Passage, Role, Section, Source
from knowledge.registry import version_in_force
from knowledge.shelves import CASE_PREFIX
from knowledge.sources import CaseText

LAYOUT = 1  # raise when what is indexed of a text changes
BATCH = 512
WHOLE = "全文"
CANDIDATES = 100
LONGEST = 2000  # characters of a text that are indexed: the rest says little more of what it is about
CASE_SECTIONS = {
    **dict.fromkeys(("基本案情", "案情", "案情简介", "简要案情"), Section.FACTS),
    **dict.fromkeys(("处理方式方法", "调解过程"), Section.ACTIONS),
    **dict.fromkeys(("裁判结果", "处理结果", "调解结果"), Section.OUTCOME),
    **dict.fromkeys(("相关法条", "解纷依据"), Section.BASIS),
}
Progress = Callable[[int, int], None]


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


class TextIndex:
    """Searches the imported texts of one generation."""

    def __init__(self, folder: Path, library: Library) -> None:
        """Opens the index; raises IndexCorrupt."""
        self.library = library
        self._folder = folder
        try:
            self._keys: list[str] = json.loads((folder / "keys.json").read_text(encoding="utf-8"))
            self._lexical = LexicalIndex.load(folder / "lexical")
            self._dense = DenseIndex.open(folder / "dense")
            count = self._dense.count()
        except Exception as error:  # Chroma raises its own tree; anything it says here means a damaged folder
            raise IndexCorrupt(folder, f"导入文本的索引打不开：{error}") from error
        if len(self._keys) != count:
            raise IndexCorrupt(folder, f"导入的文本有{len(self._keys)}段，向量库有{count}段")

    def search(  # noqa: PLR0913  a search is its question, its tools and its limits
        self, question: str, embedder: Embedder, ranking: Ranking, k: int, on: str, kinds: Collection[Kind] = ()
    ) -> list[Hit]:
        """At most ``k`` passages, best first; articles only where they are law on the day ``on``.

        Raises IndexCorrupt when the vectors can no longer be read.
        """
        limit = min(CANDIDATES, len(self._keys))
        try:
            nearest = self._dense.nearest(embedder.embed_query(question), limit)
        except ChromaError as error:
            raise IndexCorrupt(self._folder, f"向量库读不出：{error}") from error
        near = {int(key): cosine for key, cosine in nearest.items()}
        lexical = self._lexical.match(question)
        strongest = max(float(lexical.scores.max(initial=0.0)), 1e-6)
        floor = min(near.values(), default=0.0)
        best = np.argsort(-lexical.scores, kind="stable")[:limit]
        hits = []
        for place in {*near, *(int(place) for place in best if lexical.scores[place] > 0)}:
            share = float(lexical.scores[place]) / strongest
            features = CandidateFeatures(near.get(place, floor), float(lexical.coverage[place]), share, share, 0.0)
            hits.append((ranking.relevance.probability(features), self._keys[place]))
        hits.sort(key=lambda pair: (-pair[0], pair[1]))
        return list(self._open(hits, k, on, kinds))

    def _open(self, hits: list[tuple[float, str]], k: int, on: str, kinds: Collection[Kind]) -> Iterator[Hit]:
        given = 0
        for score, key in hits:
            if given == k:
                return
            try:
                passage = text_passage(self.library, key)
            except RecordNotFound:  # imported anew since, and no longer there
                continue
            if kinds and passage.kind not in kinds:
                continue
            if passage.kind is Kind.ARTICLE and not self._is_law(passage, on):
                continue
            given += 1
            yield Hit(passage, score)

    def _is_law(self, passage: Passage, on: str) -> bool:
        name, _, date = passage.record_id.partition("@")
        law = self.library.registry.law(name)
        version = version_in_force(law, on) if law else None
        return version is not None and version.date == date

    def close(self) -> None:
        """Let go of Chroma's files."""
        self._dense.close()


def texts_fingerprint(library: Library, embedder: Embedder, on: str) -> str:
    """Changes whenever the index would: with the texts, the model, and with what has ceased to be law."""
    versions = sorted(f"{law}@{date}" for law, date in library.not_ended(on))
    return hashlib.sha256(f"{LAYOUT}:{embedder.fingerprint}:{library.digest}:{versions}".encode()).hexdigest()


def build_texts(folder: Path, library: Library, embedder: Embedder, on: str, progress: Progress) -> int:
    """Index all imported texts that have not ceased to be law on the day ``on``; how many passages.

    With none, no folder is made.
    """
    keys: list[str] = []
    texts: list[str] = []
    for law, date in sorted(library.not_ended(on)):
        for passage in law_passages(library, law, date):
            keys.append(passage.id)
            texts.append(f"{law}{passage.locator}。{passage.text}"[:LONGEST])
    for case_id, case in library.cases():
        for passage in case_passages(case_id, case):
            keys.append(passage.id)
            texts.append(f"{case.title}。{passage.locator}：{passage.text}"[:LONGEST])
    if not keys:
        return 0
    folder.mkdir()
    (folder / "keys.json").write_text(json.dumps(keys, ensure_ascii=False), encoding="utf-8")
    progress(0, len(texts))
    LexicalIndex.build(texts).save(folder / "lexical")
    dense = DenseIndex.create(folder / "dense")
    for start in range(0, len(texts), BATCH):
        vectors = embedder.embed_documents(texts[start : start + BATCH])
        names = [str(place) for place in range(start, start + len(vectors))]
        for _ in dense.add(names, vectors):
            progress(start + len(vectors), len(texts))
    dense.close()
    return len(texts)
