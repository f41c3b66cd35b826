"""What a story tells of two, and which parts follow from it: 甲欠乙, 乙借给甲, 甲在乙上班."""

import re
from collections.abc import Iterator

from assistant.drafting.stories.cast import SOMEBODY, Cast
from assistant.drafting.stories.roles import HINTED, LABELLED, ROLES, C, D, Part

SHOWN = 2  # how much it weighs
LABEL = "(?:" + "|".join(words for part, words in ROLES if part in {C, D}) + ")?"
# P is the mention of somebody; parts go to the first and the second of them.
RELATIONS: tuple[tuple[int, tuple[Part, ...], str], ...] = (
    (
        SHOWN,
        (D, C),
        rf"P[^。；P]{{0,8}}?(?<![没不未说])(?:拖欠|尚欠|还欠|欠付|欠|拖)(?:了|着|下|过)?{LABEL}[^。；，P]{{0,3}}P",
    ),
    (SHOWN, (D,), r"P[^。；，P]{0,6}(?<![没不未说人])(?:拖欠|尚欠|还欠|仍欠|共欠|欠付|欠)(?![条P]|款的?[人方])"),
    (SHOWN, (C,), rf"(?<![没不未])(?:欠|拖)(?:了|着)?{LABEL}P"),
    (SHOWN, (C, D), r"P借给了?[^。；，P]{0,6}P"),
    (SHOWN, (C, D), r"P[^。；P]{0,12}借给了?[^。；，P]{0,6}P"),
    (SHOWN, (D, C), r"P[^。；P]{0,14}[向跟找][^。；，P]{0,6}P[^。；，P]{0,4}借"),
    (SHOWN, (C,), r"借[了走](?=P的?(?:钱|[\d一二两三四五六七八九十几]))P"),
    (SHOWN, (C, D), r"P[^。；，P]{0,4}[给为帮]P[^。；，P]{0,8}(?:供|送|加工|打|做|装|修|生产|运|印|定制|提供)"),
    (HINTED, (C,), r"P供(?:的|应|货)"),
    (
        SHOWN,
        (D, C),
        r"P[^。；，P]{0,16}(?:付给|支付给|还给|偿还|赔偿|赔给|退还|退|补给?|还|付|支付)[了过]?P(?!账|的[账卡])",
    ),
    (
        HINTED,
        (D,),
        r"P[^。；，P]{0,4}(?:愿意?|同意|答应|承诺|应当?|需|于|先|[\d年月日前]{6,})[^。；，P]{0,20}(?:付"
        r"|还(?!没)|支付|赔)",
    ),
    (SHOWN, (C,), r"[从跟向][^。；，P]{0,6}P(?:那里|那儿|这里?|处)?[^。；，P]{0,4}(?:拿|进|买|借|赊)"),
    (
        SHOWN,
        (D, C),
        r"P[^。；，P]{0,14}[去从在到跟向][^。；，P]{0,6}P[^。；，P]{0,6}(?:拿|拿货|进货|买|采购|订货|赊|借)",
    ),
    (SHOWN, (D, C), r"P[^。；，P]{0,6}租(?:用|了|下)?P"),
    (SHOWN, (D,), r"(?:同意|让|允许|答应|许)P[^。；，P]{0,6}(?:分|每|慢慢)"),
    (SHOWN, (D, C), r"起诉P的?是P"),
    (SHOWN, (D, C), r"P[^。；]{0,60}?[因与跟和]P[^。；，P]{0,12}被(?:申请)?(?:保全|执行|查封)"),
    (SHOWN, (D,), r"P[^。；，P]{0,4}(?:再|先|共|应)赔"),
    (SHOWN, (C, D), r"P把[^。；P]{0,10}租给P"),
    (SHOWN, (D, C), r"P[^。；P]{0,8}撞[伤了]{1,2}P"),
    (SHOWN, (D, C), rf"判(?:令|决)?{LABEL}P[^。；P]{{0,24}}(?:付|还|支付|赔)给?P"),
    (SHOWN, (D,), rf"判(?:令|决)?{LABEL}P"),
    (SHOWN, (C, D), rf"P[^。；，P]{{0,20}}(?:起诉|告了?|申请(?:强制)?执行(?!人)){LABEL}P"),
    (SHOWN, (C, D), r"P[^。；P]{0,3}在P[^。；，P]{0,6}(?:上班|工作|做|打工|干活|当)"),
    (SHOWN, (C, D), r"P[^。；P]{0,34}进P[^。；，P]{0,3}(?:上班|工作|做|打工|干活|当)"),
    (SHOWN, (D,), r"P(?:拖欠|欠|停产)[^。；P]{0,12}(?:工资|工人)"),
    (SHOWN, (D,), r"(?:封|查封|冻结|扣押)了P"),
    (HINTED, (D,), r"对P[^。；，P]{0,10}(?:冻结|查封|限制)"),
    (SHOWN, (D,), r"P[^。；P]{0,10}破产"),
    (HINTED, (C,), r"P收到|[打付转][到入]P的?(?:账户|卡)|P(?:少收|让步|放弃)"),
    (SHOWN, (C,), r"P[^。；，P]{0,2}(?:有权|可以?要求|可就|要求(?:恢复)?执行)"),
    (HINTED, (D,), r"P没钱|P[^。；P]{0,24}被[^。；，P]{0,20}(?:保全|查封|执行|列入|限制)"),
    (LABELLED, (Part.GUARANTOR,), r"P[给为替]P[^。；，]{0,4}(?:担保|保证)"),
    (SHOWN, (D,), r"(?:包给|租给|卖给|借给|供给|送给)P(?!的?[账卡])"),
    (LABELLED, (Part.CUSTODIAN,), r"由[^。；，]{0,16}?P(?:[（(][^（()）]{1,40}[)）])?[^。；，P]{0,2}保管"),
    (
        LABELLED,
        (Part.GUARANTOR,),
        r"(?<![给为替])P[^。；，P]{0,6}(?:做|提供|承担)?(?:连带责任|连带|一般)?(?:担保(?![^，。]{0,2}?财险)"
        r"|保证(?![不期金]|按))",
    ),
)
COMPILED = tuple(
    (
        weight,
        parts,
        re.compile(
            pattern.replace("[^。；P]", "[^。；\ue000-\uf8ff]")
            .replace("[^。；，P]", "[^。；，\ue000-\uf8ff]")
            .replace("[条P]", "[条\ue000-\uf8ff]")
            .replace("(?=P", f"(?={SOMEBODY}")
            .replace("P", f"({SOMEBODY})")
        ),
    )
    for weight, parts, pattern in RELATIONS
)


def related(cast: Cast) -> Iterator[tuple[str, Part, int]]:
    """Names with the parts that follow and their weights."""
    for weight, parts, pattern in COMPILED:
        for match in pattern.finditer(cast.marked):
            names = [cast.of(sign).name for sign in match.groups() if sign is not None]
            if len(set(names[: len(parts)])) == len(parts):
                yield from ((name, part, weight) for name, part in zip(names, parts, strict=False))
