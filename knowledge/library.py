"""The library: the texts of laws by date, as they were imported.

Which version is in force on a day is decided by the dates of the registry and the texts, never by a source's own word.
"""

import json
import re
import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path
from typing import Any, Self

from rapidfuzz import fuzz

from knowledge.citations.finding import find
from knowledge.citations.resolving import resolve
from knowledge.errors import CitationError, LibraryCorrupt
from knowledge.law import Article, ArticleId, ArticleNumber, Law, LawKind, Renumbering, Version
from knowledge.names import derived_names, plain_name
from knowledge.registry import Registry, version_in_force
from knowledge.shelves import LAYOUT, PARAGRAPHS, SECTIONS, layout_of, library_file
from knowledge.sources import CaseText


@dataclass(frozen=True, slots=True)
class Provision:
    """An article as one version of a law has it. ``until`` is the first day on which it no longer was law, if any."""

    id: ArticleId
    version: Version
    article: Article
    until: str | None = None

    def in_force(self, on: str) -> bool:
        """Whether this text is law on a day."""
        begun = self.version.effective or self.version.date
        return begun <= on and (self.until is None or on < self.until)


_BRACKETS = re.compile(r"[〔〕\[\]［］()（）【】\s]")
_NUMBER = re.compile(
    r"第[零一二三四五六七八九十百千0-9]+条(?:之[一二三四五六七八九十]+)?"
)  # as ArticleNumber writes it
ALIKE = 60.0  # likeness in percent from which two texts are one rule, where no table says that it moved


class Library:
    """Reads the library under a home. With nothing imported it knows what the registry knows, and no text.

    Safe to share between threads: it only reads, and SQLite is compiled serialized.
    """

    def __init__(self, registry: Registry, connection: sqlite3.Connection | None = None, path: Path = Path()) -> None:
        """Without a connection, a library with no text. Otherwise use `Library.open`."""
        self._connection = connection
        self._path = path
        self._cited: dict[tuple[str, str], frozenset[ArticleId]] = {}  # law and text → what it cites
        self.registry = registry.with_laws(self._laws())

    @classmethod
    def open(cls, home: Path, registry: Registry) -> Self:
        """The library under ``home``, read only; raises LibraryCorrupt when its file is no library of this layout."""
        path = library_file(home)
        if not path.exists():
            return cls(registry)
        try:
            connection, layout = _connect(path)
        except sqlite3.Error as error:
            raise LibraryCorrupt(path, str(error)) from error
        if layout != LAYOUT:
            connection.close()
            if layout is None:
                return cls(registry)
            raise LibraryCorrupt(path, "不是这个版本的纾困写的")
        return cls(registry, connection, path)

    def close(self) -> None:
        """Let go of the file."""
        if self._connection:
            self._connection.close()

    @property
    def empty(self) -> bool:
        """Whether no law was imported."""
        return not self._rows("select 1 from versions limit 1")

    def article(self, id: ArticleId, on: str) -> Provision | None:
        """The article as it is law on a day (ISO date); None where no text of that version was imported."""
        law = self.registry.law(id.law)
        version = version_in_force(law, on) if law else None
        return self.provision(id, version.date) if version else None

    def provision(self, id: ArticleId, version: str) -> Provision | None:
        """The article in the version of this date; None where that text was not imported or has no such article."""
        rows = self._rows(
            "select path, paragraphs from articles where law=? and version=? and number=? and branch=?",
            *(id.law, version, id.number.number, id.number.branch),
        )
        known = self._known_version(id.law, version)
        if not rows or known is None:
            return None
        article = self._stored(id.number, *rows[0])
        return Provision(id, known, article, self._until(id.law, known))

    def look_up(self, citation: str, on: str) -> Provision:
        """The article that a citation names (民诉法205条), as it is law on a day; raises CitationError."""
        resolved = [one for one in resolve(find(citation, self.registry), self.registry) if one.article]
        if len(resolved) != 1:
            raise CitationError(citation, "请写明一部法律和一个条号，如 民诉法205条")
        law, number = resolved[0].law, resolved[0].article
        if law is None or number is None:
            names = "、".join(str(law) for law in resolved[0].candidates)
            raise CitationError(citation, f"可以指{names}，请写全称" if names else "登记册里没有这部法律，请核对名称")
        version = version_in_force(law, on)
        if version is None:
            repealed = f"已于{law.repeal.on}废止" if law.repeal and law.repeal.on <= on else None
            if not law.versions:
                raise CitationError(citation, f"{law}{repealed or '登记在册'}，没有它的文本可查")
            problem = f"{law}{repealed or f'在{on}没有有效的文本'}，可用 --on 换一个日期"
            raise CitationError(citation, problem)
        if version.date not in self.text_versions(law.name):
            problem = f"{law}{version.date}文本还没有导入，请先用 shukun import 导入"
            raise CitationError(citation, problem)
        provision = self.provision(ArticleId(law.name, number), version.date)
        if provision is None:
            count = version.articles or len(self.texts(law.name, version.date))
            raise CitationError(citation, f"{law}{version.date}文本没有{number}（共{count}条）")
        return provision

    def versions(self, provision: Provision) -> tuple[Provision, ...]:
        """The same rule in every imported version of its law, oldest first, followed through known renumberings.

        Tables list the moves that are sure; a text under the same number that has little in common is left out.
        """
        law = self.registry.law(provision.id.law)
        found: list[Provision] = []
        for version in law.versions if law else ():
            number = _moved(law, provision.version.date, version.date, provision.id.number) if law else None
            other = self.provision(ArticleId(provision.id.law, number), version.date) if number else None
            if other and fuzz.ratio(other.article.text, provision.article.text) >= ALIKE:
                found.append(other)
        return tuple(found)

    def text_versions(self, law: str) -> frozenset[str]:
        """Dates of the versions whose text was imported."""
        return self._imported.get(law, frozenset())

    def texts(self, law: str, version: str) -> Mapping[ArticleNumber, str]:
        """All articles of one version."""
        rows = self._rows("select number, branch, text from articles where law=? and version=?", law, version)
        return {ArticleNumber(number, branch): text for number, branch, text in rows}

    def body(self, law: str, version: str) -> str | None:
        """What a version says before or without articles; None where its text was not imported."""
        rows = self._rows("select body from versions where law=? and date=?", law, version)
        return rows[0][0] if rows else None

    def citing(self, id: ArticleId, on: str) -> tuple[ArticleId, ...]:
        """The articles in force on a day that cite this one; ``id`` is its number on that day.

        A text cites by the numbers of its own day, which are followed to this one; where the version of that day is not
        known and the law was renumbered since, nothing is said.
        """
        law = self.registry.law(id.law)
        current = version_in_force(law, on) if law else None
        if law is None or current is None:
            return ()
        found = set()
        names = tuple(_names_of(law))
        documents = any(version.document for version in law.versions)
        for number in self._former_numbers(law, current, id.number):
            for name, date, place in self._mentions.get(str(number), ()):
                meant = _number_now(law, date, number, current) if name != id.law else number
                if meant != id.number or not self._is_current(name, date, on):
                    continue
                text = self._text(name, date, place)
                if name != id.law and not _may_name(text, names, documents=documents):
                    continue
                if ArticleId(id.law, number) in self._cited_in(name, text):
                    found.add(ArticleId(name, place))
        return tuple(sorted(found))

    def _text(self, law: str, version: str, place: ArticleNumber) -> str:
        rows = self._rows(
            "select text from articles where law=? and version=? and number=? and branch=?",
            *(law, version, place.number, place.branch),
        )
        return str(rows[0][0]) if rows else ""

    @cached_property
    def _mentions(self) -> Mapping[str, tuple[tuple[str, str, ArticleNumber], ...]]:
        """Numbers as they are written → the articles in whose text they stand. Reads all texts once, in a second."""
        found: dict[str, list[tuple[str, str, ArticleNumber]]] = {}
        for law, version, nth, branch, text in self._rows("select law, version, number, branch, text from articles"):
            for number in set(_NUMBER.findall(text)):
                found.setdefault(number, []).append((law, version, ArticleNumber(nth, branch)))
        return {number: tuple(places) for number, places in found.items()}

    def _cited_in(self, name: str, text: str) -> frozenset[ArticleId]:
        """What the text of an article of the law ``name`` cites; 本法 and a number alone are of that law."""
        if (name, text) not in self._cited:
            self._cited[name, text] = self._read_citations(name, text)
        return self._cited[name, text]

    def _read_citations(self, name: str, text: str) -> frozenset[ArticleId]:
        resolved = resolve(find(text, self.registry), self.registry, within=self.registry.law(name))
        return frozenset(ArticleId(one.law.name, one.article) for one in resolved if one.law and one.article)

    def _former_numbers(self, law: Law, current: Version, number: ArticleNumber) -> set[ArticleNumber]:
        former = {_moved(law, current.date, version.date, number) for version in law.versions}
        return {number, *(one for one in former if one)}

    def _is_current(self, name: str, date: str, on: str) -> bool:
        law = self.registry.law(name)
        version = version_in_force(law, on) if law else None
        return version is not None and version.date == date

    def provisions(self, law: str, version: str) -> tuple[Provision, ...]:
        """Every article of one imported version, in order; none where it was not imported."""
        known = self._known_version(law, version)
        if known is None:
            return ()
        until = self._until(law, known)
        rows = self._rows(
            "select number, branch, path, paragraphs from articles where law=? and version=? order by number, branch",
            *(law, version),
        )
        found = []
        for number, branch, path, paragraphs in rows:
            key = ArticleNumber(number, branch)
            article = self._stored(key, path, paragraphs)
            found.append(Provision(ArticleId(law, key), known, article, until))
        return tuple(found)

    def imported(self) -> Iterator[tuple[str, str]]:
        """Law and date of every imported version."""
        for name, dates in self._imported.items():
            for date in dates:
                yield name, date

    def days(self, law: str, version: str) -> tuple[str, str]:
        """The day from which a version is law, and the first on which it no longer is ("": none known)."""
        known = self._known_version(law, version)
        return (known.effective or known.date, self._until(law, known) or "") if known else (version, "")

    def cases(self) -> Iterator[tuple[str, CaseText]]:
        """The imported cases with their ids (case-import-…, ordered)."""
        for key, number, title, published, sections in self._rows(
            "select id, number, title, published, sections from cases order by id"
        ):
            yield key, CaseText(title, SECTIONS.validate_json(sections), number, published)

    def case(self, id: str) -> CaseText | None:
        """The imported case of this id."""
        rows = self._rows("select number, title, published, sections from cases where id=?", id)
        return CaseText(rows[0][1], SECTIONS.validate_json(rows[0][3]), rows[0][0], rows[0][2]) if rows else None

    def guiding_case(self, number: int) -> CaseText | None:
        """The guiding case of this number, where it was imported."""
        case_id = self.guiding_case_id(number)
        return self.case(case_id) if case_id else None

    def guiding_case_id(self, number: int) -> str | None:
        """The id of the guiding case of this number, where it was imported."""
        rows = self._rows("select id from cases where number=?", number)
        return rows[0][0] if rows else None

    def cases_naming(self, docket: str) -> tuple[str, ...]:
        """Ids of the imported cases whose text has this case number, whatever its brackets."""
        plain = _BRACKETS.sub("", docket)
        rows = self._rows("select id, sections from cases order by id")
        return tuple(key for key, sections in rows if plain in _BRACKETS.sub("", sections))

    @cached_property
    def digest(self) -> str:
        """Changes whenever what was imported changes; empty with nothing imported."""
        rows = self._rows("select value from facts where key='digest'")
        return rows[0][0] if rows else ""

    def _stored(self, number: ArticleNumber, path: str, paragraphs: str) -> Article:
        try:
            return Article(number, PARAGRAPHS.validate_json(paragraphs), tuple(json.loads(path)))
        except ValueError as error:
            raise LibraryCorrupt(self._path, "条文的存储格式不对") from error

    @cached_property
    def _imported(self) -> Mapping[str, frozenset[str]]:
        grouped: dict[str, set[str]] = {}
        for law, date in self._rows("select law, date from versions"):
            grouped.setdefault(law, set()).add(date)
        return {law: frozenset(dates) for law, dates in grouped.items()}

    def _known_version(self, law: str, date: str) -> Version | None:
        known = self.registry.law(law)
        return next((version for version in known.versions if version.date == date), None) if known else None

    def _until(self, name: str, version: Version) -> str | None:
        law = self.registry.law(name)
        if law is None:
            return None
        begun = (version.effective or version.date, version.date)
        later = [day for other in law.versions if ((day := other.effective or other.date), other.date) > begun]
        return min([*later, *([law.repeal.on] if law.repeal else [])], default=None)

    def _laws(self) -> Iterator[Law]:
        """The imported laws, with their imported versions."""
        kinds = dict(self._rows("select name, kind from laws"))
        versions: dict[str, list[Version]] = {}
        rows = self._rows(
            "select law, date, effective, (select count(*) from articles a where a.law=v.law and a.version=v.date)"
            " from versions v order by law, date"
        )
        for law, date, effective, count in rows:
            versions.setdefault(law, []).append(Version(date, effective, count or None))
        for name, kind in kinds.items():
            yield Law(name, LawKind(kind), versions=tuple(versions.get(name, ())))

    def _rows(self, query: str, *values: object) -> list[Any]:
        if self._connection is None:
            return []
        try:
            return self._connection.execute(query, values).fetchall()
        except sqlite3.Error as error:
            raise LibraryCorrupt(self._path, str(error)) from error


def _connect(path: Path) -> tuple[sqlite3.Connection, int | None]:
    """A connection that only reads, and the layout of the file."""
    address = f"{path.absolute().as_uri()}?mode=ro"
    connection = sqlite3.connect(address, uri=True, check_same_thread=False)
    try:
        return connection, layout_of(connection)
    except sqlite3.OperationalError as error:
        connection.close()
        if error.sqlite_errorcode & 0xFF not in {sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_READONLY}:
            raise
    # A folder that cannot be written: SQLite cannot note there that it reads, and nobody can change what it reads.
    connection = sqlite3.connect(f"{address}&immutable=1", uri=True, check_same_thread=False)
    return connection, layout_of(connection)


def _names_of(law: Law) -> Iterator[str]:
    """The plain names by which a text may mean a law, without the bracket that some leave open."""
    for name in (plain_name(law.name), *map(plain_name, law.aliases), *derived_names(law.name)):
        yield name.removesuffix(")")


def _may_name(text: str, names: Sequence[str], *, documents: bool) -> bool:
    """Whether a text has one of these names, or what may be a document number; quick, and never wrongly False."""
    plain = plain_name(text)
    return any(name in plain for name in names) or (documents and "号" in plain)


def _number_now(law: Law, cited_on: str, number: ArticleNumber, current: Version) -> ArticleNumber | None:
    """What a number that a text of ``cited_on`` cites is now; None where that cannot be told."""
    version = version_in_force(replace(law, repeal=None), cited_on)
    if version is None:
        return None if law.renumberings else number
    return _moved(law, version.date, current.date, number)


def _moved(law: Law, here: str, there: str, start: ArticleNumber) -> ArticleNumber | None:
    """The number that an article of version ``here`` has in version ``there``; None where it is not there."""
    number: ArticleNumber | None = start
    for table in sorted((table for table in law.renumberings if here <= table.old and table.new <= there), key=_old):
        number = {move.old: move.new for move in table.moves}.get(number, number) if number else None
    back = sorted((table for table in law.renumberings if there <= table.old and table.new <= here), key=_old)
    for table in reversed(back):
        former = {move.new: move.old for move in table.moves}
        gone = {move.old for move in table.moves}
        number = former.get(number, None if number in gone else number) if number else None
    return number


def _old(table: Renumbering) -> str:
    return table.old
