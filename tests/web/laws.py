"""A home with imported law that nobody ever enacted, and one record that rests on it."""

from pathlib import Path

from knowledge.build import build
from knowledge.embedding import load_embeddings
from knowledge.importing import import_sources
from knowledge.numerals import chinese
from knowledge.records import Mechanism
from knowledge.registry import Registry

LAW = "样品商会互助办法"
OLD, NEW = "2020-03-01", "2023-06-01"
ARTICLES = 25
COMING, COMING_DATE = "样品未来办法", "2990-01-01"
HOSTILE, HOSTILE_DATE = "样品标记办法", "2022-02-02"
SCRIPT = "<script>alert(1)</script>"
MARKDOWN = "甲**乙**[丙](javascript:alert(2))`丁`[1]"
IMAGE = '"><img src=x onerror=alert(3)>'
CASE_TITLE = "甲公司诉乙公司互助案"
CASE_POINT = '要点是[丙](javascript:alert(2))`丁`[1]，每年 < 24% & "费用"'  # what the reader of cases lets through


def _article_3(reply_days: str, more: str) -> str:
    return (
        f"第三条 会员申请互助的，商会应当在{reply_days}内答复：\n\n（一）订单充足的；\n\n（二）因火灾停工的。"
        f"\n\n{more}前款的答复用书面形式。"
    )


def _law(published: str, effective: str, third: str) -> str:
    lines = []
    for place in range(1, ARTICLES + 1):
        number = chinese(place)
        if place in {1, 10}:
            lines.append(f"## {'第一章 总则' if place == 1 else '第二章 互助'}")
        own = {3: third, 7: "第七条 依照本办法第三条申请的，不收费用。"}
        lines.append(own.get(place, f"第{number}条 会员的第{number}件事，由商会的第{number}个小组办理。"))
    head = f'---\ntitle: "{LAW}"\npublish_date: "{published}"\nimplement_date: "{effective}"\n---\n# {LAW}\n'
    return head + "\n\n".join(lines) + "\n"


def write_laws(folder: Path) -> Path:
    """The files to import."""
    folder.mkdir(parents=True)
    files = {
        f"{LAW}({OLD}).md": _law(OLD, "2020-05-01", _article_3("十日", "")),
        f"{LAW}({NEW}).md": _law(NEW, "2023-09-01", _article_3("七日", "商会不得反复退回材料。")),
        f"{COMING}({COMING_DATE}).md": (
            f'---\ntitle: "{COMING}"\npublish_date: "{COMING_DATE}"\nimplement_date: "2999-01-01"\n---\n'
            f"# {COMING}\n\n第一条 将来才办的事。\n\n第二条 将来也不收费。\n"
        ),
        f"{HOSTILE}({HOSTILE_DATE}).txt": (
            f"{HOSTILE}\n（2022年2月2日样品商会公布）\n"
            f"第一条　{SCRIPT}不是标记。\n第二条　{MARKDOWN}。\n第三条　{IMAGE}。\n"
        ),
        "案例.txt": (
            f"指导性案例9001号：{CASE_TITLE}\n（最高人民法院审判委员会讨论通过 2022年12月30日发布）\n\n"
            f"裁判要点\n\n{CASE_POINT}\n\n# 第二点\n\n"
            f"相关法条\n\n《{LAW}》第三条\n\n基本案情\n\n- 甲借钱。\n\n裁判结果\n\n驳回。\n"
        ),
    }
    for name, text in files.items():
        (folder / name).write_text(text, encoding="utf-8")
    return folder


def write_record(corpus: Path) -> Path:
    """A corpus of one record, whose legal basis is an article of the sample law, and another that was not read."""
    file = corpus / "mechanisms" / "sample.md"
    file.parent.mkdir(parents=True)
    lines = [
        "---",
        "id: mechanism-sample",
        "title: 商会互助",
        "aliases: []",
        "roles: [mediator, litigant, judge]",
        "figures: []",
        "basis:",
        f"  - {{law: {LAW}, version: {NEW}, article: 第三条, gist: 商会应当答复会员的互助申请, verified: true}}",
        f"  - {{law: {LAW}, version: {NEW}, article: 第七条, gist: 申请互助不收费用, verified: false}}",
        "related: []",
        "source: {title: 报道, publisher: 日报, date: 2025-09-16}",
        "---",
        *(f"## {section.value}\n会员周转不灵，可以向商会申请互助。" for section in Mechanism.required),
        "",
    ]
    file.write_text("\n".join(lines), encoding="utf-8")
    return corpus


def make_home(home: Path) -> None:
    """Import and build everything under ``home``."""
    import_sources(home, [write_laws(home / "texts")], Registry.load())
    build(home, load_embeddings(None), write_record(home / "corpus"))
