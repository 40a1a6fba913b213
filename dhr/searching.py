"""Search results for a terminal."""

from __future__ import annotations

import re
import textwrap
from collections.abc import Callable, Iterator

import click

from publish.store import Hit, SearchResult

_MEANINGS = 6
"""Names shown of what a filter stood for: "probation" is sixty bodies."""


def text(result: SearchResult, width: int) -> str:
    """The hits as blocks of lines, the words found in bold (click drops the bold where stdout is no terminal)."""
    lines = list(_head(result, width))
    for hit in result.hits:
        lines += ["", *_block(hit, width)]
    if result.hits:
        lines += ["", "dhr explain ID shows where every value of a row comes from."]
    return "\n".join(lines)


def _head(result: SearchResult, width: int) -> Iterator[str]:
    rows = f"{result.total:,} row{'' if result.total == 1 else 's'}"
    shown = f", the first {len(result.hits)} shown" if len(result.hits) < result.total else ""
    order = ", best first" if result.ranked and result.total > 1 else ""
    yield f"{rows} found{order}{shown}."
    for name, names in result.meaning.items():
        if names:
            yield from _wrap(f"{name}: {_some(names)}", width, "  ")
    yield from (f"  {note}" for note in result.notes)


def _some(names: tuple[str, ...]) -> str:
    more = len(names) - _MEANINGS
    return "; ".join(names[:_MEANINGS]) + (f"; and {more} more" if more > 0 else "")


def _block(hit: Hit, width: int) -> Iterator[str]:
    pages = "" if hit.page_start is None else f"p. {hit.page_start}"
    place = " · ".join(
        part for part in (hit.area, hit.review_reference, hit.plan_date_iso, hit.source_file, pages) if part
    )
    yield from _wrap(f"{hit.action_id}  {place}", width, "")
    marked = _marker(hit)
    number = f"{hit.recommendation_no}: " if hit.recommendation_no else ""
    for name, cell in ((number, hit.recommendation), ("Action: ", hit.action)):
        if cell:
            yield from map(marked, _wrap(f"{name}{_short(cell)}", width, "    "))
    if hit.matches and not any(
        hit.snippet.strip(" …") in (cell or "") for cell in (hit.recommendation, hit.action)
    ):
        yield from map(marked, _wrap(f"Found: {_one_line(hit.snippet)}", width, "    "))
    facts = [
        f"Lead: {', '.join(hit.lead)}" if hit.lead else "",
        f"asked: {', '.join(hit.addressed_to)}" if hit.addressed_to and hit.addressed_to != hit.lead else "",
        f"scope: {', '.join(hit.scope)}",
        f"target: {hit.target_date_stated}" if hit.target_date_stated else "",
        f"status: {hit.status.replace('_', ' ')}",
        "to be checked by a person" if hit.needs_review else "",
    ]
    yield from _wrap(" · ".join(_one_line(fact) for fact in facts if fact), width, "    ")
    if hit.themes:
        yield from _wrap(f"Themes: {', '.join(hit.themes)}", width, "    ")


def _marker(hit: Hit) -> Callable[[str], str]:
    """Sets the words found in bold, after wrapping: the marks take no room on a terminal."""
    words = sorted({hit.snippet[start:end] for start, end in hit.matches}, key=len, reverse=True)
    if not words:
        return str
    found = re.compile(rf"\b(?:{'|'.join(map(re.escape, words))})\b")
    return lambda line: found.sub(lambda word: click.style(word[0], bold=True), line)


def _short(cell: str) -> str:
    line = _one_line(cell)
    return line if len(line) <= 240 else line[:240].rsplit(" ", 1)[0] + " …"


def _one_line(cell: str) -> str:
    return " / ".join(cell.split("\n"))


def _wrap(line: str, width: int, indent: str) -> list[str]:
    return textwrap.wrap(line, width, initial_indent=indent, subsequent_indent=indent or "    ")
