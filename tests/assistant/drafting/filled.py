"""Forms filled in with their examples, for tests."""

from assistant.drafting.document import Document
from assistant.drafting.formbook import Formbook
from assistant.drafting.values import Values

BOOK = Formbook.load()


def examples(name: str, **changed: object) -> dict[str, object]:
    """Raw entries of a form: its examples, with these in place of some; None leaves one out."""
    raw: dict[str, object] = {field.name: field.example for field in BOOK.form(name).fields}
    return {key: value for key, value in {**raw, **changed}.items() if value is not None}


def values(name: str, **changed: object) -> Values:
    """The values of such entries."""
    return BOOK.values(BOOK.form(name), examples(name, **changed))


def drafted(name: str, **changed: object) -> Document:
    """The document of such entries."""
    return BOOK.draft(values(name, **changed))
