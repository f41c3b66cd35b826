"""How wide the columns of a table are: what is short stays on one line, long text shares what is left."""

import unicodedata
from collections.abc import Sequence
from itertools import pairwise

LEAST, MOST = 3.0, 24.0  # characters of full width that a column gets at least, and asks for at most
WHOLE = (9.5, 7.0, 4.5)  # characters up to which a cell is not broken: a day, a sum, a name; as far as there is room
NARROW = 4.0  # characters below which a column of longer cells is too narrow
PADDING = 0.8
HALF, JOINT = 0.5, 0.25  # width of a Latin character, and of the gap between scripts
CHARACTER = 240  # twentieths of a point: one of 12 points


def widths(columns: Sequence[str], rows: Sequence[Sequence[str]], total: int) -> list[int]:
    """The widths of the columns, which add up to ``total``, in twentieths of a point."""
    wanted = [_wanted(cells) for cells in zip(columns, *rows, strict=True)]
    room = total / CHARACTER
    if sum(wanted) > room:
        tried = (_shared(wanted, room, whole) for whole in WHOLE)
        wanted = next((shared for shared in tried if all(shared)), wanted)
    whole = [int(total * width / sum(wanted)) for width in wanted]
    whole[-1] += total - sum(whole)
    return whole


def _shared(wanted: Sequence[float], room: float, whole: float) -> list[float]:
    """Columns that ask for no more than ``whole`` get it, the others share the rest; of too narrow ones, 0."""
    left = room - sum(width for width in wanted if width <= whole)
    parts = sum(width**0.5 for width in wanted if width > whole)
    shared = [width if width <= whole else left * width**0.5 / parts for width in wanted]
    return [0 if given < min(NARROW, width) else given for given, width in zip(shared, wanted, strict=True)]


def _wanted(cells: Sequence[str]) -> float:
    """What a column asks for, in characters of full width."""
    return max(LEAST, min(max(map(_width, cells)) + PADDING, MOST))


def _width(text: str) -> float:
    wide = [unicodedata.east_asian_width(sign) in "WFA" for sign in text]
    return sum(1.0 if one else HALF for one in wide) + JOINT * sum(one != other for one, other in pairwise(wide))
