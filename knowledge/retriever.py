"""Question → hits over everything known: our records and the imported texts. A LangChain retriever."""

import re
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from itertools import islice
from math import log1p

import numpy as np
from langchain_core.callbacks import CallbackManagerForRetrieverRun
from langchain_core.documents import Document
from langchain_core.retrievers import BaseRetriever
from pydantic import ConfigDict

from knowledge.candidates import Query, Rows
from knowledge.choosing import distinct, merged, varied
from knowledge.embedding import Embedder, StaticEmbeddings
from knowledge.engine import Engine, Ranked
from knowledge.errors import RecordNotFound
from knowledge.exact import named_texts
from knowledge.experience import Experience, Links, Recalled, pairs
from knowledge.lexical import ASKING, WORD
from knowledge.lexicon import Lexicon
from knowledge.library import Library
from knowledge.names import article_name
from knowledge.places import abroad
from knowledge.ranking import QuestionFeatures, Ranking
from knowledge.records import Hit, Kind
from knowledge.store import Store
from knowledge.texts import text_passage

MOST_LEXICAL = 5.0  # more than any question of ordinary length has
LONG_NUMBER = re.compile(r"[0-9]{7,}[0-9Xx]?")
ABOUT = 0.5  # share of a question from which a name is what it asks for
MIN_NAME = 2  # a one-character name would be found in everything
RESTING = 100  # passages that rest on what answers similar known questions
LINKING = 8  # the best records whose articles become candidates


@dataclass(frozen=True, slots=True)
class Evidence:
    """What a question found: what known questions say of it, the ranked passages of our records, what the gate is told,
    the records it asks for: those whose names make up half of it, words of asking aside.
    """

    query: Query
    recalled: Recalled
    ranked: Ranked
    question: QuestionFeatures
    named: frozenset[str]


class KnowledgeRetriever(BaseRetriever):
    """Searches one open store. `search` gives typed hits, `invoke` the same as LangChain documents.

    ``library`` opens what was imported; it is called when the store has texts and a question comes. ``today`` is asked
    at each question.
    """

    model_config = ConfigDict(arbitrary_types_allowed=True)

    store: Store
    embedder: Embedder
    ranking: Ranking
    experience: Experience
    library: Callable[[], Library] | None = None
    today: Callable[[], date] = date.today
    k: int = 60

    def model_post_init(self, context: object) -> None:
        """Raises IndexMismatch when the index was built with another embedding model."""
        self.store.expect_embedder(self.embedder.fingerprint)

    def search(  # noqa: PLR0913  one search, many ways to narrow it
        self,
        question: str,
        k: int | None = None,
        kinds: Collection[Kind] = (),
        on: str = "",
        gated: bool = True,
        asker: str = "",
        texts: bool = True,
    ) -> list[Hit]:
        """At most ``k`` hits, best first, only of ``kinds`` where any are given; none for a foreign question, or of the
        imported texts alone where not ``gated``.

        ``asker`` is the value of a role: what mediators, litigants and judges need of our records differs. Without
        ``texts``, only those imported texts are found that the question names, and the search is quick. Articles are
        those that are law on the ISO date ``on`` ("": today). What the question asks for by name comes
        first: an article or a case of the imported texts, then a record; such a question is not foreign, unless it asks
        for a record as of another country. Raises EmbeddingError when the model cannot be used, IndexCorrupt,
        LibraryCorrupt.
        """
        day = on or self.today().isoformat()
        exact = self._exact_hits(question, kinds, day)
        evidence = self.evidence(question, asker)
        asked_for = evidence.named and not evidence.question.abroad
        passed = bool(exact or asked_for) or (
            WORD.search(question) is not None and self.ranking.gate.passes(evidence.question)
        )
        if gated and not passed:
            return []
        wanted = k or self.k
        ours = [hit for hit in self._record_hits(evidence) if passed and (not kinds or hit.passage.kind in kinds)]
        given = {hit.passage.id for hit in exact}
        found = self._text_hits(evidence, kinds, day, wanted) if texts else []
        others = [hit for hit in found if hit.passage.id not in given]
        return [*exact, *merged(varied(ours), others)][:wanted]

    def articles(self, question: str, k: int, on: str = "", kinds: Collection[Kind] = ()) -> list[Hit]:
        """The best ``k`` imported texts whatever the gate says, by their own chances."""
        return self._text_hits(self.evidence(question), kinds, on or self.today().isoformat(), k)

    def _said(self, question: str) -> tuple[Sequence[str], float]:
        """The titles and aliases in a question, and their share of its characters, in [0, 1].

        A name within a longer one does not count.
        """
        said = [name for name in self.store.names if len(name) >= MIN_NAME and name in question]
        whole = [name for name in said if not any(name != other and name in other for other in said)]
        content = sum(map(len, WORD.findall(ASKING.sub(" ", question))))
        return whole, min(sum(map(len, whole)) / max(content, 1), 1.0)

    def evidence(self, question: str, asker: str = "") -> Evidence:
        """The ranked passages of our records, and what the gate is told of the question.

        Long numbers (telephones, identities, accounts) are left out: they say nothing of what is asked.
        """
        question = LONG_NUMBER.sub(" ", question)
        query = replace(Lexicon.load().query(question, self.embedder, self._shipped), asker=asker)
        said, share = self._said(question)
        mentioned = frozenset(self.store.names[name] for name in said)
        groups = np.array([group in mentioned for group in self.store.records.groups], dtype=np.float32)
        recalled = self.experience.recall(query.familiar)
        links = replace(self._resting(recalled), named=groups)
        ranked = self._records.rank(query, links=links, recalled=self._own.recall(query.familiar))
        found = ranked.found
        return Evidence(
            query=query,
            recalled=recalled,
            ranked=ranked,
            question=QuestionFeatures(
                cosine=float(found.cosine.max(initial=0.0)),
                known=found.known,
                lexical=min(log1p(float(found.lexical.max(initial=0.0))), MOST_LEXICAL),
                chance=float(ranked.chances.max(initial=0.0)),
                ours=recalled.ours,
                closest_ours=recalled.closest_ours,
                closest_other=recalled.closest_other,
                words=self.ranking.gate.words.score(question),
                abroad=float(abroad(question)),
                named=share,
            ),
            named=mentioned if share >= ABOUT else frozenset(),
        )

    def _resting(self, recalled: Recalled) -> Links:
        """The passages that cite what answers the most similar known questions: of each its record's share of their
        votes, and the cosine of the closest question that an article it cites answers.
        """
        cited, based = self._cited
        total = len(self.store.passages)
        closest = np.zeros(total, dtype=np.float32)
        np.maximum.at(closest, cited[0], recalled.closest[cited[1]])
        votes = np.minimum(np.bincount(based[0], recalled.by_name[based[1]], total), 1.0)
        best = np.argsort(-closest, kind="stable")[:RESTING].tolist()
        return Links(
            records={row: float(votes[row]) for row in best if closest[row] > 0},
            passages={row: float(closest[row]) for row in best},
        )

    def links(self, evidence: Evidence) -> Links:
        """What the best records and passages rest on, as rows of the imported texts."""
        records: dict[int, float] = {}
        passages: dict[int, float] = {}
        seen: dict[str, float] = {}
        for row, chance in zip(evidence.ranked.rows.tolist(), evidence.ranked.chances.tolist(), strict=True):
            passage = self.store.passages[row]
            if passage.record_id not in seen and len(seen) == LINKING:
                continue
            best = seen.setdefault(passage.record_id, chance)
            for text in self._basis.get(passage.record_id, ()):
                records[text] = max(records.get(text, 0.0), best)
            for cited in passage.cites:
                for text in self._rows_of.get(article_name(cited), ()):
                    passages[text] = max(passages.get(text, 0.0), chance)
        return Links(records=records, passages=passages)

    def rank_texts(self, evidence: Evidence, on: str = "") -> Ranked | None:
        """The imported texts ranked for a question; None with nothing imported."""
        if self._texts is None:
            return None
        day = on or self.today().isoformat()
        return self._texts.rank(evidence.query, day, self.links(evidence), evidence.recalled)

    def _record_hits(self, evidence: Evidence) -> Iterator[Hit]:
        """Best first; the passages of records that the question names come before all others."""
        passages = self.store.passages
        ranked = evidence.ranked
        hits = [Hit(passages[row], one) for row, one in zip(ranked.rows.tolist(), ranked.chances.tolist(), strict=True)]
        best = float(ranked.chances.max(initial=0.0))
        for hit in hits:
            if hit.passage.record_id in evidence.named:
                yield Hit(hit.passage, best + (1 - best) * hit.score / 100)
        yield from (hit for hit in hits if hit.passage.record_id not in evidence.named)

    def _exact_hits(self, question: str, kinds: Collection[Kind], on: str) -> list[Hit]:
        if self.store.texts is None or self._library is None:
            return []
        passages = {passage.id: passage for passage in named_texts(question, self._library, on)}
        return [Hit(passage, 1.0) for passage in passages.values() if not kinds or passage.kind in kinds]

    def _text_hits(self, evidence: Evidence, kinds: Collection[Kind], on: str, wanted: int) -> list[Hit]:
        """The first ``wanted`` imported texts of these kinds, no two of them saying the same."""
        return list(islice(self._texts_of(evidence, kinds, on, wanted), wanted))

    def _texts_of(self, evidence: Evidence, kinds: Collection[Kind], on: str, wanted: int) -> Iterator[Hit]:
        if kinds and not {Kind.ARTICLE, Kind.CASE} & set(kinds):
            return
        ranked = self.rank_texts(evidence, on)
        texts = self.store.texts
        if ranked is None or texts is None or self._library is None:
            return
        for place in distinct(ranked.rows, texts.vectors, wanted):
            try:
                passage = text_passage(self._library, texts.keys[ranked.rows[place]])
            except RecordNotFound:  # imported anew since, and no longer there
                continue
            if not kinds or passage.kind in kinds:
                yield Hit(passage, float(ranked.chances[place]))

    @cached_property
    def _shipped(self) -> Embedder | None:
        """The shipped model, where the index was built with another."""
        return None if isinstance(self.embedder, StaticEmbeddings) else StaticEmbeddings()

    @cached_property
    def _library(self) -> Library | None:
        return self.library() if self.library else None

    @cached_property
    def _own(self) -> Experience:
        """The known questions that records answer: beside all the others, they would hardly be heard."""
        return self.experience.answered_by(self.store.records.groups)

    @cached_property
    def _records(self) -> Engine:
        return Engine(self.store.records, self._own, self.ranking.records, asked=False)

    @cached_property
    def _texts(self) -> Engine | None:
        return Engine(self.store.texts, self.experience, self.ranking.texts) if self.store.texts else None

    @cached_property
    def _cited(self) -> tuple[tuple[Rows, Rows], tuple[Rows, Rows]]:
        """Pairs of a passage's row and the number, in the experience, of an article that it cites, and that its record
        rests on.
        """
        numbers: dict[str, list[int]] = {}
        for name, number in self.experience.names.items():
            numbers.setdefault(article_name(name), []).append(number)
        cites = [
            {number for name in passage.cites for number in numbers.get(article_name(name), ())}
            for passage in self.store.passages
        ]
        rests: dict[str, set[int]] = {}
        for passage, cited in zip(self.store.passages, cites, strict=True):
            rests.setdefault(passage.record_id, set()).update(cited)
        return pairs(cites), pairs([rests[passage.record_id] for passage in self.store.passages])

    @cached_property
    def _rows_of(self) -> Mapping[str, list[int]]:
        """Plain name of every article that a record cites → its rows among the texts, one a version."""
        cited = {article_name(name) for passage in self.store.passages for name in passage.cites}
        rows: dict[str, list[int]] = {}
        for row, name in enumerate(self.store.texts.names if self.store.texts else ()):
            if name in cited:
                rows.setdefault(name, []).append(row)
        return rows

    @cached_property
    def _basis(self) -> Mapping[str, frozenset[int]]:
        """Record id → rows of all the articles that it rests on."""
        found: dict[str, set[int]] = {}
        for passage in self.store.passages:
            for name in passage.cites:
                found.setdefault(passage.record_id, set()).update(self._rows_of.get(article_name(name), ()))
        return {record: frozenset(rows) for record, rows in found.items()}

    def _get_relevant_documents(
        self, query: str, *, run_manager: CallbackManagerForRetrieverRun, asker: str = ""
    ) -> list[Document]:
        return [document_of(hit) for hit in self.search(query, asker=asker)]


def document_of(hit: Hit) -> Document:
    """A hit as a LangChain document; the passage itself travels in ``metadata``."""
    return Document(
        id=hit.passage.id,
        page_content=hit.passage.text,
        metadata={"passage": hit.passage, "score": hit.score},
    )


def hit_of(document: Document) -> Hit:
    """The hit that `document_of` wrapped."""
    return Hit(passage=document.metadata["passage"], score=document.metadata["score"])
