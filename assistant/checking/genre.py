"""What kind of text is read: an agreement, a clause of one, a report on one, a petition."""

import re

from assistant.checking.agreement import ROLES, Agreement, AgreementKind

# Titles of what is no agreement.
OFFICIAL = re.compile(
    r"(?:申请书?|异议书?|[诉反]状|答辩状|告知书?|通知书?|提示书?|须知|提示函|律师函|催告函|声明书?|委托书|申报表?|报告书?|裁定书|判决书|清单|建议书|意见书|证明)(?:[（(][^）)]*[）)])?\s*$"
)
REPORT = re.compile(r"达成|化解|调解|和解|握手言和|签[订署]|撤回|履行完毕|一致|裁决|撤诉|予以解决|赔偿")


ENFORCING = re.compile(r"执行和解|申请执行人|被执行人")
# The number of a case of enforcement: （2026）浙01执123号.
CASE = re.compile(r"(?:[（(〔\[]\d{4}[)）〕\]][^，。；\n]{0,12}执[恢字]{0,2}第?\d+(?:号|[、至])|执行案号|执行立案)")


def official(agreement: Agreement) -> bool:
    """Whether the text is a petition or a notice: by its title no agreement."""
    return OFFICIAL.search(agreement.title.text) is not None


def reported(agreement: Agreement) -> bool:
    """Whether the text tells how others agreed, or asks an office for something; what it leaves out says nothing of an
    agreement.
    """
    return official(agreement) or (not agreement.formal and REPORT.search(agreement.text) is not None)


def enforcing(agreement: Agreement) -> bool:
    """Whether a judgment is being enforced, whatever sort of agreement it is: wages too may be settled then."""
    if agreement.kind is AgreementKind.ENFORCEMENT:
        return True
    if agreement.kind is AgreementKind.OTHER and not agreement.formal:
        return False
    roles = " ".join(party.role + party.alias for party in agreement.parties)
    head = agreement.text[: agreement.body.start]
    return ENFORCING.search(f"{agreement.title.text} {roles}") is not None or CASE.search(head) is not None


def stipulates(agreement: Agreement) -> bool:
    """Whether the text lays down duties: an agreement, or a clause that names its parties by their roles."""
    return not reported(agreement) and (agreement.formal or re.search(ROLES, agreement.text) is not None)
