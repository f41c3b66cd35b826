"""The calculations among an answer's sources, as the page shows them: each leads to its calculator and its picture."""

from dataclasses import dataclass
from urllib.parse import urlencode

from assistant.transcript.works import Work
from web.inputs import sent_of
from web.tools import ON


@dataclass(frozen=True, slots=True)
class WorkedView:
    """A calculation with its numbers as part of an address (``query``)."""

    work: Work
    query: str

    @classmethod
    def of(cls, work: Work) -> "WorkedView":
        """As its calculator takes it."""
        return cls(work, urlencode({**sent_of(work.inputs), ON: work.day.isoformat()}))

    @property
    def url(self) -> str:
        """The calculator with these numbers filled in."""
        return f"/tools/{self.work.found.name}?{self.query}"

    @property
    def picture(self) -> str:
        """The address of its picture; "" where it has none."""
        return f"/tools/{self.work.found.name}/picture.svg?{self.query}" if self.work.found.picture else ""
