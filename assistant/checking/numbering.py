"""Numbers such as 2.5 that the agreement refers to and that no line of it bears."""

import re
from collections.abc import Iterator

from assistant.checking.agreement import Agreement
from assistant.checking.finding import Finding, Severity

NUMBER = r"\d{1,2}(?:\.\d{1,2}){1,2}"
BORNE = re.compile(rf"^[ \t　]*第?({NUMBER})(?:条|款)?(?=[ \t　一-鿿（(《“])(?![ \t]*[万%％元倍吨米])", re.M)
MEANT = re.compile(
    rf"第[ ]?({NUMBER})[ ]?[条款项目]|(?:本协议|上述|前述|按照?|依照?|违反|见)({NUMBER})(?![\d.%％元万倍吨米])"
)
OF_ANOTHER = re.compile(r"(?:[》”\"]|合同|判决书?|章程|规范|标准)[的之中]?(?:约定的?)?$")
FEWEST = 2  # lines that bear such numbers
NEAR = 8  # characters before a reference in which another paper is named


def findings(agreement: Agreement) -> Iterator[Finding]:
    """reference, of what is numbered within the clauses."""
    borne = {match[1] for match in BORNE.finditer(agreement.text, 0, agreement.signatures.start)}
    for match in MEANT.finditer(agreement.text) if len(borne) >= FEWEST else ():
        said = match[1] or match[2]
        before = agreement.text[max(0, match.start() - NEAR) : match.start()]
        if said not in borne and not OF_ANOTHER.search(before):
            reason = f"没有编号为{said}的条款。增删条款以后编号要跟着改，请核对指的是哪一条。"
            yield agreement.finding("reference", Severity.ERROR, match.start(), match.end(), reason)
