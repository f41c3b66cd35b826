"""What is unlawful, what no court can enforce, and what disposes of somebody else's rights."""

import re
from collections.abc import Iterator

from assistant.checking import third_parties
from assistant.checking.agreement import Agreement, AgreementKind, Span
from assistant.checking.facts import past
from assistant.checking.finding import Finding, Severity
from assistant.checking.genre import reported
from assistant.checking.places import spot
from assistant.checking.unenforceable import UNENFORCEABLE
from assistant.checking.unlawful import UNLAWFUL
from assistant.checking.unlawful_papers import UNLAWFUL_PAPERS

NEGATED = re.compile(r"(?:不得|不能|不准|不许|禁止|严禁|不应|不可|无权|不以|从未|未曾)[^，。；]{0,16}$")
TERMS = re.compile(r"协议[：:]|约定")  # with which a report gives the terms


def findings(agreement: Agreement) -> Iterator[Finding]:
    """subject-unlawful, not-enforceable, third-party. Of a report only the terms count, and only what is unlawful."""
    told = reported(agreement)
    for sentence in agreement.sentences:
        if not told or TERMS.search(agreement.text):
            yield from _unlawful(agreement, sentence)
        if not told:
            yield from _unenforceable(agreement, sentence)
    if not told:
        yield from third_parties.findings(agreement)


def _unlawful(agreement: Agreement, sentence: Span) -> Iterator[Finding]:
    for one in (*UNLAWFUL, *UNLAWFUL_PAPERS):
        match = one.words.search(sentence.text)
        if match is None or (one.unless and one.unless.search(sentence.text)):
            continue
        if one.denied and NEGATED.search(sentence.text[: match.start()]):
            continue
        if not past(agreement, sentence, sentence.start + match.start()):
            place = spot(sentence, match)
            yield agreement.finding("subject-unlawful", Severity.ERROR, *place, one.reason, one.basis)


def _unenforceable(agreement: Agreement, sentence: Span) -> Iterator[Finding]:
    for one in UNENFORCEABLE:
        if one.enforcing and agreement.kind is not AgreementKind.ENFORCEMENT:
            continue
        match = one.words.search(sentence.text)
        if match is None or one.unless.search(sentence.text):
            continue
        if not past(agreement, sentence, sentence.start + match.start()):
            place = spot(sentence, match)
            yield agreement.finding("not-enforceable", one.severity, *place, one.reason, one.basis, one.rewrite)
