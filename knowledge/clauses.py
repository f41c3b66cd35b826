"""Frozen types of clauses: wording that an agreement can take over, and the law that lets it be enforced."""

from dataclasses import dataclass
from enum import StrEnum

from knowledge.forms import FormField
from knowledge.records import LegalBasis


class ClauseGroup(StrEnum):
    """What a clause is about; the value is what users read."""

    PAYMENT = "付款"
    SECURITY = "担保"
    SEIZURE = "查封和执行"
    CREDIT = "信用"
    WAGES = "工资"
    PROCEDURE = "程序"
    DEFAULT = "违约"
    OTHER = "其他"


@dataclass(frozen=True, slots=True)
class ClauseVariant:
    """One wording. ``when`` says when it is chosen, ``text`` is Jinja, ``uses`` the variables that it takes."""

    name: str
    when: str
    text: str
    uses: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Clause:
    """A clause in one or more wordings.

    A variable that is required must be given where the chosen variant uses it. ``notes`` are for the judge: why this
    can be enforced, and what fails.
    """

    id: str
    title: str
    group: ClauseGroup
    use: str
    avoid: str
    variables: tuple[FormField, ...]
    variants: tuple[ClauseVariant, ...]
    notes: tuple[str, ...]
    basis: tuple[LegalBasis, ...]
    related: tuple[str, ...]

    @property
    def verified(self) -> bool:
        """Whether every article it rests on was read in the text of its version."""
        return all(basis.verified for basis in self.basis)
