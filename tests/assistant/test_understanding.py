"""A question that stands alone, or one question back."""

import pytest

from assistant.assistant import Assistant
from assistant.messages import Clarification, Question, Turn
from assistant.tools.toolbox import Toolbox
from assistant.understanding import Understood, understand
from tests.assistant.asking import LAWBOOK

SUBJECT = "工厂的生产设备被查封，能不能活封？"


@pytest.fixture(scope="module")
def box(assistant: Assistant) -> Toolbox:
    return Toolbox(assistant.retriever, LAWBOOK)


def _query(box: Toolbox, text: str, *earlier: str) -> str:
    understood = understand(Question(text, turns=tuple(Turn(question, "答。") for question in earlier)), box)
    assert isinstance(understood, Understood)
    assert understood.question.text == text  # the reader's own words are never replaced
    return understood.query


@pytest.mark.parametrize(
    "text", ["你好", "帮帮我", "请问怎么办？", "？？？", "救命，该怎么办", "hello", "有个问题想咨询一下"]
)
def test_a_call_without_a_subject_is_asked_back(box: Toolbox, text: str) -> None:
    outcome = understand(Question(text), box)
    assert isinstance(outcome, Clarification)
    assert outcome.text.endswith("？")
    assert len(outcome.replies) >= 2


def test_every_reply_offered_is_itself_a_question_that_stands_alone(box: Toolbox) -> None:
    outcome = understand(Question("你好"), box)
    assert isinstance(outcome, Clarification)
    for reply in outcome.replies:
        assert _query(box, reply) == reply


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("欠薪", id="two characters are a subject"),
        pytest.param("工人工资怎么要", id="plain"),
        pytest.param("那些被查封的设备", id="a pronoun without earlier turns leans on nothing"),
    ],
)
def test_a_question_of_its_own_is_searched_as_it_stands(box: Toolbox, text: str) -> None:
    assert _query(box, text) == text


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("那期限呢？", id="opening that leans"),
        pytest.param("费用呢？", id="nothing but the aspect asked for"),
        pytest.param("需要什么材料？", id="an aspect without a subject"),
        pytest.param("如果对方不同意呢", id="the other side"),
        pytest.param("它要多少钱", id="pronoun"),
        pytest.param("怎么办？", id="no subject of its own"),
        pytest.param("第二种怎么做", id="points at a list"),
    ],
)
def test_a_follow_up_carries_the_subject_before_it(box: Toolbox, text: str) -> None:
    assert _query(box, text, SUBJECT) == f"{SUBJECT}\n{text}"


def test_what_only_tells_a_fact_carries_the_subject_before_it(box: Toolbox) -> None:
    told = "厂子还在生产，老板也没跑"
    assert _query(box, told, SUBJECT, "起诉的话诉讼费多少") == f"{SUBJECT}\n{told}"


@pytest.mark.parametrize("text", ["那能申请支付令吗", "对方想分期还，怎么谈", "那走重整还是清算"])
def test_a_follow_up_with_a_subject_of_its_own_is_searched_as_it_stands(box: Toolbox, text: str) -> None:
    assert _query(box, text, SUBJECT) == text
    assert _query(box, "那要什么材料", SUBJECT, text).splitlines() == [text, "那要什么材料"]


def test_a_follow_up_to_a_follow_up_still_knows_the_subject(box: Toolbox) -> None:
    query = _query(box, "那费用呢？", "欠薪怎么要", SUBJECT, "那期限呢？")
    assert query.splitlines() == [SUBJECT, "那期限呢？", "那费用呢？"]


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("失信名单怎么申请信用修复", id="another subject"),
        pytest.param("那家公司欠我货款三十万元已经判决生效一直没有给也找不到人", id="too long to lean on anything"),
    ],
)
def test_a_new_subject_leaves_the_old_one_behind(box: Toolbox, text: str) -> None:
    assert _query(box, text, SUBJECT) == text
