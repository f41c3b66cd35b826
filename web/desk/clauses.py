"""The library of clauses as pages: which there are, and one to be put into the words of a dispute."""

from dataclasses import dataclass, replace

from assistant.drafting.clause_wording import ClauseWording, variables_of, worded
from assistant.drafting.formbook import Formbook
from knowledge.clauses import Clause, ClauseGroup, ClauseVariant
from knowledge.forms import FieldType, FormField
from web.desk.fields import Sent, blank, raw_value
from web.desk.page import FieldView

ADD = "add."  # and the name of a list: the button that gives it a row
NOTICE = "条款由程序按填写的内容整理，写进协议前请通读。填的内容不保存。"


@dataclass(frozen=True, slots=True)
class ClausesPage:
    """All clauses, by what they are about."""

    groups: tuple[tuple[ClauseGroup, tuple[Clause, ...]], ...]
    back: str = "/draft"
    notice: str = NOTICE


@dataclass(frozen=True, slots=True)
class ClausePage:
    """A clause in one of its ways to say it, which is the ``way``-th. ``example`` is it with invented names and sums,
    ``made`` it with what was filled in, None before that.
    """

    clause: Clause
    way: int
    chosen: ClauseVariant
    fields: tuple[FieldView, ...]
    example: str
    made: ClauseWording | None
    back: str = "/clauses"
    notice: str = NOTICE


def clauses_page(book: Formbook) -> ClausesPage:
    """The clauses in their groups."""
    clauses = tuple(book.clauses.values())
    groups = ((group, tuple(one for one in clauses if one.group is group)) for group in ClauseGroup)
    return ClausesPage(tuple((group, found) for group, found in groups if found))


def clause_page(clause: Clause, way: int, sent: Sent, action: str = "") -> ClausePage:
    """A clause with what was ``sent`` of the variables of its ``way``-th wording, counted from 1; one that it does not
    have is the first. ``action``: "" for an empty page, add.NAME for a row more, else the wording.
    """
    way = way if 1 <= way <= len(clause.variants) else 1
    chosen = clause.variants[way - 1]
    variables = variables_of(clause, chosen)
    controls = tuple(map(_control, variables))
    given = {one.name: raw_value(one, sent) for one in controls}
    made = worded(clause, chosen, given) if action and not action.startswith(ADD) else None
    faults = made.faults if made else {}
    missing = {one.name for one in made.missing} if made else set[str]()
    fields = tuple(
        FieldView(
            blank(one, sent, longer=action == ADD + one.name),
            fault=faults.get(one.name, ""),
            missing=one.name in missing,
        )
        for one in controls
    )
    example = worded(clause, chosen, {one.name: one.example for one in variables}).text
    return ClausePage(clause, way, chosen, fields, example, made)


def _control(variable: FormField) -> FormField:
    """What a variable is asked by: clauses name a party, the agreement around them says who that is."""
    if variable.type not in {FieldType.PARTY, FieldType.PERSON}:
        return variable
    return replace(variable, type=FieldType.TEXT, example=variable.example.partition("，")[0])
