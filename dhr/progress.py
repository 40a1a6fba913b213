"""Progress on stderr: a bar on a terminal, plain lines in a log. Names and codes of files only, never their text."""

from __future__ import annotations

import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from dhr.run import Reporter

_EVERY_SECONDS = 10.0
"""In a log, a line at most so often."""

_WALLS = {
    "own process": "files are read in processes of their own",
    "memory": "memory and time limited",
    "network": "no network",
    "files": "no other files",
    "system calls": "system calls filtered",
    "Python calls": "Python calls filtered (no network wall on this system)",
}


@contextmanager
def reporter() -> Iterator[Reporter]:
    """The reporter that fits where stderr goes."""
    if not sys.stderr.isatty():
        yield _Lines()
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    bar = Progress(
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeRemainingColumn(elapsed_when_finished=True),
        console=Console(stderr=True, highlight=False),
    )
    with bar:
        yield _Bar(bar)


def banner(todo: int, known: int, walls: tuple[str, ...], jobs: int) -> str:
    """What is about to be read, and what protects the machine from it."""
    unchanged = f" ({known:,} unchanged since an earlier run)" if known else ""
    if not todo:
        return f"No new file to read{unchanged}." if known else "There is no file to read."
    files = f"Reading {todo:,} file{'' if todo == 1 else 's'}{unchanged}"
    at_once = f", {jobs} at a time" if min(todo, jobs) > 1 else ""
    protection = "; ".join(_WALLS[wall] for wall in walls if wall in _WALLS)
    return f"{files}{at_once}. Protection: {protection}."


class _Lines:
    def __init__(self) -> None:
        self._todo = self._done = self._problems = 0
        self._next = 0.0

    def looking(self, files: int) -> None:
        pass

    def reading(self, todo: int, known: int, walls: tuple[str, ...], jobs: int) -> None:
        self._todo = todo
        self._say(banner(todo, known, walls, jobs))

    def read(self, name: str, problem: str) -> None:
        self._done += 1
        if problem:
            self._say(f"{name}: {problem}")
        if time.monotonic() >= self._next or self._done == self._todo:
            self._next = time.monotonic() + _EVERY_SECONDS
            self._say(f"{self._done} of {self._todo} read")

    def writing(self) -> None:
        self._say("Writing the outputs")

    @staticmethod
    def _say(line: str) -> None:
        print(line, file=sys.stderr, flush=True)


class _Bar:
    def __init__(self, bar: Any) -> None:
        self._bar = bar
        self._task = bar.add_task("Starting the readers", total=None)

    def looking(self, files: int) -> None:
        self._bar.update(self._task, completed=files, description="Looking at the folder")

    def reading(self, todo: int, known: int, walls: tuple[str, ...], jobs: int) -> None:
        self._bar.console.print(banner(todo, known, walls, jobs), soft_wrap=False)
        self._bar.remove_task(self._task)
        self._task = self._bar.add_task("Reading", total=todo)

    def read(self, name: str, problem: str) -> None:
        self._bar.advance(self._task)
        if problem:
            self._bar.console.print(f"{name}: {problem}", markup=False)

    def writing(self) -> None:
        self._bar.update(self._task, description="Writing the outputs")
