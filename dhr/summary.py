"""What a run came to, for the person who started it: counts, what failed and what to do about it, where the files are."""

from __future__ import annotations

import shutil
import textwrap
from collections.abc import Iterable, Mapping, Sequence
from itertools import groupby
from pathlib import Path

from dhr.run import WORKBOOK, Summary
from publish.model import Outcome

_NAMES_SHOWN = 5


def text(done: Summary, output: Path, width: int | None = None) -> str:
    """The summary as lines of at most width characters (default: the terminal's)."""
    width = min(width or shutil.get_terminal_size().columns, 100)
    counts = done.published.counts
    lines = ["", _headline(counts)]
    if done.kept:
        lines += [
            "",
            *_wrapped(
                f"The run was interrupted before it had read as much as the run before: {output} keeps the"
                f" {done.kept:,} rows of that. What was read now is kept for the next run.",
                width,
                "",
            ),
        ]
        return "\n".join(lines)
    lines += _body(done.published.outcomes, width)
    lines += _gone(done.gone, width)
    lines += [
        "",
        f"Workbook:  {output / WORKBOOK}",
        f"Report:    {output / 'documents.csv'} (one line a file)",
    ]
    return "\n".join(lines)


def _headline(counts: Mapping[str, int]) -> str:
    read = counts["ok"] + counts["partial"]
    files = f"{counts['files']:,} file{'' if counts['files'] == 1 else 's'}"
    parts = [files, f"{read:,} read", f"{counts['plans']:,} with an action plan"]
    rows = f"{counts['actions']:,} rows"
    review = f", {counts['needs_review']:,} of them for a person to check" if counts["needs_review"] else ""
    return f"{', '.join(parts)}: {rows}{review}."


def _gone(paths: Sequence[str], width: int) -> Iterable[str]:
    if paths:
        yield ""
        yield f"Read by the run before and no longer there ({len(paths)}); their rows are out of the outputs:"
        yield from _wrapped(_shown(paths), width, "  ")


def _body(outcomes: Sequence[Outcome], width: int) -> Iterable[str]:
    titles = {
        "failed": "Not read",
        "partial": "Read in part",
        "skipped": "Skipped",
        "duplicate": "Duplicates",
    }
    by_status: dict[str, list[Outcome]] = {status: [] for status in titles}
    for made in outcomes:
        if made.status in by_status:
            by_status[made.status].append(made)
    for status, title in titles.items():
        if by_status[status]:
            yield ""
            yield f"{title} ({len(by_status[status])}):"
            yield from _reasons(by_status[status], width, brief=status in ("skipped", "duplicate"))
    empty = [made for made in outcomes if made.status == "ok" and made.code]
    if empty:
        yield ""
        yield f"Read, and no action plan found ({len(empty)}):"
        yield from _reasons(empty, width, brief=True)


def _reasons(outcomes: list[Outcome], width: int, *, brief: bool) -> Iterable[str]:
    """Files that failed for the same reason, together, with the reason and the remedy once."""
    ordered = sorted(outcomes, key=lambda made: (made.code, made.sentence, made.path))
    for (code, sentence, remedy), group in groupby(ordered, key=lambda m: (m.code, m.sentence, m.remedy)):
        files = list(group)
        if brief and code == "DUPLICATE":
            sentence, remedy = f"Same content as {files[0].duplicate_of}.", ""
        yield from _wrapped(_names(files), width, "  ")
        yield from _wrapped(f"{sentence} [{code}]", width, "      ")
        if remedy and remedy != "Nothing to do.":
            yield from _wrapped(f"-> {remedy}", width, "      ")


def _names(outcomes: list[Outcome]) -> str:
    return _shown([made.path for made in outcomes])


def _shown(paths: Sequence[str]) -> str:
    shown = ", ".join(paths[:_NAMES_SHOWN])
    more = len(paths) - _NAMES_SHOWN
    return f"{shown} and {more:,} more" if more > 0 else shown


def _wrapped(line: str, width: int, indent: str) -> list[str]:
    return textwrap.wrap(
        line,
        width,
        initial_indent=indent,
        subsequent_indent=indent,
        break_long_words=False,
        break_on_hyphens=False,
    )
