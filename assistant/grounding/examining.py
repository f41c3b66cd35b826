"""A sentence against its passages: what in it nothing carries, said in Chinese for the reader and for the model."""

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from assistant.grounding.allowing import turned_round
from assistant.grounding.citing import Cited, cited_by, cited_in, unknown
from assistant.grounding.figures import Figure, figures, missing_from
from assistant.grounding.support import CARRIED, bare, contained, support
from assistant.redaction.names import NAME
from assistant.redaction.spans import narrowed
from assistant.redaction.surnames import SURNAMES
from knowledge.citations.verdicts import Checked, Verdict
from knowledge.names import plain_name
from knowledge.records import Passage


class Flaw(StrEnum):
    """What can be wrong with a sentence; each is a reason to drop it that the reader is told."""

    NO_SOURCE = "没有注明来源"
    LINK = "含有链接或代码"
    LANGUAGE = "不是中文"
    REPEATED = "前面已经写过"
    VOICE = "冒充身份或者替人作决定"
    CITATION = "法条、案例或文件不在所注的资料里"
    LAW = "法条引用与现行有效的法律不符"
    QUOTATION = "引号里的话与资料不符"
    FIGURE = "数字、日期与资料不符"
    NAME = "单位或人名不在资料里"
    TURNED = "与所注的资料说的相反"
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
LETTERS = re.compile(r"[A-Za-z]")
# Letters of other scripts, and words of Latin ones: names of sites, accounts and commands too. LPR and POS are Chinese.
FOREIGN = re.compile(r"[Ѐ-ӿ֐-๿ぁ-ゟァ-ヺ가-힯]+|(?=[A-Z]*[a-z])[A-Za-z]{4,}")
VOICE = re.compile(
    r"我(?:是|身为|作为)(?:一名|一位|您的|你的|资深|执业|专业)*(?:律师|法官|检察官|公证员|警察|AI|人工智能)"
    r"|作为(?:一名|一个|您的|你的)*(?:律师|法官|AI|人工智能|语言模型|助手)"
    r"|(?:律师|法官|审判员|检察官)(?:的)?(?:答复|回复|解答)[：:]|[我本](?:院|庭)(?:认为|判|裁|决定|准许|支持|驳回)"
    r"|系统提示|提示词|(?:我的)?(?:指令|设定)(?:是|如下|内容)|无需?标注|不必标注|开发者模式|越狱"
    r"|(?:并非|不是)由?(?:人工智能|AI|机器)所?(?:生成|写|撰)|本(?:内容|回答)(?:并非|不是)由?(?:人工智能|AI)"
    r"|[本此上下](?:文|内容|回答|答复)[^，。]{0,8}(?:律师|法官|专家|真人|人类)[^，。]{0,6}(?:写|撰|笔|出具)"
    r"|(?<!不)(?:一定|必然|肯定|保证|必定|百分之?百)(?:能|会|可以)?(?:胜诉|赢|败诉|输|支持|同意|批准|准许)"
    r"|(?<![未不])[包稳必](?:赢|胜)"
    r"|(?:您|你|甲方|乙方|原告|被告|债权人|债务人|工人|企业|厂方|对方)(?:必须|只能|应当|应该)(?:接受|同意|答应|让步|放弃)"
)
QUOTED = re.compile(r"“([^“”]{6,})”|‘([^‘’]{6,})’|「([^」]{6,})」|『([^』]{6,})』|[\"＂]([^\"＂]{6,})[\"＂]")
SAYS = re.compile(r"条|规定|原文|条文|指出|明确|认为|判决|裁定|意见|办法|解释|法》")
COURT = re.compile(r"[㐀-鿿]{1,8}?(?:省|市|区|县|州|旗)(?P<tail>(?:第[一二三四五]|高级|中级|基层)?(?:人民)?法院)")
COMPANY = re.compile(
    r"[㐀-鿿A-Za-z]{2,6}?(?P<tail>(?:股份|集团|科技|贸易|实业|机械|建筑|建设|投资|物流|电子)*(?:有限责任公司|有限公司|股份公司|集团公司))"
)
SOMEONE = re.compile(rf"[{''.join(sorted(SURNAMES))}]某(?![个些种一项类])[某甲乙丙丁]?(?P<tail>)")
INVENTED = re.compile(r"〔[^〔〕\d]+\d+〕(?P<tail>)")  # a placeholder that stands for nothing
PAST = {Verdict.SUPERSEDED, Verdict.REPEALED}
LEAST_NAME = 3  # characters before the kind of court or company that tell which


def _unchecked(text: str, passages: Sequence[Passage]) -> Sequence[Checked]:
    """Without a library nothing is said of citations."""
    del text, passages
    return ()


@dataclass(frozen=True)
class Ground:
    """What the asker wrote, which an answer may repeat: figures, law and names of the whole conversation."""

    text: str = ""
    worked: tuple[Passage, ...] = ()  # calculations: their figures may stand in any sentence
    check: Callable[[str, Sequence[Passage]], Sequence[Checked]] = _unchecked  # what the library says of citations

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
    body = _closed(body)
    for check in (_form, _law, _quotation, _figure, _name, _turned, _support):
        if fault := check(body, passages, ground):
            return fault
    return None


def _closed(body: str) -> str:
    """A sentence with its quotation marks in pairs: it may end within a quotation, or begin within that of the last."""
    opened, closed = body.count("“"), body.count("”")
    return f"{body}”" if opened > closed else f"“{body}" if closed > opened else body


def _form(body: str, passages: Sequence[Passage], ground: Ground) -> Fault | None:
    if LINKS.search(body):
        return Fault(Flaw.LINK)
    held = _held(passages, ground).casefold()
    strange = [word for word in FOREIGN.findall(body) if word.casefold() not in held]
    if strange or len(LETTERS.findall(body)) > len(HAN.findall(body)):
        return Fault(Flaw.LANGUAGE, "、".join(strange))
    if (said := VOICE.search(body)) and not any(said.group() in one.text for one in passages):
        return Fault(Flaw.VOICE, said.group())
    return None


def _law(body: str, passages: Sequence[Passage], ground: Ground) -> Fault | None:
    cited = cited_in(body)
    if cited == Cited():
        return None
    held = cited_by(passages)
    if stray := unknown(cited, held | ground.cited):
        return Fault(Flaw.CITATION, "、".join(stray))
    for one in ground.check(body, passages):
        verdict, resolved = one.judgement.verdict, one.resolved
        # A source may speak of law as it was; whoever repeats that is not wrong, and the page says what became of it.
        spoken = verdict in PAST and resolved.law is not None and plain_name(resolved.law.name) in held.works
        if verdict.wrong and not spoken:
            return Fault(Flaw.LAW, one.judgement.explanation + (one.judgement.suggestion or ""))
    return None


def _quotation(body: str, passages: Sequence[Passage], ground: Ground) -> Fault | None:
    if not (SAYS.search(QUOTED.sub("", body)) or body.startswith("“")):
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
    held = _held(passages, ground)
    for pattern in (COURT, COMPANY, SOMEONE, INVENTED):
        for match in pattern.finditer(body):
            # Words may run into a name from before: its last characters are looked for.
            least = match.group()[-(len(match["tail"]) + LEAST_NAME) :] if match["tail"] else match.group()
            if least not in held:
                return Fault(Flaw.NAME, match.group())
    people = (body[start:end] for start, end in NAME.find(narrowed(body)))
    stray = [person for person in people if person not in held]
    return Fault(Flaw.NAME, "、".join(stray)) if stray else None


def _held(passages: Sequence[Passage], ground: Ground) -> str:
    """Every word that an answer may take its names from."""
    return "".join([ground.text, *(f"{one.text}{one.title}{one.source}{one.quote}" for one in passages)])


def _turned(body: str, passages: Sequence[Passage], ground: Ground) -> Fault | None:
    del ground
    verbs = turned_round(body, _texts(passages))
    return Fault(Flaw.TURNED, "、".join(verbs)) if verbs else None


def _texts(passages: Iterable[Passage]) -> list[str]:
    return [text for one in passages for text in (one.text, one.quote)]


def _support(body: str, passages: Sequence[Passage], ground: Ground) -> Fault | None:
    del ground
    return None if support(body, passages) >= CARRIED else Fault(Flaw.UNSUPPORTED)


def best_source(body: str, offered: Sequence[Passage], ground: Ground, least: float) -> int | None:
    """The place among the ``offered`` of the passage that carries a sentence best and whole; None where none does, or
    where they say the opposite.
    """
    if turned_round(body, _texts(offered)):
        return None
    ranked = sorted(
        ((support(body, (one,)), place, one) for place, one in enumerate(offered)), key=lambda found: -found[0]
    )
    for score, place, one in ranked[:3]:
        if score >= least and examine(body, (one,), ground) is None:
            return place
    return None
