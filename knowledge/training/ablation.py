"""What each feature, each prior and each source of candidates brings, by cross-validation."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import fields, replace

import numpy as np

from knowledge.candidates import Floats
from knowledge.engine import CANDIDATES
from knowledge.features import FEATURES, KINDS
from knowledge.ranking import Scorer
from knowledge.training.evaluate import Scores
from knowledge.training.fitting import SEEDS, Judged, fit_scorer

GROUPS: Mapping[str, tuple[str, ...]] = {
    "cosine": ("cosine", "cosine_share", "cosine_rank"),
    "lexical": ("lexical", "lexical_share", "lexical_rank"),
    "coverage": ("coverage",),
    "size": ("size",),
    "law's share of the nearest": ("group_cosine", "group_lexical"),
    "law's best": ("group_best_cosine", "group_best_lexical", "group_best_coverage", "group_best_linked"),
    "law's centre": ("group_centre",),
    "neighbours": ("beside_cosine", "beside_lexical"),
    "law named": ("named",),
    "links from records": ("linked", "linked_passage"),
    "prior of the law": ("group_prior",),
    "prior of the article": ("prior",),
    "both priors": ("group_prior", "prior"),
    "known questions": ("group_asked", "asked", "asked_cosine"),
    "priors and known questions": ("group_prior", "prior", "group_asked", "asked", "asked_cosine"),
    "kind of law": KINDS,
}


def order_quality(scorer: Scorer, judged: Sequence[Judged]) -> Scores:
    """Of the order that a scorer gives; questions with nothing wanted are left out."""
    found: list[tuple[float, float, float]] = []
    for one in judged:
        if one.wanted:
            wanted = one.relevance[np.argsort(-scorer.scores(one.features), kind="stable")] == 1
            first = np.flatnonzero(wanted[:10])
            rank = 1 / (1 + first[0]) if len(first) else 0.0
            found.append((wanted[:10].sum() / one.wanted, wanted[:100].sum() / one.wanted, rank))
    return Scores(*np.mean(found, axis=0).tolist())


def cross_validated(
    folds: Sequence[Sequence[Judged]],
    always: Sequence[Judged] = (),
    change: Callable[[Judged], Judged] = lambda one: one,
    seeds: int = SEEDS,
) -> Scores:
    """The mean over folds of scorers fitted on the others and ``always``; ``change`` is applied to all."""
    changed = [[change(one) for one in part] for part in folds]
    more = [change(one) for one in always]
    found = []
    for number, part in enumerate(changed):
        others = [one for other, rest in enumerate(changed) if other != number for one in rest]
        found.append(order_quality(fit_scorer([*others, *more], seeds=seeds), part))
    return Scores(*(float(np.mean([getattr(one, field.name) for one in found])) for field in fields(Scores)))


def without(names: Sequence[str]) -> Callable[[Judged], Judged]:
    """Sets features to zero, so that no weight can rest on them."""
    columns = [FEATURES.index(name) for name in names]

    def change(one: Judged) -> Judged:
        features = one.features.copy()
        features[:, columns] = 0
        return replace(one, features=features)

    return change


def found_by(*names: str) -> Callable[[Judged], Judged]:
    """Keeps the candidates that these ways of search found: cosine, lexical."""

    def change(one: Judged) -> Judged:
        kept = np.zeros(len(one.relevance), dtype=bool)
        for name in names:
            scores: Floats = one.features[:, FEATURES.index(name)]
            kept |= (scores > 0) & (np.argsort(np.argsort(-scores, kind="stable")) < CANDIDATES)
        return replace(one, features=one.features[kept], relevance=one.relevance[kept])

    return change


def ablation(folds: Sequence[Sequence[Judged]]) -> Iterator[tuple[str, Scores]]:
    """Label and quality of each variant, the whole first; one network each, fitted on these questions alone."""
    variants: dict[str, Callable[[Judged], Judged]] = {
        "all": lambda one: one,
        **{f"without {label}": without(names) for label, names in GROUPS.items()},
        "candidates by meaning alone": found_by("cosine"),
        "candidates by words alone": found_by("lexical"),
        "candidates by meaning and words, none by links or known questions": found_by("cosine", "lexical"),
    }
    for label, change in variants.items():
        yield label, cross_validated(folds, (), change, seeds=1)
