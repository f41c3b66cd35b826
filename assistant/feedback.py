"""What a reader thinks of an answer: helpful or not, why, and a few words, without personal data."""

from dataclasses import dataclass
from enum import StrEnum

from assistant.errors import QuestionError
from assistant.redaction import Redactor
from assistant.screening.cleaning import printable

MOST_CHARACTERS = 500
TOO_LONG = f"意见最多{MOST_CHARACTERS}个字，请缩短后再保存。"


class Reason(StrEnum):
    """Why an answer was helpful, or was not."""

    CLEAR = "clear"
    GROUNDED = "grounded"
    USABLE = "usable"
    WRONG = "wrong"
    OUTDATED = "outdated"
    BESIDE = "beside"
    INCOMPLETE = "incomplete"
    HARD = "hard"
    OTHER = "other"

    @property
    def label(self) -> str:
        """The reason in Chinese."""
        return LABELS[self]


LABELS = {
    Reason.CLEAR: "说得清楚",
    Reason.GROUNDED: "依据可靠",
    Reason.USABLE: "能照着做",
    Reason.WRONG: "说错了，或引用不对",
    Reason.OUTDATED: "规定已经变了",
    Reason.BESIDE: "没有答到点上",
    Reason.INCOMPLETE: "不完整",
    Reason.HARD: "看不懂",
    Reason.OTHER: "其他",
}
REASONS = {
    True: (Reason.CLEAR, Reason.GROUNDED, Reason.USABLE, Reason.OTHER),
    False: (Reason.WRONG, Reason.OUTDATED, Reason.BESIDE, Reason.INCOMPLETE, Reason.HARD, Reason.OTHER),
}


@dataclass(frozen=True, slots=True)
class Feedback:
    """``words`` hold no personal data that is recognised."""

    helpful: bool
    reason: Reason | None = None
    words: str = ""


def feedback(question: str, *, helpful: bool, reason: Reason | None = None, words: str = "") -> Feedback:
    """What was said of the answer to ``question``; raises QuestionError.

    A reason that goes with the other opinion is left out. Whoever the question names is not named by the words either.
    """
    said = printable(words)
    if len(said) > MOST_CHARACTERS:
        raise QuestionError(TOO_LONG)
    redactor = Redactor()
    redactor.redact(question)
    return Feedback(helpful, reason if reason in REASONS[helpful] else None, redactor.redact(said, echoed=True))
