"""Asking whose doing it is, where a message may be an unlawful wish or a complaint of one; and the reply to that."""

import re
from dataclasses import replace

from assistant.messages import Clarification, Question

ASKED = Clarification(
    text=(
        "先确认一句，免得答错方向：您说的这件事，是谁做的、谁打算做？对方做的，我说怎么应对、怎么保住权利；"
        "您这边打算做的，我先说它合不合法、有哪些合法的路。"
    ),
    replies=("对方或者别人这样做，我想知道怎么办", "我这边想这样做", "都不是，我想问合法的办法"),
)
OTHERS, OWN, LAWFUL = ASKED.replies
OWN_WORDS = re.compile(r"^(?:是|就是)?(?:我|咱|俺|本人)(?:们|方|这边|自己|公司|家)*(?:想|要|打算|准备|做|干|$)")
BRIEF = 24  # characters of what is still a reply


def is_replied(question: Question) -> bool:
    """Whether the question replies to ASKED; who writes at length asks anew."""
    last = question.turns[-1] if question.turns else None
    return (
        last is not None
        and last.answer == ASKED.text
        and (question.text in ASKED.replies or len(question.text) <= BRIEF)
    )


def is_own(text: str) -> bool:
    """Whether the reply says that the asker wants to do it."""
    return text == OWN or OWN_WORDS.search(text) is not None


def resumed(question: Question) -> Question:
    """What had been asked before ASKED, with what a reply in own words adds, as if nothing had been asked back."""
    before = question.turns[-1].question
    text = before if question.text in ASKED.replies else f"{before}\n{question.text}"
    return replace(question, text=text, turns=question.turns[:-1])
