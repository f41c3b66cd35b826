"""Reads what the head of a law says of it: when it was adopted, amended and published, its number, its effect."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from knowledge.numerals import number

_DIGIT = "[0-9０-９零〇○一二三四五六七八九十]"
DATE = re.compile(
    rf"({_DIGIT}{{4}})\s*年\s*({_DIGIT}{{1,3}})\s*月\s*({_DIGIT}{{1,3}})\s*日|([12]\d{{3}})-(\d\d)-(\d\d)"
)
_ADOPTED, _AMENDED, _PUBLISHED = ("通过", "批准"), ("修正", "修订"), ("公布", "发布", "公告", "颁布")
_IN_FORCE = ("施行", "实施", "执行", "生效", "试行")
_VERB = re.compile("|".join((*_ADOPTED, *_AMENDED, *_PUBLISHED, *_IN_FORCE)))
_QUOTED = re.compile(r"《[^《》]*》?|〈[^〈〉]*〉?")
_TELLS = re.compile(
    rf"[（(〔\[]|(根据|自|经|于)?\s*({DATE.pattern})|.*(已于|已经|现予|日期[：:])|.{{0,30}}号[，,）)]?.{{0,20}}$"
)
_LABEL = re.compile(r"(通过|公布|发布|颁布|施行|实施|生效|成文)日期[：:\s]*$")
_ON_PUBLICATION = re.compile(r"(公布|发布|颁布)之日起?\s*(施行|实施|执行|生效)")
_NUMBER = re.compile(r"([\u4e00-\u9fff]{1,10})\s*[〔\[［【（(]\s*((?:19|20)\d\d)\s*[〕\]］】）)]\s*第?\s*(\d+)\s*号")
_ORDER = re.compile(
    r"(?:中华人民共和国)?([\u4e00-\u9fff、]{2,30}令)\s*(?:[（(〔]\s*\d{4}\s*[〕）)])?\s*"
    r"第\s*([0-9零〇一二三四五六七八九十百]+)\s*号"
)
_CLAUSE = re.compile(
    rf"(?:^|[。；\n])\s*本[\u4e00-\u9fff]{{1,6}}?(?:，|,)?\s*(?:自|从|于)\s*"
    rf"(?:(?P<on>{DATE.pattern})|(?P<at_once>(?:公布|发布|颁布|批准|通过)之日))\s*起?\s*(?:施行|实施|执行|生效|试行)"
)
_TO_PUBLISH = 730  # days that may pass between adoption and publication; more, and the text was amended
_TO_PRINT = 60  # days between the date that a decree bears and the one by which a source names it
_LONGEST = 2000  # characters of a line that lists all amendments
_BODIES = ("全国人民代表大会", "审判委员会", "检察委员会", "常务会议")


@dataclass(frozen=True, slots=True)
class Event:
    """What happened to the law on a day: the verb (通过, 修正, 公布, 施行 …) and the words around it."""

    date: str
    verb: str
    words: str


@dataclass(frozen=True, slots=True)
class Preamble:
    """What the head tells; see ``LawText``."""

    dates: tuple[str, ...]
    published: str | None
    effective: str | None
    document: str | None


def iso(text: str) -> str | None:
    """The first date in ``text``, as 2023-09-01; None where there is none or the calendar has no such day."""
    found = DATE.search(text)
    return _iso(found) if found else None


def tells(line: str) -> bool:
    """Whether a line of the head speaks of when the law was made, rather than of what it is about."""
    if len(line) > _LONGEST:
        return False
    if _ON_PUBLICATION.fullmatch(line.strip(" \u3000（()）自")) or _NUMBER.fullmatch(line.strip(" \u3000（()）")):
        return True
    return bool(_TELLS.match(line)) and bool(DATE.search(line) or _NUMBER.search(line))


def read_preamble(head: Sequence[str], ending: str, meta: Mapping[str, str]) -> Preamble:
    """What ``head``, the lines before the first article, and ``ending``, the text of the last ones, tell.

    ``meta`` as in `split_law`. An effective day that lies before an amendment is not that of this version: None.
    """
    told = [line for line in head if tells(line)]
    events = [event for line in told for event in _events(line)]
    made = [event for event in events if event.verb not in _IN_FORCE]
    statute = any("全国人民代表大会" in event.words for event in made)
    naming = [event for event in made if not statute or event.verb in (*_ADOPTED, *_AMENDED)]
    last = max((event.date for event in naming), default=None)
    published = iso(meta.get("file_date", "")) or last or iso(meta.get("publish_date", ""))
    first = min(
        (day for day in (*(event.date for event in made), iso(meta.get("publish_date", ""))) if day), default=None
    )
    late = bool(first and published and _days(first, published) > _TO_PUBLISH)
    amended = first is None or late or _amended(made, told)
    dates = tuple(sorted({event.date for event in made}))
    clauses = list(_CLAUSE.finditer(ending))
    days = [iso(found["on"]) for found in reversed(clauses) if found["on"]]
    days += [event.date for event in reversed(events) if event.verb in _IN_FORCE]
    stated = [day for day in (*days, iso(meta.get("implement_date", ""))) if day]
    at_once = any("布" in (found["at_once"] or "") for found in clauses)
    if amended:
        effective = next((day for day in stated if published and day >= published), None)
    elif not stated and (at_once or any(_ON_PUBLICATION.search(line) for line in told)):
        effective = published
    else:
        effective = next(iter(stated), None)
    if effective and published and effective < published and published not in dates:
        effective = None  # this version came later, whatever the head leaves out
    named = last if published and last and abs(_days(last, published)) <= _TO_PRINT else None
    return Preamble(dates, published, effective, _document(told, named, len(dates) < 2))  # noqa: PLR2004


def _days(earlier: str, later: str) -> int:
    return (date.fromisoformat(later) - date.fromisoformat(earlier)).days


def _iso(found: re.Match[str]) -> str | None:
    parts = [number(part) for part in found.groups()[-6:] if part]
    try:
        return date(*(part or 0 for part in parts)).isoformat()
    except (ValueError, TypeError):
        return None


def _segments(line: str) -> Iterator[tuple[str | None, str, str]]:
    """(date, words before it, words after it up to the next date); quoted names hold dates and verbs of others."""
    plain = _QUOTED.sub("", _QUOTED.sub("", line))
    found = list(DATE.finditer(plain))
    for index, this in enumerate(found):
        before = plain[found[index - 1].end() if index else 0 : this.start()]
        after = plain[this.end() : found[index + 1].start() if index + 1 < len(found) else None]
        yield _iso(this), before, after


def _events(line: str) -> Iterator[Event]:
    pending: list[str] = []
    for day, before, after in _segments(line):
        if day is None:
            continue
        if label := _LABEL.search(before):
            yield Event(day, label[1], before)
            continue
        verb = _VERB.search(after)
        if not verb:
            pending.append(day)  # “X日甲会议、Y日乙会议通过”: both days have the verb
            continue
        for each in (*pending, day):
            yield Event(each, verb[0], after)
        pending = []
        if verb[0] in _PUBLISHED and (second := _VERB.match(after, verb.end())):  # 公布施行
            yield Event(day, second[0], after)
    for each in pending:
        yield Event(each, "通过", line)


def _amended(made: Sequence[Event], told: Sequence[str]) -> bool:
    if any(event.verb in _AMENDED for event in made) or any("修正" in line or "修订" in line for line in told):
        return True
    return any(sum(body in line and "通过" in line for line in told) > 1 for body in _BODIES)


def _document(told: Sequence[str], named: str | None, only: bool) -> str | None:
    """The number that stands alone, or beside the date ``named``; beside any, if the head has ``only`` one date."""
    for line in told:
        if found := _NUMBER.fullmatch(line.strip(" \u3000（()）")):
            return f"{found[1]}〔{found[2]}〕{found[3]}号"
    for line in told:
        for day, before, after in _segments(line):
            if day != named:
                continue
            words = f"{before}，{after}" if only else after
            if found := _NUMBER.search(words):
                return f"{found[1]}〔{found[2]}〕{found[3]}号"
            if found := _ORDER.search(words):
                return f"{found[1].replace('中华人民共和国', '')}第{found[2]}号"
    return None
