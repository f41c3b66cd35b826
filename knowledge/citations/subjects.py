"""Which article of a law a sentence speaks of: weighed by the pairs of characters that the two share.

A pair weighs what it tells apart within the law (its inverse document frequency there). No model is needed, and the
weights of every judgement can be shown.
"""

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import log

import numpy as np
import numpy.typing as npt

from knowledge.law import ArticleNumber

_SPOKEN = re.compile(r"[一-鿿]+|[A-Za-z0-9]+")
_EMPTY = re.compile(  # what a sentence says when it cites, whatever the article is about
    r"根据|依据|依照|按照|参照|适用|违反|符合|规定|相关|有关|上述|以下|如下|法律|条款|条文|同时|因此|所以|应当|可以|不得|或者|以及|人民法院|法院|当事人"
)


# Set on real citations and on the same ones with another number (tests/benchmarks): one false alarm in a hundred.
TELLING = 25.0  # nats that a sentence must say before its subject is judged
FOREIGN = 0.20  # share below which a sentence does not speak of the cited article …
EVIDENT = 0.35  # … while another article has at least this share …
MARGIN = 1.8  # … and this many times that of the cited one
CERTAIN = 0.85  # share from which another article is what is spoken of, however much the cited one shares …
CERTAIN_MARGIN = 1.6  # … if it has this many times that of the cited one
IN_ONE_BREATH = 0.60  # share that another article needs where several are cited at once: each covers but a part


@dataclass(frozen=True, slots=True)
class Fit:
    """How well a sentence fits an article: shares in [0, 1] of what it says that tells articles of this law apart.

    ``own`` is the cited article's; ``best`` that of ``best_article``, the fittest of the others. ``weight`` is how much
    the sentence says at all, in nats: below a few, it cannot be judged.
    """

    own: float
    best: float
    best_article: ArticleNumber | None
    weight: float


class SubjectIndex:
    """The articles of one version of a law, ready to be compared with sentences."""

    def __init__(self, texts: Mapping[ArticleNumber, str]) -> None:
        """``texts`` are the articles, by number."""
        self.articles = tuple(sorted(texts))
        self._places = {article: place for place, article in enumerate(self.articles)}
        counts: Counter[str] = Counter()
        pairs = [set(_pairs(texts[article])) for article in self.articles]
        for found in pairs:
            counts.update(found)
        self._weights = {pair: log(1 + (len(pairs) - count + 0.5) / (count + 0.5)) for pair, count in counts.items()}
        postings: dict[str, list[int]] = {}
        for place, found in enumerate(pairs):
            for pair in found:
                postings.setdefault(pair, []).append(place)
        self._postings: dict[str, npt.NDArray[np.int32]] = {
            pair: np.array(places, np.int32) for pair, places in postings.items()
        }
        lengths = np.array([max(len(found), 1) for found in pairs], np.float32)
        mean = float(lengths.mean()) if len(lengths) else 1.0
        self._damping = (1 / (0.75 + 0.25 * lengths / mean)).astype(np.float32)  # a long article shares by chance

    def fit(self, sentence: str, article: ArticleNumber, besides: Sequence[ArticleNumber] = ()) -> Fit:
        """How the sentence fits ``article``, and which other fits best; ``besides`` are not considered as the other."""
        scores, weight = self._scores(sentence)
        own_place = self._places.get(article)
        own = float(scores[own_place]) if own_place is not None else 0.0
        others = scores.copy()
        for other in (article, *besides):
            if other in self._places:
                others[self._places[other]] = -1
        if not len(others) or others.max() <= 0:
            return Fit(own, 0.0, None, weight)
        place = int(others.argmax())
        return Fit(own, float(others[place]), self.articles[place], weight)

    def nearest(self, sentence: str, k: int) -> tuple[ArticleNumber, ...]:
        """The ``k`` articles that share most with a sentence, best first; fewer where fewer share anything."""
        scores, _ = self._scores(sentence)
        best = np.argsort(-scores, kind="stable")[:k]
        return tuple(self.articles[int(place)] for place in best if scores[place] > 0)

    def share(self, sentence: str, article: ArticleNumber) -> float:
        """How the sentence fits one article."""
        scores, _ = self._scores(sentence)
        return float(scores[self._places[article]]) if article in self._places else 0.0

    def _scores(self, sentence: str) -> tuple[npt.NDArray[np.float32], float]:
        scores = np.zeros(len(self.articles), np.float32)
        weight = 0.0
        for pair in set(_pairs(sentence)):
            if pair in self._weights:
                weight += self._weights[pair]
                scores[self._postings[pair]] += self._weights[pair]
        return (scores * self._damping / np.float32(weight) if weight else scores), weight


def _pairs(text: str) -> list[str]:
    """Pairs of neighbouring characters of the words that say something."""
    return [run[at : at + 2] for run in _SPOKEN.findall(_EMPTY.sub(" ", text)) for at in range(len(run) - 1)]


def speaks_of_another(
    index: SubjectIndex,
    sentence: str,
    article: ArticleNumber,
    besides: Sequence[ArticleNumber] = (),
    shared: bool = False,
) -> ArticleNumber | None:
    """The article that the sentence speaks of, where that evidently is not ``article``; otherwise None.

    ``besides`` cannot be that article; ``shared`` tells that several are cited at once.
    """
    fit = index.fit(sentence, article, besides)
    if fit.weight < TELLING:
        return None
    evident = IN_ONE_BREATH if shared else EVIDENT
    foreign = fit.own < FOREIGN and fit.best >= max(evident, MARGIN * fit.own)
    certain = fit.best >= max(CERTAIN, CERTAIN_MARGIN * fit.own)
    return fit.best_article if foreign or certain else None
