"""A sentence against its passages: what in it nothing carries, said in Chinese for the reader and for the model."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from assistant.grounding.citing import Cited, cited_by, cited_in, unknown
from assistant.grounding.figures import Figure, figures, missing_from
from assistant.grounding.support import CARRIED, bare, contained, support
from assistant.redaction.surnames import SURNAMES
from knowledge.records import Passage


class Flaw(StrEnum):
    """What can be wrong with a sentence; each is a reason to drop it that the reader is told."""

    NO_SOURCE = "没有注明来源"
    LINK = "含有链接或代码"
    LANGUAGE = "不是中文"
    VOICE = "冒充身份或者替人作决定"
    CITATION = "法条、案例或文件不在所注的资料里"
    QUOTATION = "引号里的话与资料不符"
    FIGURE = "数字、日期与资料不符"
    NAME = "单位或人名不在资料里"
    UNSUPPORTED = "所注的资料支持不了"


@dataclass(frozen=True, slots=True)
class Fault:
    """A flaw and what exactly it is about, in words for the model that may mend it."""

    flaw: Flaw
    about: str = ""

    def __str__(self) -> str:
        return f"{self.flaw.value}（{self.about}）" if self.about else self.flaw.value


LINKS = re.compile(r"https?:|www\.|<[a-zA-Z/!]|!\[|\]\(|javascript:|data:\w+/|```|[{}]{2}|&#\w+;")
HAN = re.compile(r"[㐀-鿿]")
LETTERS = re.compile(r"[A-Za-zА-я぀-ヿ가-힯]")
VOICE = re.compile(
    r"我(?:是|身为|作为)(?:一名|一位|您的|你的|资深|执业|专业)*(?:律师|法官|检察官|公证员|警察|AI|人工智能)|作为(?:一名|一个|您的|你的)*(?:律师|法官|AI|人工智能|语言模型|助手)"
    r"|系统提示|提示词|(?:我的)?(?:指令|设定)(?:是|如下|内容)|无需?标注|不必标注|本(?:内容|回答)(?:并非|不是)(?:由)?(?:人工智能|AI)|开发者模式|越狱"
    r"|(?:一定|必然|肯定|保证|必定|百分之?百)(?:能|会|可以)?(?:胜诉|赢|败诉|输|支持)|(?:您|你|甲方|乙方|原告|被告|债权人|债务人|工人|企业|厂方|对方)(?:必须|只能|应当|应该)(?:接受|同意|答应|让步|放弃)"
)
QUOTED = re.compile(r"“([^“”]{6,})”|‘([^‘’]{6,})’|「([^」]{6,})」")
SAYS = re.compile(r"条|规定|原文|条文|指出|明确|认为|判决|裁定|意见|办法|解释|法》")
COURT = re.compile(r"[㐀-鿿]{1,8}?(?:省|市|区|县|州|旗)(?P<tail>(?:第[一二三四五]|高级|中级|基层)?(?:人民)?法院)")
COMPANY = re.compile(
    r"[㐀-鿿A-Za-z]{2,6}?(?P<tail>(?:股份|集团|科技|贸易|实业|机械|建筑|建设|投资|物流|电子)*(?:有限责任公司|有限公司|股份公司|集团公司))"
)
SOMEONE = re.compile(rf"[{''.join(sorted(SURNAMES))}]某(?![个些种一项类])[某甲乙丙丁]?(?P<tail>)")
LEAST_NAME = 3  # characters before the kind of court or company that tell which


@dataclass(frozen=True)
class Ground:
    """What the asker wrote, which an answer may repeat: figures, law and names of the whole conversation."""

    text: str = ""
    worked: tuple[Passage, ...] = ()  # calculations: their figures may stand in any sentence

    @property
    def figures(self) -> set[Figure]:
        """Those of the conversation and of what was worked out for it."""
        return set().union(figures(self.text), *(figures(one.text) for one in self.worked))

    @property
    def cited(self) -> Cited:
        """The law of the conversation."""
        return cited_in(self.text)


def examine(body: str, passages: Sequence[Passage], ground: Ground) -> Fault | None:
    """The first thing in a sentence that neither its passages nor the asker's words carry; None where all stands."""
    if not passages:
        return Fault(Flaw.NO_SOURCE)
    if any(contained(body, one) for one in passages):
        return None
    for check in (_form, _law, _quotation, _figure, _name, _support):
        if fault := check(body, passages, ground):
            return fault
    return None


def _form(body: str, passages: Sequence[Passage], ground: Ground) -> Fault | None:
    del ground
    if LINKS.search(body):
        return Fault(Flaw.LINK)
    if len(LETTERS.findall(body)) > len(HAN.findall(body)):
        return Fault(Flaw.LANGUAGE)
    if (said := VOICE.search(body)) and not any(said.group() in one.text for one in passages):
        return Fault(Flaw.VOICE, said.group())
    return None


def _law(body: str, passages: Sequence[Passage], ground: Ground) -> Fault | None:
    cited = cited_in(body)
    if cited == Cited():
        return None
    stray = unknown(cited, cited_by(passages) | ground.cited)
    return Fault(Flaw.CITATION, "、".join(stray)) if stray else None


def _quotation(body: str, passages: Sequence[Passage], ground: Ground) -> Fault | None:
    if not SAYS.search(QUOTED.sub("", body)):
        return None
    for match in QUOTED.finditer(body):
        words = next(group for group in match.groups() if group)
        if bare(words) not in bare(ground.text) and not any(contained(words, one) for one in passages):
            return Fault(Flaw.QUOTATION, words[:30])
    return None


def _figure(body: str, passages: Sequence[Passage], ground: Ground) -> Fault | None:
    if not figures(body):
        return None
    known: set[Figure] = set(ground.figures)
    for one in passages:
        known |= figures(f"{one.text}\n{one.quote}") | figures(one.source)
    stray = missing_from(body, known)
    return Fault(Flaw.FIGURE, "、".join(value + unit for value, unit in stray)) if stray else None


def _name(body: str, passages: Sequence[Passage], ground: Ground) -> Fault | None:
    held = "".join([ground.text, *(f"{one.text}{one.title}{one.source}{one.quote}" for one in passages)])
    for pattern in (COURT, COMPANY, SOMEONE):
        for match in pattern.finditer(body):
            # Words may run into a name from before: its last characters are looked for.
            least = match.group()[-(len(match["tail"]) + LEAST_NAME) :] if match["tail"] else match.group()
            if least not in held:
                return Fault(Flaw.NAME, match.group())
    return None


def _support(body: str, passages: Sequence[Passage], ground: Ground) -> Fault | None:
    del ground
    return None if support(body, passages) >= CARRIED else Fault(Flaw.UNSUPPORTED)


def best_source(body: str, offered: Iterable[Passage], ground: Ground, least: float) -> int | None:
    """The place among the ``offered`` of the passage that carries a sentence best and whole; None where none does."""
    ranked = sorted(
        ((support(body, (one,)), place, one) for place, one in enumerate(offered)), key=lambda found: -found[0]
    )
    for score, place, one in ranked[:3]:
        if score >= least and examine(body, (one,), ground) is None:
            return place
    return None
