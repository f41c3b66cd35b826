"""For the search one name is as good as another."""

import pytest

from assistant.reading.parties import without_names

LENT = "向{1}借了八万块开馆子，馆子垮了，{0}说一个月只拿得出两千，{1}嫌太慢，非要年底见一半，怎么调"


@pytest.mark.parametrize(
    "names",
    [
        ("周老三", "吴老幺"),
        ("张某", "李某"),
        ("陈女士", "郭先生"),
        ("永顺公司", "金禾公司"),
        ("东方机械厂", "宏达贸易"),
    ],
)
def test_names_stand_in_the_order_in_which_they_come(names: tuple[str, str]) -> None:
    told = without_names("去年" + names[0] + LENT.format(*names))
    assert told == "去年甲" + LENT.format("甲", "乙")
    assert without_names("去年" + names[1] + LENT.format(*reversed(names))) == told


@pytest.mark.parametrize(
    "text",
    [
        "林某某、马某某敲诈保险公司案的金额是否公开",  # a case is asked for by its name
        "装修公司欠我工钱，装修公司说业主没付款，业主说装修公司没按图施工，三方都在，怎么谈",
        "房子流拍两回，债主说干脆把房子给我抵账，可是房子还住着老人，行得通吗，要怎么说",
        "管理人通知我申报债权，我想让管理人先付工资，管理人说还在核对，接下来怎么办才好",
    ],
)
def test_what_is_no_party_s_name_stays(text: str) -> None:
    assert without_names(text) == text
