"""The command line: verbs, options and exit codes (CONTRACT.md). What the verbs do stands in modules of their own.

Imports of anything heavy stay inside the verbs: `dhr --help` answers at once.
"""

from __future__ import annotations

import os
import signal
import sqlite3
import sys
import threading
from collections.abc import Callable, Sequence
from pathlib import Path
from types import FrameType
from typing import Any, TypeVar

import click

from dhr import __version__

OK, FAULT, USAGE, UNREAD, RULES, INTERRUPTED = 0, 1, 2, 3, 4, 130
"""Exit codes: all well; unexpected fault; wrong use; done, but some files partial or failed; rules invalid; Ctrl-C."""

F = TypeVar("F", bound=Callable[..., Any])


class LeaveError(Exception):
    """End the command with an exit code and, if there is one, a sentence on stderr."""

    def __init__(self, code: int, sentence: str = "") -> None:
        super().__init__(sentence)
        self.code = code


def invoke(arguments: Sequence[str]) -> int:
    """Run the command line and return the exit code. Whatever happens, the user sees a sentence and no traceback."""
    for stream in (sys.stdout, sys.stderr):  # a Windows console may know fewer characters than the plans hold
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="replace")
    try:
        cli.main(list(arguments), prog_name="dhr", standalone_mode=False)
    except click.exceptions.Exit as end:
        return end.exit_code
    except click.ClickException as error:
        error.show()
        return USAGE
    except (KeyboardInterrupt, click.Abort):
        return _said(INTERRUPTED, "Interrupted.")
    except BrokenPipeError:  # `dhr search ... | head`
        os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
        return OK
    except LeaveError as end:
        return _said(end.code, str(end))
    except Exception as error:  # the one boundary of the program
        return _explained(error)
    return OK


def _said(code: int, sentence: str) -> int:
    if sentence:
        click.echo(f"dhr: {sentence}", err=True)
    return code


def _explained(error: Exception) -> int:
    """A sentence for every error that a command knows, and for the others how to find out more."""
    if os.environ.get("DHR_DEBUG"):
        import traceback

        traceback.print_exception(error)
    from dhr.ledger import LedgerError
    from dhr.lock import BusyError
    from dhr.outputs import OutputError
    from dhr.publisher import PublishError
    from dhr.reply import StartError
    from dhr.run import RunError
    from publish.store import StoreError

    match error:
        case BusyError():
            who = f" (process {error})" if str(error) else ""
            return _said(
                USAGE,
                f"Another run is writing to this output{who}. Wait until it ends, or choose another -o.",
            )
        case StartError(code="RULES_INVALID"):
            return _said(RULES, f"The rules cannot be used:\n{error.detail}")
        case StartError(code="SANDBOX_OPEN"):
            return _said(
                FAULT, f"The walls around the readers do not hold here ({error.detail}), so nothing was read."
            )
        case StoreError():
            return _said(USAGE, f"{error} Run dhr run first, or name the output with -o.")
        case RunError() | OutputError() | LedgerError():
            return _said(FAULT, str(error))
        case PublishError(disk=True) | OSError(filename=None) | sqlite3.OperationalError():
            text = f"The disk did not take the outputs ({error}). The old ones are as they were. Make room and run again."
            return _said(FAULT, text)
        case OSError():
            return _said(
                FAULT, f"{error.strerror}: {error.filename}. What was read stays read; mend it and run again."
            )
    return _said(
        FAULT,
        f"An unexpected fault ({type(error).__name__}). What was read stays read. The same command with --debug shows more;"
        " please report it.",
    )


def _debug(context: click.Context, parameter: click.Parameter, value: bool) -> None:
    if value:
        os.environ["DHR_DEBUG"] = "1"


debug_option = click.option(
    "--debug", is_flag=True, expose_value=False, callback=_debug, help="Show technical detail of a fault."
)
output_option = click.option(
    "-o",
    "--output",
    type=click.Path(file_okay=False, path_type=Path),
    default=Path("output"),
    show_default=True,
    help="Folder of the outputs.",
)


def verb(*decorators: Callable[[F], F]) -> Callable[[F], click.Command]:
    """A command of dhr, with the option that all have."""

    def make(function: F) -> click.Command:
        for decorator in (debug_option, *reversed(decorators)):
            function = decorator(function)
        return cli.command(context_settings={"help_option_names": ["-h", "--help"]})(function)

    return make


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="dhr")
def cli() -> None:
    """Turn published Domestic Homicide Review action plans into a searchable dataset and an Excel workbook.

    Start with:  dhr run FOLDER
    """


@verb(
    click.argument(
        "paths", nargs=-1, required=True, type=click.Path(exists=True, path_type=Path), metavar="PATH..."
    ),
    output_option,
    click.option(
        "--jobs",
        type=click.IntRange(1, 64),
        help="Files read at the same time. [default: processors, up to 4]",
    ),
    click.option(
        "--timeout",
        type=click.IntRange(1, 3600),
        default=60,
        show_default=True,
        help="Seconds of processor time that one file may take.",
    ),
    click.option(
        "--only",
        type=click.Choice(["failed"]),
        help="Read files again that failed or were read in part. Others stay as they are; new files are read.",
    ),
    click.option("--keep-names", is_flag=True, help="Do not mask the names of officers and authors."),
)
def run(
    paths: tuple[Path, ...], output: Path, jobs: int | None, timeout: int, only: str | None, keep_names: bool
) -> None:
    """Read plans in files and folders, and write the dataset and the workbook.

    Folders are read with all folders in them. Files that did not change since the last run are not read again.
    """
    from dhr import progress, summary
    from dhr.run import Options, default_jobs
    from dhr.run import run as run_all

    if any(path.resolve() == output.resolve() for path in paths):
        raise click.UsageError("The output folder cannot be one of the folders to read.")
    options = Options(paths, output, jobs or default_jobs(), timeout, only == "failed", keep_names)
    stop = _stop_on_signals()
    with progress.reporter() as reporter:
        done = run_all(options, reporter, stop)
    click.echo(summary.text(done, output), err=True)
    if done.interrupted:
        raise LeaveError(INTERRUPTED, "Interrupted. Run the same command again: it goes on where it stopped.")
    if any(made.status in ("failed", "partial") for made in done.published.outcomes):
        raise LeaveError(UNREAD)


def _stop_on_signals() -> threading.Event:
    """The first Ctrl-C (or SIGTERM) ends the reading in an orderly way; the second ends the program."""
    stop = threading.Event()

    def handle(number: int, frame: FrameType | None) -> None:
        if stop.is_set():
            raise KeyboardInterrupt
        stop.set()
        click.echo("\nStopping: writing what has been read. Press Ctrl-C again to leave at once.", err=True)

    signal.signal(signal.SIGINT, handle)
    signal.signal(signal.SIGTERM, handle)
    return stop


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


@verb(
    click.argument("query", nargs=-1),
    output_option,
    click.option("--agency", help="Under any of its names: lead or addressed."),
    click.option("--theme", help="Id or label of a theme."),
    click.option("--scope", help="local, regional, national or unknown."),
    click.option("--status", help="complete, in_progress, not_started, not_accepted, superseded or unknown."),
    click.option("--area", help="Place or partnership."),
    click.option("--year", help="Year of any date of the row or its plan."),
    click.option("--limit", type=click.IntRange(0), default=20, show_default=True, help="Rows shown."),
    click.option("--json", "as_json", is_flag=True, help="One JSON object, for programs."),
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


@verb(output_option)
def verify(output: Path) -> None:
    """Check that the outputs are the ones a run wrote, whole and unchanged."""
    from dhr.outputs import MANIFEST
    from dhr.outputs import verify as check

    problems = check(output)
    for problem in problems:
        click.echo(problem)
    if problems:
        raise LeaveError(UNREAD, f"The outputs disagree with {MANIFEST}. Run dhr run again to mend them.")
    click.echo(f"All files in {output} are as the run wrote them.")


@cli.group(context_settings={"help_option_names": ["-h", "--help"]})
def rules() -> None:
    """For those who edit the rules: are they valid, which never fired, which values met none."""


@rules.command("check")
@debug_option
def rules_check() -> None:
    """Check every rules file. Exit code 4 when something is wrong."""
    from normalise.rulebook import check, rule_files

    problems = check()
    for problem in problems:
        click.echo(problem)
    if problems:
        raise LeaveError(RULES, f"{len(problems)} problem{'' if len(problems) == 1 else 's'} in the rules.")
    click.echo(f"All {len(rule_files())} rules files are valid.")


@rules.command("unused")
@output_option
@click.option("--json", "as_json", is_flag=True, help="One JSON object: rule -> how often it fired.")
@debug_option
def rules_unused(output: Path, as_json: bool) -> None:
    """List the rules that made no reading in the dataset."""
    import json

    from normalise.rulebook import fired, rule_names

    counts = fired(_dataset(output))
    names = rule_names()
    if as_json:
        click.echo(json.dumps({name: counts[name] for name in names}, indent=2))
        return
    never = [name for name in names if not counts[name]]
    for name in never:
        click.echo(name)
    click.echo(f"{len(never)} of {len(names)} rules never fired.", err=True)


@rules.command("unmatched")
@output_option
@click.option("--json", "as_json", is_flag=True, help="A JSON array of {column, value, rows}.")
@debug_option
def rules_unmatched(output: Path, as_json: bool) -> None:
    """List the values in the dataset that no rule could read, the most frequent first."""
    import json

    from normalise.rulebook import unmatched
    from publish.clean import visible

    counts = sorted(unmatched(_dataset(output)).items(), key=lambda item: (-item[1], item[0]))
    if as_json:
        values = [{"column": column, "value": value, "rows": rows} for (column, value), rows in counts]
        click.echo(json.dumps(values, ensure_ascii=False, indent=2))
        return
    for (column, value), count in counts:
        click.echo(f"{count:5}  {column}: {visible(' / '.join(value.split(chr(10))))}")
    click.echo(f"{len(counts)} values met no rule.", err=True)


def _dataset(output: Path) -> list[Any]:
    import json

    from normalise.codec import action_from_dict
    from publish.names import ACTIONS_JSONL

    try:
        with (output / ACTIONS_JSONL).open(encoding="utf-8") as lines:
            return [action_from_dict(json.loads(line)) for line in lines]
    except FileNotFoundError:
        raise LeaveError(
            USAGE, f"There is no dataset in {output}. Run dhr run first, or name the output with -o."
        ) from None
