"""What the training reads: written questions, and articles that stand in two sources, taken for one where they are."""

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from pydantic import ValidationError

from knowledge.embedding import StaticEmbeddings
from knowledge.experience import Experience
from knowledge.library import Library
from knowledge.training.asked import Asked, read_asked
from knowledge.training.field import FieldSources
from knowledge.training.remembering import Remembered, experience_of
from knowledge.training.sources import Article, clean
from knowledge.wording import mark
from tests.knowledge.invented_law import (
    AID,
    AID_2019,
    CHEATING,
    REPAYING,
    TODAY,
    invented_registry,
    library_of,
    print_all,
)

WRITTEN = """
- law: {law}
  version: 2023-05-01
  asked:
    - {{articles: [6, 样品法典第三条], by: litigant, scope: ours, question: 货款到了几天内还}}
    - {{articles: [8], by: mediator, scope: {scope}, question: "吵起来了，谁来劝"}}
"""


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Library]:
    folder = tmp_path_factory.mktemp("material")
    with closing(library_of(folder / "home", invented_registry(folder), print_all(folder / "printed"))) as library:
        yield library


def test_written_questions_name_their_articles(tmp_path: Path) -> None:
    (tmp_path / "aid.yaml").write_text(WRITTEN.format(law=AID, scope="other"), encoding="utf-8")
    assert list(read_asked(tmp_path)) == [
        Asked("货款到了几天内还", (f"{AID}第六条", "样品法典第三条"), "ours"),
        Asked("吵起来了，谁来劝", (f"{AID}第八条",), "other"),
    ]


def test_a_scope_that_is_none_is_an_error(tmp_path: Path) -> None:
    (tmp_path / "aid.yaml").write_text(WRITTEN.format(law=AID, scope="elsewhere"), encoding="utf-8")
    with pytest.raises(ValidationError, match="scope"):
        list(read_asked(tmp_path))


def test_the_shipped_questions_are_each_asked_once_of_an_article() -> None:
    asked = list(read_asked())
    assert len({one.text for one in asked}) == len(asked)
    assert all(one.articles and one.text.strip() == one.text for one in asked)
    assert {one.scope for one in asked} == {"ours", "other", "between"}


def test_an_article_in_both_sources_is_taken_once(library: Library) -> None:
    sources = FieldSources(library, [Article("样品互助法第六条", REPAYING)], TODAY)
    assert sources.named(f"{AID}第六条") == "样品互助法第六条"
    assert sources.articles == ()


def test_what_once_bore_the_number_is_not_taken_for_the_article(library: Library) -> None:
    sources = FieldSources(library, [Article("样品互助法第六条", CHEATING)], TODAY)  # as in the version of 2019
    assert sources.named(f"{AID}第六条") == f"{AID}@2023-05-01#第六条"
    (added,) = sources.articles
    assert added.text == clean(REPAYING)
    assert added.passage == f"{AID}第六条\n{clean(REPAYING)}"
    assert added.law == AID


def test_an_article_whose_text_is_not_at_hand_is_no_answer(library: Library) -> None:
    assert FieldSources(library, [], TODAY).named("中华人民共和国样品未见法第三条") is None
    assert FieldSources(library, [], TODAY).named(f"{AID}第九十九条") is None


def test_what_is_remembered_keeps_its_weight_and_the_words_of_its_answers(embedder: StaticEmbeddings) -> None:
    article = Article("样品互助法@2019-03-01#第五条", AID_2019[4])
    remembered = [
        Remembered("几天内还钱", (article.name, "mechanism-sample"), 2.0, 1.0),
        Remembered("茶会哪天开", (), 0.0, 0.5),
    ]
    experience: Experience = experience_of(remembered, embedder, [article, Article("样品互助法第八条", "无人问")])
    assert list(map(tuple, experience.answers)) == [(article.name, "mechanism-sample"), ()]
    assert experience.weights.tolist() == [2.0, 0.0]
    assert experience.ours.tolist() == [1.0, 0.5]
    assert experience.marks == {article.name: mark(article.text)}
