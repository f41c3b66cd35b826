"""The relief interview on the web: one question a page, the address carries the answers, and the result says why."""

import re
from html import unescape
from urllib.parse import parse_qsl, urlencode, urlsplit

import pytest
from fastapi.testclient import TestClient

from assistant.relief.choosing import Chooser
from assistant.relief.interview import MOST, NOT_SURE
from knowledge.glossary import Glossary
from knowledge.relief import FactValue, ReliefRules

HERE = "/guide/interview"
FACTORY: list[tuple[str, str]] = [
    ("asker", "litigant"),
    ("stage", "执行中"),
    ("side", "债务人"),
    ("debtor", "企业"),
    ("claim", "货款"),
    ("business", "operating"),
    ("business", "orders"),
    ("sealed", "设备"),
]


def at(*pairs: tuple[str, str]) -> str:
    return f"{HERE}?{urlencode(pairs)}"


def asked(page: str) -> str:
    """The question that a page asks; "" for a result."""
    found = re.search(r'name="at" value="([a-z_]+)"', page)
    return found[1] if found else ""


def hidden(page: str) -> list[tuple[str, str]]:
    """The other answers, as the form sends them."""
    found = re.findall(r'<input type="hidden" name="([a-z_]+)" value="([^"]*)"', page)
    return [(name, unescape(value)) for name, value in found if name != "at"]


def link(page: str, text: str) -> str:
    """Where a link of this text leads."""
    found = re.search(rf'href="([^"]+)"[^>]*>{re.escape(text)}', page)
    assert found, text
    return unescape(found[1])


def titles(page: str) -> list[str]:
    return re.findall(r'<span class="ordinal">\d</span> <a href="/guide/[a-z-]+">(.+?)</a>', page)


def test_questions_come_one_by_one_and_end_in_a_result(client: TestClient) -> None:
    pairs: list[tuple[str, str]] = []
    keys: list[str] = []
    page = client.get(HERE).text
    while key := asked(page):
        assert page.count("<h1>") == 1 and f"第{len(keys) + 1}题，最多{MOST}题" in page
        assert hidden(page) == pairs
        keys.append(key)
        pairs = [*hidden(page), (key, NOT_SURE)]
        page = client.get(at(*pairs, ("at", key))).text
    assert keys[:3] == ["asker", "stage", "side"] and len(keys) == MOST == len(set(keys))
    assert "您说的" in page


def test_the_address_is_all_that_is_needed_to_go_on(client: TestClient) -> None:
    page = client.get(at(*FACTORY[:3])).text
    assert asked(page) == "debtor" and hidden(page) == FACTORY[:3]
    assert unescape(page).count(at(*FACTORY[:3])) >= 1  # to be kept
    assert "set-cookie" not in client.get(at(*FACTORY[:3])).headers


def test_one_step_back_shows_the_answer_and_loses_none(client: TestClient) -> None:
    page = client.get(at(*FACTORY[:4])).text
    back = client.get(link(page, "上一步")).text
    assert asked(back) == "debtor" and 'value="企业" checked' in back
    further = client.get(link(back, "上一步")).text
    assert asked(further) == "side" and 'value="债务人" checked' in further
    assert ("debtor", "企业") in hidden(further)
    assert "上一步" not in client.get(HERE).text


def test_an_answer_is_needed_and_not_to_know_is_one(client: TestClient) -> None:
    answer = client.get(at(*FACTORY[:1], ("at", "stage")))
    assert answer.status_code == 422 and asked(answer.text) == "stage" and "还没有回答" in answer.text
    assert hidden(answer.text) == FACTORY[:1]
    skipped = client.get(at(*FACTORY[:1], ("stage", "执行中"), ("at", "stage"), ("stage", NOT_SURE))).text
    assert asked(skipped) == "side" and ("stage", NOT_SURE) in hidden(skipped)


def test_what_contradicts_is_asked_again_with_all_answers_kept(client: TestClient) -> None:
    wrong = [*FACTORY[:4], ("claim", "货款"), ("business", "operating"), ("business", "shell"), ("at", "business")]
    answer = client.get(at(*wrong))
    assert answer.status_code == 422 and asked(answer.text) == "business"
    assert "又说企业还在经营" in answer.text
    assert hidden(answer.text) == FACTORY[:5]
    assert 'value="operating" checked' in answer.text and 'value="shell" checked' in answer.text
    number = client.get(at(("workers_unpaid", "不少人")))
    assert number.status_code == 422 and 'value="不少人"' in number.text


def test_the_result_says_which_routes_why_and_what_to_do_first(client: TestClient) -> None:
    page = client.get(at(*FACTORY, ("done", "1"))).text
    chooser = Chooser(ReliefRules.load())
    facts: dict[str, FactValue] = {
        "asker": "litigant",
        "stage": "执行中",
        "side": "债务人",
        "debtor": "企业",
        "claim": "货款",
    }
    known: dict[str, FactValue] = {**facts, "operating": True, "orders": True, "sealed": frozenset({"设备"})}
    choice = chooser.choose(known, ask=False)
    assert titles(page) == [one.route.record.title for one in choice.routes[:3]]
    first = page.split('id="route-2"')[0]
    best = choice.routes[0]
    assert all(one.says in first for one in (*best.met, *best.reasons, *best.unknown))
    assert first.index("为什么") < first.index("先做什么") < first.index("材料")
    assert all(one.route.record.title in page for one in choice.excluded)
    assert choice.excluded[0].because[0].says in page


def test_words_of_the_law_among_the_answers_are_explained(client: TestClient) -> None:
    page = client.get(at(*FACTORY[:1])).text
    (stage,) = (one for one in ReliefRules.load().facts.values() if one.key == "stage")
    for choice, note in zip(stage.choices, stage.notes, strict=True):
        assert note in page.partition(f'value="{choice}"')[2].partition("</label>")[0]
    page = client.get(at(*FACTORY[:2])).text
    assert Glossary.load()["案外人"].plain in unescape(page.partition('value="案外人"')[2].partition("</label>")[0])


def test_an_answer_is_changed_from_the_result(client: TestClient) -> None:
    page = client.get(at(*FACTORY, ("done", "1"))).text
    (found,) = re.findall(r'href="([^"]+)" aria-label="改答：现在到了哪一步"', page)
    edit = unescape(found)
    again = client.get(edit).text
    assert asked(again) == "stage" and 'value="执行中" checked' in again
    changed = client.get(at(*hidden(again), ("stage", "诉前"), ("at", "stage"))).text
    assert asked(changed) == "" and "<dd>诉前" in changed
    assert titles(changed) != titles(page)


@pytest.mark.parametrize("stage", ["执行中", NOT_SURE])
def test_a_route_that_nothing_speaks_for_is_not_called_open(client: TestClient, stage: str) -> None:
    page = client.get(at(("asker", "litigant"), ("stage", stage), ("done", "1"))).text
    shown = re.findall(r'<article class="route".+?</article>', page, re.S)
    assert all('class="state met"' in one or 'class="state plus"' in one for one in shown)
    if stage == NOT_SURE:
        assert not shown and "现在还说不准" in page and "可以走的路" not in page
        assert asked(client.get(link(page, "接着答")).text)
        assert "/guide/mechanism-enforcement-settlement" in page and "免费帮助" in page
    else:
        assert shown and "可以走的路" in page


def test_what_is_not_known_may_be_answered_from_the_result(client: TestClient) -> None:
    page = client.get(at(*FACTORY[:3], ("done", "1"))).text
    supply = link(page, "补答")
    assert dict(parse_qsl(urlsplit(supply).query))["edit"] == asked(client.get(supply).text)


def test_a_result_that_came_early_can_be_gone_on_from(client: TestClient) -> None:
    page = client.get(at(*FACTORY[:3])).text
    early = client.get(link(page, "不想再答，现在就看结果")).text
    assert asked(early) == "" and asked(client.get(link(early, "接着答，结果会更准")).text) == "debtor"


def test_what_is_no_question_is_left_out(client: TestClient) -> None:
    page = client.get(f"{HERE}?utm_source=x&edit=nonsense&at=nonsense&asker=litigant")
    assert page.status_code == 200 and hidden(page.text) == [("asker", "litigant")]
    assert "utm_source" not in page.text
    assert client.get(f"{HERE}?stage=月球").status_code == 422


def test_routes_of_records_that_are_not_here_have_no_link(reader: TestClient) -> None:
    page = reader.get(at(*FACTORY, ("done", "1")))
    assert page.status_code == 200 and "活封" in page.text
    assert 'href="/guide/mechanism-' not in page.text
