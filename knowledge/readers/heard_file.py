"""Reads relief/heard.yaml: by which phrases people say the facts of facts.yaml.

    words:                                    # what patterns have in common: <厂> stands for it
      厂: 厂|公司|企业
    facts:
      orders: {是: [有…订单], 否: [订单…断了], 除非: [以前], 须有: [<厂>]}
      creditors: {数: ["<N>[个家]债权人"]}

Each value has a list of regular expressions; numbers have 数 instead of values. ``…`` is up to eight characters of the
same clause without a negation. A number stands in <N> (a count), <S> (a sum of money) or <T> (a span of months or
years). 除非 silences the fact where its clause matches, 须有 where nothing of the text does. Everything is accepted or
rejected with file, line and field (`RecordError`).
"""

import re
from collections.abc import Iterator, Mapping
from pathlib import Path

import yaml

from knowledge.build import CORPUS
from knowledge.errors import RecordError
from knowledge.heard import Phrases, Wording
from knowledge.readers.relief_expressions import NO, YES
from knowledge.readers.yaml_fields import Fields, compose
from knowledge.relief import Fact, FactType, ReliefRules

ASKER = "asker"  # known from who types
NUMBER, UNLESS, GIVEN = "数", "除非", "须有"
SUM = "￥"  # what the reader of texts puts in place of each character of a sum
GAP = r"[^，。；！？,;!?\n没未不无非]{0,8}?"
DIGITS = r"(?<![\d.几数第零〇一二两三四五六七八九十百千])(?:\d{1,6}|[零〇一二两三四五六七八九十百千]{1,7})"
NUMBERS = {
    "N": rf"({DIGITS})",
    "S": f"({SUM}+)",
    "T": rf"({DIGITS}个(?:多|半)?月|{DIGITS}年半?|(?<!上|下)半年)",
}


def read_heard(root: Path) -> tuple[tuple[Wording, ...], dict[str, str]]:
    """The wordings in the order of the file, and the common words; raises RecordError."""
    file = root / "relief" / "heard.yaml"
    try:
        text = file.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError):
        raise RecordError(file, 1, "全文", "文件缺失，或者不是 UTF-8 文本") from None
    top = Fields(file, compose(file, text, "全文", first_line=1), {"words", "facts"}, "全文", first_line=1)
    known = ReliefRules.load() if root == CORPUS else ReliefRules.load(root)  # the shipped ones are loaded once
    rules = {key: fact for key, fact in known.facts.items() if key != ASKER}
    words = _words(top)
    facts = top.mapping("facts", set(rules))
    return tuple(_wording(facts.mapping(key, _keys(rules[key])), rules[key], words) for key in facts.values), words


def _words(top: Fields) -> dict[str, str]:
    if "words" not in top.values:
        return {}
    node = top.values["words"]
    names = {str(key.value) for key, _ in node.value} if isinstance(node, yaml.MappingNode) else set()
    fields = top.mapping("words", names)
    words: dict[str, str] = {}
    for name in fields.values:
        words[name] = f"(?:{_expanded(fields, name, fields.text(name), words)})"
        _compiled(fields, name, words[name])
    return words


def _keys(fact: Fact) -> set[str]:
    values = {FactType.YES_NO: (YES, NO), FactType.NUMBER: (NUMBER,)}.get(fact.type, fact.choices)
    return {*values, UNLESS, GIVEN}


def _wording(fields: Fields, fact: Fact, words: Mapping[str, str]) -> Wording:
    phrases = tuple(_phrases(fields, fact, words))
    if not phrases:
        raise fields.error(fact.key, "至少要有一个值的说法")
    unless, given = (_joined(fields, key, words) if key in fields.values else None for key in (UNLESS, GIVEN))
    return Wording(fact.key, fact.type, phrases, unless, given)


def _phrases(fields: Fields, fact: Fact, words: Mapping[str, str]) -> Iterator[Phrases]:
    for value in fields.values:
        if value not in {UNLESS, GIVEN}:
            yield Phrases("" if value == NUMBER else value, _joined(fields, value, words))


def _joined(fields: Fields, key: str, words: Mapping[str, str]) -> re.Pattern[str]:
    """One pattern of a list of them."""
    node = fields.values[key]
    if not list(fields.texts(key)):
        raise fields.error(key, "至少要有一个说法")
    parts = []
    for one, text in zip(node.value, fields.texts(key), strict=True):
        line = Fields(fields.file, fields.node, fields.keys, fields.name, fields.first_line)
        line.values[key] = one  # complaints name the line of this pattern
        pattern = _expanded(line, key, text, words)
        compiled = _compiled(line, key, pattern)
        if compiled.groups != (key == NUMBER):
            raise line.error(key, "数目要有一个 <N>、<S> 或 <T>；别的括号写成 (?:…)")
        if compiled.match(""):
            raise line.error(key, f"“{text[:20]}”什么都不写也符合")
        parts.append(pattern)
    return re.compile("|".join(parts))


def _expanded(fields: Fields, key: str, text: str, words: Mapping[str, str]) -> str:
    for name in re.findall(r"<([^<>=!]+)>", text):
        if name not in words and name not in NUMBERS:
            raise fields.error(key, f"words 里没有“{name}”")
        number = NUMBERS.get(name, "") if key == NUMBER else f"(?:{NUMBERS.get(name, '')[1:]}"
        text = text.replace(f"<{name}>", words.get(name) or number)
    return text.replace("…", GAP)


def _compiled(fields: Fields, key: str, pattern: str) -> re.Pattern[str]:
    try:
        return re.compile(pattern)
    except re.error:
        raise fields.error(key, "不是有效的正则表达式，请检查括号") from None
