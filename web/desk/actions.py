"""What the buttons of the drafting desk do with a form.

Nothing is stored: a page carries all that was written in it.
"""

from assistant.errors import CalculationError, DraftError
from knowledge.forms import FieldType, Form, FormField
from web.desk.fields import Sent, control_of, raw_value, rows_sent
from web.desk.files import WordFile
from web.desk.made import Drafted, drafted
from web.desk.page import Desk, DraftPage, draft_page
from web.desk.planner import is_planned, planned, readable
from web.desk.preview import preview
from web.desk.remarks import rewritten
from web.desk.story import read_story, story_problem

MOVED = "文字已经改动，没有替换。下面是现在的样子。"
CHANGED = "已改一处，下面是改后的样子。"
KEPT_BACK = "还有没填的，文书里会留出空白。看过下面的清单，再点一次就下载。"
WRONG = "有填错的地方，改好才能下载。"


def desk_page(desk: Desk, sent: Sent, action: str = "") -> DraftPage | WordFile:
    """What becomes of what was ``sent`` by a button: ``action`` is story, add.NAME, plan.NAME, fix.KEY, preview, word
    or, where blanks have been told of, blanks; "" shows the form as it is.
    """
    sent = {name: text.replace("\r\n", "\n") for name, text in sent.items()}
    kind, _, what = action.partition(".")
    match kind:
        case "story":
            return _with_story(desk, sent)
        case "add":
            return draft_page(desk, _tidied(desk.form, sent), longer=what)
        case "plan" if field := next((one for one in desk.form.fields if one.name == what and is_planned(one)), None):
            return _planned(desk, sent, field)
        case "preview" | "word" | "blanks" | "fix":
            return _drafted(desk, _tidied(desk.form, sent), kind, what)
        case _:
            return draft_page(desk, _tidied(desk.form, sent))


def _with_story(desk: Desk, sent: Sent) -> DraftPage:
    """A new story: what it says is filled in where nothing was written."""
    typed = sent.get("told", "")
    if problem := story_problem(typed):
        return draft_page(desk, sent, problem=problem)
    try:
        story, reading, filled = read_story(typed, desk.form, desk.settings, desk.today)
    except DraftError as error:
        return draft_page(desk, sent, problem=str(error))
    new = {
        name: text
        for field in desk.form.fields
        if not raw_value(field, sent)
        for name, text in filled.items()
        if _belongs(name, field)
    }
    return draft_page(desk, {**sent, **new, "told": "", "story": story, "reading": reading.model_dump_json()})


def _planned(desk: Desk, sent: Sent, field: FormField) -> DraftPage:
    try:
        filled = planned(desk.form, field, sent)
    except CalculationError as error:
        return draft_page(desk, sent, faulty={field.name: readable(error)})
    return draft_page(desk, _tidied(desk.form, {**_without(sent, field), **filled}))


def _drafted(desk: Desk, sent: Sent, kind: str, key: str) -> DraftPage | WordFile:
    try:
        made = drafted(desk.book, desk.form, sent)
        told = ""
        if kind == "fix":
            words = rewritten(made, sent, key, desk.today, desk.lawbook)
            sent, told = ({**sent, **words}, CHANGED) if words else (sent, MOVED)
            made = drafted(desk.book, desk.form, sent)
        if kind in {"word", "blanks"}:
            if not made.faults and (kind == "blanks" or not made.gaps):
                return _word(made)
            told = WRONG if made.faults else KEPT_BACK
        seen = preview(desk.book, made, sent, desk.today, desk.lawbook)
    except DraftError as error:
        return draft_page(desk, sent, problem=str(error))
    return draft_page(desk, sent, made=made, seen=seen, told=told)


def _word(made: Drafted) -> WordFile:
    from assistant.drafting.word import word  # noqa: PLC0415  python-docx and docxtpl

    return WordFile(made.document.title, word(made.document, values=made.values))


def _tidied(form: Form, sent: Sent) -> dict[str, str]:
    """The same with rows of lists one after another: a row that was emptied is gone."""
    tidied = dict(sent)
    for field in form.fields:
        if field.type is FieldType.LIST:
            rows = rows_sent(field, tidied)
            tidied = _without(tidied, field)
            for row, cells in enumerate(rows):
                tidied |= {f"{control_of(field)}.{row}.{place}": cell for place, cell in enumerate(cells)}
    return tidied


def _without(sent: Sent, field: FormField) -> dict[str, str]:
    """What was sent, but no row of a list."""
    start, none = f"{control_of(field)}.", f"{control_of(field)}.none"
    return {name: text for name, text in sent.items() if name == none or not name.startswith(start)}


def _belongs(name: str, field: FormField) -> bool:
    return name == control_of(field) or name.startswith(f"{control_of(field)}.")
