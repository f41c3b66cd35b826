"""Reads the registry of laws: laws.yaml, and what single articles are about: articles/*.yaml.

    - name: 中华人民共和国民事诉讼法
      aliases: [民诉法]
      kind: 法律
      versions:
        - {date: 2021-12-24, effective: 2022-01-01, articles: 291}
        - {date: 2023-09-01, effective: 2024-01-01, articles: 306}
      renumbered:
        - old: 2021-12-24
          new: 2023-09-01
          moves: [{old: 201, new: 205, subject: 司法确认}, {old: 202-210, new: 206-214}]

    law: 中华人民共和国民事诉讼法
    version: 2023-09-01
    articles:
      - {article: 205, subject: 司法确认的申请, terms: [司法确认, 调解协议], gist: …}

A file is accepted whole or rejected with file, line and field (`RecordError`).
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from pathlib import Path

import yaml

from knowledge.errors import RecordError
from knowledge.law import ArticleNumber, Law, LawKind, Move, Renumbering, Repeal, Subject, Version
from knowledge.readers.yaml_fields import Fields, compose

LAW_KEYS = {"name", "aliases", "kind", "versions", "repealed", "renumbered", "verified"}
VERSION_KEYS = {"date", "effective", "verified", "articles", "document", "also"}
DAY = re.compile(r"\d{4}-\d\d-\d\d")


def _compose(file: Path) -> yaml.Node:
    try:
        text = file.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError):
        raise RecordError(file, 1, "全文", "文件缺失，或者不是 UTF-8 文本") from None
    return compose(file, text, "全文", first_line=1)


def read_laws(file: Path) -> Iterator[Law]:
    """The laws of the registry, in the order of the file; raises RecordError."""
    node = _compose(file)
    if not isinstance(node, yaml.SequenceNode):
        raise RecordError(file, 1, "全文", "应为列表，每部法律一项")
    seen: set[str] = set()
    for entry in node.value:
        fields = Fields(file, entry, LAW_KEYS, "法律", first_line=1)
        law = _law(fields)
        if law.name in seen:
            raise fields.error("name", f"“{law.name}”重复")
        seen.add(law.name)
        yield law


def _law(fields: Fields) -> Law:
    kind = fields.text("kind")
    if kind not in set(LawKind):
        raise fields.error("kind", f"没有“{kind}”这一类，可用：{'、'.join(LawKind)}")
    versions = tuple(_version(item) for item in fields.mappings("versions", VERSION_KEYS))
    dates = [version.date for version in versions]
    if dates != sorted(set(dates)) or {*dates} & {day for version in versions for day in version.also}:
        raise fields.error("versions", "各版本须按日期先后排列，不能重复")
    repeal = None
    if "repealed" in fields.values:
        item = fields.mapping("repealed", {"on", "by", "verified"})
        repeal = Repeal(_day(item, "on"), tuple(item.texts("by", default=True)), _verified(item))
    return Law(
        name=fields.text("name"),
        kind=LawKind(kind),
        aliases=tuple(fields.texts("aliases", default=True)),
        versions=versions,
        repeal=repeal,
        renumberings=tuple(
            _renumbering(item, versions) for item in fields.mappings("renumbered", {"old", "new", "moves"})
        ),
        verified=_verified(fields),
    )


def _version(fields: Fields) -> Version:
    count = fields.optional_text("articles")
    number = int(count) if count and re.fullmatch(r"[0-9]{1,4}", count) else 0
    if count is not None and number == 0:
        raise fields.error("articles", "应为条数，如 306")
    also = tuple(fields.texts("also", default=True))
    if not all(map(_is_day, also)):
        raise fields.error("also", "应为日期的列表，如 [2022-04-02]")
    return Version(
        date=_day(fields, "date"),
        effective=_day(fields, "effective") if fields.optional_text("effective") else None,
        articles=number if count else None,
        document=fields.optional_text("document"),
        also=also,
        verified=_verified(fields),
    )


def _verified(fields: Fields) -> bool:
    """True where it is left out: only what was not read in a text is marked."""
    return "verified" not in fields.values or fields.boolean("verified")


def _renumbering(fields: Fields, versions: Sequence[Version]) -> Renumbering:
    known = {version.date: version for version in versions}
    dates = {field: _day(fields, field) for field in ("old", "new")}
    for field, day in dates.items():
        if day not in known:
            raise fields.error(field, f"没有登记{day}这个版本")
    if dates["old"] >= dates["new"]:
        raise fields.error("new", "应晚于 old")
    counts = {field: known[day].articles for field, day in dates.items()}
    moves: dict[ArticleNumber, Move] = {}
    for item in fields.mappings("moves", {"old", "new", "subject"}):
        for move in _moves(item, counts):
            if move.old in moves:
                raise item.error("old", f"{move.old}写了两次")
            moves[move.old] = move
    if not moves:
        raise fields.error("moves", "没有写哪些条号变了")
    return Renumbering(dates["old"], dates["new"], tuple(moves.values()))


def _moves(fields: Fields, counts: Mapping[str, int | None]) -> Iterator[Move]:
    """One move, or a run of them: ``{old: 202-210, new: 206-214}``."""
    subject = fields.optional_text("subject") or ""
    if "new" not in fields.values:
        raise fields.error("new", "缺少这个字段；删去的条文写 new: null")
    old = list(_run(fields, "old", counts["old"]))
    new = list(_run(fields, "new", counts["new"])) if fields.optional_text("new") else [None] * len(old)
    if len(old) != len(new):
        raise fields.error("new", "新旧条号的个数不同")
    for before, after in zip(old, new, strict=True):
        yield Move(before, after, subject)


def _run(fields: Fields, field: str, count: int | None) -> Iterator[ArticleNumber]:
    first, dash, last = fields.text(field).partition("-")
    ends = [ArticleNumber.parse(first), ArticleNumber.parse(last) if dash else ArticleNumber.parse(first)]
    if ends[0] is None or ends[1] is None or ends[0] > ends[1] or (dash and (ends[0].branch or ends[1].branch)):
        raise fields.error(field, "应为条号，如 205、120之1，或者一段，如 202-210")
    if count is not None and ends[1].number > count:
        raise fields.error(field, f"那个版本只有{count}条")
    if not dash:
        yield ends[0]
        return
    for number in range(ends[0].number, ends[1].number + 1):
        yield ArticleNumber(number)


def read_subjects(file: Path, laws: Mapping[str, Law]) -> Iterator[Subject]:
    """What one file says of the articles of a law among ``laws`` (by official name); raises RecordError."""
    fields = Fields(file, _compose(file), {"law", "version", "articles"}, "全文", first_line=1)
    law, version = fields.text("law"), _day(fields, "version")
    if law not in laws:
        raise fields.error("law", f"登记册里没有“{law}”")
    count = next((known.articles for known in laws[law].versions if known.date == version), 0)
    if count == 0:
        raise fields.error("version", f"登记册里没有“{law}”的这个版本")
    seen: set[ArticleNumber] = set()
    for item in fields.mappings("articles", {"article", "subject", "terms", "gist"}):
        article = ArticleNumber.parse(item.text("article"))
        if article is None or article in seen:
            raise item.error("article", "应为条号，如 205 或 120之1，每条只写一次")
        if count is not None and article.number > count:
            raise item.error("article", f"那个版本只有{count}条")
        seen.add(article)
        terms = tuple(item.texts("terms", default=True))
        yield Subject(law, version, article, item.text("subject"), item.text("gist"), terms)


def _day(fields: Fields, field: str) -> str:
    """A whole date: whether a version is in force hangs on the day."""
    value = fields.text(field)
    if not _is_day(value):
        raise fields.error(field, "应为日期，写到日，如 2023-09-01")
    return value


def _is_day(text: str) -> bool:
    """Whether the calendar has this day."""
    try:
        return bool(DAY.fullmatch(text) and date.fromisoformat(text))
    except ValueError:
        return False
