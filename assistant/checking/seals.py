"""Seals and freezes, and how they are to be released."""

import re
from collections.abc import Iterator, Sequence

from assistant.checking.agreement import Agreement, Span
from assistant.checking.duties import DETERMINED, entitles, words_for_parties
from assistant.checking.finding import Finding, Severity
from assistant.checking.genre import enforcing
from assistant.checking.laws import SEIZURE, SETTLEMENT, cite
from assistant.checking.places import scope_of, spot

SEAL = re.compile(
    r"查封|冻结|扣押(?!身份|证件|工资|居民|驾驶|护照)|(?:财产|诉讼|诉前|诉中)?保全(?!费|申请费|担保|保险|保函|责任险|完好)(?:措施)?|轮候"
)
RELEASE = re.compile(r"解除|解封|解冻|启封|撤销|撤回|续封|续冻|续行|放行")
ACT = re.compile(
    r"(?:申请)?(?:法院)?(?:解除|解封|解冻|撤销|启封)(?!的|劳动|合同|租赁|协议|限制|后|之?前|时)[^。；，]{0,24}"
)
# A seal that there may be: 查封情况：无, 被冻结时.
MERE = re.compile(
    r"(?<!视)(?<!看)(?<!具体)(?<!实际)情况|致使|导致|(?:查封|冻结|扣押)的[，,]|被[^，。；]{0,6}(?:查封|冻结)时"
)
NONE = re.compile(
    r"(?:没有|并?无(?:任何)?|未|不存在|未采取|未被|[不未]涉及?|[不未]牵涉)[^。；，的]{0,14}"
    r"(?:查封|冻结|扣押|保全|失信|限制(?:高)?消费|限高|轮候)"
)
THREAT = re.compile(
    r"有权|可以?(?:申请|请求|向)|将(?:被|会|依法)|否则|依法(?:申请|采取)|申请(?:人民)?法院(?:查封|冻结|采取|纳入|列入)|不得|纳入[^。；]{0,12}(?:名单|失信)"
)
ALREADY = re.compile(r"已(?:被|经)?[^。；]{0,6}(?:查封|冻结|保全|纳入|列入)")
PROPERTY = re.compile(
    r"账户|账号|房|车|设备|机器|机|股权|土地|厂|存款|号|轮候|[上前]述|该|货|财产清单|附[表件]|材料|船|商标|债权|应收"
)
ASKED = re.compile(r"申请(?!执?行?人)|法院|书面|同意|请求|提交|意见")
AGAINST = re.compile(r"对(?:[^，。；]{0,12})(?:名下|的|账户|查封|冻结|采取)|对[^，。；]{0,14}$|法院|本案|本协议")
BY_COURT = re.compile(r"(?:由)?(?:人民|执行)?法院[^，。；]{0,12}(?:决定|裁定|审查)")  # which is so in any case
UNSETTLED = re.compile(
    r"视[^，。；]{0,6}情况|看情况|酌情|适时|择机|自行决定|何时|另行(?:协商|商定|约定)|再(?:行)?(?:协商|商量|商议|说|议|定)"
)
# That a court did so: 裁定冻结, 查封了, 仍在冻结中.
ORDERED = re.compile(
    r"(?:法院|该院|本院|本案|裁定|已|经|了|依法|被|将|对|轮候)[^。；]{0,24}(?:查封|冻结|扣押|保全)|(?:查封|冻结|扣押|保全)了|(?:查封|冻结|扣押)(?:中|状态)|采取[^。；，]{0,8}保全"
)
PIECE = re.compile(r"[^，；。\n]+[，；。\n]?")
NEAR = 60  # characters within which a release speaks of a seal
REWRITE = "____收到____元之日起____日内，向____法院申请解除对____（财产名称和编号）的查封（冻结）"


def findings(agreement: Agreement) -> Iterator[Finding]:
    """seal-release: none at all, or one that leaves open who asks for it, when, of what."""
    clauses = [one for one in agreement.sentences if not entitles(agreement, one) and not MERE.search(one.text)]
    told = [one for one in clauses if SEAL.search(one.text)]
    if any(NONE.search(one.text) and not RELEASE.search(one.text) for one in told):
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
    elif releases:
        found = (_left_open(agreement, one, releases) for one in releases)
        yield from (one for one in (next(filter(None, found), None),) if one)
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


def preamble(agreement: Agreement) -> list[Span]:
    """What is told between the parties and the first clause, piece by piece between commas."""
    start = max((one.details.end for one in agreement.parties), default=agreement.title.end)
    if not agreement.provisions or start >= agreement.body.start:
        return []
    pieces = PIECE.finditer(agreement.text, start, agreement.body.start)
    return [agreement.span(one.start(), one.end()) for one in pieces]


def _releases(sentence: Span) -> bool:
    match = SEAL.search(sentence.text)
    around = sentence.text[max(0, match.start() - NEAR) : match.end() + NEAR] if match else ""
    return RELEASE.search(around) is not None


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
    before = AGAINST.sub("", lead + sentence.text[: place - sentence.start])
    missing = []
    if not re.search(parties, before) and not re.search(rf"(?:由|请)[^，。；]{{0,12}}(?:{parties})", sentence.text):
        missing.append("由谁申请")
    if not DETERMINED.search((earlier[-1].text if earlier else "") + sentence.text):
        missing.append("什么时候申请")
    return missing


def _left_open(agreement: Agreement, sentence: Span, releases: Sequence[Span]) -> Finding | None:
    match = ACT.search(sentence.text)
    if match is None:
        return None
    missing = left_open(agreement, sentence, sentence.start + match.start())
    if UNSETTLED.search(BY_COURT.sub("", sentence.text)) and "什么时候申请" not in missing:
        missing.append("什么时候申请")
    said = "".join(one.text for one in releases) + scope_of(agreement, sentence.start).text
    if not PROPERTY.search(re.sub(r"法院|案号", "", said)):
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
