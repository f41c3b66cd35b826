"""The whole chain: four outcomes, one stream of events, and what comes before what."""

import asyncio
from contextlib import aclosing
from datetime import date
from pathlib import Path

import pytest

from assistant.assistant import Assistant
from assistant.composing.extractive import ExtractiveComposer
from assistant.composing.model import ModelComposer
from assistant.events import Block, Checked, Event, Failed, Finished, Noticed, SourcesFound, TextDelta
from assistant.lawbook import Lawbook
from assistant.messages import Answer, Clarification, Question, Referral, Refusal, Turn, outcome_name
from assistant.sentences import join, parse
from assistant.settings import Settings
from assistant.tools.toolbox import Toolbox
from knowledge.errors import IndexCorrupt, LibraryCorrupt
from knowledge.library import Library
from knowledge.records import Role
from tests.assistant.asking import SEALED_FACTORY, events_of, reply_of, with_model
from tests.knowledge.invented_law import AID, REPAYING, TODAY, invented_registry, library_of, print_all
from tests.model_server import Manner, ModelServer, model_server

DANGER, FOREIGN, BARE = "欠了这么多钱，我不想活了", "怎么种草莓", "你好，怎么办？"


class Unreachable:
    """Stands where the index is; touching it is the failure that these tests look for."""

    def __getattr__(self, name: str) -> object:
        raise AssertionError(f"the index was asked for {name}")


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        pytest.param(SEALED_FACTORY, Answer, id="answer"),
        pytest.param(BARE, Clarification, id="clarification"),
        pytest.param(FOREIGN, Refusal, id="refusal"),
        pytest.param("帮我写一首关于春天的诗", Refusal, id="refusal of another task"),
        pytest.param(DANGER, Referral, id="referral"),
    ],
)
@pytest.mark.parametrize("role", Role)
def test_every_question_ends_in_one_of_four_outcomes(assistant: Assistant, text: str, kind: type, role: Role) -> None:
    reply = reply_of(events_of(assistant, Question(text, role)))
    assert type(reply.outcome) is kind
    assert outcome_name(reply.outcome) == kind.__name__.lower()
    assert reply.outcome.text.strip()
    assert bool(reply.hits) is (kind is Answer)
    assert reply.seconds.total > 0


def test_a_refusal_says_what_was_searched(assistant: Assistant) -> None:
    text = reply_of(events_of(assistant, Question(FOREIGN))).outcome.text
    for kind in {entry.kind for entry in assistant.retriever.store.entries.values()}:
        count = sum(entry.kind is kind for entry in assistant.retriever.store.entries.values())
        assert f"{kind.label}{count}份" in text


@pytest.mark.parametrize("text", [DANGER, BARE])
def test_help_and_questions_back_come_before_retrieval_and_before_any_model(text: str) -> None:
    with model_server("不该有人问我[1]。") as server:
        composers = [ModelComposer(Settings(llm_base_url=server.base_url, llm_model="m")), ExtractiveComposer()]
        events = events_of(Assistant(Toolbox(Unreachable(), Unreachable()), composers), Question(text))  # type: ignore[arg-type]
        assert server.requests == []
    assert [type(event) for event in events] == [Finished]
    if text == DANGER:
        assert "12356" in reply_of(events).outcome.text


def test_a_foreign_question_is_refused_before_any_model(assistant: Assistant) -> None:
    with model_server("晴天[1]。") as server:
        events = events_of(with_model(assistant, server), Question(FOREIGN))
        assert server.requests == []
    assert isinstance(reply_of(events).outcome, Refusal)


def test_danger_in_a_follow_up_is_seen_too(assistant: Assistant) -> None:
    question = Question("那我不想活了", turns=(Turn(SEALED_FACTORY, "答。"),))
    assert isinstance(reply_of(events_of(assistant, question)).outcome, Referral)


def test_a_follow_up_is_answered_about_the_subject_before_it(assistant: Assistant) -> None:
    earlier = Turn("活封要满足什么条件？", "答。")
    outcome = reply_of(events_of(assistant, Question("那要准备什么材料？", Role.LITIGANT, (earlier,)))).outcome
    assert isinstance(outcome, Answer)
    assert "mechanism-live-seizure" in {citation.passage.record_id for citation in outcome.citations}
    alone = reply_of(events_of(assistant, Question("那要准备什么材料？", Role.LITIGANT))).outcome
    assert outcome.text != alone.text


def _is_well_formed(events: list[Event]) -> None:
    """SourcesFound first, then text and notices, and the only end at the end."""
    assert sum(isinstance(event, Finished | Failed) for event in events) == 1
    assert isinstance(events[-1], Finished | Failed)
    if any(isinstance(event, TextDelta | Noticed | Checked) for event in events):
        assert isinstance(events[0], SourcesFound)
    assert sum(isinstance(event, SourcesFound) for event in events) <= 1


@pytest.mark.parametrize("text", [SEALED_FACTORY, FOREIGN, BARE, DANGER, "", "封" * 20_000, "\x00\x07"])
def test_a_stream_ends_exactly_once(assistant: Assistant, text: str) -> None:
    _is_well_formed(events_of(assistant, Question(text)))


@pytest.mark.parametrize("manner", [Manner.WELL, Manner.BREAKS, Manner.FAULT, Manner.EMPTY, Manner.BAD_JSON])
def test_so_does_a_stream_from_a_model_however_it_goes(assistant: Assistant, manner: Manner) -> None:
    with model_server("先谈活封[1]。再谈[2]。没有来源。", manner) as server:
        _is_well_formed(events_of(with_model(assistant, server), Question(SEALED_FACTORY)))


def test_the_answer_is_what_was_streamed_and_its_seconds_are_filled(assistant: Assistant) -> None:
    events = events_of(assistant, Question(SEALED_FACTORY))
    reply = reply_of(events)
    streamed = [event for event in events if isinstance(event, TextDelta)]
    assert isinstance(reply.outcome, Answer)
    assert reply.outcome.text == join(event.sentence for event in streamed)
    assert parse(reply.outcome.text) == [event.sentence for event in streamed]
    assert reply.outcome.citations == tuple(citation for event in streamed for citation in event.citations)
    assert len(reply.outcome.checked) > 10
    assert not any(one.judgement.verdict.wrong for one in reply.outcome.checked)
    assert reply.hits == events[0].hits  # type: ignore[union-attr]
    assert reply.seconds.retrieve > 0
    assert reply.seconds.compose > 0
    assert reply.seconds.retrieve + reply.seconds.compose <= reply.seconds.total


@pytest.mark.parametrize("text", ["", "封" * 20_000, "\x00\x07"])
def test_what_is_no_question_fails_in_chinese(assistant: Assistant, text: str) -> None:
    (event,) = events_of(assistant, Question(text))
    assert isinstance(event, Failed)
    assert "问题" in event.message


def test_an_index_that_breaks_underneath_fails_in_chinese_and_harms_no_later_question(
    assistant: Assistant, monkeypatch: pytest.MonkeyPatch, settings: Settings
) -> None:
    def broken(*_: object, **__: object) -> None:
        raise IndexCorrupt(settings.home, "读不出")

    with monkeypatch.context() as patch:
        patch.setattr(type(assistant.retriever), "search", broken)
        (event,) = events_of(assistant, Question(SEALED_FACTORY))
        assert isinstance(event, Failed)
        assert "shukun build" in event.message
    assert isinstance(reply_of(events_of(assistant, Question(SEALED_FACTORY))).outcome, Answer)


def test_questions_asked_at_the_same_time_do_not_mix(assistant: Assistant) -> None:
    texts = [SEALED_FACTORY, "信用修复怎么申请", FOREIGN, DANGER] * 3

    async def one(text: str) -> Event:
        return [event async for event in assistant.ask(Question(text))][-1]

    async def together() -> list[Event]:
        return await asyncio.gather(*(one(text) for text in texts))

    apart = {text: reply_of(events_of(assistant, Question(text))).outcome for text in texts}
    assert [reply_of([event]).outcome for event in asyncio.run(together())] == [apart[text] for text in texts]


def test_a_reader_who_stops_need_not_wait_for_the_model(assistant: Assistant) -> None:
    async def first_sentence(server: ModelServer) -> TextDelta:
        async with aclosing(with_model(assistant, server).ask(Question(SEALED_FACTORY))) as events:
            return await anext(event async for event in events if isinstance(event, TextDelta))

    with model_server("先谈活封[1]。再", Manner.STALLS) as server:
        shown = asyncio.run(asyncio.wait_for(first_sentence(server), 10))
    assert shown.sentence.text == "先谈活封[1]。"


@pytest.fixture(scope="module")
def invented(tmp_path_factory: pytest.TempPathFactory) -> Library:
    folder = tmp_path_factory.mktemp("law")
    return library_of(folder / "home", invented_registry(folder / "registry"), print_all(folder / "printed"))


def over(assistant: Assistant, library: Library) -> Assistant:
    """The same index, with the law of this library."""
    lawbook = Lawbook(lambda: library, lambda: date.fromisoformat(TODAY))
    return Assistant(Toolbox(assistant.retriever, lawbook), [ExtractiveComposer()])


@pytest.mark.parametrize("role", Role)
def test_an_article_that_is_asked_about_comes_first_in_its_own_words(
    assistant: Assistant, invented: Library, role: Role
) -> None:
    reply = reply_of(events_of(over(assistant, invented), Question("样品互助法第六条是怎么规定的？", role)))
    assert isinstance(reply.outcome, Answer)
    assert reply.hits[0].passage.text == REPAYING
    heading, quoted, *_ = parse(reply.outcome.text)
    assert heading.block is Block.HEADING
    assert heading.body == "您问到的法条"
    assert REPAYING.removesuffix("。") in quoted.body
    assert quoted.markers == (1,)
    assert reply.outcome.citations[0].passage.id == f"{AID}@2023-05-01#第六条"


def test_what_is_wrong_with_a_citation_is_told_before_the_answer(assistant: Assistant, invented: Library) -> None:
    question = Question(f"{SEALED_FACTORY}样品旧货法第五条能用吗？")
    events = events_of(over(assistant, invented), question)
    _is_well_formed(events)
    told = [event.text for event in events if isinstance(event, Noticed)]
    assert "已于2021-01-01废止" in told[0]
    first = next(place for place, event in enumerate(events) if isinstance(event, TextDelta))
    assert isinstance(events[1], Noticed)
    assert first > 1
    outcome = reply_of(events).outcome
    assert isinstance(outcome, Answer)
    assert list(outcome.notices) == told


def test_a_refusal_still_tells_what_is_wrong_with_a_citation(assistant: Assistant, invented: Library) -> None:
    outcome = reply_of(events_of(over(assistant, invented), Question("样品旧货法第五条还有效吗，怎么种草莓"))).outcome
    assert isinstance(outcome, Refusal)
    assert "已于2021-01-01废止" in outcome.text


@pytest.mark.parametrize("question", ["民法典第五百七十七条怎么规定？", SEALED_FACTORY])
def test_without_a_library_to_check_law_in_nothing_is_answered(
    assistant: Assistant, tmp_path: Path, question: str
) -> None:
    def broken() -> Library:
        raise LibraryCorrupt(tmp_path / "library.sqlite3", "读不出")

    torn = Assistant(Toolbox(assistant.retriever, Lawbook(broken, date.today)), [ExtractiveComposer()])
    events = events_of(torn, Question(question))
    assert not any(isinstance(event, TextDelta) for event in events)
    event = events[-1]
    assert isinstance(event, Failed)
    assert "shukun import" in event.message


def test_law_that_is_cited_wrongly_is_dropped_or_marked(assistant: Assistant) -> None:
    """The checker looks at a model's sentences too, with the sources that they cite at hand."""
    draft = "活封可以谈[1]。依照民法通则第八十四条，按约定还债[1]。"
    with model_server(draft) as server:
        outcome = reply_of(
            events_of(with_model(assistant, server), Question(f"{SEALED_FACTORY}民法通则第八十四条"))
        ).outcome
    assert isinstance(outcome, Answer)
    assert "八十四" not in outcome.text or any(one.judgement.verdict.wrong for one in outcome.checked)
    assert any("民法通则" in notice for notice in outcome.notices)


@pytest.mark.parametrize(
    ("text", "said"),
    [("谢谢啊，讲得清楚", "不客气"), ("你是真人还是机器", "人工智能程序"), ("早上好呀", "最急的是哪一件事")],
)
def test_small_talk_is_met_as_such(assistant: Assistant, text: str, said: str) -> None:
    outcome = reply_of(events_of(assistant, Question(text))).outcome
    assert isinstance(outcome, Clarification)
    assert said in outcome.text


def test_a_plain_dispute_is_answered_with_the_ways_that_are_always_open(assistant: Assistant) -> None:
    told = "王老三前年向赵老四借了六万块开小饭馆，饭馆没开成，王老三一个月只拿得出一千五，赵老四要今年还清，怎么调？"
    outcome = reply_of(events_of(assistant, Question(told))).outcome
    assert isinstance(outcome, Answer)
    cited = {citation.passage.record_id for citation in outcome.citations}
    assert {"mechanism-peoples-mediation", "mechanism-instalments"} <= cited
    assert "## 谈不成时的退路" in outcome.text


@pytest.mark.parametrize(
    ("text", "role", "heading"),
    [
        ("司法确认去哪里办，要带什么材料？", Role.MEDIATOR, "去哪里办"),
        ("活封有没有类似的案例？", Role.JUDGE, "类似案例"),
        ("帮我起草分期履行的条款", Role.MEDIATOR, "可采用的表述"),
    ],
)
def test_what_is_asked_for_comes_first(assistant: Assistant, text: str, role: Role, heading: str) -> None:
    outcome = reply_of(events_of(assistant, Question(text, role))).outcome
    assert next(one.body for one in parse(outcome.text) if one.block is Block.HEADING) == heading


def test_litigants_are_told_where_help_is_free(assistant: Assistant) -> None:
    outcome = reply_of(events_of(assistant, Question("工资被拖欠三个月怎么要", Role.LITIGANT))).outcome
    assert "## 哪里有免费的帮助" in outcome.text
    assert "法律援助机构申请" in outcome.text
