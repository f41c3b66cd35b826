"""A Word file that the desk hands out."""

from dataclasses import dataclass
from urllib.parse import quote

WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


@dataclass(frozen=True, slots=True)
class WordFile:
    """A document to be saved under ``name``."""

    name: str
    data: bytes

    @property
    def disposition(self) -> str:
        """The header that has a browser save it (RFC 6266)."""
        return f"attachment; filename=\"shukun.docx\"; filename*=UTF-8''{quote(f'{self.name}.docx')}"
