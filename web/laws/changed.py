"""What became of an article since an earlier text, word by word."""

from dataclasses import dataclass

from markupsafe import Markup, escape

from knowledge.changes import changes
from knowledge.library import Library, Provision
from web.laws.places import Link, text_url


@dataclass(frozen=True, slots=True)
class ChangeView:
    """What became of an article since an earlier text; ``marked`` is None where the words are the same."""

    before: Link
    moved: bool
    marked: Markup | None


def changed(library: Library, provision: Provision) -> tuple[ChangeView | None, str | None]:
    """What changed since the text before, where one was imported; its date where the rule was not found in it."""
    law, date = provision.id.law, provision.version.date
    before = max((other for other in library.text_versions(law) if other < date), default=None)
    if before is None:
        return None, None
    old = next((one for one in library.versions(provision) if one.version.date == before), None)
    if old is None:
        return None, before
    link = Link(f"{before}文本{old.id.number}", text_url(law, before, old.id.number))
    same = old.article.text == provision.article.text
    marked = None if same else marked_changes(old.article.text, provision.article.text)
    return ChangeView(link, old.id.number != provision.id.number, marked), None


def marked_changes(old: str, new: str) -> Markup:
    """What was struck out and what was put in, as HTML."""
    html = Markup()
    for step in changes(old, new):
        if step.same:
            html += escape(step.new)
            continue
        if step.old:
            html += Markup("<del>{}</del>").format(step.old)
        if step.new:
            html += Markup("<ins>{}</ins>").format(step.new)
    return html
