"""The next working day, where the notice of a year's holidays is not yet known."""

from datetime import date

import pytest

from assistant.calculators.workdays import next_working_day


@pytest.mark.parametrize(
    ("day", "working"),
    [
        (date(2027, 1, 1), date(2027, 1, 4)),  # a Friday
        (date(2027, 2, 4), date(2027, 2, 4)),
        (date(2027, 2, 5), date(2027, 2, 9)),  # from the last day of the lunar year to the third of the new one
        (date(2027, 4, 5), date(2027, 4, 6)),  # 清明
        (date(2027, 6, 9), date(2027, 6, 10)),  # 端午
        (date(2027, 9, 15), date(2027, 9, 16)),  # 中秋
        (date(2031, 1, 23), date(2031, 1, 23)),  # the spring festival of a year that is not listed
    ],
)
def test_holidays_by_law_alone(day: date, working: date) -> None:
    found, remark = next_working_day(day)
    assert found == working
    assert day == working or "没有算调休，请核对当年的通知" in remark
