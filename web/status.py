"""What this service knows and runs on: for its status page, the API, and whoever watches over it."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import date, datetime
from importlib.metadata import version
from typing import Any

from assistant.doctor.knowing import check_figures
from assistant.errors import HistoryError
from knowledge.errors import KnowledgeError
from knowledge.library import Library
from knowledge.store import read_manifest
from web.dependencies import Services
from web.evaluation import Evaluation, last_evaluation
from web.laws.memory import memory_of

NOTICE = "本页只说服务本身的情况，不含任何人提的问题。"
WARMING = "刚启动，还在读入资料。请稍候。"
NOBODY = "x" * 32  # owns nothing: asked for to see whether the store answers


@dataclass(frozen=True, slots=True)
class IndexState:
    """The index: how much it holds, when it was built (local time), and what it was built from."""

    records: int
    passages: int
    texts: int
    built: datetime
    fingerprint: str


@dataclass(frozen=True, slots=True)
class LawsState:
    """The imported law; ``newest`` is the date of the newest text, None where there is none."""

    laws: int
    versions: int
    articles: int
    cases: int
    newest: str | None


@dataclass(frozen=True, slots=True)
class ServiceStatus:
    """``problem`` is why questions cannot be answered now. ``model`` is None where no language model is in use."""

    version: str
    problem: str | None
    index: IndexState | None
    laws: LawsState | None
    figures: str
    model: str | None
    evaluation: Evaluation | None

    def as_json(self) -> dict[str, Any]:
        """As the API promises it."""
        told = asdict(self)
        return {
            **told,
            "ready": self.problem is None,
            "index": {**told["index"], "built": self.index.built.isoformat()} if self.index else None,
        }


@dataclass(frozen=True, slots=True)
class StatusPage:
    """The page. ``today`` is the day that 现行 means."""

    status: ServiceStatus
    today: date
    back: str = "/"
    notice: str = NOTICE


def service_status(services: Services) -> ServiceStatus:
    """Everything, as it is now; what is broken is told and hides nothing else."""
    settings = services.settings
    problem, index, laws = None, None, None
    try:
        index = _index(services)
        with services.library() as library:
            laws = memory_of(library).recall("status", lambda: _laws(library))
    except KnowledgeError as error:
        problem = str(error)
    return ServiceStatus(
        version("shukun"),
        problem or _unstored(services),
        index,
        laws,
        check_figures(date.today()).found,
        settings.llm_model if settings.has_model else None,
        last_evaluation(settings.home),
    )


def readiness(services: Services) -> str | None:
    """Why this process should get no questions now; None where it should."""
    if services.warming:
        return WARMING
    return services.problem() or _unstored(services)


def _unstored(services: Services) -> str | None:
    try:
        services.history.conversations(NOBODY, limit=1)
    except HistoryError as error:
        return str(error)
    return None


def _index(services: Services) -> IndexState:
    store = services.assistant().retriever.store
    manifest = read_manifest(store.home, store.folder)
    built = datetime.fromtimestamp((store.folder / "manifest.json").stat().st_mtime).astimezone()
    texts = len(store.texts) if store.texts else 0
    return IndexState(len(store.entries), len(store.passages), texts, built, manifest.fingerprint)


def _laws(library: Library) -> LawsState:
    versions: Sequence[tuple[str, str]] = tuple(library.imported())
    return LawsState(
        laws=len({law for law, _ in versions}),
        versions=len(versions),
        articles=sum(len(library.texts(law, day)) for law, day in versions),
        cases=sum(1 for _ in library.cases()),
        newest=max((day for _, day in versions), default=None),
    )
