"""Makes Word files and PDFs of our own words, byte by byte, so that tests need no program and no network."""

import io
import zipfile
import zlib
from collections.abc import Mapping, Sequence
from pathlib import Path

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"
MAIN_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
MACRO_TYPE = "application/vnd.ms-word.document.macroEnabled.main+xml"

# Invented: no such law exists.
TITLE = "样品商会互助办法"
LAW = (
    TITLE,
    "（2024年3月1日样品商会第三次会议通过）",
    "第一章　总则",
    "第一条　为了帮助周转不灵的会员渡过难关，制定本办法。",
    "第二条　会员有下列情形之一的，可以申请互助：",
    "（一）订单充足而货款未到的；",
    "（二）因火灾停工不满三个月的。",
    "商会收到申请后，应当在七日内答复；申请材料不齐的，应当一次告知需要补充的全部材料，不得以同一理由反复退回，也不得要求会员提供能够自行查到的材料。",
    "第二章　附则",
    "第三条　本办法自2024年5月1日起施行。",
)


def paragraph(text: str, properties: str = "") -> str:
    """A paragraph of Word."""
    return f'<w:p><w:pPr>{properties}</w:pPr><w:r><w:t xml:space="preserve">{text}</w:t></w:r></w:p>'


def numbered(text: str, level: int = 0, number: int = 1) -> str:
    """A paragraph in a list."""
    return paragraph(text, f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{number}"/></w:numPr>')


def body(*paragraphs: str) -> str:
    """word/document.xml"""
    return f'<?xml version="1.0" encoding="UTF-8"?><w:document {W}><w:body>{"".join(paragraphs)}</w:body></w:document>'


def law_body() -> str:
    """word/document.xml of the sample law."""
    return body(*map(paragraph, LAW))


def numbering(levels: str, lists: str = '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>') -> str:
    """word/numbering.xml with one abstract list."""
    return f'<w:numbering {W}><w:abstractNum w:abstractNumId="0">{levels}</w:abstractNum>{lists}</w:numbering>'


def level(index: int, text: str, form: str = "chineseCountingThousand", more: str = "", start: int = 1) -> str:
    """One level of a list."""
    return (
        f'<w:lvl w:ilvl="{index}"><w:start w:val="{start}"/><w:numFmt w:val="{form}"/>{more}'
        f'<w:lvlText w:val="{text}"/></w:lvl>'
    )


def relations(*items: tuple[str, str, bool]) -> str:
    """A .rels part: (kind, target, whether it lies outside)."""
    inside = "".join(
        f'<Relationship Id="r{index}" Type="{RELATIONS}/{kind}" Target="{target}"'
        + (' TargetMode="External"/>' if outside else "/>")
        for index, (kind, target, outside) in enumerate(items)
    )
    return f'<Relationships xmlns="{PACKAGE}">{inside}</Relationships>'


def docx(document: str, more: Mapping[str, str | bytes] | None = None, content_type: str = MAIN_TYPE) -> bytes:
    """A Word file with this text; ``more`` are further parts, or other ones."""
    types = (
        '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
        f'<Override PartName="/word/document.xml" ContentType="{content_type}"/></Types>'
    )
    parts: dict[str, str | bytes] = {
        "[Content_Types].xml": types,
        "_rels/.rels": relations(("officeDocument", "word/document.xml", False)),
        "word/document.xml": document,
    }
    stored = io.BytesIO()
    with zipfile.ZipFile(stored, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in (parts | dict(more or {})).items():
            package.writestr(name, content)
    return stored.getvalue()


Shown = tuple[float, float, float, str]  # left, from the foot, size, text


def pdf(pages: Sequence[Sequence[Shown]], extra: str = "") -> bytes:
    """A PDF of A4 pages with lines of Chinese at these places; ``extra`` is drawn on each page."""
    kids = " ".join(f"{5 + 2 * at} 0 R" for at in range(len(pages)))
    objects = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        f"<</Type/Pages/Count {len(pages)}/Kids[{kids}]>>".encode(),
        b"<</Type/Font/Subtype/Type0/BaseFont/STSong-Light/Encoding/UniGB-UCS2-H/DescendantFonts[4 0 R]>>",
        b"<</Type/Font/Subtype/CIDFontType0/BaseFont/STSong-Light/DW 1000/W[1 95 500]"
        b"/CIDSystemInfo<</Registry(Adobe)/Ordering(GB1)/Supplement 4>>"
        b"/FontDescriptor<</Type/FontDescriptor/FontName/STSong-Light/Flags 6/FontBBox[-25 -254 1000 880]"
        b"/Ascent 880/Descent -120/CapHeight 880/ItalicAngle 0/StemV 93>>>>",
    ]
    for at, lines in enumerate(pages):
        drawn = "".join(
            f"BT /F {size} Tf {left} {bottom} Td <{text.encode('utf-16-be').hex()}> Tj ET\n"
            for left, bottom, size, text in lines
        )
        packed = zlib.compress((drawn + extra).encode())
        objects.append(
            f"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents {6 + 2 * at} 0 R"
            "/Resources<</Font<</F 3 0 R>>>>>>".encode()
        )
        objects.append(f"<</Filter/FlateDecode/Length {len(packed)}>>stream\n".encode() + packed + b"\nendstream")
    written = b"%PDF-1.4\n"
    places = []
    for number, item in enumerate(objects, start=1):
        places.append(len(written))
        written += f"{number} 0 obj\n".encode() + item + b"\nendobj\n"
    table = "".join(f"{place:010} 00000 n \n" for place in places)
    end = len(written)
    return (
        written
        + (
            f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n{table}"
            f"trailer<</Size {len(objects) + 1}/Root 1 0 R>>\nstartxref\n{end}\n%%EOF\n"
        ).encode()
    )


def typeset(paragraphs: Sequence[str], columns: int = 36, indent: int = 2, gap: float = 0.0) -> list[list[Shown]]:
    """Sets paragraphs in lines as wide as ``columns`` characters, the first one indented, and lines in pages."""
    top, foot = 760.0, 90.0
    pages: list[list[Shown]] = [[]]
    at = top
    for text in paragraphs:
        lines: list[tuple[int, str]] = [(indent, "")]
        for character in text:
            shift, line = lines[-1]
            # The fonts draw signs of ASCII half as wide as characters.
            if shift + sum(0.5 if one.isascii() else 1 for one in line + character) > columns:
                lines.append((0, ""))
            lines[-1] = (lines[-1][0], lines[-1][1] + character)
        for shift, line in lines:
            if at < foot:
                pages.append([])
                at = top
            pages[-1].append((80 + 12.0 * shift, at, 12, line))
            at -= 20
        at -= gap
    return pages


def save(folder: Path, name: str, content: bytes | str) -> Path:
    """A file of this name and content."""
    file = folder / name
    file.write_bytes(content.encode() if isinstance(content, str) else content)
    return file
