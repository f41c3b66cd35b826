"""Where the clauses of a text begin, in the one style in which they are numbered or headed."""

import re

from assistant.checking.layout import (
    CLAUSE_STYLES,
    FEWEST_CLAUSES,
    FEWEST_HEADED,
    HEADED_STYLES,
    LOOSE_STYLES,
    NO_HEADING,
    PERSONAL_DATA,
)


def clause_heads(text: str, end: int) -> list[re.Match[str]]:
    """The beginnings of the clauses before ``end``, in the one style in which they are numbered."""
    numbered = [list(style.finditer(text, 0, end)) for style in CLAUSE_STYLES]
    loose = [found for style in LOOSE_STYLES if (found := list(style.finditer(text, 0, end)))]
    numbered += sorted(loose, key=lambda found: found[0].start())
    several = next((found for found in numbered if len(found) >= FEWEST_CLAUSES), None)
    return several or _headed(text, end) or next(filter(None, numbered), [])


def _headed(text: str, end: int) -> list[re.Match[str]]:
    """The headings of clauses that bear no numbers, below the parties."""
    start = max((match.end() for match in PERSONAL_DATA.finditer(text, 0, end // 2)), default=0)
    for style in HEADED_STYLES:
        found = [match for match in style.finditer(text, start, end) if not NO_HEADING.search(match["number"])]
        if len(found) >= FEWEST_HEADED:
            return found
    return []
