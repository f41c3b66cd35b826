"""The litigant's guide: every way and procedure has its page, and what is answered there is judged by the rules."""

import re
from html import unescape
from urllib.parse import urlencode

import pytest
from fastapi.testclient import TestClient

from assistant.screening.hotlines import HOTLINES
from knowledge.build import CORPUS
from knowledge.figures import Figures
from tests.web.laws import LAW, NEW
from web.guiding.topics import RECKONED, SHELVES, SIDES

IDS = sorted(
    f"{folder.removesuffix('s')}-{file.stem}"
    for folder in ("mechanisms", "procedures")
    for file in (CORPUS / folder).iterdir()
)
FITTING: dict[str, str | list[str]] = {"stage": "执行中", "sealed": ["设备"], "operating": "是"}
LIVE = "/guide/mechanism-live-seizure"


def text(page: str) -> str:
    """What a page says, without its tags."""
    return unescape(re.sub(r"<[^>]+>", "", page))


def section(page: str, anchor: str) -> str:
    """One section of a page of the guide."""
    return page.partition(f'<section id="{anchor}"')[2].partition("</section>")[0]


def answered(**answers: str | list[str]) -> str:
    return f"{LIVE}?{urlencode(answers, doseq=True)}"


def verdict(page: str) -> str:
    found = re.search(r'class="verdict-word"><strong>(.+?)</strong>', page)
    return found[1] if found else ""


def test_every_page_stands_on_one_shelf_and_every_plight_leads_somewhere(client: TestClient) -> None:
    assert sorted(key for _, keys in SHELVES for key in keys) == IDS
    named = {key for _, plights in SIDES for plight in plights for key in plight.records} | set(RECKONED)
    assert named <= set(IDS)
    page = client.get("/guide").text
    assert all(f'href="/guide/{key}"' in page for key in IDS)
    assert all(plight.words in page for _, plights in SIDES for plight in plights)
    assert "其他</h3>" not in page


@pytest.mark.parametrize("record_id", IDS)
def test_every_page_opens_and_is_light(record_id: str, client: TestClient) -> None:
    answer = client.get(f"/guide/{record_id}")
    assert answer.status_code == 200
    assert len(answer.content) < 100_000
    page = answer.text
    anchors = re.findall(r'<li><a href="#([a-z]+)">', page)
    assert "steps" in anchors and "grounds" in anchors
    assert all(page.count(f'id="{anchor}"') == 1 for anchor in anchors)
    assert all(
        client.get(unescape(url)).status_code == 200 for url in set(re.findall(r'href="(/guide/[^"?#]+)"', page))
    )


def test_a_page_says_what_its_record_says_the_plain_summary_first(client: TestClient) -> None:
    page = client.get(LIVE).text
    said = text(page)
    assert said.index("活封是法院查封厂房、机器设备后指定企业自己保管") < said.index("您能不能用")
    assert "您要记住：封条贴着也能用" in said
    assert section(page, "steps").count("<li>") == 8
    assert "对申请人可以说" not in said and "【企业名称】" not in said  # words for mediators, wording for judges


def test_sections_that_a_record_does_not_have_are_not_there(client: TestClient) -> None:
    page = client.get("/guide/mechanism-price-setting").text
    assert 'id="fit"' not in page and 'href="#fit"' not in page  # no route of the rules
    assert 'id="forms"' not in page and 'href="#forms"' not in page


def test_answers_are_judged_by_the_rules(client: TestClient) -> None:
    page = client.get(answered(**FITTING)).text
    assert verdict(page) == "符合" and section(page, "fit").count('class="state met"') == 3
    page = client.get(answered(**{**FITTING, "stage": "破产"})).text
    assert verdict(page) == "不符合"
    assert '还没有进入破产 <span class="state unmet">不符合</span>' in page
    page = client.get(answered(stage="执行中", operating="不清楚")).text
    assert verdict(page) == "还不清楚"
    assert 'name="stage" value="执行中" checked' in page  # the list is as it was answered
    assert verdict(client.get(LIVE).text) == ""


def test_the_answers_go_with_one_to_the_interview(client: TestClient) -> None:
    page = client.get(answered(**FITTING)).text
    (found,) = re.findall(r'href="(/guide/interview\?stage[^"]+)"', page)
    onward = unescape(found)
    asked = client.get(onward).text
    assert 'name="stage" value="执行中"' in asked and 'name="sealed" value="设备"' in asked


def test_answers_that_contradict_each_other_are_sent_back_as_they_were(client: TestClient) -> None:
    answer = client.get(answered(sealed=["没有"], sealed_needed="是"))
    assert answer.status_code == 422
    assert "又说什么都没有被封" in answer.text and verdict(answer.text) == ""
    assert 'name="sealed" value="没有" checked' in answer.text
    wrong = client.get("/guide/mechanism-distribution?cases=许多")
    assert wrong.status_code == 422 and 'value="许多"' in wrong.text
    assert "cases（" not in text(wrong.text)


def test_what_is_in_the_address_is_escaped(client: TestClient) -> None:
    for address in ("/guide/mechanism-distribution?cases=", "/guide?q=", "/guide/interview?workers_unpaid="):
        page = client.get(f"{address}%22%3E%3Cscript%3Ealert(1)%3C/script%3E").text
        assert "<script>alert" not in page and "&lt;script&gt;alert" in page


def test_a_deadline_that_can_be_computed_leads_to_its_calculator(client: TestClient) -> None:
    page = client.get("/guide/procedure-labour-arbitration").text
    line = next(one for one in section(page, "risks").split("<li>") if "不服的劳动者从收到之日起" in one)
    assert '<b class="period">十五日</b>' in line
    (url,) = (unescape(one) for one in re.findall(r'class="last-day" href="([^"]+)"', line))
    tool = client.get(url)
    assert tool.status_code == 200 and '<option value="labour-suit" selected>' in tool.text
    assert 'role="alert"' not in tool.text
    other = next(one for one in section(page, "steps").split("<li>") if "四十五日" in one)
    assert "last-day" not in other  # the arbitrators' own time


def test_deadlines_are_matched_by_article_and_length(client: TestClient) -> None:
    known = {figure.id for figure in Figures.load().deadlines()}
    found = {kind for key in IDS for kind in re.findall(r"deadline\?kind=([a-z-]+)", client.get(f"/guide/{key}").text)}
    assert found <= known
    assert {"appeal-judgment", "enforcement-application", "judicial-confirmation", "preservation-review"} <= found
    seized = section(client.get(LIVE).text, "risks")
    assert "seizure-movable" in seized and "seizure-immovable" in seized and "seizure-deposit" not in seized


@pytest.mark.parametrize(
    ("record_id", "calculator"),
    [
        ("procedure-case-filing", "court-fee"),
        ("procedure-payment-order-application", "court-fee"),
        ("procedure-preservation-application", "preservation-fee"),
        ("procedure-enforcement-application", "enforcement-fee"),
        ("procedure-liquidation-petition", "bankruptcy-fee"),
    ],
)
def test_costs_lead_to_the_right_calculator(record_id: str, calculator: str, client: TestClient) -> None:
    cost = section(client.get(f"/guide/{record_id}").text, "cost")
    assert re.findall(r'class="button plain" href="/tools/([a-z-]+)"', cost)[0] == calculator


def test_no_calculator_where_nothing_is_to_be_paid(client: TestClient) -> None:
    assert "/tools/" not in section(client.get("/guide/procedure-lift-restriction").text, "cost")


def test_forms_and_cases_are_cards(client: TestClient) -> None:
    page = client.get(LIVE).text
    assert 'href="/draft/live-seizure-request"' in section(page, "forms")
    assert 'href="/records/case-dongguan-electronics"' in section(page, "cases")


def test_only_numbers_that_our_sources_have_are_given(client: TestClient) -> None:
    hotlines = (CORPUS / "procedures" / "hotlines.md").read_text(encoding="utf-8")
    given = {number for key in IDS for number in re.findall(r'href="tel:(\d+)"', client.get(f"/guide/{key}").text)}
    assert {"12368", "12348", "110"} <= given
    assert all(number in hotlines or number in {line.number for line in HOTLINES} for number in given)


def test_an_article_opens_where_it_was_imported(reader: TestClient) -> None:
    page = reader.get("/guide/mechanism-sample")
    assert page.status_code == 200
    grounds = section(page.text, "grounds")
    url = unescape(re.findall(r'<li><a href="([^"]+)"', grounds)[0])
    law = reader.get(url)
    assert law.status_code == 200 and "商会不得反复退回材料" in law.text
    assert f"《{LAW}》（{NEW}文本）第三条" in text(grounds)
    assert "已核对原文，可看全文" in grounds and "未核对原文" in grounds  # the second article was not read


def test_an_article_that_was_not_imported_opens_in_our_note(client: TestClient) -> None:
    grounds = section(client.get(LIVE).text, "grounds")
    url = unescape(re.findall(r'<li><a href="([^"]+)"', grounds)[0])
    assert url.startswith("/records/mechanism-live-seizure?at=")
    assert client.get(url).status_code == 200
    assert "可看全文" not in grounds


def test_the_guide_of_another_corpus_shows_what_that_has(reader: TestClient) -> None:
    page = reader.get("/guide").text
    assert 'href="/guide/mechanism-sample"' in page and "mechanism-live-seizure" not in page
    assert reader.get(LIVE).status_code == 404


def test_cases_open_among_the_sources_and_there_is_nothing_else(client: TestClient) -> None:
    answer = client.get("/guide/case-dongguan-electronics", follow_redirects=False)
    assert answer.headers["location"] == "/records/case-dongguan-electronics"
    assert client.get("/guide/mechanism-horoscope").status_code == 404


def hits(client: TestClient, query: str) -> list[str]:
    return re.findall(
        r'<li><a href="/guide/([a-z-]+)">', client.get("/guide", params={"q": query}).text.split('"all"')[0]
    )


@pytest.mark.parametrize(
    ("query", "first"),
    [
        ("活封", "mechanism-live-seizure"),  # a title
        (" 边封边用 ", "mechanism-live-seizure"),  # what people call it
        ("老赖", "mechanism-dishonesty-list"),
        ("账户被冻结了怎么办", "mechanism-quota-freeze"),  # neither
    ],
)
def test_what_is_typed_is_found(query: str, first: str, client: TestClient) -> None:
    assert hits(client, query)[0] == first


def test_the_name_by_which_a_page_was_found_is_told(client: TestClient) -> None:
    assert "也叫“边封边用”" in client.get("/guide", params={"q": "边封边用"}).text


def test_terms_are_explained_beside_what_was_found(client: TestClient) -> None:
    page = client.get("/guide", params={"q": "轮候查封"}).text
    assert 'href="/glossary#%E8%BD%AE%E5%80%99%E6%9F%A5%E5%B0%81"' in page


def test_what_is_not_ours_is_not_found(client: TestClient) -> None:
    page = client.get("/guide", params={"q": "明天天气怎么样"}).text
    assert "没有找到合适的一页" in page and "全部办法和手续" in page
    assert client.get("/guide", params={"q": "长" * 201}).status_code == 422


def test_help_comes_first_where_somebody_may_be_in_danger(client: TestClient) -> None:
    page = client.get("/guide", params={"q": "厂子没了，我不想活了"}).text
    assert '<a href="tel:12356">12356</a>' in page
    assert "拿去提问" not in page


def test_names_are_offered_while_one_types(client: TestClient) -> None:
    page = client.get("/guide").text
    assert 'list="names"' in page and '<option value="边封边用">' in page
    assert len(page.encode()) < 100_000
