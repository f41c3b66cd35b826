"""The columns of features: shares, ranks, groups, neighbours, whatever the order in which candidates come."""

from dataclasses import fields, replace
from random import Random

import numpy as np
import numpy.typing as npt
import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.candidates import Candidates
from knowledge.features import ASKED_BY, FEATURES, KINDS, Background, features_of, kinds_of

COLUMNS = {"group": np.int64, "size": np.int32}
# Columns that only depend on the scores of the candidates, whatever their rows.
OF_SCORES = ("cosine_share", "cosine_rank", "lexical_share", "lexical_rank", "group_cosine", "group_lexical")
COSINES, LEXICALS, COVERAGES = st.floats(-1, 1, width=32), st.floats(0, 60, width=32), st.floats(0, 1, width=32)


def background(group: list[int], **columns: list[float] | npt.NDArray[np.float32]) -> Background:
    """Zeros where nothing is told."""
    values = {
        field.name: np.zeros(
            (len(group), len(KINDS))
            if field.name == "kind"
            else (len(group), len(ASKED_BY))
            if field.name == "asker"
            else len(group),
            dtype=np.float32,
        )
        for field in fields(Background)
    }
    values |= {"group": np.array(group), "size": np.full(len(group), 100)}
    values |= {name: np.asarray(column) for name, column in columns.items()}
    return Background(**{name: value.astype(COLUMNS.get(name, np.float32)) for name, value in values.items()})


def candidates(cosine: list[float], lexical: list[float] | None = None, rows: list[int] | None = None) -> Candidates:
    """Of adjacent rows, unless they are told."""
    return Candidates(
        rows=np.array(range(len(cosine)) if rows is None else rows, dtype=np.int64),
        cosine=np.array(cosine, dtype=np.float32),
        lexical=np.array([0.0] * len(cosine) if lexical is None else lexical, dtype=np.float32),
        coverage=np.full(len(cosine), 0.25, dtype=np.float32),
        known=0.5,
    )


def columns(found: Candidates, known: Background) -> dict[str, npt.NDArray[np.float32]]:
    table = features_of(found, known)
    assert table.shape == (len(found.rows), len(FEATURES))
    assert table.dtype == np.float32
    return dict(zip(FEATURES, table.T, strict=True))


def test_no_candidates_no_rows() -> None:
    assert features_of(candidates([]), background([])).shape == (0, len(FEATURES))


def test_every_feature_has_one_name() -> None:
    assert len(set(FEATURES)) == len(FEATURES)


def test_shares_are_of_the_best() -> None:
    found = columns(candidates([0.2, 0.8, -0.4], [5, 0, 10]), background([0, 1, 2]))
    assert found["cosine"] == pytest.approx([0.2, 0.8, -0.4])
    assert found["cosine_share"] == pytest.approx([0.25, 1, -0.5])
    assert found["lexical"] == pytest.approx([5, 0, 10])
    assert found["lexical_share"] == pytest.approx([0.5, 0, 1])
    assert found["coverage"] == pytest.approx([0.25] * 3)


@pytest.mark.parametrize("cosine", [[0.0, 0.0], [-0.5, -0.1]])
def test_where_nothing_is_like_the_question_nothing_is_divided_by_zero(cosine: list[float]) -> None:
    assert all(np.isfinite(column).all() for column in columns(candidates(cosine), background([0, 0])).values())


def test_ranks_fall_from_the_best_and_equal_scores_keep_the_order_of_rows() -> None:
    found = columns(candidates([0.2, 0.8, 0.2, 0.9], [0, 3, 3, 1]), background([0, 1, 2, 3]))
    assert found["cosine_rank"] == pytest.approx([1 / 7, 1 / 6, 1 / 8, 1 / 5])
    assert found["lexical_rank"] == pytest.approx([1 / 8, 1 / 5, 1 / 6, 1 / 7])


def test_a_group_is_told_by_its_share_of_the_best() -> None:
    found = columns(candidates([0.8, 0.8, 0.8, -1], [6, 6, 0, 0]), background([4, 4, 9, 7]))
    assert np.exp(found["group_cosine"]) == pytest.approx([2 / 3, 2 / 3, 1 / 3, 0], abs=1e-3)
    assert np.exp(found["group_lexical"]) == pytest.approx([1, 1, 0, 0], abs=1e-3)


def test_neighbours_are_the_rows_beside_of_the_same_group() -> None:
    rows, group = [3, 4, 5, 7, 8, 9], [0, 0, 0, 0, 0, 1]
    cosine, lexical = [0.1, 0.2, 0.6, 0.5, 0.4, 0.9], [0, 2, 8, 0, 4, 8]
    found = columns(candidates(cosine, lexical, rows), background(group))
    assert found["beside_cosine"] == pytest.approx([0.2, 0.6, 0.2, 0.4, 0.5, 0])
    assert found["beside_lexical"] == pytest.approx([0.25, 1, 0.25, 0.5, 0, 0])


def test_what_is_known_before_passes_through() -> None:
    names = [field.name for field in fields(Background) if field.name not in {"group", "size", "kind", "asker"}]
    values = {name: [place + 0.5, -place] for place, name in enumerate(names)}
    found = columns(candidates([0.1, 0.2]), background([0, 1], **values))
    assert set(names) <= set(FEATURES)
    for name in names:
        assert found[name] == pytest.approx(values[name]), name


@pytest.mark.parametrize(("size", "expected"), [(0, 5), (5, 5), (80, 80), (20_000, 20_000)])
def test_size_is_a_logarithm(size: int, expected: int) -> None:
    found = columns(candidates([0.1]), background([0], size=[size]))
    assert np.exp(found["size"]) == pytest.approx([expected], rel=1e-3)


@pytest.mark.parametrize(
    ("name", "kinds"),
    [
        ("中华人民共和国民法典", {"statute", "national"}),
        ("中华人民共和国企业破产法", {"statute", "national"}),
        ("样品互助社法", {"statute"}),
        ("最高人民法院关于适用《中华人民共和国企业破产法》若干问题的规定（一）", {"interpretation"}),
        ("最高人民法院关于审理劳动争议案件适用法律问题的解释（一）", {"interpretation"}),
        ("中华人民共和国劳动合同法实施条例", {"regulation", "national"}),
        ("保障农民工工资支付条例", {"regulation"}),
        ("诉讼费用交纳办法", {"rule"}),
        ("样品管理规定", {"rule"}),
        ("mechanism-live-seizure", {"mechanism"}),
        ("case-dongguan-mould", {"case"}),
        ("casework", set()),
        ("", set()),
    ],
)
def test_kinds_by_name(name: str, kinds: set[str]) -> None:
    table = kinds_of([name, "别的"])
    assert {column for column, value in zip(KINDS, table[0], strict=True) if value} == kinds
    assert set(np.unique(table)) <= {0.0, 1.0}
    found = columns(candidates([0.1]), background([0], kind=table[:1]))
    assert {column for column in KINDS if found[column][0]} == kinds


FOUND = st.lists(st.tuples(COSINES, LEXICALS, COVERAGES, st.integers(0, 3)), min_size=1, max_size=25)


def of(found: list[tuple[float, float, float, int]]) -> tuple[Candidates, Background]:
    cosine, lexical, coverage, group = (list(one) for one in zip(*found, strict=True))
    known = background(sorted(group))
    return replace(candidates(cosine, lexical), coverage=np.array(coverage, dtype=np.float32)), known


@given(FOUND)
def test_ranges(found: list[tuple[float, float, float, int]]) -> None:
    got = columns(*of(found))
    for name in ("cosine", "cosine_rank", "lexical_share", "lexical_rank", "coverage", "beside_lexical"):
        assert (np.abs(got[name]) <= 1).all(), name
    assert all(np.isfinite(column).all() for column in got.values())
    assert (got["cosine_share"] <= 1 + 1e-6).all()
    for name in ("cosine_rank", "lexical_rank"):
        assert sorted(got[name], reverse=True) == pytest.approx([1 / (5 + rank) for rank in range(len(found))])
    for name in ("group_cosine", "group_lexical"):
        assert (got[name] <= 1e-3).all(), name  # logarithms of shares
        assert (got[name] >= np.log(1e-4) - 1e-3).all(), name
    assert got["cosine_rank"][int(np.argmax(got["cosine"]))] == pytest.approx(0.2)


@given(FOUND, st.randoms(use_true_random=False))
def test_the_order_in_which_they_come_changes_no_share_and_no_rank(
    found: list[tuple[float, float, float, int]], random: Random
) -> None:
    """As long as no two are equal: of equal ones the first ranks before the other."""
    distinct = list({round(one[0], 3): one for one in {round(one[1], 3): one for one in found}.values()}.values())
    order = list(range(len(distinct)))
    random.shuffle(order)
    straight, known = of(distinct)
    shuffled = replace(
        straight,
        cosine=straight.cosine[order],
        lexical=straight.lexical[order],
        coverage=straight.coverage[order],
    )
    one, other = columns(straight, known), columns(shuffled, background(known.group[order].tolist()))
    for name in OF_SCORES:
        assert other[name] == pytest.approx(one[name][order], abs=1e-5), name


@given(FOUND)
def test_worse_company_changes_no_share_of_the_best(found: list[tuple[float, float, float, int]]) -> None:
    """One more candidate, far behind all others."""
    some, known = of(found)
    more, more_known = of([*found, (-1.0, 0.0, 0.0, 3)])
    alone, together = columns(some, known), columns(more, more_known)
    for name in ("cosine", "lexical", "lexical_share", "lexical_rank", "coverage"):
        assert together[name][:-1] == pytest.approx(alone[name]), name
