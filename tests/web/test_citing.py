"""The check of citations as a page: each marked in the text, its verdict beside it, nothing stored."""

import re
from html import unescape

import pytest
from fastapi.testclient import TestClient

from tests.web import laws
from tests.web.asking import problem_of
from web.citing import LONGEST

TEXT = f"""一、按《{laws.LAW}》第三条，“商会应当在十日内答复”。
二、《中华人民共和国担保法》第六条<b>仍可</b>引用。
三、《{laws.LAW}》第九十九条、样品商会互助办法第四条。
四、《乌有乡条例》第一条。
"""


def check(client: TestClient, text: str = TEXT, **more: str) -> str:
    """The page with the verdicts."""
    page = client.post("/cite", data={"text": text, **more})
    assert page.status_code == 200, page.text
    return page.text


def verdicts(page: str) -> list[tuple[str, str]]:
    """What is cited and what is said of it, in the order of the list."""
    items = re.findall(r'<li id="cite-\d+".*?</li>', page, re.DOTALL)
    pattern = r'<strong>(.*?)</strong>.*?<p class="quote">(.*?)</p>'
    return [(unescape(found[2]), found[1]) for item in items if (found := re.search(pattern, item, re.DOTALL))]


def marks(page: str) -> list[tuple[str, str, str]]:
    """Number, how it is marked, and the words, as they stand in the text."""
    paper = page.split('class="paper"')[1].split("</section>", maxsplit=1)[0]
    found = re.findall(r'<mark class="(\w+)" id="place-(\d+)"><a [^>]*>\d+</a>(.*?)</mark>', paper, re.DOTALL)
    return [(number, tone, unescape(words)) for tone, number, words in found]


def test_an_empty_form(reader: TestClient) -> None:
    page = reader.get("/cite")
    assert page.status_code == 200
    assert '<textarea id="text"' in page.text
    assert "findings" not in page.text
    assert "还没有导入" not in page.text


def test_each_citation_is_marked_and_judged(reader: TestClient) -> None:
    page = check(reader)
    assert marks(page) == [
        ("1", "error", f"《{laws.LAW}》第三条"),
        ("2", "error", "《中华人民共和国担保法》第六条"),
        ("3", "error", f"《{laws.LAW}》第九十九条"),
        ("4", "right", "样品商会互助办法第四条"),
        ("5", "warning", "《乌有乡条例》第一条"),
    ]
    assert [verdict for _, verdict in verdicts(page)] == ["引文有出入", "已废止", "没有这一条", "相符", "未收录"]
    assert [words for words, _ in verdicts(page)] == [words for _, _, words in marks(page)]
    assert "找到5处引用：相符1处，引文有出入1处，已废止1处，没有这一条1处，未收录1处。" in page
    wrong = page.split("不能照用的：")[1].split("</p>")[0]
    assert re.findall(r'href="#cite-(\d)"', wrong) == ["1", "2", "3"]


def test_a_wrong_quotation_is_set_against_the_article(reader: TestClient) -> None:
    diff = check(reader).split('<p class="marked">')[1].split("</p>")[0]
    assert re.findall(r"<del>(.*?)</del>", diff) == ["七"]
    assert re.findall(r"<ins>(.*?)</ins>", diff) == ["十"]


def test_the_law_of_another_day_counts_when_asked(reader: TestClient) -> None:
    page = check(reader, f"按《{laws.LAW}》第三条，“商会应当在十日内答复”。", on="2021-01-01")
    assert [verdict for _, verdict in verdicts(page)] == ["相符"]
    assert "按2021-01-01的法律" in page
    assert "?on=2021-01-01" in page.split('<li id="cite-1"')[1]


def test_the_proposal_and_the_way_to_the_article(client: TestClient) -> None:
    page = check(client, "根据民事诉讼法第二百零一条，双方共同申请司法确认。")
    assert verdicts(page) == [("民事诉讼法第二百零一条", "条号已变")]
    assert '<p class="rewrite">改引第二百零五条。</p>' in page
    way = unescape(page.split('<li id="cite-1"')[1].split('class="origin"><a href="')[1].split('"')[0])
    assert "第二百零五条" in client.get(way).text


def test_without_imported_law_the_limits_are_told(client: TestClient) -> None:
    for page in (client.get("/cite").text, check(client)):
        assert "能核对：" in page and "不能核对：" in page
        assert "<code>shukun import " in page


def test_what_was_typed_is_text_and_is_kept(reader: TestClient) -> None:
    page = check(reader)
    assert "<b>" not in page
    box = page.split("<textarea")[1].split(">", 1)[1].split("</textarea>")[0]
    assert unescape(box) == TEXT
    paper = page.split('class="paper"')[1].split("</section>")[0].split(">", 1)[1]
    plain = re.sub(r"<a [^>]*>\d+</a>", "", paper)
    assert unescape(re.sub(r"<[^>]*>", "", plain)) == TEXT


def test_a_citation_that_stands_in_several_places_is_listed_once(reader: TestClient) -> None:
    page = check(reader, f"{laws.LAW}第四条。担保法第六条。{laws.LAW}第四条。{laws.LAW}第九十九条。")
    assert [words for words, _ in verdicts(page)] == [f"{laws.LAW}第四条", "担保法第六条", f"{laws.LAW}第九十九条"]
    paper = page.split('class="paper"')[1].split("</section>", maxsplit=1)[0]
    assert re.findall(r'href="#cite-(\d)"', paper) == ["1", "2", "1", "3"]
    assert re.findall(r'id="place-(\d)"', paper) == ["1", "2", "3"]
    assert page.count("文中2处") == 1
    assert "找到4处引用：相符2处" in page


def test_a_text_without_citations(reader: TestClient) -> None:
    page = check(reader, "双方愿意和解。")
    assert "没有找到法律引用" in page
    assert "<mark" not in page


@pytest.mark.parametrize(
    ("text", "on", "says"),
    [
        ("", "", "还没有文字"),
        (" \r\n", "", "还没有文字"),
        ("借" * (LONGEST + 1), "", f"超过 {LONGEST} 字的上限"),
        ("民法典第一条", "去年", "“去年”不是日期"),
    ],
)
def test_what_cannot_be_checked_is_told_and_kept(reader: TestClient, text: str, on: str, says: str) -> None:
    page = reader.post("/cite", data={"text": text, "on": on})
    assert page.status_code == 422
    assert says in problem_of(page, "/cite")
    assert text.strip() in page.text
    assert f'value="{on}"' in page.text


def test_another_site_cannot_post(reader: TestClient) -> None:
    page = reader.post("/cite", data={"text": TEXT}, headers={"origin": "http://elsewhere.example"})
    assert page.status_code == 403
