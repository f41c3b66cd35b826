"""Names of laws as people write them: one spelling for comparing, and the short names that a long one gives."""

import re
from collections.abc import Iterator

STATE = "中华人民共和国"
_WIDTH = str.maketrans("（）〈〉＜＞<>「」［］[]０１２３４５６７８９", "()《》《》《》《》〔〕〔〕0123456789")
_BRACKETS = re.compile(r"[《》\s\u3000\u200b]")
_YEAR = re.compile(r"\((?:\d{4}年?.{0,8}|试行|修订|修正|现行|节选)\)$")
_ISSUERS = re.compile(r"^(?:最高人民法院|最高人民检察院|公安部|国务院|司法部|人力资源社会保障部|[、,与和\s])+(?=关于)")
_INTERPRETS = re.compile(
    r"^关于适用《(?P<law>[^《》]+)》(?P<what>.*?)(?:若干问题)?的?(?P<kind>解释|规定)(?P<number>\([一二三四五六七八九十]+\))?$"
)
_VERSION = re.compile(r"@[^#]*#?")
_NUMBER = re.compile(r"第[零〇一二三四五六七八九十百千]+条(?:之[一二三四五六七八九十]+)?$")
_DOCUMENT = re.compile(r"[〔\[［(（【](\d{4})[〕\]］)）】]\s*(?:第\s*)?(\d+)\s*号")


def one_width(text: str) -> str:
    """Brackets and digits in one form, character for character, so that positions stay."""
    return text.translate(_WIDTH)


def plain_name(name: str) -> str:
    """What two spellings of one name have in common: no brackets, blanks or 中华人民共和国."""
    return _BRACKETS.sub("", one_width(name)).replace(STATE, "")


def without_year(name: str) -> str:
    """A plain name without the note of a version behind it: 公司法(2018年修正) → 公司法."""
    return _YEAR.sub("", name)


def derived_names(official: str) -> Iterator[str]:
    """Short plain names that follow from the official one by rule."""
    written = one_width(official).replace(STATE, "")
    plain = plain_name(official)
    yield without_year(plain)
    topic = _ISSUERS.sub("", written)
    if topic == written:
        return
    yield plain_name(topic)
    yield plain_name(topic.removeprefix("关于"))
    if not (found := _INTERPRETS.match(topic)):
        return
    law, number = found["law"], found["number"] or ""
    what = found["what"].strip("中的")
    for kind in dict.fromkeys((found["kind"], "解释", "司法解释", "规定")):
        for short in (law, law.removesuffix("法") + "法"):
            yield plain_name(f"{short}{what}{kind}{number}")
            if number:
                yield plain_name(f"{short}{what}{kind}{number[1:-1]}")


def document_number(text: str) -> str | None:
    """法释[2020]17号 in the form 法释〔2020〕17号, whatever its brackets; None where it is no such number."""
    found = _DOCUMENT.search(text)
    if not found:
        return None
    issuer = re.sub(r"\s", "", text[: found.start()])
    return f"{issuer}〔{found[1]}〕{int(found[2])}号"


def unversioned(key: str) -> str:
    """The name of an article without the version that it stands in: LAW@DATE#第…条 → LAW第…条."""
    return _VERSION.sub("", key)


def article_name(key: str) -> str:
    """The plain name of an article whatever its version: LAW@DATE#第…条, 《LAW》第…条 or LAW第…条 → LAW第…条."""
    return plain_name(unversioned(key))


def law_of(name: str) -> str:
    """The law of an article's name; the whole name of what is no article."""
    return _NUMBER.sub("", name)
