"""Numbers as law writes them: 一千零七十九 ⇄ 1079, and digits of full width."""

import re

DIGITS = "零一二三四五六七八九"
UNITS = {"十": 10, "百": 100, "千": 1000}
WRITTEN = re.compile(r"[0-9０-９]{1,6}|[零〇○一二两三四五六七八九十百千]{1,12}")  # what `number` may be able to read
_WIDTH = str.maketrans("０１２３４５６７８９", "0123456789")
_ZEROS = str.maketrans("〇○两", "零零二")
LARGEST = 9999  # that Chinese numerals without 万 reach


def number(text: str) -> int | None:
    """The number that a numeral says: 二百零五, 二百〇五, 二〇五, 205 or ２０５ are 205. None where it says none."""
    plain = text.translate(_WIDTH).translate(_ZEROS)
    if plain.isascii():
        return int(plain) if plain.isdecimal() and len(plain) <= 6 else None  # noqa: PLR2004
    if any(character not in DIGITS and character not in UNITS for character in plain):
        return None
    if not any(character in UNITS for character in plain):  # 二〇五: digit by digit
        return int("".join(str(DIGITS.index(character)) for character in plain)) if len(plain) <= 6 else None  # noqa: PLR2004
    return _with_units(plain)


def _with_units(plain: str) -> int | None:
    """Reads 一千零七十九 and 十二; None where units do not fall (十百) or digits pile up (一二十)."""
    value, digit, below = 0, None, LARGEST + 1
    for character in plain:
        if character in UNITS:
            unit = UNITS[character]
            if unit >= below or digit == 0 or (digit is None and value and unit != UNITS["十"]):
                return None
            value += (1 if digit is None else digit) * unit
            digit, below = None, unit
        elif digit in {None, 0}:
            digit = DIGITS.index(character)
        else:
            return None
    return value + (digit or 0)


def chinese(value: int) -> str:
    """How law writes a number from 0 to 9999: 12 is 十二, 205 is 二百零五. Raises ValueError beyond."""
    if not 0 <= value <= LARGEST:
        raise ValueError(f"{value} is not in 0..{LARGEST}")
    text, gap = "", False
    for unit, name in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit = value // unit % 10
        if digit:
            text += ("零" if gap and text else "") + DIGITS[digit] + name
        gap = not digit
    return text.removeprefix("一") if text.startswith("一十") else text or "零"
