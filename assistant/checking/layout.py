"""How agreements are laid out: their titles and clauses, how parties are introduced, where and when they sign."""

import re

NUMERAL = "一二三四五六七八九十百"
# 1. 韦秀兰，女，…: one of a list of people, and no clause
NO_PERSON = r"(?!\s*[一-鿿·]{2,6}[，,（(][ \t　]*[男女](?![一-鿿]))"
# In this order: where some lines begin with 第一条, those that begin with 一、 are no clauses.
CLAUSE_STYLES = (
    re.compile(rf"^[ \t　]*第(?P<number>[{NUMERAL}\d]+)条[ \t　]*", re.M),
    re.compile(rf"^[ \t　]*(?P<number>[{NUMERAL}]{{1,3}})(?:[、．.，]|(?=[ \t　]))[ \t　]*", re.M),
    re.compile(rf"^[ \t　]*[其第](?P<number>[{NUMERAL}]{{1,3}})(?:[，,、：:．.]|(?=[ \t　]))[ \t　]*", re.M),
)
# Of these the one that begins first: the other numbers what is within its clauses.
LOOSE_STYLES = (
    re.compile(rf"^[ \t　]*[（(](?P<number>[{NUMERAL}\d]{{1,3}})[）)]{NO_PERSON}[ \t　]*", re.M),
    re.compile(rf"^[ \t　]*(?P<number>\d{{1,2}})(?:[、．]|\.(?!\d)){NO_PERSON}[ \t　]*", re.M),
    re.compile(rf"^[ \t　]*(?P<number>\d{{1,2}})[)）]{NO_PERSON}[ \t　]*", re.M),
    re.compile(r"^[ \t　]*(?P<number>[①-⑳])[ \t　]*", re.M),
    re.compile(r"^[ \t　]*(?P<number>[Ⅰ-Ⅻ])[、．.]?[ \t　]*", re.M),
    re.compile(r"^[ \t　]*(?P<number>\d{1,2})[ \t　]+(?=[一-鿿]{2})", re.M),  # 1　债务金额
)
# Where nothing is numbered: a line of its own, or some words before the text of a clause.
HEADED_STYLES = (
    re.compile(r"^[ \t　]*(?P<number>[【［〖][^】］〗\n]{2,16}[】］〗])[ \t　]*$", re.M),
    re.compile(r"^[ \t　]*[【〖](?P<number>[^】〗\n]{2,14})[】〗][ \t　]*\n", re.M),
    re.compile(r"^[ \t　]*(?P<number>[一-鿿、]{2,12})[ \t　]*\n(?=[ \t　]*[^\n]{12})", re.M),
    re.compile(r"^[ \t　]*(?P<number>[一-鿿、]{2,8})[。：:](?=[^\n]{12})", re.M),
)
NO_HEADING = re.compile(
    r"^(?:[甲乙丙丁原被审]|[原被]告|时间|地点|案[由号件])$|委员会|法院|协议书?$|笔录$|如下$|[人方者员]$"
)
FEWEST_HEADED = 3
FEWEST_CLAUSES = 2  # that make a style the one in which clauses are numbered
LINE = re.compile(r"\S(?:[^\n]{0,1000}[。；;，、\s]|[^\n]{0,1000})")
SENTENCE = re.compile(r"[^。；;！!？?\n]+[。；;！!？?]?")
ROLES = (
    r"[甲乙丙丁戊][ \t　]*方|"
    r"申请执行人|被执行人|申请人|被申请人|原告|被告|第三人|收款方|付款方|收款人|付款人|还款方|还款人|债权人|债务人|"
    r"债权方|债务方|出借人|出借方|借款人|借款方|贷款人|欠款人|欠款方|担保人|担保方|保证人|保证方|连带责任保证人|连带保证人|反担保人|抵押人|出质人|"
    r"用人单位|用工单位|劳动者|工人代表|共同还款人|案外人|利害关系人|买受人|出卖人|买方|卖方|供方|需方|承租人|出租人|承租方|出租方|发包人|承包人|"
    r"发包方|承包方|总承包单位|分包单位|施工单位|建设单位|委托方|受托方|转让方|受让方|转让人|受让人|赔偿方|受偿方|医方|患方|承诺人|共同债务人|当事人"
)
# What shows that somebody is introduced.
PERSONAL = (
    r"[男女](?![一-鿿])|统一社会信用|社会信用代码|公民身份|居民身份|身份证|身份号码|[一-鿿]{1,3}族(?![一-鿿])"
    r"|(?:19|20)\d\d[年.\-/]\d{1,2}[月.\-/]\d{1,2}日?出?生"
)
TOLD = (
    rf"{PERSONAL}|住(?:址|所|[一-鿿])|地址|现住|户籍|电话|手机|联系|法定代表|负责人|经营者|(?:经营|营业)(?:场所|地址)"
)
# Those who speak or act for a party, or hear the case, and what is no party at all.
NO_LABEL = (
    r"代理|代表|姓名|名称|负责|见证|证明|调解|联系|经办|审判|仲裁|陪审|书记|执行员|收件|收款账|户名|开户|监护|记录|主持|鉴定|翻译|名单|鉴于|事实|案情|争议"
    r"|经营者[：:][一-鿿·]{2,4}[，,]"
)
# What begins a line that still speaks of the party above it.
OF_PARTY = (
    "公民身份|身份证|居民身份|证件|统一社会|社会信用|信用代码|营业执照|注册|住|地址|户籍|现住|法定代表|负责人|经营者|代表人|联系|电话|手机|性别|出生|民族|"
    "年龄|职业|职务|邮编|邮箱|开户|账号|账户|户名|送达|委托|代理人|工作单位|与当事人|男|女|微信|营业地|营业场|经营场|通讯|通信"
)
# 退伙人：张三，男，…: whatever a party is called, once it is told who that is. 住所：… is not what one is called.
NO_DATA = rf"(?!(?:{OF_PARTY})[一-鿿]{{0,8}}(?<![方人户者儿])(?![一-鿿]))"
ANY_ROLE = rf"(?![^\n：:（(]{{0,14}}(?:{NO_LABEL})){NO_DATA}[一-鿿、]{{1,14}}"
BRACKET = r"(?:[ \t　]*[（(](?P<{}>[^（()）\n]{{1,20}})[)）])?"
# 某某（深圳）科技有限公司
OF_NAME = r"[（(][一-鿿]{2,8}[)）](?=[^\n，,。；;（(：:]{1,20}(?:公司|厂|集团|中心|企业|所|店))"
NAME = rf"(?:[^\n，,。；;（(：:、 \t　]|{OF_NAME})"
BEGINS = r"(?:^|(?<=[\n。；;]))[ \t　]*(?:[（(]?\d{1,2}[）)、.．][ \t　]*)?"
# What stands between a name and what is told of whoever bears it.
BEHIND = r"(?:[（(][^（()）\n]{1,40}[)）])?(?:[，,（(][ \t　]*|[ \t　]*\n[ \t　]*)"
NUMBERED = r"(?P<number>[一二三四五六七八九甲乙丙丁\d])?"
NAMED = "(?:单位|公司|企业|当事人)?(?:姓名|名称|全称)"
# 甲方（申请执行人）：某某公司，统一社会信用代码…
INTRODUCED = (
    rf"(?P<role>{ROLES}){NUMBERED}{BRACKET.format('alias')}(?:[ \t　]*[：:]|[ \t　]*\n(?=[ \t　]*{NAMED}[：: \t　]))"
)
PARTY = re.compile(
    rf"{BEGINS}(?:{INTRODUCED}[ \t　]*(?:\s*{NAMED}[ \t　]*[：:]?[ \t　]*)?"
    rf"(?P<name>(?:[^\n，,。；;（(：:]|{OF_NAME}){{1,60}})"
    # 房东：陆国昌，男，…
    rf"|(?P<other_role>{ANY_ROLE}){BRACKET.format('other_alias')}[ \t　]*[：:][ \t　]*"
    rf"(?P<other>(?:(?!{ROLES}){NAME}){{2,40}}){BEHIND}(?={PERSONAL})"
    # 申请执行人（供货方）张某，男，… as courts write it
    rf"|(?P<bare_role>{ROLES}){BRACKET.format('bare_alias')}[ \t　]*(?P<bare>(?!诉称|辩称|认为|主张){NAME}{{2,40}})"
    rf"{BEHIND}(?={TOLD})"
    # 出借的一方是蒋满仓，男，…
    rf"|(?P<is_role>[一-鿿]{{2,8}}方)是[ \t　]*(?P<is>{NAME}{{2,40}}){BEHIND}(?={PERSONAL})"
    # 持卡人　尉迟明远，男，…
    rf"|(?P<far_role>{ANY_ROLE}){BRACKET.format('far_alias')}[ \t　]+(?P<far>{NAME}{{2,40}}){BEHIND}(?={PERSONAL}))",
    re.M,
)
# 由出租人葛长河（男，…）与承租人…: in the middle of a sentence
AMID = re.compile(
    rf"(?P<role>{ROLES})(?P<name>(?:(?!{ROLES}){NAME}){{2,40}}?)"
    rf"[（(][ \t　]*(?={TOLD})(?=[^（()）\n]{{10,200}}[)）])",
    re.M,
)
# 申请人：⏎1. 韦秀兰，女，…; 甲方：（1）石光辉，男，…；（2）…
ONE_OF_SEVERAL = re.compile(
    r"(?:^[ \t　]*|(?<=[：:；;。])[ \t　]*)(?:[（(]?\d{1,3}[）)、.．][ \t　]*)?(?P<name>[一-鿿·]{2,6})"
    r"[，,（(][ \t　]*(?:[男女](?![一-鿿])|公民身份|身份证)",
    re.M,
)
# 业主姓名：童薇⏎业主身份证号：…
LABELLED = re.compile(
    r"^[ \t　]*(?P<role>[一-鿿]{2,6}?)(?:姓名|名称)[ \t　]*[：:][ \t　]*(?P<name>[^\n，,。；;（(：:]{2,40})[^\n]*"
    r"(?P<fields>(?:\n[ \t　]*(?![^\n：:]*(?:姓名|名称)[：:])[一-鿿]{2,10}[：:][^\n]+)+)",
    re.M,
)
LABEL = re.compile(rf"^[ \t　]*(?P<role>[一-鿿]{{2,40}})[ \t　]*{BRACKET.format('alias')}[ \t　]*[：:]", re.M)
AGENT = re.compile(NO_LABEL)
FAR = 1_000  # characters above a person in which the role stands that he shares with others
ONE_ENDS, AMID_ENDS = re.compile(r"[；;。\n]"), re.compile(r"[)）\n]")
# The columns of a table of the parties.
ROLE_COLUMN, NAME_COLUMN, NUMBER_COLUMN = "身份$|称谓|地位|角色|当事人", "姓名|名称", "证件|身份证|代码"
PERSONAL_DATA = re.compile(PERSONAL)
# …；何小燕，女，…: who shares his role
ANOTHER = r"[ \t　]*(?:[（(]?\d{1,2}[）)、.．])?[一-鿿·]{2,4}[，,][ \t　]*[男女][，,]"
PARTY_END = re.compile(rf"\n(?![ \t　]*(?:{OF_PARTY}))|(?<=[。；;])(?=[ \t　]*{INTRODUCED})|(?<=[；;])(?={ANOTHER})")
# （以下简称“某某公司”）, （“某某公司”）
SHORT_NAME = re.compile(
    r"(?:(?:(?:简|合|统|并|[以（(]下)称(?:为)?|[以下][下面文](?:就)?叫(?:作|做)?)[ \t]*[“\"「]?"
    r"|[（(][“\"「](?=[^“”\"「」（()）\n]{2,12}[”\"」][)）]))"
    r"([^“”\"「」（()）\n，,。；;]{2,12})"
)
BY_HAND = "签名|签字|签署|签章|盖章|公章|印章|捺印|按印|手印|指印|指模|画押"
NO_CLAUSE = (
    rf"(?![ \t　]*(?:第[{NUMERAL}\d]+条|[{NUMERAL}]{{1,3}}[、．.]|\d{{1,2}}[、．.]"
    rf"|[（(][{NUMERAL}\d]+[)）]|[①-⑳]|其[{NUMERAL}]))"
)
SIGNING = re.compile(
    rf"^{NO_CLAUSE}(?=[^\n。；;]*$)[ \t　]*"
    rf"(?:.{{0,40}}?[（(][^（()）\n]{{0,8}}(?:{BY_HAND}|[章印](?=[)）]))[^（()）\n]*[)）]"
    rf"|[^\n，,：:（(]{{0,14}}(?:{BY_HAND})[处栏]?[ \t　]*[：:]|(?:签订|签署|签约)(?:日期|时间)[ \t　]*[：:]"
    r"|[（(]?以下无正文)",
    re.M,
)
# The lines right above the first that speaks of signing: 申请人：韦秀兰　莫世强
ALSO_SIGNING = re.compile(
    rf"^[ \t　]*(?:{ROLES}|(?![^\n：:]{{0,8}}户)[一-鿿]{{1,7}}[人方者户行东])[一二三四五\d]?"
    r"(?:[（(][^（()）\n]{1,20}[)）])?[ \t　]*[：:][^\n，,。；;\d]{0,60}\n\s*\Z",
    re.M,
)
# 甲方：          乙方：  below the last clause
UNSIGNED = re.compile(rf"^[ \t　]*(?:{ROLES})[ \t　]*[：:][^\n，,。；;]{{0,60}}$", re.M)
LAST_DAY = re.compile(r"\n[^\n。；;]{0,6}(?:\d{4}|[二〇○零一]{4})年[^\n。；;]{1,12}日\s*$")
TITLE = re.compile(
    r"(?:协议|协议书|合同|合同书|笔录|调解书|承诺书|计划书|还款计划|方案|意向书|和解书|欠条|借条|备忘录)(?:[（(].{1,20}[)）])?$"
)
TITLE_LENGTH, TITLE_LINES = 40, 3  # below whose paper it is: 某某仲裁委员会⏎仲裁调解书
AGREED, BEGINNING = re.compile("协议|约定|承诺|双方|各方|同意|达成"), 500
SIGNED_ON = re.compile(
    r"^[ \t　]*(?:调解|谈话)?(?:时间|日期)[ \t　]*[：:][ \t　]*|(?:签订|签署|签约)(?:日期|时间)[ \t　]*[：:]?[ \t　]*"
    r"|本协议(?:书)?[由系]?[^。；;\n]{0,20}于",
    re.M,
)
