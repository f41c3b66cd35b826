"""A document → the bytes of a .docx: on the shipped page, or on a template that the user brings.

The same document makes the same bytes. The label that says that a machine wrote stands in the footer for people, and in
the custom property AIGC for programs, whatever the template says.
"""

import io
from collections.abc import Mapping
from datetime import UTC, date, datetime
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import parse_xml
from docx.shared import Pt
from docxtpl import DocxTemplate
from jinja2 import StrictUndefined, TemplateError
from jinja2.sandbox import ImmutableSandboxedEnvironment
from markupsafe import Markup, escape

from assistant.drafting.document import NOTES, NOTICE, Document, Note
from assistant.drafting.fitting import fit_tables
from assistant.drafting.layout import TEMPLATE
from assistant.drafting.properties import repacked, with_property
from assistant.drafting.user_template import safe_template
from assistant.drafting.values import Values
from assistant.drafting.version import AIGC
from assistant.drafting.wording import FILTERS, party, plain
from assistant.errors import DraftError
from assistant.labels import metadata

if TYPE_CHECKING:
    from docx.document import Document as Opened

TITLE = 255  # characters that the property title may have


def word(
    document: Document, today: date | None = None, template: Path | None = None, values: Values | None = None
) -> bytes:
    """The document as a .docx. Its properties say ``today`` as the day on which it was made, or no day.

    ``template`` is a .docx with Jinja of docxtpl that may use `title`, `blocks`, `notes`, `text`, `label`, `form`, and
    the fields of the form by name where ``values`` are given. Raises DraftError where it cannot be used.
    """
    source = _shipped() if template is None else safe_template(template)
    page = DocxTemplate(io.BytesIO(source))
    context = _context(document, values)
    _set(page, context, template)
    opened: Opened = page.docx  # get_docx() would open the template again
    _labelled(opened)
    fit_tables(opened, document)
    described(opened, document.title, today)
    stored = io.BytesIO()
    opened.save(stored)
    file = template or TEMPLATE
    labelled = with_property(file, repacked(stored.getvalue()), AIGC, metadata(document.produce_id, document.text))
    return repacked(labelled)


@cache
def _shipped() -> bytes:
    return TEMPLATE.read_bytes()


def _context(document: Document, values: Values | None) -> dict[str, Any]:
    """What a template may use. Fields of the form are told as text; ``rows`` of lists by column."""
    told: dict[str, Any] = {}
    for name, value in values.entries.items() if values else ():
        told[name] = value if isinstance(value, tuple) else party(value)
    notes = tuple(block for block in document.blocks if isinstance(block, Note))
    return {
        **told,
        "title": document.title,
        "form": document.form,
        "text": document.text,
        "label": NOTICE,
        "preface": NOTES,
        "blocks": tuple(block for block in document.blocks if not isinstance(block, Note)),
        "notes": notes,
    }


def _jinja() -> ImmutableSandboxedEnvironment:
    jinja = ImmutableSandboxedEnvironment(undefined=StrictUndefined, autoescape=True, finalize=_literal)
    jinja.filters.update(FILTERS)
    return jinja


def _literal(value: object) -> object:
    """Text as it is: docxtpl would make braces of {_{, so that no value may hold one."""
    said = plain(value)
    if not isinstance(said, str):
        return said
    return Markup(str(escape(said)).replace("_", "&#95;"))  # noqa: S704  escaped here


def _set(page: DocxTemplate, context: Mapping[str, Any], template: Path | None) -> None:
    jinja = _jinja()
    if template is None:
        page.render(dict(context), jinja, autoescape=True)
        return
    try:
        unknown = page.get_undeclared_template_variables(jinja) - context.keys()
        if unknown:
            named = "、".join(sorted(unknown))
            raise DraftError(
                (f"模板 {template} 用了没有的变量：{named}。可用：{'、'.join(sorted(context))}，请改正后再试",)
            )
        page.render(dict(context), jinja, autoescape=True)
    except TemplateError as error:
        raise DraftError((f"模板 {template} 的花括号写法有误（{error.message}），请检查括号是否成对",)) from None
    except (ValueError, KeyError, TypeError, AttributeError, ArithmeticError, SyntaxError) as error:
        raise DraftError((f"模板 {template} 填不进去（{error}），请检查变量的写法",)) from None


def _labelled(opened: "Opened") -> None:
    """The visible label at the end where the template has no place for it."""
    shown = [opened.element.body]
    for relation in opened.part.rels.values():
        if relation.reltype in {RELATIONSHIP_TYPE.FOOTER, RELATIONSHIP_TYPE.HEADER}:
            shown.append(parse_xml(relation.target_part.blob))
    if not any(NOTICE in "".join(map(str, part.itertext())) for part in shown):
        opened.add_paragraph().add_run(NOTICE).font.size = Pt(9)


def described(opened: "Opened", title: str, today: date | None) -> None:
    """The properties of a file: its title, the day on which it was made, and nothing of this machine."""
    properties = opened.core_properties
    properties.title = title[:TITLE]
    core = properties._element
    for child in list(core):
        if child.tag.rpartition("}")[2] in {"created", "modified", "lastModifiedBy", "revision", "lastPrinted"}:
            core.remove(child)
    if today:
        properties.created = properties.modified = datetime(today.year, today.month, today.day, tzinfo=UTC)
