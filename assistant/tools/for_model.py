"""The toolbox as LangChain tools: typed schemas in, text and cited passages out."""

from collections.abc import Callable, Sequence
from typing import Any

from langchain_core.tools import BaseTool, StructuredTool
from pydantic import BaseModel, Field, ValidationError

from assistant.calculators import CALCULATORS
from assistant.errors import AssistantError
from assistant.reading.sums import Sum
from assistant.relief.facts import checked
from assistant.tools.calculation import calculate
from assistant.tools.toolbox import MOST_CHARACTERS, Toolbox
from knowledge.errors import KnowledgeError
from knowledge.records import Hit

# Calculators whose inputs a model can be trusted to fill in: no nested tables.
SIMPLE = frozenset(CALCULATORS) - {"recovery", "repayment-order"}
Told = tuple[str, list[Hit]]


class ArticleInput(BaseModel):
    """Which article."""

    citation: str = Field(description="法名和条号，如 民事诉讼法第二百零五条", max_length=MOST_CHARACTERS)


class CaseInput(BaseModel):
    """What the case should be like."""

    about: str = Field(description="案情或机制的几个词，如 设备被查封 活封", max_length=MOST_CHARACTERS)


class RouteInput(BaseModel):
    """What is known of the dispute."""

    facts: dict[str, Any] = Field(description="已知的事实，如 {stage: 执行中, sealed: [设备]}，不清楚的不写")


def tools_over(box: Toolbox) -> list[BaseTool]:
    """Every tool that a language model may call; a wrong input is told back in Chinese, never raised."""

    def article(citation: str) -> Told:
        named = box.lawbook.named(citation)
        text, hits = _told(lambda: named.hits, "本库没有这一条的原文。")
        return "\n".join((*named.notices, text)), hits

    def case(about: str) -> Told:
        return _told(lambda: box.cases(about), "没有找到案例。")

    def route(facts: dict[str, Any]) -> Told:
        return _told(lambda: box.routes(checked(facts, box.chooser.rules)), "已知的事实还不够选路径。")

    keys = "、".join(box.chooser.rules.facts)
    return [
        *(
            _tool(_calculator(one.name, box), one.name.replace("-", "_"), f"{one.title}：{one.about}", one.inputs)
            for one in CALCULATORS.values()
            if one.name in SIMPLE
        ),
        _tool(article, "article", "查一条法律条文的现行原文", ArticleInput),
        _tool(case, "case", "找类似案例", CaseInput),
        _tool(route, "route", f"按已知事实选纾困路径，可写的事实有：{keys}", RouteInput),
    ]


def _tool(run: Callable[..., Told], name: str, description: str, schema: type[BaseModel]) -> BaseTool:
    return StructuredTool.from_function(
        run,
        name=name,
        description=description,
        args_schema=schema,
        handle_validation_error=_wrong,
        response_format="content_and_artifact",
    )


def _wrong(error: Any) -> str:
    first = error.errors()[0]["msg"] if isinstance(error, ValidationError) else "写法不对"
    return f"输入有误：{first}"


def _calculator(name: str, box: Toolbox) -> Callable[..., Told]:
    def run(**values: Any) -> Told:
        given = {key: _plain(value) for key, value in values.items() if value not in (None, ())}
        return _told(lambda: [calculate(Sum(name, given), box.today())], "")

    return run


def _plain(value: Any) -> str:
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, tuple):  # rows, in the short form that calculators read
        return ",".join(":".join(str(cell) for cell in row.model_dump().values()) for row in value)
    return str(value)


def _told(run: Callable[[], Sequence[Hit]], none: str) -> Told:
    try:
        hits = list(run())
    except (AssistantError, KnowledgeError) as error:
        return str(error), []
    return ("\n\n".join(hit.passage.text for hit in hits) or none), hits
