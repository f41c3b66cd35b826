"""Answers to questions of the field: is every citation law, every sentence carried, every figure from somewhere."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from assistant.assistant import Assistant
from assistant.events import Block
from assistant.grounding.figures import figures, missing_from
from assistant.grounding.support import contained
from assistant.messages import Answer, Question, Reply
from assistant.sentences import Sentence, parse
from knowledge.citations.verdicts import Verdict
from knowledge.records import Passage, Role
from tests.assistant.asking import events_of, reply_of
from tests.evals.measured import Measured, read, share

HEADINGS = {Block.HEADING, Block.SUBHEADING}


@dataclass(frozen=True, slots=True)
class Answered:
    """A question with its reply."""

    question: Question
    reply: Reply

    def sentences(self) -> Iterator[tuple[Sentence, list[Passage]]]:
        """Every sentence of the answer, headings apart, with the passages that it cites."""
        outcome = self.reply.outcome
        if isinstance(outcome, Answer):
            cited = {one.marker: one.passage for one in outcome.citations}
            for sentence in parse(outcome.text):
                if sentence.block not in HEADINGS:
                    yield sentence, [cited[marker] for marker in sentence.markers if marker in cited]


def questions() -> list[Question]:
    """Those of answers.yaml, each asked by its role."""
    return [Question(one["question"], Role(one["role"])) for one in read("answers.yaml")]


def answers(assistant: Assistant, questions: Sequence[Question]) -> list[Answered]:
    """What the assistant replies to each."""
    return [Answered(one, reply_of(events_of(assistant, one))) for one in questions]


def measures(answered: Sequence[Answered], *, quoting: bool) -> list[Measured]:
    """What can be said of answers without a reader. ``quoting``: every sentence must stand in its passages as it is."""
    given = [one for one in answered if isinstance(one.reply.outcome, Answer)]
    verdicts = [
        (f"{one.question.text[:30]}：{each.judgement.explanation}", not each.judgement.verdict.wrong)
        for one in given
        if isinstance(one.reply.outcome, Answer)
        for each in one.reply.outcome.checked
        if each.judgement.verdict is not Verdict.NOT_CHECKABLE
    ]
    sentences = [(one, *told) for one in given for told in one.sentences()]
    return [
        share("questions answered", ((one.question.text, one in given) for one in answered), 0.97),
        share("citations that are law today", verdicts, 1.0),
        share("sentences with a source", ((each.text, bool(held)) for _, each, held in sentences), 1.0),
        share(
            "sentences that stand in their passages",
            ((each.text, any(contained(each.body, one) for one in held)) for _, each, held in sentences),
            1.0 if quoting else None,
        ),
        share(
            "figures from passages or the question",
            ((each.text, not _invented(one.question, each, held)) for one, each, held in sentences),
            1.0,
        ),
        _mean_sentence(given),
    ]


def _invented(question: Question, sentence: Sentence, held: Sequence[Passage]) -> bool:
    told = figures(question.text)
    for one in held:
        told |= figures(f"{one.title}{one.source}{one.locator}{one.text}{one.quote}")
    return bool(missing_from(sentence.body, told))


def _mean_sentence(given: Sequence[Answered]) -> Measured:
    """What litigants read, in characters a sentence."""
    lengths = [
        len(sentence.body) for one in given if one.question.role is Role.LITIGANT for sentence, _ in one.sentences()
    ]
    return Measured("characters a sentence, litigants", sum(lengths) / max(len(lengths), 1), len(lengths))
