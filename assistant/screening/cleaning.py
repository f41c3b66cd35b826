"""What is taken as a question at all."""

import unicodedata

from assistant.errors import QuestionError

MAX_CHARACTERS = 10_000


def printable(text: str) -> str:
    """NFC text without control or invisible formatting characters, outer blanks removed."""
    return "".join(
        character
        for character in unicodedata.normalize("NFC", text)
        if character in "\n\t" or unicodedata.category(character) not in {"Cc", "Cf", "Cs", "Co"}
    ).strip()


def clean(text: str) -> str:
    """NFC text without control or invisible formatting characters, outer blanks removed.

    Raises QuestionError when nothing is left, or more than MAX_CHARACTERS are.
    """
    kept = printable(text)
    if not kept:
        raise QuestionError("还没有写问题。请用一两句话写明：谁欠谁、欠什么、到了哪一步。")
    if len(kept) > MAX_CHARACTERS:
        raise QuestionError(f"问题有{len(kept)}个字，最多{MAX_CHARACTERS}个字。请只留下与纠纷有关的经过。")
    return kept
