"""Hits leave room for one another: no record crowds out the others, no text is said twice, ours are not pushed out."""

from collections import Counter
from collections.abc import Sequence
from itertools import pairwise

import numpy as np
import numpy.typing as npt
import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.choosing import ALIKE, PER_RECORD, distinct, merged, varied
from knowledge.records import Hit, Kind, Passage, Section

SCORES = st.floats(0, 1, allow_nan=False)


def hit(record: str, place: int, score: float, kind: Kind = Kind.MECHANISM) -> Hit:
    passage = Passage(f"{record}#{place}", record, kind, record, Section.WHAT, str(place), "文", "某处", True)
    return Hit(passage, score)


def ranked(scores: Sequence[float], kind: Kind = Kind.MECHANISM, records: Sequence[int] = ()) -> list[Hit]:
    """Hits by falling score, of the records in turn."""
    order = sorted(scores, reverse=True)
    return [
        hit(f"{kind.value}-{records[place % len(records)] if records else place}", place, score, kind)
        for place, score in enumerate(order)
    ]


@given(st.lists(st.integers(0, 4), max_size=40))
def test_no_more_than_a_few_of_a_record(records: list[int]) -> None:
    hits = ranked([1.0] * len(records), records=records or [0])
    found = list(varied(hits))
    counts = Counter(one.passage.record_id for one in found)
    assert max(counts.values(), default=0) <= PER_RECORD
    for record, count in Counter(one.passage.record_id for one in hits).items():
        first = [one for one in hits if one.passage.record_id == record][:PER_RECORD]
        assert [one for one in found if one.passage.record_id == record] == first  # the best of it
        assert counts[record] == min(count, PER_RECORD)
    places = [hits.index(one) for one in found]
    assert places == sorted(places)


def turned(angles: Sequence[float]) -> npt.NDArray[np.float32]:
    """Unit vectors at these angles, in degrees."""
    radians = np.radians(angles)
    return np.stack([np.cos(radians), np.sin(radians)], axis=1).astype(np.float32)


def places(angles: Sequence[float], wanted: int = 10, rows: Sequence[int] | None = None) -> list[int]:
    table = turned(angles)
    chosen = np.array(rows if rows is not None else range(len(angles)), dtype=np.int64)
    return list(distinct(chosen, lambda some: table[some], wanted))


@pytest.mark.parametrize(
    ("angles", "expected"),
    [
        ([], []),
        ([0], [0]),
        ([0, 0, 0], [0]),
        ([0, 90, 0, 90, 45], [0, 1, 4]),
        ([0, 5, 10, 15, 20], [0, 3]),  # like one that is kept (14 degrees), not like one that is left out
        ([0, 180], [0, 1]),
        ([0, 13.9, 14.2], [0, 2]),  # on either side of the bound
    ],
)
def test_what_was_said_is_left_out(angles: list[float], expected: list[int]) -> None:
    assert places(angles) == expected


def test_places_are_of_the_given_rows() -> None:
    assert places([0, 90, 0, 45], rows=[3, 0, 2, 1]) == [0, 1, 3]


@given(st.lists(st.floats(0, 180), max_size=60), st.integers(1, 5))
def test_of_the_first_few_each_is_unlike_all_before(angles: list[float], wanted: int) -> None:
    found = places(angles, wanted)
    assert found == sorted(set(found))
    compared = 2 * wanted + 20
    likeness = turned(angles) @ turned(angles).T
    kept = [place for place in found if place < compared]
    for before, place in ((one, two) for number, two in enumerate(kept) for one in kept[:number]):
        assert likeness[before, place] < ALIKE
    for place in set(range(min(compared, len(angles)))) - set(kept):
        assert max(likeness[place, one] for one in kept if one < place) >= ALIKE
    assert found[len(kept) :] == list(range(compared, len(angles)))  # those behind are not compared


@given(st.lists(SCORES, max_size=20), st.lists(SCORES, max_size=20))
def test_texts_never_outnumber_ours_while_any_is_left(ours: list[float], texts: list[float]) -> None:
    first, second = ranked(ours), ranked(texts, Kind.ARTICLE)
    found = merged(first, second)
    assert [one for one in found if one.passage.kind is Kind.MECHANISM] == first  # each list in its order, and whole
    assert [one for one in found if one.passage.kind is Kind.ARTICLE] == second
    left = len(first)
    for length, one in enumerate(found, start=1):
        if left:
            given = sum(before.passage.kind is Kind.ARTICLE for before in found[:length])
            assert given <= (length + 1) // 2
        left -= one.passage.kind is Kind.MECHANISM


@given(st.lists(SCORES, max_size=12), st.lists(SCORES, max_size=12))
def test_a_better_one_of_ours_is_never_behind_a_text(ours: list[float], texts: list[float]) -> None:
    found = merged(ranked(ours), ranked(texts, Kind.ARTICLE))
    for before, after in pairwise(found):
        if before.passage.kind is Kind.ARTICLE and after.passage.kind is Kind.MECHANISM:
            assert before.score > after.score


@pytest.mark.parametrize(
    ("ours", "texts", "order"),
    [
        ([], [], ""),
        ([], [0.9, 0.8], "tt"),
        ([0.2, 0.1], [], "oo"),
        ([0.5], [0.5], "ot"),  # of equal ones, ours first
        ([0.5, 0.4], [0.9, 0.8, 0.7], "totot"),
        ([0.9, 0.8, 0.1], [0.7, 0.6, 0.5], "oottto"),
        ([0.9, 0.8], [0.1, 0.1], "oott"),
        ([0.1], [0.9, 0.8, 0.7], "tott"),  # ours are all given: the rest are texts
    ],
)
def test_by_score_with_room_for_ours(ours: list[float], texts: list[float], order: str) -> None:
    found = merged(ranked(ours), ranked(texts, Kind.ARTICLE))
    assert "".join("t" if one.passage.kind is Kind.ARTICLE else "o" for one in found) == order
