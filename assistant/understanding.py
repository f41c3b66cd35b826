"""A question that stands alone with what its conversation told, or one question back."""

import re
from dataclasses import dataclass, field, replace

from assistant.calculators import CALCULATORS
from assistant.conversation import Dispute, joined, told
from assistant.messages import CLARIFICATION, Clarification, Question, Turn
from assistant.reading.facts import heard
from assistant.reading.intents import Intent, intent_of
from assistant.reading.sums import Sum, wanted_sums
from assistant.reading.with_model import Reading
from assistant.tools.toolbox import Toolbox
from knowledge.records import Role

FOLLOW_UP_CHARACTERS = 24
# Openings and pronouns that lean on what was said before.
LEANING = re.compile(r"^(?:那|那么|如果|要是)|[他她那]|对方|呢[？?。]?$")
# Those that mean nothing else than what was said before.
BOUND = re.compile(
    r"^(?:还有|另外|然后|再|继续|为什么|具体|详细)|[它这]|上面|刚才|前面|第[一二三四五]种"
    r"|^(?:费用|材料|期限|条件|程序|步骤|风险|多久|多少钱|要多少|需要|要交|要带|去哪|找谁|谁来|怎么写|怎么办理)"
    r"|^(?:不对|不是|错了|说错|记错|更正|其实|应该是|是(?!不是|否))"
)
OWN = 0.45  # the score that a leaning message reaches by itself where it brings a subject of its own
ASKING = re.compile(r"[？?吗呢么]|怎|如何|咋|多少|什么|啥|哪|谁|能|可否|是否|还是|(?<!还)可以|想|要|申请|帮|请|办")
# Greetings and bare calls for help: nothing to search for.
EMPTY_WORDS = re.compile(
    r"你好|您好|在吗|嗨|哈喽|hello|hi|请问|谢谢|多谢|帮帮我|帮我|帮忙|救命|求助|咨询一下|咨询|想问一下|问一下|问问|有个问题|一个问题"
    r"|怎么办|该怎么做|怎么做|怎么|如何|什么|可以|应该|吗|呢|吧|啊|呀|的|了|我|想|要|有|是",
    re.IGNORECASE,
)
SUBJECT_CHARACTERS = 2
IN_A_ROW = 3  # questions back, at most
NOT_SURE = "不清楚"
THANKS = re.compile(r"谢|辛苦|再见|拜拜|好的|明白了|知道了")
ABOUT = re.compile(
    r"是谁|哪位|什么|真人|人工|机器|AI|能做|会做|能干|能帮|会些|收费|收钱|要钱|律师|法官|开发|谁做的|贵姓|准不准"
)
WHO = (
    "我叫纾困，是一个人工智能程序，不是律师，也不是法官。我按收录的法律、案例和办事程序，回答企业债务、执行、破产、"
    "信用修复和欠薪方面的问题，每句话都注明出处；资料里没有的，我会直说。"
)
# A bare cry for a way out: too little to choose between the ways.
VAGUE = re.compile(r"^[^，。；]{0,18}(?:怎么办|咋办|咋整|怎么弄|有什么办法|有啥办法|能怎么办|该怎么做)[啊呀呢？?。]*$")
FEW = 2  # facts besides who asks, with which the routes can be told apart
REPLIES = {"start": ("今天", "昨天"), "today": ("今天",)}  # to a question for a day


@dataclass(frozen=True, slots=True)
class Understood:
    """The question, the text to search for, which carries the subject of the turns before it, what was told, and what
    is wanted. ``remarks`` are for the asker.
    """

    question: Question
    query: str
    dispute: Dispute = field(default_factory=Dispute)
    intent: Intent = Intent.MECHANISM

    @property
    def only_sums(self) -> bool:
        """Whether nothing but sums is wanted."""
        return bool(self.dispute.asked) and self.intent is Intent.CALCULATION


def understand(question: Question, box: Toolbox, reading: Reading | None = None) -> Understood | Clarification:
    """Make a follow-up stand alone; ask back for what is decisive and missing.

    ``reading`` is what a language model made of the conversation: it adds facts that the rules did not hear, and words
    the question, where the rules would only put the messages together.
    """
    text = question.text
    dispute = told(question, box.today(), box.chooser)
    if reading:
        dispute = replace(dispute, facts=joined(reading.facts, dispute.facts, box.chooser))
    follows = bool(question.turns) and (_leans(text) or _replies(question) or _tells(text, question.role, box))
    alone = not follows or (not dispute.asked and not _replies(question) and _has_own_subject(text, question.role, box))
    query = text if alone else "\n".join([*_carried(question, box), text])
    intent = intent_of(query)
    if reading and not alone:
        query, intent = reading.standalone or query, reading.intent
    if dispute.asked and (follows or not _wants_more(text)):
        intent = Intent.CALCULATION
    elif intent is Intent.CALCULATION and _wants_more(text):
        intent = Intent.MECHANISM
    chats = intent_of(text) is Intent.SMALL_TALK and not _replies(question)
    if not dispute.asked and (chats or (not follows and not has_subject(text))):
        return _greeting(text)
    understood = Understood(question, query, dispute, intent)
    if _row(question.turns) < IN_A_ROW and NOT_SURE not in text:
        return _for_sum(understood) or _for_route(understood, box) or understood
    return understood


def _greeting(text: str) -> Clarification:
    if THANKS.search(text):
        return Clarification(text="不客气。还有要问的，请接着写。", replies=())
    return Clarification(
        text=(WHO if ABOUT.search(text) else "") + "请先说一句：眼下最急的是哪一件事？",
        replies=(
            "企业的账户或设备被查封、冻结，生产要停",
            "工资或货款被拖欠，想尽快拿到钱",
            "欠债还不上，想分期还款或者和解",
            "上了失信名单，想修复信用",
        ),
    )


def _for_sum(understood: Understood) -> Clarification | None:
    """Asks for what a calculation lacks, where nothing else is wanted."""
    lacking = [one for one in understood.dispute.asked if one.missing]
    if not understood.only_sums or not lacking or len(lacking) < len(understood.dispute.asked):
        return None
    one = lacking[0]
    return Clarification(text=missing_text(one), replies=(*REPLIES.get(one.missing[0], ()), f"{NOT_SURE}，先说怎么算"))


def missing_text(one: Sum) -> str:
    """Asks for the first thing that a sum lacks."""
    calculator = CALCULATORS[one.name]
    field = calculator.inputs.model_fields[one.missing[0]]
    about = f"（{field.description}）" if field.description else ""
    more = (
        f"另外还要知道{'、'.join(calculator.inputs.model_fields[key].title or key for key in one.missing[1:])}。"
        if one.missing[1:]
        else ""
    )
    return f"要算{calculator.title}，还缺{field.title}{about}。请写明。{more}"


def _for_route(understood: Understood, box: Toolbox) -> Clarification | None:
    """Asks for the fact that separates the routes most, where the question says hardly anything."""
    question, facts = understood.question, understood.dispute.facts
    known = len([key for key in facts if key not in {"asker", "side"}])
    vague = VAGUE.match(question.text) is not None or (question.turns and question.turns[-1].outcome == CLARIFICATION)
    if not vague or known >= FEW or understood.intent is not Intent.MECHANISM or box.named(understood.query):
        return None
    first = next((one for one in OPENING if one not in facts), None)
    if first is None:
        return None
    fact = box.chooser.rules.facts[first]
    return Clarification(text=f"{fact.question}？{fact.why}", replies=(*(fact.choices or ("是", "否")), NOT_SURE))


OPENING = ("stage", "claim", "debtor")  # what the first questions back are about


def has_subject(text: str) -> bool:
    """Whether anything is left of a text to search for, greetings and words of asking apart."""
    return len(re.sub(r"[\W_]+", "", EMPTY_WORDS.sub("", text))) >= SUBJECT_CHARACTERS


def _wants_more(text: str) -> bool:
    """Whether a text asks for more than a sum."""
    return (
        re.search(
            r"怎么办|咋办|怎么(?:调|谈|要|写|申|告|讨|处理|走|弄|才能)|能申请什么|申请什么|有什么办法|起草|案例|带什么|去哪|哪里办|找谁|什么材料|能不能",
            text,
        )
        is not None
    )


def _row(turns: tuple[Turn, ...]) -> int:
    """How many questions back stand at the end of the conversation."""
    row = 0
    for turn in reversed(turns):
        if turn.outcome != CLARIFICATION:
            break
        row += 1
    return row


def _replies(question: Question) -> bool:
    """Whether a text replies to a question back."""
    return (
        bool(question.turns)
        and question.turns[-1].outcome == CLARIFICATION
        and len(question.text) <= FOLLOW_UP_CHARACTERS
    )


def _leans(text: str) -> bool:
    """Whether a text makes no sense without what was asked before it."""
    brief = len(text) <= FOLLOW_UP_CHARACTERS
    return bool(brief and (LEANING.search(text) or BOUND.search(text))) or not has_subject(text)


def _has_own_subject(text: str, role: Role, box: Toolbox) -> bool:
    """Whether a text that leans on what was said before (那能先予执行吗) asks about something of its own."""
    if BOUND.search(text) or not ASKING.search(text) or not has_subject(text):
        return False
    ours = box.retriever.store.entries
    return any(
        hit.score >= OWN for hit in box.retriever.search(text, asker=role.value) if hit.passage.record_id in ours
    )


def _tells(text: str, role: Role, box: Toolbox) -> bool:
    """Whether a text asks nothing and but adds a fact to what was asked before it."""
    brief = len(text) <= FOLLOW_UP_CHARACTERS and not ASKING.search(text)
    return brief and bool(heard(text, role, box.chooser.rules).keys() - {"asker", "side"})


def _carried(question: Question, box: Toolbox) -> list[str]:
    """The last question that stood alone, and the follow-ups to it, oldest first.

    What only tells something tells it of the dispute, not of the sum that was asked in between.
    """
    turns = question.turns
    if not ASKING.search(question.text):
        others = tuple(turn for turn in turns if not wanted_sums(turn.question, turn.asked or box.today()))
        turns = others or turns
    carried: list[str] = []
    for place in range(len(turns) - 1, -1, -1):
        carried.insert(0, turns[place].question)
        replied = place > 0 and turns[place - 1].outcome == CLARIFICATION
        text = turns[place].question
        follows = _leans(text) or _tells(text, question.role, box)
        if not replied and (not follows or _has_own_subject(text, question.role, box)):
            break
    return carried
