"""What kind of request a message is."""

import re
from enum import StrEnum


class Intent(StrEnum):
    """What is wanted."""

    MECHANISM = "mechanism"
    PROCEDURE = "procedure"
    CASE = "case"
    CALCULATION = "calculation"
    DRAFTING = "drafting"
    WORDING_CHECK = "wording_check"
    CITATION_CHECK = "citation_check"
    SMALL_TALK = "small_talk"
    OUT_OF_SCOPE = "out_of_scope"


def intent_of(text: str) -> Intent:
    """The likeliest intent."""
    return Intent.MECHANISM if re.search("怎么办", text) else Intent.PROCEDURE
