"""The page on which the wording of an agreement is checked: the text with its places marked, the findings beside it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from assistant.checking import KINDS, Agreement, AgreementKind, Finding, Severity, check, read_agreement
from assistant.lawbook import Lawbook
from knowledge.errors import KnowledgeError

NOTICE = "检查只看措辞，不判断事实真假和条件是否公平；没有列出的地方也要通读。文字不保存。"
MOVED = "文字已经改动，没有替换。下面是重新检查的结果。"
LONGEST = 20_000  # characters: an agreement has a tenth of it


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of the text and the findings that it lies in, by their numbers; ``first`` are those that begin here."""

    text: str
    findings: tuple[int, ...]
    first: tuple[int, ...]
    severity: str


@dataclass(frozen=True, slots=True)
class FindingView:
    """A finding with its number; ``key`` tells it from the others of the same text, and is what its button sends.
    ``added``: its proposal is a clause that is missing, not other words for those that are there.
    """

    number: int
    key: str
    label: str
    severity: Severity
    quote: str
    reason: str
    basis: str
    rewrite: str
    added: bool


@dataclass(frozen=True, slots=True)
class CheckPage:
    """``text`` is what was typed, after a rewrite the new text. ``checked`` is False before the first check."""

    text: str
    kind: AgreementKind | None
    checked: bool
    pieces: tuple[Piece, ...] = ()
    findings: tuple[FindingView, ...] = ()
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
    remark = ""
    if rewrite:
        agreement = read_agreement(text, today, kind)
        found, _ = _findings(agreement, lawbook)
        one = next((one for one in found if _key(one) == rewrite and one.rewrite), None)
        text = _rewritten(agreement, one) if one else text
        remark = "已改一处，下面是改后的检查结果。" if one else MOVED
    agreement = read_agreement(text, today, kind)
    found, untold = _findings(agreement, lawbook)
    counts = [f"{severity.label}{sum(one.severity is severity for one in found)}处" for severity in Severity]
    return CheckPage(
        text,
        kind,
        checked=True,
        pieces=tuple(_pieces(text, found)),
        findings=tuple(_view(number, one, agreement) for number, one in enumerate(found, start=1)),
        summary=f"按{agreement.kind.label}检查：{'，'.join(counts) if found else '没有找到问题'}。",
        remark=remark + untold,
    )


def _findings(agreement: Agreement, lawbook: Lawbook | None) -> tuple[Sequence[Finding], str]:
    """All findings; where law cannot be looked up, those that need none, and a word about it."""
    try:
        return check(agreement.text, agreement.kind, agreement.today, lawbook), ""
    except KnowledgeError as error:
        return check(agreement.text, agreement.kind, agreement.today), f"引用的法条没有核对：{error}"


def _rewritten(agreement: Agreement, one: Finding) -> str:
    """The text with what is proposed: in place of what was found, or as a line of its own before the signatures."""
    text = agreement.text
    if not _is_missing(agreement, one):
        return text[: one.start] + one.rewrite + text[one.end :]
    place = agreement.signatures.start
    return f"{text[:place].rstrip()}\n{one.rewrite}\n\n{text[place:].lstrip()}"


def _is_missing(agreement: Agreement, one: Finding) -> bool:
    """Whether a finding is about the whole: it then stands at the title."""
    return (one.start, one.end) == (agreement.title.start, agreement.title.end)


def _key(one: Finding) -> str:
    return f"{one.kind}-{one.start}-{one.end}"


def _view(number: int, one: Finding, agreement: Agreement) -> FindingView:
    missing = _is_missing(agreement, one)
    quote = "" if missing else one.text
    return FindingView(
        number, _key(one), KINDS[one.kind], one.severity, quote, one.reason, one.basis, one.rewrite, missing
    )


def _pieces(text: str, found: Sequence[Finding]) -> Iterator[Piece]:
    """The text cut where a finding begins or ends."""
    spans = [(one.start, max(one.end, one.start + 1), one.severity) for one in found]
    cuts = sorted({0, len(text), *(min(end, len(text)) for span in spans for end in span[:2])})
    for start, end in pairwise(cuts):
        inside = tuple(number for number, span in enumerate(spans, start=1) if span[0] <= start and end <= span[1])
        first = tuple(number for number in inside if spans[number - 1][0] == start)
        worst = min((spans[number - 1][2] for number in inside), key=list(Severity).index, default=None)
        yield Piece(text[start:end], inside, first, worst.value if worst else "")
