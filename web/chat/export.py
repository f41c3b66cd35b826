"""A conversation as one HTML file to keep, print or hand on: it needs nothing else, and carries both labels of
`assistant.labels`.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from urllib.parse import quote

from markupsafe import Markup

from assistant.events import Sentence
from assistant.history import StoredTurn
from assistant.labels import metadata
from assistant.sentences import parse
from assistant.transcript.shelf import Shelf
from knowledge.records import Passage
from web.chat.views import TurnView, turn_view
from web.pages import NOTICE, Doubts, fragment, grouped, no_doubts, warnings_html

TITLE_CHARACTERS = 40


@dataclass(frozen=True, slots=True)
class ExportPage:
    """What stands in the file: each question with the day it was asked. ``notice`` is "" where nothing is labelled."""

    turns: tuple[tuple[date, TurnView], ...]
    exported: date
    notice: str
    name: str


def export_html(conversation: str, turns: Sequence[StoredTurn], shelf: Shelf, name: str = "") -> str:
    """The HTML document of a conversation's turns; citations are judged as of today where there is a lawbook.

    ``conversation`` is its id, ``name`` what its owner calls it. What the label for programs calls the content is all
    between <body> and </body>.
    """
    views = tuple(
        (turn.asked, _view(position, turn, shelf, conversation)) for position, turn in enumerate(turns, start=1)
    )
    labelled = any(view.tail.label for _, view in views)
    body = fragment("_export.html", page=ExportPage(views, shelf.today, NOTICE if labelled else "", name))
    title = name or (" ".join(turns[0].question.split()) if turns else "")
    return fragment(
        "export.html",
        title=title if len(title) <= TITLE_CHARACTERS else f"{title[:TITLE_CHARACTERS]}…",
        label=metadata(conversation, body) if labelled else "",  # none on what people wrote
        body=Markup(body),  # noqa: S704  rendered and escaped just now
    )


def disposition(today: date, ending: str) -> str:
    """The header that has a browser save the file (RFC 6266). Its name says nothing of what was asked."""
    name = f"{today.isoformat()}.{ending}"
    return f"attachment; filename=\"shukun-{name}\"; filename*=UTF-8''{quote(f'纾困对话-{name}')}"


def _view(position: int, turn: StoredTurn, shelf: Shelf, conversation: str) -> TurnView:
    """A turn whose markers lead to the sources below it, not to pages of a server that may be far."""
    doubts = shelf.lawbook.doubts if shelf.lawbook else no_doubts
    cited = {citation.marker: citation.passage for citation in turn.citations}
    groups = grouped(parse(turn.text), lambda sentence: _sentence_html(position, sentence, cited, doubts))
    return replace(turn_view(turn, shelf, conversation), groups=groups)


def _sentence_html(position: int, sentence: Sentence, cited: Mapping[int, Passage], doubts: Doubts) -> Markup:
    link = Markup('<a class="cite" href="#source-{0}-{1}">[{1}]</a>')
    links = Markup("").join(link.format(position, marker) for marker in sentence.markers if marker in cited)
    warnings = warnings_html(sentence, cited, doubts)
    return Markup("<span>{}{}{}{}</span>").format(sentence.body, sentence.end, links, warnings)
