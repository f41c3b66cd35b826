"""The check of wording as a page: findings beside the text, proposals put in place at a click, nothing stored."""

import re
from html import unescape

from fastapi.testclient import TestClient

from web.checking import LONGEST

AGREEMENT = """执行和解协议

甲方（申请执行人）：宁川市恒达五金有限公司，住所地宁川市东浦区振安路8号，统一社会信用代码91330106MA2KL7R39T，法定代表人李建国，电话13800000011。
乙方（被执行人）：陆向明，男，1979年11月2日出生，住宁川市东浦区兰亭公寓2幢1101室，公民身份号码330106197911020179，电话13700030826。

一、乙方欠甲方货款300000元（大写：人民币叁拾万元整），于2027年1月15日前汇入甲方账户：户名宁川市恒达五金有限公司，账号6228480327120455016。
二、乙方应尽快向甲方交还<模具>。
三、乙方逾期付款的，甲方可以申请恢复执行原判决。

甲方（盖章）：宁川市恒达五金有限公司
乙方（签名）：陆向明
2026年11月30日
"""


def keys(page: str, label: str) -> list[str]:
    """What the buttons send of findings with this label."""
    items = [one for one in page.split("<li ") if f"<strong>{label}</strong>" in one]
    return [found[1] for one in items if (found := re.search(r'name="rewrite" value="([^"]+)"', one))]


def text_of(page: str) -> str:
    box = page.partition("<textarea")[2].partition(">")[2]
    return unescape(box.partition("</textarea>")[0])


def test_an_empty_form(client: TestClient) -> None:
    page = client.get("/check")
    assert page.status_code == 200 and "自己认" in page.text and "finding-1" not in page.text


def test_findings_stand_beside_the_text_at_their_places(client: TestClient) -> None:
    page = client.post("/check", data={"text": AGREEMENT}).text
    assert "按执行和解协议检查" in page
    number = page.split("用词含混")[0].rsplit('id="finding-', 1)[1].split('"')[0]
    mark = page.split(f'id="place-{number}"')[1].split("</mark>")[0]
    assert mark.endswith("尽快")
    assert page.count('id="place-') == page.count('id="finding-')  # also of two that begin at one place
    assert "&lt;模具&gt;" in page and "<模具>" not in page
    assert text_of(page) == AGREEMENT


def test_a_proposal_is_put_in_place_and_the_text_checked_again(client: TestClient) -> None:
    page = client.post("/check", data={"text": AGREEMENT}).text
    (key,) = keys(page, "用词含混")
    after = client.post("/check", data={"text": AGREEMENT, "rewrite": key}).text
    assert "已改一处" in after and "用词含混" not in after
    assert "尽快" not in text_of(after) and "交还<模具>" in text_of(after)


def test_a_missing_clause_is_added_before_the_signatures(client: TestClient) -> None:
    page = client.post("/check", data={"text": AGREEMENT}).text
    (key,) = keys(page, "没写费用由谁负担")
    assert "加上这一条" in page
    after = text_of(client.post("/check", data={"text": AGREEMENT, "rewrite": key}).text)
    assert after.startswith("执行和解协议\n")
    added = after.index("执行申请费")
    assert after.index("三、") < added < after.index("甲方（盖章）")


def test_a_proposal_for_a_text_that_has_changed_is_not_put_in(client: TestClient) -> None:
    page = client.post("/check", data={"text": AGREEMENT}).text
    (key,) = keys(page, "用词含混")
    changed = AGREEMENT.replace("一、", "一、（修改）")
    after = client.post("/check", data={"text": changed, "rewrite": key}).text
    assert "没有替换" in after and text_of(after) == changed


def test_no_text_and_too_much_of_it(client: TestClient) -> None:
    empty = client.post("/check", data={"text": " \n"})
    assert empty.status_code == 422 and "还没有文字" in empty.text
    long = client.post("/check", data={"text": "长" * (LONGEST + 1)})
    assert long.status_code == 422 and "上限" in long.text and "长长" in text_of(long.text)


def test_a_kind_that_is_chosen_counts(client: TestClient) -> None:
    page = client.post("/check", data={"text": AGREEMENT, "kind": "instalment"}).text
    assert "按还款协议检查" in page and '<option value="instalment" selected>' in page
    assert client.post("/check", data={"text": AGREEMENT, "kind": "x"}).status_code == 200
