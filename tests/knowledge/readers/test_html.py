"""Web pages: the text of the page and nothing else, in whichever encoding."""

from pathlib import Path

import pytest

from knowledge.errors import SourceError
from knowledge.readers import html
from tests.knowledge.readers.making import LAW, TITLE, save

TEXT = "".join(f"<p>　　{line}</p>\n" for line in LAW[1:])
PAGE = f"""<!DOCTYPE html><html><head><title>{TITLE} - 样品网</title><style>p {{}}</style>
<script>var a = '<p>码</p>'</script></head>
<body><div class="header"><a href="/">首页</a><a href="/n">新闻</a><a href="/l">法规</a></div><nav>导航</nav>
<div class="breadcrumb">当前位置</div><form id="form1" runat="server"><h1>{TITLE}</h1><div id="share">分享到</div>
<div class="content">{TEXT}<p style="display: none">藏起的</p><p hidden>也藏起</p></div></form>
<ul><li><a href="1">相关一</a></li><li><a href="2">相关二</a></li><li><a href="3">相关三</a></li></ul>
<div class="footer">备案号</div><footer>主办单位</footer><select><option>甲</option></select></body></html>"""


def read(folder: Path, content: bytes | str) -> tuple[str, ...]:
    return html.paragraphs(save(folder, "sample.html", content)).lines


@pytest.mark.parametrize(
    "content",
    [
        pytest.param(PAGE, id="UTF-8, no word of it"),
        pytest.param(PAGE.replace("<head>", "<head><meta charset='utf-8'>"), id="UTF-8"),
        pytest.param("\ufeff" + PAGE, id="UTF-8 with a mark"),
        pytest.param(PAGE.replace("<head>", '<head><meta charset="GBK">').encode("gb18030"), id="GBK"),
        pytest.param(
            PAGE.replace("<head>", '<head><meta http-equiv="Content-Type" content="text/html; charset=gb2312">').encode(
                "gb18030"
            ),
            id="GBK as old pages say it",
        ),
        pytest.param(PAGE.encode("gb18030"), id="GBK, no word of it"),
        pytest.param(PAGE.replace("<head>", "<head><meta charset=gb2312>"), id="says GBK and is UTF-8"),
        pytest.param(PAGE.replace("<head>", "<head><meta charset=utf-8>").encode("gb18030"), id="the other way round"),
        pytest.param(PAGE.replace("<head>", "<head><meta charset=rot13>"), id="says what is no encoding"),
        pytest.param(PAGE.encode("utf-16"), id="UTF-16"),
        pytest.param('<?xml version="1.0" encoding="UTF-8"?>' + PAGE, id="XHTML"),
        pytest.param(
            PAGE.replace('<div class="content">', "<main>").replace("</div></form>", "</main></form>"), id="main"
        ),
    ],
)
def test_text_of_a_page(tmp_path: Path, content: bytes | str) -> None:
    assert read(tmp_path, content) == LAW


@pytest.mark.parametrize(
    ("content", "lines"),
    [
        ("<div>第一条　甲。<br>第二款。<br/><br>　　第三款。</div>", ("第一条　甲。", "第二款。", "第三款。")),
        ("<p>第一条&#12288;甲&amp;乙&nbsp;&nbsp;丙&lt;丁&gt;</p>", ("第一条　甲&乙 丙<丁>",)),
        ("<p>源码里换\n   行的一句，\r\n与 two\nwords</p>", ("源码里换行的一句，与 two words",)),
        ("<p>不<b>断</b><span>开</span><i></i>的</p>", ("不断开的",)),
        ("<table><tr><td>甲</td><td><p>乙</p>丙</td></tr></table>", ("甲", "乙", "丙")),
        ("<pre>第一条　甲。\n第二条　乙。\n</pre>", ("第一条　甲。", "第二条　乙。")),
        ("<p>没有<p>闭合<div>的<b>标签", ("没有", "闭合", "的标签")),
        ("<!-- 注 --><p>前<!-- 注 -->后</p><script>码</script>尾", ("前后", "尾")),
        # A part that holds articles stays, even if each is a link or its name is that of a menu.
        ("<p class=nav><a>第一条　甲</a><br><a>第二条</a><br><a>第三条</a></p>", ("第一条　甲", "第二条", "第三条")),
        ("<h1>题</h1><p>杂</p><article><p>第一条　正文正文。</p></article><p>尾</p>", ("题", "第一条　正文正文。")),
        ("<article>短</article><p>第一条　大部分文字在外面。</p>", ("短", "第一条　大部分文字在外面。")),
        ("<p class=nav><a>第一条　甲</a></p><p>比前面长出一倍还要多</p>", ("第一条　甲", "比前面长出一倍还要多")),
        ("<div id=share-content><p>没有条号，全文都在这里。</p></div><p>尾</p>", ("没有条号，全文都在这里。", "尾")),
        ("<div>" * 1000 + "深处" + "</div>" * 1000 + "<p>外面</p>", ("深处", "外面")),
        ("<p>" + "长" * 2_000_000 + "</p><p>尾</p>", ("长" * 2_000_000, "尾")),
    ],
)  # fmt: skip
def test_paragraphs(tmp_path: Path, content: str, lines: tuple[str, ...]) -> None:
    assert read(tmp_path, content) == lines


def test_utf8_that_could_be_gbk(tmp_path: Path) -> None:
    """These bytes are both; a page that is UTF-8 throughout is that, whatever it says."""
    content = "<meta charset=gbk><p>样品商会</p>".encode()
    assert content.decode("gb18030") != content.decode()
    assert read(tmp_path, content) == ("样品商会",)


def test_big5(tmp_path: Path) -> None:
    assert read(tmp_path, "<meta charset=big5><p>第一條　為了</p>".encode("big5")) == ("第一條　為了",)


@pytest.mark.parametrize(
    ("content", "word"),
    [
        pytest.param("<html><body></body></html>", "没有正文", id="empty"),
        pytest.param("<body><script>x()</script><div id=app></div>", "没有正文", id="by script alone"),
        pytest.param("<frameset><frame src=a.html></frameset>", "没有正文", id="frames"),
        pytest.param("<!-- -->", "没有正文", id="a comment"),
        pytest.param(
            "<p>前面</p>" + "<div>" * 5000 + "深处" + "</div>" * 5000 + "<p>后面</p>", "读不全", id="too deep"
        ),
        pytest.param(" " * (html.MAX_PAGE_BYTES + 1), "上限", id="too large"),
    ],
)
def test_refused(tmp_path: Path, content: str, word: str) -> None:
    with pytest.raises(SourceError) as error:
        read(tmp_path, content)
    assert word in error.value.problem
    assert "请" in error.value.problem
