"""Duties of which nobody can say whose they are."""

import re
from collections.abc import Iterator, Sequence
from itertools import islice, pairwise

from assistant.checking.agreement import Agreement, Span
from assistant.checking.duties import CONDITION, NO_DUTY, PAY, TO_WHOM, TOGETHER, UNCLEAR, Duty, words_for_parties
from assistant.checking.facts import narrates, past, reckons
from assistant.checking.finding import Finding, Severity
from assistant.checking.headings import CLAUSE_MARK, entitles
from assistant.checking.laws import CLEAR_CONTENT
from assistant.checking.places import lines_above, scope_of, spot, subclause, sums_of
from assistant.checking.slots import DEED, NAMED, ORDER, RECEIVES, THING, WITHOUT, doer, names_anybody
from assistant.checking.subjects import STRONG, names_somebody, thing_of

POINTS_BACK = re.compile(
    r"上述|前述|前款|以上|该|此[款笔]|本条|剩余|余款|其余|尾款|各期|每期|第[一二三四五六七八九十\d]+[期笔次批]|首[期笔]|末期|下列|逐期|按期|按照?原|原合同"
)
ANYBODY = re.compile(
    rf"(?:由|请)?(?P<who>{UNCLEAR})(?:共同|一起|负责|应当?|须|必须|承诺|保证|同意|[于在][^，。；]{{0,24}}|[将把][^，。；]{{0,24}}|，|分[^，。；]{{0,6}}[期次笔批]|向[^，。；]{{1,10}}|给[^，。；]{{1,10}}|一次性|足额|全部|以[^，。；]{{1,10}}方式|通过[^，。；]{{1,12}}){{0,6}}$"
)
NOBODY_HELPS = re.compile(
    r"(?:由|请|(?:^|[，。；、：条\s])(?=[^，。；]{4,12}(?:应|须|负责|[于在])))(?P<who>(?:有关|相关)(?:各方|方面|方|人员|责任人|单位|部门)|责任(?:方|人|单位|者))"
    rf"[^，。；]{{0,24}}?(?:{DEED.pattern}|将|把|送|运|协助|办理|负责|承担|配合|解决|处理|修复|赔偿|支付|完成|出具|[拉运取搬移]走|清理|清运|拆除|腾空|移交|交付|维修|过户)"
)
NOBODY_BEARS = re.compile(
    r"由(?P<who>(?:有关|相关)(?:各方|方面|方|人员|责任人|单位|部门)|责任(?:方|人|单位)|对方)(?:负担|承担|缴纳|处理|负责)"
)
# Who is to do it was told before, or is of no account here.
TOLD_BEFORE = re.compile(
    r"合同|协议|争议|纠纷|上[述列面]|前[述款]|以上|该[款笔费项债等数]|此[款笔项]|款项|余[款额](?![^，。；]{0,6}\d)|[各每逐按]期|下列|账户|一经|自愿|法院|委员会|案件|风险|权利|责任|造成|导致"
    r"|^(?:都|均|各|全部|钱)|其余|[首末]期|第[一二三四五六七八九十\d]+[期笔次批]"
)
MONEY = re.compile(r"\d[\d,.]*[万亿]?元")
HAS_MONEY = re.compile(r"\d[\d,.]*万?元|[款费金租息钱薪]|[付还偿]")
GOES_ON = re.compile(r"原(?:合同|协议)|继续|照旧|照常|另案")
PAPER = re.compile(r"(?:证明|手续|证书?|[章票])$")  # 解除劳动合同证明, which speaks of no contract
OVER = re.compile(r"(?:后|之日)，$")  # 出租人收齐60,000元后，…
LEADS = re.compile(r"[：:][^。；\n]{0,4}$")  # what follows is told of whom the words before name
ITEM = re.compile(r"[ \t　]*\d{1,2}\.\d{1,2}")
KEEPS = re.compile(r"[一-鿿](?:保管|持有|占有|占用|领用|借用|经管|掌管|经手)(?:着|中)?的")
GIVES = re.compile(r"交|移交|返还|归还|退还|送还")
SET_OFF = re.compile(r"收到[^，。；]{0,24}?(?:之日|后|时|日起)|申请(?=应|须|需)")
SOMEONE = re.compile(
    r"(?P<who>(?:双方|各方|[一-鿿]{2,12}当中)(?:之?中|当中|里)?的?(?:其中)?(?:某?一[方人]|应?有人)|(?<![未没])有人|[甲乙丙丁]方或者?[甲乙丙丁]方)"
    rf"(?=[^，。；]{{0,40}}?(?:{DEED.pattern}|承担|负担))"
)
BOTH = frozenset({"双方", "各方", "双方当事人"})  # who do much together, but do not pay each other
ASKS_COURT = re.compile("申请|解除|撤")  # of a court, whatever it is about
SUM_TOLD = re.compile(r"(?:上列|全部)?款项")  # of which an earlier clause says whose it is
LABELLED = re.compile(r"\s*[一-鿿\d]{2,8}[：:]")
BY, BEARS = re.compile(r"由[^，。；]{2,30}"), re.compile("承担|负担")  # who bears the costs need not do it
MOST = 30  # deeds of a sentence that are looked at
ADVERBIAL = re.compile(r"应|须|需|必须|于|在|自|一次性|分|每|立即|\d")  # with which a clause without a subject begins


def findings(agreement: Agreement, told: Sequence[Duty]) -> Iterator[Finding]:
    """obligation-who, once a clause."""
    clauses: set[int] = set()
    for duty in told:
        if reckons(agreement, duty.sentence):
            continue
        if duty.scope.start not in clauses and (found := _who(agreement, duty)):
            clauses.add(duty.scope.start)
            yield found
    yield from _nobody(agreement)
    if agreement.formal:
        yield from _untold(agreement, clauses)


def _who(agreement: Agreement, duty: Duty) -> Finding | None:
    sentence, text = duty.sentence, agreement.text
    if NAMED.search(sentence.text) or _labelled(agreement, sentence):
        return None
    mark = CLAUSE_MARK.match(sentence.text)
    begin = sentence.start + (mark.end() if mark else 0)
    begin = begin if begin <= duty.start else sentence.start
    before = TOGETHER.sub("", text[begin : duty.start])
    unclear = ANYBODY.search(before)
    if unclear and (duty.money or unclear["who"] not in BOTH):
        at = text.rindex(unclear["who"], begin, duty.start)
        reason = f"“{unclear['who']}”指的是谁不清楚，申请执行时定不了被执行人。请写成具体的一方。"
        return _unclear(agreement, at, at + len(unclear["who"]), reason, "____")
    if (
        not duty.money
        or _between_two(agreement, duty)
        or POINTS_BACK.search(text, begin, min(duty.end + 12, sentence.end))
    ):
        return None
    if SUM_TOLD.match(text, begin) and not sums_of(agreement, begin, sentence.end):
        return None
    parties = words_for_parties(agreement)
    whole = TOGETHER.sub("", text[duty.scope.start : duty.start])
    whole = re.sub(rf"{TO_WHOM}(?:{parties}|{UNCLEAR})", "", whole)
    if re.search(parties, whole) or doer(agreement, before) or names_somebody(before):
        return None
    piece = text[begin : sentence.end].rstrip("。；; \n")
    rewrite = f"____{piece}" if ADVERBIAL.match(piece) else ""
    what, who = ("付", "付款") if sums_of(agreement, begin, sentence.end) else ("做", "履行")
    reason = f"这一句没有写由谁{what}，申请执行时定不了被执行人。请写明{who}的一方。"
    return _unclear(agreement, begin, begin + len(piece), reason, rewrite)


def _labelled(agreement: Agreement, sentence: Span) -> bool:
    """Whether a line with a label stands below one that says whose the duties are: 付款人：童薇⏎第一笔：…."""
    return LABELLED.match(sentence.text) is not None and NAMED.search(lines_above(agreement, sentence)) is not None


def _between_two(agreement: Agreement, duty: Duty) -> bool:
    """Whether a sentence on things names both of two parties: 45把退回商家，15把由买家留用."""
    sentence = duty.sentence
    named = [any(len(name) > 1 and name in sentence.text for name in one.names) for one in agreement.parties]
    return named == [True, True] and not sums_of(agreement, sentence.start, sentence.end)


def _nobody(agreement: Agreement) -> Iterator[Finding]:
    """由相关方办理过户, 要有人搬走, and what else is no payment."""
    for sentence in agreement.sentences:
        if (one := SOMEONE.search(sentence.text)) and not CONDITION.search(sentence.text[: one.start()]):
            reason = f"“{one['who']}”没有说是谁，到时候谁都可以说不是自己。请写成具体的一方。"
            yield _unclear(agreement, *spot(sentence, one, "who"), reason, "____")
            continue
        match = NOBODY_HELPS.search(sentence.text)
        if match is None and not CONDITION.search(sentence.text):
            match = NOBODY_BEARS.search(sentence.text)
        if match and not PAY.search(match.group()):
            reason = f"“{match['who']}”指的是谁不清楚，到时候谁都可以说不是自己。请写成具体的一方。"
            yield _unclear(agreement, *spot(sentence, match, "who"), reason, "____")


def _untold(agreement: Agreement, clauses: set[int]) -> Iterator[Finding]:
    """Orders without a subject: 应于…前汇入, and of things to which something is to be done: 苗木应予移走."""
    for sentence in agreement.sentences:
        scope = scope_of(agreement, sentence.start)
        if scope.start in clauses or narrates(agreement, scope) or entitles(agreement, sentence):
            continue
        if _labelled(agreement, sentence):
            continue
        mark = CLAUSE_MARK.match(sentence.text)
        begin = mark.end() if mark else 0
        deed = _ordered(agreement, sentence, begin)
        if deed is None:
            continue
        before = WITHOUT.sub("", sentence.text[begin : deed.start()])
        if KEEPS.search(before) and GIVES.match(deed.group()):  # 甲方保管的钥匙应于…交给乙方
            continue
        promises = mark is not None and re.search(words_for_parties(agreement), mark.group())  # 借款人承诺：
        if promises or doer(agreement, before) or _done_by(agreement, sentence, deed) or names_somebody(before):
            continue
        thing = thing_of(before)
        told = TOLD_BEFORE.search(thing) and not PAPER.search(thing)
        if thing and (told or not (THING.search(thing) or MONEY.search(before))):
            continue
        strong = STRONG.search(before) is not None
        if not strong and GOES_ON.search(before):
            continue
        money = HAS_MONEY.search(before + deed.group()) is not None and not ASKS_COURT.match(deed.group())
        if not strong and money and not thing:  # one of several payments, of which `_who` asks
            continue
        asks = ASKS_COURT.match(deed.group()) is not None
        if not strong and (money or not thing or asks) and _led(agreement, scope, sentence, money=money):
            continue
        if strong and not thing and doer(agreement, _leading(agreement, scope, sentence)):
            continue
        clauses.add(scope.start)
        reason = "这一句没有写由谁做，申请执行时定不了被执行人。请写明履行的一方。"
        end = sentence.start + len(sentence.text.rstrip("。；; \n"))
        yield _unclear(agreement, sentence.start + begin, end, reason, "")


def _ordered(agreement: Agreement, sentence: Span, begin: int) -> re.Match[str] | None:
    """The first deed of a sentence that is ordered, with a day or a word such as 应."""
    for deed in islice(DEED.finditer(sentence.text, begin), MOST):
        place = sentence.start + deed.start()
        start, _ = subclause(sentence, place)
        before = sentence.text[begin : deed.start()]
        piece = SET_OFF.sub("", agreement.text[max(start, sentence.start + begin) : place])
        if NO_DUTY.search(piece) or CONDITION.search(before) or re.search("已|由$|[至到]$", piece):
            continue
        if ORDER.search(before) and not past(agreement, sentence, place):
            return deed
    return None


def _done_by(agreement: Agreement, sentence: Span, deed: re.Match[str]) -> bool:
    """Whether it is said behind a deed whose it is: …, 由甲方办理; 付款人为乙方."""
    behind = sentence.text[deed.end() :]
    by = [one.group() for one in BY.finditer(behind)]
    told = any(not RECEIVES.search(one) and not BEARS.search(one) for one in by)
    return told or re.search(r"义务|付款[人方]|[人方](?:为|是)", behind) is not None


def _led(agreement: Agreement, scope: Span, sentence: Span, *, money: bool) -> bool:
    """Whether somebody is named above a sentence whose deed it may be; 双方 do not pay each other."""
    above = _leading(agreement, scope, sentence)
    if not money:
        return names_anybody(agreement, above)
    pieces = re.split("(?<=[，。；：])", re.sub(UNCLEAR, "", above))
    events = {one for one, then in pairwise(pieces) if OVER.search(one) and not ORDER.search(then[:4])}
    return names_anybody(agreement, "".join(one for one in pieces if one not in events))


def _leading(agreement: Agreement, scope: Span, sentence: Span) -> str:
    """What stands in a clause before a sentence, or leads to its line."""
    begin = scope.start
    own = agreement.text.rfind("\n", 0, sentence.start + 1) + 1
    if own > begin and ITEM.match(agreement.text, own):  # 3.2, which stands alone where no colon leads to it
        first = agreement.text.find("\n", begin)
        lead = agreement.text[begin:first] if LEADS.search(agreement.text[begin:first]) else ""
        return lead + agreement.text[own : sentence.start]
    line = agreement.text.rfind("\n", 0, begin - 1) + 1
    if begin and LEADS.search(agreement.text[line:begin].rstrip()):
        begin = line
    return agreement.text[begin : sentence.start]


def _unclear(agreement: Agreement, start: int, end: int, reason: str, rewrite: str) -> Finding:
    return agreement.finding("obligation-who", Severity.ERROR, start, end, reason, CLEAR_CONTENT, rewrite)
