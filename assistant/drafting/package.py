"""A Word file as the zip that it is: opened with care, parts read, some replaced and all others copied as they are."""

import io
import shutil
import zipfile
import zlib
from collections.abc import Mapping
from pathlib import Path

from lxml import etree

from knowledge.errors import SourceError
from knowledge.readers.docx import MAX_MEMBERS, MAX_UNPACKED_BYTES

TYPES = "[Content_Types].xml"
MAX_PART_BYTES = 4 * 2**20  # properties, relationships and types of a real file have some kilobytes
MOMENT = (1980, 1, 1, 0, 0, 0)  # of a part that is new: the earliest that a zip can say
FAULTS = (zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError, NotImplementedError, RuntimeError)
DAMAGED = "Word 文档不完整或已损坏，请用 Word、WPS 打开后另存为 .docx 再试。"
DOCTYPES = tuple("<!DOCTYPE".encode(code) for code in ("utf-8", "utf-16-le", "utf-16-be"))


def opened(file: Path, data: bytes) -> zipfile.ZipFile:
    """The zip in ``data``, the bytes of ``file``, judged by its directory. Raises SourceError."""
    try:
        package = zipfile.ZipFile(io.BytesIO(data))
    except FAULTS:
        raise SourceError(file, DAMAGED) from None
    members = package.infolist()
    names = {member.filename.casefold() for member in members}
    if len(names) < len(members):  # programs differ in which of two they open: the text read may not be the one shown
        raise SourceError(
            file, "文档里有重名的部件，可能被改动过，没有读取。请用 Word 或 WPS 打开后另存为 .docx 再试。"
        )
    if len(members) > MAX_MEMBERS or sum(member.file_size for member in members) > MAX_UNPACKED_BYTES:
        raise SourceError(file, "文档解压后太大，没有打开。请去掉图片后另存为 .docx 再试。")
    return package


def part(file: Path, package: zipfile.ZipFile, name: str) -> bytes:
    """The bytes of a small part. Raises SourceError where it is large, locked or damaged."""
    if name not in package.NameToInfo:
        raise SourceError(file, DAMAGED)
    if package.NameToInfo[name].file_size > MAX_PART_BYTES:
        raise SourceError(file, "文档的属性部分大得反常，没有打开。请用 Word 或 WPS 打开后另存为 .docx 再试。")
    try:
        return package.read(name)
    except FAULTS:
        raise SourceError(file, DAMAGED) from None


def xml(file: Path, package: zipfile.ZipFile, name: str) -> "etree._Element | None":
    """A small part, parsed; None where there is none of this name. Raises SourceError."""
    if name not in package.NameToInfo:
        return None
    data = part(file, package, name)
    if any(sign in data for sign in DOCTYPES):
        raise SourceError(file, "文档里有不该有的实体定义，可能是恶意文件，没有读取。请向提供者核实后重新获取。")
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, remove_comments=True, remove_pis=True
    )
    try:
        return etree.fromstring(data, parser)
    except (etree.LxmlError, ValueError):
        raise SourceError(file, DAMAGED) from None


def rewritten(file: Path, package: zipfile.ZipFile, changed: Mapping[str, bytes]) -> bytes:
    """The package with these parts in place of its own, new ones behind. Raises SourceError where one is damaged."""
    stored = io.BytesIO()
    new = dict(changed)
    with zipfile.ZipFile(stored, "w", zipfile.ZIP_DEFLATED) as copy:
        for member in package.infolist():
            kept = _member(member.filename, member.date_time, member.compress_type)
            content = new.pop(member.filename, None)
            if content is not None:
                copy.writestr(kept, content)
                continue
            try:
                with package.open(member) as source, copy.open(kept, "w") as target:
                    shutil.copyfileobj(source, target)  # in pieces: a part may unpack to a thousand times its size
            except FAULTS:
                raise SourceError(file, DAMAGED) from None
        for name, content in new.items():
            copy.writestr(_member(name), content)
    return stored.getvalue()


def require_self_contained(file: Path, data: bytes) -> None:
    """Raises SourceError where the document may say something else though its text is the same: by macros, by a
    template, a picture or a document that lies elsewhere, or by one that is embedded. Links change nothing.
    """
    with opened(file, data) as package:
        names = package.namelist()
        if b"macroEnabled" in part(file, package, TYPES) or any(name.endswith("vbaProject.bin") for name in names):
            raise SourceError(file, "文档带有宏，不能确认。请在 Word 或 WPS 里另存为不带宏的 .docx 再试。")
        for name in names:
            relations = xml(file, package, name) if name.endswith(".rels") else None
            for relation in relations if relations is not None else ():
                kind = (relation.get("Type") or "").rpartition("/")[2]
                if kind == "aFChunk":
                    raise SourceError(
                        file, "文档里嵌有另一份文件，读不到，不能确认。请在 Word 里打开后另存为 .docx 再试。"
                    )
                if relation.get("TargetMode") == "External" and kind != "hyperlink":
                    raise SourceError(
                        file,
                        "文档引用了外部的模板、图片或文件，内容会在文档之外改变，不能确认。请把引用的内容嵌入文档再试。",
                    )


def repacked(data: bytes) -> bytes:
    """The same parts in a zip that says nothing of when it was made."""
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        stored = io.BytesIO()
        with zipfile.ZipFile(stored, "w", zipfile.ZIP_DEFLATED) as copy:
            for name in package.namelist():
                copy.writestr(_member(name), package.read(name))
        return stored.getvalue()


def _member(
    name: str, moment: tuple[int, int, int, int, int, int] = MOMENT, kind: int = zipfile.ZIP_DEFLATED
) -> zipfile.ZipInfo:
    member = zipfile.ZipInfo(name, moment)
    member.compress_type = kind
    member.create_system = 0
    return member
