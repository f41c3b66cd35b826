"""Guiding, typical and mediation cases: number, title, day of publication, sections."""

from pathlib import Path

import pytest

from knowledge.errors import SourceError
from knowledge.readers.case_file import read_case, read_mediation_cases
from knowledge.sources import CaseText, Doubt

CASES = Path(__file__).resolve().parents[4] / "shared" / "data" / "cases"
needs_cases = pytest.mark.skipif(not CASES.is_dir(), reason="the cases (../shared/data/cases) are not on this machine")
NOTE = "（最高人民法院审判委员会讨论通过 2019年12月24日发布）"
REST = "\n基本案情\n\n甲借钱。\n\n裁判结果\n\n还钱。\n"


def read(tmp_path: Path, text: str) -> CaseText:
    file = tmp_path / "案例.md"
    file.write_text(text, encoding="utf-8")
    return read_case(file)


@pytest.mark.parametrize(
    ("head", "number", "title", "published"),
    [
        (f"### 指导案例124号：甲诉乙案\n====\n{NOTE}", 124, "甲诉乙案", "2019-12-24"),
        (f"# 指导性案例二百一十一号 甲诉乙案\n{NOTE}", 211, "甲诉乙案", "2019-12-24"),
        (f"第124号指导案例：甲诉乙案\n{NOTE}", 124, "甲诉乙案", "2019-12-24"),
        (f"### ### 指导性案例２１１号：甲诉乙案\n　　**{NOTE}**", 211, "甲诉乙案", "2019-12-24"),
        (
            "## 指导案例3号：甲诉乙案\n（最高人民法院审判委员会讨论通过\n2011年12月20日发布）",
            3,
            "甲诉乙案",
            "2011-12-20",
        ),
        (
            f"## 指导案例3号：甲公司诉...\n原文网址：https://a.cn/1\n甲公司诉\n乙公司案\n{NOTE}",
            3,
            "甲公司诉乙公司案",
            "2019-12-24",
        ),
        ("# 房子漏水谁来赔\n<!-- INFO END -->", None, "房子漏水谁来赔", None),
        ("# 房子漏水谁来赔\n典型案例\n2022-03-15", None, "房子漏水谁来赔", "2022-03-15"),
    ],
)
def test_head(tmp_path: Path, head: str, number: int | None, title: str, published: str | None) -> None:
    case = read(tmp_path, head + REST)
    assert (case.number, case.title, case.published) == (number, title, published)
    assert case.sections[-2:] == (("基本案情", "甲借钱。"), ("裁判结果", "还钱。"))
    assert not case.doubts


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("关键词民事/借款", ("关键词", "民事/借款")),
        ("**关键词** \xa0民事/借款", ("关键词", "民事/借款")),
        ("关键词：民事", ("关键词", "民事")),
        ("## 关键词\n民事\n借款", ("关键词", "民事\n借款")),
        ("【裁判要点】\n要还。", ("裁判要点", "要还。")),
        ("裁判要点：要还。", ("裁判要点", "要还。")),
        ("一、案情简介\n甲借钱。", ("案情简介", "甲借钱。")),
    ],
)
def test_sections(tmp_path: Path, line: str, expected: tuple[str, str]) -> None:
    assert read(tmp_path, f"# 指导案例1号：甲诉乙案\n{NOTE}\n{line}\n{REST}").sections[0] == expected


def test_unknown_heading_is_a_section_and_what_stands_before_has_none(tmp_path: Path) -> None:
    case = read(tmp_path, f"# 谁来赔\n\n## 甲诉乙案\n{REST}\n## 法官提醒\n\n早还。\n")
    assert case.sections == (("", "甲诉乙案"), ("基本案情", "甲借钱。"), ("裁判结果", "还钱。"), ("法官提醒", "早还。"))


@pytest.mark.parametrize(
    ("text", "doubt"),
    [
        (f"# 指导案例1号：甲诉乙案{REST}", Doubt(1, "没有找到发布日期")),
        (f"# 指导案例1号：甲诉...\n{NOTE}{REST}", Doubt(1, "标题不完整")),
        (f"# 甲诉乙案\n\n裁判理由\n{REST}", Doubt(3, "“裁判理由”没有内容")),
    ],
)
def test_doubts(tmp_path: Path, text: str, doubt: Doubt) -> None:
    assert read(tmp_path, text).doubts == (doubt,)


@pytest.mark.parametrize("text", ["# 案例目录\n- 指导案例1号\n", "甲\n"])
def test_no_case(tmp_path: Path, text: str) -> None:
    with pytest.raises(SourceError, match="看不出是案例"):
        read(tmp_path, text)


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ('{"filename": "甲案.pdf", "content": {"基本案情": " 借钱 ", "处理结果": ""}}', (("基本案情", "借钱"),)),
        ("{", "不是有效的 JSON"),
        ("[" * 100_000, "不是有效的 JSON"),
        ("[1]", "没有 content"),
        ('{"filename": "甲案.pdf"}', "没有 content"),
        ('{"filename": "甲案.pdf", "content": {}}', "没有正文"),
        ('{"content": {"基本案情": "借钱"}}', "没有标题"),
        ('{"filename": 5, "content": {"基本案情": "借钱"}}', "没有标题"),
    ],
)
def test_mediation(tmp_path: Path, line: str, expected: str | tuple[tuple[str, str], ...]) -> None:
    file = tmp_path / "cases.jsonl"
    good = '{"filename": "乙案.pdf", "content": {"基本案情": "欠薪"}}'
    file.write_text(f"{good}\n\n{line}\n{good}\n", encoding="utf-8")
    first, found, last = read_mediation_cases(file)
    assert isinstance(first, CaseText)
    assert first == last
    assert first.title == "乙案"
    if isinstance(found, Doubt):
        assert found.line == 3
        assert found.problem.startswith(str(expected))
    else:
        assert found.sections == expected


def test_mediation_section_that_is_no_text(tmp_path: Path) -> None:
    file = tmp_path / "cases.jsonl"
    file.write_text('{"filename": "甲案", "content": {"基本案情": "借钱", "关键词": ["甲"]}}', encoding="utf-8")
    (case,) = read_mediation_cases(file)
    assert isinstance(case, CaseText)
    assert case.sections == (("基本案情", "借钱"),)
    assert case.doubts == (Doubt(1, "“关键词”不是文字，略去"),)


@needs_cases
def test_real_guiding_cases() -> None:
    cases = [read_case(file) for file in sorted(CASES.glob("guiding/*.md")) if file.name != "index.md"]
    assert {case.number for case in cases} == set(range(1, 225)) - {45}  # 45 is not at hand
    assert all(case.published and case.title.endswith("案") and not case.doubts for case in cases)
    for case in cases:
        names = [name for name, _ in case.sections]
        assert {"关键词", "裁判要点", "基本案情", "裁判结果", "裁判理由"} <= set(names), case.title


@needs_cases
def test_real_typical_and_mediation_cases() -> None:
    typical = [read_case(file) for file in sorted(CASES.glob("typical/*/*.md"))]
    assert len(typical) == 52
    assert all(len(case.sections) > 1 and case.number is None and not case.doubts for case in typical)
    mediation = read_mediation_cases(CASES / "mediation.jsonl")
    assert len(mediation) == 173
    assert all(isinstance(case, CaseText) and len(case.sections) == 6 for case in mediation)
