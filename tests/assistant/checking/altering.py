"""Sound agreements with one thing changed, and clauses in an agreement that has nothing else wrong."""

from collections.abc import Callable, Iterator
from datetime import date

from assistant.checking import Agreement, AgreementKind, Finding, read_agreement
from tests.assistant.checking.sound import SOUND

TODAY = date(2026, 9, 20)
Check = Callable[[Agreement], Iterator[Finding]]
# agreement, what stood there, what stands there now, kind, what the finding points at
Row = tuple[str, str, str, str, str]

CLAUSE = """协议书
甲方：邱有德，身份证号0000**********0901
乙方：范小军，身份证号0000**********0902
一、{clause}
二、款项以现金当面付清。乙方逾期付款的，甲方可以就全部未付款项起诉。
甲方（签名）：
乙方（签名）：
2026年9月1日
"""


def altered(name: str, old: str, new: str) -> str:
    """A sound agreement with ``old`` replaced once; it must stand there."""
    assert old in SOUND[name]
    return SOUND[name].replace(old, new, 1)


def found(check: Check, text: str, kind: AgreementKind | None = None) -> list[Finding]:
    """What one family of checks finds."""
    findings = list(check(read_agreement(text, TODAY, kind)))
    for one in findings:
        assert text[one.start : one.end] == one.text
    return findings


def points(check: Check, row: Row) -> bool:
    """Whether a check finds what a row says, where it says."""
    name, old, new, kind, piece = row
    return any(one.kind == kind and piece in one.text for one in found(check, altered(name, old, new)))


def kinds_in(check: Check, clause: str) -> set[str]:
    """The kinds of what a check finds in a clause."""
    return {one.kind for one in found(check, CLAUSE.format(clause=clause))}
