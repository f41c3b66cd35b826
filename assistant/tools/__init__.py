"""Calculators, routes, articles and cases as sources that an answer can cite."""

from assistant.relief.choosing import Chooser
from assistant.tools.calculation import calculation_record, is_calculation
from assistant.tools.route import is_route, route_record
from knowledge.records import Entry, Passage
from knowledge.relief import ReliefRules


def is_worked_out(record_id: str) -> bool:
    """Whether this is the id of a calculation or a route, which are kept nowhere."""
    return is_calculation(record_id) or is_route(record_id)


def worked_out(record_id: str) -> tuple[Entry, tuple[Passage, ...]]:
    """A calculation or a route, worked out again; raises RecordNotFound, CalculationError."""
    if is_calculation(record_id):
        return calculation_record(record_id)
    return route_record(record_id, Chooser(ReliefRules.load()))
