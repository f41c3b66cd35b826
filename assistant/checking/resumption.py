"""What is enforced when a settlement in enforcement is not kept: the judgment, not the settlement."""

import re
from collections.abc import Iterator

from assistant.checking.agreement import Agreement, Span
from assistant.checking.duties import CONDITION
from assistant.checking.facts import past
from assistant.checking.finding import Finding, Severity
from assistant.checking.laws import CIVIL_PROCEDURE, PROCEDURE_INTERPRETATION, SETTLEMENT, cite
from assistant.checking.places import spot

RESUME = re.compile(
    r"(?:恢复|回复|重新启动|重新申请|接着|续行|再次)[^。；，]{0,40}?执行(?!人|费|的?(?:以?后|之后|时|期间|的?条件))|(?:申请|提交|可)恢复(?!执行的期间)|法院继续执行|继续[^。；，]{0,8}执行(?:原|措施|程序)|执行原(?:来|生效|判决|调解|裁)"
    r"|(?:按|依|照|凭|对)[^。；，]{0,4}原?(?:判决书?|裁决书?|调解书)[^。；]{0,20}执行|怎么判[^。；，]{0,6}怎么执行|执行(?!人)[^。；，]{0,12}(?:恢复|继续|再开|重启)"
)
OWN_SUIT = re.compile(r"(?:就|依|按)[^。；]{0,10}和解协议[^。；]{0,16}(?:起诉|提起诉讼)")
BY_SETTLEMENT = re.compile(
    r"(?:按|按照|依|依据|依照|根据|以|凭|就|持)(?:本|该)?(?:执行)?(?:和解)?协议(?:书)?(?:的?(?:约定|内容|金额|数额|条款))?(?:(?!起诉|诉讼|恢复|记录)[^。；]){0,14}?(?:申请|向|强制|恢复(?!执行)|直接|法院|为依据|作为)(?:(?!起诉|恢复)[^。；]){0,20}?执行(?!法院|费)"
    r"|强制执行(?:本|该)(?:执行)?(?:和解)?协议|恢复(?:对)?(?:本|该)(?:执行)?(?:和解)?协议(?:书)?(?:的)?(?:强制)?执行|(?:本|该)(?:执行)?(?:和解)?协议(?:书)?[^。；，]{0,14}(?:具有|有)[^。；，]{0,6}强制执行[^。；，]{0,3}效?力?"
)
DENIED = re.compile("不得|不再|不能|无权|放弃|终结|撤回|撤销")
NOT_SO = re.compile(r"不(?:是|得|能|可)|而非|不按|并非|不得据")
ENFORCE = re.compile(r"(?:申请)?(?:人民)?(?:法院)?强制执行|申请(?:人民法院|法院)?执行")
BASIS = (
    f"{cite(SETTLEMENT, '九')}；{cite(CIVIL_PROCEDURE, '二百四十一')}；{cite(PROCEDURE_INTERPRETATION, '四百六十五')}"
)
REWRITE = "申请执行人可以向____法院申请恢复执行原生效法律文书（____号），已经履行的部分扣除"


def findings(agreement: Agreement) -> Iterator[Finding]:
    """enforcement-resume, of a settlement in enforcement."""
    for sentence in agreement.sentences:
        match = BY_SETTLEMENT.search(sentence.text)
        if match and not NOT_SO.search(sentence.text) and not past(agreement, sentence, sentence.start + match.start()):
            reason = (
                "执行和解协议本身不能拿来强制执行。对方不履行的，可以申请恢复执行原来的判决、调解书，"
                "或者就和解协议另行起诉。"
            )
            yield _found(agreement, *spot(sentence, match), reason)
            return
    if agreement.formal and not any(_resumes(one) for one in agreement.sentences):
        yield _missing(agreement)


def _resumes(sentence: Span) -> bool:
    """Whether a sentence lets enforcement go on, or the creditor sue on the settlement."""
    allowed = (
        one
        for one in RESUME.finditer(sentence.text)
        if not DENIED.search(re.split("[，：]", sentence.text[: one.start()])[-1])
    )
    return next(allowed, None) is not None or OWN_SUIT.search(sentence.text) is not None


def _missing(agreement: Agreement) -> Finding:
    late = [one for one in agreement.sentences if CONDITION.search(one.text)]
    for sentence in late:
        if match := ENFORCE.search(sentence.text):
            reason = "“强制执行”没有说明执行的是什么。和解以后要申请的是恢复执行原来的判决、调解书，请照写。"
            return _found(agreement, *spot(sentence, match), reason)
    place = next((one for one in late if re.search(r"付|履行|款", one.text)), agreement.title)
    reason = "没有写被执行人不履行时，申请执行人可以申请恢复执行原来的判决、调解书。"
    return _found(agreement, place.start, place.end, reason)


def _found(agreement: Agreement, start: int, end: int, reason: str) -> Finding:
    return agreement.finding("enforcement-resume", Severity.ERROR, start, end, reason, BASIS, REWRITE)
