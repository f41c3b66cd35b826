"""The composer that asks a language model, over any OpenAI-compatible endpoint."""

from collections.abc import AsyncIterator, Sequence
from functools import cached_property
from itertools import accumulate
from typing import TYPE_CHECKING

from assistant.context import Found
from assistant.errors import ModelError
from assistant.outline import OUTLINES
from assistant.redaction import Redactor
from assistant.settings import Settings
from knowledge.records import Hit
from prompts import digest, render

if TYPE_CHECKING:
    from langchain_core.language_models import BaseChatModel

TURNS_KEPT = 3
TURN_CHARACTERS = 600


class ModelComposer:
    """Streams a model's draft. Personal data are redacted on the way out and restored on the way back."""

    def __init__(self, settings: Settings) -> None:
        """``settings.has_model`` must hold."""
        self._settings = settings
        self.model: str | None = settings.llm_model
        self.prompt_digest: str | None = digest("answer", "question")

    @cached_property
    def _chat(self) -> "BaseChatModel":
        from langchain.chat_models import init_chat_model  # noqa: PLC0415  1 s, paid only with a model

        return init_chat_model(
            f"openai:{self._settings.llm_model}",
            base_url=self._settings.llm_base_url,
            api_key=self._settings.llm_api_key.get_secret_value(),
            timeout=self._settings.llm_timeout_seconds,
            max_retries=1,
            temperature=0.2,
        )

    def prompts(self, found: Found, redactor: Redactor) -> list[tuple[str, str]]:
        """The messages as (speaker, text) pairs; what the user wrote is redacted."""
        question = found.question
        rules = render(
            "answer",
            role=question.role.value,
            headings=[part.heading for part in OUTLINES[question.role]],
        )
        material = render(
            "question",
            question=redactor.redact(question.text),
            turns=[
                (
                    redactor.redact(turn.question)[:TURN_CHARACTERS],
                    redactor.redact(turn.answer)[:TURN_CHARACTERS],
                )
                for turn in question.turns[-TURNS_KEPT:]
            ],
            passages=list(enumerate(self.offered(found), start=1)),
        )
        return [("system", rules), ("human", material)]

    def offered(self, found: Found) -> Sequence[Hit]:
        """The best hits whose texts together stay within the context budget."""
        lengths = accumulate(len(hit.passage.text) + len(hit.passage.quote) for hit in found.hits)
        budget = self._settings.llm_context_characters
        return found.hits[: sum(length <= budget for length in lengths)]

    async def draft(self, found: Found) -> AsyncIterator[str]:
        """Stream the draft; raises ModelError when the endpoint fails, breaks off or sends nonsense."""
        import httpx  # noqa: PLC0415
        import openai  # noqa: PLC0415

        redactor = Redactor()
        messages = self.prompts(found, redactor)
        pending = ""
        finish = None
        try:
            async for chunk in self._chat.astream(messages):
                finish = chunk.response_metadata.get("finish_reason", finish)
                whole, pending = redactor.restorable(pending + chunk.text)
                if whole:
                    yield redactor.restore(whole)
        except openai.APITimeoutError as error:
            raise ModelError(f"语言模型超过{self._settings.llm_timeout_seconds:g}秒没有应答") from error
        except openai.AuthenticationError as error:
            raise ModelError("语言模型拒绝了密钥，请检查 SHUKUN_LLM_API_KEY") from error
        except openai.APIStatusError as error:
            raise ModelError(f"语言模型服务返回错误（HTTP {error.status_code}）") from error
        except (openai.APIConnectionError, httpx.TransportError) as error:
            raise ModelError("连不上语言模型服务，或连接中途断开") from error
        except (openai.OpenAIError, ValueError, TypeError, KeyError, AttributeError) as error:
            raise ModelError("语言模型服务的应答无法读懂") from error
        if pending:
            yield redactor.restore(pending)
        if finish is None:
            raise ModelError("语言模型的应答中途断开")
        if finish == "length":
            raise ModelError("语言模型的应答达到长度上限，没有写完")
