"""Invented law: registry files and printed texts with every turn that a law can take. No such law exists."""

from collections.abc import Mapping, Sequence
from pathlib import Path

from knowledge.importing import import_sources
from knowledge.library import Library
from knowledge.numerals import chinese
from knowledge.registry import Registry

AID = "中华人民共和国样品互助法"
CODE = "中华人民共和国样品法典"
DISPUTES = "最高人民法院关于审理样品纠纷案件的解释"
TODAY = "2026-11-21"

LAWS = """
- name: 中华人民共和国样品互助法
  aliases: [样互法]
  kind: 法律
  versions:
    - {date: 2015-03-01, effective: 2015-06-01, articles: 7}
    - {date: 2019-03-01, effective: 2019-06-01, articles: 13}
    - {date: 2023-05-01, effective: 2023-09-01, articles: 12}
    - {date: 2026-08-01, effective: 2027-01-01, articles: 12}
  renumbered:
    - {old: 2015-03-01, new: 2019-03-01, moves: [{old: 4, new: 5}]}
    - old: 2019-03-01
      new: 2023-05-01
      moves: [{old: 4, new: 9}, {old: 5, new: 6, subject: 归还互助金}, {old: 6-7, new: 7-8}, {old: 8, new: null}, {old: 13, new: 11}]
- name: 中华人民共和国样品法典
  kind: 法律
  versions: [{date: 2020-05-01, effective: 2021-01-01, articles: 12}]
- name: 中华人民共和国样品旧货法
  kind: 法律
  versions: [{date: 1999-03-01, effective: 1999-10-01, articles: 40}]
  repealed: {on: 2021-01-01, by: [中华人民共和国样品法典, 物件编]}
  verified: false
- name: 样品粮票管理条例
  kind: 行政法规
  repealed: {on: 1994-01-01}
  verified: false
- name: 样品船舶调停条例
  aliases: [样品调停条例]
  kind: 行政法规
  versions: [{date: 2018-01-01, effective: 2018-05-01, articles: 30}]
- name: 样品车辆调停条例
  aliases: [样品调停条例]
  kind: 行政法规
  versions: [{date: 2018-02-01, effective: 2018-05-01, articles: 30}]
- name: 中华人民共和国样品未见法
  kind: 法律
  versions: [{date: 2010-01-01, effective: 2010-05-01, articles: 20}]
  verified: false
- name: 中华人民共和国样品将来法
  kind: 法律
  versions: [{date: 2026-10-01, effective: 2027-03-01, articles: 9}]
- name: 最高人民法院关于审理样品纠纷案件的解释
  kind: 司法解释
  versions:
    - {date: 2016-02-01, effective: 2016-03-01, articles: 4, document: 法释〔2016〕91号}
    - {date: 2022-02-01, effective: 2022-03-01, articles: 5, document: 法释〔2022〕92号}
- name: 中华人民共和国样品无数法
  kind: 法律
  versions: [{date: 2011-01-01, effective: 2011-05-01}]
"""  # noqa: E501  a list of moves stands on one line

SUBJECTS = """
law: 中华人民共和国样品互助法
version: 2023-05-01
articles:
  - {article: 5, subject: 监事与账目, terms: [监事, 账目], gist: 商会设三名监事，看管互助金怎么用，每季公布一次账目}
  - {article: 6, subject: 归还互助金, terms: [归还互助金, 货款到账], gist: 货款到账后三十日内归还互助金，商会不收利息}
  - {article: 7, subject: 骗取互助金的后果, terms: [隐瞒库存, 双倍退还], gist: 隐瞒库存、虚报停工天数的，双倍退还互助金}
  - {article: 8, subject: 争执的调停, terms: [调停人, 居中说和], gist: 为互助金争执的，由双方共同挑选的调停人说和}
"""

REPAYING = "受助会员应当在货款到账之日起三十日内归还互助金，商会不收取利息。"
CHEATING = "会员隐瞒库存或者虚报停工天数骗取互助金的，应当双倍退还，三年内不得再次申请。"
QUARRELS = "会员之间因互助金发生争执的，由调停人居中说和；调停人由双方共同挑选。"
LIST = "会员有下列情形之一的，可以申请互助：\n\n（一）订单充足而货款未到的；\n\n（二）因火灾停工不满三个月的。"
RESTART = "停工超过三个月的会员，应当先向商会说明复工的打算和需要的人手。"
SEALS = "商会印章由秘书保管，启用印章须有两名理事签字，外借印章的须登报声明。"
OLD_TEA = "商会每年春分举行茶会，会员自带茶具，轮流讲述当年的见闻。"
OLD_ANSWER = "秘书收到申请书，先登记造册，满二十日张榜公示结果，落选者不另行通知。"
AID_2019 = (
    "为了帮助周转不灵的会员渡过难关，制定本法。",
    LIST,
    OLD_ANSWER,
    "互助金从会员每年缴纳的会费中提取，比例由会员大会举手表决，当场宣布。",
    REPAYING,
    CHEATING,
    QUARRELS,
    OLD_TEA,
    "商会门前悬挂木牌，木牌每三年上一次漆。",
    "会员遇婚丧之事，商会送花篮一只。",
    "会费每年正月缴纳，迟缴的每日加收一文。",
    "理事三年一换，换届时清点库房。",
    SEALS,
)
AID_2023 = (
    "为了帮助周转不灵的会员渡过难关，制定本法。",
    f"{LIST}\n\n{RESTART}",
    "商会应当在七日内作出决定；逾期没有决定的，视为同意，由财务室当日拨款。",
    "会员迁往外地的，保留会籍两年，其间免缴会费，回迁后补办登记手续。",
    "商会设监事三名，看管互助金的用途，每季公布账目，会员可以随时查阅原始凭证。",
    REPAYING,
    CHEATING,
    QUARRELS,
    "互助金从会费中提取，提取的成数不超过两成，由理事会提出预算，报监事备查。",
    "会员在洪水、台风期间帮助邻近厂房搬运机器的，由商会记功并赠送纪念章。",
    SEALS,
    "本法自2023年9月1日起施行。",
)
CODE_TEXTS = (
    "本法典调整样品的制作、陈列、借出和收回。",
    "制作样品应当节俭，不得用珍贵木料。",
    "样品须贴标签，写明年份、产地和匠人的姓名。",
    "陈列样品的房间应当通风，灯光不得直射。",
    "旧货买卖双方应当当面清点数目，买受人验看之后三日内可以退回有暗伤的旧货。",
    "旧货商不得把翻新的旧货当作新货出售；出售的，应当退还价款并赔偿往返路费。",
    "借出样品应当签收，借用人损坏样品的，照原样修复。",
    "样品失窃的，保管人应当在当日报告，隐瞒不报的，扣除当月津贴。",
    "样品的照片可以刊印，刊印时须注明藏处。",
    "匠人去世的，样品由其徒弟继续署名。",
    "搬运样品须两人同行，雨天不得搬运。",
    "本法典自2021年1月1日起施行。",
)
CODE_PARTS = {1: "第一编　总则", 5: "第二编　物件", 9: "第三编　署名"}
DISPUTES_TEXTS = (
    "为审理好样品纠纷案件，制定本解释。",
    "当事人对样品的年份有争议的，人民法院可以请匠人到庭辨认。",
    "标签脱落的样品，推定为最近一次登记的藏家所有，但有相反记载的除外。",
    "样品在展出期间受潮变色的，由布展的一方承担修补的费用。",
    "本解释自2022年3月1日起施行。",
)
CASE = """### 指导案例907号：样品厂申请互助案

（最高人民法院审判委员会讨论通过 2024年3月1日发布）

关键词 互助／停工

裁判要点

停工不满三个月的会员可以申请互助。

基本案情

样品厂的窑炉被雷击中，烧制的陶俑全部开裂。
"""


def invented_registry(folder: Path) -> Registry:
    """The registry, read from files that are written under ``folder``."""
    (folder / "articles").mkdir(parents=True, exist_ok=True)
    (folder / "laws.yaml").write_text(LAWS, encoding="utf-8")
    (folder / "articles" / "aid.yaml").write_text(SUBJECTS, encoding="utf-8")
    return Registry.load(folder)


def print_law(
    folder: Path, title: str, date: str, articles: Sequence[str], parts: Mapping[int, str] = {}, first: int = 1
) -> Path:
    """A law as published on ``date``; ``parts`` are headings, by the number of the article that they precede."""
    lines = [f"# {title}"]
    for number, text in enumerate(articles, start=first):
        lines += [f"## {parts[number]}"] if number in parts else []
        lines.append(f"第{chinese(number)}条　{text}")
    folder.mkdir(parents=True, exist_ok=True)
    file = folder / f"{title.removeprefix('中华人民共和国')}({date}).md"
    header = f'---\ntitle: "{title}"\npublish_date: "{date}"\n---\n'
    file.write_text(header + "\n\n".join(lines) + "\n", encoding="utf-8")
    return file


def print_all(folder: Path) -> Path:
    """Two versions of the aid law, the code, the interpretation and a case."""
    print_law(folder, AID, "2019-03-01", AID_2019)
    print_law(folder, AID, "2023-05-01", AID_2023)
    print_law(folder, CODE, "2020-05-01", CODE_TEXTS, CODE_PARTS)
    print_law(folder, DISPUTES, "2022-02-01", DISPUTES_TEXTS)
    (folder / "案例907.md").write_text(CASE, encoding="utf-8")
    return folder


def library_of(home: Path, known: Registry, *paths: Path) -> Library:
    """The library of ``home`` after importing these; nothing of them was skipped or doubtful."""
    report = import_sources(home, paths, known)
    assert not report.skipped, report.skipped
    assert not report.doubtful, report.doubtful
    return Library.open(home, known)
