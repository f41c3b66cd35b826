"""Days by which somebody is to make good what was not done, and that come before it had to be done."""

import re
from collections.abc import Iterator, Sequence

from assistant.checking.agreement import Agreement, Span
from assistant.checking.finding import Finding, Severity
from assistant.checking.headings import CLAUSE_MARK
from assistant.checking.places import within
from assistant.checking.slots import leader
from assistant.reading.days import Dated, written

# 劳务公司到期未付的，…; 乙方没有按期交货的，…
DEFAULTED = re.compile(
    r"[^，。；]{0,24}?(?:未|没有?|不)(?:能)?(?:按|如|足|全|依)?[^，。；]{0,8}?(?:付|还|偿|履行|交|退|搬|腾|足|清)[^，。；]{0,16}?(?:的|时)，"
)
BY_THEN = re.compile(r"(?:之前|以前|前|当[日天])(?!的)")


def findings(agreement: Agreement, dues: Sequence[Dated]) -> Iterator[Finding]:
    """date-order: 乙方应于12月18日前付清。乙方到期未付的，由丙方于12月11日前付清."""
    for sentence in agreement.sentences:
        mark = CLAUSE_MARK.match(sentence.text)
        defaulted = DEFAULTED.match(sentence.text, mark.end() if mark else 0)
        if defaulted is None:
            continue
        first = _first_due(agreement, dues, sentence, defaulted.group().lstrip())
        for one in within(agreement.days, sentence.start + defaulted.end(), sentence.end):
            if first and one.exact and one.day < first.day and BY_THEN.match(agreement.text, one.end):
                reason = (
                    f"{written(one.day)}早于前面的履行期限{written(first.day)}，那时还没有到期，谈不上没有履行。"
                    "请核对哪个日期写错。"
                )
                yield agreement.finding("date-order", Severity.ERROR, one.start, one.end, reason)
                break


def _first_due(agreement: Agreement, dues: Sequence[Dated], sentence: Span, said: str) -> Dated | None:
    """The first day above a sentence on which whoever is in default was to do something."""
    who, above = leader(agreement, said), [one for one in dues if one.start < sentence.start]
    told = [one for one in agreement.sentences if who and who in one.text and one.start < sentence.start]
    own = [one for one in above if any(each.start <= one.start < each.end for each in told)]
    return min(own or above, key=lambda one: one.day, default=None)
