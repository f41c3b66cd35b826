"""What programs get of calculations."""

from pydantic import BaseModel, Field


class FieldShape(BaseModel):
    """An input."""

    name: str
    title: str
    required: bool
    description: str


class CalculatorShape(BaseModel):
    """A calculator."""

    name: str
    title: str
    about: str
    fields: list[FieldShape]


class CalculatorsShape(BaseModel):
    """What can be computed."""

    calculators: list[CalculatorShape]


class RuleShape(BaseModel):
    """An article that a figure comes from."""

    law: str
    article: str
    version: str
    since: str = Field(alias="from", description="从哪一天起是这个数")
    from_verified: bool
    gist: str
    verified: bool


class TableShape(BaseModel):
    """A table of texts."""

    title: str
    columns: list[str]
    rows: list[list[str]]


class CalculationShape(BaseModel):
    """A calculation with its steps; the same as `shukun compute --json`."""

    name: str
    title: str
    result: str = Field(description="文字，免得丢失小数；不是数的为日期或词")
    upper: str | None = Field(description="法律留有余地时的另一端")
    unit: str
    in_words: str
    steps: list[str]
    rules: list[RuleShape]
    assumptions: list[str]
    not_covered: list[str]
    tables: list[TableShape]
