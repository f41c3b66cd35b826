"""Hits → evidence: which records an answer rests on, and their sections in one numbered list."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from assistant.messages import Question
from assistant.outline import RELIEF, fixtures_for, sections_for
from assistant.reading.intents import Intent
from assistant.screening.orders import disarmed
from knowledge.records import Hit, Kind, Role, Section
from knowledge.store import Store

# How many records of a kind an answer can carry without losing its reader.
ARTICLES = 4  # imported articles that the search found
LIKELY = 0.15  # the chance that such an article needs
BESIDE = 0.2  # the score that a record needs beside those that fit in any case
LIMITS: Mapping[Kind, int] = {Kind.MECHANISM: 3, Kind.PROCEDURE: 1, Kind.CASE: 2, Kind.OPINION: 1}
# A record needs this share of the best record's score. A mediator wants a second mechanism to weigh against the first;
# a litigant, afraid and on a phone, only what fits, and a procedure that helps.
SHARE_OF_BEST: Mapping[Role, Mapping[Kind, float]] = {
    Role.MEDIATOR: {Kind.MECHANISM: 0.2, Kind.PROCEDURE: 0.35, Kind.CASE: 0.2, Kind.OPINION: 0.4},
    Role.LITIGANT: {Kind.MECHANISM: 0.5, Kind.PROCEDURE: 0.2, Kind.CASE: 0.2, Kind.OPINION: 0.6},
    Role.JUDGE: {Kind.MECHANISM: 0.35, Kind.PROCEDURE: 0.35, Kind.CASE: 0.2, Kind.OPINION: 0.4},
}
COMMON_WAYS = 4  # in all, where there are any that fit in any case
WAGES = "工资"  # the claim that has ways of its own
COMMON = (
    "mechanism-peoples-mediation",
    "mechanism-instalments",
    "procedure-judicial-confirmation",
    "mechanism-payment-order",
)
COMMON_WAGES = (
    "mechanism-labour-arbitration-mediation",
    "procedure-wage-arrears",
    "mechanism-labour-inspection",
    "mechanism-legal-aid",
)
STRONGEST = 2  # passages that speak for a record
# How many records related to the chosen ones stand in for a kind of which none came up by itself.
STAND_INS: Mapping[Role, Mapping[Kind, int]] = {
    Role.MEDIATOR: {Kind.MECHANISM: 2, Kind.CASE: 2},
    Role.LITIGANT: {Kind.MECHANISM: 1, Kind.PROCEDURE: 1, Kind.CASE: 1},
    Role.JUDGE: {Kind.MECHANISM: 2, Kind.CASE: 2},
}


@dataclass(frozen=True, slots=True)
class Found:
    """A question with its evidence. Marker n stands for ``hits[n - 1]``; records stand best first."""

    question: Question
    query: str
    hits: tuple[Hit, ...]
    seconds: float = 0.0  # what the retrieval took
    notices: tuple[str, ...] = ()  # what the asker should know of the articles that the question names
    named: int = 0  # of the first hits: articles that the question names
    facts: tuple[str, ...] = ()  # what the conversation has told, in words
    intent: Intent = Intent.MECHANISM

    def __post_init__(self) -> None:
        """Sources are data: what in them speaks to a program is left out, whoever composes."""
        object.__setattr__(self, "hits", disarmed(self.hits))


def gather(
    hits: Sequence[Hit],
    store: Store,
    role: Role,
    intent: Intent = Intent.MECHANISM,
    common: Sequence[str] = (),
) -> tuple[Hit, ...]:
    """The sections that ``role`` needs, for this kind of request, of the records that the hits speak for, best record
    first; after all of them what the outline always takes, and the articles that the records rest on.

    Where none of a kind came up by itself, those related to the chosen records stand in. ``common`` are records that
    fit in any case: with them, only what is likely to fit counts besides.
    """
    scores = record_scores(hits)
    if common:
        doubtful = {key for key, score in scores.items() if score < BESIDE and store.entries[key].kind in RELIEF}
        scores = {key: score for key, score in scores.items() if key not in doubtful}
    shares = SHARE_OF_BEST[role].items()
    chosen = [key for kind, share in shares for key in _best_of(kind, share, scores, store)]
    ways = sum(store.entries[key].kind in RELIEF for key in chosen)
    for key in [key for key in common if key not in chosen][: max(COMMON_WAYS - ways, 0)]:
        scores[key] = BESIDE
        chosen.append(key)
    if not chosen:
        return ()
    best = max(chosen, key=lambda key: scores[key])
    for kind, wanted in STAND_INS[role].items():
        if any(store.entries[key].kind is kind for key in chosen):
            continue
        near = (key for one in sorted(chosen, key=lambda key: -scores[key]) for key in store.related[one])
        related = dict.fromkeys(key for key in near if store.entries[key].kind is kind)
        for key in sorted(related, key=lambda key: -scores.get(key, 0))[:wanted]:
            scores[key] = scores[best] * SHARE_OF_BEST[role][kind]
            chosen.append(key)
    chosen.sort(key=lambda key: -scores[key])
    return _sections(chosen, scores, store, role, intent)


def common_ways(claim: str) -> Sequence[str]:
    """The records of what any claim of this kind can be brought to before a lawsuit."""
    return COMMON_WAGES if claim == WAGES else COMMON


def _sections(
    chosen: Sequence[str], scores: Mapping[str, float], store: Store, role: Role, intent: Intent
) -> tuple[Hit, ...]:
    hits = [
        Hit(passage, scores[key])
        for key in chosen
        for passage in store.sections[key]
        if passage.section in sections_for(role, passage.kind, intent)
    ]
    given = {hit.passage.id for hit in hits}
    for pick in fixtures_for(role, intent):
        taken = (one for one in store.sections.get(pick.of, ()) if one.section is pick.section and one.id not in given)
        hits += [Hit(one, 0.0) for one in taken]
    return tuple(sorted(hits, key=lambda hit: hit.passage.section is Section.BASIS))


def articles_of(hits: Sequence[Hit], known: Collection[str]) -> tuple[Hit, ...]:
    """The best imported articles among the hits that are likely enough; ``known`` are ids of passages to leave out."""
    likely = [hit for hit in hits if hit.passage.kind is Kind.ARTICLE and hit.score >= LIKELY]
    return tuple(hit for hit in likely if hit.passage.id not in known)[:ARTICLES]


def record_scores(hits: Sequence[Hit]) -> dict[str, float]:
    """Record id → mean score of its strongest passages, in [0, 1]."""
    grouped: dict[str, list[float]] = {}
    for hit in hits:
        grouped.setdefault(hit.passage.record_id, []).append(hit.score)
    return {key: sum(sorted(values, reverse=True)[:STRONGEST]) / STRONGEST for key, values in grouped.items()}


def _best_of(kind: Kind, share: float, scores: Mapping[str, float], store: Store) -> list[str]:
    least = share * max(scores.values(), default=0.0)
    near = [key for key, score in scores.items() if store.entries[key].kind is kind and score >= least]
    return sorted(near, key=lambda key: (-scores[key], key))[: LIMITS[kind]]
