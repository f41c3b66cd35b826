"""Files of values: JSON and YAML as data, every scalar as it was written, nothing run."""

import json
from pathlib import Path

import pytest

from assistant.drafting.value_file import read_value_file
from assistant.errors import DraftError


def written(folder: Path, text: str | bytes, name: str = "v.yaml") -> Path:
    file = folder / name
    file.write_bytes(text if isinstance(text, bytes) else text.encode())
    return file


def test_yaml_keeps_what_was_written(tmp_path: Path) -> None:
    text = (
        "phone: 0769\nday: 2026-02-30\nrate: 5.00\nyes: yes\nempty:\nrows:\n  - {a: 1, b: ~}\n\"标签\": '{{ 7*7 }}'\n"
    )
    assert read_value_file(written(tmp_path, text)) == {
        "phone": "0769",
        "day": "2026-02-30",
        "rate": "5.00",
        "yes": "yes",
        "empty": None,
        "rows": [{"a": "1", "b": None}],
        "标签": "{{ 7*7 }}",
    }


def test_json_keeps_what_was_written(tmp_path: Path) -> None:
    text = '\ufeff{"rate": 5.00, "big": 1' + "0" * 5000 + ', "yes": true, "nan": NaN}'
    got = read_value_file(written(tmp_path, text, "v.json"))
    assert (got["rate"], got["yes"], got["nan"]) == ("5.00", True, "NaN")
    assert len(str(got["big"])) == 5001


@pytest.mark.parametrize(
    ("text", "name", "told"),
    [
        ("!!python/object/apply:os.system ['true']", "v.yaml", "名称: 值"),
        ("a: !!python/object/apply:os.system ['true']", "v.yaml", None),  # a list, whatever its tag
        ("a: !!python/name:os.system x", "v.yaml", "写法"),
        ("a: &x [1]\nb: *x", "v.yaml", "引用"),
        ("a: " + "[" * 50 + "]" * 50, "v.yaml", "层次太深"),
        ("- " * 100_000, "v.yaml", "层次太深"),
        ("a: [" + "1," * 60_000 + "1]", "v.yaml", "内容太多"),
        ("a: 1\na: 2", "v.yaml", "“a”写了两次"),
        ("a: 1\n  b: 2", "v.yaml", "第2行"),
        ("a: 1\n---\nb: 2", "v.yaml", "不是有效的 YAML"),
        ("a: \x01", "v.yaml", "不允许的字符"),
        ("? [a]\n: 1", "v.yaml", "名称应是文字"),
        ("- a", "v.yaml", "名称: 值"),
        ("", "v.yaml", "名称: 值"),
        ("{a: 1", "v.json", "第1行"),
        ('{"a": 1, "a": 2}', "v.json", "写了两次"),
        ("[" * 100_000, "v.json", "嵌套太深"),
        ("[1]", "v.json", "名称: 值"),
        (b"\xff\xfe", "v.yaml", "UTF-8"),
        (b"a: " + b"x" * 2**20, "v.yaml", "1 MB"),
        ("a: 1", "v.txt", ".yaml"),
    ],
)
def test_files_that_are_no_values(tmp_path: Path, text: str | bytes, name: str, told: str | None) -> None:
    file = written(tmp_path, text, name)
    if told is None:
        assert read_value_file(file) == {"a": ["true"]}
        return
    with pytest.raises(DraftError) as caught:
        read_value_file(file)
    assert told in str(caught.value) and len(str(caught.value)) < 400


def test_a_file_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(DraftError, match="读不出"):
        read_value_file(tmp_path / "none.yaml")


def test_lists_of_a_form_survive(tmp_path: Path) -> None:
    raw = {"instalments": [{"期次": 1, "付款日期": "2026-12-31", "金额": 5, "钱从哪里来": "回款"}]}
    assert read_value_file(written(tmp_path, json.dumps(raw), "v.json"))["instalments"] == [
        {"期次": "1", "付款日期": "2026-12-31", "金额": "5", "钱从哪里来": "回款"}
    ]
