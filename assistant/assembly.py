"""The one composition root: web, command line, evaluations and benchmarks all build the assistant here."""

from typing import TYPE_CHECKING

from assistant.assistant import Assistant
from assistant.composing import Composer
from assistant.composing.extractive import ExtractiveComposer
from assistant.composing.model import ModelComposer
from assistant.settings import Settings
from knowledge.build import BuildReport, Progress, build
from knowledge.embedding import load_embeddings
from knowledge.ranking import Ranking
from knowledge.retriever import KnowledgeRetriever
from knowledge.store import Store

if TYPE_CHECKING:
    from assistant.history import History


def build_index(settings: Settings, progress: Progress = lambda done, total: None) -> BuildReport:
    """Bring the index under ``settings.home`` up to date; raises KnowledgeError."""
    return build(settings.home, load_embeddings(settings.embedding_model), progress=progress)


def open_retriever(settings: Settings) -> KnowledgeRetriever:
    """Open the current index; raises KnowledgeError."""
    return KnowledgeRetriever(
        store=Store.open(settings.home),
        embedder=load_embeddings(settings.embedding_model),
        ranking=Ranking.load(),
    )


def build_assistant(settings: Settings) -> Assistant:
    """The assistant over the current index: the model composer where one is configured, the extractive one always."""
    composers: list[Composer] = [ModelComposer(settings)] if settings.has_model else []
    return Assistant(open_retriever(settings), [*composers, ExtractiveComposer()])


def open_history(settings: Settings) -> "History":
    """The conversation store; raises HistoryError."""
    from assistant.history import History  # noqa: PLC0415  SQLAlchemy, which the command line never needs

    return History(settings.conversations_url)
