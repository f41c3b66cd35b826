"""A Unigram tokenizer whose pieces are the segmenter's words, so that it needs no training of its own.

Each piece's log-probability is that of the word in the corpus; Viterbi then cuts a clause much as the
segmenter would, at run time without it. Built this way the tokenizer is the same at every run, which the
parallel EM of ``tokenizers``' own trainer does not promise.
"""

import math
import string
from collections import Counter
from collections.abc import Iterable

from tokenizers import Regex, Tokenizer, models, normalizers, pre_tokenizers

LONGEST_PIECE = 6
UNKNOWN = "[UNK]"
_NON_WORD = Regex(r"[^\w]+|_+")
_RARE_COUNT = 0.5


def count_words(texts: Iterable[str]) -> Counter[str]:
    """How often the segmenter finds each word, lower-cased; only words of letters and digits."""
    import rjieba  # noqa: PLC0415  loads its dictionary

    counts: Counter[str] = Counter()
    for text in texts:
        counts.update(word for word in rjieba.cut(text.lower()) if word.isalnum())
    return counts


def build_tokenizer(counts: Counter[str], size: int) -> Tokenizer:
    """At most ``size`` pieces: the unknown one, every single character, then the most frequent words."""
    characters: dict[str, float] = dict.fromkeys(string.ascii_lowercase + string.digits, _RARE_COUNT)
    for word, count in counts.items():
        for character in word:
            characters.setdefault(character, _RARE_COUNT)
        if len(word) == 1:
            characters[word] = count
    words = [(word, float(count)) for word, count in counts.items() if 1 < len(word) <= LONGEST_PIECE]
    words.sort(key=lambda pair: (-pair[1], pair[0]))
    pieces = [*sorted(characters.items()), *words[: size - 1 - len(characters)]]
    total = math.log(sum(count for _, count in pieces))
    vocabulary = [(UNKNOWN, 0.0), *((piece, math.log(count) - total) for piece, count in pieces)]
    tokenizer = Tokenizer(models.Unigram(vocabulary, unk_id=0, byte_fallback=False))
    tokenizer.normalizer = normalizers.Sequence([normalizers.NFKC(), normalizers.Lowercase()])
    tokenizer.pre_tokenizer = pre_tokenizers.Split(_NON_WORD, behavior="removed")
    return tokenizer
