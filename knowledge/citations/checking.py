"""A citation against dated law: does it exist, is it in force, are the words and the subject the article's.

Nothing is guessed: what cannot be told from the registry or an imported text is `not_checkable`.
"""

import re
from collections.abc import Sequence
from dataclasses import replace

from knowledge.citations.contents import judge_place, judge_subject, judge_words, judge_words_of_law
from knowledge.citations.currency import missing, named_version, of_version, renumbered, repealed, year_before
from knowledge.citations.editions import Edition
from knowledge.citations.finding import find
from knowledge.citations.found import CitationKind
from knowledge.citations.quoting import attribute, quotations, within
from knowledge.citations.resolving import Resolved, resolve
from knowledge.citations.sayings import Said, in_passing, sayings
from knowledge.citations.unresolved import judge_unresolved
from knowledge.citations.verdicts import Checked, Judgement, Verdict
from knowledge.law import ArticleNumber, Law, Version
from knowledge.library import Library
from knowledge.registry import version_in_force

NEARBY = 6  # citations before and after one whose articles are not proposed in its place
_TITLE = re.compile(r"《([^《》]+)》")


class Checker:
    """Checks citations against one library as of one day. Keeps indexes of the laws it meets."""

    def __init__(self, library: Library, on: str) -> None:
        """``on`` is an ISO date: the law of that day counts."""
        self.library = library
        self.on = on
        self._editions: dict[tuple[str, str], Edition] = {}

    def check(self, text: str) -> tuple[Checked, ...]:
        """Every citation of ``text`` in order, each with a verdict. Never raises on any text (LibraryCorrupt aside)."""
        registry = self.library.registry
        resolved = resolve(find(text, registry), registry)
        said = _said(text, resolved)
        return tuple(
            Checked(one, self._judge(resolved, place, text, said[place])) for place, one in enumerate(resolved)
        )

    def _judge(self, resolved: Sequence[Resolved], place: int, text: str, said: Said) -> Judgement:
        one = resolved[place]
        match one.found.kind:
            case CitationKind.CASE:
                return Judgement(Verdict.NOT_CHECKABLE, "本库不收录裁判文书，案号无法核对，请到裁判文书网查证。")
            case CitationKind.GUIDING:
                return self._guiding_case(one)
        if one.law is None:
            return judge_unresolved(resolved, place, text, self.library.registry)
        written = year_before(text, one.found.start) + text[one.found.start : one.found.end]
        return self._of_law(one, one.law, written, said)

    def _guiding_case(self, one: Resolved) -> Judgement:
        number = int(one.found.number) if one.found.number and one.found.number.isdecimal() else None
        case = self.library.guiding_case(number) if number else None
        if case is None:
            return Judgement(Verdict.NOT_CHECKABLE, "本库没有收录这一号指导性案例，无法核对。")
        return Judgement(Verdict.MATCHES, f"本库收录有这一号指导性案例：{case.title}。")

    def _of_law(self, one: Resolved, law: Law, written: str, said: Said) -> Judgement:  # noqa: PLR0911  one a verdict
        if law.repeal and law.repeal.on <= self.on:
            successor = self.library.registry.law(law.repeal.by[0]) if law.repeal.by else None
            old = self._edition(law, law.versions[-1]) if law.versions else None
            new = self._edition_of(successor) if successor else None
            return repealed(law, law.repeal, old, new, one.article, said)
        if problem := self._unsure(law):
            return Judgement(Verdict.NOT_CHECKABLE, problem)
        edition = self._edition_of(law)
        if edition is None:
            return self._unseen(law)
        if one.article is None and one.found.kind is CitationKind.ARTICLE:
            return Judgement(Verdict.NOT_CHECKABLE, f"看不出指的是{law}的哪一条。")
        if other := named_version(law, edition.version, written):
            return of_version(edition, other, one.article, self.on)
        if one.article is None:
            if said.quote and (judged := judge_words_of_law(edition, said.quote)):
                return judged
            return Judgement(
                Verdict.MATCHES, f"{law}在{self.on}有效（{edition.version.date}文本{edition.version.doubt}）。"
            )
        return _of_article(edition, one, one.article, said)

    def _edition_of(self, law: Law) -> Edition | None:
        """The version of a law that is in force, where anything is known of it."""
        version = version_in_force(law, self.on)
        if version is None or not (law.verified or self.library.text_versions(law.name)):
            return None
        return self._edition(law, version)

    def _edition(self, law: Law, version: Version) -> Edition:
        return self._editions.setdefault((law.name, version.date), Edition(self.library, law, version))

    def _unsure(self, law: Law) -> str | None:
        """Why an interpretation may no longer hold: the law it interprets is repealed, its own fate not registered."""
        for name in _TITLE.findall(law.name):
            known = self.library.registry.named(name)
            if len(known) == 1 and known[0].repeal and known[0].repeal.on <= self.on:
                problem = f"{law}所解释的{known[0]}已于{known[0].repeal.on}废止"
                return f"{problem}，这一解释是否仍然有效无从核对。"
        return None

    def _unseen(self, law: Law) -> Judgement:
        """A law of which nothing is at hand that was in force."""
        problem = "登记在册，但没有可供核对的文本。"
        if version_in_force(law, self.on) is None and law.versions:
            first: Version = law.versions[0]
            problem = f"最早的登记文本自{first.effective or first.date}起施行，{self.on}的无法核对。"
        return Judgement(Verdict.NOT_CHECKABLE, f"{law}{problem}")


def _of_article(edition: Edition, one: Resolved, number: ArticleNumber, said: Said) -> Judgement:
    """A citation of an article of the version in force."""
    exists = edition.has(number)
    if exists is None:
        return Judgement(Verdict.NOT_CHECKABLE, f"没有导入{edition}的条文，无从得知有没有{number}。")
    if not exists:
        return missing(edition, number, said)
    if moved := renumbered(edition, number, said):
        return moved
    if said.quote and number in edition.texts:
        judged = judge_words(edition, one, number, said, said.quote)
    else:
        judged = judge_subject(edition, number, said)
        if said.quote and judged.verdict is Verdict.MATCHES:
            judged = replace(judged, explanation=f"{judged.explanation[:-1]}；没有导入它的条文，引文没有比对。")
    sound = judged.verdict in {Verdict.MATCHES, Verdict.NOT_CHECKABLE}
    judged = (sound and judge_place(edition, one)) or judged
    return replace(judged, article=edition.id(number))


def _said(text: str, resolved: Sequence[Resolved]) -> list[Said]:
    """What the text says beside each citation; nothing beside one in passing or within a quotation."""
    spans = [(one.found.start, one.found.end) for one in resolved]
    quoted = quotations(text)
    quotes = attribute(text, spans, quoted)
    main = [
        place for place, (start, end) in enumerate(spans) if not (within(quoted, start) or in_passing(text, start, end))
    ]
    words = dict(zip(main, sayings(text, [spans[place] for place in main]), strict=True))
    said = []
    for place, one in enumerate(resolved):
        near = resolved[max(0, place - NEARBY) : place + NEARBY + 1]
        besides = tuple(other.article for other in near if other.article and other.law is one.law)
        own = words.get(place, "")
        shared = bool(own) and own in (words.get(place - 1), words.get(place + 1))
        said.append(Said(own, quotes[place], besides, shared))
    return said
