"""The one composition root: web, command line, evaluations and benchmarks all build the assistant here."""

from collections.abc import Collection
from datetime import date
from typing import TYPE_CHECKING

import langsmith
from threadpoolctl import threadpool_limits

from assistant.assistant import Assistant
from assistant.composing.extractive import ExtractiveComposer
from assistant.composing.model import ModelComposer
from assistant.lawbook import Lawbook
from assistant.reading.with_model import ModelReader
from assistant.settings import Settings
from assistant.tools import is_worked_out, worked_out
from assistant.tools.toolbox import Toolbox
from knowledge.build import BuildReport, build
from knowledge.embedding import load_embeddings
from knowledge.experience import Experience
from knowledge.library import Library
from knowledge.passage_index import Progress
from knowledge.ranking import Ranking
from knowledge.records import Entry, Hit, Kind, Passage
from knowledge.registry import Registry
from knowledge.retriever import KnowledgeRetriever
from knowledge.store import Store
from knowledge.texts import is_text, text_record

if TYPE_CHECKING:
    from assistant.history import History


def build_index(settings: Settings, progress: Progress = lambda done, total: None) -> BuildReport:
    """Bring the index under ``settings.home`` up to date; raises KnowledgeError."""
    return build(settings.home, load_embeddings(settings.embedding_model), progress=progress)


def open_retriever(settings: Settings) -> KnowledgeRetriever:
    """Open the current index; raises KnowledgeError. No chain over it is traced, whatever the environment says."""
    langsmith.configure(enabled=False)  # a trace would send what users write to another service
    threadpool_limits(1, "blas")  # a sum of a few milliseconds on two threads mostly waits for the other one
    return KnowledgeRetriever(
        store=Store.open(settings.home),
        embedder=load_embeddings(settings.embedding_model),
        ranking=Ranking.load(),
        experience=Experience.load(),
        library=lambda: open_library(settings),
    )


def search(settings: Settings, question: str, k: int, kinds: Collection[Kind] = (), on: str = "") -> list[Hit]:
    """The best ``k`` passages of records and imported texts, as of the ISO date ``on`` ("": today).

    Imported texts are searched whatever the question is about. Raises KnowledgeError.
    """
    return open_retriever(settings).search(question, k, kinds, on, gated=False)


def build_assistant(settings: Settings) -> Assistant:
    """The assistant over the current index: the model composer where one is configured, the extractive one always."""
    toolbox = open_toolbox(settings)
    tools = toolbox.for_model if settings.llm_tools else tuple
    if not settings.has_model:
        return Assistant(toolbox, [ExtractiveComposer()])
    model = ModelComposer(settings, tools)
    reader = ModelReader(model.upstream, toolbox.chooser.rules) if settings.llm_understanding else None
    return Assistant(toolbox, [model, ExtractiveComposer()], reader)


def open_toolbox(settings: Settings) -> Toolbox:
    """What can be looked up and worked out over the current index; raises KnowledgeError."""
    return Toolbox(open_retriever(settings), Lawbook(lambda: open_library(settings), date.today))


def open_record(settings: Settings, record_id: str) -> tuple[Entry, tuple[Passage, ...]]:
    """A record, an imported case or law (LAW@DATE), a calculation or a route, with its passages.

    Raises KnowledgeError, CalculationError.
    """
    if is_worked_out(record_id):
        return worked_out(record_id)
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
