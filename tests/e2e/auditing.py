"""What is true of every page: for everyone, on every screen, on paper."""

from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import Page
from tinyhtml5.parser import HTMLParser

MOST_BYTES = 150_000
LEAST_TARGET = 24  # pixels
# Of a long list the first lines stand for all: each costs time.
REPEATED = [".terms > :nth-child(n + 60)"]
RULES = {"resultTypes": ["violations"], "rules": {"target-size": {"enabled": True}}}
COLOURS = {"resultTypes": ["violations"], "runOnly": ["color-contrast"]}
# Of what a narrower page changes.
PHONE = {
    "resultTypes": ["violations"],
    "runOnly": ["aria-hidden-focus", "label", "region", "scrollable-region-focusable", "target-size"],
}

RUN = "([exclude, options]) => axe.run({ exclude }, options).then((found) => found.violations)"
TRANSFERRED = """() => [...performance.getEntriesByType("navigation"), ...performance.getEntriesByType("resource")]
  .reduce((sum, one) => sum + one.transferSize, 0)"""
TWICE = """() => {
  const ids = [...document.querySelectorAll("[id]")].map((one) => one.id);
  return ids.filter((id, place) => ids.indexOf(id) !== place);
}"""
SMALL = """least => [...document.querySelectorAll("button, summary, nav a, header a, a.card, a.button")]
  .filter((one) => one.checkVisibility() && !one.matches(".visually-hidden, .skip"))
  .map((one) => [one.outerHTML.slice(0, 120), one.getBoundingClientRect()])
  .filter(([, box]) => Math.min(box.width, box.height) < least)
  .map(([html, box]) => `${html} is ${box.width} by ${box.height}`)"""
CONTRAST = "() => [...document.querySelectorAll('.comfort button')].find((one) => one.textContent === '高对比').click()"
WIDE = "() => document.documentElement.scrollWidth - innerWidth"
FOR_SCREENS = ":is(nav, form, button, input, textarea, select, .comfort):visible"
PAPER = "() => getComputedStyle(document.body).backgroundColor"
CUT = (
    "() => [...document.querySelectorAll('main *')].filter((one) => one.scrollHeight > one.clientHeight + 1 && "
    "getComputedStyle(one).overflowY !== 'visible' && one.checkVisibility()).map((one) => one.className)"
)


def barriers(page: Page) -> list[str]:
    """What axe finds on a page in light colours, all rules; in dark ones and in high contrast only colours differ."""
    page.evaluate(AXE_SCRIPT)  # by the debugger, so that the policy of the page stays as it is
    found = page.evaluate(RUN, [REPEATED, RULES])
    page.emulate_media(color_scheme="dark")
    found += page.evaluate(RUN, [REPEATED, COLOURS])
    page.evaluate(CONTRAST)
    found += page.evaluate(RUN, [REPEATED, COLOURS])
    page.emulate_media(color_scheme="light")
    found += page.evaluate(RUN, [REPEATED, COLOURS])
    page.evaluate(CONTRAST)
    return [f"{one['impact']} {one['id']}: {part['html']}" for one in found for part in one["nodes"]]


def markup_faults(text: str) -> list[str]:
    """Errors of the parser that the standard describes."""
    parser = HTMLParser()
    parser.parse(text)
    return [f"{place}: {kind}" for place, kind, *_ in parser.errors]


def transferred(page: Page) -> int:
    """Bytes of the page and of all it loaded."""
    return int(page.evaluate(TRANSFERRED))


def misfits(page: Page) -> list[str]:
    """What does not fit a phone: pixels too wide, targets too small for a finger, what axe finds there."""
    wider = page.evaluate(WIDE)
    hidden = page.evaluate(RUN, [REPEATED, PHONE])
    return [
        *([f"wider than the screen by {wider}"] if wider > 0 else []),
        *page.evaluate(SMALL, LEAST_TARGET),
        *(f"{one['impact']} {one['id']}: {part['html']}" for one in hidden for part in one["nodes"]),
    ]
