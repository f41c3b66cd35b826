"""One form on the drafting desk as a page: its story, its controls and its document."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from assistant.drafting.formbook import Formbook
from assistant.lawbook import Lawbook
from assistant.settings import Settings
from knowledge.clauses import Clause
from knowledge.forms import Form
from web.desk.fields import Blank, Sent, blank
from web.desk.made import Drafted
from web.desk.planner import Planner, is_planned, planner
from web.desk.preview import Preview, is_agreement
from web.desk.start import NOTICE
from web.desk.story import LONGEST, Mark, Reading, StoryView, carried_reading, story_view


@dataclass(frozen=True, slots=True)
class FieldView:
    """A field with its controls, and what is to be said beside it. ``mark`` has its number in the story;
    ``wording`` shows how to write it.
    """

    blank: Blank
    mark: tuple[int, Mark] | None = None
    conflict: str = ""
    fault: str = ""
    missing: bool = False
    planner: Planner | None = None
    wording: Clause | None = None


@dataclass(frozen=True, slots=True)
class DraftPage:
    """A form on the desk. ``typed`` is a story that could not be taken, ``told`` a word about what was just done.

    ``asked``: whether the next press of the button for Word is to leave blanks.
    """

    form: Form
    fields: tuple[FieldView, ...]
    story: StoryView | None
    preview: Preview | None
    typed: str = ""
    problem: str = ""
    told: str = ""
    asked: bool = False
    agreement: bool = False
    longest: int = LONGEST
    back: str = "/draft"
    notice: str = NOTICE

    @property
    def required(self) -> int:
        """How many fields are required whatever else is chosen."""
        return sum(field.required for field in self.form.fields)


@dataclass(frozen=True, slots=True)
class Desk:
    """What a page of the desk is made from."""

    book: Formbook
    form: Form
    settings: Settings
    lawbook: Lawbook | None
    today: date


def draft_page(  # noqa: PLR0913  what one page shows
    desk: Desk,
    sent: Sent,
    *,
    longer: str = "",
    problem: str = "",
    told: str = "",
    faulty: Mapping[str, str] | None = None,
    made: Drafted | None = None,
    seen: Preview | None = None,
) -> DraftPage:
    """The desk with what was ``sent``: ``longer`` names a list that gets a row, ``faulty`` has what is wrong with the
    plans of lists, ``made`` and ``seen`` are the draft where one was asked for.
    """
    story = sent.get("story", "")[:LONGEST]
    reading = carried_reading(sent.get("reading", ""), story, desk.form) if story else Reading()
    marks = {one.field: (number, one) for number, one in enumerate(reading.marks, start=1)}
    conflicts = dict(reading.conflicts)
    faults = made.faults if made else {}
    missing = {field.name for field in made.values.missing} if made else set[str]()
    fields = tuple(
        FieldView(
            blank(field, sent, longer=field.name == longer),
            marks.get(field.name),
            conflicts.get(field.name, ""),
            faults.get(field.name, ""),
            field.name in missing and field.name not in faults,
            planner(desk.form, field, sent, (faulty or {}).get(field.name, "")) if is_planned(field) else None,
            desk.book.wording(desk.form.id, field.name),
        )
        for field in desk.form.fields
    )
    return DraftPage(
        desk.form,
        fields,
        story_view(story, reading, desk.form) if story else None,
        seen,
        sent.get("told", ""),
        problem,
        told,
        asked=bool(seen and seen.gaps and not seen.faults),
        agreement=is_agreement(desk.form),
    )
