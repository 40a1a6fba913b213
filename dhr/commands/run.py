"""dhr run and dhr verify: write the outputs, and check that they are whole."""

from __future__ import annotations

import signal
import threading
from pathlib import Path
from types import FrameType

import click

from dhr.commands.base import INTERRUPTED, UNREAD, LeaveError, output_option, verb


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
