"""Which of the sums in a message is the one that a calculation is about."""

from collections.abc import Iterable, Sequence
from decimal import Decimal

from assistant.reading.said import DEBTS, Labelled, Said, debt
from assistant.reading.sums.wanted import Known

STATED = ("标的", "余款")  # say themselves that they are what it is about
KINDS = ("货款", "借款", "工程款", "租金", "工资", "赔偿")
UNCLEAR = {"还款", "利息"}  # change what is owed by an amount that the words leave open


def claimed(said: Said, known: Known) -> Decimal | None:
    """The debt that is sued on, enforced or secured: the one of this message, else the one known before.

    None where sums compete and the words do not decide, or something was paid and nothing says what is left.
    """
    exact = [one for one in said.labelled if not one.loose]
    wanted = kind_in(said.text)
    if not exact:
        return None if _owes_loosely(said) else _before(known, wanted)
    candidates = [one for one in exact if one.label in DEBTS]
    if whole := _whole(candidates) or _left(exact):
        return whole
    if any(one.label in STATED for one in exact):
        return _only(exact, STATED)
    if not candidates:
        return _before(known, wanted)
    if any(one.label in UNCLEAR for one in said.labelled) and not any(one.label == "合计" for one in exact):
        return None
    return _only(exact, ("合计",)) or _owed(candidates)


def _before(known: Known, wanted: str) -> Decimal | None:
    """The debt as it was told before; None where something was paid since and nothing says what is left."""
    labels = [one.label for one in known.sums]
    paid = "还款" in labels and not any(label in {*STATED, "合计"} for label in labels)
    return None if paid else debt(known.sums, wanted)


def _owed(candidates: Sequence[Labelled]) -> Decimal | None:
    """The sum that is owed, by whatever name, where there is one; unnamed sums count where no other is there."""
    named = {one.value for one in candidates if one.label}
    values = named or {one.value for one in candidates}
    return values.pop() if len(values) == 1 else None


def _whole(sums: Sequence[Labelled]) -> Decimal | None:
    """The sum that the others make up, where it is said to be the whole."""
    values = sorted({one.value for one in sums})
    named = {one.value for one in sums if one.label in {"标的", "合计"}}
    return values[-1] if values[-1:] and values[-1] in named and values[-1] == sum(values[:-1]) else None


def _left(sums: Sequence[Labelled]) -> Decimal | None:
    """The sum that is left of another when what was paid is taken from it, where both are said."""
    paid = sum((one.value for one in sums if one.label == "还款"), Decimal(0))
    values = {one.value for one in sums if one.label != "还款"}
    left = {one.value for one in sums if paid and one.value + paid in values and one.label in DEBTS}
    return left.pop() if len(left) == 1 else None


def _owes_loosely(said: Said) -> bool:
    return any(one.loose and one.label in DEBTS for one in said.labelled)


def only(sums: Iterable[Labelled], *labels: str) -> Decimal | None:
    """The one exact sum with a label, the earlier labels first; None where the first that occurs has several."""
    return _only([one for one in sums if not one.loose], labels)


def _only(exact: Sequence[Labelled], labels: Sequence[str]) -> Decimal | None:
    for label in labels:
        values = {one.value for one in exact if one.label == label}
        if values:
            return values.pop() if len(values) == 1 else None
    return None


def kind_in(text: str) -> str:
    """The kind of debt that a text names, "" for none."""
    return next((label for label in KINDS if label in text), "")
