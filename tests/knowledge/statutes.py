"""Invented statutes, in the layouts in which sources print them, and the registry that knows some of them."""

from collections.abc import Mapping, Sequence
from pathlib import Path

from knowledge.importing import ImportReport, import_sources
from knowledge.law import ArticleId, ArticleNumber, Law, LawKind, Move, Renumbering, Repeal, Version
from knowledge.library import Library
from knowledge.numerals import chinese
from knowledge.registry import Registry

AID = "中华人民共和国样品互助法"
GUILD = "样品商会登记条例"
REPLY = "最高人民法院关于适用《中华人民共和国样品互助法》若干问题的解释"
OLD, NEW = "2019-03-01", "2023-05-06"
AIMS = "为了帮助货款迟到的作坊撑过淡季，制定本法。"
FUND = "作坊可以向互助社借用周转金，借用不超过九十日。"
ANSWER = "互助社收到申请后，应当在七日内写明是否出借以及理由。"
INTEREST = "周转金不计利息，只收取记账的工本费。"
MEDIATOR = "还不上周转金的，先由行会的调解员上门商量展期。"
STAMP = "借据应当加盖作坊和互助社的木印。"
OLD_TEXTS = {1: AIMS, 2: FUND, 3: ANSWER, 4: INTEREST, 5: STAMP}
NEW_TEXTS = {1: AIMS, 2: MEDIATOR, 3: FUND, 4: f"依照本法第三条申请的，{ANSWER}", 5: INTEREST}
GUILD_TEXTS = {1: "行会登记作坊的字号。", 2: "字号不得与同街的作坊相同。"}
REPLY_TEXTS = {1: "样品互助法第三条所说的作坊，包括只有一人的作坊。", 2: "本解释自公布之日起施行。"}
AID_LAW = Law(
    AID,
    LawKind.STATUTE,
    ("互助法",),
    (Version(OLD, "2019-06-01", 5), Version(NEW, "2024-01-01", 5, also=("2023-05-08",))),
    renumberings=(
        Renumbering(
            OLD,
            NEW,
            tuple(
                Move(ArticleNumber(old), ArticleNumber(new) if new else None)
                for old, new in {2: 3, 3: 4, 4: 5, 5: None}.items()
            ),
        ),
    ),
)
GUILD_LAW = Law(
    GUILD, LawKind.REGULATION, versions=(Version("2001-02-03", "2001-05-01"),), repeal=Repeal("2024-01-01", (AID,))
)
REPLY_LAW = Law(REPLY, LawKind.INTERPRETATION, versions=(Version("2024-02-02"),))
REGISTRY = Registry((AID_LAW, GUILD_LAW, REPLY_LAW))


def articles(texts: Mapping[int, str], mark: str = "") -> str:
    """第一条 … paragraph by paragraph; ``mark`` stands on either side of the number."""
    return "".join(f"{mark}第{chinese(number)}条{mark}　{text}\n\n" for number, text in texts.items())


def headed(name: str, day: str, texts: Mapping[int, str], part: str = "") -> str:
    """Markdown with a YAML header; ``day`` is the day of publication."""
    subtitle = f'subtitle: "{part}"\n' if part else ""
    return f'---\ntitle: "{name}"\n{subtitle}publish_date: "{day}"\n---\n# {name}\n\n{articles(texts)}'


def plain(name: str, day: str, texts: Mapping[int, str], mark: str = "**") -> str:
    """Markdown with bold numbers, the day on which the law was adopted under its title."""
    year, month, date = day.split("-")
    adopted = f"{year}年{int(month)}月{int(date)}日样品国第二届全国人民代表大会常务委员会第三次会议通过"
    return f"# {name}\n\n{adopted}\n\n## 第一章　总则\n\n{articles(texts, mark)}"


def save(folder: Path, name: str, text: str | bytes) -> Path:
    """A file, and its folders."""
    file = folder / name
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(text if isinstance(text, bytes) else text.encode())
    return file


def statutes(folder: Path) -> Path:
    """A folder with two versions of a law, a regulation and an interpretation."""
    save(folder, f"样品互助法({OLD}).md", headed(AID, OLD, OLD_TEXTS))
    save(folder, "aid/README.md", plain(AID, NEW, NEW_TEXTS))
    save(folder, "登记条例(2001-02-03).md", headed(GUILD, "2001-02-03", GUILD_TEXTS))
    save(folder, "解释(2024-02-02).md", headed(REPLY, "2024-02-02", REPLY_TEXTS))
    return folder


def import_(home: Path, *paths: Path, registry: Registry = REGISTRY) -> ImportReport:
    """Import without progress or names of its own."""
    return import_sources(home, paths, registry)


def library(home: Path, registry: Registry = REGISTRY) -> Library:
    """The library of a home."""
    return Library.open(home, registry)


def key(number: int, law: str = AID) -> ArticleId:
    """第…条 of a law."""
    return ArticleId(law, ArticleNumber(number))


def contents(home: Path, registry: Registry = REGISTRY) -> dict[str, Sequence[str]]:
    """LAW@DATE → the texts of all its articles, as a library of this home shows them."""
    opened = library(home, registry)
    shown = {
        f"{law.name}@{day}": list(opened.texts(law.name, day).values())
        for law in opened.registry.laws
        for day in sorted(opened.text_versions(law.name))
    }
    opened.close()
    return shown
