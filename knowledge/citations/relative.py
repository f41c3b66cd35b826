"""前款, 前条, 本条第二款: places that a text gives by where it stands itself."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from knowledge.citations.locators import Level

_COUNTS = {"": 1, "一": 1, "二": 2, "两": 2, "三": 3, "四": 4, "五": 5}
_LEVELS = {"条": Level.ARTICLE, "款": Level.PARAGRAPH, "项": Level.ITEM}
_BEFORE = re.compile(
    r"(?<![目提此之生先空])前(?P<count>[一二两三四五]?)(?:"
    r"(?P<level>[款条])(?!项|件|约|例|线|船|判|协议)(?:(?<=[对依按照据反除合]前[款条])|(?=规定|之规定|所|第|的|情形|中|行为|内容|违反|罪|和|与|及|、|，|。|至|者|等|但|未|除|违法|其他|限制|（|”|\"|但书))"
    r"|(?P<item>项)(?=(?:所列)?规定|所列|所述))"
)
_FINER = r"(?=\s{0,2}第?\s{0,2}[（(]?[0-9０-９一二三四五六七八九十]{1,3}[^条。；，]{0,12}?[款项目])"
_SAME = re.compile(rf"(?<![应])(?:本|该|同|前述|上述)(?P<level>[条款项]){_FINER}")


@dataclass(frozen=True, slots=True)
class Relative:
    """``level`` of the place pointed at; it is ``back`` places before this one: 0 for 本条, None for 前两款."""

    start: int
    end: int
    level: Level
    back: int | None


def relatives(text: str) -> Iterator[Relative]:
    """Every 前款, 前条, 前项 that refers, and 本条, 该款 where a finer place follows; not in order."""
    for found in _BEFORE.finditer(text):
        level = _LEVELS[found["level"] or found["item"]]
        count = _COUNTS[found["count"]]
        yield Relative(found.start(), found.end(), level, 1 if count == 1 else None)
    for found in _SAME.finditer(text):
        yield Relative(found.start(), found.end(), _LEVELS[found["level"]], 0)
