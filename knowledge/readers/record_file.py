"""Reads our own record format: Markdown with a YAML header.

    ---
    id: mechanism-live-seizure        # kind, hyphen, file name
    title: 活封
    aliases: [活查封]
    roles: [mediator, litigant, judge]
    figures: [{name: 复工用时, value: 6小时}]
    basis: [{law: 中华人民共和国民事诉讼法, version: 2023-09-01, article: 第二百四十一条, gist: …, verified: true}]
    related: [case-dongguan-electronics]
    source: {title: …, publisher: …, date: 2025-09-16}
    ---
    ## 是什么
    …

A file is accepted whole or rejected with file, line and field (`RecordError`); nothing is skipped silently.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

from knowledge.errors import RecordError
from knowledge.readers.yaml_fields import Fields, compose
from knowledge.records import (
    Case,
    Figure,
    LegalBasis,
    Mechanism,
    Opinion,
    Procedure,
    Record,
    Role,
    Section,
    Source,
)

FOLDERS: Mapping[str, type[Record]] = {
    "mechanisms": Mechanism,
    "procedures": Procedure,
    "cases": Case,
    "opinions": Opinion,
}
OTHERS = {
    "laws.yaml",
    "articles",
    "lexicon.yaml",
    "forms",
    "glossary.yaml",
    "figures",
    "relief",
    "documents",
    "clauses",
}  # see `knowledge.readers`
KEYS = {"id", "title", "aliases", "roles", "figures", "basis", "related", "source"}
BASIS_KEYS = {"law", "version", "article", "gist", "verified", "sections"}
ARTICLE = re.compile(r"第[一二三四五六七八九十百千零〇]+条(之[一二三四五六七八九十]+)?")
CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f]")
ID = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")


def read_corpus(root: Path) -> tuple[Record, ...]:
    """All records under ``root`` (its folders are the kinds), ordered by id.

    Raises RecordError for the first bad file, a folder of no known kind, or a related id that no record has.
    """
    for path in sorted(root.glob("*")):
        if path.name not in {*FOLDERS, *OTHERS} and not path.name.startswith("."):
            raise RecordError(path, 1, "目录", f"资料目录里只能有：{'、'.join(FOLDERS)}")
    records: dict[str, Record] = {}
    files: dict[str, Path] = {}
    for folder, kind in FOLDERS.items():
        for file in sorted((root / folder).glob("*")):
            if file.name.startswith("."):
                continue
            record = read_record(file, kind)
            records[record.id] = record
            files[record.id] = file
    for record in records.values():
        for related in record.related:
            if related not in records:
                file = files[record.id]
                raise RecordError(file, _line_of(file, related), "related", f"没有编号为“{related}”的资料")
    return tuple(records[key] for key in sorted(records))


def read_record(file: Path, kind: type[Record]) -> Record:
    """Read one file as a record of ``kind``; raises RecordError."""
    if file.suffix != ".md":
        raise RecordError(file, 1, "文件名", "资料文件须以 .md 结尾")
    try:
        text = file.read_text(encoding="utf-8-sig")  # Notepad writes a mark at the beginning
    except UnicodeDecodeError as error:
        line = file.read_bytes()[: error.start].count(b"\n") + 1
        raise RecordError(file, line, "全文", "不是有效的 UTF-8 文本，请另存为 UTF-8") from None
    except OSError as error:
        raise RecordError(file, 1, "全文", f"无法读取：{error.strerror}") from None
    if control := CONTROL.search(text):
        line = text.count("\n", 0, control.start()) + 1
        raise RecordError(file, line, "全文", "含有不可见的控制字符，请删去")
    header, body, body_line = _split(file, text)
    node = compose(file, header)
    fields = Fields(file, node, KEYS)
    sections = _sections(file, body, body_line, kind)
    record = kind(
        id=fields.text("id"),
        title=fields.text("title"),
        aliases=tuple(fields.texts("aliases", default=True)),
        roles=tuple(read_roles(fields)),
        sections=sections,
        figures=tuple(_figure(item) for item in fields.mappings("figures", {"name", "value"})),
        basis=tuple(read_basis(item) for item in fields.mappings("basis", BASIS_KEYS)),
        related=tuple(fields.texts("related", default=True)),
        source=_source(fields.mapping("source", {"title", "publisher", "date"})),
    )
    expected = f"{kind.kind.value}-{file.stem}"
    if not ID.fullmatch(file.stem):
        raise fields.error("文件名", "文件名只用小写字母、数字和连字符")
    if record.id != expected:
        raise fields.error("id", f"编号须与文件名一致，应为“{expected}”")
    whole = "\n".join(sections.values())
    for figure in record.figures:
        if figure.value not in whole:
            raise fields.error("figures", f"数字“{figure.value}”没有出现在正文里")
    return record


def file_of(root: Path, record: Record) -> Path:
    """The file under ``root`` that a record was read from."""
    folder = next(name for name, kind in FOLDERS.items() if isinstance(record, kind))
    return root / folder / f"{record.id.removeprefix(record.kind.value + '-')}.md"


def basis_line(file: Path, number: int, field: str) -> int:
    """The line of a field of the basis entry ``number`` (from 0); that of the entry where the field is left out."""
    header, _, _ = _split(file, file.read_text(encoding="utf-8-sig"))
    entries = list(Fields(file, compose(file, header), KEYS).mappings("basis", BASIS_KEYS))
    entry = entries[number]
    return entry.error(field, "").line


def _line_of(file: Path, related: str) -> int:
    """The line on which ``related`` lists this id; ids are parts of other ids, and of the record's own."""
    lines = list(enumerate(file.read_text(encoding="utf-8").splitlines(), start=1))
    first = next((number for number, line in lines if line.startswith("related")), 1)
    whole = re.compile(rf"(?<![\w-]){re.escape(related)}(?![\w-])")
    return next((number for number, line in lines[first - 1 :] if whole.search(line)), first)


def _split(file: Path, text: str) -> tuple[str, str, int]:
    """Header, body, and the line on which the body begins."""
    lines = text.splitlines(keepends=True)
    if not lines or lines[0].strip() != "---":
        raise RecordError(file, 1, "文件头", "首行须是 ---，其后是 YAML 文件头")
    for number, line in enumerate(lines[1:], start=2):
        if line.strip() == "---":
            return "".join(lines[1 : number - 1]), "".join(lines[number:]), number + 1
    raise RecordError(file, len(lines), "文件头", "文件头没有以 --- 结束")


def read_roles(fields: Fields) -> Iterator[Role]:
    """At least one role."""
    count = 0
    for name in fields.texts("roles"):
        if name not in set(Role):
            raise fields.error("roles", f"没有“{name}”这个角色，可用：{'、'.join(Role)}")
        count += 1
        yield Role(name)
    if not count:
        raise fields.error("roles", "至少写一个角色")


def _figure(fields: Fields) -> Figure:
    return Figure(name=fields.text("name"), value=fields.text("value"))


def read_basis(fields: Fields) -> LegalBasis:
    """One entry of a legal basis."""
    article = fields.optional_text("article")
    if article is not None and not ARTICLE.fullmatch(article):
        raise fields.error("article", "应写成“第二百四十一条”这样的条号；针对整部文件时省略")
    return LegalBasis(
        law=fields.text("law"),
        version=fields.date("version", "应为日期，如 2023-09-01"),
        article=article,
        gist=fields.text("gist"),
        verified=fields.boolean("verified"),
        sections=tuple(_leaning(fields)),
    )


def _leaning(fields: Fields) -> Iterator[Section]:
    for name in fields.texts("sections", default=True):
        if name not in set(Section) - {Section.BASIS}:
            raise fields.error("sections", f"没有“{name}”这一小节")
        yield Section(name)


def _source(fields: Fields) -> Source:
    return Source(
        title=fields.text("title"),
        publisher=fields.text("publisher"),
        date=fields.date("date", "应为日期，如 2025-09-16 或 2025-09"),
    )


def _sections(file: Path, body: str, first_line: int, kind: type[Record]) -> dict[Section, str]:
    allowed = {section.value: section for section in (*kind.required, *kind.optional)}
    found: dict[Section, list[str]] = {}
    starts: dict[Section, int] = {}
    current: Section | None = None
    add: Callable[[str], None] | None = None
    for number, line in enumerate(body.splitlines(), start=first_line):
        if line.startswith("#"):
            name = line.removeprefix("## ").strip()
            if not line.startswith("## ") or name not in allowed:
                raise RecordError(file, number, name, f"不认识的小节，可用：{'、'.join(allowed)}")
            current = allowed[name]
            if current in found:
                raise RecordError(file, number, name, "小节重复")
            found[current] = []
            starts[current] = number
            add = found[current].append
        elif add is not None:
            add(line.rstrip())
        elif line.strip():
            raise RecordError(file, number, "正文", "正文须从“## 小节名”开始")
    sections = {section: "\n".join(lines).strip() for section, lines in found.items()}
    for section in kind.required:
        if not sections.get(section):
            raise RecordError(file, starts.get(section, first_line), section.value, "缺少这一小节或内容为空")
    for section, text in sections.items():
        if not text:
            raise RecordError(file, starts[section], section.value, "小节内容为空")
    return sections
