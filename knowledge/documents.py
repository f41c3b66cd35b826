"""Frozen types of plans: how the values of a form become a document. Texts are Jinja over the form's fields.

Structure comes from a plan, never from a value. ``when`` is an expression over the fields ("" is always); ``each``
names a list field whose rows a block is repeated for, a row at a time being ``row`` ("" is once).
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

FILTERS = frozenset(  # those of `assistant.drafting.wording`; Jinja's own may be used beside them
    {"yuan", "short_yuan", "day", "percent", "party", "name", "account", "rows", "given", "chinese", "sentence"}
)
ROW = "row"  # the name of the row in a block that is repeated


@dataclass(frozen=True, slots=True)
class TextPlan:
    """A paragraph; each line end in it begins another."""

    text: str
    when: str = ""
    each: str = ""


@dataclass(frozen=True, slots=True)
class HeadingPlan:
    """A heading, counted 一、二、三、 unless not ``numbered``. One with nothing below it is left out."""

    text: str
    when: str = ""
    numbered: bool = True


@dataclass(frozen=True, slots=True)
class ItemPlan:
    """A paragraph that is counted within its heading where there are several: （一）; 1. where that has no number."""

    text: str
    when: str = ""
    each: str = ""


@dataclass(frozen=True, slots=True)
class TablePlan:
    """The rows of a list field below its columns; no table without rows. ``heads``: other words for some columns."""

    field: str
    heads: Mapping[str, str]
    when: str = ""


@dataclass(frozen=True, slots=True)
class ClausePlan:
    """An item with the text of a library clause; ``variant`` "" is the first. ``given`` maps its variables to text."""

    clause: str
    variant: str
    given: Mapping[str, str]
    when: str = ""
    each: str = ""


@dataclass(frozen=True, slots=True)
class AddresseePlan:
    """此致, and to whom."""

    text: str
    when: str = ""


@dataclass(frozen=True, slots=True)
class NotePlan:
    """Small print below the document and no part of it: how to hand it in."""

    text: str
    when: str = ""


@dataclass(frozen=True, slots=True)
class SignaturesPlan:
    """A line for each row of a list field of names, capacities and ways of signing; ``date``: one date for all."""

    field: str
    date: str = ""
    when: str = ""


BlockPlan = TextPlan | HeadingPlan | ItemPlan | TablePlan | ClausePlan | AddresseePlan | NotePlan | SignaturesPlan


@dataclass(frozen=True, slots=True)
class Need:
    """A field that must be given where ``when`` holds."""

    field: str
    when: str


@dataclass(frozen=True, slots=True)
class DocumentPlan:
    """How the form with the id ``form`` becomes a document. ``wordings`` has, for fields that take whole sentences, the
    id of the clause that shows how to write them.
    """

    form: str
    title: str
    blocks: tuple[BlockPlan, ...]
    needs: tuple[Need, ...] = ()
    wordings: Mapping[str, str] = field(default_factory=dict)
