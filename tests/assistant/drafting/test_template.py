"""Templates that users bring: filled in where they are plain, refused with what to do where they are not."""

import io
import re
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from docx import Document as open_document
from docx.document import Document as Opened
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from assistant.drafting.document import NOTICE
from assistant.drafting.properties import read_properties
from assistant.drafting.word import word
from assistant.errors import DraftError
from tests.assistant.drafting.filled import drafted, values
from tests.assistant.drafting.test_filling import HOSTILE

SETTLEMENT = "执行和解协议"


def template(folder: Path, *texts: str, change: Callable[[Opened], None] = lambda opened: None) -> Path:
    file = folder / "own.docx"
    opened = open_document()
    for text in texts:
        opened.add_paragraph(text)
    change(opened)
    opened.save(str(file))
    return file


def made(file: Path, **changed: object) -> tuple[Opened, bytes]:
    data = word(drafted(SETTLEMENT, **changed), template=file, values=values(SETTLEMENT, **changed))
    return open_document(io.BytesIO(data)), data


def test_a_template_takes_fields_and_blocks(tmp_path: Path) -> None:
    file = template(
        tmp_path,
        "{{ title }}：{{ court }}，{{ agreed_total | yuan }}，{{ signed_on }}，{{ barter }}，{{ barter_terms or '' }}",
        "{%p for row in instalments %}",
        "{{ row.期次 }}：{{ row.付款日期 | day }}付{{ row.金额 | short_yuan }}",
        "{%p endfor %}",
    )
    opened, data = made(file)
    texts = [paragraph.text for paragraph in opened.paragraphs]
    assert texts[0] == (
        f"{SETTLEMENT}：某市某区人民法院，人民币325000.00元（大写：叁拾贰万伍仟元整），2026年11月30日，否，无"
    )
    assert texts[1] == "1：2026年12月31日付125000.00元"
    assert texts[-1] == NOTICE  # a template without a place for it gets the label all the same
    assert "AIGC" in read_properties(file, data)
    assert data == made(file)[1]


def test_a_template_that_has_the_label_gets_no_other(tmp_path: Path) -> None:
    def footed(opened: Opened) -> None:
        opened.sections[0].footer.paragraphs[0].text = "{{ label }}"

    opened, _ = made(template(tmp_path, "{{ title }}", change=footed))
    assert [paragraph.text for paragraph in opened.paragraphs] == [SETTLEMENT]


def test_hostile_values_stay_text_in_a_template(tmp_path: Path) -> None:
    opened, _ = made(template(tmp_path, "{{ proof }}", "{{ text }}"), proof=HOSTILE)
    assert opened.paragraphs[0].text == HOSTILE
    assert HOSTILE in opened.paragraphs[1].text


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("{{ courtt }}{{ agent.name }}", "没有的变量：agent、courtt"),
        ("{{ court", "花括号"),
        ("{% if court %}", "花括号"),
        ("{{ court | nonsense }}", "花括号"),
        ("{{ court.__class__.__mro__ }}", "花括号"),
        ("{{ instalments[99].金额 }}", "花括号"),
        ("{{ court + 1 }}", "填不进去"),
        ("{{ 1 // 0 }}{{ court }}", "填不进去"),
    ],
)
def test_templates_with_faulty_jinja(tmp_path: Path, text: str, told: str) -> None:
    with pytest.raises(DraftError) as caught:
        made(template(tmp_path, text))
    assert told in str(caught.value)


def linked(opened: Opened) -> None:
    opened.part.relate_to("https://example.invalid/x", RELATIONSHIP_TYPE.HYPERLINK, is_external=True)


def attached(opened: Opened) -> None:
    settings = opened.part.part_related_by(RELATIONSHIP_TYPE.SETTINGS)
    kind = RELATIONSHIP_TYPE.SETTINGS.replace("settings", "attachedTemplate")
    settings.relate_to("file:///x.dotm", kind, is_external=True)


def fetching(opened: Opened) -> None:
    field = f'<w:fldSimple {nsdecls("w")} w:instr=" INCLUDEPICTURE &quot;x&quot; "/>'
    opened.paragraphs[0]._p.append(parse_xml(field))


def fetching_in_pieces(opened: Opened) -> None:
    for piece in (" DDE", "AUTO cmd "):
        run = f"<w:r {nsdecls('w')}><w:instrText>{piece}</w:instrText></w:r>"
        opened.paragraphs[0]._p.append(parse_xml(run))


@pytest.mark.parametrize(
    ("change", "told"),
    [
        (linked, "外部"),
        (attached, "外部"),
        (fetching, "域"),
        (fetching_in_pieces, "域"),
    ],
)
def test_templates_that_reach_out_are_refused(tmp_path: Path, change: Callable[[Opened], None], told: str) -> None:
    with pytest.raises(DraftError, match=told):
        made(template(tmp_path, "{{ title }}", change=change))


def test_a_page_number_is_no_danger(tmp_path: Path) -> None:
    def numbered(opened: Opened) -> None:
        opened.paragraphs[0]._p.append(parse_xml(f'<w:fldSimple {nsdecls("w")} w:instr=" PAGE "/>'))

    assert made(template(tmp_path, "{{ title }}", change=numbered))[0].paragraphs[0].text.startswith(SETTLEMENT)


def test_macros_are_refused(tmp_path: Path) -> None:
    file = template(tmp_path, "{{ title }}")
    with zipfile.ZipFile(file) as package:
        members = {name: package.read(name) for name in package.namelist()}
    members["[Content_Types].xml"] = re.sub(
        rb"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main\+xml",
        b"application/vnd.ms-word.document.macroEnabled.main+xml",
        members["[Content_Types].xml"],
    )
    with zipfile.ZipFile(file, "w") as package:
        for name, content in members.items():
            package.writestr(name, content)
    with pytest.raises(DraftError, match="宏"):
        made(file)


@pytest.mark.parametrize("content", [b"not a zip", b"", b"PK\x03\x04 broken"])
def test_what_is_no_word_file_is_refused(tmp_path: Path, content: bytes) -> None:
    file = tmp_path / "own.docx"
    file.write_bytes(content)
    with pytest.raises(DraftError, match=r"模板 .*own\.docx 不能用"):
        made(file)


def test_a_template_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(DraftError, match=r"none\.docx"):
        made(tmp_path / "none.docx")
