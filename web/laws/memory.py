"""What was read in a library once and is asked for again and again. It goes when the library does."""

from collections.abc import Callable, Hashable, Sequence
from threading import Lock
from typing import TypeVar, cast
from weakref import WeakKeyDictionary

from cachetools import LRUCache

from knowledge.law import ArticleId, ArticleNumber
from knowledge.library import Library
from web.laws.sheets import Sheets

ANSWERS = 4096  # each is small
TEXTS = 24  # whole laws: of the longest, a thousand articles

Answer = TypeVar("Answer")


class Memory:
    """Answers by question, of which those not asked for the longest go first. Never holds on to the library."""

    def __init__(self, most: int) -> None:
        """``most`` answers are remembered."""
        self._answers: LRUCache[Hashable, object] = LRUCache(most)
        self._lock = Lock()

    def recall(self, key: Hashable, find: Callable[[], Answer]) -> Answer:
        """The answer of before, or the one that ``find`` gives now; two threads may both look for it."""
        with self._lock:
            if key in self._answers:
                return cast("Answer", self._answers[key])
        found = find()
        with self._lock:
            self._answers[key] = found
        return found


_answers: WeakKeyDictionary[Library, Memory] = WeakKeyDictionary()
_texts: WeakKeyDictionary[Library, Memory] = WeakKeyDictionary()
_guard = Lock()


def memory_of(library: Library) -> Memory:
    """The memory that belongs to a library."""
    with _guard:
        return _answers.setdefault(library, Memory(ANSWERS))


def text_of(library: Library, law: str, version: str) -> Sheets:
    """Every article of an imported version."""
    with _guard:
        texts = _texts.setdefault(library, Memory(TEXTS))
    return texts.recall((law, version), lambda: Sheets(law, version, library.provisions(law, version)))


def numbers(library: Library, law: str, version: str) -> Sequence[ArticleNumber]:
    """The articles of an imported version, in order."""
    return memory_of(library).recall(("numbers", law, version), lambda: tuple(sorted(library.texts(law, version))))


def citing(library: Library, id: ArticleId, on: str) -> Sequence[ArticleId]:
    """The articles in force on a day that cite this one."""
    return memory_of(library).recall(("citing", id, on), lambda: library.citing(id, on))
