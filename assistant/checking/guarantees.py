"""Guarantees: what kind, for what, whether a company may; mortgages."""

import re
from collections.abc import Iterator, Sequence

from assistant.checking import guarantee_periods, mortgages
from assistant.checking.agreement import Agreement, Span
from assistant.checking.finding import Finding, Severity
from assistant.checking.genre import reported
from assistant.checking.laws import CIVIL_CODE, COMPANY, SECURITY, cite
from assistant.checking.sureties import clauses, guarantees, guarantor_of, promise_in

KIND = re.compile(
    r"原(?:约定|保证)[^。；，]{0,6}方式|一般保证|一般担保|连带|无条件(?:承担|代为|清偿|支付)|不履行[^。；]{0,20}即|未(?:能)?(?:偿还|清偿|履行|按)[^。；]{0,20}(?:即|直接)|(?:不能|无力|无法)(?:履行|偿还|清偿|还)[^。；]{0,20}(?:承担|代|由|清偿|偿还)|先(?:行)?执行|补充(?:清偿|责任)"
)
DEBT = re.compile(
    r"上述|前述|该(?:债务|款|笔)|本协议|本合同|第[一二三四五六七八九十\d]+[条款项]|全部(?:债务|款项|义务|欠款|货款|借款|本息)|本金|利息|本息|债务|付款义务|还款义务|款项|货款|借款|欠款|货|租金|工程款|债权|\d"
)
ENTERPRISE = re.compile(r"公司|集团|(?<!包工)厂$|企业$")
RESOLUTION = re.compile(
    r"决议|股东会|董事会|股东(?:大会|一致|书面)?(?:同意|决定)|(?:全体|唯一|单一|独资)(?:的)?股东|公司章程|三分之二以上"
    r"|执行董事(?:书面)?决定|一人有限责任公司"
)
MAY_GUARANTEE = re.compile(r"担保(?:有限|股份|集团)|融资担保|银行|保险")


def findings(agreement: Agreement) -> Iterator[Finding]:
    """guarantee-scope, guarantee-period, guarantee-company; the mortgage whose thing falls to the creditor."""
    yield from mortgages.forfeits(agreement)
    if reported(agreement):
        return
    told = [one for one in agreement.sentences if guarantees(agreement, one)]
    if told:
        yield from _kind(agreement, told)
        yield from guarantee_periods.findings(agreement, told)
        yield from _company(agreement, told)
    yield from mortgages.findings(agreement)


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


def _company(agreement: Agreement, told: Sequence[Span]) -> Iterator[Finding]:
    if RESOLUTION.search(agreement.text):
        return
    for sentence in told:
        who = guarantor_of(agreement, sentence)
        written = re.search(r"[^，。；：由]{2,20}公司(?=[^，。；]{0,20}(?:提供|承担|作|为|对|自愿))", sentence.text)
        if not ENTERPRISE.search(who) and not (who == "公司" and written):
            continue
        if MAY_GUARANTEE.search(who):
            continue
        start, end = promise_in(sentence)
        reason = "公司替别人担保，要按章程由董事会或者股东会决议。没有看过决议就签的，公司可以主张担保对它不发生效力。"
        basis = f"{cite(COMPANY, '十五')}；{cite(SECURITY, '七')}"
        piece = agreement.text[start:end]
        rewrite = f"{piece}，并已就本次担保作出____（董事会或者股东会）决议，决议附后"
        yield agreement.finding("guarantee-company", Severity.WARNING, start, end, reason, basis, rewrite)
        return
