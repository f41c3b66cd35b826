"""Documents: the forms, what each needs, and drafts of them as text or as Word files; the library of clauses."""

from dataclasses import dataclass
from datetime import date
from typing import Annotated, Any
from urllib.parse import quote

from fastapi import APIRouter, HTTPException, Path, Response
from pydantic import Field
from starlette.concurrency import run_in_threadpool

from assistant.composing.upstream import Upstream
from assistant.drafting.clause_wording import worded
from assistant.drafting.document import Document
from assistant.drafting.formbook import Formbook
from assistant.drafting.proposing.confidences import read_told
from assistant.drafting.shapes import clause_json, draft_json, fields_json, forms_json, story_json
from assistant.drafting.stories import Story, values_of
from assistant.drafting.stories.with_model import StoryReader
from assistant.drafting.values import Values as Read
from assistant.errors import DraftError
from assistant.screening import help_for
from assistant.settings import Settings
from knowledge.clauses import Clause
from knowledge.forms import Form
from web.api.drafting_shapes import ClauseShape, ClausesShape, ClauseWordingShape, DraftShape, FieldsShape, FormsShape
from web.api.sent import GET, POST, Responses, Sent, Text, Values, errors
from web.dependencies import ServicesDep

WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
LONGEST = 10_000  # characters of a story

router = APIRouter(prefix="/api/v1", tags=["文书"])
NamePath = Annotated[str, Path(max_length=60, description="编号或名称", examples=["执行和解协议"])]
ClausePath = Annotated[str, Path(max_length=60, description="编号或名称", examples=["加速到期"])]


class DraftSent(Sent):
    """What a document is made from: values by the names of the form's fields, and a story that tells more."""

    values: Values = Field({}, examples=[{"court": "宁川市东浦区人民法院"}])
    story: Text = Field("", max_length=LONGEST, description="一段案情；values 里写了的以 values 为准")
    blanks: bool = Field(False, strict=True, description="没有给的必填项留空白；有案情时总是留空白")


@dataclass(frozen=True, slots=True)
class _Made:
    """A draft and what it was made from."""

    form: Form
    document: Document
    read: Read
    unused: Any
    text: str
    told: Story | None
    referral: str | None


@router.get("/draft", response_model=FormsShape, responses=GET, summary="能起草的文书", description="全部表单。")
def forms() -> dict[str, Any]:
    """All forms."""
    return forms_json(sorted(Formbook.load().forms.values(), key=lambda form: form.id))


@router.get(
    "/draft/{form}",
    response_model=FieldsShape,
    responses=GET | errors(404, 422),
    summary="一种文书要填什么",
    description="各项的名称、类型和写法。",
)
def fields(form: NamePath) -> dict[str, Any]:
    """The fields of a form."""
    return fields_json(_form(Formbook.load(), form))


@router.post(
    "/draft/{form}",
    response_model=DraftShape,
    response_model_exclude_unset=True,
    responses=POST | errors(404),
    summary="起草文书，得到文字",
    description="没有写的列在 missing 里。填的内容不保存。",
)
async def draft(services: ServicesDep, form: NamePath, sent: DraftSent) -> dict[str, Any]:
    """A draft as text; raises DraftError."""
    made = await _drafted(services.settings, form, sent)
    shape = draft_json(made.document, None, None, made.read.missing, made.unused)
    return shape | story_json(made.form, made.text, made.told, made.referral)


FILE: Responses = {
    200: {
        "description": "Word 文件，页脚和属性里有人工智能标识",
        "content": {WORD: {"schema": {"type": "string", "format": "binary"}}},
    }
}


@router.post(
    "/draft/{form}/docx",
    response_class=Response,
    responses=FILE | POST | errors(404),
    summary="起草文书，得到 Word 文件",
    description="内容与 /api/v1/draft/{form} 相同。",
)
async def draft_file(services: ServicesDep, form: NamePath, sent: DraftSent) -> Response:
    """A draft as a Word file; raises DraftError."""
    from assistant.drafting.word import word  # noqa: PLC0415  python-docx and docxtpl

    made = await _drafted(services.settings, form, sent)
    data = await run_in_threadpool(word, made.document, values=made.read)
    name = f"attachment; filename=\"shukun.docx\"; filename*=UTF-8''{quote(f'{made.document.title}.docx')}"
    return Response(data, media_type=WORD, headers={"Content-Disposition": name})


@router.get(
    "/clauses",
    response_model=ClausesShape,
    responses=GET,
    summary="条款库",
    description="每一条什么时候用、有哪几种写法、依据什么。",
)
def clauses() -> dict[str, Any]:
    """All clauses."""
    return {"clauses": [clause_json(clause) for clause in Formbook.load().clauses.values()]}


@router.get(
    "/clauses/{name}",
    response_model=ClauseShape,
    responses=GET | errors(404, 422),
    summary="条款库里的一条",
    description="一条。",
)
def clause(name: ClausePath) -> dict[str, Any]:
    """One clause."""
    return clause_json(_clause(name))


class WordingSent(Sent):
    """What a clause is put into words with."""

    variant: Text = Field("", max_length=60, description="哪一种写法的名称；不写是第一种")
    values: Values = Field({}, description="变量的值，按变量的名称", examples=[{"creditor": "宁川市恒达五金有限公司"}])


@router.post(
    "/clauses/{name}",
    response_model=ClauseWordingShape,
    responses=POST | errors(404),
    summary="把一条写出来",
    description="按给的值写出一条的文字。填的内容不保存。",
)
def wording(name: ClausePath, sent: WordingSent) -> dict[str, Any]:
    """A clause in words; raises DraftError where it has no such variant."""
    found = _clause(name)
    chosen = next((one for one in found.variants if not sent.variant or one.name == sent.variant), None)
    if chosen is None:
        raise DraftError(
            (f"“{found.title}”没有“{sent.variant}”这种写法，有：{'、'.join(v.name for v in found.variants)}",)
        )
    made = worded(found, chosen, sent.values)
    return {"text": made.text, "missing": [one.name for one in made.missing], "faults": made.faults}


def _clause(name: str) -> Clause:
    try:
        return Formbook.load().clause(name)
    except DraftError as error:
        raise HTTPException(404, str(error)) from None


def _form(book: Formbook, name: str) -> Form:
    try:
        return book.form(name)
    except DraftError as error:
        raise HTTPException(404, str(error)) from None


async def _drafted(settings: Settings, name: str, sent: DraftSent) -> _Made:
    """The draft of what was sent; raises DraftError, RecordNotFound."""
    book = await run_in_threadpool(Formbook.load)
    form = _form(book, name)
    text = read_told(sent.story).text if sent.story.strip() else ""
    told = await _told(settings, form, text) if text else None
    given = {**(told.values if told else {}), **{key: _written(value) for key, value in sent.values.items()}}

    def filled() -> _Made:
        read = book.values(form, given, sent.blanks or told is not None)
        referral = help_for(sent.story) if told else None
        return _Made(form, book.draft(read), read, book.unused(read), text, told, referral)

    return await run_in_threadpool(filled)


async def _told(settings: Settings, form: Form, text: str) -> Story:
    """Read by the rules, and where a language model is configured by it, too."""
    if settings.has_model:
        return await StoryReader(Upstream(settings)).values_of(text, form, date.today())
    return await run_in_threadpool(values_of, text, form, date.today())


def _written(value: Any) -> Any:
    """Numbers as the text that was written, as in a file of values."""
    if isinstance(value, dict):
        return {key: _written(one) for key, one in value.items()}
    if isinstance(value, list):
        return [_written(one) for one in value]
    return str(value) if isinstance(value, int | float) and not isinstance(value, bool) else value
