"""What was read in a library once and is asked for again and again. It goes when the library does."""

from collections import OrderedDict
from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass, field
from threading import Lock
from typing import TypeVar, cast
from weakref import WeakKeyDictionary

from knowledge.law import ArticleId, ArticleNumber
from knowledge.library import Library

KEPT = 4096  # answers; each is small

Answer = TypeVar("Answer")


@dataclass
class Memory:
    """Answers by question, the latest asked for last. Never holds on to the library."""

    answers: OrderedDict[Hashable, object] = field(default_factory=OrderedDict)
    lock: Lock = field(default_factory=Lock)

    def recall(self, key: Hashable, find: Callable[[], Answer]) -> Answer:
        """The answer of before, or the one that ``find`` gives now; two threads may both look for it."""
        with self.lock:
            if key in self.answers:
                self.answers.move_to_end(key)
                return cast("Answer", self.answers[key])
        found = find()
        with self.lock:
            self.answers[key] = found
            if len(self.answers) > KEPT:
                self.answers.popitem(last=False)
        return found


_memories: WeakKeyDictionary[Library, Memory] = WeakKeyDictionary()
_guard = Lock()


def memory_of(library: Library) -> Memory:
    """The memory that belongs to a library."""
    with _guard:
        return _memories.setdefault(library, Memory())


def numbers(library: Library, law: str, version: str) -> Sequence[ArticleNumber]:
    """The articles of an imported version, in order."""
    return memory_of(library).recall(("numbers", law, version), lambda: tuple(sorted(library.texts(law, version))))


def citing(library: Library, id: ArticleId, on: str) -> Sequence[ArticleId]:
    """The articles in force on a day that cite this one."""
    return memory_of(library).recall(("citing", id, on), lambda: library.citing(id, on))
