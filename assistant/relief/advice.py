"""A route as advice: what its records say of steps, office, papers, cost, deadlines and risks."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from assistant.relief.choosing import Chosen
from knowledge.records import LegalBasis, Record, Section
from knowledge.relief import Condition

LEAD = re.compile(r"^(- |\d+\. )")
PERIOD = re.compile(r"[0-9一二三四五六七八九十两]+(个工作日|日|天|个月|年)")
COURT_DECIDES = "以上是按您说的事实和现行规则排的先后，供参考；能不能用、怎么用，由法院审查决定。"


@dataclass(frozen=True, slots=True)
class Advice:
    """Everything that a reader needs of one route; each part is a list of sentences of the records, in their words."""

    steps: tuple[str, ...]
    office: tuple[str, ...]
    papers: tuple[str, ...]
    cost: tuple[str, ...]
    deadline: tuple[str, ...]
    risks: tuple[str, ...]
    basis: tuple[LegalBasis, ...]
    records: tuple[Record, ...]


def advise(chosen: Chosen) -> Advice:
    """Of a route: the procedure's words where it has one, else the mechanism's."""
    route = chosen.route
    records = tuple(filter(None, (route.procedure, route.record)))
    risks = _lines(route.record, Section.RISKS)
    return Advice(
        steps=_first(records, Section.STEPS),
        office=_first(records, Section.WHERE),
        papers=_first(records, Section.PAPERS),
        cost=_first(records, Section.COST),
        deadline=_first(records, Section.TIME) or tuple(line for line in risks if PERIOD.search(line)),
        risks=risks,
        basis=basis_of((*chosen.met, *chosen.reasons, *chosen.unknown)),
        records=records,
    )


def basis_of(conditions: Iterable[Condition]) -> tuple[LegalBasis, ...]:
    """The articles of conditions, each once."""
    found = {(one.law, one.article): one for condition in conditions for one in condition.basis}
    return tuple(found.values())


def _first(records: Iterable[Record], section: Section) -> tuple[str, ...]:
    return next((lines for record in records if (lines := _lines(record, section))), ())


def _lines(record: Record, section: Section) -> tuple[str, ...]:
    return lines_of(record.sections.get(section, ""))


def lines_of(text: str) -> tuple[str, ...]:
    """The lines of a section without what leads a list."""
    return tuple(LEAD.sub("", line.strip()) for line in text.splitlines() if line.strip())
