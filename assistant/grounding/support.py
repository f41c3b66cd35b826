"""How far passages carry a sentence: the nearest of their sentences in meaning, and the words that they share."""

import re
import unicodedata
from collections.abc import Sequence
from functools import lru_cache

import numpy as np

from knowledge.embedding import StaticEmbeddings
from knowledge.lexical import tokens
from knowledge.rarity import Rarity
from knowledge.records import Passage

PART = re.compile(r"[。！？；\n]")
CLAUSE = re.compile(r"[，。！？；：、\n]")
SHORTEST = 4  # characters of a part that says anything
SHARED = 0.3  # what the share of common words adds at most
CARRIED = 0.45  # from which a sentence counts as carried: 19 of 20 sentences set beside another article stay below
_BARE = re.compile(r"[\s\W_]+")


def bare(text: str) -> str:
    """Letters, digits and ideographs alone, of one width: what two ways of setting one sentence have in common."""
    return _BARE.sub("", unicodedata.normalize("NFKC", text))


def contained(sentence: str, passage: Passage) -> bool:
    """Whether a sentence stands in a passage word for word; …… in it may leave something out.

    What is too short to say anything (可以) must stand between two marks of punctuation there too.
    """
    parts = [bare(part) for part in re.split(r"……|\.\.\.", sentence)]
    if sum(map(len, parts)) < SHORTEST:
        return "".join(parts) in {bare(part) for part in CLAUSE.split(passage.text)} - {""}
    return all(any(part in held for held in _held(passage)) for part in parts)


@lru_cache(maxsize=512)
def _held(passage: Passage) -> tuple[str, ...]:
    """The words of a passage, alone and after the names by which a sentence may cite it."""
    words = bare(passage.text + passage.quote) + bare(passage.source)
    return words, *(bare(f"{passage.source}{at}{passage.quote}{passage.text}") for at in ("", passage.locator))


def support(sentence: str, passages: Sequence[Passage]) -> float:
    """How far the passages carry the sentence, in about [-0.2, 1.3]; higher is better."""
    if not passages:
        return 0.0
    vector = _vectors((sentence,))[0]
    return max(
        float((_vectors(_parts(one)) @ vector).max(initial=0.0)) + SHARED * _shared(sentence, one) for one in passages
    )


def nearness(sentence: str, about: str) -> float:
    """How near a sentence is to a question: the cosine of their meanings, and the share of the words they share."""
    rarity, words, wanted = Rarity.load(), set(tokens(sentence)), set(tokens(about))
    total = sum(map(rarity.weight, words)) or 1.0
    shared = sum(rarity.weight(word) for word in words & wanted) / total
    return float(_vectors((sentence,))[0] @ _vectors((about,))[0]) + SHARED * shared


@lru_cache(maxsize=512)
def _parts(passage: Passage) -> tuple[str, ...]:
    text = f"{passage.text}\n{passage.quote}"
    return (*(part for part in PART.split(text) if len(part) >= SHORTEST), passage.title)


@lru_cache(maxsize=1024)
def _vectors(texts: tuple[str, ...]) -> "np.ndarray[tuple[int, int], np.dtype[np.float32]]":
    return np.asarray(_model().embed_documents(list(texts)), dtype=np.float32)


@lru_cache(maxsize=1)
def _model() -> StaticEmbeddings:
    return StaticEmbeddings()


@lru_cache(maxsize=512)
def _words(passage: Passage) -> frozenset[str]:
    return frozenset(tokens(f"{passage.title}{passage.text}{passage.quote}"))


def _shared(sentence: str, passage: Passage) -> float:
    """The share of the weight of a sentence's words that a passage has too, in [0, 1]."""
    rarity, words = Rarity.load(), set(tokens(sentence))
    total = sum(map(rarity.weight, words))
    return sum(rarity.weight(word) for word in words & _words(passage)) / total if total else 0.0
