"""What an agreement tells and does not lay down: by the part of the text it stands in first, by its tense then."""

import re
from bisect import bisect_right

from assistant.checking.agreement import Agreement, Span, once
from assistant.checking.headings import CLAUSE_MARK, entitles
from assistant.checking.places import scope_of, subclause, within

# What was said, judged or paid before.
PAST = re.compile(
    r"原(?:约定|定|合同|协议|借[条据])|曾|后来|[付还交退给赔]了(?=[^，。；了]{0,12}\d[^，。；了]{0,8}元)(?![^，。；]{0,20}(?:后|的|就))|判决(?!生效)|判令|裁决|(?:合同|借[条据]|欠条)中?约定(?!的)|约定(?:年|月|无息|利息|[12]\d{3})"
    r"|已(?:经)?[^，。；应须将再]{1,20}?[并且]?(?:当场|全部)?(?:支付|付清|结清|还清|退还|付给)(?=[^，。；]{0,12}\d[^，。；]*元)"
    r"|(?:调解书|裁决书?|裁定书?|公证书)[^，。；]{0,8}(?:确定|确认|载明|裁令|认定)"
    r"|已(?:经)?(?:就|对|将|把|按|向|为|全部|全额|足额)[^，。；应须]{1,30}?(?:开具|支付|付清|交付|移交|退还|返还|归还|偿还|缴纳|办理|出具|提供|拆除|搬离)"
    r"|(?:均|都|也|现)?已(?:经)?(?:全部|各自|分别|当场|当面|如数)?(?:缴[清纳]|交[清纳]|结清|两清|付讫|清偿|付清|垫[支缴])"
    r"|已(?:经)?(?:于[^，。；]{0,15})?(?:由[^，。；]{1,8})?(?:代为)?(?:先行|陆续|实际|当场|全部|分别|按[约时期]|直接|如[数期]|另行|自行|一次性|提前)?(?:支付|付|偿还|归还|还(?!款)|交付|交货|供货|发货|交清|缴[清纳]|补缴|垫付|履行|退还|返还)|至今|出借给|向[^，。；偿还归支付清]{1,12}借款(?!本金)|诉称|起诉要求"
)
NEARBY = 200  # characters on either side of a word in which is looked for what is said of it
BEGINNING = 80  # characters of a clause in which it is said what it is about
# Headings of what happened, and of what came of it so far.
STORY = re.compile(
    r"事实|经过|案情|背景|[由来]来|[怎如][么何]来|来历|来龙去脉|缘[由起]|起因|纠纷(?:情况|概况)|基本情况|^情况$|现状|盘点|先说|证据"
)
ACCOUNT = re.compile(
    r"欠|债务(?!人|转|承担|加入|清偿|[的之]?(?:履行|偿还))|对账|数目|[计核结]算|损失|清单|金额确认|数额确认"
)
STORY_AHEAD = re.compile(
    r"(?:纠纷|案件|本案)?的?(?:主要|基本|简要)?(?:事实|经过|案情|背景|由来|证据)|事由[：:]|查明[：:]|争议(?:事项|焦点)|各方的?责任(?=[：:。\n]|$)"
)
# 双方达成如下协议：, 说好下面几条：
AGREED = re.compile(
    r"(?:达成|订立|签订|约定|[商议说]定|说好|谈[妥好]|协议|同意)[^，。；\n]{0,10}(?:如下|以下|下列|下面|于后|于下)[^，。；\n]{0,8}[：:。]?\s*$"
    r"|^[^，。；\n]{0,12}(?:商定|说定|约定|议定|调解结果|协议内容)(?:如下)?[：:]\s*$"
)
ORDERS = re.compile(r"应|须|同意|愿|承诺|保证|负责|商定|约定|由|可以|以后|今后|将来|[于在]\d{4}年[^，。；]{2,9}前")
# 还了16,000元本金, 头一年的利息也付清了, 因此暂停支付
DONE = re.compile(
    r"[付还交退给赔卖借转拿用花清走停送发收办做修搬掏垫欠清完][了过](?!结|断|解|却|后|以后|之后|的|就|再|即|多少)"
    r"|当天[就便]|当场[就便]?[付垫给]了?|因此[^，。；]{0,4}(?:停|没|未|拒|不)|一直(?:没|未|不)|先后[付还]|(?:曾|后来|当时|原先|起先)"
)
WAITS = re.compile(r"(?:^|[，；。、])(?:等|待|俟|一旦|只要)|(?:再|才)[还付给退赔交]")  # 等果园卖了钱再还
THEN = re.compile(r"[，]?(?:就|再|便|才|即|后)")
JUDGED = re.compile(r"(?:判决|调解|裁[决定]|公证)书?(?:[，：:]|要求|判令|确认|判定|认定)[^。；]*$")
REMAINS = re.compile(r"现|仍|继续|按此|照此")


@once
def _known(agreement: Agreement) -> dict[tuple[int, int, int], bool]:
    """What was found out of its sentences; many checks ask the same."""
    return {}


@once
def _regions(agreement: Agreement) -> tuple[tuple[int, ...], tuple[str, ...]]:
    """Where parts of the text begin, and what each is: a ``story``, an ``account`` or neither."""
    starts, sorts = [agreement.body.start], [""]
    clause = None
    for one in agreement.sentences:
        if (found := agreement.provision_at(one.start)) is not clause:  # a heading speaks for its own clause
            clause = found
            starts.append(one.start)
            sorts.append("")
        if clause is None and AGREED.search(one.text):
            sorts = ["story"] * len(sorts)
        elif not entitles(agreement, one) or one.text.strip().endswith(("？", "?")):
            continue
        said = CLAUSE_MARK.sub("", one.text.strip(), count=1).strip("【】［］〖〗[]。 　")
        starts.append(one.start)
        sorts.append("story" if STORY.search(said) else "account" if ACCOUNT.search(said) else "")
    return tuple(starts), tuple(sorts)


def _region(agreement: Agreement, place: int) -> str:
    starts, sorts = _regions(agreement)
    return sorts[max(0, bisect_right(starts, place) - 1)]


def narrates(agreement: Agreement, scope: Span) -> bool:
    """Whether a clause or a sentence stands where facts are told: 一、纠纷的主要事实, and all before the words of
    agreement.
    """
    if _region(agreement, scope.start) == "story":
        return True
    head = CLAUSE_MARK.sub("", scope.text[:BEGINNING], count=1).lstrip()[:20]
    return STORY_AHEAD.match(head) is not None


def reckons(agreement: Agreement, sentence: Span) -> bool:
    """Whether a sentence stands where it is reckoned what is owed, and does not say by when or how it is paid."""
    return _region(agreement, sentence.start) == "account" and not _ahead(agreement, sentence.start, sentence.end)


def past(agreement: Agreement, sentence: Span, place: int) -> bool:
    """Whether what stands at a place of a sentence happened, or was owed, before the agreement."""
    known, key = _known(agreement), (sentence.start, sentence.end, place)
    if key not in known:
        known[key] = _past(agreement, sentence, place)
    return known[key]


def _past(agreement: Agreement, sentence: Span, place: int) -> bool:
    start, end = subclause(sentence, place)
    start, end = max(start, place - NEARBY), min(end, place + NEARBY)
    piece = agreement.text[start:end]
    if REMAINS.search(piece):
        return False
    if PAST.search(piece) or narrates(agreement, sentence) or narrates(agreement, scope_of(agreement, place)):
        return True
    if _done(agreement, start, end) or _judged(agreement, sentence, place) or _tells(agreement, place):
        return True
    before = agreement.text[max(sentence.start, start - NEARBY) : start]
    if re.search(r"(?<![按照依双方现本议的])约定(?!的|[付还支])|原(?:约定|定)|判决|判令", before) and not re.search(
        r"双方|现|仍|同意|确认|应", agreement.text[start - 12 : end]
    ):
        return True
    signed = agreement.signed_on or agreement.today
    dated = [
        one.day
        for one in within(agreement.days, start, end)
        if one.exact
        and not re.search(r"[自从]$", agreement.text[: one.start][-1:])
        and not re.match(r"之?日?起", agreement.text[one.end :][:3])
    ]
    return bool(dated) and max(dated) < signed


def _ahead(agreement: Agreement, start: int, end: int) -> bool:
    """Whether a day yet to come is named in ``text[start:end]``."""
    signed = agreement.signed_on or agreement.today
    return any(one.day > signed for one in within(agreement.days, start, end))


def _done(agreement: Agreement, start: int, end: int) -> bool:
    """Whether words between commas say that something was done: 头一年的利息也付清了."""
    piece = agreement.text[start:end]
    done = DONE.search(piece)
    if done is None or ORDERS.search(piece) or WAITS.search(piece) or _ahead(agreement, start, end):
        return False
    return not (done.end() >= len(piece.rstrip()) and THEN.match(agreement.text, end))


def _judged(agreement: Agreement, sentence: Span, place: int) -> bool:
    """Whether a court said so: 按…民事判决，两人应共同偿还…."""
    told = JUDGED.search(sentence.text[: place - sentence.start]) is not None
    return told and not _ahead(agreement, sentence.start, sentence.end)


def _tells(agreement: Agreement, place: int) -> bool:
    """Whether a line tells what happened on days that are over, and orders nothing."""
    start = agreement.text.rfind("\n", 0, place) + 1
    end = agreement.text.find("\n", place)
    end = end if end >= 0 else len(agreement.text)
    known, key = _known(agreement), (start, end, -1)
    if key not in known:
        line = agreement.text[start:end]
        over = bool(within(agreement.days, start, end)) and not _ahead(agreement, start, end)
        known[key] = over and DONE.search(line) is not None and ORDERS.search(line) is None
    return known[key]
