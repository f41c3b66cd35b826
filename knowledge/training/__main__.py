"""Trains the static model, measures the recipe on a held-out fifth, and writes the shipped folder."""

import argparse
import time
from pathlib import Path

import torch

from knowledge.training.cases import read_guiding, read_mediation
from knowledge.training.evaluate import evaluate, fold
from knowledge.training.recipe import Recipe, train
from knowledge.training.saving import save
from knowledge.training.sources import read_articles, read_questions


def main() -> None:
    """Measures first, on a model that has not seen the held-out questions; the shipped one sees them all."""
    parser = argparse.ArgumentParser(prog="python -m knowledge.training", description=__doc__)
    parser.add_argument("--data", type=Path, default=Path("../shared/data"), help="folder that holds stard/")
    parser.add_argument("--out", type=Path, default=Path("knowledge/models/static"), help="folder to write")
    parser.add_argument("--folds", type=int, default=1, help="folds of five to measure on, 0 for none")
    parser.add_argument("--threads", type=int, default=2, help="cores to use")
    options = parser.parse_args()

    torch.set_num_threads(options.threads)
    articles, questions = read_articles(options.data), read_questions(options.data)
    known = {article.name for article in articles}
    guiding, mediation = read_guiding(options.data, known), read_mediation(options.data, known)
    for number in range(options.folds):
        begun = time.perf_counter()
        seen, held_out = fold(questions, number)
        scores = evaluate(train(Recipe(), articles, [*seen, *guiding]), articles, held_out)
        print(f"fold {number}: {scores}  ({time.perf_counter() - begun:.0f} s)", flush=True)
    begun = time.perf_counter()
    encoder = train(Recipe(), articles, [*questions, *guiding])
    save(encoder, options.out)
    print(f"wrote {options.out} ({time.perf_counter() - begun:.0f} s)")
    print(f"mediation cases, never trained on: {evaluate(encoder, articles, mediation)}")


if __name__ == "__main__":
    main()
