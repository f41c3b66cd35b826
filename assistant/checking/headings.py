"""What lays nothing down: headings, captions, questions of a record, labels that name somebody."""

import re

from assistant.checking.agreement import ROLES, Agreement, Span, once
from assistant.checking.tables import PARTED as PARTED_CELLS

NUMBER = r"[一二两三四五六七八九十百\d]+"
CAPTION = rf"(?:[ \t　]*[（(【](?!{NUMBER}[)）])[^（()）【】，。；\n]{{2,14}}[)）】])?"  # 第3条（解冻）
CLAUSE_MARK = re.compile(
    rf"^[\s　]*(?:第{NUMBER}条{CAPTION}|\d{{1,2}}(?:\.\d{{1,2}}){{1,2}}(?=[ \t　一-鿿])(?![倍元万])"
    rf"|[其第][一二三四五六七八九十]{{1,3}}[，,、：:．. \t　]|[（(〔\[]?{NUMBER}[)）〕\]、．.]|[①-⑳]"
    r"|[A-H]\d{0,2}[.．、 \t　]|[甲乙丙丁戊己庚辛](?:[、．.][ \t　]*|[ \t　]+)|\d{1,2}[ \t　]+(?=[一-鿿]))"
    r"[ \t　]*(?:[^，。；：:\n]{2,12}[：:])?"
)
BARE = re.compile(r"[【［〖\[][^】］〗\]\n]{2,20}[】］〗\]]")  # 【由谁付款】
ASKS = re.compile(r"谁|多少|怎[么样]|如何|何时|几时|哪|什么")
WHOSE = re.compile(r"[一-鿿]{1,8}[人方者][：:][^，。；\d\n]{2,20}")  # 付款人：童薇
TOLD_TO = re.compile(rf"{ROLES}|应|须|将|由|不|可以")
SAYS = re.compile(r"没有|[无未已被仍]|继续|有效|维持|为准|放弃|同意")  # which a heading does not
PARTED = re.compile(r"[。；;，,\d]")
LONGEST_HEADING, LONGEST_UNMARKED, LONGEST_CAPTION = 18, 12, 10


@once
def _known(agreement: Agreement) -> dict[int, bool]:
    """What was found out of its sentences; many checks ask the same."""
    return {}


def entitles(agreement: Agreement, sentence: Span) -> bool:
    """Whether a sentence names what follows or asks for it: a line of its own, or 八、保全的解除。 before the clause
    itself.
    """
    known = _known(agreement)
    if sentence.start not in known:
        known[sentence.start] = _entitles(agreement, sentence)
    return known[sentence.start]


def _entitles(agreement: Agreement, sentence: Span) -> bool:
    text = sentence.text.strip()
    if PARTED_CELLS.search(text):
        return False
    if text.endswith(("？", "?")) or BARE.fullmatch(text) or _numbered(text):
        return True
    begins = not agreement.text[agreement.text.rfind("\n", 0, sentence.start) + 1 : sentence.start].strip()
    ends = re.match(r"[ \t　]*(?:\n|$)", agreement.text[sentence.end :][:8]) is not None
    mark = CLAUSE_MARK.match(text)
    said = text[mark.end() if mark else 0 :]
    if ends and text[-1] not in "。；;！!":
        named = WHOSE.fullmatch(said) is not None or (ASKS.search(said) or not TOLD_TO.search(said))
        return begins and bool(named) and not PARTED.search(said) and len(said) <= LONGEST_UNMARKED
    if ends or not text.endswith("。"):
        return not ends and begins and _captions(said)
    told = TOLD_TO.search(said) and not ASKS.search(said)  # 1. 应还多少。 asks
    short = len(text) <= LONGEST_HEADING and mark is not None and not SAYS.search(text) and not told
    return (short and not PARTED.search(said[:-1])) or (begins and _captions(said))


def _numbered(text: str) -> bool:
    """Whether a line names what follows behind its number: 二、数额和付款."""
    if text.endswith("。") and not TOLD_TO.search(text) and not SAYS.search(text):  # 二、分期付款。付款方…
        text = text.rstrip("。")
    mark = CLAUSE_MARK.match(text)
    return mark is not None and len(text) <= LONGEST_HEADING and not PARTED.search(text[mark.end() :])


def _captions(said: str) -> bool:
    """Whether a few words before the clause itself name it, with or without a number: 付款。厂方分两期付清…"""
    return len(said) <= LONGEST_CAPTION and not re.search(r"[\d；;，,]", said) and not TOLD_TO.search(said)
