"""Personal data → placeholders before a text leaves this machine, and back again in what returns.

Recognised: resident identity numbers (18 digits with checksum, and the old 15), unified social credit codes
(checksum), bank cards (Luhn), mobile and landline numbers, e-mail addresses, vehicle plates. Names and addresses
are not recognised yet.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass, field

# Explicit look-arounds: \b does not fire between Chinese and ASCII characters.
LEFT, RIGHT = r"(?<![0-9A-Za-z])", r"(?![0-9A-Za-z])"
# Full-width characters, as Chinese keyboards type them, are read like their ASCII twins.
NARROW = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)}
IDENTITY_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
CREDIT_ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY"
CREDIT_WEIGHTS = tuple(pow(3, power, 31) for power in range(17))


def _identity(text: str) -> bool:
    total = sum(int(digit) * weight for digit, weight in zip(text[:17], IDENTITY_WEIGHTS, strict=True))
    return "10X98765432"[total % 11] == text[17].upper()


def _credit(text: str) -> bool:
    total = sum(
        CREDIT_ALPHABET.index(character) * weight for character, weight in zip(text[:17], CREDIT_WEIGHTS, strict=True)
    )
    return CREDIT_ALPHABET[-total % 31] == text[17]


def _luhn(text: str) -> bool:
    digits = [int(character) for character in re.sub(r"\D", "", text)][::-1]
    return sum(digits[::2]) % 10 == -sum(sum(divmod(2 * digit, 10)) for digit in digits[1::2]) % 10


def _always(_: str) -> bool:
    return True


RULES: tuple[tuple[str, re.Pattern[str], Callable[[str], bool]], ...] = (
    ("邮箱", re.compile(r"(?<![A-Za-z0-9._%+-])[A-Za-z0-9._%+-]+@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+"), _always),
    ("身份证号", re.compile(rf"{LEFT}[1-9]\d{{16}}[\dXx]{RIGHT}"), _identity),
    ("统一社会信用代码", re.compile(rf"{LEFT}[{CREDIT_ALPHABET}]{{18}}{RIGHT}"), _credit),
    ("银行卡号", re.compile(rf"{LEFT}\d(?:[ -]?\d){{14,18}}{RIGHT}"), _luhn),
    (
        "身份证号",
        re.compile(rf"{LEFT}[1-9]\d{{7}}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])\d{{3}}{RIGHT}"),
        _always,
    ),
    ("手机号", re.compile(rf"{LEFT}(?:\+?86[ -]?)?1[3-9]\d[ -]?\d{{4}}[ -]?\d{{4}}{RIGHT}"), _always),
    ("电话号码", re.compile(rf"{LEFT}(?:\(0\d{{2,3}}\)|0\d{{2,3}})[- ]?\d{{7,8}}{RIGHT}"), _always),
    (
        "车牌号",
        re.compile(
            rf"[京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼][A-HJ-NP-Z][·•]?[A-HJ-NP-Z0-9]{{5,6}}{RIGHT}"
        ),
        _always,
    ),
)


@dataclass
class Redactor:
    """Placeholders of one request; the same value always gets the same one."""

    _placeholders: dict[str, str] = field(default_factory=dict)
    _counts: dict[str, int] = field(default_factory=dict)

    def redact(self, text: str) -> str:
        """The text with each personal datum replaced by 〔kind n〕."""
        for name, pattern, valid in RULES:
            pieces: list[str] = []
            end = 0
            for match in pattern.finditer(text.translate(NARROW)):  # of the same length: spans fit both
                if valid(match.group()):
                    pieces += [text[end : match.start()], self._placeholder(name, text[slice(*match.span())], text)]
                    end = match.end()
            text = "".join([*pieces, text[end:]])
        return text

    def _placeholder(self, name: str, value: str, text: str) -> str:
        while value not in self._placeholders:
            self._counts[name] = self._counts.get(name, 0) + 1
            placeholder = f"〔{name}{self._counts[name]}〕"
            if placeholder not in text:  # typed by the user: restoring it would put a number in its place
                self._placeholders[value] = placeholder
        return self._placeholders[value]

    def restore(self, text: str) -> str:
        """The text with this request's placeholders turned back."""
        for value, placeholder in self._placeholders.items():
            text = text.replace(placeholder, value)
        return text

    def restorable(self, text: str) -> tuple[str, str]:
        """(the part that can be restored now, the tail that may be half a placeholder)."""
        start = text.rfind("〔")
        if start == -1 or "〕" in text[start:]:
            return text, ""
        return text[:start], text[start:]
