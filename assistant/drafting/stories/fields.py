"""How each field of a form is read from a story: by its name where that says more than its type."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import TypeAlias

from assistant.drafting.stories.amounts import read_amount
from assistant.drafting.stories.banking import read_account
from assistant.drafting.stories.choices import read_choice, read_choices, read_yes_or_no
from assistant.drafting.stories.courts import read_court, read_docket, read_document
from assistant.drafting.stories.datefields import read_date
from assistant.drafting.stories.figures import read_number, read_rate
from assistant.drafting.stories.goods import read_equipment, read_seals
from assistant.drafting.stories.lists import read_evidence, read_mediators, read_paid
from assistant.drafting.stories.partyfields import read_party
from assistant.drafting.stories.quotes import read_words
from assistant.drafting.stories.rows import read_plan
from assistant.drafting.stories.story import Found
from assistant.drafting.stories.told import Told
from assistant.drafting.stories.workers import read_workers
from knowledge.forms import FieldType, FormField

# Readings in tiers: of the first tier that holds any, all that differ contradict each other.
Reader: TypeAlias = Callable[[Told, FormField], Iterator[Sequence[Found]]]


def read_nothing(told: Told, field: FormField) -> Iterator[Sequence[Found]]:
    """No reading: signatures and attachments come with the document, not with the story."""
    del told, field
    yield from ()


BY_TYPE: Mapping[FieldType, Reader] = {
    FieldType.TEXT: read_words,
    FieldType.LONG_TEXT: read_words,
    FieldType.PERSON: read_party,
    FieldType.PARTY: read_party,
    FieldType.COURT: read_court,
    FieldType.CASE_NUMBER: read_docket,
    FieldType.AMOUNT: read_amount,
    FieldType.RATE: read_rate,
    FieldType.DATE: read_date,
    FieldType.NUMBER: read_number,
    FieldType.ACCOUNT: read_account,
    FieldType.CHOICE: read_choice,
    FieldType.CHOICES: read_choices,
    FieldType.YES_NO: read_yes_or_no,
    FieldType.LIST: read_nothing,
}
BY_NAME: Mapping[tuple[FieldType, str], Reader] = {
    (FieldType.TEXT, "basis_document"): read_document,
    (FieldType.TEXT, "ruling"): read_document,
    (FieldType.TEXT, "main_case"): read_docket,
    (FieldType.TEXT, "debtor"): read_party,
    (FieldType.TEXT, "respondent"): read_party,
    (FieldType.TEXT, "applicant"): read_party,
    (FieldType.TEXT, "opposite"): read_party,
    (FieldType.TEXT, "mediator"): read_mediators,
    (FieldType.LIST, "mediators"): read_mediators,
    (FieldType.LIST, "instalments"): read_plan,
    (FieldType.LIST, "equipment"): read_equipment,
    (FieldType.LIST, "seals"): read_seals,
    (FieldType.LIST, "evidence"): read_evidence,
    (FieldType.LIST, "workers"): read_workers,
    (FieldType.LIST, "received_list"): read_paid,
}


def reader_of(field: FormField) -> Reader:
    """The reader of a field."""
    if field.name == "payments":
        return read_plan if "付款日期" in field.columns else read_paid
    return BY_NAME.get((field.type, field.name), BY_TYPE[field.type])
