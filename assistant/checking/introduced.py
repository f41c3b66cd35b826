"""Who concludes an agreement: those who are introduced by a role, in a line or a sentence, or listed in a table."""

import re
from collections.abc import Mapping
from typing import TYPE_CHECKING

from assistant.checking.layout import (
    AGENT,
    AMID,
    AMID_ENDS,
    FAR,
    LABEL,
    LABELLED,
    NAME_COLUMN,
    NUMBER_COLUMN,
    ONE_ENDS,
    ONE_OF_SEVERAL,
    PARTY,
    PARTY_END,
    PERSONAL_DATA,
    ROLE_COLUMN,
    ROLES,
)
from assistant.checking.pieces import Party
from assistant.checking.tables import PARTED, tables
from assistant.redaction.surnames import surname

if TYPE_CHECKING:
    from assistant.checking.agreement import Agreement

ROLE_GROUPS = ("role", "other_role", "bare_role", "is_role", "far_role")


def parties_of(agreement: "Agreement") -> tuple[Party, ...]:
    """Those who are introduced by a role and a colon, each once. Where the first is, the others are too: before the
    clauses, or in one of them.
    """
    if labelled := _labelled(agreement):
        return labelled
    found: dict[tuple[str, str], Party] = {}
    limit = agreement.signatures.start
    matches = [match for one in (PARTY, AMID, ONE_OF_SEVERAL) for match in one.finditer(agreement.text, 0, limit)]
    taken = 0  # where what is said of the last ends: people who are named there are not parties of their own
    headed = {said for match in matches if match.re is PARTY for said in match.groups()}  # roles that begin a line
    for match in sorted(matches, key=lambda one: one.start()):
        if not found:
            limit = _introduced_until(agreement, match.start())
        if match.start() >= limit:
            break
        if match.re is not PARTY and match.start("name") < taken:
            continue
        if match.re is AMID and match["role"] in headed:  # 受让人支付某公司（统一社会信用代码…）的股权转让款
            continue
        if (one := _party(agreement, match, limit)) and not _speaks(one, found):
            found.setdefault((one.role, one.name), one)
            taken = one.details.end
    known = {one.name for one in found.values()}
    return (*found.values(), *(one for one in _tabled(agreement) if one.name not in known))


def _labelled(agreement: "Agreement") -> tuple[Party, ...]:
    """The parties of a text that gives each of their data a line with a label."""
    said = LABELLED.finditer(agreement.text, 0, agreement.signatures.start)
    found = [one for one in said if PERSONAL_DATA.search(one[0])]
    parties = (Party(one["role"], "", one["name"].strip(), agreement.span(*one.span())) for one in found)
    return tuple(parties) if len(found) > 1 else ()


def _tabled(agreement: "Agreement") -> tuple[Party, ...]:
    """The parties where a table lists them."""
    end = agreement.provisions[0].span.start if agreement.provisions else agreement.signatures.start
    for table in tables(agreement.text[:end]):
        role, name = table.column(ROLE_COLUMN), table.column(NAME_COLUMN)
        if name is None or table.column(NUMBER_COLUMN) is None:
            continue
        rows = [row for row in table.rows if name < len(row) and row[name].text]
        return tuple(
            Party(
                row[role].text if role is not None else _heads(agreement, row[0].start),
                "",
                row[name].text,
                agreement.span(row[0].start, row[-1].end),
            )
            for row in rows
        )
    return ()


def _heads(agreement: "Agreement", place: int) -> str:
    """The role that stands above a table of people."""
    above = re.findall(ROLES, agreement.text[max(0, place - FAR) : place])
    return above[-1] if above else "当事人"


def _party(agreement: "Agreement", match: re.Match[str], limit: int) -> Party | None:
    """Who is introduced at a place; None for a name that is none, and for those who act for a party."""
    groups = match.groupdict()
    kind = next((one for one in ROLE_GROUPS if groups.get(one)), "")
    if kind:
        label, alias, start = match[kind], groups.get(kind.replace("role", "alias")), match.start(kind)
        said = match[{"role": "name"}.get(kind, kind.removesuffix("_role"))]
        role = re.sub(r"\s", "", label.split("、")[-1] + (groups.get("number") or ""))
        alias = alias or label.rpartition("、")[0]
    else:
        above = list(LABEL.finditer(agreement.text, max(0, match.start() - FAR), match.start("name")))
        if not above or AGENT.search(above[-1]["role"]):
            return None
        role, alias, said, start = above[-1]["role"], above[-1]["alias"], match["name"], match.start("name")
    ends = PARTY_END if match.re is PARTY else ONE_ENDS
    ends = AMID_ENDS if match.group()[-1] in "（(" else ends  # 出租人葛长河（男，…）与承租人…
    end = ends.search(agreement.text, match.end())
    details = agreement.span(start, min(end.start() if end else len(agreement.text), limit))
    name = re.split(r"[ \t　]", said.strip())[0]
    also = re.match(rf"(?:{ROLES})(?=[^\n]{{2}})", name)  # 乙方：被执行人某某公司
    name = name[also.end() :] if also else name
    if not name or PARTED.search(name):  # the head of a table of people
        return None
    return Party(role, alias or (also.group() if also else ""), name, details)


def _introduced_until(agreement: "Agreement", place: int) -> int:
    """Where the part of the text ends in which parties are introduced, the first of them at ``place``."""
    first = next((one.span.start for one in agreement.provisions), agreement.signatures.start)
    if place < first:
        return first
    provision = agreement.provision_at(place)
    return provision.span.end if provision else agreement.signatures.start


def _speaks(one: Party, others: Mapping[tuple[str, str], Party]) -> bool:
    """Whether a line tells what somebody says who was introduced above: 案外人：自愿，并愿意…."""
    known = any(other.role == one.role for other in others.values())
    return known and not PERSONAL_DATA.search(one.details.text) and not surname(one.name)
