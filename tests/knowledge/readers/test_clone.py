"""A repository of texts is fetched into a folder that goes again; nothing but data comes over."""

import shutil
import subprocess
from pathlib import Path

import pytest

from knowledge.errors import SourceError
from knowledge.readers.clone import PREFIX, cloned, without_secret

pytestmark = pytest.mark.skipif(shutil.which("git") is None, reason="git is not on this machine")


def repository(folder: Path, **files: str) -> Path:
    """A git repository with these files, committed."""
    git = ["git", "-C", str(folder), "-c", "user.name=t", "-c", "user.email=t@localhost", "-c", "commit.gpgsign=false"]
    folder.mkdir()
    subprocess.run([*git, "init", "--quiet"], check=True)
    for name, text in files.items():
        (folder / f"{name}.md").write_text(text, encoding="utf-8")
    (folder / "link.md").symlink_to("/etc/hostname")
    subprocess.run([*git, "add", "."], check=True)
    subprocess.run([*git, "commit", "--quiet", "-m", "texts"], check=True)
    return folder


def test_a_clone_is_there_and_goes(tmp_path: Path) -> None:
    origin = repository(tmp_path / "origin", law="第一条　红。")
    with cloned(f"{PREFIX}file://{origin}") as folder:
        assert (folder / "law.md").read_text(encoding="utf-8") == "第一条　红。"
        assert not (folder / "link.md").is_symlink()  # it would point at a file of this machine
    assert not folder.exists()


@pytest.mark.parametrize(
    ("address", "shown"),
    [
        ("git+file:///does/not/exist", "file:///does/not/exist"),
        ("git+http://127.0.0.1:1/x", "http://127.0.0.1:1/x"),
        ("git+http://ann:secret@127.0.0.1:1/x", "http://127.0.0.1:1/x"),
        ("git+ext::sh -c touch% {mark}", "ext::sh -c"),  # a transport that runs a command
        ("git+--upload-pack=touch {mark}", "--upload-pack"),  # no option, an address
        ("git+", "git"),
    ],
)
def test_an_address_that_gives_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, address: str, shown: str
) -> None:
    mark = tmp_path / "mark"
    allowed = {"GIT_CONFIG_COUNT": "1", "GIT_CONFIG_KEY_0": "protocol.ext.allow", "GIT_CONFIG_VALUE_0": "always"}
    for name, value in allowed.items():  # whatever the user's own git may do
        monkeypatch.setenv(name, value)
    with pytest.raises(SourceError) as caught, cloned(address.format(mark=mark)):
        pytest.fail("nothing was to be had")
    assert shown in str(caught.value)
    assert "请检查地址" in str(caught.value)
    assert "secret" not in str(caught.value)
    assert not mark.exists()


def test_without_git(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "")
    with pytest.raises(SourceError, match="安装 git"), cloned("git+https://localhost/x"):
        pytest.fail("there is no git")


@pytest.mark.parametrize(
    ("address", "shown"),
    [
        ("git+https://ann:secret@host/x", "git+https://host/x"),
        ("git+https://token@host:8080/x@y", "git+https://host:8080/x@y"),
        ("git+https://host/x", "git+https://host/x"),
        ("git+file:///a@b/c", "git+file:///a@b/c"),
    ],
)
def test_a_password_is_not_shown(address: str, shown: str) -> None:
    assert without_secret(address) == shown
