"""Which records of ours rest on an article or name it."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from weakref import WeakKeyDictionary

from knowledge.law import ArticleId, ArticleNumber
from knowledge.records import Kind, Passage
from knowledge.store import Store
from web.pages import passage_url


@dataclass(frozen=True, slots=True)
class RecordLink:
    """A record with the sections in which it names the article."""

    kind: str
    title: str
    sections: tuple[tuple[str, str], ...]  # locator, address


@dataclass(frozen=True, slots=True)
class _Index:
    """Passages by 《law》第…条@version where their writer read that version, else by 《law》第…条."""

    by_article: Mapping[str, Sequence[Passage]]
    by_law: Mapping[str, int]  # 《law》 → passages


_indexes: WeakKeyDictionary[Store, _Index] = WeakKeyDictionary()
_KINDS = tuple(Kind)


def records_citing(
    store: Store | None, law: str, stands: Mapping[str, ArticleNumber], current: str | None
) -> tuple[RecordLink, ...]:
    """The records that name a rule; ``stands`` is where it stands by version, ``current`` the version of today, of
    which a record speaks that does not say which it read.
    """
    if store is None:
        return ()
    found: dict[str, list[Passage]] = {}
    keys = [f"{ArticleId(law, number)}@{version}" for version, number in stands.items()]
    if current and current in stands:
        keys.append(str(ArticleId(law, stands[current])))
    index = _index(store)
    for key in keys:
        for passage in index.by_article.get(key, ()):
            found.setdefault(passage.record_id, []).append(passage)
    ordered = sorted(found.values(), key=lambda passages: _KINDS.index(passages[0].kind))
    return tuple(_link(passages) for passages in ordered)


def laws_cited(store: Store | None) -> Mapping[str, int]:
    """How often our records name each law, by its name in brackets, 《law》."""
    return _index(store).by_law if store else {}


def _link(passages: Sequence[Passage]) -> RecordLink:
    places = {passage.locator: passage_url(passage) for passage in passages}
    return RecordLink(passages[0].kind.label, passages[0].title, tuple(places.items()))


def _index(store: Store) -> _Index:
    if store not in _indexes:
        articles: dict[str, list[Passage]] = {}
        laws: dict[str, int] = {}
        for passage in store.passages:
            for key in _keys(passage):
                articles.setdefault(key, []).append(passage)
            for article in passage.cites:
                law = article[: article.rindex("》") + 1]
                laws[law] = laws.get(law, 0) + 1
        _indexes[store] = _Index(articles, laws)
    return _indexes[store]


def _keys(passage: Passage) -> Iterator[str]:
    read = {key.rpartition("@")[0] for key in passage.read}
    yield from passage.read
    yield from (article for article in passage.cites if article not in read)
