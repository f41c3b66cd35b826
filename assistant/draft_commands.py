"""The command ``draft``: a form and its values → a document."""

import asyncio
import json
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer
from rich.markup import escape

from assistant.errors import DraftError
from assistant.settings import read_settings
from assistant.terminal import JsonFlag, out

if TYPE_CHECKING:
    from assistant.drafting.document import Document
    from assistant.drafting.formbook import Formbook
    from assistant.drafting.stories import Story
    from assistant.drafting.values import Values
    from knowledge.forms import Form

WORD, PAGES = ".docx", frozenset({".html", ".htm"})


def target_of(to: str) -> Path:
    """Where a document is to go; raises typer.BadParameter."""
    target = Path(to).expanduser()
    if target.suffix.lower() not in {WORD, *PAGES}:
        raise typer.BadParameter("只能存成 .docx 或 .html，请改文件名。")
    return target


def draft_command(  # noqa: PLR0913  options of one command
    name: Annotated[
        str | None, typer.Argument(help="哪种文书：编号或名称，如 执行和解协议；用 --list 查看", metavar="FORM")
    ] = None,
    listed: Annotated[bool, typer.Option("--list", help="列出全部文书，或者一种文书要填什么")] = False,
    values: Annotated[str | None, typer.Option("--values", metavar="FILE", help="填写内容：.yaml 或 .json")] = None,
    story: Annotated[str | None, typer.Option("--from", metavar="STORY.txt", help="从一段案情里找出填写内容")] = None,
    target: Annotated[
        Path | None, typer.Option("--out", parser=target_of, metavar="FILE", help="存成 .docx 或 .html")
    ] = None,
    template: Annotated[str | None, typer.Option("--template", metavar="FILE", help="用自己的 .docx 模板排版")] = None,
    blanks: Annotated[bool, typer.Option("--blanks", help="没有给的必填项留出空白，打印后手写")] = False,
    force: Annotated[bool, typer.Option("--force", help="文件已存在时覆盖")] = False,
    as_json: JsonFlag = False,
) -> None:
    """起草文书：和解、调解、分期、申请书等，存成 Word 或网页。"""
    from assistant.drafting.formbook import Formbook  # noqa: PLC0415  keeps --help fast
    from assistant.drafting.shapes import draft_json, story_json  # noqa: PLC0415

    book = Formbook.load()
    if name is None:
        _list(book, as_json)
        return
    form = book.form(name)
    if listed or (values is None and story is None and not blanks):
        _list_fields(form, as_json)
        return
    page = Path(template).expanduser() if template else None
    check_target(target, page, force)
    text, referral = _story(story) if story else ("", None)
    told = _told(form, text) if story else None
    given = {**(told.values if told else {}), **_read(values)}
    read = book.values(form, given, blanks or story is not None)
    document = book.draft(read)
    made = save_document(target, document, page, read) if target else None
    shape = draft_json(document, str(target) if target else None, made, read.missing, book.unused(read))
    shape |= story_json(form, text, told, referral)
    if as_json:
        print(json.dumps(shape, ensure_ascii=False))
        return
    _print(shape)


def _read(values: str | None) -> dict[str, object]:
    from assistant.drafting.value_file import read_value_file  # noqa: PLC0415

    return dict(read_value_file(Path(values).expanduser())) if values else {}


def _story(file: str) -> tuple[str, str | None]:
    """What of a story both sides may read, and where to turn if somebody in it may be in danger."""
    from assistant.checking.reading import read  # noqa: PLC0415
    from assistant.drafting.proposing.confidences import read_told  # noqa: PLC0415
    from assistant.screening import help_for  # noqa: PLC0415

    told = read(file)
    return read_told(told).text, help_for(told)


def _told(form: "Form", text: str) -> "Story":
    """Read by the rules, and where a language model is configured by it, too."""
    from assistant.drafting.stories import values_of  # noqa: PLC0415

    settings = read_settings()
    if not settings.has_model:
        return values_of(text, form, date.today())
    from assistant.composing.upstream import Upstream  # noqa: PLC0415  LangChain
    from assistant.drafting.stories.with_model import StoryReader  # noqa: PLC0415

    return asyncio.run(StoryReader(Upstream(settings)).values_of(text, form, date.today()))


def check_target(target: Path | None, template: Path | None, force: bool) -> None:
    """Before anything is drafted: whether the place to write to may be written to. Raises DraftError."""
    if target is None:
        if template or force:
            raise DraftError(("用 --template 或 --force 时，要用 --out 写明存到哪个文件",))
        return
    if template and target.suffix.lower() != WORD:
        raise DraftError(("--template 只用于 .docx，请把 --out 改成 .docx",))
    if template and target.resolve() == template.resolve():
        raise DraftError((f"{target} 是模板本身，不能写回，请换一个文件名",))
    if target.is_dir():
        raise DraftError((f"{target} 是文件夹，请写明文件名",))
    if target.exists() and not force:
        raise DraftError((f"{target} 已经存在，没有改动。要覆盖请加 --force，或者换一个文件名",))


def save_document(
    target: Path, document: "Document", template: Path | None = None, values: "Values | None" = None
) -> bytes:
    """Writes a document as its name says, and returns what was written. Raises DraftError, RevisionError."""
    from assistant.drafting.saving import save  # noqa: PLC0415

    if target.suffix.lower() == WORD:
        from assistant.drafting.word import word  # noqa: PLC0415  python-docx and docxtpl

        made = word(document, template=template, values=values)
    else:
        from assistant.drafting.page import page  # noqa: PLC0415

        made = page(document).encode()
    save(target, made)
    return made


def print_referral(referral: str | None) -> None:
    """Before all else, where somebody may be in danger."""
    if referral:
        out.print(f"[bold]{escape(referral)}[/bold]\n")


def _print(told: dict[str, Any]) -> None:
    print_referral(told.get("referral"))
    if told.get("found"):
        out.print("[bold]从案情里找到的，请逐项核对[/bold]")
        for one in told["found"]:
            out.print(escape(f"  · {one['label']}：{_shown(one['value'])}") + f"  [dim]{escape(one['why'])}[/dim]")
    for one in told.get("conflicts", ()):
        out.print(escape(f"  ! {one['why']}"))
    if told["out"]:
        out.print(f"[bold]{escape(told['title'])}[/bold]已起草，存到 {escape(told['out'])}。")
    else:
        out.print(escape(told["text"]))
    if told["missing"]:
        out.print(f"\n[bold]留了空白、要补填的（{len(told['missing'])}项）[/bold]")
        for one in told["missing"]:
            out.print(escape(f"  · {one['label']}（{one['name']}）：{one['help']}"))
    if told["unused"]:
        out.print("\n[bold]填了但没有写进文书的[/bold]（与别的选择不搭配）")
        for one in told["unused"]:
            out.print(escape(f"  · {one['label']}（{one['name']}）"))
    out.print(f"\n[dim]{told['label']}[/dim]")


def _shown(value: Any) -> str:
    """A raw value on one line."""
    rows = value if isinstance(value, list) else [value]
    return "；".join("，".join(filter(None, row.values())) if isinstance(row, dict) else str(row) for row in rows)


def _list(book: "Formbook", as_json: bool) -> None:
    forms = sorted(book.forms.values(), key=lambda form: form.id)
    if as_json:
        from assistant.drafting.shapes import forms_json  # noqa: PLC0415

        print(json.dumps(forms_json(forms), ensure_ascii=False))
        return
    for form in forms:
        out.print(
            f"[bold]{form.id.removeprefix('form-')}[/bold]  {escape(form.title)}  [dim]{'、'.join(form.aliases)}[/dim]"
        )
    out.print("\n用 shukun draft FORM --list 查看一种文书要填什么，FORM 写编号或名称。")


def _list_fields(form: "Form", as_json: bool) -> None:
    if as_json:
        from assistant.drafting.shapes import fields_json  # noqa: PLC0415

        print(json.dumps(fields_json(form), ensure_ascii=False))
        return
    out.print(f"[bold]{form.id.removeprefix('form-')}[/bold]  {escape(form.title)}：{escape(form.purpose)}")
    for one in form.fields:
        need = "必填" if one.required else "选填"
        among = "；".join(one.choices) or "｜".join(one.columns)
        out.print(escape(f"\n{one.name}:  {one.label}（{need}，{one.type.label}{f'：{among}' if among else ''}）"))
        out.print(escape(f"    {one.help}\n    例：{one.example}"), style="dim")
    out.print(
        f"\n把要填的写成 .yaml 文件，一项一行（名称: 值），再运行："
        f"shukun draft {form.id.removeprefix('form-')} --values FILE.yaml --out FILE.docx"
    )
    out.print(f"交给谁、怎么交：{escape(form.submit)}")
