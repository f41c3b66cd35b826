"""Words in a duty that each side will read in its own way: 尽快, 适当, 左右, 年底前."""

import re
from collections.abc import Iterator

from assistant.checking.agreement import Agreement, Span
from assistant.checking.duties import HAND_OVER, PAY
from assistant.checking.facts import narrates
from assistant.checking.finding import Finding, Severity
from assistant.checking.laws import CIVIL_CODE, cite
from assistant.checking.phrases import FAMILIES, Ambiguous
from assistant.checking.places import scope_of, subclause
from assistant.checking.tables import PARTED

A_SUM = r"[^，。；]{0,8}(?:元|款|钱|万|块)"
DO = re.compile(
    "支付|付款|付清|给付|偿还|归还|返还|还清|还款|还钱|清偿|赔偿|补偿|赔付|交付|交还|移交|腾退|腾空|搬离|搬出|办理|过户|修复|维修|整改|"
    "拆除|解除|撤回|撤诉|提交|出具|开具|配合|协助|承担|负担|履行|减免|免除|缴纳|补缴|缴清|道歉|停止|清理|安装|加装|发放|结清|退还|处理|"
    "解决|还本|付息|兑现|落实|完成|筹集|筹措|分期|验收|检验|验货|复核|核对|签收|更换|补足|补齐|补正|供货|供应|交货|发货|送达|送到|送至|"
    "运至|运到|运抵|通知|答复|注销|登记|开票|盖章|到期|搬走|移走|移除|恢复|提供|交出|撤销|宽限|申请|派员|计收|"
    "汇[入至给到]|[打转][入到给]|付[给至]|[赔补退交][给付发到]|赔(?!偿责)|给予|给[甲乙丙]方|给(?=[^，。；]{1,8}(?:生活费|补偿|赔偿))|发[到放给]|报销|告知|修[改缮剪]|腾|弄|"
    "完工|竣工|开工|施工|做完|修好|装好|建好|交房|交工|停工|复工|到场|进场|撤场|投产|试运行|(?<![款行述])安排|上门(?!费)|派人|检修|[减免少]收|减让|"
    rf"(?<![未没])还(?=[，。；\d]|完|上|{A_SUM})|(?<![未没应])付(?=[，。；\d]|完|给|{A_SUM})"
)
# What is told, not promised.
TOLD = re.compile(
    "鉴于|由于|(?<![起原基])因(?![本此])|已(?:经|尽|于|向|由|付|还|履|支|偿|收)|曾|此前|当时|原(?:定|约定|计划)|一直|多次|拖欠|未能|没有|无力|未(?:付|还|偿|清偿|支付)|尚欠|"
    "负债|导致|造成|发生|经[^，。；]{0,6}(?:协商|调解|沟通)|为了|目前|(?<![关联])系|属于|希望|建议|要求|认为|主张|诉称|辩称|督促|引导|促成|考虑到"
)
UNDERTAKEN = re.compile("同意|承诺|由|应|约定|保证|愿意|自愿|负责|达成|于")
HELPED = re.compile(
    "法院|法官|法庭|调解[员组团室]|调委会|分析|考虑|提出|希望|促使|引导|表示|反馈|沟通|要求|催促|敦促|责令"
)
OPEN = re.compile("利息|违约金|费用|款|金额|数额|期限|方式|时间|赔偿|补偿")
QUOTED = re.compile(r"“[^”\n]*”|\"[^\"\n]*\"|「[^」\n]*」")
LAWFUL = re.compile(
    "(?:请求|由|申请)?(?:人民)?法院[^，。；]{0,8}$|仲裁(?:委员会|机构)?[^，。；]{0,6}$|依法[^，。；]{0,4}$"
)
SETTLES = re.compile("协商不成|协商未果|协商不一致|不能协商|起诉|诉讼|仲裁|争议|纠纷|未尽事宜|其他未约定|补充协议")
# Each side keeps what it spent: 复印、交通等费用自行承担.
OWN_COSTS = re.compile(r"[由归]?(?:双方|各方)?(?:各自|自行|自己|本人|支出的?一?方|各方)(?:分别)?(?:承担|负担|自理)")
WAS = re.compile(r"[^，。；]{0,6}[一-鿿](?:过(?![程户渡期错失高低多少分后])|了(?!结|解|断))")  # 酌情整改过, 尽快修好了
A_TIME = re.compile("[日月年内]前?$")  # in place of a vague time
FIXED = re.compile(
    r"\d{4}[年\-/.]|[一两二三四五六七八九十\d]+个?(?:工作)?[日天月周]之?内|当[日天场]|同[日时]|次日|每[日天月年]"
)
BY_DAY = re.compile(
    r"[^，。；\d]{0,24}，?(?:最[迟晚]|至迟|不得?[晚迟]于)(?:不[得应]?(?:超过|[晚迟]于)|[在于])?20\d\d年\d{1,2}月\d{1,2}日"
    r"|[^，。；\d]{0,24}(?:，(?:但|并|且|应当?|须|[在于])*)?20\d\d年\d{1,2}月\d{1,2}日(?:之?前|以前)"
    r"(?:全部|一次性?)?(?:[完办修做搞付还结交][完工成毕妥好清齐]|竣工|到位)?(?=[，。；]|$)"
)
MONEY = re.compile(r"(?:人民币|[¥￥])?[\d,.]{3,}万?元?(?:整)?")
FEWEST_CELLS, SHORT_CELL = 2, 20
AFTERWARDS = 40  # characters behind 协商解决 in which the way to court may be named


def findings(agreement: Agreement) -> Iterator[Finding]:
    """Every such word in a duty; facts, quotations and the way to court are passed over. Of a report of an agreement
    only what somebody undertook is read.
    """
    basis = cite(CIVIL_CODE, "五百一十一")
    day = agreement.signed_on or agreement.today
    for sentence in agreement.sentences:
        if not agreement.formal and (not UNDERTAKEN.search(sentence.text) or HELPED.search(sentence.text)):
            continue
        quotes = [(sentence.start + one.start(), sentence.start + one.end()) for one in QUOTED.finditer(sentence.text)]
        taken: list[tuple[int, int]] = []
        for family in FAMILIES:
            for match in family.words.finditer(agreement.text, sentence.start, sentence.end):
                start, end = match.span()
                if start == end or any(a < end and start < b for a, b in (*quotes, *taken)):
                    continue
                if not _in_duty(agreement, sentence, start, family) or _settles(agreement, sentence, match):
                    continue
                if WAS.match(agreement.text, end) or _bounded(agreement, family.rewrite(match, day), end):
                    continue
                taken.append((start, end))
                yield agreement.finding(
                    "ambiguous-word",
                    Severity.WARNING,
                    start,
                    end,
                    f"“{match.group()}”{family.reason}",
                    basis,
                    family.rewrite(match, day),
                )


def _in_duty(agreement: Agreement, sentence: Span, start: int, family: Ambiguous) -> bool:
    """Whether a place is in a sentence that tells somebody to do something."""
    text = agreement.text
    if narrates(agreement, scope_of(agreement, sentence.start)):
        return False
    left_open = family.open and OPEN.search(sentence.text) and not TOLD.search(sentence.text)
    if left_open or (not family.open and _in_cell(agreement, sentence, start)):
        return True
    if not DO.search(text, sentence.start, sentence.end):
        return False
    first, last = subclause(sentence, start)
    piece = text[first:last]
    if TOLD.search(text[first : start + 1]) or LAWFUL.search(text[first:start]):
        return False
    near = DO.search(piece) or PAY.search(piece) or HAND_OVER.search(piece)
    if near:
        return True
    behind = re.split(r"[，,。；;]", text[last + 1 : sentence.end])[0]  # 待条件成熟时，乙方支付…
    before = re.split(r"[，,。；;：:]", text[sentence.start : max(first - 1, sentence.start)])[-1]
    return bool((DO.search(behind) and not TOLD.search(behind)) or (DO.search(before) and not TOLD.search(before)))


def _bounded(agreement: Agreement, rewrite: str, end: int) -> bool:
    """Whether the day by which the same is done follows a vague time: 开春后负责…，在2027年4月30日前完工."""
    return A_TIME.search(rewrite) is not None and BY_DAY.match(agreement.text, end) is not None


def _in_cell(agreement: Agreement, sentence: Span, start: int) -> bool:
    """Whether a place is in a short cell of a row that has a sum, as a table of instalments has them."""
    cells = PARTED.split(sentence.text)
    if len(cells) < FEWEST_CELLS or not any(MONEY.fullmatch(cell.strip()) for cell in cells):
        return False
    at = len(PARTED.split(agreement.text[sentence.start : start])) - 1
    return len(cells[at].strip()) <= SHORT_CELL


def _settles(agreement: Agreement, sentence: Span, match: re.Match[str]) -> bool:
    """Whether it is the usual clause on disputes or on what was not thought of, or a sum follows 等费用."""
    word, text = match.group(), agreement.text
    if re.search(r"协商|商|议|约定", word):
        around = sentence.text + text[sentence.end : sentence.end + AFTERWARDS].split("\n")[0]
        return SETTLES.search(around) is not None or "达成" in sentence.text
    if word == "及时":
        return FIXED.search(sentence.text) is not None
    if "费用" in word or word.startswith("等"):
        if OWN_COSTS.match(text, match.end()) or re.search("结算|抄表|据实|凭票|凭据|实际发生", sentence.text):
            return True
        behind = text[match.end() : sentence.end]
        return (
            any(match.end() <= one.start < sentence.end for one in agreement.amounts)
            or "实现债权" in behind + text[sentence.start : match.start()]
        )
    if "利率" in word or "利息" in word:
        return re.search(r"LPR|贷款市场报价利率|判决|调解书", sentence.text) is not None
    return False
