"""Conversations are kept, in order, for the browser that held them and for no other."""

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import date, timedelta
from pathlib import Path

import pytest

from assistant.errors import ConversationNotFound, HistoryError, TurnNotFound
from assistant.feedback import Feedback, Reason
from assistant.history import STOPPED, TITLE_CHARACTERS, History
from assistant.messages import Answer, Citation, Clarification, Outcome, Referral, Refusal, Reply
from knowledge.records import Role
from tests.assistant.asking import passage

CITATIONS = (Citation(1, passage("资料一。")), Citation(2, passage("资料二。", "mechanism-y")))
ANSWER = Answer("先谈活封[1]。再谈分期[2]。", CITATIONS, ("没有配置语言模型",))


@pytest.fixture
def url(tmp_path: Path) -> str:
    return f"sqlite:///{tmp_path / 'deep' / 'conversations.sqlite3'}"


@pytest.fixture
def history(url: str) -> Iterator[History]:
    history = History(url)
    yield history
    history.close()


def test_turns_come_back_in_order_with_all_they_had(history: History) -> None:
    conversation, first = history.ask("甲", None, Role.JUDGE, "活封怎么写？")
    history.answer(first, Reply(ANSWER, model="loopback", prompt_digest="0" * 12))
    again, second = history.ask("甲", conversation, Role.MEDIATOR, "那期限呢？")
    assert again == conversation
    assert second != first
    stored, open_turn = history.turns("甲", conversation)
    assert (stored.role, stored.question, stored.outcome) == (Role.JUDGE, "活封怎么写？", "answer")
    assert (stored.text, stored.citations, stored.notices) == (ANSWER.text, ANSWER.citations, ANSWER.notices)
    assert (open_turn.question, open_turn.outcome, open_turn.text) == ("那期限呢？", None, "")


@pytest.mark.parametrize(
    ("outcome", "name", "replies"),
    [
        (Clarification("哪一件？", ("欠薪", "查封")), "clarification", ("欠薪", "查封")),
        (Refusal("没有资料。"), "refusal", ()),
        (Referral("请拨打12356。"), "referral", ()),
    ],
)
def test_every_outcome_can_be_stored(history: History, outcome: Outcome, name: str, replies: tuple[str, ...]) -> None:
    conversation, turn = history.ask("甲", None, Role.LITIGANT, "问")
    history.answer(turn, Reply(outcome))
    (stored,) = history.turns("甲", conversation)
    assert (stored.outcome, stored.text, stored.replies, stored.citations) == (name, outcome.text, replies, ())


def test_what_had_been_shown_is_kept_when_its_reader_stops(history: History) -> None:
    conversation, turn = history.ask("甲", None, Role.MEDIATOR, "问")
    history.stop(turn, "先谈活封[1]。", CITATIONS[:1])
    (stored,) = history.turns("甲", conversation)
    assert (stored.outcome, stored.text, stored.citations) == (STOPPED, "先谈活封[1]。", CITATIONS[:1])


def test_only_turns_that_came_to_something_are_context(history: History) -> None:
    assert history.context("甲", None) == ()
    conversation, turn = history.ask("甲", None, Role.MEDIATOR, "一问")
    history.answer(turn, Reply(ANSWER))
    history.ask("甲", conversation, Role.MEDIATOR, "没有等到答复")
    (turn_before,) = history.context("甲", conversation)
    assert (turn_before.question, turn_before.answer, turn_before.outcome) == ("一问", ANSWER.text, "answer")
    assert turn_before.asked is not None and abs(turn_before.asked - date.today()) <= timedelta(days=1)


def test_nobody_sees_touches_or_learns_of_anothers_conversation(history: History) -> None:
    conversation, turn = history.ask("甲", None, Role.MEDIATOR, "甲的问题")
    history.answer(turn, Reply(ANSWER))
    assert history.conversations("乙") == []

    def ask(owner: str, conversation: str) -> object:
        return history.ask(owner, conversation, Role.MEDIATOR, "问")

    attempts: list[Callable[[str, str], object]] = [history.turns, history.context, ask, history.delete]
    for attempt in attempts:
        with pytest.raises(ConversationNotFound) as foreign:
            attempt("乙", conversation)
        with pytest.raises(ConversationNotFound) as absent:
            attempt("甲", "0" * 32)
        assert str(foreign.value) == str(absent.value)  # the two cannot be told apart
    assert [stored.question for stored in history.turns("甲", conversation)] == ["甲的问题"]


def test_conversations_are_listed_newest_first_under_their_first_question(history: History) -> None:
    long = "工厂设备被查封，" * 20
    ids = [history.ask("甲", None, Role.MEDIATOR, text)[0] for text in ("第一\n 个", "第二个", long)]
    history.ask("甲", ids[0], Role.MEDIATOR, "追问")
    listed = history.conversations("甲")
    assert [summary.id for summary in listed] == ids[::-1]
    assert [summary.title for summary in listed[1:]] == ["第二个", "第一 个"]
    assert listed[0].title == f"{long[:TITLE_CHARACTERS]}…"
    assert [summary.id for summary in history.conversations("甲", limit=1)] == ids[2:]


def test_a_deleted_conversation_is_gone_and_the_others_stay(history: History) -> None:
    gone, turn = history.ask("甲", None, Role.MEDIATOR, "删掉")
    kept, _ = history.ask("甲", None, Role.MEDIATOR, "留下")
    history.delete("甲", gone)
    assert [summary.id for summary in history.conversations("甲")] == [kept]
    with pytest.raises(ConversationNotFound):
        history.turns("甲", gone)
    with pytest.raises(HistoryError):  # an answer that comes too late has nowhere to go
        history.answer(turn, Reply(ANSWER))


def test_what_is_stored_survives_reopening(url: str) -> None:
    history = History(url)
    conversation, turn = history.ask("甲", None, Role.MEDIATOR, "<b>问</b>'; DROP TABLE turns; --")
    history.answer(turn, Reply(ANSWER))
    history.close()
    reopened = History(url)
    (stored,) = reopened.turns("甲", conversation)
    reopened.close()
    assert stored.question == "<b>问</b>'; DROP TABLE turns; --"
    assert stored.citations == CITATIONS


@pytest.mark.parametrize(
    "bad",
    [
        pytest.param("这不是地址", id="no URL"),
        pytest.param("http://127.0.0.1/x", id="no database"),
        pytest.param("sqlite+nosuch:///x.sqlite3", id="no such driver"),
        pytest.param("mysql+nosuchdriver://u@127.0.0.1/x", id="no such driver of another database"),
        pytest.param("sqlite:///{folder}", id="a folder"),
        pytest.param("sqlite:///{file}/deeper/x.sqlite3", id="a file where a folder should be"),
        pytest.param("sqlite:///{file}", id="a file that is no database"),
    ],
)
def test_a_store_that_cannot_be_used_is_told_in_chinese(tmp_path: Path, bad: str) -> None:
    file = tmp_path / "notes.txt"
    file.write_text("这是一份笔记，不是数据库。" * 100)
    before = file.read_bytes()
    with pytest.raises(HistoryError, match="SHUKUN_DATABASE_URL"):
        History(bad.format(folder=tmp_path, file=file))
    assert file.read_bytes() == before


def test_a_question_asked_anew_takes_the_place_of_its_turn_and_of_all_that_followed(history: History) -> None:
    conversation, first = history.ask("甲", None, Role.MEDIATOR, "一问")
    history.answer(first, Reply(ANSWER))
    numbers = [history.ask("甲", conversation, Role.MEDIATOR, text)[1] for text in ("二问", "三问")]
    (before,) = history.context("甲", conversation, before=numbers[0])
    assert before.question == "一问"
    again, anew = history.ask("甲", conversation, Role.JUDGE, "改过的二问", replaces=numbers[0])
    assert again == conversation
    assert [(one.number, one.question) for one in history.turns("甲", conversation)] == [
        (first, "一问"),
        (anew, "改过的二问"),
    ]
    history.stop(numbers[1], "迟到的半句。", ())  # of a stream that was stopped before: it has nowhere to go
    assert history.turns("甲", conversation)[-1].outcome is None
    for gone in (*numbers, 10**6):
        with pytest.raises(TurnNotFound):
            history.ask("甲", conversation, Role.JUDGE, "再改", replaces=gone)
    assert len(history.turns("甲", conversation)) == 2


def test_the_number_of_a_turn_is_never_given_again(history: History) -> None:
    conversation, last = history.ask("甲", None, Role.MEDIATOR, "问")
    _, anew = history.ask("甲", conversation, Role.MEDIATOR, "改", replaces=last)
    history.delete("甲", conversation)
    assert history.ask("乙", None, Role.MEDIATOR, "别人问")[1] > anew > last


def test_a_name_stands_in_place_of_the_first_question_until_it_is_taken_away(history: History) -> None:
    conversation, _ = history.ask("甲", None, Role.MEDIATOR, "第一问")
    for given, shown in (("  王某 \n 欠薪案 ", "王某 欠薪案"), ("长" * 200, "长" * 60), (" ", "第一问")):
        history.rename("甲", conversation, given)
        assert history.conversations("甲")[0].title == shown
    with pytest.raises(ConversationNotFound):
        history.rename("乙", conversation, "别人的")


def test_conversations_are_found_by_name_question_and_answer(history: History) -> None:
    ids = [history.ask("甲", None, Role.MEDIATOR, text)[0] for text in ("设备被查封" + "，" * 60, "工资拖欠100%")]
    _, turn = history.ask("甲", ids[0], Role.MEDIATOR, "那么期限呢？")
    history.answer(turn, Reply(ANSWER))
    history.rename("甲", ids[1], "Case A")
    history.ask("乙", None, Role.MEDIATOR, "设备被查封")

    def found(words: str) -> list[str]:
        return [one.id for one in history.conversations("甲", find=words)]

    assert found("查封") == found("期限") == found("分期 活封") == found("查封 分期") == [ids[0]]
    assert found("case") == found("100%") == [ids[1]]
    assert found("%") == [ids[1]]  # a sign that patterns know is a sign like others
    assert found("_") == found("没有这个词") == found("查封 工资") == []
    (hit,) = history.conversations("甲", find="查封 分期")
    assert hit.found == "先谈活封[1]。再谈分期[2]。"
    assert history.conversations("甲", find="查封")[0].found == ""  # the title has it


def test_what_a_reader_thinks_stays_with_the_answer_and_goes_with_it(history: History) -> None:
    conversation, turn = history.ask("甲", None, Role.MEDIATOR, "问")
    history.answer(turn, Reply(ANSWER))
    assert history.turns("甲", conversation)[0].feedback is None
    first, second = Feedback(helpful=False), Feedback(helpful=True, reason=Reason.CLEAR, words="好懂")
    assert history.rate("甲", conversation, turn, first) is None
    assert history.rate("甲", conversation, turn, second) == first
    assert history.turns("甲", conversation)[0].feedback == second
    assert history.rate("甲", conversation, turn, None) == second
    assert history.turns("甲", conversation)[0].feedback is None
    history.rate("甲", conversation, turn, second)
    with pytest.raises(ConversationNotFound):
        history.rate("乙", conversation, turn, first)
    with pytest.raises(TurnNotFound):
        history.rate("甲", conversation, turn + 1, first)
    history.delete("甲", conversation)
    assert history.conversations("甲") == []


def test_a_store_of_an_earlier_release_is_read_and_gains_what_is_new(url: str, tmp_path: Path) -> None:
    history = History(url)
    conversation, turn = history.ask("甲", None, Role.MEDIATOR, "问")
    history.close()
    with closing(sqlite3.connect(tmp_path / "deep" / "conversations.sqlite3")) as connection:
        connection.executescript("drop table names; drop table feedback;")
    reopened = History(url)
    reopened.rename("甲", conversation, "名")
    reopened.rate("甲", conversation, turn, Feedback(helpful=True))
    assert reopened.conversations("甲")[0].title == "名"
    reopened.close()
