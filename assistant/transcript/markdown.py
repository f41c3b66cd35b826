"""A transcript as Markdown (CommonMark), with the label for programs in its front matter."""

import re
from collections.abc import Iterable, Iterator

from assistant.calculators.calculation import Table
from assistant.events import Block
from assistant.labels import metadata
from assistant.transcript import CASES, Cited, Exchange, Said, Transcript
from assistant.transcript.works import Work

SIGNS = re.compile(r"([\\`*_\[\]<>~|&])")
LEADING = re.compile(r"^(\s*)(?:(?=[#>+=-])|(\d+)(?=[.)]))", re.MULTILINE)  # of a heading, a list, a rule
MARKS = {
    Block.HEADING: "### ",
    Block.SUBHEADING: "#### ",
    Block.ITEM: "- ",
    Block.PARAGRAPH: "",
}


def markdown(transcript: Transcript) -> str:
    """The whole transcript. Whatever was typed stays text."""
    body = "\n".join(_lines(transcript))
    head = f"---\nAIGC: '{metadata(transcript.id, body)}'\n---\n\n" if transcript.notice else ""
    return f"{head}{body}\n"


def _lines(transcript: Transcript) -> Iterator[str]:
    yield f"# {_plain(transcript.title)}\n\n{transcript.lead}"
    for number, one in enumerate(transcript.exchanges, start=1):
        yield from _exchange(number, one)
    if transcript.notice:
        yield f"\n---\n\n{transcript.notice}"


def _exchange(number: int, one: Exchange) -> Iterator[str]:
    turn = one.turn
    yield f"\n## {number}. {turn.role.label}问（{turn.asked:%Y年%m月%d日}）\n"
    yield "\n".join(f"> {line}" for line in _plain(turn.question).splitlines())
    yield from (f"\n*{_plain(remark)}*" for remark in one.remarks)
    yield from _answer(one.said)
    if one.label:
        yield f"\n**{one.label}**"
    for work in one.works:
        yield from _work(work)
    if one.cases:
        yield f"\n### {CASES}\n"
        yield from (f"- **{_plain(case.title)}**（{_plain(case.court)}）：{_plain(case.done)}" for case in one.cases)
    if one.sources:
        yield "\n### 来源\n"
        yield from map(_source, one.sources)
    if one.verdicts:
        yield f"\n### {one.verdicts.summary}\n"
        yield from (
            f"- {_plain(written)}：**{label}**。{_plain(said)}" for written, label, said, _ in one.verdicts.rows
        )


def _answer(said: tuple[Said, ...]) -> Iterator[str]:
    """Each block on a line of its own; a list stands close, everything else apart."""
    line, before, step = "", None, 0
    for one in said:
        sentence = one.sentence
        text = _plain(sentence.body) + _plain(sentence.end) + "".join(f"[{marker}]" for marker in sentence.markers)
        text += "".join(f"（引用有误：{_plain(doubt)}）" for doubt in one.doubts)
        if not sentence.first and line:
            line += text
            continue
        if line:
            yield line
        listed = sentence.block in {Block.ITEM, Block.STEP} and before is sentence.block
        step = step + 1 if sentence.block is Block.STEP else 0
        line = ("" if listed else "\n") + (f"{step}. " if step else MARKS[sentence.block]) + text
        before = sentence.block
    if line:
        yield line


def _work(work: Work) -> Iterator[str]:
    yield f"\n### {_plain(work.headline)}\n"
    yield from (f"{number}. {_plain(step)}" for number, step in enumerate(work.found.steps, start=1))
    for table in work.found.tables:
        yield from _table(table)
    yield f"\n{work.law}。"


def _table(table: Table) -> Iterator[str]:
    yield f"\n#### {_plain(table.title)}\n"
    yield _row(map(_within, table.columns))
    yield _row("---" for _ in table.columns)
    yield from (_row(map(_within, row)) for row in table.rows)


def _row(cells: Iterable[str]) -> str:
    return f"| {' | '.join(cells)} |"


def _source(cited: Cited) -> str:
    """As [1] stands in the text; a numbered list would count anew."""
    first = f"- [{cited.citation.marker}] {_plain(cited.line)}"
    return "\n".join([first, *(f"  - {_plain(str(law))}" for law in cited.laws)])


def _plain(text: str) -> str:
    """Text that Markdown shows as it is."""
    return LEADING.sub(r"\1\2\\", _within(text))


def _within(text: str) -> str:
    """The same for text that begins no line."""
    return SIGNS.sub(r"\\\1", text)
