"""The page on which the wording of an agreement is checked: the text with its places marked, the findings beside it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from assistant.checking import Agreement, AgreementKind, Finding, Severity, read_agreement
from assistant.lawbook import Lawbook
from web.marking import Stretch, stretches
from web.remarks import Remark, is_missing, judged, key_of, remark

NOTICE = "检查只看措辞，不判断事实真假和条件是否公平；没有列出的地方也要通读。文字不保存。"
MOVED = "文字已经改动，没有替换。下面是重新检查的结果。"
LONGEST = 20_000  # characters: an agreement has a tenth of it


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of the text, and how much the worst of its findings matters ("" where it has none)."""

    stretch: Stretch
    severity: str


@dataclass(frozen=True, slots=True)
class CheckPage:
    """``text`` is what was typed, after a rewrite the new text. ``checked`` is False before the first check."""

    text: str
    kind: AgreementKind | None
    checked: bool
    pieces: tuple[Piece, ...] = ()
    remarks: tuple[Remark, ...] = ()
    summary: str = ""
    remark: str = ""
    problem: str | None = None
    kinds: tuple[AgreementKind, ...] = tuple(AgreementKind)
    longest: int = LONGEST
    back: str = "/"
    notice: str = NOTICE


def check_page(text: str, kind: AgreementKind | None, rewrite: str, today: date, lawbook: Lawbook | None) -> CheckPage:
    """The check of a text; ``rewrite`` is the key of a finding whose proposal is put in place first, "" for none."""
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    if not text.strip():
        return CheckPage(text, kind, checked=False, problem="还没有文字。请把协议全文粘贴到框里，再点“检查”。")
    if len(text) > LONGEST:
        told = f"有 {len(text)} 个字，超过 {LONGEST} 字的上限。请只粘贴协议本身。"
        return CheckPage(text, kind, checked=False, problem=told)
    told = ""
    if rewrite:
        agreement = read_agreement(text, today, kind)
        found, _ = judged(agreement, lawbook)
        one = next((one for one in found if key_of(one) == rewrite and one.rewrite), None)
        text = _rewritten(agreement, one) if one else text
        told = "已改一处，下面是改后的检查结果。" if one else MOVED
    agreement = read_agreement(text, today, kind)
    found, untold = judged(agreement, lawbook)
    counts = [f"{severity.label}{sum(one.severity is severity for one in found)}处" for severity in Severity]
    return CheckPage(
        text,
        kind,
        checked=True,
        pieces=tuple(_pieces(text, found)),
        remarks=tuple(remark(number, one, agreement) for number, one in enumerate(found, start=1)),
        summary=f"按{agreement.kind.label}检查：{'，'.join(counts) if found else '没有找到问题'}。",
        remark=told + untold,
    )


def _rewritten(agreement: Agreement, one: Finding) -> str:
    """The text with what is proposed: in place of what was found, or as a line of its own before the signatures."""
    text = agreement.text
    if not is_missing(agreement, one):
        return text[: one.start] + one.rewrite + text[one.end :]
    place = agreement.signatures.start
    return f"{text[:place].rstrip()}\n{one.rewrite}\n\n{text[place:].lstrip()}"


def _pieces(text: str, found: Sequence[Finding]) -> Iterator[Piece]:
    for one in stretches(text, [((each.start, max(each.end, each.start + 1)),) for each in found]):
        severities = [found[number - 1].severity for number in one.marks]
        yield Piece(one, min(severities, key=list(Severity).index).value if severities else "")
