"""Facts of a dispute that a text states."""

import re
from collections.abc import Sequence
from decimal import Decimal

from assistant.reading.sayings import LOOSE, Saying, Sayings
from assistant.relief.facts import NOTHING, checked
from assistant.relief.logic import holds
from knowledge.readers.heard_file import SUM
from knowledge.records import Role
from knowledge.relief import Facts, FactValue, ReliefRules, facts_in

CORRECTED = re.compile(r"不对|说错|记错|搞错|错了|更正|纠正|应该是|应为|改一下")
PER_HEAD = re.compile(rf"(?:每个?人|一人|人均|一个人)[^，。]{{0,4}}?({SUM}+)")
ANY = f"([{SUM}{LOOSE}]+)"
GAP = f"[^。；？！不没未{SUM}{LOOSE}]"
OWES = "(?:负债|债务|欠债|外债|欠)"
AMPLE = Decimal("1.3")
COMPARED = (  # facts that follow where the one sum, of the groups, is amply more than the other
    ("insolvent", 1, 2, re.compile(f"{OWES}{GAP}{{0,8}}?{ANY}{GAP}{{0,10}}资产{GAP}{{0,8}}{ANY}")),
    ("insolvent", 2, 1, re.compile(f"资产{GAP}{{0,6}}{ANY}{GAP}{{0,6}}{OWES}{GAP}{{0,6}}{ANY}")),
    ("over_frozen", 2, 1, re.compile(f"(?:标的|欠|债权|债务){GAP}{{0,4}}{ANY}{GAP}{{0,8}}冻{GAP}{{0,14}}{ANY}")),
    (
        "over_frozen",
        1,
        2,
        re.compile(
            f"(?:冻|查封|封了){GAP}{{0,14}}{ANY}{GAP}{{0,12}}(?:才|只|标的|欠款|官司|债权|债务){GAP}{{0,8}}{ANY}"
        ),
    ),
)
EXECUTED = re.compile(r"被执行人|申请执行人")
OWED = re.compile(r"^(?!.*(?:我|俺|咱)(?:们|公司|厂|自己|家)*欠(?!我)).*欠(?:着|了)?(?:我|俺|咱)", re.DOTALL)
UNPAID = re.compile(r"欠|差|没给|没发|没结|没拿到|不给|不发")
LATEST = {"stage", "agreement", "paid", "performing"}  # which change in time: the last one said holds
OF_DEBTOR = {
    *("debtor", "operating", "orders", "equipment", "temporary", "cannot_pay", "insolvent", "shell", "taxes_owed"),
    *("dishonest", "restricted", "credit_record", "able_refuses", "hiding", "performing", "debtor_offers"),
    "employer_fled",
}
OF_CREDITOR = {"hardship", "urgent_need"}
CREDITORS = {"债权人", "劳动者"}


def heard(text: str, role: Role, rules: ReliefRules, context: str = "") -> Facts:
    """The facts that ``text`` states, and ``asker``. What is asked, supposed or feared is none; where a text says two
    things of a fact, neither is, unless it corrects itself; facts that cannot both hold are left out. ``context`` are
    earlier messages, which say what it is about.
    """
    read = Sayings(text, context)
    sayings = sorted(read.all(), key=lambda one: one.place)
    correction = CORRECTED.search(text)
    found = _settled([*sayings, *read.corrected(sayings, correction)], correction.end() if correction else None)
    if "stage" not in found and EXECUTED.search(text) and role is not Role.LITIGANT:
        found["stage"] = "执行中"
    if found.get("stage") == "破产":
        found.setdefault("debtor", "企业")
    for key, more, less, pattern in COMPARED:
        if (both := pattern.search(read.marked)) and not read.supposed_at(both.start()):
            first, second = (read.sum_at(both.start(one)) for one in (more, less))
            if first > AMPLE * second > 0:
                found.setdefault(key, True)
    if heads := PER_HEAD.search(read.marked):
        found.pop("wages_unpaid", None)
        if isinstance(people := found.get("workers_unpaid"), int):
            found["wages_unpaid"] = people * read.sum_at(heads.start(1))
    _with_sides(found, sayings, role, text)
    for one in rules.contradictions:
        if holds(one.when, found):
            for key in set(facts_in(one.when)):
                found.pop(key, None)
    return checked({"asker": role.value, **found}, rules)


def _settled(sayings: Sequence[Saying], corrected: int | None) -> dict[str, FactValue]:
    """One value a fact: what stands after a correction rather than before; none where two contradict."""
    grouped: dict[str, list[Saying]] = {}
    for one in sayings:
        grouped.setdefault(one.key, []).append(one)
    found: dict[str, FactValue] = {}
    for key, ones in grouped.items():
        last = [one for one in ones if corrected is not None and one.place > corrected]
        values = {one.value for one in last or ones}
        if key == "sealed":
            chosen = frozenset(str(value) for value in values)
            if NOTHING not in chosen or len(chosen) == 1:
                found[key] = chosen
        elif len(values) == 1 or key in LATEST:
            found[key] = ones[-1].value
    return found


def _with_sides(found: dict[str, FactValue], sayings: Sequence[Saying], role: Role, text: str) -> None:
    """Settles whose side it is, and drops what is then said of the wrong side."""
    sides = {str(one.value) for one in sayings if one.key == "side"}
    side = next((one for one in ("案外人", "劳动者") if one in sides), "")
    if not side and len(sides) > 1 and OWED.search(text):
        side = "债权人"
    if not side and len(sides) == 1:
        side = sides.pop()
    if side == "债权人" and found.get("claim") in {"工资", "工伤"}:
        side = "劳动者"
    if side == "劳动者" and "claim" not in found and UNPAID.search(text):
        found["claim"] = "工资"
    found.pop("side", None)
    if side and (role is Role.LITIGANT or (role is Role.MEDIATOR and side == "劳动者")):
        found["side"] = side
    if role is not Role.LITIGANT:
        return
    for one in sayings:
        theirs = one.key in OF_DEBTOR and one.speaker is True and side in CREDITORS
        ours = one.key in OF_CREDITOR and (side == "债务人" or (one.speaker is False and side in CREDITORS))
        if theirs or ours:
            found.pop(one.key, None)
