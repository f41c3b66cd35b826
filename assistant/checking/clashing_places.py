"""Two accounts of one payee, two courts, one cost that two are to bear."""

import re
from collections.abc import Iterator

from assistant.checking.agreement import Agreement, AgreementKind
from assistant.checking.clashing_sums import clash
from assistant.checking.duties import CONDITION, words_for_parties
from assistant.checking.facts import past
from assistant.checking.finding import Finding
from assistant.checking.places import scope_of, spot

JURISDICTION = re.compile(
    r"(?:向|由|提交|到|交由?)(?P<where>[^，。；向由]{1,26}?(?:人民法院|法院|仲裁委员会|仲裁委))[^，。；]{0,8}(?P<how>起诉|提起诉讼|诉讼|管辖|仲裁|处理|解决)"
)
CONFIRMING = re.compile(r"向(?P<where>[^，。；]{2,20}?法院)[^，。；]{0,6}申请司法确认")
ACCOUNT = re.compile(
    r"(?:账号|帐号|卡号|账户)(?:改?为|是|：|:|）|\))?(?:[^，。；：:\d]{0,10}(?:银行|信用社))?"
    r"[ 　]*(?P<number>[\d*＊][\d*＊xX \-]{6,30}[\d*＊xX])"
)
NOT_PAID_TO = re.compile(r"冻结|查封|解除|保全|扣划|原(?:付款|账户)")
BEFORE = 20  # characters before a fee within which its bearer may stand
NEAR = 60  # characters before an account in which may be said whose it is
OF_SOME = re.compile(r"第?[一二三四五六七八九十\d、至和]+[期笔次批][^，。；]{0,8}[汇付转打]")
OFFICE = re.compile(r"法院|公证处|仲裁委|鉴定|评估|税务|登记中心|医院|物业")
OTHERS = {"法院", "公证处", "仲裁委", "鉴定", "评估", "税务", "登记中心", "医院", "物业"}
# 运输由乙方负责并承担费用: what a work costs, though no fee is named
PAID_FOR = (
    r"(?=(?:(?![后的前时])[^，。；]){0,14}?由[^，。；]{1,14}?(?:负责|自费)?[^，。；]{0,4}"
    r"(?:承担|负担)(?:全部|所需|相关)?费用)"
)
WORKS = ("安装", "拆卸", "拆除", "吊装", "装卸", "搬运", "清运", "维修", "修理")
CAUSED = re.compile(r"因[^，。；]{1,24}[增多][加出]的[^，。；]{0,4}$")  # 因甲方改变地点增加的运费, which is another
FEES = (
    ("受理费", re.compile(r"案件受理费|受理费|诉讼费用?")),
    ("保全费", re.compile(r"保全(?:申请)?费")),
    ("执行费", re.compile(r"执行(?:申请)?费")),
    ("律师费", re.compile(r"律师(?:代理)?费")),
    ("鉴定费", re.compile(r"鉴定费")),
    ("运费", re.compile(rf"运输?费|运输{PAID_FOR}")),
    ("过户税费", re.compile(r"(?:过户|转移登记)[^，。；]{0,8}(?:税费|费用)|税费")),
    ("公证费", re.compile(r"公证费")),
    ("评估费", re.compile(r"评估费")),
    *((f"{work}费", re.compile(rf"{work}(?:费|{PAID_FOR})")) for work in WORKS),
)
PRONOUNS = frozenset({"其", "本人", "一方", "某", "任何人"})  # which may be anybody who was named before
NAMED_FEE = re.compile(r"[一-鿿]{2}费(?![用一-鿿])|[一-鿿]{2}费(?=由|归)")


def findings(agreement: Agreement) -> Iterator[Finding]:
    """contradiction, of accounts, courts and who bears the costs."""
    yield from _accounts(agreement)
    yield from _courts(agreement)
    yield from _costs(agreement)


def _accounts(agreement: Agreement) -> Iterator[Finding]:
    if agreement.kind is AgreementKind.WAGE:
        return
    found: list[tuple[str, str, re.Match[str]]] = []
    parties = words_for_parties(agreement)
    for sentence in agreement.sentences:
        if not ACCOUNT.search(sentence.text):
            continue
        if NOT_PAID_TO.search(scope_of(agreement, sentence.start).text) or past(agreement, sentence, sentence.start):
            continue
        for match in ACCOUNT.finditer(agreement.text, sentence.start, sentence.end):
            scope = scope_of(agreement, sentence.start)
            begin = max((other.end() for _, _, other in found[-1:]), default=scope.start)
            before = agreement.text[scope.start : match.start("number")]
            payee = _listed(agreement, agreement.text[max(scope.start, begin) : match.start()]) or _payee(
                before, parties
            )
            payee = _person(agreement, payee)
            found.append((re.sub(r"[ \-]", "", match["number"]), payee, match))
    if not found:
        return
    number_said, payee_said, _ = found[0]
    for said, payee, match in found[1:]:
        if said == number_said or re.search(
            r"押金|退还|返还|发票|保证金", agreement.text[max(0, match.start() - 60) : match.start()]
        ):
            continue
        if _set_apart(agreement, match.start()):
            continue
        if payee != payee_said and ((payee and payee_said) or payee in OTHERS or payee_said in OTHERS):
            continue
        reason = f"前面写的收款账号是{number_said}，这里是{said}。请核对后只留一个，或者写明哪一笔付到哪个账户。"
        yield clash(agreement, match.start("number"), match.end("number"), reason)
        return


def _set_apart(agreement: Agreement, place: int) -> bool:
    """Whether an account is for some of the payments, and another for others: 第二、三期汇入基本账户，账号…."""
    start = max(agreement.text.rfind(sign, 0, place) for sign in "。；\n") + 1
    return OF_SOME.search(agreement.text[start:place]) is not None


def _payee(before: str, parties: str) -> str:
    """Whose account it is: 户名…, or 汇入甲方账户; a court's or an office's by what it is."""
    named = re.findall(r"户名[：:为是]?[ 　]*([^，。；：:）)、\n]{2,24})", before[-60:])
    if named:
        return str(named[-1])
    told = re.findall(rf"收款(?:人|方|单位)[：:为是]?[ 　]*({parties})", before[-NEAR:])
    if told:
        return str(told[-1])
    at_bank = re.sub(r"在[^，。；]{0,12}(?:银行|信用社|联社)[^，。；]{0,10}?(?=账[户号]|卡)", "", before)
    owned = re.findall(rf"({parties})(?:(?!{parties})[^，。；]){{0,8}}(?:账[户号]|卡(?!号))", at_bank)
    if owned:
        return str(owned[-1])
    office = OFFICE.findall(before[-NEAR:])
    return str(office[-1]) if office else ""


def _listed(agreement: Agreement, piece: str) -> str:
    """Whose account it is where accounts are listed: 严敏，中国银行…，卡号…；段志强，…，卡号…."""
    piece = re.split("[。；;\n]", piece)[-1]
    names = "|".join(re.escape(name) for party in agreement.parties for name in party.names if len(name) > 1)
    said = re.findall(rf"(?:^|[，,：:])[ 　]*({names})(?=[，,：: 　])", piece)
    return str(said[-1]) if names and said else ""


def _person(agreement: Agreement, payee: str) -> str:
    """One word for each payee: a party's name, whatever he is called."""
    office = OFFICE.search(payee)
    return next((one.name for one in agreement.parties if payee in one.names), office.group() if office else payee)


def _courts(agreement: Agreement) -> Iterator[Finding]:
    for words, what in ((JURISDICTION, "管辖"), (CONFIRMING, "司法确认")):
        said: list[re.Match[str]] = []
        for sentence in agreement.sentences:
            found = list(words.finditer(agreement.text, sentence.start, sentence.end))
            if found and "或" not in sentence.text and not past(agreement, sentence, sentence.start):
                said += found
        if agreement.kind is AgreementKind.WAGE:
            said = [one for one in said if "仲裁" not in one["where"]]
        for one in said[1:]:
            first, second = _court(said[0]["where"]), _court(one["where"])
            if first and second and first != second and not first.endswith(second) and not second.endswith(first):
                reason = f"{what}前面写“{said[0]['where']}”，这里写“{one['where']}”。请只留一个。"
                yield clash(agreement, one.start("where"), one.end("where"), reason)
                return


def _court(name: str) -> str:
    """The court without 有管辖权的 and the like; "" for 人民法院, which may be any."""
    plain = re.sub(r"有管辖权的|依法|本案|当地|的|基层|相应", "", name).strip()
    return (
        ""
        if plain in {"人民法院", "法院", "仲裁委员会", "仲裁委", "劳动人事争议仲裁委员会", "劳动争议仲裁委员会"}
        else plain
    )


def _costs(agreement: Agreement) -> Iterator[Finding]:
    parties = words_for_parties(agreement)
    behind = re.compile(
        rf"(?:由|归|均由|全部由)(?P<who>{parties}|双方|各方|各自|各半)[^，。；]{{0,10}}?(?:负担|承担|支付|缴纳|交纳)"
    )
    before = re.compile(rf"(?P<who>{parties}|双方|各方)[^，。；]{{0,8}}?(?:负担|承担)(?=[^，。；]{{0,14}}费)")
    told = [
        one
        for one in agreement.sentences
        if "费" in one.text and not CONDITION.search(one.text) and not past(agreement, one, one.start)
    ]
    others = {
        name for one in told for name in NAMED_FEE.findall(one.text) if not any(words.search(name) for _, words in FEES)
    }
    for name, words in (*FEES, *((name, re.compile(name)) for name in sorted(others))):
        said: list[tuple[str, int, int]] = []
        for sentence in told:
            for fee in words.finditer(sentence.text):
                if CAUSED.search(sentence.text, max(0, fee.start() - NEAR), fee.start()):
                    continue
                match = behind.search(sentence.text, fee.end()) or before.search(
                    sentence.text, max(0, fee.start() - BEFORE), fee.end()
                )
                if match and match["who"] not in PRONOUNS:
                    said.append((_called(agreement, match["who"]), *spot(sentence, match)))
        for who, start, end in said[1:]:
            if who != said[0][0]:
                reason = f"{name}前面写由{said[0][0]}负担，这里写由{who}负担。请定下由谁负担，或者写明各负担多少。"
                yield clash(agreement, start, end, reason)
                break


def _called(agreement: Agreement, who: str) -> str:
    """A party by its role, whatever it is called."""
    return next((party.role for party in agreement.parties if who in party.names), who)
