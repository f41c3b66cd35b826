"""What programs get of forms, drafts and clauses."""

from typing import Any

from pydantic import BaseModel, Field

from knowledge.forms import FieldType


class FormShape(BaseModel):
    """A form in the list."""

    id: str
    title: str
    aliases: list[str]
    purpose: str


class FormsShape(BaseModel):
    """All forms."""

    forms: list[FormShape]


class FormFieldShape(BaseModel):
    """A blank of a form."""

    name: str
    label: str
    type: FieldType
    required: bool
    help: str
    example: str
    choices: list[str]
    columns: list[str]


class FieldsShape(BaseModel):
    """What a form needs."""

    form: str
    title: str
    fields: list[FormFieldShape]


class MissingShape(BaseModel):
    """Something that is still to be filled in."""

    name: str
    label: str
    help: str


class UnusedShape(BaseModel):
    """Something that was given and does not stand in the document."""

    name: str
    label: str


class FoundShape(BaseModel):
    """A value that was read in the story."""

    name: str
    label: str
    value: Any
    spans: list[tuple[int, int]] = Field(description="在 story 里的位置")
    why: str
    computed: bool


class ConflictShape(BaseModel):
    """Something that the story says in two ways."""

    name: str
    why: str


class DraftShape(BaseModel):
    """A draft; the same as `shukun draft --json`. From a story there are `story`, `referral`, `found`, `conflicts`."""

    form: str
    title: str
    out: None = Field(description="总是 null：没有写到文件")
    sha256: None = Field(description="总是 null：没有写到文件")
    text: str
    missing: list[MissingShape]
    unused: list[UnusedShape]
    label: str
    story: str | None = Field(None, description="案情里双方都可以看的部分")
    referral: str | None = Field(None, description="案情里有人处境危险时，去哪里求助")
    found: list[FoundShape] | None = None
    conflicts: list[ConflictShape] | None = None


class VariableShape(BaseModel):
    """A blank of a clause."""

    name: str
    label: str
    type: FieldType


class VariantShape(BaseModel):
    """One way to write a clause."""

    name: str
    when: str
    text: str


class ClauseBasisShape(BaseModel):
    """An article behind a clause."""

    law: str
    gist: str
    verified: bool


class ClauseShape(BaseModel):
    """A clause of the library."""

    id: str
    title: str
    group: str
    use: str
    avoid: str
    variables: list[VariableShape]
    variants: list[VariantShape]
    notes: list[str]
    basis: list[ClauseBasisShape]


class ClauseWordingShape(BaseModel):
    """A clause in the words of a dispute."""

    text: str = Field(description="没有给的、给错的留空白")
    missing: list[str] = Field(description="没有给的必填变量的名称")
    faults: dict[str, str] = Field(description="变量的名称，和给的值哪里不对")


class ClausesShape(BaseModel):
    """Clauses; the same as `shukun clauses --json`."""

    clauses: list[ClauseShape]
