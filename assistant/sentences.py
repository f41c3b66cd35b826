"""Draft text → sentences, while it streams. Half a marker or half a line opening is held back."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from assistant.events import Block, Sentence

OPEN, CLOSE = r"[\[【［]", r"[\]】］]"
WORD = r"(?:资料|来源|编号|参考)?\s*[#^]?\s*"  # what models put before a number although told not to
DASH = r"[-–—~～至到]"
YEAR = rf"(?!(?:19|20)\d\d{CLOSE}\s*第?\s*\d+\s*号)"  # of a document number, 法释[2020]21号, is no marker
# Whatever points at a passage, in any spelling: what is not recognised here would reach the reader as text.
MARKER = re.compile(
    rf"\s*(?:{OPEN}+{YEAR}\s*{WORD}|[（(]\s*(?:资料|来源)\s*)"
    rf"(\d+(?:\s*(?:[,，、;；]|{DASH})\s*{WORD}\d+)*)\s*(?:†[^\]】］\n]*)?(?:{CLOSE}+|[）)])"
)
NUMBERS = re.compile(rf"(\d+)(?:\s*{DASH}\s*{WORD}(\d+))?")
MARKERS = rf"(?:{MARKER.pattern})*"
SENTENCE = re.compile(rf"[^。！？!?]*[。！？!?]+[”’」』）)》]*{MARKERS}")
# Words of law in quotation marks are one sentence, however many they hold: one marker stands for all of them.
QUOTING = re.compile(
    rf"[^。！？!?“”]*[：:]“[^“”]*(?:“[^“”]*”[^“”]*)*(?:[。！？!?](?:……)?”|”[。！？!?])[’」』）)》]*{MARKERS}"
)
QUOTE_OPEN = re.compile(r"[^。！？!?“”]*[：:]“")
LONGEST_QUOTE = 1500  # characters that are held back for a quotation to be closed
UNFINISHED_MARKER = re.compile(rf"\s*\*?(?:{OPEN}[^\]】］]*|[（(]\s*(?:资|来|(?:资料|来源)[^）)]*)?)?$")
# What is left of a marker that was never closed, was closed twice or says nothing.
SCRAP = re.compile(rf"\s*{OPEN}+{YEAR}\s*{WORD}(?:\d[\d\s,，、;；†-]*{CLOSE}*|{CLOSE}+|(?=[。，；：、！？,;:!?]|$))")
INVISIBLE = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f\xad\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\U000e0000-\U000e007f]"
)
LINE_OPENING = re.compile(
    r"[ \t]*(?:(?P<heading>#{1,6})[ \t]+|(?P<item>[-*•·])[ \t]+|(?P<step>\d{1,2})(?:[.)][ \t]+|[、．）]))?"
)
MAYBE_OPENING = re.compile(r"[ \t]*(?:#{0,6}[ \t]*|[-*•·][ \t]*|\d{1,2}[.)、．）]?[ \t]*)$")
END = re.compile(r"[。！？!?；;：:，,、.…]+[”’」』）)》]*$")
MAX_MARKER = 9999
SUBHEADING_DEPTH = 3


@dataclass(frozen=True, slots=True)
class RawSentence:
    """A sentence as drafted: ``markers`` in order, not yet checked against anything."""

    block: Block
    first: bool
    body: str
    end: str
    markers: tuple[int, ...]


class SentenceSplitter:
    """Feed it chunks of any size; it gives back each sentence once nothing can be added to it."""

    def __init__(self) -> None:
        """Start at the beginning of a line."""
        self._buffer = ""
        self._block: Block | None = None
        self._first = True

    def feed(self, chunk: str) -> Iterator[RawSentence]:
        """The sentences that this chunk completes."""
        # Emphasis goes before anything is recognised: **1. 先谈**：… is a step, and a marker may follow **。**
        self._buffer = re.sub(r"\*\*|[`\r]", "", self._buffer + INVISIBLE.sub("", chunk))
        yield from self._release(final=False)

    def finish(self) -> Iterator[RawSentence]:
        """What is left when the draft has ended; half a marker is dropped."""
        yield from self._release(final=True)

    def _release(self, final: bool) -> Iterator[RawSentence]:
        while self._buffer:
            if self._block is None and not self._open_block(final):
                return
            line, newline, rest = self._buffer.partition("\n")
            if self._block in {Block.HEADING, Block.SUBHEADING}:
                if not newline and not final:
                    return
                yield from self._raw(line)
                self._next_line(rest)
                continue
            complete = bool(newline) or final
            match = QUOTING.match(line)
            if not match and not complete and _quotes(line):
                return
            match = match or SENTENCE.match(line)
            if match and (complete or not UNFINISHED_MARKER.fullmatch(line[match.end() :])):
                yield from self._raw(match.group())
                self._buffer = self._buffer[match.end() :]
                if not line[match.end() :].strip() and newline:
                    self._next_line(rest)
                continue
            if not complete:
                return
            yield from self._raw(line)
            self._next_line(rest)

    def _open_block(self, final: bool) -> bool:
        """Recognise how a line begins; False when more text is needed to tell."""
        self._buffer = self._buffer.lstrip("\n")
        if not self._buffer or (not final and MAYBE_OPENING.fullmatch(self._buffer)):
            return False
        match = LINE_OPENING.match(self._buffer)
        opening = match.groupdict() if match else {}
        if opening.get("heading"):
            deep = len(opening["heading"]) >= SUBHEADING_DEPTH
            self._block = Block.SUBHEADING if deep else Block.HEADING
        elif opening.get("item"):
            self._block = Block.ITEM
        elif opening.get("step"):
            self._block = Block.STEP
        else:
            self._block = Block.PARAGRAPH
        self._first = True
        self._buffer = self._buffer[match.end() if match else 0 :]
        return True

    def _next_line(self, rest: str) -> None:
        self._buffer = rest
        self._block = None

    def _raw(self, text: str) -> Iterator[RawSentence]:
        markers = [number for match in MARKER.finditer(text) for number in _numbers(match.group(1))]
        bare = SCRAP.sub("", MARKER.sub("", text)).strip()
        if not re.search(r"\w", bare) or self._block is None:  # a rule, or a lone asterisk, says nothing
            return
        end = END.search(bare)
        cut = end.start() if end and self._block not in {Block.HEADING, Block.SUBHEADING} else len(bare)
        if bare[:cut]:
            yield RawSentence(self._block, self._first, bare[:cut], bare[cut:], tuple(dict.fromkeys(markers)))
            self._first = False


def _quotes(line: str) -> bool:
    """Whether a line has begun to quote and may yet close the quotation, or has just closed it."""
    begun = len(line) <= LONGEST_QUOTE and QUOTE_OPEN.match(line) is not None
    return begun and (line.count("“") > line.count("”") or line.endswith("”"))


def _numbers(text: str) -> Iterator[int]:
    """1,3 → 1, 3; 1-3 → 1, 2, 3. A number beyond MAX_MARKER points nowhere and is left out."""
    for first, last in NUMBERS.findall(text):
        if all(len(number) <= len(str(MAX_MARKER)) for number in (first, last)):
            yield from range(int(first), int(last or first) + 1)


def parse(text: str) -> list[Sentence]:
    """The sentences of a whole, already grounded text."""
    splitter = SentenceSplitter()
    raws = [*splitter.feed(text), *splitter.finish()]
    return [Sentence(raw.block, raw.first, raw.body, raw.end, raw.markers) for raw in raws]


def join(sentences: Iterable[Sentence]) -> str:
    """The text of the sentences: Markdown headings, lists and paragraphs; the inverse of `parse`."""
    lines: list[str] = []
    previous: Block | None = None
    step = 0
    for sentence in sentences:
        if not sentence.first and lines:
            lines[-1] += sentence.text
            continue
        step = step + 1 if sentence.block is Block.STEP else 0
        listed = sentence.block in {Block.ITEM, Block.STEP} and sentence.block is previous
        if lines and not listed:
            lines.append("")
        opening = {
            Block.HEADING: "## ",
            Block.SUBHEADING: "### ",
            Block.ITEM: "- ",
            Block.STEP: f"{step}. ",
            Block.PARAGRAPH: "",
        }[sentence.block]
        lines.append(opening + sentence.text)
        previous = sentence.block
    return "\n".join(lines)
