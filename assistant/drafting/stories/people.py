"""Names of natural persons in a story, and words that stand for somebody: 我, 师傅 where 师傅叫鲁大有."""

import re
from collections.abc import Iterator, Sequence

import rjieba

from assistant.drafting.stories.firms import LABELS
from assistant.drafting.stories.story import Span
from assistant.redaction.names import NAME
from assistant.redaction.spans import narrowed
from assistant.redaction.surnames import surname

KIN = (
    r"同学|姐|哥|弟|妹|爸|妈|父|母|叔|舅|表|堂|老婆|妻|丈夫|老公|朋友|邻居|兄弟|老板|师傅|儿子|女儿|同事|老乡|客户|房东"
)
DESCRIBED = re.compile(
    rf"(?:{LABELS}|担保人|保证人|债权人)(?P<name>[一-鿿]{{2,4}})(?=[,，（( ]{{1,2}}(?:[男女][,，]|身份证"
    rf"|公民身份|电话|手机|联系|住|统一))"
)
LISTED = re.compile(r"[:：、，,;；]欠?(?P<name>[一-鿿]{2,3})(?=\d{3,6}(?:\.\d+)?元?[、，,。;；])")
ALONE = re.compile(
    rf"(?:{LABELS})(?:[（(][^（()）]{{1,10}}[)）])?[:：][ 　]{{0,2}}(?P<name>[一-鿿]{{2,3}})(?=[,，（(、。;；\n])"
)
NAMED = re.compile(
    r"(?:(?:[我他她弟哥姐妹爸妈头东主名])叫做?|(?:法定代表人|负责人|经营者|投资人)[）)]?(?:是|为)?"
    r"|我(?=[（(]))[（(]?(?P<name>[一-鿿]{2,4})(?=[,，（()）、。;；\n])"
)
ANNOUNCED = (NAMED, DESCRIBED, LISTED, ALONE)
SELF = re.compile(
    rf"(?<![自让使本])(?:我|俺|咱)(?:们)?(?:公司|单位|司|厂(?![里房长])|店(?!里)|方|这边|家(?![里的]?具)"
    rf"|班组)?(?!{KIN}|国|市)|本人(?!卡|签|账|银|持|保)|本公司"
)
# Right before a name, beside the labels of parties and those that redaction knows.
OFFICES = (
    r"调解员|店主|掌柜|法定代表人|法人代表|法人|负责人|经营者|代表人|代理人|律师|法官|厂长|副厂长|总经理"
    r"|经理|车间主任|主任|老板娘?|会计|业主|房东|租客|包工头|师傅"
    r"|哥哥|弟弟|姐姐|妹妹|(?<=我)[姐哥弟妹]|父亲|母亲|儿子|女儿|妻子?|丈夫|老公|老婆|同学|朋友|邻居|舅舅"
    r"|叔叔|表[哥弟姐妹]|[一-鿿]商|保管责任人|保管人|保管|代表|工人|职工"
    r"|班组长|记账员|文员|工程师|连带责任保证人|连带保证人|共同还款人|(?<!本)户名|联系人|收件人|证人"
)
CALLED = r"(?:本?人?[我他她]?(?:这边)?(?:名叫|叫做|叫)|我是|本人|我(?=[（(]?[一-鿿]{2,4}[，,）)]))"
CUE = re.compile(
    rf"(?:{LABELS}|{OFFICES}|{CALLED})(?:[（(][^（()）]{{1,10}}[)）])?(?:是我|由|是|为|系)?[：:（( ]{{0,2}}"
)
MASKED = re.compile(r"(?<![一-鿿])?[一-鿿]某(?:[某甲乙丙丁]|(?![一-鿿]{0,1}[市区县镇街路公司银厂]))")
RELATION = re.compile(
    r"(?:租给|借给|卖给|转给|付给|还给|打给|拖?欠|起诉|判令?|找|撞[伤了]|[和与跟向由让]|[、，,。；;\n]|^)(?=[一-鿿]{2})"
)
LIST = re.compile(r"[、，,和与及跟]|以及|其(?:妻|夫)")
LONGEST = 4
NO_NAME = re.compile(
    r"周[转边围末]|方便|高度|金额|时间|时候|明[天年]|温馨|安全|平均|单[位独]|常[年规]|万[元一]|和[解好]"
    r"|成[立功本]|严[重格]|幸[好亏]|应[当付该]|任[何意]|左右|全[部额责]"
    r"|余[款额下]|尚欠|施工|向法|曾经|付[清款]|解除|查封|支[付行]|经[过营]|项目|田[里间]|程序|计[算息]"
    r"|连[带续]|顾[客问]|管[理道]|相[关应]|车[辆间床]|房[东租产]"
    r"|水电|钱[款货]|宣[告布]|通[知过]|权利|承[担诺租包]|厂[里房]|商[定量]|路[费上]|包[装括]|法[院定]"
    r"|毛[利坯]|杜绝|申[请报]|利[息率]|于是|后来|本金|白[条纸]|同[意时]|都|也"
)
PLACE = re.compile(r"[区县市镇乡村街路]|[一-鿿]?[支分]行")


def people(text: str, taken: Sequence[Span]) -> list[tuple[Span, str]]:
    """Where names of persons stand outside the ``taken`` places, from left to right."""
    plain = narrowed(text)
    names = dict.fromkeys(_names(plain, taken))  # what something announces goes first
    found: list[tuple[Span, str]] = []
    for name in names:
        if any(_rivals(text, name, other) for other in names):
            continue
        for match in re.finditer(re.escape(name), text):
            if _free(match.span(), [*taken, *(span for span, _ in found)]):
                found.append((match.span(), name))
    return sorted(found)


def _rivals(text: str, name: str, other: str) -> bool:
    """Whether one of two that begin alike is no name and gives way: 王丽谈 to 王丽 where that stands by itself, too."""
    if name == other or not (name.startswith(other) or other.startswith(name)):
        return False
    longer, shorter = (name, other) if len(name) > len(other) else (other, name)
    alone = text.count(shorter) > text.count(longer)
    return name == (longer if alone else shorter)


def _names(plain: str, taken: Sequence[Span]) -> Iterator[str]:
    """Names that something announces or that the segmenter takes for names."""
    for start, end in _places(plain):
        if end > start and _free((start, end), taken):
            yield plain[start:end]


def _places(plain: str) -> Iterator[Span]:
    yield from (span for span in NAME.find(plain) if not NO_NAME.match(plain, span[0]))
    yield from (match.span() for match in MASKED.finditer(plain) if surname(match.group()))
    for pattern in ANNOUNCED:
        for match in pattern.finditer(plain):
            if not rjieba.has_word(match["name"]):
                yield match.span("name")
    for match in CUE.finditer(plain):
        yield from _listed(plain, match.end())
    for match in RELATION.finditer(plain):
        name = name_at(plain, match.end())
        if plain.count(name) > 1 and not rjieba.has_word(name[:2]) and not rjieba.has_word(name):
            yield match.end(), match.end() + len(name)
    yield from _segmented(plain)


def _segmented(plain: str) -> Iterator[Span]:
    """Where the segmenter sees a name: 周国平, or 周 before 建军."""
    place = 0
    words = rjieba.tag(plain)
    for number, (word, tag) in enumerate(words):
        if _may_begin(word, tag, words[number + 1 : number + 2]):
            yield place, place + len(name_at(plain, place))
        place += len(word)


def _listed(plain: str, start: int) -> Iterator[Span]:
    """The name that begins there, and those that follow it in a list."""
    while name := name_at(plain, start):
        yield start, start + len(name)
        further = LIST.match(plain, start + len(name))
        if not further or further.group() in "，,":
            return
        start = further.end()


def _may_begin(word: str, tag: str, behind: Sequence[tuple[str, str]]) -> bool:
    """Whether a name may begin with a word of the segmenter."""
    if tag.startswith("nr") and 1 < len(word) <= LONGEST:
        return surname(word) > 0
    following = behind[0][0] if behind else ""
    tagged = tag.startswith("nr") or bool(behind and behind[0][1] in {"nr", "nz", "nrfg"})
    return len(word) == 1 and surname(word) > 0 and len(following) in {1, 2} and tagged


def name_at(plain: str, start: int) -> str:
    """The name that begins at a place, "" where none does. ``plain`` has narrow characters."""
    lead = "姓名:"
    piece = plain[start : start + 10]
    if NO_NAME.match(piece):
        return ""
    first = next(iter(NAME.find(lead + piece)), None)
    name = piece[: first[1] - len(lead)] if first and first[0] == len(lead) else ""
    return "" if PLACE.search(name) or PLACE.match(piece, len(name)) else name


def _free(span: Span, taken: Sequence[Span]) -> bool:
    return not any(start < span[1] and span[0] < end for start, end in taken)
