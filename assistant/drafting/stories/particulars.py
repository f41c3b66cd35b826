"""A party as a form writes it: 全称，证件号，住址，代表人，电话, each part as far as the story has it."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from assistant.drafting.stories.cast import Cast, Somebody, before
from assistant.drafting.stories.sides import Played
from assistant.drafting.stories.story import Span
from assistant.redaction import numbers
from assistant.redaction.spans import narrowed

MASKED_NUMBER = re.compile(r"(?<=[码号证是为：:])[0-9]{3,6}\*{6,12}[0-9]{2,4}[0-9A-Za-z]?(?![0-9*])")
MASKED_PHONE = re.compile(r"(?<![0-9*])1[0-9]{2}\*{4}[0-9]{4}(?![0-9*])")
ADDRESS = re.compile(
    r"(?:住所地?|住址|现住|户籍地?|住在|地址|(?<![入居])住)(?:是|为"
    r"|在)?[：:]?(?P<value>[一-鿿0-9A-Za-z#\-－（）()]{3,60}?)(?=[，。；,;）)\n]|$)"
)
OF_A_PLACE = re.compile(r"[号路村室街区镇县市组栋幢座楼]|宿舍")
REPRESENTATIVE = re.compile(r"(法定代表人|法人代表|法人|负责人|经营者|执行事务合伙人)(?:是|为)?[）)：:\s]{0,2}$")
OTHER = re.compile(r"(?:[他她它]|对方)[^，。；]{0,3}$")  # somebody else than who was mentioned last
UNKNOWN = re.compile(
    r"[，。；、\n](?:保证人|担保人|被告|原告|债务人|债权人|被执行人|申请人)|[。；;\n][^，。；]{0,3}[甲乙丙]方"
)  # someone without a name
WORDS = {"法人代表": "法定代表人", "法人": "法定代表人"}
ORDER = ("number", "address", "representative", "phone")
IN_PERSON = re.compile(r"保管|担保|保证|身份证")  # what he does or is himself


@dataclass(frozen=True, slots=True)
class Particular:
    """Something that is said of somebody: ``text[start:end]`` of a kind of ``ORDER``, with the word before it."""

    kind: str
    word: str
    start: int
    end: int


def particulars(cast: Cast, told: tuple[Played, ...]) -> dict[str, list[Particular]]:
    """What is said of each, by name; each goes to the one who was mentioned last."""
    people = [one for one in cast.all if not one.firm]
    firms = [one for one in cast.all if one.firm]
    found: dict[str, list[Particular]] = {}
    for one in _representatives(cast, told):
        if firm := before(cast, one.start, firms):
            found.setdefault(firm.name, []).append(one)
    for one in _stated(cast.text):
        if OTHER.search(cast.text[max(0, one.start - 8) : one.start]) and not cast.at(one.start - 3):
            continue
        last = before(cast, one.start, cast.all)
        if last and UNKNOWN.search(cast.marked, max(end for _, end in last.places if end <= one.start), one.start):
            continue
        among = {"身份证号": people, "统一社会信用代码": firms}.get(one.word, list(cast.all))
        whose = before(cast, one.start, among)
        if whose and one.kind in {"phone", "address"} and (place := _introduced(cast, whose, one.start)):
            whose = before(cast, place, firms) or whose
        if whose:
            found.setdefault(whose.name, []).append(one)
    return found


def _introduced(cast: Cast, whose: Somebody, start: int) -> int:
    """Where somebody was introduced as the representative of a firm, right before its telephone; 0 where he was not."""
    place, end = max(span for span in whose.places if span[1] <= start)
    introduced = not whose.firm and REPRESENTATIVE.search(cast.text, max(0, place - 12), place)
    return place if introduced and not IN_PERSON.search(cast.text, end, start) else 0


def _representatives(cast: Cast, told: tuple[Played, ...]) -> Iterator[Particular]:
    for one in told:
        for start, end in one.who.places:
            if not one.who.firm and (word := REPRESENTATIVE.search(cast.text, max(0, start - 12), start)):
                yield Particular("representative", WORDS.get(word[1], word[1]), start, end)


def _stated(text: str) -> Iterator[Particular]:
    plain = narrowed(text)
    for finder, word in ((numbers.IDENTITY, "身份证号"), (numbers.CREDIT, "统一社会信用代码")):
        yield from (Particular("number", word, start, end) for start, end in finder.find(plain))
    for match in MASKED_NUMBER.finditer(plain):
        lead = plain[max(0, match.start() - 12) : match.start()]
        if word := next(
            (word for sign, word in (("身份", "身份证号"), ("信用代码", "统一社会信用代码")) if sign in lead), ""
        ):
            yield Particular("number", word, match.start(), match.end())
    for finder in (numbers.MOBILE, numbers.LANDLINE):
        yield from (Particular("phone", "电话", start, end) for start, end in finder.find(plain))
    yield from (Particular("phone", "电话", *match.span()) for match in MASKED_PHONE.finditer(plain))
    for match in ADDRESS.finditer(text):
        if OF_A_PLACE.search(match["value"]):
            yield Particular("address", "住", *match.span("value"))


def line(cast: Cast, who: Somebody, told: dict[str, list[Particular]]) -> tuple[str, tuple[Span, ...], str]:
    """The party in one line, the places of its parts, the name first, and what was left out as said in two ways."""
    named = who.named or who.places
    pieces, spans, doubtful = [who.name], [named[0]], []
    for kind in ORDER:
        of_kind = {cast.text[one.start : one.end]: one for one in reversed(told.get(who.name, [])) if one.kind == kind}
        if len(of_kind) > 1:
            doubtful.append(f"{next(iter(of_kind.values())).word}有{len(of_kind)}个说法，没有写进去")
        elif of_kind:
            value, one = next(iter(of_kind.items()))
            pieces.append(one.word + value)
            spans.append((one.start, one.end))
    return "，".join(pieces), tuple(spans), "；".join(doubtful)
