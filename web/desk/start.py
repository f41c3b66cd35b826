"""Where drafting begins: the forms to choose from, and a box for a story."""

from dataclasses import dataclass

from assistant.drafting.formbook import Formbook
from knowledge.forms import Form
from web.desk.preview import is_agreement
from web.desk.story import LONGEST

NOTICE = "文书由程序按填写的内容整理，签名、盖章前请逐项核对。填的内容不保存。"
NO_FORM = "请先选一种文书。"
SETTLING, ASKING, OTHER = "和解与调解协议", "申请书和异议书", "其他文书"
FIRST = (  # what a judge drafts most often
    *("form-enforcement-settlement", "form-mediation-agreement", "form-instalment-agreement", "form-wage-agreement"),
    *("form-debt-reduction", "form-judicial-confirmation", "form-enforcement-application", "form-resume-enforcement"),
)


@dataclass(frozen=True, slots=True)
class StartPage:
    """The forms in their groups, and a box for a story. ``problem`` is what keeps the story from being read."""

    groups: tuple[tuple[str, tuple[Form, ...]], ...]
    chosen: str = ""
    story: str = ""
    problem: str = ""
    longest: int = LONGEST
    back: str = "/"
    notice: str = NOTICE


def start_page(book: Formbook, chosen: str = "", story: str = "", problem: str = "") -> StartPage:
    """All forms, those first that are drafted most often."""
    order = {name: place for place, name in enumerate(FIRST)}
    forms = sorted(book.forms.values(), key=lambda form: (order.get(form.id, len(order)), form.title))
    groups = {title: tuple(form for form in forms if _group(form) == title) for title in (SETTLING, ASKING, OTHER)}
    return StartPage(tuple(groups.items()), chosen, story, problem)


def _group(form: Form) -> str:
    if is_agreement(form):
        return SETTLING
    return ASKING if form.title.endswith(("申请书", "异议书")) else OTHER
