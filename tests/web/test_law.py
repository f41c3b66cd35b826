"""Imported law and cases on the web: the cited article, what became of it, and that imported text stays text."""

import html
import re
import shutil
from collections.abc import Callable
from pathlib import Path
from urllib.parse import quote

import pytest
from fastapi.testclient import TestClient

import web.dependencies
from assistant.settings import Settings
from knowledge.build import build
from knowledge.embedding import load_embeddings
from knowledge.errors import LibraryCorrupt
from knowledge.importing import import_sources
from knowledge.library import Library
from knowledge.registry import Registry
from knowledge.shelves import library_file
from tests.web import laws
from tests.web.asking import ask, links, problem_of
from tests.web.conftest import Browse
from web.app import create_app
from web.dependencies import Services
from web.laws.changed import marked_changes
from web.pages import NOTICE, TEXT_NOTICE

CURRENT, FORMER = f"{laws.LAW}@{laws.NEW}", f"{laws.LAW}@{laws.OLD}"
COMING = f"{laws.COMING}@{laws.COMING_DATE}"
HOSTILE = f"{laws.HOSTILE}@{laws.HOSTILE_DATE}"


def address(record: str, at: str = "", panel: bool = False) -> str:
    """Where a record opens."""
    query = [f"at={quote(at)}"] * bool(at) + ["panel=true"] * panel
    return f"/records/{quote(record)}" + (f"?{'&'.join(query)}" if query else "")


def numbers(page: str) -> list[str]:
    """The articles on a page, in order."""
    return re.findall(r'class="number"[^>]*>(.+?)</h', page)


def said(piece: str) -> str:
    """The words of a piece of HTML, as a person reads them."""
    return "".join(html.unescape(re.sub(r"<[^>]*>", "", piece)).split())


def marked(page: str) -> str:
    """The one section that is marked."""
    found = re.findall(r'<section id="at" class="here">.*?</section>', page, re.DOTALL)
    assert len(found) == 1
    return str(found[0])


@pytest.mark.parametrize(
    ("at", "shown"),
    [
        ("第三条", ["第一条", "第二条", "第三条", "第四条", "第五条"]),
        ("3", ["第一条", "第二条", "第三条", "第四条", "第五条"]),
        ("第一条", ["第一条", "第二条", "第三条"]),
        ("第二十五条", ["第二十三条", "第二十四条", "第二十五条"]),
    ],
)
def test_the_cited_article_stands_among_its_neighbours(reader: TestClient, at: str, shown: list[str]) -> None:
    page = reader.get(address(CURRENT, at))
    assert page.status_code == 200
    assert numbers(page.text) == shown
    assert numbers(marked(page.text)) == ["第三条" if at == "3" else at]
    assert f"<h1>{laws.LAW}</h1>" in page.text
    assert f"{laws.NEW}文本，自2023-09-01起，现行有效" in page.text
    whole = re.search(r'href="([^"#]+)#(article-\d+)">看全文（共25条）', page.text)
    assert whole
    assert f'id="{whole[2]}"' in reader.get(html.unescape(whole[1])).text


def test_paragraphs_and_items_are_kept_apart(reader: TestClient) -> None:
    article = marked(reader.get(address(CURRENT, "第三条")).text)
    assert re.findall(r"<p(?: class=\"item\")?>(.*?)</p>", article) == [
        "会员申请互助的，商会应当在七日内答复：",
        "（一）订单充足的；",
        "（二）因火灾停工的。",
        "商会不得反复退回材料。前款的答复用书面形式。",
    ]
    assert article.count('class="item"') == 2


def test_the_whole_law_has_its_headings_and_a_table_of_contents(reader: TestClient) -> None:
    page = reader.get(address(CURRENT)).text
    assert len(numbers(page)) == laws.ARTICLES
    assert 'class="here"' not in page
    parts = re.findall(r'<h2 class="part" id="([^"]+)">(.+?)</h2>', page)
    assert [text for _, text in parts] == ["第一章 总则", "第二章 互助"]
    contents = re.findall(r'<li class="level-2"><a href="#([^"]+)">(.+?)</a>', page)
    assert contents == parts
    assert page.index("第二章 互助</h2>") < page.index(">第十条</h") < page.index(">第十一条</h")
    # A short one is always shown whole, with the article marked where it stands.
    short = reader.get(address(HOSTILE, "第二条")).text
    assert numbers(short) == ["第一条", "第二条", "第三条"]
    assert numbers(marked(short)) == ["第二条"]


@pytest.mark.parametrize(
    ("record", "at", "says", "leads_to"),
    [
        (CURRENT, "第三条", "现行有效", None),
        (FORMER, "第三条", "这是旧文本", address(CURRENT, "第三条") + "#at"),
        (FORMER, "", "这是旧文本", address(CURRENT)),
        (COMING, "第一条", "还没有施行", None),
    ],
)
@pytest.mark.parametrize("panel", [True, False])
def test_what_is_not_law_today_says_so(
    reader: TestClient, record: str, at: str, panel: bool, says: str, leads_to: str | None
) -> None:
    page = reader.get(address(record, at, panel)).text
    card = page[page.index("<header>", page.index("<article")) : page.index("</header>", page.index("<article"))]
    assert says in card
    assert ("现行有效" in card) == (record == CURRENT)
    found = re.search(r'class="source" href="([^"]+)"', card)
    assert (html.unescape(found[1]) if found else None) == leads_to
    if leads_to:
        assert reader.get(leads_to).status_code == 200


@pytest.mark.parametrize("panel", [True, False])
def test_what_changed_is_struck_out_and_underlined(reader: TestClient, panel: bool) -> None:
    page = reader.get(address(CURRENT, "第三条", panel)).text
    change = re.search(r'<p class="marked">(.*?)</p>', page, re.DOTALL)
    assert change
    assert re.findall(r"<del>(.*?)</del>", change[1]) == ["十"]
    assert re.findall(r"<ins>(.*?)</ins>", change[1]) == ["七", "商会不得反复退回材料。"]
    assert said(re.sub(r"<del>.*?</del>", "", change[1])) in said(page)
    before = re.search(r'与<a class="source" href="([^"]+)">2020-03-01文本第三条</a>相比', page)
    assert before
    assert "十日内" in marked(reader.get(html.unescape(before[1])).text)


@pytest.mark.parametrize(
    ("record", "at", "says"),
    [(CURRENT, "第四条", "文字相同"), (FORMER, "第三条", ""), (COMING, "第一条", "")],
    ids=["nothing changed", "no text before", "only text"],
)
def test_where_nothing_changed_nothing_is_marked(reader: TestClient, record: str, at: str, says: str) -> None:
    page = reader.get(address(record, at)).text
    assert "<del>" not in page
    assert "<ins>" not in page
    assert says in page
    assert ("修改前后" in page) == bool(says)


def test_changes_as_html_are_escaped() -> None:
    assert marked_changes("<b>商会应当在", "商会应当在<i>") == "<del>&lt;b&gt;</del>商会应当在<ins>&lt;i&gt;</ins>"


def test_who_cites_the_article_stands_on_the_page_and_not_in_the_panel(reader: TestClient) -> None:
    page, panel = (reader.get(address(CURRENT, "第三条", panel)).text for panel in (False, True))
    listed = re.search(r'引用第三条的现行条文（1）.*?<a href="([^"]+)">(.+?)</a>', page, re.DOTALL)
    assert listed
    assert listed[2] == f"《{laws.LAW}》第七条"
    assert "第三条" in marked(reader.get(html.unescape(listed[1])).text)
    assert "引用第三条" not in panel
    assert "引用第三条" not in reader.get(address(FORMER, "第三条")).text  # the articles in force cite another text


def test_the_panel_is_the_article_alone(reader: TestClient) -> None:
    panel = reader.get(address(CURRENT, "第三条", panel=True)).text
    assert panel.lstrip().startswith("<article")
    assert "<html" not in panel
    assert "<form" not in panel
    assert numbers(panel) == numbers(marked(panel)) == ["第三条"]
    assert f"{laws.NEW}文本，自2023-09-01起，现行有效" in panel
    assert "看全文（共25条）" in panel


@pytest.mark.parametrize("at", ["第二十六条", "26", "不是条号", "<b>"])
@pytest.mark.parametrize("panel", [True, False])
def test_an_article_that_is_not_there_is_named(reader: TestClient, at: str, panel: bool) -> None:
    page = reader.get(address(CURRENT, at, panel))
    assert page.status_code == 200
    assert f"没有“{html.escape(at)}”（共25条）" in page.text
    assert 'class="here"' not in page.text
    assert len(numbers(page.text)) == (0 if panel else laws.ARTICLES)


def test_the_form_looks_up_another_article(reader: TestClient) -> None:
    page = reader.get(address(CURRENT, "第三条")).text
    form = re.search(
        r'<form class="seek" method="get" action="([^"#]+)#at">.*?<input [^>]*name="(\w+)"', page, re.DOTALL
    )
    assert form
    assert numbers(marked(reader.get(form[1], params={form[2]: "12"}).text)) == ["第十二条"]


@pytest.mark.parametrize(
    "record",
    [f"{laws.LAW}@1999-01-01", "没有这部办法@2020-01-01", "@", f"{laws.LAW}@", "case-import-nothing", "a@b@c", "<i>@1"],
)
@pytest.mark.parametrize("panel", [True, False])
def test_unknown_texts_are_not_found(reader: TestClient, record: str, panel: bool) -> None:
    page = reader.get(address(record, "第一条", panel))
    assert page.status_code == 404
    assert html.escape(record) in problem_of(page, "/records")


# ---- imported cases, records ----


def case_id(home: Path) -> str:
    """The id of the one imported case."""
    library = Library.open(home, Registry.load())
    (key, _), *others = library.cases()
    library.close()
    assert not others
    return key


@pytest.mark.parametrize("panel", [True, False])
def test_an_imported_case_by_its_sections(reader: TestClient, law_home: Path, panel: bool) -> None:
    page = reader.get(address(case_id(law_home), "裁判要点", panel))
    assert page.status_code == 200
    text = page.text
    assert f"<h1>{laws.CASE_TITLE}</h1>" in text
    assert f"来源：指导性案例9001号《{laws.CASE_TITLE}》（2022-12-30）" in text
    article = text[text.index("<article") : text.index("</article>")]
    assert re.findall("<h2>(.+?)</h2>", article) == ["裁判要点", "相关法条", "基本案情", "裁判结果"]
    assert laws.CASE_POINT in html.unescape(marked(text))
    assert "已核对" not in article  # what a court cites was not read by us
    assert panel or TEXT_NOTICE in text


def test_a_record_quotes_the_articles_it_rests_on(reader: TestClient) -> None:
    page = reader.get(address("mechanism-sample", "依据1")).text
    basis = marked(page)
    quote = re.search(r'<blockquote class="original"><p>(.*?)</p></blockquote>', basis, re.DOTALL)
    assert quote
    assert quote[1].splitlines() == [
        "原文：会员申请互助的，商会应当在七日内答复：",
        "（一）订单充足的；",
        "（二）因火灾停工的。",
        "商会不得反复退回材料。前款的答复用书面形式。",
    ]
    assert basis.index("商会应当答复会员的互助申请") < quote.start() < basis.index("已核对该文本的原文")
    assert page.count("已核对该文本的原文") == page.count("未能核对原文</p>") == 1
    assert page.count('class="original"') == 2  # a quotation also where a person has not compared it yet
    assert NOTICE in page


@pytest.mark.parametrize(
    ("record", "at", "texts"),
    [
        (lambda home: HOSTILE, "第一条", [laws.SCRIPT, laws.MARKDOWN, laws.IMAGE]),
        (case_id, "裁判要点", [laws.CASE_POINT, "- 甲借钱"]),
    ],
    ids=["law", "case"],
)
def test_imported_text_is_text(
    reader: TestClient, law_home: Path, record: Callable[[Path], str], at: str, texts: list[str]
) -> None:
    key = record(law_home)
    for where in (address(key), address(key, at)):
        page = reader.get(where).text
        for text in texts:
            assert html.escape(text, quote=False) in page.replace("&#34;", '"')
        main = page.partition("<main")[2]
        assert not re.search(r'<script|<img|<b>|<code|<strong|<ul><li>甲借钱|href="javascript', main)


def test_an_answer_quotes_the_article_and_leads_to_it(reader: TestClient) -> None:
    events = ask(reader, f"《{laws.HOSTILE}》第一条怎么规定？")
    assert events[-1][1]["outcome"] == "answer"
    pieces = [data["html"] for name, data in events if name in {"sentence", "finished"}]
    assert any(html.escape(laws.SCRIPT) in piece for piece in pieces)
    assert not any("<script" in piece for piece in pieces)
    leads = [link for piece in pieces for link in links(piece) if "%40" in link]
    assert leads
    assert laws.SCRIPT in html.unescape(marked(reader.get(leads[0]).text))


@pytest.mark.parametrize(
    ("came_from", "back"),
    [
        ("http://testserver/conversations/abc123", "/conversations/abc123"),
        ("http://elsewhere.example/conversations/abc123", "/"),
        ("http://testserver/", "/"),
        ("http://testserver/conversations/abc/delete", "/"),
        ("", "/"),
    ],
)
def test_the_way_back_leads_to_the_conversation(reader: TestClient, came_from: str, back: str) -> None:
    for record in (CURRENT, "mechanism-sample"):
        page = reader.get(address(record), headers={"referer": came_from}).text
        assert f'<p class="back"><a href="{back}">' in page


# ---- one library a generation ----


@pytest.fixture
def opened(monkeypatch: pytest.MonkeyPatch) -> list[Library]:
    """The libraries that the web opens."""
    libraries: list[Library] = []
    real = web.dependencies.open_library

    def watched(settings: Settings) -> Library:
        libraries.append(real(settings))
        return libraries[-1]

    monkeypatch.setattr(web.dependencies, "open_library", watched)
    return libraries


@pytest.fixture
def own_home(law_home: Path, tmp_path: Path) -> Path:
    """A copy of the home, free to be changed."""
    return Path(shutil.copytree(law_home, tmp_path / "home"))


def import_more(home: Path) -> None:
    """One more law, and a new generation of the index."""
    file = home / "texts" / "样品后来办法(2024-04-04).txt"
    file.write_text(
        "样品后来办法\n（2024年4月4日样品商会公布）\n第一条　后来的事。\n第二条　后来也办。\n", encoding="utf-8"
    )
    import_sources(home, [file], Registry.load())
    build(home, load_embeddings(None), home / "corpus")


def is_open(library: Library) -> bool:
    """Whether it still reads."""
    try:
        return library.body(laws.LAW, laws.NEW) is not None
    except LibraryCorrupt:
        return False


def test_one_library_is_opened_a_generation(browse: Browse, own_home: Path, opened: list[Library]) -> None:
    app = create_app(Settings(home=own_home))
    client = browse(app)
    assert client.get("/").status_code == client.get(address("mechanism-sample")).status_code == 200
    assert not opened  # nothing imported was asked for
    for where in (address(CURRENT), address(CURRENT, "第三条", panel=True), address(case_id(own_home))):
        assert client.get(where).status_code == 200
    assert [is_open(library) for library in opened] == [True]
    later = address("样品后来办法@2024-04-04", "第一条")
    assert client.get(later).status_code == 404
    import_more(own_home)
    assert "后来的事" in client.get(later).text
    assert client.get(address(CURRENT)).status_code == 200
    assert [is_open(library) for library in opened] == [False, True]


def test_a_replaced_library_serves_its_last_reader(own_home: Path, opened: list[Library]) -> None:
    services = Services(Settings(home=own_home))
    with services.library() as first:
        import_more(own_home)
        with services.library() as second:
            assert first is not second
            assert [is_open(library) for library in opened] == [True, True]
    assert opened == [first, second]
    assert [is_open(library) for library in opened] == [False, True]


def test_a_damaged_library_is_told_and_mended_without_a_restart(browse: Browse, own_home: Path) -> None:
    file = library_file(own_home)
    whole = file.read_bytes()
    file.write_bytes(b"\x00\xff" * 4096)
    client = browse(create_app(Settings(home=own_home)))
    response = client.get(address(CURRENT, "第三条"))
    assert response.status_code == 503
    assert "shukun import" in problem_of(response, "/records")
    assert client.get(address("mechanism-sample")).status_code == 200
    file.write_bytes(whole)
    assert client.get(address(CURRENT, "第三条")).status_code == 200
