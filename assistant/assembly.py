"""The one composition root: web, command line, evaluations and benchmarks all build the assistant here."""

from collections.abc import Collection
from datetime import date
from typing import TYPE_CHECKING

from assistant.assistant import Assistant
from assistant.composing import Composer
from assistant.composing.extractive import ExtractiveComposer
from assistant.composing.model import ModelComposer
from assistant.lawbook import Lawbook
from assistant.settings import Settings
from knowledge.build import BuildReport, Progress, build
from knowledge.embedding import load_embeddings
from knowledge.library import Library
from knowledge.ranking import Ranking
from knowledge.records import Entry, Hit, Kind, Passage
from knowledge.registry import Registry
from knowledge.retriever import KnowledgeRetriever
from knowledge.store import Store
from knowledge.texts import TextIndex, is_text, text_record

if TYPE_CHECKING:
    from assistant.history import History


def build_index(settings: Settings, progress: Progress = lambda done, total: None) -> BuildReport:
    """Bring the index under ``settings.home`` up to date; raises KnowledgeError."""
    today = date.today().isoformat()
    return build(settings.home, load_embeddings(settings.embedding_model), progress=progress, on=today)


def open_retriever(settings: Settings) -> KnowledgeRetriever:
    """Open the current index; raises KnowledgeError."""
    return KnowledgeRetriever(
        store=Store.open(settings.home),
        embedder=load_embeddings(settings.embedding_model),
        ranking=Ranking.load(),
    )


def search(settings: Settings, question: str, k: int, kinds: Collection[Kind] = ()) -> list[Hit]:
    """The best ``k`` passages of records and imported texts; raises KnowledgeError."""
    retriever = open_retriever(settings)
    hits = retriever.search(question, k, kinds)
    if folder := retriever.store.texts:
        texts = TextIndex(folder, open_library(settings))
        today = date.today().isoformat()
        hits += texts.search(question, retriever.embedder, retriever.ranking, k, today, kinds)
    return sorted(hits, key=lambda hit: -hit.score)[:k]


def build_assistant(settings: Settings) -> Assistant:
    """The assistant over the current index: the model composer where one is configured, the extractive one always."""
    composers: list[Composer] = [ModelComposer(settings)] if settings.has_model else []
    lawbook = Lawbook(lambda: open_library(settings), date.today)
    return Assistant(open_retriever(settings), lawbook, [*composers, ExtractiveComposer()])


def open_record(settings: Settings, record_id: str) -> tuple[Entry, tuple[Passage, ...]]:
    """A record, an imported case or an imported law (LAW@DATE), with its passages; raises KnowledgeError."""
    if is_text(record_id):
        return text_record(open_library(settings), record_id)
    return Store.open(settings.home).record(record_id)


def open_library(settings: Settings) -> Library:
    """The imported law under ``settings.home``, with the shipped registry; raises KnowledgeError."""
    return Library.open(settings.home, Registry.load())


def open_history(settings: Settings) -> "History":
    """The conversation store; raises HistoryError."""
    from assistant.history import History  # noqa: PLC0415  SQLAlchemy, which the command line never needs

    return History(settings.conversations_url)
