"""A citation against dated law: does it exist, is it in force, are the words and the subject the article's.

Nothing is guessed: what cannot be told from the registry or an imported text is `not_checkable`.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from rapidfuzz import fuzz, process

from knowledge.citations.finding import find
from knowledge.citations.found import CitationKind
from knowledge.citations.quoting import Quotation, Quoted, attribute, compare, quotations, within
from knowledge.citations.resolving import Resolved, resolve
from knowledge.citations.sayings import sayings
from knowledge.citations.subjects import EVIDENT, TELLING, SubjectIndex, speaks_of_another
from knowledge.citations.verdicts import Checked, Judgement, Verdict
from knowledge.law import Article, ArticleId, ArticleNumber, Law, Paragraph, Version
from knowledge.library import Library
from knowledge.names import document_number, plain_name
from knowledge.numerals import LARGEST, chinese
from knowledge.registry import version_in_force

MOVED = 1.5  # times the cited article's share that the article has to which the rule was moved
SPOKEN = 0.08  # share that this article has at least
SIMILAR = 0.60  # likeness of quoted words to an article from which they are its words, changed
SIMILAR_SHORT = 0.80  # … that likeness where the quotation is short,
SHORT = 15  # which is below so many characters
BETTER = 0.12  # likeness by which another article has to be nearer than the cited one
RELATED = 0.30  # share of a quotation from which the cited article is on its subject
INVENTED = 0.25  # share up to which a quotation found nowhere is on another subject
UNRELATED = 0.10  # share below which nothing shows that a sentence speaks of the article
NEAR_BEST = 0.8  # times the best other share that an article needs to be the one a rule was moved to
NAMELESS = 0.60  # share from which an article is named where a law was cited and no article of it
CANDIDATES = 12  # articles whose words a quotation is compared with
LIKE_NAME = 85.0  # likeness in percent from which a registered name is offered for an unknown one
SAME_RULE = 60.0  # likeness in percent from which two texts are one rule
SHOWN = 24  # characters of an article that stand for its subject where the registry has no gist
UNTOLD = "别的内容"  # what an article is about of which nothing is known
_HOW_ELSE = "请核对款、项的序数；也可能是旧文本的条号。"
_TITLE = re.compile(r"《([^《》]+)》")
_YEAR_BEFORE = re.compile(r"((?:19|20)\d\d)年?(?:\d+月\d+日)?(?:第.{1,3}次)?(?:修正|修订|修改)(?:的|版)?$")
_PASSING_BEFORE = re.compile(r"(?:除|依照|依据|按照|符合|不符合|属于|违反|构成|具有)\s*$")
_PASSING_AFTER = re.compile(r"\s*的?规定(?:的|外|以外|仍|之外)")
_OWN_LAW = re.compile(r"本(?:法|条例|规定|解释|办法)")
_NOTE = re.compile(r"[（(]([^（）()]*[）)]?)")
_YEAR = re.compile(r"(?<!\d)((?:19|20)\d\d)(?=年|修|版|文本|[）)])")


@dataclass(frozen=True, slots=True)
class _Said:
    """What the text says beside a citation, and which articles of the same law are cited nearby. ``shared``: others are
    cited in the same breath.
    """

    words: str
    quote: Quotation | None
    besides: tuple[ArticleNumber, ...]
    shared: bool = False

    @property
    def all(self) -> str:
        return self.words if self.quote is None or self.quote.text in self.words else f"{self.words}\n{self.quote.text}"


class Checker:
    """Checks citations against one library as of one day. Keeps indexes of the laws it meets."""

    def __init__(self, library: Library, on: str) -> None:
        """``on`` is an ISO date: the law of that day counts."""
        self.library = library
        self.on = on
        self._texts: dict[tuple[str, str], Mapping[ArticleNumber, str]] = {}
        self._indexes: dict[tuple[str, str], SubjectIndex] = {}
        self._moves: dict[tuple[str, str], Mapping[ArticleNumber, tuple[ArticleNumber | None, str]]] = {}

    def check(self, text: str) -> tuple[Checked, ...]:
        """Every citation of ``text`` in order, each with a verdict. Never raises on any text (LibraryCorrupt aside)."""
        registry = self.library.registry
        resolved = resolve(find(text, registry), registry)
        spans = [(one.found.start, one.found.end) for one in resolved]
        quoted = quotations(text)
        quotes = attribute(text, spans, quoted)
        passing = [within(quoted, start) or in_passing(text, start, end) for start, end in spans]
        main = [place for place, beside in enumerate(passing) if not beside]
        said = dict(zip(main, sayings(text, [spans[place] for place in main]), strict=True))
        checked = []
        for place, one in enumerate(resolved):
            near = resolved[max(0, place - 6) : place + 7]
            besides = tuple(other.article for other in near if other.article and other.law is one.law)
            written = _year_before(text, one.found.start) + text[one.found.start : one.found.end]
            beside = said.get(place, "")
            shared = any(said.get(other) == beside for other in (place - 1, place + 1) if beside)
            words = _Said(beside, quotes[place], besides, shared)
            judgement = self._judge(one, written, words, _name_of(resolved, place))
            if one.law is None and (named := _its_number(resolved, place, text)):
                judgement = Judgement(Verdict.MATCHES, f"这是《{named.name}》的文号。")
            checked.append(Checked(one, judgement))
        return tuple(checked)

    def _judge(self, one: Resolved, written: str, said: _Said, name: str | None) -> Judgement:
        match one.found.kind:
            case CitationKind.CASE:
                return Judgement(Verdict.NOT_CHECKABLE, "本库不收录裁判文书，案号无法核对，请到裁判文书网查证。")
            case CitationKind.GUIDING:
                return self._guiding_case(one)
        if one.law is None:
            return _lawless(one, written, name, self._guess(name))
        return self._of_law(one, one.law, written, said)

    def _guess(self, name: str | None) -> str | None:
        """A registered name that an unknown one resembles, offered as a question."""
        if not name:
            return None
        near = process.extractOne(plain_name(name), self.library.registry.plain_names, score_cutoff=LIKE_NAME)
        return f"是不是《{near[0]}》？请核对全称。" if near else None

    def _guiding_case(self, one: Resolved) -> Judgement:
        number = int(one.found.number) if one.found.number and one.found.number.isdecimal() else None
        case = self.library.guiding_case(number) if number else None
        if case is None:
            return Judgement(Verdict.NOT_CHECKABLE, "本库没有收录这一号指导性案例，无法核对。")
        return Judgement(Verdict.MATCHES, f"本库收录有这一号指导性案例：{case.title}。")

    def _of_law(  # noqa: PLR0911  each return is a verdict of its own
        self, one: Resolved, law: Law, written: str, said: _Said
    ) -> Judgement:
        if law.repeal and law.repeal.on <= self.on:
            return self._repealed(law, said, one.article is not None)
        if base := self._repealed_base(law):
            problem = f"《{law.name}》所解释的《{base.name}》已于{base.repeal.on if base.repeal else ''}废止"
            return Judgement(Verdict.NOT_CHECKABLE, f"{problem}，这一解释是否仍然有效无从核对。")
        version = version_in_force(law, self.on)
        if version is None or not (law.verified or self.library.text_versions(law.name)):
            return self._unseen(law, version)
        if one.article is None and one.found.kind is CitationKind.ARTICLE:
            return Judgement(Verdict.NOT_CHECKABLE, f"看不出指的是《{law.name}》的哪一条。")
        if other := _named_version(law, version, written):
            return self._of_version(law, version, other, one.article)
        if one.article is None:
            return Judgement(Verdict.MATCHES, f"《{law.name}》在{self.on}有效（{version.date}文本）。")
        return self._article(one, law, version, one.article, said)

    def _repealed_base(self, law: Law) -> Law | None:
        """The repealed law that an interpretation interprets, where its own repeal is not registered."""
        for name in _TITLE.findall(law.name):
            known = self.library.registry.named(name)
            if len(known) == 1 and known[0].repeal and known[0].repeal.on <= self.on:
                return known[0]
        return None

    def _unseen(self, law: Law, version: Version | None) -> Judgement:
        """A law of which nothing is at hand that was in force."""
        problem = "登记在册，但没有可供核对的文本。"
        if version is None and law.versions:
            first = law.versions[0]
            problem = f"最早的登记文本自{first.effective or first.date}起施行，{self.on}的无法核对。"
        return Judgement(Verdict.NOT_CHECKABLE, f"《{law.name}》{problem}")

    def _article(self, one: Resolved, law: Law, version: Version, number: ArticleNumber, said: _Said) -> Judgement:
        texts = self._texts_of(law.name, version.date)
        exists = self._exists(law, version, number)
        if exists is None:
            problem = f"没有导入《{law.name}》（{version.date}文本）的条文，无从得知有没有{number}。"
            return Judgement(Verdict.NOT_CHECKABLE, problem)
        if not exists:
            return self._missing(law, version, number, said)
        if moved := self._renumbered(law, version, number, said):
            return moved
        judged = (
            self._quoted(law, version, one, said, said.quote)
            if number in texts and said.quote
            else self._subject(law, version, number, said)
        )
        if said.quote and judged.quoted is None and judged.verdict is Verdict.MATCHES:
            judged = replace(judged, explanation=f"{judged.explanation[:-1]}；没有导入它的条文，引文没有比对。")
        sound = judged.verdict in {Verdict.MATCHES, Verdict.NOT_CHECKABLE}
        judged = (sound and self._place(law, version, one)) or judged
        return replace(judged, article=ArticleId(law.name, number))

    def _exists(self, law: Law, version: Version, number: ArticleNumber) -> bool | None:
        """Whether a version has this article; None where neither what was imported nor its known size tells."""
        texts = self._texts_of(law.name, version.date)
        if number in texts:
            return True
        if texts and (version.articles is None or len(texts) >= version.articles):
            return False
        if version.articles is None:
            return None
        if not 1 <= number.number <= version.articles:
            return False
        return None if number.branch else True

    def _missing(self, law: Law, version: Version, number: ArticleNumber, said: _Said) -> Judgement:
        if number in self._moves_to(law, version):
            new, _ = self._moves_to(law, version)[number]
            if new is None:
                return Judgement(Verdict.SUPERSEDED, f"{number}在《{law.name}》修改时已删去。")
            return self._moved_to(law, version, number, new)
        count = version.articles or len(self._texts_of(law.name, version.date))
        problem = f"《{law.name}》（{version.date}文本）共{count}条，没有{number}。"
        return Judgement(Verdict.NO_SUCH_ARTICLE, problem, self._nearest(law, version, number, said))

    def _of_version(self, law: Law, version: Version, other: Version, number: ArticleNumber | None) -> Judgement:
        """A citation that itself names another version than the one in force."""
        since = other.effective or other.date
        if since > self.on:
            explanation = f"所引的是《{law.name}》{other.date}文本，自{since}起施行，{self.on}尚无效力。"
            return Judgement(Verdict.NOT_CHECKABLE, explanation, f"现在适用的是{version.date}文本。")
        cited = f"{other.date}文本" if other in law.versions else f"{other.date[:4]}年的文本（没有登记）"
        explanation = f"所引的是《{law.name}》{cited}，{version.effective or version.date}起适用{version.date}文本。"
        if number is None:
            return Judgement(Verdict.SUPERSEDED, explanation, "请查现行文本。")
        listed = dict(_composed(law, version, other.date)).get(number)
        if listed and listed[0] is None:
            return Judgement(Verdict.SUPERSEDED, explanation, "这一条在修改时已删去，请查现行文本。")
        new = (listed and listed[0]) or self._same_rule(law, other, version, number)
        suggestion = f"现行文本见{new}，请核对内容。" if new else "条号可能已变，请查现行文本。"
        return Judgement(Verdict.SUPERSEDED, explanation, suggestion)

    def _same_rule(self, law: Law, old: Version, new: Version, number: ArticleNumber) -> ArticleNumber | None:
        """The article of ``new`` that says what this one of ``old`` said, told by their texts; None where none does."""
        was = self._texts_of(law.name, old.date).get(number)
        texts = self._texts_of(law.name, new.date)
        if was is None or not texts:
            return None
        near = {number, *self._index(law.name, new.date).nearest(was, CANDIDATES)} & texts.keys()
        best = max(near, key=lambda other: (fuzz.ratio(was, texts[other]), other == number), default=None)
        return best if best and fuzz.ratio(was, texts[best]) >= SAME_RULE else None

    def _repealed(self, law: Law, said: _Said, of_article: bool) -> Judgement:
        repeal = law.repeal
        assert repeal is not None  # noqa: S101  asked above
        explanation = f"《{law.name}》已于{repeal.on}废止。"
        if not repeal.by:
            return Judgement(Verdict.REPEALED, explanation)
        by, *part = repeal.by
        suggestion = f"改引《{by}》{''.join(part)}的相应条文"
        successor = self.library.registry.law(by)
        version = version_in_force(successor, self.on) if successor else None
        if successor and version:
            fit = self._index(successor.name, version.date).fit(said.all, ArticleNumber(0))
            evident = EVIDENT if of_article else NAMELESS
            if fit.weight >= TELLING and fit.best >= evident and fit.best_article:
                suggestion += (
                    f"，内容最接近的是{fit.best_article}（{self._topic(successor, version, fit.best_article)}）"
                )
        return Judgement(Verdict.REPEALED, explanation, f"{suggestion}，请核对后再用。")

    def _renumbered(self, law: Law, version: Version, number: ArticleNumber, said: _Said) -> Judgement | None:
        """A rule that stood here once and stands elsewhere now, when that is what the sentence speaks of."""
        new, subject = self._moves_to(law, version).get(number, (None, ""))
        if new is None or new == number:
            return None
        texts = self._texts_of(law.name, version.date)
        if said.quote and texts:
            own, there = compare(said.quote, texts.get(number, "")), compare(said.quote, texts.get(new, ""))
            if there.likeness > own.likeness and there.likeness >= SIMILAR:
                return self._moved_to(law, version, number, new, there)
            return None
        fit = self._index(law.name, version.date).fit(said.all, new, (number,))
        own_share = self._index(law.name, version.date).share(said.all, number)
        named = bool(subject) and subject in said.all
        if named or (fit.own >= max(SPOKEN, MOVED * own_share, NEAR_BEST * fit.best)):
            return self._moved_to(law, version, number, new)
        return None

    def _moved_to(
        self, law: Law, version: Version, number: ArticleNumber, new: ArticleNumber, quoted: Quoted | None = None
    ) -> Judgement:
        here = (
            f"现行{number}规定的是{self._topic(law, version, number)}"
            if self._exists(law, version, number)
            else f"现行文本没有{number}"
        )
        topic = self._topic(law, version, new)
        there = f"{new}（{topic}）" if topic != UNTOLD else str(new)
        changed = "，并且文字有改动" if quoted and not quoted.match else ""
        explanation = f"《{law.name}》修改后条号变了，{here}，这里说的内容现为{there}{changed}。"
        return Judgement(Verdict.RENUMBERED, explanation, f"改引{new}。", quoted, ArticleId(law.name, new))

    def _place(self, law: Law, version: Version, one: Resolved) -> Judgement | None:
        """What is wrong with the 款 or 项 that is cited, where that can be told."""
        paragraphs = self._paragraphs(law, version, one)
        name = f"《{law.name}》（{version.date}文本）{one.article}"
        if not paragraphs:
            return None
        if one.paragraph and one.paragraph > len(paragraphs):
            count = "两" if len(paragraphs) == 2 else chinese(len(paragraphs))  # noqa: PLR2004  两款, not 二款
            problem = f"{name}只有{count}款，没有第{_written(one.paragraph)}款。"
            return Judgement(Verdict.NO_SUCH_ARTICLE, problem, _HOW_ELSE)
        if one.item:
            within = paragraphs[one.paragraph - 1 : one.paragraph] if one.paragraph else paragraphs
            numbers = {item.number for paragraph in within for item in paragraph.items}
            if one.item not in numbers:
                problem = f"{name}没有第（{_written(one.item)}）项。" if numbers else f"{name}不分项。"
                return Judgement(Verdict.NO_SUCH_ARTICLE, problem, _HOW_ELSE)
        return None

    def _paragraphs(self, law: Law, version: Version, one: Resolved) -> tuple[Paragraph, ...]:
        """The 款 of the cited article; none where its text was not imported."""
        provision = self.library.provision(ArticleId(law.name, one.article), version.date) if one.article else None
        return provision.article.paragraphs if provision else ()

    def _quoted(self, law: Law, version: Version, one: Resolved, said: _Said, quote: Quotation) -> Judgement:
        number = one.article
        assert number is not None  # noqa: S101  asked by the caller
        texts = self._texts_of(law.name, version.date)
        quoted = compare(quote, texts[number])
        if quoted.match:
            return self._quoted_place(law, version, one, quoted)
        index = self._index(law.name, version.date)
        enough = SIMILAR if len(quote.text) >= SHORT else SIMILAR_SHORT
        own_share = index.share(quote.text, number)
        elsewhere = self._likest(law, version, number, quote)
        better = elsewhere is not None and (
            elsewhere[1].match
            or (
                elsewhere[1].likeness >= quoted.likeness + BETTER and (quoted.likeness >= enough or own_share < RELATED)
            )
        )
        if quoted.likeness >= enough and not better:
            return Judgement(
                Verdict.WORDING_DIFFERS,
                f"{number}有这一规定，但引文与原文（{version.date}文本）有出入。",
                quoted=quoted,
            )
        hint = None
        if elsewhere and better and elsewhere[1].likeness >= SIMILAR:
            same = "就是" if elsewhere[1].match else "接近"
            hint = f"引文{same}现行{elsewhere[0]}的文字，请核对；也可能引的是旧文本的条号。"
        if old := self._old_words(law, version, number, quote):
            problem = f"引文是《{law.name}》{old}文本的{number}，现行的是{version.date}文本。"
            return Judgement(Verdict.SUPERSEDED, problem, hint, quoted)
        if hint:
            explanation = f"引文不是{number}的，{number}规定的是{self._topic(law, version, number)}。"
            return Judgement(Verdict.SUBJECT_DIFFERS, explanation, hint, quoted)
        judged = self._subject(law, version, number, said)
        if (
            judged.verdict is not Verdict.SUBJECT_DIFFERS
            and own_share <= INVENTED
            and index.fit(quote.text, number).weight >= TELLING
        ):
            explanation = f"{number}规定的是{self._topic(law, version, number)}，与引号里的话不是一回事。"
            judged = Judgement(Verdict.SUBJECT_DIFFERS, explanation)
        if judged.verdict is Verdict.SUBJECT_DIFFERS:
            explanation = f"{judged.explanation}引文在《{law.name}》里也找不到。"
            return Judgement(Verdict.SUBJECT_DIFFERS, explanation, judged.suggestion, quoted)
        return Judgement(
            Verdict.WORDING_DIFFERS,
            f"引号里的话不是{number}（{version.date}文本）的原文，在《{law.name}》里也找不到。",
            "去掉引号，或者改引原文。",
            quoted,
        )

    def _likest(
        self, law: Law, version: Version, number: ArticleNumber, quote: Quotation
    ) -> tuple[ArticleNumber, Quoted] | None:
        """The other article whose words the quotation resembles most."""
        texts = self._texts_of(law.name, version.date)
        near = self._index(law.name, version.date).nearest(quote.text, CANDIDATES)
        compared = [(other, compare(quote, texts[other])) for other in near if other != number and other in texts]
        return max(compared, key=lambda pair: pair[1].likeness, default=None)

    def _quoted_place(self, law: Law, version: Version, one: Resolved, quoted: Quoted) -> Judgement:
        """Words that are the article's: are they those of the 款 that is cited?"""
        paragraphs = self._paragraphs(law, version, one)
        if one.paragraph and one.paragraph <= len(paragraphs):
            fitting = [
                place
                for place, paragraph in enumerate(paragraphs, start=1)
                if compare(quoted.quotation, Article(ArticleNumber(0), (paragraph,)).text).match
            ]
            if fitting and one.paragraph not in fitting:
                right = f"第{chinese(fitting[0])}款"
                problem = f"引文是{one.article}的原文，但在{right}，不在第{chinese(one.paragraph)}款。"
                return Judgement(Verdict.WORDING_DIFFERS, problem, f"改引{one.article}{right}。", quoted)
        return Judgement(
            Verdict.MATCHES, f"{one.article}现行有效（{version.date}文本），引文与原文一致。", quoted=quoted
        )

    def _old_words(self, law: Law, version: Version, number: ArticleNumber, quote: Quotation) -> str | None:
        """The date of an earlier text in which this article has the quoted words."""
        for other in reversed(law.versions):
            if other.date < version.date:
                text = self._texts_of(law.name, other.date).get(number)
                if text and compare(quote, text).match:
                    return other.date
        return None

    def _subject(self, law: Law, version: Version, number: ArticleNumber, said: _Said) -> Judgement:
        current = f"{number}现行有效（{version.date}文本）"
        index = self._index(law.name, version.date)
        if number not in index.articles:
            return Judgement(Verdict.MATCHES, f"{current}；没有它的条文，只核对了条号和效力。")
        fit = index.fit(said.all, number)
        if fit.weight < TELLING:
            return Judgement(Verdict.MATCHES, f"{current}；引用处可供比对的内容太少，只核对了条号和效力。")
        if other := speaks_of_another(index, said.all, number, said.besides, said.shared):
            explanation = f"{number}规定的是{self._topic(law, version, number)}，与这里说的不是一回事。"
            suggestion = f"这里说的更接近{other}（{self._topic(law, version, other)}），请核对。"
            return Judgement(Verdict.SUBJECT_DIFFERS, explanation, suggestion)
        if fit.own < UNRELATED:
            return Judgement(Verdict.NOT_CHECKABLE, f"{current}，但看不出引用处的内容与它的关系，请对照条文。")
        return Judgement(Verdict.MATCHES, f"{current}，没有发现内容不符。")

    def _nearest(self, law: Law, version: Version, number: ArticleNumber, said: _Said) -> str | None:
        fit = self._index(law.name, version.date).fit(said.all, number, said.besides)
        if fit.weight >= TELLING and fit.best >= EVIDENT and fit.best_article:
            return f"这里说的更接近{fit.best_article}（{self._topic(law, version, fit.best_article)}），请核对。"
        return None

    def _topic(self, law: Law, version: Version, number: ArticleNumber) -> str:
        """What an article is about, in a few words."""
        if subject := self._gist(law, version, number):
            return subject
        if texts := self._texts_of(law.name, version.date).get(number):
            line = texts.replace("\n", "")
            return f"“{line[:SHOWN]}{'…' if len(line) > SHOWN else ''}”"
        moves = self._moves_to(law, version).values()
        return next((subject for new, subject in moves if new == number and subject), UNTOLD)

    def _gist(self, law: Law, version: Version, number: ArticleNumber) -> str | None:
        subject = self.library.registry.subject(law.name, number)
        return subject.subject if subject and subject.version == version.date else None

    def _texts_of(self, law: str, version: str) -> Mapping[ArticleNumber, str]:
        key = (law, version)
        if key not in self._texts:
            self._texts[key] = self.library.texts(law, version)
        return self._texts[key]

    def _index(self, law: str, version: str, part: str = "") -> SubjectIndex:
        """Over the texts of a version, or over what the registry says of its articles where no text was imported."""
        key = (law, f"{version}{part}")
        if key not in self._indexes:
            texts = self.library.texts(law, version, part) if part else self._texts_of(law, version)
            known = dict(texts)
            for subject in self.library.registry.subjects_of(law):
                if subject.version == version and (not texts or subject.article in texts):
                    words = f"{subject.subject}。{'。'.join(subject.terms)}。"
                    known[subject.article] = words + (texts.get(subject.article) or subject.gist)
            self._indexes[key] = SubjectIndex(known)
        return self._indexes[key]

    def _moves_to(self, law: Law, version: Version) -> Mapping[ArticleNumber, tuple[ArticleNumber | None, str]]:
        """Number in an earlier version → number in this one (None: dropped), and the subject, through all tables."""
        key = (law.name, version.date)
        if key not in self._moves:
            self._moves[key] = dict(_composed(law, version))
        return self._moves[key]


def _composed(
    law: Law, version: Version, begin: str = ""
) -> Iterator[tuple[ArticleNumber, tuple[ArticleNumber | None, str]]]:
    """Oldest tables first, so that the last move speaks for a number; ``begin``: only from this version."""
    tables = {table.old: table for table in law.renumberings if table.new <= version.date}
    for first in sorted(tables):
        if begin and first != begin:
            continue
        path, at = [], first
        while at in tables and at < version.date:
            path.append(tables[at])
            at = tables[at].new
        if at != version.date:
            continue
        steps = [{move.old: move for move in table.moves} for table in path]
        for old, move in steps[0].items():
            new, subject = move.new, move.subject
            for step in steps[1:]:
                later = step.get(new) if new else None
                new, subject = (later.new, subject or later.subject) if later else (new, subject)
            yield old, (new, subject)


def _named_version(law: Law, current: Version, written: str) -> Version | None:
    """The version that the citation itself names, where that is not ``current``: by the years in its parentheses, of
    which the last counts (公司法（1993年通过，2018年修正）第三条), or by the number under which it was issued.
    """
    issued = [version for version in law.versions if version.document and _bears(written, version.document)]
    years = {year for note in _NOTE.findall(written) for year in _YEAR.findall(note)}
    dated = [version for version in law.versions if years & {version.date[:4], (version.effective or "")[:4]}]
    named = issued or dated
    if not named and years and max(years) < current.date[:4]:
        return Version(f"{max(years)}-01-01")  # one that the registry does not have
    return named[-1] if named and current not in named else None


def _bears(written: str, document: str) -> bool:
    """Whether a document number stands in a citation, whatever its brackets."""
    issuer, year, number = re.split("[〔〕]", (document_number(document) or "〔〕").removesuffix("号"))
    return bool(issuer) and re.search(rf"{re.escape(issuer)}\W{{0,2}}{year}\W{{0,2}}第?{number}号", written) is not None


def in_passing(text: str, start: int, end: int) -> bool:
    """Whether a citation only leans on an article within a sentence on something else: 除本法第四十二条规定的情形外."""
    if not _PASSING_BEFORE.search(text[max(0, start - 4) : start]):
        return False
    return bool(_OWN_LAW.match(text, start)) or bool(_PASSING_AFTER.match(text, end))


def _year_before(text: str, start: int) -> str:
    """The version that stands before a name, as a note: 2000年修正的《专利法》 → （2000年修正）."""
    year = _YEAR_BEFORE.search(text[max(0, start - 24) : start])
    return f"（{year[1]}年修正）" if year else ""


def _its_number(resolved: Sequence[Resolved], place: int, text: str) -> Law | None:
    """The law that stands right before a document number which it shares with others."""
    one = resolved[place]
    if one.found.kind is not CitationKind.DOCUMENT or place == 0:
        return None
    before = resolved[place - 1]
    beside = text[before.found.end : one.found.start].strip("（(【[〔 \n") == ""
    return before.law if beside and before.law in one.candidates else None


def _written(number: int) -> str:
    return chinese(number) if number <= LARGEST else str(number)


def _name_of(resolved: Sequence[Resolved], place: int) -> str | None:
    """The name that a citation gives its law, or that the one gives of whose list it is."""
    found = resolved[place].found
    while found.name is None and len(found.follows) == 1:
        found = resolved[found.follows[0]].found
    return None if found.back else found.name


def _lawless(one: Resolved, written: str, name: str | None, guess: str | None) -> Judgement:
    """A citation that no single law was found for; ``name`` is what it calls its law."""
    if len(one.candidates) > 1:
        names = "、".join(f"《{law.name}》" for law in one.candidates[:4])
        return Judgement(Verdict.AMBIGUOUS, f"“{written}”可以指{names}，不能替您选定。", "写出全称。")
    if one.found.kind is CitationKind.DOCUMENT:
        return Judgement(Verdict.NOT_CHECKABLE, "登记册里没有这个文号，无法核对。")
    if name:
        return Judgement(
            Verdict.LAW_UNKNOWN, f"登记册里没有叫“{name}”的规范，可能名称有误，也可能没有收录。", guess or "核对全称。"
        )
    return Judgement(Verdict.NOT_CHECKABLE, "看不出指的是哪一部法律。", "写出法律的名称。")
