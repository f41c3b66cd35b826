"""What the chain can have worked out or looked up, by route for the composer that quotes, and as LangChain tools for a
language model. Either way the results are hits, cited like passages.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING

from assistant.calculators import CALCULATORS
from assistant.errors import CalculationError
from assistant.reading.sums import Sum
from assistant.relief.choosing import Chooser
from assistant.relief.interview import plain
from assistant.tools.calculation import calculate
from assistant.tools.route import routes_for
from knowledge.records import Hit, Kind
from knowledge.relief import Facts, ReliefRules
from knowledge.retriever import KnowledgeRetriever

if TYPE_CHECKING:
    from langchain_core.tools import BaseTool

    from assistant.lawbook import Lawbook

CASES = 2  # that one look-up gives
MOST_CHARACTERS = 200  # of what a look-up is asked for


@dataclass(frozen=True)
class Toolbox:
    """Calculators, routes, articles and cases. Its results carry what they rest on."""

    retriever: KnowledgeRetriever
    lawbook: "Lawbook"
    today: Callable[[], date] = date.today

    @cached_property
    def chooser(self) -> Chooser:
        """Over the shipped rules."""
        return Chooser(ReliefRules.load())

    def sums(self, wanted: Sequence[Sum]) -> tuple[tuple[Hit, ...], tuple[str, ...]]:
        """What can be worked out, and in Chinese why the rest cannot."""
        hits: list[Hit] = []
        remarks: list[str] = []
        for one in wanted:
            if one.missing:
                remarks.append(f"{CALCULATORS[one.name].title}没有算：缺{'、'.join(titles_of(one))}。")
                continue
            try:
                hits.append(calculate(one, self.today()))
            except CalculationError as error:
                remarks.append(f"{CALCULATORS[one.name].title}没有算：{error}")
        return tuple(hits), tuple(remarks)

    def routes(self, facts: Facts) -> tuple[Hit, ...]:
        """The routes that fit the facts best."""
        return routes_for(facts, self.chooser)[1]

    def in_words(self, facts: Facts) -> tuple[str, ...]:
        """Facts as a reader would put them, each with what was asked."""
        known = self.chooser.rules.facts
        told = ((known[key], plain(value)) for key, value in facts.items() if key in known)
        return tuple(
            f"{fact.question}：{'、'.join(value) if isinstance(value, list) else value}{fact.unit}"
            for fact, value in told
        )

    def named(self, question: str) -> bool:
        """Whether a question names a record by its title or an alias."""
        return any(len(name) > 1 and name in question for name in self.retriever.store.names)

    def rules_of(self, hits: Sequence[Hit]) -> tuple[Hit, ...]:
        """The imported articles that calculations rest on, each once."""
        cited = "、".join(dict.fromkeys(name for hit in hits for name in hit.passage.cites))
        return self.lawbook.named(cited).hits

    def cases(self, about: str) -> tuple[Hit, ...]:
        """The nearest cases, each by its best passage."""
        found: dict[str, Hit] = {}
        for hit in self.retriever.search(about[:MOST_CHARACTERS], kinds=(Kind.CASE,), gated=False):
            found.setdefault(hit.passage.record_id, hit)
        return tuple(found.values())[:CASES]

    def for_model(self) -> "list[BaseTool]":
        """The tools with their schemas; each gives (text, hits). A wrong input is told in Chinese, never raised."""
        from assistant.tools.for_model import tools_over  # noqa: PLC0415  paid only with a model

        return tools_over(self)


def titles_of(one: Sum) -> list[str]:
    """The Chinese titles of what a sum lacks."""
    fields = CALCULATORS[one.name].inputs.model_fields
    return [fields[key].title or key for key in one.missing]
