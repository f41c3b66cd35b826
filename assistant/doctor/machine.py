"""Python, the packages and the disk."""

import platform
import shutil
import tempfile
from importlib.metadata import PackageNotFoundError, distribution, version

from assistant.doctor.finding import BUILD, REINSTALL, Finding, Note, State, finding
from assistant.settings import Settings

GIB = 2**30
ROOMY, CRAMPED = GIB, GIB // 10  # bytes free: enough for all law twice over; too few to build an index
SHOWN = ("numpy", "chromadb", "langchain-core", "langchain-openai", "openai", "model2vec", "sqlalchemy", "pydantic")


def check_platform() -> Finding:
    """Python, the system, and whether every package that is needed is there in a version that is allowed."""
    from packaging.requirements import Requirement  # noqa: PLC0415
    from packaging.specifiers import SpecifierSet  # noqa: PLC0415

    ours, python = distribution("shukun"), platform.python_version()
    shown = "、".join(f"{name} {there}" for name in SHOWN if (there := _version(name)))
    notes = [Note(f"Python {python}，{platform.platform()}，纾困 {ours.version}；{shown}")]
    allowed = ours.metadata["Requires-Python"]
    if not SpecifierSet(allowed).contains(python, prereleases=True):
        notes.append(Note(f"这一版 Python 不在支持的范围（{allowed}）", State.FAULT, f"请换 Python {allowed}。"))
    for needed in map(Requirement, ours.requires or ()):
        if needed.marker and not needed.marker.evaluate({"extra": ""}):
            continue
        there = _version(needed.name)
        if there is None:
            notes.append(Note(f"缺少 {needed.name}", State.FAULT, REINSTALL))
        elif not needed.specifier.contains(there, prereleases=True):
            notes.append(Note(f"{needed.name} 是 {there}，需要 {needed.specifier}", State.FAULT, REINSTALL))
    return finding("platform", *notes)


def _version(package: str) -> str | None:
    """That which is installed, if any."""
    try:
        return version(package)
    except PackageNotFoundError:
        return None


def check_folder(settings: Settings) -> Finding:
    """Whether the data folder, or where it will be made, can be written, and how much room there is."""
    home, elsewhere = settings.home, "或用 SHUKUN_HOME 另指定目录。"
    try:
        there = next(path for path in (home, *home.parents) if path.exists())
        if not there.is_dir():
            return finding("folder", Note(f"{there} 是文件，不是目录", State.FAULT, "请用 SHUKUN_HOME 另指定目录。"))
        with tempfile.TemporaryFile(dir=there) as file:
            file.write(bytes(4096))
            file.flush()
        free = shutil.disk_usage(there).free
    except OSError as error:
        advice = f"请检查这个目录的权限和磁盘空间，{elsewhere}"
        return finding("folder", Note(f"{home} 不能写（{error.strerror}）", State.FAULT, advice))
    found = f"{home} 可以写，空余{free / GIB:.1f} GiB"
    notes = [Note(found) if there == home else Note(f"{found}，目录还没有建立", State.WARNING, BUILD)]
    if free < ROOMY:
        state = State.FAULT if free < CRAMPED else State.WARNING
        notes.append(Note("磁盘快满了", state, f"请腾出至少{ROOMY // GIB} GiB，{elsewhere}"))
    return finding("folder", *notes)
