"""Identity numbers, credit codes and bank cards that cannot be right: too long, too short, a wrong check digit."""

import re
from collections.abc import Iterator
from datetime import date

from assistant.checking.agreement import Agreement, Party, Span
from assistant.checking.finding import Finding, Severity
from assistant.checking.laws import IDENTITY_CARD, cite
from assistant.checking.tables import Cell, tables
from assistant.redaction.numbers import CREDIT_ALPHABET, CREDIT_WEIGHTS, IDENTITY_WEIGHTS

RUN = r"(?P<value>[0-9A-Za-z](?:[ \-]?[0-9A-Za-z*＊×●_＿]){7,30})"
IDENTITY = re.compile(rf"(?:公民身份号码|身份证(?:件)?(?:号码|号|编号)?|身份号码)[ \t　]*[：:为]?[ \t　]*{RUN}")
CREDIT = re.compile(rf"(?:统一社会信用代码|社会信用代码|信用代码)[ \t　]*[：:为]?[ \t　]*{RUN}")
CARD = re.compile(rf"(?:卡号|账号|帐号|账户|银行卡)[ \t　]*(?:号码)?[ \t　]*[：:为]?[ \t　]*{RUN}")
PHONE = re.compile(rf"(?:电话|手机|联系方式)[ \t　]*(?:号码?)?[ \t　]*[：:为]?[ \t　]*{RUN}")
MOBILE, NEARLY_MOBILE = re.compile("1[3-9]"), (9, 10, 12, 13)
BARE = re.compile(r"(?<![0-9A-Za-z*＊×●])(?P<value>[1-9]\d{16}[\dXx])(?![0-9A-Za-z*＊×●])")
HIDDEN = re.compile(r"[*＊×●_＿]|[Xx]{2,}|0{6,}[Xx]?$")
LENGTH, OLD_LENGTH = 18, 15
CARD_LENGTHS = range(16, 20)
UNIONPAY = "62"
SEXES = re.compile(r"(?<![一-鿿])(?P<sex>男|女)(?![一-鿿])|性别[：:]?(?P<told>男|女)")
DAY = r"(?P<{}>(?:19|20)\d\d)[年.\-/](?P<{}>\d{{1,2}})[月.\-/](?P<{}>\d{{1,2}})"
BORN = re.compile(
    rf"{DAY.format('year', 'month', 'day')}日?(?:出生|生)"
    rf"|(?:出生(?:日期|年月)?|生于)[：:于]?{DAY.format('y', 'm', 'd')}"
)


def findings(agreement: Agreement) -> Iterator[Finding]:
    """Numbers that are wrong by themselves, or do not fit what is said beside them. Masked ones are passed over."""
    text = agreement.text
    seen: set[int] = set()
    written = [(match.span("value"), judge) for pattern, judge in NAMED for match in pattern.finditer(text)]
    written += [((cell.start, cell.end), _either) for cell in _cells(text)]
    written += [(match.span("value"), _bare) for match in BARE.finditer(text)]
    for (start, end), judge in written:
        if start in seen:
            continue
        seen.add(start)
        value = re.sub("[ -]", "", text[start:end]).upper()
        if not HIDDEN.search(text[start:end]) and (problem := judge(value, agreement.today)):
            basis = "" if judge in {_credit, _card, _phone} else cite(IDENTITY_CARD, "三")
            yield agreement.finding("party-identifier", Severity.ERROR, start, end, problem, basis)
    for party in agreement.parties:
        yield from _fits(agreement, party.details)
    yield from _others(agreement)
    yield from _shared(agreement)


def _cells(text: str) -> Iterator[Cell]:
    """The cells of tables that hold identity numbers or credit codes."""
    for table in tables(text):
        column = table.column("身份证|公民身份|证件号")
        cells = (row[column] for row in table.rows if column is not None and column < len(row))
        yield from (cell for cell in cells if re.fullmatch(r"\d{12,22}[\dXx]", cell.text))


def _identity(value: str, today: date) -> str:
    """What is wrong with an identity number, "" for nothing."""
    if len(value) == OLD_LENGTH and value.isdigit():
        return "这是15位的旧号码，请改写成现在的18位公民身份号码。"
    if len(value) != LENGTH:
        return f"公民身份号码应当是18位，这里有{len(value)}位。请照身份证核对。"
    if not re.fullmatch(r"\d{17}[\dX]", value):
        return "公民身份号码前17位都是数字，最后一位是数字或者X。请照身份证核对。"
    if (born := _born(value)) is None or born > today:
        return f"号码里的出生日期（{value[6:14]}）{'不存在' if born is None else '还没有到'}。请照身份证核对。"
    if _check_digit(value[:17]) != value[17]:
        return "最后一位校验码对不上，号码里至少有一位写错。请照身份证逐位核对。"
    return ""


def _born(value: str) -> date | None:
    """The day of birth in an identity number; None where there is no such day."""
    try:
        return date(int(value[6:10]), int(value[10:12]), int(value[12:14]))
    except ValueError:
        return None


def _check_digit(digits: str) -> str:
    total = sum(int(digit) * weight for digit, weight in zip(digits, IDENTITY_WEIGHTS, strict=True))
    return "10X98765432"[total % 11]


def _credit(value: str, _: date) -> str:
    """What is wrong with a credit code."""
    if len(value) == OLD_LENGTH and value.isdigit():
        return ""  # a number of registration of the time before
    if len(value) != LENGTH:
        return f"统一社会信用代码应当是18位，这里有{len(value)}位。请照营业执照核对。"
    if strange := [character for character in value if character not in CREDIT_ALPHABET]:
        return f"统一社会信用代码里不会有字母{strange[0]}（I、O、S、V、Z 都不用），可能与数字混了。请照营业执照核对。"
    total = sum(CREDIT_ALPHABET.index(sign) * weight for sign, weight in zip(value[:17], CREDIT_WEIGHTS, strict=True))
    if CREDIT_ALPHABET[-total % 31] != value[17]:
        return "最后一位校验码对不上，代码里至少有一位写错。请照营业执照逐位核对。"
    return ""


def _card(value: str, _: date) -> str:
    """What is wrong with the number of a bank card; the account of a company follows no common rule."""
    if not value.isdigit() or not value.startswith(UNIONPAY):
        return ""
    if len(value) not in CARD_LENGTHS:
        return f"银行卡号一般是16至19位，这里有{len(value)}位，款可能付不出去或者付错人。请照卡核对。"
    digits = [int(digit) for digit in value][::-1]
    total = sum(digits[::2]) + sum(sum(divmod(2 * digit, 10)) for digit in digits[1::2])
    return "" if total % 10 == 0 else "卡号的校验位对不上，至少有一位写错，款可能付不出去或者付错人。请照卡逐位核对。"


def _phone(value: str, _: date) -> str:
    """What is wrong with the number of a mobile phone."""
    if not value.isdigit() or not MOBILE.match(value) or len(value) not in NEARLY_MOBILE:
        return ""
    return f"手机号应当是11位，这里有{len(value)}位，到时联系不上、文书送不到。请核对。"


def _either(value: str, today: date) -> str:
    """An identity number, or the code of a firm that stands in the same column."""
    return _identity(value, today) if _credit(value, today) else ""


def _bare(value: str, today: date) -> str:
    """A number of 18 digits that nothing names: an identity number only where it holds a day of birth."""
    if not re.fullmatch(r"[1-8]\d{5}(?:19|20)\d{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])\d{3}[\dX]", value):
        return ""
    return _identity(value, today) if _credit(value, today) else ""


NAMED = ((IDENTITY, _identity), (CREDIT, _credit), (CARD, _card), (PHONE, _phone))


def _others(agreement: Agreement) -> Iterator[Finding]:
    """Whoever else is named with a number: a child, its parents, a surety in a clause."""
    end = 0
    for match in IDENTITY.finditer(agreement.text):
        start = max(end, *(agreement.text.rfind(sign, end, match.start()) + 1 for sign in "。；;\n"))
        end = match.end()
        if not any(one.details.start <= start < one.details.end for one in agreement.parties):
            yield from _fits(agreement, agreement.span(start, end))


def _fits(agreement: Agreement, details: Span) -> Iterator[Finding]:
    """The number of a person against the sex and the day of birth that stand beside it."""
    said = details.text
    match = IDENTITY.search(said)
    value = re.sub("[ -]", "", match["value"]).upper() if match else ""
    if match is None or HIDDEN.search(match["value"]) or _identity(value, agreement.today):
        return
    before = said[: match.start()]
    sex, born = SEXES.search(before), BORN.search(before)
    wrong: tuple[str, int] | None = None
    if sex and (sex["sex"] or sex["told"]) != ("男" if int(value[16]) % 2 else "女"):
        wrong = "性别", sex.start()
    told = [born[name] or born[short] for name, short in (("year", "y"), ("month", "m"), ("day", "d"))] if born else []
    if born and "".join(part.zfill(2) for part in told) != value[6:14]:
        wrong = "出生日期", born.start()
    if wrong:
        yield agreement.finding(
            "party-identifier",
            Severity.ERROR,
            details.start + wrong[1],
            details.start + match.end("value"),
            f"号码与前面写的{wrong[0]}对不上，两处有一处写错。请照身份证核对。",
            cite(IDENTITY_CARD, "三"),
        )


def _shared(agreement: Agreement) -> Iterator[Finding]:
    """Two parties with one number."""
    held: dict[str, Party] = {}
    for party in agreement.parties:
        said = party.details.text
        match = IDENTITY.search(said) or CREDIT.search(said) or BARE.search(said)
        if match is None or HIDDEN.search(match["value"]):
            continue
        value = re.sub("[ -]", "", match["value"]).upper()
        other = held.setdefault(value, party)
        if other.name != party.name:
            start = party.details.start + match.start("value")
            yield agreement.finding(
                "party-identifier",
                Severity.ERROR,
                start,
                start + len(match["value"]),
                f"与{other.role}{other.name}的号码一模一样，其中一个抄错了。请逐一核对。",
            )
