"""How the text of a law is split: a table for each question, in texts of our own, and the real laws where they are."""

import re
from collections.abc import Sequence
from functools import cache
from pathlib import Path

import pytest

from knowledge.errors import SourceError
from knowledge.readers.bundling import bundles
from knowledge.readers.markdown import read_law
from knowledge.sources import LawText
from knowledge.splitting.law_text import looks_like_law, split_law

SHARED = Path(__file__).resolve().parents[4] / "shared"
LAWS = SHARED / "data" / "laws"
needs_laws = pytest.mark.skipif(not LAWS.is_dir(), reason="the laws (../shared/data/laws) are not on this machine")
RED, BLUE, GREEN = "第一条 苹果红。", "第二条 天空蓝。", "第三条 青草绿。"


def split(text: str) -> LawText:
    return split_law(text.split("\n"))


def numbers(law: LawText) -> list[str]:
    return [str(article.number) for article in law.articles]


def shape(law: LawText) -> list[list[int]]:
    """For each article, how many 项 each of its 款 has."""
    return [[len(paragraph.items) for paragraph in article.paragraphs] for article in law.articles]


def problems(law: LawText) -> str:
    return "；".join(f"{doubt.line}:{doubt.problem}" for doubt in law.doubts)


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        ([RED, BLUE], "第一条 第二条"),
        (["第一条　苹果红。", "", "　　第二条　天空蓝。"], "第一条 第二条"),
        (["第 一 条 苹果红。", "第二 条 天空蓝。"], "第一条 第二条"),
        (["第1条 苹果红。", "第２条 天空蓝。"], "第一条 第二条"),
        (["第一条", "苹果红。", "第二条", "天空蓝。"], "第一条 第二条"),
        (["第一条【颜色】苹果红。", "第二条【天色】天空蓝。"], "第一条 第二条"),
        ([RED, "第一条之一 梨黄。", "第一条之二 桃粉。", BLUE], "第一条 第一条之一 第一条之二 第二条"),
        ([RED, "笫二条 天空蓝。", GREEN], "第一条 第二条 第三条"),  # a look-alike character
        (["\u200b第一条 苹果红。", "\ufeff第二条 天空蓝。"], "第一条 第二条"),
        (
            ["第九十九条 甲。", "第一百条 乙。", "第一百零一条 丙。"],
            "第九十九条 第一百条 第一百零一条",
        ),  # a part of a law
        ([RED, "第三人可以作证。", BLUE], "第一条 第二条"),
        ([RED, "第十条规定的颜色除外。", BLUE], "第一条 第二条"),
        ([RED, "第二条规定的颜色除外。", BLUE], "第一条 第二条"),  # the number that is due, and yet a reference
        ([RED, "第二条 规定的颜色除外。", BLUE], "第一条 第二条"),  # a line broken after the number
        ([RED, "第十五条第二款所称颜色，是指色彩。", BLUE], "第一条 第二条"),
        ([RED, "依照本法第十条办理。", BLUE], "第一条 第二条"),
        (["第一条生产线已经停工。", "工人在等。"], ""),
        ([RED, "“第九条 旧文。", "第十条 旧文。”", BLUE], "第一条 第二条"),  # quoted
        ([RED, "增加两条：", "第九条 新文。", "第十条 新文。", BLUE], "第一条 第二条"),  # quoted without marks
        (["第一百二十条 甲罪", "第三百条 乙罪", "第二百二十条 丙罪", "第四百条 丁罪"], ""),  # a table
    ],
)
def test_where_articles_begin(lines: Sequence[str], expected: str) -> None:
    law = split_law(lines)
    assert " ".join(numbers(law)) == expected
    kept = "".join((law.title, law.body, *(article.text for article in law.articles)))
    assert all(line.endswith("条") or line[-2:] in kept for line in lines)


@pytest.mark.parametrize(
    ("lines", "expected", "doubt"),
    [
        ([RED, BLUE, GREEN], "第一条 第二条 第三条", ""),
        ([RED, GREEN], "第一条 第三条", "2:第一条之后是第三条"),
        ([RED, BLUE, "第二条 又一个。", GREEN], "第一条 第二条 第二条 第三条", "3:第二条重复出现"),
        ([RED, GREEN, BLUE, "第四条 雪白。"], "第一条 第三条 第二条 第四条", "中间有缺"),  # kept where it stands
        (["第一条苹果红。", "第二条天空蓝。"], "第一条 第二条", "1:第一条后面没有空格"),
        ([RED, "第十十条 无此数。", BLUE], "第一条 第二条", "读不出"),
        ([RED, "第二条", GREEN], "第一条 第二条 第三条", "2:第二条没有正文"),
        ([RED, "第二条 字\ue003坏。"], "第一条 第二条", "2:有无法显示的字符"),
        ([RED, BLUE, "另一决定", RED, BLUE, GREEN], "第一条 第二条", "3:条号又从第一条开始"),
    ],
)
def test_what_is_unsure_is_told(lines: Sequence[str], expected: str, doubt: str) -> None:
    law = split_law(lines)
    assert " ".join(numbers(law)) == expected
    assert doubt in problems(law) if doubt else not law.doubts


def test_many_doubts_of_one_kind_are_one() -> None:
    law = split_law([f"第{number}条甲{number}。" for number in range(1, 30)])
    assert len(law.articles) == 29
    assert len(law.doubts) == 1


@pytest.mark.parametrize(
    ("article", "expected"),
    [
        (["第一条 甲。"], [0]),
        (["第一条 甲。", "乙。", "丙。"], [0, 0, 0]),
        (["第一条 有：", "（一）甲；", "（二）乙。"], [2]),
        (["第一条 有：", "(一)甲；", "(二) 乙。", "另款。"], [2, 0]),
        (["第一条 有：", "（一）甲：", "1.子；", "2．丑；", "（二）乙。"], [2]),  # 目
        (["第一条 有：", "（一）甲。", "补充甲。", "（二）乙。", "另款。"], [2, 0]),  # a 项 of two lines
        (["第一条 有：", "（一）甲。", "（二）乙。", "另有：", "（一）丙。", "（二）丁。"], [2, 2]),
        (["第一条 有：", "1.甲。", "2.乙。"], [2]),
        (["第一条 有：", "一、甲；", "二、乙。"], [2]),
        (["第一条 一审裁定。", "一、二审法院都可以。"], [0, 0]),  # no list: no 二、 follows
        (["第一条", "（一）甲。", "（二）乙。"], [2]),
        (["第一条 " + "有：", *(f"（{n}）甲" for n in "一二三四五六七八九"), "（十）乙", "（十一）丙"], [11]),
        (["第一条 改法", "1.为：", "“有：", "1.旧；", "2.旧。”", "2.另改。"], [2]),  # quoted 目
        (["第一条 改：", "（一）为：", "“（三）旧项；", "（四）旧项。”", "（二）另改。"], [2]),  # quoted 项
    ],
)
def test_paragraphs_and_items(article: Sequence[str], expected: Sequence[int]) -> None:
    law = split_law([*article, "第二条 止。"])
    assert shape(law) == [expected, [0]]
    assert not law.doubts


def test_items_hold_their_text() -> None:
    paragraph = split("第一条 有：\n（一）甲：\n1.子；\n2.丑；\n（二）乙。\n第二条 止。").articles[0].paragraphs[0]
    assert paragraph.text == "有："
    assert [(item.number, item.text) for item in paragraph.items] == [(1, "甲：\n1.子；\n2.丑；"), (2, "乙。")]


@pytest.mark.parametrize(
    ("items", "doubt"),
    [
        (["（二）乙；", "（三）丙。"], "第一条：项从第2项开始"),
        (["（一）甲；", "（三）丙。"], "第一条：第1项之后是第3项"),
        (["（一）甲；", "（一）又。"], "第一条：项的编号从头开始"),
    ],
)
def test_items_out_of_order(items: Sequence[str], doubt: str) -> None:
    law = split_law(["第一条 有：", *items, BLUE])
    assert doubt in problems(law)
    assert all(item[3:] in law.articles[0].text for item in items)


@pytest.mark.parametrize(
    ("lines", "paths"),
    [
        (
            ["第一编 总 则", "第一章 通则", RED, "第二章　结尾", BLUE],
            ["第一编 总则/第一章 通则", "第一编 总则/第二章 结尾"],
        ),
        (["第一章 甲", "第一节 子", RED, "第二章 乙", BLUE], ["第一章 甲/第一节 子", "第二章 乙"]),
        (["第一编 总则", RED, "附 则", BLUE], ["第一编 总则", "附则"]),
        (["第一分编　通则", "第一章 甲", RED, "第二分编 典型", BLUE], ["第一分编 通则/第一章 甲", "第二分编 典型"]),
        (["第一章", "总则", RED, "第二章", BLUE], ["第一章 总则", "第二章"]),  # the title on a line of its own
        (["第一章 红、", "蓝的使用", RED, BLUE], ["第一章 红、蓝的使用"] * 2),  # a title on two lines
        (["一、颜色", RED, "二、天色", BLUE], ["一、颜色", "二、天色"]),
        (["第一章 甲", "（一）子", RED, "（二）丑", BLUE], ["第一章 甲/（一）子", "第一章 甲/（二）丑"]),
        (["目 录", "第一章 甲", "第二章 乙", "第一章 甲", RED, "第二章 乙", BLUE], ["第一章 甲", "第二章 乙"]),
        (["目录", "第一章 甲 …… 1", "附则……2", "第一章 甲", RED, "附则", BLUE], ["第一章 甲", "附则"]),
        (["第一章 甲", "第三章规定的颜色，另有规定。", RED, BLUE], ["第一章 甲", "第一章 甲"]),
        ([RED, "第三章规定的颜色，另有规定。", BLUE], ["", ""]),
    ],
)
def test_path(lines: Sequence[str], paths: Sequence[str]) -> None:
    assert ["/".join(article.path) for article in split_law(lines).articles] == paths


def test_contents_and_headings_are_not_body() -> None:
    law = split(
        "某某条例\n2020年1月2日国务院令第9号公布\n目录\n第一章 甲\n第二章 乙\n为了颜色，制定本条例。\n第一章 甲\n" + RED
    )
    assert law.title == "某某条例"
    assert law.body == "2020年1月2日国务院令第9号公布\n为了颜色，制定本条例。"


@pytest.mark.parametrize(
    ("lines", "expected", "body"),
    [
        (
            ["引言。", "一、执行", "1.甲。", "（1）子；", "（2）丑。", "2.乙。", "二、附则", "3.丙。"],
            [[2], [0], [0]],
            "引言。",
        ),
        (["引言。", "一、甲。", "二、乙：", "1.子；", "2.丑。", "三、丙。"], [[0], [2], [0]], "引言。"),
        (["批复如下：", "应当准许。"], [], "批复如下：\n应当准许。"),
        (
            ["通知如下：", "1.甲。", "2.乙。", "此致", "各地：", "望遵照。", "落款"],
            [],
            "通知如下：",
        ),  # a list in a text
    ],
)
def test_numbered_otherwise(lines: Sequence[str], expected: list[list[int]], body: str) -> None:
    law = split_law(lines)
    assert shape(law) == expected
    assert law.body.startswith(body)


@pytest.mark.parametrize(
    "appended",
    [
        ["附件一", "1.旧条例"],
        ["附：", "名单", "甲"],
        ["附件：样式", "第一条 不是本法的条文。"],
        ["附表　税目税额表", "甲 1"],
        ["某某法修正案（二）", "一、将第二条改掉。"],
        ["税率表一（甲适用）", "1 5"],
        ["另一部法", "（2020年1月1日通过）", RED, BLUE, GREEN],
    ],
)
def test_what_is_appended_is_no_article(appended: Sequence[str]) -> None:
    law = split_law([RED, "第二条 本法自2001年1月1日起施行。", *appended])
    assert numbers(law) == ["第一条", "第二条"]
    assert law.articles[-1].text == "本法自2001年1月1日起施行。"
    assert law.body == "\n".join(appended)
    assert [doubt.line for doubt in law.doubts] == [3]


@pytest.mark.parametrize(
    ("head", "dates", "published", "document"),
    [
        (["1991年4月9日第七届全国人民代表大会第四次会议通过"], ["1991-04-09"], "1991-04-09", None),
        (
            ["（1979年7月1日第五届全国人民代表大会第二次会议通过　1979年7月4日公布　自1980年1月1日起施行）"],
            ["1979-07-01", "1979-07-04"],
            "1979-07-01",  # a statute: the day of adoption
            None,
        ),
        (
            [
                "1999年8月30日全国人民代表大会常务委员会通过",
                "根据2017年12月27日全国人民代表大会常务委员会《关于修改〈甲法〉的决定》修正",
            ],
            ["1999-08-30", "2017-12-27"],
            "2017-12-27",
            None,
        ),
        (
            [
                "法释[2020]17号",
                "（2020年12月23日最高人民法院审判委员会通过，2020年12月29日公布，自2021年1月1日起施行）",
            ],
            ["2020-12-23", "2020-12-29"],
            "2020-12-29",
            "法释〔2020〕17号",
        ),
        (
            ["2006年12月8日 国务院第159次常务会议通过", "2006年12月19日 中华人民共和国国务院令第481号公布"],
            ["2006-12-08", "2006-12-19"],
            "2006-12-19",
            "国务院令第481号",
        ),
        (
            ["2000年1月4日 中华人民共和国国务院令第276号公布", "2014年3月7日 《国务院关于修改的决定》第一次修订"],
            ["2000-01-04", "2014-03-07"],
            "2014-03-07",
            None,  # the number was that of another version
        ),
        (["二〇〇九年六月二十七日全国人民代表大会常务委员会通过"], ["2009-06-27"], "2009-06-27", None),
        (["公布日期：2020年12月29日"], ["2020-12-29"], "2020-12-29", None),
        (["为正确适用2023年12月29日修订的《甲法》，制定本规定。"], [], None, None),
        (["2020年2月30日 全国人民代表大会通过"], [], None, None),  # no such day
    ],
)
def test_head(head: Sequence[str], dates: Sequence[str], published: str | None, document: str | None) -> None:
    law = split_law(["甲法", *head, RED, BLUE])
    assert (list(law.dates), law.published, law.document) == (dates, published, document)


ADOPTED = "2020年5月28日 全国人民代表大会通过"
AMENDED = "2023年9月1日 全国人民代表大会常务委员会修正"


@pytest.mark.parametrize(
    ("head", "clause", "effective"),
    [
        ([ADOPTED], "本法自2021年1月1日起施行。", "2021-01-01"),
        ([ADOPTED], "本法自公布之日起施行。", "2020-05-28"),
        ([ADOPTED], "天空蓝。", None),
        ([ADOPTED, "2021年1月1日 施行"], "天空蓝。", "2021-01-01"),
        ([ADOPTED, "公布之日施行"], "天空蓝。", "2020-05-28"),
        ([ADOPTED, AMENDED], "本法自2021年1月1日起施行。", None),  # of the first version
        ([ADOPTED, AMENDED], "本法自公布之日起施行。", None),
        ([ADOPTED, AMENDED], "本法自2024年1月1日起施行。", "2024-01-01"),
        ([ADOPTED], "甲制度自2021年1月1日起施行。", None),  # not the law
    ],
)
def test_effective(head: Sequence[str], clause: str, effective: str | None) -> None:
    assert split_law(["甲法", *head, RED, f"第二条 {clause}"]).effective == effective


def test_meta_comes_first() -> None:
    meta = {
        "title": "甲法",
        "file_date": "2023-09-01",
        "publish_date": "1991-04-09",
        "part": "乙编",
        "category": "法律",
    }
    law = split_law(["甲法", "1991年4月9日通过", RED, "第二条 本法自1991年4月9日起施行。"], meta)
    assert (law.title, law.published, law.part, law.category) == ("甲法", "2023-09-01", "乙编", "法律")
    assert law.effective is None  # this version came long after
    assert law.body == "1991年4月9日通过"
    assert split_law([RED], {"publish_date": "2020-13-45"}).published is None


@pytest.mark.parametrize(
    ("head", "title"),
    [
        (["中华人民共和国甲法", "（2020年1月1日通过）"], "中华人民共和国甲法"),
        (["最高人民法院", "关于甲的", "若干规定", "法释〔2020〕1号"], "最高人民法院关于甲的若干规定"),
        (["法释〔2020〕1号", "最高人民法院关于甲的解释"], "最高人民法院关于甲的解释"),
        (
            ["最高人民法院公告", "《解释》已于2020年1月1日通过，现予公布。", "最高人民法院关于甲的解释"],
            "最高人民法院关于甲的解释",
        ),
        (["第一章 总则"], ""),
        ([], ""),
    ],
)
def test_title(head: Sequence[str], title: str) -> None:
    assert split_law([*head, RED, BLUE]).title == title


@pytest.mark.parametrize(
    "lines", [[], [""], ["。"], ["第"], ["第条"], ["“"], ["（一）"], ["目录"], ["第一条"], ["附："], ["一、"]]
)
def test_odd_lines_raise_nothing(lines: Sequence[str]) -> None:
    law = split_law(lines)
    assert isinstance(looks_like_law(lines), bool)
    assert "".join(lines).strip("第一条目录") in law.body + law.title + "".join(a.text for a in law.articles)


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        (["甲市停车管理条例", "2020年1月1日公布", RED, BLUE], True),
        (["第八十条 甲。", "第八十一条 乙。", "第八十二条 依照本法。"], True),  # a part without title
        (["最高人民法院关于甲的批复", "法释〔2020〕1号", "本批复自公布之日起施行。"], True),
        (["some project", "make install", "1. do", "2. this"], False),
        (["劳动仲裁攻略", "1.先拿合同", "2.再去仲裁", "第十条规定的证据很要紧"], False),
        (["买卖合同", "甲方：某某", "乙方：某某", "第一条 标的", "第二条 价款"], False),
        (["关于甲的裁判规则", "基本案情", "2020年，甲起诉。", "裁判要点", "1.甲。", "2.乙。", "3.本规定"], False),
        ([], False),
    ],
)
def test_looks_like_law(lines: Sequence[str], expected: bool) -> None:
    assert looks_like_law(lines) is expected


@cache
def real_laws() -> dict[str, LawText]:
    """All laws at hand by the end of their first file's path; none may fail to be read."""
    found = list(bundles([LAWS]))
    assert not [item for item in found if isinstance(item, SourceError)]
    sources = [item for item in found if not isinstance(item, SourceError)]
    return {source.files[0].relative_to(LAWS).as_posix(): read_law(source) for source in sources}


@needs_laws
@pytest.mark.parametrize(
    ("file", "count", "published", "effective"),
    [
        ("just-laws/civil-and-commercial/civil-code/README.md", 1260, "2020-05-28", "2021-01-01"),
        ("china-law-db/法律/民法商法/企业破产法(2006-08-27).md", 136, "2006-08-27", "2007-06-01"),
        ("china-law-db/法律/诉讼与非诉讼程序法/民事诉讼法(2023-09-01).md", 306, "2023-09-01", None),
        ("china-law-db/法律/诉讼与非诉讼程序法/民事诉讼法(2021-12-24).md", 291, "2021-12-24", None),
        ("just-laws/procedural/civil-procedure/README.md", 306, "2023-09-01", None),
        ("china-law-db/法律/民法商法/公司法(2023-12-29).md", 266, "2023-12-29", "2024-07-01"),
        ("china-law-db/法律/社会法/劳动合同法(2012-12-28).md", 98, "2012-12-28", None),
        ("china-law-db/行政法规/诉讼费用交纳办法(2006-12-19).md", 56, "2006-12-19", "2007-04-01"),
        (
            "china-law-db/司法解释/最高人民法院关于人民法院执行工作若干问题的规定（试行）(2020-12-29).md",
            79,
            "2020-12-29",
            None,
        ),
        ("china-law-db/法律/刑法/刑法.md", 505, "2023-12-29", None),
        ("just-laws/criminal-law/criminal-law/README.md", 505, "2020-12-26", None),
    ],
)
def test_real_law(file: str, count: int, published: str, effective: str | None) -> None:
    law = real_laws()[file]
    assert (len(law.articles), law.published, law.effective) == (count, published, effective)
    assert len({article.number for article in law.articles}) == count


@needs_laws
def test_the_civil_code_in_eight_parts() -> None:
    parts = [law for file, law in real_laws().items() if file.startswith("china-law-db/民法典/")]
    assert {law.part for law in parts} >= {"总则", "合同编", "附则"}
    assert {article.number.number for law in parts for article in law.articles} == set(range(1, 1261))


@needs_laws
def test_all_laws() -> None:
    laws = real_laws()
    doubts = [doubt for law in laws.values() for doubt in law.doubts]
    divided = [law for law in laws.values() if law.articles]
    repeated = [doubt for doubt in doubts if "重复" in doubt.problem or "次序" in doubt.problem]
    assert len(laws) > 1800
    assert len(divided) > 1800
    assert len([law for law in laws.values() if law.published is None]) <= 1
    assert len(doubts) <= 120, problems(next(law for law in laws.values() if len(law.doubts) > 9))
    assert not repeated


@needs_laws
def test_two_sources_agree() -> None:
    texts: dict[tuple[str, str | None], dict[str, dict[str, str]]] = {}
    for file, law in real_laws().items():
        found = texts.setdefault((law.title, law.published), {}).setdefault(file.split("/")[0], {})
        for article in law.articles:
            found.setdefault(str(article.number), re.sub(r"[\W_]", "", article.text))
    both = [list(sources.values()) for sources in texts.values() if len(sources) > 1]
    pairs = [(one[number], other[number]) for one, other in both for number in one.keys() & other.keys()]
    assert len(both) > 250
    assert len(pairs) > 20_000
    assert sum(one != other for one, other in pairs) <= 10  # misprints of the sources
