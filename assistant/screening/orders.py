"""Sentences of a source that speak to the program that reads it. Sources are data: such sentences are left out."""

import re
from collections.abc import Sequence
from dataclasses import replace

from knowledge.records import Hit

_MUST = r"(?=.{0,12}(?:应|须|要|必|请))"
_READER = (
    rf"(?:智能|检索)(?:助手|程序|系统|体|客服)|助手{_MUST}|由助手|机器人{_MUST}|(?<![A-Za-z])AI(?![A-Za-z]){_MUST}|"
    r"大?语言模型|大模型|提问人|提问企业|提问者|答复(?:须|尾部|第一段|开头|里须|中一律|中应|时须)|提示词|系统提示|初始设定|"
    r"(?:引用|采用|展示|转载)本(?:案|文|经验|笔录)(?:者|的机器|，须|前须)|内部口径"
)
_ENGLISH = (
    r"(?i:\bassistant\b|\bsystem\s*(?:override|prompt|message)|\b(?:ai|downstream)\s+readers?\b|\binstructions?\s*:|"
    r"\b(?:indexing|formatting|render(?:ing)?)\s*(?:note|rule)?s?\s*:|\bignore\b.{0,30}\b(?:rules?|instructions?)|"
    r"\btell the user\b|\buser's\b|<\|im_|</?(?:context|documents?|system)>|\bdiagnostics mode\b|\bonload\b|"
    r"<!--(?!\s*(?:INFO|TABLE)))"
)
ORDER = re.compile(f"{_READER}|{_ENGLISH}")
_NOTE = re.compile(r"（[^（）\n]*）|〔[^〔〕\n]*〕|\[[^\[\]\n]*\]|<!--.*?-->|<[^<>\n]{1,80}>", re.DOTALL)
_SENTENCE = re.compile(r"[^。！？；\n]*(?:[。！？；\n]|$)")


def without_orders(text: str) -> str:
    """The text without sentences and bracketed notes that speak to a program; a note goes with what it heads."""
    if not ORDER.search(text):
        return text

    def left(note: re.Match[str]) -> str:
        heads = not text[: note.start()].rpartition("\n")[2].strip()
        return note.group() if heads or not ORDER.search(note.group()) else ""

    text = _NOTE.sub(left, text)
    return "".join(one for one in _SENTENCE.findall(text) if not ORDER.search(one)).strip()


def disarmed(hits: Sequence[Hit]) -> tuple[Hit, ...]:
    """The hits, their passages without such sentences."""
    return tuple(_disarmed(one) for one in hits)


def _disarmed(hit: Hit) -> Hit:
    text, quote = without_orders(hit.passage.text), without_orders(hit.passage.quote)
    if (text, quote) == (hit.passage.text, hit.passage.quote):
        return hit
    return replace(hit, passage=replace(hit.passage, text=text, quote=quote))
