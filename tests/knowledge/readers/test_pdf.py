"""PDFs: paragraphs out of printed lines, and what has no text to read."""

import subprocess
from itertools import product
from pathlib import Path
from shutil import which

import pytest

from knowledge.errors import SourceError
from knowledge.numerals import chinese
from knowledge.readers import pdf
from knowledge.readers.pdf import MAX_PAGES
from tests.knowledge.readers import making
from tests.knowledge.readers.making import LAW, TITLE, Shown, save, typeset

FILES = Path(__file__).parent / "files"
LONG = (  # long enough for several pages, with breaks at every place
    TITLE,
    *(
        f"第{chinese(number)}条　"
        + "，".join(
            f"第{chinese(number * case + 7)}类会员遇到第{chinese(case)}种困难时可以求助"
            for case in range(1, 2 * number)
        )
        + "。"
        for number in range(1, 13)
    ),
)


def read(folder: Path, pages: list[list[Shown]], extra: str = "") -> tuple[str, ...]:
    return pdf.paragraphs(save(folder, "sample.pdf", making.pdf(pages, extra))).lines


def headed(pages: list[list[Shown]], foot: str, head: str, shift: float = 0.0) -> list[list[Shown]]:
    """With a running head and a page number; every second page moved to the right."""
    return [
        [
            (80.0, 800.0, 9.0, head),
            *((left + at % 2 * shift, bottom, size, text) for left, bottom, size, text in page),
            (280.0, 40.0, 9.0, foot.format(at + 1, len(pages))),
        ]
        for at, page in enumerate(pages)
    ]


def has_chinese_font() -> bool:
    """PDFium leaves out a sign that stands alone where the file lacks its font and the machine has none for it."""
    listed = which("fc-list")
    return bool(listed and subprocess.run([listed, ":lang=zh"], capture_output=True, check=False).stdout)


@pytest.mark.skipif(not has_chinese_font(), reason="no Chinese font is installed (Debian: fonts-noto-cjk)")
@pytest.mark.parametrize(("columns", "indent", "gap"), product((36, 24, 17), (2, 0), (0.0, 9.0)))
def test_lines_are_joined(tmp_path: Path, columns: int, indent: int, gap: float) -> None:
    assert read(tmp_path, typeset(LONG, columns, indent, gap)) == LONG


def test_short_law(tmp_path: Path) -> None:
    assert read(tmp_path, typeset(LAW)) == LAW


@pytest.mark.parametrize("foot", ["{}", "- {} -", "— {} —", "第{}页", "第 {} 页 共 {} 页", "{}/{}", "· {} ·"])
@pytest.mark.parametrize("shift", [0.0, 30.0])
def test_running_heads_and_page_numbers_are_dropped(tmp_path: Path, foot: str, shift: float) -> None:
    pages = headed(typeset(LONG, columns=24), foot, "样品法规汇编　2024年", shift)
    assert len(pages) > 2
    assert read(tmp_path, pages) == LONG


def test_numbers_with_text_beyond_them_stay(tmp_path: Path) -> None:
    """Near the edge of the page, and like page numbers, but not outermost."""
    lines = ("样品清单", "12", "第3页", *LAW)
    assert read(tmp_path, typeset(lines)) == lines


def test_reference_at_the_beginning_of_a_line(tmp_path: Path) -> None:
    """Neither 第九条 nor （二） begins a paragraph where the line is at the margin and the one before is full."""
    words = (
        "会员应当依照样品商会的章程和样品商会互助办法",
        "第九条的规定申请，材料不齐全的应当按照前面的第",
        "（二）项补正，逾期不补正的视为撤回。",
    )
    lines = [(80.0 if at else 104.0, 700.0 - 20 * at, 12.0, text) for at, text in enumerate(words)]
    assert read(tmp_path, [[*lines, (104.0, 600.0, 12.0, LAW[-1])]]) == ("".join(words), LAW[-1])


FLUSH = tuple(f"第{number}条　会员遇到困难时可以向商会求助，商会应当及时答复。" for number in "一二三四")


def test_sentence_that_ends_with_the_line(tmp_path: Path) -> None:
    """Without indentation, the space between paragraphs tells whether the next sentence belongs to this one."""
    lines = ("第五条　" + "样" * 19 + "。" + "下一句同款。", *FLUSH)
    assert read(tmp_path, typeset(lines, columns=24, indent=0, gap=9.0)) == lines


def test_line_that_begins_with_a_comma(tmp_path: Path) -> None:
    """It continues, however short the line before is."""
    lines = [(80.0, 700.0, 12.0, "第五条　会员应当答复"), (80.0, 680.0, 12.0, "，并说明理由。")]
    below = [(left, bottom - 140, size, text) for left, bottom, size, text in typeset(FLUSH, indent=0)[0]]
    assert read(tmp_path, [lines + below]) == ("第五条　会员应当答复，并说明理由。", *FLUSH)


def test_title_on_two_lines(tmp_path: Path) -> None:
    """Two centred lines in large type are one title; the date below in small type is not part of it."""
    date = "（二○二四年三月一日通过）"
    centred = [(780.0, 18.0, "样品商会关于会员互助"), (750.0, 18.0, "若干事项的办法"), (720.0, 12.0, date)]
    lines = [(296 - len(text) * size / 2, bottom, size, text) for bottom, size, text in centred]
    below = [(left, bottom - 80, size, text) for left, bottom, size, text in typeset(LAW[3:])[0]]
    assert read(tmp_path, [lines + below])[:3] == ("样品商会关于会员互助若干事项的办法", date, LAW[3])


def test_centred_lines_of_the_size_of_the_text_stay_apart(tmp_path: Path) -> None:
    names = ("样品商会秘书处", "样品商会互助委员会")
    lines = [(296 - 6.0 * len(name), 800.0 - 20 * at, 12.0, name) for at, name in enumerate(names)]
    assert read(tmp_path, [lines + typeset(LAW)[0]]) == (*names, *LAW)


def test_dots_of_a_table_of_contents(tmp_path: Path) -> None:
    pages = typeset(("目录", "第一章　总则………………………12", "第二章　附则........................13", *LAW[3:]))
    assert read(tmp_path, pages)[:3] == ("目录", "第一章　总则", "第二章　附则")


def test_printed_by_a_browser() -> None:
    """Printed with Chromium from a page of ours: glyphs drawn as shapes, radicals for characters."""
    read = pdf.paragraphs(FILES / "browser.pdf")
    assert tuple(line.replace(" ", "　") for line in read.lines) == (TITLE, LAW[1], LAW[3], LAW[-1])
    assert read.doubts == ()


def test_only_the_owner_has_a_password() -> None:
    """Such a file opens for everyone. Made with pypdf from the sample law, AES-128."""
    assert pdf.paragraphs(FILES / "owner_locked.pdf").lines == LAW


BLACK = "0 0 595 842 re f"  # what a scanned page looks like to a reader of text


@pytest.mark.parametrize(
    ("content", "word"),
    [
        pytest.param(making.pdf([[], []], BLACK), "OCR", id="scanned"),
        pytest.param(making.pdf([[]]), "OCR", id="an empty page"),
        pytest.param(making.pdf([[(280.0, 40.0, 9.0, "- 1 -")]]), "页码", id="a page number only"),
        pytest.param((FILES / "locked.pdf").read_bytes(), "密码", id="locked: made with pypdf, AES-256"),
        pytest.param(making.pdf(typeset(LAW))[:700], "损坏", id="truncated"),
        pytest.param(b"%PDF-1.7\n", "损坏", id="a head only"),
        pytest.param(making.pdf([[]] * (MAX_PAGES + 1)), "拆成", id="too many pages"),
        pytest.param(
            making.pdf([[(80.0, 700.0, 12.0, "\u0e01\u0f40\ue123\u0531" * 20)]]), "乱码", id="glyphs without a meaning"
        ),
    ],
)
def test_refused(tmp_path: Path, content: bytes, word: str) -> None:
    with pytest.raises(SourceError) as error:
        pdf.paragraphs(save(tmp_path, "sample.pdf", content))
    assert word in error.value.problem
    assert "请" in error.value.problem


def test_text_without_end(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pdf, "MAX_CHARACTERS", 100)
    with pytest.raises(SourceError, match="拆成"):
        read(tmp_path, typeset(LONG))


def test_time_without_end(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pdf, "MAX_SECONDS", -1.0)
    with pytest.raises(SourceError, match="拆成"):
        read(tmp_path, typeset(LONG))


def test_pages_without_text_are_told(tmp_path: Path) -> None:
    found = pdf.paragraphs(save(tmp_path, "sample.pdf", making.pdf([*typeset(LAW), []], BLACK)))
    assert found.lines == LAW
    assert ["第2页" in doubt.problem for doubt in found.doubts] == [True]


def test_signs_that_cannot_be_read_are_told(tmp_path: Path) -> None:
    found = pdf.paragraphs(save(tmp_path, "sample.pdf", making.pdf(typeset((*LAW, "样品\ue123字")))))
    assert ["编码" in doubt.problem for doubt in found.doubts] == [True]
