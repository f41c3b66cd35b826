"""Beyond asking: questions asked anew, conversations named and found, opinions, and what stands beside an answer."""

import html
import io
import re
from datetime import date
from typing import Any
from urllib.parse import unquote

import lxml.html
import pytest
from docx import Document
from fastapi import FastAPI
from fastapi.testclient import TestClient

from assistant.calculators import CALCULATORS, compute
from assistant.calculators.inputs import read_inputs
from assistant.messages import Answer, Citation, Reply
from knowledge.records import Role
from tests.assistant.asking import passage
from tests.assistant.calculators.test_golden import SCENARIOS, TODAY
from tests.web.asking import FLAGSHIP, REFUSED, ask, problem_of
from tests.web.conftest import Browse
from web.inputs import sent_of
from web.tools import calculated

INTEREST = "借款20万元，年利率12%，从2024年3月1日算到2025年3月1日，利息多少？"


def opened(client: TestClient, *questions: str) -> tuple[str, list[int]]:
    """A conversation of these questions, and the numbers of its turns."""
    conversation, numbers = None, []
    for question in questions:
        told = ask(client, question, conversation=conversation)[0][1]
        conversation = told["conversation"]
        numbers.append(told["turn"])
    assert conversation
    return conversation, numbers


def page_of(client: TestClient, address: str) -> Any:
    response = client.get(address)
    assert response.status_code == 200, response.text
    return lxml.html.document_fromstring(response.text)


def questions_on(client: TestClient, conversation: str) -> list[str]:
    page = page_of(client, f"/conversations/{conversation}")
    return [one.text_content() for one in page.xpath("//article[@data-turn]//h2")]


def post(client: TestClient, address: str, **fields: str) -> str:
    """Where a posted form leads to."""
    response = client.post(address, data=fields, follow_redirects=False)
    assert response.status_code == 303, response.text
    return str(response.headers["location"])


def test_a_question_is_asked_anew_by_a_form_that_says_what_goes(client: TestClient) -> None:
    conversation, (_, second, _) = opened(client, "今天天气怎么样", "推荐一部电影", "股票会涨吗")
    page = page_of(client, f"/conversations/{conversation}?edit={second}")
    (form,) = page.xpath("//form[@id='ask']")
    assert form.xpath(".//textarea")[0].text_content().strip() == "推荐一部电影"
    (said,) = form.find_class("editing")
    assert "第2问" in said.text_content()
    assert "后面的1问" in said.text_content()
    fields = {one.get("name"): one.get("value") for one in form.xpath(".//input[@type='hidden']")}
    assert fields == {"conversation": conversation, "replaces": str(second)}
    assert questions_on(client, conversation) == ["今天天气怎么样", "推荐一部电影", "股票会涨吗"]  # nothing is gone yet
    assert (
        post(client, "/ask", **fields, role="judge", question="怎么种草莓") == f"/conversations/{conversation}#turn-2"
    )
    assert questions_on(client, conversation) == ["今天天气怎么样", "怎么种草莓"]
    gone = {"conversation": conversation, "replaces": str(second), "role": "judge", "question": "怎么种草莓"}
    assert client.post("/ask", data=gone).status_code == 404
    assert client.get(f"/conversations/{conversation}?edit={second}").status_code == 404


def test_what_cannot_be_asked_takes_no_place(client: TestClient, browse: Browse) -> None:
    conversation, (first, _) = opened(client, REFUSED, "推荐一部电影")
    sent = {"conversation": conversation, "replaces": first, "role": "judge", "question": ""}
    answer = client.post("/ask", data=sent)
    assert answer.status_code == 422
    assert f'name="replaces" value="{first}"' in answer.text  # still to be changed
    assert client.post("/api/ask", json=sent).status_code == 422
    danger = client.post("/api/ask", json={**sent, "question": "欠了这么多钱，我不想活了"})
    assert "12356" in danger.text
    assert browse().post("/api/ask", json={**sent, "question": "怎么种草莓"}).status_code == 404
    assert questions_on(client, conversation) == [REFUSED, "推荐一部电影"]


def test_a_question_changed_leans_on_what_stood_before_it_alone(client: TestClient) -> None:
    conversation, (first, second) = opened(client, FLAGSHIP, REFUSED)
    sent = {"conversation": conversation, "role": "mediator", "question": "那需要什么条件？"}
    assert "mechanism-live-seizure" in client.post("/api/ask", json={**sent, "replaces": second}).text
    assert "mechanism-live-seizure" not in client.post("/api/ask", json={**sent, "replaces": first}).text


def test_an_answer_that_broke_off_is_asked_once_more(application: FastAPI, client: TestClient) -> None:
    conversation, _ = opened(client, REFUSED)
    history, owner = application.state.services.history, client.cookies["shukun_browser"]
    _, broken = history.ask(owner, conversation, Role.JUDGE, "推荐一部电影")
    page = page_of(client, f"/conversations/{conversation}")
    (form,) = page.find_class("retry")
    fields = {one.get("name"): one.get("value") for one in form.xpath(".//input")}
    assert fields == {
        "conversation": conversation,
        "replaces": str(broken),
        "role": "judge",
        "question": "推荐一部电影",
    }
    post(client, form.get("action"), **fields)
    page = page_of(client, f"/conversations/{conversation}")
    assert questions_on(client, conversation) == [REFUSED, "推荐一部电影"]
    assert not page.find_class("retry")


def test_a_conversation_is_named_and_found_again(client: TestClient, browse: Browse) -> None:
    conversation, _ = opened(client, REFUSED)
    other, _ = opened(client, "推荐一部电影")
    address = f"/conversations/{conversation}/rename"
    assert post(client, address, title="<b>王某</b>欠薪案") == f"/conversations/{conversation}"

    def listed(find: str, path: str = "/") -> list[str]:
        page = client.get(path, params={"find": find}).text
        return re.findall(r'<a href="/conversations/\w+"[^>]*>([^<]+)</a>', page)

    assert listed("") == ["推荐一部电影", html.escape("<b>王某</b>欠薪案")]
    assert listed("欠薪案") == listed("天气 王某") == [html.escape("<b>王某</b>欠薪案")]
    assert listed("天气") == listed("天气", f"/conversations/{other}") == listed("天气", "/conversations")
    for path in ("/", "/conversations"):
        found = client.get(path, params={"find": '"><script>电影院'}).text
        assert "没有找到" in found
        assert "<script>电" not in found
    assert '<details class="earlier" open>' in client.get("/", params={"find": "天气"}).text
    (excerpt,) = lxml.html.fromstring(client.get("/conversations?find=天气").text).find_class("found")
    assert excerpt.text_content() == REFUSED
    stranger = browse()
    assert conversation not in stranger.get("/conversations").text
    assert stranger.post(address, data={"title": "我的"}).status_code == 404
    post(client, address, title=" ")
    assert listed("天气") == [REFUSED]


def counted(client: TestClient, name: str, label: str) -> float:
    found = re.search(rf"^shukun_{name}_total{{{label}}} ([0-9.]+)$", client.get("/metrics").text, re.MULTILINE)
    return float(found[1]) if found else 0.0


def test_an_opinion_is_kept_without_personal_data_counted_and_taken_back(client: TestClient, browse: Browse) -> None:
    conversation, (turn,) = opened(client, REFUSED)
    address = f"/conversations/{conversation}/turns/{turn}/feedback"
    places = (("feedback", 'helpful="no"'), ("feedback", 'helpful="yes"'), ("feedback_reasons", 'reason="beside"'))
    before = [counted(client, *place) for place in places]

    def pressed() -> list[str]:
        shown = page_of(client, f"/conversations/{conversation}").xpath(
            "//*[@class='feedback']//button[@aria-pressed='true']"
        )
        return [one.text_content() for one in shown]

    assert pressed() == []
    assert post(client, address, helpful="no") == f"/conversations/{conversation}#turn-1"
    assert pressed() == ["没用"]
    post(client, address, helpful="no", reason="beside", words="找张伟，电话13800138000，<b>没说</b>")
    page = client.get(f"/conversations/{conversation}").text
    assert "13800138000" not in page
    assert "&lt;b&gt;没说&lt;/b&gt;" in page
    assert re.search(r'value="beside" checked', page)
    post(client, address, helpful="no", reason="beside")  # again is not once more
    assert [counted(client, *place) - was for place, was in zip(places, before, strict=True)] == [1, 0, 1]
    piece = client.post(f"{address}?panel=true", data={"helpful": "yes"}).text
    assert piece.lstrip().startswith('<div class="feedback"')
    assert pressed() == ["有用"]
    assert [counted(client, *place) - was for place, was in zip(places, before, strict=True)] == [1, 1, 1]
    post(client, address, helpful="none")
    assert pressed() == []
    assert browse().post(address, data={"helpful": "no"}).status_code == 404
    assert client.post(address.replace(f"/{turn}/", f"/{turn + 999}/"), data={"helpful": "no"}).status_code == 404
    assert client.post(address, data={"helpful": "perhaps"}).status_code == 422
    too_long = client.post(address, data={"helpful": "no", "words": "长" * 501})
    assert too_long.status_code == 422
    assert "500" in problem_of(too_long, address)


@pytest.mark.parametrize("action", ["rename", "turns/1/feedback"])
def test_posts_from_another_site_are_turned_away(client: TestClient, action: str) -> None:
    address = f"/conversations/{'0' * 32}/{action}"
    response = client.post(address, data={"helpful": "no"}, headers={"Origin": "http://evil.example"})
    assert response.status_code == 403


def test_cases_stand_under_an_answer_as_cards(client: TestClient) -> None:
    events = ask(client, FLAGSHIP)
    page = client.get(f"/conversations/{events[0][1]['conversation']}").text
    for shown in (events[-1][1]["html"], page):
        (card,) = lxml.html.fromstring(shown).find_class("card")
        title, court, done = (part.text_content() for part in card)
        assert title == "东莞精密电子公司：活封设备，6小时内复工"
        assert court == "东莞市第一人民法院"
        assert done.startswith("保全人员先与东莞这家电子公司的负责人核实经营情况")
        assert client.get(card.get("href")).status_code == 200
    assert "可以对照的案例" not in ask(client, INTEREST)[-1][1]["html"]


def test_a_calculation_shows_its_steps_its_picture_and_leads_to_other_numbers(client: TestClient) -> None:
    tail = lxml.html.fromstring(
        ask(client, "60万元分12期还，每月一期，首期2026年12月1日，排一个分期还款表")[-1][1]["html"]
    )
    (work,) = tail.find_class("worked")
    (steps,) = work.find_class("steps")
    assert "分12期" in steps.text_content()
    assert [row[0].text for row in steps.xpath(".//tbody/tr")] == ["1", "2", "3"]
    assert len(work.xpath(".//details//tbody/tr")) == 12
    assert client.get(work.xpath(".//img/@src")[0]).headers["content-type"] == "image/svg+xml"
    (again,) = work.xpath(".//a[.='改数字再算']/@href")
    tool = page_of(client, again)
    assert tool.xpath("//input[@name='principal']/@value | //input[@name='total']/@value") == ["600000"]
    assert "600,000.00" in tool.find_class("figure")[0].text_content()


def test_exports_carry_the_name_the_steps_the_tables_and_the_cases(client: TestClient) -> None:
    plan = "60万元分12期还，每月一期，首期2026年12月1日，排一个分期还款表"
    conversation, _ = opened(client, plan, FLAGSHIP)
    address = f"/conversations/{conversation}"
    assert page_of(client, address).findtext(".//title") == f"{plan[:23]}… · 纾困"
    post(client, f"{address}/rename", title="王某 | 欠薪案")
    assert page_of(client, address).findtext(".//title") == "王某 | 欠薪案 · 纾困"
    page = page_of(client, f"{address}/export")
    assert page.findtext(".//title") == "王某 | 欠薪案 · 纾困"
    assert page.findtext(".//h1") == "纾困对话记录：王某 | 欠薪案"
    (work,) = page.find_class("worked")
    steps = [one.text_content() for one in work.iter("li")]
    rows = [[cell.text_content() for cell in row] for row in work.xpath(".//tbody/tr")]
    assert (len(steps), len(rows)) == (3, 12)
    assert rows[0][1] == "2026-12-01"
    (case,) = (one.text_content() for one in page.find_class("cases")[0].iter("li"))
    assert case.startswith("东莞精密电子公司：活封设备，6小时内复工（东莞市第一人民法院）：保全人员先与")

    markdown = client.get(f"{address}/export.md").text
    assert "\n# 纾困对话记录：王某 \\| 欠薪案\n" in markdown
    assert "| --- | --- | --- | --- | --- | --- |" in markdown
    assert f"| {' | '.join(rows[0])} |" in markdown
    assert "- **东莞精密电子公司：活封设备，6小时内复工**（东莞市第一人民法院）：" in markdown

    document = Document(io.BytesIO(client.get(f"{address}/export.docx").content))
    lines = [paragraph.text for paragraph in document.paragraphs]
    assert lines[0] == "纾困对话记录：王某 | 欠薪案"
    assert f"1. {steps[0]}" in lines
    assert case in lines
    (table,) = (one for one in document.tables if one.cell(0, 0).text == "期")
    assert [[cell.text for cell in row.cells] for row in table.rows[1:]] == rows


@pytest.mark.parametrize("name", CALCULATORS)
def test_the_address_of_a_calculation_gives_the_same_again(name: str) -> None:
    rows = [row for row in SCENARIOS if row["calculator"] == name and "result" in row]
    assert rows
    for row in rows:
        day = date.fromisoformat(row["day"]) if "day" in row else TODAY
        sent = sent_of(read_inputs(CALCULATORS[name].inputs, row["values"]))
        assert calculated(CALCULATORS[name], {**sent, "on": day.isoformat()}, TODAY) == compute(
            name, row["values"], day
        )


def test_a_calculation_that_is_no_longer_taken_leaves_its_text(application: FastAPI, client: TestClient) -> None:
    client.get("/")
    history, owner = application.state.services.history, client.cookies["shukun_browser"]
    conversation, turn = history.ask(owner, None, Role.JUDGE, "利息？")
    for record in ("calculation:gone?x=1&on=2026-01-01", "calculation:interest?principal=无&on=2026-01-01"):
        source = passage("利息是一百元。", record=record)
        history.answer(turn, Reply(Answer("利息是一百元[1]。", (Citation(1, source),))))
        page = client.get(f"/conversations/{conversation}")
        assert page.status_code == 200
        assert "利息是一百元" in page.text


def test_each_source_tells_its_law_beside_the_answer_and_in_the_panel(client: TestClient) -> None:
    tail = lxml.html.fromstring(ask(client, INTEREST)[-1][1]["html"])
    (line,) = tail.find_class("law-line")
    text = " ".join(line.text_content().split())
    assert "《中华人民共和国民法典》第六百八十条" in text
    assert "2020-05-28文本，自2021-01-01起施行，现行有效" in text
    assert text.endswith("相符")
    (source,) = tail.find_class("source")
    panel = client.get(source.get("href").replace("#at", "&panel=true"))
    assert "2020-05-28文本，自2021-01-01起施行，现行有效" in panel.text


def test_the_conversation_is_saved_for_word_and_as_markdown(client: TestClient, browse: Browse) -> None:
    conversation, _ = opened(client, INTEREST)
    for ending, kind in (("docx", "application/vnd.openxmlformats"), ("md", "text/markdown; charset=utf-8")):
        address = f"/conversations/{conversation}/export.{ending}"
        response = client.get(address)
        assert response.headers["content-type"].startswith(kind)
        assert unquote(response.headers["content-disposition"]).endswith(f"纾困对话-{date.today()}.{ending}")
        assert f'href="{address}"' in client.get(f"/conversations/{conversation}").text
        assert browse().get(address).status_code == 404
    assert "24,000元" in response.text
    assert "2020-05-28文本，自2021-01-01起施行，现行有效；核对：相符" in response.text
