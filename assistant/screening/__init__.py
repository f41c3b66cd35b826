"""The first step: what must not go any further. No retrieval, no model."""

import re
import unicodedata
from dataclasses import replace

from assistant.errors import QuestionError
from assistant.messages import Question, Referral

MAX_CHARACTERS = 10_000

# The look-arounds keep out words that only share characters: 不想活封 and 想死扣 speak of sealing, 减轻生产负担 and
# 各自尽快履行 contain 轻生 and 自尽. An enterprise that cannot go on living is a figure of speech; a person, or
# nobody in particular, is not.
ENTERPRISE = r"企业|公司|厂|商家|店|单位|银行|市场|行业|产业|商户|作坊|项目"
ADVERBS = r"(?:实在|真的|已经|快要?|都|也|就要?|是)*"
DANGER = re.compile(
    r"(不想|不愿意?|没法|无法)(再|继续)?活(?!封|扣|查|冻|动|跃|用|化|期|络|产|体)"
    r"|不活了|活够了|活腻|活着[都也还真]?没有?(什么|啥)?(意思|意义|劲)|(没有?|失去)了?活下去的(勇气|理由|意义|念头)"
    r"|((想|去|宁愿|不如)|(?<![企司厂店业])(?<![企司厂店业][快都])(?<!得)要)"
    r"死(?!封|扣|账|帐|循环|锁|结|板|守|磕|撑|扛|亡|者|因|刑|角|机|缠|心)"
    r"|一死了之|死了算了|死了干净"
    r"|自杀(?!式)|(?<![减年])轻生(?![产活意])|寻短见|寻死"
    r"|(?<![各独亲])自尽(?!快|量|力|责|到|职|心|管|早|其)|自残(?!值|余|存|留|破)|割腕"
    r"|上吊(?!装|车|机|运|走|起|具|篮|顶|销|扣|挂|臂|灯)|跳楼(?!价|甩|式|大|促)|跳河|跳桥|喝农药|服毒"
    r"|(结束|了结)(自己|我)?的?(生命|性命)(?!周期)|同归于尽"
    rf"|([我人他她们]|自己|(?<![厂商店])家){ADVERBS}活不下去"
    rf"|\A(?:(?!{ENTERPRISE})[\s\S])*活不下去"
)
HELP = (
    "您现在的安全，比任何一笔债都要紧。\n"
    "请马上做一件事：拨打全国统一心理援助热线 12356，那里有人愿意听您说；"
    "如果您或身边的人已经受伤，或者随时可能受伤，请立即拨打 120 或 110。\n"
    "请先不要一个人待着，把这件事告诉一位家人、朋友或工友。\n"
    "如果有这个念头的是您身边的当事人：先停下调解，陪着他，不要让他独处，并拨打上面的电话。\n"
    "债务的事可以放一放。等人平安了，再回来问，我会一件一件说清楚。"
)


def clean(text: str) -> str:
    """NFC text without control or invisible formatting characters, outer blanks removed.

    Raises QuestionError when nothing is left, or more than MAX_CHARACTERS are.
    """
    kept = "".join(
        character
        for character in unicodedata.normalize("NFC", text)
        if character in "\n\t" or unicodedata.category(character) not in {"Cc", "Cf", "Cs", "Co"}
    ).strip()
    if not kept:
        raise QuestionError("还没有写问题。请用一两句话写明：谁欠谁、欠什么、到了哪一步。")
    if len(kept) > MAX_CHARACTERS:
        raise QuestionError(f"问题有{len(kept)}个字，最多{MAX_CHARACTERS}个字。请只留下与纠纷有关的经过。")
    return kept


def screen(question: Question) -> Question | Referral:
    """The cleaned question, or a referral when a life may be in danger. Raises QuestionError."""
    cleaned = replace(question, text=clean(question.text))
    return Referral(HELP) if DANGER.search(cleaned.text) else cleaned
