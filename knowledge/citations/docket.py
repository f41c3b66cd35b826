"""Numbers that name a document: case numbers, guiding cases, document numbers of courts and ministries."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from knowledge.citations.locators import BLANK
from knowledge.numerals import number

_YEAR = rf"{BLANK}(?:19|20|１９|２０)[0-9０-９]{{2}}年?{BLANK}"
_BRACKETED = rf"[〔﹝\[［(（【]{_YEAR}[〕﹞\]］)）】]"
_DIGITS = r"[0-9０-９]{1,6}"
_CASE = re.compile(
    rf"[〔\[［(（【]{_YEAR}[〕\]］)）】]{BLANK}(?!第?[0-9])"
    rf"(?:[\u4e00-\u9fff]{{1,6}}{BLANK}[0-9０-９]{{0,5}}{BLANK}[\u4e00-\u9fff]{{0,8}}?){BLANK}(?:字{BLANK})?(?:第{BLANK})?"
    rf"{_DIGITS}(?:{BLANK}[、,，~～—\-－至]{BLANK}{_DIGITS}){{0,20}}{BLANK}号(?:之[一二三四五六七八九十0-9]{{1,3}})?"
)
_GUIDING = re.compile(
    rf"指导性?案例{BLANK}第?{BLANK}({_DIGITS}|[一二三四五六七八九十百]{{1,5}}){BLANK}号"
    rf"|第{BLANK}({_DIGITS}|[一二三四五六七八九十百]{{1,5}}){BLANK}号{BLANK}指导性?案例|(?<![0-9０-９])([0-9０-９]{{1,3}}){BLANK}号{BLANK}指导性?案例"
)
_PROVINCE = "[京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙内陕吉闽贵粤青藏川宁琼]"
_ISSUER = re.compile(
    r"法释|法办发|法办|法发|法明传|法明|法研|法函|法政|法民|法经|法行|法执|法"
    r"|高检发释字|高检发办字|高检发研字|高检发[\u4e00-\u9fff]字|高检发|高检会"
    r"|国办发|国办函|国发|国函|中办发|中发|厅字|中政委"
    r"|人社部发|人社厅发|人社部规|人社厅函|人社发|人社[\u4e00-\u9fff]{0,2}|劳社部发|劳社厅发|劳社厅函|劳部发|劳办发"
    r"|银发|银保监发|银保监办发|银监发|银监办发|保监发|保监厅发|证监发|证监会公告|金规|金发|汇发"
    r"|财税|财金|财综|财预|财建|财库|财会|财资|税总发|税总函|国税发|国税函|发改[\u4e00-\u9fff]{2,4}|国市监[\u4e00-\u9fff]{0,3}|国资发[\u4e00-\u9fff]{0,3}"
    r"|司发通|司发|司办通|公通字|公[\u4e00-\u9fff]字|公交管|工信部[\u4e00-\u9fff]{0,5}|工商[\u4e00-\u9fff]{1,4}字|民发|民函|环发|环办|建房规|建房|建办市|建市|建法|建[\u4e00-\u9fff]"
    r"|交运发|文旅[\u4e00-\u9fff]{1,4}发|农办?[\u4e00-\u9fff]{0,3}发|教[\u4e00-\u9fff]{1,3}|国卫[\u4e00-\u9fff]{1,4}发|总工办?发|工总[\u4e00-\u9fff]{0,3}发|全联发"
    rf"|{_PROVINCE}(?:高法发?|政办?发|人社[\u4e00-\u9fff]{{0,2}}发)"
)
_DOCUMENT = re.compile(rf"(?<=[\u4e00-\u9fff]){BLANK}{_BRACKETED}{BLANK}第?{BLANK}{_DIGITS}{BLANK}号")
_LONGEST_ISSUER = 12
_LONGEST_WHOLE = 8  # where no Han character stands before it
_NOT_HAN = re.compile(r"[^\u4e00-\u9fff]")
_PARTICLE = re.compile(r".*[的以据照按和与及等为对向该其了出在是]", re.DOTALL)
_ONE_MATTER = re.compile(r"罚|扣|处字|国用|国字|认|仲|赔|复决|刑|捕|告字|亡|评字|案字|改字|工时|证字|作出|所作")
_DECISION = re.compile(
    r"\s?(?:《[^《》]{0,30}(?:书|证|证明|通知)》|[^，。；、）)《]{0,6}(?:决定|裁决|裁定|国有土地|土地证))"
)
_HOUSES = re.compile(r"(?:国务院办公厅|国务院|最高人民法院)(?=[\u4e00-\u9fff])")
_ORDER = re.compile(
    rf"(?:中华人民共和国)?(?:国务院|主席|[\u4e00-\u9fff]{{2,12}}(?:政府|部|局|委员会|总署|银行|署|会))令{BLANK}(?:[（(〔]?(?:19|20)[0-9]{{2}}年?[）)〕]?)?{BLANK}"
    rf"第{BLANK}(?:{_DIGITS}|[一二三四五六七八九十百]{{1,6}}){BLANK}号"
)
_LEAD = re.compile(
    r"(?:以下简称|以下称|下称|简称|根据|依据|依照|按照|参照|参见|参考|详见|适用|违反|即|如|见|与|和|及|或|由|以|按|据|在|对|因|该|指|系|为|是|文号|发文字号|通知)+(?=[\u4e00-\u9fff])"
)


class DocketKind(StrEnum):
    """What a number names."""

    CASE = "case"
    GUIDING = "guiding"
    DOCUMENT = "document"


@dataclass(frozen=True, slots=True)
class Docket:
    """``text[start:end]`` names a case or document.

    ``number`` is that of a guiding case, in digits; otherwise what is written, without blanks.
    """

    start: int
    end: int
    kind: DocketKind
    number: str


def dockets(text: str) -> Iterator[Docket]:
    """Case numbers, guiding cases and document numbers; not in order, and they may overlap."""
    for found in _CASE.finditer(text):
        yield Docket(found.start(), found.end(), DocketKind.CASE, _bare(found[0]))
    for found in _GUIDING.finditer(text):
        value = number(found[1] or found[2] or found[3])
        if value is not None:
            yield Docket(found.start(), found.end(), DocketKind.GUIDING, str(value))
    for found in _DOCUMENT.finditer(text):
        start = _issuer(text, found.start())
        if start is not None and not _decides(text, start, found):
            yield Docket(start, found.end(), DocketKind.DOCUMENT, _bare(text[start : found.end()]))
    for found in _ORDER.finditer(text):
        lead = _LEAD.match(found[0])
        start = found.start() + (lead.end() if lead else 0)
        yield Docket(start, found.end(), DocketKind.DOCUMENT, _bare(text[start : found.end()]))


def _issuer(text: str, end: int) -> int | None:
    """Where the letters begin that stand before the year: 法释 in 根据法释〔2020〕17号; None where it is not plain."""
    first = max(0, end - _LONGEST_ISSUER)
    for mark in _NOT_HAN.finditer(text, first, end):
        first = mark.end()
    plain = first == 0 or _NOT_HAN.match(text, first - 1) is not None
    for words in (_LEAD, _HOUSES):
        if before := words.match(text, first, end):
            first, plain = before.end(), True
    if plain and first < end <= first + _LONGEST_WHOLE:
        return first
    for start in range(first, end):
        if _ISSUER.fullmatch(text, start, end):
            return start
    particle = _PARTICLE.match(text, first, end)
    return particle.end() if particle and particle.end() < end <= particle.end() + _LONGEST_WHOLE else None


def _decides(text: str, start: int, found: re.Match[str]) -> bool:
    """Whether a number is that of a decision in one matter or of a certificate, not of a document that many follow."""
    return _ONE_MATTER.search(text, start, found.start()) is not None or _DECISION.match(text, found.end()) is not None


def _bare(text: str) -> str:
    return re.sub(r"\s", "", text)
