"""The numbers that Word sets by itself: 第一条 may be no text at all, but the label of a list.

ECMA-376 part 1, 17.9. A paragraph names a list (numId) and a level (ilvl), itself or through its style; the list says
how the label is written (第%1条), in which numerals, where it starts and what starts it anew.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from lxml import etree

from knowledge.numerals import DIGITS, LARGEST, chinese

LEVELS = 9  # the format knows no more
_MOST = 10**6  # no list is longer; keeps a forged start from growing the label
_STEMS = "甲乙丙丁戊己庚辛壬癸"


@dataclass(frozen=True, slots=True)
class Level:
    """One level of a list. ``text``: the label, %1…%9 for the counters; ``restart`` None: after each higher level."""

    text: str
    form: str
    start: int = 1
    suffix: str = "tab"
    restart: int | None = None
    decimal: bool = False
    style: str | None = None


@dataclass(slots=True)
class Numbering:
    """The lists of a document, and how far each has counted. One for each pass over the text."""

    levels: Mapping[str, Mapping[int, Level]]  # abstract list → its levels
    lists: Mapping[str, tuple[str, Mapping[int, int]]]  # list → its abstract list and where it starts anew
    styles: Mapping[str, tuple[str, int | None]]  # paragraph style → list and level
    unknown: set[str] = field(default_factory=set)  # numerals that are written in digits for want of better
    _counts: dict[str, dict[int, int]] = field(default_factory=dict)
    _begun: set[tuple[str, int]] = field(default_factory=set)

    def label(self, properties: "etree._Element | None") -> str:
        """The label of the next paragraph, with what divides it from the text; "" where it has none."""
        chosen = self._place(properties)
        if chosen is None or chosen[0] not in self.lists:
            return ""
        number, at = chosen
        abstract, overrides = self.lists[number]
        levels = self.levels.get(abstract, {})
        if at not in levels:
            return ""
        counts = self._counts.setdefault(abstract, {})
        if at in overrides and (number, at) not in self._begun:
            counts[at] = overrides[at]
        else:
            counts[at] = counts[at] + 1 if at in counts else levels[at].start
        self._begun.add((number, at))
        for deeper in [other for other in counts if other > at and other in levels]:
            restart = levels[deeper].restart
            if restart is None or at < restart:
                del counts[deeper]
        level = levels[at]
        if level.form == "bullet":
            return ""
        text = level.text
        for other in range(at + 1):
            if f"%{other + 1}" in text and other in levels:
                value = counts.setdefault(other, levels[other].start)
                text = text.replace(
                    f"%{other + 1}", self._written(value, "decimal" if level.decimal else levels[other].form)
                )
        apart = level.suffix != "nothing" or text.endswith("条")
        return text + ("　" if text.strip() and apart else "")

    def _place(self, properties: "etree._Element | None") -> tuple[str, int] | None:
        if properties is None:
            return None
        named = value(child(properties, "pStyle"))
        number, at = _reference(child(properties, "numPr"))
        if number is None and named and named in self.styles:
            number, styled = self.styles[named]
            at = styled if at is None else at
            if at is None:
                levels = self.levels.get(self.lists[number][0], {}) if number in self.lists else {}
                at = next((index for index, level in levels.items() if level.style == named), None)
        return None if number in {None, "0"} else (str(number), at or 0)

    def _written(self, count: int, form: str) -> str:
        if form in _FORMS:
            return _FORMS[form](count)
        self.unknown.add(form)
        return str(count)


def read_numbering(numbering: "etree._Element | None", styles: "etree._Element | None") -> Numbering:
    """The lists that numbering.xml and styles.xml define; what is malformed in them is left out."""
    levels: dict[str, dict[int, Level]] = {}
    lists: dict[str, tuple[str, dict[int, int]]] = {}
    for item in numbering if numbering is not None else ():
        if local(item) == "abstractNum":
            found = (_level(part) for part in item if local(part) == "lvl")
            levels[attribute(item, "abstractNumId") or ""] = dict(found)
        elif local(item) == "num":
            starts: dict[int, int] = {}
            abstract = value(child(item, "abstractNumId")) or ""
            for override in (part for part in item if local(part) == "lvlOverride"):
                start = value(child(override, "startOverride"))
                if start is not None:
                    starts[integer(attribute(override, "ilvl"), 0)] = integer(start, 1)
            lists[attribute(item, "numId") or ""] = (abstract, starts)
    return Numbering(levels, lists, _styles(styles))


def _level(part: "etree._Element") -> tuple[int, Level]:
    restart = value(child(part, "lvlRestart"))
    legal = child(part, "isLgl")
    return integer(attribute(part, "ilvl"), 0), Level(
        text=(value(child(part, "lvlText")) or "")[:50],
        form=value(child(part, "numFmt")) or "decimal",
        start=integer(value(child(part, "start")), 0),
        suffix=value(child(part, "suff")) or "tab",
        restart=None if restart is None else integer(restart, 0),
        decimal=legal is not None and value(legal) not in {"0", "false"},
        style=value(child(part, "pStyle")),
    )


def _styles(styles: "etree._Element | None") -> dict[str, tuple[str, int | None]]:
    """What each style says of lists, itself or through the style that it is based on."""
    own: dict[str, tuple[str | None, int | None]] = {}
    bases: dict[str, str | None] = {}
    for style in styles if styles is not None else ():
        name = attribute(style, "styleId")
        if local(style) == "style" and name:
            properties = child(style, "pPr")
            own[name] = _reference(child(properties, "numPr") if properties is not None else None)
            bases[name] = value(child(style, "basedOn"))
    found: dict[str, tuple[str, int | None]] = {}
    for name in own:
        at: str | None = name
        seen: set[str] = set()
        while at in own and at not in seen and own[at][0] is None:
            seen.add(at)
            at = bases[at]
        if at in own and (number := own[at][0]) is not None:
            found[name] = (number, own[name][1] if own[name][1] is not None else own[at][1])
    return found


def _reference(element: "etree._Element | None") -> tuple[str | None, int | None]:
    if element is None:
        return None, None
    at = value(child(element, "ilvl"))
    return value(child(element, "numId")), None if at is None else min(integer(at, 0), LEVELS - 1)


def local(element: "etree._Element") -> str:
    """The name of an element without its namespace: strict and transitional files differ only in that."""
    return str(element.tag).rpartition("}")[2]


def child(element: "etree._Element", name: str) -> "etree._Element | None":
    """The first child of this name."""
    return next((item for item in element if local(item) == name), None)


def attribute(element: "etree._Element", name: str) -> str | None:
    """The attribute of this name, in whichever namespace."""
    return next((str(text) for key, text in element.attrib.items() if str(key).rpartition("}")[2] == name), None)


def value(element: "etree._Element | None") -> str | None:
    """The attribute ``val``, by which Word says nearly everything."""
    return None if element is None else attribute(element, "val")


def integer(text: str | None, default: int) -> int:
    """A number from 0 to a million; ``default`` where it is none."""
    return min(int(text), _MOST) if text and text.isascii() and text.isdecimal() and len(text) < LEVELS else default


def _letters(count: int) -> str:
    return chr(ord("a") + (count - 1) % 26) * min((count - 1) // 26 + 1, 9) if count > 0 else "0"


def _roman(count: int) -> str:
    if not 0 < count < 4000:  # noqa: PLR2004
        return str(count)
    text = ""
    signs = ["M", "CM", "D", "CD", "C", "XC", "L", "XL", "X", "IX", "V", "IV", "I"]
    for amount, sign in zip((1000, 900, 500, 400, 100, 90, 50, 40, 10, 9, 5, 4, 1), signs, strict=True):
        text += sign * (count // amount)
        count %= amount
    return text


def _counted(count: int) -> str:
    return chinese(count) if count <= LARGEST else str(count)


def _digits(count: int) -> str:
    return "".join("〇" if digit == "0" else DIGITS[int(digit)] for digit in str(count))


def _circled(count: int) -> str:
    return chr(0x2460 + count - 1) if 1 <= count <= 20 else str(count)  # noqa: PLR2004


_FORMS: dict[str, Callable[[int], str]] = {
    "none": lambda count: "",
    "decimal": str,
    "decimalZero": lambda count: f"{count:02}",
    "decimalHalfWidth": str,
    "decimalFullWidth": lambda count: "".join(chr(ord(digit) + 0xFEE0) for digit in str(count)),
    "decimalEnclosedCircle": _circled,
    "decimalEnclosedCircleChinese": _circled,
    "ideographDigital": _digits,
    "japaneseDigitalTenThousand": _digits,
    "taiwaneseDigital": _digits,
    "ideographTraditional": lambda count: _STEMS[count - 1] if 1 <= count <= len(_STEMS) else str(count),
    "lowerLetter": _letters,
    "upperLetter": lambda count: _letters(count).upper(),
    "lowerRoman": lambda count: _roman(count).lower(),
    "upperRoman": _roman,
    "chineseCounting": _counted,
    "chineseCountingThousand": _counted,
    "japaneseCounting": _counted,
    "taiwaneseCounting": _counted,
    "taiwaneseCountingThousand": _counted,
}
