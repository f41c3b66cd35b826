"""One text with the sums and days that it states: what it takes back (不是八十万) is not stated."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cached_property

from assistant.reading.days import Dated, days
from assistant.reading.quantities import Amount, Percent, amounts, rates

NOT = re.compile(r"(?:不是|并非|而非|不再是|而不是|不止)(?:什么|要)?\s*$")
MAYBE_NOT = re.compile(r"(?:是不是|有没有)\s*$")
# What a sum is of. These words decide wherever they stand before it in its clause, the first of the list first;
STRONG = (
    ("其中", r"其中[^，]{0,4}$"),
    ("每期", r"(?:每[个]?[期月季周次年]|月供|月付|月还|一个月|按月)[^，。]{0,6}$"),
    (
        "费用",
        r"(?:[受处]理|仲裁|律师|诉讼|保全|申请|执行|鉴定|评估|保|代理|破产|共益|管理)(?:费用?|债务)(?:另外|是|要|交|了)?"
        r"[^，]{0,3}$",
    ),
    ("标的", r"(?:标的|诉请|诉讼请求|请求|索赔|主张)(?:总?额|金额|数额|对方)?[^，。]{0,8}$"),
    (
        "标的",
        r"(?:就|只|光)(?:想|要)?(?:告|冻|拿|对|凭|按|要回|保全|执行|起诉|申请|打|诉|算|写)[^，。]{0,6}$",
    ),
    (
        "标的",
        r"(?:要回|追回|讨回|打这|拿这|凭这|告他|要求(?:他|对方|被告)?(?:还|付|支付|赔)|反诉(?:我|他|请求)?)[^，。]{0,6}$",
    ),
    ("标的", r"(?:冻结?|查封|保全|(?<!被)执行)(?!费|款|到|异议|和解)[^，。]{0,8}$"),
    ("余款", r"(?:剩|尾款|尾数|余款|余额(?:是|为)|还差|[还尚仍]欠|只欠|差)(?!的?利息)[^，。还付]{0,7}$"),
    ("债务", r"(?:判|裁|应当?|该|限)[^，。]{0,8}(?:还|付|给|赔|支付)(?!了|过)[^，。还付]{0,3}$"),
    (
        "还款",
        r"(?:[还付给打转退交][了过]|[已又只](?:经)?(?:还|付|支付)(?!了?的?是)(?!欠|差|剩)|陆续(?:还|付)|垫了?|收到(?:了|他)?"
        r"|预付|定金|首付|先[付给还]|(?:[日号]|[去前今]年|上个?月|上周|后来)(?:他|她|对方|公司|老板)?(?:又|才|就)?[还付](?:我|他)?)[^，。欠剩]{0,5}$",
    ),
    (
        "总价",
        r"(?:合同(?:总)?(?:价款?|额|金额)|总价款?|造价|结算价|估价|评估(?:价|值)?|市价|市值|买价|起拍价?)[^，。]{0,7}$",
    ),
    ("规模", r"(?:流水|营收|营业额|利润|收入|投了?|投资|花了?|注册资本)[^，。]{0,7}$"),
    ("他案", r"(?:另一?(?:家|个|笔|位|案)|别(?:的|人)|别家|另案)[^，。]{0,7}$"),
    ("合计", r"(?:合计|共计|总共|一共|总计|加起来|统共|拢共|合在一起|加一起|连本带[利息])[^，。欠]{0,6}$"),
)
# else the nearest does, before the sum rather than after it.
LABELS = (
    ("工资", r"工资|薪|劳务费|加班费|血汗钱|工钱"),
    ("工程款", r"工程款"),
    ("货款", r"货款|材料款|进货|买卖|采购|的货"),
    ("借款", r"(?<!欠)借款|借[了给我他]?|贷款?|本金|欠条|借条|本息|还本"),
    ("租金", r"租金|房租"),
    ("赔偿", r"赔偿金?|补偿|医药费|违约金|判[^，。]{0,3}赔"),
    ("利息", r"利息"),
    ("债权额", r"债权"),
    ("资产", r"(?:资产|财产)(?:总额)?|存款|房产|厂房|设备|账户|账上|变现|拍卖|卖了|房子|卡里|里头"),
    ("还款", r"已经?还|[还付][了过]|支付了"),
    ("债务", r"欠|债|起诉|判|裁|金额|(?<![资财]产)总额|该给|应付|给我|给付|支付|付(?!了)|还(?=我|他)"),
)
# Right after a sum.
AFTERWARDS = (
    (
        "标的",
        r"(?:元|块)?(?:这一?(?:部分|块|笔))?(?:的)?(?:不服|不认|(?:我)?(?:去|来|要|想)?(?:起诉|申请执行|申请强制执行|申请保全|申请支付令)|的?(?:官司|标的|案子)|冻起来)",
    ),
    ("余款", r"(?:元|块)?(?:的?尾[款数]|没[给付还结])"),
    ("工资", r"的?(?:工资|工钱|薪)"),
    ("工程款", r"的?工程款"),
    ("货款", r"的?(?:货款|材料款)"),
    ("借款", r"的?(?:借款|贷款|本金)"),
    ("租金", r"的?(?:租金|房租)"),
    ("赔偿", r"的?(?:赔偿|补偿|违约金)"),
    ("利息", r"的?利息"),
    ("债权额", r"的?债权"),
    ("债务", r"的?(?:债务?|欠款)"),
    ("资产", r"的?(?:存款|财产(?!案件|纠纷|保全)|资产)"),
)
# Which sum is the debt: the likeliest kind first.
DEBTS = ("标的", "余款", "合计", "债务", "货款", "借款", "工程款", "租金", "工资", "赔偿", "")
BEFORE, AFTER = 14, 12
BREAK = re.compile(r"[，。；！？,;!?\n]")
FRESH = re.compile(r"[。；！？;!?\n]")


@dataclass(frozen=True, slots=True)
class Labelled:
    """A sum and what it is of ("" where nothing says so)."""

    value: Decimal
    label: str
    loose: bool = False


@dataclass(frozen=True)
class Said:
    """What one message says, read on a day."""

    text: str
    today: date

    @cached_property
    def amounts(self) -> tuple[Amount, ...]:
        """Sums, without those that are denied."""
        return tuple(one for one in amounts(self.text) if not self._denied(one.start))

    @cached_property
    def denied(self) -> tuple[Decimal, ...]:
        """Sums that are denied."""
        return tuple(one.value for one in amounts(self.text) if self._denied(one.start))

    @cached_property
    def days(self) -> tuple[Dated, ...]:
        """Days, without those that are denied."""
        return tuple(one for one in days(self.text, self.today) if not self._denied(one.start))

    @cached_property
    def rates(self) -> tuple[Percent, ...]:
        """Rates in percent a year."""
        return tuple(one for one in rates(self.text) if not self._denied(one.start))

    @cached_property
    def labelled(self) -> tuple[Labelled, ...]:
        """The sums with what each is of."""
        ends = [0, *(one.end for one in self.amounts)]
        starts = [*(one.start for one in self.amounts[1:]), len(self.text)]
        return tuple(
            Labelled(one.value, self._label(one, since, until), one.loose)
            for one, since, until in zip(self.amounts, ends, starts, strict=False)
        )

    def before(self, place: int, characters: int = BEFORE, since: int = 0) -> str:
        """The words of the clause that ends at a place."""
        return BREAK.split(self.text[max(since, 0) : place])[-1][-characters:]

    def after(self, place: int, characters: int = AFTER) -> str:
        """The words of the clause that begin at a place."""
        return BREAK.split(self.text[place:])[0][:characters]

    def _label(self, one: Amount, since: int, until: int) -> str:
        clause = self.before(one.start, 24, since)
        tail = self.text[one.end : until]
        behind = next((label for label, words in AFTERWARDS if re.match(words, tail)), "")
        if behind in {"标的", "余款"}:
            return behind
        if strong := next((label for label, words in STRONG if re.search(words, clause)), ""):
            return strong
        if behind:  # 八十万货款
            return behind
        sentence = FRESH.split(self.text[max(since, one.start - BEFORE) : one.start])[-1]
        return _nearest(clause[-BEFORE:]) or _nearest(sentence) or _first(self.after(one.end), len(tail))

    def _denied(self, start: int) -> bool:
        before = self.text[:start]
        return bool(NOT.search(before)) and not MAYBE_NOT.search(before)


def _nearest(before: str) -> str:
    """The label whose word stands last."""
    ends = [(match.end(), label) for label, words in LABELS for match in re.finditer(words, before)]
    return max(ends, default=(0, ""))[1]


def _first(after: str, room: int) -> str:
    """债务 where the words after a sum say that it is owed."""
    return "债务" if re.match(r".{0,4}(?:没[给付还结]|不[给付还]|欠)", after[:room]) else ""


def debt(sums: Sequence[Labelled], wanted: str = "") -> Decimal | None:
    """The debt among sums, the latest of the kind that is ``wanted`` (a label) or else of the likeliest kind."""
    exact = [one for one in sums if not one.loose]
    for label in (wanted, *DEBTS) if wanted else DEBTS:
        if of_it := [one for one in exact if one.label == label]:
            return of_it[-1].value
    return None
