"""Who confirmed which text: kept with the document, void once the text changes, and nothing else is touched."""

import io
import json
import zipfile
from datetime import datetime, timedelta, timezone
from pathlib import Path

import pytest
from lxml import etree

from assistant.drafting import confirming
from assistant.drafting.confirming import MAX_CONFIRMATIONS, PROPERTY, SUFFIX, confirm, confirmed, digest
from assistant.drafting.properties import read_properties, with_property
from assistant.drafting.version import AIGC, read_version
from assistant.errors import AssistantError
from knowledge.errors import KnowledgeError
from tests.knowledge.readers import making

NOW = datetime(2026, 8, 1, 9, 30, 15, 999, tzinfo=timezone(timedelta(hours=8)))
LATER = NOW + timedelta(days=1)
OFFICE = Path(__file__).parents[2] / "knowledge" / "readers" / "files" / "office.docx"
TEXT = ("执行和解协议", "被执行人应当于2026年12月31日前付清320000.00元。")
BODY = making.body(*map(making.paragraph, TEXT))
LABEL = '{"Label":"1"}'
KIND = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/custom-properties"
STRICT = "http://purl.oclc.org/ooxml/officeDocument"


def agreement(folder: Path, more: dict[str, str | bytes] | None = None, kind: str = making.MAIN_TYPE) -> Path:
    """A Word file with TEXT; ``more`` are further parts, or other ones."""
    return making.save(folder, "协议.docx", making.docx(BODY, more, kind))


def parts(data: bytes) -> dict[str, bytes]:
    """What a zip holds."""
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        return {name: package.read(name) for name in package.namelist()}


def packed(members: dict[str, bytes]) -> bytes:
    """A zip with these parts."""
    stored = io.BytesIO()
    with zipfile.ZipFile(stored, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in members.items():
            package.writestr(name, content)
    return stored.getvalue()


def test_several_confirm_and_a_change_voids_them(tmp_path: Path) -> None:
    file = agreement(tmp_path)
    assert confirmed(file).confirmations == ()
    confirm(file, "王某某", NOW)
    done = confirm(file, " 李某某\u200b", LATER)
    assert [(one.by, one.at.isoformat(), one.sha256) for one in done.valid] == [
        ("王某某", "2026-08-01T09:30:15+08:00", digest("\n".join(TEXT))),
        ("李某某", "2026-08-02T09:30:15+08:00", digest("\n".join(TEXT))),
    ]
    assert confirmed(file).confirmations == done.confirmations
    # Somebody changes a figure and keeps the record.
    changed = parts(file.read_bytes())
    changed["word/document.xml"] = changed["word/document.xml"].replace(b"320000.00", b"325000.00")
    file.write_bytes(packed(changed))
    assert (len(confirmed(file).confirmations), confirmed(file).valid) == (2, ())
    again = confirm(file, "王某某", LATER)  # another text, which the same person may confirm
    assert [one.by for one in again.valid] == ["王某某"]
    assert len(again.confirmations) == 3


@pytest.mark.parametrize("name", ["office", "made"])
def test_nothing_but_the_record_changes_in_a_word_file(tmp_path: Path, name: str) -> None:
    file = making.save(tmp_path, "a.docx", OFFICE.read_bytes()) if name == "office" else agreement(tmp_path)
    before = file.read_bytes()
    lines = read_version(file).lines
    confirm(file, "王某某", NOW)
    once = file.read_bytes()
    assert read_version(file).lines == lines
    old, new = parts(before), parts(once)
    assert set(new) - set(old) == {"docProps/custom.xml"}
    assert [member for member in old if old[member] != new[member]] == ["[Content_Types].xml", "_rels/.rels"]
    # Where the properties are there already, only they change.
    confirm(file, "李某某", NOW)
    twice = parts(file.read_bytes())
    assert [member for member in new if new[member] != twice[member]] == ["docProps/custom.xml"]
    assert list(twice) == list(new)
    file.write_bytes(before)
    confirm(file, "王某某", NOW)
    assert file.read_bytes() == once  # the same bytes but for the time
    relations = etree.fromstring(new["_rels/.rels"])
    assert [one.get("Target") for one in relations if one.get("Type") == KIND] == ["docProps/custom.xml"]
    assert len({one.get("Id") for one in relations}) == len(relations)
    assert new["[Content_Types].xml"].count(b"custom-properties+xml") == 1


def test_other_properties_stay(tmp_path: Path) -> None:
    file = agreement(tmp_path)
    file.write_bytes(with_property(file, with_property(file, file.read_bytes(), AIGC, LABEL), "案号", "<1> & 2"))
    confirm(file, "王某某", NOW)
    kept = read_properties(file, file.read_bytes())
    assert (kept[AIGC], kept["案号"]) == (LABEL, "<1> & 2")
    assert json.loads(kept[PROPERTY])[0]["by"] == "王某某"
    assert read_version(file).label == LABEL
    root = etree.fromstring(parts(file.read_bytes())["docProps/custom.xml"])
    assert [one.get("pid") for one in root] == ["2", "3", "4"]


def test_a_strict_file_stays_strict(tmp_path: Path) -> None:
    strict = making.relations(("officeDocument", "word/document.xml", False)).replace(
        making.RELATIONS, f"{STRICT}/relationships"
    )
    file = agreement(tmp_path, {"_rels/.rels": strict})
    confirm(file, "王某某", NOW)
    new = parts(file.read_bytes())
    assert f"{STRICT}/relationships/customProperties".encode() in new["_rels/.rels"]
    assert f'xmlns="{STRICT}/customProperties"'.encode() in new["docProps/custom.xml"]
    assert [one.by for one in confirmed(file).valid] == ["王某某"]


def test_a_text_file_has_its_record_beside_it(tmp_path: Path) -> None:
    file = making.save(tmp_path, "协议.txt", "\n".join(TEXT).encode("gb18030"))
    before = file.read_bytes()
    confirm(file, "王某某", NOW)
    record = tmp_path / f"协议.txt{SUFFIX}"
    assert [one["by"] for one in json.loads(record.read_text(encoding="utf-8"))] == ["王某某"]
    assert file.read_bytes() == before
    assert sorted(tmp_path.iterdir()) == sorted([file, record])


@pytest.mark.parametrize(
    ("before", "after", "same"),
    [
        ("甲方付款。\r\n乙方交货。", "甲方付款。\n乙方交货。", True),  # line ends
        ("\ufeff甲方付款。", "甲方付款。", True),  # a mark of the encoding
        ("cafe\u0301 付款。", "caf\u00e9 付款。", True),  # NFC
        ("甲方付款80元。", "甲方付款90元。", False),
        ("甲方付款。", "甲方付款。 ", False),  # the exact text
        ("甲方付款８０元。", "甲方付款80元。", False),  # no NFKC: these are other characters
    ],
)
def test_which_texts_are_the_same(tmp_path: Path, before: str, after: str, same: bool) -> None:
    file = making.save(tmp_path, "a.md", before)
    confirm(file, "王某某", NOW)
    making.save(tmp_path, "a.md", after)
    assert bool(confirmed(file).valid) is same


def test_another_encoding_is_the_same_text(tmp_path: Path) -> None:
    file = making.save(tmp_path, "a.txt", "甲方应当付款。".encode("gb18030"))
    confirm(file, "王某某", NOW)
    file.write_text("甲方应当付款。", encoding="utf-8")
    assert confirmed(file).valid


@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("王某某", "已经"),
        ("王 某某", "已经"),  # people take it for the same
        ("王某某\u202e", "已经"),
        ("ｌｉ　ｌｅｉ", "已经"),
        ("", "空"),
        (" \u200b", "空"),
        ("王" * 51, "50"),
    ],
)
def test_names_that_are_refused(tmp_path: Path, name: str, told: str) -> None:
    file = agreement(tmp_path)
    confirm(file, "王某某", NOW)
    confirm(file, "Li Lei", NOW)
    before = file.read_bytes()
    with pytest.raises(AssistantError, match=told):
        confirm(file, name, LATER)
    assert file.read_bytes() == before


ENTRY = {"by": "王某某", "at": "2026-08-01T09:30:15+08:00", "sha256": "0" * 64}


@pytest.mark.parametrize(
    "record",
    [
        "x",
        "{}",
        "[" * 10_000,
        json.dumps([{**ENTRY, "sha256": "0"}]),
        json.dumps([{**ENTRY, "at": "2026-08-01T09:30:15"}]),  # no time zone
        json.dumps([{**ENTRY, "by": "王\u001b[31m"}]),  # would steer a terminal
        json.dumps([{**ENTRY, "by": ""}]),
        json.dumps([ENTRY] * (MAX_CONFIRMATIONS + 1)),
    ],
)
@pytest.mark.parametrize("word", [True, False])
def test_a_record_that_is_none_is_told_and_kept(tmp_path: Path, record: str, word: bool) -> None:
    if word:
        file = agreement(tmp_path)
        file.write_bytes(with_property(file, file.read_bytes(), PROPERTY, record))
        kept = file
    else:
        file = making.save(tmp_path, "a.txt", "甲方应当付款。")
        kept = making.save(tmp_path, f"a.txt{SUFFIX}", record)
    before = kept.read_bytes()
    with pytest.raises(AssistantError, match="读不懂"):
        confirm(file, "王某某", NOW)
    assert kept.read_bytes() == before


def test_a_full_record_takes_no_more(tmp_path: Path) -> None:
    file = making.save(tmp_path, "a.txt", "甲方应当付款。")
    making.save(tmp_path, f"a.txt{SUFFIX}", json.dumps([ENTRY] * MAX_CONFIRMATIONS))
    with pytest.raises(AssistantError, match="最多"):
        confirm(file, "李某某", NOW)


def bomb() -> bytes:
    """A Word file whose text unpacks to a thousand times its size."""
    return making.docx(making.body(making.paragraph("甲" * 3 * 2**20)))


def encrypted() -> bytes:
    """A Word file whose zip says that its parts are locked."""
    data = bytearray(making.docx(BODY))
    for sign, place in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        at = data.find(sign)
        while at >= 0:
            data[at + place] |= 1
            at = data.find(sign, at + 1)
    return bytes(data)


def doubled() -> bytes:
    """A Word file with two texts under one name: programs differ in which of them they show."""
    stored = io.BytesIO(making.docx(BODY))
    with zipfile.ZipFile(stored, "a") as package:
        package.writestr("word/Document.xml", making.body(making.paragraph("另一份")))
    return stored.getvalue()


RELATED = "word/_rels/document.xml.rels"
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(512)


@pytest.mark.parametrize(
    ("name", "data", "told"),
    [
        ("a.docx", bomb(), "压缩反常"),
        ("a.docx", encrypted(), "密码"),
        ("a.docx", doubled(), "重名"),
        ("a.docx", OLE + "WordDocument".encode("utf-16-le"), "旧版"),
        ("a.txt", OLE + "EncryptedPackage".encode("utf-16-le"), "密码"),
        ("a.docx", b"PK\x03\x04" + bytes(100), "损坏"),
        ("a.docx", making.docx(BODY, None, making.MACRO_TYPE), "宏"),
        ("a.docm", making.docx(BODY, {"word/vbaProject.bin": b"x"}), "宏"),
        ("a.docx", making.docx(BODY, {RELATED: making.relations(("attachedTemplate", "http://a/b", True))}), "外部"),
        ("a.docx", making.docx(BODY, {RELATED: making.relations(("image", "http://a/b.png", True))}), "外部"),
        ("a.docx", making.docx(BODY, {RELATED: making.relations(("aFChunk", "part.docx", False))}), "嵌有"),
        ("a.docx", making.docx(BODY, {"_xmlsignatures/sig1.xml": "<a/>"}), "签名"),
        (
            "a.docx",
            making.docx(
                BODY,
                {"docProps/custom.xml": '<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>'}
                | {
                    "_rels/.rels": making.relations(
                        ("officeDocument", "word/document.xml", False),
                        ("custom-properties", "docProps/custom.xml", False),
                    )
                },
            ),
            "实体",
        ),
        ("a.pdf", b"%PDF-1.7", "只认"),
        ("a.txt", b"\x00\x01\x02\x03", "文本"),
        ("a.txt", b"", "空"),
    ],
)
def test_what_is_not_safe_to_confirm_is_told_and_left_alone(tmp_path: Path, name: str, data: bytes, told: str) -> None:
    file = making.save(tmp_path, name, data)
    with pytest.raises((AssistantError, KnowledgeError), match=told) as raised:
        confirm(file, "王某某", NOW)
    assert "导入" not in str(raised.value)
    assert file.read_bytes() == data
    assert list(tmp_path.iterdir()) == [file]


def test_a_link_to_a_page_changes_no_text(tmp_path: Path) -> None:
    file = agreement(tmp_path, {RELATED: making.relations(("hyperlink", "http://a/b", True))})
    assert confirm(file, "王某某", NOW).valid


def test_a_broken_write_leaves_the_file_whole(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = agreement(tmp_path)
    before = file.read_bytes()

    def fail(self: Path, target: Path) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "replace", fail)
    with pytest.raises(AssistantError, match="写不进去"):
        confirm(file, "王某某", NOW)
    assert file.read_bytes() == before
    assert list(tmp_path.iterdir()) == [file]


def test_what_another_program_wrote_meanwhile_is_not_lost(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = agreement(tmp_path)
    other = making.docx(making.body(making.paragraph("别人的文字")))

    def read_then_changed(path: Path) -> object:
        version = read_version(path)
        path.write_bytes(other)
        return version

    monkeypatch.setattr(confirming, "read_version", read_then_changed)
    with pytest.raises(AssistantError, match="改动"):
        confirm(file, "王某某", NOW)
    assert file.read_bytes() == other


def test_permissions_and_links_stay(tmp_path: Path) -> None:
    file = agreement(tmp_path)
    file.chmod(0o640)
    link = tmp_path / "链接.docx"
    link.symlink_to(file)
    confirm(link, "王某某", NOW)
    assert link.is_symlink() and file.stat().st_mode & 0o777 == 0o640
    assert confirmed(file).valid
