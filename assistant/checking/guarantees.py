"""Guarantees: what kind, for what, whether a company may; mortgages."""

import re
from collections.abc import Iterator, Sequence

from assistant.checking import guarantee_periods, mortgages
from assistant.checking.agreement import Agreement, Span
from assistant.checking.facts import past
from assistant.checking.finding import Finding, Severity
from assistant.checking.genre import reported
from assistant.checking.laws import CIVIL_CODE, COMPANY, SECURITY, cite
from assistant.checking.places import has_sum, scope_of, spot
from assistant.checking.sureties import GUARANTEES, clauses, guarantees, guarantor_of, promise_in

KIND = re.compile(
    r"原(?:约定|保证)[^。；，]{0,6}方式|一般保证|一般担保|连带|无条件(?:承担|代为|清偿|支付)|不履行[^。；]{0,20}即|未(?:能)?(?:偿还|清偿|履行|按)[^。；]{0,20}(?:即|直接)|(?:不能|无力|无法)(?:履行|偿还|清偿|还)[^。；]{0,20}(?:承担|代|由|清偿|偿还)|先(?:行)?执行|补充(?:清偿|责任)|强制执行[^。；]{0,16}(?:不足|不能|不够)|执行担保"
)
EITHER = re.compile(
    r"一般(?:责任)?(?:保证|担保)?(?:或者?|、|/|／|还是)(?:是|承担|提供)?连带(?:责任)?(?:保证|担保|责任)?|连带(?:责任)?(?:保证|担保)?(?:或者?|/|／|还是)(?:是|承担|提供)?一般(?:责任)?(?:保证|担保)"
)
DEBT = re.compile(
    r"上述|前述|该(?:债务|款|笔)|本协议|本合同|第[一二三四五六七八九十\d]+[条款项]|全部(?:债务|款项|义务|欠款|货款|借款|本息)|本金|利息|本息|债务|付款义务|还款义务|款项|货款|借款|欠款|货|租金|工程款|债权|\d"
)
HELPS = re.compile(
    r"(?P<late>(?:还|付|赔|拿|交|结)不(?:[上出清起了完]|下去|齐)|没(?:有)?(?:钱|能力|法)[还付]?|收不[回到]|要不[回到]|不[还付]|逾期(?:不[还付]|未[还付])?|[还付]款?(?:有|出现)?困难|未(?:能)?(?:按[期时]|如期|按约)?[^，。；]{0,4}[还付偿]|到期不[^，。；]{1,4}|不(?:能|履行))"
    r"[^，。；]{0,10}[，]?(?P<help>[^。；，]{0,24}?(?:(?:帮|协)(?:着|忙|助|衬|其|他|她)?(?:[^，。；]{0,8})(?:解决|处理|想办法|还|付|凑|筹|承担|催)|(?:负责|出面|想办法|设法)[^，。；]{0,6}(?:解决|处理|摆平|协调|到底|还上|补上|落实|办)"
    r"|(?:兜着|担着|扛着|顶着|管到底|负责到底|一力承担|不会不管|不能不管|一起想办法|负全责|说了算|给[^。；，]{1,8}(?:说法|交代|交待))|(?:找|问)(?!法院|仲裁|公证|调解)[^，。；]{1,8}(?:要|解决|说话)|(?:由|归)[^，。；]{1,12}(?:兜|管|负责)(?=[，。；]|$)))"
)
NO_HELP = re.compile(
    r"可以|有权|申请|起诉|法院|凭|仲裁|协商|双方|各方|执行|解除|赔偿|委员会|调解|依法|抵|收款|债权|出借"
)
# A part of a debt that nobody can tell: 其中部分款项, 在一定范围内, 相应的保证责任.
PARTLY = re.compile(
    r"(?<![余付还清足期等])(?<![付还足行偿]的)(?<!加倍)部分(?:的)?(?:债务|款项?|货款|欠款|借款|租金|工程款|本金|本息|金额|责任|义务|工资)(?![^，。；]{0,4}[0-9])|一部分(?![为是即])"
    r"|若干(?:款|债|金额|数额|部分|责任)|(?:相应|适当|合理|必要|有限|一定)的?(?:比例|份额|限度|范围|数额|金额)?的?(?:连带)?(?:清偿|担保|保证|补充)?责任"
    r"|主要(?:债务|部分|款项)|那部分|一般连带|既可[^。；]{0,30}也可|(?:数额?|金额|债权|范围)[^。；，]{0,8}(?:另议|另定|另行|口头|协商|商定|以实际情况|待定)"
    r"|[在于](?:其|自己|自身|本人)?(?:的)?(?:一定|适当|合理|力所能及|能力|经济能力|偿还能力|条件许可)[^，。；]{0,6}(?:范围|限度|额度|程度|内)"
)
# 保证范围以担保人届时确认的部分为限: what somebody is yet to decide
UNDECIDED = re.compile(
    r"(?:保证|担保)的?(?:具体)?(?:范围|金额|数额|责任|多少)[^。；，]{0,4}(?:[以由按依视看待]|届时|[日以]后|另行|事后|到时)"
    r"(?![^。；，]{0,12}(?:法院|判决|裁[定决]|调解书|本协议|合同|第.{1,4}[条款项]|上述|前述|实际[欠发]|约定))"
    r"[^。；，]{0,16}?(?:确认|认可|同意|核定|商[定议量]|[确决再]定|自愿|情况|能力)(?!如下|为[^准限]|[：:])"
    r"|(?:保证|担保)的?(?:具体)?(?:范围|金额|数额)[^。；，]{0,4}[待未再]定"
)
GUARANTOR = re.compile(r"(?:^| )(?:连带)?(?:保证|担保)[人方]")
AS_GUARANTOR = re.compile(
    r"(?:帮忙|帮着|帮助[^。；，]{0,6})(?:偿还|归还|还款|还钱|还债|付款|凑钱?)(?=[，。；])|"
    r"(?:作为|以|充当|当|做)(?:本案|本协议|乙方|债务人)?的?(?:担保人|保证人|中保人|保人)(?:的?身份)?[^。；，]{0,12}(?:签|盖|署|到场|见证)"
    r"|(?:愿意|自愿|同意)?对(?:此事|此款|此债|这笔[债钱款]务?|该[债款笔]务?|上述[^，。；]{0,6}[债款]务?)(?:也|亦)?(?:负责|负有?责任|承担责任)(?=[，。；])"
)
DEBTOR = re.compile(r"债务人|借款人|付款|还款|欠款|被执行人|被告|被申请人|买方|买受|承租|乙方")
ENTERPRISE = re.compile(r"公司|集团|(?<!包工)厂$|企业$")
RESOLUTION = re.compile(
    r"决议|股东会|董事会|股东(?:大会|一致|书面)?(?:同意|决定)|股东[^，。；]{0,24}?(?:表决|通过|签[字署名]|书面|一致)[^，。；]{0,10}(?:同意|决定|通过|担保)?|理事会|(?:成员|村民)(?:代表)?(?:大会|会议)|职工代表大会|(?:全体|唯一|单一|独资)(?:的)?股东|公司章程|三分之二以上"
    r"|执行董事(?:书面)?决定|一人有限责任公司"
)
UNRESOLVED = re.compile(
    r"(?:不再|不另|无需|无须|不必|不需|不用|不须|免于?|没有|未|尚未|未经|暂不|省去|来不及)[^，。；]{0,12}?"
    r"(?:决议|股东(?:大)?会|董事会|公司章程)(?:[^，。；]{0,4}决议)?"
    r"|(?:决议|股东(?:大)?会|董事会)[^，。；]{0,20}(?:(?:以后|日后|事后|另行|随后|再|后)(?:补|开|作|召)|补[交签办开作齐做发送提])|(?:补|后补|待补)[^，。；]{0,6}决议"
    r"|(?:决议|股东(?:大)?会|董事会)[^，。；]{0,6}(?:尚未|未|没有|从略|免了|不开|不另)"
)
FIRM_FIRST = re.compile(
    r"(?:^|[，。；：、由])[^，。；：、由为对替给向就与和]{2,20}公司(?!的|所|股东)(?=(?:(?!不)[^，。；]){0,20}(?:提供|承担|作|为|对|自愿|负|愿))"
)
MAY_GUARANTEE = re.compile(r"担保(?:有限|股份|集团)|融资担保|银行|保险")


def findings(agreement: Agreement) -> Iterator[Finding]:
    """guarantee-scope, guarantee-period, guarantee-company; the mortgage whose thing falls to the creditor."""
    yield from mortgages.forfeits(agreement)
    if reported(agreement):
        return
    told = [one for one in agreement.sentences if guarantees(agreement, one)]
    vague = list(_vague(agreement, told))
    yield from vague or (_idle(agreement) if not told else ())
    if told:
        yield from _kind(agreement, told)
        yield from guarantee_periods.findings(agreement, told)
        yield from _company(agreement, told)
    yield from mortgages.findings(agreement)


def _vague(agreement: Agreement, told: Sequence[Span]) -> Iterator[Finding]:
    """Somebody who is to help out, of whom nobody can say whether he guarantees: 还不清的，由其兄帮着解决."""
    for sentence in agreement.sentences:
        match = HELPS.search(sentence.text)
        if match is None or sentence in told or KIND.search(sentence.text[match.end("late") :]):
            continue
        debtors = "|".join(re.escape(one.role) for one in agreement.parties if DEBTOR.search(one.role + one.alias))
        if debtors and re.match(rf"[^，。；]{{0,3}}(?:{debtors})", match["help"]):
            continue
        if NO_HELP.search(match["help"]) or past(agreement, sentence, sentence.start + match.start()):
            continue
        start, end = spot(sentence, match)
        reason = (
            "这样写看不出是保证、是一起还债，还是只帮忙催。愿意担保的，请写明一般保证还是连带责任保证、"
            "担保哪笔债多少钱、到哪天；不担保的，请删去。"
        )
        rewrite = "____（保证人）对____（债务人）在本协议项下的____元债务承担连带责任保证（或者一般保证），保证期间____"
        basis = cite(CIVIL_CODE, "六百八十四", "六百八十六")
        yield agreement.finding("guarantee-scope", Severity.WARNING, start, end, reason, basis, rewrite)
        return


def _idle(agreement: Agreement) -> Iterator[Finding]:
    """Somebody who is introduced, or signs, as a guarantor, and of whom no clause says what he guarantees."""
    recital = max((one.details.end for one in agreement.parties), default=0), agreement.body.start
    if GUARANTEES.search(agreement.text, *recital) or re.search(r"抵押|质押|留置", agreement.text):
        return
    parties = (one for one in agreement.parties if GUARANTOR.search(f"{one.role} {one.alias}"))
    party = next(parties, None)
    match = AS_GUARANTOR.search(agreement.text, agreement.body.start, agreement.body.end)
    if party is None and match is None:
        return
    said = agreement.text[party.details.start : party.details.end] if party else ""
    start = party.details.start if party else agreement.body.start
    end = start + len(said.split("\n")[0])
    if match:
        start, end = match.span()
    reason = (
        "写了担保人，却没有一条写他担保什么。只签个名，看不出是一般保证还是连带责任保证、担保哪笔债、多少钱、到哪天。"
    )
    rewrite = "____（保证人）对____（债务人）在本协议项下的____元债务承担连带责任保证（或者一般保证），保证期间____"
    basis = cite(CIVIL_CODE, "六百八十四", "六百八十六")
    yield agreement.finding("guarantee-scope", Severity.WARNING, start, end, reason, basis, rewrite)


def _kind(agreement: Agreement, told: Sequence[Span]) -> Iterator[Finding]:
    said = clauses(agreement, told)
    roles = "".join(party.role + party.alias for party in agreement.parties)
    start, end = promise_in(told[0])
    piece = agreement.text[start:end]
    if not KIND.search(said + roles):
        reason = (
            "没有写是一般保证还是连带责任保证。没有写明的按一般保证，要先起诉并执行债务人的财产，还不清的才轮到保证人。"
        )
        rewrite = re.sub(r"保证责任|担保责任|保证|担保", "连带责任保证（或者一般保证）", piece, count=1)
        yield agreement.finding(
            "guarantee-scope",
            Severity.WARNING,
            start,
            end,
            reason,
            cite(CIVIL_CODE, "六百八十六", "六百八十七"),
            rewrite,
        )
    elif either := next((spot(one, match) for one in told if (match := EITHER.search(one.text))), None):
        reason = (
            "两种保证写成了任选，等于没有定。一般保证要先执行债务人的财产，连带责任保证可以直接找保证人，请选定一种。"
        )
        basis = cite(CIVIL_CODE, "六百八十六", "六百八十七")
        yield agreement.finding(
            "guarantee-scope", Severity.WARNING, *either, reason, basis, "连带责任保证（或者一般保证）"
        )
    elif (partly := _partly(agreement, told)) is not None:
        reason = "看不出担保的是哪一部分、多少钱。请写明数额，或者写明担保的是哪几条、哪几期的款项。"
        yield agreement.finding(
            "guarantee-scope",
            Severity.WARNING,
            *partly,
            reason,
            cite(CIVIL_CODE, "六百八十四", "六百九十一"),
            "担保本协议第____条的____元",
        )
    elif not DEBT.search(
        re.sub(r"(?:保证|担保)(?:责任)?期[间限][^。；]*|^\s*第?[一二三四五六七八九十\d]+[条、．.]", "", said)
    ):
        reason = (
            "没有写担保的是哪一笔债、多少钱，是不是包括利息、违约金和费用。"
            "没有另外约定的，依法包括全部，但主债要能认得出来。"
        )
        yield agreement.finding(
            "guarantee-scope",
            Severity.WARNING,
            start,
            end,
            reason,
            cite(CIVIL_CODE, "六百八十四", "六百九十一"),
            f"{piece}，保证范围为本协议项下____元及利息、违约金和实现债权的费用",
        )


def _partly(agreement: Agreement, told: Sequence[Span]) -> tuple[int, int] | None:
    """Where a guarantee is said to be for a part, and no sum says for which."""
    scopes = [scope_of(agreement, one.start) for one in told]
    around = [one for one in agreement.sentences if any(scope.start <= one.start < scope.end for scope in scopes)]
    for sentence in around:
        match = UNDECIDED.search(sentence.text) or (PARTLY.search(sentence.text) if sentence in told else None)
        if (
            match
            and not has_sum(agreement, sentence.start, sentence.end)
            and not re.search(r"[\d百]分之|%", sentence.text)
        ):
            return spot(sentence, match)
    return None


def _company(agreement: Agreement, told: Sequence[Span]) -> Iterator[Finding]:
    if RESOLUTION.search(UNRESOLVED.sub("", agreement.text)):
        return
    for sentence in told:
        who = guarantor_of(agreement, sentence)
        written = FIRM_FIRST.search(sentence.text)
        if not ENTERPRISE.search(who) and not written:
            continue
        if MAY_GUARANTEE.search(f"{who} {written.group() if written else ''}"):
            continue
        start, end = promise_in(sentence)
        reason = "公司替别人担保，要按章程由董事会或者股东会决议。没有看过决议就签的，公司可以主张担保对它不发生效力。"
        basis = f"{cite(COMPANY, '十五')}；{cite(SECURITY, '七')}"
        piece = agreement.text[start:end]
        rewrite = f"{piece}，并已就本次担保作出____（董事会或者股东会）决议，决议附后"
        yield agreement.finding("guarantee-company", Severity.WARNING, start, end, reason, basis, rewrite)
        return
