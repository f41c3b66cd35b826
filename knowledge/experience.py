"""Known questions and what answers them: how often a law or an article does, and which do for questions like this one.

    models/experience/   vectors.npy (known questions × dimensions, in bytes) · answers.json

Of the questions only their vectors are kept, in 256 steps. They are learnt from collections of questions with answers
(see ``training/NOTES.md``), so they lean towards what those collections ask; ``weights`` keep them from doing so alone.

What answers is named as LAW第…条, or LAW@DATE#第…条 where another article bore that number in another version, with the
mark of its words: where a law was revised, an article is found again under its new number, and another article that
bears the old one is not taken for it.
"""

import json
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from pathlib import Path
from typing import Self

import numpy as np
import numpy.typing as npt

from knowledge.candidates import Floats, Query, Rows
from knowledge.features import Background, asked_by, kinds_of
from knowledge.names import article_name, law_of, plain_name
from knowledge.passage_index import PassageIndex
from knowledge.wording import NONE as NO_MARK
from knowledge.wording import nearest, same_words

SHIPPED = Path(__file__).parent / "models" / "experience"
STEPS = 127  # the largest number of a vector as bytes
NEAREST = 30  # known questions that vote on a new one
SHARPNESS = 10.0
SMALL_LAW, SMALL_ARTICLE, SMALL_VOTE = 0.3, 0.1, 0.01  # what stands for nothing known, before the logarithm


@dataclass(frozen=True, slots=True)
class Recalled:
    """Of each name and each law: the share of the most similar known questions that it answers, in [0, 1]; of each
    name: the cosine of the most similar question that it answers (at least 0). ``ours`` is the share of the most
    similar that are of our field; ``closest_ours`` and ``closest_other`` are the cosines of the most similar of either
    sort.
    """

    by_name: Floats
    by_law: Floats
    closest: Floats
    ours: float = 0.0
    closest_ours: float = 0.0
    closest_other: float = 0.0


@dataclass(frozen=True)
class Experience:
    """``answers[i]`` are the plain names (or record ids) that answer the question of ``vectors[i]``; ``weights[i]`` is
    how much it counts in the priors (0: only its likeness counts); ``ours[i]`` is 1 for a question of our field, 0 for
    one of another, and between them where it is honestly neither. ``marks`` has the words of what answers, where they
    are known (see `knowledge.wording`).
    """

    vectors: Floats
    answers: Sequence[Sequence[str]]
    weights: Floats
    ours: Floats
    marks: Mapping[str, int] = field(default_factory=dict)

    @classmethod
    def load(cls, folder: Path = SHIPPED) -> Self:
        """Read what `save` wrote."""
        stored = json.loads((folder / "answers.json").read_text(encoding="utf-8"))
        vectors = np.load(folder / "vectors.npy").astype(np.float32)
        vectors /= np.maximum(np.linalg.norm(vectors, axis=1, keepdims=True), 1)
        names = stored["names"]
        answers = [[names[number] for number in row] for row in stored["answers"]]
        weights, ours = (np.asarray(stored[name], dtype=np.float32) for name in ("weights", "ours"))
        marks = dict(zip(names, stored["marks"], strict=True))
        return cls(vectors, answers, weights, ours, {name: one for name, one in marks.items() if one != NO_MARK})

    @classmethod
    def none(cls, dimensions: int) -> Self:
        """Nothing known."""
        nothing = np.zeros(0, dtype=np.float32)
        return cls(np.zeros((0, dimensions), dtype=np.float32), (), nothing, nothing)

    def save(self, folder: Path) -> None:
        """Vectors as bytes, their length left out; names once each."""
        folder.mkdir(parents=True, exist_ok=True)
        numbers: dict[str, int] = {}
        answers = [[numbers.setdefault(name, len(numbers)) for name in row] for row in self.answers]
        weights, ours = ([round(float(one), 3) for one in values] for values in (self.weights, self.ours))
        marks = [self.marks.get(name, NO_MARK) for name in numbers]
        stored = {"names": list(numbers), "marks": marks, "answers": answers, "weights": weights, "ours": ours}
        (folder / "answers.json").write_text(json.dumps(stored, ensure_ascii=False, separators=(",", ":")), "utf-8")
        largest = np.abs(self.vectors).max(axis=1, keepdims=True)
        steps = np.rint(self.vectors * (STEPS / np.where(largest == 0, 1, largest)))
        np.save(folder / "vectors.npy", steps.astype(np.int8))

    def without(self, questions: Iterable[int]) -> Self:
        """The same without some of the questions."""
        kept = sorted(set(range(len(self.answers))) - set(questions))
        answers = [self.answers[one] for one in kept]
        return replace(
            self, vectors=self.vectors[kept], answers=answers, weights=self.weights[kept], ours=self.ours[kept]
        )

    def answered_by(self, names: Collection[str]) -> Self:
        """Only the questions that one of these answers, with those answers alone."""
        wanted = set(names)
        kept = [number for number, row in enumerate(self.answers) if not wanted.isdisjoint(row)]
        answers = [[name for name in self.answers[one] if name in wanted] for one in kept]
        return replace(
            self, vectors=self.vectors[kept], answers=answers, weights=self.weights[kept], ours=self.ours[kept]
        )

    @cached_property
    def names(self) -> dict[str, int]:
        """A number for every name that answers anything."""
        return {name: number for number, name in enumerate(dict.fromkeys(name for row in self.answers for name in row))}

    @cached_property
    def laws(self) -> dict[str, int]:
        """A number for every law (or record) that does."""
        return {law: number for number, law in enumerate(dict.fromkeys(map(_law, self.names)))}

    def counts(self) -> tuple[Floats, Floats, float]:
        """Weighted counts of questions answered by each name and by each law, and of all questions."""
        return (*self._tally(np.arange(len(self.answers)), self.weights), float(self.weights.sum()))

    def recall(self, vector: Floats) -> "Recalled":
        """What the known questions say of a new one, by its vector."""
        if not len(self.vectors) or not vector.any():
            names, laws = (np.zeros(len(known), dtype=np.float32) for known in (self.names, self.laws))
            return Recalled(names, laws, names)
        alike = self.vectors @ vector
        closest = np.zeros(len(self.names), dtype=np.float32)
        np.maximum.at(closest, self._names_of[1], alike[self._names_of[0]])
        nearest = _first(alike, NEAREST)
        weights = np.exp(SHARPNESS * (alike[nearest] - 1))
        by_name, by_law = self._tally(nearest, weights)
        total = float(weights.sum())
        return Recalled(
            by_name=by_name / total,
            by_law=by_law / total,
            closest=closest,
            ours=float(weights @ self.ours[nearest]) / total,
            closest_ours=float(np.max(alike, where=self.ours == 1, initial=0.0)),
            closest_other=float(np.max(alike, where=self.ours == 0, initial=0.0)),
        )

    def _tally(self, questions: Rows, weights: Floats) -> tuple[Floats, Floats]:
        """The weights of some questions, summed for every name and every law that answers them."""
        weight = np.zeros(len(self.answers), dtype=np.float32)
        weight[questions] = weights
        by_name, by_law = (
            np.bincount(of[1], weight[of[0]], len(known)).astype(np.float32)
            for of, known in ((self._names_of, self.names), (self._laws_of, self.laws))
        )
        return by_name, by_law

    @cached_property
    def _names_of(self) -> tuple[Rows, Rows]:
        """Question and name of every answer."""
        return pairs([{self.names[name] for name in row} for row in self.answers])

    @cached_property
    def _laws_of(self) -> tuple[Rows, Rows]:
        """Question and law of every answer."""
        law = {name: self.laws[_law(name)] for name in self.names}
        return pairs([{law[name] for name in row} for row in self.answers])


def _law(name: str) -> str:
    """The plain name of the law of an answer; a record's id is its own."""
    return law_of(article_name(name))


def pairs(rows: Sequence[Collection[int]]) -> tuple[Rows, Rows]:
    """(row, number) for every number of every row."""
    pairs = [(row, number) for row, numbers in enumerate(rows) for number in sorted(numbers)]
    first, second = np.array(pairs, dtype=np.int64).reshape(-1, 2).T
    return first, second


def _first(scores: Floats, most: int) -> Rows:
    """Places of the highest scores, best first; of equal ones, the first."""
    if most < len(scores):
        places = np.flatnonzero(scores >= np.partition(scores, -most)[-most])
    else:
        places = np.arange(len(scores))
    return places[np.argsort(-scores[places], kind="stable")][:most]


@dataclass(frozen=True, slots=True)
class Links:
    """What is known of rows from elsewhere, as `knowledge.features` has it: of articles from the records that rest on
    them, of records from the articles they rest on.

    ``named`` tells for each group whether the question names it, where that is not left to the names of laws.
    """

    records: Mapping[int, float] = field(default_factory=dict)
    passages: Mapping[int, float] = field(default_factory=dict)
    named: Floats | None = None

    def of(self, rows: Rows) -> tuple[Floats, Floats]:
        """``records`` and ``passages`` of the given rows; 0 where there is nothing."""
        if not self.records:
            nothing = np.zeros(len(rows), dtype=np.float32)
            return nothing, nothing
        numbers = rows.tolist()
        return (
            np.array([self.records.get(row, 0.0) for row in numbers], dtype=np.float32),
            np.array([self.passages.get(row, 0.0) for row in numbers], dtype=np.float32),
        )


class Standing:
    """What an experience means for the passages of one index."""

    def __init__(self, index: PassageIndex, experience: Experience) -> None:
        """Matches the names of both once."""
        self._index = index
        self._experience = experience
        self._name = _known_again(index, experience)
        self._rows: dict[int, list[int]] = {}
        for row in np.flatnonzero(self._name >= 0).tolist():
            self._rows.setdefault(int(self._name[row]), []).append(row)
        plain = list(map(article_name, index.groups))
        self._law = np.array([experience.laws.get(name, -1) for name in plain], dtype=np.int64)
        self._kinds = kinds_of(index.groups)
        self._short = [name if len(name) > 2 else None for name in plain]  # noqa: PLR2004  宪法 is not a name to go by
        by_name, by_law, total = experience.counts()
        self._prior = np.log((_at(by_name, self._name) + SMALL_ARTICLE) / (total + 1))
        self._group_prior = np.log((_at(by_law, self._law) + SMALL_LAW) / (total + 1))

    def recall(self, query: Query) -> Recalled:
        """What the known questions say of this one."""
        return self._experience.recall(query.familiar)

    def asked(self, recalled: Recalled, most: int) -> list[int]:
        """Rows of the names that answer the most similar known questions, ``most`` names at most."""
        closest = recalled.closest
        best = np.argsort(-closest, kind="stable")[:most]
        return [row for name in best.tolist() if closest[name] > 0 for row in self._rows.get(name, ())]

    def background(self, query: Query, rows: Rows, links: Links, recalled: Recalled) -> Background:
        """Of the given rows for one question."""
        group = self._index.facts.group[rows].astype(np.int64)
        linked, linked_passage = links.of(rows)
        return Background(
            group=group,
            size=self._index.facts.size[rows],
            group_centre=self._index.centres[group] @ query.vector,
            named=self._named(query.text, group) if links.named is None else links.named[group],
            linked=linked,
            linked_passage=linked_passage,
            group_prior=self._group_prior[group],
            prior=self._prior[rows],
            group_asked=np.log(_at(recalled.by_law, self._law[group]) + SMALL_VOTE),
            asked=_at(recalled.by_name, self._name[rows]),
            asked_cosine=_at(recalled.closest, self._name[rows]),
            kind=self._kinds[group],
            asker=asked_by(query.asker, self._kinds[group]),
        )

    def _named(self, question: str, group: npt.NDArray[np.int64]) -> Floats:
        question = plain_name(question)
        distinct, own = np.unique(group, return_inverse=True)
        named = [float(bool(name := self._short[one]) and name in question) for one in distinct]
        return np.asarray(named, dtype=np.float32)[own]


def _known_again(index: PassageIndex, experience: Experience) -> Rows:
    """The answer that each row is, or that the record is which it is part of, by its number, or -1: by name, unless the
    words are others; else by the words.
    """
    known = np.full(len(index), -1, dtype=np.int64)
    by_name: dict[str, list[int]] = {}
    by_law: dict[str, list[int]] = {}
    for name, number in experience.names.items():
        by_name.setdefault(article_name(name), []).append(number)
        if name in experience.marks:
            by_law.setdefault(_law(name), []).append(number)
    marks = np.array([experience.marks.get(name, NO_MARK) for name in experience.names], dtype=np.uint64)
    for row, name in enumerate(index.names):
        for number in by_name.get(name, ()):
            if same_words(int(index.facts.mark[row]), int(marks[number])):
                known[row] = number
    for group, record in enumerate(index.groups):
        if record in experience.names:
            known[(index.facts.group == group) & (known < 0)] = experience.names[record]
    for group, law in enumerate(map(article_name, index.groups)):
        if numbers := by_law.get(law):
            rows = np.flatnonzero((index.facts.group == group) & (known < 0) & (index.facts.mark != NO_MARK))
            moved = nearest(index.facts.mark[rows], marks[numbers])
            known[rows[moved >= 0]] = np.array(numbers)[moved[moved >= 0]]
    return known


def _at(values: Floats, places: npt.NDArray[np.int64]) -> Floats:
    """The values at those places; 0 at -1."""
    return np.append(values, np.float32(0))[places]
