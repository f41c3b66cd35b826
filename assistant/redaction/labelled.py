"""Numbers and ids that only the words beside them give away: 账号, 护照, 通行证, 微信, QQ."""

from assistant.redaction.numbers import days
from assistant.redaction.spans import LEFT, NO_SUM, RIGHT, by_pattern

# What may stand between the word and the value: 微信号是：「abc123」, 护照（E12345678）
OPENING = r"[:(“”\"'「『 ]{0,3}"
LINK = rf"[ (]{{0,2}}[:是为系即]?{OPENING}"
BANK = r"(?:[一-鿿()]{2,24}(?:行|社|部|账户)[: ]{0,2})?"  # 账号：中国银行东莞分行营业部 7405…
DIGITS = r"[0-9](?:[ -]?[0-9])"
WECHAT_ID = r"(?:[A-Za-z][A-Za-z0-9_-]{4,19}|[0-9]{6,12})"


def _no_days(text: str) -> bool:
    return not days(text)


IDENTITY = by_pattern(  # also where the checksum fails: who mistypes one digit still gives the others away
    "身份证号",
    rf"(?:身份证件?|身份|证件)(?:号码|号)?{LINK}"
    rf"(?P<value>[1-9](?:[ -]?[0-9]){{13,16}}(?:[ -]?[0-9Xx])?){RIGHT}{NO_SUM}",
    _no_days,
)
ACCOUNT = by_pattern(
    "银行账号",
    rf"(?:[账帐户]号|[账帐]户|卡号|银行卡|存折|一卡通){LINK}{BANK}(?P<value>{DIGITS}{{11,24}}){RIGHT}{NO_SUM}",
    _no_days,
)
PASSPORT = by_pattern(
    "护照号", rf"护照(?:号码|编号|号)?{LINK}(?P<value>[A-Za-z]{{0,2}}[ -]?{DIGITS}{{5,8}}){RIGHT}", _no_days
)
PERMIT = by_pattern(
    "通行证号",
    rf"(?:通行证|回乡证|台胞证|港澳证)(?:号码|编号|号)?{LINK}(?P<value>[A-Za-z]{{0,2}}[ -]?{DIGITS}{{6,10}}){RIGHT}",
    _no_days,
)
WECHAT = by_pattern(  # without 号 or a colon an id holds a digit or a dash: 微信Android版 has none
    "微信号",
    rf"(?:微信|威信|薇信|{LEFT}(?:[Ww]e[Cc]hat|[Ww]eixin|[Vv][Xx信]|[Ww][Xx]))"
    rf"(?:(?: ?[Ii][Dd]|号码|[账帐]号|号){LINK}|[ (]{{0,2}}[:是为]{OPENING}|[ (]{{0,2}}(?=[A-Za-z]{{1,19}}[0-9_-]))"
    rf"(?P<value>{WECHAT_ID}){RIGHT}{NO_SUM}",
)
QQ = by_pattern(
    "QQ号",
    rf"(?:{LEFT}[Qq]{{2}}|扣扣)(?:号码|群号|群|[账帐]号|号)?{LINK}(?P<value>[1-9][0-9]{{4,10}}){RIGHT}{NO_SUM}",
)
