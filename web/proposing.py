"""The mediator's proposal as a page: notes in, and a version for the mediator or for one side out."""

from dataclasses import dataclass
from datetime import date

from assistant.drafting.proposing.confidences import Side, read_told
from assistant.drafting.proposing.drafted import draft_of
from assistant.drafting.proposing.proposal import Proposal, propose
from assistant.drafting.word import word
from assistant.errors import DraftError
from assistant.screening import REFERRALS, help_for
from assistant.sentences import parse
from assistant.tools.toolbox import Toolbox
from knowledge.records import Passage
from web.desk.files import WordFile
from web.desk.sheet import Sheet, sheet_of
from web.pages import Group, group

LONGEST = 10_000  # characters of notes
NO_NOTES = "还没有案情。请写一段：谁欠谁、欠什么、到了哪一步、双方各想怎样。"
NOTICE = "方案由程序按所写的案情和收录的资料整理，供协商参考；能不能用、怎么用，由双方和法院决定。文字不保存。"
SAMPLE = "【只告诉调解员·债务人】能借到十万元，不想让对方知道。"


@dataclass(frozen=True, slots=True)
class ProposePage:
    """``side`` is whom the version is for, "" for the mediator. ``referral`` stands first where somebody may be in
    danger.
    """

    notes: str
    side: str
    sheet: Sheet | None = None
    sources: tuple[Passage, ...] = ()
    referral: tuple[Group, ...] = ()
    problem: str | None = None
    sides: tuple[str, ...] = tuple(Side)
    sample: str = SAMPLE
    longest: int = LONGEST
    back: str = "/"
    notice: str = NOTICE


def propose_page(notes: str, side: str, box: Toolbox, today: date, *, as_word: bool = False) -> ProposePage | WordFile:
    """The version of the proposal that is wanted, as a page or as a file; or what keeps it from being written."""
    notes = notes.replace("\r\n", "\n").replace("\r", "\n")
    if not notes.strip() or len(notes) > LONGEST:
        told = NO_NOTES if not notes.strip() else f"案情有{len(notes)}个字，超过{LONGEST}字的上限。请只留要紧的部分。"
        return ProposePage(notes, side, problem=told)
    helped = help_for(notes)
    referral = group(parse(helped), ()) if helped in {text for _, text in REFERRALS} else ()
    try:
        proposal = _proposal(notes, Side(side) if side in set(Side) else None, box, today)
    except DraftError as error:
        return ProposePage(notes, side, referral=referral, problem=str(error))
    if as_word:
        return WordFile(proposal.document.title, word(proposal.document))
    return ProposePage(notes, side, sheet_of(proposal.document), proposal.sources, referral)


def _proposal(notes: str, side: Side | None, box: Toolbox, today: date) -> Proposal:
    told = read_told(notes)
    return propose(told, box, today, side, draft_of(told.text, today))
