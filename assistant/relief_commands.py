"""The command ``relief``: routes for the facts of a file, or an interview that asks for them."""

import json
import re
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from rich.markup import escape

from assistant.errors import AssistantError, CalculationError
from assistant.settings import read_settings
from assistant.shapes import choice_json
from assistant.terminal import JsonFlag, out

if TYPE_CHECKING:
    from assistant.relief.choosing import Choice, Chooser, Chosen, Question
    from assistant.relief.interview import Interview
    from knowledge.relief import Facts

SHOWN = 3  # routes in full, on a terminal; the JSON has all
LINES = 6  # of a part of a route
KEPT = "interview.json"  # under the data folder: an interview that was broken off
HELP = "回车或“不清楚”跳过，b 回上一题，s 看已答的，q 存下离开"


def relief_command(
    file: Annotated[str | None, typer.Argument(metavar="FACTS.yaml", help="事实；不写就一题一题地问")] = None,
    as_json: JsonFlag = False,
    listed: Annotated[bool, typer.Option("--list", help="列出可以写的事实")] = False,
    again: Annotated[bool, typer.Option("--new", help="不接着上次的，从头问")] = False,
) -> None:
    """按事实选择纾困路径：哪些条件符合、还缺什么、怎么办、去哪里、带什么。"""
    from assistant.relief.choosing import Chooser  # noqa: PLC0415  keeps --help fast
    from assistant.relief.facts import read_facts  # noqa: PLC0415
    from knowledge.relief import ReliefRules  # noqa: PLC0415

    rules = ReliefRules.load()
    chooser = Chooser(rules)
    if listed:
        for fact in rules.facts.values():
            values = "、".join(fact.choices) or {"yes_no": "是、否"}.get(fact.type.value, f"整数{fact.unit}")
            out.print(escape(f"{fact.key}: {fact.question}（{values}）"))
        return
    facts = read_facts(Path(file).expanduser(), rules) if file else _interview(chooser, again)
    choice = chooser.choose(facts)
    if as_json:
        print(json.dumps(choice_json(choice), ensure_ascii=False))
        return
    _print(choice)


def _interview(chooser: "Chooser", again: bool) -> "Facts":
    """Asks until the routes are clear; what was answered is kept, so that it can be gone on with."""
    kept = read_settings().home / KEPT
    interview = _resumed(kept, chooser, again)
    while question := interview.next_question(chooser):
        interview = _ask(interview, question, chooser)
        _keep(kept, interview)
    interview = _corrected(interview, chooser)
    kept.unlink(missing_ok=True)
    return interview.facts(chooser)


def _resumed(kept: Path, chooser: "Chooser", again: bool) -> "Interview":
    from assistant.relief.interview import Interview  # noqa: PLC0415

    if again or not kept.is_file():
        return Interview()
    try:
        interview = Interview.from_json(json.loads(kept.read_text(encoding="utf-8")), chooser)
    except (AssistantError, OSError, ValueError, AttributeError):
        out.print("上次答的用不上了（规则已更新或文件损坏），从头问。")
        return Interview()
    out.print(f"接着上次的，已答{len(interview.answers)}题。从头问请加 --new。")
    return interview


def _keep(kept: Path, interview: "Interview") -> None:
    """Written beside and moved into place, so that a broken write loses nothing."""
    beside = kept.with_suffix(".new")
    try:
        kept.parent.mkdir(parents=True, exist_ok=True)
        beside.write_text(json.dumps(interview.as_json(), ensure_ascii=False), encoding="utf-8")
        beside.replace(kept)
    except OSError as error:
        raise CalculationError(str(kept), f"存不下（{error.strerror}），请检查权限和磁盘空间") from None


def _ask(interview: "Interview", question: "Question", chooser: "Chooser") -> "Interview":
    """One question until it is answered, skipped or taken back; q leaves with what is kept."""
    out.print(f"\n[bold]{len(interview.answers) + 1}. {escape(question.question)}？[/bold]")
    out.print(f"[dim]为什么问：{escape(question.why)}[/dim]")
    while True:
        text = _prompted(question, chooser, HELP)
        match text.strip().lower():
            case "b":
                return interview.back()
            case "q":
                out.print("已存下，下次用 shukun relief 接着答。")
                raise typer.Exit
            case "s":
                _summary(interview, chooser)
                continue
        try:
            return interview.answer(question.key, _meant(text, question, chooser), chooser)
        except CalculationError as error:
            out.print(f"[red]{escape(str(error))}[/red]")


def _prompted(question: "Question", chooser: "Chooser", help: str) -> str:
    """What is typed under the numbered options of a question."""
    from assistant.relief.interview import options  # noqa: PLC0415
    from knowledge.relief import Checklist  # noqa: PLC0415

    for number, (value, shown) in enumerate(options(question, chooser), start=1):
        note = "" if isinstance(question, Checklist) else question.note(value)
        out.print(f"  {number}. {escape(shown)}" + (f" [dim]{escape(note)}[/dim]" if note else ""))
    out.print(f"[dim]{help}[/dim]")
    told = "回答"
    if _many(question):
        told = "回答（可写几个序号，逗号隔开" + ("；确定不是的前面加减号，如 1,-3）" if _checklist(question) else "）")
    return str(typer.prompt(told, default="", show_default=False))


def _many(question: "Question") -> bool:
    """Whether several options may be chosen."""
    return _checklist(question) or getattr(question, "type", None) == "choices"


def _checklist(question: "Question") -> bool:
    from knowledge.relief import Checklist  # noqa: PLC0415

    return isinstance(question, Checklist)


def _meant(text: str, question: "Question", chooser: "Chooser") -> object:
    """Numbers of the options become their values; anything else is taken as it is, nothing as 不清楚."""
    from assistant.relief.interview import options  # noqa: PLC0415

    values = [value for value, _ in options(question, chooser)]
    parts = [part.strip() for part in re.split(r"[,，、\s]+", text) if part.strip()]
    if not parts:
        return None
    numbered = [(part.startswith("-"), part.removeprefix("-")) for part in parts]
    if values and all(number.isdecimal() and 1 <= int(number) <= len(values) for _, number in numbered):
        parts = [("-" if negated else "") + values[int(number) - 1] for negated, number in numbered]
    return parts if _many(question) or len(parts) > 1 else parts[0]


def _summary(interview: "Interview", chooser: "Chooser") -> None:
    from assistant.relief.interview import shown  # noqa: PLC0415

    out.print("\n[bold]您说的[/bold]")
    for number, (key, value) in enumerate(interview.answers, start=1):
        out.print(escape(f"  {number}. {chooser.question(key).question}：{shown(key, value, chooser)}"))


def _corrected(interview: "Interview", chooser: "Chooser") -> "Interview":
    """The summary, and answers to be given again until it is right."""
    while True:
        _summary(interview, chooser)
        text = typer.prompt("都对请回车，要改的写序号", default="", show_default=False).strip()
        if not text:
            return interview
        if not text.isdecimal() or not 1 <= int(text) <= len(interview.answers):
            out.print("请写上面的序号。")
            continue
        question = chooser.question(interview.answers[int(text) - 1][0])
        out.print(f"[bold]{escape(question.question)}？[/bold]")
        answer = _prompted(question, chooser, "回车为不清楚")
        try:
            interview = interview.answer(question.key, _meant(answer, question, chooser), chooser)
        except CalculationError as error:
            out.print(f"[red]{escape(str(error))}[/red]")


def _print(choice: "Choice") -> None:
    from assistant.relief.advice import COURT_DECIDES  # noqa: PLC0415

    if not choice.routes:
        out.print("按您说的事实，没有一条路径的条件都符合。请核对事实，或者向法院诉讼服务窗口咨询。")
    shown = [one for one in choice.routes[:SHOWN] if one.grounded]
    if choice.routes and not shown:
        out.print("现在还说不准：您说的还不够看出该走哪条路，也没有说走不通。")
    for number, one in enumerate(shown, start=1):
        _print_route(number, one)
    rest = [one for one in choice.routes if one not in shown]
    if rest:
        out.print("\n还可以考虑：" + escape("、".join(one.route.record.title for one in rest[:8])))
    if choice.excluded:
        out.print(f"\n条件不符合的有{len(choice.excluded)}条，用 --json 看理由。")
    if choice.ask_next:
        out.print(f"\n最该先弄清：{escape(choice.ask_next.question)}（{escape(choice.ask_next.why)}）")
    out.print(f"\n[dim]{COURT_DECIDES}[/dim]")


def _print_route(number: int, one: "Chosen") -> None:
    from assistant.relief.advice import advise  # noqa: PLC0415

    advice = advise(one)
    title = escape(one.route.record.title)
    out.print(f"\n[bold]{number}. {title}[/bold]  {one.route.kind.value}  [dim]{one.route.mechanism}[/dim]")
    for head, conditions in (
        ("理由", one.reasons),
        ("符合", one.met),
        ("还要弄清", one.unknown),
        ("要留意", one.doubts),
    ):
        for condition in conditions:
            out.print(f"  {head}：{escape(condition.says)}")
    for head, lines in (
        ("向谁提出", advice.office),
        ("步骤", advice.steps),
        ("材料", advice.papers),
        ("费用", advice.cost),
        ("期限", advice.deadline),
        ("风险", advice.risks),
    ):
        if lines:
            out.print(f"  [underline]{head}[/underline]")
            for line in lines[:LINES]:
                out.print(escape(f"    · {line}"))
    if one.route.combines:
        out.print("  可以一起用：" + escape("、".join(record.title for record in one.route.combines)))
    for basis in advice.basis:
        out.print(escape(f"  依据：{basis}") + ("" if basis.verified else "  [red]未核对原文[/red]"))
