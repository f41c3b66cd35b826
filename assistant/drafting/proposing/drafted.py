"""The agreement that a story comes nearest to, drafted with blanks for what the story does not say."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from assistant.drafting.document import Document
from assistant.drafting.formbook import Formbook
from assistant.drafting.stories import values_of

# The form for a story, the first whose words it has. Wages are what it is about where no other debt is told before.
FORMS = (
    (
        "form-enforcement-settlement",
        re.compile(r"执行案|申请执行人|被执行人|强制执行|在执行|执行中|〔?\d{4}[〕）)]?.{0,6}执"),
    ),
    (
        "form-wage-agreement",
        re.compile(
            r"\A(?:(?!(?:货|材料|工程|借|欠|加工|贷|服务)款|加工费|租金|房租).)*?"
            r"(?:(?:欠|拖欠|没发|未发).{0,8}(?:工资|薪)|讨薪|工钱)",
            re.DOTALL,
        ),
    ),
    ("form-mediation-agreement", re.compile("")),
)


@dataclass(frozen=True, slots=True)
class Drafted:
    """``missing`` has the labels of what the form needs and the story does not say."""

    document: Document
    missing: Sequence[str]


def draft_of(text: str, today: date) -> Drafted:
    """The draft for a story. Raises DraftError where what it says cannot stand in the form."""
    book = Formbook.load()
    form = book.forms[next(name for name, words in FORMS if words.search(text))]
    values = book.values(form, values_of(text, form, today).values, blanks=True)
    return Drafted(book.draft(values), tuple(field.label for field in values.missing))
