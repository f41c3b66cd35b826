"""Writes the trained model as a folder that model2vec and sentence-transformers both read."""

import json
from pathlib import Path

import numpy as np
from safetensors.numpy import save_file

from knowledge.training.encoder import Encoder

_MODULES = [
    {"idx": 0, "name": "0", "path": "", "type": "sentence_transformers.models.StaticEmbedding"},
    {"idx": 1, "name": "1", "path": "1_Normalize", "type": "sentence_transformers.models.Normalize"},
]


def save(encoder: Encoder, folder: Path) -> None:
    """Weights in half precision, tokenizer and the two loaders' settings; texts are not cut at any length."""
    folder.mkdir(parents=True, exist_ok=True)
    weights = encoder.module.embedding.weight.detach().numpy().astype(np.float16)
    save_file({"embeddings": np.ascontiguousarray(weights)}, folder / "model.safetensors")
    encoder.module.tokenizer.save(str(folder / "tokenizer.json"), pretty=False)
    config = {"normalize": True, "max_length": None, "embedding_dtype": "float16"}
    (folder / "model.safetensors").chmod(0o644)  # safetensors writes 0600
    for name, content in (("config.json", config), ("modules.json", _MODULES)):
        (folder / name).write_text(json.dumps(content, indent=2) + "\n", encoding="utf-8")
