"""The drafting desk: typed controls, a story with its places, the document with its findings, Word files, versions."""

import io
import re
from datetime import date
from html import unescape

import docx
import pytest
from fastapi.testclient import TestClient

from assistant.drafting.stories import values_of
from knowledge.forms import FieldType
from tests.assistant.drafting.filled import BOOK, drafted
from tests.web.desk import filled, form_of, press, sent, shown, squeezed
from web.desk.compare import LONGEST
from web.desk.start import ASKING, OTHER, SETTLING, start_page

NAMES = sorted(name.removeprefix("form-") for name in BOOK.forms)
SETTLEMENT = "enforcement-settlement"
INSTALMENT = "instalment-agreement"
OPEN_STORY = """2025年3月，宁川市恒达五金有限公司给宁川市东浦电子有限公司供货，东浦电子欠货款325000元。
案号（2026）浙0106执1234号。双方谈好分三期还：2026年12月31日付125000元，2027年3月31日付100000元，2027年6月30日付100000元，宽限3天，一期没付其余全部到期。"""
CONFIDED = "最多能借到三十五万，不想让对方知道。"
STORY = f"{OPEN_STORY}\n\n【只告诉调解员·债务人】{CONFIDED}\n"
WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


def paragraphs(data: bytes) -> str:
    document = docx.Document(io.BytesIO(data))
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    return "\n".join([*(one.text for one in document.paragraphs), *cells])


def told(page: str) -> str:
    """The story on a page, with its marks."""
    return page.partition('<div class="told">')[2].partition("</div>")[0]


def test_every_form_is_on_the_list_once_in_its_group(client: TestClient) -> None:
    page = client.get("/draft").text
    assert all(page.count(f'href="/draft/{name}"') == 1 for name in NAMES)
    groups = {title: {form.title for form in forms} for title, forms in start_page(BOOK).groups}
    assert "执行和解协议" in groups[SETTLING] and "执行异议书" in groups[ASKING] and "债权申报表" in groups[OTHER]
    assert all("申请书" not in title for title in groups[SETTLING] | groups[OTHER])


@pytest.mark.parametrize("name", NAMES)
def test_an_empty_form_has_a_control_for_every_field_in_its_order(name: str, client: TestClient) -> None:
    answer = client.get(f"/draft/{name}")
    assert answer.status_code == 200
    places = [answer.text.index(f'id="f.{field.name}"') for field in form_of(name).fields]
    assert places == sorted(places)
    assert all(field.help in unescape(answer.text) for field in form_of(name).fields)
    assert answer.text.count('class="need"') == sum(field.required for field in form_of(name).fields)
    assert 'id="seen"' not in answer.text


@pytest.mark.parametrize("name", NAMES)
def test_what_stands_in_the_controls_becomes_the_same_document_as_on_the_command_line(
    name: str, client: TestClient
) -> None:
    answer = press(client, name, "preview", filled(form_of(name)))
    assert answer.status_code == 200
    expected = squeezed(drafted(name).text.replace("｜", ""))
    if name == "legal-aid":  # what is said of somebody beside the parts of the form stands after the name
        assert sorted(shown(answer.text)) == sorted(expected) and "系申请人母亲" in shown(answer.text)
    else:
        assert shown(answer.text) == expected
    assert "还没填的" not in answer.text and "填错的" not in answer.text
    again = press(client, name, "preview", sent(answer))  # a page carries all of it
    assert shown(again.text) == shown(answer.text)


@pytest.mark.parametrize("name", [SETTLEMENT, "legal-aid"])
def test_every_link_on_a_page_leads_somewhere(name: str, client: TestClient) -> None:
    page = press(client, name, "story", {"told": STORY})
    page = press(client, name, "preview", {**sent(page), "f.seals_kept": "由被执行人尽快交还"})
    leads = set(re.findall(r'href="#([^"]+)"', page.text)) - {"main"}
    ids = re.findall(r'\bid="([^"]+)"', page.text)
    assert len(ids) == len(set(ids))
    assert len(leads) > 10 and leads <= set(ids)


def test_a_value_from_a_story_stands_in_its_control_and_shows_its_words(client: TestClient) -> None:
    answer = client.post("/draft", data={"form": f"form-{SETTLEMENT}", "told": STORY, "action": "story"})
    assert answer.status_code == 200 and answer.url.path == f"/draft/{SETTLEMENT}"
    controls = sent(answer)
    assert controls["f.case_number"] == "（2026）浙0106执1234号"
    assert controls["f.applicant.name"] == "宁川市恒达五金有限公司"
    assert controls["f.instalments.2.1"] == "2027-06-30" and controls["f.instalments.2.2"] == "100000.00"
    assert controls["f.mode"] == "分期付款" and controls["f.grace"] == "3"
    found = values_of(OPEN_STORY, form_of(SETTLEMENT), date.today()).found
    assert len(found) > 5
    parts = answer.text.split('class="from"')[1:]
    for number, (one, part) in enumerate(zip(found, parts, strict=True), start=1):
        assert f'href="#said-{number}"' in part and one.why in unescape(part)
    number = [one.field for one in found].index("case_number") + 1
    mark = told(answer.text).split(f'id="said-{number}"')[1].partition(">")[2].split("</mark>")[0]
    assert re.sub(r"<a .*?</a>|<[^>]+>", "", mark) == "（2026）浙0106执1234号"
    assert squeezed(re.sub(r"<a .*?</a>|<[^>]+>", "", told(answer.text))) == squeezed(OPEN_STORY)


def test_the_words_that_values_come_from_stay_when_the_page_is_sent_again(client: TestClient) -> None:
    page = press(client, SETTLEMENT, "story", {"told": STORY})
    again = press(client, SETTLEMENT, "preview", sent(page))
    assert again.text.count('class="from"') == page.text.count('class="from"') > 8
    assert told(again.text) == told(page.text)


def test_what_was_told_in_confidence_is_on_no_page_and_in_no_document(client: TestClient) -> None:
    page = press(client, SETTLEMENT, "story", {"told": STORY})
    assert "没有带进文书" in page.text
    seen = press(client, SETTLEMENT, "preview", sent(page))
    word = press(client, SETTLEMENT, "blanks", sent(page))
    assert word.headers["content-type"] == WORD
    assert not any("三十五万" in text for text in (page.text, seen.text, paragraphs(word.content)))


def test_a_mark_that_cannot_be_read_is_told_and_nothing_typed_is_lost(client: TestClient) -> None:
    story = f"{OPEN_STORY}他只告诉调解员还有钱。"
    page = press(client, SETTLEMENT, "story", {"told": story, "f.grace": "7"})
    assert page.status_code == 422 and "看不出到哪里为止" in page.text
    assert sent(page)["told"] == story and sent(page)["f.grace"] == "7"


def test_no_story_and_too_much_of_it(client: TestClient) -> None:
    empty = client.post("/draft", data={"form": f"form-{SETTLEMENT}", "told": " "})
    assert empty.status_code == 422 and "还没有案情" in empty.text
    assert f'<option value="form-{SETTLEMENT}" selected>' in empty.text
    long = client.post("/draft", data={"form": f"form-{SETTLEMENT}", "told": "长" * 10_001})
    assert long.status_code == 422 and "上限" in long.text and "长长" in long.text
    assert client.post("/draft", data={"form": "form-horoscope", "told": STORY}).status_code == 422
    assert press(client, SETTLEMENT, "story", {"told": ""}).status_code == 422


def test_what_was_written_by_hand_is_not_changed_by_a_story(client: TestClient) -> None:
    written = {"told": STORY, "f.case_number": "（2025）浙0106执9号"}
    assert sent(press(client, SETTLEMENT, "story", written))["f.case_number"] == "（2025）浙0106执9号"


def test_two_readings_are_told_and_neither_is_chosen(client: TestClient) -> None:
    story = "甲公司欠乙公司货款，对账日2026年11月30日，对账日2026年10月31日。"
    page = press(client, SETTLEMENT, "story", {"told": story})
    conflicts = values_of(story, form_of(SETTLEMENT), date.today()).conflicts
    assert conflicts and all(one.why in unescape(page.text) for one in conflicts)
    assert all(not sent(page).get(f"f.{one.field}") for one in conflicts)
    assert 'class="clash"' in press(client, SETTLEMENT, "preview", sent(page)).text


def test_where_somebody_is_in_danger_help_stands_first_and_stays(client: TestClient) -> None:
    story = "老板李强欠我工资三万，他昨天拿刀追我，说再来要钱就打死我。"
    page = press(client, "wage-agreement", "story", {"told": story})
    assert 0 < page.text.index('class="referral"') < page.text.index("<h1>")
    assert "110" in page.text.partition('class="referral"')[2].partition("<h1>")[0]
    again = press(client, "wage-agreement", "preview", sent(page))
    assert 'class="referral"' in again.text
    assert 'class="referral"' not in press(client, "wage-agreement", "story", {"told": OPEN_STORY}).text


def test_a_reading_that_was_tampered_with_is_dropped(client: TestClient) -> None:
    for reading in ("x", '{"marks":[{"field":"court","spans":[[5,999999]],"why":"y"}]}', '{"aid":99}'):
        page = press(client, SETTLEMENT, "", {"story": "甲欠乙货款。", "reading": reading})
        assert page.status_code == 200 and "甲欠乙货款。" in page.text and 'class="from"' not in page.text


def test_what_is_missing_is_listed_and_left_blank(client: TestClient) -> None:
    written = filled(form_of(SETTLEMENT))
    page = press(client, SETTLEMENT, "preview", {**written, "f.proof": "", "f.instalments.1.1": ""})
    gaps = page.text.partition('class="gaps"')[2].partition("</ul>")[0]
    assert 'href="#f.proof"' in gaps and "分期表第2行的付款日期" in gaps and gaps.count("<li>") == 2
    assert "2项没填" in page.text and "付款的认定：________。" in shown(page.text)


def test_a_list_that_is_said_to_be_empty_is_not_missing(client: TestClient) -> None:
    written = {name: text for name, text in filled(form_of(SETTLEMENT)).items() if not name.startswith("f.seals.")}
    page = press(client, SETTLEMENT, "preview", {**written, "f.seals.none": "无", "f.proof": ""})
    assert "1项没填" in page.text and "本案没有需要解除的查封" in shown(page.text)
    assert sent(page)["f.seals.none"] == "无"


def test_what_is_wrong_is_told_at_its_field_and_the_rest_is_drawn(client: TestClient) -> None:
    written = {**filled(form_of(SETTLEMENT)), "f.agreed_total": "很多", "f.account.bank": ""}
    for action in ("preview", "word", "blanks"):
        page = press(client, SETTLEMENT, action, written)
        assert page.status_code == 422 and "2处填错" in page.text
        assert "应写一个确定的金额" in page.text and "缺少开户行" in page.text
        assert sent(page)["f.agreed_total"] == "很多" and "还没填的" not in page.text
        assert "宽限期" in shown(page.text)


def test_a_complete_form_is_downloaded_at_once(client: TestClient) -> None:
    answer = press(client, SETTLEMENT, "word", filled(form_of(SETTLEMENT)))
    assert answer.status_code == 200 and answer.headers["content-type"] == WORD
    assert answer.headers["content-disposition"].startswith("attachment;")
    text = paragraphs(answer.content)
    assert "被执行人应当按下表分期" in text and "甲订单回款" in text


def test_blanks_are_told_of_before_they_are_downloaded(client: TestClient) -> None:
    written = {**filled(form_of(SETTLEMENT)), "f.proof": ""}
    page = press(client, SETTLEMENT, "word", written)
    assert page.status_code == 200 and "再点一次" in page.text and 'value="blanks">留空白，下载 Word' in page.text
    assert "________" in paragraphs(press(client, SETTLEMENT, "blanks", sent(page)).content)


def test_findings_are_marked_and_their_proposals_put_into_the_field(client: TestClient) -> None:
    written = {**filled(form_of(SETTLEMENT)), "f.seals_kept": "注塑机由被执行人<保管>，尽快交还。"}
    page = press(client, SETTLEMENT, "preview", written)
    (key,) = re.findall(r'value="(fix\.ambiguous-word[^"]+)"', page.text)
    number = page.text.split(key)[0].rsplit('id="finding-', 1)[1].partition('"')[0]
    mark = page.text.split(f'id="place-{number}"')[1].split("</mark>")[0]
    assert mark.endswith("尽快") and "<保管>" not in page.text
    after = press(client, SETTLEMENT, key, sent(page))
    assert "已改一处" in after.text and "fix.ambiguous-word" not in after.text
    assert sent(after)["f.seals_kept"].startswith("注塑机由被执行人<保管>，于")
    moved = press(client, SETTLEMENT, key, {**sent(page), "f.proof": "以到账的那一天为准"})
    assert "没有替换" in moved.text and "尽快" in sent(moved)["f.seals_kept"]


def test_only_agreements_are_checked(client: TestClient) -> None:
    assert "措辞检查" in press(client, SETTLEMENT, "preview", filled(form_of(SETTLEMENT))).text
    page = press(client, "enforcement-application", "preview", filled(form_of("enforcement-application"))).text
    assert "措辞检查" not in page and 'formaction="/draft/compare"' in page


def test_the_document_goes_on_to_the_check_of_wording(client: TestClient) -> None:
    page = press(client, SETTLEMENT, "preview", filled(form_of(SETTLEMENT))).text
    carried = unescape(page.partition('name="text" value="')[2].partition('"')[0])
    assert carried == drafted(SETTLEMENT).text
    assert "按执行和解协议检查" in client.post("/check", data={"text": carried}).text


@pytest.mark.parametrize(
    ("name", "field", "summed", "total"),
    [(SETTLEMENT, "instalments", 2, "agreed_total"), ("wage-agreement", "payments", 3, "total")],
)
def test_instalments_are_planned_from_the_total_of_the_form(
    name: str, field: str, summed: int, total: str, client: TestClient
) -> None:
    asked = {f"p.{field}.count": "7", f"p.{field}.first": "2027-01-31", f"f.{total}": "100000", f"f.{field}.8.0": "9"}
    page = press(client, name, f"plan.{field}", asked)
    controls = sent(page)
    rows = [controls[f"f.{field}.{row}.{summed}"] for row in range(7)]
    assert sum(map(float, rows)) == pytest.approx(100_000) and f"f.{field}.7.0" not in controls
    assert controls[f"f.{field}.1.1"] == "2027-02-28" and controls[f"f.{field}.6.0"] == "7"
    source = unescape(page.text.partition('<img src="')[2].partition('"')[0])
    assert "<svg" in client.get(source).text


def test_a_plan_keeps_what_other_columns_say_and_tells_what_it_lacks(client: TestClient) -> None:
    asked = {"f.instalments.0.3": "甲订单回款", "p.instalments.total": "300", "p.instalments.count": "2"}
    page = press(client, INSTALMENT, "plan.instalments", asked)
    assert page.status_code == 422 and "第一期日期" in page.text and "first" not in shown(page.text)
    assert sent(page)["f.instalments.0.3"] == "甲订单回款"
    page = press(client, INSTALMENT, "plan.instalments", {**asked, "p.instalments.first": "2027-01-01"})
    assert sent(page)["f.instalments.0.3"] == "甲订单回款" and sent(page)["f.instalments.1.2"] == "150.00"
    many = {**asked, "p.instalments.first": "2027-01-01", "p.instalments.count": "201", "p.instalments.total": "9999"}
    assert "最多写200期" in press(client, INSTALMENT, "plan.instalments", many).text


def test_rows_are_added_and_those_that_were_emptied_go(client: TestClient) -> None:
    written = {"f.seals.0.0": "设备", "f.seals.1.0": " ", "f.seals.4.0": "账户"}
    page = press(client, SETTLEMENT, "add.seals", written)
    controls = sent(page)
    assert [controls.get(f"f.seals.{row}.0") for row in range(4)] == ["设备", "账户", "", None]


def test_all_that_is_said_of_a_party_stays(client: TestClient) -> None:
    line = "陆向明，男，1979年11月2日出生，护照号码E12345，住宁川市东浦区兰亭公寓2幢，电话13700030826"
    parts = {"name": "陆向明", "said": "护照号码", "number": "E12345", "more": "男，1979年11月2日出生"}
    written = {f"f.respondent.{key}": text for key, text in parts.items()}
    written |= {"f.respondent.address": "宁川市东浦区兰亭公寓2幢", "f.respondent.phone": "13700030826"}
    page = press(client, SETTLEMENT, "preview", written)
    assert f"被执行人：{line}。" in shown(page.text)
    assert all(sent(page)[name] == text for name, text in written.items())


def test_nothing_that_was_typed_is_markup(client: TestClient) -> None:
    bad = '"><b onx=1>&amp;'
    written = {f"f.{field.name}": bad for field in form_of(SETTLEMENT).fields if field.type is FieldType.TEXT}
    page = press(client, SETTLEMENT, "preview", {**written, "f.seals.0.0": bad, "f.applicant.name": bad})
    assert "<b " not in page.text and bad in unescape(page.text)
    assert sent(page)["f.seals.0.0"] == bad
    assert "<b " not in client.post("/draft/compare", data={"old": bad, "new": f"{bad}1", "action": "look"}).text
    assert "<b " not in press(client, SETTLEMENT, "story", {"told": f"甲欠乙30000元。{bad}"}).text


def test_two_versions_are_compared(client: TestClient) -> None:
    old = "执行和解协议\n一、被执行人应当于2027年1月15日前付款300000元。"
    new = "执行和解协议\n一、被执行人应当于2027年3月15日前付款300000元。\n二、逾期的，可以申请恢复执行。"
    page = client.post("/draft/compare", data={"old": old, "new": new, "action": "look"}).text
    assert "<del>2027年1月15日</del>" in page and "<ins>2027年3月15日</ins>" in page and 'id="p2"' in page
    word = client.post("/draft/compare", data={"old": old, "new": new, "action": "word"})
    assert word.headers["content-type"] == WORD
    body = docx.Document(io.BytesIO(word.content)).element.xml
    assert "<w:ins " in body and "<w:delText" in body
    same = client.post("/draft/compare", data={"old": old, "new": old, "action": "look"}).text
    assert "两份文字相同" in same


def test_versions_that_cannot_be_compared_are_not_lost(client: TestClient) -> None:
    one = client.post("/draft/compare", data={"old": "", "new": "第一条", "action": "look"})
    assert one.status_code == 422 and "还缺旧稿" in one.text and "第一条</textarea>" in one.text
    long = client.post("/draft/compare", data={"old": "a" * (LONGEST + 1), "new": "b", "action": "word"})
    assert long.status_code == 422 and "上限" in long.text
    brought = client.post("/draft/compare", data={"new": "第一条"})  # from the desk, before there is another
    assert brought.status_code == 200 and "第一条</textarea>" in brought.text
    assert client.get("/draft/compare").status_code == 200


def test_there_is_no_other_form(client: TestClient) -> None:
    assert client.get("/draft/horoscope").status_code == 404
    assert press(client, "horoscope", "preview", {}).status_code == 404
