"""What binds somebody who does not sign, or disposes of what belongs to others."""

import re
from collections.abc import Iterator, Sequence

from assistant.checking import outsiders, owners
from assistant.checking.agreement import Agreement, Span
from assistant.checking.facts import past
from assistant.checking.finding import Finding, Severity
from assistant.checking.laws import CIVIL_CODE, CONTRACTS, SEIZURE, cite
from assistant.checking.places import spot

DISPOSES = (
    r"抵债|抵偿|抵顶|抵付|抵给|作价|过户|转让|交付|抵押|质押"
    r"|归[^。；，]{1,8}所有|出售|变卖|卖|赠与|偿还|清偿|担保|腾退|分割|处分|出租(?!人|方)"
)
THINGS = "[房屋产车权财铺地]|设备|机器"
CO_OWNED = re.compile(
    rf"(?:(?:夫妻|与[^。；，]{{1,14}}|和[^。；，]{{1,14}}|兄弟|家庭|共同|按份|[^。；，]{{1,6}}等)?(?:共有|共同所有|共同共有)|夫妻共同|共同财产)(?!人)[^。；]{{0,40}}?(?:{DISPOSES})|(?:{DISPOSES})[^。；，]{{0,16}}(?:共有|夫妻共同)(?:的)?(?:{THINGS}|财产)"
)
ENCUMBERED = re.compile(
    r"(?:已(?:经)?[^。；，]{0,10}抵押|抵押给|设[有定立](?:了)?[^。；，]{0,6}抵押|存在抵押|抵押(?:在|于)|办理(?:了)?抵押|有(?:银行)?(?:按揭|抵押|贷款)|尚有[^。；，]{0,10}贷款|按揭(?:房|中)|(?:已)?被[^。；，]{0,10}(?:查封|扣押))[^。；]{0,50}?(?:抵债|抵偿|抵顶|抵付|抵给|作价|过户|转让|出售|变卖|归[^。；，]{1,8}所有)"
)
AGREED = re.compile(
    rf"(?:本人|{owners.KIN}|共有人|权利人|抵押权人|案外人|所有权人|全体|登记人)[^，。；]{{0,8}}(?:同意|签[字名章]|授权|书面|认可|追认)|书面同意|共同签[字名]|授权书|委托书|[取征]得[^，。；]{{0,10}}(?:同意|许可|授权)|经[^，。；]{{1,10}}同意"
)
CLEARED = re.compile(
    r"抵押权人[^。；]{0,10}同意|注销抵押|解除抵押|涂销|还清贷款|结清[^。；]{0,8}贷款|解押|解除查封|解封|带押过户|法院[^。；]{0,10}(?:准许|同意)|没有[^。；]{0,4}抵押|无抵押|不得"
)


def findings(agreement: Agreement) -> Iterator[Finding]:
    """third-party: things of others, of co-owners, of mortgagees; duties of people who do not sign."""
    called = owners.called(agreement)
    for sentence in agreement.sentences:
        yield from _owned(agreement, sentence, called)
        yield from _co_owned(agreement, sentence)
        yield from _encumbered(agreement, sentence)
        yield from outsiders.findings(agreement, sentence, called)


def _owned(agreement: Agreement, sentence: Span, called: Sequence[str]) -> Iterator[Finding]:
    """What is told to belong to somebody who does not sign."""
    for one in owners.owned(agreement, sentence, called):
        place = sentence.start + one.start
        if _agreed(sentence) or past(agreement, sentence, sentence.start + one.stop - 1):
            continue
        reason = (
            f"处分的是{one.who}的东西，本人没有签字同意，办不了过户，也不能执行。"
            "请让本人作为一方签字，或者附上书面同意。"
        )
        basis = f"{cite(CIVIL_CODE, '五百九十七')}；{cite(CONTRACTS, '十九')}"
        yield agreement.finding("third-party", Severity.WARNING, place, sentence.start + one.stop, reason, basis)
        return


def _agreed(sentence: Span) -> bool:
    """Whether those whose things they are agree; 不必征得他同意 says that they do not."""
    told = owners.NO_CONSENT.sub("", sentence.text)
    return AGREED.search(told) is not None or re.search("到场签[字名]|签[字名][，、]?(?:一致)?同意", told) is not None


def _co_owned(agreement: Agreement, sentence: Span) -> Iterator[Finding]:
    match = CO_OWNED.search(sentence.text)
    if match is None or _agreed(sentence) or past(agreement, sentence, sentence.start + match.start()):
        return
    if re.search(
        r"共有人|配偶|妻子|丈夫", agreement.signatures.text + "".join(one.details.text for one in agreement.parties)
    ):
        return
    if re.search(r"离婚|财产分割", agreement.text):
        return
    reason = "共有的东西要全体共同共有人同意（按份共有的，占份额三分之二以上）才能处分。请让共有人签字。"
    yield _found(agreement, sentence, match, reason, cite(CIVIL_CODE, "三百零一"))


def _encumbered(agreement: Agreement, sentence: Span) -> Iterator[Finding]:
    match = ENCUMBERED.search(sentence.text)
    if match is None or CLEARED.search(sentence.text) or past(agreement, sentence, sentence.start + match.start()):
        return
    if re.search(r"查封|扣押", match.group()):
        reason = "东西被法院查封着，转让、抵债不能对抗申请查封的人，也过不了户。请先写明怎么解除查封。"
        basis = cite(SEIZURE, "二十四")
    else:
        reason = (
            "东西上有抵押，转让以后抵押权不受影响，拿到的人可能还要替别人还贷。"
            "请写明抵押权人是否同意、贷款由谁在哪天结清。"
        )
        basis = cite(CIVIL_CODE, "四百零六")
    yield _found(agreement, sentence, match, reason, basis)


def _found(agreement: Agreement, sentence: Span, match: re.Match[str], reason: str, basis: str) -> Finding:
    return agreement.finding("third-party", Severity.WARNING, *spot(sentence, match), reason, basis)
