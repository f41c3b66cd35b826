"""What answers rest on: the index, the imported law, the figures that law sets, and the weights."""

import sys
from collections.abc import Iterator
from contextlib import closing
from datetime import date, timedelta
from typing import TYPE_CHECKING

from assistant.doctor.finding import BUILD, REINSTALL, Finding, Note, State, finding, first_line
from assistant.settings import Settings
from knowledge.errors import EmbeddingError, IndexCorrupt, IndexMissing, LibraryCorrupt, RecordError

if TYPE_CHECKING:
    from knowledge.embedding import Embedder
    from knowledge.store import Store

SOON = timedelta(days=14)  # before figures run out
DECEMBER = 12  # by when next year's holidays have been announced
PROBE = "车间设备被法院查封，还能不能继续生产"


def check_index(settings: Settings) -> Finding:
    """Whether the index opens whole and is of this embedding model, these records and what is imported."""
    from knowledge.store import Store  # noqa: PLC0415

    try:
        store = Store.open(settings.home)
    except IndexMissing:
        return finding("index", Note("还没有建索引", State.FAULT, BUILD))
    except IndexCorrupt as error:
        return finding("index", Note(f"索引已损坏（{error.problem}）", State.FAULT, BUILD))
    with closing(store):
        texts = f"，导入的条文和案例{len(store.texts)}段" if store.texts else ""
        size = Note(f"{len(store.entries)}份资料，{len(store.passages)}段{texts}")
        return finding("index", size, *_stale(store, settings))


def _stale(store: "Store", settings: Settings) -> Iterator[Note]:
    """What the index is older than, or of another kind than."""
    from knowledge.build import is_current  # noqa: PLC0415
    from knowledge.embedding import load_embeddings  # noqa: PLC0415

    try:
        if load_embeddings(settings.embedding_model).fingerprint != store.embedder:
            back = f"{BUILD}或者把 SHUKUN_EMBEDDING_MODEL 改回原值。"
            yield Note("索引是用另一个向量模型建立的", State.FAULT, back)
    except EmbeddingError:
        yield Note("没有与向量模型比对，它读不出来", State.WARNING, "请看“模型权重”一项。")
    try:
        if not is_current(settings.home, store.embedder):
            yield Note("比现在的资料和导入的文本旧，有的还没有编进索引", State.WARNING, BUILD)
    except LibraryCorrupt:
        yield Note("没有与导入的文本比对，法律库读不出来", State.WARNING, "请看“法律库”一项。")
    except RecordError as error:
        mend = "随附的资料有误时请重新安装纾困；刚导入过法律的，可用 shukun import --forget 退回。"
        yield Note(f"资料与法律对不上，索引不能再更新：{error}", State.FAULT, mend)


def check_laws(settings: Settings) -> Finding:
    """What was imported: laws, versions, articles and cases."""
    from assistant.assembly import open_library  # noqa: PLC0415

    try:
        with closing(open_library(settings)) as library:
            versions = list(library.imported())
            articles = sum(len(library.texts(law, day)) for law, day in versions)
            cases = sum(1 for _ in library.cases())
    except LibraryCorrupt as error:
        again = f"请删去 {error.path}，再用 shukun import 重新导入。"
        return finding("laws", Note(f"法律库无法读取（{error.problem}）", State.FAULT, again))
    if not versions:
        advice = "请用 shukun import 路径… 导入法律文本；没有也能用，只是条文不能逐字核对。"
        return finding("laws", Note(f"没有导入法律，案例{cases}件", State.WARNING, advice))
    laws, newest = {law for law, _ in versions}, max(day for _, day in versions)
    counts = f"{len(laws)}部法律，{len(versions)}个文本，{articles}条，案例{cases}件"
    return finding("laws", Note(f"{counts}；最新的文本是{newest}的"))


def check_figures(today: date) -> Finding:
    """Until when the rates are known that have no end, and the holidays of which years."""
    from knowledge.figures import Figures  # noqa: PLC0415

    notes = []
    for figure in Figures.load().by_id.values():
        if not (last := figure.known_until):
            continue
        known = f"{figure.title}登记到{last}"
        if today + SOON <= last:
            notes.append(Note(known))
        else:
            past = "，已经过了，此后的不能算" if last < today else ""
            update = "请更新纾困，或在 knowledge/corpus/figures 登记新公布的数值和 known_until。"
            notes.append(Note(f"{known}{past}", State.WARNING, update))
    return finding("figures", *notes, _holidays(today))


def _holidays(today: date) -> Note:
    import chinese_calendar  # noqa: PLC0415

    def announced(year: int) -> bool:
        try:
            chinese_calendar.is_workday(date(year, 12, 31))
        except NotImplementedError:
            return False
        return True

    years = [year for year in range(today.year - 10, today.year + 3) if announced(year)]
    known = f"放假安排到{years[-1]}年" if years else "没有近年的放假安排"
    needed = today.year + 1 if today.month == DECEMBER else today.year
    if needed in years:
        return Note(known)
    upgrade = f"请运行 {sys.executable} -m pip install --upgrade chinesecalendar。"
    return Note(f"{known}，{needed}年的没有，只按周末和固定的节日顺延", State.WARNING, upgrade)


def check_weights(settings: Settings) -> Finding:
    """Whether the shipped weights load and work together, and the embedding model that was chosen in their place."""
    from knowledge.embedding import StaticEmbeddings, load_embeddings  # noqa: PLC0415

    try:
        notes = [Note(f"自带的向量模型{_shipped_size(StaticEmbeddings())}维，已知问题和排序都能用")]
    except EmbeddingError as error:
        notes = [Note(f"自带的向量模型不能用（{error.problem}）", State.FAULT, REINSTALL)]
    except (OSError, ValueError, KeyError, TypeError, EOFError) as error:
        told = f"自带的权重不能用（{type(error).__name__}：{first_line(error)}）"
        notes = [Note(told, State.FAULT, REINSTALL)]
    if chosen := settings.embedding_model:
        try:
            notes.append(Note(f"另选的向量模型“{chosen}”{_unit_size(load_embeddings(chosen))}维，能用"))
        except (EmbeddingError, ValueError) as error:
            problem = error.problem if isinstance(error, EmbeddingError) else str(error)
            change = "请检查 SHUKUN_EMBEDDING_MODEL，或删去它以用自带的模型。"
            notes.append(Note(f"另选的向量模型“{chosen}”不能用（{problem}）", State.FAULT, change))
    return finding("weights", *notes)


def _shipped_size(embedder: "Embedder") -> int:
    """Dimensions of the shipped vectors; raises EmbeddingError, OSError, ValueError where they do not fit."""
    import numpy as np  # noqa: PLC0415

    from knowledge.experience import Experience  # noqa: PLC0415
    from knowledge.features import FEATURES  # noqa: PLC0415
    from knowledge.ranking import Ranking  # noqa: PLC0415
    from knowledge.rarity import Rarity  # noqa: PLC0415

    size = _unit_size(embedder)
    known = Experience.load().vectors.shape[1]
    if size != known:
        raise ValueError(f"向量{size}维，已知问题{known}维")
    Rarity.load()
    ranking = Ranking.load()
    nothing = np.zeros((1, len(FEATURES)), dtype=np.float32)
    if not all(np.isfinite(scorer.scores(nothing)).all() for scorer in (ranking.records, ranking.texts)):
        raise ValueError("排序算不出分数")
    return size


def _unit_size(embedder: "Embedder") -> int:
    """Dimensions of the vector of a question; raises EmbeddingError, and ValueError where its length is not 1."""
    import numpy as np  # noqa: PLC0415

    vector = np.asarray(embedder.embed_query(PROBE))
    length = float(np.linalg.norm(vector))
    if not np.isclose(length, 1, atol=1e-3):
        raise ValueError(f"向量的长度是{length:.3f}，应为1")
    return len(vector)
