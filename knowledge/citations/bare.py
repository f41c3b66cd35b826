"""What the words around a 第X条 tell to which no law is attached: a law's, a contract's, or a count of things."""

import re

from knowledge.citations.locators import BLANK, Chain, Level

_NUMERAL = r"(?:[0-9０-９]{1,6}|[零〇一二三四五六七八九十百千]{1,12})"
_LISTED = re.compile(
    rf"(?:{BLANK}(?:[、，,和及与或至到\-－—~～]|以及){BLANK}第?{BLANK}[（(]?{_NUMERAL}[）)]?{BLANK}[条款项](?:第?[（(]?{_NUMERAL}[）)]?[款项])?){{0,30}}"
)
_COUNTED = re.compile(
    r"\s{0,2}的?(?:生产线|流水线|产线|线|道路|公路|铁路|路|街|河|船|鱼|狗|蛇|裤|裙|腿|绳|消息|短信|微信|信息|留言|评论|新闻|建议|意见|理由|经验|措施"
    r"|要求|标准|战线|跑道|航线|途径|指控|罪状|证据|出路|红线|底线|弹幕|记录|推送|朋友圈|视频|以上|以下|左右|余)"
)
_AGREED = re.compile(
    r"(?:第[^。，；]{1,8}[款项目])?\s{0,2}(?:中|里|内|明确|还|也|均|已|就|对此)?\s{0,2}(?:约定|载明|写明|写道|判令)"
)
_PROVIDES = re.compile(
    r"\s{0,2}(?:的|之|中的?|对此|还|也|均|明确|亦|同时|则)?\s{0,2}(?:有关|相关|明文|明确|所)?(?:规定|明确|所称|所列)"
    r"|关于[^。；，]{1,30}规定|[（(](?:法释|法发|国发|国办发|[^（）()]{0,20}[〔\[])"
)
_QUOTES = re.compile(r"\s{0,2}[：:]?\s{0,2}[“\"]")
_CITES = re.compile(r"(?:以及|对于|对|援引|引用|根据|依据|依照|按照|参照|符合|违反|适用|[及和与、或据见按在])\s{0,2}$")
_AGREEMENT = re.compile(r"(?:合同|协议|章程|条款|约定|手册|制度|规约)(?!时|期|法|纠纷|关系|主体|当事人)")
_UNKNOWN = re.compile(
    r"(?:法典|条例|解释|细则|公约|议定书|协定|(?<![依合违方办守])法|(?P<weak>规定|办法|意见|纪要|批复|规则|准则|标准))"
    r"(?:[（(]?[一二三四五六七八九十][）)]?)?[的之中]?\s{0,2}$"
)
_LINE_START = re.compile(r"(?:\n|[。；]\s)[\s*#>]*$")
_WORDS = re.compile(r"\*{0,2}\s{1,4}[\u4e00-\u9fff《“]")
_MOST_MARKS = 8  # blanks and marks of emphasis before a heading
_NEAR = 40  # characters before a locator in which a contract keeps it from being of a law
_MANY = 100  # contracts have fewer articles


def agreed(text: str, end: int) -> bool:
    """Whether what ends at ``end`` is said to be agreed between parties, not provided by law."""
    return _AGREED.match(text, end) is not None


def counted(text: str, end: int) -> bool:
    """Whether 条 only counts what follows: 第一条生产线."""
    return _COUNTED.match(text, end) is not None


def provides(text: str, end: int) -> bool:
    """Whether what ends at ``end``, or the list that it begins, is said to provide something."""
    listed = _LISTED.match(text, end)
    return _PROVIDES.match(text, end) is not None or (
        listed is not None and _PROVIDES.match(text, listed.end()) is not None
    )


def of_paragraph(text: str, chain: Chain) -> bool:
    """Whether a bare 第四款 or 第三项 points into the article cited last; 第二款产品 does not."""
    if provides(text, chain.end):
        return True
    cited = _CITES.search(text, max(0, chain.start - 6), chain.start) or text[chain.end : chain.end + 1] in "的中之"
    return bool(cited) and chain.ordinal and chain.locators[0].top is Level.PARAGRAPH


def cited_without_ordinal(text: str, chain: Chain, *, lawful: bool) -> bool:
    """Whether 313条, without 第, cites: words that cite lead to it, and it provides, is quoted, or is high."""
    numeral = text[chain.start : chain.end].rstrip("条款项")
    if len(numeral) == 1 or not _CITES.search(text, max(0, chain.start - 6), chain.start):
        return False
    high = lawful and chain.locators[0].numbers.get(Level.ARTICLE, 0) >= _MANY
    return high or provides(text, chain.end) or _QUOTES.match(text, chain.end) is not None


def of_unknown_law(text: str, start: int) -> bool | None:
    """Whether what ends at ``start`` looks like the end of a law's name; None where it may be a mere word (规定)."""
    found = _UNKNOWN.search(text, max(0, start - 8), start)
    if found is None:
        return False
    return None if found["weak"] else True


def is_heading(text: str, chain: Chain) -> bool:
    """Whether 第三条 stands before the words of that article, as in a law or a contract itself."""
    before = _LINE_START.search(text, max(0, chain.start - _MOST_MARKS), chain.start)
    return (chain.start == 0 or before is not None) and _WORDS.match(text, chain.end) is not None


def clearly_of_law(text: str, chain: Chain) -> bool:
    """Whether a locator must be of a law though none is in sight."""
    first = chain.locators[0]
    alone = text[chain.start - 1 : chain.start] in {"（", "("} and text[chain.end : chain.end + 1] in {"）", ")"}
    fine = len(first.numbers) > 1 or first.branch > 0 or first.numbers.get(Level.ARTICLE, 0) >= _MANY
    return (fine or alone or provides(text, chain.end)) and not is_heading(text, chain)


def contract_near(text: str, at: int) -> bool:
    """Whether a contract or articles of association are spoken of shortly before, in the same sentence."""
    start = max(text.rfind(mark, max(0, at - _NEAR), at) for mark in "。！？\n")
    return _AGREEMENT.search(text, max(0, at - _NEAR, start), at) is not None
