"""Workers with what each is owed."""

import re
from collections.abc import Iterator, Sequence

from assistant.drafting.stories.amounts import written
from assistant.drafting.stories.rows import row_of
from assistant.drafting.stories.sides import Part
from assistant.drafting.stories.story import Found, Span, stated
from assistant.drafting.stories.sums import Sum
from assistant.drafting.stories.told import Told
from assistant.reading.days import CHINESE
from knowledge.forms import FormField

ONE = rf"(?:\d{{1,2}}|[{CHINESE}]{{1,2}})"
YEAR = r"(?:\d{4}年|今年|去年)?"
MONTHS = re.compile(rf"{YEAR}{ONE}月?(?:份)?(?:[至到、—-]{YEAR}{ONE}月(?:份)?)+|{YEAR}{ONE}月(?:份)?")
REACH = 24  # characters at most between a name and its sum
OTHERS = {Part.DEBTOR, Part.MEDIATOR, Part.REPRESENTATIVE, Part.AGENT, Part.SPOKESMAN}


def read_workers(told: Told, field: FormField) -> Iterator[Sequence[Found]]:
    """Workers with their months and what each is owed: the sum behind a name and before the next."""
    people = [one.who for one in told.played if one.who.name and not one.who.firm and not OTHERS & set(one.parts)]
    places = sorted((span, one.name) for one in people for span in one.places)
    rows: dict[str, dict[str, str]] = {}
    spans: list[Span] = []
    for place, ((start, end), name) in enumerate(places):
        following = places[place + 1][0][0] if place + 1 < len(places) else len(told.text)
        one = _owed(told, end, following)
        if one is None or name in rows:
            continue
        months = MONTHS.search(told.text, end, one.start)
        period = re.sub(r"份$", "", months.group()) if months else ""
        rows[name] = row_of(field, {"姓名": name, "起止月份": period, "尚欠": written(one.value)})
        spans.append((start, one.end))
    if rows:
        yield [stated(field.name, list(rows.values()), told.text, spans)]
    elif len(people) == 1:
        yield from _alone(told, field, people[0].name, people[0].places[0])


def _owed(told: Told, start: int, following: int) -> Sum | None:
    """The first sum behind a name, in its sentence and before the next name."""
    stop = min(following, told.sentence(start)[1], start + REACH)
    found = (one for one in told.sums if start <= one.start <= stop and one.noun in {"", "工资"} and not one.whole)
    one = next(found, None)
    return None if one is None or told.in_plan(one.start, one.end) else one


def _alone(told: Told, field: FormField, name: str, place: Span) -> Iterator[Sequence[Found]]:
    """The only worker, who is owed the whole."""
    whole = [one for one in told.sums if one.whole or (one.noun == "工资" and one.verb in {"", "欠"})]
    if len({one.value for one in whole}) == 1:
        row = row_of(field, {"姓名": name, "尚欠": written(whole[0].value)})
        yield [stated(field.name, [row], told.text, [place, whole[0].span])]
