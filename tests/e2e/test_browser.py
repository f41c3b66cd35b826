"""The main job in a real browser: ask, watch, open a source, go on, stop, come back."""

import re
from collections.abc import Callable
from urllib.parse import quote

import pytest
from playwright.sync_api import Page, expect

from assistant.labels import ARRANGED, UNFINISHED
from tests.e2e.asking import FLAGSHIP, ask, box, panel
from tests.e2e.conftest import Open, Watch
from tests.model_server import Manner, ModelServer
from tests.web import laws

# Counts the sentences each time the page has taken some in.
COUNT_GROWTH = """() => {
  window.growth = [];
  new MutationObserver(() => {
    const shown = document.querySelectorAll(".turn:last-child span").length;
    if (shown !== window.growth.at(-1)) window.growth.push(shown);
  }).observe(document.getElementById("turns"), { childList: true, subtree: true });
}"""


def test_the_flagship_question_streams_an_answer_with_sources(site: str, open_page: Open) -> None:
    page = open_page(site)
    expect(page.get_by_text("内容由人工智能整理生成，仅供参考", exact=True)).to_be_in_viewport()
    page.evaluate(COUNT_GROWTH)
    turn = ask(page, FLAGSHIP)
    growth = page.evaluate("window.growth")
    assert len(growth) > 5
    assert growth == sorted(growth)
    expect(turn.get_by_role("heading", name=FLAGSHIP)).to_be_visible()
    expect(turn.get_by_role("heading", name="可用机制与适用条件")).to_be_visible()
    expect(turn).to_contain_text("活封")
    expect(turn).to_contain_text("东莞")
    expect(turn.locator(".label")).to_have_text(ARRANGED)
    for item in turn.locator(".sentences li, .sentences p").all():
        assert item.locator("a.cite").count() >= 1, item.text_content()
    expect(page.get_by_text("内容由人工智能整理生成，仅供参考", exact=True)).to_be_in_viewport()
    expect(page).to_have_url(re.compile(r"/conversations/\w+$"))
    expect(page).to_have_title(f"{FLAGSHIP[:24]} · 纾困")
    with page.expect_download() as saving:
        page.get_by_role("link", name="导出这次对话").click()
    assert saving.value.suggested_filename.startswith("纾困对话-")


def test_a_citation_opens_its_passage_and_escape_closes_it(site: str, open_page: Open) -> None:
    page = open_page(site)
    turn = ask(page, FLAGSHIP)
    sentence = turn.locator(".sentences li span").first
    said = sentence.evaluate("span => span.firstChild.textContent")
    cite = sentence.locator("a.cite").first
    cite.click()
    here = panel(page).locator("section.here")
    expect(here).to_be_in_viewport()
    expect(here).to_contain_text(said)
    expect(page).to_have_url(re.compile("/conversations/"))  # beside the answer, not in its place
    page.keyboard.press("Escape")
    expect(panel(page)).to_be_hidden()
    expect(cite).to_be_focused()
    cite.click()
    panel(page).get_by_role("button", name="关闭").click()
    expect(panel(page)).to_be_hidden()
    expect(cite).to_be_focused()


@pytest.mark.parametrize("width", [1280, 390])
def test_a_cited_article_opens_and_leads_to_its_law_and_back(site: str, open_page: Open, width: int) -> None:
    page = open_page(site, viewport={"width": width, "height": 844})

    def fits() -> bool:
        return bool(page.evaluate("document.documentElement.scrollWidth <= window.innerWidth"))

    turn = ask(page, f"《{laws.LAW}》第三条是怎么规定的？")
    conversation = page.url
    cited = turn.get_by_role("link", name=re.compile(f"来源\\d+：{laws.LAW}，第三条")).first
    cited.click()
    here = panel(page).locator("section.here")
    expect(here.get_by_role("heading")).to_have_text("第三条")
    expect(here).to_contain_text("商会应当在七日内答复")
    assert here.locator("p.quoted").count() == 4  # the article is quoted whole
    for said in (panel(page).get_by_text("自2023-09-01起，现行有效"), here.get_by_text("商会应当在七日内答复")):
        expect(said).to_be_in_viewport()
    expect(panel(page).locator("p.marked del")).to_have_text("十")
    expect(panel(page).locator("p.marked ins").first).to_have_css("text-decoration-line", "underline")
    expect(panel(page).locator("p.marked del")).to_have_css("text-decoration-line", "line-through")
    assert fits()
    panel(page).get_by_role("link", name=f"{laws.OLD}文本第三条").click()
    expect(here).to_contain_text("商会应当在十日内答复")
    expect(panel(page).get_by_text("这是旧文本")).to_be_visible()
    panel(page).get_by_role("link", name="看现行文本第三条").click()
    expect(here).to_contain_text("商会应当在七日内答复")
    panel(page).get_by_role("link", name="看全文").click()
    expect(page.get_by_role("heading", name="第三条", exact=True)).to_be_in_viewport()
    expect(page.get_by_role("heading", name="第二十五条", exact=True)).to_have_count(1)
    assert fits()
    page.get_by_role("link", name="回到提问").click()
    expect(page).to_have_url(conversation)
    page.keyboard.press("End")
    page.locator("article.turn").get_by_role("link", name=re.compile("第三条")).first.click()
    expect(panel(page)).to_be_visible()
    page.keyboard.press("Escape")
    page.goto(f"{site}/records/{quote(f'{laws.LAW}@{laws.NEW}')}?at=3#at")
    expect(page.locator("section.here")).to_be_in_viewport()
    page.get_by_role("textbox", name="要看第几条").fill("12")
    page.keyboard.press("Enter")
    expect(page.locator("section.here").get_by_role("heading")).to_have_text("第十二条")
    expect(page.locator("section.here")).to_be_in_viewport()
    assert fits()


def test_every_listed_source_opens(site: str, open_page: Open) -> None:
    page = open_page(site)
    turn = ask(page, "公司账户早上被法院冻结了，工资发不出去，我能申请什么？", role="当事人")
    turn.get_by_text(re.compile("来源 \\d+ 处")).click()
    sources = turn.locator("details.sources a.source").all()
    assert len(sources) > 3
    for source in sources:
        source.click()
        expect(panel(page).locator("section.here")).to_have_count(1)
        title = source.inner_text().split(" · ")[0]
        expect(panel(page).get_by_role("heading", level=1)).to_have_text(title)
        page.keyboard.press("Escape")


def test_a_follow_up_a_reload_and_the_list_of_conversations(site: str, open_page: Open) -> None:
    page = open_page(site)
    ask(page, FLAGSHIP)
    address = page.url
    second = ask(page, "那需要什么条件？")
    expect(second).to_contain_text("活封")
    assert page.url == address
    expect(box(page)).to_have_value("")
    page.reload()
    expect(page.locator("article.turn")).to_have_count(2)
    page.goto(site)
    expect(page.locator("article.turn")).to_have_count(0)
    page.get_by_text("以前的对话").click()
    page.locator(".drawer").get_by_role("link", name=FLAGSHIP).click()
    expect(page).to_have_url(address)
    expect(page.locator("article.turn").first).to_contain_text(FLAGSHIP)
    page.get_by_text("以前的对话").click()
    page.get_by_role("button", name="删除对话").click()
    expect(page).to_have_url(f"{site}/")
    page.get_by_text("以前的对话").click()
    expect(page.locator(".drawer").get_by_role("link", name=FLAGSHIP)).to_have_count(0)


def test_another_browser_does_not_see_it(site: str, open_page: Open, watch: Watch) -> None:
    watch.expected.append("404")
    mine = open_page(site)
    ask(mine, FLAGSHIP)
    other = open_page(mine.url)
    expect(other.get_by_role("alert")).to_contain_text("没有这个对话")
    expect(other.get_by_text(FLAGSHIP)).to_have_count(0)


def test_an_example_fills_the_form(site: str, open_page: Open) -> None:
    page = open_page(site)
    example = page.locator(".examples a").last
    text = example.inner_text()
    example.click()
    expect(box(page)).to_have_value(text)
    expect(page.get_by_role("radio", name="法官")).to_be_checked()
    expect(box(page)).to_be_focused()


def test_a_reply_to_a_question_back_is_asked(site: str, open_page: Open) -> None:
    page = open_page(site)
    ask(page, "你好")
    reply = page.locator("article.turn a.reply").first
    text = reply.inner_text()
    reply.click()
    expect(page.get_by_role("heading", name=text)).to_be_visible()
    expect(page.locator("article.turn").last.locator("a.cite").first).to_be_visible()


def test_copy_takes_the_answer_with_its_sources(site: str, open_page: Open) -> None:
    page = open_page(site, permissions=["clipboard-read", "clipboard-write"])
    turn = ask(page, FLAGSHIP)
    turn.get_by_role("button", name="复制全文和来源").click()
    expect(turn.get_by_role("button", name="已复制")).to_be_visible()
    copied = page.evaluate("navigator.clipboard.readText()")
    assert FLAGSHIP in copied
    assert "活封" in copied
    assert re.search(r"^\[1\] ", copied, re.MULTILINE)
    assert "仅供参考" in copied


def test_markup_in_a_question_stays_text(site: str, open_page: Open) -> None:
    hostile = f"<script>alert(1)</script><img src=x onerror=alert(2)><b>{FLAGSHIP}</b>\"'"
    page = open_page(site)
    turn = ask(page, hostile)
    for _ in range(2):  # as it streams, and as it is stored
        expect(turn.locator(".question h2")).to_have_text(hostile)
        assert turn.locator("script, img, b").count() == 0
        page.reload()
        turn = page.locator("article.turn").last


@pytest.mark.parametrize(
    ("break_it", "says", "complaint"),
    [
        (lambda page: page.context.set_offline(True), "连不上服务", "ERR_INTERNET_DISCONNECTED"),
        (lambda page: box(page).fill("债" * 20_000), "20000个字", "422"),
    ],
    ids=["the server cannot be reached", "20,000 characters"],
)
def test_a_question_that_fails_is_not_lost(
    site: str, open_page: Open, watch: Watch, break_it: Callable[[Page], None], says: str, complaint: str
) -> None:
    watch.expected.append(complaint)
    page = open_page(site)
    box(page).fill(FLAGSHIP)
    break_it(page)
    typed = box(page).input_value()
    box(page).press("Control+Enter")
    expect(page.get_by_text(says).first).to_be_visible()
    expect(box(page)).to_have_value(typed)
    page.context.set_offline(False)
    ask(page, FLAGSHIP)


def sentences_of(page: Page) -> list[str]:
    """What the last answer says, by list item."""
    return page.locator("article.turn").last.locator("li:has(a.cite)").all_inner_texts()


def test_stop_keeps_what_was_shown(site_with_model: str, open_page: Open) -> None:
    page = open_page(site_with_model)
    box(page).fill(FLAGSHIP)
    stop = page.get_by_role("button", name="停止")
    expect(stop).to_be_hidden()
    box(page).press("Control+Enter")
    shown_so_far = page.locator("article.turn li:has(a.cite)")
    expect(shown_so_far).to_have_count(3)  # although the answer is not whole
    expect(page.get_by_role("button", name="提问")).to_be_disabled()
    shown = sentences_of(page)
    assert "指定企业自己保管，封条照贴" in shown[0]
    label = page.locator("article.turn .label:visible")
    expect(label).to_have_text(UNFINISHED)
    stop.click()
    expect(page.get_by_text("答复在这里被停止。")).to_be_visible()
    expect(label).to_have_text(UNFINISHED)
    expect(stop).to_be_hidden()
    expect(page.get_by_role("button", name="提问")).to_be_enabled()
    assert sentences_of(page) == shown
    for _ in range(20):  # the server learns of it a moment later
        page.reload()
        if page.get_by_text("答复在这里被停止。").is_visible():
            break
        page.wait_for_timeout(200)
    expect(page.get_by_text("答复在这里被停止。")).to_be_visible()
    assert sentences_of(page) == shown
    expect(label).to_have_text(UNFINISHED)
    page.locator("article.turn a.cite").first.click()
    expect(panel(page).locator("section.here")).to_be_in_viewport()


@pytest.mark.parametrize("manner", [Manner.BREAKS, Manner.FAULT], ids=["breaks off", "answers 500"])
def test_a_model_that_fails_is_named_and_the_answer_stands(
    site_with_model: str, stalling_model: ModelServer, open_page: Open, manner: Manner
) -> None:
    stalling_model.manner = manner
    try:
        page = open_page(site_with_model)
        turn = ask(page, FLAGSHIP)
    finally:
        stalling_model.manner = Manner.STALLS
    expect(turn.locator(".notice")).to_contain_text("语言模型")
    assert sentences_of(page)
