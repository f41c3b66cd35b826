"""What the templates are given, and how answers become HTML. Every template gets one frozen dataclass."""

import re
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote, urlencode

from fastapi.templating import Jinja2Templates
from jinja2 import Environment, PackageLoader, StrictUndefined, select_autoescape
from markupsafe import Markup, escape

from assistant.events import Block, Sentence
from assistant.history import StoredTurn, Summary
from assistant.labels import STANDING, label_for
from assistant.lawbook import Lawbook
from assistant.messages import Citation, Referral, outcome_name
from assistant.sentences import parse
from knowledge.citations.verdicts import Checked
from knowledge.forms import Form, Term
from knowledge.glossary import Glossary
from knowledge.records import Entry, Kind, Passage, Role, Section

STATIC = Path(__file__).parent / "static"
SOURCE = re.compile(r"（[^（）]*第[^（）]*条[^（）]*）|《[^》]*》")  # where a text names law
NOTICE = f"本页{STANDING}，不替代法官裁判和律师意见。您可以随时不用它，直接咨询法院或律师。"
TEXT_NOTICE = "本页是导入的文本，没有改写，仅供参考；正式引用前，请与官方公布的文本核对。"
EXAMPLES = (
    (Role.MEDIATOR, "三名工人申请冻结工厂账户、查封设备，工厂有订单但一封就停产，怎么调解？"),
    (Role.LITIGANT, "公司账户早上被法院冻结了，工资发不出去，我能申请什么？"),
    (Role.JUDGE, "分期履行的和解协议怎么写，才能在违约时直接恢复执行？"),
)

_environment = Environment(
    loader=PackageLoader("web", "templates"),
    autoescape=select_autoescape(default=True),
    undefined=StrictUndefined,
    trim_blocks=True,
    lstrip_blocks=True,
)
templates = Jinja2Templates(env=_environment)


@dataclass(frozen=True, slots=True)
class Group:
    """Neighbouring blocks of one kind: a heading, a paragraph, or the items of one list."""

    block: Block
    items: tuple[Markup, ...]


@dataclass(frozen=True, slots=True)
class TurnView:
    """A question and its answer, ready to show. ``label`` is one of `assistant.labels` or "", ``copy`` the plain text
    for the clipboard.
    """

    role: Role
    question: str
    outcome: str | None
    groups: tuple[Group, ...]
    citations: tuple[Citation, ...]
    verdicts: "VerdictsView | None"
    notices: tuple[str, ...]
    replies: tuple[str, ...]
    label: str
    copy: str


@dataclass(frozen=True, slots=True)
class VerdictsView:
    """What the library says of the law that an answer cites: a line in sum, and each citation once with its verdict,
    those that must not stand first. ``rows`` are (as written, label, explanation, whether it is wrong).
    """

    summary: str
    rows: tuple[tuple[str, str, str, bool], ...]


@dataclass(frozen=True, slots=True)
class ChatPage:
    """The one page. ``problem`` is what went wrong with the last request, or with the service."""

    conversation: str | None
    role: Role
    question: str
    turns: tuple[TurnView, ...]
    conversations: tuple[Summary, ...]
    problem: str | None = None
    roles: tuple[Role, ...] = tuple(Role)
    examples: tuple[tuple[Role, str], ...] = EXAMPLES
    label: str = STANDING
    notice: str = NOTICE


@dataclass(frozen=True, slots=True)
class SectionView:
    """A section of a record, or of an imported case. ``quote`` is an article word for word, "" where there is none;
    ``verified`` says whether its law was read, None where that is not ours to say.
    """

    heading: str
    groups: tuple[Group, ...]
    quote: str
    verified: bool | None
    here: bool


@dataclass(frozen=True, slots=True)
class RecordPage:
    """A record, or an imported case, section by section. ``origin`` says where it was published."""

    entry: Entry
    origin: str
    sections: tuple[SectionView, ...]
    related: tuple[Entry, ...]
    back: str = "/"
    notice: str = NOTICE


@dataclass(frozen=True, slots=True)
class ContentsPage:
    """All records of ours, kind by kind."""

    kinds: tuple[tuple[Kind, tuple[Entry, ...]], ...]
    back: str = "/"
    notice: str = NOTICE


@dataclass(frozen=True, slots=True)
class GlossaryPage:
    """Every term with the records that say more of it."""

    terms: tuple[tuple[Term, tuple[Entry, ...]], ...]
    back: str = "/"
    notice: str = NOTICE


@dataclass(frozen=True, slots=True)
class FormsPage:
    """The forms there are."""

    forms: tuple[Form, ...]
    back: str = "/"
    notice: str = NOTICE


@dataclass(frozen=True, slots=True)
class FormPage:
    """A form: what is to be written in, and the law behind it."""

    form: Form
    related: tuple[Entry, ...]
    back: str = "/forms"
    notice: str = NOTICE


@dataclass(frozen=True, slots=True)
class ErrorPage:
    """Something went wrong; ``message`` says what to do."""

    status: int
    message: str
    notice: str = NOTICE


def passage_url(passage: Passage) -> str:
    """Where a passage opens."""
    return f"/records/{quote(passage.record_id)}?{urlencode({'at': passage.locator})}#at"


Doubts = Callable[[str, Sequence[Passage]], Sequence[str]]  # what a reader must know of the law that a sentence cites


def no_doubts(text: str, passages: Sequence[Passage]) -> Sequence[str]:
    """Where no library says anything."""
    del text, passages
    return ()


def sentence_html(
    sentence: Sentence,
    citations: Iterable[Citation],
    explained: set[str] | None = None,
    doubts: Doubts = no_doubts,
) -> Markup:
    """A sentence with each marker as a link to its passage; everything else is escaped.

    Terms of the glossary are links to their meaning, each where it first occurs: ``explained`` has those that did.
    """
    cited = {citation.marker: citation.passage for citation in citations}
    links = Markup("").join(
        Markup('<a class="cite" href="{}" aria-label="来源{}：{}，{}">{}</a>').format(
            passage_url(cited[marker]), marker, cited[marker].title, cited[marker].locator, marker
        )
        for marker in sentence.markers
        if marker in cited
    )
    heading = sentence.block in {Block.HEADING, Block.SUBHEADING}
    body = escape(sentence.body) if heading else _with_terms(sentence.body, set() if explained is None else explained)
    return Markup("<span>{}{}{}{}</span>").format(body, sentence.end, links, warnings_html(sentence, cited, doubts))


def warnings_html(sentence: Sentence, cited: Mapping[int, Passage], doubts: Doubts) -> Markup:
    """What a reader must know of the law that a sentence cites; nothing of a heading's. ``cited`` is by marker."""
    if sentence.block in {Block.HEADING, Block.SUBHEADING}:
        return Markup("")
    remarks = doubts(
        f"{sentence.body}{sentence.end}", [cited[marker] for marker in sentence.markers if marker in cited]
    )
    return Markup("").join(Markup('<span class="doubt">引用有误：{}</span>').format(one) for one in remarks)


def _with_terms(text: str, explained: set[str]) -> Markup:
    html, done = Markup(""), 0
    sources = [found.span() for found in SOURCE.finditer(text)]  # 财产保全规定 is no place to explain 财产保全
    for start, end, term in Glossary.load().find(text):
        if term.term not in explained and not any(first <= start < last for first, last in sources):
            explained.add(term.term)
            link = Markup('<a class="term" href="{}" title="{}">{}</a>')
            html += escape(text[done:start]) + link.format(term_url(term), term.plain, text[start:end])
            done = end
    return html + escape(text[done:])


def term_url(term: Term) -> str:
    """Where a term is explained."""
    return f"/glossary#{quote(term.term)}"


def group(
    sentences: Iterable[Sentence],
    citations: Iterable[Citation],
    explained: set[str] | None = None,
    doubts: Doubts = no_doubts,
) -> tuple[Group, ...]:
    """Sentences as the groups that a page shows; ``explained`` and ``doubts`` as for `sentence_html`."""
    citations = tuple(citations)
    explained = set() if explained is None else explained
    return grouped(sentences, lambda sentence: sentence_html(sentence, citations, explained, doubts))


def grouped(sentences: Iterable[Sentence], render: Callable[[Sentence], Markup]) -> tuple[Group, ...]:
    """Sentences, each as ``render`` gives it, as the groups that a page shows."""
    groups: list[tuple[Block, list[Markup]]] = []
    for sentence in sentences:
        html = render(sentence)
        listed = sentence.block in {Block.ITEM, Block.STEP}
        if not groups or (sentence.first and not (listed and groups[-1][0] is sentence.block)):
            groups.append((sentence.block, [html]))
        elif sentence.first:
            groups[-1][1].append(html)
        else:
            groups[-1][1][-1] += html
    return tuple(Group(block, tuple(items)) for block, items in groups)


def record_page(entry: Entry, passages: Sequence[Passage], related: Sequence[Entry], at: str | None) -> RecordPage:
    """A record of ours with the passage ``at`` marked."""
    explained: set[str] = set()
    sections = tuple(
        SectionView(
            heading=passage.locator,
            groups=group(parse(passage.text), (), explained),
            quote=passage.quote,
            verified=passage.verified if passage.section is Section.BASIS else None,
            here=passage.locator == at,
        )
        for passage in passages
    )
    return RecordPage(entry, str(entry.source), sections, tuple(related))


def case_page(entry: Entry, passages: Sequence[Passage], at: str | None) -> RecordPage:
    """An imported case with the section ``at`` marked. Its text is shown as it is: nothing in it is markup."""
    sections = tuple(
        SectionView(passage.locator, _plain(passage.text), quote="", verified=None, here=passage.locator == at)
        for passage in passages
    )
    return RecordPage(entry, passages[0].source, sections, (), notice=TEXT_NOTICE)


def _plain(text: str) -> tuple[Group, ...]:
    return (Group(Block.PARAGRAPH, tuple(escape(line) for line in text.splitlines() if line.strip())),)


def copy_text(question: str, text: str, citations: Iterable[Citation], label: str) -> str:
    """What the copy button puts on the clipboard: question, answer, sources, and the label ("" where there is none)."""
    sources = [
        f"[{citation.marker}] {citation.passage.title} · {citation.passage.locator}，{citation.passage.source}"
        + ("" if citation.passage.verified else "（依据未全部核对原文）")
        for citation in citations
    ]
    parts = [f"问：{question}", text, "\n".join(["来源", *sources]) if sources else "", label]
    return "\n\n".join(part for part in parts if part)


def turn_view(turn: StoredTurn, lawbook: Lawbook | None = None) -> TurnView:
    """A stored turn, ready to show, with what is said of its citations today."""
    label = label_for(turn.outcome, turn.model)
    return TurnView(
        role=turn.role,
        question=turn.question,
        outcome=turn.outcome,
        groups=group(parse(turn.text), turn.citations, doubts=lawbook.doubts if lawbook else no_doubts),
        citations=turn.citations,
        verdicts=verdicts_view(turn.text, lawbook.verdicts(turn.text, [one.passage for one in turn.citations]))
        if lawbook
        else None,
        notices=turn.notices,
        replies=turn.replies,
        label=label,
        copy=copy_text(turn.question, turn.text, turn.citations, label),
    )


def verdicts_view(text: str, checked: Sequence[Checked]) -> VerdictsView | None:
    """The verdicts on the citations of ``text``; None where it cites nothing."""
    rows: dict[tuple[str, str], tuple[str, str, str, bool]] = {}
    for one in checked:
        judgement = one.judgement
        written = " ".join(text[one.resolved.found.start : one.resolved.found.end].split())
        said = f"{judgement.explanation}{judgement.suggestion or ''}"
        key = (str(judgement.article or written), judgement.verdict.value)
        rows.setdefault(key, (written, judgement.verdict.label, said, judgement.verdict.wrong))
    if not rows:
        return None
    counts = Counter(one.judgement.verdict for one in checked)
    told = "，".join(f"{verdict.label}{count}处" for verdict, count in counts.most_common())
    return VerdictsView(f"引用核对：{told}", tuple(sorted(rows.values(), key=lambda row: not row[3])))


def referral_view(question: str, role: Role, referral: Referral) -> TurnView:
    """A referral to help, which is shown and not stored."""
    return TurnView(
        role=role,
        question=question,
        outcome=outcome_name(referral),
        groups=group(parse(referral.text), ()),
        citations=(),
        verdicts=None,
        notices=(),
        replies=(),
        label="",
        copy=copy_text(question, referral.text, (), ""),
    )


def fragment(name: str, **values: object) -> str:
    """A template rendered without a request, for a piece of a page that a script puts in place."""
    return _environment.get_template(name).render(**values)


_environment.globals["passage_url"] = passage_url
_environment.globals["term_url"] = term_url
