"""Two versions of a law side by side: the articles that changed, and which only moved."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from markupsafe import Markup, escape

from knowledge.changes import changes
from knowledge.law import ArticleNumber, Law
from knowledge.library import Library
from knowledge.registry import version_in_force
from web.laws.memory import memory_of
from web.laws.pages import Choice
from web.laws.pairs import Pair, Texts, paired
from web.laws.places import Day, Link, compare_url, law_url, text_url
from web.pages import TEXT_NOTICE

ROOM = 12_000  # characters of law on one page: with its marks a page stays under 150 KB


@dataclass(frozen=True, slots=True)
class Side:
    """An article on one side."""

    number: str
    url: str
    text: Markup


@dataclass(frozen=True, slots=True)
class Row:
    """What became of an article; one side is None where it is new or gone. ``told`` says it in a word."""

    told: str
    old: Side | None
    new: Side | None


@dataclass(frozen=True, slots=True)
class VersionHead:
    """A version that is compared."""

    date: str
    since: str
    until: str
    doubt: bool
    url: str


@dataclass(frozen=True, slots=True)
class ComparePage:
    """``moved`` are ranges whose words stayed and whose numbers changed, as (old, new, address)."""

    law: str
    url: str
    old: VersionHead
    new: VersionHead
    choices: tuple[str, ...]
    summary: tuple[str, ...]
    rows: tuple[Row, ...]
    moved: tuple[tuple[str, Link], ...]
    pages: tuple[Choice, ...]
    page: int
    back: str
    notice: str = TEXT_NOTICE


def imported_version(library: Library, law: Law, day: Day) -> str | None:
    """The imported version of this date, else the one that is law on this day; None where its text is not there."""
    held = library.text_versions(law.name)
    if day.on in held:
        return day.on
    version = version_in_force(law, day.on)
    return version.date if version and version.date in held else None


def compare_page(library: Library, law: Law, old: str, new: str, page: int) -> ComparePage:
    """What changed from one imported version to another."""
    was, now = library.texts(law.name, old), library.texts(law.name, new)
    pairs = paired(library, law, old, new)
    changed = [pair for pair in pairs if not _same(pair, was, now)]
    moved = [pair for pair in pairs if _same(pair, was, now) and pair.old != pair.new]
    sheets = memory_of(library).recall(("sheets", law.name, old, new), lambda: tuple(_sheets(changed, was, now)))
    page = min(max(1, page), len(sheets))
    heads = [_head(library, law, one) for one in (old, new)]
    starts = [law_start(library, law, one) for one in (old, new)]

    def row(pair: Pair) -> Row:
        before = was[pair.old] if pair.old else ""
        after = now[pair.new] if pair.new else ""
        left, right = _marked(before, after) if pair.old and pair.new else (escape(before), escape(after))
        return Row(
            _told(pair),
            Side(str(pair.old), law_url(law.name, pair.old, starts[0]), left) if pair.old else None,
            Side(str(pair.new), law_url(law.name, pair.new, starts[1]), right) if pair.new else None,
        )

    return ComparePage(
        law=law.name,
        url=law_url(law.name),
        old=heads[0],
        new=heads[1],
        choices=tuple(sorted(library.text_versions(law.name))),
        summary=tuple(_summary(pairs, changed, moved)),
        rows=tuple(row(pair) for pair in sheets[page - 1]),
        moved=tuple(_ranges(moved, law.name, starts[1])),
        pages=tuple(
            Choice(str(one), compare_url(law.name, old, new, one), one == page) for one in range(1, len(sheets) + 1)
        )
        if len(sheets) > 1
        else (),
        page=page,
        back=law_url(law.name),
    )


def law_start(library: Library, law: Law, version: str) -> str:
    """The first day of a version."""
    return library.days(law.name, version)[0]


def _head(library: Library, law: Law, date: str) -> VersionHead:
    since, until = library.days(law.name, date)
    doubt = any(one.doubt for one in law.versions if one.date == date)
    return VersionHead(date, since, until, doubt, text_url(law.name, date))


def _same(pair: Pair, was: Texts, now: Texts) -> bool:
    return bool(pair.old and pair.new and was[pair.old] == now[pair.new])


def _told(pair: Pair) -> str:
    if pair.old is None:
        return "新增"
    if pair.new is None:
        return "删去"
    return "修改" if pair.old == pair.new else "修改，条号变了"


def _summary(pairs: Sequence[Pair], changed: Sequence[Pair], moved: Sequence[Pair]) -> Iterator[str]:
    edited = sum(1 for pair in changed if pair.old and pair.new)
    yield f"修改{edited}条"
    yield f"新增{sum(1 for pair in changed if pair.old is None)}条"
    yield f"删去{sum(1 for pair in changed if pair.new is None)}条"
    yield f"只变了条号{len(moved)}条"
    yield f"没有变{len(pairs) - len(changed) - len(moved)}条"


def _sheets(changed: Sequence[Pair], was: Texts, now: Texts) -> Iterator[tuple[Pair, ...]]:
    """The changed articles, as many to a page as it has room for."""
    sheet: list[Pair] = []
    room = ROOM
    for pair in changed:
        length = sum(len(texts[number]) for texts, number in ((was, pair.old), (now, pair.new)) if number)
        if sheet and length > room:
            yield tuple(sheet)
            sheet, room = [], ROOM
        sheet.append(pair)
        room -= length
    yield tuple(sheet)


def _marked(old: str, new: str) -> tuple[Markup, Markup]:
    """The old text with what was struck out, the new one with what was put in."""
    left = right = Markup()
    for step in changes(old, new):
        if step.same:
            left, right = left + escape(step.old), right + escape(step.new)
            continue
        if step.old:
            left += Markup("<del>{}</del>").format(step.old)
        if step.new:
            right += Markup("<ins>{}</ins>").format(step.new)
    return left, right


def _ranges(moved: Sequence[Pair], law: str, on: str) -> Iterator[tuple[str, Link]]:
    """Moves in a row as one: 第二百零五条至第二百二十条 → 第二百零九条."""
    runs: list[list[tuple[ArticleNumber, ArticleNumber]]] = []
    for pair in moved:
        if pair.old is None or pair.new is None:
            continue
        last = runs[-1][-1] if runs else None
        steps = last and (pair.old.number - last[0].number, pair.new.number - last[1].number)
        if steps == (1, 1) and not pair.old.branch and not pair.new.branch:
            runs[-1].append((pair.old, pair.new))
        else:
            runs.append([(pair.old, pair.new)])
    for run in runs:
        (old, new), (old_end, new_end) = run[0], run[-1]
        several = len(run) > 1
        yield (
            f"{old}至{old_end}" if several else str(old),
            Link(f"{new}至{new_end}" if several else str(new), law_url(law, new, on)),
        )
