"""The composer without a model quotes what was retrieved and nothing else."""

import re
from dataclasses import replace

import pytest

from assistant.assistant import Assistant
from assistant.events import Block, Noticed
from assistant.messages import Answer, Question
from assistant.outline import OUTLINES, outline_for
from assistant.reading.intents import intent_of
from assistant.sentences import parse
from knowledge.records import Kind, Passage, Role, Section
from tests.assistant.asking import SEALED_FACTORY, draft_of, events_of, evidence, found, passage, reply_of

QUESTIONS = [
    SEALED_FACTORY,
    "公司资不抵债又想继续经营，几个债权人都申请了执行，破产和解怎么走？",
    "拖欠工资三个月，老板说没钱，怎么尽快拿到钱？",
    "上了失信名单，贷款办不下来，怎么修复信用？",
    "调解协议怎么申请司法确认？",
]


def _answer(assistant: Assistant, question: str, role: Role) -> Answer:
    outcome = reply_of(events_of(assistant, Question(question, role))).outcome
    assert isinstance(outcome, Answer)
    return outcome


@pytest.mark.parametrize("role", Role)
@pytest.mark.parametrize("question", QUESTIONS)
def test_every_sentence_is_marked_and_stands_in_the_passage_it_cites(
    assistant: Assistant, question: str, role: Role
) -> None:
    answer = _answer(assistant, question, role)
    cited = {citation.marker: citation.passage for citation in answer.citations}
    sentences = [item for item in parse(answer.text) if item.block not in {Block.HEADING, Block.SUBHEADING}]
    assert sentences
    for sentence in sentences:
        assert sentence.markers, sentence.text
        assert all(sentence.body in cited[marker].text for marker in sentence.markers), sentence.text
    assert set(cited) == {marker for sentence in sentences for marker in sentence.markers}
    assert list(cited) == list(range(1, len(cited) + 1))


@pytest.mark.parametrize("role", Role)
def test_the_headings_are_the_roles_own_in_its_order(assistant: Assistant, role: Role) -> None:
    answer = _answer(assistant, SEALED_FACTORY, role)
    headings = [item.body for item in parse(answer.text) if item.block is Block.HEADING]
    planned = [part.heading for part in outline_for(role, intent_of(SEALED_FACTORY))]
    assert headings == [heading for heading in planned if heading in headings]
    assert len(headings) >= 4


def test_a_sealed_factory_gets_live_seizure_with_conditions_a_case_and_steps(assistant: Assistant) -> None:
    answer = _answer(assistant, SEALED_FACTORY, Role.MEDIATOR)
    parts = dict(re.findall(r"^## (.+)\n\n([\s\S]*?)(?=\n\n## |\Z)", answer.text, re.MULTILINE))
    assert "### 活封" in parts["可用机制与适用条件"]
    assert "被执行人保管" in parts["可用机制与适用条件"]
    assert "对财产的价值没有重大影响" in parts["可用机制与适用条件"]
    assert "东莞" in parts["类似案例"]
    assert re.search(r"^1\. ", parts["分步方案"], re.MULTILINE)
    assert re.search(r"分期|每付一笔|解除", parts["分步方案"])
    assert {"局面判断", "双方各自的利益与让步空间", "风险与期限", "依据"} <= set(parts)
    assert any(citation.passage.record_id == "case-dongguan-electronics" for citation in answer.citations)


def test_a_litigant_is_told_where_to_go_and_a_judge_is_given_wording(assistant: Assistant) -> None:
    assert "## 去哪里办" in _answer(assistant, SEALED_FACTORY, Role.LITIGANT).text
    assert "## 可采用的表述" in _answer(assistant, SEALED_FACTORY, Role.JUDGE).text


def test_the_answer_says_that_no_language_model_is_configured(assistant: Assistant) -> None:
    events = events_of(assistant, Question(SEALED_FACTORY))
    told = [event.text for event in events if isinstance(event, Noticed)]
    outcome = reply_of(events).outcome
    assert isinstance(outcome, Answer)
    assert list(outcome.notices) == told
    assert any("没有配置语言模型" in text for text in told)
    assert reply_of(events).model is None
    assert reply_of(events).prompt_digest is None


def test_the_same_evidence_gives_the_same_answer(assistant: Assistant) -> None:
    assert _answer(assistant, SEALED_FACTORY, Role.JUDGE) == _answer(assistant, SEALED_FACTORY, Role.JUDGE)


def test_it_quotes_word_for_word_with_the_marker_before_the_end_mark() -> None:
    assert "- 他说：“可以用[1]。”" in draft_of(found(Question("问"), "他说：“可以用。”"))


LAW, OTHER = "样品互助法", "样品法典"
WHOLE = "受助会员应当归还互助金。商会不收利息。\n（一）货款到账的；\n（二）停工期满的。"
LINES = [f"（{number}）{word * 60}；" for number, word in zip("一二三四五六", "船车马牛羊鱼", strict=True)]


def basis(law: str, article: str, quote: str, number: int = 1) -> Passage:
    """A basis of a record, its gist and, where it was imported, its text."""
    source = f"《{law}》（2023-05-01文本）{article}"
    return replace(
        passage(f"{source}：要旨是归还", section=Section.BASIS),
        id=f"mechanism-x#依据{number}",
        locator=f"依据{number}",
        source=source,
        quote=quote,
        cites=(f"《{law}》{article}",),
    )


def rests_on(text: str, *cites: str) -> Passage:
    """A section whose text names these articles."""
    return replace(passage(text), cites=cites)


def listed(draft: str) -> str:
    """What stands under 依据."""
    return draft.partition("## 依据\n")[2].partition("\n## ")[0]


def without_markers(text: str) -> str:
    return re.sub(r"\[\d+\]", "", text)


@pytest.mark.parametrize("role", [Role.MEDIATOR, Role.LITIGANT])
def test_an_imported_article_stands_word_for_word_within_quotation_marks(role: Role) -> None:
    question = Question("怎么归还", role)
    draft = draft_of(
        evidence(question, rests_on("依样品互助法第六条办理。", f"《{LAW}》第六条"), basis(LAW, "第六条", WHOLE))
    )
    words = WHOLE.replace("\n", "")
    assert f"《{LAW}》（2023-05-01文本）第六条：“{words}”" in without_markers(listed(draft))
    assert "要旨" not in draft
    assert all(sentence.markers == (2,) for sentence in parse(listed(draft)))


def test_without_its_text_the_gist_stands_there() -> None:
    draft = draft_of(
        evidence(Question("问"), rests_on("依样品互助法第六条办理。", f"《{LAW}》第六条"), basis(LAW, "第六条", ""))
    )
    assert "要旨是归还" in listed(draft)
    assert "“" not in listed(draft)


def test_of_a_long_article_the_lines_that_the_gist_speaks_of_are_quoted() -> None:
    article = "\n".join(["归还互助金的期限：", *LINES])
    told = replace(basis(LAW, "第六条", article), text="要旨：马马马马的期限")
    draft = draft_of(evidence(Question("问"), rests_on("依样品互助法第六条办理。", f"《{LAW}》第六条"), told))
    words = without_markers(listed(draft))
    assert LINES[2] in words
    assert "……" in words
    assert len(words) < len(article)
    assert re.search(r"“.*”", words)
    assert all(sentence.markers == (2,) for sentence in parse(listed(draft)))


def test_an_article_of_the_same_number_in_another_law_is_not_listed() -> None:
    section = rests_on("依样品互助法第六条办理。", f"《{LAW}》第六条")
    draft = draft_of(
        evidence(Question("问"), section, basis(OTHER, "第六条", "样品要贴标签。"), basis(LAW, "第六条", WHOLE, 2))
    )
    assert "受助会员" in listed(draft)
    assert OTHER not in draft
    assert "标签" not in draft


def test_an_article_of_which_nothing_was_said_is_not_listed() -> None:
    section = rests_on("依样品互助法第六条办理。", f"《{LAW}》第六条")
    draft = draft_of(evidence(Question("问"), section, basis(LAW, "第七条", "骗取的退还。")))
    assert "## 依据" not in draft


def test_one_article_is_listed_once_whoever_rests_on_it() -> None:
    section = rests_on("依样品互助法第六条办理。", f"《{LAW}》第六条")
    twice = [basis(LAW, "第六条", WHOLE), replace(basis(LAW, "第六条", WHOLE), id="other#依据1", record_id="other")]
    assert listed(draft_of(evidence(Question("问"), section, *twice))).count("受助会员") == 1


@pytest.mark.parametrize("role", Role)
def test_what_the_question_names_is_quoted_first(role: Role) -> None:
    article = replace(
        passage(WHOLE, f"{LAW}@2023-05-01", Section.ARTICLE, LAW),
        kind=Kind.ARTICLE,
        locator="第六条",
        source=f"《{LAW}》（2023-05-01文本）",
    )
    draft = draft_of(evidence(Question("样品互助法第六条", role), article, passage("别的事情这样办。")))
    first, _, rest = draft.partition("\n")
    assert first == f"## {OUTLINES[role][0].heading}"
    words = WHOLE.replace("\n", "")
    assert without_markers(rest).startswith(f"- 《{LAW}》（2023-05-01文本）第六条：“{words}”")
    assert all(sentence.markers for sentence in parse(rest) if sentence.block is Block.ITEM)
