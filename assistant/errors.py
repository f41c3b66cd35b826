"""Errors of the assistant; ``str(error)`` is a Chinese message for the user.

AssistantError
├── SettingsError       an environment variable has an impossible value
├── QuestionError       the question cannot be taken as it is
├── ModelError          the language model did not answer as it should
├── CalculationError    a sum, a date or a fact that cannot be taken
├── RevisionError       two versions cannot be compared, or one cannot be confirmed
├── CheckError          a file that cannot be checked
├── DraftError          values that cannot become a document, or a document that cannot be written
├── CorpusFaulty        the shipped records have problems, which were listed
└── HistoryError        the conversation store cannot be used
    └── ConversationNotFound
        └── TurnNotFound
"""

from dataclasses import dataclass


class AssistantError(Exception):
    """Root of the tree."""


@dataclass
class SettingsError(AssistantError):
    """A setting that cannot be used. ``name`` is the environment variable."""

    name: str
    problem: str

    def __str__(self) -> str:
        return f"设置 {self.name} 无效：{self.problem}"


@dataclass
class QuestionError(AssistantError):
    """A question that is empty, too long or not text."""

    problem: str

    def __str__(self) -> str:
        return self.problem


@dataclass
class ModelError(AssistantError):
    """The endpoint is down, slow, refuses, breaks off or answers nonsense; ``status`` is its HTTP status, if any."""

    problem: str
    status: int | None = None

    def __str__(self) -> str:
        return self.problem


@dataclass
class CorpusFaulty(AssistantError):
    """The check of the corpus found this many problems."""

    count: int

    def __str__(self) -> str:
        return f"资料有{self.count}处问题，已逐条列出。请改好后再检查。"


@dataclass
class HistoryError(AssistantError):
    """The database of conversations cannot be opened, read or written."""

    problem: str

    def __str__(self) -> str:
        return f"对话记录无法读写：{self.problem}。"


class ConversationNotFound(HistoryError):
    """No such conversation for this browser."""

    def __init__(self, problem: str = "没有这个对话，或它属于另一个浏览器。请回到首页重新提问。") -> None:
        """That it is another's is not told apart from that there is none."""
        super().__init__(problem)

    def __str__(self) -> str:
        return self.problem


class TurnNotFound(ConversationNotFound):
    """The conversation has no such question, or has it no more."""

    def __init__(self) -> None:
        """Its problem is always the same."""
        super().__init__("这一问已经不在这个对话里，可能在另一个窗口里改过。请刷新页面再试。")


@dataclass
class CalculationError(AssistantError):
    """Something given to a calculator or to the relief chooser that cannot be taken. ``field`` may be empty."""

    field: str
    problem: str

    def __str__(self) -> str:
        return f"{self.field}：{self.problem}。" if self.field else f"{self.problem}。"


@dataclass
class RevisionError(AssistantError):
    """Two versions of a text that cannot be compared, or one that cannot be confirmed."""

    problem: str

    def __str__(self) -> str:
        return f"{self.problem}。"


@dataclass
class DraftError(AssistantError):
    """What keeps a document from being drafted, every fault at once; each names the entry and says what to do."""

    problems: tuple[str, ...]

    def __str__(self) -> str:
        if len(self.problems) == 1:
            return f"{self.problems[0]}。"
        listed = "；".join(f"{number}. {problem}" for number, problem in enumerate(self.problems, start=1))
        return f"有{len(self.problems)}处要改：{listed}。"


@dataclass
class CheckError(AssistantError):
    """A file whose wording cannot be checked; ``file`` is what was named, "-" for the standard input."""

    file: str
    problem: str

    def __str__(self) -> str:
        return f"{'标准输入' if self.file == '-' else self.file}：{self.problem}。"
