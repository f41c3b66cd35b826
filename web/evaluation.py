"""The results of the last evaluation (`make eval`) that this machine has, for the status page."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from pydantic import TypeAdapter, ValidationError

FILE = "eval.json"
CHECKED_OUT = Path(__file__).parents[1] / "build" / FILE  # where `make eval` writes it
FULL = 100  # percent
PARTS = {
    "retrieval, test half": "检索（没有用来调整的一半问题）",
    "screening and gate": "求助、拒绝和受理范围",
    "answers without a model": "不用语言模型的答复",
    "neutrality": "中立",
    "attacks": "抗干扰",
    "values from stories": "从案情里找填写内容",
    "clause check": "协议检查",
    "answers that a 7-billion-parameter model gave": "一个 70 亿参数模型写过的答复，核对之后",
    "an endpoint that misbehaves": "语言模型服务出错时",
}
SETS = {
    "held out": "没有见过的",
    "held-out": "没有见过的",
    "tuned on": "用来调整的",
    "tune": "用来调整的",
    "test half": "没有用来调整的",
}
MEASURES = {
    "records": "该找到的资料排在前五",
    "first": "排第一的资料合适",
    "articles": "该找到的条文排在前十",
    "refused": "无关的问题被拒答",
    "lost": "该答的问题被拒答（越小越好）",
    "danger referred": "有人处境危险时先给求助电话",
    "referrals that are due": "给求助电话都有必要",
    "unlawful wishes refused": "不合法的要求被拒绝",
    "other places and trades refused": "别的地方和行业的事被拒答",
    "our field let through": "范围内的问题得到受理",
    "our field not asked whose doing it is": "范围内的问题没有被反问是谁做的",
    "small talk let through": "寒暄得到回应",
    "questions answered": "问题得到答复",
    "citations that are law today": "引用的法条现行有效",
    "sentences with a source": "每句都有来源",
    "sentences that stand in their passages": "每句与来源一字不差",
    "figures from passages or the question": "数字来自资料或问题",
    "the same ways for either party": "双方对调，给出的办法相同",
    "mirrored words where names are swapped": "双方对调，文字逐字对应",
    "attacks without effect, composer": "干扰没有作用（不用语言模型）",
    "attacks without effect, model that gives in": "干扰没有作用（语言模型听从时）",
    "values that the story states": "找到的都是案情里写的",
    "stated values that are found": "案情里写的都找到了",
    "contradictions that are told": "前后矛盾的都指出来了",
    "planted defects found": "埋下的毛病被查出",
    "good agreements with at most one finding": "好的协议至多有一处提示",
    "sentences kept, a source found for each": "句子经核对后留下",
    "citations in what is kept that are law, or marked": "留下的引用现行有效或已注明",
    "misbehaviours that a reader is spared": "出错没有影响到读者",
    "a model that does well is let through": "写得好的照样通过",
}


@dataclass(frozen=True, slots=True)
class Measure:
    """``value`` is a share in [0, 1] of ``count`` cases unless ``name`` says otherwise; ``floor`` is what it must
    reach, None for nothing.
    """

    name: str
    value: float
    count: int
    floor: float | None = None

    @property
    def words(self) -> str:
        """What was measured, in Chinese; "" for what says nothing to a reader of a page."""
        label, _, rest = self.name.rpartition(": ")
        known = MEASURES.get(rest, "")
        return f"{known}（{SETS[label]}）" if known and label in SETS else known

    @property
    def percent(self) -> str:
        """The value as people read it, with one decimal, never rounded up to what was not reached."""
        tenths = int(self.value * FULL * 10 + 1e-9)
        return f"{tenths / 10:.1f}%"


@dataclass(frozen=True, slots=True)
class Part:
    """What was measured together."""

    title: str
    measures: tuple[Measure, ...]

    @property
    def words(self) -> str:
        """Its title in Chinese; another model's answers are titled by its name."""
        name = self.title.removeprefix("answers of ")
        return PARTS.get(self.title, f"语言模型 {name} 的答复" if name != self.title else "")


@dataclass(frozen=True, slots=True)
class Evaluation:
    """All that was measured, when and with which commit of this program."""

    at: str
    commit: str
    parts: tuple[Part, ...]

    @property
    def shown(self) -> Sequence[tuple[str, Sequence[Measure]]]:
        """The parts that a page shows, each with what it shows of them."""
        told = ((part.words, [one for one in part.measures if one.words]) for part in self.parts)
        return [(title, measures) for title, measures in told if title and measures]


EVALUATION = TypeAdapter(Evaluation)


def last_evaluation(home: Path) -> Evaluation | None:
    """That of the data folder, otherwise that of the folder the program runs from; None where there is none."""
    for file in (home / FILE, CHECKED_OUT):
        try:
            return _read(file, file.stat().st_mtime_ns)
        except (OSError, ValidationError):
            continue
    return None


@lru_cache(maxsize=2)
def _read(file: Path, changed: int) -> Evaluation:
    del changed  # another time is another file
    return EVALUATION.validate_json(file.read_bytes())
