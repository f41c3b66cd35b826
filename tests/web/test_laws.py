"""The law browser: finding a law or an article, its versions, an article on a day, two versions side by side."""

import html
import re
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote, unquote

import pytest
from fastapi.testclient import TestClient

from assistant.settings import Settings
from knowledge.build import build
from knowledge.embedding import load_embeddings
from knowledge.importing import import_sources
from knowledge.numerals import chinese
from knowledge.registry import Registry
from tests.web import laws
from tests.web.asking import problem_of
from tests.web.conftest import Browse
from web.app import create_app

LAWS = Path(__file__).parents[3] / "shared" / "data" / "laws" / "china-law-db" / "法律" / "诉讼与非诉讼程序法"
CIVIL = "中华人民共和国民事诉讼法"
SHIFTED = "样品移位办法"
LONG = "甲" * 3000  # longer than a page of a comparison has room for five times


def path(law: str, *parts: str, **query: str) -> str:
    """The address of a page under /laws."""
    asked = "&".join(f"{name.rstrip('_')}={quote(value)}" for name, value in query.items())
    return "/".join(["/laws", quote(law), *map(quote, parts)]) + (f"?{asked}" if asked else "")


def said(page: str) -> str:
    """The words of a page, as a person reads them."""
    return "".join(html.unescape(re.sub(r"<[^>]*>", "", page)).split())


def part(page: str, start: str, end: str) -> str:
    """What stands between two marks of a page."""
    return page.split(start, 1)[1].split(end, 1)[0]


def remarks(page: str) -> list[str]:
    """What a reader is told first."""
    return [said(one) for one in re.findall(r'<p class="told">.*?</p>', page, re.DOTALL)]


def leads_to(client: TestClient, address: str) -> str:
    """Where an address sends the browser on to, readable."""
    answer = client.get(address, follow_redirects=False)
    assert answer.status_code == 303, answer.text
    return unquote(str(answer.headers["location"]))


# ---- the list, and looking up ----


@pytest.mark.parametrize(
    ("query", "target"),
    [
        ("样品商会互助办法第三条", f"/laws/{laws.LAW}/第三条"),
        ("《样品商会互助办法》 3 条", f"/laws/{laws.LAW}/第三条"),
        ("样品商会互助办法3", f"/laws/{laws.LAW}/第三条"),
        ("样品商会互助办法第三条第二款", f"/laws/{laws.LAW}/第三条"),
        ("民诉法第二百一十条", f"/laws/{CIVIL}/第二百一十条"),
        ("民事诉讼法 201 条", f"/laws/{CIVIL}/第二百零一条"),
        ("《样品商会互助办法》", f"/laws/{laws.LAW}"),
        ("公司法", "/laws/中华人民共和国公司法"),
    ],
)
def test_a_search_leads_straight_to_what_it_names(reader: TestClient, query: str, target: str) -> None:
    assert leads_to(reader, f"/laws?q={quote(query)}") == target
    assert leads_to(reader, f"/laws?q={quote(query)}&on=2022-06-01") == f"{target}?on=2022-06-01"


def test_the_list_has_what_was_imported_by_kind_and_the_rest_on_request(reader: TestClient) -> None:
    page = reader.get("/laws").text
    assert "有原文的3部" in said(page)
    assert "shukun import" not in page
    listed = re.findall(r'<li[^>]*><a href="(/laws/[^"]+)">(样品.+?)</a>\s*<span class="origin">(.+?)</span>', page)
    assert {name: state for _, name, state in listed} == {
        laws.LAW: f"{laws.NEW}文本，自2023-09-01起 · 2个文本",
        laws.COMING: f"{laws.COMING_DATE}文本，要到2999-01-01才施行",
        laws.HOSTILE: f"{laws.HOSTILE_DATE}文本，施行日期未登记",
    }
    assert "公司法" not in page
    more = re.search(r'class="wider" href="([^"]+)"', page)
    assert more
    everything = reader.get(html.unescape(more[1])).text
    assert re.search(r"登记在册的1\d{3}部", said(everything))
    last = re.findall(r'aria-label="第(\d+)页"', everything)[-1]
    assert int(last) > 20
    second, first = (said(reader.get(f"/laws?all=1&page={number}").text) for number in (2, 1))
    assert second != first
    assert said(reader.get("/laws?all=1&page=99999").text) == said(reader.get(f"/laws?all=1&page={last}").text)


def test_part_of_a_name_filters_the_list(reader: TestClient) -> None:
    page = reader.get(f"/laws?q={quote('企业破产')}").text
    names = re.findall(r'<li[^>]*><a href="/laws/[^"]+">(.+?)</a>', page)
    assert "中华人民共和国企业破产法" in names
    assert names and all("企业破产" in name for name in names)
    only = reader.get(f"/laws?q={quote('企业破产')}&kind={quote('司法解释')}").text
    fewer = re.findall(r'<li[^>]*><a href="/laws/[^"]+">(.+?)</a>', only)
    assert fewer and set(fewer) < set(names)
    assert "中华人民共和国企业破产法" not in fewer


@pytest.mark.parametrize(
    ("query", "says"),
    [
        ("第201条", "请写明是哪一部法律"),
        ("中外合资梦幻条例", "没有名称带“中外合资梦幻条例”的规范"),
        ("<script>x</script>", "&lt;script&gt;x&lt;/script&gt;"),
        ("婚姻法解释", "这个名称不止一部规范在用"),
    ],
)
def test_what_leads_nowhere_is_told(reader: TestClient, query: str, says: str) -> None:
    page = reader.get(f"/laws?q={quote(query)}")
    assert page.status_code == 200
    assert says in page.text
    assert "<script>x" not in page.text
    assert f'value="{html.escape(query)}"' in page.text


def test_without_imported_law_the_page_says_how_to_import(client: TestClient) -> None:
    page = client.get("/laws").text
    assert "还没有导入法律原文" in page
    assert "<code>shukun import " in page
    assert re.search(r"登记在册的1\d{3}部", said(page))


@pytest.mark.parametrize("address", ["/laws", path(laws.LAW), path(laws.LAW, "第三条")])
def test_a_day_that_is_none_is_told_and_kept(reader: TestClient, address: str) -> None:
    page = reader.get(f"{address}?on=2022-13-45&q={quote(laws.LAW)}")
    assert page.status_code == 422
    assert "“2022-13-45”不是日期" in problem_of(page, "/laws")
    assert 'value="2022-13-45"' in page.text


# ---- a law ----


def test_a_law_has_its_versions_with_their_days_and_texts(reader: TestClient) -> None:
    page = reader.get(path(laws.LAW)).text
    newest, oldest = re.findall(r"<li(?: class=\"current\")?>\s*<h3>.*?</li>", page, re.DOTALL)[:2]
    assert "现行有效" in newest and "自2023-09-01起" in newest and "25条" in newest
    assert "已不适用" in oldest and "自2020-05-01起，至2023-09-01前" in oldest
    for version, piece in ((laws.NEW, newest), (laws.OLD, oldest)):
        text = reader.get(html.unescape(part(piece, '<h3><a href="', '"')))
        assert text.status_code == 200 and f"{version}文本" in text.text
    assert reader.get(html.unescape(part(newest, '<a href="/laws/', '"').join(["/laws/", ""]))).status_code == 200
    contents = dict(re.findall(r'<li class="depth-0"><a href="([^"]+)">(.+?)</a>', page))
    assert [unquote(url) for url in contents] == [f"/laws/{laws.LAW}/第一条", f"/laws/{laws.LAW}/第十条"]


@pytest.mark.parametrize(
    ("on", "says"),
    [("2021-01-01", '2020-03-01文本</a> <span class="badge">这一天有效'), ("2019-01-01", "2019-01-01还不是法律")],
)
def test_a_law_on_another_day(reader: TestClient, on: str, says: str) -> None:
    assert says in reader.get(path(laws.LAW, on=on)).text


def test_its_form_leads_to_an_article(reader: TestClient) -> None:
    assert leads_to(reader, path(laws.LAW, article="12", on="2021-01-01")) == f"/laws/{laws.LAW}/第十二条?on=2021-01-01"
    wrong = reader.get(path(laws.LAW, article="<b>"))
    assert wrong.status_code == 404 and "“&lt;b&gt;”不是条号" in wrong.text


def test_any_name_of_a_law_leads_to_the_official_one(reader: TestClient) -> None:
    assert leads_to(reader, path("民诉法", on="2022-01-01")) == f"/laws/{CIVIL}?on=2022-01-01"
    assert leads_to(reader, path("民诉法", "201")) == f"/laws/{CIVIL}/第二百零一条"
    assert leads_to(reader, path("婚姻法解释")) == "/laws?q=婚姻法解释"


def test_a_repealed_law_says_what_took_its_place(client: TestClient) -> None:
    page = client.get(path("中华人民共和国担保法")).text
    assert remarks(page) == ["这部规范已于2021-01-01废止，不能再作依据。取代它的是《中华人民共和国民法典》。"]
    article = client.get(path("中华人民共和国担保法", "第六条"))
    assert article.status_code == 404
    assert "已于2021-01-01废止" in problem_of(article, "/laws")
    assert f'href="/laws/{quote("中华人民共和国民法典")}"' in article.text


@pytest.mark.parametrize("name", ["胡说法", "<i>x</i>", "中华人民共和国劳动合同法典"])
def test_an_unknown_law_is_told_with_what_is_like_it(client: TestClient, name: str) -> None:
    page = client.get(f"/laws/{quote(name, safe='')}" if "/" not in name else "/laws/%3Ci%3Ex")
    assert page.status_code == 404
    assert "登记册里没有叫" in problem_of(page, "/laws")
    assert "<i>" not in page.text
    assert ("《中华人民共和国劳动合同法》" in page.text) == ("劳动" in name)


# ---- an article ----


def test_an_article_as_it_is_law_today(reader: TestClient) -> None:
    page = reader.get(path(laws.LAW, "第三条")).text
    text = part(page, '<article class="passage"', "</article>")
    assert re.findall(r"<p(?: class=\"item\")?>(.*?)</p>", text) == [
        "会员申请互助的，商会应当在七日内答复：",
        "（一）订单充足的；",
        "（二）因火灾停工的。",
        "商会不得反复退回材料。前款的答复用书面形式。",
    ]
    assert f"{laws.NEW}文本，自2023-09-01起，现行有效" in page
    assert remarks(page) == []
    permanent = html.unescape(part(text, 'class="permanent"><a href="', '"'))
    assert unquote(permanent).startswith(f"/records/{laws.LAW}@{laws.NEW}?at=第三条")
    assert "商会应当在七日内答复" in reader.get(permanent).text
    assert unquote(part(page, 'rel="prev" href="', '"')) == f"/laws/{laws.LAW}/第二条"
    assert unquote(part(page, 'rel="next" href="', '"')) == f"/laws/{laws.LAW}/第四条"


def test_an_article_as_it_was_law_on_a_day(reader: TestClient) -> None:
    page = reader.get(path(laws.LAW, "第三条", on="2021-01-01")).text
    assert "应当在十日内答复" in part(page, '<article class="passage"', "</article>")
    assert remarks(page) == ["您看的是2021-01-01那天的法律。今天这一条的文字已经改动，请看今天的第三条。"]
    assert unquote(part(page, 'rel="next" href="', '"')) == f"/laws/{laws.LAW}/第四条?on=2021-01-01"
    same = reader.get(path(laws.LAW, "第四条", on="2021-01-01")).text
    assert remarks(same) == ["您看的是2021-01-01那天的法律。今天这一条的文字没有变，请看今天的第四条。"]


def test_what_changed_is_marked(reader: TestClient) -> None:
    marked = part(reader.get(path(laws.LAW, "第三条")).text, '<p class="marked">', "</p>")
    assert re.findall(r"<del>(.*?)</del>", marked) == ["十"]
    assert re.findall(r"<ins>(.*?)</ins>", marked) == ["七", "商会不得反复退回材料。"]
    assert "文字相同" in reader.get(path(laws.LAW, "第四条")).text


def test_who_cites_it(reader: TestClient) -> None:
    page = reader.get(path(laws.LAW, "第三条")).text
    law = part(page, 'id="citing">', "</section>")
    assert re.findall(r'<a href="([^"]+)">(.+?)</a>', law) == [(path(laws.LAW, "第七条"), f"《{laws.LAW}》第七条")]
    records = part(page, 'id="records">', "</section>")
    address, title = re.findall(r'<a href="([^"]+)">(.+?)</a>', records)[0]
    assert title == "商会互助"
    assert 'class="here"' in reader.get(html.unescape(address)).text
    assert "没有。" in part(reader.get(path(laws.LAW, "第五条")).text, 'id="records">', "</section>")


@pytest.mark.parametrize(
    ("law", "article", "on", "says"),
    [
        (laws.LAW, "第二十六条", "", "没有第二十六条（共25条）"),
        (laws.LAW, "第三条", "2019-01-01", "2019-01-01还没有这部法律"),
        (laws.COMING, "第一条", "", "自2999-01-01起施行"),
        (CIVIL, "第二百零一条", "", "还没有导入"),
        (CIVIL, "第九百条", "", "没有第九百条（共306条）"),
    ],
)
def test_an_article_that_is_not_there(reader: TestClient, law: str, article: str, on: str, says: str) -> None:
    page = reader.get(path(law, article, **({"on": on} if on else {})))
    assert page.status_code == (200 if "导入" in says else 404)
    assert says in problem_of(page, "/laws")
    ways = re.findall(r'<li><a href="([^"]+)">', part(page.text, 'id="instead"', "</section>"))
    assert ways
    assert all(reader.get(html.unescape(way)).status_code == 200 for way in ways)


def test_a_law_that_was_not_imported_says_how_and_what_moved(client: TestClient) -> None:
    page = client.get(path(CIVIL, "第二百零一条"))
    assert page.status_code == 200
    assert "旧文本的第二百零一条（司法确认）现在是第二百零五条" in page.text
    assert "这一条讲什么" in page.text
    assert "<code>shukun import " in page.text


def test_imported_text_is_text(reader: TestClient) -> None:
    for article in ("第一条", "第二条", "第三条"):
        page = part(reader.get(path(laws.HOSTILE, article)).text, "<main", "</main>")
        assert not re.search(r'<script|<img|<b>|<code|href="javascript', page)
    assert html.escape(laws.SCRIPT) in reader.get(path(laws.HOSTILE, "第一条")).text


# ---- two versions ----


def test_two_versions_side_by_side(reader: TestClient) -> None:
    page = reader.get(path(laws.LAW, "compare", from_=laws.OLD, to=laws.NEW)).text
    assert "修改1条，新增0条，删去0条，只变了条号0条，没有变24条" in said(page)
    (row,) = re.findall(r'<section class="sides.*?</section>', page, re.DOTALL)
    old, new = re.findall(r'<p class="marked">(.*?)</p>', row, re.DOTALL)
    assert re.findall(r"<(?:del|ins)>(.*?)<", old) == ["十"]
    assert re.findall(r"<(?:del|ins)>(.*?)<", new) == ["七", "商会不得反复退回材料。"]
    turned = reader.get(path(laws.LAW, "compare", from_=laws.NEW, to=laws.OLD)).text
    assert said(turned) == said(page)
    by_day = reader.get(path(laws.LAW, "compare", from_="2022-02-02", to="2024-01-01")).text
    assert said(by_day) == said(page)


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        (laws.NEW, laws.NEW, "两边是同一个文本"),
        ("1999-01-01", laws.NEW, "没有导入1999-01-01的文本"),
        ("昨天", laws.NEW, "“昨天”不是日期"),
        ("", "", "两边是同一个文本"),
    ],
)
def test_what_cannot_be_compared_is_told(reader: TestClient, old: str, new: str, says: str) -> None:
    page = reader.get(path(laws.LAW, "compare", from_=old, to=new))
    assert page.status_code == 404
    assert says in problem_of(page, "/laws")
    assert f"{laws.OLD}、{laws.NEW}文本" in page.text


@pytest.fixture(scope="module")
def shifted(tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestClient]:
    """A browser of a home with a law: a later version put in a second article, dropped the fourth, changed the last."""
    home = tmp_path_factory.mktemp("shifted")
    topics = ["收徒", "拜师", "出师", "记账", "分红", "散伙", "存档"]
    was = [f"行会办理{topic}，应当由{topic}的人到{topic}堂登记，费用{topic}堂定。" for topic in topics]
    now = [was[0], f"{LONG}另写一事。", *was[1:3], *was[4:6], was[6].replace("费用", "不收费用，凭证")]
    for date, effective, texts in (("2020-02-02", "2020-03-01", was), ("2024-02-02", "2024-03-01", now)):
        body = "\n\n".join(f"第{chinese(place)}条 {text}" for place, text in enumerate(texts, start=1))
        head = f'---\ntitle: "{SHIFTED}"\npublish_date: "{date}"\nimplement_date: "{effective}"\n---\n# {SHIFTED}\n\n'
        (home / f"{SHIFTED}({date}).md").write_text(f"{head}{body}\n", encoding="utf-8")
    import_sources(home, sorted(home.glob("*.md")), Registry.load())
    build(home, load_embeddings(None))
    app = create_app(Settings(home=home))
    yield TestClient(app)
    app.state.services.history.close()


def test_moved_new_and_dropped_articles_are_told_apart(shifted: TestClient) -> None:
    page = shifted.get(path(SHIFTED, "compare", from_="2020-02-02", to="2024-02-02")).text
    assert "修改1条，新增1条，删去1条，只变了条号2条，没有变3条" in said(page)
    told = [said(one) for one in re.findall(r'<p class="badge">(.*?)</p>', page)]
    assert told == ["新增", "删去", "修改"]
    moves = [said(one) for one in re.findall(r"<li>(第.*?)</li>", page)]
    assert moves == ["第二条至第三条→第三条至第四条"]


def test_a_number_with_two_rules_is_told(shifted: TestClient) -> None:
    page = shifted.get(path(SHIFTED, "第三条")).text
    assert "拜师" in part(page, '<article class="passage"', "</article>")
    assert remarks(page) == ["请留意：2020-02-02文本的第三条是另一条规则，它在这个文本里是第四条。"]
    then = shifted.get(path(SHIFTED, "第三条", on="2021-01-01")).text
    assert "出师" in part(then, '<article class="passage"', "</article>")
    assert remarks(then) == [
        "您看的是2021-01-01那天的法律。这条规则今天的条号变了，今天的第三条是另一条规则。请看今天的第四条。"
    ]


@pytest.mark.skipif(not LAWS.is_dir(), reason="the laws (../shared/data/laws) are not on this machine")
def test_the_same_number_before_and_after_a_renumbering(browse: Browse, tmp_path: Path) -> None:
    import_sources(tmp_path, sorted(LAWS.glob("民事诉讼法(*.md")), Registry.load())
    build(tmp_path, load_embeddings(None))
    app = create_app(Settings(home=tmp_path))
    client = browse(app)
    then = client.get(path(CIVIL, "第二百零一条", on="2022-06-01")).text
    now = client.get(path(CIVIL, "第二百零一条")).text
    assert "确认调解协议" in part(then, '<p class="path">', "</p>")
    assert "今天的第二百零五条" in remarks(then)[0]
    assert "行为能力" in part(now, '<article class="passage"', "</article>")
    assert "它在这个文本里是第二百零五条" in remarks(now)[0]
    page = client.get(path(CIVIL, "compare", from_="2021-12-24", to="2023-09-01"))
    assert len(page.content) < 150_000
    assert "第二百九十一条→第三百零六条" in said(page.text)
    app.state.services.history.close()
