"""Duties of which nobody can say whose they are."""

import re
from collections.abc import Iterator, Sequence
from itertools import islice

from assistant.checking.agreement import Agreement, Span
from assistant.checking.duties import (
    CLAUSE_MARK,
    CONDITION,
    NO_DUTY,
    PAY,
    TO_WHOM,
    TOGETHER,
    UNCLEAR,
    Duty,
    entitles,
    narrates,
    past,
    words_for_parties,
)
from assistant.checking.finding import Finding, Severity
from assistant.checking.laws import CLEAR_CONTENT
from assistant.checking.places import scope_of, spot, subclause, sums_of
from assistant.checking.slots import DEED, NAMED, NEVER, ORDER, RECEIVES, THING, TIME, WITHOUT, doer, names_anybody

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
    r"合同|协议|争议|纠纷|上[述列面]|前[述款]|以上|该[款笔费项债等数]|此[款笔项]|款项|余[款额](?![^，。；]{0,6}\d)|[各每逐按]期|下列|账户|一经|自愿|法院|委员会|案件|风险|权利|责任"
    r"|^(?:都|均|各|全部|钱)|其余|[首末]期|第[一二三四五六七八九十\d]+[期笔次批]"
)
STRONG = re.compile(r"应|须|需|要|(?<!期)限(?=\d|[于在期])")
MONEY = re.compile(r"\d[\d,.]*[万亿]?元")
HAS_MONEY = re.compile(r"\d[\d,.]*万?元|[款费金租息钱薪]|[付还偿]")
GOES_ON = re.compile(r"原(?:合同|协议)|继续|照旧|照常|另案")
# What ends the words with which a piece begins, and such words that name nobody.
MARKER = re.compile(
    rf"{TIME.pattern}|{DEED.pattern}|[应须需要将把被由于在自从每按以用向给对与和同是系为至即便再后时均都\d]|之日|一次|全部|合计|共计"
)
EVENT = re.compile(r"[后时]|\d(?!\d{3}年)|之日|当[日天]|完毕|[起止]")
NOBODY = re.compile(
    r"[款费金租息钱薪酬债额损]|工资|证明|合同|的|[期笔月年]$|^(?:计算|[议商约]定|分|首|其余|上述|前述|以上|该|此|关于|收到|经|承诺|保证|同意|自愿|愿|负责|存放|账户|专户|双方|各方|三方|限|逐|剩|余)"
)
PREDICATE = re.compile(rf"(?:{TIME.pattern})+[是系为]")
LEADS = re.compile(r"[：:][^。；\n]{0,4}$")  # what follows is told of whom the words before name
ITEM = re.compile(r"[ \t　]*\d{1,2}\.\d{1,2}")
SET_OFF = re.compile(r"收到[^，。；]{0,24}?(?:之日|后|时|日起)|申请(?=应|须|需)")
AWAY = re.compile(
    r"(?:对|关于|就|为了?)[^，。；]{2,40}|[在于][^，。；的]{1,30}|(?:与|随|和|同)[^，。；]{1,12}一[并起同]|随[^，。；]{1,4}|(?:以|按|经|通过|用|凭)[^，。；]{1,20}|[向给至到][^，。；]{1,24}"
)
HOUR = r"(?:[上下中]午|晚上?|早上?)?[一二三四五六七八九十\d]{1,3}(?:[点时](?:半|整|\d{1,2}分)?(?!间)|[:：]\d\d)"
FILLERS = re.compile(
    rf"{TIME.pattern}|{HOUR}|(?:合计|共计|总计|一共|共|另|仍|还|均|都|也|各|已|就|再|一次性|全部|全额|足额|如数|当面|一并|负责|办理|完成|进行|实施|前|后|以|之|应当|应|必须|须|需|要|予以|予|[自于至起内止]|[，：、\s])+"
)
PRECEDES = re.compile(r"(?:之?[日时后前]|[以之][前后]|起|内|止|完毕|计算?|核算|同意|如下|达成)$")
SOMEONE = re.compile(
    r"(?P<who>(?:双方|各方|[一-鿿]{2,12}当中)(?:之?中|当中|里)?的?(?:其中)?(?:某?一[方人]|应?有人)|(?<![未没])有人|[甲乙丙丁]方或者?[甲乙丙丁]方)"
    rf"(?=[^，。；]{{0,40}}?(?:{DEED.pattern}|承担|负担))"
)
BOTH = frozenset({"双方", "各方", "双方当事人"})  # who do much together, but do not pay each other
SUM_TOLD = re.compile(r"(?:上列|全部)?款项")  # of which an earlier clause says whose it is
BY = re.compile(r"由[^，。；]{2,30}")
MOST = 30  # deeds of a sentence that are looked at
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
        yield from _untold(agreement, clauses)


def _who(agreement: Agreement, duty: Duty) -> Finding | None:
    sentence, text = duty.sentence, agreement.text
    if NAMED.search(sentence.text):
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
    if not duty.money or POINTS_BACK.search(text, begin, min(duty.end + 12, sentence.end)):
        return None
    if SUM_TOLD.match(text, begin) and not sums_of(agreement, begin, sentence.end):
        return None
    parties = words_for_parties(agreement)
    whole = TOGETHER.sub("", text[duty.scope.start : duty.start])
    whole = re.sub(rf"{TO_WHOM}(?:{parties}|{UNCLEAR})", "", whole)
    if re.search(parties, whole) or doer(agreement, before) or _somebody(before):
        return None
    piece = text[begin : sentence.end].rstrip("。；; \n")
    rewrite = f"____{piece}" if ADVERBIAL.match(piece) else ""
    reason = "这一句没有写由谁付，申请执行时定不了被执行人。请写明付款的一方。"
    return _unclear(agreement, begin, begin + len(piece), reason, rewrite)


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
        mark = CLAUSE_MARK.match(sentence.text)
        begin = mark.end() if mark else 0
        deed = _ordered(agreement, sentence, begin)
        if deed is None:
            continue
        before = WITHOUT.sub("", sentence.text[begin : deed.start()])
        promises = mark is not None and re.search(words_for_parties(agreement), mark.group())  # 借款人承诺：
        if promises or doer(agreement, before) or _done_by(agreement, sentence, deed) or _somebody(before):
            continue
        thing = _thing(before)
        if thing and (TOLD_BEFORE.search(thing) or not (THING.search(thing) or MONEY.search(before))):
            continue
        strong = STRONG.search(before) is not None
        if not strong and GOES_ON.search(before):
            continue
        money = HAS_MONEY.search(before + deed.group()) is not None
        if not strong and money and not thing:  # one of several payments, of which `_who` asks
            continue
        if not strong and (money or not thing) and names_anybody(agreement, _leading(agreement, scope, sentence)):
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
        if NO_DUTY.search(piece) or CONDITION.search(before) or re.search("已|由$", piece):
            continue
        if ORDER.search(before) and not past(agreement, sentence, place):
            return deed
    return None


def _done_by(agreement: Agreement, sentence: Span, deed: re.Match[str]) -> bool:
    """Whether it is said behind a deed whose it is: …, 由甲方办理; 付款人为乙方."""
    behind = sentence.text[deed.end() :]
    by = [one.group() for one in BY.finditer(behind)]
    told = any(not RECEIVES.search(one) for one in by)
    return told or re.search(r"义务|付款[人方]|[人方](?:为|是)", behind) is not None


def _thing(before: str) -> str:
    """To what something is to be done: the words before the deed without those that say when, where and how."""
    pieces = [one for one in re.split("[，：:]", before) if one and not PRECEDES.search(one)]
    said = [FILLERS.sub("", AWAY.sub("", TIME.sub("", NEVER.sub("", one)))) for one in pieces]
    return next((one for one in reversed(said) if len(one) > 1), "")


def _somebody(before: str) -> bool:
    """Whether a piece before a deed begins with words that say neither when nor how nor how much: they may name who
    does it, whatever he is called.
    """
    for piece in re.split("[，：:]", NEVER.sub("", WITHOUT.sub("", before))):
        end = MARKER.search(piece)
        name = piece[: end.start() if end else len(piece)].strip()
        event = end is not None and EVENT.match(piece, end.start())
        if len(name) > 1 and not (event or NOBODY.search(name) or (THING.search(name) and name[-1] != "户")):
            return True
        if not name and PREDICATE.match(piece):  # 2026年12月22日是补足棉纱的最后一天
            return True
    return False


def _leading(agreement: Agreement, scope: Span, sentence: Span) -> str:
    """What stands in a clause before a sentence, or leads to its line."""
    begin = scope.start
    own = agreement.text.rfind("\n", 0, sentence.start + 1) + 1
    if own > begin and ITEM.match(agreement.text, own):  # 3.2, which stands alone where no colon leads to it
        first = agreement.text.find("\n", begin)
        return agreement.text[begin:first] if LEADS.search(agreement.text[begin:first]) else ""
    line = agreement.text.rfind("\n", 0, begin - 1) + 1
    if begin and LEADS.search(agreement.text[line:begin].rstrip()):
        begin = line
    return agreement.text[begin : sentence.start]


def _unclear(agreement: Agreement, start: int, end: int, reason: str, rewrite: str) -> Finding:
    return agreement.finding("obligation-who", Severity.ERROR, start, end, reason, CLEAR_CONTENT, rewrite)
