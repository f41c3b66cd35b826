"""Every way a record file can be bad is told by file, line and field, in Chinese."""

import re
from pathlib import Path

import pytest

from knowledge.errors import RecordError
from knowledge.readers.record_file import read_corpus, read_record
from knowledge.records import Kind, Mechanism, Role, Section, passages_of
from tests.knowledge.samples import MECHANISM, write_corpus, write_mechanism

CHINESE = re.compile(r"[\u4e00-\u9fff]{2,}")


def write(tmp_path: Path, text: str, name: str = "sample.md") -> Path:
    file = tmp_path / name
    file.write_text(text, encoding="utf-8")
    return file


def test_good_file(tmp_path: Path) -> None:
    record = read_record(write(tmp_path, MECHANISM), Mechanism)
    assert (record.id, record.title, record.kind) == ("mechanism-sample", "样品机制", Kind.MECHANISM)
    assert record.aliases == ("样品", "试样")
    assert record.roles == (Role.MEDIATOR, Role.JUDGE)
    assert [(figure.name, figure.value) for figure in record.figures] == [("期限", "6小时")]
    assert record.basis[0].article == "第二百四十一条"
    assert record.verified
    assert str(record.source) == "日报《报道》（2025-09-16）"
    assert tuple(record.sections) == Mechanism.required
    assert record.sections[Section.WHAT] == "是什么一节，6小时内办完。"


@pytest.mark.parametrize(
    ("old", "new"),
    [
        pytest.param("date: 2025-09-16", "date: 2025-09", id="month only"),
        pytest.param("date: 2025-09-16", "date: '2025'", id="year only"),
        pytest.param("article: 第二百四十一条, ", "", id="a whole document, no article"),
        pytest.param("第二百四十一条", "第一百二十条之一", id="an inserted article"),
        pytest.param("aliases: [样品, 试样]\n", "", id="no aliases"),
        pytest.param("related: []\n", "", id="no related"),
        pytest.param("## 风险与期限", "## 办理期限\n十日。\n## 风险与期限", id="an optional section"),
        pytest.param("\n", "\r\n", id="Windows line ends"),
    ],
)
def test_still_good(tmp_path: Path, old: str, new: str) -> None:
    assert old in MECHANISM
    file = tmp_path / "sample.md"
    file.write_bytes(MECHANISM.replace(old, new).encode())
    assert read_record(file, Mechanism).id == "mechanism-sample"


def test_byte_order_mark(tmp_path: Path) -> None:
    file = tmp_path / "sample.md"
    file.write_bytes(b"\xef\xbb\xbf" + MECHANISM.encode())
    assert read_record(file, Mechanism).id == "mechanism-sample"


def test_a_folder_of_no_known_kind(tmp_path: Path) -> None:
    (tmp_path / "mechanism").mkdir()  # a slip for mechanisms: nothing in it may be skipped silently
    with pytest.raises(RecordError, match="mechanisms、procedures、cases、opinions"):
        read_corpus(tmp_path)


LAST = MECHANISM.count("\n")
LAST_WHAT = MECHANISM[: MECHANISM.index("## 是什么")].count("\n") + 2
DEFECTS = [
    # what is replaced, by what, the line and the field that the error names
    ("title: 样品机制", "title: 样品机制\ntitle: 又一个", 4, "title"),  # a key twice
    ("title: 样品机制", "titel: 样品机制", 3, "titel"),  # an unknown key
    ("title: 样品机制\n", "", 2, "title"),  # a missing key
    ("title: 样品机制", "title:", 3, "title"),  # an empty value
    ("title: 样品机制", "title: [样品]", 3, "title"),  # a list for a text
    ("aliases: [样品, 试样]", "aliases: 样品", 4, "aliases"),  # a text for a list
    ("aliases: [样品, 试样]", "aliases: [样品, '']", 4, "aliases"),  # an empty item
    ("[mediator, judge]", "[mediator, king]", 5, "roles"),  # a role that does not exist
    ("[mediator, judge]", "[]", 5, "roles"),  # no role
    ("roles: [mediator, judge]\n", "", 2, "roles"),  # roles missing
    ("value: 6小时", "value: 7小时", 7, "figures"),  # a figure that the body does not state
    ("{name: 期限, value: 6小时}", "{name: 期限}", 7, "value"),  # a figure without its value
    ("{name: 期限, value: 6小时}", "6小时", 7, "figures"),  # a text for a mapping
    ("value: 6小时}", "value: 6小时, unit: 小时}", 7, "unit"),  # an unknown key further in
    ("version: 2023-09-01", "version: 2023年9月", 9, "version"),  # not an ISO date
    ("version: 2023-09-01", "version: 2023-13-01", 9, "version"),  # no such month
    ("date: 2025-09-16", "date: 2025-02-30", 11, "date"),  # no such day
    ("date: 2025-09-16", "date: 25-09-16", 11, "date"),  # a two-digit year
    ("第二百四十一条", "241", 9, "article"),  # an article in figures
    ("第二百四十一条", "第241条", 9, "article"),  # half in figures
    ("verified: true", "verified: yes", 9, "verified"),  # neither true nor false
    (", verified: true", "", 9, "verified"),  # not said
    ("gist: 可以和解", "gist: ''", 9, "gist"),  # said with nothing
    ("date: 2025-09-16", "date: 2025-09-16, author: 张三", 11, "author"),  # an unknown key of the source
    ("source: {title: 报道, publisher: 日报, date: 2025-09-16}", "source: 日报", 11, "source"),  # not a mapping
    ("source: {title: 报道, publisher: 日报, date: 2025-09-16}\n", "", 2, "source"),  # no source
    ("id: mechanism-sample", "id: mechanism-other", 2, "id"),  # not the file's name
    ("id: mechanism-sample", "id: case-sample", 2, "id"),  # not the folder's kind
    ("title: 样品机制", "title: '样品机制", 12, "文件头"),  # bad YAML: a quote left open, told where it ends
    ("title: 样品机制", "title: 样品: 机制", 3, "文件头"),  # bad YAML: two colons
    ("title: 样品机制", "title: 样品\x07机制", 3, "全文"),  # a control character in the header
    ("## 是什么\n", "## 是什么\n\x00", LAST_WHAT, "全文"),  # and in the body
    ("title: 样品机制", "title: " + "[" * 5000, 2, "文件头"),  # nested beyond what a parser can follow
    ("---\n## 是什么", "\n## 是什么", LAST, "文件头"),  # the header is never closed
    ("---\nid", "id", 1, "文件头"),  # the header is never opened
    (MECHANISM, "", 1, "文件头"),  # an empty file
    (MECHANISM, "---\n---\n", 2, "文件头"),  # an empty header
    (MECHANISM, "---\n- a\n- b\n---\n", 2, "文件头"),  # a list for a header
    ("## 适用情形", "## 适用情况", 15, "适用情况"),  # an unknown section
    ("## 适用情形", "## 案情", 15, "案情"),  # a section of another kind
    ("## 适用情形", "### 适用情形", 15, "### 适用情形"),  # the wrong level of heading
    ("## 适用情形", "## 是什么", 15, "是什么"),  # a section twice
    ("适用情形一节，6小时内办完。", " ", 15, "适用情形"),  # an empty required section
    ("## 适用情形\n适用情形一节，6小时内办完。\n", "", 13, "适用情形"),  # a missing one: told where the body begins
    ("## 文书表述", "## 办理期限\n\n## 文书表述", 37, "办理期限"),  # an empty optional section
    ("---\n## 是什么", "---\n先说几句\n## 是什么", 13, "正文"),  # text before the first section
]


@pytest.mark.parametrize(("old", "new", "line", "field"), DEFECTS)
def test_defect_is_named(tmp_path: Path, old: str, new: str, line: int, field: str) -> None:
    assert MECHANISM.count(old) >= 1
    file = write(tmp_path, MECHANISM.replace(old, new, 1))
    with pytest.raises(RecordError) as caught:
        read_record(file, Mechanism)
    assert (caught.value.file, caught.value.line, caught.value.field) == (file, line, field)
    message = str(caught.value)
    assert str(file) in message
    assert f"第{line}行" in message
    assert field in message
    assert CHINESE.search(caught.value.problem)


def test_not_utf8(tmp_path: Path) -> None:
    file = tmp_path / "sample.md"
    file.write_bytes(MECHANISM.split("## 向谁提出")[0].encode() + "编码".encode("gb18030"))
    with pytest.raises(RecordError, match=r"第19行.*UTF-8"):
        read_record(file, Mechanism)


@pytest.mark.parametrize("name", ["sample.txt", "样品.md", "Sample.md", "sam_ple.md"])
def test_bad_file_name(tmp_path: Path, name: str) -> None:
    with pytest.raises(RecordError, match="文件名"):
        read_record(write(tmp_path, MECHANISM, name), Mechanism)


def test_folder_in_place_of_a_file(tmp_path: Path) -> None:
    (tmp_path / "sample.md").mkdir()
    with pytest.raises(RecordError, match="无法读取"):
        read_record(tmp_path / "sample.md", Mechanism)


def test_corpus_is_read_in_order_of_id(corpus: Path) -> None:
    assert [record.id for record in read_corpus(corpus)] == ["mechanism-live", "mechanism-quota", "mechanism-wages"]


def test_hidden_files_are_no_records(corpus: Path) -> None:
    (corpus / "mechanisms" / ".DS_Store").write_bytes(b"\x00\xff")
    assert len(read_corpus(corpus)) == 3


@pytest.mark.parametrize("bad", ["aaa", "live", "zzz"])  # read first, in the middle, last
def test_corpus_is_read_whole_or_not_at_all(corpus: Path, bad: str) -> None:
    file = write_mechanism(corpus, bad, "坏的")
    file.write_text(file.read_text(encoding="utf-8").replace("## 是什么", "## 是啥"), encoding="utf-8")
    with pytest.raises(RecordError) as caught:
        read_corpus(corpus)
    assert caught.value.file == file


@pytest.mark.parametrize(
    ("related", "line"),
    [
        ("related: [mechanism-live, mechanism-gone]", 10),
        ("related: [mechanism-liv]", 10),  # part of an id, the record's own included
        ("related:\n  - mechanism-quota\n  - mechanism-quot", 12),  # on a line of its own, after a longer one
    ],
)
def test_dangling_related(tmp_path: Path, related: str, line: int) -> None:
    corpus = write_corpus(tmp_path)
    file = write_mechanism(corpus, "live", "活封", **{"related: []": related})
    with pytest.raises(RecordError) as caught:
        read_corpus(corpus)
    assert (caught.value.file, caught.value.line, caught.value.field) == (file, line, "related")
    assert related.rsplit(" ", 1)[-1].strip("[]") in caught.value.problem


def test_only_the_sections_that_lean_on_unread_law_are_unverified(tmp_path: Path) -> None:
    unread = MECHANISM.replace("verified: true", "verified: false, sections: [适用条件]")
    assert unread != MECHANISM
    record = read_record(write(tmp_path, unread), Mechanism)
    verified = {passage.locator: passage.verified for passage in passages_of(record)}
    assert not record.verified
    assert [locator for locator, read in verified.items() if not read] == ["适用条件", "依据1"]
    vague = MECHANISM.replace("verified: true", "verified: false")  # nothing said: any section may lean on it
    assert not any(passage.verified for passage in passages_of(read_record(write(tmp_path, vague), Mechanism)))
