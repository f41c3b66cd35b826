"""What programs get of the state of the service."""

from pydantic import BaseModel, Field


class IndexShape(BaseModel):
    """The index."""

    records: int
    passages: int
    texts: int = Field(description="导入的条文和案例，段数")
    built: str = Field(description="什么时候建的，ISO 8601")
    fingerprint: str


class LawsShape(BaseModel):
    """The imported law."""

    laws: int
    versions: int
    articles: int
    cases: int
    newest: str | None = Field(description="最新的文本公布于哪一天；null 为没有导入")


class MeasureShape(BaseModel):
    """One measure of an evaluation."""

    name: str
    value: float
    count: int
    floor: float | None


class PartShape(BaseModel):
    """What was measured together."""

    title: str
    measures: list[MeasureShape]


class EvaluationShape(BaseModel):
    """The last evaluation that this machine knows of."""

    at: str
    commit: str
    parts: list[PartShape]


class StatusShape(BaseModel):
    """The state of the service."""

    version: str
    ready: bool
    problem: str | None = Field(description="现在不能用的原因；null 为可以用")
    index: IndexShape | None
    laws: LawsShape | None
    model: str | None = Field(description="在用的语言模型；null 为没有，答复由资料原句整理")
    evaluation: EvaluationShape | None
