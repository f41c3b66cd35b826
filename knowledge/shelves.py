"""The library's SQLite file, and its writing side: what was read of each source, and the laws and cases made of it.

HOME/library/library.sqlite3     readings (one row a source) → laws · versions · articles · differences · cases
HOME/library/import.lock
"""

import hashlib
import json
import sqlite3
import zlib
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from pydantic import TypeAdapter

from knowledge.errors import LibraryCorrupt
from knowledge.law import ArticleNumber, Paragraph
from knowledge.merging import Difference, MergedLaw
from knowledge.sources import CaseText, Doubt, LawText

CASE_PREFIX = "case-import-"
LAYOUT = 1  # raise when the tables change
PARAGRAPHS = TypeAdapter(tuple[Paragraph, ...])
SECTIONS = TypeAdapter(tuple[tuple[str, str], ...])
SCHEMA = """
create table readings (
    source text primary key, digest text not null, summary text not null, results blob not null
) without rowid;
create table reading_laws (law text not null, source text not null, primary key (law, source)) without rowid;
create table stale (law text primary key) without rowid;
create table undated (law text not null, source text not null);
create table laws (name text primary key, kind text not null) without rowid;
create table versions (
    law text not null, date text not null, effective text, title text not null, body text not null,
    sources text not null, primary key (law, date)
) without rowid;
create table articles (
    law text not null, version text not null, number integer not null, branch integer not null,
    path text not null, paragraphs text not null, text text not null,
    primary key (law, version, number, branch)
) without rowid;
create table differences (
    law text not null, version text not null, number integer, branch integer, kept text not null, other text not null,
    problem text not null
);
create index differences_law on differences (law);
create table cases (
    id text primary key, number integer, title text not null, published text, sections text not null,
    source text not null
) without rowid;
create table facts (key text primary key, value text not null) without rowid;
"""

Result = LawText | CaseText | Doubt | str  # what came of a source; a str is why nothing did
RESULTS = TypeAdapter(list[tuple[str, LawText | CaseText | Doubt | str]])


@dataclass(frozen=True, slots=True)
class Summary:
    """What came of a source, in short. Doubts of a source that was used are ``doubts``; ``skipped`` was not used."""

    laws: tuple[str, ...] = ()
    cases: int = 0
    doubts: tuple[Doubt, ...] = ()
    skipped: tuple[Doubt, ...] = ()


SUMMARY = TypeAdapter(Summary)


NameOf = Callable[[LawText], str]


def library_file(home: Path) -> Path:
    """Where the library of a home lies."""
    return home / "library" / "library.sqlite3"


def layout_of(connection: sqlite3.Connection) -> int | None:
    """The layout of a library's file, 0 of another program's.

    None where nothing was ever written to it, as when a first import was stopped at once.
    """
    layout: int = connection.execute("pragma user_version").fetchone()[0]
    tables = {name for (name,) in connection.execute("select name from sqlite_master where type='table'")}
    if not layout and not tables:
        return None
    return layout if "readings" in tables else 0  # many programs number their layouts from 1


class Shelves:
    """An open library, for one writer. Nothing is kept before `commit`."""

    def __init__(self, file: Path) -> None:
        """Opens or creates it; raises LibraryCorrupt where the file is something else, and sqlite3.Error."""
        self._connection = sqlite3.connect(file, isolation_level=None)
        try:
            layout = layout_of(self._connection)
            if layout not in {LAYOUT, None}:
                raise LibraryCorrupt(file, "不是这个版本的纾困写的")
            self._connection.execute("pragma journal_mode=wal")  # readers go on while an import writes
            self._connection.execute("pragma synchronous=normal")
            if layout is None:
                self._connection.executescript(f"begin; {SCHEMA} pragma user_version={LAYOUT}; commit;")
            self._connection.execute("begin")
        except BaseException:
            self.close()
            raise

    def close(self) -> None:
        """Let go of the file; what was not committed is forgotten."""
        self._connection.close()

    def commit(self) -> None:
        """Keep what was done so far."""
        self._connection.execute("commit")
        self._connection.execute("begin")

    def digests(self) -> dict[str, str]:
        """Source → digest of its content when it was read."""
        return dict(self._connection.execute("select source, digest from readings"))

    def keep(self, source: str, digest: str, results: Sequence[Result], name_of: NameOf) -> None:
        """What came of reading a source, in place of what came before; ``name_of`` gives the law that a text is of.

        The laws and cases it touches, now or before, become stale: so durably that a stopped import finds them again.
        """
        summary = _summary(results, name_of)
        if summary.cases or self.summary(source).cases:
            self._state("cases", "stale")
        self._connection.execute("insert or ignore into stale select law from reading_laws where source=?", (source,))
        self._connection.execute(
            "insert or replace into readings values (?, ?, ?, ?)",
            (source, digest, SUMMARY.dump_json(summary).decode(), _dump(results)),
        )
        self._list_laws(source, summary)

    def forget(self, source: str) -> None:
        """Drop a source; the laws and cases that it had become stale."""
        if self.summary(source).cases:
            self._state("cases", "stale")
        self._connection.execute("insert or ignore into stale select law from reading_laws where source=?", (source,))
        self._connection.execute("delete from reading_laws where source=?", (source,))
        self._connection.execute("delete from readings where source=?", (source,))

    def _list_laws(self, source: str, summary: Summary) -> None:
        self._connection.execute("delete from reading_laws where source=?", (source,))
        for law in summary.laws:
            self._connection.execute("insert into reading_laws values (?, ?)", (law, source))
            self._connection.execute("insert or ignore into stale values (?)", (law,))

    def summary(self, source: str) -> Summary:
        """What came of a source; an empty summary where it was never read."""
        row = self._connection.execute("select summary from readings where source=?", (source,)).fetchone()
        return SUMMARY.validate_json(row[0]) if row else Summary()

    def expect_registry(self, digest: str, name_of: NameOf) -> None:
        """Make every law stale where the registry is another than at the last merge: its names and dates decide."""
        if self._fact("registry") == digest:
            return
        self._connection.execute("insert or ignore into stale select law from reading_laws")
        for source in self.digests():
            row = self._connection.execute("select results from readings where source=?", (source,)).fetchone()
            summary = _summary(_load(row[0]), name_of)
            self._connection.execute(
                "update readings set summary=? where source=?", (SUMMARY.dump_json(summary).decode(), source)
            )
            self._list_laws(source, summary)
        self._state("registry", digest)

    def stale_laws(self) -> list[str]:
        """The laws to merge anew."""
        return [law for (law,) in self._connection.execute("select law from stale order by law")]

    def readings_of(self, law: str) -> Iterator[tuple[str, Sequence[Result]]]:
        """The sources that have texts of a law, and what came of them."""
        rows = self._connection.execute(
            "select source, results from reading_laws join readings using (source) where law=? order by source", (law,)
        ).fetchall()
        for source, results in rows:
            yield source, _load(results)

    def put_law(self, law: MergedLaw) -> None:
        """A law as it was merged, in place of what was there."""
        for table, column in (("laws", "name"), ("stale", "law"), *((name, "law") for name in _OF_A_LAW)):
            self._connection.execute(f"delete from {table} where {column}=?", (law.name,))  # noqa: S608  own names
        if law.versions:
            self._connection.execute("insert into laws values (?, ?)", (law.name, law.kind.value))
        for merged in law.versions:
            date = merged.version.date
            sources = json.dumps(merged.sources, ensure_ascii=False)
            self._connection.execute(
                "insert into versions values (?, ?, ?, ?, ?, ?)",
                (law.name, date, merged.version.effective, merged.title, merged.body, sources),
            )
            self._connection.executemany(
                "insert into articles values (?, ?, ?, ?, ?, ?, ?)",
                (
                    (
                        *(law.name, date, article.number.number, article.number.branch),
                        json.dumps(article.path, ensure_ascii=False),
                        PARAGRAPHS.dump_json(article.paragraphs).decode(),
                        article.text,
                    )
                    for article in merged.articles
                ),
            )
        self._connection.executemany(
            "insert into differences values (?, ?, ?, ?, ?, ?, ?)",
            (
                (
                    *(one.law, one.version, one.article.number if one.article else None),
                    *(one.article.branch if one.article else None, one.kept, one.other, one.problem),
                )
                for one in law.differences
            ),
        )
        self._connection.executemany(
            "insert into undated values (?, ?)", ((law.name, source) for source in law.undated)
        )
        words = "".join(article.text for merged in law.versions for article in merged.articles)
        self._state("changed", law.name + words)

    def stale_cases(self) -> bool:
        """Whether the cases are to be put anew."""
        return self._fact("cases") == "stale"

    def put_cases(self) -> None:
        """All cases of all sources, each text once."""
        self._connection.execute("delete from cases")
        for source, results in self._connection.execute("select source, results from readings order by source"):
            for case in _load(results):
                if isinstance(case, CaseText):
                    sections = SECTIONS.dump_json(case.sections).decode()
                    self._connection.execute(
                        "insert or ignore into cases values (?, ?, ?, ?, ?, ?)",
                        (_case_key(case), case.number, case.title, case.published, sections, source),
                    )
        self._state("cases", "fresh")
        keys = [key for (key,) in self._connection.execute("select id from cases order by id")]
        self._state("changed", f"cases{keys}")

    def undated(self, laws: Iterable[str]) -> Iterator[str]:
        """Sources of these laws for which no version was found."""
        for law in sorted(laws):
            for (source,) in self._connection.execute("select source from undated where law=?", (law,)):
                yield source

    def differences(self, laws: Iterable[str]) -> Iterator[Difference]:
        """Where the sources of these laws disagree."""
        for law in sorted(laws):
            rows = self._connection.execute("select * from differences where law=? order by version, number", (law,))
            for name, version, number, branch, kept, other, problem in rows:
                article = None if number is None else ArticleNumber(number, branch)
                yield Difference(name, version, article, kept, other, problem)

    def counts(self, laws: Iterable[str]) -> tuple[int, int, int]:
        """How many of these laws there are, and how many versions and articles of them."""
        query = (
            "select (select count(*) from laws where name=:law), (select count(*) from versions where law=:law),"
            " (select count(*) from articles where law=:law)"
        )
        counts = [self._connection.execute(query, {"law": law}).fetchone() for law in laws]
        held, versions, articles = map(sum, zip((0, 0, 0), *counts, strict=True))
        return held, versions, articles

    def count_cases(self, sources: Iterable[str]) -> int:
        """How many cases there are of these sources, each once."""
        found = set()
        for source in sources:
            row = self._connection.execute("select results from readings where source=?", (source,)).fetchone()
            found |= {_case_key(one) for one in _load(row[0]) if isinstance(one, CaseText)}
        return len(found)

    def _fact(self, key: str) -> str | None:
        row = self._connection.execute("select value from facts where key=?", (key,)).fetchone()
        return row[0] if row else None

    def _state(self, key: str, value: str) -> None:
        """Note a fact; ``changed`` gathers into a digest that tells one state of the library from another."""
        if key == "changed":
            before = self._fact("digest") or ""
            key, value = "digest", hashlib.sha256(f"{before}{value}".encode()).hexdigest()
        self._connection.execute("insert or replace into facts values (?, ?)", (key, value))


_OF_A_LAW = ("versions", "articles", "differences", "undated")
_OF_TYPE: dict[str, TypeAdapter[Result]] = {
    kind.__name__: TypeAdapter(kind) for kind in (LawText, CaseText, Doubt, str)
}


def _case_key(case: CaseText) -> str:
    sections = SECTIONS.dump_json(case.sections).decode()
    return f"{CASE_PREFIX}{hashlib.sha256((case.title + sections).encode()).hexdigest()[:12]}"


def _summary(results: Sequence[Result], name_of: NameOf) -> Summary:
    texts = [result for result in results if isinstance(result, LawText)]
    return Summary(
        laws=tuple(sorted({name_of(text) for text in texts})),
        cases=sum(isinstance(result, CaseText) for result in results),
        doubts=tuple(doubt for one in results if isinstance(one, LawText | CaseText) for doubt in one.doubts),
        skipped=tuple(
            result if isinstance(result, Doubt) else Doubt(0, result)
            for result in results
            if isinstance(result, Doubt | str)
        ),
    )


def _dump(results: Sequence[Result]) -> bytes:
    return zlib.compress(RESULTS.dump_json([(type(result).__name__, result) for result in results]), level=1)


def _load(results: bytes) -> list[Result]:
    return [_OF_TYPE[name].validate_python(value) for name, value in json.loads(zlib.decompress(results))]
