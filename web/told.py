"""A conversation as a story: what its owner asked, in order, for a proposal or a draft."""

from assistant.errors import ConversationNotFound
from assistant.history import History


def told_in(history: History, owner: str, conversation: str) -> str:
    """The questions of one's own conversation, a line each; "" where there is none."""
    try:
        turns = history.turns(owner, conversation) if conversation else []
    except ConversationNotFound:
        return ""
    return "\n".join(dict.fromkeys(turn.question for turn in turns))
