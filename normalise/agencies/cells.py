"""Read a lead cell: which organisations it names, with their departments."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from functools import lru_cache
from itertools import pairwise

from normalise import names
from normalise.agencies.area import area_around
from normalise.agencies.gazetteer import Gazetteer
from normalise.agencies.items import Item, find, here_of, is_organisation, is_part
from normalise.agencies.nouns import Agency, Context
from normalise.agencies.readings import (
    AMBIGUOUS,
    PERSON,
    RESPELLED,
    UNKNOWN,
    Here,
    Read,
    agency_reading,
    body_reading,
    unknown_reading,
)
from normalise.agencies.spelling import respelled
from normalise.agencies.words import Words, slug, split
from normalise.model import AgencyReading

HARD = re.compile(r"[\n;|/•·●▪]")
JOINERS = frozenset({"and", "&", "with", "plus", "alongside"})
CONNECTED = re.compile(r"[,:+]|\s[-–—]\s|[–—]")
FILLER = frozenset(
    {"the", "of", "for", "to", "in", "by", "on", "behalf", "via", "from", "at", "lead", "leads"}
)
POST = re.compile(
    r"\b(chair|vice|deputy|assistant|head|director|manager|lead|leads|officer|officers|co-?ordinator|chief|executive|"
    r"superintendent|inspector|sergeant|commander|commissioner|nurse|doctor|administrator|adviser|advisor|secretary|"
    r"named|designated|senior|specialist|supt|det|insp|dci|dcs|ds|dsu|t/|cabinet|portfolio|representative|rep|sponsor|owner|author)\b",
    re.IGNORECASE,
)
WHOLE_BODY_KINDS = frozenset(
    {
        "territorial force",
        "national service",
        "council",
        "community safety partnership",
        "collective",
        "housing provider",
    }
)
TITLE_BEFORE = re.compile(r"\b(?:Mr|Mrs|Ms|Miss|Mx|Dr|Prof|Professor)\.?\s*$")
MASKED = re.compile(r"(?:\b(?:Mr|Mrs|Ms|Miss|Mx|Dr|Prof|Professor)\.?\s*)?\[name\](?:['’]s\b)?")
POSSESSIVE_AFTER = re.compile(r"^['’]s\b")
DEICTIC = re.compile(r"^(this|the|our)\s+(agency|organisation|service|own agency)$", re.IGNORECASE)


@dataclass(slots=True)
class Chunk:
    """A stretch of a cell between separators: its bodies and what is left over. joined: a word such as "and" led in."""

    start: int
    end: int
    joined: bool
    items: list[Item] = field(default_factory=list)


@dataclass(slots=True)
class Entry:
    """An organisation being read."""

    read: Read
    units: list[str] = field(default_factory=list)


@lru_cache(maxsize=65536)
def resolve(text: str, context: Context) -> tuple[tuple[AgencyReading, ...], tuple[str, ...]]:
    """Return the organisations a lead cell names, in its order, and finding codes (keys of codes.toml).

    An organisation that is not listed is returned under its written name, agency_id "unlisted:...", basis "unknown".
    """
    text, person = _without_people(text)
    words = split(text)
    if not len(words) and person:
        above, _ = (
            resolve(context.group_label, replace(context, group_label=None))
            if context.group_label
            else ((), ())
        )
        return tuple(replace(r, basis="inferred") for r in above if r.kind != "unlisted"), (PERSON,)
    if not len(words):
        return (), ()
    if context.group_label and DEICTIC.match(text.strip()):
        inherited, findings_above = resolve(context.group_label, replace(context, group_label=None))
        return tuple(replace(r, as_written=text.strip(), basis="inferred") for r in inherited), findings_above
    items = find(words, context)
    readings: list[AgencyReading] = []
    findings: list[str] = []
    for start, end in _segments(words, items):
        inside = [i for i in items if start <= i.start and i.end <= end]
        for reading, codes in _segment(words, start, end, inside, context):
            if not reading.name:
                continue
            _add(readings, reading)
            findings += [code for code in codes if code not in findings]
    return tuple(readings), tuple(findings)


def _without_people(text: str) -> tuple[str, bool]:
    """Take people's names and their titles out of a cell; their posts stay, as the unit of their organisation."""
    plain = MASKED.sub(" ", text)
    masked, text = plain != text, plain
    spans = names.find(text)
    for span in reversed(spans):
        head = TITLE_BEFORE.sub("", text[: span.start])
        text = head + POSSESSIVE_AFTER.sub("", text[span.end :])
    return text, masked or bool(spans)


def _add(readings: list[AgencyReading], reading: AgencyReading) -> None:
    for position, before in enumerate(readings):
        if before.agency_id == reading.agency_id:
            if reading.unit and reading.unit not in before.unit:
                unit = f"{before.unit}; {reading.unit}" if before.unit else reading.unit
                readings[position] = replace(before, unit=unit)
            return
    readings.append(reading)


def _segments(words: Words, items: list[Item]) -> list[tuple[int, int]]:
    """Cut at line ends, semicolons, slashes and bars that do not stand inside a name or a bracket."""
    inside = {k for i in items for k in range(i.start + 1, i.end)}
    cuts = [0]
    depth = 0
    for k in range(len(words)):
        gap = words.text[words.ends[k - 1] if k else 0 : words.starts[k]]
        opened = gap.count("(") - gap.count(")")
        if k and k not in inside and depth <= 0 and HARD.search(gap.split("(")[0]):
            cuts.append(k)
        depth += opened
    cuts.append(len(words))
    return [(a, b) for a, b in pairwise(cuts) if a < b]


def _segment(
    words: Words, start: int, end: int, items: list[Item], context: Context
) -> list[tuple[AgencyReading, tuple[str, ...]]]:
    outer, notes = _brackets(words, start, end)
    whole = _with_its_bracket(words, start, end) if notes and outer else None
    if whole is not None:
        return [(whole, ())]
    if not outer:
        outer, notes = [(a, b) for a, b in notes], []
    note_items = [i for i in items if any(a <= i.start < b for a, b in notes)]
    outer_items = [i for i in items if i not in note_items]
    here = here_of(context)
    chunks = _chunks(words, outer, outer_items)
    entries = _entries(words, chunks, here, context)
    if not entries:
        return []
    if notes:
        _qualify(words, notes, note_items, entries)
    return [_finish(e) for e in entries]


def _finish(entry: Entry) -> tuple[AgencyReading, tuple[str, ...]]:
    unit = "; ".join(dict.fromkeys(u for u in entry.units if u))
    reading = entry.read.readings[0]
    return (replace(reading, unit=unit) if unit else reading), entry.read.findings


def _brackets(words: Words, start: int, end: int) -> tuple[list[tuple[int, int]], list[tuple[int, int]]]:
    """Return the stretches of words outside and inside brackets."""
    outer: list[tuple[int, int]] = []
    notes: list[tuple[int, int]] = []
    depth = 0
    first = start
    for k in range(start, end):
        gap = words.text[words.ends[k - 1] if k else 0 : words.starts[k]]
        for mark in re.findall(r"[()\[\]]", gap):
            if mark in "([":
                if depth == 0 and first < k:
                    outer.append((first, k))
                first = k if depth == 0 else first
                depth += 1
            elif depth:
                depth -= 1
                if depth == 0:
                    notes.append((first, k))
                    first = k
    if first < end:
        (notes if depth else outer).append((first, end))
    return outer, notes


def _chunks(words: Words, spans: list[tuple[int, int]], items: list[Item]) -> list[Chunk]:
    inside = {k for i in items for k in range(i.start + 1, i.end)}
    starts_item = {i.start for i in items}
    chunks: list[Chunk] = []
    for start, end in spans:
        current = Chunk(start, start, False)
        for k in range(start, end):
            gap = words.text[words.ends[k - 1] if k else 0 : words.starts[k]]
            joiner = words.raw[k].casefold() in JOINERS and k not in inside and k not in starts_item
            if k > start and k not in inside and (joiner or CONNECTED.search(gap)):
                if current.end > current.start:
                    chunks.append(current)
                current = Chunk(k, k, False)
            if joiner:
                current = Chunk(k + 1, k + 1, True)
                continue
            current.end = k + 1
        if current.end > current.start:
            chunks.append(current)
    for chunk in chunks:
        chunk.items = [i for i in items if chunk.start <= i.start < chunk.end]
    return chunks


def _entries(words: Words, chunks: list[Chunk], here: Here, context: Context) -> list[Entry]:
    entries: list[Entry] = []
    pending: list[Chunk] = []
    for chunk in chunks:
        bodies = [i for i in chunk.items if i.read is not None and not _only_a_word(i, chunk, words)]
        places = [i for i in chunk.items if i.read is None]
        if not bodies:
            _leftover(words, chunk, places, entries, pending, here)
            continue
        for number, item in enumerate(bodies):
            assert item.read is not None
            own_unit = _is_unit(item.read, entries, adjacent=number > 0 and not _joined_before(words, item))
            if own_unit and not chunk.joined:
                entries[-1].units.append(_text(words, item.start, _unit_end(bodies, number, chunk)))
                continue
            particular = _particular(words, item, chunk, bodies)
            if particular is not None:
                entries.append(Entry(particular))
                break
            read = _unrivalled(_placed(item, places, here), entries)
            if _own_name(words, item, chunk, item.read):
                text = _text(words, item.start, chunk.end)
                entries.append(Entry(Read((_named(text, read),), None, _named_findings(read))))
                break
            for reading in read.readings:
                entries.append(Entry(Read((reading,), read.body, read.findings, read.placed)))
            entry = entries[-1]
            if number == 0:
                _take_pending(words, pending, entries, entry, here)
                head = _text(words, chunk.start, item.start)
                if _says_something(head):
                    entry.units.append(head)
            tail = _text(words, item.end, _unit_end(bodies, number, chunk))
            if _says_something(tail) and not all(
                _covered(k, places) for k in range(item.end, _unit_end(bodies, number, chunk))
            ):
                entry.units.append(tail)
    if pending:
        entries += _unlisted(words, pending, entries, context)
    return _departments_before(entries)


def _departments_before(entries: list[Entry]) -> list[Entry]:
    """Move a department or post that stands before its organisation into it: "Public Health, Leeds City Council"."""
    kept: list[Entry] = []
    for entry in reversed(entries):
        body = entry.read.body
        if kept and body is not None:
            owner = kept[-1].read.readings[0]
            post = body.kind == "review role"
            mine = owner.kind in body.unit_of or owner.sector in body.unit_of
            if (post or mine) and (
                kept[-1].read.body is None or kept[-1].read.body.kind == "council" or post
            ):
                kept[-1].units.insert(0, entry.read.readings[0].as_written)
                continue
        kept.append(entry)
    return kept[::-1]


def _particular(words: Words, item: Item, chunk: Chunk, bodies: list[Item]) -> Read | None:
    """Read a kind of body inside a longer name: misspelt ("West Yorkshrie Police"), or one we do not list
    ("Oakfield Medical Centre": a GP practice, with that name in current_name)."""
    assert item.read is not None
    body = item.read.body
    if (
        body is None
        or item.read.placed
        or len(bodies) > 1
        or item.end != chunk.end
        or item.start == chunk.start
    ):
        return None
    text = re.sub(r"^(the|The)\s+", "", _text(words, chunk.start, chunk.end))
    agency = respelled(text)
    if agency is not None:
        return Read((replace(agency_reading(agency, text), basis="inferred"),), None, (RESPELLED,))
    head = _text(words, chunk.start, item.start)
    named = (
        _proper(head)
        and not POST.search(head)
        and body.sector in ("health", "voluntary", "housing", "education", "partnership")
    )
    if not named or body.kind in ("collective", "ICB", "CCG", "team"):
        return None
    reading = AgencyReading(f"{body.id}@{slug(text)}", body.name, text, text, body.sector, body.kind)
    return Read((reading,), None, ())


def _unrivalled(read: Read, entries: list[Entry]) -> Read:
    """Settle initials that are both a kind of body and a local council, by the department before them; else say so."""
    if read.rival is None:
        return read
    body = entries[-1].read.body if entries else None
    if body is not None and "council" in body.unit_of:
        return Read((read.rival,))
    return replace(read, findings=(AMBIGUOUS,), rival=None)


def _own_name(words: Words, item: Item, chunk: Chunk, read: Read) -> bool:
    """Return True when the words after a body make it another: "Churches Together in ...", "Safer X VAWG Board"."""
    tail = _text(words, item.end, chunk.end)
    if item.start != chunk.start or not tail or POST.search(tail) or not tail[0].isupper():
        return False
    if any(
        i.read is not None for i in chunk.items if i.start > item.start and i.read and i.read.body is None
    ):
        return False
    kind = read.readings[0].kind
    if kind == "community safety partnership":
        return tail.split()[-1].casefold() in ("group", "board", "forum", "executive", "panel", "subgroup")
    return read.body is not None and read.body.sector in ("voluntary", "education") and not read.placed


def _named(text: str, read: Read) -> AgencyReading:
    if read.readings[0].kind == "community safety partnership":
        return AgencyReading(slug(text), text, text, text, "partnership", "board")
    return unknown_reading(text, text)


def _named_findings(read: Read) -> tuple[str, ...]:
    return () if read.readings[0].kind == "community safety partnership" else (UNKNOWN,)


def _only_a_word(item: Item, chunk: Chunk, words: Words) -> bool:
    """An ordinary word ("Refuge", "Mind") is a name only when it fills its chunk; so is a name in small letters, for
    "council tax" and "an old school friend" name nobody."""
    rest = [words.raw[k] for k in range(chunk.start, chunk.end) if not item.start <= k < item.end]
    if not rest:
        return False
    if item.ordinary:
        return True
    if not all(raw.islower() for raw in words.raw[item.start : item.end]):
        return False
    return any(
        raw.islower() and raw not in FILLER and not POST.search(raw) and not is_part(raw) for raw in rest
    )


def _joined_before(words: Words, item: Item) -> bool:
    return item.start > 0 and words.keys[item.start - 1] == "and"


def _unit_end(bodies: list[Item], number: int, chunk: Chunk) -> int:
    return bodies[number + 1].start if number + 1 < len(bodies) else chunk.end


def _covered(k: int, places: list[Item]) -> bool:
    return any(p.start <= k < p.end for p in places)


def _text(words: Words, start: int, end: int) -> str:
    if start >= end:
        return ""
    return " ".join(words.text[words.starts[start] : words.ends[end - 1]].split()).strip(" -–,:")


def _says_something(text: str) -> bool:
    return any(w.casefold() not in FILLER and w != "&" for w in text.split())


def _is_unit(read: Read, entries: list[Entry], adjacent: bool) -> bool:
    """Return True when a body named by its kind is a department of the organisation before it."""
    if read.body is None or not entries or read.placed:
        return False
    owner = entries[-1].read.readings[0]
    if read.body.kind == "review role" and adjacent:
        return True
    if entries[-1].read.body is not None and entries[-1].read.body.kind != "council":
        return False
    if owner.kind in read.body.unit_of or owner.sector in read.body.unit_of:
        return True
    return adjacent and read.body.kind not in WHOLE_BODY_KINDS


def _placed(item: Item, places: list[Item], here: Here) -> Read:
    """Read a body named by its kind again with the place printed beside it: "Police, Leeds"."""
    assert item.read is not None
    body = item.read.body
    if body is None or item.read.placed or not places:
        return item.read
    where = places[0].places
    reading = body_reading(
        body, item.read.readings[0].as_written, where, Here(area_around(where), here.date), "", True
    )
    return Read((reading,), body, item.read.findings, True)


def _leftover(
    words: Words, chunk: Chunk, places: list[Item], entries: list[Entry], pending: list[Chunk], here: Here
) -> None:
    """A chunk without a body: a place, a post or department of the organisation before, or an unlisted organisation."""
    only_place = bool(places) and places[0].start == chunk.start and places[-1].end == chunk.end
    if only_place and entries:
        entry = entries[-1]
        body = entry.read.body
        if body is not None and not entry.read.placed:
            where = places[0].places
            reading = body_reading(
                body, entry.read.readings[0].as_written, where, Here(area_around(where), here.date), "", True
            )
            entry.read = Read((reading,), body, entry.read.findings, True)
        return
    text = _text(words, chunk.start, chunk.end)
    if not _says_something(text):
        return
    if not entries or pending:
        pending.append(chunk)
        return
    named = is_organisation(text, whole=not chunk.joined) or (chunk.joined and _proper(text))
    if named and not POST.search(text) and not (chunk.joined and entries[-1].units):
        pending.append(chunk)
    else:
        entries[-1].units.append(text)


def _proper(text: str) -> bool:
    words = split(text).raw
    small = {"and", "of", "the", "for", "in", "&"}
    if len(words) == 1:
        return words[0][0].isupper()
    return all(w[0].isupper() or w in small for w in words) and sum(w[0].isupper() for w in words) >= 2


def _take_pending(words: Words, pending: list[Chunk], entries: list[Entry], entry: Entry, here: Here) -> None:
    """What stood before an organisation is its department, unless it is built like an organisation's name."""
    if not pending:
        return
    text = _text(words, pending[0].start, pending[-1].end)
    if (
        is_organisation(text)
        and not POST.search(text)
        and entry.read.readings[0].sector != "local government"
    ):
        at = entries.index(entry)
        entries[at:at] = [Entry(Read((unknown_reading(text, text),), None, (UNKNOWN,)))]
    else:
        entry.units.insert(0, text)
    pending.clear()


def _unlisted(words: Words, pending: list[Chunk], entries: list[Entry], context: Context) -> list[Entry]:
    text = _text(words, pending[0].start, pending[-1].end)
    text = re.sub(r"^(the|The)\s+", "", text)
    agency = respelled(text)
    if agency is not None:
        return [Entry(Read((replace(agency_reading(agency, text), basis="inferred"),), None, (RESPELLED,)))]
    if not any(c.isalpha() for c in text):
        return []
    return [Entry(Read((unknown_reading(text, text),), None, (UNKNOWN,)))]


def _qualify(words: Words, notes: list[tuple[int, int]], items: list[Item], entries: list[Entry]) -> None:
    """A bracket after an organisation: an acronym or place says nothing new, a department is its unit."""
    for start, end in notes:
        inside = [i for i in items if start <= i.start < end]
        text = _text(words, start, end)
        covered = sum(
            i.end - i.start for i in inside if i.read is None or i.read.body is None or i.read.placed
        )
        last = entries[-1]
        resolved = next((i.read for i in inside if i.read is not None and i.read.body is None), None)
        owner = resolved.readings[0] if resolved is not None else None
        body = last.read.body
        if (
            body is not None
            and owner is not None
            and (owner.kind in body.unit_of or owner.sector in body.unit_of)
        ):
            last.units.insert(0, last.read.readings[0].as_written)
            last.read = Read((owner,), None, resolved.findings if resolved else ())
            continue
        short = end - start == 1 and text.isupper()
        if last.read.findings == (UNKNOWN,) and resolved is not None and short:
            written = last.read.readings[0].as_written
            last.read = Read(
                tuple(replace(r, as_written=written) for r in resolved.readings), None, resolved.findings
            )
        elif (
            covered < end - start
            and not short
            and not text.casefold().startswith(("formerly", "previously", "now"))
        ):
            last.units.append(text)


def _with_its_bracket(words: Words, start: int, end: int) -> AgencyReading | None:
    """Return the listed body whose name holds a bracket: "NHS England (London)", "RISE (Brighton)"."""
    written = _text(words, start, end)
    plain = split(re.sub(r"[()\[\]]", " ", written))
    match = Gazetteer.load().trie.match(plain, 0)
    if match is None or match.end != len(plain) or not isinstance(match.forms[0].target, Agency):
        return None
    return agency_reading(match.forms[0].target, written)
