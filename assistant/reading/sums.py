"""What a question wants computed: the calculator, the inputs that the words give, and those they leave out."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal

from dateutil.relativedelta import relativedelta

from assistant.reading.quantities import CHINESE, counts
from assistant.reading.said import DEBTS, Labelled, Said, debt

ASKS = re.compile(
    r"多少|几[块元钱万千百]|[怎咋]么?(?:算|收|计)|算[一下个算出清]|算算|计算|是几|要交|得交|要花|贵不贵|收费|费用?呢|费吗|呢[？?。]?$|列[个出一张]|做[个出一张]"
    r"|排[个出一张]|哪[一]?天|几号|几月|何时|什么时候|啥时候|最晚|最迟|截止|截至|到期|还剩|还有几天|来得及|过期|超期|过了|晚了|够不够|通过|能过|差几票|多长|多久"
)
# Words about who pays, or whether it can be waived, ask for no sum.
NO_SUM = re.compile(
    r"谁来?(?:出|承担|负担|交|付|掏)|由谁|由哪|哪[方边]|能不能(?:免|减|缓|不交|少)|可以(?:免|减|缓|不交)|(?:免交|缓交|减交|减免)|退不退|退吗|会退|能退|退还|怎么(?:申请|办|写)"
    r"|是什么(?:意思)?[？?]?$|有什么(?:用|区别|后果|好处)|区别|依据|哪一?条|合不合理"
)
ELLIPTIC = re.compile(r"^(?:那|那么|要是|如果|换成|改成|假如|还有)?.{0,14}呢[？?。]?$|^(?:那|要是|如果|换成|改成|不对|错了|说错|更正|应该是|是)")


@dataclass(frozen=True, slots=True)
class Sum:
    """``inputs`` as `assistant.calculators.compute` takes them; ``missing`` are fields without which it cannot run;
    ``assumed`` says in Chinese what was taken for granted.
    """

    name: str
    inputs: Mapping[str, str] = field(default_factory=dict)
    missing: tuple[str, ...] = ()
    assumed: tuple[str, ...] = ()


@dataclass(frozen=True)
class Known:
    """What is known of the dispute when the words are read: sums (latest last), and the sum asked for before."""

    sums: tuple[Labelled, ...] = ()
    before: Sum | None = None


def wanted_sums(text: str, today: date, known: Known | None = None) -> tuple[Sum, ...]:
    """What ``text`` wants computed, in the light of what was said before; () where it wants no sum.

    An elliptic follow-up (那要是调解呢, 不对，是六十万) asks for the earlier sum again, with what it changes.
    """
    known = known or Known()
    said = Said(text, today)
    found = [
        _read(name, said, known)
        for name, words in WORDS.items()
        if words.search(text) and (ASKS.search(text) or name in ALWAYS) and not _other(name, text)
    ]
    if found:
        return tuple(found[:MOST])
    if known.before and ELLIPTIC.search(text):
        again = _read(known.before.name, said, known)
        changed = {**known.before.inputs, **_only_said(again, said, known)}
        if changed != known.before.inputs or said.amounts:
            missing = tuple(one for one in (*known.before.missing, *again.missing) if one not in changed)
            return (Sum(known.before.name, changed, tuple(dict.fromkeys(missing)), again.assumed),)
    return ()


MOST = 3
WORDS: Mapping[str, re.Pattern[str]] = {
    "deadline": re.compile(
        r"最晚|最迟|截止|(?:什么时候|啥时候|何时|哪天|几号).{0,8}到期|到期(?:日|了?[吗没]|是哪)|哪[一]?天|几号|几月几|期限(?:是|有|到|多久|多长|还|呢|几)|还剩|还有几天|几天(?:内|之内)"
        r"|来得及|(?:过期|超期|过时效|过了期限|过了时效)了?[吗没呢]|超过.{0,10}(?:期限|时效).{0,2}[吗没]|过了[没吗]|时效.{0,6}(?:多久|到|过|哪|还)"
        r"|(?:什么时候|啥时候|何时)(?:前|之前|到|届满|过|解封|失效)|多久(?:内|之内)?.{0,6}(?:上诉|起诉|申请|申报|复议|异议)|续[封冻]|晚了[吗没]"
    ),
    "court-fee": re.compile(
        r"诉讼费|受理费|立案费|起诉费|上诉费|官司费|支付令.{0,8}(?:费|钱)|(?:打官司|起诉|告他|告[^诉]|立案|上诉|离婚|反诉|异议).{0,14}(?:多少钱|费|花多少|交多少|花销)"
        r"|(?:费|钱).{0,8}(?:起诉|打官司|立案)"
    ),
    "preservation-fee": re.compile(r"保全(?:申请)?费|(?:保全|冻结|查封).{0,16}(?:多少钱|费用|交多少|要交|收费|花多少|的费)"),
    "enforcement-fee": re.compile(r"(?:申请)?执行(?:申请)?费|(?:强制执行|申请执行).{0,12}(?:多少钱|费用|交多少|要交|收费|收多少)"),
    "bankruptcy-fee": re.compile(r"破产.{0,8}(?:受理费|申请费|诉讼费|案件费|费用?多少|交多少)"),
    "late-performance-interest": re.compile(r"迟延履行|加倍|双倍利息|万分之一点七五|0\.0?175"),
    "interest": re.compile(r"利息|本息|LPR|lpr|年息"),
    "instalments": re.compile(rf"分(?:成|作|了|为)?(?:[0-9{CHINESE}]+|几|多少)?(?:个月|年|季度?|次|期)|分期|[0-9{CHINESE}]+期|每[个]?[期月季周](?:还|付|给|交|要|得)|还款(?:表|计划)|按月(?:还|付)"),
    "severance": re.compile(r"经济补偿|补偿金|赔偿金(?!.{0,4}加付)|[nN2]\s*[+＋]\s*1|2[nN]|(?:辞退|开除|裁员|解雇|解除|炒).{0,16}(?:赔|补)"),
    "unpaid-wages": re.compile(r"加付"),
    "bankruptcy-vote": re.compile(r"(?:表决|投票|投了|同意|赞成|到会|出席).{0,80}(?:通过|能过|过了|差|够)|(?:通过|能过|够不够).{0,60}(?:同意|赞成|出席|到会)|差几票"),
    "recovery": re.compile(r"清偿率|清算能[分拿]"),
    "repayment-order": re.compile(r"先抵|抵充|冲抵"),
}
ALWAYS = {"deadline", "bankruptcy-vote"}  # whose own words ask


def _other(name: str, text: str) -> bool:
    """Whether the words mean another sum, or none."""
    has = lambda pattern: re.search(pattern, text) is not None  # noqa: E731
    quantity = re.compile(r"多少|几[块元]|[怎咋]么?(?:算|收|计)|算[一下算]|呢[？?。]?$|要交$|列|哪[一]?天|几号|最晚|最迟|还剩|到期|截止")
    if NO_SUM.search(text) and not quantity.search(NO_SUM.sub("", text)):
        return True
    match name:
        case "interest":
            return WORDS["late-performance-interest"].search(text) is not None or (
                WORDS["instalments"].search(text) is not None and not has(r"利息.{0,6}(?:多少|怎么算|共|算)")
            ) or not has(r"利息.{0,14}(?:多少|[怎咋]么?算|算|是几|一共|呢)|算.{0,14}利息|多少.{0,6}利息|本息.{0,10}多少|利息[到至]")
        case "court-fee":
            return has(r"破产") and not has(r"诉讼费")
        case "preservation-fee":
            return not has(r"保全.{0,4}费|费|多少钱|交多少|花多少|要交")
        case "instalments":
            return not has(r"每[个]?[期月季周次].{0,8}(?:多少|几)|多少|列|表|怎么?排|算|计划|呢")
        case "severance":
            return has(r"加付") or not has(r"多少|算|几个月|呢")
        case "late-performance-interest":
            return not has(r"多少|算|呢|几")
        case "deadline":
            return _deadline_kind(text) is None
        case "bankruptcy-vote":
            return not has(r"债权人|和解|重整|表决|债权额") or len(counts(text, r"[家个名户位票]")) < 2  # noqa: PLR2004
        case "recovery" | "repayment-order":
            return True  # their inputs are tables, which no sentence holds
    return False


def _read(name: str, said: Said, known: Known) -> Sum:
    return READERS[name](said, known)


def _only_said(again: Sum, said: Said, known: Known) -> dict[str, str]:
    """Of the inputs read again those that this message states, not those that were carried over."""
    alone = READERS[again.name](said, Known())
    assumed = {"first", "end", "today"} if again.assumed else set()
    kept = {key: value for key, value in alone.inputs.items() if key not in assumed}
    if again.name == "court-fee" and kept.get("kind") == "财产":
        del kept["kind"]
    del known
    return kept


def _labels_in(text: str) -> str:
    return next((label for label in DEBTS if label and label in text), "")


def _amount(said: Said, known: Known) -> Decimal | None:
    wanted = _labels_in(said.text)
    here = debt(said.labelled, wanted)
    return here if here is not None else debt(known.sums, wanted)


def _written(value: Decimal) -> str:
    return f"{value:f}"


COURT_KINDS = (
    ("支付令", r"支付令"),
    ("管辖权异议", r"管辖"),
    ("离婚", r"离婚"),
    ("知识产权", r"知识产权|商标|专利|著作权|版权"),
    ("人格权", r"人格权|名誉权?|肖像|姓名权|隐私权"),
    ("劳动争议", r"劳动争议|劳动仲裁|劳动官司|劳动案|(?:工资|经济补偿|加班费|工伤).{0,24}(?:起诉|官司|诉讼费|受理费|立案)|(?:起诉|告|打官司|诉讼费|受理费).{0,16}(?:工资|经济补偿|加班费|工伤)"),
    ("其他非财产", r"非财产|不涉及(?:财产|金额)|没有金额"),
)


def _court_fee(said: Said, known: Known) -> Sum:
    kind = next((name for name, words in COURT_KINDS if re.search(words, said.text)), "财产")
    inputs: dict[str, str] = {}
    if kind != "财产":
        inputs["kind"] = kind
    amount = _amount(said, known)
    if amount is None and kind == "离婚" and said.amounts:
        amount = said.amounts[-1].value
    if amount is None and kind == "财产":
        amount = next((one.value for one in reversed(said.labelled) if one.label in {"利息", "还款"}), None)
    if amount is not None and kind not in {"劳动争议", "管辖权异议", "其他非财产"}:
        inputs["amount"] = _written(amount)
    if re.search(r"调解(?!书|协议|中心|员|不成|不了|失败|组织|没)", said.text) and re.search(r"调解.{0,6}(?:结案|成|解决|达成|的话|呢|减半|费|要交|多少)|(?:减半)", said.text):
        inputs["ending"] = "调解"
    elif re.search(r"撤诉|撤回起诉|撤了", said.text):
        inputs["ending"] = "撤诉"
    if re.search(r"简易程序|简易", said.text):
        inputs["summary"] = "是"
    if re.search(r"反诉.{0,8}(?:合并|一起)|合并审理", said.text):
        inputs["merged"] = "是"
    needs = kind in {"财产", "支付令"} and "amount" not in inputs
    return Sum("court-fee", inputs, ("amount",) if needs else ())


def _of_amount(name: str, key: str, need: bool = True) -> Callable[[Said, Known], Sum]:
    def read(said: Said, known: Known) -> Sum:
        exact = [one for one in said.labelled if not one.loose]
        amount = _amount(said, known)
        if name in {"preservation-fee", "bankruptcy-fee"} and exact:  # the sum to be frozen, or what the debtor owns
            special = [one.value for one in exact if one.label in {"资产", "债务"}]
            amount = special[-1] if special else (amount if amount is not None else exact[-1].value)
        if amount is None and exact:
            amount = exact[-1].value
        inputs = {key: _written(amount)} if amount is not None else {}
        return Sum(name, inputs, () if inputs or not need else (key,))

    return read


DEADLINES: tuple[tuple[str, str], ...] = (
    ("bankruptcy-refusal-appeal", r"不予受理.{0,10}破产|破产.{0,10}不予受理"),
    ("labour-set-aside", r"(?:公司|单位).{0,12}撤销.{0,10}裁决|撤销.{0,6}终局裁决"),
    ("labour-suit", r"仲裁(?:裁决|结果)?.{0,24}(?:起诉|不服)|不服.{0,6}(?:劳动)?仲裁"),
    ("labour-arbitration", r"劳动仲裁|仲裁时效|申请仲裁|去仲裁"),
    ("distribution-suit", r"分配方案.{0,16}(?:异议之诉|起诉|诉讼|反对)"),
    ("distribution-objection", r"分配方案.{0,12}(?:异议|不服|不同意)|对.{0,10}分配方案"),
    ("joinder-suit", r"(?:追加|变更).{0,12}(?:股东|出资|被执行人).{0,24}(?:起诉|异议之诉|告)"),
    ("joinder-review", r"(?:追加|变更).{0,16}(?:复议|裁定)"),
    ("third-party-suit", r"案外人.{0,20}(?:起诉|诉讼|异议之诉|驳回|告)|执行异议之诉"),
    ("preservation-review", r"保全裁定.{0,20}复议|复议.{0,20}保全|保全.{0,16}复议"),
    ("advance-enforcement-review", r"先予执行.{0,20}复议"),
    ("enforcement-review", r"(?:执行)?异议.{0,20}复议|复议"),
    ("confirmation-objection-third-party", r"(?:利害关系人|第三人|案外人|别人).{0,16}司法确认.{0,12}异议|司法确认.{0,16}(?:利害关系人|第三人).{0,12}异议"),
    ("confirmation-objection", r"司法确认裁定.{0,16}异议|对.{0,6}司法确认.{0,8}异议"),
    ("judicial-confirmation", r"司法确认|确认(?:调解)?协议"),
    ("settlement-resumption", r"(?:和解).{0,40}恢复执行|恢复执行"),
    ("enforcement-upgrade", r"上一级法院|(?:六|6|半)个?(?:月|年).{0,10}(?:没|未)执行|提级|换法院"),
    ("suit-after-preservation", r"诉前(?:财产)?保全.{0,40}(?:起诉|仲裁|解除|多久|几天)|保全(?:后|以后|之后).{0,20}(?:起诉|立案)"),
    ("payment-order-objection", r"支付令"),
    ("reorganisation-plan-extended", r"重整计划.{0,30}延(?:期|长)"),
    ("plan-approval", r"重整计划.{0,16}(?:通过|表决).{0,16}(?:批准|申请|报)"),
    ("reorganisation-plan", r"重整计划(?:草案)?"),
    ("claims-table-suit", r"债权表"),
    ("creditors-resolution", r"债权人会议.{0,10}决议|撤销.{0,8}决议"),
    ("claim-filing-longest", r"申报(?:债权)?.{0,10}最长|最长.{0,10}申报|(?:债权)?申报.{0,10}(?:最晚|最迟|截止)|(?:最晚|最迟|截止).{0,12}申报|报债权"),
    ("claim-filing-shortest", r"债权申报|申报债权"),
    ("dishonesty-list", r"失信|老赖名单|黑名单"),
    ("seizure-deposit", r"(?:存款|账户|账号|银行卡|银行|卡|钱).{0,12}(?:冻结|冻)|(?:冻结|冻).{0,12}(?:存款|账户|账号|银行|卡|钱)"),
    ("seizure-immovable", r"(?:房|楼|地|土地|厂房|不动产|股权|股份|商铺).{0,14}(?:查封|冻结|封)|(?:查封|冻结|封).{0,14}(?:房|楼|土地|厂房|不动产|股权|股份|商铺)"),
    ("seizure-movable", r"(?:设备|车|货|机器|机床|动产|存货|钢材).{0,14}(?:查封|扣押|封|扣)|(?:查封|扣押|封).{0,14}(?:设备|车|货|机器|机床|动产|存货|钢材)"),
    ("retrial", r"再审"),
    ("appeal-ruling", r"(?:裁定).{0,20}上诉|上诉.{0,20}裁定|管辖.{0,20}上诉"),
    ("appeal-judgment", r"上诉"),
    ("guarantee-period", r"保证期|担保期"),
    ("enforcement-application", r"申请(?:强制)?执行|强制执行|执行申请|执行时效|执行期限"),
    ("limitation", r"诉讼时效|时效|过了(?:期|时效)|起诉.{0,8}(?:期限|来得及|过期)|还能(?:起诉|告)"),
)
EVENTS: Mapping[str, str] = {
    "enforcement-application": r"履行期|还清|付清|给钱|付款|生效|期限|应付|该还|约定|到期|之前|前",
    "settlement-resumption": r"履行期|最后一期|到期|约定|还清|付清|之前|前|期限",
    "judicial-confirmation": r"生效|签|达成|调解协议|调成",
    "labour-arbitration": r"离职|走|辞职|辞退|解除|终止|知道|不干|开除",
    "guarantee-period": r"到期|届满|还款|期限",
    "limitation": r"到期|应还|约定|知道|还款|该还|最后",
    "retrial": r"生效",
    "claim-filing-longest": r"公告|受理",
    "claim-filing-shortest": r"公告|受理",
    "reorganisation-plan": r"裁定|重整",
    "reorganisation-plan-extended": r"裁定",
    "plan-approval": r"通过|表决",
    "claims-table-suit": r"核查|结束|会议",
    "creditors-resolution": r"决议|表决|作出",
    "seizure-deposit": r"冻",
    "seizure-movable": r"封|扣",
    "seizure-immovable": r"封|冻",
    "suit-after-preservation": r"冻|封|保全|扣",
    "dishonesty-list": r"纳入|列入|上了|列|进|公布",
    "enforcement-upgrade": r"申请|立案|递|收到|交",
}
RECEIVED = r"收到|签收|送达|拿到|领|接到|到手|寄到|收"


def _deadline_kind(text: str) -> str | None:
    return next((id for id, words in DEADLINES if re.search(words, text)), None)


def _deadline(said: Said, known: Known) -> Sum:
    del known
    kind = _deadline_kind(said.text) or ""
    words = re.compile(EVENTS.get(kind, RECEIVED))
    scored = []
    last = 0
    for one in said.days:
        clause = re.split(r"[，。；！？\n]", said.text[last : one.start])[-1][-14:]
        after = re.split(r"[，。；！？\n]", said.text[one.end :])[0][:14]
        scored.append((bool(words.search(after)) * 2 + bool(words.search(clause)), one))
        last = one.end
    inputs = {"kind": kind}
    if scored:
        best = max(score for score, _ in scored)
        inputs["start"] = next(one.day for score, one in scored if score == best).isoformat()
    return Sum("deadline", inputs, () if "start" in inputs else ("start",))


FROM = re.compile(r"^\s*(?:开始|起|以来|计|到|至|—|-|－|~|～|付?之?[前后]?起)")
UNTIL = re.compile(r"(?:到|至|截至|截止到?|算到|还到|—|－|~|～|-)\s*$")
NOW = re.compile(r"(?:到|至|截[至止]).{0,3}(?:今天|现在|目前|今日|眼下)|迄今|至今")


def _span(said: Said) -> tuple[date | None, date | None]:
    """From when to when: the last day after a word like 到, the first of the others."""
    ends = [one.day for one in said.days if UNTIL.search(said.text[: one.start])]
    starts = [one.day for one in said.days if one.day not in ends]
    end = ends[-1] if ends else (starts[-1] if len(starts) > 1 else None)
    start = starts[0] if starts else None
    if end is None and NOW.search(said.text):
        end = said.today
    return start, end


def _interest(said: Said, known: Known) -> Sum:
    start, end = _span(said)
    principal = debt(said.labelled, "借款")
    if principal is None:
        principal = debt([one for one in known.sums], _labels_in(said.text))
    inputs: dict[str, str] = {}
    if principal is not None:
        inputs["principal"] = _written(principal)
    assumed: list[str] = []
    if start:
        inputs["start"] = start.isoformat()
        if end is None and (span := _stretch(said.text)):
            end = start + span
    if end:
        inputs["end"] = end.isoformat()
    if re.search(r"lpr|LPR|报价利率", said.text):
        times = re.search(rf"(?:LPR|lpr|报价利率)[^，。\d]{{0,6}}?(\d+(?:\.\d+)?|[{CHINESE}]+)\s*倍|([\d.]+|[{CHINESE}]+)倍(?:的)?(?:LPR|lpr)", said.text)
        factor = next((one for one in times.groups() if one), "1") if times else "1"
        inputs["lpr"] = factor if factor[0].isdigit() else str(counts(factor + "倍", "倍")[0])
    elif said.rates:
        inputs["rate"] = _written(said.rates[0].value)
    missing = [key for key in ("principal", "start", "end") if key not in inputs]
    if "rate" not in inputs and "lpr" not in inputs:
        missing.append("rate")
    if "end" in missing and start and missing == ["end"]:
        inputs["end"] = said.today.isoformat()
        assumed.append(f"没有说算到哪一天，先算到今天（{said.today}）。")
    return Sum("interest", inputs, tuple(one for one in missing if one not in inputs), tuple(assumed))


def _stretch(text: str) -> relativedelta | None:
    found = re.search(rf"([0-9{CHINESE}半]+)个?(年|月)", text.replace("年利率", "").replace("年息", ""))
    if not found or re.search(r"\d{3}", found[1]):
        return None
    if found[1] == "半":
        return relativedelta(months=6)
    value = counts(found[0], r"个?[年月]")
    if not value:
        return None
    return relativedelta(years=value[0]) if found[2] == "年" else relativedelta(months=value[0])


def _late_performance(said: Said, known: Known) -> Sum:
    start, end = _span(said)
    principal = debt(said.labelled)
    if principal is None:
        principal = debt(known.sums, _labels_in(said.text))
    inputs: dict[str, str] = {}
    assumed: tuple[str, ...] = ()
    if principal is not None:
        inputs["principal"] = _written(principal)
    if start:
        inputs["due"] = start.isoformat()
    if end:
        inputs["end"] = end.isoformat()
    missing = tuple(key for key in ("principal", "due", "end") if key not in inputs)
    if missing == ("end",):
        inputs["end"] = said.today.isoformat()
        assumed, missing = (f"没有说算到哪一天，先算到今天（{said.today}）。",), ()
    return Sum("late-performance-interest", inputs, missing, assumed)


EVERY = (("周", r"每(?:个)?(?:周|星期|礼拜)|按周|周付"), ("季", r"每(?:个)?季|按季|季度"), ("半月", r"每半个?月|半月"))


def _instalments(said: Said, known: Known) -> Sum:
    inputs: dict[str, str] = {}
    down = re.search(r"(?:首付|先付|先给|先还|首期)[^，。]{0,4}$", "")
    del down
    parts = {"down": r"首付|先付|先给|先还|首期|头期|定金", "balloon": r"尾款|最后一期(?:付|还)|剩下的?最后"}
    special: dict[str, Decimal] = {}
    others = []
    for one, labelled in zip(said.amounts, said.labelled, strict=True):
        before = said.text[max(0, one.start - 7) : one.start]
        name = next((key for key, words in parts.items() if re.search(words, before)), "")
        if name:
            special[name] = one.value
        elif re.search(r"每[个]?(?:期|月|季|周|次)[^，。]{0,4}$|递增|多[还付]?$|增加", before) or labelled.loose:
            if re.search(r"递增|增加|多[还付]?$", before):
                special["step"] = one.value
        else:
            others.append(labelled)
    total = debt([one for one in others if one.label != "还款"]) or debt([Labelled(one.value, "") for one in others])
    if total is None:
        total = debt(known.sums, _labels_in(said.text))
    if total is not None:
        inputs["total"] = _written(total)
    every = next((name for name, words in EVERY if re.search(words, said.text)), "月")
    number = counts(said.text, r"期|次")
    if not number:
        number = counts(said.text, r"个月|月(?!\d|[一二三四五六七八九十])") if every == "月" else counts(said.text, r"个?(?:季度?|周|星期)")
    if not number and every in {"月", "季"}:
        years = counts(said.text, r"年(?!\d|[一二三四五六七八九十]?月|利率|息)")
        if re.search(r"分?半年", said.text):
            number = [6 if every == "月" else 2]
        elif years and years[0] < 50:  # noqa: PLR2004
            number = [years[0] * (12 if every == "月" else 4)]
    if number:
        inputs["count"] = str(number[0])
    first = said.days[0].day if said.days else None
    if first:
        inputs["first"] = first.isoformat()
    if every != "月":
        inputs["every"] = every
    if "step" in special:
        inputs |= {"method": "递增", "step": _written(special["step"])}
    elif "down" in special or "balloon" in special:
        inputs |= {"method": "首付加尾款", **{key: _written(value) for key, value in special.items()}}
    elif re.search(r"先息后本", said.text):
        inputs["method"] = "先息后本"
    elif re.search(r"等额本金", said.text):
        inputs["method"] = "等额本金"
    if said.rates and not re.search(r"不计息|免息|没有利息|不要利息", said.text):
        inputs["rate"] = _written(said.rates[0].value)
    missing = tuple(key for key in ("total", "count", "first") if key not in inputs)
    assumed: tuple[str, ...] = ()
    if missing == ("first",):
        day = said.today + relativedelta(months=1)
        inputs["first"] = day.isoformat()
        assumed, missing = (f"没有说从哪天开始付，第一期先按一个月后（{day}）排。",), ()
    return Sum("instalments", inputs, missing, assumed)


def _severance(said: Said, known: Known) -> Sum:
    del known
    inputs: dict[str, str] = {}
    assumed: list[str] = []
    start, end = _span(said)
    for one in said.days:
        near = said.text[max(0, one.start - 6) : one.start] + said.text[one.end : one.end + 8]
        if re.search(r"入职|进厂|进公司|上班|开始|签(?:的)?合同|来", near):
            start = one.day
        elif re.search(r"离职|辞退|解除|开除|被裁|解雇|走|终止|裁员|到期", near):
            end = one.day
    if start and end is None:
        rest = [one.day for one in said.days if one.day != start]
        end = rest[-1] if rest else None
    served = re.search(
        rf"(?:干|做|工作|上班|待|入职|工龄|服务)[^，。；]{{0,6}}?([0-9{CHINESE}]+)年(?:零?([0-9{CHINESE}]+)个?月|(半))?", said.text
    )
    if not start and served:
        end = end or said.today
        years = counts(served[1] + "年", "年")
        months = counts(served[2] + "月", "月")[0] if served[2] else (6 if served[3] else 0)
        if years:
            start = end - relativedelta(years=years[0], months=months) + timedelta(days=1)
            assumed.append(f"没有说入职的日子，按到{end}正好工作{served[0][-len(served[0]):]}算。")
    if start:
        inputs["start"] = start.isoformat()
    if end:
        inputs["end"] = end.isoformat()
    average = re.search(r"(?:平均工资|社平|社会平均|职工平均)[^，。；]{0,6}$", "")
    del average
    wages = []
    for one in said.amounts:
        before = said.text[max(0, one.start - 14) : one.start]
        if re.search(r"社平|当地.{0,8}平均|职工.{0,4}平均|社会平均|上年度", before):
            inputs["local_average"] = _written(one.value)
        else:
            wages.append(one.value)
    if wages:
        inputs["wage"] = _written(wages[0])
    if re.search(r"违法(?:解除|辞退|开除|终止)|2[nN]|赔偿金|双倍(?:补偿|赔)|两倍", said.text):
        inputs["kind"] = "违法解除赔偿金"
    if "start" in inputs and "end" not in inputs:
        inputs["end"] = said.today.isoformat()
        assumed.append(f"没有说离职的日子，先按今天（{said.today}）算。")
    missing = tuple(key for key in ("start", "end", "wage") if key not in inputs)
    return Sum("severance", inputs, missing, tuple(assumed))


def _vote(said: Said, known: Known) -> Sum:
    del known
    text = said.text
    inputs: dict[str, str] = {}
    if "重整" in text:
        inputs["procedure"] = "重整"
    elif "和解" in text:
        inputs["procedure"] = "和解"
    elif re.search(r"一般决议|决议", text):
        inputs["procedure"] = "一般决议"
    heads = [
        (counts(match.group(), r"[家个名户位票人]"), text[max(0, match.start() - 12) : match.start()], text[match.end() : match.end() + 10])
        for match in re.finditer(rf"(?<![\d.])(?:\d+|[{CHINESE}]+)\s*(?:[家个名户位票]|人)", text)
    ]
    for number, before, after in heads:
        if not number:
            continue
        agrees = re.search(r"^(?:债权人|人)?(?:都)?(?:投了?)?(?:同意|赞成|支持|签)", after) or re.search(r"(?:同意|赞成|支持)(?:的)?(?:有|为|是)?\s*$", before)
        if agrees:
            inputs["agree"] = str(number[0])
        elif "present" not in inputs and (re.search(r"到会|出席|参加|到场|来了|投票", before + after) or "agree" not in inputs):
            inputs["present"] = str(number[0])
    for one in said.amounts:
        before, after = text[max(0, one.start - 14) : one.start], text[one.end : one.end + 8]
        whole = re.search(r"总额|总共|一共|全部|债权总|共计|合计|总债权", before + after[:2])
        inputs["total_amount" if whole else "agree_amount"] = _written(one.value)
    missing = tuple(key for key in ("present", "agree", "agree_amount", "total_amount") if key not in inputs)
    return Sum("bankruptcy-vote", inputs, missing)


READERS: Mapping[str, Callable[[Said, Known], Sum]] = {
    "court-fee": _court_fee,
    "preservation-fee": _of_amount("preservation-fee", "amount"),
    "enforcement-fee": _of_amount("enforcement-fee", "amount"),
    "bankruptcy-fee": _of_amount("bankruptcy-fee", "assets"),
    "deadline": _deadline,
    "interest": _interest,
    "late-performance-interest": _late_performance,
    "instalments": _instalments,
    "severance": _severance,
    "unpaid-wages": _of_amount("unpaid-wages", "amount"),
    "bankruptcy-vote": _vote,
}
