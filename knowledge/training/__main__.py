"""From public data and the project's own corpus to the shipped weights, with a report of every stage.

    python -m knowledge.training --data ../shared/data --questions tests/evals/retrieval --out knowledge/models

Writes screening.npz and intents.npz (what messages are; a minute or two, and all that --messages writes), rarity.npz
(how rare words are), static/ (the embedding), experience/ (known questions) and ranking.json. Each of the folds trains
a model that has not seen a part of the benchmark's questions; fold 0 is kept whole under ``--keep`` for `make bench`.
"""

import argparse
import shutil
import tempfile
import time
from collections.abc import Sequence
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

import torch

from knowledge.build import build
from knowledge.embedding import StaticEmbeddings
from knowledge.experience import Experience
from knowledge.importing import import_sources
from knowledge.lexical import tokens
from knowledge.library import Library
from knowledge.names import law_of
from knowledge.passage_index import Document, PassageIndex
from knowledge.ranking import Ranking
from knowledge.rarity import Rarity
from knowledge.registry import Registry
from knowledge.retriever import Evidence
from knowledge.store import Store
from knowledge.training.ablation import ablation, cross_validated
from knowledge.training.classifying import cross_validated_messages, fit_classifier, message_sets
from knowledge.training.encoder import Encoder
from knowledge.training.evaluate import evaluate, fold
from knowledge.training.fitting import Judged, fit_scorer
from knowledge.training.gate import fit_gate
from knowledge.training.judging import FOLDS, RECORD_UNITS, FieldJudge, judge_benchmark
from knowledge.training.labelled import Labelled, measure, read_labelled
from knowledge.training.material import Material, read_material
from knowledge.training.recipe import Recipe, train
from knowledge.training.remembering import Remembered, benchmarked, digests, experience_of, labelled, written
from knowledge.training.saving import save
from knowledge.training.sources import Question
from knowledge.wording import mark

TODAY = "2026-11-21"  # whose law counts, so that a repeat on another day gives the same weights


class Report:
    """Prints each stage with the seconds since the one before."""

    def __init__(self) -> None:
        """Starts the clock."""
        self._last = time.perf_counter()

    def __call__(self, line: object) -> None:
        """One finished stage."""
        now = time.perf_counter()
        print(f"[{now - self._last:5.0f} s] {line}", flush=True)
        self._last = now


def main() -> None:
    """Run all stages."""
    parser = argparse.ArgumentParser(prog="python -m knowledge.training", description=__doc__)
    parser.add_argument(
        "--data", type=Path, default=Path("../shared/data"), help="folder that holds stard/, laws/, cases/"
    )
    parser.add_argument("--questions", type=Path, default=Path("tests/evals/retrieval"), help="labelled questions")
    parser.add_argument("--out", type=Path, default=Path("knowledge/models"), help="folder to write")
    parser.add_argument("--keep", type=Path, default=Path("build/fold-0"), help="where fold 0 is kept")
    parser.add_argument("--messages", action="store_true", help="only the classifiers of messages; needs no data")
    parser.add_argument("--threads", type=int, default=2, help="cores to use")
    options = parser.parse_args()
    torch.set_num_threads(options.threads)
    report = Report()
    options.out.mkdir(parents=True, exist_ok=True)
    own = read_labelled(options.questions)
    for name, messages in message_sets(own, options.questions.parent / "screening.yaml").items():
        report(f"{name}: {len(messages)} messages, out of fold {cross_validated_messages(messages, FOLDS):.3f} right")
        fit_classifier(messages).save(name, options.out)
        report(f"wrote {options.out / name}.npz")
    if options.messages:
        return
    with tempfile.TemporaryDirectory(prefix="shukun-train-") as temporary:
        work = Path(temporary)
        registry = Registry.load()
        import_sources(work / "home", [options.data / "laws"], registry)
        with closing(Library.open(work / "home", registry)) as library:
            named = (name for one in own if one.half == "tune" for name in one.articles)
            material = read_material(options.data, library, TODAY, named)
            report(f"read {material}")
            rarity = Rarity.count(tokens(article.passage) for article in material.articles)
            rarity.save(options.out / "rarity.npz")
            report(f"{len(rarity.counts)} tokens counted over {rarity.passages} passages")
            folds = [_fold(number, material, own, library, work, options.keep, report) for number in range(FOLDS)]
            _ship(material, own, folds, library, work, options.out, options.keep, report)


@dataclass(frozen=True, slots=True)
class Fold:
    """What came of one fold, all of it judged by models that had not seen it: the benchmark's questions, and the
    labelled ones with the passages of our records.
    """

    judge: FieldJudge
    store: Store
    benchmark: list[Judged]
    own: list[Labelled]
    records: list[Judged]


def _fold(  # noqa: PLR0913  what a fold is made of
    number: int,
    material: Material,
    own: Sequence[Labelled],
    library: Library,
    work: Path,
    keep: Path,
    report: Report,
) -> Fold:
    tune = [one for one in own if one.half == "tune"]
    seen, held_out = fold(material.questions, number, FOLDS)
    own_seen, own_held_out = fold(tune, number, FOLDS)
    models = keep if number == 0 else work / f"fold-{number}"
    embedder, encoder = _static(material, seen, own_seen, models / "static")
    report(f"fold {number}: static model alone {evaluate(encoder, material.articles, held_out)}")
    experience = _experience(material, seen, own_seen, embedder)
    experience.save(models / "experience")
    documents = (
        Document(article.name, article.passage, law_of(article.name), len(article.text), mark=mark(article.text))
        for article in material.articles
    )
    with closing(PassageIndex.build(work / f"index-{number}", documents, embedder)) as index:
        judged = judge_benchmark(index, embedder, experience, held_out)
    shutil.rmtree(work / f"index-{number}")
    report(f"fold {number}: {len(judged)} questions of the benchmark judged")
    home = work / f"home-{number}"
    home.mkdir()
    (home / "library").symlink_to(work / "home" / "library")
    build(home, embedder)
    store = Store.open(home)
    judge = FieldJudge(store, library, embedder, experience, TODAY)
    records = judge.records(own_held_out)
    report(f"fold {number}: {len(records)} labelled questions judged")
    return Fold(judge, store, judged, own_held_out, records)


def _ship(  # noqa: PLR0913  what the last stage is made of
    material: Material,
    own: Sequence[Labelled],
    folds: Sequence[Fold],
    library: Library,
    work: Path,
    out: Path,
    keep: Path,
    report: Report,
) -> None:
    """The shipped weights; then what they are worth."""
    tune, test = ([one for one in own if one.half == half] for half in ("tune", "test"))
    texts: list[list[Judged]] = []
    questions: list[Labelled] = []
    told: list[Evidence] = []
    for held in folds:
        others = [one for fold_ in folds if fold_ is not held for one in fold_.records]
        found = list(held.judge.texts(held.own, fit_scorer(others, RECORD_UNITS)))
        texts.append([judged for question, (_, judged) in zip(held.own, found, strict=True) if question.articles])
        questions += held.own
        told += [evidence for evidence, _ in found]
        held.store.close()
    report("articles of the labelled questions judged")
    benchmark = [held.benchmark for held in folds]
    flat, own_texts = [one for part in benchmark for one in part], [one for part in texts for one in part]
    records = fit_scorer([one for held in folds for one in held.records], RECORD_UNITS)
    gate, refused, lost = fit_gate(
        [one.question for one in questions],
        [one.question for one in told],
        [not one.foreign for one in questions],
        [one.weight for one in questions],
        material.told_apart(),
        FOLDS,
    )
    Ranking(records, fit_scorer([*flat, *own_texts]), gate).save(out / "ranking.json")
    unseen = [one for part in benchmark[1:] for one in part]
    Ranking(records, fit_scorer([*unseen, *own_texts]), gate).save(keep / "ranking.json")
    report(f"gate, out of fold: foreign refused {refused:.3f}, ours refused {lost:.3f}")
    report(f"benchmark, out of fold: {cross_validated(benchmark, own_texts)}")
    report(f"labelled questions, articles, out of fold: {cross_validated(texts, flat)}")

    embedder, encoder = _static(material, material.questions, tune, out / "static")
    alone = evaluate(encoder, (*material.articles, *material.added), material.mediation)
    report(f"wrote {out / 'static'}; alone on mediation cases, never trained on: {alone}")
    experience = _experience(material, material.questions, tune, embedder)
    experience.save(out / "experience")
    build(work / "home", embedder)
    with closing(Store.open(work / "home")) as store:
        retriever = FieldJudge(store, library, embedder, experience, TODAY).retriever(
            Ranking.load(out / "ranking.json")
        )
        report(f"test half, {len(test)} questions: {measure(retriever, test)}")
    for name, parts in (("benchmark", benchmark), ("labelled", texts)):
        for label, quality in ablation(parts):
            report(f"{name}, {label}: {quality}")


def _experience(
    material: Material, questions: Sequence[Question], own: Sequence[Labelled], embedder: StaticEmbeddings
) -> Experience:
    """The labelled questions first; then the benchmark's, the cases, the gists and those written for the training."""
    remembered: list[Remembered] = [
        *labelled(own, material.named),
        *benchmarked([*questions, *material.guiding], material.field),
        *digests(material.gists),
        *written(material.asked),
    ]
    return experience_of(remembered, embedder, (*material.articles, *material.added))


def _static(
    material: Material, questions: Sequence[Question], own: Sequence[Labelled], folder: Path
) -> tuple[StaticEmbeddings, Encoder]:
    """Trains and saves the embedding on these questions and everything else."""
    answered = [
        Question(one.question, gold)
        for one in own
        if (gold := (*(material.named[name] for name in one.articles if name in material.named), *one.records))
    ]
    articles = (*material.articles, *material.added)
    ours = [*material.guiding, *material.gists, *material.bases, *material.situations, *answered]
    encoder = train(Recipe(), articles, [*questions, *ours, *material.asked], material.records)
    save(encoder, folder)
    return StaticEmbeddings(folder), encoder


if __name__ == "__main__":
    main()
