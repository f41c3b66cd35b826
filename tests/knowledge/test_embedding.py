"""The shipped model needs no torch; any sentence-transformers model can take its place; a bad one is told."""

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

from assistant.assembly import build_index, open_retriever
from assistant.settings import Settings
from knowledge.embedding import (
    SHIPPED,
    Embedder,
    SentenceTransformerEmbeddings,
    StaticEmbeddings,
    load_embeddings,
)
from knowledge.errors import EmbeddingError, IndexMismatch
from tests.tiny_model import DIMENSIONS, make_tiny_model

DEFAULT_PATH = """
import sys
from assistant.cli import main
for arguments in (["build"], ["ask", "工厂设备被查封快停产，怎么调解？", "--json"], ["search", "活封"]):
    sys.argv = ["shukun", *arguments]
    try:
        main()
    except SystemExit as stop:
        assert not stop.code, arguments
from knowledge.embedding import load_embeddings
load_embeddings("any/other-model")  # named is not loaded
heavy = {"torch", "sentence_transformers", "transformers"} & set(sys.modules)
assert not heavy, heavy
assert "chromadb" in sys.modules
"""

BAD_MODELS = """
import json, sys
from knowledge.embedding import load_embeddings
from knowledge.errors import EmbeddingError
told = {}
for name in sys.argv[1:]:
    try:
        load_embeddings(name).embed_query("活封")
    except EmbeddingError as error:
        told[name] = str(error)
print(json.dumps(told))
"""


def run(code: str, *arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-c", code, *arguments],
        env={**os.environ, "HF_HUB_OFFLINE": "1", **environment},
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.fixture(scope="module")
def tiny(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make_tiny_model(tmp_path_factory.mktemp("tiny") / "model")


def test_default_path_imports_no_torch(tmp_path: Path) -> None:
    """Build, ask and search in a fresh process."""
    done = run(DEFAULT_PATH, SHUKUN_HOME=str(tmp_path))
    assert done.returncode == 0, done.stderr
    assert '"outcome": "answer"' in done.stdout


@pytest.mark.parametrize("text", ["活封", "设备被查封", "abc 123", "<b>查封</b>", "查封" * 10_000])
def test_vectors_are_of_unit_length(embedder: StaticEmbeddings, text: str) -> None:
    assert np.linalg.norm(embedder.embed_query(text)) == pytest.approx(1, abs=1e-5)


@pytest.mark.parametrize("text", ["", " ", "\x00", "🙂", "ꙮ"])
def test_nothing_to_embed_is_the_zero_vector(embedder: StaticEmbeddings, text: str) -> None:
    assert set(embedder.embed_query(text)) == {0.0}


def test_documents_and_queries_are_alike(embedder: StaticEmbeddings) -> None:
    texts = ["活封", "", "账户被冻结"]
    together = embedder.embed_documents(texts)
    assert np.allclose(together, [embedder.embed_query(text) for text in texts], atol=1e-6)
    assert embedder.embed_documents([]) == []


def test_like_is_nearer_than_unlike(embedder: StaticEmbeddings) -> None:
    question, near, far = np.array(embedder.embed_documents(["机器被贴了封条", "设备查封", "破产管理人的报酬"]))
    assert question @ near > question @ far


def test_which_model_a_name_chooses(tiny: Path) -> None:
    for name in (None, ""):
        assert isinstance(load_embeddings(name), StaticEmbeddings)
    assert isinstance(load_embeddings(str(tiny)), SentenceTransformerEmbeddings)


def test_fingerprints_tell_models_apart(tiny: Path, tmp_path: Path) -> None:
    other = Path(shutil.copytree(tiny, tmp_path / "other"))
    assert load_embeddings(str(other)).fingerprint == load_embeddings(str(tiny)).fingerprint  # the same, elsewhere
    weights = next(other.rglob("model.safetensors"))
    weights.write_bytes(weights.read_bytes() + b"\x00")
    models = [load_embeddings(name) for name in (None, str(tiny), str(other), "some/name", "other/name")]
    assert len({model.fingerprint for model in models}) == len(models)


def test_sentence_transformers_model_by_path(tiny: Path, tmp_path: Path) -> None:
    """Build and search with it; the shipped model is then refused on that index, until it is built again."""
    chosen, default = Settings(home=tmp_path, embedding_model=str(tiny)), Settings(home=tmp_path)
    assert build_index(chosen).rebuilt
    retriever = open_retriever(chosen)
    vector = retriever.embedder.embed_query("活封")
    assert (len(vector), np.linalg.norm(vector)) == (DIMENSIONS, pytest.approx(1, abs=1e-5))
    assert retriever.search("活封设备", 1)[0].passage.record_id == "mechanism-live-seizure"
    retriever.store.close()

    with pytest.raises(IndexMismatch, match="shukun build"):
        open_retriever(default)
    assert build_index(default).rebuilt
    with pytest.raises(IndexMismatch, match="SHUKUN_EMBEDDING_MODEL"):
        open_retriever(chosen)


def test_bad_models_are_told(tiny: Path, tmp_path: Path) -> None:
    for name in ("empty", "weights", "tokenizer", "modules"):
        shutil.copytree(tiny, tmp_path / name)
    shutil.rmtree(tmp_path / "empty")
    (tmp_path / "empty").mkdir()
    (tmp_path / "file").write_text("not a folder", encoding="utf-8")
    for name, file in (("weights", "model.safetensors"), ("tokenizer", "tokenizer.json"), ("modules", "modules.json")):
        damaged = next((tmp_path / name).rglob(file))
        damaged.write_bytes(damaged.read_bytes()[:50])
    names = [str(tmp_path / name) for name in ("empty", "file", "weights", "tokenizer", "modules", "gone")]
    names += ["no-such-owner/no-such-model", "名字不对"]
    done = run(BAD_MODELS, *names)
    assert done.returncode == 0, done.stderr
    told = json.loads(done.stdout)
    assert set(told) == set(names)
    for name, message in told.items():
        assert message.startswith(f"向量模型“{name}”无法使用")
        assert "请检查 SHUKUN_EMBEDDING_MODEL" in message
        assert "\n" not in message


@pytest.mark.parametrize(
    "damage",
    [
        lambda folder: (folder / "model.safetensors").unlink(),
        lambda folder: (folder / "tokenizer.json").unlink(),
        lambda folder: (folder / "model.safetensors").write_bytes(b"\xff" * 100),
        lambda folder: (folder / "tokenizer.json").write_text("{", encoding="utf-8"),
        lambda folder: (folder / "config.json").write_text("{", encoding="utf-8"),
        shutil.rmtree,
    ],
    ids=["weights gone", "tokenizer gone", "weights damaged", "tokenizer damaged", "settings damaged", "folder gone"],
)
def test_damaged_static_model_is_told(tmp_path: Path, damage: Callable[[Path], object]) -> None:
    folder = Path(shutil.copytree(SHIPPED, tmp_path / "static"))
    damage(folder)
    model: Embedder = StaticEmbeddings(folder)
    with pytest.raises(EmbeddingError, match="向量模型"):
        model.embed_query("活封")
