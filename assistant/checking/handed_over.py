"""Repairs, ground and things in kind: what is to be done to them, and how they are handed over."""

import re
from collections.abc import Iterator, Sequence

from assistant.checking.agreement import Agreement, Span
from assistant.checking.duties import CONDITION, HAND_OVER, SUBJECTS, Duty
from assistant.checking.facts import narrates, past
from assistant.checking.finding import Finding, Severity
from assistant.checking.headings import CLAUSE_MARK, entitles
from assistant.checking.laws import CIVIL_CODE, cite
from assistant.checking.places import scope_of, spot, subclause

LEAVES = re.compile("搬离|搬出|迁出|腾|搬走")
DATE = re.compile(r"\d{4}年\d{1,2}月\d{1,2}日")
GOODS = re.compile(r"交货|发货|供货")
WHERE = re.compile(r"(?:交货|交付|提货|送货|收货|卸货|到货)(?:地点|地址|地)[为是：:]?[^，。；]{2}")
MOVABLE = re.compile(r"货物|设备|机器|机床|注塑机|模具|车辆|汽车|货车|轿车|材料|钢材|产品|样品|原料")
PLACE = re.compile(
    r"[一-鿿]{2,6}[部库仓办室处科站][一-鿿]{0,6}(?:签收|验收|清点)|地点|地址|住址|住所|所在地|送(?:至|到|往|货上门)|运(?:至|到|往|抵)|抵达|交(?:至|到)|(?<![收达])[在到至][^，。；]{1,24}(?:处|[院厂场店区室库]内|厂|仓库|现场|法院|委员会|[所局站]|市场|中心|大厅|办公室|门店|工地|车间|停车场|路|号|家中|公司|场所|区|镇|村)|自提|上门|快递|邮寄|物流|提货|位于"
)


def findings(agreement: Agreement, told: Sequence[Duty]) -> Iterator[Finding]:
    """obligation-how, of what is no payment."""
    yield from _handed(agreement)
    yield from _place(agreement, told)
    yield from _repairs(agreement)
    yield from _in_kind(agreement)


def piece_of(agreement: Agreement, duty: Duty) -> tuple[int, str]:
    """The words of a duty up to the next comma, without the number of the clause; where they begin."""
    start, end = subclause(duty.sentence, duty.start)
    mark = CLAUSE_MARK.match(agreement.text[start:end])
    start += mark.end() if mark else 0
    return start, agreement.text[start:end].rstrip("。；;：: \n")


REPAIRS = re.compile(r"返修|维修|修复|整改|修缮|修理|翻修|保养|改造|整治|(?:重新|负责)(?:施工|安装|装修)")
REPAIRED = re.compile(
    r"\d|平方米|房间|标准|方案|图纸|清单|附[件表]|验收|更换|位置|部位|原状|原样|规格|品牌|委托|承担|负担|合格|鉴定|报告"
)
GROUND = re.compile(
    r"(?:地块|土地|水田|旱地|耕地|林地|山地|场地|宅基地|房屋|商铺|店铺|门面|厂房|仓库|住房|鱼塘|车位)(?:(?!之日|当日|时|后|并)[^，。；]){0,10}(?:交还|返还|归还|退还|腾退|移交|交给|交付|让出)(?!并|后|之日|时|当日|之?前|的)"
)
BOUNDED = re.compile(
    r"平方|亩|四至|界|宗地|丈量|测量|附图|现状|原状|清场|腾空|清空|搬离|搬走|移走|清理|清除|平整|钥匙|交接|验收|签署|确认|[\dA-Za-z]+[号室层座栋幢]"
)


def _repairs(agreement: Agreement) -> Iterator[Finding]:
    """Repairs of which nobody says of what and how well; ground handed back in no said state."""
    for sentence in agreement.sentences:
        scope = scope_of(agreement, sentence.start)
        if CONDITION.search(sentence.text) or entitles(agreement, sentence) or narrates(agreement, scope):
            continue
        if not (REPAIRS.search(sentence.text) or GROUND.search(sentence.text)):
            continue
        told = [one.text for one in agreement.sentences if scope.start <= one.start < scope.end]
        said = "".join(one for one in told if not CONDITION.search(one))
        plain = CLAUSE_MARK.sub("", DATE.sub("", said), count=1)
        for words, enough, reason in (
            (REPAIRS, REPAIRED, "没有写修哪些部位、修到什么标准、由谁验收。修没修好说不清，也没有办法强制执行。"),
            (GROUND, BOUNDED, "没有写交还的范围、交还时的状态和怎么验收交接。交没交清说不清，强制执行时也没有依据。"),
        ):
            match = words.search(sentence.text)
            if match and re.search(r"[在于][^，。；]{0,12}$", sentence.text[: match.start()].split("日前")[-1]):
                continue  # 在甲方仓库返还
            if match is None or enough.search(plain) or past(agreement, sentence, sentence.start + match.start()):
                continue
            if not re.search(rf"应|须|由|于|将|对|{SUBJECTS}", sentence.text[: match.start()]):
                continue
            mark = CLAUSE_MARK.match(sentence.text)
            start = sentence.start + (mark.end() if mark else 0)
            end = sentence.start + len(sentence.text.rstrip("。；; \n"))
            basis = cite(CIVIL_CODE, "五百一十一")
            yield agreement.finding("obligation-how", Severity.WARNING, start, end, reason, basis)


# 把车抵给甲方, 以货车一辆作价抵偿
IN_KIND = re.compile(
    r"(?:把|将|以|用)(?P<thing>[^，。；]{0,30}?(?:车|房|商铺|店铺|车位|设备|机器|机床|股权|股份|船|土地|厂房|库存|存货|钢材|材料|货物|产品|家具|苗木)[^，。；]{0,30}?)"
    r"(?:作价|折价)?[^，。；]{0,20}?(?:抵给|抵债给|抵顶给|顶给|折给|抵偿|抵债|抵顶|抵作|抵还|抵付|冲抵|顶账|抵账)"
)
HANDED = re.compile(
    r"交付|移交|交[给由到至接]|交出|送[至到交]|运[至到]|提货|自提|取走|提走|搬[走运]|(?:办理|完成|配合|协助|申请)[^，。；]{0,20}(?:过户|登记|备案|交接)|过户(?:至|到|给|登记至)|"
    r"登记(?:至|到|在)[^，。；]{1,14}名下|网签|签[订署][^，。；]{0,12}(?:买卖|转让)合同"
)


def _in_kind(agreement: Agreement) -> Iterator[Finding]:
    """Things that are given in payment, where nothing says how they are handed over or registered."""
    if any(HANDED.search(one.text) and not CONDITION.search(one.text) for one in agreement.sentences):
        return
    for sentence in agreement.sentences:
        match = IN_KIND.search(sentence.text)
        if match is None or CONDITION.search(sentence.text[: match.end()]) or entitles(agreement, sentence):
            continue
        place = sentence.start + match.start()
        if past(agreement, sentence, place) or narrates(agreement, scope_of(agreement, place)):
            continue
        reason = (
            "只写了抵债，没有写哪天、在哪里交付，钥匙、证照交不交，谁去办过户登记。抵债的东西拿不到手，也没法申请执行。"
        )
        rewrite = "____于____年__月__日在____将____交付____，并于____年__月__日前办理过户登记，税费由____承担"
        yield agreement.finding(
            "obligation-how", Severity.WARNING, *spot(sentence, match), reason, cite(CIVIL_CODE, "五百一十一"), rewrite
        )
        return


def _place(agreement: Agreement, told: Sequence[Duty]) -> Iterator[Finding]:
    placed: dict[int, bool] = {}  # clauses, by where they begin, and whether they say where
    for duty in told:
        start, piece = piece_of(agreement, duty)
        delivers = (
            not duty.money
            and HAND_OVER.match(agreement.text, duty.start)
            and (
                MOVABLE.search(piece)
                or (GOODS.match(agreement.text, duty.start) and not WHERE.search(agreement.body.text))
            )
        )
        if not delivers or "登记" in piece or LEAVES.match(agreement.text, duty.start):
            continue
        if duty.scope.start not in placed:
            placed[duty.scope.start] = PLACE.search(duty.scope.text) is not None
        if not placed[duty.scope.start]:
            reason = "没有写在哪里交、由谁运、运费归谁。地点不明的，交货一方可以说在自己那里等人来取。"
            rewrite, basis = f"{piece}，交付地点为____，运费由____负担", cite(CIVIL_CODE, "五百一十一")
            end = start + len(piece)
            yield agreement.finding("obligation-how", Severity.WARNING, start, end, reason, basis, rewrite)


# Things that are carried from one place to another; not houses, which are where they are.
CARRIED = re.compile(
    rf"{MOVABLE.pattern}|柜(?!钥匙|台|员)|电脑|手机|家具|家电|叉车|挖掘机|推土机|铲车|拖拉机|收割机|三轮|摩托|电动车|自行车|货架|钢管|脚手架|模板|夹具|仪器|器材|器械|"
    r"手[镯表链]|首饰|戒指|项链|公章|印章|财务章|U盾|硬盘|(?<!冰)箱|工服|工装|制服|工具|苗木|奶牛|种猪|布料|面料|棉纱|纸\d|[\d一二两三四五六七八九十][^，。；\d]{0,2}[台吨箱副]"
)
# What is sold by weight or number: 订购碎米40吨
SOLD = re.compile(
    r"(?:[订定]购|购买|采购|[供销]售|供应|供给|买)(?P<thing>[一-鿿]{2,6}?)(?=\d[\d,.]*(?:公?[吨斤]|千克|[件箱袋桶包台套只头棵株米捆筐瓶批]))"
)
HANDS = re.compile(
    r"(?:交还|交付|返还|归还|退还|还给|交给|交回|送还|发还|移交|交出|补给|补发|补足|补齐|交(?=[^，。；]{0,8}\d[\d.]*[吨箱台套副件只]))(?!后|之?日|时|前|完毕|的|之前|义务|手续|且)"
)
ITEM = re.compile(r"[ \t　]*\d{1,2}\.\d{1,2}")
IS_OF = re.compile(r"是[^，。；]{1,24}的，")  # 冷柜是甲方放在那里用的，
INSIDE = re.compile(
    r"[在到于][^，。；\d]{1,24}(?:内|里(?!用)|处|点|门口|楼下|现场)|自行[搬运取提]|来[取拉搬运]|随[^，。；]{1,4}(?:移交|交付)|前台|到[^，。；\d]{2,20}(?:部|室|店|厂|库|所|中心)，"
)
PAPERS = re.compile(
    r"发票|收据|收条|借条|欠条|证明|票据|决议|清单|材料|资料|报告|文件|登记|过户|股权|复印件|钥匙|款|[元金费]"
)


def _handed(agreement: Agreement) -> Iterator[Finding]:
    """Things handed back or over, where the clause does not say at which place."""
    if WHERE.search(agreement.body.text):
        return
    sold = [re.escape(one["thing"]) for one in SOLD.finditer(agreement.text)]
    carried = re.compile("|".join([CARRIED.pattern, *sold]))
    for sentence in agreement.sentences:
        if (match := HANDS.search(sentence.text)) is None:
            continue
        scope = scope_of(agreement, sentence.start)
        placed = PLACE.search(_item(agreement, scope, sentence)) or INSIDE.search(sentence.text)
        if placed or entitles(agreement, sentence) or narrates(agreement, scope):
            continue
        before = IS_OF.sub("", sentence.text[: match.start()])
        if CONDITION.search(before) or "已" in before:
            continue
        place = sentence.start + match.start()
        start, end = subclause(sentence, place)
        piece = agreement.text[start:end]
        about = piece if re.search("[将把]", piece) else agreement.text[sentence.start : end]
        ordered = re.search(r"应|须|于|前|内|将|把|由", agreement.text[sentence.start : place])
        if (
            piece.endswith(("的", "者"))
            or re.search("不$|届时$", agreement.text[start:place])
            or IN_KIND.search(sentence.text)
        ):
            continue
        paper = PAPERS.search(agreement.text[place:end] if not carried.search(piece) else "")
        if not carried.search(about) or paper or not ordered or past(agreement, sentence, place):
            continue
        mark = CLAUSE_MARK.match(piece)
        start += mark.end() if mark else 0
        piece = agreement.text[start:end].rstrip("。；; \n")
        reason = "没有写在哪里交、由谁运、运费归谁。地点不明的，交货一方可以说在自己那里等人来取。"
        rewrite, basis = f"{piece}，交付地点为____，运费由____负担", cite(CIVIL_CODE, "五百一十一")
        yield agreement.finding("obligation-how", Severity.WARNING, start, start + len(piece), reason, basis, rewrite)
        return


def _item(agreement: Agreement, scope: Span, sentence: Span) -> str:
    """The line of a numbered item within a clause; else the clause."""
    start = agreement.text.rfind("\n", 0, sentence.start + 1) + 1
    if start <= scope.start or not ITEM.match(agreement.text, start):
        return scope.text
    end = agreement.text.find("\n", start)
    return agreement.text[start : end if end >= 0 else len(agreement.text)]
