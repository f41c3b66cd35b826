"""Clauses and annexes that the agreement refers to and does not have."""

import re
from collections.abc import Iterator

from assistant.checking.agreement import NUMERAL, Agreement, Provision
from assistant.checking.finding import Finding, Severity
from knowledge.numerals import chinese, number

PLACE = re.compile(
    rf"第(?P<number>[{NUMERAL}\d]{{1,5}})(?P<unit>条|项)(?:第(?P<paragraph>[{NUMERAL}\d]{{1,2}})款)?"
    rf"(?:第[（(]?(?P<item>[{NUMERAL}\d]{{1,2}})[)）]?项)?"
)
# 本协议第六条, 上述第三条
OWN = re.compile(
    r"(?:本(?:[一-鿿]{0,6}协议书?|合同|调解书|笔录|方案|计划|承诺书)|(?<![原该述等份年月日一-鿿])协议|上述|前述|以上)(?:中|项下)?[的之]?$"
)
# 民法典第五百八十五条, 原合同第三条, 判决主文第一项
OTHER = re.compile(
    r"(?:[》法典释例则定书款号”\"]|合同|协议|判决|章程|条例|办法|规定|主文|公约|规则|意见|纪要|通知|决定|批复)[的之]?$"
)
OF_LAW = re.compile(r"《|法典|法(?!院|官|定|人|律)|解释|条例|判决|裁定|合同")
# 第2项的利息放弃, 第3项款项: a clause of this agreement that is called 项
SPEAKS_OF_CLAUSE = re.compile(r"款项|约定|确认|的?[一-鿿]{0,6}(?:放弃|免除|款项?|利息|约定|义务|付款|违约|交还|返还)")
BEYOND = 40  # a number that far beyond the last clause is a law's, which is not named
REACH = 60  # characters before a reference in which another paper or a law may be named
CHAIN = re.compile(r"[、,，和及与或至到]{1,2}")  # 第二条、第六条
LABEL = re.compile(rf"[ \t　]*(?:第(?P<article>[{NUMERAL}\d]+)条|(?P<number>[{NUMERAL}\d]{{1,3}})[、．.])")
ITEM = re.compile(
    rf"^[ \t　]*(?:[（(](?P<bracket>[{NUMERAL}\d]{{1,3}})[)）]|(?P<plain>\d{{1,2}})(?:[、．]|\.(?!\d)))"
    rf"|(?<=[：:；;。])[（(](?P<inline>[{NUMERAL}\d]{{1,3}})[)）]",
    re.M,
)
ANNEX = re.compile(rf"附(?:件|表)(?P<number>[{NUMERAL}\d]{{1,3}})")
OF_ANOTHER = re.compile(r"[》同](?:中|里)?的?$")  # 《采购合同》附件一
LIST = re.compile(r"^[ \t　]*附(?:件|表)[ \t　]*(?:清单|目录)?[ \t　]*[：:]", re.M)
LISTED = re.compile(
    rf"^[ \t　]*(?:附(?:件|表)[ \t　]*(?P<head>[{NUMERAL}\d]{{1,3}})?[ \t　]*[：:、.．\s《]"
    rf"|(?P<row>[{NUMERAL}\d]{{1,3}})[、.．)）])",
    re.M,
)


def findings(agreement: Agreement) -> Iterator[Finding]:
    """References beyond the clauses that exist, and annexes that are not listed."""
    labels = _labels(agreement)
    own, end = False, 0
    for match in PLACE.finditer(agreement.text) if labels else ():
        own, end = _is_own(agreement.text, match, own, end), match.end()
        if own and not (match["unit"] == "项" and not _numbered(agreement)):
            yield from _clause(agreement, labels, match)
    if agreement.formal:
        yield from _annexes(agreement)


def _labels(agreement: Agreement) -> dict[int, Provision]:
    """The clauses by the numbers that stand before them."""
    found: dict[int, Provision] = {}
    for provision in agreement.provisions:
        label = LABEL.match(provision.span.text)
        said = number(label["article"] or label["number"]) if label else None
        found.setdefault(said or provision.number, provision)
    return found


def _is_own(text: str, match: re.Match[str], before: bool, end: int) -> bool:
    """Whether a clause of this agreement is meant. ``before`` is whether the last one was, which ended at ``end``."""
    start = match.start()
    if CHAIN.fullmatch(text[end:start]):
        return before
    begin = max(start - REACH, *(text.rfind(sign, max(0, start - REACH), start) + 1 for sign in "。；;\n"), 0)
    told = text[begin:start]
    if not told.strip() or (OTHER.search(told) and not OWN.search(told)):  # the label of a clause; another paper
        return False
    if OWN.search(told) is not None:
        return True
    plain = match["unit"] == "条" or SPEAKS_OF_CLAUSE.match(text, match.end()) is not None
    return plain and not OF_LAW.search(told)


def _clause(agreement: Agreement, labels: dict[int, Provision], match: re.Match[str]) -> Iterator[Finding]:
    start, said = match.start(), number(match["number"])
    if said is None or said > max(labels) + BEYOND:
        return
    if said not in labels:
        last = f"第{chinese(max(labels))}{match['unit']}"
        yield agreement.finding(
            "reference",
            Severity.ERROR,
            start,
            match.end(),
            f"条款到{last}为止，没有第{match['number']}{match['unit']}。增删条款以后条号要跟着改，请核对指的是哪一条。",
        )
        return
    inner, paragraph = match["item"], match["paragraph"]
    clause = labels[said]
    if inner and not _has_item(clause, number(inner) or 0):
        yield agreement.finding(
            "reference",
            Severity.ERROR,
            start,
            match.end(),
            f"第{chinese(said)}{match['unit']}里没有第{inner}项。请核对指的是哪一项。",
        )
    elif paragraph and not inner and (number(paragraph) or 0) > _paragraphs(clause):
        yield agreement.finding(
            "reference",
            Severity.WARNING,
            start,
            match.end(),
            f"第{chinese(said)}{match['unit']}没有第{paragraph}款。请核对指的是哪一款。",
        )


def _numbered(agreement: Agreement) -> bool:
    """Whether the clauses are called 项: they begin with 一、 or 1、 and not with 第一条."""
    return not agreement.provisions[0].span.text.lstrip().startswith("第")


def _has_item(clause: Provision, said: int) -> bool:
    """Whether a clause has an item of that number; one that lists none may be counted in another way."""
    found = {
        number(match["bracket"] or match["plain"] or match["inline"]) for match in ITEM.finditer(clause.span.text, 2)
    }
    return said in found or (not found and said <= clause.span.text.count("；") + 1)


def _paragraphs(clause: Provision) -> int:
    """Lines of a clause that are no items; a heading of its own is none."""
    lines = [line for line in clause.span.text.split("\n") if line.strip() and not ITEM.match(line)]
    return max(1, len(lines))


def _annexes(agreement: Agreement) -> Iterator[Finding]:
    text = agreement.text
    listed, whole = _listed(text)
    seen: set[str] = set()
    for match in ANNEX.finditer(text):
        foreign = OF_ANOTHER.search(text[max(0, match.start() - 4) : match.start()])
        if foreign or match.start() in whole or match.group() in seen or number(match["number"]) in listed:
            continue
        seen.add(match.group())
        yield agreement.finding(
            "reference",
            Severity.WARNING,
            match.start(),
            match.end(),
            f"提到了{match.group()}，后面没有列出，也没有附上。请在末尾列明附件的名称，没有的改掉这一处。",
        )


def _listed(text: str) -> tuple[set[int], set[int]]:
    """The numbers of annexes that are listed or follow, 0 for one without a number; and where their heads stand."""
    numbers: set[int] = set()
    places: set[int] = set()
    head = LIST.search(text)
    for match in LISTED.finditer(text):
        row = match["row"] and head is not None and match.start() > head.start()
        if match["row"] and not row:
            continue
        said = match["head"] or match["row"]
        numbers.add(number(said) or 0 if said else 0)
        places.add(match.start() + len(match.group()) - len(match.group().lstrip()))
    if head:
        line = text[head.end() : text.find("\n", head.end()) if "\n" in text[head.end() :] else len(text)]
        numbers |= {number(one) or 0 for one in re.findall(rf"(?:^|[；;，, 　])([{NUMERAL}\d]{{1,3}})[、.．]", line)}
        numbers |= {1} if line.strip() and len(numbers) <= 1 else set()
        places |= {head.start()}
    return numbers, places
