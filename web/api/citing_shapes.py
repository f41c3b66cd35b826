"""What programs get of law."""

from typing import Literal

from pydantic import BaseModel, Field

from knowledge.citations.verdicts import Verdict


class ChangeShape(BaseModel):
    """A stretch of an article and what the quotation has in its place."""

    article: str
    quotation: str


class QuotedShape(BaseModel):
    """How the words in quotation marks compare with the article's."""

    match: bool
    diff: list[ChangeShape]


class CheckedShape(BaseModel):
    """A citation with its verdict."""

    start: int = Field(description="在 text 里从第几个字起（换行算一个字）")
    end: int
    text: str
    kind: Literal["article", "law", "case", "guiding", "document"]
    law: str | None
    article: str | None
    paragraph: int | None
    item: int | None
    verdict: Verdict
    explanation: str
    suggestion: str | None
    quoted: QuotedShape | None


class CitationsShape(BaseModel):
    """Every citation of a text."""

    citations: list[CheckedShape]


class VersionShape(BaseModel):
    """An article in one version of its law."""

    law: str
    article: str
    version: str = Field(description="公布或修改的日期")
    effective: str | None = Field(description="施行日期")
    effective_verified: bool
    until: str | None = Field(description="从哪一天起不再有效；null 为现行有效")
    text: str


class CitingShape(BaseModel):
    """An article that cites another."""

    law: str
    article: str


class ArticleShape(VersionShape):
    """An article as it is law on a day."""

    on: str
    path: list[str] = Field(description="编、章、节")
    versions: list[VersionShape]
    cited_by: list[CitingShape]
