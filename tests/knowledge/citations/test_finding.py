"""What is found as a citation in free text, where it stands, and what it says."""

import time
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from knowledge.citations.finding import CitationKind, Found, find
from knowledge.citations.titles import titles
from knowledge.law import ArticleNumber, Law, LawKind
from knowledge.numerals import chinese
from knowledge.registry import Registry

FORMS = yaml.safe_load((Path(__file__).parent / "forms.yaml").read_text(encoding="utf-8"))
MISSED = {"救助公约第十三条": "第十三条"}  # a known miss: nobody registered this name, so only the number is found

NAMES = Registry(
    (
        Law("中华人民共和国民法典", LawKind.STATUTE),
        Law("中华人民共和国劳动合同法", LawKind.STATUTE),
        Law("中华人民共和国公司法", LawKind.STATUTE),
        Law("中华人民共和国刑法", LawKind.STATUTE),
        Law("中华人民共和国教育法", LawKind.STATUTE),
        Law("中华人民共和国民事诉讼法", LawKind.STATUTE, ("民诉法",)),
        Law("中华人民共和国企业破产法", LawKind.STATUTE, ("破产法",)),
    )
)


@pytest.fixture(scope="module")
def registry() -> Registry:
    return Registry.load()


def spans(text: str) -> list[str]:
    return [text[found.start : found.end] for found in find(text, NAMES)]


@pytest.mark.parametrize("form", FORMS, ids=lambda form: form["text"][:30])
def test_real_forms(form: dict[str, Any], registry: Registry) -> None:
    text = form["text"]
    got = [(text[found.start : found.end], found.kind.value) for found in find(text, registry)]
    assert got == [(MISSED.get(row["span"], row["span"]), row["kind"]) for row in form["found"]]


@pytest.mark.parametrize(
    ("text", "cited"),
    [
        ("依照民诉法第205条第1款第（二）项", ["民诉法第205条第1款第（二）项"]),
        ("《民法典》第584条、585条及第五百九十条", ["《民法典》第584条", "585条", "第五百九十条"]),
        ("民法典第3、6、16条", ["民法典第3", "6", "16条"]),
        ("民法典577、578条", ["民法典577", "578条"]),  # without 第
        ("民法典第10-12条", ["民法典第10", "12条"]),
        ("刑法第一百三十三条之一第一款第（一）、（二）项", ["刑法第一百三十三条之一第一款第（一）", "（二）项"]),
        ("《刑法》第二十条第二、第三款", ["《刑法》第二十条第二", "第三款"]),
        ("《民法典》（2020年5月28日通过，以下简称“民法典”） 第 ５７７ 条", None),  # None: all of it
        ("《民法典》\n第577条", None),
        ("《中华人民共和国\n民法典》第五百\n七十七条", None),  # as a page breaks lines
        ("劳动\n合同法第三条", None),
        ("《民法典》合同编第509条", None),
        ("民法典第三编第五百零九条", None),
        ("《劳动合同法》规定的第三十八条的第一款", None),
        ("《[[民法典]]》第509条", None),  # as a wiki links it
        ("《民法典》**第509条**", ["《民法典》**第509条"]),  # marks of emphasis
        ("【民法典】第5条", None),
        ("“公司法”第3条", None),
        ("《最高人民法院关于适用《中华人民共和国民法典》时间效力的若干规定》第二条", None),
        ("《最高人民法院关于适用〈民法典〉的解释（一）》（法释〔2020〕22号）第二条", None),
        ("法释〔2020〕17号第五条", None),
        ("英国公司法第三条", None),  # another country's: one name, which nobody registered
        ("高等教育法第三条", None),  # not 教育法
        ("（2024）粤1971执1234号之一", None),
        ("（2017）苏01破1、6、7号", None),
        ("指导案例第24号，第124号指导案例，指导性案例215号", ["指导案例第24号", "第124号指导案例", "指导性案例215号"]),
        ("根据国务院办公厅国办发〔2020〕5号文", ["国办发〔2020〕5号"]),
        (
            "两部门联合发布粤高法〔2011〕382号（以下简称京政办字〔2017〕20号文）",
            ["粤高法〔2011〕382号", "京政办字〔2017〕20号"],
        ),
        ("国务院令第735号", None),
        ("《公司法》（法释〔2020〕17号）规定", ["《公司法》", "法释〔2020〕17号"]),
        ("《民法典》和《公司法》第二十条", ["《民法典》", "《公司法》第二十条"]),  # two laws do not merge
        ("民法典规定得清楚，第五百条也是", ["第五百条"]),  # a bare name is no citation
        ("《公司法》第三条。违反前款规定，依照前条第二款", ["《公司法》第三条", "前款", "前条第二款"]),
        ("第五百七十七条规定，当事人", ["第五百七十七条"]),  # no law in sight, but of one
        ("不符合第14条第二款", ["第14条第二款"]),
        ("依照民法典第五百条，第六条约定违约金", ["民法典第五百条"]),  # laws provide, parties agree
        ("民法典第一千零三十四条，500条个人数据", ["民法典第一千零三十四条"]),
        ("《甲《民法典》第三条", ["《民法典》第三条"]),  # a bracket without a partner
    ],
)
def test_what_is_cited(text: str, cited: list[str] | None) -> None:
    assert spans(text) == ([text] if cited is None else cited)


@pytest.mark.parametrize(
    "text",
    [
        "合同第五条约定",
        "《租赁合同》第三条、第五条规定",
        "双方签订的协议第3条第二款约定",
        "公司章程第十条规定，章程第十一条、第十二条规定",
        "《员工手册》第九条规定",
        "公司规章制度第5条规定",
        "“专用条款”第14条第（1）项",
        "第二条 甲方应当支付租金。\n第三条 乙方应当交付房屋。",
        "第一百二十六条　突发事件应当公开。\n第一百二十七条 政府应当报告。 第一百二十八条 违者罚款。",  # a law itself
        "最高人民法院关于适用《中华人民共和国民法典》有关担保制度的解释",  # a bare name, brackets within it or not
        "依据成工商金堂处字（2005）第02026号《行政处罚决定书》，萍国用（2006）第43750号",  # one matter, one plot
        "于3月5日作出（2004）0001号《工伤认定决定书》",
        "第三人撤销之诉，第三人应当起诉",
        "购置第一条生产线",
        "我有三条建议，第一条建议是和解",
        "走第二条路，过第三条街",
        "公民个人信息五百条以上",
        "根据劳动合同法，第一条生产线的工人应当签合同",
        "买卖合同里写得清楚：第五条第二款规定违约金",
        "本合同一式两份。双方各执一份，第五条第二款规定违约金",
        "《租赁合同》第三条规定租金。违反前款规定的",
        "此前款的支付",
        "目前款项未付，提前款到发货，前条件不具备",
        "第十条款项",
        "第二百六十十二条",  # no number
        "第7.0.5条",  # of a technical standard
        "劳动合同法保护劳动者",  # a name alone
        "《借条》《情况说明》《某公司章程》《鉴定报告》《人民日报》",
        "《知识产权法》，法律出版社2020年版；《法律适用》2019年第23期；《民法典理解与适用》第四十条指出",  # books
        "《民法典",
        "民法典》",
        "《》第三条生产线",
    ],
)
def test_what_is_not_cited(text: str) -> None:
    assert spans(text) == []


@pytest.mark.parametrize(
    "title",
    [
        "中华人民共和国民法典",
        "民法典·合同编",
        "关于修改<中华人民共和国法官法>等八部法律的决定",
        "保障农民工工资支付条例",
        "最高人民法院关于民事诉讼证据的若干规定",
        "最高人民法院关于审理劳动争议案件适用法律问题的解释（一）",
        "全国人民代表大会常务委员会关于授权国务院改革的决定",
        "关于进一步加强劳动人事争议协商调解工作的意见",
        "人民法院在线调解规则",
        "联合国国际货物销售合同公约",
        "湖南省人大常委会关于切实解决执行难的决议",
    ],
)
def test_a_law_in_brackets_is_cited_by_itself(title: str) -> None:
    [found] = find(f"按照《{title}》办理", NAMES)
    assert (found.kind, found.name, found.article) == (CitationKind.LAW, title, None)


def test_what_a_finding_says() -> None:
    found = find("《民法典》（以下简称《法典》）第十条之一第2款第（三）项第1目至第十二条", NAMES)
    assert [(one.name, one.article, one.paragraph, one.item, one.subitem, one.range_end) for one in found] == [
        ("民法典", ArticleNumber(10, 1), 2, 3, 1, False),
        (None, ArticleNumber(12), None, None, None, True),
    ]
    assert found[1].follows == (0,)


def test_the_end_of_a_range_says_so() -> None:
    found = find("民法典第3、10-12条，第15条至第17条", NAMES)
    assert [(one.article and one.article.number, one.range_end) for one in found] == [
        (3, False),
        (10, False),
        (12, True),
        (15, False),
        (17, True),
    ]


def test_a_title_within_a_title_is_part_of_it() -> None:
    assert [title.name for title in titles("《关于《甲》和《乙》的解释》《丙》")] == ["关于《甲》和《乙》的解释", "丙"]


def test_a_short_name_that_the_text_lays_down() -> None:
    text = "《某某事务处理条例》（以下简称《条例》或者某某条例，下称事务条例）第三条。事务条例第四条，《条例》第五条"
    found = find(text, NAMES)
    assert [(one.name, one.full) for one in found] == [
        ("某某事务处理条例", None),
        ("事务条例", "某某事务处理条例"),
        ("条例", "某某事务处理条例"),
    ]


def test_a_short_name_of_a_contract_is_no_law() -> None:
    assert spans("《某公司奖励与处罚办法》（以下简称《办法》）规定。《办法》第五条规定") == []


def test_names_without_brackets_are_only_those_registered() -> None:
    assert spans("依照海商法第三条、破产法第二条") == ["第三条", "破产法第二条"]


def test_an_unregistered_name_does_not_lend_its_article_to_the_law_before() -> None:
    found = find("破产法第113条。破产法解释二第十六条规定", NAMES)
    assert [one.follows for one in found] == [(), ()]


LETTERS = "第条款项目之《》〈〉（）()〔〕“”\n 　0123一二三百零法典释号前本同该、，和至-民公司合同约定规定以下简称"


@given(st.one_of(st.text(), st.text(alphabet=LETTERS, max_size=120)))
def test_any_text(text: str) -> None:
    found = find(text, NAMES)
    assert all(0 <= one.start < one.end <= len(text) for one in found)
    assert all(before.end <= after.start for before, after in pairwise(found))
    assert all(at < here for here, one in enumerate(found) for at in one.follows)


@given(
    st.integers(1, 1260),
    st.integers(0, 3),
    st.integers(0, 9),
    st.integers(0, 20),
    st.sampled_from([str, chinese]),
    st.sampled_from(["民法典", "《民法典》", "《中华人民共和国民法典》", "《民法典》 "]),
)
def test_an_article_reads_as_it_was_written(
    number: int, branch: int, paragraph: int, item: int, write: Any, name: str
) -> None:
    cited = f"{name}第{write(number)}条" + (f"之{write(branch)}" if branch else "")
    cited += (f"第{write(paragraph)}款" if paragraph else "") + (f"第（{write(item)}）项" if item else "")
    [found] = find(f"依照{cited}的规定", NAMES)
    assert (found.start, found.end) == (2, 2 + len(cited))
    wanted = (ArticleNumber(number, branch), paragraph or None, item or None)
    assert (found.article, found.paragraph, found.item) == wanted


@pytest.mark.parametrize(
    "text",
    [
        "《" * 100_000 + "》" * 100_000,
        "《〈" * 50_000 + "〉》" * 50_000,
        "（" * 100_000 + "）" * 100_000 + "第1条",
        "《民法典》第577条、" * 10_000,
        "第" * 350_000,
        "《" * 350_000,
        "1" * 350_000,
        "第" + " " * 350_000 + "条",
        "第" + "1、" * 175_000 + "条",
        "第1条、" * 90_000,
        "（以下简称" * 70_000,
        "前款规定" * 90_000,
        "解释" * 175_000 + "第一条规定",
        "的" * 350_000 + "第一条",
    ],
    ids=lambda text: text[:8],
)
def test_no_text_takes_long(text: str) -> None:
    """A megabyte takes seconds; anything that grew with the square of its length would take hours."""
    begun = time.perf_counter()
    find(text, NAMES)
    assert time.perf_counter() - begun < 60


def test_ten_thousand_citations() -> None:
    found: tuple[Found, ...] = find("《民法典》第577条、" * 10_000, NAMES)
    assert len(found) == 10_000
