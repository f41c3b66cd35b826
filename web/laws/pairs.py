"""Which article of one version answers to which of another."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from rapidfuzz import fuzz

from knowledge.citations.editions import Edition
from knowledge.law import ArticleId, ArticleNumber, Law
from knowledge.library import ALIKE, Library, Provision
from web.laws.memory import memory_of

OWN_NUMBER = 10.0  # percent of likeness by which an article that kept its number is preferred
Texts = Mapping[ArticleNumber, str]


@dataclass(frozen=True, slots=True)
class Pair:
    """An article in two versions; None where one of them has none that answers to it."""

    old: ArticleNumber | None
    new: ArticleNumber | None


def paired(library: Library, law: Law, old: str, new: str) -> tuple[Pair, ...]:
    """Every article of both imported versions once, in the order of the new one, dropped ones where they stood."""
    return memory_of(library).recall(("pairs", law.name, old, new), lambda: _paired(library, law, old, new))


def stands(library: Library, law: Law, provision: Provision) -> dict[str, Provision]:
    """The same rule by version, in every imported one that has it."""
    version = provision.version.date
    found = {version: provision}
    for date in library.text_versions(law.name) - {version}:
        number = _partner(library, law, provision.id.number, version, date)
        other = library.provision(ArticleId(law.name, number), date) if number else None
        if other:
            found[date] = other
    return found


def _partner(library: Library, law: Law, number: ArticleNumber, here: str, there: str) -> ArticleNumber | None:
    if here < there:
        return next((pair.new for pair in paired(library, law, here, there) if pair.old == number), None)
    return next((pair.old for pair in paired(library, law, there, here) if pair.new == number), None)


def _paired(library: Library, law: Law, old: str, new: str) -> tuple[Pair, ...]:
    was, now = library.texts(law.name, old), library.texts(law.name, new)
    version = next(one for one in law.versions if one.date == new)
    listed = Edition(library, law, version).moves_since(old)
    found: dict[ArticleNumber, ArticleNumber] = {}
    for start, (end, _) in listed.items():
        if end and start in was and end in now:
            found[start] = end
    dropped = {start for start, (end, _) in listed.items() if end is None}
    found |= _identical(_rest(was, found.keys() | dropped), _rest(now, found.values()))
    found |= _alike(_rest(was, found.keys() | dropped), _rest(now, found.values()))
    return tuple(_in_order(was, now, found))


def _rest(texts: Texts, taken: Iterable[ArticleNumber]) -> Texts:
    gone = set(taken)
    return {number: text for number, text in texts.items() if number not in gone}


def _identical(was: Texts, now: Texts) -> dict[ArticleNumber, ArticleNumber]:
    """Articles of the very same words, where only one on either side has them."""
    before, after = Counter(was.values()), Counter(now.values())
    there = {text: number for number, text in now.items() if after[text] == 1}
    return {number: there[text] for number, text in was.items() if before[text] == 1 and text in there}


def _alike(was: Texts, now: Texts) -> dict[ArticleNumber, ArticleNumber]:
    """The most alike first; none of them twice."""
    scores = [
        (score + (OWN_NUMBER if one == other else 0.0), one, other)
        for one, text in was.items()
        for other, words in now.items()
        if (score := fuzz.ratio(text, words, score_cutoff=ALIKE))
    ]
    found: dict[ArticleNumber, ArticleNumber] = {}
    taken: set[ArticleNumber] = set()
    for _, one, other in sorted(scores, key=lambda one: (-one[0], one[1], one[2])):
        if one not in found and other not in taken:
            found[one] = other
            taken.add(other)
    return found


def _in_order(was: Texts, now: Texts, found: Mapping[ArticleNumber, ArticleNumber]) -> Iterator[Pair]:
    """Dropped articles come before the first one that is kept and stood behind them."""
    former = {new: old for old, new in found.items()}
    dropped = sorted(number for number in was if number not in found)
    for number in sorted(now):
        old = former.get(number)
        while old and dropped and dropped[0] < old:
            yield Pair(dropped.pop(0), None)
        yield Pair(old, number)
    for number in dropped:
        yield Pair(number, None)
