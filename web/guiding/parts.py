"""A record, section by section, as the parts of a page of the guide."""

import re
from collections.abc import Iterator, Mapping

from assistant.drafting.formbook import Formbook
from assistant.relief.advice import lines_of
from knowledge.citations.finding import find
from knowledge.citations.resolving import resolve
from knowledge.library import Library
from knowledge.records import Passage, Section
from knowledge.registry import Registry
from web.guiding.text import Line, line_view, lines
from web.guiding.views import Ground, GuidePage, Link, Part
from web.laws.places import text_url
from web.pages import passage_url

VERSION = re.compile(r"（(\d{4}-\d\d-\d\d)文本）")
FOR_PARTIES = "当事人："
ITEMS = ("- ", "1. ")
# Sections in the order of the page: anchor, heading, and how it is called in the list of contents.
PARTS: tuple[tuple[Section, str, str, str], ...] = (
    (Section.FITS, "fits", "什么时候用得上", "什么时候用"),
    (Section.CONDITIONS, "conditions", "要符合什么条件", "条件"),
    (Section.WHERE, "where", "找谁办", "找谁办"),
    (Section.STEPS, "steps", "一步一步怎么办", "步骤"),
    (Section.PAPERS, "papers", "带什么材料", "材料"),
    (Section.COST, "cost", "要多少钱", "费用"),
    (Section.TIME, "time", "要多久", "多久"),
    (Section.RISKS, "risks", "期限和要当心的事", "期限和风险"),
    (Section.CREDITOR, "creditor", "要钱的一方", "要钱的一方"),
    (Section.DEBTOR, "debtor", "欠钱的一方", "欠钱的一方"),
    (Section.MISTAKES, "mistakes", "常见的错", "常见的错"),
    (Section.NEXT, "next", "办完以后", "办完以后"),
)


def parts_of(texts: Mapping[Section, Passage], registry: Registry, explained: set[str]) -> Iterator[Part]:
    """The sections that a record has, in the order of the page."""
    for section, anchor, heading, short in PARTS:
        if section in texts:
            passage = texts[section]
            shown = lines(passage.text, registry, explained)
            listed = passage.text.lstrip().startswith(ITEMS)
            yield Part(anchor, heading, short, shown, passage.verified, listed, section is Section.STEPS)


def note_of(passage: Passage | None, registry: Registry, explained: set[str]) -> Line | None:
    """What a record has to say to the parties in one sentence."""
    told = lines_of(passage.text) if passage else ()
    said = next((line.removeprefix(FOR_PARTIES) for line in told if line.startswith(FOR_PARTIES)), "")
    return line_view(said, registry, explained) if said else None


def forms_for(record_id: str) -> Iterator[Link]:
    """The forms for this; to be filled in here where a plan says what they become."""
    book = Formbook.load()
    for form in book.forms.values():
        if record_id in form.related:
            drafted = form.id in book.plans
            url = f"/draft/{form.id.removeprefix('form-')}" if drafted else f"/forms/{form.id}"
            yield Link(form.title, url, form.purpose.partition("。")[0])


def ground_of(passage: Passage, library: Library) -> Ground:
    """An article of the basis, with where it opens."""
    name = passage.source
    gist = passage.text.removeprefix(f"{name}：")
    version = VERSION.search(name)
    cited = next(iter(resolve(find(name, library.registry), library.registry)), None)
    law = cited.law.name if cited and cited.law else ""
    imported = bool(version) and version[1] in library.text_versions(law) if version else False
    url = text_url(law, version[1], cited.article) if imported and version and cited else passage_url(passage)
    return Ground(name, gist, url, imported, passage.verified)


def contents_of(page: GuidePage) -> Iterator[tuple[str, str]]:
    """Anchor and name of everything on a page, in its order."""
    if page.fit:
        yield "fit", "能不能用"
    for part in page.parts.values():
        yield part.anchor, part.short
        if part.anchor == "cost" and page.forms:
            yield "forms", "文书"
    if page.forms and "cost" not in page.parts:
        yield "forms", "文书"
    if page.cases:
        yield "cases", "案例"
    if page.grounds:
        yield "grounds", "依据"
    yield "help", "免费帮助"
