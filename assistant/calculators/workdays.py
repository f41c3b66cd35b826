"""Working days in mainland China (chinesecalendar, kept by the notices of the State Council)."""

from datetime import date, timedelta

import chinese_calendar

SATURDAY = 5
# Month and day of the holidays of all citizens that have a fixed day: 全国年节及纪念日放假办法 (2024-11-10), article 2.
FIXED = {(1, 1), (5, 1), (5, 2), (10, 1), (10, 2), (10, 3)}
# Those without one, by year: the first day of the first lunar month (the day before it and the two after it are free
# too), 清明, 端午, 中秋.
LUNAR = {
    2027: (date(2027, 2, 6), date(2027, 4, 5), date(2027, 6, 9), date(2027, 9, 15)),
    2028: (date(2028, 1, 26), date(2028, 4, 4), date(2028, 5, 28), date(2028, 10, 3)),
    2029: (date(2029, 2, 13), date(2029, 4, 4), date(2029, 6, 16), date(2029, 9, 22)),
    2030: (date(2030, 2, 3), date(2030, 4, 5), date(2030, 6, 5), date(2030, 9, 12)),
}


def next_working_day(day: date) -> tuple[date, str]:
    """The day itself or the first working day after it; and a remark where that year's holidays are not yet known, so
    that only weekends and holidays of a fixed day were looked at.
    """
    remark = ""
    while True:
        try:
            working = chinese_calendar.is_workday(day)
        except NotImplementedError:
            working = day.weekday() < SATURDAY and not _is_free(day)
            remark = f"{day.year}年的放假安排没有收录，只按周末和法定节日当天顺延，没有算调休，请核对当年的通知"
        if working:
            return day, remark
        day += timedelta(days=1)


def _is_free(day: date) -> bool:
    """Whether all citizens have a holiday on a day of a year whose notice is not yet known."""
    first, *others = LUNAR.get(day.year, (date.max,))
    spring = first != date.max and -1 <= (day - first).days <= 2  # noqa: PLR2004  除夕 to 初三
    return (day.month, day.day) in FIXED or spring or day in others
