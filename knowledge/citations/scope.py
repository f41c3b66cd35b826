"""Whose articles the next bare 第X条 are: of a law named before it, of one mentioned in passing, or of a contract."""

import re
from dataclasses import dataclass, replace

from knowledge.citations.names import Names
from knowledge.citations.titles import Nature

_OURS = re.compile(
    r"(?:(?:本|该|涉案|案涉|上述|双方)(?:的)?(?:合同|协议|协议书|章程|约定|手册|制度)|(?:通用|专用|保险)条款)(?!法|纠纷|时|期)"
)
_NAME_ENDS = re.compile(
    r"(?:法典|(?<![办方])法(?![院官律人治学])|条例|总则|通则|解释|规定|办法)(?:[（(][一二三四五六七八九十][）)]|[一二三四五六七八九十](?![条款项、]))?"
)


@dataclass(frozen=True, slots=True)
class Scope:
    """What the next bare 第X条 belongs to: findings, laws mentioned in passing, or a contract. Read up to ``end``."""

    end: int
    follows: tuple[int, ...] = ()
    under: tuple[str, ...] = ()
    private: bool = False
    listing: bool = False  # laws named one after another, as yet without an article

    @property
    def lawful(self) -> bool:
        """Whether it is a law, known or not."""
        return bool(self.follows or self.under)

    def moved(self, at: int, names: Names) -> "Scope":
        """The scope at ``at``, with what is mentioned in passing on the way there: a law without number, 本合同."""
        if at <= self.end:
            return self
        ours = max((found.end() for found in _OURS.finditer(names.text, self.end, at)), default=-1)
        for ending in reversed(list(_NAME_ENDS.finditer(names.text, self.end, at))):
            if ending.end() <= ours:
                break
            name = names.bare(ending.end())
            if name and name.start >= self.end and name.nature is Nature.LAW:
                return Scope(at, under=(name.full or name.name,))
        if ours >= 0 and not self.lawful:
            return Scope(at, private=True)
        return replace(self, end=at)
