"""What became of a text: the stretches make up both texts, and chance does not tear them apart."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.changes import OVERLAP, Change, changes


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("", "", []),
        ("同样的话", "同样的话", [("同样的话", "同样的话")]),
        ("", "全新", [("", "全新")]),
        ("全删", "", [("全删", "")]),
        ("借用九十日", "借用六十日", [("借用", "借用"), ("九", "六"), ("十日", "十日")]),  # nothing follows
        ("应当先行告知", "可以先行通知", [("应当先行告", "可以先行通"), ("知", "知")]),  # 先行: chance
        ("应当在七日内答复", "可以在七日内答话", [("应当", "可以"), ("在七日内答", "在七日内答"), ("复", "话")]),
        ("甲乙丙", "甲乙丙丁", [("甲乙丙", "甲乙丙"), ("", "丁")]),
        ("甲乙丙丁", "乙丙丁", [("甲", ""), ("乙丙丁", "乙丙丁")]),
    ],
)  # fmt: skip
def test_stretches(old: str, new: str, expected: list[tuple[str, str]]) -> None:
    assert [(one.old, one.new) for one in changes(old, new)] == expected


TEXT = st.text(alphabet="甲乙丙丁，", max_size=40)


@given(TEXT, TEXT)
def test_they_make_up_both_texts_and_take_turns(old: str, new: str) -> None:
    found = changes(old, new)
    assert "".join(one.old for one in found) == old
    assert "".join(one.new for one in found) == new
    assert all(one.old or one.new for one in found)
    assert all(one.same != other.same for one, other in pairwise(found))
    assert all(len(one.old) >= OVERLAP for one in found[1:-1] if one.same)
    assert Change("甲", "甲").same
    assert not Change("甲", "").same
