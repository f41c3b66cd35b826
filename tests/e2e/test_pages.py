"""Every page: barriers, markup, weight, a phone, paper. One visit each."""

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.auditing import (
    CUT,
    FOR_SCREENS,
    MOST_BYTES,
    PAPER,
    TWICE,
    barriers,
    markup_faults,
    misfits,
    transferred,
)
from tests.e2e.conftest import Open, Watch
from tests.e2e.places import PLACES

PRINTED = {
    "preview": ".document .signed",
    "result": ".route .why-list",
    "computed": ".result table",
    "check": ".finding .rewrite",
    "guide page": "#steps .line",
}
THROTTLED = {"offline": False, "latency": 150, "downloadThroughput": 200_000, "uploadThroughput": 93_750}
SLOWER = 2  # times
LARGEST = """() => new Promise((done) => new PerformanceObserver((list) => done(list.getEntries().at(-1).startTime))
  .observe({ type: "largest-contentful-paint", buffered: true }))"""


@pytest.mark.parametrize("name", PLACES)
def test_a_page_is_sound(site: str, open_page: Open, watch: Watch, name: str) -> None:
    watch.expected.append("404")  # two of the pages tell that there is nothing
    page = open_page(f"{site}{PLACES[name].path}", viewport={"width": 1280, "height": 900})
    assert transferred(page) < MOST_BYTES
    PLACES[name].then(page)
    assert page.title() == PLACES[name].title
    sound(page, watch)
    if name in PRINTED:
        on_paper(page, PRINTED[name])


@pytest.mark.parametrize("name", ["laws", "law", "article", "versions", "guide page", "check", "cite", "status"])
def test_a_page_is_sound_without_imported_law(site_with_model: str, open_page: Open, watch: Watch, name: str) -> None:
    watch.expected.append("404")
    page = open_page(f"{site_with_model}{PLACES[name].path}", viewport={"width": 1280, "height": 900})
    PLACES[name].then(page)
    sound(page, watch)


def sound(page: Page, watch: Watch) -> None:
    """For everyone, on a screen and on a phone."""
    assert page.locator("html").get_attribute("lang") == "zh-CN"
    served = watch.documents[-1].text()
    assert markup_faults(served) == []
    assert served.count("<h1") == 1
    assert page.evaluate(TWICE) == []
    assert barriers(page) == []
    page.set_viewport_size({"width": 360, "height": 780})
    assert misfits(page) == []


def on_paper(page: Page, result: str) -> None:
    """The result is there, on white, without anything to press."""
    page.emulate_media(media="print", color_scheme="dark")
    assert page.evaluate(PAPER) == "rgb(255, 255, 255)"
    expect(page.locator(result).first).to_be_visible()
    expect(page.locator(FOR_SCREENS)).to_have_count(0)
    assert page.evaluate(CUT) == []


def test_titles_tell_pages_apart() -> None:
    titles = [place.title for name, place in PLACES.items() if name not in {"answered", "form"}]
    assert len(set(titles)) == len(titles)


@pytest.mark.parametrize("name", ["home", "guide", "record", "article", "tool"])
def test_a_page_is_seen_soon_on_a_slow_line(site: str, open_page: Open, name: str) -> None:
    page = open_page("about:blank")
    line = page.context.new_cdp_session(page)
    line.send("Network.enable")
    line.send("Network.setCacheDisabled", {"cacheDisabled": True})
    line.send("Network.emulateNetworkConditions", THROTTLED)
    line.send("Emulation.setCPUThrottlingRate", {"rate": SLOWER})

    def painted() -> float:
        page.goto(f"{site}{PLACES[name].path}")
        return float(page.evaluate(LARGEST)) / 1000

    assert any(painted() < 1.5 for _ in range(3))  # the machine has other work, too


def test_nothing_moves_for_those_who_ask_for_that(site: str, open_page: Open) -> None:
    page = open_page(site)
    page.evaluate("turns.append(document.getElementById('turn-template').content.cloneNode(true))")
    for wish, moving in (("no-preference", 1), ("reduce", 0)):
        page.emulate_media(reduced_motion=wish)
        page.wait_for_function("moving => document.getAnimations().length === moving", arg=moving)
