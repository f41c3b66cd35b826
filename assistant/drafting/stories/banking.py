"""Accounts to pay into: 户名, 开户行, 账号."""

import re
from collections.abc import Iterator, Sequence

from assistant.drafting.stories.story import Found, Span, stated
from assistant.drafting.stories.told import Told
from assistant.redaction import labelled, numbers
from assistant.redaction.spans import narrowed
from knowledge.forms import FormField

LINE = "________"  # to be filled in by hand
NUMBER = re.compile(r"(?<![0-9*])[0-9]{4,6}\*{4,14}[0-9]{2,4}(?![0-9*])|(?<=[号户卡：:])[0-9]{9,25}(?![0-9*年])")
BANK = re.compile(
    r"(?:开户行|开户银行)(?:是|为)?[：:]?(?P<told>[一-鿿（）()]{2,30})"
    r"|(?P<name>[一-鿿]{0,6}(?:银行|信用社|农商行)[一-鿿]{0,14}?(?:支行|分行|营业部|分理处)|(?:中国银行"
    r"|(?:中国)?(?:工商|农业|建设|交通|邮政储蓄|招商|中信|光大|民生|浦发|兴业|平安|华夏)银行)"
    r"|[一-鿿]{1,6}(?:银行|信用社)(?=[的卡，。0-9])|[工农建中招交邮][商业设国储]?行(?=卡|账|的))"
)
HOLDER = re.compile(r"(?:户名|账户名称|开户名)(?:是|为|就是)?[：:]?(?P<name>[^，。；、,;\s]{2,40})")
LEADS = re.compile(r"^.*(?:[在到给的是为其我往入向与和：]|账户)(?=[一-鿿]{0,8}(?:银行|信用社|农商行))")
OTHERS = re.compile(r"冻结|查封|划走|扣划")
REACH = 60


def account_numbers(text: str) -> list[Span]:
    """Where numbers of accounts stand."""
    plain = narrowed(text)
    taken = [span for finder in (numbers.IDENTITY, numbers.CREDIT, numbers.MOBILE) for span in finder.find(plain)]
    spans = [
        *numbers.CARD.find(plain),
        *labelled.ACCOUNT.find(plain),
        *(match.span() for match in NUMBER.finditer(plain)),
    ]
    found: list[Span] = []
    for span in sorted(spans):
        if not any(start < span[1] and span[0] < end for start, end in [*taken, *found]):
            lead = plain[max(0, span[0] - 10) : span[0]]
            if not re.search(r"身份|信用代码|证件|电话|手机", lead):
                found.append(span)
    return found


def read_account(told: Told, field: FormField) -> Iterator[Sequence[Found]]:
    """The account into which is paid; what of its holder and bank was not said stays a line to be filled in."""
    text = told.text
    found = []
    for span in account_numbers(text):
        sentence = told.sentence(span[0])
        if OTHERS.search(text, sentence[0], span[0]):
            continue
        bank, holder = _nearest_bank(text, span), _nearest_holder(told, span)
        pieces = [text[slice(*holder)] if holder else LINE, text[slice(*bank)] if bank else LINE, text[slice(*span)]]
        lacking = [name for name, place in (("户名", holder), ("开户行", bank)) if place is None]
        note = f"{'、'.join(lacking)}没有说，请填写" if lacking else ""
        value = f"户名{pieces[0]}，开户行{pieces[1]}，账号{pieces[2]}"
        found.append(stated(field.name, value, text, [place for place in (holder, bank, span) if place], note))
    if found:
        yield found


def _nearest_bank(text: str, span: Span) -> Span | None:
    places = []
    for match in BANK.finditer(text, max(0, span[0] - REACH), min(len(text), span[1] + REACH)):
        start, end = match.span("told" if match["told"] else "name")
        lead = LEADS.match(text[start:end])
        if lead:
            start += lead.end()
        places.append((start, end))
    return min(places, key=lambda place: min(abs(span[0] - place[1]), abs(place[0] - span[1])), default=None)


def _nearest_holder(told: Told, span: Span) -> Span | None:
    for match in HOLDER.finditer(told.text, max(0, span[0] - REACH), min(len(told.text), span[1] + REACH)):
        start, end = match.span("name")
        who = told.cast.at(start)
        if who and who.name and told.text.startswith(who.name, start):
            return start, start + len(who.name)
        if who is None and "我" not in match["name"]:
            return start, end
    return None
