"""Law of elsewhere is told by the places that a question names; a foreign party alone does not make it foreign."""

import pytest

from knowledge.places import abroad


@pytest.mark.parametrize(
    "question",
    [
        "日本欠债不还会坐牢不",
        "在东京打工被拖薪，能找谁",
        "台湾头家欠薪，可以申请调解吗",
        "瑞典执行局怎么帮债主收钱",
        "香港小额钱债审裁处上限",
        "在韩国打工老板拖工资，找哪儿告",
    ],
)
def test_a_place_with_other_law(question: str) -> None:
    assert abroad(question)


@pytest.mark.parametrize(
    "question",
    [
        "内蒙古包头的工厂被查封了",  # holds 蒙古
        "今日本院冻结了账户",  # 日本
        "司法国家赔偿怎么申请",  # 法国
        "其中非法占有的部分",  # 中非
        "上海地铁公司欠我们工程款",  # 海地
        "黑山县法院执行局的电话",  # a county; 黑山 is a country too
        "外国判决能直接拿去强制执行吗",
        "",
    ],
)
def test_no_place(question: str) -> None:
    assert not abroad(question)


@pytest.mark.parametrize(
    "question",
    [
        "韩国老板跑了，国内的厂房能查封吗",
        "美国判决在中国怎么申请承认",
        "香港法院判他还钱，他房子在广州，去哪申请",
        "日本客户不付货款",
        "越南人在厂里被欠薪",
    ],
)
def test_a_foreign_party_or_a_place_of_ours_beside_it(question: str) -> None:
    assert not abroad(question)
