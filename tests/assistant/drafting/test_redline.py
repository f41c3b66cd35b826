"""What changed between two versions: which words, what of it matters, and both texts whole in every form of output."""

import io
import re
import shutil
import subprocess
import zipfile
from datetime import date
from html import unescape
from pathlib import Path
from urllib.parse import quote

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from assistant.drafting.redline import MAX_PARAGRAPHS, compare
from assistant.drafting.redline_matters import matters
from assistant.drafting.redline_page import page
from assistant.drafting.redline_tracked import AUTHOR, tracked
from assistant.drafting.redline_words import Mark, pieces, words
from assistant.drafting.version import AIGC, read_version
from assistant.errors import RevisionError
from tests.knowledge.readers import making

TODAY = date(2026, 8, 1)
NAMES = ("初稿.docx", "二稿.docx")
OLD = (
    "执行和解协议",
    "申请执行人：某市某某包装材料有限公司，住某市某区某路8号，法定代表人王某某，电话138****0001",
    "被执行人：某市某某电子有限公司，住某市某镇某路16号，法定代表人李某某，电话138****0003",
    "一、欠款数额",
    "双方确认，被执行人欠申请执行人本金人民币320000.00元（大写：叁拾贰万元整），应当于2026年12月31日前付清。",
    "二、利息",
    "逾期的按年利率3.45%计算利息，宽限三日。",
    "三、费用",
    "执行申请费由被执行人负担。",
    "四、担保",
    "担保人李某某承担连带责任保证，保证期间二年。",
    "五、其他",
    "本协议一式三份。",
)
NEW = (
    "执行和解协议",
    "申请执行人：某市某某包装材料有限公司，住某市某区某路8号，法定代表人王某某，电话138****0009",
    "被执行人：某市某某电器有限公司，住某市某镇某路16号，法定代表人李某某，电话138****0003",
    "第三人：赵某某，住某市某镇",
    "一、欠款数额",
    "双方确认，被执行人欠申请执行人本金人民币325000.00元（大写：叁拾贰万伍仟元整），可以于2027年1月31日前付清。",
    "二、利息",
    "逾期的按年利率3.85%计算利息，宽限十日。",
    "三、费用",
    "执行申请费由申请执行人负担。",
    "四、担保",
    "担保人李某某不承担连带责任保证，保证期间三年。",
    "第三人于2027年3月31日前代付5万元。",
)
SAMPLES = [
    pytest.param(OLD, NEW, id="an agreement"),
    pytest.param(("甲", "乙"), ("甲", "乙"), id="the same"),
    pytest.param(("甲方付款。",), ("甲方付款。", "乙方交货。"), id="inserted at the end"),
    pytest.param(("甲方付款。", "乙方交货。", "本协议一式二份。"), ("甲方付款。",), id="deleted at the end"),
    pytest.param(("乙方交货。",), ("甲方付款。", "乙方交货。"), id="inserted at the head"),
    pytest.param(("甲方付款。", "乙方交货。"), ("乙方交货。",), id="deleted at the head"),
    pytest.param(("甲方付款。", "租金照旧。"), ("甲方付款。", "双方就此了结，永不反悔。"), id="another end"),
    pytest.param(("甲方付款。",), ("双方就此了结，永不反悔。", "本协议一式二份。"), id="nothing in common"),
    pytest.param(("甲方付款80元。", "乙方交货。"), ("甲方付款90元。",), id="a changed paragraph before a deleted end"),
    pytest.param(("a<b>&\"'", "x ]]> y"), ("a<b>&\"''", "x ]]> z"), id="signs of markup"),
]


def marked(old: str, new: str) -> str:
    """Both texts as one line: -deleted- and +inserted+."""
    signs = {Mark.KEPT: "", Mark.DELETED: "-", Mark.INSERTED: "+"}
    return "".join(f"{signs[piece.mark]}{piece.text}{signs[piece.mark]}" for piece in pieces(old, new))


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("320000", "325000", "-320000-+325000+"),
        ("付320000.00元", "付325,000.00元", "付-320000.00元-+325,000.00元+"),
        ("大写：叁拾贰万元整。", "大写：叁拾贰万伍仟元整。", "大写：-叁拾贰万元整-+叁拾贰万伍仟元整+。"),
        ("于2026年12月31日前付清", "于2027年1月31日前付清", "于-2026年12月31日-+2027年1月31日+前付清"),
        ("2026-12-31｜甲", "2026-12-30｜甲", "-2026-12-31-+2026-12-30+｜甲"),
        ("年利率3.45%", "年利率3.4%", "年利率-3.45%-+3.4%+"),
        ("逾期三十日", "逾期三十五日", "逾期-三十-+三十五+日"),
        ("账号6222********0001", "账号6222********0011", "账号-6222********0001-+6222********0011+"),
        ("由李某某负担", "由王某某负担", "由-李某某-+王某某+负担"),
        ("第五条所列", "第十五条所列", "-第五-+第十五+条所列"),
        ("甲方承担责任", "甲方不承担责任", "甲方+不+承担责任"),
        ("甲方可以解除。", "甲方解除。", "甲方-可以-解除。"),
        # Two changes with a mark between them stay two.
        ("付80元，限3天", "付90元，限5天", "付-80元-+90元+，限-3-+5+天"),
        # Splinters of one changed expression are read as one.
        ("支付货款的利息", "偿还借款的本金", "-支付货款的利息-+偿还借款的本金+"),
    ],
)
def test_figures_and_words_change_as_a_whole(old: str, new: str, told: str) -> None:
    assert marked(old, new) == told


@pytest.mark.parametrize(
    "text", ["甲方于2026年12月31日前付320000.00元（大写：叁拾贰万元整）。", "", " a 1 ", "第十二条"]
)
def test_words_joined_are_the_text(text: str) -> None:
    assert "".join(words(text)) == text


def told(old: tuple[str, ...], new: tuple[str, ...]) -> list[tuple[str, str, str, int, int | None]]:
    """Changes as plain tuples."""
    return [(one.kind, one.old, one.new, one.paragraph, one.old_paragraph) for one in compare(old, new).changes]


@pytest.mark.parametrize(
    ("old", "new", "changes"),
    [
        (("甲",), ("甲",), []),
        (("甲", "丙"), ("甲", "乙", "丙"), [("insert", "", "乙", 2, None)]),
        (("甲", "乙", "丙"), ("甲", "丙"), [("delete", "乙", "", 2, 2)]),
        # A changed paragraph finds its pair though others came before it.
        (
            ("一、付款80元。",),
            ("本协议由双方自愿达成。", "一、付款90元。"),
            [("insert", "", "本协议由双方自愿达成。", 1, None), ("replace", "80元", "90元", 2, 1)],
        ),
        # Of two like paragraphs each is compared with its own.
        (
            ("第一期付10000元。", "第二期付20000元。"),
            ("第一期付10000元。", "第二期付30000元。", "第三期付20000元。"),
            [("replace", "20000元", "30000元", 2, 2), ("insert", "", "第三期付20000元。", 3, None)],
        ),
        # What has nothing in common is no change of words.
        (
            ("甲", "执行费由甲方负担。", "丙"),
            ("甲", "本协议一式三份。", "丙"),
            [("delete", "执行费由甲方负担。", "", 2, 2), ("insert", "", "本协议一式三份。", 2, None)],
        ),
        # Deleted at the end: it stood behind the last paragraph that is left.
        (("甲", "乙"), ("甲",), [("delete", "乙", "", 1, 2)]),
    ],
)
def test_paragraphs_find_their_pairs(
    old: tuple[str, ...], new: tuple[str, ...], changes: list[tuple[str, str, str, int, int | None]]
) -> None:
    assert told(old, new) == changes


LINE = st.text(alphabet="甲乙付款元，。12万年月日 ", min_size=1, max_size=8)


@given(st.lists(LINE, min_size=1, max_size=6), st.lists(LINE, min_size=1, max_size=6))
@settings(max_examples=150, deadline=None)
def test_both_texts_stand_in_every_comparison(old: list[str], new: list[str]) -> None:
    redline = compare(old, new)
    assert redline.lines(Mark.INSERTED) == tuple(old)
    assert redline.lines(Mark.DELETED) == tuple(new)
    assert redline.paragraphs[-1].end is Mark.KEPT
    assert bool(redline.changes) == (old != new)


def test_long_paragraphs_are_compared_by_words_within_their_sentences() -> None:
    sentences = [f"第{number}期付款{number}000元。" for number in range(1, 1500)]
    changed = [*sentences]
    changed[700] = "第701期付款999元。"
    [change] = compare(["".join(sentences)], ["".join(changed)]).changes
    assert (change.old, change.new) == ("701000元", "999元")


def test_too_much_is_refused() -> None:
    with pytest.raises(RevisionError, match="太长"):
        compare(["甲"] * (MAX_PARAGRAPHS + 1), ["甲"])


def test_what_matters_stands_first() -> None:
    found = matters(compare(OLD, NEW), TODAY)
    assert [(one.topic.value, one.about, one.old, one.new, one.paragraph) for one in found] == [
        ("party", "申请执行人某市某某包装材料有限公司的信息", "138****0001", "138****0009", 2),
        ("party", "被执行人", "某市某某电子有限公司", "某市某某电器有限公司", 3),
        ("party", "第三人", "", "赵某某", 4),
        ("party", "", "被执行人", "申请执行人", 10),
        ("amount", "", "320000.00元", "325000.00元", 6),
        ("amount", "", "", "5万元", 13),
        ("date", "", "2026年12月31日", "2027年1月31日", 6),
        ("date", "", "", "2027年3月31日", 13),
        ("period", "", "三日", "十日", 8),
        ("period", "", "二年", "三年", 12),
        ("rate", "", "年利率3.45%", "年利率3.85%", 8),
        ("duty", "", "应当", "可以", 6),
        ("duty", "", "", "不承担", 12),
        ("clause", "", "本协议一式三份。", "第三人于2027年3月31日前代付5万元。", 13),
    ]


def test_a_clause_that_came_or_went_is_told_by_its_beginning() -> None:
    [gone, come] = matters(
        compare(["甲", f"本条{'很' * 50}长。", "乙"], ["甲", "乙", "期次", "新的一条。", "丙"]), TODAY
    )
    assert (gone.topic.value, gone.old, gone.new) == ("clause", f"本条{'很' * 38}…", "")
    assert (come.topic.value, come.old, come.new) == ("clause", "", "新的一条。")


@pytest.mark.parametrize(
    ("old", "new", "topics"),
    [
        ("付320000元。", "付32万元。", []),  # another way to write the same sum
        ("于2026年12月31日付清。", "于2026-12-31付清。", []),
        ("双方协商一致。", "双方达成一致。", []),
        ("125000.00", "130000.00", ["amount"]),  # a cell of a table
        ("于2026年2月28日付清。", "于2026年2月30日付清。", ["date"]),  # a day that does not exist
        ("按月利率1%付息。", "按年利率1%付息。", ["rate"]),
        ("三个月内付清。", "三个工作日内付清。", ["period"]),
        ("丙方可以起诉。", "丙方不得起诉。", ["duty"]),
    ],
)
def test_only_what_means_something_else_matters(old: str, new: str, topics: list[str]) -> None:
    assert [one.topic.value for one in matters(compare([old], [new]), TODAY)] == topics


W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def settled(data: bytes, dropped: str) -> tuple[str, ...]:
    """The paragraphs once all changes are accepted (``dropped``: del) or rejected (ins), by the rules of ECMA-376: what
    is dropped goes, and a paragraph whose end is dropped joins the next.
    """
    root = etree.fromstring(zipfile.ZipFile(io.BytesIO(data)).read("word/document.xml"))
    lines, line = [], ""
    for paragraph in root.iter(f"{W}p"):
        for text in paragraph.iter(f"{W}t", f"{W}delText"):
            inside = {one.tag for one in text.iterancestors()}
            assert (text.tag == f"{W}delText") == (f"{W}del" in inside)
            if f"{W}{dropped}" not in inside:
                line += text.text or ""
        if paragraph.find(f"{W}pPr/{W}rPr/{W}{dropped}") is None:
            lines.append(line)
            line = ""
    assert not line
    return tuple(lines)


@pytest.mark.parametrize(("old", "new"), SAMPLES)
def test_tracked_changes_hold_both_texts(tmp_path: Path, old: tuple[str, ...], new: tuple[str, ...]) -> None:
    redline = compare(old, new)
    data = tracked(redline, matters(redline, TODAY), NAMES, TODAY)
    assert settled(data, "del") == new
    assert settled(data, "ins") == old
    assert read_version(making.save(tmp_path, "out.docx", data)).lines == new
    changes = re.findall(rb'<w:(?:ins|del) w:id="(\d+)" w:author="([^"]+)" w:date="([^"]+)"', document(data))
    assert (
        len({number for number, _, _ in changes})
        == len(changes)
        == len(re.findall(rb"<w:(?:ins|del)\b", document(data)))
    )
    assert {(author.decode(), day) for _, author, day in changes} <= {(AUTHOR, b"2026-08-01T00:00:00Z")}
    assert bool(changes) == (old != new)


def document(data: bytes) -> bytes:
    """word/document.xml"""
    return zipfile.ZipFile(io.BytesIO(data)).read("word/document.xml")


def test_a_tracked_file_tells_what_matters_above_the_text_and_is_the_same_each_time() -> None:
    redline = compare(OLD, NEW)
    found = matters(redline, TODAY)
    data = tracked(redline, found, NAMES, TODAY)
    assert data == tracked(redline, found, NAMES, TODAY)
    package = zipfile.ZipFile(io.BytesIO(data))
    heads = [package.read(name).decode() for name in package.namelist() if re.match(r"word/header\d", name)]
    assert any("320000.00元 → 325000.00元" in head and "要紧的改动还有2处" in head for head in heads)
    assert "docProps/custom.xml" not in package.namelist()
    assert not any("人工智能" in package.read(name).decode(errors="ignore") for name in package.namelist())


def test_a_label_of_the_versions_is_carried_over(tmp_path: Path) -> None:
    redline = compare(OLD, NEW)
    label = '{"Label":"1","ContentProducer":"某某"}'
    version = read_version(making.save(tmp_path, "out.docx", tracked(redline, (), NAMES, TODAY, label)))
    assert version.label == label
    package = zipfile.ZipFile(io.BytesIO(version.data))
    feet = [package.read(name).decode() for name in package.namelist() if re.match(r"word/footer\d", name)]
    assert len(feet) == 2 and all("人工智能生成内容标识" in foot for foot in feet)
    assert f'<meta name="{AIGC}" content="{{&#34;Label' in page(redline, (), NAMES, label)
    assert "人工智能" not in page(redline, (), NAMES)


@pytest.mark.parametrize(("old", "new"), SAMPLES)
def test_the_page_holds_both_texts_escaped(old: tuple[str, ...], new: tuple[str, ...]) -> None:
    redline = compare(old, new)
    shown = page(redline, matters(redline, TODAY), ("<b>初稿", "二稿"), doubts=["旧稿：<i>有修订。"])
    assert "<b>" not in shown and "<i>" not in shown and "http:" not in shown and "https:" not in shown
    rows = re.findall(r"<li[^>]*>(?:<span class=\"number\">\d+</span>)?(.*?)</li>", shown, re.S)
    assert plain(rows, "ins") == "".join(old)
    assert plain(rows, "del") == "".join(new)
    assert len(re.findall(r"<(?:ins|del)>", "".join(rows))) == sum(
        piece.mark is not Mark.KEPT for paragraph in redline.paragraphs for piece in paragraph.pieces
    )
    targets = set(re.findall(r'href="#(p\d+)"', shown))
    assert targets <= set(re.findall(r'id="(p\d+)"', shown))


def plain(rows: list[str], dropped: str) -> str:
    """The text of the page's rows without what stands in elements of that name."""
    kept = re.sub(rf"<{dropped}>.*?</{dropped}>", "", "".join(rows), flags=re.S)
    return unescape(re.sub(r"</?(?:ins|del)>", "", kept))


BASIC = """<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE script:module PUBLIC "-//OpenOffice.org//DTD OfficeDocument 1.0//EN" "module.dtd">
<script:module xmlns:script="http://openoffice.org/2000/script" script:name="Module1" script:language="StarBasic">
Sub Settled(folder As String, count As Integer)
  For number = 0 To count - 1
    Settle folder &amp; number &amp; ".docx", "Accept"
    Settle folder &amp; number &amp; ".docx", "Reject"
  Next
End Sub
Sub Settle(url As String, act As String)
  Dim hidden(0) As New com.sun.star.beans.PropertyValue
  hidden(0).Name = "Hidden"
  hidden(0).Value = True
  opened = StarDesktop.loadComponentFromURL(url, "_blank", 0, hidden())
  helper = createUnoService("com.sun.star.frame.DispatchHelper")
  helper.executeDispatch(opened.CurrentController.Frame, ".uno:" &amp; act &amp; "AllTrackedChanges", "", 0, Array())
  Dim kind(1) As New com.sun.star.beans.PropertyValue
  kind(0).Name = "FilterName"
  kind(0).Value = "Text (encoded)"
  kind(1).Name = "FilterOptions"
  kind(1).Value = "UTF8,LF"
  opened.storeToURL(url &amp; "." &amp; act &amp; ".txt", kind())
  opened.close(True)
End Sub
</script:module>"""


def test_an_office_program_accepts_and_rejects_the_changes(tmp_path: Path) -> None:
    office = shutil.which("soffice")
    if not office:
        pytest.skip("there is no soffice on PATH: install LibreOffice Writer to see what it makes of tracked changes")
    samples = [(sample.values[0], sample.values[1]) for sample in SAMPLES]
    for number, (old, new) in enumerate(samples):
        making.save(tmp_path, f"{number}.docx", tracked(compare(old, new), (), NAMES, TODAY))
    url = f"file://{quote(str(tmp_path))}"
    start = [office, f"-env:UserInstallation={url}/profile", "--headless", "--norestore"]
    macro = f'macro:///Standard.Module1.Settled("{url}/",{len(samples)})'
    subprocess.run([*start, "--terminate_after_init"], check=True, capture_output=True, timeout=120)
    making.save(tmp_path / "profile/user/basic/Standard", "Module1.xba", BASIC)
    subprocess.run([*start, macro], check=True, capture_output=True, timeout=120)
    for number, (old, new) in enumerate(samples):
        assert read_version(tmp_path / f"{number}.docx.Accept.txt").lines == new
        assert read_version(tmp_path / f"{number}.docx.Reject.txt").lines == old
