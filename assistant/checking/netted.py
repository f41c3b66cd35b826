"""What each side owes the other, line by line, against what is left when both are set off."""

import re
from collections.abc import Iterator
from decimal import Decimal

from assistant.checking.agreement import Agreement, Span
from assistant.checking.capitals import CERTAIN, against
from assistant.checking.finding import Finding, Severity
from assistant.checking.places import scope_of
from assistant.checking.sums import Role, Sum, sums

NET = re.compile(r"(?:[两二]项|互|相|对)(?:互|相)?(?:抵[销消扣充]?|冲抵|折抵)|轧差")
OWES = re.compile(r"应(?:当)?(?:支付|[付还退交给])|尚欠|欠")
SIDES = 2


def findings(agreement: Agreement) -> Iterator[Finding]:
    """amount-total: 甲方应付：…; 乙方应付：…; 两项相抵，甲方应付…."""
    told = [one for one in sums(agreement) if not one.aside and one.role is not Role.EACH]
    for sentence in agreement.sentences:
        match = NET.search(sentence.text)
        net = next((one for one in told if match and sentence.start + match.end() <= one.start < sentence.end), None)
        sides = list(_sides(agreement, sentence, told)) if net else []
        if net is None or net.loose or len(sides) != SIDES:
            continue
        right = abs(sides[0] - sides[1])
        if right != net.value:
            reason = f"两边相抵{against(right, '写的差额', net.value)}。请核对哪一项写错。"
            yield agreement.finding("amount-total", Severity.ERROR, net.start, net.end, reason, CERTAIN)


def _sides(agreement: Agreement, net: Span, told: list[Sum]) -> Iterator[Decimal]:
    """What the lines of the clause above say that somebody owes, each added up."""
    start = scope_of(agreement, net.start).start
    own = agreement.text.rfind("\n", 0, net.start) + 1
    for line in re.finditer(r"[^\n]+", agreement.text[start:own]):
        inside = [one for one in told if start + line.start() <= one.start < start + line.end()]
        if inside and OWES.search(line.group()):
            whole = [one for one in inside if one.role is Role.WHOLE]
            yield whole[-1].value if whole else sum((one.value for one in inside), Decimal(0))
