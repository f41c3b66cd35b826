"""A document → one HTML file that stands alone: to be read before it is signed, and printed."""

from functools import cache
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined, Template

from assistant.drafting.document import NOTES, NOTICE, Document, Note
from assistant.labels import metadata

TEMPLATES = Path(__file__).parent / "templates"


def page(document: Document) -> str:
    """HTML with its own style and neither scripts nor addresses; the same document makes the same text."""
    return _template().render(
        document=document,
        blocks=[block for block in document.blocks if not isinstance(block, Note)],
        notes=[block for block in document.blocks if isinstance(block, Note)],
        preface=NOTES,
        notice=NOTICE,
        label=metadata(document.produce_id, document.text),
    )


@cache
def _template() -> Template:
    jinja = Environment(
        loader=FileSystemLoader(TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    return jinja.get_template("document.html")
