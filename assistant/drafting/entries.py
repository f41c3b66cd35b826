"""One entry of a form: what somebody wrote → a typed value, or `Refused` with what to write instead."""

import re
from collections.abc import Callable, Mapping
from datetime import date, datetime

from assistant.drafting.parties import ACCOUNT_KEYS, PARTY_KEYS, Account, Party, account_of, party_in_parts, party_of
from assistant.drafting.rows import read_rows
from assistant.drafting.scalars import LONG, PLAIN, Refused, amount, count, day, docket, nearest, rate, written, yes
from knowledge.forms import FieldType, FormField


class Blank:
    """A required entry that was not given and is to be filled in by hand. True; equal to nothing else."""

    def __str__(self) -> str:
        return "________"


BLANK = Blank()


def read_entry(field: FormField, raw: object, blanks: bool = False) -> object:
    """``raw`` by the type of ``field``: str, bool, date, Decimal, int, Party, Account, a tuple of texts or of rows
    (`assistant.drafting.rows`; with ``blanks``, what a row lacks is BLANK). None where it is empty. Raises Refused.
    """
    if blanks and field.type is FieldType.LIST and raw:
        return read_rows(field.columns, raw, BLANK) or None
    if isinstance(raw, str):
        return READERS[field.type](field, raw) if raw.strip() else None
    if raw is None or (isinstance(raw, (list, tuple, Mapping)) and not raw):
        return None
    return READERS[field.type](field, raw)


def _chosen(field: FormField, text: str) -> str:
    if text in field.choices:
        return text
    raise Refused(f"没有“{text[:30]}”这一项，可选：{'；'.join(field.choices)}{nearest(text, field.choices)}")


def _choices(field: FormField, raw: object) -> tuple[str, ...]:
    if isinstance(raw, (list, tuple)):
        parts = [written(part) for part in raw]
    else:
        text = written(raw)
        parts = [text] if text in field.choices else re.split(r"\s*[、；;，,｜|]\s*", text)
    return tuple(dict.fromkeys(_chosen(field, part) for part in parts if part))


def _party(raw: object) -> Party:
    if isinstance(raw, Party):
        return raw
    if not isinstance(raw, Mapping):
        party = party_of(written(raw))
        if not party.name or PLAIN.fullmatch(party.name):
            raise Refused("应先写姓名或者名称，再写证件号码、住址、电话")
        return party
    parts = _parts(raw, PARTY_KEYS)
    if not parts.get("name"):
        raise Refused("缺少姓名或者名称（name）")
    said = next((str(key) for key in raw if PARTY_KEYS.get(str(key)) == "number" and str(key) != "number"), "")
    return party_in_parts(parts, said)


def _account(raw: object) -> Account:
    if isinstance(raw, Account):
        return raw
    if isinstance(raw, Mapping):
        parts = _parts(raw, ACCOUNT_KEYS)
        words = {"holder": "户名", "bank": "开户行", "number": "账号"}
        lacking = [word for key, word in words.items() if key not in parts]
        if lacking:
            raise Refused(f"缺少{'、'.join(lacking)}")
        return Account(**parts)
    account = account_of(written(raw))
    if account is None:
        raise Refused("应写成“户名…，开户行…，账号…”，三项都要写")
    return account


def _parts(raw: Mapping[object, object], keys: Mapping[str, str]) -> dict[str, str]:
    parts: dict[str, str] = {}
    for key, value in raw.items():
        name = keys.get(str(key))
        if name is None:
            first = {part: word for word, part in reversed(list(keys.items()))}
            raise Refused(f"没有“{str(key)[:30]}”这一项，可写：{'、'.join(reversed(first.values()))}")
        if name in parts:
            raise Refused(f"“{key}”写了两次")
        if value is not None and (text := written(value)):
            parts[name] = text
    return parts


def _court(text: str) -> str:
    if "法院" not in text:
        raise Refused("应写法院全称，如“某市某区人民法院”")
    return text


def _date(raw: object) -> date:
    if isinstance(raw, datetime):
        return raw.date()
    return raw if isinstance(raw, date) else day(written(raw))


def _in_one_line(read: Callable[[str], object]) -> Callable[[FormField, object], object]:
    return lambda field, raw: read(written(raw))


READERS: Mapping[FieldType, Callable[[FormField, object], object]] = {
    FieldType.TEXT: lambda field, raw: written(raw),
    FieldType.LONG_TEXT: lambda field, raw: written(raw, LONG, lines=True),
    FieldType.PERSON: lambda field, raw: _party(raw),
    FieldType.PARTY: lambda field, raw: _party(raw),
    FieldType.COURT: _in_one_line(_court),
    FieldType.CASE_NUMBER: _in_one_line(docket),
    FieldType.AMOUNT: _in_one_line(amount),
    FieldType.RATE: _in_one_line(rate),
    FieldType.DATE: lambda field, raw: _date(raw),
    FieldType.NUMBER: _in_one_line(count),
    FieldType.ACCOUNT: lambda field, raw: _account(raw),
    FieldType.CHOICE: lambda field, raw: _chosen(field, written(raw)),
    FieldType.CHOICES: _choices,
    FieldType.YES_NO: _in_one_line(yes),
    FieldType.LIST: lambda field, raw: read_rows(field.columns, raw),
}
