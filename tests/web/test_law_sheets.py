"""A long law in sheets: nothing is lost or doubled, every address leads to the sheet that holds it, words are found."""

import re
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest

from knowledge.importing import import_sources
from knowledge.library import Library
from knowledge.numerals import chinese
from knowledge.registry import Registry
from web.law import Asked, LawPage, law_page
from web.pages import fragment

LAW, DATE = "样品长篇法典", "2021-05-01"
ARTICLES, BOOKS = 300, 3
WORD = "灯塔"
BUDGET = 100_000  # bytes: what else a page loads has 50 kB


def html_of(page: LawPage) -> str:
    """The page as it is sent, without what frames it."""
    return fragment("_law.html", page=page)


def numbers(html: str) -> list[str]:
    """The articles on a page, in order."""
    return re.findall(r'class="number"[^>]*>(.+?)</h', html)


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Library:
    """A library with one long law."""
    home = tmp_path_factory.mktemp("long")
    lines = [f'---\ntitle: "{LAW}"\npublish_date: "{DATE}"\nimplement_date: "{DATE}"\n---\n# {LAW}\n']
    for place in range(1, ARTICLES + 1):
        if place % (ARTICLES // BOOKS) == 1:
            lines.append(f"## 第{chinese(place * BOOKS // ARTICLES + 1)}编 第{chinese(place)}条开始的事")
        if place % 20 == 1:
            lines.append(f"### 第{chinese(place % 100 // 20 + 1)}章 从第{chinese(place)}条起")
        told = f"管理{WORD}的人应当每天点灯。" if place in {7, 150, 299} else "会员应当按时办理。"
        lines.append(f"第{chinese(place)}条 {told}" + "各地可以按照本地的情况规定细则并且公布。" * 8)
    (home / "law.md").write_text("\n\n".join(lines), encoding="utf-8")
    import_sources(home, [Path(home / "law.md")], Registry.load())
    return Library.open(home, Registry.load())


def shown(library: Library, **asked: str) -> LawPage:
    """The page that is asked for."""
    return law_page(library, f"{LAW}@{DATE}", Asked(**asked), "2026-11-29")


def test_the_sheets_hold_every_article_once_and_begin_at_headings(library: Library) -> None:
    first = shown(library)
    pages = [shown(library, sheet=str(number)) for number in range(1, len(first.sheets) + 1)]
    assert len(pages) > 2
    assert [number for page in pages for number in numbers(html_of(page))] == [
        f"第{chinese(place)}条" for place in range(1, ARTICLES + 1)
    ]
    for page in pages:
        assert page.articles[0].parts and len(html_of(page).encode()) < BUDGET
    assert [page.sheet for page in pages] == list(range(1, len(pages) + 1)) and first == pages[0]
    assert numbers(html_of(shown(library, sheet="99"))) == numbers(html_of(pages[-1]))  # there are no more
    assert len(numbers(html_of(shown(library, sheet="all")))) == ARTICLES


def test_contents_and_articles_lead_to_the_sheet_that_holds_them(library: Library) -> None:
    page = shown(library, sheet="2")
    assert len(page.contents) == BOOKS + ARTICLES // 20
    article = shown(library, at="第二百九十九条")
    assert numbers(html_of(article))[2] == "第二百九十九条" and article.whole
    for url in [*(link.url for _, link in page.contents), article.whole]:
        sheet = parse_qs(urlsplit(url).query).get("page", ["2"])[0]
        assert f'id="{urlsplit(url).fragment}"' in html_of(shown(library, sheet=sheet)), url


def test_a_word_is_found_in_the_whole_law(library: Library) -> None:
    page = shown(library, at=WORD)
    assert [link.text for link, _ in page.found] == ["第七条", "第一百五十条", "第二百九十九条"]
    assert all(f"管理<mark>{WORD}</mark>的人" in excerpt for _, excerpt in page.found)
    assert not page.articles and f'value="{WORD}"' in html_of(page)
    many = shown(library, at="会员")
    assert many.matches == ARTICLES - 3 > len(many.found)
    assert "换一个更长的词" in html_of(many)
    assert "没有“风筝”" in html_of(shown(library, at="风筝"))
