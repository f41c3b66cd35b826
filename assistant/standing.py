"""The law that a source rests on: which text of it, from when it is law, and what the library says of the articles."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from assistant.lawbook import Lawbook
from knowledge.citations.verdicts import Checked, Verdict
from knowledge.law import Law, Version, titled
from knowledge.records import Kind, Passage
from knowledge.registry import version_in_force


@dataclass(frozen=True, slots=True)
class Standing:
    """Articles of one law with the same verdict. ``validity`` says which text it is and from when it is law, ``remark``
    what must be known besides, or is ""; ``wrong``: they must not be relied on as they stand.
    """

    law: str
    articles: tuple[str, ...]
    validity: str
    verdict: str
    wrong: bool
    remark: str = ""

    @property
    def cited(self) -> str:
        """The law with its articles."""
        return f"{titled(self.law)}{'、'.join(self.articles)}"

    def __str__(self) -> str:
        said = f"{self.cited}：{self.validity}；核对：{self.verdict}"
        return f"{said}（{self.remark}）" if self.remark else said


Laws = Mapping[str, tuple[Standing, ...]]  # by the id of a passage


def standings(passages: Iterable[Passage], lawbook: Lawbook, today: date) -> Laws:
    """The laws that each passage rests on, those that must not be relied on first; raises KnowledgeError."""
    named = {passage.id: _names(passage) for passage in passages}
    found = _checked({name for names in named.values() for name, _ in names}, lawbook)
    return {
        key: tuple(_grouped(((found[name], read) for name, read in names if name in found), today.isoformat()))
        for key, names in named.items()
    }


def _checked(names: Iterable[str], lawbook: Lawbook) -> Mapping[str, Checked]:
    """The verdict on each article, all of them looked up in one text."""
    places: dict[int, str] = {}
    text = ""
    for name in sorted(names):
        places |= dict.fromkeys(range(len(text), len(text) + len(name)), name)
        text += f"{name}；"
    return {places[one.resolved.found.start]: one for one in lawbook.verdicts(text)}


def _names(passage: Passage) -> list[tuple[str, str]]:
    """The articles as a text cites them, each with the date of the text that was read, "" where none was."""
    if passage.kind is Kind.ARTICLE:
        law, _, version = passage.record_id.partition("@")
        return [(f"{titled(law)}{passage.locator}", version)]
    read = dict(one.rsplit("@", 1) for one in passage.read)
    return [(name, read.get(name, "")) for name in passage.cites]


def _grouped(checked: Iterable[tuple[Checked, str]], day: str) -> Iterator[Standing]:
    groups: dict[tuple[Law, str, Verdict, str], list[str]] = {}
    for one, read in checked:
        law = one.resolved.law
        if law is None:
            continue
        verdict = one.judgement.verdict
        remark = f"{one.judgement.explanation}{one.judgement.suggestion or ''}" if verdict.wrong else ""
        groups.setdefault((law, read, verdict, remark), []).append(str(one.resolved.article or "全文"))
    for (law, read, verdict, remark), articles in sorted(groups.items(), key=lambda item: not item[0][2].wrong):
        current = version_in_force(law, day)
        shown = next((version for version in law.versions if version.date == read), current)
        older = current is not None and shown is not None and shown.date != current.date
        told = f"现行的是{current.date}文本" if older and current and not remark else remark
        yield Standing(
            law.name, tuple(articles), _validity(law, shown, current, day), verdict.label, verdict.wrong, told
        )


def _validity(law: Law, version: Version | None, current: Version | None, day: str) -> str:
    """Which text it is, from when it is law, and whether it is on this day."""
    if version is None:
        return f"已于{law.repeal.on}废止" if law.repeal and law.repeal.on <= day else "没有登记文本"
    since = f"自{version.effective}起施行" if version.effective else "施行日期未登记，按公布日计"
    if current is None:
        state = f"已于{law.repeal.on}废止" if law.repeal else "尚未施行"
    else:
        state = "现行有效" if current.date == version.date else "不是现行文本"
    return f"{version.date}文本，{since}，{state}{version.doubt}"
