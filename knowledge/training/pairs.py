"""Pairs of texts that should lie close together, from the articles alone or from questions and answers."""

import random
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from knowledge.training.sources import Article, Question

_SENTENCE = re.compile(r"[^。;；！？\n]+")
_CLAUSE = re.compile(r"[^。;；,，:：、！？\n]+")
_SHORTEST_CLAUSE = 4


@dataclass(frozen=True, slots=True)
class Pair:
    """Two texts that belong together; another pair's ``positive`` is taken not to fit this ``anchor``."""

    anchor: str
    positive: str


def titles(articles: Sequence[Article]) -> Iterator[Pair]:
    """The law's name → the text of one of its articles."""
    for article in articles:
        yield Pair(article.law, article.text)


def sentences(articles: Sequence[Article], chance: random.Random) -> Iterator[Pair]:
    """One sentence of an article → the rest of the article, its name included."""
    for article in articles:
        parts = _SENTENCE.findall(article.text)
        if len(parts) > 1:
            drawn = chance.randrange(len(parts))
            yield Pair(parts[drawn], "\n".join([article.title, *parts[:drawn], *parts[drawn + 1 :]]))


def clauses(articles: Sequence[Article], chance: random.Random) -> Iterator[Pair]:
    """Two clauses of an article, drawn at random → the whole article."""
    for article in articles:
        parts = [part for part in _CLAUSE.findall(article.text) if len(part) >= _SHORTEST_CLAUSE]
        if parts:
            yield Pair("\n".join(chance.sample(parts, min(2, len(parts)))), article.passage)


def self_supervised(articles: Sequence[Article], chance: random.Random) -> list[list[Pair]]:
    """One list a kind of pair, each in random order; a fresh draw at every call."""
    kinds = [list(titles(articles)), list(sentences(articles, chance)), list(clauses(articles, chance))]
    for kind in kinds:
        chance.shuffle(kind)
    return kinds


def supervised(questions: Sequence[Question], passages: dict[str, str]) -> list[Pair]:
    """Question → gold article, question → answer, answer → gold article; ``passages`` by article name."""
    drawn: list[Pair] = []
    for question in questions:
        gold = [passages[name] for name in question.gold]
        drawn += [Pair(question.text, passage) for passage in gold]
        if question.answer:
            drawn.append(Pair(question.text, question.answer))
            drawn += [Pair(question.answer, passage) for passage in gold]
    return drawn


def batches(pairs: Sequence[Pair], size: int) -> list[Sequence[Pair]]:
    """The pairs in their order, ``size`` at a time; the last batch may be smaller."""
    return [pairs[start : start + size] for start in range(0, len(pairs), size)]
