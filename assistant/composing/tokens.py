"""How many tokens a text may cost a model: an upper estimate, since no two models count alike."""

import re

WIDE = re.compile(r"[^\x00-\x7f]")
NARROW = 3  # ASCII characters a token, at the least


def tokens_of(text: str) -> int:
    """At most this many: one a Chinese character, one for three others. Models that know Chinese need fewer."""
    wide = len(WIDE.findall(text))
    return wide + -(-(len(text) - wide) // NARROW)
