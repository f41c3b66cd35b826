"""Scenarios that were worked out by hand from the articles, without the program."""

from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
import yaml

from assistant.calculators import CALCULATORS, compute
from assistant.errors import CalculationError
from knowledge.names import article_name

FOLDER = Path(__file__).parents[2] / "evals" / "calculators"
TODAY = date(2026, 11, 28)
SCENARIOS: list[dict[str, Any]] = [
    row for file in sorted(FOLDER.glob("*.yaml")) for row in yaml.safe_load(file.read_text(encoding="utf-8"))
]


def day(row: dict[str, Any]) -> date:
    return date.fromisoformat(row["day"]) if "day" in row else TODAY


def ids(row: dict[str, Any]) -> str:
    return f"{row['calculator']} {row['name']}"


def cell_of(text: str) -> str:
    """A sum as the tables have it: 23,333.33元 → 23,333.33, 600元 → 600.00."""
    number = text.removesuffix("元").replace(",", "")
    return f"{Decimal(number):,.2f}" if number.replace(".", "").isdecimal() else text


@pytest.mark.parametrize("row", [row for row in SCENARIOS if "result" in row], ids=ids)
def test_result(row: dict[str, Any]) -> None:
    found = compute(row["calculator"], row["values"], day(row))
    assert found.result == row["result"], row["working"]
    assert found.upper == row.get("upper")
    cells = [cell for table in found.tables for cells in table.rows for cell in cells]
    told = "\n".join([*found.steps, *cells])
    for text in row.get("says", []):
        assert text in told or cell_of(text) in cells
    if row.get("article"):
        assert article_name(row["article"]) in {article_name(f"{rule.law}{rule.article}") for rule in found.rules}


@pytest.mark.parametrize("row", [row for row in SCENARIOS if "error" in row], ids=ids)
def test_bad_input_is_told(row: dict[str, Any]) -> None:
    with pytest.raises(CalculationError) as raised:
        compute(row["calculator"], row["values"], day(row))
    assert row["error"] in str(raised.value)


def test_every_calculator_has_scenarios() -> None:
    assert {row["calculator"] for row in SCENARIOS} == set(CALCULATORS)
    assert len(SCENARIOS) >= 150
