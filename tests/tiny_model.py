"""Makes a tiny real sentence-transformers model: seeded random vectors for single characters."""

from pathlib import Path

CHARACTERS = [chr(code) for code in range(0x4E00, 0x9FA6)]
DIMENSIONS = 32


def make_tiny_model(folder: Path) -> Path:
    """Save a model that any sentence-transformers loader accepts; imports torch."""
    import torch  # noqa: PLC0415
    from sentence_transformers import SentenceTransformer  # noqa: PLC0415
    from sentence_transformers.models import StaticEmbedding  # noqa: PLC0415
    from tokenizers import Regex, Tokenizer, models, pre_tokenizers  # noqa: PLC0415

    vocabulary = {character: index for index, character in enumerate(["[UNK]", *CHARACTERS])}
    tokenizer = Tokenizer(models.WordLevel(vocabulary, unk_token="[UNK]"))
    tokenizer.pre_tokenizer = pre_tokenizers.Split(Regex("."), behavior="isolated")
    weights = torch.randn(len(vocabulary), DIMENSIONS, generator=torch.Generator().manual_seed(7))
    module = StaticEmbedding(tokenizer, embedding_weights=weights.numpy())
    SentenceTransformer(modules=[module], device="cpu").save(str(folder))
    return folder
