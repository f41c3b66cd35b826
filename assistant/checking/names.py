"""The name of a party, written otherwise further down: one character off, 有限公司 for 有限责任公司."""

import re
from collections.abc import Iterator

from rapidfuzz.distance import OSA

from assistant.checking.agreement import Agreement, Party, Span
from assistant.checking.finding import Finding, Severity
from assistant.checking.laws import COMPANY, PROCEDURE_INTERPRETATION, cite
from assistant.checking.parties import is_firm

ENDING = re.compile(
    r"有限责任公司|股份有限公司|有限公司|公司|合作社|经营部|商行|事务所|工作室|厂|店|中心|医院|学校|集团"
)
FORMS = re.compile(r"有限责任公司|股份有限公司|有限公司|股份公司")
CHINESE = re.compile(r"[一-鿿A-Za-z0-9（）()·]+")
SHORTEST = 6  # characters of a firm's name in which one that differs is a slip, not another firm
NUMBERED = frozenset("甲乙丙丁戊一二三四五六七八九十ABCDEFGHabcdefgh0123456789")  # 某公司甲 and 某公司乙 are two
FEWEST = 4  # characters of a firm's name
SHORT_PERSON, LONGEST_PERSON = 2, 4
BEFORE_NAME = re.compile(r"(?:[由向给与和对，。；、\n：:|｜\t（(]|户名|代表人|负责人|保证人|担保人)[ \t　]*(?=[一-鿿])")
# （1）石光辉，男; 樊素琴（女; 法定代表人贺守诚
INTRODUCED = re.compile(
    r"(?<=[：:、）).．。；\s])(?P<name>[一-鿿]{3,4})[，,（(][ \t　]*[男女](?=[，,])"
    r"|(?:法定代表人|负责人|经营者)(?:为|是|[：:])?[ \t　]*(?P<head>[一-鿿]{3,4})(?=[，,。；;\n（(])"
)
# What follows a person's name or role, and so is no part of a name.
FOLLOWS = frozenset(
    "应将须需可不同承未按于向在与和的支付已自愿确认对为把仍也并由所如若因有就要会再从至或及等给还欠享负尚当上述之以方本其逾违拒继届仅又除经收"
    "、，。；：（）()|｜ \t　\n"
)
ALIKE = 0.6  # of two names where only this party's may stand


def findings(agreement: Agreement) -> Iterator[Finding]:
    """Every place where a party's name is not the one under which it is introduced."""
    yield from _listed(agreement)
    for party in agreement.parties:
        if is_firm(party.name):
            yield from _firm(agreement, party)
        elif len(party.name) <= LONGEST_PERSON:
            yield from _person(agreement, party)


def _others(agreement: Agreement, party: Party) -> set[str]:
    """Names that are somebody else's."""
    return {other.name for other in agreement.parties if other is not party}


def _firm(agreement: Agreement, party: Party) -> Iterator[Finding]:
    text, name = agreement.text, party.name
    others = _others(agreement, party)
    body = FORMS.sub("", name)
    seen: set[int] = set()
    for held in _held(agreement, party, others):
        seen |= {held.end}
        yield held
    for ending in ENDING.finditer(text):
        end = ending.end()
        if end in seen or text[max(0, end - len(name)) : end] == name:
            continue
        for length in range(len(name) - 3, len(name) + 4):
            found = text[max(0, end - length) : end]
            if (
                length < FEWEST
                or not CHINESE.fullmatch(found)
                or found in others
                or any(found in one for one in others)
            ):
                continue
            if not _slip(name, body, found) or _belongs(text, end - length, end, others | {name}):
                continue
            seen.add(end)
            yield _finding(agreement, party, agreement.span(end - length, end))
            break


def _held(agreement: Agreement, party: Party, others: set[str]) -> Iterator[Finding]:
    """The account and the line for the signature, where a name that is only much alike is meant to be this one."""
    text = agreement.text
    role = re.escape(party.role)
    line = rf"^[ \t　]*{role}(?:[（(][^（()）\n]{{1,20}}[)）])*[ \t　]*[：:][ \t　]*"
    signed = re.compile(rf"{line}(?P<name>[^\n，,。；;：:_＿ \t　（(]{{4,40}})", re.M)
    account = re.compile(r"户名[ \t　]*[：:为]?[ \t　]*(?P<name>[^\n，,。；;：: \t　（()）]{4,40})")
    places = [match.span("name") for match in signed.finditer(text, agreement.signatures.start)]
    places += [match.span("name") for match in account.finditer(text)]
    for start, end in places:
        found = text[start:end]
        mine = OSA.normalized_similarity(party.name, found)
        nearest = max((OSA.normalized_similarity(other, found) for other in others), default=0.0)
        if found != party.name and is_firm(found) and mine >= ALIKE and mine > nearest and found not in others:
            yield _finding(agreement, party, agreement.span(start, end))


def _slip(name: str, body: str, found: str) -> bool:
    """Whether ``found`` is ``name`` with another form of company, or with one character wrong, missing or too many."""
    if found != name and FORMS.search(name) and FORMS.search(found) and FORMS.sub("", found) == body:
        return True
    if (
        len(name) < SHORTEST
        or OSA.distance(name, found, score_cutoff=1) != 1
        or name[0] != found[0]
        or name[-2:] != found[-2:]
    ):
        return False
    return not any(first != second and {first, second} <= NUMBERED for first, second in zip(name, found, strict=False))


def _belongs(text: str, start: int, end: int, names: set[str]) -> bool:
    """Whether the place lies within the right name of somebody."""
    for name in names:
        low = max(0, start - len(name))
        place = text.find(name, low, end + len(name))
        while place >= 0:
            if place <= start and end <= place + len(name):
                return True
            place = text.find(name, place + 1, end + len(name))
    return False


def _person(agreement: Agreement, party: Party) -> Iterator[Finding]:
    """A person's name is looked for only where it must stand: behind the role, on the line for the signature, in the
    account.
    """
    text, name = agreement.text, party.name
    others = _others(agreement, party)
    roles = "|".join(re.escape(role) for role in (party.role, party.alias) if len(role) > 1)
    places = re.compile(
        rf"(?:{roles})(?:[（(][^（()）\n]{{1,20}}[)）])?[ \t　]*[：:]?[ \t　]*(?=[一-鿿])"
        r"|户名[ \t　]*[：:为]?[ \t　]*(?=[一-鿿])"
    )
    for place in places.finditer(text, party.details.start + len(party.details.text)):
        span = _near(agreement, place.end(), name)
        if span and span.text not in others and not any(other.startswith(span.text) for other in others):
            if place.group().startswith("户名") and name[0] != span.text[0]:
                continue
            yield _finding(agreement, party, span)
    if len(name) > SHORT_PERSON and "某" not in name:
        for place in BEFORE_NAME.finditer(text, party.details.start + len(party.details.text)):
            span = _near(agreement, place.end(), name)
            if span and span.text not in others and len(span.text) == len(name) and text.count(span.text) == 1:
                yield _finding(agreement, party, span)


def _listed(agreement: Agreement) -> Iterator[Finding]:
    """Persons who are listed under a role, and those who act for a firm, written otherwise further down."""
    text, signatures = agreement.text, agreement.signatures.start
    known = {match["name"] or match["head"]: match for match in INTRODUCED.finditer(text, 0, signatures)}
    own = {party.name for party in agreement.parties}
    for name, match in known.items():
        if name in own or "某" in name:
            continue
        for place in BEFORE_NAME.finditer(text, match.end()):
            span = _near(agreement, place.end(), name)
            if span is None or len(span.text) != len(name) or span.text in known or span.text in own:
                continue
            if text.count(span.text) == 1:
                party = Party("前文", "", name, agreement.span(*match.span()))
                yield _finding(agreement, party, span)


def _near(agreement: Agreement, start: int, name: str) -> Span | None:
    """A name at this place that is this name with one character wrong, missing or too many."""
    text = agreement.text
    if text.startswith(name, start) and not (name.endswith("某") and text.startswith("某", start + len(name))):
        return None
    for length in (len(name), len(name) - 1, len(name) + 1):
        found = text[start : start + length]
        if (
            length < SHORT_PERSON
            or not re.fullmatch("[一-鿿]+", found)
            or any(character in FOLLOWS and character not in name for character in found[1:])
        ):
            continue
        behind = text[start + length : start + length + 1]
        if behind and not behind.isdigit() and behind not in FOLLOWS and not text.startswith("人民币", start + length):
            continue
        if OSA.distance(name, found) == 1 and (found[0] == name[0] or found[1:] == name[1:]):
            return agreement.span(start, start + length)
    return None


def _finding(agreement: Agreement, party: Party, span: Span) -> Finding:
    basis = (
        cite(COMPANY, "七")
        if FORMS.search(party.name) and FORMS.sub("", span.text) == FORMS.sub("", party.name)
        else ""
    )
    return agreement.finding(
        "party-name",
        Severity.ERROR,
        span.start,
        span.end,
        f"这里写的是“{span.text}”，前面{party.role}写的是“{party.name}”，会被当成两个人。请照证件或者营业执照统一。",
        basis or cite(PROCEDURE_INTERPRETATION, "四百六十一"),
        party.name,
    )
