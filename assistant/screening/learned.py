"""What no rule foresaw: a message is judged by the runs of characters that it shares with those written as examples.

The rules say more exactly what is meant and are read first, but give way where all of a message speaks for our field.
Elsewhere chances decide. Of the labelled questions of our
field, out of fold, one in 500 exceeds that of danger and one in 180 that of an unlawful wish.
"""

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping

from assistant.screening import aid, refusals
from assistant.screening.scope import ABROAD
from knowledge.classifier import Classifier

HELP = {"life": aid.LIFE, "violence": aid.VIOLENCE, "minor": aid.MINOR, "crime": aid.CRIME}
DANGER, UNLAWFUL, FOREIGN = 0.18, 0.4, 0.3  # chances from which on a message is stopped
UNSURE = 0.1  # chance of an unlawful wish from which on it is asked whose doing it is
FEWEST = 5  # characters: with fewer, such as 我的, 我要 or 我老婆, all chances are those of nothing at all
SHORT = 14  # characters that say little by themselves
DANGER_SHORT = 0.4  # chance of danger that it takes in so few
SURE = 0.6  # chance of an unlawful wish in so few
DANGER_BESIDE = 0.4  # chance of danger beside a wish that a rule has recognised
CERTAIN = 0.85  # chance of our field that outweighs a rule
OURS = 0.7  # chance from which a story is one of our field, whatever the search finds
OURS_SETTLING = 0.4  # the same where it is asked how to settle
STORY = 30  # characters that it takes to tell one
LONG = 90  # characters that are judged as one
STEP = 60
NOTHING: Mapping[str, float] = defaultdict(float)
# Whoever asks how to bring two sides together seldom wants a wrong, and mostly tells a dispute about money.
SETTLING = re.compile(r"怎么(?:调|谈|劝|摆|商量)|调(?:解|成|好|拢|和)|谈拢|谈成|折中|双方|两边|三方|方案怎么")
# Without one of these, a few words tell something and want nothing.
WANTING = re.compile(r"[？?吗呢么]|怎|咋|如何|哪|谁|能|(?<!银)行|可以|想|要|让|帮|教|请|办|招|法子|好使|管用|稳")
_END = re.compile(r"(?<=[。！？!?；;\n])")


class Judged:
    """What the examples say of one message; its chances are read once."""

    def __init__(self, text: str) -> None:
        """``text`` is cleaned."""
        self._text = text
        self._parts = [_chances(part) for part in _parts(text)] if len(text) >= FEWEST else [NOTHING]
        few = len(text) <= SHORT
        self._little = few or SETTLING.search(text) is not None
        self._wants = not few or WANTING.search(text) is not None

    def referred(self, *, sure: bool = False) -> str | None:
        """The help that somebody in danger needs, or None. ``sure``: only where little speaks against it."""
        least = DANGER_BESIDE if sure else DANGER if len(self._text) > SHORT else DANGER_SHORT
        for chances in self._parts:
            if sum(chances.get(label, 0.0) for label in HELP) > least:
                return HELP[max(HELP, key=lambda label: chances.get(label, 0.0))]
        return None

    def refused(self) -> str | None:
        """The refusal of an unlawful wish, or of another country's law, or None."""
        if self._unlawful > (SURE if self._little else UNLAWFUL):
            return str(refusals.SOMEHOW)
        return ABROAD if len(self._parts) == 1 and self._parts[0]["foreign"] > FOREIGN else None

    @property
    def unsure(self) -> bool:
        """Whether the wish may be unlawful, or its asker the one who suffers from it."""
        return self._unlawful > (UNLAWFUL if self._little else UNSURE)

    @property
    def ours(self) -> bool:
        """Whether hardly anything speaks against a question of our field, all of it taken together."""
        return self._whole["in_scope"] > CERTAIN

    @property
    def _unlawful(self) -> float:
        return max(chances["unlawful"] for chances in self._parts) if self._wants else 0.0

    @property
    def _whole(self) -> Mapping[str, float]:
        return self._parts[0] if len(self._parts) == 1 else _chances(self._text)


def is_dispute(text: str) -> bool:
    """Whether a text tells a dispute of our field."""
    least = OURS_SETTLING if SETTLING.search(text) else OURS
    return len(text) >= STORY and _chances(text)["in_scope"] > least


def _chances(text: str) -> Mapping[str, float]:
    return Classifier.load("screening").chances(text)


def _parts(text: str) -> Iterator[str]:
    """The text, or where it is long its sentences, several short ones as one; a long one in overlapping pieces."""
    part = ""
    for sentence in _END.split(text) if len(text) > LONG else [text]:
        if part and len(part) + len(sentence) > LONG:
            yield from _pieces(part)
            part = ""
        part += sentence
    yield from _pieces(part)


def _pieces(part: str) -> Iterator[str]:
    for start in range(0, max(len(part) - LONG + STEP, 1), STEP):
        yield part[start : start + LONG]
