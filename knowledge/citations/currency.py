"""Whether what is cited is law on a day: repealed, amended, moved to another number, or never there."""

import re

from knowledge.citations.contents import SIMILAR, nearest
from knowledge.citations.editions import UNTOLD, Edition
from knowledge.citations.quoting import Quoted, compare
from knowledge.citations.sayings import Said
from knowledge.citations.subjects import EVIDENT, FOREIGN, TELLING
from knowledge.citations.verdicts import Judgement, Verdict
from knowledge.law import ArticleNumber, Law, Repeal, Version, titled
from knowledge.names import document_number

MOVED = 1.5  # times the cited article's share that the article has to which the rule was moved
SPOKEN = 0.08  # share that this article has at least
NEAR_BEST = 0.8  # times the best other share that it has at least
NEIGHBOURS = 3  # numbers within which articles speak of one subject
NAMELESS = 0.60  # share from which an article is named where a law was cited and no article of it
_YEAR_BEFORE = re.compile(r"((?:19|20)\d\d)年?(?:\d+月\d+日)?(?:第.{1,3}次)?(?:修正|修订|修改)(?:的|版)?$")
_NOTE = re.compile(r"[（(]([^（）()]*[）)]?)")
_YEAR = re.compile(r"(?<!\d)((?:19|20)\d\d)(?=年|修|版|文本|[）)])")


def missing(edition: Edition, number: ArticleNumber, said: Said) -> Judgement:
    """An article that the version does not have: moved, dropped, or never there."""
    if number in edition.moves:
        new, _ = edition.moves[number]
        if new is None:
            return Judgement(Verdict.SUPERSEDED, f"{number}在{edition.law}修改时已删去。")
        return _moved_to(edition, number, new)
    problem = f"{edition}共{edition.count}条，没有{number}。"
    return Judgement(Verdict.NO_SUCH_ARTICLE, problem, nearest(edition, number, said))


def of_version(edition: Edition, other: Version, number: ArticleNumber | None, on: str) -> Judgement:
    """A citation that itself names another version than the one in force."""
    since = other.effective or other.date
    if since > on:
        explanation = f"所引的是{edition.law}{other.date}文本，自{since}起施行，{on}尚无效力。"
        return Judgement(Verdict.NOT_CHECKABLE, explanation, f"现在适用的是{edition.version.date}文本。")
    since_now = edition.version.effective or edition.version.date
    cited = f"{other.date}文本" if other in edition.law.versions else f"{other.date[:4]}年的文本（没有登记）"
    explanation = f"所引的是{edition.law}{cited}，{since_now}起适用{edition.version.date}文本{edition.version.doubt}。"
    if number is None:
        return Judgement(Verdict.SUPERSEDED, explanation, "请查现行文本。")
    listed = edition.moves_since(other.date).get(number)
    if listed and listed[0] is None:
        return Judgement(Verdict.SUPERSEDED, explanation, "这一条在修改时已删去，请查现行文本。")
    new = (listed and listed[0]) or edition.same_rule(other, number)
    suggestion = f"现行文本见{new}，请核对内容。" if new else "条号可能已变，请查现行文本。"
    return Judgement(Verdict.SUPERSEDED, explanation, suggestion)


def repealed(  # noqa: PLR0913  what is known of the law, before and after, and what is said of it
    law: Law, repeal: Repeal, old: Edition | None, successor: Edition | None, number: ArticleNumber | None, said: Said
) -> Judgement:
    """A law that is no longer one. ``old`` is its last version, ``successor`` what took its place, as far as known.

    Words in quotation marks are compared with the old text where it was imported, and looked for in the new one.
    """
    explanation = f"{law}已于{repeal.on}废止" + ("" if repeal.verified else "（依据未核对原文）")
    quoted = compare(said.quote, old.texts[number]) if said.quote and old and number and number in old.texts else None
    if quoted:
        explanation += "，引文与旧法原文" + ("一致" if quoted.match else "有出入")
    elif said.quote:
        explanation += "，本库没有它的条文，引文没有原文可以核对"
    if not repeal.by:
        return Judgement(Verdict.REPEALED, f"{explanation}。", quoted=quoted)
    by, *part = repeal.by
    suggestion = f"改引{titled(by)}{''.join(part)}的相应条文"
    if successor and (near := _counterpart(successor, number, said)):
        suggestion += f"，内容最接近的是{near}（{successor.topic(near)}）"
    if successor and successor.texts and said.quote and not quoted:
        likest = successor.likest(said.quote, ArticleNumber(0))
        found = likest is not None and likest[1].likeness >= SIMILAR
        suggestion += "" if found else f"；引号里的话在{titled(by)}里也找不到，很可能不是条文的原话"
    return Judgement(Verdict.REPEALED, f"{explanation}。", f"{suggestion}，请核对后再用。", quoted)


def _counterpart(successor: Edition, number: ArticleNumber | None, said: Said) -> ArticleNumber | None:
    """The article of the successor that evidently says what is said: by its words, or else by its subject."""
    likest = successor.likest(said.quote, ArticleNumber(0)) if said.quote else None
    if likest and likest[1].likeness >= SIMILAR:
        return likest[0]
    fit = successor.index.fit(said.all, ArticleNumber(0))
    evident = EVIDENT if number else NAMELESS
    return fit.best_article if fit.weight >= TELLING and fit.best >= evident else None


def renumbered(edition: Edition, number: ArticleNumber, said: Said) -> Judgement | None:
    """A rule that stood here once and stands elsewhere now, when that is what the sentence speaks of."""
    new, subject = edition.moves.get(number, (None, ""))
    if new is None or new == number or new in said.besides:  # what is said there belongs to the other citation
        return None
    texts = edition.texts
    if said.quote and texts:
        own, there = compare(said.quote, texts.get(number, "")), compare(said.quote, texts.get(new, ""))
        if there.likeness > own.likeness and there.likeness >= SIMILAR:
            return _moved_to(edition, number, new, there)
        return None
    fit = edition.index.fit(said.all, new, (number,))
    own_share = edition.index.share(said.all, number)
    named = bool(subject) and subject in said.all
    fits = fit.own >= max(SPOKEN, MOVED * own_share, NEAR_BEST * fit.best)
    # Neighbours share a subject, and moved together: 司法确认 is in 205 and 206, which were 201 and 202.
    beside = fit.best_article is not None and abs(fit.best_article.number - new.number) <= NEIGHBOURS
    fits_there = beside and fit.best >= EVIDENT and fit.own >= SPOKEN and own_share < FOREIGN
    if named or fits or fits_there:
        return _moved_to(edition, number, new)
    return None


def _moved_to(edition: Edition, number: ArticleNumber, new: ArticleNumber, quoted: Quoted | None = None) -> Judgement:
    here = f"现行{number}规定的是{edition.topic(number)}" if edition.has(number) else f"现行文本没有{number}"
    topic = edition.topic(new)
    there = f"{new}（{topic}）" if topic != UNTOLD else str(new)
    changed = "，并且文字有改动" if quoted and not quoted.match else ""
    explanation = f"{edition.law}修改后条号变了，{here}，这里说的内容现为{there}{changed}。"
    return Judgement(Verdict.RENUMBERED, explanation, f"改引{new}。", quoted, edition.id(new))


def named_version(law: Law, current: Version, written: str) -> Version | None:
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


def year_before(text: str, start: int) -> str:
    """The version that stands before a name, as a note: 2000年修正的《专利法》 → （2000年修正）."""
    year = _YEAR_BEFORE.search(text[max(0, start - 24) : start])
    return f"（{year[1]}年修正）" if year else ""
