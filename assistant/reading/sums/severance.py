"""Severance: how long one worked, and for what wage."""

import re
from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from decimal import Decimal

from dateutil.relativedelta import relativedelta

from assistant.reading.quantities import CHINESE, counts
from assistant.reading.said import Said
from assistant.reading.sums.wanted import Inputs, Known, Sum, lacking, says, written

JOINED = (
    r"入职|入厂|进厂|进公司|进单位|进的|进来|上班|上岗|报到"
    r"|开始(?:干|上|做)|到(?:公司|厂|岗|单位)|来(?:的|公司|厂|上班)|起(?:在|上|干)"
)
LEFT = r"离职|辞|解除|开除|被开|裁|解雇|走人|走的|终止|关门|倒闭|停产|不干|到期|赶|炒|解散|散伙"
NEVER = r"发通知|通知是|续签|签的?合同|签合同|仲裁|调岗|产假|停工"
SERVED = re.compile(
    rf"(?:干|做|工作|上班|待|呆|工龄|服务|入职|司龄|打工)[^，。；\d]{{0,6}}?(?:满|整|正好|刚好)?(?P<years>\d+|[{CHINESE}]+)年(?P<half>半)?(?P<more>多|来|出头|左右)?"
    rf"(?:零|又|加)?(?:(?P<months>\d+|[{CHINESE}]+)个月)?"
)
LOCAL = r"社平|社会平均|(?:当地|全市|本市|上年度?|职工)[^，。]{0,8}平均|职工月?平均"
WAGES = (r"平均|均(?:工资|薪)", r"月薪|月工资|每个?月|一个月|工资|薪|到手|拿")
NO_WAGE = r"底薪|基本工资|最后一个月|最后一月|只发|欠|垫|奖金|加班费|已[给付]|给[了我]|只肯?给|愿意给|答应"
UNLAWFUL = (
    r"违法(?:解除|辞退|开除|终止|裁)|违法.{0,4}(?:解|辞)|2\s*[nN](?!\+)|双倍(?:补偿|赔)|两倍(?:补偿|赔)|(?<!加付)赔偿金"
)
NOT_UNLAWFUL = r"不(?:是|算)违法|合法(?:解除|辞退)"
MULTIPLE = re.compile(r"三倍|3倍")


def read_severance(said: Said, known: Known) -> Inputs:
    """The days, the wages, and which of the two sums."""
    del known
    start, end = _days(said)
    inputs: Inputs = {}
    if start:
        inputs["start"] = start.isoformat()
    if end:
        inputs["end"] = end.isoformat()
    local, wage = _wages(said)
    if wage is not None:
        inputs["wage"] = written(wage)
    if local is not None:
        inputs["local_average"] = written(local)
    if says(UNLAWFUL, said.text) and not says(NOT_UNLAWFUL, said.text):
        inputs["kind"] = "违法解除赔偿金"
    return inputs


def recall_severance(said: Said, inputs: Mapping[str, str]) -> Inputs:
    """The days, the wages, or how long one worked, counted back from the end."""
    told = read_severance(said, Known())
    if _served(said.text) is not None and "start" not in told:
        told = {**complete_severance({**inputs, **told}, said).inputs}
    return {key: told[key] for key in ("start", "end", "wage", "local_average") if key in told}


def _days(said: Said) -> tuple[date | None, date | None]:
    """When one came and left: by the words beside the days, else the two that there are."""
    start: list[date] = []
    end: list[date] = []
    rest: list[date] = []
    for place, one in enumerate(said.days):
        until = said.days[place + 1].start if place + 1 < len(said.days) else len(said.text)
        since = said.days[place - 1].end if place else 0
        after, before = said.after(one.end, 10)[: until - one.end], said.before(one.start, 8, since)
        if says(NEVER, after[:6]) or says(r"(?:发通知|通知|续签|签合同)[^，。]{0,4}$", before):
            continue
        where = start if says(JOINED, after) else end if says(LEFT, after) else None
        if where is None:
            where = start if says(JOINED, before) else end if says(LEFT, before) else rest
        where.append(one.day)
    if not start and not end and len(rest) == 2:  # noqa: PLR2004
        return min(rest), max(rest)
    start, end = start or (rest if end else []), end or (rest if start else [])
    return _single(start), _single(end)


def _single(days: Iterable[date]) -> date | None:
    found = set(days)
    return found.pop() if len(found) == 1 else None


def _wages(said: Said) -> tuple[Decimal | None, Decimal | None]:
    """The local average and one's own wage: the average of twelve months rather than another."""
    local = None
    own: list[tuple[int, Decimal]] = []
    ends = [0, *(one.end for one in said.amounts)]
    for one, since in zip(said.amounts, ends, strict=False):
        before = said.before(one.start, 16, since)
        if says(LOCAL, before):
            local = one.value / 3 if MULTIPLE.search(before) else one.value
        elif not says(NO_WAGE, before) and not one.loose:
            rank = next((place for place, words in enumerate(WAGES) if says(words, before)), len(WAGES))
            own.append((rank, one.value))
    best = min((rank for rank, _ in own), default=0)
    values = {value for rank, value in own if rank == best}
    return local, values.pop() if len(values) == 1 else None


def complete_severance(inputs: Inputs, said: Said) -> Sum:
    """Counts back from the end where only a length of service is said, and up to today where no end is."""
    assumed: list[str] = []
    served = _served(said.text)
    if "start" not in inputs and served is not None:
        end = date.fromisoformat(inputs["end"]) if "end" in inputs else said.today
        start = end - served + timedelta(days=1)
        inputs = {**inputs, "start": start.isoformat(), "end": end.isoformat()}
        assumed.append(f"没有说入职的日子，按从{start}干到{end}算。")
    elif "start" in inputs and "end" not in inputs and not says(r"哪天走|什么时候走", said.text):
        inputs = {**inputs, "end": said.today.isoformat()}
        assumed.append(f"没有说离职的日子，先按今天（{said.today}）算。")
    if says(r"[nN]\s*[+＋]\s*1", said.text):
        assumed.append("N+1里的1（一个月工资的代通知金）另加，没有算进去。")
    return Sum("severance", inputs, lacking(inputs, "start", "end", "wage"), tuple(assumed))


def _served(text: str) -> relativedelta | None:
    """How long one worked, where it is said to the month."""
    found = SERVED.search(text)
    if not found or found["more"]:
        return None
    years = counts(found["years"] + "年", "年")
    months = counts(found["months"] + "个月", "个月") if found["months"] else [6 if found["half"] else 0]
    return relativedelta(years=years[0], months=months[0]) if years and months and years[0] < 50 else None  # noqa: PLR2004
