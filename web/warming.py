"""What is read when a process starts, one after the other, so that no reader waits for it: at once the steps would
hinder each other.
"""

import asyncio
import gc
from collections.abc import Callable
from contextlib import aclosing, suppress
from datetime import date

from assistant.assistant import Assistant
from assistant.composing.extractive import ExtractiveComposer
from assistant.drafting.formbook import Formbook
from assistant.errors import AssistantError
from assistant.messages import Question
from knowledge.errors import KnowledgeError
from knowledge.law import ArticleId, ArticleNumber
from knowledge.records import Role
from web.dependencies import Services
from web.guiding.pages import guide_over
from web.guiding.search import GUIDED
from web.laws.memory import citing
from web.laws.search import resembling
from web.pages import templates
from web.status import service_status

QUESTION = Question("公司账户早上被法院冻结了，工资发不出去，我能申请什么？", Role.LITIGANT)
LAW = "中华人民共和国民法典"


def warm(services: Services) -> None:
    """Read everything; `Services.warming` says until when. What is broken is told by the page that needs it.

    What was read stays: it is taken out of the garbage collection, a whole one of which would stop every reader.
    """
    try:
        for step in STEPS:
            with suppress(KnowledgeError, AssistantError):
                step(services)
        gc.collect()
        gc.freeze()
    finally:
        services.warming = False


def _templates(services: Services) -> None:
    del services
    for name in templates.env.list_templates():
        templates.get_template(name)


def _answer(services: Services) -> None:
    """A whole answer, without a language model."""
    asyncio.run(_asked(Assistant(services.assistant().toolbox, [ExtractiveComposer()])))


async def _asked(assistant: Assistant) -> None:
    async with aclosing(assistant.ask(QUESTION)) as events:
        async for _ in events:
            pass


def _guide(services: Services) -> None:
    """Its first page, and a page of a record."""
    store = services.assistant().retriever.store
    with services.library() as library:
        guide = guide_over(store, library)
        _ = guide.index
        first = next((key for key, entry in store.entries.items() if entry.kind in GUIDED), None)
        if first:
            guide.page(first, (), library)


def _desk(services: Services) -> None:
    del services
    Formbook.load()


def _law(services: Services) -> None:
    with services.library() as library:
        citing(library, ArticleId(LAW, ArticleNumber(1)), date.today().isoformat())
        resembling(library, LAW)
    service_status(services)


STEPS: tuple[Callable[[Services], None], ...] = (_templates, _answer, _guide, _desk, _law)
