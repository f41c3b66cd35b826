"""Who has to sign and has no line for it, and the day of signing."""

import re
from collections.abc import Iterator

from assistant.checking.agreement import ROLES, Agreement, AgreementKind, Party
from assistant.checking.finding import Finding, Severity
from assistant.checking.laws import CIVIL_CODE, PEOPLES_MEDIATION, cite
from assistant.checking.layout import NAME_COLUMN
from assistant.checking.parties import is_firm

EVERYBODY = re.compile(r"(?:双方|各方|三方|全体|当事人|以上各方|协议各方|甲乙双方)")
NAME = r"(?P<name>[一-鿿]{2,4}?|[一-鿿（）()]{4,30}?(?:公司|厂|店|合作社|中心))"
# 李某某为上述债务提供连带责任保证; 由李某某承担连带责任保证
SURETY = re.compile(
    rf"(?:由|，|。|；|\n|、|^|条[ \t　]*|[）)]){NAME}(?:自愿|愿意|同意|应当?)?(?:为|对|就|以)(?:[^，。；\n]{{0,30}})"
    r"(?:提供|承担)(?:[^，。；\n]{0,12})(?:保证|担保)(?!期间|范围)"
    rf"|由{NAME.replace('name', 'other')}(?:自愿|愿意)?(?:提供|承担)(?:[^，。；\n]{{0,8}})(?:保证|担保)(?!期间|范围)",
    re.M,
)
WORDS = re.compile(rf"(?:{ROLES}|其|本人|双方|各方|一方|上述|该|公司|法院|全部|股东|任何|自愿|承诺|并|协议|同时|如|若)")
SURETY_LINE = re.compile(r"担保人|保证人|担保方|保证方|抵押人|出质人")
DAY = re.compile(
    r"\d{4}[年\-/.][ \t]*\d{1,2}|年[ \t　_＿]*月|二[〇○零][二三][〇○零一二三四五六七八九]年"
    r"|日期[ \t　]*[：:]|时间[ \t　]*[：:]"
)
OF_COURT = re.compile(r"审判[员长]|书记员|签收")  # a court's paper, which the parties receive and do not sign
MEDIATORS = re.compile(r"人民调解(?:委员会|协议|员)|调委会|调解委员会")
BY_MEDIATOR = re.compile(r"调解(?:员|委员会)(?:签[名字]|盖章|加盖)|本会(?:印章|盖章|公章)")


def findings(agreement: Agreement) -> Iterator[Finding]:
    """No lines for signatures at all; a party, a surety, a mediator without one; no day."""
    if not agreement.formal:
        return
    if not agreement.signatures.text and OF_COURT.search(agreement.text):
        return
    if not agreement.signatures.text:
        yield agreement.finding(
            "signature",
            Severity.WARNING,
            agreement.title.start,
            agreement.title.end,
            "没有签名盖章的地方。协议书自各方签名、盖章或者按指印时才成立，请在末尾写明谁签名、哪天签。",
            cite(CIVIL_CODE, "四百九十"),
        )
        return
    lines = re.split(r"\n[ \t　]*附(?:件|表)", agreement.signatures.text)[0]
    everybody = EVERYBODY.search(lines) is not None
    for party in agreement.parties:
        if not everybody and (not _signs(agreement, party, lines) or _left_out(agreement, party, lines)):
            yield _lacks(agreement, party)
        elif is_firm(party.name) and (found := _unsealed(agreement, party, lines)):
            yield found
    yield from _listed(agreement, lines)
    yield from _sureties(agreement, lines)
    yield from _mediator(agreement, lines)
    if not DAY.search(lines) and agreement.signed_on is None:
        first = lines.strip().split("\n")[0]
        start = agreement.signatures.start + lines.index(first)
        yield agreement.finding(
            "signature",
            Severity.WARNING,
            start,
            start + len(first),
            "没有写签订日期。生效的日子、申请司法确认的三十日都从这一天算起，请在签名处写上年月日。",
        )


FOR_FIRM = re.compile(
    r"(?:法定代表人|法人代表|负责人|授权代表|委托代理人|代表人|经办人)(?:[（(][^（()）\n]*[)）])?"
    r"[ \t　]*[：:]?[ \t　]*[一-鿿·]{0,4}"
)
PERSON = r"[一-鿿·]{2,4}"
OF_MANY = re.compile(r"[\d一二三四五六七八九十]+$")  # 申请人四


def _unsealed(agreement: Agreement, party: Party, lines: str) -> Finding | None:
    """A firm for which somebody signs with nothing but his own name: 担保人：张三."""
    label = rf"{re.escape(party.role)}(?:[（(][^（()）\n]{{1,20}}[)）])*"
    match = re.search(rf"^[ \t　]*{label}[ \t　]*[：:][ \t　]*(?P<name>{PERSON})[ \t　]*$", lines, re.M)
    if match is None or party.name in lines or is_firm(match["name"]) or re.search("盖章|公章", match.group()):
        return None
    start = agreement.signatures.start + match.start()
    start += len(match.group()) - len(match.group().lstrip())
    return agreement.finding(
        "signature",
        Severity.ERROR,
        start,
        agreement.signatures.start + match.end(),
        f"{party.role}是{party.name}，末尾却只有{match['name']}个人签名，没有{party.name}的名称和盖章的地方，"
        "以后会争议是公司还是个人签的。请写公司全称并盖章，由法定代表人或者代理人签名。",
        cite(CIVIL_CODE, "四百九十"),
        f"{party.role}（盖章）：{party.name}\n法定代表人（签名）：____",
    )


def _signs(agreement: Agreement, party: Party, lines: str) -> bool:
    """Whether a line is his, or his representative's."""
    called = [re.sub(r"\d$|[一二三四五六]$", "", party.role), *re.split("[、，,/]", party.alias), *party.names[1:]]
    if not is_firm(party.name):  # who signs for a company does not sign for himself
        lines = FOR_FIRM.sub("", lines)
    names = [one.removeprefix("以下简称").strip('“”"') for one in called]
    if any(one and re.search(rf"(?<!被){re.escape(one)}", lines) for one in names):  # 被申请人 is not 申请人
        return True
    people = re.findall(
        r"(?:法定代表人|负责人|经营者|代理人|代表人)[（(]?[^：:，,。\n]{0,6}[：:]?([一-鿿]{2,4})", party.details.text
    )
    return any(person in lines for person in people)


def _left_out(agreement: Agreement, party: Party, lines: str) -> bool:
    """Whether others of the same role are named where they sign, and this one is not: 申请人：甲某、乙某."""
    role = OF_MANY.sub("", party.role)
    alike = [one for one in agreement.parties if OF_MANY.sub("", one.role) == role and one.name != party.name]
    if party.name in lines or "某" in party.name or re.search(rf"{role}[^\n]*\n?[^\n]*(?:代表(?!人)|代理)", lines):
        return False
    own = f"{re.escape(role)}(?:{re.escape(party.role[len(role) :])})" if party.role != role else None
    if own and re.search(own, lines):  # 申请人四（签名）：
        return False
    return any(one.name in lines for one in alike)


def _listed(agreement: Agreement, lines: str) -> Iterator[Finding]:
    """Those of a list of people who do not sign, where most of them do."""
    known, seen = {party.name for party in agreement.parties}, set[str]()
    for table in agreement.tables:
        column = table.column(NAME_COLUMN)
        cells = [row[column] for row in table.rows if column is not None and column < len(row)]
        people = [one for one in cells if re.fullmatch(PERSON, one.text) and one.end <= agreement.signatures.start]
        missing = [one for one in people if one.text not in lines]
        for one in missing if 2 * len(missing) < len(people) else ():
            if one.text not in known | seen:
                seen.add(one.text)
                yield agreement.finding(
                    "signature",
                    Severity.ERROR,
                    one.start,
                    one.end,
                    f"名单里有{one.text}，末尾没有{one.text}签名的地方。没有签名的人不受协议约束，请补上。",
                    cite(CIVIL_CODE, "四百九十"),
                )


def _lacks(agreement: Agreement, party: Party) -> Finding:
    surety = SURETY_LINE.search(party.role + party.alias)
    start = party.details.start
    return agreement.finding(
        "signature",
        Severity.ERROR,
        start,
        start + len(party.details.text.split("\n")[0]),
        f"末尾没有{party.role}{party.name}签名的地方。没有签名的人不受协议约束，请补上。",
        cite(CIVIL_CODE, "六百八十五" if surety else "四百九十"),
    )


def _sureties(agreement: Agreement, lines: str) -> Iterator[Finding]:
    """Somebody who is to stand surety by a clause and signs nowhere."""
    known = {name for party in agreement.parties for name in party.names}
    for match in SURETY.finditer(agreement.text, agreement.body.start, agreement.body.end):
        group = "name" if match["name"] else "other"
        name = match[group]
        if name in known or WORDS.match(name) or name in lines or SURETY_LINE.search(lines):
            continue
        yield agreement.finding(
            "signature",
            Severity.ERROR,
            match.start(group),
            match.end(),
            f"写了{name}提供担保，末尾却没有{name}签名的地方。担保人没有签名，担保对他不生效，请补上。",
            cite(CIVIL_CODE, "六百八十五"),
        )


def _mediator(agreement: Agreement, lines: str) -> Iterator[Finding]:
    """A paper of a people's mediation committee takes effect when the mediator has signed and the seal is set."""
    wanted = agreement.kind in {AgreementKind.MEDIATION, AgreementKind.WAGE, AgreementKind.INSTALMENT}
    body = agreement.body
    told = MEDIATORS.search(agreement.text, 0, body.start) or BY_MEDIATOR.search(agreement.text, body.start, body.end)
    if not wanted or not told:
        return
    if re.search(r"调解(?:员|委员会|组织|人)", lines):
        return
    first = lines.strip().split("\n")[0]
    start = agreement.signatures.start + lines.index(first)
    yield agreement.finding(
        "signature",
        Severity.ERROR,
        start,
        start + len(first),
        "人民调解协议书要由调解员签名并加盖调解委员会印章才生效，末尾没有这一栏，请补上。",
        cite(PEOPLES_MEDIATION, "二十九"),
    )
