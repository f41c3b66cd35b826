"""Every page there is, and what a person does to see it with something on it."""

from collections.abc import Callable
from dataclasses import dataclass
from urllib.parse import urlencode

from playwright.sync_api import Page, expect

from tests.assistant.drafting.test_proposing import NOTES
from tests.e2e.asking import FLAGSHIP, ask, panel
from tests.web import laws
from tests.web.test_checking import AGREEMENT
from tests.web.test_citing import TEXT
from tests.web.test_drafting import SETTLEMENT, STORY
from tests.web.test_interview import FACTORY
from tests.web.test_tools import WRITTEN


@dataclass(frozen=True, slots=True)
class Place:
    """A page: its address, its title, and what is done there."""

    path: str
    title: str
    then: Callable[[Page], object] = lambda page: None


def press(page: Page, name: str) -> None:
    """Press the button of this name."""
    page.get_by_role("button", name=name, exact=True).click()


def asked(page: Page) -> None:
    """An answer with a source beside it."""
    ask(page, FLAGSHIP)
    page.reload()
    page.locator("a.cite").first.click()
    expect(panel(page).locator("section.here")).to_be_visible()


def proposed(page: Page) -> None:
    """A proposal made of a dispute."""
    page.get_by_label("案情").fill(NOTES)
    press(page, "生成方案")
    expect(page.locator(".document")).to_be_in_viewport()  # what was asked for, not the top of the page


def drafted(page: Page) -> None:
    """A form filled in from a story, with what became of it and what is to be said about it."""
    page.get_by_label("写成哪种文书").select_option(f"form-{SETTLEMENT}")
    page.get_by_role("textbox", name="案情").fill(STORY)
    press(page, "读案情，填表")
    page.get_by_text("按期数排出").click()
    press(page, "预览")
    expect(page.locator(".document")).to_be_visible()
    expect(page.locator(".findings")).to_be_visible()


def worded(page: Page) -> None:
    """A clause with what was filled in."""
    press(page, "写出这一条")
    expect(page.locator(".verdict-line")).to_be_visible()


def compared(page: Page) -> None:
    """Two versions with their differences."""
    page.get_by_label("旧稿").fill(AGREEMENT)
    page.get_by_label("新稿").fill(AGREEMENT.replace("300000元", "280000元").replace("2027年1月15日", "2027年3月15日"))
    press(page, "比较")
    expect(page.locator(".redline")).to_be_visible()


def checked(page: Page) -> None:
    """An agreement with findings."""
    page.get_by_label("协议全文").fill(AGREEMENT)
    press(page, "检查")
    expect(page.locator(".findings")).to_be_visible()


def cited(page: Page) -> None:
    """Citations with their verdicts."""
    page.get_by_label("要核对的文字").fill(TEXT)
    press(page, "核对")
    expect(page.locator(".findings")).to_be_visible()


def _with(path: str, pairs: dict[str, str] | list[tuple[str, str]]) -> str:
    return f"{path}?{urlencode(pairs)}"


RECORD = "mechanism-live-seizure"
RESULT = _with("/guide/interview", [*FACTORY, ("done", "1")])
COMPUTED = _with("/tools/instalments", WRITTEN["instalments"])
ANSWERED = [("stage", "执行中"), ("sealed", "设备"), ("operating", "是")]

PLACES = {
    "home": Place("/", "纾困"),
    "answer": Place("/", f"{FLAGSHIP[:23]}… · 纾困", asked),
    "propose": Place("/propose", "调解方案 · 纾困", proposed),
    "draft": Place("/draft", "起草文书 · 纾困"),
    "form": Place(f"/draft/{SETTLEMENT}", "执行和解协议 · 起草 · 纾困"),
    "preview": Place("/draft", "执行和解协议 · 起草 · 纾困", drafted),
    "clauses": Place("/clauses", "条款库 · 纾困"),
    "clause": Place("/clauses/acceleration", "加速到期 · 条款库 · 纾困", worded),
    "compare": Place("/draft/compare", "比较两稿 · 纾困", compared),
    "check": Place("/check", "检查协议 · 纾困", checked),
    "guide": Place("/guide", "办事指引 · 纾困"),
    "search": Place(_with("/guide", {"q": "账户被冻结"}), "账户被冻结 · 办事指引 · 纾困"),
    "guide page": Place(f"/guide/{RECORD}", "活封 · 办事指引 · 纾困"),
    "answered": Place(_with(f"/guide/{RECORD}", ANSWERED), "活封 · 办事指引 · 纾困"),
    "interview": Place("/guide/interview", "第1题：您是哪一方的人 · 纾困"),
    "result": Place(RESULT, "有哪些路 · 纾困"),
    "tools": Place("/tools", "计算 · 纾困"),
    "tool": Place("/tools/interest", "利息 · 纾困"),
    "computed": Place(COMPUTED, "分期还款表 · 纾困"),
    "records": Place("/records", "资料 · 纾困"),
    "record": Place(f"/records/{RECORD}?at=%E9%80%82%E7%94%A8%E6%9D%A1%E4%BB%B6", "活封 · 纾困"),
    "glossary": Place("/glossary", "词语 · 纾困"),
    "forms": Place("/forms", "文书 · 纾困"),
    "needed": Place(f"/forms/form-{SETTLEMENT}", "执行和解协议 · 纾困"),
    "status": Place("/status", "服务状态 · 纾困"),
    "developers": Place("/developers", "接口 · 纾困", lambda page: page.locator("summary").first.click()),
    "nothing": Place("/nothing", "没有办成 · 纾困"),
    "laws": Place("/laws", "法条 · 纾困"),
    "law": Place(f"/laws/{laws.LAW}", f"{laws.LAW} · 纾困"),
    "article": Place(f"/laws/{laws.LAW}/第三条", f"{laws.LAW}第三条 · 纾困"),
    "no article": Place(f"/laws/{laws.LAW}/第九十九条", f"《{laws.LAW}》第九十九条 · 纾困"),
    "versions": Place(
        _with(f"/laws/{laws.LAW}/compare", {"from": laws.OLD, "to": laws.NEW}),
        f"{laws.LAW}：{laws.OLD}与{laws.NEW} · 纾困",
    ),
    "text": Place(f"/records/{laws.LAW}@{laws.NEW}", f"{laws.LAW}（{laws.NEW}文本） · 纾困"),
    "cite": Place("/cite", "核对引用 · 纾困", cited),
}
