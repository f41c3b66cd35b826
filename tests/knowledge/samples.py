"""Small record files, written by tests that need a corpus they may break, and a look into an index."""

from pathlib import Path

import numpy as np

from knowledge.candidates import Query
from knowledge.embedding import StaticEmbeddings
from knowledge.records import Mechanism
from knowledge.store import Store

MECHANISM = "\n".join(
    [
        "---",
        "id: mechanism-sample",
        "title: 样品机制",
        "aliases: [样品, 试样]",
        "roles: [mediator, judge]",
        "figures:",
        "  - {name: 期限, value: 6小时}",
        "basis:",
        "  - {law: 中华人民共和国民事诉讼法, version: 2023-09-01, article: 第二百四十一条, gist: 可以和解,"
        " verified: true}",
        "related: []",
        "source: {title: 报道, publisher: 日报, date: 2025-09-16}",
        "---",
        *(f"## {section.value}\n{section.value}一节，6小时内办完。" for section in Mechanism.required),
        "",
    ]
)


def write_mechanism(corpus: Path, name: str, title: str, **changes: str) -> Path:
    """A valid mechanism of this file name and title; ``changes`` replace parts of the sample text (old=new)."""
    text = MECHANISM.replace("mechanism-sample", f"mechanism-{name}").replace("样品机制", title)
    text = text.replace("[样品, 试样]", "[]")
    for old, new in changes.items():
        text = text.replace(old, new)
    file = corpus / "mechanisms" / f"{name}.md"
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text, encoding="utf-8")
    return file


def write_corpus(corpus: Path) -> Path:
    """Three short records about seizure, accounts and wages."""
    write_mechanism(corpus, "live", "活封", 是什么一节="法院查封设备后允许企业继续使用设备，不停产")
    write_mechanism(corpus, "quota", "额度冻结", 是什么一节="法院按债权数额冻结账户里的存款，其余存款照常收付")
    write_mechanism(corpus, "wages", "护薪先行", 是什么一节="执行案款优先发放工人工资")
    return corpus


def generations(home: Path) -> set[str]:
    """Names of all generations on disk, current or not."""
    return {path.name for path in (home / "index").iterdir() if path.is_dir()}


def titles(home: Path) -> set[str]:
    """What an index knows, after it has shown that it answers, by both ways of search."""
    store = Store.open(home)
    question = "查封设备后继续使用"
    vector = np.asarray(StaticEmbeddings().embed_query(question), dtype=np.float32)
    near = store.records.candidates(Query("", vector, vector), 3)
    worded = store.records.candidates(Query(question, vector * 0, vector), 3)
    assert any(store.records.keys[row].startswith("mechanism-live") for row in near.rows)
    assert worded.lexical.max() > 0
    found = {entry.title for entry in store.entries.values()}
    store.close()
    return found
