"""Pages to look things up: the contents, the glossary, and the forms with what each needs."""

from fastapi import APIRouter, Request, Response

from assistant.drafting.formbook import Formbook
from knowledge.errors import RecordNotFound
from knowledge.glossary import Glossary
from knowledge.records import Entry, Kind
from web.dependencies import ServicesDep
from web.pages import ContentsPage, FormPage, FormsPage, GlossaryPage, templates

router = APIRouter()


@router.get("/records")
def contents(request: Request, services: ServicesDep) -> Response:
    """All records, kind by kind."""
    entries = _entries(services).values()
    kinds = tuple((kind, tuple(entry for entry in entries if entry.kind is kind)) for kind in Kind)
    page = ContentsPage(tuple((kind, found) for kind, found in kinds if found))
    return templates.TemplateResponse(request, "contents.html", {"page": page})


@router.get("/glossary")
def glossary(request: Request, services: ServicesDep) -> Response:
    """Every term, in plain words."""
    entries = _entries(services)
    terms = tuple((term, _known(term.related, entries)) for term in Glossary.load().terms)
    return templates.TemplateResponse(request, "glossary.html", {"page": GlossaryPage(terms)})


@router.get("/forms")
def forms(request: Request) -> Response:
    """The forms there are."""
    page = FormsPage(tuple(Formbook.load().forms.values()))
    return templates.TemplateResponse(request, "forms.html", {"page": page})


@router.get("/forms/{form_id}")
def form(request: Request, services: ServicesDep, form_id: str) -> Response:
    """One form; raises RecordNotFound."""
    found = Formbook.load().forms.get(form_id)
    if found is None:
        raise RecordNotFound(form_id)
    page = FormPage(found, _known(found.related, _entries(services)))
    return templates.TemplateResponse(request, "form.html", {"page": page})


def _entries(services: ServicesDep) -> dict[str, Entry]:
    return dict(services.assistant().retriever.store.entries)


def _known(ids: tuple[str, ...], entries: dict[str, Entry]) -> tuple[Entry, ...]:
    return tuple(entries[id] for id in ids if id in entries)
