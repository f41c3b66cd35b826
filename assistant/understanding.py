"""A question that stands alone, or one question back."""

import re
from dataclasses import dataclass

from assistant.messages import Clarification, Question, Turn

FOLLOW_UP_CHARACTERS = 24
# Openings and pronouns that lean on what was said before.
LEANING = re.compile(
    r"^(那|那么|还有|另外|如果|要是|然后|再|继续|为什么|具体|详细)|[它他她这那]|上面|刚才|前面|对方|第[一二三四五]种"
    r"|呢[？?。]?$|^(费用|材料|期限|条件|程序|步骤|风险|多久|多少钱|要多少|需要|要交|要带|去哪|找谁|谁来|怎么写|怎么办理)"
)
# Greetings and bare calls for help: nothing to search for.
EMPTY_WORDS = re.compile(
    r"你好|您好|在吗|嗨|哈喽|hello|hi|请问|谢谢|多谢|帮帮我|帮我|帮忙|救命|求助|咨询一下|咨询|想问一下|问一下|问问|有个问题|一个问题"
    r"|怎么办|该怎么做|怎么做|怎么|如何|什么|可以|应该|吗|呢|吧|啊|呀|的|了|我|想|要|有|是",
    re.IGNORECASE,
)
SUBJECT_CHARACTERS = 2


@dataclass(frozen=True, slots=True)
class Understood:
    """The question and the text to search for, which carries the subject of the turns before it."""

    question: Question
    query: str


def understand(question: Question) -> Understood | Clarification:
    """Make a follow-up stand alone; ask back when there is no subject at all."""
    text = question.text
    if question.turns and _leans(text):
        return Understood(question, "\n".join([*_carried(question.turns), text]))
    if not has_subject(text):
        return Clarification(
            text="请先说一句：眼下最急的是哪一件事？",
            replies=(
                "企业的账户或设备被查封、冻结，生产要停",
                "工资或货款被拖欠，想尽快拿到钱",
                "欠债还不上，想分期还款或者和解",
                "上了失信名单，想修复信用",
            ),
        )
    return Understood(question, text)


def has_subject(text: str) -> bool:
    """Whether anything is left of a text to search for, greetings and words of asking apart."""
    return len(re.sub(r"[\W_]+", "", EMPTY_WORDS.sub("", text))) >= SUBJECT_CHARACTERS


def _leans(text: str) -> bool:
    """Whether a text makes no sense without what was asked before it."""
    return bool(len(text) <= FOLLOW_UP_CHARACTERS and LEANING.search(text)) or not has_subject(text)


def _carried(turns: tuple[Turn, ...]) -> list[str]:
    """The last question that stood alone, and the follow-ups to it, oldest first."""
    carried: list[str] = []
    for turn in reversed(turns):
        carried.insert(0, turn.question)
        if not _leans(turn.question):
            break
    return carried
