"""What programs get of the relief routes."""

from typing import Literal

from pydantic import BaseModel, Field

from knowledge.relief import FactType


class BasisShape(BaseModel):
    """An article that a route rests on."""

    law: str
    article: str | None
    version: str
    gist: str
    verified: bool


class ConditionShape(BaseModel):
    """A condition, and whether it is met; null: not known."""

    says: str
    met: bool | None
    weight: float
    basis: list[BasisShape]
    record: str | None


class ConditionsShape(BaseModel):
    """What a route needs, what speaks for it and what against."""

    needs: list[ConditionShape]
    favours: list[ConditionShape]
    against: list[ConditionShape]


class LinkShape(BaseModel):
    """A record."""

    id: str
    title: str


class RouteShape(BaseModel):
    """A route that is open."""

    mechanism: str
    title: str
    kind: str
    score: float
    reasons: list[str]
    against: list[str]
    met: list[str]
    unknown: list[str]
    conditions: ConditionsShape
    steps: list[str]
    office: list[str]
    deadline: list[str]
    papers: list[str]
    cost: list[str]
    risks: list[str]
    combines: list[LinkShape]
    basis: list[BasisShape]


class ExcludedShape(BaseModel):
    """A route that is not open, and why."""

    mechanism: str
    title: str
    because: list[str]
    basis: list[BasisShape]


class NextShape(BaseModel):
    """The fact that would separate the routes most."""

    fact: str
    question: str
    why: str
    choices: list[str]


class ChoiceShape(BaseModel):
    """The routes, best first; the same as `shukun relief --json`."""

    routes: list[RouteShape]
    excluded: list[ExcludedShape]
    ask_next: NextShape | None
    notice: str


class FactShape(BaseModel):
    """A fact that may be known."""

    key: str
    type: FactType
    question: str
    why: str
    choices: list[str]
    unit: str


class AllFactsShape(BaseModel):
    """The vocabulary of facts."""

    facts: list[FactShape]


class OptionShape(BaseModel):
    """A value that may be answered."""

    value: str
    label: str


class QuestionShape(BaseModel):
    """What is asked now."""

    key: str
    question: str
    why: str
    kind: Literal["one", "many", "number"] = Field(description="选一项、选几项或写一个数")
    options: list[OptionShape]
    unit: str


class AnsweredShape(BaseModel):
    """An answer in words."""

    key: str
    question: str
    said: str


class InterviewShape(BaseModel):
    """The next question, or the result: one of them is null."""

    answered: list[AnsweredShape]
    question: QuestionShape | None
    result: ChoiceShape | None
