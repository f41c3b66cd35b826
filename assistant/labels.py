"""The labels that say that a machine wrote: one for people, with every answer, and one for programs, in exported files.

《人工智能生成合成内容标识办法》, in force since 2025-09-01, and GB 45438-2025 ask for both. Neither text is in the
law library: what is done here follows reports of them and is unverified. Labels are added by code after an answer is
written: nothing that a question, a passage or a language model says can take them away.
"""

import hashlib
import json

from assistant.messages import ANSWER, STOPPED

STANDING = "内容由人工智能整理生成，仅供参考"  # of a page as a whole
_CAUTION = "仅供参考，不构成法律意见；以法律原文和法院认定为准。"
GENERATED = f"内容由人工智能生成，{_CAUTION}"
ARRANGED = f"内容由人工智能程序从资料原句整理生成，{_CAUTION}"
UNFINISHED = f"内容由人工智能整理生成，没有写完，{_CAUTION}"  # while it is written, and where it was stopped

IS_GENERATED = "1"  # the standard's value of Label for what is known to be generated


def label_for(outcome: str | None, model: str | None) -> str:
    """The visible label of what came of a question: ``outcome`` is an outcome's name or STOPPED, ``model`` the language
    model that wrote it. "" for what people wrote: refusals, referrals and the questions back that are shipped.
    """
    if outcome == STOPPED:
        return UNFINISHED
    if model:
        return GENERATED
    return ARRANGED if outcome == ANSWER else ""


def metadata(produce_id: str, content: str) -> str:
    """The label for programs, as compact JSON: the value of the key ``AIGC`` in the metadata of a file.

    ``produce_id`` names the content and says nothing of it, as a conversation's id does. ReservedCode1 is the SHA-256
    of ``content`` in UTF-8, by which a change is seen. The fields of a propagator are empty: a platform that spreads
    the file fills them in.
    """
    from importlib.metadata import version  # noqa: PLC0415  keeps the start of commands fast

    label = {
        "Label": IS_GENERATED,
        "ContentProducer": f"纾困（Shukun）{version('shukun')}",
        "ProduceID": produce_id,
        "ReservedCode1": f"sha256:{hashlib.sha256(content.encode()).hexdigest()}",
        "ContentPropagator": "",
        "PropagateID": "",
        "ReservedCode2": "",
    }
    return json.dumps(label, ensure_ascii=False, separators=(",", ":"))
