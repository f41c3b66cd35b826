"""Assistant events → server-sent events, and into the history."""

from collections.abc import AsyncIterator, Callable
from contextlib import aclosing

from fastapi.sse import ServerSentEvent

from assistant.assistant import Assistant
from assistant.errors import HistoryError
from assistant.events import Checked, Failed, Finished, Noticed, Sentence, SourcesFound, TextDelta
from assistant.history import History
from assistant.labels import UNFINISHED, label_for
from assistant.messages import Answer, Citation, Clarification, Question, Reply, outcome_name
from assistant.sentences import join, parse
from web.failures import UNEXPECTED, note
from web.observing import FAILED
from web.pages import copy_text, fragment, group, sentence_html, verdicts_view


def finished(question: str, reply: Reply) -> ServerSentEvent:
    """The last event of a stream: how it came out, and what stands below the sentences, as HTML."""
    outcome = reply.outcome
    label = label_for(outcome_name(outcome), reply.model)
    cited = outcome.citations if isinstance(outcome, Answer) else ()
    html = fragment(
        "_tail.html",
        groups=() if isinstance(outcome, Answer) else group(parse(outcome.text), ()),
        citations=cited,
        verdicts=verdicts_view(outcome.text, outcome.checked) if isinstance(outcome, Answer) else None,
        replies=outcome.replies if isinstance(outcome, Clarification) else (),
        label=label,
        copy=copy_text(question, outcome.text, cited, label),
    )
    return ServerSentEvent(event="finished", data={"outcome": outcome_name(outcome), "html": html})


async def stream(  # noqa: PLR0913  what an answer needs, and where it goes
    assistant: Assistant,
    history: History,
    question: Question,
    conversation: str,
    turn: int,
    count: Callable[[str], None],
) -> AsyncIterator[ServerSentEvent]:
    """The events of one answer, stored when it ends; what a reader had seen when she stopped it is stored too.

    opened, sources, notice, sentence, and last finished or failed. ``sources`` brings the label that holds until
    ``finished`` brings the one of the whole answer. ``count`` is told what came of it: an outcome's name, or failed.
    """
    sentences: list[Sentence] = []
    citations: list[Citation] = []
    explained: set[str] = set()
    done = False
    yield ServerSentEvent(event="opened", data={"conversation": conversation})
    try:
        async with aclosing(assistant.ask(question)) as events:
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
                        history.answer(turn, reply)
                        yield finished(question.text, reply)
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
