"""Custom properties of a Word file (docProps/custom.xml): read, and set without touching any other part.

ECMA-376 part 1, 15.2.12.2 and 22.3. Which namespaces and relationships hold depends on whether the file is of the
transitional or the strict form.
"""

from pathlib import Path
from zipfile import ZipFile

from lxml import etree

from assistant.drafting.package import DAMAGED, TYPES, opened, repacked, rewritten, xml
from knowledge.errors import SourceError

__all__ = ["read_properties", "repacked", "with_property"]

RELATIONS = "_rels/.rels"
PART = "docProps/custom.xml"
PART_TYPE = "application/vnd.openxmlformats-officedocument.custom-properties+xml"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
TRANSITIONAL = "http://schemas.openxmlformats.org/officeDocument/2006"
STRICT = "http://purl.oclc.org/ooxml/officeDocument"
FORMAT = "{D5CDD505-2E9C-101B-9397-08002B2CF9AE}"  # of properties that users define
FIRST = 2  # the lowest number that a property may bear


def read_properties(file: Path, data: bytes) -> dict[str, str]:
    """The custom properties in ``data``, the bytes of ``file``, by name. Raises SourceError."""
    with opened(file, data) as package:
        name = _part(file, package)
        root = xml(file, package, name) if name else None
        if root is None:
            return {}
        return {item.get("name") or "": "".join(map(str, item.itertext())).strip() for item in root}


def with_property(file: Path, data: bytes, name: str, value: str) -> bytes:
    """``data`` with this property set. Other parts keep their bytes, other properties their values. Raises SourceError
    where the file is damaged, or is signed, so that a change would void the signature.
    """
    with opened(file, data) as package:
        if any(member.startswith("_xmlsignatures/") for member in package.namelist()):
            raise SourceError(file, "文档带有数字签名，写入会让签名失效。请先写好再签名，或者用没有签名的那一份。")
        changed: dict[str, bytes] = {}
        part = _part(file, package)
        root = xml(file, package, part) if part else None
        if root is None:
            changed, root = _begun(file, package)
        _set(root, name, value)
        changed[part or PART] = _bytes(root)
        return rewritten(file, package, changed)


def _part(file: Path, package: ZipFile) -> str:
    """The name of the part that holds the properties; "" where there is none."""
    relations = xml(file, package, RELATIONS)
    for relation in relations if relations is not None else ():
        kind = (relation.get("Type") or "").rpartition("/")[2]
        name = (relation.get("Target") or "").removeprefix("/").removeprefix("./")
        if kind in {"custom-properties", "customProperties"} and name in package.NameToInfo:
            return name
    return ""


def _begun(file: Path, package: ZipFile) -> tuple[dict[str, bytes], "etree._Element"]:
    """The parts that say what parts there are, with PART among them, and what PART holds at first."""
    types, relations = xml(file, package, TYPES), xml(file, package, RELATIONS)
    if types is None or relations is None:
        raise SourceError(file, DAMAGED)
    if not any((one.get("PartName") or "").casefold() == f"/{PART}".casefold() for one in types):
        override = etree.SubElement(types, f"{{{PACKAGE}/content-types}}Override")
        override.set("PartName", f"/{PART}")
        override.set("ContentType", PART_TYPE)
    strict = any((one.get("Type") or "").startswith(STRICT) for one in relations)
    taken = {one.get("Id") for one in relations}
    relation = etree.SubElement(relations, f"{{{PACKAGE}/relationships}}Relationship")
    relation.set("Id", next(name for number in range(1, len(taken) + 2) if (name := f"rId{number}") not in taken))
    kind = f"{STRICT}/relationships/customProperties" if strict else f"{TRANSITIONAL}/relationships/custom-properties"
    relation.set("Type", kind)
    relation.set("Target", PART)
    space = f"{STRICT}/customProperties" if strict else f"{TRANSITIONAL}/custom-properties"
    properties = etree.fromstring(f'<Properties xmlns="{space}"/>')
    return {TYPES: _bytes(types), RELATIONS: _bytes(relations)}, properties


def _set(root: "etree._Element", name: str, value: str) -> None:
    space = etree.QName(root).namespace or ""
    kinds = f"{STRICT if space.startswith(STRICT) else TRANSITIONAL}/docPropsVTypes"
    found = next((item for item in root if item.get("name") == name), None)
    if found is None:
        numbers = [int(text) for item in root if (text := item.get("pid") or "").isdecimal()]
        found = etree.SubElement(root, f"{{{space}}}property")
        found.set("fmtid", FORMAT)
        found.set("pid", str(max([FIRST - 1, *numbers]) + 1))
        found.set("name", name)
    for child in list(found):
        found.remove(child)
    etree.SubElement(found, f"{{{kinds}}}lpwstr", nsmap={"vt": kinds}).text = value


def _bytes(root: "etree._Element") -> bytes:
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
