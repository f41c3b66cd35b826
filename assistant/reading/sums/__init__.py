"""What a question wants computed: the calculator, the inputs that the words give, and those they leave out."""

import re
from collections.abc import Mapping
from dataclasses import replace
from datetime import date

from assistant.reading.said import Said
from assistant.reading.sums import fees
from assistant.reading.sums.deadlines import complete_deadline, read_deadline, recall_deadline
from assistant.reading.sums.follow_ups import followed_up, leans
from assistant.reading.sums.interest import complete_interest, read_interest, recall_interest
from assistant.reading.sums.late_performance import (
    complete_late_performance,
    read_late_performance,
    recall_late_performance,
)
from assistant.reading.sums.plans import complete_instalments, read_instalments
from assistant.reading.sums.severance import complete_severance, read_severance, recall_severance
from assistant.reading.sums.triggers import asked
from assistant.reading.sums.votes import complete_vote, read_vote
from assistant.reading.sums.wanted import Known, Reader, Sum

__all__ = ["Known", "Sum", "wanted_sums"]

MOST = 3  # sums of one message
SUPPOSED = re.compile(r"(?:那|那么)?(?:要是|如果|假如|换成|改成|万一)")  # what such a message says, it says for itself
DAYS = ("start", "due", "end")
PAID = "payments"  # of which every message may tell another
# 清偿率比较 and 债务抵充 take tables, which no sentence holds.
READERS: Mapping[str, Reader] = {
    "court-fee": Reader(fees.read_court_fee, fees.complete_court_fee),
    "preservation-fee": Reader(fees.read_preservation_fee, fees.complete_preservation_fee),
    "enforcement-fee": Reader(fees.read_enforcement_fee, fees.complete_enforcement_fee),
    "bankruptcy-fee": Reader(fees.read_bankruptcy_fee, fees.complete_bankruptcy_fee),
    "unpaid-wages": Reader(fees.read_unpaid_wages, fees.complete_unpaid_wages),
    "deadline": Reader(read_deadline, complete_deadline, recall_deadline),
    "interest": Reader(read_interest, complete_interest, recall_interest),
    "late-performance-interest": Reader(read_late_performance, complete_late_performance, recall_late_performance),
    "instalments": Reader(read_instalments, complete_instalments),
    "severance": Reader(read_severance, complete_severance, recall_severance),
    "bankruptcy-vote": Reader(read_vote, complete_vote),
}


def wanted_sums(text: str, today: date, known: Known | None = None) -> tuple[Sum, ...]:
    """What ``text`` wants computed, in the light of what was said before; () where it wants no sum.

    An elliptic follow-up (那要是调解呢, 不对，是六十万) asks for the earlier sum again, with what it changes.
    """
    known = known or Known()
    said = Said(text, today)
    names = asked(text, "\n".join(one.text for one in known.earlier))[:MOST]
    before = known.before
    if before and (not names or (names == [before.name] and leans(text))):
        again = followed_up(said, before, READERS[before.name])
        if again:
            return (again,)
    return tuple(_wanted(name, said, known) for name in names)


def _wanted(name: str, said: Said, known: Known) -> Sum:
    """One calculation: what its message leaves out comes from earlier ones, the latest first."""
    reader = READERS[name]
    stated = reader.read(said, known)
    inputs = dict(stated)
    for earlier in reversed(known.earlier):
        if not SUPPOSED.match(earlier.text):
            recalled = reader.recall(earlier, inputs)
            paid = {one for told in (recalled, inputs) for one in told.get(PAID, "").split(",") if one}
            inputs = {**recalled, **inputs, **({PAID: ",".join(sorted(paid))} if paid else {})}
    found = reader.complete(inputs, said)
    days = [inputs[key] for key in DAYS if key in inputs and key not in stated]
    note = (f"日子按您前面说的算：{'、'.join(days)}。",) if days else ()
    return replace(found, assumed=(*note, *found.assumed))
