"""What clients of OpenAI's protocol send and get, as far as it means something here."""

from typing import Annotated, Any, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field
from pydantic_core import PydanticCustomError

from web.api.sent import Text, without_halves

MOST_MESSAGES = 400


class PartSent(BaseModel):
    """A piece of a message; only text is read."""

    model_config = ConfigDict(extra="ignore", frozen=True)
    type: Literal["text"]
    text: Text


def _only_text(content: Any) -> Any:
    """Refuse a picture, a sound or a file in a word that its sender understands."""
    parts = content if isinstance(content, list) else []
    if any(isinstance(part, dict) and part.get("type") != "text" for part in parts):
        raise PydanticCustomError("not_text", "")
    return content


class MessageSent(BaseModel):
    """A message. Of the roles only user and assistant are read."""

    model_config = ConfigDict(extra="ignore", frozen=True)
    role: Literal["user", "assistant", "system", "developer", "tool", "function"]
    content: Annotated[Text | list[PartSent] | None, BeforeValidator(_only_text)] = None

    @property
    def text(self) -> str:
        """All that it says."""
        parts = self.content if isinstance(self.content, list) else []
        return self.content if isinstance(self.content, str) else "\n".join(part.text for part in parts)


class StreamOptionsSent(BaseModel):
    """Of a stream."""

    model_config = ConfigDict(extra="ignore", frozen=True)
    include_usage: bool | None = None


class ChatSent(BaseModel):
    """A request; parameters of other models are let through and mean nothing."""

    model_config = ConfigDict(extra="ignore", frozen=True)
    model: Annotated[str, BeforeValidator(without_halves)] = Field(
        max_length=100, description="为谁回答，见 /v1/models", examples=["shukun-litigant"]
    )
    messages: list[MessageSent] = Field(
        min_length=1,
        max_length=MOST_MESSAGES,
        description="最后一条 user 消息是问题",
        examples=[[{"role": "user", "content": "公司账户早上被法院冻结了，工资发不出去，我能申请什么？"}]],
    )
    stream: bool | None = False
    stream_options: StreamOptionsSent | None = None
    n: int | None = Field(None, ge=1, le=1, description="只能是 1")


class OpenAIFault(BaseModel):
    """What went wrong."""

    message: str
    type: str
    param: str | None
    code: str | None


class OpenAIProblem(BaseModel):
    """An error as OpenAI's API tells it."""

    error: OpenAIFault


class ModelShape(BaseModel):
    """A model."""

    id: str
    object: Literal["model"]
    created: int
    owned_by: str


class ModelsShape(BaseModel):
    """All models."""

    object: Literal["list"]
    data: list[ModelShape]


class UrlCitationShape(BaseModel):
    """Where a marker stands and what it points at."""

    start_index: int = Field(description="标记在正文里从第几个字起")
    end_index: int
    title: str
    url: str = Field(description="出处的永久地址")
    marker: int
    id: str
    locator: str
    source: str
    verified: bool


class AnnotationShape(BaseModel):
    """A citation."""

    type: Literal["url_citation"]
    url_citation: UrlCitationShape


class MessageShape(BaseModel):
    """The answer."""

    role: Literal["assistant"]
    content: str
    refusal: None
    annotations: list[AnnotationShape]


class ChoiceShape(BaseModel):
    """The one choice."""

    index: Literal[0]
    message: MessageShape
    logprobs: None
    finish_reason: Literal["stop"]


class UsageShape(BaseModel):
    """Counted here, not by a language model: one token a Chinese character, one for three others."""

    prompt_tokens: int
    completion_tokens: int
    total_tokens: int


class CompletionShape(BaseModel):
    """A whole answer."""

    id: str
    object: Literal["chat.completion"]
    created: int
    model: str
    choices: list[ChoiceShape]
    usage: UsageShape
