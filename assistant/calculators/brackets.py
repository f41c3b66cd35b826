"""Fees by brackets: each part of a sum at its own rate."""

from collections.abc import Sequence
from decimal import Decimal

from assistant.calculators.calculation import percent, plain, yuan
from knowledge.figures import Bracket


def by_brackets(amount: Decimal, brackets: Sequence[Bracket]) -> tuple[Decimal, tuple[str, ...]]:
    """The fee for a sum, not rounded, and a step for every bracket that it reaches."""
    total, below = Decimal(0), Decimal(0)
    steps: list[str] = []
    for bracket in brackets:
        top = amount if bracket.up_to is None else min(amount, bracket.up_to)
        part = top - below
        where = f"不超过{_short(bracket.up_to)}的部分" if not below and bracket.up_to else f"超过{_short(below)}的部分"
        if below and bracket.up_to:
            where = f"超过{_short(below)}至{_short(bracket.up_to)}的部分"
        if bracket.fixed is not None:
            total += bracket.fixed
            steps.append(f"{where}：{yuan(bracket.fixed)}" if bracket.fixed else f"{where}：不另交")
        elif bracket.rate is not None:
            fee = part * bracket.rate
            total += fee
            steps.append(f"{where}：{plain(part)}×{percent(bracket.rate * 100)}＝{yuan(fee)}")
        if bracket.up_to is None or amount <= bracket.up_to:
            break
        below = bracket.up_to
    return total, tuple(steps)


def _short(amount: Decimal | None) -> str:
    """1000000 → 100万元."""
    if amount is None:
        return ""
    return f"{amount / 10000:,.0f}万元" if amount % 10000 == 0 and amount else yuan(amount)
