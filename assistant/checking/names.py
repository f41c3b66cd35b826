"""The name of a party, written otherwise further down: one character off, 有限公司 for 有限责任公司."""

import re
from collections.abc import Iterator, Set

from rapidfuzz.distance import OSA

from assistant.checking.agreement import Agreement, Party, Span, once
from assistant.checking.finding import Finding, Severity
from assistant.checking.laws import COMPANY, PROCEDURE_INTERPRETATION, cite
from assistant.checking.layout import BY_HAND
from assistant.checking.parties import is_firm

ENDING = re.compile(
    r"有限责任公司|股份有限公司|有限公司|公司|合作社|联合社|经营部|商行|事务所|工作室|[厂店馆场]|中心|医院|学校|集团|[支分]行"
)
FORMS = re.compile(r"有限责任公司|股份有限公司|有限公司|股份公司")
CHINESE = re.compile(r"[一-鿿A-Za-z0-9（）()·]+")
SHORTEST = 6  # characters of a firm's name in which one that differs is a slip, not another firm
NUMBERED = frozenset("甲乙丙丁戊一二三四五六七八九十ABCDEFGHabcdefgh0123456789")  # 某公司甲 and 某公司乙 are two
FEWEST = 4  # characters of a firm's name
PLACE = re.compile(r"[一-鿿]{2,6}?[省市县区州镇](?:[一-鿿]{2,4}?[市县区镇])?")
# Characters: of a name that tells no place, what may be one; of the beginning that is its own; that may differ.
LEAST_PLACE, LEAST_OWN, MOST_APART = 2, 4, 3
KINDRED = re.compile("关联|股东|股权|持股|子公司|母公司|分公司|投资|控股|同一|更名|前身|原名|案外|名下|欠|债权")
NEAR = 40  # characters behind a name that say what it has to do with the party
SHORT_PERSON, LONGEST_PERSON = 2, 4
BEFORE_NAME = re.compile(r"(?:[由向给与和对，。；、\n：:|｜\t（(]|户名|代表人|负责人|保证人|担保人)[ \t　]*(?=[一-鿿])")
# 樊素琴（女; 法定代表人贺守诚
INTRODUCED = re.compile(
    r"(?<=[：:、）).．。；\s向与和由及给对是])(?P<name>[一-鿿]{3,4})[，,（(][ \t　]*(?:[男女](?=[，,])|公民身份|身份证)"
    r"|(?:法定代表人|负责人|经营者|理事长|代理人)(?:为|是|[：:])?[ \t　]*(?P<head>[一-鿿]{3,4})(?=[，,。；;\n（( \t　])"
)
# 甲方（签名并捺印）：; 乙方签名：
SIGNS = rf"(?:[（(][^（()）\n]{{1,20}}[)）]|{BY_HAND}|[并或及、处栏]){{0,6}}[ \t　]*[：:]?[ \t　]*"
# What follows a person's name or role, and so is no part of a name.
FOLLOWS = frozenset(
    "应将须需可不同承未按于向在与和的支付已自愿确认对为把仍也并由所如若因有就要会再从至或及等给还欠享负尚当上述之以方本其逾违拒继届仅又除经收连各只先另共同过迟"
    "、，。；：（）()|｜ \t　\n"
)
# 葛长河之弟葛长海, 葛长海（男，…: another person
KIN_BEFORE = re.compile("[父母妻夫子女兄弟姐妹哥叔侄孙亲]$")
IS_TOLD = re.compile(r"[，,（(][ \t　]*(?:[男女]|公民身份|身份证|系|是)")
# What follows a firm's whole name where its administrator or a part of it is meant; "" where nothing does.
OF_IT = re.compile("(?:破产)?(?:管理人|清算组)|[一-鿿]{0,8}(?:项目部|分公司|分店|门店|工会|专户|财务[部科])|")
ALIKE = 0.6  # of two names where only this party's may stand


def findings(agreement: Agreement) -> Iterator[Finding]:
    """Every place where a party's name is not the one under which it is introduced."""
    yield from _others_named(agreement)
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
            if length < FEWEST or not CHINESE.fullmatch(found) or any(found in one for one in others):
                continue
            slip = _slip(name, body, found) or (_alike(name, found) and not KINDRED.search(_around(text, end)))
            if not slip or _belongs(text, end - length, end, others | {name}):
                continue
            seen.add(end)
            yield _finding(agreement, party, agreement.span(end - length, end))
            break


def _around(text: str, place: int) -> str:
    """The sentence that a place is in, as far as that tells what stands there."""
    return text[max(text.rfind(sign, 0, place) for sign in "。；\n") + 1 : place + NEAR]


def _called(party: Party) -> str:
    """A regular expression for what a party is called besides its name."""
    called = sorted({one for one in party.names if len(one) > 1 and one != party.name}, key=len, reverse=True)
    return rf"(?<!被)(?:{'|'.join(map(re.escape, called))})"


def _held(agreement: Agreement, party: Party, others: set[str]) -> Iterator[Finding]:
    """The account and the line for the signature, where a name that is only much alike is meant to be this one."""
    text = agreement.text
    signed = re.compile(rf"^[ \t　]*{_called(party)}{SIGNS}(?P<name>[^\n，,。；;：:_＿ \t　（(]{{4,40}})", re.M)
    account = re.compile(
        r"户名[ \t　]*(?:均|都|仍|也)?[：:为是]?[ \t　]*[“\"「]?(?P<name>[^\n，,。；;：: \t　（()）“”\"「」]{4,40})"
    )
    places = [match.span("name") for match in signed.finditer(text, agreement.signatures.start)]
    places += [match.span("name") for match in account.finditer(text)]
    for start, end in places:
        found = text[start:end]
        mine = OSA.normalized_similarity(party.name, found)
        nearest = max((OSA.normalized_similarity(other, found) for other in others), default=0.0)
        if found.startswith(party.name) and OF_IT.fullmatch(found, len(party.name)):
            continue
        if is_firm(found) and mine >= ALIKE and mine > nearest and found not in others:
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


def _alike(name: str, found: str) -> bool:
    """Whether two names of one length differ in their middle: 拓野包装制品有限公司, 拓野包装材料有限公司."""
    apart = [at for at, (one, other) in enumerate(zip(name, found, strict=False)) if one != other]
    if len(name) != len(found) or not apart or apart[-1] - apart[0] >= MOST_APART or apart[-1] + 2 >= len(name):
        return False
    place = PLACE.match(name)
    return apart[0] - (place.end() if place else LEAST_PLACE) >= LEAST_OWN


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
    """A person's name is looked for where it must stand: behind the role, on the line for the signature, in the
    account; one of three characters everywhere.
    """
    text, name = agreement.text, party.name
    others = _others(agreement, party)
    places = re.compile(rf"{_called(party)}{SIGNS}(?=[一-鿿])|户名[ \t　]*[：:为]?[ \t　]*(?=[一-鿿])")
    for place in places.finditer(text, party.details.end):
        span = _near(agreement, place.end(), name)
        if span and span.text not in others and not any(other.startswith(span.text) for other in others):
            if place.group().startswith("户名") and name[0] != span.text[0]:
                continue
            yield _finding(agreement, party, span)
    if len(name) > SHORT_PERSON and "某" not in name:
        yield from _elsewhere(agreement, party, party.details.end, others)


def _elsewhere(agreement: Agreement, party: Party, start: int, others: Set[str]) -> Iterator[Finding]:
    """A name of three characters or more that is somebody's but for one, and stands there once."""
    text, name = agreement.text, party.name
    pieces = [re.escape(name[:at]) + "[一-鿿]" + re.escape(name[at + 1 :]) for at in range(1, len(name))]
    found = [agreement.span(*match.span()) for match in re.compile("|".join(pieces)).finditer(text, start)]
    found = [span for span in found if span.text[-1] == name[-1] or _ends(text, span.end)]
    begins = re.compile(rf"{re.escape(name[0])}|[一-鿿](?={re.escape(name[1:])})")
    places = (match.start() for match in begins.finditer(text, start) if match.start() in _introducing(agreement))
    found += [span for place in places if (span := _near(agreement, place, name)) and len(span.text) == len(name)]
    for span in {span.start: span for span in found if span.text not in {name, *others}}.values():
        stranger = IS_TOLD.match(text, span.end) or KIN_BEFORE.search(text[max(0, span.start - 4) : span.start])
        if text.count(span.text) == 1 and not stranger:
            yield _finding(agreement, party, span)


@once
def _introducing(agreement: Agreement) -> frozenset[int]:
    """Where a name may begin, by what stands before it."""
    return frozenset(match.end() for match in BEFORE_NAME.finditer(agreement.text))


def _ends(text: str, place: int) -> bool:
    """Whether a name may end at a place, and what follows is no part of it."""
    behind = text[place : place + 1]
    return not behind or behind.isdigit() or behind in FOLLOWS or text.startswith("人民币", place)


def _others_named(agreement: Agreement) -> Iterator[Finding]:
    """Persons who are named with their sex, and those who act for a firm, written otherwise further down."""
    known = {
        match["name"] or match["head"]: match
        for match in INTRODUCED.finditer(agreement.text, 0, agreement.signatures.start)
    }
    own = {party.name for party in agreement.parties}
    for name, match in known.items():
        if name not in own and "某" not in name:
            party = Party("前文", "", name, agreement.span(*match.span()))
            yield from _elsewhere(agreement, party, match.end(), {*known, *own})


def _near(agreement: Agreement, start: int, name: str) -> Span | None:
    """A name at this place that is this name with one character wrong, missing or too many."""
    text = agreement.text
    if text.startswith(name, start) and not (name.endswith("某") and text.startswith("某", start + len(name))):
        return None
    if text[start : start + 1] != name[0] and not text.startswith(name[1:], start + 1):
        return None
    for length in (len(name), len(name) - 1, len(name) + 1):
        found = text[start : start + length]
        if (
            length < SHORT_PERSON
            or not re.fullmatch("[一-鿿]+", found)
            or any(character in FOLLOWS and character not in name for character in found[1:])
        ):
            continue
        if not _ends(text, start + length):
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
