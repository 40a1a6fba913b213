"""dhr search: across every row of the outputs."""

from __future__ import annotations

import re
from pathlib import Path

import click

from dhr.commands.base import output_option, verb

_WITHOUT = re.compile(r"""-(?:["“]|[^\W\d_]{2})""")  # not -o, -h or --theme


def _closed(context: click.Context, parameter: click.Parameter, value: str | None) -> str | None:
    """Refuse a value of a filter that knows but a few, with a sentence that names them."""
    from publish.store.filters import OF_FEW_VALUES

    note = "" if value is None else OF_FEW_VALUES[str(parameter.name)](value).note
    if note:
        raise click.BadParameter(note)
    return value


class _Query(click.Command):
    """Reads -police as "without police", where click would look for the options -p, -o lice."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        apart = [("NOT", arg[1:]) if _WITHOUT.match(arg) else (arg,) for arg in args]
        return super().parse_args(ctx, [part for parts in apart for part in parts])


@verb(
    click.argument("query", nargs=-1),
    output_option,
    click.option("--agency", help="Under any of its names: lead or addressed."),
    click.option("--theme", help="Id or label of a theme."),
    click.option("--scope", callback=_closed, help="local, regional, national or unknown."),
    click.option(
        "--status",
        callback=_closed,
        help="complete, in_progress, not_started, not_accepted, superseded or unknown.",
    ),
    click.option("--area", help="Place or partnership."),
    click.option("--year", callback=_closed, help="Year of any date of the row or its plan."),
    click.option("--limit", type=click.IntRange(0), default=20, show_default=True, help="Rows shown."),
    click.option("--json", "as_json", is_flag=True, help="One JSON object, for programs."),
    kind=_Query,
)
def search(query: tuple[str, ...], output: Path, limit: int, as_json: bool, **filters: str | None) -> None:
    """Search all rows: words in any form, "phrases", A OR B, -without, beginn*.

    Without a query, every row that passes the filters.
    """
    import json
    from dataclasses import asdict
    from shutil import get_terminal_size

    from dhr.searching import text
    from publish.names import STORE
    from publish.store import search as find

    result = find(output / STORE, " ".join(query), limit=limit, **filters)
    if as_json:
        click.echo(json.dumps(asdict(result), ensure_ascii=False, indent=2))
        return
    click.echo(text(result, min(get_terminal_size().columns, 120)))
