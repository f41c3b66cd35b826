"""What people come for, done to the end: with the keyboard alone, and without scripts."""

import docx
import pytest
from playwright.sync_api import Download, Page, expect

from tests.e2e.conftest import Open
from tests.e2e.keyboard import press_until, skip_to_text
from tests.e2e.places import checked, cited, compared, drafted, press
from tests.web import laws
from tests.web.test_checking import AGREEMENT
from tests.web.test_interview import FACTORY
from tests.web.test_tools import WRITTEN

HERE = "宁川市东浦电子有限公司"
ROUTES = "article.route"


def words_of(download: Download) -> str:
    """What a Word file says; it opens."""
    assert download.suggested_filename.endswith(".docx")
    document = docx.Document(str(download.path()))
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    return "\n".join([*(one.text for one in document.paragraphs), *cells])


def test_a_form_is_drafted_by_keyboard(site: str, open_page: Open) -> None:
    page = open_page(f"{site}/draft")
    skip_to_text(page)
    press_until(page, "Tab", 'a[href="/draft/risk-notice"]')
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("法律风险提示函")
    skip_to_text(page)
    press_until(page, "Tab", '[name="f.recipient.name"]')
    page.keyboard.insert_text(HERE)
    press_until(page, "Tab", '.draft-actions [value="preview"]')
    page.keyboard.press("Enter")
    expect(page.get_by_role("article", name="文书预览")).to_contain_text(HERE)
    skip_to_text(page)
    press_until(page, "Tab", '.draft-actions [value="blanks"]')  # most is still to be filled in
    with page.expect_download() as saving:
        page.keyboard.press("Enter")
    assert HERE in words_of(saving.value)


def test_an_interview_leads_to_routes_by_keyboard(site: str, open_page: Open) -> None:
    page = open_page(f"{site}/guide/interview")
    for number, steps in enumerate([1, 3, 1], start=1):
        expect(page.locator(".count")).to_contain_text(f"第{number}题")
        skip_to_text(page)
        press_until(page, "Tab", "input[type=radio]")
        page.keyboard.press("Space")
        for _ in range(steps):
            page.keyboard.press("ArrowDown")
        press_until(page, "Tab", "button.primary")
        page.keyboard.press("Enter")
    expect(page.locator(".count")).to_contain_text("第4题")
    skip_to_text(page)
    press_until(page, "Tab", '.onward a[href*="done"]')
    page.keyboard.press("Enter")
    expect(page.locator(ROUTES).first).to_be_visible()


def test_a_rewrite_is_taken_over_by_keyboard(site: str, open_page: Open) -> None:
    page = open_page(f"{site}/check")
    skip_to_text(page)
    press_until(page, "Tab", "textarea")
    page.keyboard.insert_text(AGREEMENT)
    press_until(page, "Tab", "button.primary")
    page.keyboard.press("Enter")
    expect(page.locator(".findings")).to_be_visible()
    skip_to_text(page)
    press_until(page, "Tab", '.findings button[name="rewrite"]')
    page.keyboard.press("Enter")
    expect(page.get_by_role("status")).to_contain_text("已改一处")


@pytest.mark.parametrize("scripts", [True, False], ids=["with scripts", "without"])
def test_a_story_becomes_a_word_file(site: str, open_page: Open, scripts: bool) -> None:
    page = open_page(f"{site}/draft", java_script_enabled=scripts)
    drafted(page)
    with page.expect_download() as saving:
        press(page, "留空白，下载 Word")
    words = words_of(saving.value)
    assert "（2026）浙0106执1234号" in words
    assert "宁川市恒达五金有限公司" in words


@pytest.fixture
def plain(open_page: Open) -> Open:
    """Opens a page in a browser that runs no scripts."""

    def open_plain(address: str) -> Page:
        return open_page(address, java_script_enabled=False)

    return open_plain


def test_an_interview_leads_to_routes_without_scripts(site: str, plain: Open) -> None:
    page = plain(f"{site}/guide/interview")
    answers: dict[str, list[str]] = {}
    for key, value in FACTORY:
        answers.setdefault(key, []).append(value)
    asked = page.locator('[name="at"]')
    while asked.count():
        key = str(asked.get_attribute("value"))
        for value in answers.get(key, []):
            page.locator(f'[name="{key}"][value="{value}"]').check()
        with page.expect_navigation():  # there is nothing to count between two pages
            press(page, "继续" if key in answers else "不清楚，跳过")
    expect(page.locator(ROUTES).first).to_contain_text("符合")
    expect(page.locator("dl.said")).to_contain_text("货款")


def test_a_text_is_checked_without_scripts(site: str, plain: Open) -> None:
    page = plain(f"{site}/check")
    checked(page)
    page.get_by_role("button", name="改成这样").first.click()
    expect(page.get_by_role("status")).to_contain_text("已改一处")


def test_a_sum_is_computed_without_scripts(site: str, plain: Open) -> None:
    page = plain(f"{site}/tools/instalments")
    written = dict(WRITTEN["instalments"])
    page.locator('[name="method"]').select_option(written.pop("method"))
    for name, value in written.items():
        page.locator(f'[name="{name}"]').fill(value)
    press(page, "计算")
    expect(page.locator(".result tbody tr")).to_have_count(36)


def test_versions_are_compared_without_scripts(site: str, plain: Open) -> None:
    page = plain(f"{site}/draft/compare")
    compared(page)
    expect(page.locator(".matters del").first).to_contain_text("300000")
    expect(page.locator(".matters ins").first).to_contain_text("280000")
    with page.expect_download() as saving:
        press(page, "下载修订稿 Word")
    assert "执行和解协议" in words_of(saving.value)


def test_a_citation_is_opened_without_scripts(site: str, plain: Open) -> None:
    page = plain(f"{site}/cite")
    cited(page)
    page.locator(".finding.right .origin a").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("第四条")
    page.goto(f"{site}/laws/{laws.LAW}")
    press(page, "并排比较")
    expect(page.locator(".row-both del").first).to_have_text("十")
