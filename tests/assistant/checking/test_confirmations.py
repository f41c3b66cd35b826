"""Judicial confirmation: who asks for it, by when, and where."""

import pytest

from assistant.checking import confirmations
from tests.assistant.checking.altering import kinds_in

WRONG = [
    "邱有德一人于本协议生效之日起三十日内向某市人民法院申请司法确认。",
    "邱有德于本协议生效之日起三十日内向某市人民法院申请司法确认。",
    "由邱有德于本协议生效之日起三十日内向某市人民法院申请司法确认。",
    "甲方凭本协议，自行到法院申请司法确认即可，乙方不用到场。",
    "双方共同申请司法确认，乙方不履行的，在逾期之日起三十日内提出。",
    "双方在协议生效后两年内，可共同请求法院对协议予以确认。",
    "双方于2026年12月31日前共同向某市人民法院申请司法确认。",
    "双方同意自协议生效之日起三十日内，共同向仲裁委员会申请司法确认。",
]
RIGHT = [
    "邱有德、范小军自本协议生效之日起三十日内，一同到某市第一人民法院申请司法确认。",
    "双方于2026年9月20日共同到金水区人民法院申请司法确认。",
    "一方不配合申请司法确认的，另一方可以就本协议向人民法院起诉。",
    "经司法确认后，一方不履行的，对方可以向法院申请强制执行。",
    "甲乙双方自协议生效起三十日内一块上区法院，请法官做司法确认。",
]


@pytest.mark.parametrize("clause", WRONG)
def test_what_no_court_takes_is_found(clause: str) -> None:
    assert kinds_in(confirmations.findings, clause) == {"confirmation-period"}


@pytest.mark.parametrize("clause", RIGHT)
def test_what_a_court_takes_is_left_alone(clause: str) -> None:
    assert not kinds_in(confirmations.findings, clause)
