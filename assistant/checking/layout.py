"""How agreements are laid out: their titles and clauses, how parties are introduced, where and when they sign."""

import re

NUMERAL = "一二三四五六七八九十百"
# In this order: where some lines begin with 第一条, those that begin with 一、 are no clauses.
CLAUSE_STYLES = (
    re.compile(rf"^[ \t　]*第(?P<number>[{NUMERAL}\d]+)条[ \t　]*", re.M),
    re.compile(rf"^[ \t　]*(?P<number>[{NUMERAL}]{{1,3}})[、．.][ \t　]*", re.M),
    re.compile(r"^[ \t　]*(?P<number>\d{1,2})(?:[、．]|\.(?!\d))[ \t　]*", re.M),
)
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
# 退伙人：张三，男，…: whatever a party is called, once it is told who that is.
ANY_ROLE = (
    r"(?![^\n：:（(]{0,10}(?:代理|代表|负责|见证|证明|调解|联系|经办|审判|书记|收件|户|开户|监护))"
    r"[一-鿿]{1,7}[人方者户](?=(?:[（(][^（()）\n]{1,20}[)）])?[ \t　]*[：:][^\n，,。；;：:]{2,60}[，,][ \t　]*"
    r"(?:[男女](?![一-鿿])|统一社会信用|公民身份|身份证))"
)
# 甲方（申请执行人）：某某公司，统一社会信用代码…
INTRODUCED = (
    rf"(?P<role>{ROLES}|{ANY_ROLE})(?P<number>[一二三四五六七八九甲乙丙丁\d])?"
    rf"(?:[（(](?P<alias>[^（()）\n]{{1,20}})[)）])?[ \t　]*[：:]"
)
# 某某（深圳）科技有限公司
OF_NAME = r"[（(][一-鿿]{2,8}[)）](?=[^\n，,。；;（(：:]{1,20}(?:公司|厂|集团|中心|企业|所|店))"
# 申请执行人张某，男，… as courts write it
PARTY = re.compile(
    rf"(?:^|(?<=[\n。；;]))[ \t　]*(?:{INTRODUCED}[ \t　]*(?:(?:姓名|名称|单位名称)[ \t　]*[：:]?[ \t　]*)?"
    rf"(?P<name>(?:[^\n，,。；;（(：:]|{OF_NAME}){{1,60}})|(?P<bare_role>{ROLES})(?P<bare>(?!诉称|辩称|认为|主张)[^\n，,。；;（(：:、]{{2,40}})"
    r"[，,](?=男|女|[一-鿿]{1,3}族|住|公民身份|身份证|统一社会信用|\d{4}年\d{1,2}月\d{1,2}日出?生))",
    re.M,
)
# What begins a line that still speaks of the party above it.
OF_PARTY = (
    "公民身份|身份证|居民身份|证件|统一社会|社会信用|信用代码|营业执照|注册|住|地址|户籍|现住|法定代表|负责人|经营者|代表人|联系|电话|手机|性别|出生|民族|"
    "年龄|职业|职务|邮编|邮箱|开户|账号|账户|户名|送达|委托|代理人|工作单位|与当事人|男|女|微信"
)
PARTY_END = re.compile(rf"\n(?![ \t　]*(?:{OF_PARTY}))|(?<=[。；;])(?=[ \t　]*{INTRODUCED})")
SHORT_NAME = re.compile(r"简称(?:为)?[ \t]*[“\"「]?([^“”\"「」（()）\n，,。；;]{2,12})")
BY_HAND = "签名|签字|盖章|签章|捺印|公章|指印"
NO_CLAUSE = rf"(?![ \t　]*(?:第[{NUMERAL}\d]+条|[{NUMERAL}]{{1,3}}[、．.]|\d{{1,2}}[、．.]))"
SIGNING = re.compile(
    rf"^{NO_CLAUSE}(?=[^\n。；;]*$)[ \t　]*(?:.{{0,24}}?[（(][^（()）\n]{{0,8}}(?:{BY_HAND})[^（()）\n]*[)）]"
    rf"|[^\n，,：:（(]{{0,14}}(?:{BY_HAND})[处栏]?[ \t　]*[：:]|(?:签订|签署|签约)(?:日期|时间)[ \t　]*[：:]"
    r"|[（(]?以下无正文)",
    re.M,
)
# 甲方：          乙方：  below the last clause
UNSIGNED = re.compile(rf"^[ \t　]*(?:{ROLES})[ \t　]*[：:][^\n，,。；;]{{0,60}}$", re.M)
LAST_DAY = re.compile(r"\n[^\n。；;]{0,6}(?:\d{4}|[二〇○零一]{4})年[^\n。；;]{1,12}日\s*$")
TITLE = re.compile(
    r"(?:协议|协议书|合同|合同书|笔录|调解书|承诺书|计划书|还款计划|方案|意向书|和解书|欠条|借条|备忘录)(?:[（(].{1,20}[)）])?$"
)
TITLE_LENGTH = 40
AGREED, BEGINNING = re.compile("协议|约定|承诺|双方|各方|同意|达成"), 500
SIGNED_ON = re.compile(
    r"^[ \t　]*(?:调解|谈话)?(?:时间|日期)[ \t　]*[：:][ \t　]*|(?:签订|签署|签约)(?:日期|时间)[ \t　]*[：:]?[ \t　]*"
    r"|本协议(?:书)?[由系]?[^。；;\n]{0,20}于",
    re.M,
)
