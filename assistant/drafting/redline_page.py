"""A redline as one HTML page that needs nothing else, is read aloud as it is seen, and prints."""

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from assistant.drafting.redline import Redline
from assistant.drafting.redline_matters import Matter
from assistant.drafting.redline_wording import counted, labelled, titled

TEMPLATES = Path(__file__).parent / "templates"


def page(
    redline: Redline,
    matters: Sequence[Matter],
    names: tuple[str, str],
    label: str = "",
    doubts: Sequence[str] = (),
) -> str:
    """The page. ``names`` are those of the old and the new version; ``label`` the value of AIGC that they bear, ""
    for none; ``doubts``: what their reader should know. Everything is escaped.
    """
    environment = Environment(
        loader=FileSystemLoader(TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    return environment.get_template("redline.html").render(
        title=titled(names),
        counted=counted(redline),
        label=label,
        labelled=labelled(label),
        doubts=doubts,
        matters=matters,
        paragraphs=list(_paragraphs(redline)),
    )


def _paragraphs(redline: Redline) -> Iterator[dict[str, Any]]:
    """Each with whether it is the first of its place: what was deleted shares a place with what follows."""
    last = 0
    for paragraph in redline.paragraphs:
        yield {
            "place": paragraph.place,
            "first": paragraph.place > last,
            "new": paragraph.new,
            "changed": paragraph.changed,
            "pieces": paragraph.pieces,
        }
        last = paragraph.place
