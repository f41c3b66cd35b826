"""Reads web pages, as the law database and the sites of courts publish them, and as a browser or Word saves them.

Nothing is fetched and no script is run. Menus, heads and feet of the page go; what is left are its paragraphs.
"""

import re
from collections.abc import Iterable, Iterator
from itertools import islice
from pathlib import Path
from typing import NamedTuple

from lxml import etree
from lxml import html as lxml_html

from knowledge.errors import SourceError
from knowledge.readers.document import Paragraphs, contents, tidy
from knowledge.readers.plain_text import decode

MAX_PAGE_BYTES = (
    8 * 2**20
)  # the longest laws are 0.3 MB of text, which tags make 3 MB; the tree takes 60 times its size

_CHARSET = re.compile(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([\w-]{2,20})", re.I)
_HEAD_BYTES = 4096  # a page names its encoding in its first kilobyte, after the comments that some sites put there
_ENCODINGS = {"gb2312": "gb18030", "gbk": "gb18030", "gb18030": "gb18030", "big5": "big5"}
_DECLARATION = re.compile(r"^\s*<\?xml[^>]*\?>")  # lxml takes no text that names an encoding
_NEVER = re.compile(  # not <form>: some sites put the whole page into one
    r"script|style|nav|noscript|template|svg|math|iframe|object|embed|select|button|textarea|footer|aside|head|audio|video"
    r"|canvas"
)
_BLOCKS = re.compile(
    r"address|article|blockquote|body|caption|center|dd|details|dialog|div|dl|dt|fieldset|figcaption|figure|form|h[1-6]"
    r"|header|hr|html|legend|li|main|ol|p|pre|section|summary|table|tbody|td|tfoot|th|thead|tr|ul"
)
_MENUS = re.compile(r"div|ul|ol|dl|table|p|section|header")
_FURNITURE = re.compile(
    r"(^|[\s_-])(nav|navbar|menu|footer|foot|sidebar|breadcrumbs?|crumbs?|share|copyright|toolbar|related|recommend|"
    r"pagination|login|hidden)([\s_-]|$)",
    re.I,
)
_UNSHOWN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden|mso-hide\s*:\s*all", re.I)
_ARTICLE = re.compile(r"[\s　]*第[零〇一二三四五六七八九十百千0-9]{1,9}条")
_PARTS = 50  # that a page may mark as its main one; each is measured
_LINKS = 3  # a block of so many links, and little else, is a menu
_LINKED = 0.7
_EAST = r"[⺀-鿿豈-﫿＀-￯　-〿“”‘’…—]"
_WRAP = re.compile(rf"(?<={_EAST})[ \t\r\n]+(?={_EAST})")  # where a source line may end within a Chinese sentence


def paragraphs(file: Path) -> Paragraphs:
    """The main text of a web page. Raises SourceError where it holds none or cannot be decoded."""
    data = contents(file)
    if len(data) > MAX_PAGE_BYTES:
        raise SourceError(
            file, f"网页超过 {MAX_PAGE_BYTES // 2**20} MB 的上限。请在浏览器里复制正文，存为 .txt 或 .docx 再导入。"
        )
    text = _DECLARATION.sub("", _decoded(file, data)).replace("\0", "")
    # Menus of old pages leave hundreds of elements open; the file's size bounds the tree, and 2048 levels its depth.
    parser = lxml_html.HTMLParser(no_network=True, remove_comments=True, remove_pis=True, huge_tree=True)
    try:
        root = lxml_html.document_fromstring(text, parser=parser)
    except (etree.LxmlError, ValueError, AssertionError):
        raise _nothing(file) from None
    if any(entry.level_name == "FATAL" for entry in parser.error_log):  # it stopped; half a law is worse than none
        raise SourceError(file, "网页嵌套过深，读不全。请在浏览器里复制正文，存为 .txt 或 .docx 再导入。")
    _strip(root)
    lines = tuple(filter(None, map(tidy, _lines(_main(root)))))
    if not lines:
        raise _nothing(file)
    return Paragraphs(lines)


def _nothing(file: Path) -> SourceError:
    return SourceError(
        file, "网页里没有正文（可能要登录，或者由脚本显示）。请在浏览器里复制正文，存为 .txt 或 .docx 再导入。"
    )


def _decoded(file: Path, data: bytes) -> str:
    """As UTF-8 if it is that, whatever the page says of itself; else as it says, else as any text."""
    named = _CHARSET.search(data[:_HEAD_BYTES])
    encoding = _ENCODINGS.get(named[1].decode().lower()) if named else None
    for one in ("utf-8-sig", encoding) if encoding else ():
        try:
            return data.decode(one)
        except UnicodeDecodeError:
            continue
    return decode(file, data)


class _Weight(NamedTuple):
    """What a part holds: characters, those within links, links; whether an article of a law or the title is there."""

    length: int
    linked: int
    links: int
    matters: bool


def _strip(root: "lxml_html.HtmlElement") -> None:
    """Takes out what is no text of the page. What holds an article, the title or most of the text stays in any case."""
    _drop(
        element
        for element in list(root.iter())
        if _NEVER.fullmatch(element.tag) or "hidden" in element.attrib or _UNSHOWN.search(element.get("style", ""))
    )
    weights: dict[etree._Element, _Weight] = {}
    unwanted: list[tuple[lxml_html.HtmlElement, int]] = []
    for _, element in etree.iterwalk(root, events=("end",)):
        parts = [weights.pop(item) for item in element if item in weights]
        texts = [element.text or "", *(item.tail or "" for item in element)]
        length = sum(len(text.strip()) for text in texts) + sum(part.length for part in parts)
        link = element.tag == "a"
        linked = length if link else sum(part.linked for part in parts)
        links = sum(part.links for part in parts) + link
        matters = element.tag == "h1" or any(part.matters for part in parts) or any(map(_ARTICLE.match, texts))
        weights[element] = _Weight(length, linked, links, matters)
        menu = _MENUS.fullmatch(element.tag) and links >= _LINKS and linked >= _LINKED * length
        named = f"{element.get('class', '')} {element.get('id', '')} {element.get('role', '')}"
        if not matters and (menu or _FURNITURE.search(named)):
            unwanted.append((element, length))
    whole = weights[root].length
    _drop(element for element, length in unwanted if 2 * length <= whole)


def _drop(elements: "Iterable[lxml_html.HtmlElement]") -> None:
    for element in elements:
        if element.getparent() is not None:
            element.drop_tree()  # keeps the text behind it


def _main(root: "lxml_html.HtmlElement") -> "list[lxml_html.HtmlElement]":
    """The part that the page marks as its main one, if it holds most of the text, and the title before it."""
    body = root.find("body")
    whole = root if body is None else body
    marked = (item for item in whole.iter() if item.tag in {"main", "article"} or item.get("role") == "main")
    best = max(islice(marked, _PARTS), key=_length, default=None)
    if best is None or 2 * _length(best) < _length(whole):
        return [whole]
    titles = [title for title in whole.iter("h1") if best not in title.iterancestors()]
    return [*titles[:1], best]


def _length(element: "lxml_html.HtmlElement") -> int:
    return sum(len(text) for text in element.itertext())


def _lines(roots: "list[lxml_html.HtmlElement]") -> Iterator[str]:
    for root in roots:
        line: list[str] = []
        kept = 0  # how many <pre> we are in: there, line ends stand
        for event, element in etree.iterwalk(root, events=("start", "end")):
            block = bool(_BLOCKS.fullmatch(element.tag))
            if block or (element.tag == "br" and event == "start"):
                yield _unwrapped("".join(line))
                line.clear()
            kept += (element.tag == "pre") * (1 if event == "start" else -1)
            text = element.text if event == "start" else element.tail if element is not root else None
            if text and kept:
                *ended, rest = text.split("\n")
                for piece in ended:
                    yield "".join(line) + piece
                    line.clear()
                text = rest
            line.append(text or "")
        yield _unwrapped("".join(line))


def _unwrapped(line: str) -> str:
    return _WRAP.sub(lambda blank: "" if "\n" in blank[0] or "\r" in blank[0] else blank[0], line)
