"""Courts, docket numbers and documents of courts in a story."""

import re
from collections.abc import Iterator, Sequence

import rjieba

from assistant.drafting.stories.story import Found, Span, stated
from assistant.drafting.stories.told import Told
from knowledge.forms import FormField

DOCKET = re.compile(
    r"[（(〔\[【]\s*\d{4}\s*[)）〕\]】]\s*[^（(〔\[【，。；\s]{2,24}?号(?:之[一二三四五六七八九十]{1,2})?"
)
KINDS = (
    ("执行", re.compile(r"执(?!恢?.{0,2}民)")),
    ("保全", re.compile(r"财?保|诉前调|执保")),
    ("破产", re.compile(r"破")),
    ("诉讼", re.compile(r"民|商|仲|劳")),
)
DOCUMENT = re.compile(
    r"(?:[一-鿿]{2,24}(?:法院|仲裁委员会|仲裁院"
    r"|公证处))?(?P<docket>[（(〔\[【]\s*\d{4}\s*[)）〕\]】]\s*[^（(〔\[【，。；\s]{2,24}?号(?:之[一二三四五六七八九十])?)"
    r"(?P<kind>(?:民事|执行|商事)?(?:判决书?|调解书|裁定书?|裁决书?|支付令|公证债权文书|决定书))?"
)
CONFIRMING = re.compile(r"确认")
LEADS = re.compile(
    r"[在向由去请被到是为找的让经即归报给跟据，、：]|(?<!呼)和(?![平县浩静硕龙政顺])|法院|依据|申请|约定"
    r"|选|拿|案号|执行(?=[一-鿿]{4,})|判决书|裁定书|调解书|起诉|本院|[0-9]日|[号案件]"
)


def courts(told: Told) -> list[Span]:
    """Where courts stand, without the words that lead to them and with their place."""
    found = []
    for match in re.finditer(r"[一-鿿]{2,26}?(?:人民法院|(?<=[院市区县州])法院)", told.text):
        start = _start(told.text, *match.span())
        if match.end() - start > len("人民法院"):
            found.append((start, match.end()))
    return found


def _start(text: str, start: int, end: int) -> int:
    """Where the name of a court begins: behind the last word that leads to one."""
    leads = list(LEADS.finditer(text, max(0, start - 2), end - len("人民法院")))
    if leads:
        start = max(start, leads[-1].end())
    for word, tag in rjieba.tag(text[start:end]):
        if tag[0] not in "vrpduc" or tag == "vn" or word.endswith(("院", "区", "县", "市")):
            break
        start += len(word)
    return start


def dockets(told: Told) -> list[tuple[Span, str]]:
    """Docket numbers and their kinds: 执行, 保全, 破产, 诉讼."""
    found = []
    for match in DOCKET.finditer(told.text):
        kind = next((name for name, sign in KINDS if sign.search(match.group()[6:])), "")
        found.append((match.span(), kind))
    return found


def read_docket(told: Told, field: FormField) -> Iterator[Sequence[Found]]:
    """The docket number of the kind that the field's label speaks of, without 之一."""
    label = field.label
    if field.name == "main_case":
        wanted: tuple[str, ...] = ("诉讼",)
    elif "执行" in label:
        wanted = ("执行",)
    elif "破产" in label:
        wanted = ("破产",)
    else:
        wanted = ("保全", "执行")
    for kind in wanted:
        ones = [(span, told.text[slice(*span)]) for span, of in dockets(told) if of == kind]
        plain = [one for one in ones if "之" not in one[1][-4:]]
        if ones:
            yield [stated(field.name, _wide(text), told.text, [span]) for span, text in plain or ones]


def _wide(text: str) -> str:
    return re.sub(r"^[（(〔\[【]\s*(\d{4})\s*[)）〕\]】]\s*", r"（\1）", text)


def read_court(told: Told, field: FormField) -> Iterator[Sequence[Found]]:
    """The court that the field speaks of; one that only gave the judgment is none that enforces."""
    text = told.text
    found = courts(told)
    confirming = [span for span in found if _confirms(text, span)]
    if field.name == "confirm_court":
        if confirming:
            yield [stated(field.name, text[slice(*span)], text, [span]) for span in confirming]
        return
    judging = [span for span in found if _judges(text, span)]
    rest = [span for span in found if span not in judging]
    marked = [
        span
        for span in found
        if re.search(r"(?:执行|受理)法院(?:是|为)?[：:]?$", text[: span[0]])
        or re.match(r"[^，。；]{0,6}(?:执行(?!依据)|受理)", text[span[1] :])
        or re.match(r"[（(]\d{4}[)）][^，。；号]{0,10}(?:执|保|破)", text[span[1] :])
    ]
    for spans in (marked, rest):
        if spans:
            yield [stated(field.name, text[slice(*span)], text, [span]) for span in spans]


def _confirms(text: str, span: Span) -> bool:
    clause = (
        re.split(r"[。；]", text[max(0, span[0] - 24) : span[0]])[-1] + re.split(r"[。；]", text[span[1] :])[0][:12]
    )
    return CONFIRMING.search(clause) is not None


def _judges(text: str, span: Span) -> bool:
    """Whether a judgment of this court follows: 法院（2026）粤0000民初567号."""
    return re.match(r"(?:作出的)?[（(]\d{4}[)）][^，。；号]{0,10}(?:民|仲|商)", text[span[1] :]) is not None


def read_document(told: Told, field: FormField) -> Iterator[Sequence[Found]]:
    """Docket numbers with the court before and the kind of document behind them, as they are written."""
    wanted = {"basis_document": {"诉讼"}, "ruling": {"保全", "执行"}}[field.name]
    found = []
    for match in DOCUMENT.finditer(told.text):
        kind = next((name for name, sign in KINDS if sign.search(match["docket"][6:])), "")
        if kind not in wanted or (field.name == "ruling" and not match["kind"] and "之" not in match["docket"][-3:]):
            continue
        start = match.start("docket")
        before = next((span for span in courts(told) if span[1] == start), None)
        if before is None and (
            other := re.search(r"(?:[一-鿿]{2,10}?(?:市|州|区|县)?)?仲裁委员会$", told.text[:start][-20:])
        ):
            lead = re.sub(r"^.*(?:依据|根据|执行|是|为)", "", other.group())
            before = (start - len(lead), start)
        found.append((before[0] if before else start, match.end()))
    if found:
        yield [stated(field.name, told.text[slice(*span)], told.text, [span]) for span in found]
