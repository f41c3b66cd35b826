"""No figure stands in a drafted document that is not in the story, in a value read from it, a sum of these, or printed
in the form. That the values stand in the story is shown in test_stories.
"""

import re
from dataclasses import replace
from decimal import Decimal
from itertools import combinations

import pytest

from assistant.drafting.document import Document
from knowledge.forms import FieldType
from tests.assistant.drafting.filled import BOOK
from tests.evals.telling import Told, stories

NUMBER = re.compile(r"\d+(?:\.\d+)?")
TOLD = stories()


def numbers(text: str) -> set[Decimal]:
    """Every number in figures."""
    return {Decimal(one) for one in NUMBER.findall(text.replace(",", ""))}


def unnumbered(document: Document) -> str:
    """The text without the numbers of headings and items."""
    blocks = (replace(block, number="") if hasattr(block, "number") else block for block in document.blocks)
    return replace(document, blocks=tuple(blocks)).text


def sums(told: Told) -> set[Decimal]:
    """What a form may add up: any of its sums of money."""
    money = [field.name for field in told.form.fields if field.type is FieldType.AMOUNT]
    given = [Decimal(str(told.story.values[name])) for name in money if name in told.story.values]
    return {sum(some, Decimal(0)) for count in range(2, len(given) + 1) for some in combinations(given, count)}


@pytest.mark.parametrize("told", TOLD, ids=[f"{place}-{one.item['form']}" for place, one in enumerate(TOLD)])
def test_figures_of_a_document(told: Told) -> None:
    plan = "".join(getattr(block, "text", "") for block in BOOK.plans[told.form.id].blocks)
    blank = unnumbered(BOOK.draft(BOOK.values(told.form, {}, blanks=True)))
    document = unnumbered(BOOK.draft(BOOK.values(told.form, told.story.values, blanks=True)))
    values = numbers(re.sub(r"-0?", " ", str(dict(told.story.values))))
    assert not numbers(document) - numbers(blank) - numbers(plan) - numbers(told.item["story"]) - values - sums(told)


def test_there_are_stories_enough() -> None:
    assert len(TOLD) >= 50
