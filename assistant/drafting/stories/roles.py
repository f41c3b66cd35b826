"""Words for the part that somebody plays, beside his name: 申请执行人, 担保人, 调解员."""

import re
from collections.abc import Iterator
from enum import StrEnum

from assistant.drafting.stories.cast import SOMEBODY, Cast


class Part(StrEnum):
    """What somebody is in a dispute."""

    CREDITOR = "creditor"
    DEBTOR = "debtor"
    GUARANTOR = "guarantor"
    CO_DEBTOR = "co_debtor"
    PAYER = "payer"  # pays for the debtor
    MEDIATOR = "mediator"
    REPRESENTATIVE = "representative"  # of a firm
    AGENT = "agent"
    ADMINISTRATOR = "administrator"
    CUSTODIAN = "custodian"
    SPOKESMAN = "spokesman"  # of workers
    OBJECTOR = "objector"  # to an enforcement against others
    APPLICANT = "applicant"  # whose side the form says
    RESPONDENT = "respondent"


C, D = Part.CREDITOR, Part.DEBTOR
ROLES: tuple[tuple[Part, str], ...] = (
    (Part.OBJECTOR, r"案外人|异议人|买房人"),
    (Part.APPLICANT, r"(?<!被)申请人[甲乙]?"),
    (Part.RESPONDENT, r"被申请人"),
    (Part.AGENT, r"(?:委托)?(?:诉讼)?代理人|律师"),
    (Part.REPRESENTATIVE, r"法定代表人|法人代表|法人|负责人|经营者|执行事务合伙人"),
    (Part.CUSTODIAN, r"保管责任人|保管人"),
    (Part.ADMINISTRATOR, r"管理人"),
    (Part.MEDIATOR, r"(?:人民)?调解员|主持人"),
    (Part.GUARANTOR, r"(?:连带责任|连带|一般)?(?:担保人|保证人)|抵押人|担保方"),
    (Part.CO_DEBTOR, r"共同(?:还款的?人|债务人|借款人|付款人)"),
    (Part.PAYER, r"(?:施工)?总承包单位|总包单位?|建设单位|代付(?:的)?单位|代付人"),
    (Part.SPOKESMAN, r"工人代表|农民工代表|职工代表|(?<!人)代表"),
    (
        Part.DEBTOR,
        r"被申请执行人|被执行人|被保全人|被告|付款[方人]|债务人|借款[人方]|欠款[人方]|采购方|购货方|[买需]方"
        r"|买受人|承租[人方]|发包[人方]|定作[人方]"
        r"|用人单位|分包单位|肇事[方人]|欠薪单位|单位",
    ),
    (
        Part.CREDITOR,
        r"申请执行人|申请保全人|原告|收款[方人]|债权人|出借[人方]|贷款人|供货[方商]|供应商|[卖供]方|出卖[人方]"
        r"|销售方|承揽[人方]|加工方|出租[人方]"
        r"|受害人|伤者|申请执行方|申请保全的是(?:[一-鿿]{1,3}商)?",
    ),
)
# Words for who somebody is rather than for a side: they decide where nothing else does.
HINTS: tuple[tuple[Part, str], ...] = ((Part.CREDITOR, r"房东|施工方|包工头"), (Part.DEBTOR, r"业主|租户|租客"))
HINT = re.compile(rf"(?P<label>{'|'.join(words for _, words in HINTS)})(?:是|叫)?[：:]?$")
LABEL_WORDS = "|".join(words for _, words in ROLES)
OFFICE = r"(?:[一-鿿]{0,2}(?:厂长|主任|经理|老板|[一-鿿]商|组长))?"
BEFORE = re.compile(
    rf"(?P<label>{LABEL_WORDS})(?:[（(][^（()）]{{1,12}}[)）])?(?:我|叫)?(?:是|为|系|即|由"
    rf"|[：:])?{OFFICE}(?:[^，。；：]{{0,20}}(?:委员会|中心|工作室|社区|[村镇]|街道|司法所)的|(?:农民工|工人"
    rf"|职工)代表)?[：:）)\s]{{0,3}}$"
)
IN_BRACKETS = re.compile(rf"[甲乙丙]方[（(](?P<label>{LABEL_WORDS})[）)][：:\s]{{0,3}}$")
BEHIND = re.compile(rf"[（(](?P<label>{LABEL_WORDS})[）)]")
CALLED_BEHIND = re.compile(r"(?:等)?(?:[一二两三四]名)?(?P<label>调解员)(?![：:\ue000-\uf8ff])")
IS = re.compile(
    rf"(?:[（(][^（()）]{{1,40}}[)）])?(?:愿意?|同意)?(?:是|为|系|作为|做|当|任"
    rf"|担任)(?:本案的?)?(?P<label>{LABEL_WORDS})(?!\uf8ff*[\ue000-\ue7ff])"
)
# 保证人付小军的父亲付长林, 担保人某某公司法定代表人冉启明: the word before is the second one's.
POSSESSED = re.compile(
    rf"(?:的(?P<kin>父亲|母亲|爸爸?|妈妈?|妻子|丈夫|儿子|女儿|哥哥?|弟弟?|姐姐?|妹妹?|老婆|老公|亲戚|朋友"
    rf"|股东)|的?(?:法定代表人|负责人|经营者|老板"
    rf"|厂长))(?P<who>{SOMEBODY})"
)
JOINED = re.compile(r"[、和与及]|其(?:妻|夫)子?")
JOINTS = (1, 2, 3)  # characters that may stand between two in a list
LABELLED, HINTED = 5, 1  # how much such a word weighs


def labelled(cast: Cast) -> Iterator[tuple[str, Part, int]]:
    """Parts by the words right before or behind a name."""
    for one in cast.all:
        for start, end in one.places:
            parts = _parts_at(cast.marked, start, end) or _joined(cast, start, end)
            if owned := POSSESSED.match(cast.marked, end):
                passed = [part for part in parts if owned["kin"] or part is Part.GUARANTOR]
                yield from ((cast.of(owned["who"]).name, part, LABELLED) for part in passed)
                parts = [part for part in parts if part not in passed]
            yield from ((one.name, part, LABELLED) for part in parts)
            if hint := HINT.search(cast.marked, max(0, start - 8), start):
                yield one.name, next(part for part, words in HINTS if re.fullmatch(words, hint["label"])), HINTED


def _parts_at(marked: str, start: int, end: int) -> list[Part]:
    found = []
    left = marked[max(0, start - 30) : start]
    for match in (
        IN_BRACKETS.search(left),
        BEFORE.search(left),
        BEHIND.match(marked, end),
        CALLED_BEHIND.match(marked, end),
        IS.match(marked, end),
    ):
        if match:
            found += [part for part, words in ROLES if re.fullmatch(words, match["label"])][:1]
    return found


def _joined(cast: Cast, start: int, end: int) -> list[Part]:
    """Parts of a neighbour in a list: 调解员刘军、王芳 and 刘军、王芳两名调解员."""
    for size in JOINTS:
        before, behind = start - size, end + size
        if before in cast.ends and JOINED.fullmatch(cast.marked, before, start):
            parts = _parts_at(cast.marked, cast.ends[before], before)
            return [part for part in parts if part is not Part.REPRESENTATIVE]
        stop = cast.starts.get(behind)
        if stop and JOINED.fullmatch(cast.marked, end, behind) and CALLED_BEHIND.match(cast.marked, stop):
            return [Part.MEDIATOR]
    return []
