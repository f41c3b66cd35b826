"""Fields that take words: those of the story that speak of them, as they stand."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from assistant.drafting.stories.story import Found, Span, stated
from assistant.drafting.stories.told import CLAUSE, Told, joined, trimmed
from knowledge.forms import FieldType, FormField

PLANNED = re.compile(
    r"约定|同意|答应|愿意?|承诺|商[定量]|谈[定好妥下]|调解说好|说好"
    r"|分[^，。；]{1,4}[期次](?=[还付给支清，。：]|$)|每[月期年]|一次性?付|付清|以后|起每|付款安排"
    r"|达成协议|申请|请求|担保|保证|想[要从]?|收款账户|户名|账号|要是|如果"
)
HAPPENED = re.compile(
    r"(?<!未)借给|向[^，。；]{1,10}借|借了|借[\d一二三四五六七八九十]|(?<![没不未])拖?欠(?!条)|供(?:的|了"
    r"|应)|供货|送货(?!单)|交货|签订?了?[^，。；]{0,6}合同|租[给用]|承租|撞伤|打伤|摔伤|加工|打家具|总价"
    r"|收购|借过|借走|赊|借我|对账(?!单)|从[^，。；]{1,10}拿|入职|[\d日号]进|施工|装修|买了|定了|停产|判决"
)
WHOLE = 5_000


@dataclass(frozen=True, slots=True)
class Quote:
    """Words that a clause must hold; ``exact``: only the words themselves are taken, else their clause.

    ``more``: clauses that follow are taken as long as they match.
    """

    words: str
    exact: bool = False
    more: str = "(?!)"
    supposed: bool = True  # may follow words that suppose something


PLACES = r"[一-鿿]{2,18}?"
QUOTES: Mapping[str, Quote] = {
    "guarantee": Quote(
        r"担保(?!人(?:是|[：:])?[一-鿿]{2,3}$)|保证(?!不|在|每)|抵押", more=r"保证期间|担保|抵押|至\d{4}年"
    ),
    "seals_kept": Quote(r"继续查封|继续使用|不得转移|保管"),
    "duties": Quote(
        r"发票|退还|交还|修好|修复|换了?(?!成)|验收|过户|搬走|腾(?:房|空)|拆除|补货|配合"
        r"|把[^，。；款钱剩余]{1,10}(?<![给还付])[好完走]"
    ),
    "settled": Quote(
        r"只了结|了结(?!$)|再无(?:任何|其他)*(?:纠纷|争议)|互不追究|不再追究|两清|另外说|另行(?:处理|解决)",
        more=r"另外|另行|不受影响",
    ),
    "liability": Quote(r"全责|主责|次责|同等责任|各承担|过错|违约在先"),
    "disputes": Quote(r"(?:无|没有|有)(?:任何)?(?:争议|异议)|说法不一|意见不一|分歧|不认(?:可)?"),
    "stop_loss": Quote(
        r"停(?:机|工|产|了|下来)?[^，。；]{0,12}(?:没活|违约|赔|损失|停工|丢单|报废)|一停"
        r"|每[天日][^，。；]{0,4}(?:赔|损失)|不能按时交",
        more=r"赔|违约|损失|没活",
    ),
    "no_harm": Quote(r"保养|维护|不会掉价|不(?:影响|降低)[^，。；]{0,4}价值|不掉价", more=r"掉价|保养"),
    "report": Quote(r"(?:每[月周季][^，。；]{0,10}|定期|按期)报告"),
    "place": Quote(
        r"(?:放在|存放(?:在|于)|都?在(?=[^，。；]{4,20}(?:车间|厂房|仓库"
        r"|厂区)))(?P<value>[^，。；]{4,30}?)(?=里[，。]|内[，。]|[，。；]|$)",
        True,
    ),
    "breach": Quote(
        r"(?:后面|其余|第[一二三四五六])?[^，。；]{0,6}(?:没付|未付|没有?履行|未再?履行|不履行|不还|没还)(?!的)"
    ),
    "reason": Quote(r"一分没[给付还]|至今(?:未|没)|分文未付|一直(?:未|没|不)[付给还]|拒不|(?<!判决)到现在"),
    "early": Quote(r"(?:可以|能|允许)?提前(?:还|付|清偿|归还)(?!全部)", supposed=False),
    "proof": Quote(r"以到账(?:日)?为|到账(?:日)?为准|转账备注|备注写|出具?收据|收条|交(?:付)?工资清单"),
    "changes_later": Quote(r"(?:改期|变更|修改)[^，。；]{0,12}(?:书面|协商|签字)"),
    "complaint": Quote(r"撤(?:回|销)?[^，。；]{0,10}(?:投诉|仲裁)|(?:投诉|仲裁)[^，。；]{0,14}撤"),
    "social": Quote(r"社保|社会保险|离职证明|公积金"),
    "barter_terms": Quote(r"抵给|抵债|抵账|以物抵|过户|税费", more=r"过户|税费"),
    "waiting": Quote(r"轮候"),
    "urgent_reason": Quote(
        r"要发[^，。；]{0,12}(?:工资)|工资[^，。；]{0,12}要发|发不出去|搬(?:设备|机器|货)|转走|转移|运走"
        r"|马上(?:要)?(?:到账|卖)"
    ),
    "other_courts": Quote(r"(?:没有?|未|已)向别的法院"),
    "attend": Quote(r"到庭|到场核实|能到场|均可到"),
    "performed": Quote(r"已(?:经)?先?(?:付|履行|支付)"),
    "left": Quote(r"离职|辞职|解除|辞退"),
    "job": Quote(r"[做当任](?P<value>[一-鿿]{2,8}?工)(?=[，。；]|$)", True),
    "use": Quote(
        r"(?:给|交给|提交给?)(?P<value>[一-鿿]{2,20}(?:银行[一-鿿]{0,8}行|招标[^，。；]{0,6}|公司))(?=看|用|审"
        r"|[，。；])",
        True,
    ),
    "guarantor": Quote(r"保证人|提供(?:连带责任|连带)?(?:保证|担保)|担保人|保证合同"),
    "litigation": Quote(r"(?:没有?|无|正在|有)[^，。；]{0,4}(?:另案|诉讼(?!费)|官司|仲裁)"),
    "setoff": Quote(r"(?:我|我们|债权人|我公司)[^，。；]{0,4}欠(?:着)?(?:它|他|她|对方|债务人)"),
    "solvency": Quote(r"(?:其他|别的|另)[^，。；]{0,6}(?:债务|欠款|外债)|被执行|被申请破产"),
    "debtor_state": Quote(r"(?:其他|别的|另)[^，。；]{0,6}(?:债务|欠款|外债)|被申请破产"),
    "limitation": Quote(r"时效|催要|催讨"),
    "chain": Quote(r"项目|工地|分包|总包|总承包"),
    "agreement": Quote(r"(?:编号|[（(])(?P<value>[一-鿿]{1,6}字?(?:〔|（|\()?\d{4}(?:〕|）|\)|年)?第?\d+号)", True),
    "number": Quote(r"(?:编号|案卷号)[：:]?(?P<value>[一-鿿]{1,6}字?(?:〔|（|\()?\d{4}(?:〕|）|\)|年)?第?\d+号)", True),
    "org": Quote(r"(?P<value>[一-鿿]{1,16}?(?:调解委员会|调解中心|调解工作室))", True),
    "commission": Quote(r"(?P<value>[一-鿿]{2,16}?仲裁委员会|[一-鿿]{2,12}仲裁院)", True),
    "administrator": Quote(r"(?P<value>[一-鿿]{2,16}?(?:律师|会计师|清算)(?:事务所|公司))", True),
}
ALIASES = {"mediator_org": "org", "route_place": "org"}
NARRATIVE = frozenset({"facts", "origin"})
LEADS = re.compile(
    r"^.*(?:[在经由向到去是为请找于：:]|管理人|这个|我们)(?=[一-鿿]{1,}(?:委员会|中心|工作室|仲裁院|事务所|公司))"
)
SHORT = frozenset({"agreement", "number", "org", "commission", "administrator", "place", "job", "use"})


def read_words(told: Told, field: FormField) -> Iterator[Sequence[Found]]:
    """The words or clauses that speak of a field."""
    if field.name in NARRATIVE:
        yield from _narrative(told, field)
        return
    quote = QUOTES.get(ALIASES.get(field.name, field.name))
    if quote is None:
        return
    if quote.exact:
        yield from _exact(told, field, quote)
        return
    spans = list(_clauses(told, quote))
    if spans:
        note = "照抄原话，请改写" if field.type is FieldType.LONG_TEXT else ""
        yield [stated(field.name, joined(told.text, spans), told.text, spans, note)]


def _exact(told: Told, field: FormField, quote: Quote) -> Iterator[Sequence[Found]]:
    found: dict[str, Span] = {}
    for match in re.finditer(quote.words, told.text):
        start, end = match.span("value")
        if lead := LEADS.match(told.text[start:end]):
            start += lead.end()
        found.setdefault(told.text[start:end], (start, end))
    whole = [one for one in found if not any(one != other and other.endswith(one) for other in found)]
    if whole:
        yield [stated(field.name, one, told.text, [found[one]]) for one in whole]


def _clauses(told: Told, quote: Quote) -> Iterator[Span]:
    """Clauses with the words, one after the other as one."""
    clauses = [trimmed(told.text, match.span()) for match in CLAUSE.finditer(told.text)]
    current: list[int] | None = None
    for start, end in clauses:
        text = told.text[start:end]
        fits = re.search(quote.words, text) and (quote.supposed or not told.supposed(start))
        if (
            current
            and (fits or re.search(quote.more, text))
            and not re.search(r"[。；;\n]", told.text[current[1] : start])
        ):
            current[1] = end
            continue
        if current:
            yield current[0], current[1]
        current = [start, end] if fits else None
    if current:
        yield current[0], current[1]


def _narrative(told: Told, field: FormField) -> Iterator[Sequence[Found]]:
    """What happened: clauses from one that tells it up to what is agreed or wanted."""
    spans: list[Span] = []
    for match in re.finditer(r"[^。；;\n]+", told.text):
        current: list[int] | None = None
        for part in re.finditer(r"[^，,]+", match.group()):
            start, end = trimmed(told.text, (match.start() + part.start(), match.start() + part.end()))
            text = told.text[start:end]
            if PLANNED.search(text) and not HAPPENED.search(text):
                break
            if current:
                current[1] = end
            elif HAPPENED.search(text) and not PLANNED.search(text):
                current = [start, end]
        if current:
            spans.append((current[0], current[1]))
    if spans:
        yield [stated(field.name, joined(told.text, spans), told.text, spans, "照抄原话，请改写")]
