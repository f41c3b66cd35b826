"""Seals and freezes, and how they are to be released."""

import re
from collections.abc import Iterator, Sequence

from assistant.checking.agreement import Agreement, Span
from assistant.checking.duties import CONDITION, DETERMINED, words_for_parties
from assistant.checking.finding import Finding, Severity
from assistant.checking.genre import enforcing
from assistant.checking.headings import CLAUSE_MARK, entitles
from assistant.checking.laws import SEIZURE, SETTLEMENT, cite
from assistant.checking.places import scope_of, spot

SEAL = re.compile(
    r"查封|冻结|扣押(?!身份|证件|工资|居民|驾驶|护照)|(?:财产|诉讼|诉前|诉中)?(?<!担)保全(?!部|费|申请费|担保|保险|保函|责任险|完好)(?:措施)?|轮候"
    r"|解封|解冻|启封|活封|封条|被[^，。；]{0,4}(?:封(?!闭|顶|面|号)|扣(?!除|划|分|减|款|发))(?:着|在|了)?"
)
RELEASE = re.compile(r"解除|解封|解冻|启封|揭除|释放|取消|撤[销回除封]|(?<!继)续[封冻行]|放行|放车|发还")
ACT = re.compile(
    r"(?:申请)?(?:法院)?(?:解除|解封|解冻|撤[销除封]|启封|揭除|释放|取消|放行|放车|发还)(?!的|保全(?:义务|手续|程序|事宜)|登记|申请|手续|程序|义务|劳动|合同|租赁|协议|限制|(?:查封|冻结|扣押|措施)?(?:完毕|[当次]日|之日|[以之]?[前后]|时))[^。；，]{0,24}"
)
# A seal that there may be: 查封情况：无, 被冻结时.
MERE = re.compile(
    r"(?<!视)(?<!看)(?<!具体)(?<!实际)情况|致使|导致|(?:查封|冻结|扣押)的[，,]|被[^，。；]{0,6}(?:查封|冻结)时"
)
NONE = re.compile(
    r"(?:没有|并?无|不存在|[不未]涉及?)(?:任何)?(?:需要?|应当?|尚待|待)[^。；，]{0,14}(?:查封|冻结|扣押|保全|解封|解冻|失信|限高)|"
    r"(?:没有|并?无(?:任何)?|未|不存在|未采取|未被|[不未]涉及?|[不未]牵涉)[^。；，的]{0,14}"
    r"(?:查封|冻结|扣押|保全|失信|限制(?:高)?消费|限高|轮候)|(?:查封|冻结|扣押|保全|失信|限高|限制消费)[^。；，]{0,6}[：:为]?无(?=[，。；]|$)"
    r"|(?:不(?:再)?(?:在|申请|要求)|没|从未)(?!解除)[^。；，]{0,16}(?:失信|限制(?:高)?消费|限高|查封|冻结|扣押|保全)|(?:现|均|也)?无(?:此类|任何|上述|该)?措施"
    r"|(?:保全|查封|冻结|扣押|失信|限高)[^。；，]{0,4}(?:法院)?(?:已(?:经)?(?:于[^。；，]{0,14})?(?:解除|撤销)|[未不](?:予)?(?:准许|同意|支持))|(?:法院|裁定)?(?:[未不](?:予)?准许|驳回)"
)
THREAT = re.compile(
    r"有权|可以?(?:申请|请求|向)|将(?:被|会|依法)|否则|依法(?:申请|采取)|申请(?:人民)?法院(?:查封|冻结|采取|纳入|列入)|不得|纳入[^。；]{0,12}(?:名单|失信)"
)
ALREADY = re.compile(r"已(?:被|经)?[^。；]{0,6}(?:查封|冻结|保全|纳入|列入)")
PROPERTY = re.compile(
    r"账户|账号|房|车|设备|机器|机|股权|土地|厂|存款|号|轮候|[上前]述|该|货|财产清单|附[表件]|材料|船|商标|债权|应收"
)
ASKED = re.compile(r"申请(?!执?行?人)|[声呈]请|具状|法院|书面|同意|请求|提交|递交|意见")
AGAINST = re.compile(r"对(?:[^，。；]{0,12})(?:名下|的|账户|查封|冻结|采取)|对[^，。；]{0,14}$|法院|本案|本协议")
RENEWED = re.compile("(?<!继)续[封冻行]")  # a seal that is to stay
PAID = re.compile(
    r"[至到][^，。；]{0,16}(?:[付还结]清|清偿|完毕|终结|[终为]?止)|(?:[付还结]清|清偿|完毕)[^，。；]{0,4}[之以]?前"
)
SOMEBODY = re.compile("(?:有关|相关|其中)(?:一方|各方|方面|方|人员)")
BY_COURT = re.compile(r"(?:由)?(?:人民|执行)?法院[^，。；]{0,12}(?:决定|裁定|审查)")  # which is so in any case
UNSETTLED = re.compile(
    r"视[^，。；]{0,6}情况|看情况|酌情|适时|择机|自行决定|何时|另行(?:协商|商定|约定)|再(?:行)?(?:协商|商量|商议|说|议|定)"
)
# That a court did so: 裁定冻结, 查封了, 仍在冻结中.
ORDERED = re.compile(
    r"(?:法院|该院|本院|本案|裁定|已|经|了|依法|被|将|对|轮候)[^。；]{0,24}(?:查封|冻结|扣押|保全)|(?:查封|冻结|扣押|保全)了|(?:查封|冻结|扣押)(?:中|状态)|采取[^。；，]{0,8}保全"
)
RELEASED = re.compile(r"申请[^，。；]{0,30}(?:解除|解封|解冻|删除|移出)")
# A release of whatever there is.
WHOLLY = re.compile(
    r"(?:(?:全部|所有|一切|各项|上述|前述|其他)[^，。；]{0,14}|该等?[项笔]?)(?:(?<!消费)措施|查封|冻结|扣押|保全)|保全|解封|(?:查封|冻结|扣押|强制|控制|执行|财产)性?措施"
)
AT_ALL = re.compile("解除(?:该|此)?(?:查封|冻结|扣押)(?=[，。；]|$)")  # with no word of which
STAYS = re.compile(
    r"(?:继续|维持|保留|保持|仍然?)[^，。；]{0,6}(?:查封|冻结|扣押)|(?:查封|冻结|扣押)[^，。；]{0,4}(?:继续|照旧|照样|仍旧|维持|保留|保持|不变|不动)"
)
UNTIL = re.compile(r"[至到]|[前后]|期[间限]|届满|解除|效力|有效")
PIECE = re.compile(r"[^，；。\n]+[，；。\n]?")
NEAR = 60  # characters within which a release speaks of a seal
REWRITE = "____收到____元之日起____日内，向____法院申请解除对____（财产名称和编号）的查封（冻结）"


def findings(agreement: Agreement) -> Iterator[Finding]:
    """seal-release: none at all, or one that leaves open who asks for it, when, of what."""
    clauses = [one for one in agreement.sentences if not entitles(agreement, one) and not MERE.search(one.text)]
    told = [one for one in clauses if SEAL.search(one.text)]
    denied = [one for one in (*told, *mentioned(agreement, SEAL)) if NONE.search(one.text)]
    told = [one for one in told if SEAL.search(asserted(one))]
    if denied and not any(ORDERED.search(asserted(one)) and not CONDITION.search(one.text) for one in told):
        return
    before = [one for one in preamble(agreement) if SEAL.search(one.text)]
    if not told and any(NONE.search(one.text) or RELEASE.search(one.text) for one in before):
        return
    existing = [one for one in told if not threatens(one, SEAL, RELEASE)]
    if not existing:
        existing = [one for one in before if ORDERED.search(one.text)]
    releases = [one for one in existing if _releases(one)]
    releases += [  # the heading alone speaks of seals
        one
        for one in clauses
        if one not in told and ACT.search(one.text) and SEAL.search(scope_of(agreement, one.start).text)
    ]
    unsettled = next(
        (one for one in existing if UNSETTLED.search(BY_COURT.sub("", one.text)) and one not in releases), None
    )
    if unsettled and (match := SEAL.search(unsettled.text)):
        reason = "这里的查封、冻结什么时候解除还没有谈定。请写明付到多少、几天之内、由谁向法院申请解除。"
        place, basis = spot(unsettled, match), cite(SEIZURE, "二十八")
        yield agreement.finding("seal-release", Severity.WARNING, *place, reason, basis, REWRITE)
    elif any(ACT.search(one.text) or _stays_until(agreement, one) for one in releases):
        found = (_left_open(agreement, one) for one in releases)
        first = next(filter(None, found), None) or _forgotten(agreement, [*existing, *before], releases)
        yield from (one for one in (first,) if one)
    elif existing and (match := SEAL.search(existing[0].text)):
        reason = "提到查封、冻结，却没有写付到多少、几天之内、由谁去法院申请解除。没有写到的不会自己解开。"
        place, basis = spot(existing[0], match), cite(SEIZURE, "二十八")
        yield agreement.finding("seal-release", Severity.WARNING, *place, reason, basis, REWRITE)
    elif enforcing(agreement) and agreement.formal:
        reason = (
            "没有写查封、冻结怎么办。有的，写明哪样财产、付到多少、几天之内由申请执行人申请解除；没有的，写一句没有。"
        )
        title, basis = agreement.title, cite(SETTLEMENT, "三")
        yield agreement.finding("seal-release", Severity.NOTICE, title.start, title.end, reason, basis, REWRITE)


def mentioned(agreement: Agreement, words: re.Pattern[str]) -> list[Span]:
    """The sentences in which ``words`` occur, be it only to tell how things stand: 查封情况：无."""
    return [one for one in agreement.sentences if words.search(one.text)]


def asserted(sentence: Span) -> str:
    """A sentence without what it denies between two commas: 已被限制消费，没有列入失信名单."""
    return "".join(piece for piece in PIECE.findall(sentence.text) if not NONE.search(piece) or RELEASED.search(piece))


def preamble(agreement: Agreement) -> list[Span]:
    """What is told between the parties and the first clause, piece by piece between commas."""
    start = max((one.details.end for one in agreement.parties), default=agreement.title.end)
    if not agreement.provisions or start >= agreement.body.start:
        return []
    pieces = PIECE.finditer(agreement.text, start, agreement.body.start)
    return [agreement.span(one.start(), one.end()) for one in pieces]


def _forgotten(agreement: Agreement, existing: Sequence[Span], releases: Sequence[Span]) -> Finding | None:
    """Of things that are sealed and sums that are frozen only some are released, or one is to stay so without end."""
    asked = "".join(one.text for one in releases if ACT.search(one.text) or RENEWED.search(one.text))
    if WHOLLY.search(asked):
        return None
    left = () if AT_ALL.search(asked) else ((one, STAYS.search(one.text)) for one in existing)
    found = next(((one, match) for one, match in left if match and not _ends(one, match, asked)), None)
    for word in () if found else ("查封", "冻结", "扣押"):
        if word not in asked:
            done = re.compile(rf"(?:法院|该院|已|裁定)[^。；]{{0,60}}?{word}(?!扣押|冻结|、|和|或)")
            found = found or next(((one, match) for one in existing if (match := done.search(one.text))), None)
    if found is None:
        return None
    reason = "这一项查封、冻结没有写什么时候、由谁申请解除；别的写了，没有写到的不会跟着解开。"
    place, basis = spot(*found), cite(SEIZURE, "二十八")
    return agreement.finding("seal-release", Severity.WARNING, *place, reason, basis, REWRITE)


def _ends(sentence: Span, stays: re.Match[str], asked: str) -> bool:
    """Whether a seal that is to stay has an end: one is said with it, or the thing is among those to be released."""
    thing = re.sub(r"[的仍，、]", "", sentence.text[: stays.start()])[-2:]
    return UNTIL.search(sentence.text) is not None or thing in asked


def _stays_until(agreement: Agreement, sentence: Span) -> bool:
    """Whether a seal is renewed and its line says until when; 期满前续封 alone never ends."""
    start = agreement.text.rfind("\n", 0, sentence.start) + 1
    line = agreement.text[start : sentence.end]
    return RENEWED.search(sentence.text) is not None and PAID.search(line) is not None


def _releases(sentence: Span) -> bool:
    places = (one.span() for one in SEAL.finditer(sentence.text))
    return any(RELEASE.search(sentence.text[max(0, start - NEAR) : end + NEAR]) for start, end in places)


def threatens(sentence: Span, words: re.Pattern[str], ends: re.Pattern[str]) -> bool:
    """Whether what ``words`` name is what the other side may yet ask for; ``ends`` are the words for its end."""
    match = words.search(sentence.text)
    before = sentence.text[: match.start()][-30:] if match else ""
    return THREAT.search(before) is not None and not ends.search(sentence.text) and not ALREADY.search(sentence.text)


def left_open(agreement: Agreement, sentence: Span, place: int) -> list[str]:
    """Of a sentence that asks a court for something at ``place``: whether it lacks who does so, and when. What is said
    in the sentence before it counts.
    """
    scope = scope_of(agreement, sentence.start)
    earlier = [one for one in agreement.sentences if scope.start <= one.start < sentence.start]
    lead = ""
    for one in reversed(earlier):
        if not one.text.endswith(("；", ";")):
            break
        lead = one.text + lead
    parties = words_for_parties(agreement)
    before = SOMEBODY.sub("", AGAINST.sub("", lead + sentence.text[: place - sentence.start]))
    missing = []
    if not re.search(rf"{parties}|[甲乙丙丁戊](?=[收在应向于])", before) and not re.search(
        rf"(?:由|请)[^，。；]{{0,12}}(?:{parties})", sentence.text
    ):
        missing.append("由谁申请")
    if not DETERMINED.search((earlier[-1].text if earlier else "") + sentence.text):
        missing.append("什么时候申请")
    return missing


def _left_open(agreement: Agreement, sentence: Span) -> Finding | None:
    mark = CLAUSE_MARK.match(sentence.text)
    match = ACT.search(sentence.text, mark.end() if mark else 0)
    if match is None:
        return None
    missing = left_open(agreement, sentence, sentence.start + match.start())
    if UNSETTLED.search(BY_COURT.sub("", sentence.text)) and "什么时候申请" not in missing:
        missing.append("什么时候申请")
    said = "".join(one.text for one in mentioned(agreement, SEAL)) + scope_of(agreement, sentence.start).text
    if missing and not PROPERTY.search(re.sub(r"法院|案号", "", said)):
        missing.append("哪一样财产")
    if not missing and (ASKED.search(sentence.text) or re.search(r"协助|配合", sentence.text)):
        return None
    reason = (
        f"解除查封、冻结没有写{'、'.join(missing)}。没有写清的，付了钱也可能解不开。"
        if missing
        else "查封、冻结由法院裁定解除，当事人自己解除不了，能写的是几天之内向法院申请解除。"
    )
    severity = Severity.WARNING if missing else Severity.NOTICE
    place, basis = spot(sentence, match), cite(SEIZURE, "二十八")
    return agreement.finding("seal-release", severity, *place, reason, basis, REWRITE)
