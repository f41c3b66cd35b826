"""What stands before a deed that nobody is told to do: the thing it is done to, or words that may name somebody."""

import re

from assistant.checking.slots import A_SUM, DAY, DEED, NEVER, THING, TIME, WITHOUT

STRONG = re.compile(r"应|须|需|要|(?<!期)限(?=\d|[于在期])")
BY_DAY = re.compile(rf"(?:{DAY})(?:之前|以前|前|内|止)?$")
ALSO = frozenset("和与同及")
# What ends the words with which a piece begins, and such words that name nobody.
MARKER = re.compile(
    rf"{TIME.pattern}|{DEED.pattern}|[应须需要将把被由于在自从每按以用向给对与和同是为至即便再后时均都\d]|(?<!关)系|之日|一次|全部|合计|共计"
)
EVENT = re.compile(r"[后时]|[以之][前后]|\d(?!\d{3}年)|之日|当[日天]|完毕|[起止]")
NOBODY = re.compile(
    r"[款费金租息钱薪酬债额损]|工资|证明|手续|合同|的|[期笔月年]$|^(?:计算|[议商约]定|分|首|其余|上述|前述|以上|该|此|关于|收到|经|承诺|保证|同意|自愿|愿|负责|存放|账户|专户|双方|各方|三方|限|逐|剩|余)"
)
PREDICATE = re.compile(rf"(?:{TIME.pattern})+[是系为]")
AWAY = re.compile(
    r"(?:对|关于|就|为了?)[^，。；]{2,40}|[在于](?:[^，。；的]{1,30}|$)|(?:与|随|和|同)[^，。；]{1,12}一[并起同]|随[^，。；]{1,4}|(?:以(?![前后内上下])|按|经|通过|(?<!专)用|凭)[^，。；]{1,20}|[向给至到][^，。；]{1,24}"
)
HOUR = r"(?:[上下中]午|晚上?|早上?)?[一二三四五六七八九十\d]{1,3}(?:[点时](?:半|整|\d{1,2}分)?(?!间)|[:：]\d\d)"
FILLERS = re.compile(
    rf"{TIME.pattern}|{HOUR}|(?:合计|共计|总计|一共|共|另|仍|还|均|都|也|各|已|就|再|一次性|全部|全额|足额|如数|当面|一并|负责|办理|完成|进行|实施|前|后|以|之|应当|应|必须|须|需|要|予以|予|[自于至起内止]|[，：、\s])+"
)
PRECEDES = re.compile(r"(?:之?[日时后前]|[以之][前后]|起|内|止|完毕|计算?|核算|同意|如下|达成)$")


def thing_of(before: str) -> str:
    """To what something is to be done: the words before the deed without those that say when, where and how."""
    pieces = [_ordering(one) for one in re.split("[，：:]", before) if one and not PRECEDES.search(BY_DAY.sub("", one))]
    said = [FILLERS.sub("", AWAY.sub("", TIME.sub("", NEVER.sub("", one)))) for one in pieces]
    return next((one for one in reversed(said) if len(one) > 1), "")


def _ordering(piece: str) -> str:
    """What stands before the word that orders something to be done to it: 存货|要清点完毕并搬走."""
    order = STRONG.search(piece, 2)
    return piece[: order.start()] if order else piece


def names_somebody(before: str) -> bool:
    """Whether a piece before a deed begins with words that say neither when nor how nor how much: they may name who
    does it, whatever he is called.
    """
    for piece in re.split("[，：:]", NEVER.sub("", WITHOUT.sub("", before))):
        end = MARKER.search(piece)
        while end and end.group() in ALSO:  # 档案和社会保险关系转移手续: what it is stands last
            end = MARKER.search(piece, end.end())
        name = piece[: end.start() if end else len(piece)].strip()
        if end is not None and re.match(A_SUM, piece[end.start() :]):
            continue
        event = end is not None and EVENT.match(piece, end.start())
        if len(name) > 1 and not (event or NOBODY.search(name) or (THING.search(name) and name[-1] != "户")):
            return True
        if not name and PREDICATE.match(piece):  # 2026年12月22日是补足棉纱的最后一天
            return True
    return False
