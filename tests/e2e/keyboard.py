"""A page without a mouse: the focus moves, and can be seen wherever it is."""

from playwright.sync_api import Page

FAR = 100  # key presses; more means that the target cannot be reached

# Why the focus cannot be seen; nothing where it can. Of what is larger than the window its visible part counts.
UNSEEN = """() => {
  const one = document.activeElement;
  if (one === document.body || one.matches(".skip")) return "";
  const { outlineStyle, outlineWidth } = getComputedStyle(one);
  if (outlineStyle === "none" || parseFloat(outlineWidth) < 2) return `no outline: ${one.outerHTML.slice(0, 120)}`;
  const box = one.getClientRects()[0];
  const middle = (low, high, most) => (Math.max(low, 0) + Math.min(high, most)) / 2;
  const above = document.elementFromPoint(
    middle(box.left, box.right, innerWidth), middle(box.top, box.bottom, innerHeight));
  return one.contains(above) || above?.contains(one) ? "" : `covered: ${one.outerHTML.slice(0, 120)}`;
}"""


def press_until(page: Page, key: str, selector: str) -> None:
    """Press a key until the focus is on an element that matches; on the way it is always seen."""
    for _ in range(FAR):
        page.keyboard.press(key)
        unseen = page.evaluate(UNSEEN)
        assert not unseen, unseen
        if page.evaluate("selector => document.activeElement.matches(selector)", selector):
            return
    raise AssertionError(f"{selector} cannot be reached with {key}")


def skip_to_text(page: Page) -> None:
    """By the link that comes first on every page."""
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
