"""A template that the user brings: a plain .docx, without macros, outside links, objects and fields that fetch."""

import io
import re
from pathlib import Path
from typing import TYPE_CHECKING

from docx import Document as open_document
from docx.opc.exceptions import PackageNotFoundError
from docx.oxml import parse_xml
from docx.oxml.ns import qn

from assistant.errors import DraftError
from knowledge.errors import SourceError
from knowledge.readers import docx
from knowledge.readers.document import contents

if TYPE_CHECKING:
    from docx.opc.package import OpcPackage

ACTIVE = re.compile(r"vba|/activeX/|/embeddings/|/afchunk", re.I)  # names of parts that act, or hold other documents
FETCHING = re.compile(r"(?<![A-Z])(?:DDE(?:AUTO)?|INCLUDETEXT|INCLUDEPICTURE|LINK|IMPORT|DATABASE)(?![A-Z])", re.I)


def safe_template(file: Path) -> bytes:
    """The bytes of a template that only holds text and its setting. Raises DraftError with what to do."""
    try:
        docx.paragraphs(file)  # judges size, damage, passwords and what else is a zip
        data = contents(file)
    except SourceError as error:
        problem = re.sub(r"再导入|导入", "再试", error.problem).rstrip("。")
        raise DraftError((f"模板 {file} 不能用：{problem}",)) from None
    try:
        package = open_document(io.BytesIO(data)).part.package
    except (PackageNotFoundError, KeyError, ValueError, SyntaxError, OSError):
        raise DraftError((f"模板 {file} 不是普通的 Word 文档，请另存为不带宏的 .docx 再试",)) from None
    if package is None or (problem := _problem(package)):
        raise DraftError((f"模板 {file} {problem}，请去掉后另存为 .docx 再试",))
    return data


def _problem(package: "OpcPackage") -> str:
    """What keeps a package from being used; "" where nothing does."""
    parts = list(package.iter_parts())
    if any(ACTIVE.search(part.partname) or "macroEnabled" in part.content_type for part in parts):
        return "带有宏或者嵌入的程序、文件"
    if any(relation.is_external for relation in package.iter_rels()):
        return "引用了外部的文件或网址"
    if any(relation.reltype.endswith("/aFChunk") for relation in package.iter_rels()):
        return "嵌有另一份文件"
    if any(
        part.partname.startswith("/word/") and part.partname.endswith(".xml") and _fetches(part.blob) for part in parts
    ):
        return "有会取用外部内容的域"
    return ""


def _fetches(blob: bytes) -> bool:
    root = parse_xml(blob)
    texts = [element.text or "" for element in root.iter(qn("w:instrText"))]
    codes = [element.get(qn("w:instr"), "") for element in root.iter(qn("w:fldSimple"))]
    return any(FETCHING.search(joint.join([*texts, *codes])) for joint in ("", " "))  # a code may be in pieces
