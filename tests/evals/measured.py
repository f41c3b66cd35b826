"""What one measure says, and how the sets are read."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

FOLDER = Path(__file__).parent


@dataclass(frozen=True, slots=True)
class Measured:
    """``value`` is a share in [0, 1] of ``count`` cases unless ``name`` says otherwise; ``floor`` is what it must reach
    (None: it is only told). ``missed`` has the cases that did not do well.
    """

    name: str
    value: float
    count: int
    floor: float | None = None
    missed: tuple[str, ...] = ()

    @property
    def passes(self) -> bool:
        """Whether it reaches its floor."""
        return self.floor is None or self.value >= self.floor


def share(name: str, cases: Iterable[tuple[str, bool]], floor: float | None = None) -> Measured:
    """The share of cases that did well, each told by its name."""
    told = list(cases)
    missed = tuple(case for case, well in told if not well)
    return Measured(name, 1 - len(missed) / max(len(told), 1), len(told), floor, missed)


def read(name: str) -> Sequence[Any]:
    """The items of a set of this folder; each user knows their fields."""
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    items: Sequence[Any] = yaml.load((FOLDER / name).read_text(encoding="utf-8"), Loader=loader)  # noqa: S506
    return items
