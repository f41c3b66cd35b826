"""The check of the corpus says what rests on what, and finds what must not be published."""

import json
import shutil
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from knowledge.build import CORPUS
from knowledge.corpus_check import LONGEST_SENTENCE, MOST_UNVERIFIED, check_corpus, sentences_of
from knowledge.importing import ImportReport
from knowledge.library import Library
from knowledge.registry import Registry
from tests.assistant.command import run
from tests.knowledge.samples import write_mechanism

TODAY = "2026-11-21"
LAWS = Path(__file__).resolve().parents[3] / "shared" / "data" / "laws"
needs_laws = pytest.mark.skipif(not LAWS.is_dir(), reason="the laws (../shared/data/laws) are not on this machine")


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Library]:
    with closing(Library.open(tmp_path / "home", Registry.load())) as library:
        yield library


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    write_mechanism(tmp_path / "corpus", "first", "甲机制")
    return tmp_path / "corpus"


def test_what_is_there(corpus: Path, library: Library) -> None:
    found = check_corpus(corpus, library, TODAY)
    assert found.counts == {"mechanism": 1, "form": 0, "clause": 0, "term": 0, "figure": 0, "route": 0}
    assert found.bases == 1
    (unverified,) = found.unverified  # nothing is imported
    assert (unverified.id, unverified.reason) == ("mechanism-first", "没有导入这一版的文本")
    assert any(f"最多{MOST_UNVERIFIED:.0%}" in problem for problem in found.problems)


def test_a_basis_that_is_no_longer_law(corpus: Path, library: Library) -> None:
    write_mechanism(corpus, "first", "甲机制", **{"2023-09-01": "2021-12-24", "第二百四十一条": "第二百三十七条"})
    problems = check_corpus(corpus, library, TODAY).problems
    assert any("不是现行文本，现行的是2023-09-01文本" in problem for problem in problems)


def test_a_term_that_rests_on_what_is_no_longer_law_or_on_nothing(corpus: Path, library: Library) -> None:
    old = "{law: 中华人民共和国民事诉讼法, version: 2021-12-24, article: 第二百三十七条, gist: 和解, verified: true}"
    none = "{law: 样品未有法, version: 2021-12-24, article: 第二条, gist: 无, verified: true}"
    (corpus / "glossary.yaml").write_text(
        f"- {{term: 和解, plain: 谈成, basis: [{old}]}}\n- {{term: 样品, plain: 样子, basis: [{none}]}}\n",
        encoding="utf-8",
    )
    problems = check_corpus(corpus, library, TODAY).problems
    assert any("glossary#和解" in problem and "不是现行文本" in problem for problem in problems)
    assert any("glossary#样品" in problem and "登记册里没有" in problem for problem in problems)


def test_a_clause_that_rests_on_what_is_no_longer_law(corpus: Path, library: Library) -> None:
    shipped = (CORPUS / "clauses" / "acceleration.yaml").read_text(encoding="utf-8")
    head = shipped.partition("basis:\n")[0]
    old = "{law: 中华人民共和国民事诉讼法, version: 2021-12-24, article: 第二百三十七条, gist: 和解, verified: true}"
    (corpus / "clauses").mkdir()
    for name in ("acceleration", "again"):
        text = head.replace("clause-acceleration", f"clause-{name}") + f"basis: [{old}]\nrelated: [mechanism-first]\n"
        (corpus / "clauses" / f"{name}.yaml").write_text(text, encoding="utf-8")
    found = check_corpus(corpus, library, TODAY)
    assert (found.counts["clause"], found.bases) == (2, 3)
    assert any("clause-again" in problem and "不是现行文本" in problem for problem in found.problems)
    assert [(one.first, one.second) for one in found.duplicates] == [("clause-acceleration", "clause-again")]


def test_names_and_sections_that_stand_twice(corpus: Path, library: Library) -> None:
    long = "法院查封设备以后允许企业自己保管并且继续使用，" * 3
    for name, title in (("first", "甲机制"), ("second", "乙机制")):
        write_mechanism(corpus, name, title, 是什么一节=long, **{"aliases: []": "aliases: [同名]"})
    found = check_corpus(corpus, library, TODAY)
    assert {(one.text, one.sentence) for one in found.duplicates if one.text in {"同名", "是什么"}} == {
        ("同名", False),
        ("是什么", False),
    }
    assert sum("重复" in problem for problem in found.problems) == 2


def test_a_sentence_that_is_too_long_for_a_litigant(corpus: Path, library: Library) -> None:
    write_mechanism(corpus, "first", "甲机制", **{"[mediator, judge]": "[litigant]", "适用条件一节": "很" * 90})
    (readability,) = check_corpus(corpus, library, TODAY).readability
    assert readability.longest > LONGEST_SENTENCE
    assert readability.sentence.startswith("很")


def test_the_source_of_a_sentence_is_not_read_aloud() -> None:
    text = "- 企业可以申请（民事诉讼法第一百零四条）。\n2. 法院五日内裁定；不服的可以复议。"
    assert list(sentences_of(text)) == ["企业可以申请。", "法院五日内裁定；", "不服的可以复议。"]


@needs_laws
def test_the_shipped_corpus_is_sound(collection_home: tuple[Path, ImportReport]) -> None:
    done = run(collection_home[0], "corpus", "check", "--json")
    assert done.returncode == 0, done.stderr
    found = json.loads(done.stdout)
    least = {
        "figure": 70,
        "route": 50,
        "mechanism": 45,
        "case": 40,
        "procedure": 30,
        "opinion": 20,
        "form": 20,
        "clause": 30,
        "term": 120,
    }
    assert {kind: count for kind, count in found["counts"].items() if count < least[kind]} == {}
    assert found["problems"] == []
    assert found["bases"]["unverified_share"] <= MOST_UNVERIFIED
    reasons = {"资料注明未能核对原文", "数值没有见到原公告"}  # the second: the LPR, whose announcements were not read
    assert {one["reason"] for one in found["bases"]["unverified"]} <= reasons


@needs_laws
def test_the_laws_of_a_folder_are_checked_against(tmp_path: Path) -> None:
    done = run(tmp_path, "corpus", "check", "--laws", str(LAWS / "just-laws" / "procedural"), "--json")
    bases = json.loads(done.stdout)["bases"]
    assert 0 < bases["unverified_share"] < 1


def test_a_faulty_corpus_is_an_error_of_the_command(tmp_path: Path) -> None:
    done = run(tmp_path, "corpus", "check")  # without any law, nothing can be confirmed
    assert done.returncode == 1
    assert "未能核对原文的依据占" in done.stdout
    assert "请改好后再检查" in done.stderr
    assert "Traceback" not in done.stderr


def test_a_broken_form_stops_the_check(tmp_path: Path, library: Library) -> None:
    corpus = Path(shutil.copytree(CORPUS, tmp_path / "copy"))
    (corpus / "forms" / "mediation-agreement.yaml").write_text("id: form-other\n", encoding="utf-8")
    with pytest.raises(Exception, match=r"mediation-agreement\.yaml"):
        check_corpus(corpus, library, TODAY)
