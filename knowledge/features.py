"""Candidates → a matrix of features. Pure: arrays in, arrays out."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from knowledge.candidates import Candidates, Floats, Rows

ASKERS = ("mediator", "litigant", "judge")
RECORD_KINDS = ("mechanism", "procedure", "case", "opinion")
FEATURES = (
    "cosine",  # of question and passage
    "cosine_share",  # of the best
    "cosine_rank",  # 1 / (5 + rank)
    "lexical",  # BM25
    "lexical_share",
    "lexical_rank",
    "coverage",  # share of the question's token mass that the passage has
    "size",  # logarithm of the characters
    "group_cosine",  # logarithm of the share of the nearest that are of the same law or record
    "group_lexical",  # the same of the best by words
    "group_best_cosine",  # of the passages of the same law or record
    "group_best_lexical",
    "group_best_coverage",
    "group_best_linked",
    "group_centre",  # cosine of the question and the mean of the law or record
    "beside_cosine",  # the better of the passages before and after, where they are candidates too
    "beside_lexical",
    "named",  # the question names the law or record
    # Of an article: the chance of the best record that rests on it, and of the best passage that cites it. Of a passage
    # of ours: the share of the most similar known questions that its record's articles answer, and the cosine of the
    # closest one that an article it cites answers.
    "linked",
    "linked_passage",
    "group_prior",  # logarithm of how often questions are answered from this law
    "prior",  # logarithm of how often by this article
    "group_asked",  # logarithm of the share of the most similar known questions that this law answers
    "asked",  # the same share of this article
    "asked_cosine",  # of the question and the most similar known one that this article answers; 0 where there is none
    "statute",
    "interpretation",
    "regulation",
    "rule",
    "national",  # the name begins with that of the state
    "mechanism",
    "procedure",
    "case",
    "opinion",
    # The kind of record again, for each of those who may ask.
    *(f"{asker}_{kind}" for asker in ASKERS for kind in RECORD_KINDS),
)
KINDS = FEATURES[FEATURES.index("statute") : FEATURES.index("opinion") + 1]
ASKED_BY = FEATURES[FEATURES.index("opinion") + 1 :]
LEAST = 1e-6


@dataclass(frozen=True, slots=True)
class Background:
    """What is known of each candidate before its words are looked at; arrays in step with the candidates' rows.

    ``group`` numbers the law or record; ``kind`` has one column for each of `KINDS` and ``asker`` for each of
    `ASKED_BY`; ``named`` and ``linked`` are of this question; the others as the features of the same name.
    """

    group: npt.NDArray[np.int64]
    size: npt.NDArray[np.int32]
    group_centre: Floats
    named: Floats
    linked: Floats
    linked_passage: Floats
    group_prior: Floats
    prior: Floats
    group_asked: Floats
    asked: Floats
    asked_cosine: Floats
    kind: Floats
    asker: Floats


def features_of(found: Candidates, background: Background) -> Floats:
    """Shape (candidates, FEATURES)."""
    cosine, lexical = found.cosine, found.lexical
    best_cosine = max(float(cosine.max(initial=0.0)), LEAST)
    best_lexical = max(float(lexical.max(initial=0.0)), LEAST)
    columns: Mapping[str, Floats] = {
        "cosine": cosine,
        "cosine_share": cosine / best_cosine,
        "cosine_rank": _reciprocal_rank(cosine),
        "lexical": lexical,
        "lexical_share": lexical / best_lexical,
        "lexical_rank": _reciprocal_rank(lexical),
        "coverage": found.coverage,
        "size": np.log(np.maximum(background.size, 5)),
        "group_cosine": _group_share(np.exp(20 * (cosine - best_cosine)), background.group),
        "group_lexical": _group_share((lexical / best_lexical) ** 4, background.group),
        "group_best_cosine": _best(cosine, background.group),
        "group_best_lexical": _best(lexical, background.group),
        "group_best_coverage": _best(found.coverage, background.group),
        "group_best_linked": _best(background.linked_passage, background.group),
        "group_centre": background.group_centre,
        "beside_cosine": _beside(cosine, found.rows, background.group),
        "beside_lexical": _beside(lexical / best_lexical, found.rows, background.group),
        "named": background.named,
        "linked": background.linked,
        "linked_passage": background.linked_passage,
        "group_prior": background.group_prior,
        "prior": background.prior,
        "group_asked": background.group_asked,
        "asked": background.asked,
        "asked_cosine": background.asked_cosine,
        **dict(zip(KINDS, background.kind.T, strict=True)),
        **dict(zip(ASKED_BY, background.asker.T, strict=True)),
    }
    return np.stack([columns[name] for name in FEATURES], axis=1).astype(np.float32)


def _reciprocal_rank(scores: Floats) -> Floats:
    ranks = np.empty(len(scores), dtype=np.float32)
    ranks[np.argsort(-scores, kind="stable")] = np.arange(len(scores))
    return np.asarray(1 / (5 + ranks), dtype=np.float32)


def _group_share(weights: Floats, group: npt.NDArray[np.int64]) -> Floats:
    _, own = np.unique(group, return_inverse=True)
    shares = np.bincount(own, weights) / max(float(weights.sum()), LEAST)
    return np.asarray(np.log(shares[own] + 1e-4), dtype=np.float32)


def _best(scores: Floats, group: npt.NDArray[np.int64]) -> Floats:
    _, own = np.unique(group, return_inverse=True)
    best = np.full(own.max(initial=-1) + 1, -np.inf, dtype=np.float32)
    np.maximum.at(best, own, scores)
    return best[own]


def _beside(scores: Floats, rows: Rows, group: npt.NDArray[np.int64]) -> Floats:
    """The better score of the rows before and after; 0 where neither is a candidate of the same group."""
    result = np.zeros(len(rows), dtype=np.float32)
    adjacent = (np.diff(rows) == 1) & (np.diff(group) == 0)
    result[1:] = np.where(adjacent, scores[:-1], 0)
    result[:-1] = np.maximum(result[:-1], np.where(adjacent, scores[1:], 0))
    return result


def asked_by(asker: str, kind: Floats) -> Floats:
    """The columns of `ASKED_BY`: the kinds of records under the one who asks; zeros where nobody is named."""
    records = kind[:, RECORDS : RECORDS + len(RECORD_KINDS)]
    return np.concatenate([records * float(asker == one) for one in ASKERS], axis=1)


def kinds_of(groups: Sequence[str]) -> Floats:
    """The kind columns of laws by their names, and of our records by their ids; zeros for what is neither."""
    table = np.zeros((len(groups), len(KINDS)), dtype=np.float32)
    for row, name in enumerate(groups):
        bare = name.removeprefix(STATE)
        kind = name.partition("-")[0]
        if kind in KINDS[RECORDS:]:
            table[row, KINDS.index(kind)] = 1
        elif "解释" in bare or bare.startswith(("最高人民法院", "最高人民检察院")):
            table[row, 1] = 1
        elif bare.endswith(("规定", "办法", "细则", "规则")):
            table[row, 3] = 1
        elif bare.endswith(("法", "法典")):
            table[row, 0] = 1
        elif bare.endswith("条例"):
            table[row, 2] = 1
        table[row, 4] = name.startswith(STATE)
    return table


RECORDS = KINDS.index("mechanism")
STATE = "中华人民共和国"
