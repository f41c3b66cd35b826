"""Which deadline a text is about."""

from assistant.reading.sums.wanted import says

# The more special first; an id of `knowledge.figures.Figures.deadlines`.
KINDS: tuple[tuple[str, str], ...] = (
    ("bankruptcy-refusal-appeal", r"不予受理.{0,14}破产|破产.{0,16}不予受理"),
    ("labour-set-aside", r"(?:公司|单位|厂).{0,20}撤销.{0,10}裁决|撤销.{0,8}终局裁决|终局裁决.{0,30}撤销"),
    (
        "labour-suit",
        r"仲裁.{0,6}(?:裁决|结果|裁).{0,36}(?:起诉|不服|去法院|上法院|打官司)|不服.{0,6}(?:劳动)?仲裁|劳动仲裁.{0,20}(?:不服|输了).{0,16}(?:起诉|法院)",
    ),
    (
        "labour-arbitration",
        r"劳动仲裁|仲裁时效|(?:申请|去|提)仲裁|^[^，。]{0,4}仲裁(?:申请)?(?:最[晚迟]|截止|期限|到期|还来)|(?:离职|辞退|辞职|被裁|工资).{0,30}仲裁",
    ),
    ("distribution-suit", r"分配方案.{0,40}(?:异议之诉|起诉|诉讼|反对)"),
    ("distribution-objection", r"分配方案.{0,30}(?:异议|不服|不同意|意见)|对.{0,10}分配方案"),
    ("joinder-suit", r"(?:追加|变更).{0,20}(?:股东|出资|被执行人|继承人).{0,40}(?:起诉|异议之诉|告|打官司)"),
    ("joinder-review", r"(?:追加|变更).{0,40}复议"),
    ("third-party-suit", r"案外人.{0,50}(?:起诉|诉讼|异议之诉|驳回|告)|执行异议之诉"),
    ("advance-enforcement-review", r"先予执行.{0,30}复议|复议.{0,20}先予执行"),
    ("preservation-review", r"保全.{0,30}复议|复议.{0,20}保全"),
    ("enforcement-review", r"异议.{0,50}复议|复议.{0,20}(?:执行|异议)|执行.{0,20}复议"),
    (
        "confirmation-objection-third-party",
        r"(?:利害关系人|第三人|案外人|别人|他们).{0,30}司法确认.{0,30}异议|司法确认.{0,30}(?:利害关系人|第三人|案外人|没参加|损害我).{0,24}异议",
    ),
    ("confirmation-objection", r"司法确认.{0,40}异议"),
    ("settlement-resumption", r"和解.{0,60}恢复(?:原)?(?:来的)?执行|恢复执行"),
    ("judicial-confirmation", r"司法确认|(?:法院)?确认(?:调解)?协议"),
    (
        "enforcement-upgrade",
        r"上一级法院|上级法院.{0,10}执行|(?:六|6|半)个?(?:月|年).{0,10}(?:没|未).{0,4}执行|提级|换法院",
    ),
    (
        "suit-after-preservation",
        r"诉前(?:财产)?(?:保全|冻|查封).{0,50}(?:起诉|仲裁|解除|解封|立案)|起诉前.{0,12}(?:冻|保全|查封).{0,30}(?:起诉|解)|保全(?:后|以后|之后).{0,24}(?:起诉|立案)",
    ),
    ("payment-order-objection", r"支付令"),
    ("reorganisation-plan-extended", r"重整.{0,40}延(?:期|长)"),
    ("plan-approval", r"重整计划.{0,24}(?:通过|表决).{0,24}(?:批准|申请|报)"),
    ("reorganisation-plan", r"重整计划(?:草案)?|重整.{0,20}草案"),
    ("claims-table-suit", r"债权表|债权.{0,8}核查.{0,30}(?:起诉|异议)"),
    ("creditors-resolution", r"债权人会议.{0,30}撤销|撤销.{0,14}决议"),
    ("claim-filing-shortest", r"(?:申报(?:债权)?|债权申报).{0,14}(?:最短|最早|至少)|(?:最短|至少).{0,12}申报"),
    ("claim-filing-longest", r"申报债权|债权申报|报债权|(?:破产|管理人).{0,40}申报"),
    ("dishonesty-list", r"失信|老赖|黑名单"),
    (
        "seizure-deposit",
        r"(?:存款|账户|账号|银行|卡里?|微信|支付宝|钱).{0,20}(?:冻结?|续冻)|(?:冻结?|续冻).{0,20}(?:存款|账户|账号|银行|卡|微信|支付宝|钱)",
    ),
    (
        "seizure-immovable",
        r"(?:房|楼|地皮|土地|不动产|股权|股份|商铺|车间|仓库).{0,20}(?:查封|冻结|封)|(?:查封|冻结?|封).{0,20}(?:房|楼|地皮|土地|不动产|股权|股份|商铺|车间|仓库)",
    ),
    (
        "seizure-movable",
        r"(?:设备|车|货|机器|机床|动产|存货|钢材|原料).{0,20}(?:查封|扣押|封|扣)|(?:查封|扣押|封|扣了?).{0,20}(?:设备|车|货|机器|机床|动产|存货|钢材|原料)",
    ),
    ("retrial", r"再审"),
    ("appeal-ruling", r"(?:裁定|驳回).{0,30}上诉|上诉.{0,20}裁定|管辖.{0,30}上诉"),
    ("appeal-judgment", r"判.{0,40}上诉|上诉.{0,30}判|一审.{0,20}上诉|上诉.{0,20}一审"),
    ("", r"上诉|复议"),
    ("guarantee-period", r"保证期|担保期|保证人.{0,30}(?:期限|过期|责任)"),
    ("enforcement-application", r"(?:申请|强制)执行|执行(?:申请|时效|期限|立案)"),
    (
        "limitation",
        r"时效|(?:起诉|告|打官司).{0,12}(?:期限|来得及|过期|晚|最晚|最迟)|(?:最晚|最迟|来得及|截止).{0,14}(?:起诉|告|打官司)|还能(?:起诉|告)",
    ),
)


def kind_of(text: str) -> str | None:
    """The id of the deadline that a text is about; "" where several may be meant, None where it is about none."""
    return next((kind for kind, words in KINDS if says(words, text)), None)
