"""What a record rests on is looked up before it is indexed."""

from pathlib import Path

import pytest

from knowledge.basis import passages_by_law
from knowledge.build import CORPUS, build
from knowledge.embedding import StaticEmbeddings
from knowledge.errors import RecordError
from knowledge.importing import import_sources
from knowledge.law import ArticleId, ArticleNumber
from knowledge.library import Library
from knowledge.readers.record_file import read_corpus
from knowledge.records import Passage, Section
from knowledge.registry import Registry
from tests.knowledge.invented_law import (
    AID,
    AID_2023,
    CHEATING,
    QUARRELS,
    REPAYING,
    invented_registry,
    library_of,
    print_all,
    print_law,
)
from tests.knowledge.samples import MECHANISM, generations, titles
from tests.knowledge.shared_law import laws_of_records

BLOCK = """basis:
  - {{law: {AID}, version: 2023-05-01, article: 第八条, gist: 会员为互助金争执的由调停人居中说和, verified: true}}
  - law: {law}
    version: {version}
    article: {article}
    gist: {gist}
    verified: {verified}
"""
LAW_LINE, FLOW_LINE = 10, 9  # where the second basis begins, and the first one stands, in the file
RIGHT = {
    "law": AID,
    "version": "2023-05-01",
    "article": "第六条",
    "gist": "受助会员在货款到账后三十日内归还互助金，商会不收利息",
    "verified": "true",
}
CHEATS = "隐瞒库存、虚报停工天数骗取互助金的，双倍退还，三年内不得再次申请"


def write_record(corpus: Path, **basis: str) -> Path:
    """A mechanism with two bases, the second one of these fields."""
    lines = MECHANISM.splitlines()
    at = lines.index("basis:")
    lines[at : at + 2] = BLOCK.format(AID=AID, **{**RIGHT, **basis}).splitlines()
    file = corpus / "mechanisms" / "sample.md"
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text("\n".join(lines), encoding="utf-8")
    return file


@pytest.fixture(scope="module")
def known(tmp_path_factory: pytest.TempPathFactory) -> Registry:
    return invented_registry(tmp_path_factory.mktemp("registry"))


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory, known: Registry) -> Library:
    folder = tmp_path_factory.mktemp("texts")
    return library_of(folder / "home", known, print_all(folder / "printed"))


def bases(corpus: Path, library: Library) -> list[Passage]:
    passages = passages_by_law(read_corpus(corpus), corpus, library)
    return [passage for passage in passages if passage.section is Section.BASIS]


def test_a_basis_is_quoted_in_the_words_of_its_text(tmp_path: Path, library: Library) -> None:
    write_record(tmp_path)
    first, second = bases(tmp_path, library)
    assert (first.quote, first.cites) == (QUARRELS, (f"《{AID}》第八条",))
    assert (second.quote, second.cites) == (REPAYING, (f"《{AID}》第六条",))
    assert second.text.endswith(RIGHT["gist"])  # what is searched stays ours
    assert second.verified


def test_an_older_text_is_quoted_as_it_was(tmp_path: Path, library: Library) -> None:
    write_record(tmp_path, version="2019-03-01", article="第六条", gist=CHEATS)
    assert bases(tmp_path, library)[1].quote == CHEATING


def test_without_texts_nothing_is_quoted_and_the_article_is_still_named(tmp_path: Path, known: Registry) -> None:
    write_record(tmp_path)
    assert [(one.quote, one.cites) for one in bases(tmp_path, Library(known))] == [
        ("", (f"《{AID}》第八条",)),
        ("", (f"《{AID}》第六条",)),
    ]


def test_the_sections_name_the_articles_that_they_cite(tmp_path: Path, library: Library) -> None:
    file = write_record(tmp_path)
    text = file.read_text(encoding="utf-8").replace("是什么一节", "依样互法第六条、第七条，以及第六条办理")
    file.write_text(text, encoding="utf-8")
    passages = {one.section: one for one in passages_by_law(read_corpus(tmp_path), tmp_path, library)}
    assert passages[Section.WHAT].cites == (f"《{AID}》第六条", f"《{AID}》第七条")
    assert passages[Section.WHAT].quote == ""
    assert passages[Section.RISKS].cites == ()


WRONG = [
    ({"law": "中华人民共和国样品不存在法"}, "law", 0, "样品不存在法"),
    ({"law": "样互法"}, "law", 0, "没有全称为"),  # an alias is no official name
    ({"law": "样品调停条例"}, "law", 0, "没有全称为"),  # nor is what two bear
    ({"version": "2023-05-02"}, "version", 1, "2023-05-02"),
    ({"article": "第十三条"}, "article", 2, "没有第十三条"),
    ({"article": "第一百二十条之一"}, "article", 2, "没有第一百二十条之一"),
]


@pytest.mark.parametrize(("basis", "field", "below", "told"), WRONG)
@pytest.mark.parametrize("imported", [True, False])
def test_what_is_no_law_is_refused_with_file_and_line(
    tmp_path: Path,
    known: Registry,
    library: Library,
    imported: bool,
    basis: dict[str, str],
    field: str,
    below: int,
    told: str,
) -> None:
    file = write_record(tmp_path, **basis)
    with pytest.raises(RecordError) as caught:
        bases(tmp_path, library if imported else Library(known))
    assert (caught.value.file, caught.value.line, caught.value.field) == (file, LAW_LINE + below, field)
    assert told in caught.value.problem
    assert f"第{LAW_LINE + below}行" in str(caught.value)
    line = file.read_text(encoding="utf-8").splitlines()[caught.value.line - 1]
    assert field in line
    assert basis[field] in line


def test_a_gist_that_speaks_of_another_article_is_refused_with_its_line(tmp_path: Path, library: Library) -> None:
    file = write_record(tmp_path, gist=CHEATS, article="第十条")
    with pytest.raises(RecordError, match="第七条") as caught:
        bases(tmp_path, library)
    assert (caught.value.file, caught.value.line, caught.value.field) == (file, LAW_LINE + 3, "gist")


def test_in_a_basis_on_one_line_it_is_that_line(tmp_path: Path, library: Library) -> None:
    file = write_record(tmp_path)
    text = file.read_text(encoding="utf-8")
    file.write_text(text.replace("article: 第八条", "article: 第八十条"), encoding="utf-8")
    with pytest.raises(RecordError) as caught:
        bases(tmp_path, library)
    assert (caught.value.line, caught.value.field) == (FLOW_LINE, "article")
    assert "第八十条" in file.read_text(encoding="utf-8").splitlines()[FLOW_LINE - 1]


@pytest.mark.parametrize(
    "basis",
    [
        {"verified": "false", "gist": CHEATS, "article": "第十条"},  # nobody has read it: the gist proves nothing
        {"verified": "false", "version": "2023-05-02"},
        {"verified": "false", "law": "中华人民共和国样品未见法", "version": "2010-01-01", "article": "第三条"},
    ],
)
def test_what_is_not_verified_is_left_alone(tmp_path: Path, library: Library, basis: dict[str, str]) -> None:
    write_record(tmp_path, **basis)
    second = bases(tmp_path, library)[1]
    assert not second.verified
    assert second.text.endswith({**RIGHT, **basis}["gist"])


def test_a_part_that_was_imported_says_nothing_of_the_others(tmp_path: Path, known: Registry) -> None:
    file = print_law(tmp_path / "printed", AID, "2023-05-01", AID_2023[7:10], first=8)
    write_record(tmp_path / "corpus")
    partly = library_of(tmp_path / "home", known, file)
    assert [one.quote for one in bases(tmp_path / "corpus", partly)] == [QUARRELS, ""]


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("law: 中华人民共和国民事诉讼法", "law: 民诉法", "没有全称为"),
        ("version: 2023-09-01", "version: 2023-09-02", "2023-09-02"),
        ("article: 第二百四十一条", "article: 第三百零七条", "没有第三百零七条"),
    ],
)
def test_a_wrong_basis_stops_the_build_and_the_old_index_still_answers(
    small_home: Path, corpus: Path, embedder: StaticEmbeddings, old: str, new: str, told: str
) -> None:
    before = generations(small_home)
    file = corpus / "mechanisms" / "wages.md"
    text = file.read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, new), encoding="utf-8")
    with pytest.raises(RecordError, match=told) as caught:
        build(small_home, embedder, corpus)
    assert file.read_text(encoding="utf-8").splitlines()[caught.value.line - 1].count(new) == 1
    assert generations(small_home) == before
    assert titles(small_home) == {"活封", "额度冻结", "护薪先行"}


def test_a_wrong_basis_creates_no_home(tmp_path: Path, corpus: Path, embedder: StaticEmbeddings) -> None:
    file = corpus / "mechanisms" / "wages.md"
    file.write_text(file.read_text(encoding="utf-8").replace("第二百四十一条", "第三百零七条"), encoding="utf-8")
    with pytest.raises(RecordError):
        build(tmp_path / "home", embedder, corpus)
    assert not (tmp_path / "home").exists()


def test_an_imported_text_reaches_the_index(small_home: Path, corpus: Path, embedder: StaticEmbeddings) -> None:
    """What was imported between two builds is quoted by the second."""
    before = generations(small_home)
    articles = (
        ["本法的任务是试验。"] * 240 + ["执行中双方可以和解，和解的条件写进笔录。"] + ["另有规定的从其规定。"] * 65
    )
    file = print_law(small_home / "printed", "中华人民共和国民事诉讼法", "2023-09-01", articles)
    import_sources(small_home, [file], Registry.load())
    assert build(small_home, embedder, corpus).rebuilt
    assert generations(small_home) != before
    passages = passages_by_law(read_corpus(corpus), corpus, Library.open(small_home, Registry.load()))
    assert {one.quote for one in passages if one.section is Section.BASIS} == {articles[240]}


def test_all_shipped_records_agree_with_the_texts(shared_library: Library) -> None:
    records = read_corpus(CORPUS)
    passages = passages_by_law(records, CORPUS, shared_library)
    quoted = [one for one in passages if one.section is Section.BASIS and one.quote]
    unread = {law for law in laws_of_records() if not shared_library.text_versions(law)}
    assert unread == {  # not among the texts
        "最高人民法院关于在执行工作中进一步强化善意文明执行理念的意见",
        "最高人民法院关于执行案件移送破产审查若干问题的指导意见",
        "全国法院民商事审判工作会议纪要",
    }
    assert len(quoted) > 2000
    for passage in quoted:
        law, _, article = passage.cites[0].removeprefix("《").rpartition("》")
        law = law.replace("〈", "《").replace("〉", "》")  # the official name, which stands in no brackets
        number = ArticleNumber.parse(article)
        assert number is not None
        texts = [
            provision.article.text
            for date in shared_library.text_versions(law)
            if (provision := shared_library.provision(ArticleId(law, number), date))
        ]
        assert passage.quote in texts
