"""Splits the text of a law into its articles."""

import re
from collections.abc import Mapping, Sequence

from knowledge.law import Article
from knowledge.sources import Doubt, LawText
from knowledge.splitting.headings import Heading, enter, find_headings
from knowledge.splitting.lines import LONGEST_HEADING, STOPS, Row, is_short, unblanked
from knowledge.splitting.lines import rows as cleaned
from knowledge.splitting.numbering import Numbering, find_articles
from knowledge.splitting.paragraphs import paragraphs
from knowledge.splitting.preamble import read_preamble, tells

_UNREADABLE = re.compile("[\ue000-\uf8ff\ufffd]")
_NAME = re.compile(
    r".*(法|法典|条例|规定|解释|办法|决定|规则|细则|规程|批复|意见|通知|安排|方案|命令|决议|修正案|解答|纪要|章程|准则|标准|公约|协定)"
    r"(\s*[（(].{1,20}[）)])*"
)
_OF_ITSELF = re.compile(r"本(法|条例|规定|解释|办法|决定|规则|细则|规程|安排|准则|意见|通知)")
_CONTRACT = re.compile(r"[甲乙]方")
_CASE = re.compile(r"(基本案情|案情回顾|裁判(要点|要旨|结果|理由)|典型意义|适用解析)[：:]?$")
_HEAD = 12  # rows at the beginning in which a title stands
_LONGEST_TITLE = 120
_SOME, _MANY = 2, 10  # articles


def split_law(lines: Sequence[str], meta: Mapping[str, str] | None = None) -> LawText:
    """The law that ``lines`` print: one paragraph or heading each, free of marks of a format; blank lines are allowed.

    ``meta`` is what the source says beside the text, all optional: title, publish_date, implement_date, category,
    part (合同编), and file_date (of the file's name). Dates in it that are no dates are left out. Doubts carry the
    1-based number of the line.

    Never raises, and no line is lost: each is the title, in an article, in an article's path, or in ``body``. What is
    printed after the law (附件, decisions that amended it) is at the end of ``body``, and a doubt says where it
    begins. Articles whose number repeats or is out of order stay where they stand, each with a doubt; whoever looks
    an article up by its number takes the first. A text that numbers its articles 1. or 一、 has these as articles; one
    that numbers nothing has no articles.
    """
    meta = meta or {}
    rows = cleaned(lines)
    numbering = find_articles(rows)
    headings = find_headings(rows, [start.row for start in numbering.starts], numbering.end)
    first = numbering.starts[0].row if numbering.starts else len(rows)
    title, titled = _title(rows[:first], headings, meta.get("title", ""))
    articles, doubts = _articles(rows, numbering, headings)
    passed = {index + more for index, heading in headings.items() for more in range(heading.rows)} | titled
    body = [text for index, (_, text) in enumerate(rows[:first]) if index not in passed]
    shown = {text for article in articles for text in article.path}
    empty = (index for index, heading in headings.items() if heading.text and heading.text not in shown)
    doubts += (Doubt(rows[index][0], f"“{headings[index].text}”下面没有条文") for index in empty)
    doubts += (Doubt(line, "有无法显示的字符") for line, text in rows if _UNREADABLE.search(text))
    ending = "\n".join(article.text for article in articles[-3:]) or "\n".join(body[-3:])
    preamble = read_preamble([text for _, text in rows[:first]], ending, meta)
    return LawText(
        title=title,
        articles=articles,
        body="\n".join((*body, *(text for _, text in rows[numbering.end :]))),
        part=meta.get("part") or None,
        published=preamble.published,
        effective=preamble.effective,
        dates=preamble.dates,
        document=preamble.document,
        category=meta.get("category") or None,
        doubts=tuple(sorted((*numbering.doubts, *doubts), key=lambda doubt: doubt.line)),
    )


def looks_like_law(lines: Sequence[str]) -> bool:
    """Whether ``lines`` print a law or another normative text, rather than notes, a contract, or an essay about law."""
    rows = cleaned(lines)
    numbering = find_articles(rows)
    count = len(numbering.starts)
    head = [text for _, text in rows[: numbering.starts[0].row if count else _HEAD]][:LONGEST_HEADING]
    title = _title(list(enumerate(head)), {}, "")[0]
    named = any(len(text) <= _LONGEST_TITLE and _NAME.fullmatch(text) for text in (title, *head[:6]))
    itself = any(_OF_ITSELF.search(text) for _, text in rows)
    dated = any(tells(text) for text in head)
    if any(sum(bool(sign.match(text)) for _, text in rows) > 1 for sign in (_CONTRACT, _CASE)):
        return False
    if count >= _SOME and numbering.by_name:
        return named or itself or dated or count >= _MANY
    return named and (itself or dated or count >= _SOME)


def _articles(
    rows: Sequence[Row], numbering: Numbering, headings: Mapping[int, Heading]
) -> tuple[tuple[Article, ...], list[Doubt]]:
    doubts: list[Doubt] = []
    articles: list[Article] = []
    starts = numbering.starts
    ends = [*(start.row for start in starts[1:]), numbering.end]
    path = _path_to(starts[0].row, headings) if starts else []
    for start, end in zip(starts, ends, strict=True) if starts else ():
        inside = [(rows[start.row][0], start.rest)] if start.rest else []
        after = start.row + 1
        entered = path
        while after < end:
            if heading := headings.get(after):
                entered = enter(entered, heading)
                after += heading.rows
            else:
                inside.append(rows[after])
                after += 1
        parts, unsure = paragraphs(inside)
        doubts += (Doubt(doubt.line, f"{start.number}：{doubt.problem}") for doubt in unsure)
        if not parts:
            doubts.append(Doubt(rows[start.row][0], f"{start.number}没有正文"))
        articles.append(Article(start.number, parts, tuple(heading.text for heading in path)))
        path = entered
    return tuple(articles), doubts


def _path_to(first: int, headings: Mapping[int, Heading]) -> list[Heading]:
    """The headings that the article on row ``first`` stands under; those of a table of contents come again."""
    path: list[Heading] = []
    above: set[tuple[int, str]] = set()
    for index in sorted(index for index in headings if index < first):
        heading = headings[index]
        if (heading.level, heading.text) in above:
            path = []
        above.add((heading.level, heading.text))
        path = enter(path, heading)
    return path


def _title(head: Sequence[Row], headings: Mapping[int, Heading], named: str) -> tuple[str, set[int]]:
    """The title, and the rows of ``head`` that print it.

    Where the source does not name it, it is the first rows that together read as a law's name: an announcement or a
    decree may stand before it.
    """
    if named:
        whole = unblanked(named)
        printed = (
            index for index, (_, text) in enumerate(head[:_HEAD]) if unblanked(text) in whole and not tells(text)
        )
        return named, set(printed)
    runs: list[list[int]] = [[]]
    for index, (_, text) in enumerate(head):
        if index in headings or tells(text) or text[0] in "（(" or not _may_name(text):
            runs.append([])
        else:
            runs[-1].append(index)
    joined = {("".join(head[index][1] for index in run)): run for run in reversed(runs) if run}
    titles = [(title, run) for title, run in reversed(joined.items()) if len(title) <= _LONGEST_TITLE]
    for title, run in titles:
        if _NAME.fullmatch(title):
            return title, set(run)
    return (titles[0][0], set(titles[0][1])) if titles else ("", set())


def _may_name(text: str) -> bool:
    """Whether the row may be a title or part of one."""
    return is_short(text) or (len(text) <= _LONGEST_TITLE and text[-1] not in STOPS and bool(_NAME.fullmatch(text)))
