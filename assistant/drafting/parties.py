"""Persons, enterprises and accounts as they are written in one line, and their parts."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

WORDS: Mapping[str, tuple[str, ...]] = {  # what the parts of a party are called; the first is what they are called here
    "name": ("名称", "姓名", "全称", "姓名或者名称"),
    "number": (
        "证件号码",
        "证件号",
        "公民身份号码",
        "居民身份证号码",
        "居民身份证号",
        "身份证号码",
        "身份证号",
        "身份证",
        "统一社会信用代码",
        "组织机构代码",
        "护照号码",
        "护照号",
    ),
    "address": ("住址", "住所地", "住所", "现住址", "现住", "户籍地", "户籍", "经常居住地", "地址", "住"),
    "representative": ("法定代表人", "代表人", "负责人", "经营者", "执行事务合伙人"),
    "phone": ("电话", "联系电话", "联系方式", "手机号", "手机"),
}
ENTERPRISE = re.compile(r"公司|厂|店|中心|合作社|银行|企业|事务所|集团|委员会|协会|学校|医院|工作室|经营部|商行")
PREFIXES = {
    key: re.compile(rf"(?:{'|'.join(sorted(words, key=len, reverse=True))})[为是]?[：:]?\s*(.+)")
    for key, words in WORDS.items()
    if key != "name"
}
PARTS = re.compile(r"[，,；;]")
ACCOUNT = re.compile(
    r"(?:户名|账户名称|开户名)[：:]?(?P<holder>.*?)[，,；;、\s]*(?:开户行|开户银行)[：:]?(?P<bank>.*?)[，,；;、\s]*"
    r"(?:账号|帐号|卡号)[：:]?(?P<number>[\d*＊Xx×\s-]{4,40})[。]?"
)
PARTY_KEYS: Mapping[str, str] = {word: key for key, words in WORDS.items() for word in (*words, key)}
ACCOUNT_KEYS: Mapping[str, str] = {
    word: key
    for key, words in {
        "holder": ("户名", "账户名称", "开户名"),
        "bank": ("开户行", "开户银行"),
        "number": ("账号", "帐号", "卡号"),
    }.items()
    for word in (*words, key)
}


@dataclass(frozen=True, slots=True)
class Party:
    """Somebody, as given in ``text``; "" for parts that were not given. ``number`` has no word before it."""

    name: str
    text: str
    number: str = ""
    address: str = ""
    representative: str = ""
    phone: str = ""

    def __str__(self) -> str:
        return self.name


@dataclass(frozen=True, slots=True)
class Account:
    """A bank account: its holder, its bank with branch, and its number as given."""

    holder: str
    bank: str
    number: str

    @property
    def text(self) -> str:
        """In one line."""
        return f"户名{self.holder}，开户行{self.bank}，账号{self.number}"

    def __str__(self) -> str:
        return self.text


def party_of(text: str) -> Party:
    """A line such as 某某公司，统一社会信用代码…，住…，法定代表人…，电话…; the name stands first."""
    name, *rest = (part.strip() for part in PARTS.split(text))
    found: dict[str, str] = {}
    for part in rest:
        for key, pattern in PREFIXES.items():
            if match := pattern.match(part):
                found.setdefault(key, match[1])
                break
    return Party(name, text, **found)


def party_in_parts(parts: Mapping[str, str], said: str = "") -> Party:
    """A party from its parts; ``said`` is what its number was called ("": what its name and number suggest)."""
    name, representative = parts["name"], parts.get("representative", "")
    called = said or ("统一社会信用代码" if representative or ENTERPRISE.search(name) else "身份证号码")
    line = [name]
    for key, word in (("number", called), ("address", "住"), ("representative", "法定代表人"), ("phone", "电话")):
        if value := parts.get(key):
            line.append(value if key == "address" and value.startswith("住") else word + value)
    return Party(text="，".join(line), **parts)


def account_of(text: str) -> Account | None:
    """A line such as 户名…，开户行…，账号…; None where one of the three is missing."""
    match = ACCOUNT.fullmatch(text)
    parts = {key: value.strip() for key, value in match.groupdict().items()} if match else {}
    return Account(**parts) if parts and all(parts.values()) else None
