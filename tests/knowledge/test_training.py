"""The training runs end to end on a handful of texts, repeats itself, and both loaders read what it ships."""

import gzip
import json
from pathlib import Path

import numpy as np
import pytest

from knowledge.embedding import SHIPPED, SentenceTransformerEmbeddings, StaticEmbeddings

TEXTS = [
    "冻结账户应当写明数额。",
    "企业可以申请破产和解。",
    "工资应当按月支付给劳动者本人。",
    "查封设备时可以指定企业保管。",
]
SAYINGS = ["账户被冻结了怎么办？", "老板三个月没发工资，能去法院要吗？", "设备被查封以后还能不能用"]


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Texts of our own in the layout of the public training data."""
    folder = tmp_path_factory.mktemp("data")
    (folder / "stard").mkdir()
    articles = [
        {
            "id": number,
            "name": f"示例法第{'一二三四五六七八'[number]}条",
            "content": f"{text}第{number}款另有规定的除外。",
        }
        for number, text in enumerate(TEXTS * 2)
    ]
    corpus = "".join(json.dumps(article, ensure_ascii=False) + "\n" for article in articles)
    (folder / "stard" / "corpus.jsonl.gz").write_bytes(gzip.compress(corpus.encode()))
    questions = [
        {"question": text, "gold": [articles[number]["name"]], "answer": TEXTS[number]}
        for number, text in enumerate(SAYINGS)
    ]
    lines = "".join(json.dumps(question, ensure_ascii=False) + "\n" for question in questions)
    (folder / "stard" / "train.jsonl").write_text(lines, encoding="utf-8")
    return folder


def test_trains_saves_and_repeats(data: Path, tmp_path: Path) -> None:
    from knowledge.training.recipe import Recipe, train  # noqa: PLC0415  imports torch
    from knowledge.training.saving import save  # noqa: PLC0415
    from knowledge.training.sources import read_articles, read_questions  # noqa: PLC0415

    articles, questions = read_articles(data), read_questions(data)
    assert (len(articles), len(questions)) == (len(TEXTS) * 2, len(SAYINGS))
    recipe = Recipe(
        pieces=400, dimensions=16, article_epochs=2, question_epochs=2, question_batch=4, hard_negatives=2, rehearsed=6
    )
    for name in ("first", "second"):
        save(train(recipe, articles, questions), tmp_path / name)
    first, second = ((tmp_path / name / "model.safetensors").read_bytes() for name in ("first", "second"))
    assert first == second
    vectors = np.asarray(StaticEmbeddings(tmp_path / "first").embed_documents(TEXTS))
    assert vectors.shape == (len(TEXTS), 16)
    assert np.allclose(np.linalg.norm(vectors, axis=1), 1, atol=1e-3)


def test_both_loaders_read_the_shipped_model_alike() -> None:
    ours = np.asarray(StaticEmbeddings().embed_documents(TEXTS + SAYINGS))
    theirs = np.asarray(SentenceTransformerEmbeddings(str(SHIPPED)).embed_documents(TEXTS + SAYINGS))
    assert np.abs(ours - theirs).max() < 1e-3
