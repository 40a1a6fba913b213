"""dhr inspect and dhr explain: what each stage saw of a file, and where a row comes from."""

from __future__ import annotations

from pathlib import Path

import click

from dhr.commands.base import UNREAD, LeaveError, output_option, verb


@verb(
    click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path)),
    click.option(
        "--stage",
        type=click.Choice(["tables", "plan", "actions"]),
        default="plan",
        show_default=True,
        help="What the reader saw, what was taken for the plan, or what was read from its rows.",
    ),
    click.option(
        "--keep-names",
        is_flag=True,
        help="Do not mask the names of officers and authors (stage actions; the others show the file as it is).",
    ),
    click.option(
        "--image",
        type=click.Path(dir_okay=False, path_type=Path),
        metavar="OUT.png",
        help="Instead: a picture of a page, with the tables and cells that were found.",
    ),
    click.option(
        "--page", type=click.IntRange(1), help="The page for --image. [default: the first with a table]"
    ),
    click.option("--json", "as_json", is_flag=True, help="One JSON object, for programs."),
)
def inspect(
    file: Path, stage: str, keep_names: bool, image: Path | None, page: int | None, as_json: bool
) -> None:
    """Show what each stage saw of one file. The dataset is not touched."""
    import json

    from dhr import inspecting

    seen, refused = inspecting.look(file, "image" if image else stage, keep_names=keep_names, page=page)
    if refused is not None:
        if as_json:
            click.echo(
                json.dumps({"code": refused.code, "sentence": refused.sentence, "remedy": refused.remedy})
            )
        raise LeaveError(UNREAD, f"{refused.sentence} [{refused.code}]\n-> {refused.remedy}")
    if image is not None:
        import base64

        image.write_bytes(base64.b64decode(seen["png"]))
        click.echo(f"Page {seen['page']} is in {image}: blue around each table, red around each cell.")
        return
    if as_json:
        click.echo(json.dumps(seen, ensure_ascii=False, indent=2))
        return
    from rich.console import Console

    console = Console(highlight=False, soft_wrap=False)
    show = {"tables": inspecting.tables, "plan": inspecting.plan, "actions": inspecting.actions}[stage]
    for piece in show(seen, console.width):
        console.print(piece)


@verb(
    click.argument("action_id"),
    output_option,
    click.option("--json", "as_json", is_flag=True, help="The row as in actions.jsonl, with its findings."),
)
def explain(action_id: str, output: Path, as_json: bool) -> None:
    """Show where every value of a row comes from: value <- rule <- cell <- page.

    ACTION_ID stands in every output; its beginning is enough where no other id begins so.
    """
    import json
    from shutil import get_terminal_size

    from dhr.explain import find_id, text
    from publish.names import STORE
    from publish.store import findings_of, get

    db = output / STORE
    found, others = find_id(db, action_id)
    if found is None:
        if others:
            raise click.UsageError(
                f"Several rows begin with {action_id!r}: {', '.join(others)} ... Type more of it."
            )
        raise click.UsageError(f"No row begins with {action_id!r}. Its id stands in the column action_id.")
    row, findings = get(db, found), findings_of(db, found)
    assert row is not None
    if as_json:
        click.echo(json.dumps(row | {"findings_in_full": findings}, ensure_ascii=False, indent=2))
        return
    click.echo(text(row, findings, min(get_terminal_size().columns, 120)))
