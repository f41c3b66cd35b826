"""What was left open: ____, 【　】, XX元, （ ）, {{ name }}. 某某 is how names are hidden, and no blank."""

import re
from collections.abc import Iterator, Sequence

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
    # 牌照号为      的小轿车
    (re.compile(r"[为是于在号额付至](?: {3,}|　{2,})(?=[一-鿿，。；）)])"), "空着没有填"),
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
NEEDED = re.compile(r"日期|时间|期限|还款日|付款日|金额|数额|款额|元|账号|卡号|工资|本金")
BOXES = re.compile(r"^[^\n☑✓√■]*□[^\n☑✓√■□]*□[^\n☑✓√■]*$", re.M)
# 电话：（nothing）
EMPTY = re.compile(
    "(?:开户行|开户银行|户名|账号|卡号|收款账户|银行账号|案号|电话|手机号?|微信号|金额|付款日期|利率|车牌号|编号"
    "|身份证号码?|公民身份号码|统一社会信用代码|住址|住所|地址|法定代表人)"
    r"[ \t　]*[：:][ \t　]*(?=[，,；;。\n）)]|$)"
)
# 支付和解金额：, 收款账户： above a table or lines of their own
LEADS = re.compile(r"\n(?![ \t　]*[^\n：:]{1,12}[：:])[ \t　]*\S|\n[ \t　]*(?:户名|开户|账号|帐号|卡号)")
LEADING = re.compile("账户|金额|日期")


def findings(agreement: Agreement) -> Iterator[Finding]:
    """Blanks outside the lines for signatures, those of one line together."""
    lines: dict[int, list[tuple[int, int, str]]] = {}
    for start, end, what in _blanks(agreement):
        lines.setdefault(agreement.text.rfind("\n", 0, start) + 1, []).append((start, end, what))
    for blanks in lines.values():
        yield _blank(agreement, sorted(blanks))


def _blanks(agreement: Agreement) -> Iterator[tuple[int, int, str]]:
    """Where each blank begins and ends, and what it is."""
    text = agreement.text
    taken = bytearray(len(text) + 1)  # 1 for each character of a blank that was found
    limit = _signature_lines(agreement)
    for pattern, what in PATTERNS:
        for match in pattern.finditer(text):
            start, end = match.span()
            if any(taken[start:end]) or limit[0] <= start < limit[1]:
                continue
            taken[start:end] = b"\1" * (end - start)
            yield start, end, what
    for start, end in _empty_cells(agreement):
        if not any(taken[start:end]) and not limit[0] <= start < limit[1]:
            taken[start:end] = b"\1" * (end - start)
            yield start, end, "表格里有一格没有填"
    for pattern, what in ((BOXES, "选项没有勾选"), (EMPTY, "后面没有填")):
        for match in pattern.finditer(text, 0, limit[0]):
            leads = pattern is EMPTY and LEADING.search(match.group()) and LEADS.match(text, match.end())
            if not leads and not any(taken[match.start() : match.end() + 2]):
                yield *match.span(), what


def _empty_cells(agreement: Agreement) -> Iterator[tuple[int, int]]:
    """Rows without the day, the sum or the account that the other rows of their table have."""
    for table in agreement.tables:
        for place, head in enumerate(table.head):
            cells = [(row, row[place]) for row in table.rows if place < len(row)]
            empty = [row for row, cell in cells if not cell.text]
            if NEEDED.search(head.text) and empty and len(empty) < len(cells):
                yield from ((row[0].start, row[-1].end) for row in empty)


def _signature_lines(agreement: Agreement) -> tuple[int, int]:
    """The lines that are signed, from start to end: what stands below, such as an annex, is read again."""
    lines = agreement.signatures
    annex = re.search(r"\n[ \t　]*附(?:件|表)", lines.text)
    return lines.start, lines.start + annex.start() if annex else lines.end


def _blank(agreement: Agreement, blanks: Sequence[tuple[int, int, str]]) -> Finding:
    """One finding about the blanks of a line, from the first to the last."""
    start, end = blanks[0][0], max(stop for _, stop, _ in blanks)
    severe = any(_counts(agreement, begin, stop) for begin, stop, _ in blanks)
    kinds = dict.fromkeys(what for _, _, what in blanks)
    what = "；".join(kinds) if len(blanks) == 1 else f"这一行有{len(blanks)}处没有填（{'；'.join(kinds)}）"
    severity = Severity.ERROR if severe else Severity.WARNING
    return agreement.finding("blank", severity, start, end, f"{what}。签字以前填上，没有这一项的写“无”或者删去。")


def _counts(agreement: Agreement, start: int, end: int) -> bool:
    """Whether a blank is of a sum or of a day."""
    text = agreement.text
    return (
        re.search(r"元|款|金额|利率|付", text[max(0, start - 8) : end + 2]) is not None
        or re.search(r"[年月日]", text[start : end + 1]) is not None
        or re.search(r"(?:人民币|[¥￥])$", text[max(0, start - 3) : start]) is not None
    )
