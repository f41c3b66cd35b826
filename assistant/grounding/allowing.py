"""What a text allows and forbids: 可以继续生产, 不能抵押. A sentence that turns that round is near its passage in every
other way.
"""

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache

import rjieba

MODAL = re.compile(
    r"(?P<forbids>(?<![能是否])不得|(?<!能)(?<!可以)不(?:能|可以?|准|许)|禁止|严禁|无权)"
    r"|可以(?!不)|(?<![不禁])(?:能够|有权|允许|准许)"
)
REACH = re.compile(r"[^，。；：！？\n（）]{0,14}")  # what a modal verb may govern
# Verbs that say nothing by themselves of what is allowed.
GENERAL = frozenset(
    (
        *"是有到在为由按作要得对向给使让把被请用去来看做说写再",
        *("作为", "进行", "提出", "申请", "请求", "要求", "直接", "继续", "用来", "依法", "同时", "不能", "不得"),
    )
)
LISTING = frozenset(("、", "或者", "或", "和", "以及"))
Said = tuple[str, bool]  # a verb, and whether it is allowed


@lru_cache(maxsize=2048)
def allowed(text: str) -> tuple[Said, ...]:
    """The verbs that say something behind each modal verb, in order: the first, and those that are listed with it."""
    return tuple(_allowed(text))


def turned_round(sentence: str, texts: Sequence[str]) -> list[str]:
    """The verbs that a sentence allows and the texts only forbid, or the other way round."""
    held = [one for text in texts for one in allowed(text)]
    turned = []
    for verb, may in allowed(sentence):
        known = {other for near, other in held if near.startswith(verb) or verb.startswith(near)}  # 卖 and 卖掉
        if known == {not may}:
            turned.append(verb)
    return turned


def _allowed(text: str) -> Iterator[Said]:
    modals = [*MODAL.finditer(text)]
    for modal, end in zip(modals, [*(one.start() for one in modals[1:]), len(text)], strict=False):
        reach = REACH.match(text, modal.end(), end)
        words = rjieba.tag(reach.group()) if reach else []
        awaited, moved = True, False
        for place, (word, tag) in enumerate(words):
            following = words[place + 1][0] if place + 1 < len(words) else ""
            if word in LISTING:
                awaited = True
            elif awaited and tag.startswith("v") and word not in GENERAL and following != "的":
                yield word, modal["forbids"] is None
                awaited = False
            elif not awaited or not (moved or tag[:1] in {"v", "d", "c", "p"}):
                break
            moved = moved or word in {"把", "将"}  # 把设备卖掉: the verb stands behind its object
