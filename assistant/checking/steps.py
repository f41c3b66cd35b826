"""Steps of one doing that are told in their order, and whose days are not: 1月18日蓄水，1月15日查看."""

import re
from collections.abc import Iterator
from itertools import pairwise

from assistant.checking.agreement import Agreement, Span
from assistant.checking.finding import Finding, Severity
from assistant.checking.headings import CLAUSE_MARK
from assistant.checking.places import within
from assistant.reading.days import Dated, written

BEGINS = re.compile(r"(?:^|[，：:、])[ \t　]*(?:(?:并|再|又|且|后|然后|双方)?(?:于|在|定于)?)$")
LED = re.compile(r"[^，：:、。\d]{0,12}(?:于|在|定于)")
HOUR = r"(?:上午|下午|晚上?)?(?:\d{1,2}[时点:：](?:\d{1,2}分?|半)?)?(?:之?前|当[日天])?"
DONE = re.compile(rf"{HOUR}(?!起|至|到|以来|[年月日])[一-鿿]")


def _first(agreement: Agreement, sentence: Span, one: Dated) -> bool:
    """Whether a sentence begins with whoever does the first step on a day: 乙方于1月18日蓄水."""
    return LED.fullmatch(CLAUSE_MARK.sub("", agreement.text[sentence.start : one.start], count=1)) is not None


def findings(agreement: Agreement) -> Iterator[Finding]:
    """date-order, of the pieces of one sentence that each begin with a day."""
    signed = agreement.signed_on or agreement.today
    for sentence in agreement.sentences:
        steps = [
            one
            for one in within(agreement.days, sentence.start, sentence.end)
            if one.day >= signed
            and (BEGINS.search(agreement.text[sentence.start : one.start]) or _first(agreement, sentence, one))
            and DONE.match(agreement.text, one.end, sentence.end)
        ]
        for before, after in pairwise(steps):
            if after.day < before.day:
                reason = (
                    f"后一步的日期{written(after.day)}早于前一步的{written(before.day)}，先后对不上。"
                    "请核对哪个日期写错。"
                )
                yield agreement.finding("date-order", Severity.ERROR, before.start, after.end, reason)
