"""What became of a text, stretch by stretch."""

from dataclasses import dataclass

from rapidfuzz.distance import Levenshtein

OVERLAP = 3  # characters: what two texts share between two changes, shorter than this, is taken for chance


@dataclass(frozen=True, slots=True)
class Change:
    """A stretch of two texts: the same in both, or ``old`` gave way to ``new`` (either may be empty)."""

    old: str
    new: str

    @property
    def same(self) -> bool:
        """Whether nothing changed here."""
        return self.old == self.new


def changes(old: str, new: str) -> tuple[Change, ...]:
    """The stretches of two texts in order; the ``old`` of all make up the one, the ``new`` the other."""
    found: list[Change] = []
    steps = Levenshtein.opcodes(old, new)
    for place, step in enumerate(steps, start=1):
        change = Change(old[step.src_start : step.src_end], new[step.dest_start : step.dest_end])
        short = change.same and len(change.old) < OVERLAP and place < len(steps)
        if found and not found[-1].same and (not change.same or short):
            found[-1] = Change(found[-1].old + change.old, found[-1].new + change.new)
        else:
            found.append(change)
    return tuple(found)
