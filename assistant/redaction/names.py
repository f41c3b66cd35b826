"""Names of natural persons beside the words that announce one: 申请人：张伟, 姓名：…, 被执行人王小明.

A party may as well be a company, and the word for one may begin a clause (原告主张, 被告方应当), so what follows must
begin with a surname and be a name to the segmenter, or fill the place alone. Names already made anonymous (李某某)
and titles (王经理) stay.
"""

import re
from collections.abc import Iterator
from enum import IntEnum

import rjieba

from assistant.redaction.companies import begins_company
from assistant.redaction.spans import Finder, Span
from assistant.redaction.surnames import BEGINNINGS, TITLE, WORDS, surname

FIELD = (
    "姓名|名字|联系人|法定代表人|法人代表|法人|负责人|代理人|律师|经办人|(?<!客)户名|收款人|付款人|收件人|寄件人|签收人|签名|签字|署名|"
    "名叫|叫做|我叫|本人|经营者|实际控制人"
)
PARTY = (
    "申请人|被执行人|申请执行人|原告|被告|上诉人|第三人|案外人|异议人|债权人|债务人|担保人|保证人|抵押人|出质人|出借人|借款人|欠款人|立据人|"
    "出租人|承租人|房东|租客|发包人|承包人|买受人|竞买人|当事人|[甲乙丙买卖]方|劳动者|员工|职工|工人|工友|包工头|老板|股东|合伙人|投资人|"
    "继承人|受害人|证人|(?<![大小])户主|配偶|妻子|丈夫|老公|老婆|儿子|(?<!妇)女儿|父亲|母亲|弟弟|哥哥|姐姐|妹妹|舅舅|叔叔|邻居|同事|朋友|我是|"
    "法官|执行员|书记员|调解员"
)
LABEL = re.compile(
    rf"(?:(?P<field>{FIELD})|{PARTY})(?:\([^()\n]{{1,12}}\))?"
    r"(?:(?:[一二三四五六七八九十]|[0-9]{1,2})?(?P<colon> {0,2}: {0,4})|[0-9]{0,2} ?[是为叫系]? ?)"
)
PARTICULARS = re.compile(  # 张伟，男，汉族 and 张伟（身份证号…）
    r"(?<![一-鿿·])[一-鿿]{2,4}(?= {0,2}[,、( ] {0,2}(?:(?:男|女)(?![一-鿿])|(?:居民)?身份证|公民身份|护照))"
)
RUN = re.compile("[一-鿿]{0,12}")
SPACED = re.compile(r"[一-鿿] {1,3}[一-鿿](?![一-鿿])")
AND = re.compile("[、,和与及跟] ?")
# What a sentence goes on with behind a name; what it may end with.
GOES_ON = "着了欠在与说的未已是诉被把对还称等及也就不没都又要找拿给向于和因将住从有才却则应可能会共现均先后再"
FOLLOWERS = ("名下", "诉称", "辩称", "起诉", "拖欠", "申请", "电话", "身份")
FOREIGN = re.compile(rf"[一-鿿]{{1,8}}(?:[·•・](?:(?!{'|'.join(FOLLOWERS)})[一-鿿]){{1,8}}){{1,3}}")
ENDS = "欠说诉称住"
# Words that are names to the segmenter.
NO_NAMES = re.compile(
    "陈述|盖章|查[清明]|付清|迟延|龙岩|申请|安置|岳[父母]|花名|高管|晋级|许可|章程|白[白帮]|张口|齐全|钱[全发]|单据|任[何职]|于是|尚未"
)
ROLE = re.compile("[人员主东客户民家方友者工商师机位行店厂部局院队会社所侨]$")  # 房东, 司机, 单位
GIVEN = 2  # characters at most of a given name


class Trust(IntEnum):
    """How far the words around say that a name, and nothing else, stands there."""

    BESIDE = 0
    PARTY = 1  # 申请人： may be a company or a role
    NAMED = 2  # 姓名： is a name


def familiar(name: str) -> bool:
    """Whether it is a word besides, so that elsewhere it is likely that word: 高峰."""
    return len(words := rjieba.tag(name)) == 1 and not words[0][1].startswith("nr")


def _find(text: str) -> Iterator[Span]:
    end = 0
    for start, stop in sorted([*_labelled(text), *_with_particulars(text)]):
        if start >= end:
            yield start, stop
            end = stop


def _labelled(text: str) -> Iterator[Span]:
    for match in LABEL.finditer(text):
        named = Trust.NAMED if match["field"] else Trust.PARTY
        start, trust = match.end(), named if match["colon"] else Trust.BESIDE
        while end := _end(text, start, trust):
            yield start, end
            if not (further := AND.match(text, end)):
                break
            start, trust = further.end(), Trust.BESIDE


def _with_particulars(text: str) -> Iterator[Span]:
    for match in PARTICULARS.finditer(text):
        if _end(text, match.start(), Trust.PARTY) == match.end():
            yield match.span()


def _end(text: str, start: int, trust: Trust) -> int:
    """Where the name that begins there ends; 0 where none does."""
    if foreign := FOREIGN.match(text, start):
        return foreign.end()
    if trust and surname(text[start : start + 1]) and (spaced := SPACED.match(text, start)):
        return spaced.end()
    run = RUN.match(text, start)
    length = _length(run.group(), trust) if run else 0
    return 0 if not length or begins_company(text, start + length) else start + length


def _length(run: str, trust: Trust) -> int:
    family = surname(run)
    word, tag = rjieba.tag(run)[0] if family else ("", "")
    if not family or TITLE.match(run, family) or NO_NAMES.match(run) or len(run) == family:
        return 0
    if trust and len(run) <= family + GIVEN and run[-1] not in ENDS:
        return len(run) if trust == Trust.NAMED or _no_word(word, tag, run) else 0
    if tag.startswith("nr") and len(word) == family + GIVEN:
        return len(word) - (word[-1] in (GOES_ON if len(word) < len(run) else ENDS))
    if trust == Trust.NAMED or _is_surname(run, word, tag, trust):
        given = _given(run[family:])
        return family + given if given else 0
    return 0


def _is_surname(run: str, word: str, tag: str, trust: Trust) -> bool:
    """Whether what the run begins with is a surname rather than a word of the sentence, or the beginning of one."""
    if tag.startswith("nr") and len(word) > 1:
        return True
    family = run[: surname(run)]
    if trust == Trust.BESIDE and family in WORDS:
        return False
    if trust == Trust.BESIDE and family in BEGINNINGS:
        behind = rjieba.cut(run[len(family) :])[0]
        return not rjieba.has_word(word if len(word) > len(family) else behind)
    return len(word) == len(family) or not rjieba.has_word(word)


def _given(rest: str) -> int:
    """How many characters behind a surname are the given name."""
    if rest[0] in GOES_ON:
        return 0
    behind_one, behind_two = rest[1:], rest[2:]
    if behind_one[:1] not in GOES_ON and behind_two.startswith(FOLLOWERS):
        return 2
    if not behind_one or behind_one[0] in GOES_ON or _begins_word(behind_one):
        return 1
    return 2 if not behind_two or behind_two[0] in GOES_ON or _begins_word(behind_two) or _begins_word(rest) else 1


def _begins_word(text: str) -> bool:
    word = rjieba.cut(text)[0]
    return len(word) > 1 and rjieba.has_word(word)


def _no_word(word: str, tag: str, run: str) -> bool:
    """Whether what fills a place is a name rather than a word of the dictionary: no verb, place, firm or role."""
    return word != run or tag.startswith("nr") or (tag == "n" and not ROLE.search(run))


NAME = Finder("姓名", _find)
