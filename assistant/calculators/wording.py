"""Results in Chinese words: sums in capital numerals (cn2an), dates as documents write them."""

from datetime import date
from decimal import Decimal

import cn2an

DIGITS = str.maketrans("0123456789", "〇一二三四五六七八九")


def sum_in_words(amount: Decimal) -> str:
    """11800 → 人民币壹万壹仟捌佰元整; ``amount`` is at least 0, in yuan, to the cent."""
    return f"人民币{capitals(amount)}"


def capitals(amount: Decimal) -> str:
    """11800 → 壹万壹仟捌佰元整."""
    return str(cn2an.an2cn(f"{amount:.2f}".removesuffix("00").rstrip("."), "rmb"))


def day_in_words(day: date) -> str:
    """2026-03-02 → 二〇二六年三月二日."""
    return f"{str(day.year).translate(DIGITS)}年{cn2an.an2cn(day.month)}月{cn2an.an2cn(day.day)}日"
