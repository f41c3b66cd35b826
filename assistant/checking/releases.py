"""Sweeping settlements: 双方再无任何纠纷."""

import re
from collections.abc import Iterator

from assistant.checking.agreement import Agreement, AgreementKind
from assistant.checking.finding import Finding, Severity
from assistant.checking.places import spot

SETTLED = re.compile(
    r"(?:双方|各方|甲乙双方|当事人)?[^。；，]{0,10}?(?:再|别|均|互)无(?:其他|任何|其它|一切)*(?:的)?(?:劳动|经济|债权债务|权利义务|民事|财产|法律)*(?:关系)?(?:任何|其他)?(?:纠纷|争议|纠葛|瓜葛|债权债务|权利义务|牵连|关系|责任|经济往来|往来)"
    r"|互不(?:再)?(?:相互)?追究[^。；，]{0,14}|(?:均)?不(?:再|得再|得)(?:相互|互相|向对方|以任何[^，。；]{1,8})?[^。；，]{0,6}追究[^。；，]{0,8}(?:任何|一切|其他|全部)[^。；，]{0,8}责任"
    r"|(?:放弃|免除)[^。；，]{0,10}(?:一切|所有|任何|全部其他|其他一切|其他任何|全部)[^。；，]{0,6}(?:权利|请求|主张|索赔|责任|诉求|权益)"
    r"|(?:一切|所有|全部|任何)[^。；，]{0,6}(?:纠纷|债权债务|权利义务|争议|恩怨|矛盾|往来|债务)[^。；，]{0,6}(?:了结|终结|结清|消灭|两清|了断|一笔勾销)"
    r"|(?:不得|不再|永不|不能)以任何(?:理由|方式|形式|借口)[^。；]{0,14}(?:主张|要求|起诉|索赔|追究|提出|赔偿|反悔)|互不相欠|两不相欠|两清"
)
LIMITED = re.compile(
    r"该(?:期间|阶段|时段|项目|批|次|段|合同|协议|部分)|就(?:本案|本协议|上述|本次|该|此(?![全一已])|案涉|前述|涉案|这|本起|以上)|(?:本案|案涉|涉案|该案|该事故|本次[^，。；]{1,10}|上述[^，。；]{1,10}|该笔[^，。；]{1,8}|该借款|该纠纷)[^。；]{0,8}(?:再无|互不|别无|不再|无其他|纠纷|争议)|因(?:本次|本案|该|上述|此|本协议|案涉|这|前述)|本协议(?:所涉|项下|约定)|其他诉讼请求|其余诉讼请求|就[^，。；]{2,20}(?:一事|纠纷|争议|事宜|事故|款项?|项目|合同|借款|工资|部分)"
)


def findings(agreement: Agreement) -> Iterator[Finding]:
    """release-all: what is settled goes beyond the claim that was spoken of."""
    work = agreement.kind is AgreementKind.WAGE or re.search(r"劳动|工资", agreement.text)
    what = "加班费、社会保险、工伤待遇" if work else "没有谈到的其他往来"
    reason = f"这样写会把{what}也一起了结，签字以后很难再要。请写明只了结哪一笔、哪一件事。"
    rewrite = "双方就本协议所列____再无其他争议，其他事项不受影响"
    for sentence in agreement.sentences:
        wide = (one for one in SETTLED.finditer(sentence.text) if not LIMITED.search(sentence.text[: one.end() + 12]))
        if match := next(wide, None):
            yield agreement.finding("release-all", Severity.NOTICE, *spot(sentence, match), reason, "", rewrite)
