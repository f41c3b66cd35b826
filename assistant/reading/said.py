"""One text with the sums and days that it states: what it takes back (不是八十万) is not stated."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cached_property

from assistant.reading.quantities import Amount, Dated, Percent, amounts, days, rates

NOT = re.compile(r"(?:不是|并非|而非|不再是|没有|而不是|不止)\s*$")
MAYBE_NOT = re.compile(r"(?:是不是|有没有)\s*$")
# What a sum is of; the nearest word decides, before the sum rather than after it.
LABELS = (
    ("工资", r"工资|薪|劳务费|加班费|血汗钱"),
    ("工程款", r"工程款"),
    ("货款", r"货款|材料款|进货|买卖|采购"),
    ("借款", r"借款|借了?|贷款|本金|欠条|借条|本息|还本"),
    ("租金", r"租金|房租"),
    ("赔偿", r"赔偿|补偿|医药费|违约金"),
    ("利息", r"利息"),
    ("资产", r"资产|财产|存款|房产|厂房|设备|账户|余额|变现|评估|起拍|注册资本|年收入|营收"),
    ("债权额", r"债权"),
    ("还款", r"(?:已经?)?还了?(?!要|欠|没|差|有)|付了|偿还|支付|给了|月付|每期|每月|首付|定金|预付"),
    ("债务", r"欠|债|标的|诉请|请求|起诉|判|金额|总额|冻结|查封|保全"),
)
DEBTS = ("债务", "货款", "借款", "工程款", "租金", "工资", "赔偿", "")
BEFORE, AFTER = 12, 6


@dataclass(frozen=True, slots=True)
class Labelled:
    """A sum and what it is of ("" where nothing says so)."""

    value: Decimal
    label: str
    loose: bool = False


@dataclass(frozen=True)
class Said:
    """What one message says, read on a day."""

    text: str
    today: date

    @cached_property
    def amounts(self) -> tuple[Amount, ...]:
        """Sums, without those that are denied."""
        return tuple(one for one in amounts(self.text) if not self._denied(one.start))

    @cached_property
    def denied(self) -> tuple[Decimal, ...]:
        """Sums that are denied."""
        return tuple(one.value for one in amounts(self.text) if self._denied(one.start))

    @cached_property
    def days(self) -> tuple[Dated, ...]:
        """Days, without those that are denied."""
        return tuple(one for one in days(self.text, self.today) if not self._denied(one.start))

    @cached_property
    def rates(self) -> tuple[Percent, ...]:
        """Rates in percent a year."""
        return tuple(rates(self.text))

    @cached_property
    def labelled(self) -> tuple[Labelled, ...]:
        """The sums with what each is of."""
        ends = [0, *(one.end for one in self.amounts)]
        return tuple(
            Labelled(one.value, self._label(one, end), one.loose)
            for one, end in zip(self.amounts, ends, strict=False)
        )

    def _label(self, one: Amount, since: int) -> str:
        before = self.text[max(since, one.start - BEFORE) : one.start]
        nearest = max(
            ((match.end(), label) for label, pattern in LABELS for match in re.finditer(pattern, before)), default=None
        )
        after = re.match(rf"的?(?:{LABEL_AFTER})", self.text[one.end : one.end + AFTER])
        if after:  # 八十万货款
            return next(label for label, pattern in LABELS if re.search(pattern, after.group()))
        return nearest[1] if nearest else ""

    def _denied(self, start: int) -> bool:
        before = self.text[:start]
        return bool(NOT.search(before)) and not MAYBE_NOT.search(before)


LABEL_AFTER = "|".join(
    f"(?:{pattern})" for label, pattern in LABELS if label in {"工资", "工程款", "货款", "借款", "租金", "赔偿", "利息", "债权额"}
) + "|债务|债|存款|财产|资产"


def debt(sums: Sequence[Labelled], wanted: str = "") -> Decimal | None:
    """The debt among sums, the latest of the kind that is ``wanted`` (a label) or else of the likeliest kind."""
    exact = [one for one in sums if not one.loose]
    for label in (wanted, *DEBTS) if wanted else DEBTS:
        if of_it := [one for one in exact if one.label == label]:
            return of_it[-1].value
    return None
