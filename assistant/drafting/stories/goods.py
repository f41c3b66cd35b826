"""Lists of things: machines that are counted, and what is to be freed from seizure."""

import re
from collections.abc import Iterator, Sequence

import rjieba

from assistant.drafting.stories.courts import dockets
from assistant.drafting.stories.rows import row_of
from assistant.drafting.stories.story import Found, Span, stated
from assistant.drafting.stories.told import Told
from assistant.reading.days import CHINESE
from knowledge.forms import FormField
from knowledge.numerals import number

COUNT = rf"(?P<count>\d{{1,4}}|[{CHINESE}]{{1,3}})"
COUNTED = re.compile(rf"(?<![第\d{CHINESE}]){COUNT}(?:台|辆|条|套|架|座|艘)(?!次|件)")
NOUNS = frozenset({"n", "l", "vn", "b", "j", "nz", "ng"})  # tags of the words that name a thing
BEFORE_NOUNS = frozenset({"v", "a", "f", "m", "mq"})  # of those that may stand before one in a name
NO_THING = re.compile(
    r"编号|型号|设备清单|机器|设备|财产|牌照|规格|等|现状|车间|厂房|厂|公司|查封|扣押|冻结"
    r"|我厂|我公司|购买|使用|继续|申请|请求"
)
SEAL = re.compile(
    r"(?:解除|解封|解冻)(?:对)?(?P<thing>[^，。；的]{2,24}?)的?(?:查封|冻结|扣押)"
    r"|(?:冻结|查封|扣押)(?:的|了)?(?P<object>[^，。；]{2,24}?)[，,]?[^，。；]{0,8}(?:解除|解封|解冻)"
)
OF_A_PERSON = re.compile(r"限制|失信")
WITHIN = re.compile(rf"{COUNT}[个]?(?:天|日|工作日)(?:之?内)?[^，。；]{{0,10}}(?:解除|解封|解冻|申请)")
BEHIND, BEFORE = 16, 12  # characters beside a count in which a thing is named


def read_equipment(told: Told, field: FormField) -> Iterator[Sequence[Found]]:
    """Machines and vehicles with their number."""
    rows: dict[str, dict[str, str]] = {}
    spans: list[Span] = []
    for span, name, count in _things(told.text):
        if name not in rows:
            rows[name] = row_of(field, {"名称": name, "数量": str(count)})
            spans.append(span)
    if rows:
        yield [stated(field.name, list(rows.values()), told.text, spans)]


def _things(text: str) -> Iterator[tuple[Span, str, int]]:
    """Things that are counted, with their places: 三台注塑机, 注塑机2台."""
    for match in COUNTED.finditer(text):
        start, end = match.span()
        count = number(match["count"])
        behind, before = _noun_behind(text[end : end + BEHIND]), _noun_before(text[max(0, start - BEFORE) : start])
        if count and behind:
            yield (start, end + len(behind)), behind, count
        elif count and before:
            yield (start - len(before), end), before, count


def _noun_behind(text: str) -> str:
    """The name of a thing with which a text begins, "" for none."""
    words = rjieba.tag(re.split(r"[，。；、：:（(,;和及与]", text)[0])
    taken = 0
    while taken < len(words) and _names_a_thing(words, taken):
        taken += 1
    return _name(words[:taken])


def _noun_before(text: str) -> str:
    """The name of a thing with which a text ends, "" for none."""
    words = rjieba.tag(re.split(r"[，。；、：:（）()日的了和及与,;]", text)[-1])
    taken = len(words)
    while taken and _names_a_thing(words, taken - 1):
        taken -= 1
    return _name(words[taken:])


def _names_a_thing(words: Sequence[tuple[str, str]], place: int) -> bool:
    """Whether a word is part of a name: 叉车, and 造纸 before 线, 加工 before 中心."""
    word, tag = words[place]
    following = words[place + 1][1] if place + 1 < len(words) else ""
    joins = tag in BEFORE_NOUNS and len(word) > 1 and following in NOUNS
    return (tag in NOUNS or joins) and not NO_THING.fullmatch(word)


def _name(words: Sequence[tuple[str, str]]) -> str:
    name = "".join(word for word, _ in words)
    return name if len(name) > 1 else ""


def read_seals(told: Told, field: FormField) -> Iterator[Sequence[Found]]:
    """What is to be freed, and within how many days somebody asks for it."""
    rows: list[dict[str, str]] = []
    spans: list[Span] = []
    for match in SEAL.finditer(told.text):
        if OF_A_PERSON.search(told.text[match.start() : match.end() + 6]):
            continue
        start, end = told.sentence(match.start())
        within = WITHIN.search(told.text, start, end)
        kind = next((one for one in ("冻结", "查封", "扣押") if one in match.group()), "")
        documents = [told.text[slice(*span)] for span, _ in dockets(told) if start <= span[0] < end]
        days = str(number(within["count"])) if within else ""
        cells = {
            "财产名称和编号": re.sub(r"^.*(?:我公司|我们|对)", "", match["thing"] or match["object"]),
            "现状": kind,
            "文书文号": documents[0] if documents else "",
            **dict.fromkeys(("几日内申请解除", "几日内申请"), days),
        }
        rows.append(row_of(field, cells))
        spans.append((min(within.start(), match.start()) if within else match.start(), match.end()))
    if rows:
        yield [stated(field.name, rows, told.text, spans)]
