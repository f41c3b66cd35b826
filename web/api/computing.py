"""The calculators: what there is, and each with its own inputs."""

from collections.abc import Callable, Mapping
from datetime import date
from typing import Annotated, Any

from fastapi import APIRouter, Body, Query
from pydantic import WithJsonSchema

from assistant.calculators import CALCULATORS, Calculator, compute
from assistant.shapes import calculation_json
from web.api.computing_shapes import CalculationShape, CalculatorsShape
from web.api.sent import GET, POST, Values

router = APIRouter(prefix="/api/v1", tags=["计算"])
EXAMPLES: Mapping[str, Mapping[str, Any]] = {
    "court-fee": {"amount": "800000"},
    "preservation-fee": {"amount": "800000"},
    "enforcement-fee": {"amount": "800000"},
    "bankruptcy-fee": {"assets": "800000"},
    "interest": {"principal": "100000", "start": "2025-01-01", "end": "2026-01-01", "rate": "6"},
    "late-performance-interest": {"principal": "100000", "due": "2025-01-01", "end": "2026-01-01"},
    "instalments": {"total": "360000", "count": 36, "first": "2027-01-15"},
    "deadline": {"kind": "appeal-judgment", "start": "2026-11-02"},
    "severance": {"start": "2020-01-01", "end": "2026-11-30", "wage": "8000"},
    "unpaid-wages": {"amount": "20000"},
    "bankruptcy-vote": {
        "procedure": "和解",
        "present": 9,
        "agree": 6,
        "agree_amount": "700000",
        "total_amount": "1000000",
    },
    "recovery": {"assets": "1000000", "ordinary": [{"name": "甲公司", "amount": "900000"}]},
    "repayment-order": {
        "payment": "50000",
        "paid_on": "2026-03-01",
        "debts": [{"name": "第一笔", "principal": "60000", "due": "2025-05-01"}],
    },
}


@router.get(
    "/compute",
    response_model=CalculatorsShape,
    responses=GET,
    summary="能算什么",
    description="每项计算和它要填的项目；各项的写法见对应的接口。",
)
def calculators() -> dict[str, Any]:
    """All calculators with their inputs."""
    return {
        "calculators": [
            {
                "name": one.name,
                "title": one.title,
                "about": one.about,
                "fields": [
                    {
                        "name": name,
                        "title": field.title or name,
                        "required": field.is_required(),
                        "description": field.description or "",
                    }
                    for name, field in one.inputs.model_fields.items()
                ],
            }
            for one in CALCULATORS.values()
        ]
    }


OnQuery = Annotated[date | None, Query(description="按哪一天的法律；不写为今天")]


def _endpoint(calculator: Calculator) -> Callable[..., dict[str, Any]]:
    """The route of one calculator: its inputs are read by itself, which says in Chinese what is wrong with them."""
    name = calculator.name
    schema = inlined(calculator.inputs.model_json_schema()) | {"examples": [EXAMPLES[name]]}
    inputs = Annotated[Values, WithJsonSchema(schema), Body()]

    def computed(values: inputs, on: OnQuery = None) -> dict[str, Any]:
        return calculation_json(compute(name, values, on or date.today()))

    return computed


def inlined(schema: dict[str, Any]) -> dict[str, Any]:
    """A JSON schema with its definitions where they are used."""
    definitions = schema.pop("$defs", {})

    def put_in(value: Any) -> Any:
        if isinstance(value, dict):
            if reference := value.get("$ref"):
                return put_in(definitions[reference.rpartition("/")[2]])
            return {key: put_in(one) for key, one in value.items()}
        return [put_in(one) for one in value] if isinstance(value, list) else value

    found: dict[str, Any] = put_in(schema)
    return found


for _one in CALCULATORS.values():
    router.post(
        f"/compute/{_one.name}",
        response_model=CalculationShape,
        responses=POST,
        summary=f"计算：{_one.title}",
        description=f"{_one.about}。金额写成 800000、800000.50 或 80万，日期写成 2026-03-01。",
        operation_id=f"compute_{_one.name.replace('-', '_')}",
    )(_endpoint(_one))
