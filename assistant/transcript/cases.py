"""The cases among an answer's sources, each as a card."""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from assistant.sentences import parse
from knowledge.records import Kind, Passage, Section
from knowledge.store import Store

# Of a court's name the words that lead to it are cut off: 案件由东莞市第一人民法院办理.
COURT = re.compile(r"(?<![一-鿿])(?:[一-鿿]*(?:(?<!自)由|[向是在到和于被经请令]))?([一-鿿]{2,24}?人民法院)")
NO_NAME = re.compile(
    r"[由向是在到和于被经请令市]|.*最高"
)  # a place's name was cut in two; the highest court only guided
TELLING = (Section.ACTIONS, Section.OUTCOME, Section.FACTS)  # what a case is told by, the best first


@dataclass(frozen=True, slots=True)
class CaseCard:
    """A case: its title, the court or who published it, one sentence of what was done, and the id of its record."""

    title: str
    court: str
    done: str
    record_id: str


def case_cards(passages: Iterable[Passage], store: Store | None) -> tuple[CaseCard, ...]:
    """The cards of the cases among these passages, each once. A case of ours is told from its whole record."""
    cited: dict[str, list[Passage]] = {}
    for passage in passages:
        if passage.kind is Kind.CASE:
            cited.setdefault(passage.record_id, []).append(passage)
    return tuple(_card(key, store.sections.get(key, found) if store else found) for key, found in cited.items())


def _card(record_id: str, sections: Sequence[Passage]) -> CaseCard:
    text = "\n".join(one.text for one in sections if one.section is not Section.BASIS)
    courts = Counter(name for name in COURT.findall(text) if not NO_NAME.match(name)).most_common(1)
    told = sorted(sections, key=lambda one: TELLING.index(one.section) if one.section in TELLING else len(TELLING))
    first = parse(told[0].text)[0]
    return CaseCard(
        title=sections[0].title,
        court=courts[0][0] if courts else sections[0].source,
        done=first.body + first.end,
        record_id=record_id,
    )
