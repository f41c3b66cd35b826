"""The two stages in order, and the numbers they run with."""

import random
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import chain

import torch
from tokenizers import Tokenizer

from knowledge.training.encoder import Encoder, Trainer
from knowledge.training.negatives import governing, mine
from knowledge.training.pairs import batches, self_supervised, supervised
from knowledge.training.sources import Article, Question
from knowledge.training.tokenizer import build_tokenizer, count_words


@dataclass(frozen=True, slots=True)
class Recipe:
    """How one model is trained; the same recipe and sources give the same weights on the same machine.

    Rates are those of the first epoch; they fall in equal steps, and would reach zero after the last.
    """

    pieces: int = 13_000
    question_weight: int = 10
    dimensions: int = 256
    article_epochs: int = 3
    article_rate: float = 0.01
    article_batch: int = 2048
    question_epochs: int = 5
    question_rate: float = 0.006
    question_batch: int = 512
    hard_negatives: int = 7
    rehearsed: int = 10_000
    seed: int = 20

    def tokenizer(self, articles: Sequence[Article], questions: Sequence[Question]) -> Tokenizer:
        """Pieces from both; a layperson's word counts ``question_weight`` times, lest it find no place."""
        counts = count_words(article.passage for article in articles)
        spoken = count_words(f"{question.text}\n{question.answer}" for question in questions)
        counts.update(Counter({word: self.question_weight * count for word, count in spoken.items()}))
        return build_tokenizer(counts, self.pieces)


def train(
    recipe: Recipe, articles: Sequence[Article], questions: Sequence[Question], records: Mapping[str, str] = {}
) -> Encoder:
    """Stage one on the articles alone; stage two on the questions, mixed with stage one's pairs.

    ``records`` has further texts that answer, by the names that questions give them. They are nobody's hard negatives:
    a question about an article may well be answered by a record that it does not name.
    """
    torch.manual_seed(recipe.seed)
    chance = random.Random(recipe.seed)  # noqa: S311  no secret
    encoder = Encoder(recipe.tokenizer(articles, questions), recipe.dimensions)
    _learn_articles(recipe, encoder, articles, chance)
    _learn_questions(recipe, encoder, articles, questions, records, chance)
    return encoder


def _learn_articles(
    recipe: Recipe,
    encoder: Encoder,
    articles: Sequence[Article],
    chance: random.Random,
) -> None:
    trainer = Trainer(encoder, recipe.article_rate, recipe.article_epochs)
    for epoch in range(recipe.article_epochs):
        trainer.begin(epoch)
        drawn = [batches(kind, recipe.article_batch) for kind in self_supervised(articles, chance)]
        for batch in chance.sample(list(chain(*drawn)), sum(map(len, drawn))):
            trainer.step(batch)


def _learn_questions(  # noqa: PLR0913  what a stage is made of
    recipe: Recipe,
    encoder: Encoder,
    articles: Sequence[Article],
    questions: Sequence[Question],
    records: Mapping[str, str],
    chance: random.Random,
) -> None:
    passages = {article.name: article.passage for article in articles}
    answers = {**passages, **records}
    gold = governing(questions, answers)
    asked = supervised(questions, answers)
    trainer = Trainer(encoder, recipe.question_rate, recipe.question_epochs)
    for epoch in range(recipe.question_epochs):
        trainer.begin(epoch)
        negatives = mine(encoder, gold, list(passages.values()))
        rehearsed = chance.sample(list(chain(*self_supervised(articles, chance))), recipe.rehearsed)
        hard = [(batch, True) for batch in batches(chance.sample(asked, len(asked)), recipe.question_batch)]
        easy = [(batch, False) for batch in batches(rehearsed, recipe.article_batch)]
        for batch, is_hard in chance.sample(hard + easy, len(hard) + len(easy)):
            drawn = negatives.draw(batch, recipe.hard_negatives, chance) if is_hard else []
            trainer.step(batch, drawn, gold)
