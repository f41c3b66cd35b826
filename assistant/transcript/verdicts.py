"""What the library says of the law that an answer cites, in sum and citation by citation."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from knowledge.citations.verdicts import Checked


@dataclass(frozen=True, slots=True)
class Verdicts:
    """A line in sum, and each citation once with its verdict, those that must not stand first. ``rows`` are (as
    written, label, explanation, whether it is wrong).
    """

    summary: str
    rows: tuple[tuple[str, str, str, bool], ...]


def verdicts_on(text: str, checked: Sequence[Checked]) -> Verdicts | None:
    """The verdicts on the citations of ``text``; None where it cites nothing."""
    rows: dict[tuple[str, str], tuple[str, str, str, bool]] = {}
    for one in checked:
        judgement = one.judgement
        written = " ".join(text[one.resolved.found.start : one.resolved.found.end].split())
        said = f"{judgement.explanation}{judgement.suggestion or ''}"
        key = (str(judgement.article or written), judgement.verdict.value)
        rows.setdefault(key, (written, judgement.verdict.label, said, judgement.verdict.wrong))
    if not rows:
        return None
    counts = Counter(one.judgement.verdict for one in checked)
    told = "，".join(f"{verdict.label}{count}处" for verdict, count in counts.most_common())
    return Verdicts(f"引用核对：{told}", tuple(sorted(rows.values(), key=lambda row: not row[3])))
