"""Whether each party can be found and told from others: a number and an address."""

import re
from collections.abc import Iterator

from assistant.checking.agreement import Agreement, Party
from assistant.checking.finding import Finding, Severity
from assistant.checking.laws import CIVIL_CODE, PEOPLES_MEDIATION, PROCEDURE_INTERPRETATION, cite

MASKED = r"[0-9A-Za-z*＊×●•_＿\-]"
# A number with the word for it, or one as long as an identity number or credit code; masked ones count.
NUMBER = re.compile(
    rf"(?:公民身份号码|身份证(?:件)?(?:号码?|编号)?|身份号码|证件(?:号码?|编号)|证号|社会信用代码|信用代码|机构代码|注册号|执照号码?|护照|通行证|居住证|军官证)"
    rf"[^\n，,；;。]{{0,12}}?{MASKED}{{4}}|(?<![0-9A-Za-z]){MASKED}{{15,22}}(?![0-9A-Za-z])|(?:身份证|证件|代码)[^，,；;。\n]{{0,8}}(?:附后|附件|略|见)"
)
ADDRESS = re.compile(
    r"(?:住址|住所地?|地址|住所|户籍地?|户籍所在地|现住|经常居住地|居住地|居住于|经营场所|注册地|营业地|办公地点?)"
    r"[ \t　]*[：:]?[ \t　]*(?:在|为)?[ \t　]*[一-鿿_＿]{2}"
    r"|(?<![居])住[ \t　]*[：:]?[ \t　]*[一-鿿_＿]{3}"
    r"|[一-鿿]{1,8}(?:省|市|区|县|旗|镇|乡)[^，,；;。\n]{0,30}(?:路|街|道|巷|村|镇|乡|号|组|楼|室|栋|园|社区|小区|大厦)"
)
FIRM = re.compile(
    r"公司|厂|店|中心|合作社|联合社|事务所|集团|银行|商行|经营部|委员会|医院|学校|工作室|超市|酒店|企业|有限|协会|分理处"
    r"|[局府院馆场部站坊庄行社会]$"
)
NO_HEAD = re.compile(r"[局府院]$|委员会|学校|某")  # whoever speaks for it is known, or nobody is named
HEAD = re.compile(
    r"法定代表人|法人代表|法人[：:]|负责人|经营者|投资人|业主|店主|理事长|事务合伙人|代表人|主任|经理|董事长|厂长"
)
ACCOUNT = re.compile(r"(?:账号|帐号|卡号|账户)[^，,；;\n]*")
PHONE = re.compile(r"(?:电话|手机|联系方式)[^，。；\n]{0,6}[\d*＊_＿×]{4}|(?<!\d)1[3-9]\d{9}(?!\d)")
WORKER = re.compile("劳动者|工人|职工|员工")  # known to the employer by the number; an address is not always asked for
LISTED = re.compile(r"名单|附表|附件|身份信息见")
NO_FIRM = re.compile(rf"{LISTED.pattern}|管理人|清算组")  # a list of people; whom a court appoints
NUMBERED, LIVING = "证件号码或者信用代码", "住址或者住所"
SHARED = re.compile(
    r"(?:[两二三四]人|夫妻|夫妇|上述各人)(?:[系为](?:夫妻|夫妇|父子|母子|兄弟|姐妹))?，?"
    r"(?:均|都|同|现)?住[^。；\n]{4,}"
)
LEAST_NAME = 2


def is_firm(name: str) -> bool:
    """Whether a party is a company or another body, by its name."""
    return FIRM.search(name) is not None


def findings(agreement: Agreement) -> Iterator[Finding]:
    """Parties of which the number or the address is not written."""
    if not agreement.formal:
        return
    basis = (
        cite(PEOPLES_MEDIATION, "二十九")
        if re.search("人民调解", agreement.text)
        else f"{cite(CIVIL_CODE, '四百七十')}；{cite(PROCEDURE_INTERPRETATION, '四百六十一')}"
    )
    if not agreement.parties and not NUMBER.search(agreement.text, 0, agreement.signatures.start):
        yield _nobody(agreement, basis)
    yield from _unrepresented(agreement)
    yield from _unreachable(agreement)
    lacks = {party: _missing(agreement, party) for party in agreement.parties}
    common = set.intersection(*map(set, lacks.values())) if len(lacks) > 1 else set()
    if NUMBERED in common or (common and not any(NUMBERED in found for found in lacks.values())):
        yield _everybody(agreement, tuple(one for one in (NUMBERED, LIVING) if one in common), basis)
        return
    for party, found in lacks.items():
        if not found or (LIVING in common and NUMBERED not in found):  # what all lack is told with the first
            continue
        names = "和".join(_named(party, one) for one in found)
        others = "其他各方也没有写住址。" if LIVING in common else ""
        yield agreement.finding(
            "party-missing",
            _severity(found),
            party.details.start,
            party.details.end,
            f"{party.role}没有写{names}。同名同姓的人分不清，执行时可能找不到人，请补上。{others}",
            basis,
            party.details.text.rstrip().rstrip("。；;，,") + "".join(f"，{_named(party, one)}：____" for one in found),
        )


def _unrepresented(agreement: Agreement) -> Iterator[Finding]:
    """Firms of which nobody says who acts for them, neither above nor where they sign."""
    lines = agreement.signatures.text
    firms = [one for one in agreement.parties if is_firm(one.name) and not NO_HEAD.search(one.name)]
    told = [one for one in firms if HEAD.search(_said_of(agreement, one))]
    lacking = [one for one in firms if one not in told and not NO_FIRM.search(one.role + one.details.text)]
    signed = [one for one in firms if re.search(rf"{re.escape(one.name)}[^\n]*\n?[^\n：:]*(?:{HEAD.pattern})", lines)]
    if not lacking or (not told and signed):
        return
    party = lacking[0]
    others = "".join(f"{one.role}也是。" for one in lacking[1:])
    yield agreement.finding(
        "party-missing",
        Severity.WARNING,
        party.details.start,
        party.details.end,
        f"{party.role}是单位，没有写法定代表人或者负责人，看不出谁能代表它签字。{others}请写上姓名和职务。",
        cite(CIVIL_CODE, "六十一"),
        party.details.text.rstrip().rstrip("。；;，,") + "，法定代表人（负责人）：____",
    )


def _unreachable(agreement: Agreement) -> Iterator[Finding]:
    """A party without a telephone number where the others of his side have one."""
    told = {one for one in agreement.parties if PHONE.search(one.details.text + _elsewhere(agreement, one))}
    for party in agreement.parties:
        alike = {one for one in agreement.parties if one.role == party.role} - {party}
        if party in told or not alike or not alike <= told:
            continue
        yield agreement.finding(
            "party-missing",
            Severity.NOTICE,
            party.details.start,
            party.details.end,
            f"同一方的其他人都写了电话，{party.role}{party.name}没有写，通知、送达找不到人。请补上。",
            "",  # 470 asks for names and domiciles alone
            party.details.text.rstrip().rstrip("。；;，,") + "，电话：____",
        )


def _said_of(agreement: Agreement, party: Party) -> str:
    """All that is said of a party before the next: also who acts for it on a line of his own, or owns it."""
    after = [one for one in agreement.parties if one.details.start > party.details.start]
    end = min((one.details.start for one in after), default=max(party.details.end, agreement.body.start))
    owners = "".join(one.role + one.alias for one in after if not is_firm(one.name))
    return agreement.text[party.details.start : end] + ("" if "公司" in party.name else owners)


def _severity(found: tuple[str, ...]) -> Severity:
    """Without a number nobody knows who it is; without an address he can still be looked up."""
    return Severity.ERROR if NUMBERED in found else Severity.WARNING


def _named(party: Party, what: str) -> str:
    """What a missing thing is called for a firm or for a person."""
    firm = is_firm(party.name)
    if what == NUMBERED:
        return "统一社会信用代码" if firm else "公民身份号码"
    return "住所" if firm else "住址"


def _everybody(agreement: Agreement, found: tuple[str, ...], basis: str) -> Finding:
    """One finding where all parties lack the same."""
    first, last = agreement.parties[0].details, agreement.parties[-1].details
    return agreement.finding(
        "party-missing",
        _severity(found),
        first.start,
        last.end,
        f"各方都没有写{'和'.join(found)}。同名同姓的人分不清，文书送不到，执行时可能找不到人，请逐一补上。",
        basis,
    )


def _nobody(agreement: Agreement, basis: str) -> Finding:
    return agreement.finding(
        "party-missing",
        Severity.ERROR,
        agreement.title.start,
        agreement.title.end,
        "看不到当事人：没有写明谁是付款方、谁是收款方，以及各方的证件号码和住址。请在开头逐一写明。",
        basis,
    )


def _missing(agreement: Agreement, party: Party) -> tuple[str, ...]:
    """What is not said of a party."""
    said = ACCOUNT.sub("", party.details.text)
    if LISTED.search(said):
        return ()
    elsewhere = _elsewhere(agreement, party)
    lacks = [] if NUMBER.search(said) or NUMBER.search(elsewhere) else [NUMBERED]
    worker = WORKER.search(party.role) is not None and not lacks
    if not worker and not ADDRESS.search(_without_name(said, party)) and not ADDRESS.search(elsewhere):
        lacks.append(LIVING)
    return tuple(lacks)


def _without_name(said: str, party: Party) -> str:
    """What is said of a party besides its name, which may hold a place: 某市某区某路餐馆."""
    place = said.find(party.name)
    return said[:place] + said[place + len(party.name) :] if place >= 0 else said


def _elsewhere(agreement: Agreement, party: Party) -> str:
    """A row of a table, or a line under the same name, that also tells of the party."""
    if len(party.name) < LEAST_NAME:
        return ""
    lines = re.finditer(rf"^[^\n]*{re.escape(party.name)}[^\n]*[|｜\t][^\n]*$", agreement.text, re.M)
    shared = SHARED.search(agreement.text[party.details.end :].split("\n")[0])  # 何小燕，女，…；两人都住…
    return "\n".join([*(match.group() for match in lines), *([shared.group()] if shared else [])])
