"""Fields that take a number or a rate."""

import re
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal

from assistant.drafting.stories.story import Found, stated
from assistant.drafting.stories.told import Told
from assistant.reading.days import CHINESE
from knowledge.forms import FormField
from knowledge.numerals import number

N = rf"(?P<number>\d{{1,5}}|[{CHINESE}]{{1,4}})"
NUMBERS: Mapping[str, tuple[str, ...]] = {
    "grace": (
        rf"宽限(?:期)?(?:为|是|给)?[^，。；\d{CHINESE}]{{0,3}}{N}[天日]",
        rf"{N}[天日](?:的)?宽限",
        rf"(?:逾期|超过|晚|迟|晚了)(?:约定日|达|满|超过)?{N}[天日](?:的|仍|不付|没付|未付|以上|还没|还不|以内"
        rf"|之内|内|他?就|[，,])",
        r"(?P<zero>(?:不给|没有|不设|无)(?:任何)?宽限)",
    ),
    "copies": (rf"一式{N}份", rf"(?:协议书?|副本)(?:共|提交)?{N}份", rf"{N}份(?:协议|副本)"),
    "staff": (
        rf"(?:在岗|在册)?(?:职工|员工|工人)(?:共|有|总共)?{N}(?:名|人|个)",
        rf"{N}(?:名|个|位)?(?:在岗|在册)?(?:职工|员工|工人|人(?=靠|吃饭|停工|没活))",
    ),
    "deadline": (rf"(?:还有|只剩|还剩){N}天",),
}
DEFAULT = re.compile(r"逾期|违约|超期|迟延|没有?按期|未按期|罚息|不按期|未足额|晚")
BY = {"日": "365", "月": "12"}


def read_number(told: Told, field: FormField) -> Iterator[Sequence[Found]]:
    """Numbers beside the words of the field."""
    found = []
    for pattern in NUMBERS.get(field.name, ()):
        for match in re.finditer(pattern, told.text):
            value = 0 if match.groupdict().get("zero") else number(match["number"])
            if value is not None:
                found.append(stated(field.name, value, told.text, [match.span()]))
    if found:
        yield found


def read_rate(told: Told, field: FormField) -> Iterator[Sequence[Found]]:
    """Rates a year: those of default for a field of default, the others for the rest."""
    of_default = field.name == "default_rate"
    found = []
    for one in told.rates:
        start, end = told.clause(one.start)
        around = told.text[start:end]
        defaulted = bool(DEFAULT.search(around)) or (told.supposed(one.start) and "分期期间" not in around)
        if defaulted is not of_default:
            continue
        if not of_default and not re.search(r"分期|期间|计息|按年", around):
            continue
        value = _plain(one.value)
        if one.per == "年":
            found.append(stated(field.name, value, told.text, [(start, one.end)]))
        else:
            said = _plain(one.value / Decimal(BY[one.per]))
            why = f"按{one.per}说的{told.text[one.start : one.end]}换算成年利率：{said}%×{BY[one.per]}＝{value}%"
            found.append(Found(field.name, value, ((start, one.end),), why, True))
    if found:
        yield found


def _plain(value: Decimal) -> str:
    text = f"{value:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text
