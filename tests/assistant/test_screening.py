"""What is taken as a question, and what is met with help before anything else."""

import pytest

from assistant.errors import QuestionError
from assistant.messages import Question, Referral, Turn
from assistant.screening import clean, screen
from knowledge.records import Role

DANGER = [
    "欠了这么多钱，我不想活了",
    "真的不想再活下去了",
    "不想继续活下去",
    "这样下去我没法活了",
    "我想死",
    "不如死了算了",
    "他说要死给我看",
    "老板跑了，有工友要跳楼",
    "债主逼得我想自杀",
    "昨晚我喝农药被救回来了",
    "被执行人有轻生念头怎么办",
    "他想结束自己的生命",
    "一死了之最干净",
    "活着没意思",
    "我真的快活不下去了",
    "公司不发工资，我活不下去了",
    "全家都活不下去了",
    "欠了一百万，活不下去了",  # nobody named: taken as the writer
    "没有活下去的勇气了",
    "不 想 活 了".replace(" ", "\u200b"),  # invisible characters between do not hide it
]
SAFE = [
    "法院不想活封设备怎么办",  # 活封 is a way of sealing
    "债权人不愿活封，只肯死封",
    "申请人想死扣账户不放",
    "要死账核销吗",
    "企业活不下去，能不能破产重整",  # a figure of speech
    "企业都快活不下去了，怎么和解",
    "工厂账户冻结，已经快要活不下去了",
    "我们公司快要死了，求一个方案",
    "商家活不下去了",
    "工期紧得要死，又被查封",
    "怎样减轻生产企业的负担",  # contains 轻生
    "年轻生意人欠债怎么办",
    "双方各自尽快履行",  # contains 自尽
    "设备各自残值多少",
    "网上吊销营业执照后债务怎么办",  # contains 上吊
    "能把设备从船上吊走吗",
    "跳楼价处理库存算不算转移财产",
    "自杀式降价的公司要不要救",
    "死者家属要死亡赔偿金",
    "盘活存量资产",
    "查封期间企业还能不能活动经营",
]


@pytest.mark.parametrize("text", DANGER)
def test_a_life_in_danger_gets_help(text: str) -> None:
    outcome = screen(Question(text))
    assert isinstance(outcome, Referral)
    assert "12356" in outcome.text
    assert "120" in outcome.text
    assert "110" in outcome.text


@pytest.mark.parametrize("text", SAFE)
def test_words_that_only_look_like_danger_are_questions(text: str) -> None:
    assert screen(Question(text)) == Question(text)


def test_screening_keeps_role_and_turns_and_cleans_the_text() -> None:
    turns = (Turn("活封是什么", "……"),)
    assert screen(Question("  怎么\x00办理\n", Role.JUDGE, turns)) == Question("怎么办理", Role.JUDGE, turns)


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        pytest.param("查封\x00\x07\x1b[31m设备", "查封[31m设备", id="control characters"),
        pytest.param("查\u200b封\u2060设\ufeff备", "查封设备", id="zero width"),
        pytest.param("查封\u202e设备", "查封设备", id="writing direction"),
        pytest.param("第一行\n\t第二行", "第一行\n\t第二行", id="line breaks and tabs stay"),
        pytest.param("\u3000 怎么和解？ \n", "怎么和解？", id="outer blanks, wide ones too"),
        pytest.param("<script>alert(1)</script>怎么和解", "<script>alert(1)</script>怎么和解", id="HTML is text"),
        pytest.param("e\u0301tat", "\u00e9tat", id="composed form"),
        pytest.param("查封\ud800设备", "查封设备", id="half a surrogate pair"),
        pytest.param("封" * 10_000, "封" * 10_000, id="as long as it may be"),
        pytest.param("封" * 10_000 + " " * 50, "封" * 10_000, id="blanks around do not count"),
    ],
)
def test_clean(given: str, kept: str) -> None:
    assert clean(given) == kept


@pytest.mark.parametrize(
    ("given", "told"),
    [
        pytest.param("", "还没有写问题", id="empty"),
        pytest.param(" \n\t\u3000", "还没有写问题", id="blanks"),
        pytest.param("\x00\x01\u200b", "还没有写问题", id="nothing visible"),
        pytest.param("封" * 10_001, "10001个字", id="one too many"),
        pytest.param("封" * 20_000, "最多10000个字", id="far too many"),
    ],
)
def test_what_is_no_question_is_told_in_chinese(given: str, told: str) -> None:
    with pytest.raises(QuestionError, match=told):
        clean(given)
