"""Costs that nobody bears: those of the court, and any other fee of which only the sum is said."""

import re
from collections.abc import Iterator

from assistant.checking.agreement import Agreement, Span
from assistant.checking.facts import narrates
from assistant.checking.finding import Finding, Severity
from assistant.checking.genre import enforcing
from assistant.checking.headings import CLAUSE_MARK, entitles
from assistant.checking.laws import LITIGATION_FEES, cite
from assistant.checking.places import has_sum, is_entry, scope_of, sums_of
from assistant.checking.tables import PARTED

OF_COURT = r"受理费|诉讼费用?|保全费|裁判费用?|官司费"
OF_ENFORCEMENT = r"执行费用?|申请费|执行申请费"
FEE = re.compile(
    rf"{OF_COURT}|{OF_ENFORCEMENT}|(?:公告|鉴定|检查|评估|拍卖|公证|审计|审核|检测|测绘|勘验|登记|律师|代理|仲裁(?:处理)?|差旅|中介|仓储|停车|手续|送达|邮寄|翻译|清点|盘点|办证|过户|(?<!社会)(?<!养老)(?<!医疗)(?<!工伤)保险)"
    rf"费用?|运费|税费|请律师|清运|(?:鉴定|评估|公证|检测|拍卖|停车)[^，。；]{{0,3}}(?:花|用|支出|开支|开销)"
)
COSTS = re.compile(rf"{OF_COURT}|申请费|执行费|费用[^。；]{{0,12}}(?:由|各|均|负担|承担)")
FEES_OF_ENFORCEMENT = re.compile(
    rf"{OF_ENFORCEMENT}|(?:执行|上述|全部|一切|相关)费用|费用[^。；]{{0,10}}(?:由|各|负担|承担)"
)
BORNE = re.compile(
    r"负担|承[担受]|分担|均摊|自[负担理付]|各半|一半|互不追|不再追|平均|免[交缴收予除]|不(?:再)?收|不产生|退[还回给]|欠|应[付支]|(?<!不)包[括含]|已含|计入|放弃|买单|对半|五五|[方人厂司行主东](?:自己)?[担出交掏付](?=[，。；]|$)|偿[付还]|赔付|[各谁][^，。；]{0,4}[付交出管担负摊]"
    r"|报销|[将把][^，。；]{2,24}费[^，。；]{0,14}?[付汇转交打给]|汇[入至给]|→|：(?:原告|被告|[甲乙]方)|归[^，。；]{1,12}(?=[，。；]|出|付)|[方人）)](?:出|掏)(?=[，。；])|扣除|抵扣|已[^，。；]{0,8}(?:付清|结清)"
    r"|[元费][^，。；\d]{2,8}[出掏](?=[，。；])|[由归向][^，。；]{1,16}(?:缴|交|支付|付|出|还|汇|转|打[到给入])(?!了)|(?:[甲乙丙]方|[原被]告|执行人|[付还]款[方人]|债务人)[^，。；]{0,12}(?:缴纳|交纳|支付|付给)"
)
# Who has paid so far; that is not who bears it.
ADVANCED = re.compile(
    r"(?:已|均|先)+(?:经)?由[^，。；]{1,10}(?:先行)?(?:预交|预缴|垫[付交支缴]|缴纳?|交纳?|支付|先行)[给至]?|由[^，。；]{1,10}(?:预交|预缴|垫[付交支]|先行[垫支]付)|(?:已|均|先)[^，。；]{0,6}(?:预交|预缴|垫[付交支])"
)
# Somebody is to bear it, and nobody can tell who.
WHO_KNOWS = re.compile(
    r"(?:责任[方人]|有关(?:当事人|各方|方面|人员)|相关(?:各方|方面)|应当有人)[^，。；]{0,8}(?:承担|负担|结清|支付|缴)|(?<!就)由谁(?![^。；]{0,8}就由谁)|谁来|比例(?:未|另|待)|(?:主体|数额)[^，。；]{0,6}(?:待定|以后)|(?:再|另行|以后|日后)(?:协商|商[定量议]|确定|说)"
    r"|(?:按|依)(?:照)?(?:有关|相关)?(?:规定|惯例)(?:处理|办理)?(?=[。；，]|$)|再说(?=[。；]|$)"
)
# A part of what is owed or secured, or of what somebody claimed.
UNSETTLED = re.compile(r"另行计算|以[^，。；]{0,12}核定为准")
OF_DEBT = re.compile(
    r"损失|赔偿|保证|担保|债务|本金|货款|欠|组成|实现债权|抵扣|税率|发票|单价|价款|逾期|违约金|判[决令]|负担案件"
)
IN_COURT = re.compile("原告|被告|民事调解书|上诉人")
# Before the clauses: 申请人为催收已支出费用320元
SPENT = re.compile(
    r"(?:垫付|垫支|预交|预缴|支出|花了)(?:了)?(?![^，。；：:\n\d]{0,24}[医疗护伤葬])[^，。；：:\n\d]{0,24}费用?[^，。；：:\n\d]{0,4}\d[\d,.]*元"
)
DISPOSED = re.compile(
    r"(?:费用?|花费|开支|支出)[^。；]{0,24}(?:承担|负担|自[理行负付]|各[出自付]|[分均]摊|返还|退还|归还)"
    r"|(?:承担|负担)[^。；]{0,12}费"
)
OF_OTHERS = re.compile("保证|担保|实现债权")
NAMED_FIRST = 24  # characters of a sentence in which a fee is named that the sentence is about
FOLLOWING = 120
REPLY = re.compile(r"[ \t　]*\n(?P<said>[ \t　]*[一-鿿]{1,6}：[^\n]+)")
GOES_ON = re.compile(r"[\s　]*(?:该|上述|前述|此|以上|这|两笔|三笔|均|都|由|其中|[原被]告|[甲乙丙]方|其)")


def findings(agreement: Agreement) -> Iterator[Finding]:
    """costs-missing: a fee without one who bears it; of courts and enforcement, also none named at all."""
    alone = [one for one in agreement.sentences if _nobodys(agreement, one)]
    for sentence in alone:
        mark = CLAUSE_MARK.match(sentence.text)
        start = sentence.start + (mark.end() if mark else 0)
        reason = "写了这笔费用，没有写由谁负担、什么时候付给谁。预交、垫付的人不一定是最后负担的人。"
        rewrite = "____费____元由____负担，于____年__月__日前付给____。"
        yield agreement.finding("costs-missing", Severity.WARNING, start, sentence.end, reason, "", rewrite)
    if alone:
        return
    if forgotten := _forgotten(agreement):
        reason = "前面说有人垫付、支出了这笔费用，后面没有写最后由谁负担。"
        rewrite = "____费____元由____负担，于____年__月__日前付给____。"
        yield agreement.finding("costs-missing", Severity.WARNING, forgotten.start, forgotten.end, reason, "", rewrite)
        return
    if enforcing(agreement):
        missing = not _borne(agreement, FEES_OF_ENFORCEMENT)
        what, basis = "执行申请费", cite(LITIGATION_FEES, "三十八")
        head, rewrite = "执行中达成和解的", "本案执行申请费____元由____负担。"
    elif IN_COURT.search(agreement.text):
        missing = not _borne(agreement, COSTS)
        what, basis = "诉讼费用", cite(LITIGATION_FEES, "三十一")
        head, rewrite = "经法院调解的", "案件受理费____元、保全费____元由____负担，于____年__月__日前付给____。"
    else:
        return
    if missing:
        reason = f"没有写{what}由谁负担。{head}，由双方协商；协商不成的要再请法院决定。"
        title = agreement.title
        yield agreement.finding("costs-missing", Severity.WARNING, title.start, title.end, reason, basis, rewrite)


def _forgotten(agreement: Agreement) -> Span | None:
    """A cost that somebody bore before the clauses begin, of which no clause says who bears it in the end."""
    if any(DISPOSED.search(one.text) and not OF_OTHERS.search(one.text) for one in agreement.sentences):
        return None
    body = {one.value for one in sums_of(agreement, agreement.body.start)}
    for match in SPENT.finditer(agreement.text, 0, agreement.body.start):
        sums = sums_of(agreement, match.start(), match.end())
        if sums and sums[-1].value not in body:
            return agreement.span(match.start(), match.end())
    return None


def _nobodys(agreement: Agreement, sentence: Span) -> bool:
    """Whether a sentence is about a fee and says all but who bears it."""
    if entitles(agreement, sentence) and not sentence.text.rstrip().endswith("。"):
        return False
    mark = CLAUSE_MARK.match(sentence.text)
    text = sentence.text[mark.end() if mark else 0 :]
    # A row of a table, whose total somebody pays, or a part of a debt that was named before.
    if PARTED.search(sentence.text) or text.lstrip().startswith("其中"):
        return False
    fee = FEE.search(text)
    if fee is None or fee.start() > NAMED_FIRST or narrates(agreement, scope_of(agreement, sentence.start)):
        return False
    if WHO_KNOWS.search(text) and not OF_DEBT.search(text):
        return True
    told = has_sum(agreement, sentence.start, sentence.end) or UNSETTLED.search(text)
    if OF_DEBT.search(text) or not told or is_entry(agreement, sentence):
        return False
    return not _bears(agreement, sentence)


def _bears(agreement: Agreement, sentence: Span) -> bool:
    """Whether a sentence, or what goes on behind it, says whose the costs are; 由原告预交 does not."""
    following = agreement.text[sentence.end : sentence.end + FOLLOWING]
    if entitles(agreement, sentence):
        return BORNE.search(ADVANCED.sub("", following)) is not None
    line = following.split("\n")[0]
    reply = REPLY.match(following)  # 执：执行费900元。⏎被：公司出。
    goes_on = GOES_ON.match(line) or sentence.text.endswith(("；", ";"))
    said = sentence.text + (reply["said"] if reply else line if goes_on else "")
    if BORNE.search(ADVANCED.sub("", said)):
        return True
    behind = "".join(one for one in re.split("(?<=[。；;])", line) if BORNE.search(ADVANCED.sub("", one)))
    named = {one.group() for one in FEE.finditer(sentence.text)}
    return bool(named) and all(one in behind for one in named)  # 受理费、保全费均由原告预交。受理费由…；保全费由…


def _borne(agreement: Agreement, costs: re.Pattern[str]) -> bool:
    return any(
        costs.search(one.text) and not re.search("保证|担保", one.text) and _bears(agreement, one)
        for one in agreement.sentences
    )
