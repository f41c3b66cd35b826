"""Reads laws printed in Markdown: one file, or a folder with a README.md and the parts of the law in their order.

---
title: "中华人民共和国某某法"       # this header may be missing, or be no valid YAML
subtitle: "合同编"
publish_date: "1991-04-09"
---
# 中华人民共和国某某法
1991年4月9日 …通过
<!-- INFO END -->
## 第一章 总 则
第一条 …                          # or **第一条**　…
"""

import html
import re
from collections.abc import Mapping, Sequence
from pathlib import Path

from knowledge.errors import SourceError
from knowledge.readers.plain_text import decode
from knowledge.sources import Bundle, LawText
from knowledge.splitting.law_text import split_law

_KEY = re.compile(r"(\w+)\s*:\s*(.*)")
_META = {
    "title": "title",
    "subtitle": "part",
    "publish_date": "publish_date",
    "implement_date": "implement_date",
    "category": "category",
}
_FILE_DATE = re.compile(r"[（(](\d{4}-\d\d-\d\d)[）)]$")
_COMMENT = re.compile(r"<!--.*?(?:-->|\Z)", re.S)
_HEADING = re.compile(r"(?:#{1,6}(?:\s+|$))+")
_WIKI_HEADING = re.compile(r"(={2,6})\s*([^=].*?)\s*\1")
_TAG = re.compile(r"</?[a-zA-Z][^<>]*>")
_EMPHASIS = re.compile(r"(\*\*|__|(?<!\*)\*(?=[^\s*]))(.+?)\1")
_WIKI = re.compile(r"\[\[[^\[\]]*\]\]")
_LINK = re.compile(r"!?\[([^\[\]]*)\]\([^()]*\)")
_RULE = re.compile(r"\s*([-=*_])\1{2,}\s*|\|[\s:|-]+\|")
_STRUCTURE = re.compile(r"第[一二三四五六七八九十百]+(编|分编|章|节|条)|附\s*则|总\s*则|序\s*言")


def read_law(bundle: Bundle) -> LawText:
    """The law that the files of ``bundle`` print, read in their order as one text.

    Doubts count the lines of all files together. Raises SourceError where a file cannot be read.
    """
    lines: list[str] = []
    meta: dict[str, str] = {}
    for file in bundle.files:
        header, printed = parts(_text(file))
        meta = {**header, **meta}
        lines += printed
    if "title" not in meta and (title := _printed_title(lines)):
        meta["title"] = title
    if named := _FILE_DATE.search(bundle.files[0].stem):
        meta["file_date"] = named[1]
    return split_law([plain(line) for line in lines], meta)


def parts(text: str) -> tuple[Mapping[str, str], list[str]]:
    """What the header says, under the keys of `split_law`, and the lines: those of header and comments are blank."""
    lines = _COMMENT.sub(lambda found: "\n" * found[0].count("\n"), text).split("\n")
    if not lines or lines[0].strip() != "---":
        return {}, lines
    ends = (number for number, line in enumerate(lines[1:], start=1) if line.strip() in {"---", "..."})
    end = next(ends, None)
    if end is None:  # never closed: it ends with the first line that can be none of it
        end = next((number for number, line in enumerate(lines[1:], 1) if not line.strip() or line.startswith("#")), 0)
    meta: dict[str, str] = {}
    for line in lines[1:end]:
        if (found := _KEY.fullmatch(line.rstrip())) and (name := _META.get(found[1])):
            meta.setdefault(name, found[2].strip().strip("\"'").strip())
    return {name: value for name, value in meta.items() if value}, [""] * (end + 1) + lines[end + 1 :]


def plain(line: str) -> str:
    """A line without marks of Markdown and HTML; the cells of a table are parted by blanks."""
    if _RULE.fullmatch(line):
        return ""
    line = html.unescape(line) if "&" in line else line
    line = _TAG.sub("", line) if "<" in line else line
    line = _HEADING.sub("", line.strip(), count=1)
    if line.startswith("==") and (found := _WIKI_HEADING.fullmatch(line)):
        line = found[2]
    if line.startswith("[["):
        line = _WIKI.sub("", line)
    if "](" in line:
        line = _LINK.sub(r"\1", line)
    if "*" in line or "__" in line:
        line = _EMPHASIS.sub(r"\2", line)
    if line.startswith("|") and line.endswith("|"):
        line = "　".join(cell.strip() for cell in line.strip("|").split("|"))
    return line


def _text(file: Path) -> str:
    try:
        data = file.read_bytes()
    except OSError as error:
        raise SourceError(file, f"无法读取：{error.strerror}") from None
    return decode(file, data)


def _printed_title(lines: Sequence[str]) -> str:
    """The heading of the first order, if it is the title: it may be printed on several lines."""
    title = ""
    for line in lines:
        if not line.strip():
            continue
        heading = plain(line)
        if title and line.startswith("## ") and title in heading:  # “# 修正案”, a group; “## 某法修正案”, its first
            return heading
        if not line.startswith("# ") or _STRUCTURE.match(heading):
            break
        title += heading
    return title
