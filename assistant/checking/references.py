"""Clauses and annexes that the agreement refers to and does not have."""

import re
from collections.abc import Iterator

from assistant.checking import numbering
from assistant.checking.agreement import NUMERAL, Agreement, Provision
from assistant.checking.finding import Finding, Severity
from knowledge.numerals import chinese, number

CIRCLED = "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳"
ANY_NUMBER = rf"[{NUMERAL}\d]{{1,5}}|[{CIRCLED}]"
PLACE = re.compile(
    rf"第(?P<bracket>[（(])?(?P<number>{ANY_NUMBER})[)）]?(?P<unit>条|项|部分)"
    rf"(?:第(?P<paragraph>[{NUMERAL}\d]{{1,2}})款)?(?:第[（(]?(?P<item>[{NUMERAL}\d]{{1,2}})[)）]?项)?"
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
SPEAKS_OF_CLAUSE = re.compile(
    r"[中里内]?[所的]?[列附]?(?:表|名单|明细)|款项|约定|确认|的?[一-鿿]{0,6}(?:放弃|免除|款项?|利息|约定|义务|付款|违约|交还|返还)"
)
WHOLE = frozenset({"条", "部分"})
BEYOND = 40  # a number that far beyond the last clause is a law's, which is not named
REACH = 60  # characters before a reference in which another paper or a law may be named
CHAIN = re.compile(r"[、,，和及与或至到]{1,2}")  # 第二条、第六条
LABEL = re.compile(rf"[ \t　]*(?:[第其])?(?P<bracket>[（(])?(?P<number>{ANY_NUMBER})")
ITEM = re.compile(
    rf"^[ \t　]*(?:[（(](?P<bracket>[{NUMERAL}\d]{{1,3}})[)）]|(?P<plain>\d{{1,2}})(?:[、．]|\.(?!\d)))"
    rf"|(?<=[：:；;。])[（(](?P<inline>[{NUMERAL}\d]{{1,3}})[)）]",
    re.M,
)
ANNEX = re.compile(rf"附(?:件|表)(?P<number>[{NUMERAL}\d]{{1,3}})(?![户人名家份页张])")
OF_ANOTHER = re.compile(r"[》同](?:中|里)?的?$")  # 《采购合同》附件一
LIST = re.compile(r"^[ \t　]*附(?:件|表)[ \t　]*(?:清单|目录)?[ \t　]*[：:]", re.M)
LISTED = re.compile(
    rf"^[ \t　]*(?:附(?:件|表)[ \t　]*(?P<head>[{NUMERAL}\d]{{1,3}})?[ \t　]*[：:、.．\s《]"
    rf"|(?P<row>[{NUMERAL}\d]{{1,3}})[、.．)）])"
    rf"|(?<=[ \t　；;，。、）)和及与])附(?:件|表)(?P<behind>[{NUMERAL}\d]{{1,3}})[：:《]"
    rf"|附(?:件|表)(?P<told>[{NUMERAL}\d]{{1,3}})(?:[为是系](?!准)|即)",
    re.M,
)
PAPERS = (
    "清单|明细|对账单|合同|租约|协议|决议|计划|[名账]单|表|图|照片|复印件|凭证|证明|报告|清册|目录|裁定|判决|函|证书?"
)
# 对账单见附件1, 决议（附件2）, 附件一《…》: what the annex is stands there
IS_NAMED = re.compile(
    r"[一-鿿](?<!具体|详情|期限|时间|金额|数额|安排)(?:详?见|[列作编]?为|[（(]见?|[，,]即)(?:本协议)?$"
)
NAMES = re.compile(rf"[《（(：:]|[^，。；按见所]{{0,8}}?(?:{PAPERS})")
# What a reference says is in a clause, and by which words one sees that it is.
CONTENTS = (
    ("账户|账号|银行卡|专户", r"[账帐][户号]|卡|专户|户名|开户|收款码|二维码|\d{12}"),
    ("违约金|罚息", "违约金|罚"),
    ("利息|利率", "息|利率"),
    ("减免|减让|免除|让步|优惠", "减|免|让|放弃|不再"),
    ("保证(?!金)|担保", "保证|担保"),
    ("抵押|质押", "抵押|质押"),
    ("机器|设备", "机|设备"),
    ("房屋|商铺|厂房|店铺|铺面", "[房铺店楼室间厂]"),
    ("车辆|汽车", "车"),
    ("货物|货款", "货"),
    ("租金", "租"),
    ("工资", "工资|报酬|薪"),
    ("发票", "票"),
    ("股权|股份", "股"),
    ("押金", "押金"),
    ("定金", "定金"),
    ("钥匙", "钥匙"),
    ("[一-鿿]{2}费(?!用)", "费"),
    ("款项?", "款|[元金债账价钱]"),
    ("查封|冻结|扣押|解封", "[查解]封|冻结|扣押|保全"),
)
SAYS = (
    r"(?:(?:所[列载述]|列明|载明|写明|约定|确定|规定|记载|指定|项下|中|里|下)?的?"
    r"|(?:的?约定|的?规定)?(?:擅自|私自)?[一-鿿]{0,2})"
)


def findings(agreement: Agreement) -> Iterator[Finding]:
    """References beyond the clauses that exist, and annexes that are not listed."""
    labels = _labels(agreement)
    own, end = False, 0
    for match in PLACE.finditer(agreement.text) if labels else ():
        chained = CHAIN.fullmatch(agreement.text, end, match.start()) is not None
        own, end = own if chained else _is_own(agreement.text, match), match.end()
        if own and _is_called(agreement, match):
            yield from _clause(agreement, labels, match, chained=chained)
    yield from numbering.findings(agreement)
    if agreement.formal:
        yield from _annexes(agreement)


def _labels(agreement: Agreement) -> dict[int, Provision]:
    """The clauses by the numbers that stand before them."""
    found: dict[int, Provision] = {}
    for provision in agreement.provisions:
        label = LABEL.match(provision.span.text)
        said = _number(label["number"]) if label else None
        found.setdefault(said or provision.number, provision)
    return found


def _number(written: str) -> int | None:
    return CIRCLED.index(written) + 1 if written in CIRCLED else number(written)


def _is_own(text: str, match: re.Match[str]) -> bool:
    """Whether a clause of this agreement is meant."""
    start = match.start()
    begin = max(start - REACH, *(text.rfind(sign, max(0, start - REACH), start) + 1 for sign in "。；;\n"), 0)
    told = text[begin:start]
    if not told.strip() or (OTHER.search(told) and not OWN.search(told)):  # the label of a clause; another paper
        return False
    if OWN.search(told) is not None:
        return True
    plain = match["unit"] in WHOLE or match["bracket"] or SPEAKS_OF_CLAUSE.match(text, match.end())
    near = re.split("[，,]", told)[-1]  # 恢复执行原判决，并按第九条…: the judgment is another matter
    return bool(plain) and not OF_LAW.search(near if near.strip() else told) and "《" not in told


def _clause(
    agreement: Agreement, labels: dict[int, Provision], match: re.Match[str], *, chained: bool
) -> Iterator[Finding]:
    start, said = match.start(), _number(match["number"])
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
    elif not chained and (what := _lacks(clause, agreement.text, match.end())):
        yield agreement.finding(
            "reference",
            Severity.WARNING,
            start,
            match.end(),
            f"第{chinese(said)}{match['unit']}里没有说到{what}。请核对指的是哪一条。",
        )


def _is_called(agreement: Agreement, match: re.Match[str]) -> bool:
    """Whether a clause may be called so: 第三项 not where they begin with 第一条, 第（三）项 only where with （一）."""
    first = agreement.provisions[0].span.text.lstrip()
    if match["unit"] in WHOLE:
        return True
    return not first.startswith("第") and (match["bracket"] is None) == (first[0] not in "（(")


def _lacks(clause: Provision, text: str, end: int) -> str:
    """What a reference that ends at ``end`` says of its clause and the clause does not hold: 第五条所列账户."""
    for name, words in CONTENTS:
        if (said := re.compile(rf"{SAYS}(?P<what>{name})").match(text, end)) and not re.search(words, clause.span.text):
            return said["what"]
    return ""


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
    told = [(match, text[max(0, match.start() - 20) : match.start()]) for match in ANNEX.finditer(text)]
    numbers = {0, *listed, *(number(match["number"]) for match, _ in told)}
    seen = {
        match.group()
        for match, before in told
        if not listed
        and (IS_NAMED.search(before) or NAMES.match(text, match.end()))
        and (number(match["number"]) or 1) - 1 in numbers  # 附件二, where there is no 附件一
    }
    for match, before in told:
        known = match.start() in whole or match.group() in seen or number(match["number"]) in listed
        if known or OF_ANOTHER.search(before):
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
        said = match["head"] or match["row"] or match["behind"] or match["told"]
        numbers.add(number(said) or 0 if said else 0)
        places.add(match.start() + len(match.group()) - len(match.group().lstrip()))
    if head:
        line = text[head.end() : text.find("\n", head.end()) if "\n" in text[head.end() :] else len(text)]
        numbers |= {number(one) or 0 for one in re.findall(rf"(?:^|[；;，, 　])([{NUMERAL}\d]{{1,3}})[、.．]", line)}
        numbers |= {1} if line.strip() and len(numbers) <= 1 else set()
        places |= {head.start()}
    return numbers, places
