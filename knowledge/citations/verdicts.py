"""What a citation check can say."""

from dataclasses import dataclass
from enum import StrEnum

from knowledge.citations.quoting import Quoted
from knowledge.citations.resolving import Resolved
from knowledge.law import ArticleId


class Verdict(StrEnum):
    """Each is a different thing to tell a user."""

    MATCHES = "matches"
    WORDING_DIFFERS = "wording_differs"
    SUBJECT_DIFFERS = "subject_differs"
    RENUMBERED = "renumbered"
    SUPERSEDED = "superseded"
    REPEALED = "repealed"
    NO_SUCH_ARTICLE = "no_such_article"
    LAW_UNKNOWN = "law_unknown"
    AMBIGUOUS = "ambiguous"
    NOT_CHECKABLE = "not_checkable"

    @property
    def label(self) -> str:
        """The verdict in Chinese."""
        return {
            "matches": "相符",
            "wording_differs": "引文有出入",
            "subject_differs": "内容不符",
            "renumbered": "条号已变",
            "superseded": "已被修改",
            "repealed": "已废止",
            "no_such_article": "没有这一条",
            "law_unknown": "未收录",
            "ambiguous": "所指不明",
            "not_checkable": "无法核对",
        }[self.value]

    @property
    def wrong(self) -> bool:
        """Whether the citation must not stand as it is written."""
        return self in {
            Verdict.WORDING_DIFFERS,
            Verdict.SUBJECT_DIFFERS,
            Verdict.RENUMBERED,
            Verdict.SUPERSEDED,
            Verdict.REPEALED,
            Verdict.NO_SUCH_ARTICLE,
        }


@dataclass(frozen=True, slots=True)
class Judgement:
    """A verdict with one sentence that explains it, and what to write instead where that is known.

    ``article`` is the one in force that the citation means: the one it names, or where that one went.
    """

    verdict: Verdict
    explanation: str
    suggestion: str | None = None
    quoted: Quoted | None = None
    article: ArticleId | None = None


@dataclass(frozen=True, slots=True)
class Checked:
    """A citation with its judgement."""

    resolved: Resolved
    judgement: Judgement
