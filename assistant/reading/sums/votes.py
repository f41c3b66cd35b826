"""A vote of creditors: heads and sums, in one group or several."""

import json
import re

from assistant.reading.quantities import CHINESE, counts
from assistant.reading.said import Said
from assistant.reading.sums.wanted import Inputs, Known, Sum, lacking, says, written

PROCEDURES = (
    ("一般决议", r"(?:财产管理|财产变价|变价|分配|管理)方案|一般决议|普通决议"),
    ("重整", r"重整"),
    ("和解", r"和解"),
    ("一般决议", r"决议"),
)
FIELDS = ("present", "agree", "agree_amount", "total_amount")
HEADS = re.compile(rf"(?<![\d.第])(\d+|[{CHINESE}]+)\s*(?:[家个名户位票]|人)")
GROUP = re.compile(
    r"(?:^|[，。；：:;,\s])([一-鿿]{1,8}?(?<![一二两三四五六几各每本该])组)(?=[^，。；]{0,3}(?:出席|到会|来|参|\d|共|有|：|:|，))"
)
AGREES_AFTER = re.compile(
    r"(?:债权人)?(?:都)?(?:投了?|投的?|表示)?(?:同意|赞成|支持)(?!\s*[0-9一二两三四五六七八九十])"
)
AGREES_BEFORE = re.compile(r"(?:同意|赞成|支持)(?:票)?(?:的)?(?:债权人)?(?:[只才就仅]?(?:有|为|是|剩)|：)?\s*$")
PRESENT = re.compile(r"(?:到会|出席|参会|来了|到了|到场|参加)")
OTHER = re.compile(r"(?:反对|弃权|不同意|申报|没来|缺席|不到)")
WHOLE = re.compile(
    r"总额|总共|一共|全部|总债权|债权总|共计|合计|该组|总的?|无(?:财产)?担保(?:的)?(?:普通)?债权(?!.{0,6}(?:同意|赞成))"
)


def read_vote(said: Said, known: Known) -> Inputs:
    """The procedure, and the numbers of the one group or, as YAML, of several."""
    del known
    procedure = next((name for name, words in PROCEDURES if says(words, said.text)), "")
    inputs: Inputs = {"procedure": procedure} if procedure else {}
    groups = [{"name": name, **_numbers(Said(part, said.today))} for name, part in _parts(said.text)]
    whole = [one for one in groups if not lacking(one, *FIELDS)]
    if len(groups) > 1 and len(whole) == len(groups):
        return {**inputs, "groups": json.dumps(groups, ensure_ascii=False)}
    return inputs if len(groups) > 1 else {**inputs, **_numbers(said)}


def _parts(text: str) -> list[tuple[str, str]]:
    """The groups with the words about each."""
    found = list(GROUP.finditer(text))
    ends = [*(one.start() for one in found[1:]), len(text)]
    return [(one[1], text[one.end() : end]) for one, end in zip(found, ends, strict=False)]


def _numbers(said: Said) -> Inputs:
    """Heads and sums of one group."""
    inputs: Inputs = {}
    last = 0
    for match in HEADS.finditer(said.text):
        number = counts(match.group(), r"[家个名户位票人]")
        before, after = said.before(match.start(), 12, last), said.after(match.end(), 8)
        last = match.end()
        if not number or re.search(r"第$", before):
            continue
        if AGREES_AFTER.match(after) or AGREES_BEFORE.search(before):
            inputs["agree"] = str(number[0])
        elif PRESENT.search(before + after[:4]) and not OTHER.search(before[-4:] + after[:3]):
            inputs.setdefault("present", str(number[0]))
    for one in said.amounts:
        whole = WHOLE.search(said.before(one.start, 16)) or re.match(r"的?(?:总额|债权总额)", said.text[one.end :])
        inputs["total_amount" if whole else "agree_amount"] = written(one.value)
    return inputs


def complete_vote(inputs: Inputs, said: Said) -> Sum:
    """Lacks the procedure or the numbers, where no groups are given."""
    del said
    fields = ("procedure",) if "groups" in inputs else ("procedure", *FIELDS)
    return Sum("bankruptcy-vote", inputs, lacking(inputs, *fields))
