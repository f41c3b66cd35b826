"""The laws that findings name, each with the version whose articles were read."""

CIVIL_CODE = "中华人民共和国民法典（2020-05-28）"
CIVIL_PROCEDURE = "中华人民共和国民事诉讼法（2023-09-01）"
CRIMINAL_PROCEDURE = "中华人民共和国刑事诉讼法（2018-10-26）"
COMPANY = "中华人民共和国公司法（2023-12-29）"
PEOPLES_MEDIATION = "中华人民共和国人民调解法（2010-08-28）"
LABOUR = "中华人民共和国劳动法（2018-12-29）"
LABOUR_CONTRACT = "中华人民共和国劳动合同法（2012-12-28）"
SOCIAL_INSURANCE = "中华人民共和国社会保险法（2018-12-29）"
IDENTITY_CARD = "中华人民共和国居民身份证法（2011-10-29）"
PUBLIC_SECURITY = "中华人民共和国治安管理处罚法（2025-06-27）"
BUILDING = "中华人民共和国建筑法（2019-04-23）"
LAND = "中华人民共和国土地管理法（2019-08-26）"
LAND_CONTRACTING = "中华人民共和国农村土地承包法（2018-12-29）"
LITIGATION_FEES = "诉讼费用交纳办法（2006-12-19）"
WORK_INJURY = "工伤保险条例（2010-12-20）"
MIGRANT_WAGES = "保障农民工工资支付条例（2019-12-30）"
CONTRACTS = "最高人民法院关于适用《中华人民共和国民法典》合同编通则若干问题的解释（2023-12-04）"
SECURITY = "最高人民法院关于适用《中华人民共和国民法典》有关担保制度的解释（2020-12-31）"
CREDIT = "征信业管理条例（2013-01-21）"
LENDING = "最高人民法院关于审理民间借贷案件适用法律若干问题的规定（2020-12-29）"
SETTLEMENT = "最高人民法院关于执行和解若干问题的规定（2020-12-29）"
SEIZURE = "最高人民法院关于人民法院民事执行中查封、扣押、冻结财产的规定（2020-12-29）"
PROCEDURE_INTERPRETATION = "最高人民法院关于适用《中华人民共和国民事诉讼法》的解释（2022-04-01）"
LABOUR_DISPUTES = "最高人民法院关于审理劳动争议案件适用法律问题的解释（一）（2020-12-29）"


def cite(law: str, *articles: str) -> str:
    """``cite(CIVIL_CODE, "五百八十五")`` is 中华人民共和国民法典（2020-05-28）第五百八十五条."""
    return law + "、".join(f"第{article}条" for article in articles)


CLEAR_CONTENT = cite(PROCEDURE_INTERPRETATION, "四百六十一")  # who owes what must be clear
