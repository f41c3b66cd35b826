"""The first step: what must not go any further. No retrieval, no model."""

from collections.abc import Sequence
from dataclasses import replace

from assistant.messages import Clarification, Question, Referral, Refusal
from assistant.screening import (
    aid,
    crimes,
    danger,
    learned,
    minors,
    refusals,
    scope,
    threats,
    unlawful,
    violence,
    whose,
)
from assistant.screening.cleaning import MAX_CHARACTERS, clean
from assistant.screening.signs import any_shown, windows

__all__ = ["MAX_CHARACTERS", "clean", "help_for", "screen"]

REFERRALS = (
    (danger.SIGNS, aid.LIFE),
    (minors.SIGNS, aid.MINOR),
    ((*violence.SIGNS, *threats.SIGNS), aid.VIOLENCE),
    (crimes.SIGNS, aid.CRIME),
)


def screen(question: Question) -> Question | Clarification | Referral | Refusal:
    """The cleaned question; a referral when somebody may be in danger; a refusal of what is unlawful or not covered;
    the question whose doing it is, where that decides.

    Only the text of this question counts, no earlier turn but one that had been asked back about. Raises QuestionError.
    """
    cleaned = replace(question, text=clean(question.text))
    told = whose.is_replied(cleaned)
    if told and whose.is_own(cleaned.text):
        return Refusal(str(refusals.SOMEHOW))
    cleaned = whose.resumed(cleaned) if told else cleaned
    read, judged = tuple(windows(cleaned.text)), learned.Judged(cleaned.text)
    helped = _help_in(read)
    # Where all speaks for our field, neither a wish nor another matter is read into its words.
    wish = None if judged.ours else next(filter(None, map(unlawful.wish_in, read)), None)
    if helped := helped or judged.referred(sure=wish is not None):
        return Referral(helped)
    if refused := wish or judged.refused() or (None if judged.ours else scope.refused(read)):
        return Refusal(refused)
    return whose.ASKED if judged.unsure and not told else cleaned


def help_for(story: str) -> str | None:
    """Where to turn when somebody in a story of any length may be in danger; None where nothing says so outright.

    The classifier is not asked: it knows messages, and takes one story in thirty for a cry for help.
    """
    return _help_in(tuple(windows(story)))


def _help_in(read: Sequence[str]) -> str | None:
    return next((text for signs, text in REFERRALS if any(any_shown(signs, window) for window in read)), None)
