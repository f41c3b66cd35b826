"""Sound agreements with one thing made wrong: each is found, where it is; the sound ones have nothing to find."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from assistant.checking import KINDS, Finding, check
from assistant.lawbook import Lawbook
from knowledge.library import Library
from knowledge.registry import Registry
from tests.assistant.checking.texts import GOOD

TODAY = date(2026, 7, 30)
# What these tests are about; omissions, duties and lawfulness have tests of their own.
WORDING = {
    *("party-missing", "party-identifier", "party-name", "signature", "blank", "amount-words", "amount-total"),
    *("instalments-total", "date-impossible", "date-order", "date-holiday", "ambiguous-word", "reference"),
}
# agreement, what stood there, what stands there now, kind, what it may be changed to ("": not known)
DEFECTS = [
    ("settlement", "125000.00元；", "115000.00元；", "instalments-total", ""),
    ("settlement", "分三期", "分四期", "instalments-total", ""),
    (
        "settlement",
        "本金320000元",
        "本金310000元",
        "amount-total",
        "310000元、一般利息9200元、执行申请费4700元，合计323900元",
    ),
    ("settlement", "叁拾贰万伍仟", "叁拾贰万伍佰", "amount-words", "325000.00元（大写：叁拾贰万伍仟元整"),
    ("settlement", "2027年6月30日前", "2027年6月31日前", "date-impossible", "2027年6月30日"),
    ("settlement", "2027年6月30日前", "2025年6月30日前", "date-order", ""),  # before it was signed
    ("settlement", "2027年3月31日前", "2027年7月31日前", "date-order", ""),  # after the next instalment
    ("settlement", "保证期间至2028", "保证期间至2027", "date-order", ""),  # ends when the debt is due
    ("settlement", "本协议第二条足额", "本协议第十二条足额", "reference", ""),
    ("settlement", "第二条、第六条项下", "第二条、第十六条项下", "reference", ""),
    ("settlement", "应向甲方支付人民币", "尽快向甲方支付人民币", "ambiguous-word", "于____年__月__日前"),
    ("settlement", "逾期超过3日的", "逾期超过3日左右的", "ambiguous-word", ""),
    ("settlement", "执行申请费由乙方负担", "执行申请费由双方另行协商负担", "ambiguous-word", "____"),
    ("settlement", "丙方（签名并按指印）：\n", "", "signature", ""),
    ("settlement", "签订日期：2026年11月30日", "", "signature", ""),
    ("settlement", "91440000MA00000028", "91440000MA00000082", "party-identifier", ""),
    ("settlement", "91440000MA00000028", "91440000MAO0000028", "party-identifier", ""),  # the letter O
    ("settlement", "，统一社会信用代码91440000MA00000028", "", "party-missing", None),
    ("settlement", "，住某市某区某路8号", "", "party-missing", None),
    ("settlement", "户名某市某某包装材料", "户名某市某某包装材科", "party-name", "某市某某包装材料有限公司"),
    (
        "settlement",
        "户名某市某某包装材料有限公司",
        "户名某市某某包装材料有限责任公司",
        "party-name",
        "某市某某包装材料有限公司",
    ),
    ("settlement", "开户行某某银行某市某支行", "开户行____", "blank", ""),
    ("settlement", "乙方应将上述款项转入甲方账户", "乙方应将上述款项转入甲方【　】账户", "blank", ""),
    ("mediation", "（大写：伍万元整）", "（大写：伍拾万元整）", "amount-words", "50000元（大写：伍万元整"),
    ("mediation", "2026年10月30日前一次性", "2026年10月31日前一次性", "date-holiday", "2026年11月2日"),
    ("mediation", "2026年10月30日前一次性", "年底前一次性", "ambiguous-word", "2026年12月31日前"),
    ("mediation", "440000199006123523", "44000019900612352", "party-identifier", ""),  # 17 digits
    ("mediation", "440000199006123523", "440000199013123523", "party-identifier", ""),  # month 13
    ("mediation", "周建民，男，", "周建民，女，", "party-identifier", ""),
    ("mediation", "440000199006123523", "440000198503072814", "party-identifier", ""),  # the other's
    ("mediation", "6222000000000000012", "6222000000000000021", "party-identifier", ""),
    ("mediation", "被申请人（签名）：孙丽华", "被申请人（签名）：孙莉华", "party-name", "孙丽华"),
    ("mediation", "被申请人逾期未付", "被申请人孙丽逾期未付", "party-name", "孙丽华"),
    ("mediation", "申请人（签名）：周建民\n", "", "signature", ""),  # 被申请人 is not 申请人
    ("mediation", "调解员（签名）：赵某某\n人民调解委员会（印章）\n", "", "signature", ""),
    ("mediation", "2025年12月31日前归还", "2025年12月32日前归还", "date-impossible", "2025年12月31日"),
    ("mediation", "见第二条第1项", "见第八条", "reference", ""),
    ("mediation", "见第二条第1项", "见第二条第5项", "reference", ""),
    ("mediation", "见第二条第1项", "见附件一", "reference", ""),
    ("instalment", "3 | 2026-10-20 | 25000.00", "3 | 2026-10-20 | 20000.00", "instalments-total", ""),
    ("instalment", "合计 |  | 100000.00", "合计 |  | 90000.00", "instalments-total", ""),
    ("instalment", "3 | 2026-10-20", "3 | 2026-08-19", "date-order", ""),
    ("instalment", "3 | 2026-10-20", "3 | 2026-10-25", "date-holiday", "2026-10-26"),
    ("instalment", "¥100,000.00", "¥110,000.00", "amount-words", "壹拾壹万元整（¥110,000.00"),
    ("instalment", "利息4000元", "利息5000元", "amount-total", None),
    ("instalment", "身份证号码：440000199302283361\n", "", "party-missing", None),
    ("instalment", "住址：某市某县某镇某村20号\n", "", "party-missing", None),
    ("instalment", "户名：吴启明", "户名：吴启名", "party-name", "吴启明"),
    ("instalment", "第四条 违约责任\n", "第四条 王大力为上述债务提供连带责任保证。\n", "signature", ""),
    ("wages", "12400.00\t0.00\t12400.00", "12400.00\t0.00\t12000.00", "amount-total", ""),
    ("wages", "6000.00\t31000.00", "6000.00\t31500.00", "amount-total", ""),
    ("wages", "共计15500元；", "共计16500元；", "amount-total", None),
    ("wages", "2027年1月20日前", "春节前", "ambiguous-word", "____年__月__日前"),
    ("wages", "2026年8月至2026年10月", "2026年8月至2026年7月", "date-order", ""),
    ("record", "误工费1400元", "误工费1500元", "amount-total", None),
    ("record", "2026年7月31日前支付", "2026年XX月XX日前支付", "blank", ""),
    ("record", "被告（盖章）：\n", "", "signature", ""),
    ("lease", "支付剩余24000元", "支付剩余34000元", "instalments-total", ""),
    ("lease", "分三次支付", "分两次支付", "instalments-total", ""),
    ("lease", "押金10000元", "押金约10000元", "ambiguous-word", ""),
    ("lease", "2026年9月30日前将房屋", "在合理期限内将房屋", "ambiguous-word", "____日内"),
    ("lease", "在交还房屋当日退还", "在交还房屋当日酌情退还", "ambiguous-word", "____"),
    ("court", "尚欠106800元。", "尚欠116800元。", "amount-total", ""),
    ("court", "2026年12月31日前支付35000元", "2026年12月31日前支付25000元", "instalments-total", ""),
    ("court", "梁国栋尚欠", "梁国梁尚欠", "party-name", "梁国栋"),
    ("markdown", "80,000.00 | 捌万元整", "80,000.00 | 捌仟元整", "amount-words", "80,000.00 | 捌万元整"),
    ("markdown", "80,000.00 | 捌万元整", "60,000.00 | 陆万元整", "instalments-total", ""),
    ("markdown", "未按第二条履行", "未按第七条履行", "reference", ""),
    ("markdown", "2026年10月30日前", "2026年9月31日前", "date-impossible", "2026年9月30日"),
    ("promise", "2026年9月30日前还清", "2026年9月中旬还清", "ambiguous-word", "2026年9月20日前"),
    ("promise", "还清本金30000元", "还清本金    元", "blank", ""),
    ("many", "其余23250元", "其余32250元", "instalments-total", ""),
    ("many", "韦某16500元", "韦某17500元", "amount-total", None),
]


def found_in(text: str) -> Iterator[Finding]:
    return (one for one in check(text, None, TODAY) if one.kind in WORDING)


@pytest.mark.parametrize("name", GOOD)
def test_a_sound_agreement_has_nothing_to_find(name: str) -> None:
    assert list(found_in(GOOD[name])) == []


@pytest.mark.parametrize(("name", "old", "new", "kind", "rewrite"), DEFECTS)
def test_a_defect_is_found_where_it_is(name: str, old: str, new: str, kind: str, rewrite: str | None) -> None:
    assert old in GOOD[name]
    text = GOOD[name].replace(old, new, 1)
    place = GOOD[name].index(old)
    found = [one for one in found_in(text) if one.kind == kind]
    assert found
    # Something missing has no place of its own: it is told where it belongs.
    near = [one for one in found if one.start <= place + len(new) and place - len(new) <= one.end]
    assert near or kind in {"signature", "party-missing"} or not new
    if rewrite is not None:
        assert rewrite in {one.rewrite for one in found}


@pytest.mark.parametrize(("name", "old", "new", "kind", "rewrite"), DEFECTS)
def test_findings_slice_the_text_and_come_in_order(
    name: str, old: str, new: str, kind: str, rewrite: str | None
) -> None:
    text = GOOD[name].replace(old, new, 1)
    found = check(text, None, TODAY)
    assert [one.start for one in found] == sorted(one.start for one in found)
    assert len({(one.kind, one.start, one.end) for one in found}) == len(found)
    assert all(text[one.start : one.end] == one.text and one.text.strip() for one in found)
    assert all(one.kind in KINDS and one.reason.endswith("。") for one in found)


def test_every_article_that_a_finding_names_is_law(tmp_path: Path) -> None:
    registry = Registry.load()
    lawbook = Lawbook(lambda: Library.open(tmp_path, registry), lambda: TODAY)
    texts = (GOOD[name].replace(old, new, 1) for name, old, new, _, _ in DEFECTS)
    bases = {one.basis for text in texts for one in check(text, None, TODAY) if one.basis}
    assert len(bases) > 5
    for basis in bases:
        verdicts = lawbook.verdicts(f"依照{basis}。")
        assert verdicts and not any(one.judgement.verdict.wrong for one in verdicts), basis
