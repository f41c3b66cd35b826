"""The forms with what each becomes: found by name, filled in, drafted."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from assistant.drafting.document import Document
from assistant.drafting.filling import fill
from assistant.drafting.scalars import nearest
from assistant.drafting.unused import unused
from assistant.drafting.values import Values, read_values
from assistant.errors import DraftError
from knowledge.clauses import Clause
from knowledge.documents import DocumentPlan
from knowledge.forms import Form, FormField
from knowledge.readers.clause_file import read_clauses
from knowledge.readers.document_file import read_documents
from knowledge.readers.form_file import read_forms
from knowledge.readers.record_file import FOLDERS
from knowledge.registry import CORPUS


@dataclass(frozen=True)
class Formbook:
    """Forms by id, and of those that can be drafted the plan, with the clauses that plans use."""

    forms: Mapping[str, Form]
    plans: Mapping[str, DocumentPlan]
    clauses: Mapping[str, Clause]

    @staticmethod
    @cache
    def load(root: Path = CORPUS) -> "Formbook":
        """The forms of a corpus; read once. Raises RecordError."""
        records = [
            f"{kind.kind.value}-{file.stem}" for name, kind in FOLDERS.items() for file in (root / name).iterdir()
        ]
        forms = read_forms(root, records)
        clauses = read_clauses(root, records)
        plans = read_documents(root, forms, clauses)
        return Formbook(
            {form.id: form for form in forms}, {plan.form: plan for plan in plans}, {one.id: one for one in clauses}
        )

    def form(self, name: str) -> Form:
        """A form by its id, with or without form-, its title or an alias. Raises DraftError."""
        wanted = name.strip()
        for form in self.forms.values():
            if wanted in {form.id, form.id.removeprefix("form-"), form.title, *form.aliases}:
                return form
        known = [one for form in self.forms.values() for one in (form.id, form.title, *form.aliases)]
        raise DraftError((f"没有“{wanted[:30]}”这种文书{nearest(wanted, known)}，用 shukun draft --list 查看全部文书",))

    def wording(self, form: str, field: str) -> Clause | None:
        """The clause that shows how to write what a field of a form takes, where there is one."""
        plan = self.plans.get(form)
        return self.clauses.get(plan.wordings.get(field, "")) if plan else None

    def clause(self, name: str) -> Clause:
        """A clause by its id, with or without clause-, or its title. Raises DraftError."""
        wanted = name.strip()
        for clause in self.clauses.values():
            if wanted in {clause.id, clause.id.removeprefix("clause-"), clause.title}:
                return clause
        near = "、".join(clause.title for clause in self.clauses.values() if wanted and wanted in clause.title)
        hint = f"，名称里有这几个字的：{near}" if near else ""
        raise DraftError((f"没有“{wanted[:30]}”这一条{hint}，用 shukun clauses 查看全部条款",))

    def values(self, form: Form, raw: Mapping[str, object], blanks: bool = False) -> Values:
        """The values for a form (`assistant.drafting.values.read_values`). Raises DraftError."""
        return read_values(form, raw, self._plan(form).needs, blanks)

    def draft(self, values: Values) -> Document:
        """The document that they make. Raises DraftError."""
        return fill(self._plan(values.form), values, self.clauses)

    def unused(self, values: Values) -> tuple[FormField, ...]:
        """Fields that were given and do not stand in the document (`assistant.drafting.unused`)."""
        return unused(self._plan(values.form), values, self.clauses)

    def _plan(self, form: Form) -> DocumentPlan:
        plan = self.plans.get(form.id)
        if plan is None:
            raise DraftError((f"{form.title}还不能起草成文书，请照表单逐项填写：shukun draft {form.id} --list",))
        return plan
