"""Payments without a sum, and without a way of computing it."""

import re
from collections.abc import Iterator
from itertools import islice

from assistant.checking.agreement import ROLES, Agreement, Span
from assistant.checking.duties import CONDITION, FUND, NO_DUTY, PAY, states, words_for_parties
from assistant.checking.facts import narrates, past
from assistant.checking.finding import Finding, Severity
from assistant.checking.headings import CLAUSE_MARK, entitles
from assistant.checking.laid_out import COMPUTED, LAID_OUT, POINTED, untold
from assistant.checking.laws import CLEAR_CONTENT
from assistant.checking.places import has_sum, scope_of, spot, subclause, without_titles
from assistant.checking.slots import PAYS, doer

OWED = (
    r"货款|借款(?![人合])|欠款|本金|本息|利息|罚息|违约金|滞纳金|资金占用费|赔偿[款金]|补偿[款金]|经济补偿|工资(?!卡|账|专|存折|性)|劳动报酬|劳务费|加班费|租金|工程款|材料款|医疗费|加工费|服务费"
    r"|(?:补偿|赔偿)(?=[，。；]|$)|余款|尾款|剩余款项|款项|占有使用费|占用费|使用费|物业费|水电费|押金|保证金|定金|价款|报酬|抚养费|赡养费|生活费|转让款|购房款|房款|执行款|青苗款|运费|青苗费|住院费|材料费|工钱|抚慰金|出资|公积金份额|盈余|分红|分成|对价|差价|折价款|透支款|学费|零头|各项损失|经济损失|损失|支出|花费|开支"
    r"|一笔[一-鿿]{1,4}?(?:[费款金]|补[助贴偿]|津贴)|(?:补偿|赔偿|误工|护理|营养|慰问|安置|搬迁|过渡)费|(?:慰问|救助|救济|补助)金"
)
OBJECT = re.compile(
    rf"^(?P<way>[^，。；]{{0,28}}?)(?P<owed>{OWED})(?:[^，。；元]{{0,14}}元)?(?:(?:及|和|、|以及)(?:相应的?|逾期|全部)?(?P<more>利息|违约金|罚息|滞纳金))?"
)
BEFORE_VERB = re.compile(
    rf"(?P<owed>{OWED})(?:由[^，。；]{{1,12}}|全部|一次性|如数|足额|分期|予以|也|应当?|须|需|[于在][^，。；]{{0,20}})*$"
)
RATED = re.compile(
    r"利率|LPR|报价|[%％‰]|分之|\d倍|[一两二三四]倍|标准|[年月]息|[每按][日天月年]|附[表件]|判决(?!确定)|前款|合计|共计"
)
BY_CLAUSE = re.compile(r"第.{1,4}[条款项]|约定的|确定的|所列|裁决|判决")
EARLIER = re.compile(r"全部|所欠|拖欠|尚欠|欠付|剩余|其余|余[款下]|尾款|余")
REST = re.compile("余款|尾款|剩余")
INTEREST = re.compile(r"利息|罚息|违约金|滞纳金|资金占用费")
GIVE = re.compile(
    rf"(?<!不)(?!发放)(?:{PAYS})(?!之?[日时后]|[以之]?[前后]|完毕|的)|给(?=[^，。；]{{1,8}}(?:生活费|一笔))"
    r"|算(?=利息)|计(?=利息)|给予|作出|予以(?=补偿|赔偿)|计收|计付|加收|承担(?=[^，。；]{0,8}(?:违约金|利息|滞纳金))"
)
OF_ANOTHER = re.compile(
    r"(?<!相应)(?<!全部)(?<!逾期)(?<!剩余)(?<!数额)(?<!金额)(?<!适当)(?<!合理)(?<!一定)(?<!\d日)的$"
)
# 一部分, 若干, 五万元左右, 数额另议: a sum that is none.
SOME = r"(?:一|大|小|主要|绝大)部分|若干|一些|一点|几[十百千万]|[一-鿿]{0,2}[六七八五][七八九六]成|余数|多少"
VAGUE = re.compile(
    rf"(?:支付|给付|偿还|归还|返还|退还|补交|承担|负担|付清|[付还赔退给补交])(?![款清])[^，。；\d]{{0,16}}?(?:{SOME})"
    r"|\d[\d.,]*[万千]?[元块](?:钱)?(?:左右|上下|不等)|[一二两三四五六七八九十]+[万千百]块?钱?(?:左右|上下|不等)"
    r"|\d[\d.,]*万?元?(?:至|到|—|~|-)\d[\d.,]*万?元(?!为)|(?:不(?:低|少)于|不超过|最(?:多|少))[^，。；]{0,3}\d[\d.,]*万?元|在?[^，。；]{1,6}[万千]?元(?:以内|之内|以下)"
    r"|(?:金额|数额|数字|标准|价格|亩数|利息|比例)[^，。；\d]{0,8}?(?:另行|另议|另定|届时|到时|日后|以后再|再[议定量]|未定|口头|以[^，。；\d]{1,12}核算为准)"
    r"|市场价|随行就市|打折|(?:酌情|适当|部分|按其份额)(?:予以)?(?:补贴|补偿|补助|承担|负担|赔偿|支付|给付|返还|退还|分担)"
)
PAYS_THERE = re.compile(rf"{PAYS}|[给付还赔退补]|承担|负担|补贴|补助|分担")
FIXED = re.compile(r"定为|即\d|核定|实付|实际付|共计|合计|以\d")
PENAL_CAP = re.compile(r"[每一][日天期次].{0,16}?\d.{0,16}?最[多高]|多少，(?:就|即|同额)")  # 晚一天付20元，最多600元
RUNS = re.compile(r"(?:照样|照常|继续|仍旧?|另行?|还要)(?:计|算|收|付)(?:算|付|收)?利?息")
GUARANTEED = re.compile(r"连带|担保|保证(?!金)")
OF_SUM = re.compile(r"\d元的?$")  # 支付60元违约金
WAIVED = re.compile(r"[不免无]|期间")  # 清偿期间不计利息
HANGS_ON_NOTHING = re.compile("不(?:以|因|受|影响)")  # 工资支付不以归还工具为条件
ITEM = re.compile(r"[ \t　]*\d{1,2}\.\d{1,2}(?!\d)")  # 6.1, which stands alone
MOST = 30  # verbs of a sentence that are looked at
METERED = re.compile("水电费|物业费|燃气费")  # what the meter shows on the day of handing over
COSTS = re.compile(r"律师费|诉讼费|差旅费|保全费|鉴定费|实现债权")


def findings(agreement: Agreement) -> Iterator[Finding]:
    """obligation-amount: 支付货款, 支付违约金."""
    seen: set[int] = set()
    for sentence in agreement.sentences:
        if sentence.start < agreement.title.end or entitles(agreement, sentence):
            continue
        text = without_titles(sentence.text)
        verbs = (*islice(PAY.finditer(text), MOST), *islice(GIVE.finditer(text), MOST))
        for verb in sorted(verbs, key=lambda one: one.start()):
            place = sentence.start + verb.start()
            if HANGS_ON_NOTHING.match(sentence.text, verb.end()):
                continue
            start, end = subclause(sentence, place)
            found = _object(agreement, start, place, sentence.start + verb.end(), end)
            if found is None or found.start in seen or past(agreement, sentence, place):
                continue
            if FUND.search(agreement.text[start:place]):
                continue
            if narrates(agreement, scope_of(agreement, place)) or _own_lease(sentence, found):
                continue
            if _says_only_how(agreement, sentence, verb, found) or states(agreement.text[start:place], verb.group()):
                continue
            if not _open(agreement, sentence, found):
                continue
            seen.add(found.start)
            yield _amount_missing(agreement, place, found)
        some = _indefinite(agreement, sentence)
        if some and not any(some.start <= place < some.end for place in seen):
            seen.add(some.start)
            yield _amount_missing(agreement, some.start, some)
        spent = next(filter(None, (words.search(sentence.text) for words in LAID_OUT)), None)
        if spent and sentence.start + spent.start("owed") not in seen and untold(agreement, sentence, spent):
            seen.add(sentence.start + spent.start("owed"))
            owed = agreement.span(*spot(sentence, spent, "owed"))
            yield _amount_missing(agreement, owed.start, owed)


def _indefinite(agreement: Agreement, sentence: Span) -> Span | None:
    """A sum that is to be paid and is none: 还一部分; interest without a rate."""
    text, scope = sentence.text, scope_of(agreement, sentence.start)
    match = VAGUE.search(text) or (None if RATED.search(scope.text) else RUNS.search(text))
    if (
        match is None
        or PENAL_CAP.search(text)
        or FIXED.search(text)
        or GUARANTEED.search(text)
        or not PAYS_THERE.search(text)
        or "已" in text
        or narrates(agreement, scope)
    ):
        return None
    place = sentence.start + match.start()
    start, _ = subclause(sentence, place)
    idle = match.re is VAGUE and NO_DUTY.search(agreement.text[start:place])
    if idle or CONDITION.search(text[: match.end()].replace("未还", "")) or past(agreement, sentence, place):
        return None
    return agreement.span(*spot(sentence, match))


def _says_only_how(agreement: Agreement, sentence: Span, verb: re.Match[str], owed: Span) -> bool:
    """Whether a sentence says into which account what is owed by another clause: 保险赔偿款汇入某某账户."""
    if PAY.match(sentence.text, verb.start()) or not re.match(PAYS, verb.group()):
        return False
    return owed.text in {"款项", "本息"} or not doer(agreement, sentence.text[: verb.start()])


def _own_lease(sentence: Span, owed: Span) -> bool:
    """Whether the rent is owed under a lease with somebody else: 房屋自…起由乙方承租，租金由乙方支付."""
    return (
        owed.text == "租金"
        and re.search(r"(?:单独|继续|自行|另行|独自)承租|续租|直接(?:向|与)", sentence.text) is not None
    )


def _object(agreement: Agreement, start: int, verb: int, after: int, end: int) -> Span | None:
    """What is to be paid, named behind or before the verb; the interest where it is added without a rate."""
    text = agreement.text
    if re.search(r"未|没有|不|无[须需]|有权|收到|拖欠|尚欠|已|曾|可以|提前|要求|请求|主张|放弃|免除", text[start:verb]):
        return None
    if match := OBJECT.search(text[after:end]):
        name = "more" if match["more"] else "owed"
        behind = text[after + match.end() : end]
        whole = OF_ANOTHER.search(match["way"]) and not re.search(  # 退还税朝阳的出资
            rf"(?:{words_for_parties(agreement)})的$", match["way"]
        )
        metered = METERED.fullmatch(match["owed"]) and text[verb:after] in {"结清", "缴清", "付清"}
        if metered or re.match(r"(?:以后|之后|后|之日|时|之?前|为止|完毕)", behind):  # 付清款项后
            return None
        if WAIVED.search(match["way"]) or COSTS.search(match["way"]) or (whole and _stated(agreement, match["owed"])):
            return None
        return agreement.span(after + match.start(name), after + match.end(name))
    if (match := BEFORE_VERB.search(text[start:verb])) and not METERED.fullmatch(match["owed"]):
        return agreement.span(start + match.start("owed"), start + match.end("owed"))
    return None


def _open(agreement: Agreement, sentence: Span, owed: Span) -> bool:
    """Whether nothing says how much that is."""
    begin = max(sentence.start, owed.start - 14)
    near = agreement.text[max(begin, subclause(sentence, owed.start)[0]) : owed.start]
    scope, own = scope_of(agreement, sentence.start), agreement.text.rfind("\n", 0, sentence.start + 1) + 1
    if INTEREST.match(owed.text):
        start, end = subclause(sentence, owed.start)
        elsewhere = BY_CLAUSE.search(agreement.text, start, end) or re.search(r"(?:该|上述|前述|前款)$|本息", near)
        said = elsewhere or RATED.search(CLAUSE_MARK.sub("", sentence.text))
        if said or _rate_beside(agreement, sentence.text, scope.text):
            return False
        return not (has_sum(agreement, owed.end, owed.end + 13) or OF_SUM.search(near))
    if CONDITION.search(sentence.text) and (item := ITEM.match(scope.text, own - scope.start)):
        scope = agreement.span(own + item.end(), sentence.end)
    told = (
        GUARANTEED.search(sentence.text)
        or POINTED.search(near)
        or COMPUTED.search(sentence.text)
        or re.search(r"全额|同等|等额", near)
    )
    later = "损失" in owed.text and (CONDITION.search(sentence.text) or "由此" in near)
    supposed = CONDITION.search(agreement.text[sentence.start : owed.start])
    if REST.search(near + owed.text) and (supposed or _stated(agreement, owed.text)):
        return False
    if told or later or has_sum(agreement, scope.start, scope.end):
        return False
    rest = owed.text in {"余款", "尾款", "剩余款项"} or re.search(r"剩余|其余|余", near)
    if EARLIER.search(near + owed.text) and ("全部" in near or not rest):
        return not has_sum(agreement, 0, sentence.start)
    return True


def _stated(agreement: Agreement, owed: str) -> bool:
    """Whether the agreement says anywhere how much that is."""
    return re.search(rf"{re.escape(owed)}[^，。；\n\d]{{0,8}}\d[\d,.]*万?元", agreement.text) is not None


def _rate_beside(agreement: Agreement, sentence: str, text: str) -> bool:
    """Whether another sentence says at which rate interest or a penalty is reckoned, and not of another party."""
    names = [re.escape(name) for one in agreement.parties for name in one.names if len(name) > 1]
    actors = re.compile("|".join([ROLES, *names]))
    actor = actors.search(sentence)
    for one in re.split(r"[。；\n]", text):
        other = actors.search(one)
        same = actor is None or other is None or actor.group() == other.group()
        if same and INTEREST.search(one) and RATED.search(re.sub(r"第.{1,4}[条款项]", "", one)):
            return True
    return False


def _amount_missing(agreement: Agreement, verb: int, owed: Span) -> Finding:
    piece = agreement.text[verb : owed.end] if verb < owed.start else owed.text
    if INTEREST.match(owed.text):
        added = "（以____元为基数，按年利率____%，自____年__月__日起计算至付清之日止）"
        reason = f"只写了“{owed.text}”，没有写数额，也没有写本金基数、利率和起止日，算不出要付多少。"
    else:
        added = "人民币____元"
        reason = f"只写了“{owed.text}”，没有写多少钱，也没有写怎么算。给付内容不明确的，法院没有办法执行。"
    start = min(verb, owed.start)
    return agreement.finding(
        "obligation-amount", Severity.ERROR, start, owed.end, reason, CLEAR_CONTENT, f"{piece}{added}"
    )
