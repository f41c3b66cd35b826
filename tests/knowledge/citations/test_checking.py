"""Each thing that a check can say, of invented law with and without its text, and of real law."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from knowledge.citations.checking import Checker
from knowledge.citations.verdicts import Checked, Verdict
from knowledge.law import ArticleId, ArticleNumber
from knowledge.library import Library
from knowledge.registry import Registry
from tests.knowledge.invented_law import (
    AID,
    AID_2023,
    CHEATING,
    CODE,
    CODE_PARTS,
    CODE_TEXTS,
    DISPUTES,
    OLD_ANSWER,
    OLD_TEA,
    QUARRELS,
    REPAYING,
    RESTART,
    TODAY,
    invented_registry,
    library_of,
    print_all,
    print_law,
)
from tests.knowledge.shared_law import DATA

LABELS = Path(__file__).resolve().parents[2] / "evals" / "citations"
ANSWERED_ON = "2026-11-21"  # the day as of which the answers' citations were judged
ENOUGH = 0.90

MATCHES, WORDING, SUBJECT = Verdict.MATCHES, Verdict.WORDING_DIFFERS, Verdict.SUBJECT_DIFFERS
RENUMBERED, SUPERSEDED, REPEALED = Verdict.RENUMBERED, Verdict.SUPERSEDED, Verdict.REPEALED
MISSING, UNKNOWN, AMBIGUOUS, OPEN = (
    Verdict.NO_SUCH_ARTICLE,
    Verdict.LAW_UNKNOWN,
    Verdict.AMBIGUOUS,
    Verdict.NOT_CHECKABLE,
)


@pytest.fixture(scope="module")
def known(tmp_path_factory: pytest.TempPathFactory) -> Registry:
    return invented_registry(tmp_path_factory.mktemp("registry"))


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory, known: Registry) -> Iterator[Library]:
    folder = tmp_path_factory.mktemp("texts")
    library = library_of(folder / "home", known, print_all(folder / "printed"))
    yield library
    library.close()


@pytest.fixture(scope="module")
def checker(library: Library) -> Checker:
    """Over the invented law with its texts."""
    return Checker(library, TODAY)


@pytest.fixture(scope="module")
def bare(known: Registry) -> Checker:
    """Over the invented registry, nothing imported."""
    return Checker(Library(known), TODAY)


@pytest.fixture(scope="module")
def shipped() -> Checker:
    """Over the shipped registry, nothing imported."""
    return Checker(Library(Registry.load()), TODAY)


@pytest.fixture(scope="module")
def public(shared_library: Library) -> Checker:
    """Over the shipped registry and the public texts."""
    return Checker(shared_library, ANSWERED_ON)


def said(checked: Checked) -> str:
    return f"{checked.judgement.explanation}{checked.judgement.suggestion or ''}"


def verdicts(checker: Checker, text: str) -> list[Verdict]:
    return [checked.judgement.verdict for checked in checker.check(text)]


def last(checker: Checker, text: str) -> Checked:
    return checker.check(text)[-1]


# Where one verdict is given, it holds with and without the texts; `told` stands in what is said of the last citation.
SURE = [
    # the number exists, and nothing speaks against it
    ("《样品互助法》第六条", [MATCHES], "现行有效"),
    ("《样品互助法》第六条规定，受助会员在货款到账后三十日内归还互助金。", [MATCHES], ""),
    (f"《样品互助法》第六条规定：“{REPAYING}”", [MATCHES], ""),
    ("《样品互助法》第五条规定，商会设三名监事看管互助金，每季公布账目。", [MATCHES], ""),
    ("样互法第6条、第七条", [MATCHES, MATCHES], ""),
    ("依照《样品互助法》的规定办理。", [MATCHES], f"在{TODAY}有效"),
    ("《最高人民法院关于审理样品纠纷案件的解释》（法释〔2022〕92号）第二条", [MATCHES], ""),
    ("法释〔2022〕92号", [MATCHES], DISPUTES),
    ("法释[2022]92号第三条", [MATCHES], ""),
    # the year in parentheses is that of the text in force
    ("《样品互助法（2023年修订）》第六条", [MATCHES], ""),
    ("样互法（2015年3月1日通过，2023年修订）第六条", [MATCHES], ""),
    # the rule moved
    ("《样品互助法》第五条规定，受助会员在货款到账后三十日内归还互助金。", [RENUMBERED], "改引第六条"),
    ("双方约定归还互助金的期限，适用样互法第五条。", [RENUMBERED], "改引第六条"),
    ("样互法第十三条", [RENUMBERED], "没有第十三条"),  # there are twelve now; it is the eleventh
    # an older text, named by its year or its document number
    ("《样品互助法（2019年）》第五条", [SUPERSEDED], "现行文本见第六条"),
    ("《样品互助法》（2019修正）第六条", [SUPERSEDED], "现行文本见第七条"),
    ("样互法（2019修正）第八条", [SUPERSEDED], "已删去"),
    ("样互法（2015年）第四条", [SUPERSEDED], "现行文本见第六条"),  # 4 → 5 → 6; the 4 of 2019 is 9
    ("样互法（2015年）第五条", [SUPERSEDED], "条号可能已变"),  # what became of it by 2019 is not known
    ("样互法（2009年）第六条", [SUPERSEDED], "没有登记"),
    ("《样品互助法（2019年）》已有规定。", [SUPERSEDED], "2023-05-01文本"),
    ("《最高人民法院关于审理样品纠纷案件的解释》（法释〔2016〕91号）第二条", [SUPERSEDED], "2022-02-01文本"),
    ("法释〔2016〕91号", [SUPERSEDED], "请查现行文本"),
    # repealed
    ("《样品旧货法》第五条", [REPEALED], "《中华人民共和国样品法典》物件编的相应条文"),
    ("《样品旧货法》第九百条", [REPEALED], "2021-01-01废止"),
    ("《样品旧货法》早有规定。", [REPEALED], "2021-01-01废止"),
    ("样品粮票管理条例第三条", [REPEALED], "《样品粮票管理条例》已于1994-01-01废止。"),
    # no such number
    ("样互法第十四条", [MISSING], "共12条，没有第十四条"),
    ("样互法第零条", [MISSING], "没有第零条"),
    ("样互法第一百条之一", [MISSING], "没有第一百条之一"),
    # no law, or too many
    ("《样品不存在法》第三条", [UNKNOWN], "样品不存在法"),
    ("《样品不存在法》第三条、第四条", [UNKNOWN, UNKNOWN], "样品不存在法"),
    ("《样品不存在法》有规定。", [UNKNOWN], ""),
    ("样品调停条例第三条", [AMBIGUOUS], "《样品船舶调停条例》、《样品车辆调停条例》"),
    ("样品调停条例第三条、第五条", [AMBIGUOUS, AMBIGUOUS], "写出全称"),
    # what cannot be told
    ("(2024)粤1971执1234号", [OPEN], "案号"),
    ("样品未见法第三条", [OPEN], "没有可供核对的文本"),
    ("样品将来法第三条", [OPEN], "2027-03-01起施行"),
    ("《样品互助法（2026年修订）》第三条", [OPEN], "尚无效力"),
    ("样品无数法第三条", [OPEN], "没有导入"),
    ("法释〔2030〕1号", [OPEN], "文号"),
    ("前款规定的情形，不予准许。", [OPEN], "看不出"),
    ("指导案例908号", [OPEN], "没有收录"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected", "told"), SURE)
@pytest.mark.parametrize("over", ["checker", "bare"])
def test_what_the_registry_can_tell_is_told_with_and_without_the_texts(
    request: pytest.FixtureRequest, over: str, text: str, expected: list[Verdict], told: str
) -> None:
    checked = request.getfixturevalue(over).check(text)
    assert [one.judgement.verdict for one in checked] == expected
    assert told in said(checked[-1])


@pytest.mark.parametrize(
    ("text", "expected", "told"),
    [
        # the words
        (f"《样品互助法》第六条规定：“{REPAYING}”", MATCHES, "引文与原文一致"),
        (f"“{REPAYING}”（《样品互助法》第六条）", MATCHES, "引文与原文一致"),
        ("样互法第六条规定：“受助会员应当在货款到账之日起六十日内归还互助金，商会收取利息。”", WORDING, "有出入"),
        ("样互法第六条规定：“收据上的墨迹褪色以后可以换发一张新的收据。”", WORDING, "也找不到"),
        (f"样互法第十条规定：“{CHEATING}”", SUBJECT, "现行第七条的文字"),
        (f"《样品互助法》第二条第一款规定：“{RESTART}”", WORDING, "改引第二条第二款"),
        (f"《样品互助法》第二条第二款规定：“{RESTART}”", MATCHES, "一致"),
        (f"《样品互助法》第二条规定：“{RESTART}”", MATCHES, "一致"),
        (f"《样品互助法》第五条规定：“{REPAYING}”", RENUMBERED, "改引第六条"),
        (f"样互法第三条规定：“{OLD_ANSWER}”", SUPERSEDED, "2019-03-01文本"),
        (f"样互法第八条规定：“{OLD_TEA}”", SUPERSEDED, "2019-03-01文本"),
        ("样互法第六条，老板在电话里说：“我就是不还你们的钱你们能怎么样”", MATCHES, ""),  # nobody's law
        ("样互法第六条规定的“归还”是什么意思", MATCHES, ""),  # too short for words of an article
        # the subject
        ("样互法第十条规定，会员隐瞒库存、虚报停工天数骗取互助金的，双倍退还。", SUBJECT, "第七条（骗取互助金的后果）"),
        ("样互法第十条、第七条规定，会员隐瞒库存、虚报停工天数骗取互助金的，双倍退还。", MATCHES, ""),  # one says so
        # the place
        ("样互法第六条第二款", MISSING, "只有一款，没有第二款"),
        ("样互法第二条第三款", MISSING, "只有两款，没有第三款"),
        ("样互法第六条第10000款", MISSING, "没有第10000款"),
        ("样互法第二条第一款第（三）项", MISSING, "没有第（三）项"),
        ("样互法第二条第（99999）项", MISSING, "没有第（99999）项"),
        ("样互法第二条第二款第（一）项", MISSING, "不分项"),
        ("样互法第六条第（一）项", MISSING, "不分项"),
        ("样互法第二条第一款第（二）项", MATCHES, ""),
        ("样互法第二条第（二）项", MATCHES, ""),
        ("样互法第九条之一", MISSING, "没有第九条之一"),
        # the successor's article that is nearest, within the part that took its place
        ("样品旧货法第五条：旧货商把翻新的旧货当作新货出售的，退还价款并赔偿往返路费。", REPEALED, "最接近的是第六条"),
        ("指导案例907号", MATCHES, "样品厂申请互助案"),
    ],
)  # fmt: skip
def test_what_only_the_text_can_tell(checker: Checker, text: str, expected: Verdict, told: str) -> None:
    checked = last(checker, text)
    assert checked.judgement.verdict is expected, said(checked)
    assert told in said(checked)


def test_every_list_member_is_judged_by_what_is_said_of_all(checker: Checker) -> None:
    text = f"样互法第九条、第十条规定：“{CHEATING}”"
    first, second = checker.check(text)
    assert second.judgement.verdict is SUBJECT
    assert "第七条" in said(second)
    assert first.judgement.verdict is SUBJECT


def test_where_wording_differs_the_differing_words_are_shown(checker: Checker) -> None:
    text = "样互法第六条规定：“受助会员应当在货款到账之日起六十日内归还互助金，商会不收取利息。”"
    quoted = last(checker, text).judgement.quoted
    assert quoted is not None
    assert [(step.old, step.new) for step in quoted.diff if not step.same] == [("三", "六")]
    assert text[quoted.quotation.start : quoted.quotation.end] == quoted.quotation.text
    assert 0.9 < quoted.likeness < 1


@pytest.mark.parametrize(
    ("text", "article"),
    [
        ("样互法第六条", f"《{AID}》第六条"),  # itself
        ("样互法第五条规定，受助会员在货款到账后归还互助金。", f"《{AID}》第六条"),  # where it went
        ("样互法第十四条", None),
        ("《样品旧货法》第五条", None),
        ("《样品互助法》", None),
    ],
)
def test_the_article_meant_is_given_where_it_is_known(checker: Checker, text: str, article: str | None) -> None:
    meant = last(checker, text).judgement.article
    assert (str(meant) if meant else None) == article


@pytest.mark.parametrize(
    ("on", "text", "expected", "told"),
    [
        ("2015-05-31", "样互法第六条", OPEN, "2015-06-01起施行"),
        ("2015-06-01", "样互法第六条", MATCHES, "2015-03-01文本"),
        ("2019-05-31", "样互法第八条", MISSING, "共7条"),
        ("2019-06-01", "样互法第十三条", MATCHES, "2019-03-01文本"),
        ("2023-08-31", "样互法第十三条", MATCHES, "2019-03-01文本"),
        ("2023-08-31", "样互法第五条规定，受助会员在货款到账后三十日内归还互助金。", MATCHES, "2019-03-01文本"),
        ("2023-08-31", f"样互法第三条规定：“{OLD_ANSWER}”", MATCHES, "一致"),
        ("2023-09-01", "样互法第五条规定，受助会员在货款到账后三十日内归还互助金。", RENUMBERED, "第六条"),
        ("2023-08-31", "样互法（2023年修订）第五条", OPEN, "2023-09-01起施行"),
        ("2026-12-31", "样互法（2026年修订）第五条", OPEN, "尚无效力"),
        ("2027-01-01", "样互法（2026年修订）第五条", MATCHES, "2026-08-01文本"),
        ("2027-01-01", "样互法（2023年修订）第五条", SUPERSEDED, "2026-08-01文本"),
        ("2020-12-31", "样品旧货法第五条", OPEN, "没有可供核对的文本"),
        ("2021-01-01", "样品旧货法第五条", REPEALED, "2021-01-01废止"),
        ("2020-12-31", "样品法典第五条", OPEN, "2021-01-01起施行"),
        ("2027-03-01", "样品将来法第三条", MATCHES, "2026-10-01文本"),
    ],
)
def test_the_law_of_the_day_counts(library: Library, on: str, text: str, expected: Verdict, told: str) -> None:
    checked = last(Checker(library, on), text)
    assert checked.judgement.verdict is expected, said(checked)
    assert told in said(checked)


def test_a_part_that_was_imported_says_nothing_of_the_others(tmp_path: Path, known: Registry) -> None:
    file = print_law(tmp_path, CODE, "2020-05-01", CODE_TEXTS[4:8], {5: CODE_PARTS[5]}, first=5)
    partly = Checker(library_of(tmp_path / "home", known, file), TODAY)
    assert verdicts(partly, "样品法典第三条、第六条、第十三条") == [MATCHES, MATCHES, MISSING]
    assert verdicts(partly, f"样品法典第三条规定：“{CODE_TEXTS[2]}”") == [MATCHES]  # not there to compare
    assert verdicts(partly, f"样品法典第五条规定：“{CODE_TEXTS[4]}”") == [MATCHES]


def test_a_law_whose_text_nobody_had_is_checked_once_it_is_imported(tmp_path: Path, known: Registry) -> None:
    file = print_law(tmp_path, "中华人民共和国样品未见法", "2010-01-01", ["未见者，未曾见过也。", "见过的，登记在册。"])
    seen = Checker(library_of(tmp_path / "home", known, file), TODAY)
    assert verdicts(seen, "样品未见法第二条规定：“见过的，登记在册，不得涂改字迹。”") == [WORDING]


def test_a_law_that_the_registry_does_not_know_is_known_once_it_is_imported(tmp_path: Path, known: Registry) -> None:
    file = print_law(tmp_path, "中华人民共和国样品自带法", "2012-01-01", AID_2023[:11])
    brought = Checker(library_of(tmp_path / "home", known, file), TODAY)
    text = f"样品自带法第八条规定：“{QUARRELS}”样品自带法第十二条"
    assert verdicts(brought, text) == [MATCHES, MISSING]


# The four of the law notes: what is said, the old number, the new one. Every sentence is our own.
MOVED = [
    (201, 205, [
        "依据民诉法第201条，双方可以在调解协议生效之日起三十日内共同申请司法确认。",
        "经人民调解达成协议后，根据《民事诉讼法》第二百零一条向法院申请司法确认。",
        "《中华人民共和国民事诉讼法》第二百零一条规定了调解协议的司法确认。",
    ]),
    (237, 241, [
        "执行中双方自行达成执行和解协议，依民诉法第237条由执行员记入笔录。",
        "《民事诉讼法》第二百三十七条规定，对方不履行和解协议的，可以申请恢复对原生效法律文书的执行。",
        "申请执行人与被执行人达成执行和解，应当适用民事诉讼法第二百三十七条。",
    ]),
    (246, 250, [
        "申请执行的期间为二年，见民诉法第246条。",
        "《民事诉讼法》第二百四十六条规定，申请执行期间从法律文书规定履行期间的最后一日起计算。",
        "根据民事诉讼法第二百四十六条，申请执行时效的中止、中断适用有关诉讼时效的规定。",
    ]),
    (260, 264, [
        "被执行人未按期履行金钱给付义务的，按民诉法第260条加倍支付迟延履行期间的债务利息。",
        "《民事诉讼法》第二百六十条规定了迟延履行利息。",
        "依照民事诉讼法第二百六十条，未按判决指定的期间履行其他义务的，应当支付迟延履行金。",
    ]),
]  # fmt: skip
KEPT = [
    (201, [
        "被宣告人恢复行为能力后，依民诉法第201条，法院应当作出新判决，撤销原判决。",
        "《民事诉讼法》第二百零一条规定，被认定为无民事行为能力、限制民事行为能力的原因已经消除的，可以申请撤销原判决。",
        "恢复民事行为能力的认定，适用民事诉讼法第二百零一条。",
    ]),
    (237, [
        "法院收到执行申请书超过六个月未执行的，依民诉法第237条可以向上一级人民法院申请执行。",
        "《民事诉讼法》第二百三十七条：六个月未执行的，上一级法院可以责令原法院限期执行，也可以指令其他法院执行。",
        "超过六个月仍未执行的，申请执行人可以按民事诉讼法第二百三十七条向上一级法院申请执行。",
    ]),
    (246, [
        "检察院依照民诉法第246条对民事执行活动实行法律监督。",
        "《民事诉讼法》第二百四十六条规定，人民检察院有权对执行活动进行监督。",
        "对执行的检察监督，见民事诉讼法第二百四十六条。",
    ]),
    (260, [
        "法律文书指定交付财物或者票证的，按民诉法第260条由执行员传唤双方当面交付。",
        "《民事诉讼法》第二百六十条规定了交付指定的财物或者票证，有关单位持有的应当转交。",
        "公民持有该项财物或者票证拒不交出的，依民事诉讼法第二百六十条强制执行。",
    ]),
]  # fmt: skip


@pytest.mark.parametrize(("text", "old", "new"), [(text, old, new) for old, new, texts in MOVED for text in texts])
@pytest.mark.parametrize("over", ["shipped", "public"])
def test_an_old_number_with_its_old_meaning_is_renumbered(
    request: pytest.FixtureRequest, over: str, text: str, old: int, new: int
) -> None:
    checked = last(request.getfixturevalue(over), text)
    assert checked.resolved.article is not None
    assert checked.resolved.article.number == old
    assert checked.judgement.verdict is RENUMBERED, said(checked)
    assert checked.judgement.article is not None
    assert checked.judgement.article.number.number == new
    assert str(checked.judgement.article.number) in (checked.judgement.suggestion or "")


@pytest.mark.parametrize(("text", "number"), [(text, number) for number, texts in KEPT for text in texts])
@pytest.mark.parametrize("over", ["shipped", "public"])
def test_an_old_number_with_its_new_meaning_is_right(
    request: pytest.FixtureRequest, over: str, text: str, number: int
) -> None:
    checked = last(request.getfixturevalue(over), text)
    assert checked.resolved.article is not None
    assert checked.resolved.article.number == number
    assert checked.judgement.verdict is MATCHES, said(checked)


@pytest.mark.parametrize(
    ("text", "expected", "told"),
    [
        ("民法典第一千五百条", MISSING, "没有第一千五百条"),
        ("合同法第五十二条", REPEALED, "《中华人民共和国民法典》合同编"),
        ("民事诉讼法第二百零五条规定，双方在三十日内共同申请司法确认。", MATCHES, ""),
        ("民诉法第三百零七条", MISSING, "共306条"),
    ],
)
@pytest.mark.parametrize("over", ["shipped", "public"])
def test_real_law_with_and_without_its_text(
    request: pytest.FixtureRequest, over: str, text: str, expected: Verdict, told: str
) -> None:
    checked = last(request.getfixturevalue(over), text)
    assert checked.judgement.verdict is expected, said(checked)
    assert told in said(checked)


@pytest.mark.parametrize("labels", ["verdicts-answers.jsonl", "verdicts-read.jsonl", "verdicts-held-out.jsonl"])
def test_the_real_answers_of_a_model_are_judged_as_a_reader_judges_them(public: Checker, labels: str) -> None:
    """Invented quotations, repealed laws and wrong numbers, row by row as they were judged by reading the law."""
    rows = [json.loads(line) for line in (LABELS / labels).read_text(encoding="utf-8").splitlines()]
    file = DATA / "model_answers" / "qwen2.5-7b.jsonl"
    lines = map(json.loads, file.read_text(encoding="utf-8").splitlines())
    answers = {line["id"]: line["answer"] for line in lines}
    given = {
        (key, checked.resolved.found.start): checked
        for key in {row["id"] for row in rows}
        for checked in public.check(answers[key])
    }
    right, wrong = 0, []
    for row in rows:
        checked = given.get((row["id"], row["start"]))
        verdict = checked.judgement.verdict.value if checked else "not found"
        if verdict in {row["verdict"], *row["also"]}:
            right += 1
        else:
            wrong.append(f"{row['id']}:{row['start']} is {row['verdict']}, given {verdict}")
    print(f"agreement {right}/{len(rows)}", *wrong, sep="\n")
    assert len(rows) > 60
    assert right / len(rows) >= ENOUGH, "\n".join(wrong)
    good = sum(
        row["verdict"] == "matches" and given[row["id"], row["start"]].judgement.verdict is MATCHES for row in rows
    )
    assert good / sum(row["verdict"] == "matches" for row in rows) >= ENOUGH  # nor is what is right called wrong


PIECES = st.sampled_from(
    [
        *("《样品互助法》", "样互法", "《样品旧货法》", "样品调停条例", "《样品法典》", "同法", "该解释", "本法"),
        *(
            "（2019年）",
            "（法释〔2016〕91号）",
            "以下简称《办法》",
            "二〇一九",
            "１２",
            " ",
            "\n",
            "\x00",
            "\U0001f600",
        ),
        *("第六条", "第二条第一款", "第(三)项", "第99999条", "第10000款", "第０条", "第十条之一", "第3-7条"),
        *("前款", "前两款", "本条第二款", "(2024)粤1971执1234号", "指导案例907号", "法释〔2022〕92号", "、", "至"),
        *("规定：", "“", "”", "「", "」", '"', "……", "（", "）", "《", "》", "。", REPAYING, CHEATING, "归还互助金"),
    ]
)


def _is_sound(checker: Checker, text: str) -> None:
    end = 0
    for checked in checker.check(text):
        found, judgement = checked.resolved.found, checked.judgement
        assert end <= found.start < found.end <= len(text)
        end = found.end
        assert judgement.explanation
        if judgement.quoted:
            quotation = judgement.quoted.quotation
            assert text[quotation.start : quotation.end] == quotation.text
            assert judgement.quoted.match == (not judgement.quoted.diff)
            assert 0 <= judgement.quoted.likeness <= 1


FREELY = settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


@FREELY
@given(st.lists(PIECES, max_size=14).map("".join))
def test_whatever_citations_are_made_of_is_judged_and_nothing_raised(checker: Checker, text: str) -> None:
    _is_sound(checker, text)


@FREELY
@given(st.text(max_size=200))
def test_any_text_is_taken(checker: Checker, bare: Checker, text: str) -> None:
    _is_sound(checker, text)
    _is_sound(bare, text)


def test_an_invented_quotation_from_a_repealed_law_is_told(public: Checker) -> None:
    """Words that the successor has elsewhere name that article; words that nobody has are told to be no law's."""
    text = "《合同法》第三百一十一条规定：“{}。”"
    code = public.library.article(ArticleId("中华人民共和国民法典", ArticleNumber(822)), ANSWERED_ON)
    assert code is not None
    [taken] = public.check(text.format(code.article.text.rstrip("。")))
    [invented] = public.check(text.format("旅店老板不得在雨天向骑驴的客人收取双份灯油钱"))
    assert {taken.judgement.verdict, invented.judgement.verdict} == {REPEALED}
    assert "没有原文可以核对" in taken.judgement.explanation
    assert "第八百二十二条" in (taken.judgement.suggestion or "")
    assert "很可能不是条文的原话" in (invented.judgement.suggestion or "")


@pytest.mark.parametrize(
    ("sentence", "new"),
    [
        ("双方可以依据《民事诉讼法》第201条向法院申请确认调解协议的效力。", 205),  # its neighbour 206 fits as well
        ("如未按本协议履行，按照《民事诉讼法》第260条加倍支付利息。", 264),
        ("提醒债权人注意民事诉讼法第246条的执行时效。", 250),
    ],
)
def test_a_moved_rule_is_told_in_words_that_its_neighbours_share(sentence: str, new: int) -> None:
    [checked] = Checker(Library(Registry.load()), ANSWERED_ON).check(sentence)
    assert checked.judgement.verdict is RENUMBERED
    assert checked.judgement.article == ArticleId("中华人民共和国民事诉讼法", ArticleNumber(new))


def test_a_day_that_was_not_read_in_a_text_is_told() -> None:
    registry = Registry.load()
    said = {
        checked.resolved.law.name: checked.judgement.explanation
        for checked in Checker(Library(registry), ANSWERED_ON).check(
            "《民事诉讼法》、《企业破产法》、《担保法解释》、《合同法》。"
        )
        if checked.resolved.law
    }
    doubted = {name for name, explanation in said.items() if "未核对原文" in explanation}
    assert len(said) == 4
    assert doubted == {"中华人民共和国民事诉讼法", "最高人民法院关于适用《中华人民共和国担保法》若干问题的解释"}
