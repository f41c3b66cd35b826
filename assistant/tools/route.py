"""The routes that fit the facts, as sources: why each fits, what is still to be found out, on which law it rests."""

from collections.abc import Mapping, Sequence
from typing import Any
from urllib.parse import parse_qsl, urlencode

from assistant.errors import CalculationError
from assistant.relief.advice import basis_of
from assistant.relief.choosing import Choice, Chooser, Chosen
from assistant.relief.facts import checked
from assistant.relief.interview import plain
from knowledge.errors import RecordNotFound
from knowledge.records import Entry, Hit, Kind, Passage, Role, Section, Source
from knowledge.relief import Facts, FactValue

PREFIX = "route:"
SHOWN = 3  # routes that an answer can carry
LEAST = 5.0  # score below which a route is no more than possible
SHARE = 0.55  # of the best score that another route needs
WORDS = 3  # reasons that are told of a route
SPLIT = "、"


def routes_for(facts: Facts, chooser: Chooser) -> tuple[Choice, tuple[Hit, ...]]:
    """Everything that follows from the facts, and the best routes as hits; () where the facts say too little."""
    choice = chooser.choose(facts, ask=False)
    best = choice.routes[0].score if choice.routes else 0.0
    worth = [one for one in choice.routes if one.score >= max(LEAST, SHARE * best) and one.met]
    total = sum(one.score for one in worth[:SHOWN]) or 1.0
    return choice, tuple(Hit(_passage(one, facts), one.score / total) for one in worth[:SHOWN])


def is_route(record_id: str) -> bool:
    """Whether this is the id of a route chosen for facts."""
    return record_id.startswith(PREFIX)


def route_record(record_id: str, chooser: Chooser) -> tuple[Entry, tuple[Passage, ...]]:
    """The card and the one passage of a route, chosen again; raises RecordNotFound."""
    mechanism, _, query = record_id.removeprefix(PREFIX).partition("?")
    try:
        facts = checked(_parsed(query), chooser.rules)
    except CalculationError:
        raise RecordNotFound(record_id) from None
    chosen = next((one for one in chooser.choose(facts, ask=False).routes if one.route.mechanism == mechanism), None)
    if chosen is None:
        raise RecordNotFound(record_id)
    passage = _passage(chosen, facts)
    entry = Entry(
        id=record_id,
        kind=Kind.ROUTE,
        title=passage.title,
        aliases=(),
        roles=tuple(Role),
        figures=(),
        related=tuple(dict.fromkeys((mechanism, *(record.id for record in chosen.route.combines)))),
        source=Source(chosen.route.record.title, "纾困路径规则", chosen.route.record.source.date),
        verified=passage.verified,
    )
    return entry, (passage,)


def _passage(chosen: Chosen, facts: Facts) -> Passage:
    used = (*chosen.met, *chosen.reasons)
    basis = basis_of(used)
    record_id = f"{PREFIX}{chosen.route.mechanism}?{urlencode(_written(facts))}"
    return Passage(
        id=f"{record_id}#{Section.ROUTE.value}",
        record_id=record_id,
        kind=Kind.ROUTE,
        title=chosen.route.record.title,
        section=Section.ROUTE,
        locator=Section.ROUTE.value,
        text="\n".join(_lines(chosen)),
        source="；".join(map(str, basis)) or str(chosen.route.record.source),
        verified=all(one.verified for one in basis),
        cites=tuple(f"《{one.law}》{one.article}" for one in basis if one.article),
    )


def _lines(chosen: Chosen) -> list[str]:
    lines = [f"- {chosen.route.record.title}（{chosen.route.kind.value}）：符合的条件有{_list(chosen.met)}。"]
    if chosen.reasons:
        lines.append(f"- 有利的是{_list(chosen.reasons[:WORDS])}。")
    if chosen.unknown:
        lines.append(f"- 还要弄清：{_list(chosen.unknown)}。")
    if chosen.doubts:
        lines.append(f"- 不利的是{_list(chosen.doubts)}。")
    if chosen.route.combines:
        lines.append(f"- 可以搭配{SPLIT.join(record.title for record in chosen.route.combines)}。")
    return lines


def _list(conditions: Sequence[Any]) -> str:
    return "；".join(condition.says for condition in conditions)


def _written(facts: Facts) -> dict[str, str]:
    return {key: _text(value) for key, value in sorted(facts.items())}


def _text(value: FactValue) -> str:
    said = plain(value)
    return SPLIT.join(said) if isinstance(said, list) else str(said)


def _parsed(query: str) -> Mapping[str, str]:
    return dict(parse_qsl(query))
