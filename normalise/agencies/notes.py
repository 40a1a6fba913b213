"""What stands in a bracket behind an organisation: an acronym, a place, a department, or what a kind of body means."""

from __future__ import annotations

import re
from dataclasses import replace

from normalise.agencies.chunks import is_post, says_something, text_of
from normalise.agencies.departments import Entry, fits
from normalise.agencies.items import Item
from normalise.agencies.readings import UNKNOWN, Read
from normalise.agencies.words import Words


def _named_in_bracket(entries: list[Entry], inside: list[Item]) -> bool:
    """Take the bodies in the bracket behind a kind of body for what answers to it: "Police (SYP and WYP)"."""
    last = entries[-1]
    kind = last.read.readings[0]
    if last.read.body is None or last.read.placed or kind.kind == "collective":
        return False
    named = [i.read for i in inside if i.read is not None and i.read.body is None]
    same = [read for read in named if read.readings[0].kind == kind.kind]
    if not same or len(same) < len(inside):
        return False
    if len(same) == 1:
        answering = same[0].readings[0]
        last.read = replace(
            last.read, readings=(replace(kind, current_name=answering.current_name, basis="stated"),)
        )
    else:
        entries[-1:] = [Entry(read) for read in same]
    return True


PARTS = frozenset({"place", "locality", "area", "division", "district", "region", "team", "unit", "hub"})
"""Last words of what is a part of the body in its bracket."""
SINCE = re.compile(r"now(?:\s+(?:known\s+as|called|part\s+of|the|merged\s+(?:into|with)))*\s+", re.IGNORECASE)


def _renamed(entry: Entry, name: str, inside: list[Item]) -> None:
    """Take the bracket of "NHS Anytown (now Anytown ICB)" for today's name of the body before it."""
    read = next((i.read for i in inside if i.read is not None), None)
    known = read is not None and (read.body is None or read.placed)
    now = read.readings[0].current_name if read is not None and known else name
    entry.read = replace(
        entry.read, readings=tuple(replace(r, current_name=now) for r in entry.read.readings)
    )


def qualify(words: Words, notes: list[tuple[int, int]], items: list[Item], entries: list[Entry]) -> None:
    """A bracket after an organisation: an acronym or place says nothing new, a department is its unit."""
    for start, end in notes:
        inside = [i for i in items if start <= i.start < end]
        if _named_in_bracket(entries, inside):
            continue
        text = text_of(words, start, end)
        if SINCE.match(text):
            _renamed(entries[-1], SINCE.sub("", text), inside)
            continue
        covered = sum(
            i.end - i.start for i in inside if i.read is None or i.read.body is None or i.read.placed
        )
        last = entries[-1]
        resolved = next((i.read for i in inside if i.read is not None and i.read.body is None), None)
        post = last.read.findings == (UNKNOWN,) and is_post(last.read.readings[0].as_written)
        if resolved is None and post:
            resolved = next((i.read for i in inside if i.read is not None), None)
        whole = next((i for i in inside if i.read is not None and (i.start, i.end) == (start, end)), None)
        kind_only = whole is not None and whole.read is not None and whole.read.body is not None
        if last.read.findings == (UNKNOWN,) and resolved is None and kind_only and end - start > 1:
            assert whole is not None and whole.read is not None  # "Stoke RA (Responsible Authorities Group)"
            written = last.read.readings[0].as_written
            last.read = replace(
                whole.read, readings=tuple(replace(r, as_written=written) for r in whole.read.readings)
            )
            continue
        owner = resolved.readings[0] if resolved is not None else None
        body = last.read.body
        department = body is not None and owner is not None and fits(body, owner)
        if owner is not None and (department or post):
            last.units.insert(0, last.read.readings[0].as_written)
            last.read = Read(
                (owner,), resolved.body if resolved else None, resolved.findings if resolved else ()
            )
            continue
        short = end - start == 1 and text.isupper()
        outer = last.read.readings[0].as_written
        part = outer.split()[-1].casefold() in PARTS if outer else False
        if last.read.findings == (UNKNOWN,) and resolved is not None and part and covered == end - start:
            last.units.insert(0, outer)  # "Rotherham Place (SY ICB)"
            last.read = Read(resolved.readings, None, resolved.findings)
            continue
        if last.read.findings == (UNKNOWN,) and resolved is not None and short:
            written = last.read.readings[0].as_written
            last.read = Read(
                tuple(replace(r, as_written=written) for r in resolved.readings), None, resolved.findings
            )
        elif (
            covered < end - start
            and not short
            and says_something(text)
            and not text.casefold().startswith(("formerly", "previously"))
        ):
            last.units.append(text)
