"""``shukun compute`` and ``shukun relief`` as other programs and people meet them."""

import json
from pathlib import Path

import pytest

from tests.assistant.command import read, run

COMPUTED = {
    "name",
    "title",
    "result",
    "upper",
    "unit",
    "in_words",
    "steps",
    "rules",
    "assumptions",
    "not_covered",
    "tables",
}
RULE = {"law", "article", "version", "from", "from_verified", "gist", "verified"}


def test_compute_in_the_promised_shape(tmp_path: Path) -> None:
    got = read(run(tmp_path, "compute", "court-fee", "amount=800000", "--json"))
    assert set(got) == COMPUTED
    assert (got["result"], got["unit"], got["in_words"]) == ("11800.00", "元", "人民币壹万壹仟捌佰元整")
    assert got["rules"] and all(set(rule) == RULE for rule in got["rules"])


def test_compute_lists_what_it_can_do_and_draws(tmp_path: Path) -> None:
    listed = run(tmp_path, "compute", "--list").stdout
    assert "court-fee" in listed and "bankruptcy-vote" in listed
    assert "期数" in run(tmp_path, "compute", "instalments", "--list").stdout
    picture = tmp_path / "plan.svg"
    done = run(tmp_path, "compute", "instalments", "total=90000", "count=6", "first=2026-01-15", "--svg", str(picture))
    assert done.returncode == 0 and "还款计划" in done.stdout
    assert picture.read_text(encoding="utf-8").lstrip().startswith("<?xml")


def test_a_long_value_comes_from_a_file(tmp_path: Path) -> None:
    (tmp_path / "claims.yaml").write_text(
        "- {name: 甲, amount: 600000}\n- {name: 乙, amount: 40万}\n", encoding="utf-8"
    )
    got = read(run(tmp_path, "compute", "recovery", "assets=500000", f"ordinary=@{tmp_path / 'claims.yaml'}", "--json"))
    assert (got["result"], got["unit"]) == ("50.00", "%")


@pytest.mark.parametrize(
    ("args", "told"),
    [
        (("court-fee", "amount=-1"), "amount"),
        (("court-fee", "amount"), "名称=值"),
        (("court-fee", "amount=1", "amount=2"), "两次"),
        (("alimony", "amount=1"), "没有“alimony”"),
        (("interest", "principal=1万", "start=2026-01-01", "end=2030-01-01", "lpr=1"), "end"),
        (("recovery", "assets=1", "ordinary=@/no/such/file"), "读不出"),
        (("deadline", "kind=appeal-judgment", "start=2026-02-30"), "start"),
    ],
)
def test_bad_input_is_one_chinese_line(tmp_path: Path, args: tuple[str, ...], told: str) -> None:
    done = run(tmp_path, "compute", *args)
    assert done.returncode == 1
    assert told in done.stderr and "Traceback" not in done.stderr
    assert not done.stdout


def test_a_rate_beyond_the_ceiling_of_private_lending_is_told(tmp_path: Path) -> None:
    plan = ("compute", "instalments", "total=300000", "count=11", "first=2026-12-30", "--on", "2026-08-01", "--json")
    steps, rules = (read(run(tmp_path, *plan, "rate=12.01"))[name] for name in ("steps", "rules"))
    assert any("民间借贷" in step and "12%" in step and "不予支持" in step for step in steps)  # 3% times four
    assert any("民间借贷" in rule["law"] for rule in rules)
    assert not any("民间借贷" in step for step in read(run(tmp_path, *plan, "rate=12"))["steps"])


def test_relief_in_the_promised_shape(tmp_path: Path) -> None:
    facts = tmp_path / "facts.yaml"
    facts.write_text("asker: litigant\nstage: 执行中\nsealed: [设备]\nsealed_needed: 是\n", encoding="utf-8")
    got = read(run(tmp_path, "relief", str(facts), "--json"))
    assert set(got) == {"routes", "excluded", "ask_next", "notice"}
    assert got["routes"][0]["mechanism"] == "mechanism-live-seizure"
    assert "法院" in got["notice"]
    shown = run(tmp_path, "relief", str(facts)).stdout
    assert "活封" in shown and "步骤" in shown and "由法院审查决定" in shown


def test_with_next_to_nothing_known_no_route_is_set_out(tmp_path: Path) -> None:
    facts = tmp_path / "facts.yaml"
    facts.write_text("asker: litigant\n", encoding="utf-8")
    told = run(tmp_path, "relief", str(facts)).stdout
    assert "现在还说不准" in told and "步骤" not in told
    assert "还可以考虑" in told and "最该先弄清" in told


def test_an_interview_is_kept_and_gone_on_with(tmp_path: Path) -> None:
    first = run(tmp_path, "relief", stdin=b"2\n4\nq\n")
    assert (
        first.returncode == 0
        and "为什么问" in first.stdout
        and "还没有申请执行" in first.stdout
        and "已存下" in first.stdout
    )
    kept = json.loads((tmp_path / "interview.json").read_text(encoding="utf-8"))
    assert kept == {"asker": "litigant", "stage": "执行中"}
    rest = run(tmp_path, "relief", stdin=("\n" * 12).encode())
    assert rest.returncode == 0, rest.stderr
    assert "已答2题" in rest.stdout and "由法院审查决定" in rest.stdout
    assert not (tmp_path / "interview.json").exists()


def test_bad_facts_are_told(tmp_path: Path) -> None:
    facts = tmp_path / "facts.yaml"
    facts.write_text("operating: 是\nshell: 是\n", encoding="utf-8")
    done = run(tmp_path, "relief", str(facts))
    assert done.returncode == 1 and "矛盾" in done.stderr
