"""The store of conversations."""

import tempfile
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING
from uuid import uuid4

from assistant.doctor.finding import Finding, Note, State, finding, first_line
from assistant.settings import Settings

if TYPE_CHECKING:
    from sqlalchemy import Connection
    from sqlalchemy.engine import URL

# How long to wait for a database, as each driver calls it, in seconds.
DRIVER_LIMITS = {
    "pysqlite": {"timeout": 1},
    **{driver: {"connect_timeout": 5} for driver in ("psycopg", "psycopg2", "pymysql", "mysqldb")},
}


def check_conversations(settings: Settings) -> Finding:
    """Whether the database opens, has our tables and takes a row, which is rolled back."""
    from sqlalchemy import create_engine  # noqa: PLC0415
    from sqlalchemy.engine import make_url  # noqa: PLC0415
    from sqlalchemy.exc import ArgumentError, NoSuchModuleError, SQLAlchemyError  # noqa: PLC0415

    name, address = "conversations", "请检查 SHUKUN_DATABASE_URL；用默认的就删去它。"
    try:
        url = make_url(settings.conversations_url)
        limits = DRIVER_LIMITS.get(url.get_driver_name(), {})
        engine = create_engine(url, hide_parameters=True, connect_args=limits)
    except (NoSuchModuleError, ModuleNotFoundError) as error:
        driver = f"缺少数据库的驱动（{first_line(error)}）"
        return finding(name, Note(driver, State.FAULT, f"请用 pip 安装这种数据库的驱动。{address}"))
    except ArgumentError:
        return finding(name, Note("SHUKUN_DATABASE_URL 不是可用的 SQLAlchemy 地址", State.FAULT, address))
    place = Note(_place(url))
    if url.get_backend_name() == "sqlite":
        if url.database in {None, "", ":memory:"}:
            return finding(name, Note("对话只在内存里，重启就没有了", State.WARNING, address))
        if not Path(str(url.database)).exists():  # connecting would make it
            return finding(name, place, Note("还没有建立，第一次提问时建立"))
    try:
        with engine.connect() as connection:
            return finding(name, place, *_written(connection))
    except SQLAlchemyError as error:
        problem = first_line(getattr(error, "orig", None) or error)
        problem = problem.replace(str(url.password), "***") if url.password else problem
        return finding(name, place, Note(f"不能读写（{problem}）", State.FAULT, _advice(problem, url)))
    finally:
        engine.dispose()


def _place(url: "URL") -> str:
    """Where a database is, without what its address may hold of passwords."""
    host = f"{url.host}{f':{url.port}' if url.port else ''}/" if url.host else ""
    return f"{url.get_backend_name()}，{host}{url.database or ''}"


def _advice(problem: str, url: "URL") -> str:
    if "locked" in problem:
        return "另一个程序占着数据库，请等它结束或停掉它，再检查。"
    if "not a database" in problem or "malformed" in problem:
        return f"请先备份，再移走 {url.database}；下次提问时新建。"
    return "请检查 SHUKUN_DATABASE_URL、数据库是否在运行、账号和目录的权限、磁盘空间。"


def _written(connection: "Connection") -> Iterator[Note]:
    """How many conversations there are, or what hinders more. Nothing is left written."""
    from sqlalchemy import MetaData, Table, func, select  # noqa: PLC0415

    there, ours = _columns(connection), _schema()
    if not set(there) & set(ours):
        yield Note("能打开，第一次提问时建表")
        return
    lacking = [
        f"{table}.{column}" for table in sorted(set(there) & set(ours)) for column in sorted(ours[table] - there[table])
    ]
    if lacking:
        move = "请先备份，再移走这个数据库，或用 SHUKUN_DATABASE_URL 另指定一个。"
        yield Note(f"不是这一版纾困的结构，缺少 {'、'.join(lacking)}", State.FAULT, move)
        return
    conversations = Table("conversations", MetaData(), autoload_with=connection)
    count = connection.execute(select(func.count()).select_from(conversations)).scalar_one()
    row = {"id": uuid4().hex, "owner": "doctor", "started": datetime.now(UTC)}
    connection.execute(conversations.insert().values(row))
    connection.rollback()
    yield Note(f"能读写，有{count}个对话")


def _schema() -> dict[str, set[str]]:
    """Columns by table, as the store itself makes them."""
    from sqlalchemy import create_engine  # noqa: PLC0415

    from assistant.history import History  # noqa: PLC0415

    with tempfile.TemporaryDirectory(prefix="shukun-doctor-") as folder:
        address = f"sqlite:///{folder}/conversations.sqlite3"
        History(address).close()
        engine = create_engine(address)
        with engine.connect() as connection:
            columns = _columns(connection)
        engine.dispose()
    return columns


def _columns(connection: "Connection") -> dict[str, set[str]]:
    """Columns by table."""
    from sqlalchemy import inspect  # noqa: PLC0415

    seen = inspect(connection)
    return {table: {one["name"] for one in seen.get_columns(table)} for table in seen.get_table_names()}
