"""Mortgages that are not registered, and those whose thing falls to the creditor."""

import re
from collections.abc import Iterator

from assistant.checking.agreement import Agreement
from assistant.checking.facts import past
from assistant.checking.finding import Finding, Severity
from assistant.checking.laws import CIVIL_CODE, CONTRACTS, cite
from assistant.checking.places import scope_of

PLEDGED = re.compile(
    r"(?:(?<!可)(?<!难)以|将|用|把|拿|提供)(?!就)[^。；]{1,60}?(?:作为?|提供|设定|设立|办理|进行|做)?[^。；，]{0,4}(?:抵押|质押)(?:担保)?(?!权|给银行|贷款|登记证|物|在)"
)
NO_PLEDGE = re.compile(
    r"就抵押|抵押权|解除[^。；，]{0,6}抵押|注销[^。；，]{0,6}抵押|已(?:经)?[^。；，]{0,8}(?:抵押给|抵押登记|设[定有]抵押)|(?:不得|不许|不准|不能|不可|禁止|别)[^。；]{0,20}抵押|没有抵押|无抵押|未(?:设|做|办理)[^。；]{0,6}抵押|抵押(?:于|在)[^。；，]{0,8}银行|身份证"
)
IMMOVABLE = re.compile(r"房|土地|厂|商铺|不动产|宅|车位|门面|在建工程|写字楼|公寓|别墅")
HANDED_OVER = re.compile("[运送交移](?:到|至|给|付)")  # with which a pledge comes about
FORFEIT = re.compile(
    r"(?:到期|逾期|未(?:能)?|不(?:能|按)?|没有?)[^。；]{0,16}(?:还|付|清偿|偿|履行|违约)[^。；]{0,40}?"
    r"(?P<what>(?:(?:该|上述|前述|抵押|质押)[^，。；]{1,12}?(?=直接|归|自动|无条件|即归)|(?:(?:该|上述|其|乙方|债务人|前述|抵押的?|质押的?|名下)[^，。；]{0,10})?(?:房屋|房产|房子|商铺|厂房|车辆|汽车|轿车|货车|设备|机器|土地|股权|抵押物|质押物|抵押财产|质物|不动产|车位|存货|货物|铺面|宅基地|住房))[^。；]{0,14}?(?:归|自动|直接|即|无条件|所有权|过户|抵)[^。；]{0,16}?(?:所有|名下|抵债|抵偿|抵顶|抵作|抵(?=[。；，])|转移给?[^。；，]{0,6}|过户(?:给|至)?[^。；，]{0,6}))"
)
VALUED = re.compile(r"折价|拍卖|变卖|评估|多退少补|市场价|清算|优先受偿")


def findings(agreement: Agreement) -> Iterator[Finding]:
    """guarantee-scope: a mortgage without registration, a pledge without delivery."""
    for sentence in agreement.sentences:
        match = PLEDGED.search(sentence.text)
        if (
            match is None
            or NO_PLEDGE.search(sentence.text)
            or past(agreement, sentence, sentence.start + match.start())
        ):
            continue
        scope = scope_of(agreement, sentence.start)
        if re.search(r"登记|交付质物|移交", scope.text) or re.search(
            r"(?:抵押|质押)(?![^。；]{0,8}(?:注销|解除|涂销))[^。；]{0,12}登记(?!费|证|手续费|部门|机构)",
            agreement.body.text,
        ):
            continue
        if "质" in match.group() and HANDED_OVER.search(scope.text):
            continue
        immovable = IMMOVABLE.search(match.group())
        reason = (
            "没有写哪天去办抵押登记。房屋、土地的抵押权从登记时才设立，没有登记，债权人不能优先受偿。"
            if immovable
            else "没有写登记或者交付。动产抵押没有登记的，不能对抗善意第三人；质押要把东西交给债权人才设立。"
        )
        basis = cite(CIVIL_CODE, "四百零二") if immovable else cite(CIVIL_CODE, "四百零三", "四百二十九")
        start = sentence.start + match.start()
        yield agreement.finding(
            "guarantee-scope",
            Severity.WARNING,
            start,
            sentence.start + match.end(),
            reason,
            basis,
            f"{match.group()}，担保数额____元，双方于____年__月__日前共同办理抵押登记",
        )


def forfeits(agreement: Agreement) -> Iterator[Finding]:
    """subject-unlawful: who does not pay loses the thing."""
    for sentence in agreement.sentences:
        match = FORFEIT.search(sentence.text)
        if match is None or VALUED.search(sentence.text) or re.search(r"不得|无效|不能约定", sentence.text):
            continue
        if past(agreement, sentence, sentence.start + match.start("what")):
            continue
        reason = "事先约定到期不还、东西就归债权人的，这样的约定无效，债权人只能请求折价或者拍卖、变卖后就价款受偿。"
        basis = f"{cite(CIVIL_CODE, '四百零一', '四百二十八')}；{cite(CONTRACTS, '二十八')}"
        start = sentence.start + match.start("what")
        yield agreement.finding(
            "subject-unlawful",
            Severity.ERROR,
            start,
            sentence.start + match.end("what"),
            reason,
            basis,
            "债权人可以请求就该财产折价或者以拍卖、变卖所得价款受偿，多退少补",
        )
