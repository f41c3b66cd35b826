"""What courts take: for a suit, preservation, enforcement and bankruptcy; and the penalty on unpaid wages."""

from decimal import Decimal

from assistant.reading.said import Said, debt
from assistant.reading.sums.claims import claimed, only
from assistant.reading.sums.wanted import Inputs, Known, Sum, lacking, says, written

# The kinds of cases whose fee differs, the more special first.
CASES = (
    ("支付令", r"支付令"),
    ("管辖权异议", r"管辖权?异议.{0,20}(?:费|多少|交)|管辖.{0,12}费"),
    ("离婚", r"离婚"),
    ("知识产权", r"知识产权|商标权?|专利|著作权|版权"),
    ("人格权", r"人格权|名誉|肖像|姓名权|隐私权|诽谤"),
    (
        "劳动争议",
        r"劳动争议|劳动官司|劳动案|(?:讨薪|欠薪|工资|经济补偿|补偿金|加班费|工伤|辞退|劳动|仲裁).{0,50}(?:起诉|官司|诉讼费|受理费|立案|告).{0,16}(?:老板|公司|单位|厂|费|多少)"
        r"|(?:起诉|告|打官司|诉讼费|受理费).{0,16}(?:工资|工钱|经济补偿|加班费|工伤|劳动仲裁)",
    ),
    ("其他非财产", r"非财产|不涉及(?:财产|金额)|没有金额"),
)
COMMERCIAL = r"商事仲裁|仲裁委员会|仲裁条款|货款|工程款"
WITHOUT_AMOUNT = {"劳动争议", "管辖权异议", "其他非财产"}
NEED_AMOUNT = {"财产", "支付令"}
SETTLED = (
    r"调解(?:结案|成|解决|达成|的话|呢|掉|下来|结|好|了)|调成了?"
    r"|(?:同意|接受|愿意)调解|调解.{0,12}(?:减半|费|要交|多少)|以调解"
)
NOT_SETTLED = (
    r"调解(?:不成|不了|失败|没成|没谈)|没调解|没调成|不(?:想|同意|愿意|接受)调解|调解(?:协议|书).{0,6}(?:不|没)"
)
WITHDRAWN = r"撤诉|撤回起诉|撤案|撤了"


def read_court_fee(said: Said, known: Known) -> Inputs:
    """The amount, the kind of case and how it ends."""
    kind = _case(said.text)
    inputs: Inputs = {} if kind == "财产" else {"kind": kind}
    amount = None if kind in WITHOUT_AMOUNT else _at_issue(said, known, kind)
    if amount is not None:
        inputs["amount"] = written(amount)
    if says(SETTLED, said.text) and not says(NOT_SETTLED, said.text):
        inputs["ending"] = "调解"
    elif says(WITHDRAWN, said.text):
        inputs["ending"] = "撤诉"
    if says(r"(?<!不适用)(?<!不是)简易程序|走(?:的)?简易|按简易", said.text):
        inputs["summary"] = "是"
    if says(r"反诉.{0,16}(?:合并|一起审|一块审)|合并审理", said.text):
        inputs["merged"] = "是"
    return inputs


def _case(text: str) -> str:
    kind = next((name for name, words in CASES if says(words, text)), "财产")
    return "财产" if kind == "劳动争议" and says(COMMERCIAL, text) else kind


def _at_issue(said: Said, known: Known, kind: str) -> Decimal | None:
    if kind == "离婚":
        exact = {one.value for one in said.labelled if not one.loose}
        return only(said.labelled, "标的", "合计") or (exact.pop() if len(exact) == 1 else None)
    return claimed(said, known)


def complete_court_fee(inputs: Inputs, said: Said) -> Sum:
    """Lacks the amount where the fee goes by it."""
    kind = inputs.get("kind", "财产")
    shares = (
        kind == "离婚"
        and says(r"财产|房|存款|店|车|分割", said.text)
        and not says(r"没(?:有)?(?:啥|什么)?财产", said.text)
    )
    damages = kind == "人格权" and says(r"索赔|赔偿", said.text)
    needs = kind in NEED_AMOUNT or shares or damages
    return Sum("court-fee", inputs, lacking(inputs, "amount") if needs else ())


def read_preservation_fee(said: Said, known: Known) -> Inputs:
    """What is to be frozen or seized: the debt, or what is there to be frozen where only that is said."""
    amount = claimed(said, known)
    if amount is None and not any(one.label not in {"资产", "费用"} for one in said.labelled):
        amount = only(said.labelled, "资产")
    return {} if amount is None else {"amount": written(amount)}


def read_enforcement_fee(said: Said, known: Known) -> Inputs:
    """What is to be enforced."""
    amount = claimed(said, known)
    return {} if amount is None else {"amount": written(amount)}


def read_bankruptcy_fee(said: Said, known: Known) -> Inputs:
    """What the debtor owns; never what it owes."""
    exact = [one for one in said.labelled if not one.loose]
    amount = only(exact, "资产", "总价") or only(known.sums, "资产")
    if amount is None and len(exact) == 1 and exact[0].label in {"", "合计", "总价", "余款"}:
        amount = exact[0].value
    return {} if amount is None else {"assets": written(amount)}


def read_unpaid_wages(said: Said, known: Known) -> Inputs:
    """The wages that are owed."""
    amount = claimed(said, Known())
    if amount is None and not said.amounts:
        amount = debt(known.sums, "工资")
    return {} if amount is None else {"amount": written(amount)}


def complete_preservation_fee(inputs: Inputs, said: Said) -> Sum:
    """Lacks the amount."""
    del said
    return Sum("preservation-fee", inputs, lacking(inputs, "amount"))


def complete_enforcement_fee(inputs: Inputs, said: Said) -> Sum:
    """Lacks the amount, but where something else than money is enforced."""
    bare = says(r"没有金额|不涉及金额|(?:腾|交)房|行为", said.text) and not said.amounts
    return Sum("enforcement-fee", inputs, () if bare else lacking(inputs, "amount"))


def complete_bankruptcy_fee(inputs: Inputs, said: Said) -> Sum:
    """Lacks what the debtor owns."""
    del said
    return Sum("bankruptcy-fee", inputs, lacking(inputs, "assets"))


def complete_unpaid_wages(inputs: Inputs, said: Said) -> Sum:
    """Lacks the wages."""
    del said
    return Sum("unpaid-wages", inputs, lacking(inputs, "amount"))
