"""Working days in mainland China (chinesecalendar, kept by the notices of the State Council)."""

from datetime import date, timedelta

import chinese_calendar

SATURDAY = 5
# Month and day of the holidays of all citizens that have a fixed day: 全国年节及纪念日放假办法 (2024-11-10), article 2.
FIXED = {(1, 1), (5, 1), (5, 2), (10, 1), (10, 2), (10, 3)}


def next_working_day(day: date) -> tuple[date, str]:
    """The day itself or the first working day after it; and a remark where that year's holidays are not yet known, so
    that only weekends and holidays of a fixed day were looked at.
    """
    remark = ""
    while True:
        try:
            working = chinese_calendar.is_workday(day)
        except NotImplementedError:
            working = day.weekday() < SATURDAY and (day.month, day.day) not in FIXED
            remark = f"{day.year}年的放假安排没有收录，只按周末和元旦、劳动节、国庆节顺延，请核对当年的通知"
        if working:
            return day, remark
        day += timedelta(days=1)
