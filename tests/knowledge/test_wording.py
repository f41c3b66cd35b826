"""An article is known by its words: the same ones under another number, and others under the same."""

import numpy as np
import pytest

from knowledge.wording import NONE, mark, nearest, same_words

CONFIRMATION = (
    "互助会员依照本办法申请确认互助协议的，由双方当事人自互助协议生效之日起三十日内，共同向互助协议签订地的作坊总会提出，"
    "总会收到申请后应当在十五日内作出答复。"
)
RECOVERY = (
    "会员因病不能到场的，总会可以指定其家属代为办理；病愈以后，会员本人可以申请撤销代办人已经办理的事项，并领回押金。"
)
MILL = "石磨每月擦油一次，由会员轮流负责，忘记擦油的会员下个月多擦一次。"


def marks(*texts: str) -> "np.typing.NDArray[np.uint64]":
    return np.array([mark(text) for text in texts], dtype=np.uint64)


@pytest.mark.parametrize(
    "changed",
    [
        CONFIRMATION,
        CONFIRMATION.replace("，", ", ").replace("。", "."),  # marks and blanks say nothing
        f"第二款 {CONFIRMATION}",
        CONFIRMATION.replace("十五日", "二十日"),
    ],
)
def test_small_changes_leave_an_article_what_it_is(changed: str) -> None:
    assert same_words(mark(CONFIRMATION), mark(changed))
    assert not same_words(mark(RECOVERY), mark(changed))


def test_a_moved_article_is_found_among_others() -> None:
    known = marks(RECOVERY, CONFIRMATION)
    assert nearest(marks(CONFIRMATION, RECOVERY, MILL), known).tolist() == [1, 0, -1]
    assert nearest(marks(), known).tolist() == []


@pytest.mark.parametrize("text", ["", "无", "甲乙", "，。、"])
def test_what_has_no_words_to_go_by_is_never_told_apart(text: str) -> None:
    assert mark(text) == NONE
    assert same_words(mark(text), mark(RECOVERY))


def test_a_mark_is_the_same_everywhere() -> None:
    assert mark(RECOVERY) == mark(RECOVERY + "")
    assert 0 < mark(RECOVERY) < 2**64
