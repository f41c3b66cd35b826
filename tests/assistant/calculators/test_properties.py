"""What holds of every calculation, whatever the numbers."""

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.calculators import CALCULATORS, compute
from assistant.calculators.recovery import Recovery, enforcement, liquidation
from assistant.errors import CalculationError
from assistant.pictures import svg_of

TODAY = date(2026, 11, 28)
CENT = Decimal("0.01")
SUMS = st.decimals(min_value=1, max_value=10**9, places=2)
DAYS = st.dates(date(2020, 1, 1), date(2026, 9, 1))
METHODS = st.sampled_from(["等额", "等额本金", "先息后本"])


def result(name: str, **values: Any) -> Decimal:
    return Decimal(compute(name, {key: str(value) for key, value in values.items()}, TODAY).result)


@given(SUMS, SUMS)
def test_fees_grow_with_the_sum(first: Decimal, second: Decimal) -> None:
    low, high = sorted((first, second))
    for name, key in (
        ("court-fee", "amount"),
        ("preservation-fee", "amount"),
        ("enforcement-fee", "amount"),
        ("bankruptcy-fee", "assets"),
    ):
        assert result(name, **{key: low}) <= result(name, **{key: high})


@given(SUMS)
def test_halving_never_doubles(amount: Decimal) -> None:
    full = result("court-fee", amount=amount)
    settled = result("court-fee", amount=amount, ending="调解")
    assert settled == result("court-fee", amount=amount, ending="调解", summary="是")
    assert abs(settled * 2 - full) <= CENT


@given(SUMS, DAYS, DAYS, DAYS, st.sampled_from([{"rate": "7.3"}, {"lpr": "1.5"}]))
def test_interest_adds_up_over_split_periods(
    principal: Decimal, one: date, two: date, three: date, rate: dict[str, str]
) -> None:
    start, middle, end = sorted((one, two, three))
    whole = result("interest", principal=principal, start=start, end=end, **rate)
    parts = [
        result("interest", principal=principal, start=a, end=b, **rate) for a, b in ((start, middle), (middle, end))
    ]
    assert abs(sum(parts) - whole) <= CENT


@given(SUMS, st.integers(1, 60), DAYS, METHODS, st.booleans())
def test_instalments_sum_to_the_total(total: Decimal, count: int, first: date, method: str, holidays: bool) -> None:
    values = {"total": total, "count": count, "first": first, "method": method, "holidays": holidays}
    values |= {"rate": "6"} if method != "等额" else {}
    found = compute("instalments", {key: str(value) for key, value in values.items()}, TODAY)
    rows = found.tables[0].rows
    principals = [Decimal(row[2].replace(",", "")) for row in rows]
    assert len(rows) == count
    assert sum(principals) == total
    assert Decimal(rows[-1][5].replace(",", "")) == 0
    days = [date.fromisoformat(row[1]) for row in rows]
    assert days == sorted(days)


CLAIMS = st.lists(st.tuples(SUMS, st.none() | st.integers(1, 4)), min_size=1, max_size=6)
SECURED = st.lists(st.tuples(SUMS, SUMS), max_size=3)


@given(SUMS, SUMS, SUMS, SUMS, CLAIMS, SECURED, st.sampled_from(["企业", "个人"]))
def test_distribution_keeps_priority_and_never_exceeds_what_there_is(
    assets: Decimal,
    costs: Decimal,
    wages: Decimal,
    taxes: Decimal,
    claims: list[tuple[Decimal, int | None]],
    secured: list[tuple[Decimal, Decimal]],
    debtor: str,
) -> None:
    inputs = Recovery.model_validate(
        {
            "assets": assets,
            "costs": costs,
            "wages": wages,
            "taxes": taxes,
            "debtor": debtor,
            "secured": [
                {"name": f"担保{n}", "amount": amount, "collateral": worth} for n, (amount, worth) in enumerate(secured)
            ],
            "ordinary": [
                {"name": f"普通{n}", "amount": amount, "seal": seal} for n, (amount, seal) in enumerate(claims)
            ],
            "enforcement": {"assets": assets, "costs": costs, "months": 6},
        }
    )
    shares, rate = liquidation(inputs)
    there = assets + sum(worth for _, worth in secured)
    assert sum(one.paid for one in shares) <= there
    assert all(0 <= one.paid <= one.owed for one in shares)
    assert 0 <= rate <= 1
    paid = {one.name: one for one in shares}
    ranks = ["破产费用和共益债务", "职工债权", "社保和税款"]
    for before, after in zip(ranks, [*ranks[1:], "普通0"], strict=True):
        if paid[after].paid > 0:  # nobody of a later rank gets a cent before all of the earlier have everything
            assert paid[before].paid == paid[before].owed
    handed = enforcement(inputs)
    assert sum(one.paid for one in handed) <= there
    assert all(0 <= one.paid <= one.owed for one in handed)


@given(st.integers(1, 50), st.integers(0, 50), SUMS, st.fractions(0, 1))
def test_votes_are_symmetric(present: int, agree: int, total: Decimal, share: Any) -> None:
    """Who says yes and who says no cannot both carry a settlement, and a group is judged alike wherever it stands."""
    agree = min(agree, present)
    amount = Decimal(int(total * 100 * share.numerator // share.denominator)) / 100
    amount = amount if agree else Decimal(0)
    if agree and not amount:
        return
    group = {"present": str(present), "agree": str(agree), "agree_amount": str(amount), "total_amount": str(total)}
    verdict = compute("bankruptcy-vote", {"procedure": "和解", **group}, TODAY).result
    if verdict == "通过" and present > agree and total > amount:
        other = {**group, "agree": str(present - agree), "agree_amount": str(total - amount)}
        assert compute("bankruptcy-vote", {"procedure": "和解", **other}, TODAY).result == "未通过"
    sure = {"name": "担保组", "present": "1", "agree": "1", "agree_amount": "1", "total_amount": "1"}
    groups = [{"name": "普通组", **group}, sure]
    for order in (groups, groups[::-1]):
        assert compute("bankruptcy-vote", {"procedure": "重整", "groups": order}, TODAY).result == verdict


@given(st.sampled_from(["amount", "principal", "total"]), st.text(max_size=30))
def test_no_text_brings_a_wrong_number(key: str, text: str) -> None:
    name = {"amount": "court-fee", "principal": "interest", "total": "instalments"}[key]
    others = {
        "court-fee": {},
        "interest": {"start": "2024-01-01", "end": "2024-02-01", "rate": "5"},
        "instalments": {"count": "3", "first": "2026-01-01"},
    }[name]
    try:
        found = compute(name, {key: text, **others}, TODAY)
    except CalculationError as error:
        assert any("一" <= character <= "鿿" for character in str(error))
    else:
        assert Decimal(found.result) >= 0
        assert any(character.isdigit() for character in text)


@pytest.mark.parametrize(
    ("name", "values"),
    [
        ("instalments", {"total": "300000", "count": "24", "first": "2026-01-31", "rate": "4"}),
        ("deadline", {"kind": "appeal-judgment", "start": "2026-11-20"}),
        ("recovery", {"assets": "900000", "ordinary": "甲:500000:1,乙:700000:2", "plan": "{percent: 80, months: 24}"}),
    ],
)
def test_pictures_show_what_the_tables_say(name: str, values: dict[str, str]) -> None:
    if name == "recovery":
        values = {**values, "ordinary": "[{name: 甲, amount: 500000}, {name: 乙, amount: 700000}]"}
    found = compute(name, values, TODAY)
    assert found.picture is not None
    drawn = svg_of(found.picture)
    assert drawn == svg_of(found.picture)  # the same picture, the same bytes
    assert drawn.lstrip().startswith("<?xml") and "<script" not in drawn
    assert found.picture.title in drawn


def test_every_field_has_a_chinese_title() -> None:
    for calculator in CALCULATORS.values():
        for name, field in calculator.inputs.model_fields.items():
            assert field.title and any("一" <= one <= "鿿" for one in field.title), f"{calculator.name} {name}"


def test_a_deadline_beyond_the_known_holidays_says_so() -> None:
    found = compute("deadline", {"kind": "appeal-judgment", "start": "2027-05-01"}, TODAY)
    assert any("2027年的放假安排没有收录" in one for one in found.assumptions)
    assert date.fromisoformat(found.result) >= date(2027, 5, 1) + timedelta(days=15)
