"""The API for programs: the command line's shapes, in Chinese where something is wrong, and nothing kept."""

import io
import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from docx import Document
from fastapi.testclient import TestClient

from assistant.calculators import CALCULATORS, compute
from assistant.settings import Settings
from assistant.shapes import calculation_json
from tests.web.asking import CHINESE, FLAGSHIP, REFUSED, events_of
from tests.web.conftest import Browse
from tests.web.laws import LAW, NEW, OLD
from web.api.computing import EXAMPLES
from web.app import create_app

DESPAIR = "欠了这么多钱，我不想活了"
STORY = "宁川市恒达五金有限公司申请执行陆向明，欠货款30万元。\n【只告诉调解员·债务人】\n我最多能拿出二十万。\n"
CITED = f"依照《{LAW}》第三条办理，并参照《{LAW}》第九十九条。"


def post(client: TestClient, path: str, status: int = 200, **sent: Any) -> Any:
    response = client.post(f"/api/v1/{path}", json=sent)
    assert response.status_code == status, response.text
    return response.json()


def get(client: TestClient, path: str, status: int = 200) -> Any:
    response = client.get(f"/api/v1/{path}")
    assert response.status_code == status, response.text
    return response.json()


def message(told: Any) -> str:
    assert set(told) == {"message", "request_id"}
    assert CHINESE.search(told["message"]), told
    return str(told["message"])


def test_an_answer_has_the_shape_of_the_command_line(client: TestClient) -> None:
    got = post(client, "ask", question=FLAGSHIP, role="mediator")
    keys = ["outcome", "text", "label", "citations", "verdicts", "notices", "replies", "hits", "model", "seconds"]
    assert list(got) == keys
    assert got["outcome"] == "answer" and got["label"] and got["model"] is None
    for one in got["citations"][:5]:
        assert f"[{one['marker']}]" in got["text"]
        record = get(client, f"records/{one['id']}?at={one['locator']}")
        assert [passage["locator"] for passage in record["passages"]] == [one["locator"]]


@pytest.mark.parametrize(
    ("question", "outcome"), [(REFUSED, "refusal"), (DESPAIR, "referral"), ("你好", "clarification")]
)
def test_other_outcomes(client: TestClient, question: str, outcome: str) -> None:
    got = post(client, "ask", question=question)
    assert got["outcome"] == outcome and got["citations"] == []
    assert bool(got["replies"]) is (outcome == "clarification")


def test_the_stream_tells_the_same(client: TestClient) -> None:
    response = client.post("/api/v1/ask/stream", json={"question": FLAGSHIP, "role": "judge"})
    assert response.headers["content-type"].startswith("text/event-stream")
    events = events_of(response.text)
    whole = post(client, "ask", question=FLAGSHIP, role="judge")
    name, last = events[-1]
    assert name == "finished" and {**last, "seconds": 0} == {**whole, "seconds": 0}
    assert events[0][0] == "sources" and events[0][1]["hits"] == whole["hits"]
    sentences = [data for name, data in events if name == "sentence"]
    assert all(data["text"] in whole["text"] for data in sentences)
    told = [one for data in sentences for one in data["citations"]]
    assert told == whole["citations"]


def test_what_was_said_before_counts(client: TestClient) -> None:
    alone = post(client, "ask", question="那要交多少？")
    first = post(client, "ask", question="向法院起诉要八十万元货款，诉讼费要交多少？")
    told = {"question": "向法院起诉要八十万元货款，诉讼费要交多少？", "answer": first["text"]}
    after = post(client, "ask", question="那五十万元呢？", turns=[told])
    assert "8,800" in after["text"] and "8,800" not in alone["text"]


def test_a_person_in_danger_is_helped_without_an_index(tmp_path: Path, browse: Browse) -> None:
    client = browse(create_app(Settings(home=tmp_path / "nothing")))
    assert post(client, "ask", question=DESPAIR)["outcome"] == "referral"
    events = events_of(client.post("/api/v1/ask/stream", json={"question": DESPAIR}).text)
    assert [name for name, _ in events] == ["finished"]
    assert "shukun build" in message(post(client, "ask", status=503, question=FLAGSHIP))


def test_nothing_is_kept(home: Path, tmp_path: Path, browse: Browse) -> None:
    database = tmp_path / "conversations.sqlite3"
    client = browse(create_app(Settings(home=home, database_url=f"sqlite:///{database}")))
    post(client, "ask", question=REFUSED)
    client.post("/api/v1/ask/stream", json={"question": REFUSED})
    assert not client.cookies
    held = [file.read_bytes() for file in tmp_path.iterdir()]
    assert held and not any(REFUSED.encode() in data for data in held)


@pytest.mark.parametrize(
    ("path", "sent", "says"),
    [
        ("ask", {"question": " \n"}, "还没有写问题"),
        ("ask", {"question": "债" * 10_001}, "10001个字"),
        ("ask", {"question": "问", "role": "king"}, "没有这个角色"),
        ("ask", {"question": "问", "rolle": "judge"}, "“rolle”不是这里的项目"),
        ("ask", {"question": "问", "turns": [{"question": "问"}]}, "“turns.0.answer”没有写"),
        ("ask", {"question": 5}, "还没有写问题"),
        ("search", {"query": "信用修复", "k": 0}, "“k”不能小于1"),
        ("search", {"query": "信用修复", "kinds": ["novel"]}, "只能是"),
        ("search", {"query": ""}, "还没有写问题"),
        ("cite", {"text": "长" * 20_001}, "最多20000个字"),
        ("cite", {"text": "", "on": "昨天"}, "应为日期"),
        ("check", {"text": "  "}, "还没有文字"),
        ("compute/court-fee", {"amount": "-1"}, "金额不能小于 0"),
        ("compute/court-fee", {"money": "1"}, "没有这一项"),
        ("relief", {"facts": {"weather": "是"}}, "没有这个事实"),
        ("relief/interview", {"answers": {"asker": "king"}}, "没有“king”"),
        ("draft/执行和解协议", {"values": {}}, "缺少“执行法院”"),
        ("draft/执行和解协议", {"values": {"weather": "晴"}, "blanks": True}, "没有“weather”这一项"),
    ],
)
def test_what_cannot_be_taken_is_told_in_chinese(client: TestClient, path: str, sent: Any, says: str) -> None:
    assert says in message(post(client, path, 422, **sent))


@pytest.mark.parametrize("body", [b"", b"{", b"[]", b"5", b'"x"', b"null"])
def test_a_body_that_is_no_object(client: TestClient, body: bytes) -> None:
    response = client.post("/api/v1/ask", content=body, headers={"Content-Type": "application/json"})
    assert response.status_code == 422
    message(response.json())


def test_half_a_surrogate_pair_breaks_nothing(client: TestClient) -> None:
    half = '"\\ud83d\u7532"'
    for path, body in (
        ("cite", f'{{"text": {half}}}'),
        ("check", f'{{"text": {half}}}'),
        ("ask", f'{{"question": {half}}}'),
        ("ask", f"{{{half}: 1}}"),
        ("compute/court-fee", f'{{"amount": {half}}}'),
        ("compute/recovery", f'{{"assets": 1, "ordinary": [{{"name": {half}, "amount": 1}}]}}'),
        ("draft/执行和解协议", f'{{"values": {{"court": {half}}}, "blanks": true}}'),
        ("relief", f'{{"facts": {{{half}: {half}}}}}'),
    ):
        response = client.post(f"/api/v1/{path}", content=body.encode(), headers={"Content-Type": "application/json"})
        assert response.status_code in {200, 422}, (path, response.text)


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("records/no-such-record", 404),
        ("records/mechanism-live-seizure?at=没有这一节", 404),
        ("draft/天气预报", 404),
        ("clauses/天气预报", 404),
        ("no-such-endpoint", 404),
        ("ask", 405),
        ("compute/court-fee", 405),
        ("article", 422),
        ("article?citation=民诉法205条&on=昨天", 422),
        ("article?citation=没有的法第一条", 404),
    ],
)
def test_addresses_that_lead_nowhere(client: TestClient, path: str, status: int) -> None:
    message(get(client, path, status))


def test_search(client: TestClient) -> None:
    hits = post(client, "search", query="信用修复", k=3, kinds=["procedure"])["hits"]
    assert 0 < len(hits) <= 3
    assert all(hit["kind"] == "procedure" and 0 <= hit["score"] <= 1 and hit["text"] for hit in hits)


def test_everything_that_an_answer_cites_is_a_record(client: TestClient) -> None:
    got = post(client, "ask", question="向法院起诉要八十万元货款，诉讼费要交多少？", role="litigant")
    (found,) = [one for one in got["citations"] if one["kind"] == "calculation"][:1]
    response = client.get("/api/v1/records/" + found["id"].replace("?", "%3F").replace("&", "%26"))
    assert response.status_code == 200 and "11,800" in response.text
    listed = get(client, "records")["records"]
    assert len(listed) > 100 and {"id", "kind", "title"} == set(listed[0])


def test_every_calculator_counts_as_on_the_command_line(client: TestClient) -> None:
    listed = get(client, "compute")["calculators"]
    assert [one["name"] for one in listed] == list(CALCULATORS) == list(EXAMPLES)
    for name, sent in EXAMPLES.items():
        got = post(client, f"compute/{name}", **sent)
        wanted = calculation_json(compute(name, sent, date.today()))
        assert got == json.loads(json.dumps(wanted)), name
    assert post(client, "compute/court-fee", amount="80万")["result"] == "11800.00"


def test_law_on_a_day(reader: TestClient) -> None:
    got = get(reader, f"article?citation={LAW}第三条")
    assert (got["version"], got["until"]) == (NEW, None) and "七日" in got["text"]
    assert [one["version"] for one in got["versions"]] == [OLD] and got["cited_by"]
    assert "十日" in get(reader, f"article?citation={LAW}第三条&on=2021-01-01")["text"]
    rows = post(reader, "cite", text=CITED)["citations"]
    assert [row["verdict"] for row in rows] == ["matches", "no_such_article"]
    assert all(CITED[row["start"] : row["end"]] == row["text"] for row in rows)
    assert post(reader, "cite", text=CITED, on="2010-01-01")["citations"][0]["verdict"] != "matches"
    assert "七日" in json.dumps(get(reader, f"records/{LAW}@{NEW}?at=第3条"), ensure_ascii=False)


def test_the_wording_of_an_agreement(client: TestClient) -> None:
    text = (
        "执行和解协议\r\n甲方：张某。乙方：李某。\r\n一、乙方尽快向甲方支付人民币360000元（大写：叁拾玖万元整）。\r\n"
    )
    got = post(client, "check", text=text)
    plain = text.replace("\r\n", "\n")
    assert {"amount-words", "ambiguous-word"} <= {one["kind"] for one in got["findings"]}
    assert all(plain[one["start"] : one["end"]] == one["text"] for one in got["findings"])
    assert got["kind"] == "enforcement" and got["notices"] == []
    assert post(client, "check", text=text, kind="wage")["kind"] == "wage"


def test_wording_is_checked_without_an_index(tmp_path: Path, browse: Browse) -> None:
    client = browse(create_app(Settings(home=tmp_path)))
    got = post(client, "check", text="协议\n一、乙方尽快付清。")
    assert got["findings"] and "没有核对" in got["notices"][0]


def test_a_draft_from_a_story_as_text_and_as_word(client: TestClient) -> None:
    forms = get(client, "draft")["forms"]
    assert len(forms) > 20
    fields = get(client, "draft/执行和解协议")
    assert fields["form"] == "form-enforcement-settlement" and any(one["required"] for one in fields["fields"])
    sent = {
        "values": {"case_number": "（2026）京01执1号"},
        "story": STORY,
    }
    got = post(client, "draft/执行和解协议", **sent)
    assert "陆向明" in got["text"] and "（2026）京01执1号" in got["text"]
    assert "二十万" not in got["text"] and "二十万" not in got["story"]
    assert got["missing"] and got["label"] and got["out"] is None
    for one in got["found"]:
        assert all(got["story"][start:end] for start, end in one["spans"])
    file = client.post("/api/v1/draft/执行和解协议/docx", json=sent)
    assert file.headers["content-disposition"].startswith("attachment")
    words = "\n".join(paragraph.text for paragraph in Document(io.BytesIO(file.content)).paragraphs)
    assert "陆向明" in words and "二十万" not in words


def test_numbers_may_be_numbers(client: TestClient) -> None:
    fields = get(client, "draft/还款协议")["fields"]
    amount = next(one["name"] for one in fields if one["type"] == "amount")
    as_text = post(client, "draft/还款协议", values={amount: "360000"}, blanks=True)
    assert post(client, "draft/还款协议", values={amount: 360000}, blanks=True) == as_text
    assert "story" not in as_text and "found" not in as_text


def test_clauses(client: TestClient) -> None:
    every = get(client, "clauses")["clauses"]
    assert get(client, "clauses/加速到期") in every and len(every) > 20


def test_relief_and_the_interview(client: TestClient) -> None:
    facts = get(client, "relief/facts")["facts"]
    assert {"asker", "stage"} <= {one["key"] for one in facts}
    got = post(client, "relief", facts={"asker": "litigant", "stage": "执行中"})
    assert got["routes"] and got["ask_next"] and got["notice"]
    answers: dict[str, Any] = {}
    for _ in range(20):
        step = post(client, "relief/interview", answers=answers)
        if step["question"] is None:
            break
        assert step["result"] is None and len(step["answered"]) == len(answers)
        options = step["question"]["options"]
        answers[step["question"]["key"]] = "litigant" if not answers else options[-1]["value"]
    assert step["result"]["routes"] and len(answers) > 3
    early = post(client, "relief/interview", answers={"asker": "litigant"}, done=True)
    assert early["question"] is None and early["result"]["routes"]
