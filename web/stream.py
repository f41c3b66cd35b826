"""Assistant events → server-sent events, and into the history."""

from collections.abc import AsyncIterator, Callable
from contextlib import aclosing

from fastapi.sse import ServerSentEvent
from starlette.concurrency import run_in_threadpool

from assistant.errors import HistoryError
from assistant.events import Checked, Failed, Finished, Noticed, Sentence, SourcesFound, TextDelta
from assistant.history import History
from assistant.labels import UNFINISHED
from assistant.messages import Answer, Citation, Reply, outcome_name
from assistant.sentences import join, parse
from assistant.transcript.shelf import Shelf
from web.chat.asking import Begun
from web.chat.views import Place, Said, tail_view
from web.failures import UNEXPECTED, note
from web.observing import FAILED
from web.pages import fragment, group, sentence_html


def finished(question: str, reply: Reply, shelf: Shelf | None = None, place: Place | None = None) -> ServerSentEvent:
    """The last event of a stream: how it came out, and what stands below the sentences, as HTML."""
    outcome = reply.outcome
    html = fragment(
        "_tail.html",
        groups=() if isinstance(outcome, Answer) else group(parse(outcome.text), ()),
        tail=tail_view(Said.of(question, reply), shelf or Shelf(), place),
    )
    return ServerSentEvent(event="finished", data={"outcome": outcome_name(outcome), "html": html})


async def stream(begun: Begun, history: History, count: Callable[[str], None]) -> AsyncIterator[ServerSentEvent]:
    """The events of one answer, stored when it ends; what a reader had seen when she stopped it is stored too.

    opened, sources, notice, sentence, and last finished or failed. ``sources`` brings the label that holds until
    ``finished`` brings the one of the whole answer. ``count`` is told what came of it: an outcome's name, or failed.
    """
    sentences: list[Sentence] = []
    citations: list[Citation] = []
    explained: set[str] = set()
    done = False
    assistant, turn, place = begun.assistant, begun.turn, Place(begun.conversation, begun.turn)
    html = fragment("_asked.html", place=place, question=begun.question.text, role=begun.question.role, broken=True)
    yield ServerSentEvent(event="opened", data={"conversation": begun.conversation, "turn": turn, "html": html})
    try:
        async with aclosing(assistant.ask(begun.question)) as events:
            async for event in events:
                match event:
                    case SourcesFound(hits):
                        titles = list(dict.fromkeys(hit.passage.title for hit in hits))
                        yield ServerSentEvent(event="sources", data={"titles": titles, "label": UNFINISHED})
                    case Noticed(text):
                        yield ServerSentEvent(event="notice", data={"text": text})
                    case TextDelta(sentence, fresh):
                        sentences.append(sentence)
                        citations += fresh
                        yield ServerSentEvent(
                            event="sentence",
                            data={
                                "block": sentence.block.value,
                                "first": sentence.first,
                                "html": sentence_html(sentence, citations, explained, assistant.lawbook.doubts),
                            },
                        )
                    case Checked():
                        pass
                    case Finished(reply):
                        done = True
                        count(outcome_name(reply.outcome))
                        await run_in_threadpool(history.answer, turn, reply)  # which may wait for other writers
                        yield finished(begun.question.text, reply, Shelf.of(assistant), place)
                    case Failed(message):
                        done = True
                        count(FAILED)
                        yield ServerSentEvent(event="failed", data={"message": message})
    except HistoryError as error:
        yield ServerSentEvent(event="failed", data={"message": f"答复已写完，但没有存下。{error}"})
    except Exception as error:  # noqa: BLE001  the status is sent: only an event can still tell the reader
        note(error, "an answer")
        yield ServerSentEvent(event="failed", data={"message": UNEXPECTED})
    finally:
        if not done and sentences:
            history.stop(turn, join(sentences), tuple(citations))
