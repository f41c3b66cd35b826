"""The composer that asks a language model, over any OpenAI-compatible endpoint."""

from collections.abc import AsyncGenerator, Callable, Sequence
from contextlib import aclosing
from typing import TYPE_CHECKING, Any

from assistant.composing.tokens import tokens_of
from assistant.composing.upstream import Upstream
from assistant.context import Found
from assistant.errors import ModelError
from assistant.events import Consulted
from assistant.grounding.grounder import Repair
from assistant.outline import outline_for
from assistant.redaction import Redactor
from assistant.screening.orders import disarmed
from assistant.settings import Settings
from knowledge.records import Hit
from prompts import digest, render

if TYPE_CHECKING:
    from langchain_core.messages import AIMessageChunk, BaseMessage
    from langchain_core.tools import BaseTool

TURNS_KEPT = 3
TURN_CHARACTERS = 600
ROUNDS = 3  # in which a model may call tools for one answer
CALLS = 6  # in all of them
REFUSED = {400, 404, 422}  # HTTP statuses with which an endpoint turns tools down


class ModelComposer:
    """Streams a model's draft. Personal data are redacted on the way out and restored on the way back."""

    def __init__(self, settings: Settings, tools: "Callable[[], Sequence[BaseTool]]" = tuple) -> None:
        """``settings.has_model`` must hold; ``tools`` are what the model may call, made at the first question."""
        self._settings = settings
        self._make_tools = tools
        self._tools: dict[str, BaseTool] | None = None
        self.upstream = Upstream(settings)
        self.model: str | None = settings.llm_model
        self.prompt_digest: str | None = digest("answer", "question", "sources", "repair")

    def prompts(self, found: Found, redactor: Redactor) -> list[tuple[str, str]]:
        """The messages as (speaker, text) pairs; what the user wrote is redacted."""
        material = render("question", passages=list(enumerate(self.offered(found), start=1)), **_told(found, redactor))
        return [("system", _rules(found)), ("human", material)]

    def offered(self, found: Found) -> Sequence[Hit]:
        """The best hits that the token budget has room for, beside the rules, what the user wrote and the answer."""
        empty = render("question", passages=[], **_told(found, Redactor()))
        room = self._settings.llm_context_tokens - self._settings.llm_answer_tokens
        room -= tokens_of(_rules(found)) + tokens_of(empty)
        kept = 0
        for hit in found.hits:
            room -= tokens_of(render("sources", passages=[(kept + 1, hit)]))
            if room < 0:
                break
            kept += 1
        return found.hits[:kept]

    async def draft(self, found: Found) -> AsyncGenerator[str | Consulted]:
        """Stream the draft, and what tools found in between; raises ModelError when the endpoint fails."""
        redactor = Redactor()
        messages: list[Any] = list(self.prompts(found, redactor))
        numbered = len(self.offered(found))
        calls = 0
        for turn in range(ROUNDS + 1):
            tools = list(self._toolset().values()) if turn < ROUNDS and calls < CALLS else []
            whole: AIMessageChunk | None = None
            pending = ""
            try:
                async with aclosing(self.upstream.stream(messages, tools)) as chunks:
                    async for chunk in chunks:
                        whole = chunk if whole is None else whole + chunk
                        ready, pending = redactor.restorable(pending + chunk.text)
                        if ready:
                            yield redactor.restore(ready)
            except ModelError as error:
                if tools and whole is None and error.status in REFUSED:
                    self._tools = {}  # this endpoint knows no tools: go on without
                    continue
                raise
            if pending:
                yield redactor.restore(pending)
            if whole is None or not whole.tool_calls:
                return
            messages.append(whole)
            for call in whole.tool_calls:
                calls += 1
                answer, hits = self._call(call, redactor, numbered, spent=calls > CALLS)
                messages.append(answer)
                numbered += len(hits)
                if hits:
                    yield Consulted(tuple(hits))

    @property
    def repairs(self) -> int:
        """As many as the settings allow."""
        return self._settings.llm_repairs

    def repair(self, found: Found) -> Repair:
        """Writes one sentence anew so that the passages carry it; "无" where they cannot. Raises ModelError."""
        redactor = Redactor()
        _told(found, redactor)  # what is found there is redacted in the sentence too

        async def mend(sentence: str, problem: str, hits: Sequence[tuple[int, Hit]]) -> str:
            redacted = {
                "sentence": redactor.redact(sentence, echoed=True),
                "problem": redactor.redact(problem, echoed=True),
            }
            text = render("repair", **redacted, passages=list(hits))
            pieces = [chunk.text async for chunk in self.upstream.stream([("human", text)])]
            return redactor.restore("".join(pieces)).strip()

        return mend

    def _toolset(self) -> "dict[str, BaseTool]":
        if self._tools is None:
            self._tools = {tool.name: tool for tool in self._make_tools()}
        return self._tools

    def _call(self, call: Any, redactor: Redactor, numbered: int, spent: bool) -> "tuple[BaseMessage, Sequence[Hit]]":
        """Run one call; its passages are numbered on from those that were offered."""
        from langchain_core.messages import ToolMessage  # noqa: PLC0415

        tool = self._toolset().get(call["name"])
        if tool is None or spent:
            told = "工具已经用够了，请直接写。" if spent else "没有这个工具。"
            return ToolMessage(told, tool_call_id=call["id"]), ()
        given = {
            key: redactor.restore(value) if isinstance(value, str) else value for key, value in call["args"].items()
        }
        result = tool.invoke({"type": "tool_call", "id": call["id"], "name": call["name"], "args": given})
        hits: Sequence[Hit] = disarmed(result.artifact or ())
        passages = list(enumerate(hits, start=numbered + 1))
        text = render("sources", passages=passages) if hits else str(result.content)
        return ToolMessage(redactor.redact(text, echoed=True), tool_call_id=call["id"]), hits


def _rules(found: Found) -> str:
    role = found.question.role
    return render("answer", role=role.value, headings=[part.heading for part in outline_for(role, found.intent)])


def _told(found: Found, redactor: Redactor) -> dict[str, Any]:
    """What the user wrote, redacted: the question, the last turns, and the facts of the whole conversation.

    What is found anywhere in the conversation is redacted everywhere.
    """
    question = found.question
    for text in (question.text, *(text for turn in question.turns for text in (turn.question, turn.answer))):
        redactor.redact(text)
    return {
        "question": redactor.redact(question.text),
        "turns": [
            (redactor.redact(turn.question)[:TURN_CHARACTERS], redactor.redact(turn.answer)[:TURN_CHARACTERS])
            for turn in question.turns[-TURNS_KEPT:]
        ],
        "facts": [redactor.redact(fact) for fact in found.facts] if question.turns else [],
    }
