"""Nearest neighbours in a persistent Chroma collection (cosine)."""

import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import closing
from pathlib import Path
from typing import Self, cast

import chromadb
import numpy as np
import numpy.typing as npt
from chromadb.api.client import Client
from chromadb.api.collection_configuration import CreateHNSWConfiguration
from chromadb.config import Settings

Vectors = Sequence[Sequence[float]] | npt.NDArray[np.float32]
COLLECTION = "passages"
BATCH = 512
# Chroma's own defaults (16, 100, 100) miss a quarter and more of the 200 nearest of 70,000 articles.
GRAPH = CreateHNSWConfiguration(space="cosine", max_neighbors=24, ef_construction=150, ef_search=600)


class DenseIndex:
    """The vectors of the passages; ids are passage ids."""

    def __init__(self, client: Client, collection: chromadb.Collection) -> None:
        """Wrap an open collection."""
        self._client = client
        self._collection = collection

    @staticmethod
    def _client_at(folder: Path) -> Client:
        client = chromadb.PersistentClient(path=str(folder), settings=Settings(anonymized_telemetry=False))
        return cast(Client, client)  # declared as the interface, which lacks close()

    @classmethod
    def create(cls, folder: Path, size: int) -> Self:
        """An empty collection in a new folder, for ``size`` vectors.

        The graph is written once, with the last vector. What Chroma keeps in its log instead is put into the graph
        anew, and each time otherwise, whenever the collection is opened.
        """
        client = cls._client_at(folder)
        once = max(size, 2)
        hnsw: CreateHNSWConfiguration = {**GRAPH, "sync_threshold": once, "batch_size": once}
        collection = client.create_collection(COLLECTION, configuration={"hnsw": hnsw}, embedding_function=None)
        return cls(client, collection)

    @classmethod
    def open(cls, folder: Path) -> Self:
        """The collection that `create` and `add` left; Chroma's own errors pass through."""
        client = cls._client_at(folder)
        return cls(client, client.get_collection(COLLECTION, embedding_function=None))

    def add(self, ids: Sequence[str], vectors: Vectors) -> Iterator[int]:
        """Store the vectors in batches; yields the number stored by each."""
        for start in range(0, len(ids), BATCH):
            batch = list(ids[start : start + BATCH])
            self._collection.add(ids=batch, embeddings=np.asarray(vectors[start : start + BATCH], dtype=np.float32))
            yield len(batch)

    def count(self) -> int:
        """How many passages the collection holds."""
        return self._collection.count()

    def nearest(self, vector: Sequence[float] | npt.NDArray[np.float32], k: int) -> dict[str, float]:
        """Passage id → cosine similarity in [-1, 1], higher is closer, for the k nearest."""
        found = self._collection.query(
            query_embeddings=np.asarray([vector], dtype=np.float32), n_results=k, include=["distances"]
        )
        distances = found["distances"]
        if distances is None:
            return {}
        return {key: 1 - float(far) for key, far in zip(found["ids"][0], distances[0], strict=True)}

    def finish(self, folder: Path) -> None:
        """Close a collection that is complete, and give back what its log took: as much again as the vectors."""
        self.close()
        with closing(sqlite3.connect(folder / "chroma.sqlite3")) as database:
            database.execute("VACUUM")

    def close(self) -> None:
        """Let go of Chroma's files."""
        self._client.close()
