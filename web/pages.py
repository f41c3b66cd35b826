"""What the templates are given, and how answers become HTML. Every template gets one frozen dataclass."""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote, urlencode

from fastapi.templating import Jinja2Templates
from jinja2 import Environment, PackageLoader, StrictUndefined, select_autoescape
from markupsafe import Markup, escape

from assistant.events import Block, Sentence
from assistant.labels import STANDING
from assistant.messages import Citation
from assistant.sentences import parse
from assistant.standing import Laws, Standing
from knowledge.forms import Form, Term
from knowledge.glossary import Glossary
from knowledge.records import Entry, Kind, Passage, Section

STATIC = Path(__file__).parent / "static"
SOURCE = re.compile(r"（[^（）]*第[^（）]*条[^（）]*）|《[^》]*》")  # where a text names law
NOTICE = f"本页{STANDING}，不替代法官裁判和律师意见。您可以随时不用它，直接咨询法院或律师。"
TEXT_NOTICE = "本页是导入的文本，没有改写，仅供参考；正式引用前，请与官方公布的文本核对。"

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
class SectionView:
    """A section of a record, or of an imported case. ``quote`` is an article word for word, "" where there is none;
    ``verified`` says whether its law was read, None where that is not ours to say; ``laws`` are the cited section's.
    """

    heading: str
    groups: tuple[Group, ...]
    quote: str
    verified: bool | None
    here: bool
    laws: tuple[Standing, ...] = ()


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


def record_page(
    entry: Entry, passages: Sequence[Passage], related: Sequence[Entry], at: str | None, laws: Laws
) -> RecordPage:
    """A record of ours with the passage ``at`` marked; ``laws`` are by passage."""
    explained: set[str] = set()
    sections = tuple(
        SectionView(
            heading=passage.locator,
            groups=group(parse(passage.text), (), explained),
            quote=passage.quote,
            verified=passage.verified if passage.section is Section.BASIS else None,
            here=passage.locator == at,
            laws=laws.get(passage.id, ()),
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


def fragment(name: str, **values: object) -> str:
    """A template rendered without a request, for a piece of a page that a script puts in place."""
    return _environment.get_template(name).render(**values)


_environment.globals["passage_url"] = passage_url
_environment.globals["term_url"] = term_url
