"""A question as a stream: the order of the events, and what each one carries."""

import re
from itertools import groupby

import pytest
from fastapi.testclient import TestClient

from tests.web.asking import FLAGSHIP, ask, links


@pytest.fixture(scope="module")
def flagship(request: pytest.FixtureRequest) -> tuple[TestClient, list]:
    """The flagship question and its events, asked once."""
    application = request.getfixturevalue("application")
    client = TestClient(application)
    return client, ask(client, FLAGSHIP)


def test_the_events_come_in_order(flagship) -> None:
    _, events = flagship
    assert [name for name, _ in groupby(name for name, _ in events)] == [
        "opened",
        "sources",
        "notice",
        "sentence",
        "finished",
    ]
    assert events[-1][1]["outcome"] == "answer"


def test_the_sources_and_the_notice_say_what_the_answer_is_made_of(flagship) -> None:
    _, events = flagship
    said = dict(event for event in events if event[0] in {"sources", "notice"})
    assert "活封" in said["sources"]["titles"]
    assert any("东莞" in title for title in said["sources"]["titles"])
    assert "没有配置语言模型" in said["notice"]["text"]


def test_every_sentence_that_claims_something_links_to_a_passage_that_opens(flagship) -> None:
    client, events = flagship
    sentences = [data for name, data in events if name == "sentence"]
    claims = [data for data in sentences if data["block"] not in {"heading", "subheading"}]
    assert len(claims) > 10
    assert all(links(data["html"]) for data in claims)
    assert not any(links(data["html"]) for data in sentences if data not in claims)
    addresses = {address for data in claims for address in links(data["html"])}
    for address in addresses:
        assert address.startswith("/records/")
        page = client.get(address)
        assert page.status_code == 200
        assert page.text.count('class="here"') == 1, address


def test_a_quoted_sentence_stands_in_the_passage_it_points_at(flagship) -> None:
    client, events = flagship
    claims = [data for name, data in events if name == "sentence" and data["block"] in {"item", "step"}]
    for data in claims[:8]:
        said = re.sub(r'<a class="cite".*?</a>|<[^>]+>', "", data["html"])
        panel = client.get(links(data["html"])[0].replace("#at", "&panel=true")).text
        here = re.search(r'class="here">(.*?)</section>', panel, re.DOTALL)
        assert here
        assert said in re.sub(r"<[^>]+>", "", here.group(1))


def test_markers_are_numbered_from_one_and_listed_once_with_their_source(flagship) -> None:
    _, events = flagship
    text = "".join(data["html"] for name, data in events if name == "sentence")
    markers = [int(number) for number in re.findall(r'class="cite"[^>]*>(\d+)</a>', text)]
    first_seen = list(dict.fromkeys(markers))
    assert first_seen == list(range(1, len(first_seen) + 1))
    sources = events[-1][1]["html"].split('<details class="verdicts">')[0]
    assert [int(number) for number in re.findall(r'<li value="(\d+)">', sources)] == first_seen
    listed = sources.split("<li value=")[1:]
    assert all('class="origin"' in one or 'class="law-line"' in one for one in listed)


@pytest.mark.parametrize(
    ("question", "names", "outcome", "says"),
    [
        ("怎么种草莓", ["opened", "finished"], "refusal", "已检索"),
        ("欠了这么多钱，我不想活了", ["finished"], "referral", "12356"),  # not stored: no conversation opens
        ("你好", ["opened", "finished"], "clarification", "最急"),
    ],
)
def test_other_outcomes_arrive_whole(
    client: TestClient, question: str, names: list[str], outcome: str, says: str
) -> None:
    events = ask(client, question)
    assert [name for name, _ in events] == names
    data = events[-1][1]
    assert data["outcome"] == outcome
    assert says in data["html"]
    assert not links(data["html"])


def test_replies_to_a_clarification_can_be_chosen_without_scripts(client: TestClient) -> None:
    tail = ask(client, "你好")[-1][1]["html"]
    replies = re.findall(r'<a class="reply" href="([^"]+)">([^<]+)</a>', tail)
    assert len(replies) >= 2
    for address, text in replies:
        assert f">{text}</textarea>" in client.get(address).text


def test_a_stream_sets_the_cookie_of_a_new_browser(client: TestClient) -> None:
    opened = ask(client, FLAGSHIP)[0][1]
    assert client.cookies["shukun_browser"]
    page = client.get(f"/conversations/{opened['conversation']}")
    assert page.status_code == 200
    assert 'id="turn-1"' in page.text
