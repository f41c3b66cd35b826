"""Who appears in a story: firms, persons and the one who tells it, with every place where each is mentioned."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from assistant.drafting.stories.firms import LABELS, firms, kind_of, short_names
from assistant.drafting.stories.people import SELF, people
from assistant.drafting.stories.story import Span

FIRST, FILL = 0xE000, "\uf8ff"  # private characters that stand for the mentions of somebody
SOMEBODY = "[\ue000-\ue7ff]\uf8ff*"
NARRATOR = "\ue7ff"
NAMED = "[\ue000-\ue7fe]\uf8ff*"  # somebody with a name
GENERIC = re.compile(
    r"(?<![我们贵有限责任份某分子人工包设])(?:该?公司|厂[里方子]|单位|该厂)(?![一-鿿]{0,2}[：:]|是|为|叫)"
)
CALLED = re.compile(
    rf"(?P<noun>师傅|包工头|房东|[我他她][弟哥姐妹爸妈]|店主|超市|老板|同学|兄弟|朋友|对方|[他她]|餐馆|饭店"
    rf"|工厂|厂|店|公司)(?:名?叫|的?名字是)(?P<name>{NAMED})"
)
PRONOUNS = frozenset("他她")
SIDES = re.compile(r"[甲乙丙]方")
NAMES_NARRATOR = tuple(
    re.compile(pattern.replace("S", f"{NARRATOR}{FILL}*").replace("N", f"(?P<name>{NAMED})"))
    for pattern in (
        r"S[（(]N(?=[）),，、])",
        rf"S(?:叫做?|名叫|全称|名称)(?:是|为)?[：:，,]?(?:{LABELS})?N",
        rf"S是(?:{LABELS})?N(?=[，。；、（(,;]|$)",
        r"(?<![还付给借欠问对与和跟])SN",
        r"S姓[一-鿿]{1,2}[，,](?:名?叫)?N",
        r"S[^。；\ue000-\uf8ff]{0,14}(?:，叫|[厂店]名|公司名称?|字号)(?:是|为|叫)?[：:]?N",
    )
)


@dataclass(frozen=True, slots=True)
class Somebody:
    """``name`` as written in full, "" for a narrator who gives none; ``places`` of all mentions, ``named`` of those by
    the full name.
    """

    name: str
    firm: bool
    places: tuple[Span, ...]
    named: tuple[Span, ...]


class Cast:
    """All who are mentioned in a text."""

    def __init__(self, text: str) -> None:
        """Finds them."""
        self.text = text
        found = firms(text)
        self._mentions: dict[str, list[Span]] = {}
        self._firms: list[str] = []
        full = sorted({name for _, name in found}, key=len, reverse=True)
        for span, name in found:
            whole = next((one for one in full if one != name and _short_of(name, one)), name)
            self._mentions.setdefault(whole, []).append(span)
            if whole not in self._firms:
                self._firms.append(whole)
        self._people: list[str] = []
        for span, name in people(text, [span for span, _ in found]):
            self._mentions.setdefault(name, []).append(span)
            if name not in self._people:
                self._people.append(name)
        self._named = {name: tuple(spans) for name, spans in self._mentions.items()}
        self._add_short_names()
        self._narrator = self._find_narrator()

    def _taken(self) -> list[Span]:
        return [span for spans in self._mentions.values() for span in spans]

    def _add(self, name: str, matches: Iterator[re.Match[str]]) -> None:
        for match in matches:
            if not any(start < match.end() and match.start() < end for start, end in self._taken()):
                self._mentions[name].append(match.span())

    def _add_short_names(self) -> None:
        for name in self._firms:
            for short in short_names(name):
                if not any(short in other for other in self._firms if other != name):
                    pattern = rf"{re.escape(short)}(?:公司|厂|店)?(?![区县市镇乡街路])"
                    self._add(name, re.finditer(pattern, self.text))
        kinds = [kind for name in self._firms if (kind := kind_of(name))]
        for name in self._firms:
            kind = kind_of(name)
            if len(kind) > 1 and kinds.count(kind) == 1:
                self._add(name, re.finditer(kind, self.text))
        if len(self._firms) == 1:
            self._add(self._firms[0], (one for one in GENERIC.finditer(self.text)))

    def _find_narrator(self) -> str:
        """The name of the one who tells; "" for nobody or nobody named."""
        spans = [
            match.span()
            for match in SELF.finditer(self.text)
            if not any(start < match.end() and match.start() < end for start, end in self._taken())
        ]
        marked = list(self._marked({NARRATOR: spans}))
        for pattern in NAMES_NARRATOR:
            if match := pattern.search("".join(marked)):
                name = self._names[ord(match["name"][0]) - FIRST]
                self._mentions[name] = sorted([*self._mentions[name], *spans])
                self._add_aliases("".join(self._marked({})))
                return name
        self._add_aliases("".join(self._marked({})))
        if spans:
            self._mentions[""] = spans
        return ""

    def _add_aliases(self, marked: str) -> None:
        """师傅 and 他 where 师傅叫鲁大有 and 他叫…; 甲方 where 甲方：…."""
        called: dict[str, set[str]] = {}
        for match in CALLED.finditer(marked):
            called.setdefault(match["noun"], set()).add(self._names[ord(match["name"][0]) - FIRST])
        for match in re.finditer(rf"([甲乙丙]方)(?:[（(][^（()）]{{1,12}}[)）])?[：:是为]?\s*({NAMED})", marked):
            called.setdefault(match[1], set()).add(self._names[ord(match[2][0]) - FIRST])
        for noun, names in called.items():
            if len(names) == 1:
                name = next(iter(names))
                self._add(name, re.finditer(rf"(?<![其吉])(?<!我的)(?<!我){noun}(?![们人娘])", self.text))

    @property
    def _names(self) -> list[str]:
        return [*self._firms, *self._people]

    def _marked(self, others: dict[str, list[Span]]) -> list[str]:
        marked = list(self.text)
        pairs = [(chr(FIRST + place), self._mentions[name]) for place, name in enumerate(self._names)]
        for sign, spans in [*pairs, *others.items(), (NARRATOR, self._mentions.get("", []))]:
            for start, end in spans:
                marked[start:end] = sign + FILL * (end - start - 1)
        return marked

    @cached_property
    def marked(self) -> str:
        """The text with each mention as a private character and fillers: of the same length."""
        return "".join(self._marked({}))

    @cached_property
    def all(self) -> tuple[Somebody, ...]:
        """Everybody, in the order in which they are first mentioned; an unnamed narrator among them."""
        told = [
            Somebody(name, name in self._firms, tuple(sorted(spans)), self._named.get(name, ()))
            for name, spans in self._mentions.items()
        ]
        return tuple(sorted(told, key=lambda one: one.places[0]))

    @cached_property
    def starts(self) -> dict[int, int]:
        """The ends of mentions by where they begin."""
        return {start: end for one in self.all for start, end in one.places}

    @cached_property
    def ends(self) -> dict[int, int]:
        """Where mentions begin, by their ends."""
        return {end: start for start, end in self.starts.items()}

    def of(self, sign: str) -> Somebody:
        """Who a character of the marked text stands for."""
        name = "" if sign[0] == NARRATOR else self._names[ord(sign[0]) - FIRST]
        return next(one for one in self.all if one.name == name)

    @property
    def narrator(self) -> Somebody | None:
        """The one who tells the story, if he gives his name."""
        return next((one for one in self.all if self._narrator and one.name == self._narrator), None)

    def at(self, place: int) -> Somebody | None:
        """Who is mentioned there."""
        return next((one for one in self.all if any(start <= place < end for start, end in one.places)), None)


def _short_of(name: str, whole: str) -> bool:
    """Whether a name is another for short: 渔具厂 of 庄河市海天渔具厂."""
    return name in short_names(whole) or whole.endswith(name)


def before(cast: Cast, place: int, among: Sequence[Somebody]) -> Somebody | None:
    """Who of ``among`` was mentioned last before a place."""
    ends = [(end, one) for one in among for _, end in one.places if end <= place]
    return max(ends, key=lambda pair: pair[0])[1] if ends else None
