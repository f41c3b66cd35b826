"""What an operator is told: each fault by itself, with the way out of it, and never a secret."""

import json
import shutil
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from datetime import date, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest
from pydantic import SecretStr

from assistant.cli import main
from assistant.composing import upstream
from assistant.doctor import CHECKS, Finding, State, conversations, examine, machine
from assistant.doctor.conversations import check_conversations
from assistant.doctor.endpoint import check_model
from assistant.doctor.knowing import check_figures, check_index, check_laws, check_weights
from assistant.doctor.machine import check_folder, check_platform
from assistant.history import History
from assistant.settings import Settings
from knowledge.embedding import SHIPPED
from knowledge.figures import Figures
from knowledge.importing import import_sources
from knowledge.records import Role
from knowledge.registry import Registry
from knowledge.store import current_generation
from tests.model_server import Manner, model_server, serving

KEY = "sk-geheim-4711"
TODAY = date(2026, 7, 1)


@pytest.fixture(autouse=True)
def _no_pauses(monkeypatch: pytest.MonkeyPatch) -> None:
    """An endpoint is tried again at once."""
    monkeypatch.setattr(upstream, "FIRST_PAUSE", 0.01)


@pytest.fixture
def own_home(home: Path, tmp_path: Path) -> Path:
    """A copy of the shared home, to be damaged."""
    return Path(shutil.copytree(home, tmp_path / "home"))


def told(finding: Finding, state: State, found: str, advice: str = "") -> None:
    """The state, a part of what was found, and a part of the advice ("": none is given)."""
    assert finding.state is state, finding
    assert found in finding.found
    assert advice in finding.advice
    assert bool(finding.advice) is bool(advice)


def of(findings: Iterator[Finding]) -> dict[str, Finding]:
    return {finding.name: finding for finding in findings}


# The command


def command(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, *args: str) -> tuple[str, int]:
    """What ``shukun doctor`` prints, and its exit status."""
    monkeypatch.setattr("sys.argv", ["shukun", "doctor", *args])
    with pytest.raises(SystemExit) as left:
        main()
    return capsys.readouterr().out, int(left.value.code or 0)


def test_a_sound_home_is_healthy_and_json_has_the_promised_shape(
    home: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SHUKUN_HOME", str(home))
    printed, status = command(capsys, monkeypatch, "--json")
    got = json.loads(printed)
    assert (status, got["healthy"], set(got)) == (0, True, {"healthy", "findings"})
    assert [one["name"] for one in got["findings"]] == ["settings", *CHECKS]
    assert all(set(one) == {"name", "state", "found", "advice"} for one in got["findings"])
    assert {one["name"]: one["state"] for one in got["findings"] if one["name"] not in {"figures", "folder"}} == {
        "settings": "ok",
        "platform": "ok",
        "index": "ok",
        "laws": "warning",  # nothing was imported
        "conversations": "ok",
        "weights": "ok",
        "model": "ok",
    }


def test_every_fault_is_told_to_people_with_its_way_out_and_the_status_is_1(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SHUKUN_HOME", str(tmp_path / "none"))
    monkeypatch.setenv("SHUKUN_DATABASE_URL", "nonsense")
    monkeypatch.setenv("SHUKUN_LLM_BASE_URL", "http://127.0.0.1:9/v1")
    monkeypatch.setenv("SHUKUN_LLM_MODEL", "m")
    printed, status = command(capsys, monkeypatch)
    assert status == 1
    parts = (
        "✓ 正常",
        "! 留意",
        "✗ 故障",
        "还没有建索引",
        "shukun build",
        "SHUKUN_DATABASE_URL",
        "连接被拒绝",
        "3处故障",
    )
    assert not [part for part in parts if part not in printed]
    assert not (tmp_path / "none").exists()


# Settings


def test_bad_settings_are_named_and_hide_only_what_rests_on_them(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("SHUKUN_HOME", str(tmp_path))
    monkeypatch.setenv("SHUKUN_LLM_TIMEOUT_SECONDS", "很久")
    monkeypatch.setenv("SHUKUN_LLM_CONTEXT_TOKENS", "3")
    got = of(examine(TODAY))
    told(got["settings"], State.FAULT, "SHUKUN_LLM_TIMEOUT_SECONDS", "SHUKUN_LLM_CONTEXT_TOKENS")
    assert "SHUKUN_LLM_CONTEXT_TOKENS" in got["settings"].found
    told(got["model"], State.WARNING, "没有检查", "先改好设置")
    told(got["index"], State.FAULT, "还没有建索引", "shukun build")
    assert got["folder"].state is State.OK


def test_without_a_usable_home_what_lies_elsewhere_is_still_checked(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SHUKUN_HOME", "~no-such-user-here/shukun")
    got = of(examine(TODAY))
    told(got["settings"], State.FAULT, "SHUKUN_HOME", "SHUKUN_HOME")
    assert {name for name, one in got.items() if "没有检查" in one.found} == {
        "folder",
        "index",
        "laws",
        "conversations",
    }
    assert got["weights"].state is got["platform"].state is State.OK


def test_settings_that_contradict_each_other_lead_to_no_request(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("SHUKUN_HOME", str(tmp_path))
    with model_server("一、二") as server:
        monkeypatch.setenv("SHUKUN_LLM_BASE_URL", server.base_url)  # and no model
        got = of(examine(TODAY))
    told(got["settings"], State.FAULT, "SHUKUN_LLM_MODEL", "SHUKUN_LLM_MODEL")
    told(got["model"], State.WARNING, "没有检查", "先改好设置")
    assert server.requests == []


def test_a_check_that_breaks_hides_no_other(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("SHUKUN_HOME", str(tmp_path))
    (tmp_path / "index").write_text("a file where a folder should be")
    (tmp_path / "conversations.sqlite3").mkdir()
    got = of(examine(TODAY))
    assert [got[name].state for name in ("index", "conversations", "weights")] == [State.FAULT, State.FAULT, State.OK]
    assert all(got[name].advice for name in ("index", "conversations"))


def test_secrets_are_shown_nowhere(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("SHUKUN_HOME", str(tmp_path))
    monkeypatch.setenv("SHUKUN_LLM_API_KEY", KEY)
    monkeypatch.setenv("SHUKUN_LLM_MODEL", "m")
    monkeypatch.setenv("SHUKUN_DATABASE_URL", "nosuch://operator:geheim@db.invalid/x?password=geheim")
    with endpoint(lambda body: (400, "application/json", json.dumps({"error": {"message": f"bad {KEY}"}}))) as base_url:
        monkeypatch.setenv("SHUKUN_LLM_BASE_URL", base_url.replace("//", "//operator:geheim@"))
        got = of(examine(TODAY))
    told(got["model"], State.FAULT, "bad ***", "SHUKUN_LLM_MODEL")
    assert not [one for one in got.values() if "geheim" in one.found + one.advice]
    monkeypatch.setenv("SHUKUN_LLM_BASE_URL", "http://operator:geheim@127.0.0.1:99999/v1")
    first = next(examine(TODAY))
    told(first, State.FAULT, "***@127.0.0.1:99999", "SHUKUN_LLM_BASE_URL")
    assert "geheim" not in first.found


# This machine


def test_the_platform_names_its_versions() -> None:
    finding = check_platform()
    told(finding, State.OK, "Python 3.")
    assert "chromadb" in finding.found


def test_a_folder_that_is_not_yet_there_is_left_so(tmp_path: Path) -> None:
    told(check_folder(Settings(home=tmp_path)), State.OK, "GiB")
    told(check_folder(Settings(home=tmp_path / "a" / "b")), State.WARNING, "还没有建立", "shukun build")
    assert list(tmp_path.iterdir()) == []


def test_a_folder_that_cannot_be_written_is_a_fault(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    told(check_folder(Settings(home=tmp_path / "file" / "home")), State.FAULT, "不是目录", "SHUKUN_HOME")
    if Path("/proc/self").exists():  # where not even root can write
        told(check_folder(Settings(home=Path("/proc/shukun"))), State.FAULT, "不能写", "SHUKUN_HOME")


def test_a_disk_that_fills_up_is_told(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    free = shutil.disk_usage(tmp_path).free
    monkeypatch.setattr(machine, "ROOMY", free * 2)
    told(check_folder(Settings(home=tmp_path)), State.WARNING, "快满了", "腾出")
    monkeypatch.setattr(machine, "CRAMPED", free * 2)
    told(check_folder(Settings(home=tmp_path)), State.FAULT, "快满了", "腾出")


# The index and the law library


def test_an_index_that_is_missing_damaged_or_of_another_model_is_a_fault(own_home: Path, tmp_path: Path) -> None:
    other = check_index(Settings(home=own_home, embedding_model=str(tmp_path)))  # only its fingerprint is asked for
    told(other, State.FAULT, "另一个向量模型", "SHUKUN_EMBEDDING_MODEL")
    assert "份资料" in other.found
    told(check_index(Settings(home=tmp_path / "none")), State.FAULT, "还没有建索引", "shukun build")
    generation = current_generation(own_home)
    assert generation
    (generation / "entries.json").unlink()
    told(check_index(Settings(home=own_home)), State.FAULT, "损坏", "shukun build")


def test_an_index_older_than_the_records_is_told(own_home: Path) -> None:
    """As after an update: it was built from records that read otherwise."""
    generation = current_generation(own_home)
    assert generation
    manifest = json.loads((generation / "manifest.json").read_text(encoding="utf-8"))
    (generation / "manifest.json").write_text(json.dumps({**manifest, "fingerprint": "of others"}), encoding="utf-8")
    told(check_index(Settings(home=own_home)), State.WARNING, "旧", "shukun build")


LAW = """# 某某市摊位管理办法

2020年1月2日通过，自2020年3月1日起施行。

第一条 为了管理摊位，制定本办法。

第二条 摊位在划定的地方摆设。
"""


def test_imported_law_is_counted_and_the_index_is_told_to_follow(own_home: Path, tmp_path: Path) -> None:
    settings = Settings(home=own_home)
    told(check_laws(settings), State.WARNING, "没有导入", "shukun import")
    (tmp_path / "办法.md").write_text(LAW, encoding="utf-8")
    report = import_sources(own_home, [tmp_path / "办法.md"], Registry.load())
    assert report.articles == 2, report
    told(check_laws(settings), State.OK, "1部法律，1个文本，2条")
    told(check_index(settings), State.WARNING, "还没有编进索引", "shukun build")


def test_a_damaged_library_is_a_fault_of_its_own(own_home: Path) -> None:
    library = own_home / "library" / "library.sqlite3"
    library.parent.mkdir(exist_ok=True)
    library.write_bytes(b"no database" * 1000)
    told(check_laws(Settings(home=own_home)), State.FAULT, "无法读取", str(library))
    told(check_index(Settings(home=own_home)), State.WARNING, "份资料", "法律库")


# Figures


def test_figures_that_run_out_are_told_before_they_do() -> None:
    last = Figures.load()["lpr-1y"].known_until
    assert last
    assert str(last) in check_figures(last - timedelta(days=60)).found
    assert "LPR" not in check_figures(last - timedelta(days=60)).advice
    told(check_figures(last - timedelta(days=3)), State.WARNING, str(last), "known_until")
    assert "已经过了" not in check_figures(last).found
    assert "已经过了" in check_figures(last + timedelta(days=1)).found


def test_a_year_without_its_holidays_is_told() -> None:
    told(check_figures(date(2020, 6, 1)), State.OK, "放假安排到")
    told(check_figures(date(2090, 6, 1)), State.WARNING, "没有近年的放假安排", "chinesecalendar")


# Conversations


def test_a_database_that_works_is_counted_and_left_as_it_was(tmp_path: Path) -> None:
    settings = Settings(home=tmp_path)
    told(check_conversations(settings), State.OK, "第一次提问时建立")
    assert list(tmp_path.iterdir()) == []
    with closing(History(settings.conversations_url)) as history:
        history.ask("browser", None, Role.LITIGANT, "问题")
    told(check_conversations(settings), State.OK, "有1个对话")
    told(check_conversations(settings), State.OK, "有1个对话")


@pytest.mark.parametrize(
    ("url", "state", "found", "advice"),
    [
        ("nonsense", State.FAULT, "不是可用的", "SHUKUN_DATABASE_URL"),
        ("nosuch://h/d", State.FAULT, "驱动", "pip"),
        ("sqlite://", State.WARNING, "内存", "SHUKUN_DATABASE_URL"),
    ],
)
def test_an_address_of_no_database_is_told(tmp_path: Path, url: str, state: State, found: str, advice: str) -> None:
    told(check_conversations(Settings(home=tmp_path, database_url=url)), state, found, advice)


def test_a_file_that_is_no_database_is_told(tmp_path: Path) -> None:
    settings = Settings(home=tmp_path)
    (tmp_path / "conversations.sqlite3").write_bytes(b"no database" * 1000)
    told(check_conversations(settings), State.FAULT, "不能读写", "移走")


def test_tables_of_another_version_are_told(tmp_path: Path) -> None:
    settings = Settings(home=tmp_path)
    History(settings.conversations_url).close()
    with closing(sqlite3.connect(tmp_path / "conversations.sqlite3")) as database:
        database.execute("alter table turns drop column replies")
    told(check_conversations(settings), State.FAULT, "turns.replies", "备份")


def test_a_database_that_another_program_holds_is_told(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(conversations, "DRIVER_LIMITS", {"pysqlite": {"timeout": 0.01}})
    settings = Settings(home=tmp_path)
    History(settings.conversations_url).close()
    with closing(sqlite3.connect(tmp_path / "conversations.sqlite3")) as database:
        database.execute("begin exclusive")
        told(check_conversations(settings), State.FAULT, "locked", "另一个程序")


# Weights


def test_the_shipped_weights_work_together() -> None:
    told(check_weights(Settings()), State.OK, "256维")


def test_damaged_weights_are_told(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    shutil.copytree(SHIPPED, tmp_path / "static")
    (tmp_path / "static" / "model.safetensors").write_bytes(b"cut")
    monkeypatch.setattr("knowledge.embedding.StaticEmbeddings.__init__.__defaults__", (tmp_path / "static",))
    told(check_weights(Settings()), State.FAULT, "不能用", "重新安装")


# The language model


def asked(base_url: str, **more: Any) -> Finding:
    return check_model(Settings(llm_base_url=base_url, llm_model="loopback", **more))


@contextmanager
def endpoint(reply: Callable[[dict[str, Any]], tuple[int, str, str]], listed: str = "") -> Iterator[str]:
    """``reply`` turns a request into status, kind and body; the list of models has the name ``listed``, if any.

    Yields the base address.
    """

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            self._send(*reply(json.loads(self.rfile.read(int(self.headers["Content-Length"])))))

        def do_GET(self) -> None:
            self._send(200 if listed else 404, "application/json", json.dumps({"data": [{"id": listed}]}))

        def _send(self, status: int, kind: str, body: str) -> None:
            self.send_response(status)
            self.send_header("Content-Type", kind)
            if status == 307:
                self.send_header("Location", f"{body}{self.path.removeprefix('/v1')}")
            self.send_header("Content-Length", str(len(body.encode())))
            self.end_headers()
            self.wfile.write(body.encode())

        def log_message(self, format: str, *args: Any) -> None:
            """Keep the test output clean."""

    with serving(ThreadingHTTPServer(("127.0.0.1", 0), Handler)) as address:
        yield address


def event(delta: dict[str, str], finish: str | None = None) -> str:
    choice = {"index": 0, "delta": delta, "finish_reason": finish}
    head = {"id": "c", "object": "chat.completion.chunk", "created": 0, "model": "m"}
    return f"data: {json.dumps({**head, 'choices': [choice]})}\n\n"


def without_tools(body: dict[str, Any]) -> tuple[int, str, str]:
    """Streams two pieces, but refuses requests with tools."""
    if "tools" in body:
        return 400, "application/json", '{"error": {"message": "tools are not supported"}}'
    return 200, "text/event-stream", event({"content": "一"}) + event({"content": "二"}) + event({}, "stop")


def web_page(body: dict[str, Any]) -> tuple[int, str, str]:
    return 200, "text/html", "<!doctype html><title>登录</title>"


def test_without_an_endpoint_nothing_is_wrong() -> None:
    told(check_model(Settings()), State.OK, "没有配置，只整理原文")


def test_an_endpoint_that_works_is_timed_and_given_a_tool() -> None:
    with model_server("一、二、三") as server:
        finding = asked(server.base_url, llm_api_key=KEY)
    told(finding, State.OK, "毫秒")
    assert "接受工具" in finding.found
    assert "对话不离开这台机器" in finding.found
    assert [bool(body.get("tools")) for body in server.requests] == [False, True]
    assert set(server.keys) == {f"Bearer {KEY}"}


def test_tools_are_not_tried_where_they_are_switched_off() -> None:
    with model_server("一、二、三") as server:
        told(asked(server.base_url, llm_tools=False), State.OK, "没有让它用工具")
    assert len(server.requests) == 1


def test_an_endpoint_that_knows_no_tools_or_sends_all_at_once_is_a_warning() -> None:
    with model_server("一") as server:
        told(asked(server.base_url), State.WARNING, "不是边写边送", "流式")
    with endpoint(without_tools) as base_url:
        told(asked(base_url), State.WARNING, "不接受工具", "SHUKUN_LLM_TOOLS=false")


@pytest.mark.parametrize(
    ("manner", "found", "advice"),
    [
        (Manner.UNAUTHORIZED, "密钥", "SHUKUN_LLM_API_KEY"),
        (Manner.SILENT, "没有应答", "在运行"),
        (Manner.HTML, "网页", "SHUKUN_LLM_BASE_URL"),
        (Manner.BAD_JSON, "不是 OpenAI 兼容", "SHUKUN_LLM_BASE_URL"),
        (Manner.EMPTY, "空的", "SHUKUN_LLM_MODEL"),
        (Manner.BREAKS, "出错", "日志"),
        (Manner.ENDS_EARLY, "出错", "日志"),
        (Manner.FAULT, "HTTP 500", "日志"),
    ],
)
def test_an_endpoint_that_fails_leads_to_the_right_advice(manner: Manner, found: str, advice: str) -> None:
    with model_server("一、二", manner) as server:
        told(asked(server.base_url, llm_timeout_seconds=0.5), State.FAULT, found, advice)


def test_a_model_that_is_too_slow_is_a_warning() -> None:
    with model_server("一、二", Manner.STALLS) as server:
        told(asked(server.base_url, llm_timeout_seconds=0.5), State.WARNING, "出错", "太慢")


@pytest.mark.parametrize(
    ("status", "body", "found", "advice"),
    [
        (404, "Not Found", "没有对话接口", "/v1"),
        (404, '{"error": {"message": "model \'loopback\' not found"}}', "没有叫 loopback 的模型", "qwen3:8b"),
        (402, '{"error": {"message": "Insufficient Balance"}}', "Insufficient Balance", "充值"),
        (429, '{"error": {"message": "slow down"}}', "429", "SHUKUN_LLM_CONCURRENCY"),
        (400, '{"error": {"message": "max_tokens too large"}}', "max_tokens", "SHUKUN_LLM_ANSWER_TOKENS"),
        (200, '{"choices": [{"message": {"content": "一"}}]}', "不支持流式", "流式"),
    ],
)
def test_an_endpoint_that_refuses_leads_to_the_right_advice(status: int, body: str, found: str, advice: str) -> None:
    with endpoint(lambda _: (status, "application/json", body), listed="qwen3:8b") as base_url:
        told(asked(base_url), State.FAULT, found, advice)


def test_a_key_that_is_wrong_and_one_that_is_missing_are_told_apart() -> None:
    body = json.dumps({"error": {"message": f"Incorrect key {KEY}"}})
    with endpoint(lambda _: (401, "application/json", body)) as base_url:
        told(asked(base_url), State.FAULT, "要密钥", "请设置 SHUKUN_LLM_API_KEY")
        finding = check_model(Settings(llm_base_url=f"{base_url}/.", llm_model="m", llm_api_key=SecretStr(KEY)))
    told(finding, State.FAULT, "密钥被拒绝", "请核对 SHUKUN_LLM_API_KEY")
    assert KEY not in finding.found
    told(asked("http://127.0.0.1:9/v1", llm_api_key="sk 带空格"), State.FAULT, "密钥里有空格", "只留密钥本身")


@pytest.mark.parametrize(
    ("path", "advice"), [("", "末尾加 /v1"), ("/v1/chat/completions", "去掉末尾的 /chat/completions")]
)
def test_a_wrong_path_is_told_by_what_is_wrong_with_it(path: str, advice: str) -> None:
    with endpoint(lambda _: (404, "text/plain", "Not Found")) as base_url:
        told(asked(base_url.removesuffix("/v1") + path), State.FAULT, "404", advice)


@pytest.mark.parametrize(
    ("base_url", "found", "advice"),
    [
        ("http://127.0.0.1:9/v1", "连接被拒绝", "启动模型服务"),
        ("http://nosuch.invalid/v1", "查不到这个域名", "拼写"),
    ],
)
def test_an_endpoint_that_is_not_reached_leads_to_the_right_advice(base_url: str, found: str, advice: str) -> None:
    told(asked(base_url), State.FAULT, found, advice)


def test_http_taken_for_https_is_told() -> None:
    with model_server("一、二") as server:
        told(asked(server.base_url.replace("http:", "https:")), State.FAULT, "加密连接", "http://")


def test_an_address_outside_is_told_to_take_conversations_along_and_may_be_forbidden() -> None:
    outside = asked("http://nosuch.invalid/v1")
    assert "会离开这台机器" in outside.found
    assert "没有加密" in outside.found
    forbidden = asked("http://nosuch.invalid/v1", llm_loopback_only=True)
    told(forbidden, State.FAULT, "SHUKUN_LLM_LOOPBACK_ONLY", "SHUKUN_LLM_BASE_URL")


def test_an_endpoint_that_sends_elsewhere_is_told_and_not_followed() -> None:
    with model_server("一、二") as other, endpoint(lambda _: (307, "text/plain", other.base_url)) as base_url:
        told(asked(base_url), State.FAULT, other.base_url, "SHUKUN_LLM_BASE_URL")
    assert not other.requests


def test_a_proxy_is_passed_by_on_the_way_to_a_model_on_this_machine(monkeypatch: pytest.MonkeyPatch) -> None:
    with model_server("一、二") as proxy, endpoint(web_page) as base_url:
        for name in ("http_proxy", "all_proxy"):
            monkeypatch.setenv(name, proxy.base_url.removesuffix("/v1"))
        monkeypatch.delenv("no_proxy", raising=False)
        told(asked(base_url), State.FAULT, "网页", "SHUKUN_LLM_BASE_URL")  # looked at by asking again
        told(asked(base_url.replace("127.0.0.1", "nosuch.invalid")), State.WARNING, "没有加密", "https")
    assert {body["model"] for body in proxy.requests} == {"loopback"}
    assert len(proxy.requests) == 2  # both of the model elsewhere, so that the proxy was one


@pytest.mark.parametrize("proxy", ["socks5://127.0.0.1:9", "ftp://127.0.0.1:9"])
def test_a_proxy_that_cannot_be_used_is_told(monkeypatch: pytest.MonkeyPatch, proxy: str) -> None:
    monkeypatch.setenv("all_proxy", proxy)
    told(asked("http://nosuch.invalid/v1"), State.FAULT, "代理不能用", "代理")
    with model_server("一、二") as server:
        told(asked(server.base_url), State.OK, "对话不离开这台机器")
