"""Which sentences guarantee a debt, and who does."""

import re
from collections.abc import Sequence

from assistant.checking.agreement import Agreement, Span
from assistant.checking.duties import words_for_parties
from assistant.checking.facts import past
from assistant.checking.places import scope_of

GUARANTEES = re.compile(
    r"(?:提供|承担|负(?![责担])|作(?!为)|予以|愿意?|进行)[^。；，]{0,16}?(?:保证(?!金|人[^责])|担保(?!物|财产|[管险]|人[^责]))(?:责任)?"
    r"|为[^。；，]{1,24}?(?:担保|保证)(?!金|期|人)|连带(?:责任)?(?:保证|担保)(?:责任)?"
    r"|(?:保证人|担保人)[^。；，]{1,30}?(?:承担|负)[^。；，]{0,6}责任"
    r"|(?:为|替|给|对|就)[^。；，]{1,24}?(?:[作做打]个?保|担个保|具保|兜底|保底|背书|打保|担保人)|(?:作保|兜底)(?=[，。；])"
    r"|(?:负|承担)[^。；，]{0,10}连带[^。；，]{0,4}责(?=[^。；]{0,60}(?:保证|担保)期)|(?:保证|担保)(?:方式|期[间限])[^。；]{0,60}(?:连带|一般保证)"
    r"|以[^。；，]{0,8}(?:信誉|信用|人格|名誉)[^。；，]{0,16}?(?:作保|担保|保证)"
)
PROMISE = re.compile(r"保证(?:按|如|及时|在|于|不|今后|以后|其|所|本|质量|协议|按期|将|履行|遵守|到期|付)")


def guarantees(agreement: Agreement, sentence: Span) -> bool:
    """Whether somebody stands in for a debt there, and not a thing, a promise or a judgment."""
    text = re.sub(r"(?:财产|诉讼|诉前|执行)?保全(?:担保|保险|保函)|保证金", "", sentence.text)
    match = GUARANTEES.search(text)
    if match is None or (
        re.match(r"[^。；]{0,20}(?:抵押|质押)", text[match.start() :]) and "保证" not in match.group()
    ):
        return False
    if re.search(
        r"(?:以|将|用)[^。；]{0,40}(?:房|车|设备|财产|股权|机|存款|账户)[^。；]{0,30}$", text[: match.start() + 2]
    ) and ("保证" not in match.group()):  # a thing stands in, not a person
        return False
    if re.search(r"不(?:再|提供|承担|负|作)|没有|未[为提]", text[max(0, match.start() - 4) : match.end()]):
        return False
    if re.search(r"抵押|质押", match.group()) or PROMISE.match(text, max(match.end() - 2, 0)):
        return False
    if re.search(r"有权|可以|要求|不再承担|免除|解除|判决|追偿", text[: match.start()][-24:]) or re.match(
        r"[^。；，]{0,6}追偿", text[match.end() :]
    ):
        return False
    return not past(agreement, sentence, sentence.start + max(0, min(match.start(), len(sentence.text) - 1)))


def clauses(agreement: Agreement, told: Sequence[Span]) -> str:
    """All that the clauses of guarantees say."""
    scopes = {scope_of(agreement, one.start).start: scope_of(agreement, one.start) for one in told}
    return "".join(one.text for one in scopes.values())


def promise_in(sentence: Span) -> tuple[int, int]:
    """From where to where the guarantee itself stands: 承担连带责任保证."""
    match = GUARANTEES.search(sentence.text)
    if match is None:
        return sentence.start, sentence.end
    return sentence.start + match.start(), sentence.start + match.end()


def guarantor_of(agreement: Agreement, sentence: Span) -> str:
    """The name of whoever guarantees in a sentence, or the words for him; "" where nobody is named."""
    match = GUARANTEES.search(sentence.text)
    head = sentence.text[: match.end()] if match else sentence.text
    parties = words_for_parties(agreement)
    found = re.search(rf"由(?P<who>{parties})", head)
    names = [found["who"]] if found else [one.group() for one in re.finditer(parties, head)]
    called = [party for name in names for party in agreement.parties if name in party.names]
    guarantors = [one for one in called if re.search(r"担保|保证", one.role + one.alias)]
    return next((party.name for party in (*guarantors, *called)), names[0] if names else "")
