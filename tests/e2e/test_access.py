"""For everyone: by keyboard, on a phone, without scripts."""

import pytest
from playwright.sync_api import expect

from tests.e2e.asking import FLAGSHIP, ask, box, panel
from tests.e2e.conftest import Open
from tests.e2e.keyboard import press_until

PHONE = {"width": 390, "height": 844}


def test_by_keyboard_alone(site: str, open_page: Open) -> None:
    page = open_page(site)
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="跳到正文")).to_be_focused()
    expect(page.get_by_role("link", name="跳到正文")).to_be_in_viewport()
    press_until(page, "Tab", "input[name=role]")
    page.keyboard.press("ArrowDown")
    expect(page.get_by_role("radio", name="当事人")).to_be_checked()
    press_until(page, "Tab", "textarea")
    page.keyboard.type("公司账户被冻结，工资发不出去，能申请什么？")
    page.keyboard.press("Control+Enter")
    expect(page.get_by_role("button", name="复制全文和来源")).to_be_visible()
    expect(page.get_by_role("status")).to_have_text("答复已写完")  # told to a screen reader
    expect(box(page)).to_be_focused()
    press_until(page, "Shift+Tab", "a.cite")
    page.keyboard.press("Enter")
    expect(panel(page).locator("section.here")).to_be_in_viewport()
    assert page.evaluate("document.getElementById('panel').contains(document.activeElement)")
    page.keyboard.press("Escape")
    expect(panel(page)).to_be_hidden()
    assert page.evaluate("document.activeElement.matches('a.cite')")
    press_until(page, "Tab", "textarea")


def test_every_control_has_a_name(site: str, open_page: Open) -> None:
    page = open_page(site)
    ask(page, FLAGSHIP)
    page.locator("a.cite").first.click()
    expect(panel(page)).to_be_visible()
    controls = page.locator("a:visible, button:visible, textarea:visible, input:visible, summary:visible")
    assert controls.count() > 30
    # An empty accessible name would leave the role alone in the snapshot line.
    for line in page.locator("body").aria_snapshot().splitlines():
        role, _, name = line.strip().removeprefix("- ").partition(" ")
        if role.rstrip(":") in {"link", "button", "textbox", "radio"}:
            assert name.startswith('"'), line


def test_on_a_phone_every_door_and_every_button_is_seen_at_once(site: str, open_page: Open) -> None:
    page = open_page(site, viewport=PHONE, has_touch=True, is_mobile=True)
    box_top = page.locator("#ask").bounding_box()["y"]
    for door in page.locator(".door").all():
        place = door.bounding_box()
        assert place["y"] + place["height"] <= box_top, door.inner_text()  # nothing is covered
        expect(door.get_by_role("link").last).to_be_visible()
    for path, button in (("/check", "检查"), ("/propose", "生成方案")):
        page.goto(site + path)
        expect(page.get_by_role("button", name=button, exact=True)).to_be_in_viewport()


@pytest.mark.parametrize("colors", ["light", "dark"])
def test_on_a_phone_nothing_is_wider_than_the_screen(site: str, open_page: Open, colors: str) -> None:
    page = open_page(site, viewport=PHONE, has_touch=True, is_mobile=True, color_scheme=colors)

    def fits() -> bool:
        return bool(page.evaluate("document.documentElement.scrollWidth <= window.innerWidth && innerWidth <= 390"))

    assert fits()
    page.get_by_text("以前的对话").tap()
    assert fits()
    page.get_by_text("以前的对话").tap()
    turn = ask(page, FLAGSHIP + "编号" + "A1234567890" * 20)  # a word without a place to break
    assert fits()
    turn.get_by_text("来源 ").last.tap()
    assert fits()
    turn.locator("a.cite").first.tap()
    expect(panel(page).locator("section.here")).to_be_in_viewport()
    assert fits()
    assert page.evaluate("document.getElementById('main').inert")  # nothing behind the panel takes the focus
    panel(page).get_by_role("button", name="关闭").tap()
    expect(panel(page)).to_be_hidden()
    assert not page.evaluate("document.getElementById('main').inert")
    expect(box(page)).to_be_in_viewport()


def test_without_scripts(site: str, open_page: Open) -> None:
    page = open_page(site, java_script_enabled=False)
    expect(page.get_by_text("内容由人工智能整理生成，仅供参考", exact=True)).to_be_in_viewport()
    turn = ask(page, FLAGSHIP, role="法官")
    expect(turn.get_by_role("heading", name=FLAGSHIP)).to_be_visible()
    expect(page.get_by_role("radio", name="法官")).to_be_checked()
    turn.locator("a.cite").first.click()
    expect(page.locator("section.here")).to_be_in_viewport()
    page.go_back()
    ask(page, "那需要什么条件？")
    expect(page.locator("article.turn")).to_have_count(2)
    page.get_by_text("以前的对话").click()
    page.get_by_role("button", name="删除对话").click()
    expect(page).to_have_url(f"{site}/")
    page.locator(".examples a").first.click()
    expect(box(page)).not_to_have_value("")
