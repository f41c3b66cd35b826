"""What a person does on the page, in the words of the tests."""

from playwright.sync_api import Locator, Page, expect

FLAGSHIP = "三名工人申请冻结工厂账户、查封设备，工厂有订单但一封就停产，怎么调解？"


def box(page: Page) -> Locator:
    """Where questions are typed."""
    return page.get_by_role("textbox", name="问题")


def ask(page: Page, question: str, role: str = "调解员") -> Locator:
    """Choose a role, type, press the button, wait for the end; returns the new turn."""
    page.get_by_role("radio", name=role).check()
    box(page).fill(question)
    page.get_by_role("button", name="提问").click()
    turn = page.locator("article.turn").last
    expect(turn.locator(".tail.answer, .tail.clarification, .tail.refusal, .tail.referral")).to_be_visible()
    return turn


def panel(page: Page) -> Locator:
    """The source beside the answer."""
    return page.get_by_role("complementary", name="来源原文")
