"""The articles that a question names come first, word for word, with what is wrong with the citation."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from assistant.assistant import Assistant
from assistant.lawbook import FROM_SOURCES, MOST, Lawbook
from knowledge.citations.verdicts import Verdict
from knowledge.errors import LibraryCorrupt
from knowledge.library import Library
from knowledge.records import Kind, Section
from knowledge.registry import Registry
from tests.assistant.asking import passage
from tests.knowledge.invented_law import (
    AID,
    CHEATING,
    CODE_TEXTS,
    QUARRELS,
    REPAYING,
    SEALS,
    TODAY,
    invented_registry,
    library_of,
    print_all,
)


def never() -> Library:
    raise AssertionError("the library was opened")


@pytest.fixture(scope="module")
def known(tmp_path_factory: pytest.TempPathFactory) -> Registry:
    return invented_registry(tmp_path_factory.mktemp("registry"))


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory, known: Registry) -> Iterator[Library]:
    folder = tmp_path_factory.mktemp("texts")
    library = library_of(folder / "home", known, print_all(folder / "printed"))
    yield library
    library.close()


@pytest.fixture(scope="module")
def lawbook(library: Library) -> Lawbook:
    return Lawbook(lambda: library, lambda: date.fromisoformat(TODAY))


@pytest.mark.parametrize(
    "question",
    [
        "",
        "老板欠我三个月工资，怎么办？",
        "法院查封了设备，工厂怎么继续开工？",
        "《样品互助法》对停工有什么规定？",  # a law, and no article of it
        "厂里有条河，河边有条路",
        "依据合同条款起诉要什么条件",
        "(2024)粤1971执1234号案子到哪一步了",
    ],
)
def test_a_question_that_names_no_article_does_not_open_the_library(question: str) -> None:
    named = Lawbook(never, date.today).named(question)
    assert (named.hits, named.notices) == ((), ())


@pytest.mark.parametrize(
    ("question", "texts", "told"),
    [
        ("样互法第六条怎么规定？", [REPAYING], []),
        ("样互法6条是什么", [REPAYING], []),
        ("《样品互助法》第七条、第八条和第六条", [CHEATING, QUARRELS, REPAYING], []),  # in the order of the question
        ("样互法第六条，我说的是第六条", [REPAYING], []),  # once
        ("样互法第八条，还有样品法典第七条", [QUARRELS, CODE_TEXTS[6]], []),
        # renumbered: what stands there now, by its new number
        ("样互法第五条是不是说货款到账后三十日内归还互助金？", [REPAYING], ["改引第六条"]),
        ("样互法第十三条说的什么", [SEALS], ["没有第十三条"]),
        # nothing to quote
        ("样品旧货法第五条还有效吗", [], ["已于2021-01-01废止"]),
        ("样互法第十四条", [], ["没有第十四条"]),
        ("《样品不存在法》第三条", [], ["样品不存在法"]),
        ("样品未见法第三条", [], ["没有可供核对的文本"]),
        ("样品旧货法第五条、样互法第六条", [REPAYING], ["废止"]),
        ("样品旧货法第五条、样品旧货法第五条", [], ["废止"]),  # said once
        ("我有三条建议", [], []),
    ],
)
def test_what_a_question_names_is_quoted_and_what_is_wrong_is_told(
    lawbook: Lawbook, question: str, texts: list[str], told: list[str]
) -> None:
    named = lawbook.named(question)
    assert [hit.passage.text for hit in named.hits] == texts
    assert len(named.notices) == len(told), named.notices
    assert all(part in notice for part, notice in zip(told, named.notices, strict=True))


def test_an_article_is_certain_and_says_what_it_is(lawbook: Lawbook) -> None:
    (hit,) = lawbook.named("样互法第六条").hits
    assert hit.score == 1
    assert (hit.passage.kind, hit.passage.section, hit.passage.locator) == (Kind.ARTICLE, Section.ARTICLE, "第六条")
    assert hit.passage.source == f"《{AID}》（2023-05-01文本，自2023-09-01起施行）"
    assert hit.passage.verified


def test_no_more_than_can_be_read(lawbook: Lawbook) -> None:
    named = lawbook.named("样互法第一条、第三条、第四条、第五条、第六条、第七条")
    assert [hit.passage.locator for hit in named.hits] == ["第一条", "第三条", "第四条", "第五条"]
    assert len(named.hits) == MOST


def test_the_law_of_today_is_quoted_and_today_goes_on(library: Library) -> None:
    days = iter([date(2023, 8, 31), date(2023, 9, 1)])
    lawbook = Lawbook(lambda: library, lambda: next(days))
    assert [hit.passage.text for hit in lawbook.named("样互法第五条").hits] == [REPAYING]
    assert [hit.passage.text for hit in lawbook.named("样互法第六条").hits] == [REPAYING]


def test_the_library_is_opened_once(library: Library) -> None:
    opened: list[Library] = []

    def open_library() -> Library:
        opened.append(library)
        return library

    lawbook = Lawbook(open_library, lambda: date.fromisoformat(TODAY))
    assert not opened
    for _ in range(3):
        assert lawbook.named("样互法第六条").hits
    assert len(opened) == 1


def test_with_nothing_imported_the_notices_stay(known: Registry) -> None:
    lawbook = Lawbook(lambda: Library(known), lambda: date.fromisoformat(TODAY))
    named = lawbook.named("样互法第五条说货款到账后三十日内归还互助金，对吗？")
    assert named.hits == ()
    assert len(named.notices) == 2
    assert "改引第六条" in named.notices[0]
    assert "没有导入它的原文" in named.notices[1]


def test_a_library_that_cannot_be_read_is_an_error_of_the_knowledge_layer(tmp_path: Path) -> None:
    def broken() -> Library:
        raise LibraryCorrupt(tmp_path, "坏了")

    with pytest.raises(LibraryCorrupt, match="shukun import"):
        Lawbook(broken, date.today).named("样互法第六条")


MOVED = "货款到账后三十日内归还互助金（样互法第五条）。"  # it stands in 第六条 today


def test_the_citations_of_an_answer_are_judged_and_what_must_not_stand_is_said(lawbook: Lawbook) -> None:
    text = f"{MOVED}旧货可以退（样品旧货法第五条）。样互法第八条现在还有。没有的是样互法第十四条。"
    judged = [one.judgement.verdict for one in lawbook.verdicts(text)]
    assert judged == [Verdict.RENUMBERED, Verdict.REPEALED, Verdict.MATCHES, Verdict.NO_SUCH_ARTICLE]
    doubts = lawbook.doubts(text)
    assert len(doubts) == 3
    assert "改引第六条" in doubts[0]
    assert "废止" in doubts[1]
    assert "没有第十四条" in doubts[2]


def test_a_marker_is_no_part_of_the_words_that_are_quoted(lawbook: Lawbook) -> None:
    (judged,) = lawbook.verdicts(f"样互法第六条：“{REPAYING[:-1]}[32]。”")
    assert judged.judgement.verdict is Verdict.MATCHES
    assert judged.judgement.quoted is not None
    (wrong,) = lawbook.verdicts(f"样互法第六条：“{REPAYING[:-1]}即可[32]。”")
    assert wrong.judgement.verdict is Verdict.WORDING_DIFFERS


def test_text_that_cites_nothing_does_not_open_the_library() -> None:
    assert Lawbook(never, date.today).verdicts("先把两边的账对清楚，再谈分期。") == ()


def test_what_a_passage_says_whose_article_was_read_is_not_guessed_at(lawbook: Lawbook) -> None:
    read = replace(passage(f"先看期限。{MOVED}"), read=(f"《{AID}》第五条@2023-05-01",))
    (judged,) = lawbook.verdicts(f"先看期限[1]。{MOVED[:-1]}[1]。", [read])
    assert judged.judgement.verdict is Verdict.MATCHES
    assert str(judged.judgement.article).endswith("第五条")
    other = MOVED.replace("三十日", "五日")
    assert lawbook.doubts(other, [read]) == lawbook.doubts(other) != ()
    gone = "旧货可以退（样品旧货法第五条）。"
    assert lawbook.doubts(gone, [replace(passage(gone), read=("《样品旧货法》第五条@1999-01-01",))])


@pytest.mark.parametrize("read", [(), (f"《{AID}》第五条@2018-01-01",), (f"《{AID}》第六条@2023-05-01",)])
def test_what_was_read_in_an_earlier_version_or_not_at_all_is_judged(lawbook: Lawbook, read: tuple[str, ...]) -> None:
    """The law may have changed since: then the number did move, whoever had verified the record."""
    assert lawbook.doubts(MOVED, [replace(passage(MOVED), read=read)]) == lawbook.doubts(MOVED) != ()


def test_a_case_of_the_sources_is_told_from_one_of_nowhere(lawbook: Lawbook) -> None:
    text = "东莞法院用过活封（（2024）粤1971执1234号）。"
    told = [lawbook.verdicts(text, held)[0].judgement for held in ([passage(text)], [])]
    assert [one.verdict for one in told] == [Verdict.NOT_CHECKABLE] * 2
    assert (told[0].explanation == FROM_SOURCES, told[1].explanation == FROM_SOURCES) == (True, False)


def test_no_shipped_passage_cites_what_is_no_longer_law(assistant: Assistant) -> None:
    entries = assistant.retriever.store.entries
    passages = [one for record in entries for one in assistant.retriever.store.record(record)[1]]
    assert len(passages) > 1000
    assert [(one.id, doubts) for one in passages if (doubts := assistant.lawbook.doubts(one.text, [one]))] == []
