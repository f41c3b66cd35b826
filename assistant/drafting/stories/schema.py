"""What a language model may say about the fields of a form: validated field by field, what does not fit is left out."""

from collections.abc import Callable, Mapping
from datetime import date
from decimal import Decimal
from functools import cache
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, WrapValidator, create_model

from knowledge.forms import FieldType, Form, FormField

LINE, LONG, MOST_ROWS, MOST_WORDS = 500, 5_000, 200, 20
# How each type of field is to be written, in the words of the prompt.
WRITING: Mapping[str, str] = {
    "text": "文字，照抄原话",
    "long_text": "一段话，照抄原话",
    "person": "一行：姓名，身份证号…，住…，电话…，说到的才写",
    "party": "一行：全称，统一社会信用代码或者身份证号…，住…，法定代表人…，电话…，说到的才写",
    "court": "法院全称",
    "case_number": "案号",
    "amount": "数字，单位元",
    "rate": "数字，一年百分之几",
    "date": "日期，如 2026-12-31",
    "number": "整数",
    "account": "一行：户名…，开户行…，账号…，三项都说到才写",
    "choice": "只能是括号里的一项",
    "choices": "列表，只能是括号里的几项",
    "yes_no": "是或者否",
    "list": "列表，一行一个对象，键是括号里的各栏，没有说到的栏写空字符串",
}
Words = Annotated[str, StringConstraints(min_length=1, max_length=LONG)]


def _text(limit: int) -> Any:
    return Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=limit)]


FIGURE = Annotated[Decimal, Field(ge=0, lt=Decimal(10) ** 12, decimal_places=6)]
TYPES: Mapping[FieldType, Any] = {  # of those that are no text of one line
    FieldType.AMOUNT: FIGURE,
    FieldType.RATE: FIGURE,
    FieldType.NUMBER: Annotated[int, Field(ge=0, lt=10**6)],
    FieldType.DATE: date,
    FieldType.YES_NO: Literal["是", "否"],
    FieldType.LIST: Annotated[list[dict[str, Any]], Field(min_length=1, max_length=MOST_ROWS)],
    FieldType.LONG_TEXT: _text(LONG),
}


class Said(BaseModel):
    """A value and the words of the story that say it; the type of ``value`` is narrowed for each field."""

    model_config = ConfigDict(extra="ignore")

    value: Any
    words: list[Words] = Field(min_length=1, max_length=MOST_WORDS)


def _or_nothing(value: Any, validate: Callable[[Any], Any]) -> Any:
    """None for what does not fit, so that one bad field spoils no other."""
    try:
        return validate(value)
    except ValueError:
        return None


@cache
def schema_of(form: Form) -> type[BaseModel]:
    """A model with an optional `Said` for each field of the form."""
    said: dict[str, Any] = {
        field.name: (Annotated[_said(field) | None, WrapValidator(_or_nothing)], None) for field in form.fields
    }
    return create_model(f"Values of {form.id}", __config__=ConfigDict(extra="ignore"), **said)


def _said(field: FormField) -> type[Said]:
    return create_model(f"Said of {field.name}", __base__=Said, value=(_type(field), ...))


def _type(field: FormField) -> Any:
    """The type of a field's value."""
    if field.choices:
        one = Literal.__getitem__(field.choices)
        return Annotated[list[one], Field(min_length=1)] if field.type is FieldType.CHOICES else one  # type: ignore[valid-type]
    return TYPES.get(field.type, _text(LINE))
