"""The relief interview, one question a page. The address carries the answers; nothing is stored."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from assistant.errors import CalculationError
from assistant.relief.choosing import Chooser, Question
from assistant.relief.interview import MOST, NOT_SURE, Interview, options
from knowledge.glossary import Glossary
from knowledge.library import Library
from knowledge.relief import Checklist, Fact, FactType
from knowledge.store import Store
from web.guiding.fit import Option, the_chooser
from web.guiding.routes import DONE, EDIT, Pair, ResultPage, address, result_page
from web.pages import NOTICE
from web.tools import TITLED

AT = "at"  # the question that was answered
LATER = 3  # answers after which the routes may be looked at
UNANSWERED = "还没有回答。请选一项，或者按“不清楚，跳过”。"


@dataclass(frozen=True, slots=True)
class QuestionPage:
    """One question. ``kind`` is one, many or number; ``before`` and ``after`` are the other answers as sent."""

    number: int
    key: str
    question: str
    why: str
    kind: str
    options: tuple[Option, ...]
    value: str
    unit: str
    before: tuple[Pair, ...]
    after: tuple[Pair, ...]
    back: str | None
    result: str | None
    address: str
    problem: str | None = None
    most: int = MOST
    unsure: str = NOT_SURE
    notice: str = NOTICE


def interview_page(sent: Sequence[Pair], store: Store, library: Library) -> QuestionPage | ResultPage:
    """The next question, the one that is asked again, or the result."""
    chooser = the_chooser()
    given = _given(sent, chooser)
    interview, wrong = _read(given, chooser)
    asked = {name: text for name, text in sent if name in {AT, EDIT, DONE}}
    if wrong:
        return _question(wrong[0], given, asked, chooser, wrong[1])
    at = asked.get(AT, "")
    if _known(at, chooser) and at not in given:
        return _question(at, given, asked, chooser, UNANSWERED)
    if _known(key := asked.get(EDIT, ""), chooser):
        return _question(key, given, asked, chooser)
    question = None if DONE in asked else _next(interview)
    if question:
        return _question(question.key, given, asked, chooser)
    return result_page(interview, DONE in asked, _next(interview) is not None, store, library)


def _known(key: str, chooser: Chooser) -> bool:
    return key in chooser.rules.facts or key in chooser.rules.checklists


def _given(sent: Sequence[Pair], chooser: Chooser) -> dict[str, list[str]]:
    """What was sent to each question, in the order of the questions; empty texts are no answers."""
    given: dict[str, list[str]] = {}
    for name, text in sent:
        if _known(name, chooser) and text.strip():
            given.setdefault(name, []).append(text.strip())
    return given


def _read(given: dict[str, list[str]], chooser: Chooser) -> tuple[Interview, tuple[str, str] | None]:
    """The answers that can be taken, and the first that cannot: its question, and what is wrong with it."""
    interview = Interview()
    for key, texts in given.items():
        many = _kind(chooser.question(key)) == "many"
        value = None if NOT_SURE in texts else texts if many else texts[0]
        try:
            interview = interview.answer(key, value, chooser)
        except CalculationError as error:
            return interview, (key, TITLED.sub(r"\1", str(error)))
    return interview, None


@lru_cache(maxsize=1024)
def _next(interview: Interview) -> Question | None:
    """Takes a twentieth of a second where many facts are open, and is asked again at every look back."""
    return interview.next_question(the_chooser())


def _question(
    key: str,
    given: dict[str, list[str]],
    asked: dict[str, str],
    chooser: Chooser,
    problem: str | None = None,
) -> QuestionPage:
    question = chooser.question(key)
    keys = list(given)
    place = keys.index(key) if key in given else len(keys)
    before, after = keys[:place], keys[place + (key in given) :]
    chosen = given.get(key, [])
    done = ((DONE, "1"),) if DONE in asked else ()
    kind = _kind(question)
    return QuestionPage(
        number=place + 1,
        key=key,
        question=question.question,
        why=question.why,
        kind=kind,
        options=tuple(
            Option(value, label, value in chosen, _plain(question, value, label))
            for value, label in options(question, chooser)
        ),
        value="".join(chosen[:1]) if kind == "number" and NOT_SURE not in chosen else "",
        unit=getattr(question, "unit", ""),
        before=tuple(_pairs(before, given)),
        after=(*_pairs(after, given), *done),
        back=address([*_pairs(keys, given), *done, (EDIT, keys[place - 1])]) if place else None,
        result=address([*_pairs(keys, given), (DONE, "1")]) if len(keys) >= LATER and not problem else None,
        address=address(_pairs(keys, given)),
        problem=problem,
    )


def _kind(question: Question) -> str:
    if isinstance(question, Checklist) or question.type is FactType.CHOICES:
        return "many"
    return "number" if question.type is FactType.NUMBER else "one"


def _plain(question: Question, value: str, label: str) -> str:
    if isinstance(question, Fact) and (note := question.note(value)):
        return note
    glossary = Glossary.load()
    term = next((term for start, end, term in glossary.find(label) if (start, end) == (0, len(label))), None)
    return term.plain if term else ""


def _pairs(keys: Sequence[str], given: dict[str, list[str]]) -> Iterator[Pair]:
    return ((key, text) for key in keys for text in given[key])
