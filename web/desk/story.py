"""A story on the drafting desk: read once, its values written into the controls, its places marked.

What was read travels with the page, as everything there does; it is taken back only as far as it fits the story.
"""

import asyncio
from dataclasses import dataclass
from datetime import date

from pydantic import BaseModel, ConfigDict, ValidationError

from assistant.drafting.proposing.confidences import read_told
from assistant.drafting.stories import Story, values_of
from assistant.screening import REFERRALS, help_for
from assistant.sentences import parse
from assistant.settings import Settings
from knowledge.forms import Form
from web.desk.fields import Sent, control_of
from web.desk.filled import controls
from web.marking import Stretch, stretches
from web.pages import Group, group

LONGEST = 10_000  # characters of a story
NO_STORY = "还没有案情。请写一段：谁欠谁、欠什么、到了哪一步、双方谈成了什么。"
TOO_LONG = "案情有{}个字，超过{}字的上限。请只留与这份文书有关的部分。"
HIDDEN = "案情里只告诉调解员的话（{}处）没有带进文书，这一页也不再显示。"


class Mark(BaseModel):
    """Where the value of a field was read; ``why`` tells a reader."""

    model_config = ConfigDict(frozen=True)
    field: str
    spans: tuple[tuple[int, int], ...]
    why: str
    computed: bool = False


class Reading(BaseModel):
    """What was read in a story. ``conflicts`` are (field, why); ``aid``: which referral its words call for, from 0."""

    model_config = ConfigDict(frozen=True)
    marks: tuple[Mark, ...] = ()
    conflicts: tuple[tuple[str, str], ...] = ()
    confided: int = 0
    aid: int | None = None


@dataclass(frozen=True, slots=True)
class StoryView:
    """A story that both sides may read, with its marks; ``carried`` is the reading as the page sends it back."""

    text: str
    carried: str
    pieces: tuple[Stretch, ...]
    marks: tuple[tuple[int, str, str], ...]  # number, the control it leads to, what the field is called
    remark: str
    referral: tuple[Group, ...]


def story_problem(story: str) -> str:
    """Why a story cannot be read, "" if it can."""
    if not story.strip():
        return NO_STORY
    return TOO_LONG.format(len(story), LONGEST) if len(story) > LONGEST else ""


def read_story(story: str, form: Form, settings: Settings, today: date) -> tuple[str, Reading, Sent]:
    """What of a story both sides may read, what was read in it, and the controls with that. Raises DraftError."""
    helped = help_for(story)
    aid = next((place for place, (_, text) in enumerate(REFERRALS) if text == helped), None)
    told = read_told(story)
    found = _read(told.text, form, settings, today)
    fields = {field.name: field for field in form.fields}
    marks = tuple(Mark(field=one.field, spans=one.spans, why=one.why, computed=one.computed) for one in found.found)
    conflicts = tuple((one.field, one.why) for one in found.conflicts)
    filled = {name: text for one in found.found for name, text in controls(fields[one.field], one.value)}
    confided = sum(map(len, told.confided.values()))
    return told.text, Reading(marks=marks, conflicts=conflicts, confided=confided, aid=aid), filled


def carried_reading(carried: str, story: str, form: Form) -> Reading:
    """The reading that a page sent back; nothing of it that does not fit the story or the form."""
    try:
        reading = Reading.model_validate_json(carried)
    except ValidationError:
        return Reading()
    names = {field.name for field in form.fields}
    marks = tuple(
        one
        for one in reading.marks
        if one.field in names and all(0 <= start < end <= len(story) for start, end in one.spans)
    )
    conflicts = tuple(one for one in reading.conflicts if one[0] in names)
    aid = reading.aid if reading.aid in range(len(REFERRALS)) else None
    return Reading(marks=marks, conflicts=conflicts, confided=max(reading.confided, 0), aid=aid)


def story_view(story: str, reading: Reading, form: Form) -> StoryView:
    """A story as the desk shows it."""
    fields = {field.name: field for field in form.fields}
    marks = tuple(
        (number, control_of(fields[one.field]), fields[one.field].label)
        for number, one in enumerate(reading.marks, start=1)
    )
    referral = group(parse(REFERRALS[reading.aid][1]), ()) if reading.aid is not None else ()
    remark = HIDDEN.format(reading.confided) if reading.confided else ""
    pieces = tuple(stretches(story, [one.spans for one in reading.marks]))
    return StoryView(story, reading.model_dump_json(), pieces, marks, remark, referral)


def _read(story: str, form: Form, settings: Settings, today: date) -> Story:
    """By the rules, and where a language model is configured by it, too."""
    if not settings.has_model:
        return values_of(story, form, today)
    from assistant.composing.upstream import Upstream  # noqa: PLC0415  LangChain
    from assistant.drafting.stories.with_model import StoryReader  # noqa: PLC0415

    return asyncio.run(StoryReader(Upstream(settings)).values_of(story, form, today))
