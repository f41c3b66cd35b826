"""Who bears a cost, and whether it is owed at all, where two places say different things."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import combinations

from assistant.checking.agreement import Agreement, Span
from assistant.checking.clashing_sums import clash
from assistant.checking.duties import CONDITION, words_for_parties
from assistant.checking.finding import Finding
from assistant.checking.places import scope_of, spot

FEE = (
    r"运费|税费|手续费|过户费|装卸费|搬[运迁家]费|邮寄费|快递费"
    r"|安装费|拆除费|维修费|检[测验]费|鉴定费|评估费|公证费|登记费"
)
MANIFOLD = frozenset(
    {"运费", "手续费", "装卸费", "快递费", "邮寄费", "维修费", "税费"}
)  # of which there may be several
SHARED = "双方"
EARLY = re.compile(r"提前(?:(?P<pay>[偿归]?还|清偿|付清|结清)|(?P<end>解[约除]|退租|终止|搬离))")
COST = r"违约金|手续费|补偿金|罚息|赔偿金"
FREE = re.compile(
    rf"(?:不|免|无[需须])[^，。；]{{0,18}}?(?P<cost>{COST})|(?P<named>{COST})[^，。；]{{0,4}}(?:不收|免收|免除)"
)
OWED = re.compile(rf"(?:支付|付|承担|收取?|交|缴纳|赔)[^，。；]{{0,12}}?(?P<cost>{COST})")


@dataclass(frozen=True, slots=True)
class Borne:
    """That ``who`` bears a fee ``of`` something ("" where nothing is said), at ``text[start:end]``."""

    of: str
    fee: str
    who: str
    start: int
    end: int
    scope: Span


def findings(agreement: Agreement) -> Iterator[Finding]:
    """contradiction: a cost that two bear, or that is owed in one place and not in another."""
    told = list(_borne(agreement))
    for first, second in combinations(told, 2):
        if first.fee == second.fee and first.who != second.who and _same(first, second, told):
            said = agreement.text[first.start : first.end]
            reason = f"前面写“{said}”，这里写的不一样，{first.fee}到底由谁负担说不清。请改成一样。"
            yield clash(agreement, second.start, second.end, reason)
            break
    yield from _early(agreement)


def _borne(agreement: Agreement) -> Iterator[Borne]:
    parties = words_for_parties(agreement)
    words = re.compile(
        rf"(?P<of>[一-鿿]{{0,8}}?)的?(?P<fee>{FEE})(?:由|归|全归|都由|均由|，由)?"
        rf"(?:[^，。；\d]{{0,10}}?(?P<shared>各半|分担|均摊|平摊|对半|各[出付担]?一半)"
        rf"|(?P<who>{parties})[^，。；\d]{{0,6}}?(?:承担|负担|支付|缴纳|自理|出|付|担)(?![后清]))"
    )
    for sentence in agreement.sentences:
        for match in words.finditer(sentence.text):
            if CONDITION.search(sentence.text[: match.start()]):
                continue
            who = SHARED if match["shared"] else _party(agreement, match["who"])
            scope = scope_of(agreement, sentence.start)
            yield Borne(match["of"], match["fee"], who, *spot(sentence, match), scope)


def _party(agreement: Agreement, said: str) -> str:
    return next((one.name for one in agreement.parties if said in one.names), said)


def _same(first: Borne, second: Borne, told: list[Borne]) -> bool:
    """Whether both speak of one thing: by the same words, or in a clause that is about what the other one names."""
    if first.scope == second.scope:
        return False
    if not (first.of or second.of):
        return first.fee not in MANIFOLD
    if first.of and second.of:
        return first.of == second.of
    plain, named = (second, first) if first.of else (first, second)
    alone = [one for one in told if one.scope == plain.scope and one.fee == plain.fee]
    pairs = {named.of[at : at + 2] for at in range(len(named.of) - 1)}
    return len({one.who for one in alone}) == 1 and any(pair in plain.scope.text for pair in pairs)


def _early(agreement: Agreement) -> Iterator[Finding]:
    """What is not owed for paying or ending early in one place, and owed in another."""
    free: dict[tuple[str | None, str], tuple[int, int]] = {}
    owed: dict[tuple[str | None, str], tuple[int, int]] = {}
    for sentence in agreement.sentences:
        early = EARLY.search(sentence.text)
        cost = FREE.search(sentence.text) or OWED.search(sentence.text)
        if early and cost and sentence.text.find("逾期") < 0:
            said = cost["cost"] or cost["named"]
            into = free if cost.re is FREE else owed
            into.setdefault((early.lastgroup, said), spot(sentence, cost))
    for key in free.keys() & owed.keys():
        first, second = sorted((free[key], owed[key]))
        reason = f"前面写“{agreement.text[slice(*first)]}”，这里写的正好相反。请定下一种。"
        yield clash(agreement, *second, reason)
