"""Reads cases: guiding and typical ones printed in Markdown, and mediation cases of a JSONL file.

### 指导案例124号：甲公司与乙公司…案          # or 指导性案例二百一十一号; a typical case has no number
（最高人民法院审判委员会讨论通过 2019年12月24日发布）
关键词 民事/…                              # also “**关键词**”, “关键词：…”, “## 关键词”, the text on the next line
裁判要点
…

{"filename": "甲与乙…调解案.pdf", "content": {"关键词": "…", "基本案情": "…", "处理结果": "…"}}
"""

import json
import re
from collections.abc import Iterator
from pathlib import Path

from knowledge.errors import SourceError
from knowledge.numerals import number
from knowledge.readers.markdown import parts, plain
from knowledge.readers.plain_text import decode
from knowledge.sources import CaseText, Doubt
from knowledge.splitting.preamble import iso

_SECTIONS = [
    "关键词",
    "裁判要点",
    "裁判要旨",
    "裁判摘要",
    "相关法条",
    "司法解释相关法条",
    "基本案情",
    "简要案情",
    "案情回顾",
    "案情简介",
    "诉讼请求",
    "原告诉讼请求",
    "申请人请求",
    "争议焦点",
    "裁判结果",
    "处理结果",
    "裁判理由",
    "法院裁判",
    "调解过程",
    "调解结果",
    "处理方式方法",
    "典型意义",
    "指导意义",
    "案例分析",
    "案例注解",
    "案例评析",
    "适用解析",
    "法官解读",
    "专家点评",
    "解纷依据",
    "解纷要旨",
]
_NAMES = "|".join(sorted(_SECTIONS, key=len, reverse=True))
_ALONE = re.compile(rf"[【\[]?(?:[一二三四五六七八九十]+、)?\s*({_NAMES})\s*[】\]]?\s*[:：]?")
_INLINE = re.compile(rf"(?:【({_NAMES})】\s*|({_NAMES})\s*[:：]\s*|(关键词)\s*)(\S.*)", re.S)
_GUIDING = re.compile(
    r"(?:第\s*)?指导性?案例\s*第?\s*([0-9０-９零〇一二三四五六七八九十百]+)\s*号\s*[:：]?\s*(.*)", re.S
)
_GUIDING_LAST = re.compile(r"第\s*([0-9０-９零〇一二三四五六七八九十百]+)\s*号\s*指导性?案例\s*[:：]?\s*(.*)", re.S)
_PUBLISHED = re.compile(r"([0-9０-９零〇○一二三四五六七八九]{4}\s*年[^年，。；]{2,10}日)\s*(?:发布|公布)")
_ADDRESS = re.compile(r"原文网址|https?://")
_CUT = re.compile(r"(…|\.{3,})\s*$")


def read_case(file: Path) -> CaseText:
    """The guiding or typical case that a Markdown file prints.

    What stands between title and first section has the heading “”. Raises SourceError where the file cannot be read
    or has no section of a case.
    """
    _, printed = parts(_text(file))
    lines = [(line, plain(text).strip()) for line, text in enumerate(printed, start=1)]
    marked = {line for line, text in enumerate(printed, start=1) if text.startswith("#")}
    sections: list[tuple[str, list[str]]] = [("", [])]
    begun: dict[int, int] = {}
    title, value, title_line = "", None, 0
    for line, text in lines:
        if not text:
            continue
        if not title:
            title, value = _named(text)
            title_line = line
        elif found := _ALONE.fullmatch(text):
            begun[len(sections)] = line
            sections.append((found[1], []))
        elif found := _INLINE.fullmatch(text):
            begun[len(sections)] = line
            sections.append((found[1] or found[2] or found[3], [found[4]]))
        elif line in marked and len(sections) > 1:
            begun[len(sections)] = line
            sections.append((text, []))
        else:
            sections[-1][1].append(text)
    if len(sections) == 1:
        raise SourceError(file, "看不出是案例：没有“基本案情”“裁判要点”这样的小节")
    published = _published(sections[0][1])
    title, leading = _whole(title, sections[0][1])
    empty = (index for index, (_, text) in enumerate(sections) if index and not text)
    doubts = [Doubt(begun[index], f"“{sections[index][0]}”没有内容") for index in empty]
    if _CUT.search(title):
        doubts.append(Doubt(title_line, "标题不完整"))
    if value is not None and published is None:
        doubts.append(Doubt(title_line, "没有找到发布日期"))
    sections[0] = ("", leading)
    return CaseText(
        title=title,
        sections=tuple((name, "\n".join(text)) for name, text in sections if text),
        number=value,
        published=published,
        doubts=tuple(sorted(doubts, key=lambda doubt: doubt.line)),
    )


def read_mediation_cases(file: Path) -> tuple[CaseText | Doubt, ...]:
    """The cases of a JSONL file, in its order; in the place of a line that is none, a Doubt with its number.

    Blank lines are left out. Raises SourceError where the file cannot be read.
    """
    lines = enumerate(_text(file).split("\n"), start=1)
    return tuple(_mediation(line, text) for line, text in lines if text.strip())


def _mediation(line: int, text: str) -> CaseText | Doubt:
    try:
        found = json.loads(text)
    except (ValueError, RecursionError):
        return Doubt(line, "不是有效的 JSON，略去此行")
    content = found.get("content") if isinstance(found, dict) else None
    if not isinstance(found, dict) or not isinstance(content, dict):
        return Doubt(line, "没有 content 字段，略去此行")
    sections = [(name, value.strip()) for name, value in content.items() if isinstance(value, str) and value.strip()]
    title = found.get("filename")
    title = re.sub(r"\.\w{1,5}$", "", title).strip() if isinstance(title, str) else ""
    if not sections or not title:
        return Doubt(line, "没有标题，略去此行" if sections else "没有正文，略去此行")
    doubts = (Doubt(line, f"“{name}”不是文字，略去") for name, value in content.items() if not isinstance(value, str))
    return CaseText(title=title, sections=tuple(sections), doubts=tuple(doubts))


def _text(file: Path) -> str:
    try:
        data = file.read_bytes()
    except OSError as error:
        raise SourceError(file, f"无法读取：{error.strerror}") from None
    return decode(file, data)


def _named(heading: str) -> tuple[str, int | None]:
    """The title and the number of a guiding case."""
    found = _GUIDING.fullmatch(heading) or _GUIDING_LAST.fullmatch(heading)
    if not found or (value := number(found[1])) is None:
        return heading, None
    return found[2].strip() or heading, value


def _published(leading: list[str]) -> str | None:
    if found := _PUBLISHED.search("".join(leading)):
        return iso(found[1])
    return next((day for text in leading if len(text) <= len("2022-03-15") + 4 and (day := iso(text))), None)


def _whole(title: str, leading: list[str]) -> tuple[str, list[str]]:
    """The title in full, where the heading cuts it off, and what of ``leading`` is not the title over again."""
    rest = list(_unadorned(leading))
    start = re.sub(r"\s", "", _CUT.sub("", title))
    printed, count = "", 0
    for text in rest:
        joined = re.sub(r"\s", "", printed + text)
        if not (start.startswith(joined) or joined.startswith(start) or _similar(start, joined)):
            break
        printed, count = printed + text, count + 1
        if text.endswith("案"):
            break
    if not count:
        return title, rest
    return (printed if _CUT.search(title) and printed.endswith("案") else title), rest[count:]


def _similar(start: str, joined: str) -> bool:
    """Brackets and points are printed now one way, now another."""
    return re.sub(r"\W", "", start).startswith(re.sub(r"\W", "", joined))


def _unadorned(leading: list[str]) -> Iterator[str]:
    """Without addresses and without the note of publication, which may run over several lines."""
    inside = False
    for text in leading:
        inside = inside or bool(re.match(r"[（(]\s*最高人民(法院|检察院)", text))
        if not inside and not _ADDRESS.search(text):
            yield text
        if inside and text.endswith(("）", ")", "发布")):
            inside = False
