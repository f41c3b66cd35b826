"""Laws printed in Markdown, in the two layouts that are about, and in what goes wrong with them."""

from pathlib import Path

import pytest

from knowledge.errors import SourceError
from knowledge.readers.markdown import parts, plain, read_law
from knowledge.sources import Bundle, LawText

DATABASE = """---
title: "中华人民共和国甲法"
subtitle: "乙编"
publish_date: "1991-04-09"
implement_date: "2024-01-01"
category: "民法商法"
tags:
  - 法律法规
---
# 中华人民共和国甲法

# 乙编

1991年4月9日 第七届全国人民代表大会第四次会议通过

2023年9月1日 第十四届全国人民代表大会常务委员会第五次会议修正

<!-- INFO END -->

## 第一编 总 则

\u200b

### 第一章\u2002\u2002颜色

第一条 苹果&nbsp;红。<!-- 批注
第九条 不是条文 -->

（一）甲；

第二条 天空**蓝**。
"""


def read(tmp_path: Path, *files: tuple[str, str]) -> LawText:
    for name, text in files:
        (tmp_path / name).write_text(text, encoding="utf-8")
    return read_law(Bundle(tuple(tmp_path / name for name, _ in files)))


def test_database_layout(tmp_path: Path) -> None:
    law = read(tmp_path, ("甲法(2023-09-01).md", DATABASE))
    assert (law.title, law.part, law.category) == ("中华人民共和国甲法", "乙编", "民法商法")
    assert (law.published, law.effective) == ("2023-09-01", "2024-01-01")
    assert law.dates == ("1991-04-09", "2023-09-01")
    assert [(str(article.number), article.path) for article in law.articles] == [
        ("第一条", ("第一编 总则", "第一章 颜色")),
        ("第二条", ("第一编 总则", "第一章 颜色")),
    ]
    assert [article.text for article in law.articles] == ["苹果\u00a0红。\n（一）甲；", "天空蓝。"]
    assert not law.doubts


def test_folder_layout(tmp_path: Path) -> None:
    law = read(
        tmp_path,
        ("README.md", "---\nnext: /a/01.md\n---\n\n# 甲法\n\n2020年1月2日全国人民代表大会通过\n"),
        ("01-a.md", "---\nprev: /a\n---\n# 第一编　总则\n\n**第一条**　苹果红。\n\n**第二条**　天空蓝。\n"),
        ("00-b.md", "# 附则\n\n**第三条**　本法自2020年2月1日起施行。\n"),
    )
    assert (law.title, law.published, law.effective) == ("甲法", "2020-01-02", "2020-02-01")
    assert [(str(article.number), article.path) for article in law.articles] == [
        ("第一条", ("第一编 总则",)),
        ("第二条", ("第一编 总则",)),
        ("第三条", ("附则",)),
    ]
    assert law.body == "2020年1月2日全国人民代表大会通过"


@pytest.mark.parametrize(
    ("text", "meta", "first"),
    [
        ("---\ntitle: 甲法\n---\n第一条 红。", {"title": "甲法"}, "第一条 红。"),
        ("---\ntitle: '甲: \"法\n  - [\n---\n第一条 红。", {"title": '甲: "法'}, "第一条 红。"),  # no valid YAML
        ("---\ntitle: 甲法\nstatus: 有效\n\n第一条 红。", {"title": "甲法"}, "第一条 红。"),  # never closed
        ("---\ntitle:\n---\n第一条 红。", {}, "第一条 红。"),
        ("第一条 红。\n---\ntitle: 乙法\n---", {}, "第一条 红。"),  # no header
        ("---", {}, ""),
    ],
)
def test_header(text: str, meta: dict[str, str], first: str) -> None:
    found, lines = parts(text)
    assert found == meta
    assert next((line for line in lines if line and line != "---"), "") == first
    assert len(lines) == len(text.split("\n"))  # doubts count them


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("## 第一章 总则", "第一章 总则"),
        ("### ### 甲", "甲"),
        ("**第一条**　红。", "第一条　红。"),
        ("*2020年1月1日通过*", "2020年1月1日通过"),
        ("见[甲法](http://a/b)。", "见甲法。"),
        ("![图](a.png)", "图"),
        ("| 甲 | 乙 |", "甲　乙"),
        ("|---|:-:|", ""),
        ("====", ""),
        ("===第一节 甲===", "第一节 甲"),
        ("[[Category:法律|甲]]", ""),
        ("红&lt;蓝<br>绿&amp;", "红<蓝绿&"),
        ("《修改<甲法>的决定》", "《修改<甲法>的决定》"),  # no tag
        ("2*3=6", "2*3=6"),
    ],
)
def test_plain(line: str, expected: str) -> None:
    assert plain(line) == expected


def test_unreadable(tmp_path: Path) -> None:
    with pytest.raises(SourceError, match="无法读取"):
        read_law(Bundle((tmp_path / "无.md",)))
