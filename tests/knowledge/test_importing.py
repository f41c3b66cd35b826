"""Importing: what the files say gets in, each once; a bad file hurts no other; nobody sees half of it."""

import os
import sqlite3
import threading
from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path

import pytest

from knowledge.errors import LibraryBusy, LibraryCorrupt, StorageError
from knowledge.importing import ImportReport, forget_sources, import_sources
from knowledge.law import Version
from knowledge.readers.recognition import read
from knowledge.registry import Registry
from knowledge.shelves import library_file
from knowledge.sources import Bundle
from tests.knowledge.readers.making import LAW as OFFICE_LAW
from tests.knowledge.readers.making import TITLE as OFFICE_TITLE
from tests.knowledge.readers.making import docx, law_body
from tests.knowledge.statutes import (
    AID,
    AID_LAW,
    FUND,
    GUILD,
    NEW,
    NEW_TEXTS,
    OLD,
    OLD_TEXTS,
    REGISTRY,
    REPLY,
    articles,
    contents,
    headed,
    import_,
    library,
    plain,
    save,
    statutes,
)

BROKEN = b"\x89PNG\r\n\x1a\n" + bytes(40)
CASE = (
    "# 指导案例901号：甲作坊诉乙行会案\n（样品法院讨论通过 2021年4月5日发布）\n\n"
    "## 基本案情\n\n借据没有盖印。\n\n## 裁判结果\n\n照还。\n"
)
WORKSHOP = '{"filename": "丙案.pdf", "content": {"基本案情": "欠薪三月", "处理结果": "分期付清"}}'


def counts(report: ImportReport) -> tuple[int, ...]:
    return report.laws, report.versions, report.articles, report.cases


# --- what gets in


@pytest.mark.parametrize(
    ("name", "content", "law", "expected"),
    [
        ("aid.md", headed(AID, OLD, OLD_TEXTS), f"{AID}@{OLD}", (1, 1, 5, 0)),  # a header, plain numbers
        ("aid.md", plain(AID, NEW, NEW_TEXTS), f"{AID}@{NEW}", (1, 1, 5, 0)),  # bold numbers, the day in the text
        (f"互助法({OLD}).md", headed(AID, NEW, OLD_TEXTS), f"{AID}@{OLD}", (1, 1, 5, 0)),  # the file's name decides
        ("互助法_20190301.md", headed(AID, "2011-01-01", OLD_TEXTS), f"{AID}@2011-01-01", (1, 1, 5, 0)),
        ("aid.md", headed(AID, "2023-05-08", NEW_TEXTS), f"{AID}@{NEW}", (1, 1, 5, 0)),  # another date of that text
        ("office.docx", docx(law_body()), f"{OFFICE_TITLE}@2024-03-01", (1, 1, 3, 0)),
        ("office.txt", "\n".join(OFFICE_LAW), f"{OFFICE_TITLE}@2024-03-01", (1, 1, 3, 0)),
        ("office.txt", "\n".join(OFFICE_LAW).encode("gb18030"), f"{OFFICE_TITLE}@2024-03-01", (1, 1, 3, 0)),
        ("aid.md", f"# {AID}\n\n{articles(NEW_TEXTS)}", None, (0, 0, 0, 0)),  # two versions have so many articles
    ],
)
def test_a_file_becomes_a_version(
    tmp_path: Path, name: str, content: str | bytes, law: str | None, expected: tuple[int, ...]
) -> None:
    report = import_(tmp_path, save(tmp_path, f"laws/{name}", content))
    assert (report.read, report.unchanged) == (1, 0)
    assert counts(report) == expected
    assert list(contents(tmp_path)) == ([law] if law else [])
    assert [remark.problem for remark in report.skipped] == ([] if law else ["看不出是哪一天的文本，没有收录"])


def test_a_version_without_a_date_is_found_by_the_number_of_its_articles(tmp_path: Path) -> None:
    registry = Registry((replace(AID_LAW, versions=(Version(OLD, None, 5), Version(NEW, None, 7)), renumberings=()),))
    report = import_(tmp_path, save(tmp_path, "a/x.md", f"# {AID}\n\n{articles(OLD_TEXTS)}"), registry=registry)
    assert counts(report) == (1, 1, 5, 0)
    assert list(contents(tmp_path, registry)) == [f"{AID}@{OLD}"]


def test_a_folder_of_everything(tmp_path: Path) -> None:
    folder = statutes(tmp_path / "laws")
    save(folder, "cases/901.md", CASE)
    save(folder, "cases/more.jsonl", WORKSHOP)
    report = import_(tmp_path, folder)
    assert (report.read, counts(report)) == (6, (3, 4, 14, 2))
    assert not (report.skipped or report.doubtful or report.differences)
    assert list(contents(tmp_path)) == [f"{AID}@{OLD}", f"{AID}@{NEW}", f"{GUILD}@2001-02-03", f"{REPLY}@2024-02-02"]
    assert contents(tmp_path)[f"{AID}@{NEW}"] == list(NEW_TEXTS.values())
    opened = library(tmp_path)
    case = opened.guiding_case(901)
    assert case is not None
    assert (case.title, case.published) == ("甲作坊诉乙行会案", "2021-04-05")
    assert {one.title for _, one in opened.cases()} == {"甲作坊诉乙行会案", "丙案"}
    assert all(opened.case(id) == one for id, one in opened.cases())


@pytest.mark.parametrize("layout", [headed, plain])
def test_parts_in_one_folder_become_a_whole(tmp_path: Path, layout: Callable[..., str]) -> None:
    first, second = dict(list(NEW_TEXTS.items())[:2]), dict(list(NEW_TEXTS.items())[2:])
    if layout is headed:
        save(tmp_path, f"laws/乙编({NEW}).md", headed(AID, NEW, second, "周转编"))
        save(tmp_path, f"laws/甲编({NEW}).md", headed(AID, NEW, first, "总则编"))
    else:
        save(tmp_path, "laws/README.md", plain(AID, NEW, {}))
        save(tmp_path, "laws/01-a.md", f"# 第一编　总则\n\n{articles(first, '**')}")
        save(tmp_path, "laws/02-b.md", f"# 第二编　周转\n\n{articles(second, '**')}")
    report = import_(tmp_path, tmp_path / "laws")
    assert (report.read, counts(report)) == (2 if layout is headed else 1, (1, 1, 5, 0))
    assert not (report.skipped or report.differences)
    assert contents(tmp_path) == {f"{AID}@{NEW}": list(NEW_TEXTS.values())}
    paths = {one.id.number.number: one.article.path[0] for one in library(tmp_path).provisions(AID, NEW)}
    assert all(("周转" in paths[number]) == (number in second) for number in NEW_TEXTS)


@pytest.mark.parametrize("again", [CASE, WORKSHOP])
def test_a_case_that_comes_twice_is_kept_once(tmp_path: Path, again: str) -> None:
    for name in ("a", "b"):
        save(tmp_path, f"cases/{name}.{'md' if again is CASE else 'jsonl'}", again)
    report = import_(tmp_path, tmp_path / "cases")
    assert (report.read, report.cases) == (2, 1)
    assert len(list(library(tmp_path).cases())) == 1


# --- two sources of one version


def test_two_sources_that_agree_but_for_marks(tmp_path: Path) -> None:
    save(tmp_path, f"a/x({NEW}).md", headed(AID, NEW, NEW_TEXTS))
    save(tmp_path, "b/README.md", plain(AID, NEW, {n: text.replace("，", "， ") for n, text in NEW_TEXTS.items()}))
    report = import_(tmp_path, tmp_path / "a", tmp_path / "b")
    assert (report.read, counts(report), report.differences) == (2, (1, 1, 5, 0), ())


OTHER_WORDS = {**NEW_TEXTS, 3: FUND.replace("九十日", "六十日")}
SHORTER = {number: text for number, text in NEW_TEXTS.items() if number < 5}


@pytest.mark.parametrize(
    ("first", "second", "kept", "place", "problem"),
    [
        (NEW_TEXTS, OTHER_WORDS, "a", 3, "九十日"),  # both whole: the first by name
        (NEW_TEXTS, OTHER_WORDS, "a", 3, "六十日"),
        (SHORTER, NEW_TEXTS, "b", None, "条数不同（5条、4条），如第五条"),  # the one with all the articles
        (NEW_TEXTS, SHORTER, "a", None, "第五条"),
        ({**NEW_TEXTS, 6: "多出一条。"}, NEW_TEXTS, "b", None, "第六条"),  # more than the registry counts
    ],
)
def test_two_sources_that_differ(  # the better text is kept, and every difference told
    tmp_path: Path, first: Mapping[int, str], second: Mapping[int, str], kept: str, place: int | None, problem: str
) -> None:
    save(tmp_path, f"a/a({NEW}).md", headed(AID, NEW, first))
    save(tmp_path, "b/b.md", plain(AID, NEW, second))
    report = import_(tmp_path, tmp_path / "a", tmp_path / "b")
    (told,) = report.differences
    assert (told.law, told.version, told.article and told.article.number) == (AID, NEW, place)
    assert problem in told.problem
    assert Path(told.kept).parent.name == kept
    assert Path(told.other).parent.name == {"a": "b", "b": "a"}[kept]
    texts = {"a": first, "b": second}[kept]
    assert contents(tmp_path) == {f"{AID}@{NEW}": list(texts.values())}


def test_a_text_that_is_cut_short_is_told(tmp_path: Path) -> None:
    report = import_(tmp_path, save(tmp_path, f"a/x({NEW}).md", headed(AID, NEW, SHORTER)))
    assert counts(report) == (1, 1, 4, 0)
    assert [one.problem for one in report.differences] == ["应有5条，文本有4条"]


# --- again


def test_what_did_not_change_is_not_read_again(tmp_path: Path) -> None:
    folder = statutes(tmp_path / "laws")
    save(folder, "broken.md", BROKEN)
    first = import_(tmp_path, folder)
    digest, shown = library(tmp_path).digest, contents(tmp_path)
    again = import_(tmp_path, folder)
    assert (again.read, again.unchanged) == (5, 5)
    assert replace(again, unchanged=0, seconds=0) == replace(first, seconds=0)  # and is reported all the same
    assert digest
    assert (library(tmp_path).digest, contents(tmp_path)) == (digest, shown)


CHANGES = [
    pytest.param({3: "作坊借用周转金不超过三十日。"}, headed, AID, id="other words"),
    pytest.param({6: "本法由行会解释。"}, plain, AID, id="one more article"),
    pytest.param({}, headed, "样品巡夜条例", id="another law"),
    pytest.param({}, headed, AID, id="another layout"),
]


@pytest.mark.parametrize(("change", "layout", "law"), CHANGES)
def test_a_changed_file_replaces_what_it_was(
    tmp_path: Path, change: Mapping[int, str], layout: Callable[..., str], law: str
) -> None:
    folder = statutes(tmp_path / "laws")
    import_(tmp_path, folder)
    before, digest = contents(tmp_path), library(tmp_path).digest
    texts = {**NEW_TEXTS, **change}
    save(folder, "aid/README.md", layout(law, NEW, texts))
    report = import_(tmp_path, folder)
    assert (report.read, report.unchanged) == (4, 3)
    del before[f"{AID}@{NEW}"]
    assert contents(tmp_path) == {**before, f"{law}@{NEW}": list(texts.values())}
    assert library(tmp_path).digest != digest


@pytest.mark.parametrize("change", [lambda file: file.write_bytes(BROKEN), lambda file: file.unlink()])
def test_what_was_imported_stays_when_its_file_breaks_or_goes(tmp_path: Path, change: Callable[[Path], None]) -> None:
    file = save(tmp_path, "laws/x.md", headed("样品巡夜条例", "2020-02-02", OLD_TEXTS))
    import_(tmp_path, file)
    before = contents(tmp_path)
    change(file)
    report = import_(tmp_path, file)
    assert counts(report)[0] == 1
    assert [remark.problem.endswith("（原先导入的内容仍保留）") for remark in report.skipped] == [True]
    assert contents(tmp_path) == before


def test_what_is_forgotten_is_gone_and_nothing_else(tmp_path: Path) -> None:
    file = save(tmp_path, "laws/x.md", headed("样品巡夜条例", "2020-02-02", OLD_TEXTS))
    other = save(tmp_path, "laws2/y.md", headed("样品守夜条例", "2020-02-02", OLD_TEXTS))
    cases = save(tmp_path, "laws/z.jsonl", WORKSHOP)
    import_(tmp_path, file, other, cases)
    assert forget_sources(tmp_path, [str(tmp_path / "elsewhere")], REGISTRY) == 0
    assert forget_sources(tmp_path, [str(tmp_path / "laws")], REGISTRY) == 2
    assert {key.partition("@")[0] for key in contents(tmp_path)} == {"样品守夜条例"}
    assert not list(library(tmp_path).cases())


@pytest.mark.parametrize(
    ("name", "content", "old", "new"),
    [("x.md", headed(AID, NEW, NEW_TEXTS), "九十日", "六十日"), ("x.jsonl", WORKSHOP, "欠薪三月", "欠薪四月")],
)
def test_a_library_made_anew_is_not_taken_for_the_one_before(
    tmp_path: Path, name: str, content: str, old: str, new: str
) -> None:
    """Whoever deleted a damaged library and imported other texts must get another index."""
    file = save(tmp_path, name, content)
    import_(tmp_path, file)
    digest = library(tmp_path).digest
    library_file(tmp_path).unlink()
    save(tmp_path, name, content.replace(old, new))
    import_(tmp_path, file)
    assert library(tmp_path).digest != digest


def test_another_registry_merges_again_and_reads_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = statutes(tmp_path / "laws")
    save(folder, "twice.md", plain("互助新法", "2023-05-09", NEW_TEXTS))
    import_(tmp_path, folder)
    assert "互助新法@2023-05-09" in contents(tmp_path)
    known = replace(
        AID_LAW,
        aliases=(*AID_LAW.aliases, "互助新法"),
        versions=(AID_LAW.versions[0], replace(AID_LAW.versions[1], also=("2023-05-09",))),
    )
    registry = Registry((known, *REGISTRY.laws[1:]))

    def not_again(*_: object) -> None:
        raise AssertionError("a file was read again")

    monkeypatch.setattr("knowledge.importing.read", not_again)
    report = import_(tmp_path, folder, registry=registry)
    assert (report.unchanged, report.laws, report.versions) == (5, 3, 4)
    shown = contents(tmp_path, registry)
    assert "互助新法@2023-05-09" not in shown
    assert shown[f"{AID}@{NEW}"] == list(NEW_TEXTS.values())


# --- what cannot be used


@pytest.mark.parametrize(
    ("name", "content", "reason"),
    [
        ("x.md", BROKEN, "图片"),
        ("x.docx", b"PK\x03\x04" + bytes(50), "docx"),
        ("x.md", b"", "空"),
        ("x.txt", "今天去买菜。\n", "看不出是法律文本或案例"),
        ("x.pdf", b"%PDF-1.4\n%%EOF\n", "PDF"),
        ("x.jsonl", "{\n", "没有一行"),
        ("x.jsonl", '{"filename": "\\ud800案.pdf", "content": {"基本案情": "欠薪"}}', "不完整的字符"),
        (os.fsdecode(b"\xc3\xf1\xb7\xa8.txt"), articles(OLD_TEXTS), "不完整的字符"),  # its name would be the title
    ],
)  # fmt: skip
def test_a_bad_file_is_skipped_with_a_reason_and_the_others_are_in(
    tmp_path: Path, name: str, content: str | bytes, reason: str
) -> None:
    folder = statutes(tmp_path / "laws")
    bad = save(folder, name, content)
    report = import_(tmp_path, folder)
    (remark,) = report.skipped
    assert remark.file == os.fsencode(bad).decode(errors="backslashreplace")
    assert reason in remark.problem
    assert (report.read, counts(report)) == (5, (3, 4, 14, 0))
    assert len(contents(tmp_path)) == 4


def test_a_name_in_another_encoding_does_no_harm(tmp_path: Path) -> None:
    folder = tmp_path / "laws"
    save(folder, os.fsdecode(b"\xc3\xf1\xb7\xa8.md"), headed(AID, NEW, NEW_TEXTS))  # GBK, as old archives have it
    report = import_(tmp_path, folder)
    assert (counts(report), report.skipped) == ((1, 1, 5, 0), ())
    assert import_(tmp_path, folder).unchanged == 1


def test_bad_lines_of_a_good_file_are_told_with_their_number(tmp_path: Path) -> None:
    save(tmp_path, "a/cases.jsonl", f"{WORKSHOP}\n\n{{\n[1]\n")
    report = import_(tmp_path, tmp_path / "a")
    assert report.cases == 1
    assert [(remark.line, remark.problem[:5]) for remark in report.skipped] == [(3, "不是有效的"), (4, "没有 co")]
    assert "cases.jsonl 第3行：不是有效的 JSON" in str(report.skipped[0])


def test_doubtful_lines_are_told_with_their_number(tmp_path: Path) -> None:
    text = headed(AID, NEW, NEW_TEXTS).replace("第四条　", "第三条　")
    report = import_(tmp_path, save(tmp_path, "a/x.md", text))
    line = 1 + next(n for n, line in enumerate(text.splitlines()) if line.startswith("第三条　依照"))
    assert line in {remark.line for remark in report.doubtful}
    assert all(remark.file.endswith("x.md") and remark.problem for remark in report.doubtful)
    assert not report.skipped
    assert contents(tmp_path)[f"{AID}@{NEW}"][2] == FUND  # the first of two stands


def test_a_text_that_was_not_used_is_not_called_doubtful(tmp_path: Path) -> None:
    text = f"# 样品巡夜条例\n\n{articles(OLD_TEXTS)}".replace("第三条", "第二条")
    report = import_(tmp_path, save(tmp_path, "a/x.md", text))
    assert [remark.problem for remark in report.skipped] == ["看不出是哪一天的文本，没有收录"]
    assert report.doubtful == ()


@pytest.mark.parametrize(
    ("make", "read_", "problem"),
    [
        (lambda folder: folder / "none", 1, "没有这个文件或文件夹"),
        (lambda folder: folder, 0, None),  # an empty folder
        (lambda folder: (folder / "loop").symlink_to(folder) or folder, 1, "已经读过"),
        (lambda folder: (folder / "loop").symlink_to(folder / "loop") or folder, 1, ""),  # of itself
        (lambda folder: (folder / "gone").symlink_to(folder / "none") or folder, 1, "不存在"),
        (lambda folder: folder / ("长" * 200), 1, "无法读取"),
    ],
)
def test_nothing_to_read(tmp_path: Path, make: Callable[[Path], Path], read_: int, problem: str | None) -> None:
    folder = tmp_path / "laws"
    folder.mkdir()
    report = import_(tmp_path, make(folder))
    assert (report.read, counts(report)) == (read_, (0, 0, 0, 0))
    assert len(report.skipped) == (problem is not None)
    assert all((problem or "") in remark.problem for remark in report.skipped)
    assert library(tmp_path).empty


# --- the home


def test_two_imports_at_once(tmp_path: Path) -> None:
    """The second is turned away while the first is at work, and the first is not disturbed."""
    folder = statutes(tmp_path / "laws")
    told: list[str] = []

    def second() -> None:
        try:
            import_(tmp_path, folder)
        except LibraryBusy as error:
            told.append(str(error))

    def while_at_work(done: int, total: int) -> None:
        if done == 1:
            thread = threading.Thread(target=second)
            thread.start()
            thread.join()

    report = import_sources(tmp_path, [folder], REGISTRY, while_at_work)
    assert len(told) == 1
    assert "另一个进程正在" in told[0]
    assert report.articles == 14
    assert import_(tmp_path, folder).unchanged == 4


@pytest.mark.parametrize("blocked", ["library", "library/library.sqlite3", "library/import.lock"])
def test_a_home_that_cannot_be_written(tmp_path: Path, blocked: str) -> None:
    folder = statutes(tmp_path / "laws")
    home = tmp_path / "home"
    if blocked == "library":
        save(home, blocked, "")
    else:
        (home / blocked).mkdir(parents=True)
    with pytest.raises(StorageError, match="SHUKUN_HOME"):
        import_(home, folder)


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write everything")
def test_a_read_only_home_can_be_read_and_not_be_imported_into(tmp_path: Path) -> None:
    folder = statutes(tmp_path / "laws")
    home = tmp_path / "home"
    import_(home, folder)
    shown = contents(home)
    library_file(home).chmod(0o400)
    (home / "library").chmod(0o500)
    try:
        assert contents(home) == shown
        save(folder, "more.md", headed("样品巡夜条例", "2020-02-02", OLD_TEXTS))
        with pytest.raises(StorageError, match="权限"):
            import_(home, folder)
    finally:
        (home / "library").chmod(0o700)


def other_database(file: Path, layout: int) -> None:
    connection = sqlite3.connect(file)
    connection.executescript(f"create table notes (text); pragma user_version={layout}")
    connection.close()


@pytest.mark.parametrize(
    "spoil",
    [
        lambda file: file.write_bytes(b"garbage " * 1000),
        lambda file: file.write_bytes(file.read_bytes()[:5000]),
        lambda file: (file.unlink(), other_database(file, 0)),
        lambda file: (file.unlink(), other_database(file, 99)),
        lambda file: (file.unlink(), other_database(file, 1)),  # many programs number their layouts from 1
    ],
    ids=["garbage", "cut short", "another program's", "of a later version", "another program's first"],
)
def test_a_file_that_is_no_library_is_told_and_left_alone(tmp_path: Path, spoil: Callable[[Path], object]) -> None:
    folder = statutes(tmp_path / "laws")
    import_(tmp_path, folder)
    file = library_file(tmp_path)
    spoil(file)
    before = file.read_bytes()
    with pytest.raises(LibraryCorrupt, match="重新导入"):
        import_(tmp_path, folder)
    assert file.read_bytes() == before
    with pytest.raises(LibraryCorrupt, match="重新导入"):
        contents(tmp_path)
    file.unlink()
    assert import_(tmp_path, folder).articles == 14  # as the message says


@pytest.mark.parametrize("left", [b"", None])
def test_a_library_that_was_never_written_is_an_empty_one(tmp_path: Path, left: bytes | None) -> None:
    """What a first import leaves that is stopped at once: an empty file, or one of SQLite without a table."""
    file = save(tmp_path, "library/library.sqlite3", b"")
    if left is None:
        connection = sqlite3.connect(file)
        connection.execute("pragma journal_mode=wal")
        connection.close()
        assert file.stat().st_size > 0
    assert library(tmp_path).empty
    assert import_(tmp_path, statutes(tmp_path / "laws")).articles == 14


def test_readers_see_the_old_state_until_all_is_merged(tmp_path: Path) -> None:
    folder = statutes(tmp_path / "laws")
    import_(tmp_path, folder)
    before, digest = contents(tmp_path), library(tmp_path).digest
    for number in range(120):  # more than are read before what was read is kept
        save(folder, f"more/{number:03}.md", headed(f"样品第{number}号条例", "2020-02-02", OLD_TEXTS))
    save(folder, "aid/README.md", plain(AID, NEW, {**NEW_TEXTS, 3: "作坊借用周转金不超过三十日。"}))
    opened = library(tmp_path)
    seen: list[object] = []

    def look(done: int, total: int) -> None:
        if done % 20 == 0 or done == total:
            seen.append((contents(tmp_path), library(tmp_path).digest, opened.texts(AID, NEW)[key_3]))

    key_3 = next(number for number in opened.texts(AID, NEW) if number.number == 3)
    report = import_sources(tmp_path, [folder], REGISTRY, look)
    assert len(seen) == 8
    assert all(one == (before, digest, FUND) for one in seen)
    assert (report.versions, len(contents(tmp_path))) == (124, 124)
    assert opened.texts(AID, NEW)[key_3] == "作坊借用周转金不超过三十日。"


def test_a_stopped_import_reads_only_what_is_left(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = tmp_path / "laws"
    for number in range(130):
        save(folder, f"{number:03}.md", headed(f"样品第{number}号条例", "2020-02-02", OLD_TEXTS))

    def stop(done: int, total: int) -> None:
        if done == 125:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        import_sources(tmp_path, [folder], REGISTRY, stop)
    assert library(tmp_path).empty
    names: list[str] = []

    def note(bundle: Bundle) -> object:
        names.append(bundle.files[0].name)
        return read(bundle)

    monkeypatch.setattr("knowledge.importing.read", note)
    report = import_(tmp_path, folder)
    assert names == [f"{number:03}.md" for number in range(100, 130)]
    assert (report.unchanged, counts(report)) == (100, (130, 130, 650, 0))
