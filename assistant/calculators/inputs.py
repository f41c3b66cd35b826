"""What calculators are given, checked before anything is counted; every complaint is Chinese and names the field."""

import re
import unicodedata
from collections.abc import Callable, Mapping
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Annotated, Any

import yaml
from pydantic import BaseModel, BeforeValidator, ConfigDict, ValidationError
from pydantic_core import PydanticCustomError

from assistant.errors import CalculationError

MOST = Decimal(10) ** 12  # yuan: more is a slip of the finger
HIGHEST_RATE = 100  # percent a year
UNITS = {"": 1, "元": 1, "万": 10**4, "万元": 10**4, "亿": 10**8, "亿元": 10**8}
MONEY = re.compile(r"([0-9]{1,3}(?:,[0-9]{3})+|[0-9]+)(\.[0-9]+)?(元|万元?|亿元?)?")
NUMBER = re.compile(r"[0-9]+(\.[0-9]+)?")
CHINESE = re.compile(r"[零〇一二两三四五六七八九十百千壹贰叁肆伍陆柒捌玖拾佰仟]")
DAY = re.compile(r"([0-9]{4})(?:-|/|\.|年)([0-9]{1,2})(?:-|/|\.|月)([0-9]{1,2})日?")
EARLIEST, LATEST = 1990, 2100  # years


class Inputs(BaseModel):
    """Of one calculator: each field has a Chinese title, and a description where that is not enough."""

    model_config = ConfigDict(extra="forbid", frozen=True)


def fault(problem: str) -> PydanticCustomError:
    """A complaint about a field; braces in what was typed are none of the template."""
    return PydanticCustomError("fault", problem.replace("{", "｛").replace("}", "｝"))


def _written(value: object) -> str:
    if isinstance(value, bool) or not isinstance(value, str | int | float | Decimal | date):
        raise fault("应为一个数")
    return unicodedata.normalize("NFKC", str(value)).strip().replace(" ", "")


def _shown(text: str) -> str:
    return f"“{text[:20]}…”" if len(text) > 20 else f"“{text}”"  # noqa: PLR2004


def read_money(value: object) -> Decimal:
    """Yuan from 800000, 800,000.50, 80万 or 80万元; raises PydanticCustomError."""
    text = _written(value).removeprefix("¥").removeprefix("人民币")
    if CHINESE.search(text):
        raise fault(f"{_shown(text)}是中文数字，请用阿拉伯数字，如 800000 或 80万")
    if text.startswith("-"):
        raise fault(f"{_shown(text)}是负数，金额不能小于 0")
    found = MONEY.fullmatch(text)
    if not found:
        raise fault(f"{_shown(text)}不是金额，请写成 800000、800000.50 或 80万")
    amount = Decimal(found[1].replace(",", "") + (found[2] or "")) * UNITS[found[3] or ""]
    if amount > MOST:
        raise fault(f"{_shown(text)}超过一万亿元，请检查是不是多写了位数")
    if amount != amount.quantize(Decimal("0.01")):
        raise fault(f"{_shown(text)}比分还小，请写到分为止")
    return amount


def read_positive(value: object) -> Decimal:
    """A sum above 0."""
    amount = read_money(value)
    if not amount:
        raise fault("应大于 0")
    return amount


def read_rate(value: object) -> Decimal:
    """Percent a year from 12, 12% or 3.45; raises PydanticCustomError."""
    number = _number(_written(value).removesuffix("%"), "请写百分数，如 12 或 12%")
    if number > HIGHEST_RATE:
        raise fault(f"{number}%超过{HIGHEST_RATE}%，请检查；月息请先乘以12")
    return number


def read_factor(value: object) -> Decimal:
    """A factor above 0 and at most 10."""
    number = _number(_written(value).removesuffix("倍"), "请写倍数，如 1.5")
    if not 0 < number <= 10:  # noqa: PLR2004
        raise fault("倍数应大于 0，不超过 10")
    return number


def _number(text: str, hint: str) -> Decimal:
    if CHINESE.search(text):
        raise fault(f"{_shown(text)}是中文数字，请用阿拉伯数字")
    if text.startswith("-"):
        raise fault(f"{_shown(text)}是负数")
    if not NUMBER.fullmatch(text):
        raise fault(f"{_shown(text)}不是数字，{hint}")
    try:
        return Decimal(text)
    except InvalidOperation:
        raise fault(f"{_shown(text)}不是数字，{hint}") from None


def read_day(value: object) -> date:
    """A day from 2024-03-01, 2024/3/1 or 2024年3月1日; raises PydanticCustomError."""
    text = _written(value)
    found = DAY.fullmatch(text)
    if not found:
        raise fault(f"{_shown(text)}不是日期，请写成 2024-03-01")
    try:
        day = date(*map(int, found.groups()))
    except ValueError:
        raise fault(f"{_shown(text)}这一天不存在，请检查月和日") from None
    if not EARLIEST <= day.year <= LATEST:
        raise fault(f"{_shown(text)}不在{EARLIEST}年到{LATEST}年之间，请检查年份")
    return day


def read_count(most: int, least: int = 1) -> Callable[[object], int]:
    """A reader of whole numbers in [least, most]."""

    def read(value: object) -> int:
        number = _number(_written(value), "请写整数")
        if number != number.to_integral_value() or not least <= number <= most:
            raise fault(f"应为{least}到{most}之间的整数")
        return int(number)

    return read


def read_yes(value: object) -> bool:
    """true or 是, false or 否."""
    said = {"是": True, "true": True, "yes": True, "1": True, "否": False, "false": False, "no": False, "0": False}
    text = str(value).strip().lower()
    if text not in said:
        raise fault(f"{_shown(text)}应为 是 或 否")
    return said[text]


def read_rows(*names: str) -> Callable[[object], object]:
    """A reader of lists: YAML as it is, or the short form A:B,A:B with the fields in this order."""

    def read(value: object) -> object:
        if not isinstance(value, str):
            return value
        text = value.strip()
        if text.startswith(("[", "{")):
            return _yaml(text)
        rows = [row for row in re.split(r"[,，;；]", unicodedata.normalize("NFKC", text)) if row.strip()]
        parted = [row.split(":") for row in rows]
        if any(len(row) != len(names) for row in parted):
            raise fault(f"{_shown(text)}应写成 {':'.join(names)}，几项之间用逗号隔开")
        return [dict(zip(names, map(str.strip, row), strict=True)) for row in parted]

    return read


def read_tree(value: object) -> object:
    """YAML in a string; anything else as it is."""
    return _yaml(value) if isinstance(value, str) else value


def _yaml(text: str) -> object:
    if len(text) > 100_000:  # noqa: PLR2004
        raise fault("太长")
    try:
        return yaml.load(text, Loader=yaml.BaseLoader)  # noqa: S506  texts alone: our readers make numbers of them
    except (yaml.YAMLError, RecursionError):
        raise fault("不是有效的 YAML，请检查括号、引号和冒号") from None


Money = Annotated[Decimal, BeforeValidator(read_money)]
PositiveMoney = Annotated[Decimal, BeforeValidator(read_positive)]
Rate = Annotated[Decimal, BeforeValidator(read_rate)]
Factor = Annotated[Decimal, BeforeValidator(read_factor)]
Day = Annotated[date, BeforeValidator(read_day)]
Yes = Annotated[bool, BeforeValidator(read_yes)]


def read_inputs(kind: type[BaseModel], values: Mapping[str, Any]) -> Any:
    """The inputs of a calculator; raises CalculationError that names the first field at fault."""
    try:
        return kind.model_validate(dict(values))
    except ValidationError as error:
        first = error.errors()[0]
        raise CalculationError(_label(kind, first["loc"]), _problem(kind, first)) from None


def _label(kind: type[BaseModel], place: tuple[int | str, ...]) -> str:
    """amount（金额）, or claims 第2项 amount."""
    if not place:
        return ""
    head, *rest = place
    field = kind.model_fields.get(str(head))
    name = f"{head}（{field.title}）" if field and field.title else str(head)
    for part in rest:
        name += f" 第{part + 1}项" if isinstance(part, int) else f" {part}"
    return name


PROBLEMS = {
    "missing": "缺少这一项",
    "list_type": "应为列表",
    "model_type": "应为“键: 值”",
    "model_attributes_type": "应为“键: 值”",
    "dict_type": "应为“键: 值”",
    "too_short": "至少要有一项",
    "string_type": "应为文字",
}


def _problem(kind: type[BaseModel], error: Any) -> str:
    match error["type"]:
        case "extra_forbidden":
            fields = (f"{name}（{field.title}）" for name, field in kind.model_fields.items())
            return f"没有这一项，可用：{'、'.join(fields)}"
        case "literal_error":
            return "只能是" + str(error["ctx"]["expected"]).replace("'", "").replace(" or ", "、").replace(", ", "、")
        case "fault" | "value_error":
            return str(error["msg"]).removeprefix("Value error, ")
        case other:
            return PROBLEMS.get(other, "不能用，请检查写法")
