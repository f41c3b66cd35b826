"""Numbers that show by themselves whose they are: by a checksum, a prefix or their form."""

import re

from assistant.redaction.spans import LEFT, NO_SUM, RIGHT, by_pattern

IDENTITY_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
CREDIT_ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY"
CREDIT_WEIGHTS = tuple(pow(3, power, 31) for power in range(17))
CREDIT_SIGN = rf"[{CREDIT_ALPHABET}{CREDIT_ALPHABET[10:].lower()}]"
PROVINCE = "(?:1[1-5]|2[1-3]|3[1-7]|4[1-6]|5[0-4]|6[1-5]|71|8[1-3])"
CREDIT_HEAD = re.compile(rf"[1-9ANY][1239]{PROVINCE}")  # who registered what, and where
AREA = "(?:10|2[0-9]|[3-9][0-9]{2})"
MONTH_AND_DAY = r"(?:0[1-9]|1[0-2])(?:0[1-9]|[12][0-9]|3[01])"
DAYS = re.compile(rf"(?:(?:19|20)[0-9]{{2}}{MONTH_AND_DAY}){{1,2}}")
CARD_GROUPS = re.compile("[0-9]+|[0-9](?:[ -][0-9])+|[0-9]{4}(?:[ -][0-9]{4})+[ -]?[0-9]{0,4}|[0-9]{6}[ -][0-9]+")
SHORTEST_GROUP = 3
PLATE_DIGITS = 3  # the fewest that a vehicle plate has


def compact(text: str) -> str:
    """Without the blanks and dashes between groups, in capitals."""
    return re.sub("[ -]", "", text).upper()


def grouped(text: str) -> bool:
    """Whether blanks and dashes part one number, not several: 138 0013 8000 and 1 3 8 0 …, but not 15-18-20 …"""
    lengths = [len(part) for part in re.split("[ -]", text)]
    return all(length == 1 for length in lengths) or all(length >= SHORTEST_GROUP for length in lengths[:-1])


def days(text: str) -> bool:
    """Whether it is a day or a range of days: 20230101-20231231."""
    return DAYS.fullmatch(compact(text)) is not None


def _identity(text: str) -> bool:
    number = compact(text)
    total = sum(int(digit) * weight for digit, weight in zip(number[:17], IDENTITY_WEIGHTS, strict=True))
    return grouped(text) and "10X98765432"[total % 11] == number[17]


def _credit(text: str) -> bool:
    code = compact(text)
    total = sum(
        CREDIT_ALPHABET.index(character) * weight for character, weight in zip(code[:17], CREDIT_WEIGHTS, strict=True)
    )
    return grouped(text) and CREDIT_HEAD.match(code) is not None and CREDIT_ALPHABET[-total % 31] == code[17]


def _card(text: str) -> bool:
    digits = [int(character) for character in compact(text)][::-1]
    luhn = sum(digits[::2]) % 10 == -sum(sum(divmod(2 * digit, 10)) for digit in digits[1::2]) % 10
    return luhn and CARD_GROUPS.fullmatch(text) is not None and not days(text)


def _mobile(text: str) -> bool:
    return grouped(re.sub(r"^\(?(?:\+|00)?86\)?[ -]{0,2}(?=1)", "", text))


def _plate(text: str) -> bool:
    return sum(character.isdigit() for character in text) >= PLATE_DIGITS


MAIL = by_pattern("邮箱", r"(?<![A-Za-z0-9._%+-])[A-Za-z0-9._%+-]+@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+")
IDENTITY = by_pattern("身份证号", rf"{LEFT}[1-9](?:[ -]?[0-9]){{16}}[ -]?[0-9Xx]{RIGHT}{NO_SUM}", _identity)
CREDIT = by_pattern("统一社会信用代码", rf"{LEFT}{CREDIT_SIGN}(?:[ -]?{CREDIT_SIGN}){{17}}{RIGHT}{NO_SUM}", _credit)
CARD = by_pattern("银行卡号", rf"{LEFT}[0-9](?:[ -]?[0-9]){{14,18}}{RIGHT}{NO_SUM}", _card)
OLD_IDENTITY = by_pattern("身份证号", rf"{LEFT}{PROVINCE}[0-9]{{4}}[0-9]{{2}}{MONTH_AND_DAY}[0-9]{{3}}{RIGHT}{NO_SUM}")
MOBILE = by_pattern(
    "手机号",
    rf"(?:{LEFT}(?:\+|00)?86[ -]{{0,2}}|\(\+?86\)[ -]?|{LEFT})1[ -]?[3-9](?:[ -]?[0-9]){{9}}{RIGHT}{NO_SUM}",
    _mobile,
)
LANDLINE = by_pattern(
    "电话号码",
    rf"(?:{LEFT}(?:\+86[ -]?|86[ -])0?{AREA}|{LEFT}0{AREA}|\(0{AREA}\))[ -]?[0-9]{{3,4}}[ -]?[0-9]{{4}}{RIGHT}{NO_SUM}",
)
PLATE = by_pattern(
    "车牌号",
    r"[京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼][A-HJ-NP-Za-hj-np-z][ ·•・-]?"
    rf"(?:[A-HJ-NP-Za-hj-np-z0-9]{{5,6}}{RIGHT}|[A-HJ-NP-Za-hj-np-z0-9]{{4}}[挂学警港澳])",
    _plate,
)
