"""Frozen types of forms: what a document needs to be filled in, and the law behind it."""

from dataclasses import dataclass
from enum import StrEnum

from knowledge.records import LegalBasis, Role


class FieldType(StrEnum):
    """What a blank of a form takes."""

    TEXT = "text"
    LONG_TEXT = "long_text"
    PERSON = "person"  # a natural person: name, identity number, address, telephone
    PARTY = "party"  # a natural person, or an enterprise with its representative
    COURT = "court"
    CASE_NUMBER = "case_number"
    AMOUNT = "amount"  # yuan, at least 0
    RATE = "rate"  # percent a year
    DATE = "date"
    NUMBER = "number"
    ACCOUNT = "account"  # holder, bank and number
    CHOICE = "choice"  # one of ``choices``
    CHOICES = "choices"  # any of ``choices``
    YES_NO = "yes_no"
    LIST = "list"  # rows of ``columns``

    @property
    def label(self) -> str:
        """The type's name in Chinese."""
        return {
            "text": "文字",
            "long_text": "段落",
            "person": "自然人",
            "party": "当事人",
            "court": "法院",
            "case_number": "案号",
            "amount": "金额",
            "rate": "年利率",
            "date": "日期",
            "number": "数字",
            "account": "收款账户",
            "choice": "单选",
            "choices": "多选",
            "yes_no": "是或否",
            "list": "表格",
        }[self.value]


@dataclass(frozen=True, slots=True)
class FormField:
    """One blank. ``choices`` are those of a choice, ``columns`` the heads of a list; both empty otherwise."""

    name: str
    label: str
    type: FieldType
    required: bool
    help: str
    example: str
    choices: tuple[str, ...] = ()
    columns: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Form:
    """A document to be drafted. ``purpose`` says what it does for whom, ``submit`` to whom it goes."""

    id: str
    title: str
    aliases: tuple[str, ...]
    roles: tuple[Role, ...]
    purpose: str
    submit: str
    fields: tuple[FormField, ...]
    basis: tuple[LegalBasis, ...]
    related: tuple[str, ...]

    @property
    def verified(self) -> bool:
        """Whether every article it rests on was read in the text of its version."""
        return all(basis.verified for basis in self.basis)


@dataclass(frozen=True, slots=True)
class Term:
    """A word of the law and what it means, in plain words; ``related`` are records that say more."""

    term: str
    aliases: tuple[str, ...]
    plain: str
    related: tuple[str, ...]
    basis: tuple[LegalBasis, ...]

    @property
    def names(self) -> tuple[str, ...]:
        """The term and its aliases."""
        return (self.term, *self.aliases)
