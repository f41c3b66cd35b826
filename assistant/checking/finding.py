"""What a check of wording finds: a span of the text, what is wrong with it, why, and what to write instead."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType


class Severity(StrEnum):
    """How much a finding matters."""

    ERROR = "error"  # cannot be enforced, unlawful, or plainly wrong
    WARNING = "warning"  # invites a dispute
    NOTICE = "notice"  # worth a look

    @property
    def label(self) -> str:
        """The severity in Chinese."""
        return {"error": "必须改", "warning": "建议改", "notice": "请留意"}[self.value]


KINDS: Mapping[str, str] = MappingProxyType(
    {
        "party-missing": "当事人信息不全",
        "party-identifier": "证件号码不对",
        "party-name": "名称前后不一致",
        "signature": "签名盖章不全",
        "blank": "空白没有填",
        "amount-words": "大小写金额不一致",
        "amount-total": "各项相加不等于总额",
        "instalments-total": "各期相加不等于总额",
        "date-impossible": "日期不存在",
        "date-order": "日期先后不对",
        "date-holiday": "到期日不是工作日",
        "obligation-who": "没写由谁履行",
        "obligation-amount": "没写数额",
        "obligation-when": "没写期限",
        "obligation-how": "没写怎么履行",
        "condition-vague": "条件不确定",
        "default-missing": "没写违约怎么办",
        "acceleration-missing": "没写加速到期",
        "interest-cap": "利率超过上限",
        "penalty-high": "违约金过高",
        "deposit-cap": "定金超过上限",
        "guarantee-scope": "担保方式或范围不明",
        "guarantee-period": "保证期间不明",
        "guarantee-company": "公司担保缺决议",
        "seal-release": "查封冻结没写怎么解除",
        "listing-release": "失信限消没写怎么处理",
        "enforcement-resume": "没写恢复执行",
        "subject-unlawful": "内容违法",
        "not-enforceable": "写了也没法强制执行",
        "third-party": "处分了别人的权利",
        "costs-missing": "没写费用由谁负担",
        "confirmation-period": "司法确认的写法不对",
        "contradiction": "条款互相矛盾",
        "reference": "引用的条款不存在",
        "ambiguous-word": "用词含混",
        "release-all": "一揽子了结",
        "citation": "法律引用有问题",
    }
)


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing found. ``text`` is ``source[start:end]``; where something is missing the span is where it belongs: the
    clause that lacks it, or the title. ``kind`` is a key of KINDS. ``basis`` names law, version and article ("" where
    no article says so), ``rewrite`` what may stand in place of ``text`` ("" where code cannot know it); blanks that
    the parties have to fill are written ____.
    """

    kind: str
    severity: Severity
    start: int
    end: int
    text: str
    reason: str
    basis: str = ""
    rewrite: str = ""
