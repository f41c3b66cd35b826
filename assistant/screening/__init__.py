"""The first step: what must not go any further. No retrieval, no model."""

from dataclasses import replace

from assistant.messages import Question, Referral, Refusal
from assistant.screening import aid, crimes, danger, learned, minors, scope, threats, unlawful, violence
from assistant.screening.cleaning import MAX_CHARACTERS, clean
from assistant.screening.signs import any_shown, windows

__all__ = ["MAX_CHARACTERS", "clean", "screen"]

REFERRALS = (
    (danger.SIGNS, aid.LIFE),
    (minors.SIGNS, aid.MINOR),
    ((*violence.SIGNS, *threats.SIGNS), aid.VIOLENCE),
    (crimes.SIGNS, aid.CRIME),
)


def screen(question: Question) -> Question | Referral | Refusal:
    """The cleaned question; a referral when somebody may be in danger; a refusal of what is unlawful or not covered.

    Only the text of this question counts, no earlier turn. Raises QuestionError.
    """
    cleaned = replace(question, text=clean(question.text))
    read = tuple(windows(cleaned.text))
    helped = next((text for signs, text in REFERRALS if any(any_shown(signs, window) for window in read)), None)
    ours = learned.is_ours(cleaned.text)  # then neither a wish nor another matter is read into its words
    wish = None if ours else next(filter(None, map(unlawful.wish_in, read)), None)
    if helped := helped or learned.referred(cleaned.text, sure=wish is not None):
        return Referral(helped)
    if refused := wish or learned.refused(cleaned.text) or (None if ours else scope.refused(read)):
        return Refusal(refused)
    return cleaned
