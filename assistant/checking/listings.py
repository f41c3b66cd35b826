"""Lists of dishonest debtors and limits on consumption, and how they are to be lifted."""

import re
from collections.abc import Iterator, Sequence

from assistant.checking.agreement import Agreement, Span
from assistant.checking.duties import CONDITION
from assistant.checking.finding import Finding, Severity
from assistant.checking.genre import enforcing
from assistant.checking.headings import entitles
from assistant.checking.places import scope_of, spot
from assistant.checking.seals import ASKED, SEAL, asserted, left_open, preamble, threatens

LISTING = re.compile(
    r"失信(?:被执行人)?(?:名单|信息|措施|惩戒)?|限制(?:了)?(?:其|他|她)?高?消费(?:令|措施)?|高?消费的?限制(?:令)?|限[高消](?:令|措施)?|黑名单|老赖"
    r"|信用[^，。；]{0,4}惩戒|移出名单|撤名单|列名"
)
LIFT = re.compile(
    r"解除|删除|屏蔽|撤销|撤回(?!执行|起诉|诉讼|申请)|移出|撤下|取消|恢复(?:信用|名誉)|消除|撤除|撤[出名]|退出|解禁|移除|纠正|销去|删掉|暂停|办撤|要撤"
)
# That a court did so.
LISTED = re.compile(
    r"(?:纳入|列入|列为|录入|上了|进了|采取|发布|发出|作出|被|已|予以|并)[^。；，]{0,16}(?:失信|限制(?:高)?消费|限高|黑名单)"
    r"|(?:失信|限制(?:高)?消费|限高)[^。；，]{0,8}(?:名单|措施|令)?(?:中|尚未解除|仍在|在列)"
)
NOT_LISTED = re.compile(
    r"(?:未|没有|无|不)[^。；，]{0,12}(?:失信|限制(?:高)?消费|限高|黑名单)|解除|删除|屏蔽|移出|撤销"
)
ANEW = re.compile(r"重新(?:采取|申请|纳入|列入)")
REWRITE = (
    "____收到____元之日起____日内，向____法院提交同意删除____的失信信息、解除限制消费措施的书面意见，由法院审查决定"
)


def findings(agreement: Agreement) -> Iterator[Finding]:
    """listing-release: nothing on it, a promise that only the court can keep, or one without who and when."""
    told = [
        one
        for one in agreement.sentences
        if LISTING.search(one.text)
        and not entitles(agreement, one)
        and not threatens(one, LISTING, LIFT)
        and LISTING.search(asserted(one))
    ]
    told += [one for one in agreement.sentences if one not in told and told and _goes_on(agreement, one, told)]
    lifts = [one for one in told if _lifts(one)]
    if agreement.formal and enforcing(agreement) and not LISTING.search(agreement.text):
        reason = (
            "没有写失信、限制消费怎么办。有的，写明付到多少、几天之内由申请执行人向法院书面同意解除；"
            "没有的，写一句没有。"
        )
        title = agreement.title
        yield agreement.finding("listing-release", Severity.NOTICE, title.start, title.end, reason, "", REWRITE)
    if not lifts and not told:
        told = [one for one in preamble(agreement) if LISTED.search(one.text) and not NOT_LISTED.search(one.text)]
    if not lifts and told and (match := LISTING.search(told[0].text)):
        reason = "提到失信、限制消费，却没有写付到多少、几天之内、由谁向法院申请解除。"
        place = spot(told[0], match)
        yield agreement.finding("listing-release", Severity.WARNING, *place, reason, "", REWRITE)
    found = (_lift(agreement, one) for one in lifts)
    yield from (one for one in (next(filter(None, found), None),) if one)


def _lifts(sentence: Span) -> bool:
    """Whether a sentence asks for the end of a measure, be it that it may be taken anew."""
    lift = LIFT.search(sentence.text)
    return lift is not None and bool(not ANEW.search(sentence.text) or ASKED.search(sentence.text[: lift.start()]))


def _goes_on(agreement: Agreement, sentence: Span, told: Sequence[Span]) -> bool:
    """Whether a sentence asks a court to lift what the one before it in the clause names."""
    asks = LIFT.search(sentence.text) and ASKED.search(sentence.text) and not SEAL.search(sentence.text)
    scope = scope_of(agreement, sentence.start)
    asks = asks and not CONDITION.search(sentence.text)
    return bool(asks) and any(scope.start <= one.start < sentence.start for one in told)


def _lift(agreement: Agreement, sentence: Span) -> Finding | None:
    lift = LIFT.search(sentence.text)
    listing = LISTING.search(sentence.text) or lift
    if lift is None or listing is None:
        return None
    start = sentence.start + min(lift.start(), listing.start())
    end = sentence.start + max(lift.end(), listing.end())
    if not ASKED.search(sentence.text):
        reason = (
            "删不删失信信息、解不解除限制消费，由法院审查决定，当事人自己做不到。"
            "能写的是几天之内向法院提交同意解除的书面意见。"
        )
        return agreement.finding("listing-release", Severity.ERROR, start, end, reason, "", REWRITE)
    if missing := left_open(agreement, sentence, sentence.start + lift.start()):
        reason = f"解除失信、限制消费没有写{'、'.join(missing)}。"
        return agreement.finding("listing-release", Severity.WARNING, start, end, reason, "", REWRITE)
    return None
