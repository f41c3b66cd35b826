"""Citations that no single law was found for."""

from collections.abc import Sequence

from rapidfuzz import process

from knowledge.citations.found import CitationKind
from knowledge.citations.resolving import Resolved
from knowledge.citations.verdicts import Judgement, Verdict
from knowledge.law import Law
from knowledge.names import plain_name
from knowledge.registry import Registry

LIKE_NAME = 85.0  # likeness in percent from which a registered name is offered for an unknown one


def judge_unresolved(resolved: Sequence[Resolved], place: int, text: str, registry: Registry) -> Judgement:
    """What can be said of the citation at ``place`` of ``resolved``, which has no law."""
    one = resolved[place]
    if law := _its_number(resolved, place, text):
        return Judgement(Verdict.MATCHES, f"这是{law}的文号。")
    if len(one.candidates) > 1:
        written = text[one.found.start : one.found.end]
        names = "、".join(str(law) for law in one.candidates[:4])
        return Judgement(Verdict.AMBIGUOUS, f"“{written}”可以指{names}，不能替您选定。", "写出全称。")
    if one.found.kind is CitationKind.DOCUMENT:
        return Judgement(Verdict.NOT_CHECKABLE, "登记册里没有这个文号，无法核对。")
    if name := _name_of(resolved, place):
        problem = f"登记册里没有叫“{name}”的规范，可能名称有误，也可能没有收录。"
        near = process.extractOne(plain_name(name), registry.plain_names, score_cutoff=LIKE_NAME)
        suggestion = f"是不是《{near[0]}》？请核对全称。" if near else "核对全称。"
        return Judgement(Verdict.LAW_UNKNOWN, problem, suggestion)
    return Judgement(Verdict.NOT_CHECKABLE, "看不出指的是哪一部法律。", "写出法律的名称。")


def _its_number(resolved: Sequence[Resolved], place: int, text: str) -> Law | None:
    """The law that stands right before a document number which it shares with others."""
    one = resolved[place]
    if one.found.kind is not CitationKind.DOCUMENT or place == 0:
        return None
    before = resolved[place - 1]
    beside = text[before.found.end : one.found.start].strip("（(【[〔 \n") == ""
    return before.law if beside and before.law in one.candidates else None


def _name_of(resolved: Sequence[Resolved], place: int) -> str | None:
    """The name that a citation gives its law, or that the one gives of whose list it is."""
    found = resolved[place].found
    while found.name is None and len(found.follows) == 1:
        found = resolved[found.follows[0]].found
    return None if found.back else found.name
