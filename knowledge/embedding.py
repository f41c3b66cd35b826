"""Text to vectors, behind LangChain's ``Embeddings``.

The shipped static model is read by model2vec (numpy and tokenizers, no torch). Any sentence-transformers model can
take its place by name or path; torch is then loaded at the first text, never earlier.
"""

import hashlib
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Protocol, runtime_checkable

import numpy as np
from langchain_core.embeddings import Embeddings

from knowledge.errors import EmbeddingError

if TYPE_CHECKING:
    from model2vec import StaticModel
    from sentence_transformers import SentenceTransformer

SHIPPED = Path(__file__).parent / "models" / "static"


@runtime_checkable
class Embedder(Protocol):
    """What the index needs of an embedding model: LangChain's two methods and an identity."""

    @property
    def fingerprint(self) -> str:
        """Changes whenever the vectors would."""

    def embed_documents(self, texts: list[str]) -> list[list[float]]:
        """One vector a text."""

    def embed_query(self, text: str) -> list[float]:
        """The vector of a question."""


class StaticEmbeddings(Embeddings):
    """Mean of token vectors, L2-normalised; microseconds a text on one core."""

    def __init__(self, folder: Path = SHIPPED) -> None:
        """Remember the folder; the weights are read at the first text."""
        self.folder = folder

    @cached_property
    def _model(self) -> "StaticModel":
        from model2vec import StaticModel  # noqa: PLC0415  0.2 s, not paid by commands that embed nothing

        try:
            return StaticModel.from_pretrained(self.folder)
        except Exception as error:  # safetensors and tokenizers raise trees of their own, or plain Exception
            raise EmbeddingError(str(self.folder), _first_line(error)) from error

    @cached_property
    def fingerprint(self) -> str:
        """Digest of the weights and the tokenizer."""
        digest = hashlib.sha256()
        try:
            for name in ("tokenizer.json", "model.safetensors"):
                digest.update((self.folder / name).read_bytes())
        except OSError as error:
            raise EmbeddingError(str(self.folder), f"缺少文件：{error.filename}") from error
        return f"static:{digest.hexdigest()}"

    def embed_documents(self, texts: list[str]) -> list[list[float]]:
        """Vectors of length 1; a text of unknown characters only becomes the zero vector."""
        if not texts:
            return []
        vectors = np.asarray(self._model.encode(texts), dtype=np.float32)
        norms = np.linalg.norm(vectors, axis=1, keepdims=True)
        unit: list[list[float]] = (vectors / np.where(norms == 0, 1, norms)).tolist()
        return unit

    def embed_query(self, text: str) -> list[float]:
        """The vector of one question."""
        return self.embed_documents([text])[0]


class SentenceTransformerEmbeddings(Embeddings):
    """Any sentence-transformers model, by hub name or local path."""

    def __init__(self, name: str) -> None:
        """Remember the name; torch and the weights are loaded at the first text."""
        self.name = name

    @property
    def fingerprint(self) -> str:
        """The name and, for a local folder, the size and time of each of its files."""
        folder = Path(self.name)
        if not folder.is_dir():
            return f"sentence-transformers:{self.name}"
        files = sorted(path for path in folder.rglob("*") if path.is_file())
        facts = [(str(path.relative_to(folder)), path.stat().st_size, path.stat().st_mtime_ns) for path in files]
        return f"sentence-transformers:{hashlib.sha256(repr(facts).encode()).hexdigest()}"

    @cached_property
    def _model(self) -> "SentenceTransformer":
        from sentence_transformers import SentenceTransformer  # noqa: PLC0415  8 s and torch

        try:
            return SentenceTransformer(self.name)
        except Exception as error:  # as above, and whatever the model's own modules raise
            raise EmbeddingError(self.name, _first_line(error)) from error

    def embed_documents(self, texts: list[str]) -> list[list[float]]:
        """L2-normalised vectors, with the model's own document prompt where it has one."""
        vectors = self._model.encode_document(texts, normalize_embeddings=True, show_progress_bar=False)
        rows: list[list[float]] = np.asarray(vectors, dtype=np.float32).tolist()
        return rows

    def embed_query(self, text: str) -> list[float]:
        """L2-normalised vector, with the model's own query prompt where it has one."""
        vector = self._model.encode_query(text, normalize_embeddings=True, show_progress_bar=False)
        row: list[float] = np.asarray(vector, dtype=np.float32).tolist()
        return row


def _first_line(error: Exception) -> str:
    return next(iter(str(error).splitlines()), type(error).__name__)


def load_embeddings(name: str | None) -> StaticEmbeddings | SentenceTransformerEmbeddings:
    """The shipped model when ``name`` is None or empty, else the sentence-transformers model of that name or path."""
    return SentenceTransformerEmbeddings(name) if name else StaticEmbeddings()
