"""The law browser: laws, their versions, an article on a day, two versions side by side."""

from datetime import date
from typing import Annotated

from fastapi import APIRouter, Query, Request, Response
from fastapi.responses import RedirectResponse

from assistant.errors import AssistantError
from knowledge.errors import KnowledgeError
from knowledge.law import ArticleId, ArticleNumber, Law, LawKind
from knowledge.library import Library
from knowledge.store import Store
from web.dependencies import Services, ServicesDep
from web.laws.absent import AbsentPage, absent_article, not_a_number, not_comparable, unknown_law
from web.laws.article import article_page
from web.laws.cited import laws_cited
from web.laws.compare import compare_page, imported_version
from web.laws.one import one_law_page
from web.laws.pages import Narrowed, laws_page
from web.laws.places import LONGEST_ASKED, Day, compare_url, day_of, law_url, named_law, page_number, search_url
from web.laws.search import Sought, sought
from web.pages import templates

router = APIRouter(prefix="/laws")
OnParameter = Annotated[str, Query(description="the day whose law counts; today if left out")]


@router.get("")
def laws(  # noqa: PLR0913  what the list may be narrowed down to
    request: Request,
    services: ServicesDep,
    q: str = "",
    on: OnParameter = "",
    kind: str = "",
    page: Annotated[str, Query()] = "1",
    every: Annotated[bool, Query(alias="all")] = False,
) -> Response:
    """A search, which leads straight to the law or article it names; else the laws by kind."""
    day = day_of(on, date.today().isoformat())
    query = q.strip()[:LONGEST_ASKED]
    with services.library() as library:
        found = sought(library, query, day.other) if query else Sought()
        if found.leads_to and not day.problem:
            return RedirectResponse(found.leads_to, status_code=303)
        known = kind if kind in set(LawKind) else ""
        asked = Narrowed(query, day.other, known, page_number(page), every)
        shown = laws_page(library, asked, found, day, laws_cited(_store(services)))
    return _page(request, "laws.html", shown, day)


@router.get("/{name}")
def law(request: Request, services: ServicesDep, name: str, on: OnParameter = "", article: str = "") -> Response:
    """A law with its versions; ``article`` leads on to one of its articles."""
    day = day_of(on, date.today().isoformat())
    with services.library() as library:
        known = _known(library, name, day)
        if not isinstance(known, Law):
            return known if isinstance(known, Response) else _absent(request, known)
        if article.strip():
            number = ArticleNumber.parse(article[:LONGEST_ASKED])
            if number is None:
                return _absent(request, not_a_number(known, article[:LONGEST_ASKED], day))
            return RedirectResponse(law_url(known.name, number, day.other), status_code=303)
        if known.name != name:
            return RedirectResponse(law_url(known.name, None, day.other), status_code=303)
        return _page(request, "laws_one.html", one_law_page(library, known, day), day)


@router.get("/{name}/compare")
def compare(  # noqa: PLR0913  two days and a page
    request: Request,
    services: ServicesDep,
    name: str,
    old: Annotated[str, Query(alias="from")] = "",
    new: Annotated[str, Query(alias="to")] = "",
    page: str = "1",
) -> Response:
    """Two versions side by side, the older one first; each by its date, or by a day on which it is law."""
    today = date.today().isoformat()
    days = [day_of(old, today), day_of(new, today)]
    with services.library() as library:
        known = _known(library, name, days[1])
        if not isinstance(known, Law):
            return known if isinstance(known, Response) else _absent(request, known)
        versions = [None if day.problem else imported_version(library, known, day) for day in days]
        if None in versions or versions[0] == versions[1]:
            return _absent(request, not_comparable(library, known, days, versions))
        first, second = sorted(version for version in versions if version)
        if known.name != name:
            return RedirectResponse(compare_url(known.name, first, second, page_number(page)), status_code=303)
        return _page(
            request, "laws_compare.html", compare_page(library, known, first, second, page_number(page)), days[0]
        )


@router.get("/{name}/{written}")
def article(request: Request, services: ServicesDep, name: str, written: str, on: OnParameter = "") -> Response:
    """An article as it is law on a day; where there is none, why, and what there is instead."""
    day = day_of(on, date.today().isoformat())
    with services.library() as library:
        known = _known(library, name, day)
        if not isinstance(known, Law):
            return known if isinstance(known, Response) else _absent(request, known)
        number = ArticleNumber.parse(written[:LONGEST_ASKED])
        if number is None:
            return _absent(request, not_a_number(known, written[:LONGEST_ASKED], day))
        if (known.name, str(number)) != (name, written):
            return RedirectResponse(law_url(known.name, number, on.strip()[:LONGEST_ASKED]), status_code=303)
        provision = library.article(ArticleId(known.name, number), day.on)
        if provision is None:
            return _absent(request, absent_article(library, known, number, day))
        return _page(request, "laws_article.html", article_page(library, _store(services), known, provision, day), day)


def _known(library: Library, name: str, day: Day) -> Law | Response | AbsentPage:
    """The one law of this name; the way to choose among several, or what to say where there is none."""
    found = named_law(library, name[:LONGEST_ASKED])
    if len(found) > 1:
        return RedirectResponse(search_url(name[:LONGEST_ASKED], day.other), status_code=303)
    return found[0] if found else unknown_law(library, name[:LONGEST_ASKED], day)


def _store(services: Services) -> Store | None:
    """Our records, where they are at hand: law can be read without."""
    try:
        return services.assistant().retriever.store
    except (KnowledgeError, AssistantError):
        return None


def _page(request: Request, template: str, page: object, day: Day) -> Response:
    return templates.TemplateResponse(request, template, {"page": page}, status_code=422 if day.problem else 200)


def _absent(request: Request, page: AbsentPage) -> Response:
    status = 422 if page.day.problem else 200 if page.missing_text else 404
    return templates.TemplateResponse(request, "laws_absent.html", {"page": page}, status_code=status)
