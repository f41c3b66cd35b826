"""Whether a text says of an article what the article says: its words, its subject, its 款 and 项."""

from knowledge.citations.editions import Edition
from knowledge.citations.quoting import Quotation, Quoted, compare
from knowledge.citations.resolving import Resolved
from knowledge.citations.sayings import Said
from knowledge.citations.subjects import EVIDENT, TELLING, speaks_of_another
from knowledge.citations.verdicts import Judgement, Verdict
from knowledge.law import Article, ArticleNumber
from knowledge.numerals import LARGEST, chinese

SIMILAR = 0.60  # likeness of quoted words to an article from which they are its words, changed
SIMILAR_SHORT = 0.80  # … that likeness where the quotation is short,
SHORT = 15  # which is below so many characters
BETTER = 0.12  # likeness by which another article has to be nearer than the cited one …
MUCH_BETTER = 0.25  # … and by which it is nearer whatever the cited one is about
RELATED = 0.30  # share of a quotation from which the cited article is on its subject
EVIDENTLY = 0.85  # likeness from which words are an article's, though only the law is named
INVENTED = 0.25  # share up to which a quotation found nowhere is on another subject
UNRELATED = 0.10  # share below which nothing shows that a sentence speaks of the article
_HOW_ELSE = "请核对款、项的序数；也可能是旧文本的条号。"


def judge_words(edition: Edition, one: Resolved, number: ArticleNumber, said: Said, quote: Quotation) -> Judgement:
    """Words in quotation marks against an article whose text was imported."""
    quoted = compare(quote, edition.texts[number])
    if quoted.match:
        return _quoted_place(edition, one, quoted)
    index = edition.index
    enough = SIMILAR if len(quote.text) >= SHORT else SIMILAR_SHORT
    own_share = index.share(quote.text, number)
    elsewhere = edition.likest(quote, number)
    ahead = elsewhere[1].likeness - quoted.likeness if elsewhere else 0.0
    better = elsewhere is not None and (
        elsewhere[1].match
        or ahead >= MUCH_BETTER
        or (ahead >= BETTER and (quoted.likeness >= enough or own_share < RELATED))
    )
    if quoted.likeness >= enough and not better:
        return Judgement(
            Verdict.WORDING_DIFFERS,
            f"{number}有这一规定，但引文与原文（{edition.version.date}文本）有出入。",
            quoted=quoted,
        )
    hint = None
    if elsewhere and better and elsewhere[1].likeness >= SIMILAR:
        same = "就是" if elsewhere[1].match else "接近"
        former = "；也可能引的是旧文本的条号" if len(edition.law.versions) > 1 else ""
        hint = f"引文{same}现行{elsewhere[0]}的文字，请核对{former}。"
    if old := edition.older_with(quote, number):
        problem = f"引文是{edition.law}{old}文本的{number}，现行的是{edition.version.date}文本。"
        return Judgement(Verdict.SUPERSEDED, problem, hint, quoted)
    if hint:
        explanation = f"引文不是{number}的，{number}规定的是{edition.topic(number)}。"
        return Judgement(Verdict.SUBJECT_DIFFERS, explanation, hint, quoted)
    judged = judge_subject(edition, number, said)
    if (
        judged.verdict is not Verdict.SUBJECT_DIFFERS
        and own_share <= INVENTED
        and index.fit(quote.text, number).weight >= TELLING
    ):
        explanation = f"{number}规定的是{edition.topic(number)}，与引号里的话不是一回事。"
        judged = Judgement(Verdict.SUBJECT_DIFFERS, explanation)
    if judged.verdict is Verdict.SUBJECT_DIFFERS:
        explanation = f"{judged.explanation}引文在{edition.law}里也找不到。"
        return Judgement(Verdict.SUBJECT_DIFFERS, explanation, judged.suggestion, quoted)
    return Judgement(
        Verdict.WORDING_DIFFERS,
        f"引号里的话不是{number}（{edition.version.date}文本）的原文，在{edition.law}里也找不到。",
        "去掉引号，或者改引原文。",
        quoted,
    )


def judge_words_of_law(edition: Edition, quote: Quotation) -> Judgement | None:
    """Words quoted from a law of which no article is named; None where no article resembles them."""
    likest = edition.likest(quote, ArticleNumber(0))
    if likest is None or likest[1].likeness < EVIDENTLY:
        return None
    number, quoted = likest
    if quoted.match:
        return Judgement(Verdict.MATCHES, f"引文是{edition}{number}的原文。", quoted=quoted)
    return Judgement(
        Verdict.WORDING_DIFFERS, f"引文接近{edition}{number}，但有出入。", f"引明{number}，并改用原文。", quoted
    )


def _quoted_place(edition: Edition, one: Resolved, quoted: Quoted) -> Judgement:
    """Words that are the article's: are they those of the 款 that is cited?"""
    paragraphs = edition.paragraphs(one.article)
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
        Verdict.MATCHES,
        f"{one.article}现行有效（{edition.version.date}文本{edition.version.doubt}），引文与原文一致。",
        quoted=quoted,
    )


def judge_subject(edition: Edition, number: ArticleNumber, said: Said) -> Judgement:
    """What the sentence speaks of against what the article is about."""
    current = f"{number}现行有效（{edition.version.date}文本{edition.version.doubt}）"
    index = edition.index
    if number not in index.articles:
        return Judgement(Verdict.MATCHES, f"{current}；没有它的条文，只核对了条号和效力。")
    fit = index.fit(said.all, number)
    if fit.weight < TELLING:
        return Judgement(Verdict.MATCHES, f"{current}；引用处可供比对的内容太少，只核对了条号和效力。")
    if other := speaks_of_another(index, said.all, number, said.besides, said.shared):
        explanation = f"{number}规定的是{edition.topic(number)}，与这里说的不是一回事。"
        suggestion = f"这里说的更接近{other}（{edition.topic(other)}），请核对。"
        return Judgement(Verdict.SUBJECT_DIFFERS, explanation, suggestion)
    if fit.own < UNRELATED:
        return Judgement(Verdict.NOT_CHECKABLE, f"{current}，但看不出引用处的内容与它的关系，请对照条文。")
    return Judgement(Verdict.MATCHES, f"{current}，没有发现内容不符。")


def nearest(edition: Edition, number: ArticleNumber, said: Said) -> str | None:
    """A hint at the article that the sentence evidently speaks of, where there is one."""
    fit = edition.index.fit(said.all, number, said.besides)
    if fit.weight >= TELLING and fit.best >= EVIDENT and fit.best_article:
        return f"这里说的更接近{fit.best_article}（{edition.topic(fit.best_article)}），请核对。"
    return None


def judge_place(edition: Edition, one: Resolved) -> Judgement | None:
    """What is wrong with the 款 or 项 that is cited, where that can be told."""
    paragraphs = edition.paragraphs(one.article)
    name = f"{edition}{one.article}"
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


def _written(number: int) -> str:
    return chinese(number) if number <= LARGEST else str(number)
