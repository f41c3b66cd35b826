"""Reads cases as questions: the facts are the question, the articles that the case names are its gold.

Guiding cases are trained on. Mediation cases are not: they show how the model does on another kind of
question, with much on wages and enforcement, of which STARD asks little.
"""

import re
from collections.abc import Set
from pathlib import Path

from knowledge.training.sources import Question, clean, lines

_LAW = re.compile(r"《([^》]+)》([^《]*)")
_ARTICLE = re.compile(r"第(\d{1,4}|[零一二三四五六七八九十百千]+)条")
_STATE = "中华人民共和国"
_GUIDING = re.compile(
    r"裁判要点(?P<points>.*?)(?:相关法条|关联索引)(?P<basis>.*?)基本案情(?P<facts>.*)",
    re.DOTALL,
)
_FACTS = 500
"""Characters of a guiding case's facts that are kept; the court's reasoning comes later."""


def _chinese(number: int) -> str:
    """1234 → 一千二百三十四, as articles are numbered."""
    written, gap = "", False
    for unit, name in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit = number // unit % 10
        if digit:
            written += ("零" if gap and written else "") + "零一二三四五六七八九"[digit] + name
        gap = not digit
    return written[1:] if written.startswith("一十") else written


def cited(text: str, known: Set[str]) -> tuple[str, ...]:
    """Names in ``known`` of the articles that ``text`` cites as 《law》第…条; others are passed over."""
    found: dict[str, None] = {}
    for law, articles in _LAW.findall(text):
        for number in _ARTICLE.findall(articles):
            article = f"第{_chinese(int(number)) if number.isdigit() else number}条"
            names = (f"{law}{article}", f"{law.removeprefix(_STATE)}{article}")
            found.update(dict.fromkeys(name for name in names if name in known))
    return tuple(found)


def read_guiding(data: Path, known: Set[str]) -> tuple[Question, ...]:
    """Guiding cases that cite a known article; the holding stands for the answer."""
    cases: list[Question] = []
    for path in sorted((data / "cases" / "guiding").iterdir()):
        parts = _GUIDING.search(clean(path.read_text(encoding="utf-8")))
        if parts and (gold := cited(parts["basis"], known)):
            cases.append(Question(parts["facts"][:_FACTS], gold, parts["points"].strip()))
    return tuple(cases)


def read_mediation(data: Path, known: Set[str]) -> tuple[Question, ...]:
    """Mediation cases with facts that cite a known article."""
    rows = [row["content"] for row in lines(data / "cases" / "mediation.jsonl")]
    read = ((clean(row.get("基本案情")), cited(clean(row.get("解纷依据")), known)) for row in rows)
    return tuple(Question(facts, gold, "") for facts, gold in read if facts and gold)
