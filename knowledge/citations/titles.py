"""Titles in 《》: where they stand, and whether what they name is law."""

import re
from dataclasses import dataclass
from enum import Enum, auto

LONGEST_TITLE = 150  # characters between 《 and 》; the longest title of a law at hand has 90

_MARK = re.compile(r"[《》]|\n[ \t\u3000]*\n")
_MARKS = re.compile(r"\s+|\[\[|\]\]")  # 《[[公司法]]》 as a wiki links it
_NOTE = r"(?:[（(][^（）()]{1,14}[）)]?|[一二三四五六七八九十])?"  # （试行） （一） 二 （2020年修正）, perhaps unclosed
_PRIVATE = re.compile(
    r"(?:合同|协议|协议书|合同书|契约|章程|手册|制度|守则|规约|民约|约定|承诺|承诺书|承诺函|备忘录|保单|合同条款|保险条款|条款)"
    + _NOTE
)
_PAPER = re.compile(
    r"(?:投保单|计划|方案|证|证书|证明"
    r"|报告|报告书|报告表|评估|说明|说明书|声明|申请|申请书|建议书|意见书|鉴定意见|告知书|通知书|催告函|律师函|担保函|回复函|决定书|确认书|认定书|判决书|裁定书|裁决书"
    r"|调解书|起诉状|答辩状|借条|欠条|收条|收据|报|日报|晚报|名录|名单|清单|登记表|表|图|审批表|指标|志|信|理解与适用|释义|释评|评注|注释本|教程|研究)"
    + _NOTE
)
_HOUSE = re.compile(
    r"^(?:员工|职工|配送员|司机|业主|小区|球员|村|本公司|某公司)|公司员工|集团.{0,4}关于|有限公司|有限责任公司|大学(?!生)|分校|分会|协会某|奖惩|奖励与处罚|绩效|考勤|薪酬管理|规章制度|商业行为准则"
)
_LEGAL = re.compile(
    r".*(?:(?<![方办司说])法|法典(?:[·.]?(?:总则|物权|合同|人格权|婚姻家庭|继承|侵权责任|第[一二三四五六七]).?编)?|条例|民法通则|民法总则|解释|规定|办法|细则|修正案|公约|议定书|协定|若干意见|(?:审判|法院).{0,16}会议?纪要|法〉的决定|(?:法院|检察院|国际).{0,20}规则)"
    + _NOTE,
    re.DOTALL,
)
_ISSUED = re.compile(r".*(?:决定|决议|批复|通知|意见|纪要|答复|复函|通告)" + _NOTE, re.DOTALL)
_ISSUER = re.compile(
    r"最高人民|最高法|最高检|高级人民法院|人民法院(?=关于)|全国人大|人大常委|全国人民代表大会|常务委员会|人民代表大会|国务院|印发|办公厅|人民政府|中共中央|[部局署委会行院](?:办公室)?关于"
)
_POLICY = re.compile(
    r"^关于.*(?:(?<!鉴定)意见|纪要|(?:建立|印发|进一步|做好|加强|推进|加快|规范|完善|开展|确立|深化).*通知|(?:修改|废止|授权).*决定|若干问题的.{0,12}(?:指南|解答|意见|规定|通知|批复|答复))"
    + _NOTE,
    re.DOTALL,
)

_ISSUES = re.compile(
    r"(?:最高人民法院|最高法|最高人民检察院|最高检|国务院|全国人大常委会|高级人民法院|高院|(?:委员会|总局|部))(?:在|的|[发印][布发]的|出台的)?\s?$"
)
_APPLIES = re.compile(
    r"关于(?:适用|贯彻执行|执行|实施)\s?$"
)  # 最高人民法院关于适用《物权法》若干问题的解释, without 《》
_APPLIED = re.compile(r"(?:若干问题|有关.{1,12}|.{1,16}编.{0,8}|时间效力|中.{1,16})?的(?:若干)?(?:解释|规定|意见)")
_BOOK = re.compile(r"(?:[（(][^（）()]{1,12}[）)])?[，,]?\s?[\u4e00-\u9fff]{2,8}出版社|\s?\d{4}年第\d{1,2}期")


class Nature(Enum):
    """What a title names: law, by the look of it; clauses that parties or a house gave themselves; a paper that has no
    clauses; or something that may be any of these.
    """

    LAW = auto()
    PRIVATE = auto()
    PAPER = auto()
    OPEN = auto()


@dataclass(frozen=True, slots=True)
class Title:
    """``text[start:end]`` is 《name》; ``name`` has no blanks and no wiki brackets."""

    start: int
    end: int
    name: str


def titles(text: str) -> list[Title]:
    """The outermost balanced 《…》, in order; brackets without a partner are passed over.

    No title is longer than LONGEST_TITLE or runs across an empty line. Linear in the length of the text.
    """
    opened: list[int] = []
    closed: list[tuple[int, int]] = []
    for mark in _MARK.finditer(text):
        if mark[0] == "《":
            opened.append(mark.start())
        elif mark[0] != "》":
            opened.clear()
        elif opened:
            start, end = opened.pop(), mark.end()
            if end - start - 2 > LONGEST_TITLE or end - start == 2:  # noqa: PLR2004 - the brackets themselves
                continue
            while closed and closed[-1][0] > start:
                closed.pop()
            closed.append((start, end))
    return [Title(start, end, _MARKS.sub("", text[start + 1 : end - 1])) for start, end in closed]


def cites_nothing(before: str, after: str) -> bool:
    """Whether the words around 《…》 make it a book, or a part of a longer name that is written without brackets."""
    return _BOOK.match(after) is not None or (_APPLIES.search(before) is not None and _APPLIED.match(after) is not None)


def nature(name: str, before: str = "") -> Nature:
    """What a title names, judged by its last words, its issuer, and the words before its brackets."""
    if _HOUSE.search(name):
        return Nature.PRIVATE
    if _ISSUED.fullmatch(name) and _ISSUES.search(before):
        return Nature.LAW
    if _LEGAL.fullmatch(name) or _POLICY.fullmatch(name) or (_ISSUED.fullmatch(name) and _ISSUER.search(name)):
        return Nature.LAW
    if _ends(_PRIVATE, name):
        return Nature.PRIVATE
    return Nature.PAPER if _ends(_PAPER, name) else Nature.OPEN


def _ends(words: re.Pattern[str], name: str) -> bool:
    return any(words.fullmatch(name, start) for start in range(max(0, len(name) - 24), len(name)))
