"""Every way the registry can be bad is told by file, line and field, in Chinese."""

import re
from pathlib import Path

import pytest

from knowledge.errors import RecordError
from knowledge.law import ArticleNumber, Law, LawKind, Move, Renumbering, Repeal, Subject, Version
from knowledge.readers.registry_file import read_laws, read_subjects
from knowledge.registry import Registry

LAWS = """\
- name: 中华人民共和国样品互助法
  aliases: [互助法]
  kind: 法律
  versions:
    - {date: 2019-03-01, effective: 2019-06-01, articles: 130}
    - {date: 2023-05-06, articles: 133, document: 样发〔2023〕5号, also: [2023-05-08]}
  renumbered:
    - old: 2019-03-01
      new: 2023-05-06
      moves:
        - {old: 2, new: null}
        - {old: 120之1, new: 121, subject: 周转金}
        - {old: 121-123, new: 124-126}
- name: 样品商会登记条例
  kind: 行政法规
  repealed: {on: 2024-01-01, by: [中华人民共和国样品互助法, 登记编]}
  verified: false
"""
SUBJECTS = """\
law: 中华人民共和国样品互助法
version: 2023-05-06
articles:
  - article: 124
    subject: 借用的期限
    terms: [周转金, 九十日]
    gist: 最多借九十日
  - {article: 120之1, subject: 工本费, gist: 不计利息}
"""
AID = Law(
    "中华人民共和国样品互助法",
    LawKind.STATUTE,
    ("互助法",),
    (
        Version("2019-03-01", "2019-06-01", 130),
        Version("2023-05-06", None, 133, "样发〔2023〕5号", ("2023-05-08",)),
    ),
    None,
    (
        Renumbering(
            "2019-03-01",
            "2023-05-06",
            (
                Move(ArticleNumber(2), None),
                Move(ArticleNumber(120, 1), ArticleNumber(121), "周转金"),
                *(Move(ArticleNumber(121 + n), ArticleNumber(124 + n)) for n in range(3)),
            ),
        ),
    ),
)
GUILD = Law(
    "样品商会登记条例",
    LawKind.REGULATION,
    repeal=Repeal("2024-01-01", ("中华人民共和国样品互助法", "登记编")),
    verified=False,
)


def write(folder: Path, text: str | bytes) -> Path:
    file = folder / "laws.yaml"
    file.write_bytes(text if isinstance(text, bytes) else text.encode())
    return file


def test_good_files(tmp_path: Path) -> None:
    assert list(read_laws(write(tmp_path, LAWS))) == [AID, GUILD]
    known = {AID.name: AID}
    assert list(read_subjects(write(tmp_path, SUBJECTS), known)) == [
        Subject(AID.name, "2023-05-06", ArticleNumber(124), "借用的期限", "最多借九十日", ("周转金", "九十日")),
        Subject(AID.name, "2023-05-06", ArticleNumber(120, 1), "工本费", "不计利息"),
    ]


def test_a_corpus_of_both(tmp_path: Path) -> None:
    write(tmp_path, LAWS)
    (tmp_path / "articles").mkdir()
    (tmp_path / "articles" / "aid.yaml").write_text(SUBJECTS, encoding="utf-8")
    registry = Registry.load(tmp_path)
    assert registry.laws == (AID, GUILD)
    assert [one.subject for one in registry.subjects] == ["借用的期限", "工本费"]


@pytest.mark.parametrize(
    ("old", "new", "line", "field"),
    [
        # the file
        (LAWS, "", 1, "全文"),
        (LAWS, "# 只有注释\n", 1, "全文"),
        (LAWS, "name: 样品法\n", 1, "全文"),  # no list
        (LAWS, "- 样品法\n", 1, "法律"),
        (LAWS, "- name: [\n", 2, "全文"),
        (LAWS, "[" * 5000, 1, "全文"),
        (LAWS, "- name: \x01\n", 1, "全文"),
        # the law
        ("name: 样品商会登记条例", "kind: 行政法规", 15, "kind"),  # twice
        ("- name: 样品商会登记条例\n  kind", "- kind", 14, "name"),
        ("name: 样品商会登记条例", "name: ''", 14, "name"),
        ("name: 样品商会登记条例", "name: 中华人民共和国样品互助法", 14, "name"),
        ("name: 样品商会登记条例", "name: [样品]", 14, "name"),
        ("aliases: [互助法]", "aliases: 互助法", 2, "aliases"),
        ("aliases: [互助法]", "aliases: [互助法, '']", 2, "aliases"),
        ("aliases: [互助法]", "alias: [互助法]", 2, "alias"),
        ("kind: 法律", "kind: 条例", 3, "kind"),
        ("  kind: 法律\n", "", 1, "kind"),
        ("verified: false", "verified: 否", 17, "verified"),
        ("verified: false", "verified:", 17, "verified"),
        # its versions
        ("date: 2019-03-01", "date: 2019-03", 5, "date"),
        ("date: 2019-03-01", "date: 2019-02-29", 5, "date"),
        ("date: 2019-03-01, ", "", 5, "date"),
        ("effective: 2019-06-01", "effective: 2019-13-01", 5, "effective"),
        ("effective: 2019-06-01", "effective: 六月", 5, "effective"),
        ("effective: 2019-06-01", "effect: 2019-06-01", 5, "effect"),
        ("articles: 130", "articles: 许多", 5, "articles"),
        ("articles: 130", "articles: 0", 5, "articles"),
        ("articles: 130", "articles: -3", 5, "articles"),
        ("also: [2023-05-08]", "also: 2023-05-08", 6, "also"),
        ("also: [2023-05-08]", "also: [2023-05]", 6, "also"),
        ("also: [2023-05-08]", "also: [2023-13-45]", 6, "also"),
        ("also: [2023-05-08]", "also: [2019-03-01]", 5, "versions"),  # the date of another version
        ("{date: 2019-03-01, ", "{date: 2024-03-01, ", 5, "versions"),  # not in order
        ("{date: 2019-03-01, ", "{date: 2023-05-06, ", 5, "versions"),  # twice
        # its repeal
        ("on: 2024-01-01", "on: 2024", 16, "on"),
        ("on: 2024-01-01, ", "", 16, "on"),
        ("by: [中华人民共和国样品互助法, 登记编]", "by: 互助法", 16, "by"),
        ("{on: 2024-01-01, by: [中华人民共和国样品互助法, 登记编]}", "2024-01-01", 16, "repealed"),
        # how it was renumbered
        ("old: 2019-03-01", "old: 2018-03-01", 8, "old"),
        ("new: 2023-05-06", "new: 2023-05-08", 9, "new"),
        ("old: 2019-03-01\n      new: 2023-05-06", "old: 2023-05-06\n      new: 2019-03-01", 9, "new"),
        ("      new: 2023-05-06\n", "", 8, "new"),
        ("{old: 2, new: null}", "{old: 2}", 11, "new"),  # forgotten, or dropped?
        ("{old: 2, new: null}", "{old: 二条半, new: 3}", 11, "old"),
        ("{old: 2, new: null}", "{old: 9-2, new: 2-9}", 11, "old"),
        ("{old: 2, new: null}", "{old: 131, new: 3}", 11, "old"),  # it had 130
        ("{old: 2, new: null}", "{old: 2, new: 134}", 11, "new"),  # it has 133
        ("{old: 2, new: null}", "{old: 122, new: 4}", 13, "old"),  # twice
        ("{old: 2, new: null}", "{old: 2, new: 3, subject: ''}", 11, "subject"),
        ("121-123, new: 124-126", "121-123, new: 124-127", 13, "new"),
        ("121-123, new: 124-126", "121-123, new: 124", 13, "new"),
        ("121-123, new: 124-126", "120之1-120之3, new: 124-126", 13, "old"),
    ],
)  # fmt: skip
def test_a_defect_of_the_laws_is_told_with_its_place(tmp_path: Path, old: str, new: str, line: int, field: str) -> None:
    assert LAWS.count(old) >= 1
    file = write(tmp_path, LAWS.replace(old, new, 1))
    with pytest.raises(RecordError) as caught:
        list(read_laws(file))
    assert (caught.value.file, caught.value.line, caught.value.field) == (file, line, field)
    assert re.search("[一-鿿]{3}", caught.value.problem)


def test_no_moves(tmp_path: Path) -> None:
    head, _, _ = LAWS.partition("      moves:")
    with pytest.raises(RecordError) as caught:
        list(read_laws(write(tmp_path, head)))
    assert (caught.value.line, caught.value.field) == (8, "moves")


@pytest.mark.parametrize(
    ("old", "new", "line", "field"),
    [
        (SUBJECTS, "", 1, "全文"),
        (SUBJECTS, "- law: 样品法\n", 1, "全文"),
        ("law: 中华人民共和国样品互助法", "law: 互助法", 1, "law"),  # the official name, or none
        ("law: 中华人民共和国样品互助法\n", "", 1, "law"),
        ("version: 2023-05-06", "version: 2023-05-07", 2, "version"),
        ("version: 2023-05-06", "version: 2023", 2, "version"),
        ("version: 2023-05-06\n", "", 1, "version"),
        ("articles:", "article:", 3, "article"),
        ("article: 124", "article: 周转", 4, "article"),
        ("article: 124", "article: 134", 4, "article"),  # it has 133
        ("article: 120之1", "article: 124", 8, "article"),  # twice
        ("  - article: 124\n    subject", "  - subject", 4, "article"),
        ("    subject: 借用的期限\n", "", 4, "subject"),
        ("gist: 最多借九十日", "gist: ''", 7, "gist"),
        ("    gist: 最多借九十日\n", "", 4, "gist"),
        ("terms: [周转金, 九十日]", "terms: 周转金", 6, "terms"),
        ("terms: [周转金, 九十日]", "words: [周转金]", 6, "words"),
    ],
)
def test_a_defect_of_the_articles_is_told_with_its_place(
    tmp_path: Path, old: str, new: str, line: int, field: str
) -> None:
    assert SUBJECTS.count(old) == 1
    file = write(tmp_path, SUBJECTS.replace(old, new))
    with pytest.raises(RecordError) as caught:
        list(read_subjects(file, {AID.name: AID}))
    assert (caught.value.file, caught.value.line, caught.value.field) == (file, line, field)
    assert re.search("[一-鿿]{3}", caught.value.problem)


@pytest.mark.parametrize("content", [None, b"\xff\xfe\x00", "- name: 样品法".encode("gb18030")])
def test_a_file_that_cannot_be_read(tmp_path: Path, content: bytes | None) -> None:
    file = tmp_path / "laws.yaml"
    if content is not None:
        file.write_bytes(content)
    with pytest.raises(RecordError, match="第1行"):
        list(read_laws(file))
