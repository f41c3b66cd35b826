"""What goes beyond asking, in a real browser: with the script, by keyboard, on a phone, and without scripts."""

import re

from playwright.sync_api import Page, Route, expect

from tests.e2e.asking import FLAGSHIP, ask, box, panel
from tests.e2e.conftest import Open

INTEREST = "借款20万元，年利率12%，从2024年3月1日算到2025年3月1日，利息多少？"
PLAN = "分12期还60万元，每月还5万元，从2026年12月1日开始，排一个分期还款表"
REFUSED = "今天天气怎么样"
PHONE = {"width": 390, "height": 844}


def turns(page: Page) -> list[str]:
    """The questions on the page."""
    return page.locator("article.turn h2").all_inner_texts()


def test_a_changed_question_drops_what_followed_and_nothing_before_it_is_sent(site: str, open_page: Open) -> None:
    page = open_page(site)
    ask(page, REFUSED)
    ask(page, "推荐一部电影")
    ask(page, "股票会涨吗")
    page.locator("article.turn").nth(1).get_by_role("link", name="改这一问").click()
    expect(page.get_by_text("第2问")).to_contain_text("它后面的1问")
    expect(box(page)).to_be_focused()
    expect(box(page)).to_have_value("推荐一部电影")
    assert turns(page) == [REFUSED, "推荐一部电影", "股票会涨吗"]
    page.get_by_role("link", name="不改了").click()
    expect(page.get_by_text("第2问")).to_have_count(0)
    page.locator("article.turn").nth(1).get_by_role("link", name="改这一问").click()
    ask(page, INTEREST)
    assert turns(page) == [REFUSED, INTEREST]
    expect(page.get_by_text("第2问")).to_have_count(0)
    expect(page).not_to_have_url(re.compile("edit="))
    ask(page, "怎么种草莓")  # what was to be replaced is so only once
    page.reload()
    assert turns(page) == [REFUSED, INTEREST, "怎么种草莓"]


def test_an_answer_that_breaks_off_is_asked_once_more(site: str, open_page: Open) -> None:
    page = open_page(site)

    def break_off(route: Route) -> None:
        answer = route.fetch()
        events = answer.text().split("\n\n")
        route.fulfill(response=answer, body="\n\n".join(events[: len(events) // 2]) + "\n\n")

    page.route("**/api/ask", break_off, times=1)
    box(page).fill(FLAGSHIP)
    box(page).press("Control+Enter")
    expect(page.get_by_text("连接中途断开")).to_be_visible()
    page.get_by_role("button", name="重试").click()
    expect(page.locator("article.turn .tail.answer")).to_be_visible()
    expect(page.get_by_role("button", name="重试")).to_have_count(0)
    assert turns(page) == [FLAGSHIP]
    page.reload()
    assert turns(page) == [FLAGSHIP]


def test_opinions_and_the_drawer_by_keyboard(site: str, open_page: Open) -> None:
    page = open_page(site)
    turn = ask(page, INTEREST)
    turn.get_by_role("button", name="没用").focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("status")).to_have_text("意见已记下：没用")
    expect(turn.get_by_role("button", name="没用")).to_have_attribute("aria-pressed", "true")
    expect(turn.get_by_role("radio").first).to_be_focused()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Tab")
    page.keyboard.type("张伟的电话是13800138000")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(turn.get_by_text("原因已经记下")).to_be_visible()
    page.reload()
    turn = page.locator("article.turn").last
    turn.get_by_text("改原因").click()
    expect(turn.get_by_role("radio", name="规定已经变了")).to_be_checked()
    expect(turn.get_by_label("还想说的")).not_to_have_value(re.compile("13800138000"))
    page.get_by_text("以前的对话").click()
    page.get_by_role("searchbox").fill("年利率")
    expect(page.get_by_role("status")).to_have_text("找到1个对话")
    page.get_by_role("searchbox").fill("没有这个词")
    expect(page.get_by_text("没有找到。")).to_be_visible()
    page.get_by_role("searchbox").fill("")
    page.get_by_text("改名", exact=True).click()
    page.get_by_label("新的名称").fill("王某借款")
    page.keyboard.press("Enter")
    page.get_by_text("以前的对话").click()
    expect(page.locator(".drawer").get_by_role("link", name="王某借款")).to_be_visible()


def test_what_stands_beside_an_answer_on_a_phone(site: str, open_page: Open) -> None:
    page = open_page(site, viewport=PHONE, has_touch=True, is_mobile=True, color_scheme="dark")

    def fits() -> bool:
        return bool(page.evaluate("document.documentElement.scrollWidth <= window.innerWidth"))

    turn = ask(page, PLAN)
    work = turn.get_by_role("group", name="分期还款表的计算")
    picture = work.get_by_role("img")
    picture.scroll_into_view_if_needed()
    page.wait_for_function("image => image.complete && image.naturalWidth > 0", arg=picture.element_handle())
    work.get_by_text("还款计划（12行）").tap()
    assert fits()
    turn.get_by_text(re.compile("来源 \\d+ 处")).tap()
    expect(turn.locator(".law-line").first).to_contain_text("现行有效")
    assert fits()
    turn.locator("a.source").first.tap()
    expect(panel(page).locator(".law-line").first).to_contain_text("现行有效")
    panel(page).get_by_role("button", name="关闭").tap()
    page.get_by_text("以前的对话").tap()
    drawer = page.locator(".drawer").bounding_box()
    assert drawer and drawer["x"] >= 0 and drawer["x"] + drawer["width"] <= 390
    page.get_by_text("以前的对话").tap()
    work.get_by_role("link", name="改数字再算").tap()
    expect(page.locator("input[name=total]")).to_have_value("600000")
    expect(page.get_by_role("region", name="结果")).to_contain_text("600,000.00")


def test_without_scripts(site: str, open_page: Open) -> None:
    page = open_page(site, java_script_enabled=False)
    ask(page, FLAGSHIP)
    card = page.get_by_role("link", name=re.compile("东莞精密电子公司.*东莞市第一人民法院"))
    card.click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("东莞精密电子公司")
    page.go_back()
    page.get_by_role("button", name="有用").click()
    expect(page.get_by_role("button", name="有用")).to_have_attribute("aria-pressed", "true")
    page.get_by_role("radio", name="能照着做").check()
    page.get_by_role("button", name="保存原因").click()
    page.get_by_role("button", name="撤回意见").click()
    expect(page.get_by_role("button", name="有用")).to_have_attribute("aria-pressed", "false")
    page.get_by_role("link", name="改这一问").click()
    ask(page, REFUSED)
    assert turns(page) == [REFUSED]
    page.get_by_text("以前的对话").click()
    page.get_by_role("searchbox").fill("天气")
    page.keyboard.press("Enter")
    expect(page.locator(".drawer").get_by_role("link", name=REFUSED)).to_be_visible()
    page.get_by_text("改名", exact=True).click()
    page.get_by_label("新的名称").fill("闲谈")
    page.get_by_role("button", name="保存名称").click()
    page.get_by_text("以前的对话").click()
    expect(page.locator(".drawer").get_by_role("link", name="闲谈")).to_be_visible()
    for name, ending in (("存为 Word", "docx"), ("存为 Markdown", "md")):
        with page.expect_download() as saving:
            page.get_by_role("link", name=name).click()
        assert saving.value.suggested_filename.endswith(f".{ending}")
