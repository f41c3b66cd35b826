"""What a redline says about itself, wherever it is shown."""

from collections import Counter

from assistant.drafting.redline import Redline
from assistant.drafting.redline_matters import Matter
from knowledge.readers.document import tidy

KINDS = {"replace": "改写", "insert": "新增", "delete": "删去"}
LABELLED = "所比对的文书带有人工智能生成内容标识，本件一并保留。"


def titled(names: tuple[str, str]) -> str:
    """Which versions are compared, by their names."""
    old, new = (tidy(name.encode(errors="replace").decode()) for name in names)  # a name on disk need not be text
    return f"文书比对：{old}（旧） → {new}（新）"


def counted(redline: Redline) -> str:
    """How many changes there are, by kind."""
    changes = redline.changes
    if not changes:
        return "两份文字相同。"
    kinds = Counter(change.kind for change in changes)
    listed = "、".join(f"{name}{kinds[kind]}处" for kind, name in KINDS.items() if kinds[kind])
    return f"共改动{len(changes)}处：{listed}。"


def told(matter: Matter) -> str:
    """One change that matters, on one line."""
    about = f"{matter.topic.label}·{matter.about}" if matter.about else matter.topic.label
    return f"{about}（第{matter.paragraph}段）：{became(matter)}"


def became(matter: Matter) -> str:
    """What it was and what it is."""
    if not matter.old:
        return f"新增 {matter.new}"
    return f"{matter.old} → {matter.new}" if matter.new else f"删去 {matter.old}"


def labelled(label: str) -> str:
    """The visible label of a redline of versions that bear ``label``; "" where they bear none."""
    return LABELLED if label else ""
