"""The relief routes: for facts that are known, and through the interview that asks for them."""

from functools import lru_cache
from typing import Any

from fastapi import APIRouter
from pydantic import Field

from assistant.relief.choosing import Question
from assistant.relief.facts import checked
from assistant.relief.interview import NOT_SURE, Interview, options, shown
from assistant.shapes import choice_json
from knowledge.relief import Checklist, FactType
from web.api.relief_shapes import AllFactsShape, ChoiceShape, InterviewShape
from web.api.sent import GET, POST, Sent, Values
from web.guiding.fit import the_chooser

router = APIRouter(prefix="/api/v1/relief", tags=["纾困路径"])


class FactsSent(Sent):
    """What is known of a dispute; what is unknown is left out."""

    facts: Values = Field(examples=[{"asker": "litigant", "stage": "执行中"}])


class AnswersSent(Sent):
    """An interview so far."""

    answers: Values = Field(
        {}, description="已经答的，按回答的先后：问题的 key 和答案；不清楚的写 null", examples=[{"asker": "litigant"}]
    )
    done: bool = Field(False, strict=True, description="不再问，直接要结果")


@router.get(
    "/facts",
    response_model=AllFactsShape,
    responses=GET,
    summary="可以写的事实",
    description="与 `shukun relief --list` 相同。",
)
def facts() -> dict[str, Any]:
    """All facts that the rules know."""
    return {
        "facts": [
            {
                "key": one.key,
                "type": one.type,
                "question": one.question,
                "why": one.why,
                "choices": list(one.choices),
                "unit": one.unit,
            }
            for one in the_chooser().rules.facts.values()
        ]
    }


@router.post(
    "",
    response_model=ChoiceShape,
    responses=POST,
    summary="按事实选择纾困路径",
    description="每条路径的条件、依据和办法；是建议，由法院决定。",
)
def relief(sent: FactsSent) -> dict[str, Any]:
    """The routes for some facts; raises CalculationError."""
    chooser = the_chooser()
    return choice_json(chooser.choose(checked(sent.facts, chooser.rules)))


@router.post(
    "/interview",
    response_model=InterviewShape,
    responses=POST,
    summary="一题一题地问",
    description="把已经答的全部送来，得到下一题；问完得到结果。不保存。",
)
def interview(sent: AnswersSent) -> dict[str, Any]:
    """The next question, or the result; raises CalculationError."""
    chooser = the_chooser()
    told = Interview.from_json(sent.answers, chooser)
    question = None if sent.done else _next(told)
    answered = [
        {"key": key, "question": chooser.question(key).question, "said": shown(key, value, chooser)}
        for key, value in told.answers
    ]
    return {
        "answered": answered,
        "question": _question_json(question) if question else None,
        "result": None if question else choice_json(chooser.choose(told.facts(chooser))),
    }


@lru_cache(maxsize=1024)
def _next(told: Interview) -> Question | None:
    return told.next_question(the_chooser())


def _question_json(question: Question) -> dict[str, Any]:
    many = isinstance(question, Checklist) or question.type is FactType.CHOICES
    number = not isinstance(question, Checklist) and question.type is FactType.NUMBER
    return {
        "key": question.key,
        "question": question.question,
        "why": question.why,
        "kind": "many" if many else "number" if number else "one",
        "options": [
            *({"value": value, "label": label} for value, label in options(question, the_chooser())),
            {"value": NOT_SURE, "label": NOT_SURE},
        ],
        "unit": getattr(question, "unit", ""),
    }
