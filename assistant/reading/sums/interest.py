"""Interest at an agreed rate or by the LPR."""

import re
from collections.abc import Mapping
from datetime import date
from decimal import Decimal

from assistant.reading.quantities import CHINESE, counts
from assistant.reading.said import Said
from assistant.reading.sums.claims import claimed, kind_in, only
from assistant.reading.sums.spans import span, stretch
from assistant.reading.sums.wanted import Inputs, Known, Sum, lacking, says, written

LPR = r"(?:LPR|lpr|报价利率)"
TIMES = re.compile(
    rf"{LPR}[^，。；]{{0,8}}?(\d+(?:\.\d+)?|[{CHINESE}]+(?:点[{CHINESE}]+)?)倍|(\d+(?:\.\d+)?|[{CHINESE}]+(?:点[{CHINESE}]+)?)倍[^，。；]{{0,10}}{LPR}"
)
ABOVE = re.compile(rf"{LPR}[^，。；]{{0,8}}?(?:上浮|加收|加计|加|上调)\s*(\d+(?:\.\d+)?)\s*[%％]")
PRIVATE = (
    r"借给|借了?我|[问向跟找]我借|我借|借他|(?:朋友|同学|亲戚|同事|表[弟哥姐妹]|舅|叔|邻居|老乡)[^，。]{0,8}借|借出去"
    r"|借[^，。]{0,4}(?:朋友|同学|亲戚|同事|表[弟哥姐妹]|舅|叔)|民间借贷|借条|写条子|私人借"
)
BANK = r"银行|贷款|信用卡|小贷"
SAME_DAY = r"当天[^，。]{0,4}(?:写|打|签|立)|当天[^，。]{0,6}(?:条|借据)"
WRITTEN = re.compile(r"(?:写|打|签|立)[^，。]{0,4}(?:借条|欠条|条子|借据|合同|协议)")
DAYS_360 = r"(?:一年|全年|年)?按?360天?"


def read_interest(said: Said, known: Known) -> Inputs:
    """Principal, days, rate, and whether it is a loan among private people."""
    inputs: Inputs = {}
    principal = _principal(said, known)
    if principal is not None:
        inputs["principal"] = written(principal)
    start, end = span(said)
    length = stretch(said.text)
    if start and end is None and length:
        end = start + length
    if start:
        inputs["start"] = start.isoformat()
    if end:
        inputs["end"] = end.isoformat()
    inputs |= _rate(said)
    if says(r"360", said.text) and says(DAYS_360, said.text) and all(one.per != "日" for one in said.rates):
        inputs["year_days"] = "360"
    if says(PRIVATE, said.text) and not says(BANK, said.text):
        inputs["private_lending"] = "是"
        if agreed := _agreed(said, start):
            inputs["agreed"] = agreed.isoformat()
    return inputs


def recall_interest(said: Said, inputs: Mapping[str, str]) -> Inputs:
    """When it began, at what rate, and whether private people lent."""
    told = read_interest(said, Known())
    rate = () if inputs.keys() & {"rate", "lpr"} else ("rate", "lpr")
    return {key: told[key] for key in ("start", *rate, "private_lending", "agreed") if key in told}


def _principal(said: Said, known: Known) -> Decimal | None:
    if any(one.label in {"余款", "标的"} for one in said.labelled):
        return only(said.labelled, "余款", "标的")
    if says(r"本金", said.text) and (named := only(said.labelled, "借款")):
        return named
    if kind_in(said.text) and not any(one.label == "还款" for one in said.labelled):
        return only(said.labelled, kind_in(said.text)) or claimed(said, known)
    return claimed(said, known)


def _rate(said: Said) -> Inputs:
    """Of a rate a year or a multiple of the LPR the one that is said; neither where several are."""
    if says(LPR, said.text):
        if above := ABOVE.search(said.text):
            return {"lpr": written(1 + Decimal(above[1]) / 100)}
        times = TIMES.search(said.text)
        factor = next((one for one in times.groups() if one), "1") if times else "1"
        return {"lpr": _factor(factor)}
    values = {one.value for one in said.rates}
    return {"rate": written(values.pop())} if len(values) == 1 else {}


def _factor(text: str) -> str:
    whole, _, fraction = text.partition("点")
    if whole[0].isascii():
        return text
    parts = [str(counts(one + "倍", "倍")[0]) for one in (whole, fraction) if one]
    return ".".join(parts)


def _agreed(said: Said, start: date | None) -> date | None:
    """The day on which the loan was agreed."""
    if says(SAME_DAY, said.text):
        return start
    beside = [one.day for one in said.days if WRITTEN.search(said.after(one.end, 12))]
    return beside[0] if beside else None


def complete_interest(inputs: Inputs, said: Said) -> Sum:
    """Counts up to today where no other day is said, back from today where only a length is.

    A private loan is taken to have been agreed when interest began.
    """
    assumed: list[str] = []
    length = stretch(said.text)
    if "start" not in inputs and "end" not in inputs and length and "rate" in inputs:
        inputs = {**inputs, "start": (said.today - length).isoformat(), "end": said.today.isoformat()}
        assumed.append(f"没有说起止的日子，按到{said.today}为止、从{inputs['start']}起算。")
    if "start" in inputs and "end" not in inputs and inputs["start"] < said.today.isoformat():
        inputs = {**inputs, "end": said.today.isoformat()}
        assumed.append(f"没有说算到哪一天，先算到今天（{said.today}）。")
    if "private_lending" in inputs and "agreed" not in inputs and "start" in inputs:
        inputs = {**inputs, "agreed": inputs["start"]}
        assumed.append(f"没有说借款合同哪天成立，上限按起息日（{inputs['start']}）查。")
    missing = lacking(inputs, "principal", "start", "end")
    if "rate" not in inputs and "lpr" not in inputs:
        missing = (*missing, "rate")
    return Sum("interest", inputs, missing, tuple(assumed))
