"""Duties of which nobody can say whose they are."""

import re
from collections.abc import Iterator, Sequence

from assistant.checking.agreement import Agreement
from assistant.checking.duties import (
    CLAUSE_MARK,
    CONDITION,
    PAY,
    TO_WHOM,
    TOGETHER,
    UNCLEAR,
    Duty,
    narrates,
    past,
    words_for_parties,
)
from assistant.checking.finding import Finding, Severity
from assistant.checking.laws import CLEAR_CONTENT
from assistant.checking.places import scope_of, spot, sums_of

POINTS_BACK = re.compile(
    r"上述|前述|前款|以上|该|此[款笔]|本条|剩余|余款|其余|尾款|各期|每期|第[一二三四五六七八九十\d]+[期笔次批]|首[期笔]|末期|下列|逐期|按期|按照?原|原合同"
)
ANYBODY = re.compile(
    rf"(?:由|请)?(?P<who>{UNCLEAR})(?:共同|一起|负责|应当?|须|必须|承诺|保证|同意|[于在][^，。；]{{0,24}}|[将把][^，。；]{{0,24}}|，|分[^，。；]{{0,6}}[期次笔批]|向[^，。；]{{1,10}}|给[^，。；]{{1,10}}|一次性|足额|全部|以[^，。；]{{1,10}}方式|通过[^，。；]{{1,12}}){{0,6}}$"
)
NOBODY_HELPS = re.compile(
    r"(?:由|请|(?:^|[，。；、：条\s])(?=[^，。；]{4,12}(?:应|须|负责|[于在])))(?P<who>(?:有关|相关)(?:各方|方面|方|人员|责任人|单位|部门)|责任(?:方|人|单位))"
    r"[^，。；]{0,24}(?:将|把|送|运|协助|办理|负责|承担|配合|解决|处理|修复|赔偿|支付|完成|出具|[拉运取搬移]走|清理|清运|拆除|腾空|移交|交付|维修|过户)"
)
NOBODY_BEARS = re.compile(
    r"由(?P<who>(?:有关|相关)(?:各方|方面|方|人员|责任人|单位|部门)|责任(?:方|人|单位)|对方)(?:负担|承担|缴纳|处理|负责)"
)
# 苗木应予移走, 证明应于12月30日前出具: what is to be done to a thing, and nobody named who does it.
DONE_TO = (
    r"支付|缴纳|赔偿|补偿|返还|退还|交还|归还|移走|搬走|搬离|移交|交付|拆除|清除|清理|清运|平整|恢复|修复|修理|维修|"
    r"返修|更换|安装|办理|出具|开具|提供|"
    r"送达|运至|运到|送至|腾空|腾退|停止|删除|撤回|注销|补足|填平|疏通|解除|"
    r"[拉运取迁挪抬撤清带]走|搬出|迁出|挪开|撤出|撤离|拆走|拆下|卸下|送回|运回|取回|退回|交回|封堵|加固|重做|加装|粉刷|铺设|回填|补种|"
    r"销毁|公开|发布|张贴|登报|(?:重新)?[做修装弄砌]好|交接|清场"
)
PASSIVE = re.compile(
    rf"(?:^|[，：])(?P<thing>[^，。；：]{{2,40}}?)(?:应予|应当予以|须予|应予以|予以|应当|应|须|需)"
    rf"(?:[^，。；：由]{{0,24}}?)(?:{DONE_TO})"
    rf"(?=[，。；、并（\d]|$|至|到|[^，。；]{{0,40}}[，。；])"
)
# 账册四册于2026年12月16日前在某处完成移交, without a word that anybody should.
GETS_DONE = re.compile(
    rf"(?:^|[，：])(?P<thing>[^，。；：]{{2,60}}?)[于在]?(?=\d{{4}}年\d{{1,2}}月(?:\d{{1,2}}日)?(?:之?前|以前|（|当[日天]|[上下]午))[^，。；：由]{{0,36}}?"
    rf"(?:完成|办理|办妥|进行|实施|全部|一次性|一并|完毕|予以)*(?:{DONE_TO}|过户|交接|清场|维修|验收)(?:完毕|完成|到位|给|至|到|手续)?(?=[，。；、并]|$)"
)
NO_THING = re.compile(
    r"协议|争议|纠纷|上述|前述|该|款项|各期|每期|期限|账户|一经|如|若|逾期|未|的$|自愿|双方|法院|委员会|案件|执行费|受理费"
)
# 乙方留置在某处的家具: whose they are, not who does something.
WHERE_FROM = re.compile(
    r"(?:留置|存放|遗留|堆放|放置|停放|占用|所有|名下|安装|搭建|种植|拥有)[^，。；]{0,16}(?=[，。；]|应|须)"
)
# 物物物物，应于12月18日前搬走, once the owner is blotted out.
OF_THINGS = re.compile(rf"(?P<thing>物+)，?(?:应当?|须|需)[^，。；]{{0,24}}(?:{DONE_TO})")
BOTH = frozenset({"双方", "各方", "双方当事人"})  # who do much together, but do not pay each other
SUM_TOLD = re.compile(r"(?:上列|全部)?款项")  # of which an earlier clause says whose it is
ADVERBIAL = re.compile(r"应|须|需|必须|于|在|自|一次性|分|每|立即|\d")  # with which a clause without a subject begins


def findings(agreement: Agreement, told: Sequence[Duty]) -> Iterator[Finding]:
    """obligation-who, once a clause."""
    clauses: set[int] = set()
    for duty in told:
        if duty.scope.start not in clauses and (found := _who(agreement, duty)):
            clauses.add(duty.scope.start)
            yield found
    yield from _nobody(agreement)
    if agreement.formal:
        yield from _passive(agreement, clauses)


def _who(agreement: Agreement, duty: Duty) -> Finding | None:
    sentence, text = duty.sentence, agreement.text
    mark = CLAUSE_MARK.match(sentence.text)
    begin = sentence.start + (mark.end() if mark else 0)
    begin = begin if begin <= duty.start else sentence.start
    before = TOGETHER.sub("", text[begin : duty.start])
    unclear = ANYBODY.search(before)
    if unclear and (duty.money or unclear["who"] not in BOTH):
        at = text.rindex(unclear["who"], begin, duty.start)
        reason = f"“{unclear['who']}”指的是谁不清楚，申请执行时定不了被执行人。请写成具体的一方。"
        return _unclear(agreement, at, at + len(unclear["who"]), reason, "____")
    if not duty.money or POINTS_BACK.search(text, begin, min(duty.end + 12, sentence.end)):
        return None
    if SUM_TOLD.match(text, begin) and not sums_of(agreement, begin, sentence.end):
        return None
    parties = words_for_parties(agreement)
    whole = TOGETHER.sub("", text[duty.scope.start : duty.start])
    whole = re.sub(rf"{TO_WHOM}(?:{parties}|{UNCLEAR})", "", whole)
    if re.search(parties, whole) or re.search(r"由[^，。；]{2}", before):
        return None
    piece = text[begin : sentence.end].rstrip("。；; \n")
    rewrite = f"____{piece}" if ADVERBIAL.match(piece) else ""
    reason = "这一句没有写由谁付，申请执行时定不了被执行人。请写明付款的一方。"
    return _unclear(agreement, begin, begin + len(piece), reason, rewrite)


def _nobody(agreement: Agreement) -> Iterator[Finding]:
    """由相关方办理过户, and what else is no payment."""
    for sentence in agreement.sentences:
        match = NOBODY_HELPS.search(sentence.text)
        if match is None and not CONDITION.search(sentence.text):
            match = NOBODY_BEARS.search(sentence.text)
        if match and not PAY.search(match.group()):
            reason = f"“{match['who']}”指的是谁不清楚，到时候谁都可以说不是自己。请写成具体的一方。"
            yield _unclear(agreement, *spot(sentence, match, "who"), reason, "____")


def _passive(agreement: Agreement, clauses: set[int]) -> Iterator[Finding]:
    """Things that are to be handed over, cleared away or paid, where nobody is told to."""
    parties = words_for_parties(agreement)
    modifier = re.compile(rf"(?:{parties}){WHERE_FROM.pattern}")
    for sentence in agreement.sentences:
        scope = scope_of(agreement, sentence.start)
        if scope.start in clauses or narrates(agreement, scope):
            continue
        mark = CLAUSE_MARK.match(sentence.text)
        begin = mark.end() if mark else 0
        told = modifier.sub(lambda one: "物" * len(one.group()), sentence.text)
        told = told[begin:]
        match = PASSIVE.search(told) or (OF_THINGS.search(told) if "物物" in told else None)
        if match is None and (done := GETS_DONE.search(told)):
            over = "已" in told or past(agreement, sentence, sentence.start + begin + done.end() - 1)
            match = None if over or POINTS_BACK.search(done["thing"]) else done
        if match is None or NO_THING.search(match["thing"]) or CONDITION.search(told[: match.end()]):
            continue
        before = re.sub(r"(?:地点|地址|住所地?|位置)(?:为|是|在|：)[^，。；]*", "", told[: match.end()])
        if re.search(parties, before) or re.search(rf"由[^，。；]{{0,6}}(?:{parties})", told[: match.end() + 12]):
            continue
        clauses.add(scope.start)
        reason = "这一句没有写由谁做，申请执行时定不了被执行人。请写明履行的一方。"
        end = sentence.start + len(sentence.text.rstrip("。；; \n"))
        yield _unclear(agreement, sentence.start + begin, end, reason, "")


def _unclear(agreement: Agreement, start: int, end: int, reason: str, rewrite: str) -> Finding:
    return agreement.finding("obligation-who", Severity.ERROR, start, end, reason, CLEAR_CONTENT, rewrite)
