"""What was left open: ____, 【　】, XX元, （ ）, {{ name }}. 某某 is how names are hidden, and no blank."""

import re
from collections.abc import Iterator

from assistant.checking.agreement import Agreement
from assistant.checking.finding import Finding, Severity

# Letters within a number hide it: 138XXXX0001, 6222XXXXXXXX0001.
NO_MASK = r"(?<![0-9A-Za-z*＊×])"
HELD = r"(?![0-9A-Za-z*＊×@])"
PATTERNS = (
    (re.compile(r"[_＿﹍﹎]{2,}(?:[年月日元天期号%％、，./ 　]{0,2}[_＿﹍﹎]{1,})*"), "这里的横线没有填"),
    (re.compile(r"[（(【〔\[［“《<〈][ \t　]*[）)】〕\]］”》>〉]"), "括号里没有填"),
    (
        re.compile(rf"{NO_MASK}(?:20)?[XxＸ×]{{1,4}}年[XxＸ×\d]{{1,4}}月(?:[XxＸ×\d]{{1,4}}[日号])?"),
        "日期没有填",
    ),
    (re.compile(r"(?<![\d*])(?:19|20)\d\d年[XxＸ×]{1,2}月(?:[XxＸ×\d]{1,2}[日号])?"), "日期没有填"),
    (re.compile(r"(?<![\d*])(?:19|20)\d\d年\d{1,2}月[XxＸ×]{1,2}[日号]"), "日期没有填"),
    (re.compile(r"(?<![\d*])(?:19|20)[XxＸ×]{2}(?![0-9A-Za-z*])"), "年份没有填"),
    (re.compile(rf"{NO_MASK}[XxＸ×]{{2,}}{HELD}"), "用 X 代替的内容没有填"),
    (re.compile(rf"{NO_MASK}[XxＸ×](?=[元%％天期个日月号])"), "用 X 代替的数没有填"),
    (
        re.compile(
            r"(?:(?:19|20)\d\d|(?<![\d〇○零一二三四五六七八九十])[ \t　]+)[ \t　]*年"
            r"(?:[ \t　]*月[ \t　]*日|[ \t　]+月(?:[ \t　]+日)?|[ \t　]*\d{1,2}月[ \t　]+日)"
        ),
        "日期没有填",
    ),
    (re.compile(r"[付款币为额计¥￥息金率方人费价欠共数][ \t　]+[元%％](?!整)"), "数额没有填"),
    (
        re.compile(r"\{\{[^{}\n]{0,40}\}\}|\$\{[^{}\n]{0,40}\}|<(?:[a-z_]+|[一-鿿]{2,8})>"),
        "模板里的占位没有换成实际内容",
    ),
    (
        re.compile(
            r"[【\[（(〔［](?:请|此处|这里|待)[^】\])）〕］\n]{0,20}(?:填|写|补|确认|核实)[^】\])）〕］\n]{0,10}[】\])）〕］]"
            r"|[【\[［](?:姓名|名称|金额|数额|日期|地址|住址|身份证号码?|账号|电话|法院|案号|公司名称|利率|期限)[】\]］]"
        ),
        "模板里的占位没有换成实际内容",
    ),
    (re.compile(r"(?:(?<!效力)待定|待填|待补充?|待确定|TBD)(?=[，。；、）)\s元]|$)"), "写着待定，等于没有写"),
    (re.compile(r"……(?=元|年|日)|\.{3,}(?=元|年|日)"), "省略的内容没有填"),
)
BOXES = re.compile(r"^[^\n☑✓√■]*□[^\n☑✓√■□]*□[^\n☑✓√■]*$", re.M)
# 电话：（nothing）
EMPTY = re.compile(
    "(?:开户行|开户银行|户名|账号|收款账户|银行账号|案号|电话|联系电话|金额|付款日期|利率)"
    r"[ \t　]*[：:][ \t　]*(?=[，,；;。\n]|$)"
)


def findings(agreement: Agreement) -> Iterator[Finding]:
    """Blanks outside the lines for signatures."""
    text = agreement.text
    taken: list[tuple[int, int]] = []
    limit = _signature_lines(agreement)
    for pattern, what in PATTERNS:
        for match in pattern.finditer(text):
            start, end = match.span()
            if any(start < stop and begin < end for begin, stop in taken) or limit[0] <= start < limit[1]:
                continue
            taken.append((start, end))
            yield _blank(agreement, start, end, what)
    for pattern, what in ((BOXES, "选项没有勾选"), (EMPTY, "后面没有填")):
        for match in pattern.finditer(text, 0, limit[0]):
            if not any(match.start() <= begin < match.end() + 2 for begin, _ in taken):
                yield _blank(agreement, *match.span(), what)


def _signature_lines(agreement: Agreement) -> tuple[int, int]:
    """The lines that are signed, from start to end: what stands below, such as an annex, is read again."""
    lines = agreement.signatures
    annex = re.search(r"\n[ \t　]*附(?:件|表)", lines.text)
    return lines.start, lines.start + annex.start() if annex else lines.end


def _blank(agreement: Agreement, start: int, end: int, what: str) -> Finding:
    line = agreement.text[agreement.text.rfind("\n", 0, start) + 1 : start]
    money = re.search(r"元|款|金额|利率|付", agreement.text[max(0, start - 8) : end + 2])
    dated = re.search(r"[年月日]", agreement.text[start : end + 1])
    severity = Severity.ERROR if money or dated or re.search(r"人民币|[¥￥]$", line) else Severity.WARNING
    return agreement.finding("blank", severity, start, end, f"{what}。签字以前填上，没有这一项的写“无”或者删去。")
