"""The command ``propose``: a mediator's notes → a proposal for the mediator, or for one side."""

import json
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer
from rich.markup import escape

from assistant.draft_commands import check_target, print_referral, save_document, target_of
from assistant.settings import read_settings
from assistant.terminal import JsonFlag, out

if TYPE_CHECKING:
    from assistant.drafting.proposing.proposal import Proposal


def propose_command(
    story: Annotated[str, typer.Argument(metavar="STORY.txt", help="调解员记的案情；写 - 从标准输入读")],
    side: Annotated[str | None, typer.Option("--for", help="写给债权人或者债务人；不写就是调解员自己用的")] = None,
    target: Annotated[
        Path | None, typer.Option("--out", parser=target_of, metavar="FILE", help="存成 .docx 或 .html")
    ] = None,
    force: Annotated[bool, typer.Option("--force", help="文件已存在时覆盖")] = False,
    as_json: JsonFlag = False,
) -> None:
    """写调解方案：要弄清的事、双方利益、可走的路、算账、步骤、协议草案和依据。"""
    from assistant.assembly import open_toolbox  # noqa: PLC0415  keeps --help fast
    from assistant.checking.reading import read  # noqa: PLC0415
    from assistant.drafting.proposing.confidences import read_told, side_of  # noqa: PLC0415
    from assistant.drafting.proposing.drafted import draft_of  # noqa: PLC0415
    from assistant.drafting.proposing.proposal import propose  # noqa: PLC0415
    from assistant.screening import help_for  # noqa: PLC0415

    to = side_of(side) if side else None
    check_target(target, None, force)
    notes, today = read(story), date.today()
    told, referral = read_told(notes), help_for(notes)
    proposal = propose(told, open_toolbox(read_settings()), today, to, draft_of(told.text, today))
    if target:
        save_document(target, proposal.document)
    if as_json:
        print(json.dumps(_json(proposal, target) | {"referral": referral}, ensure_ascii=False))
        return
    print_referral(referral)
    if target:
        out.print(f"[bold]{escape(proposal.document.title)}[/bold]已写好，存到 {escape(str(target))}。")
    else:
        out.print(escape(proposal.document.text))


def _json(proposal: "Proposal", target: Path | None) -> dict[str, Any]:
    return {
        "title": proposal.document.title,
        "for": proposal.side.value if proposal.side else None,
        "out": str(target) if target else None,
        "text": proposal.document.text,
        "sources": [passage.id for passage in proposal.sources],
    }
