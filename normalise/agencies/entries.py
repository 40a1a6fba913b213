"""From the pieces of a cell to organisations, each with its departments and posts as unit."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace

from normalise.agencies.area import area_around
from normalise.agencies.chunks import Chunk, is_post, is_proper, says_something, text_of
from normalise.agencies.items import Item, is_organisation
from normalise.agencies.nouns import Body
from normalise.agencies.readings import (
    AMBIGUOUS,
    RESPELLED,
    UNKNOWN,
    Here,
    Read,
    agency_reading,
    body_reading,
    unknown_reading,
)
from normalise.agencies.spelling import respelled
from normalise.agencies.wording import (
    LEGAL,
    initials_apart,
    is_only_a_word,
    is_own_name,
    named,
    named_findings,
    particular,
    shared_ending,
    with_compass,
    without_all,
)
from normalise.agencies.words import Words
from normalise.model import AgencyReading

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


CLINICAL = re.compile(r"\b(nurse|doctor|midwife|professional|gp)\b", re.IGNORECASE)


@dataclass(slots=True)
class Entry:
    """An organisation being read."""

    read: Read
    units: list[str] = field(default_factory=list)
    clinical: bool = False
    """A nurse's or doctor's post: "Designated Nurse for Adult Safeguarding" is no council's department."""


def entries_of(words: Words, chunks: list[Chunk], here: Here) -> list[Entry]:
    """Return the organisations of a segment in order, from its chunks."""
    entries: list[Entry] = []
    pending: list[Chunk] = []
    ran_on = False  # the chunk before went on with a department: "Joint Domestic, Sexual Violence & Abuse and VAWG Unit"
    after_family = False
    for chunk in chunks:
        bodies = [i for i in chunk.items if i.read is not None and not is_only_a_word(i, chunk, words)]
        places = [i for i in chunk.items if i.read is None]
        if not bodies:
            before = sum(len(e.units) for e in entries)
            _leftover(words, chunk, places, entries, pending, here)
            ran_on = sum(len(e.units) for e in entries) > before
            continue
        bodies = without_all(words, bodies)
        for number, item in enumerate(bodies):
            assert item.read is not None
            if (
                number
                and entries
                and entries[-1].read.readings[0].kind == "collective"
                and not _joined_before(words, item)
            ):
                break  # "All agencies represented at MARAC" are still all agencies
            own_unit = _is_unit(item.read, entries, adjacent=number > 0 and not _joined_before(words, item))
            for_it = number > 0 and words.keys[item.start - 1] == "for"  # "Nurse for Adult Safeguarding"
            directorate = ran_on and item.read.body is not None and bool(entries[-1].units) and after_family
            if for_it or directorate or (own_unit and (not chunk.joined or ran_on or _is_family(item.read))):
                entries[-1].units.append(text_of(words, item.start, _unit_end(bodies, number, chunk)))
                after_family = ran_on = _is_family(item.read)  # "Children, Families & Community Health"
                continue
            single = particular(words, item, chunk, bodies)
            if single is not None:
                entries.append(Entry(single))
                break
            read = _unrivalled(
                _placed(item, places, here), entries, _next_body(chunks, chunk, bodies, number)
            )
            of = text_of(words, item.end + 1, chunk.end)
            if (
                item.read.body is not None
                and item.read.body.id == "chair"
                and len(bodies) == 1
                and _is_name(of)
            ):
                post = text_of(words, chunk.start, item.end)  # "Chair of One Newport"
                entries.append(Entry(Read((unknown_reading(of, of),), None, (UNKNOWN,)), [post]))
                break
            if is_own_name(words, item, chunk, item.read):
                text = text_of(words, chunk.start, chunk.end)
                entries.append(Entry(Read((named(text, read),), None, named_findings(read))))
                break
            if number == 0:
                read = with_compass(words, chunk, item, read)
                shared = [(c, shared_ending(words, c, item, here)) for c in pending]
                entries += [Entry(r) for _, r in shared if r is not None]
                pending[:] = [c for c, r in shared if r is None]
                entries += [Entry(r) for r in initials_apart(words, pending, chunk)]
            for reading in read.readings:
                entries.append(Entry(Read((reading,), read.body, read.findings, read.placed)))
            entry = entries[-1]
            if number == 0:
                _take_pending(words, pending, entries, entry)
                ran_on = False
                head = text_of(words, chunk.start, item.start)
                if says_something(head):
                    entry.units.append(head)
                    entry.clinical = bool(CLINICAL.search(head))
            tail = text_of(words, item.end, _unit_end(bodies, number, chunk))
            if (
                says_something(tail)
                and tail.casefold() not in LEGAL
                and not all(_covered(k, places) for k in range(item.end, _unit_end(bodies, number, chunk)))
            ):
                entry.units.append(tail)
    if pending:
        entries += _unlisted(words, pending)
    return _departments_before(entries)


def _departments_before(entries: list[Entry]) -> list[Entry]:
    """Move a department or post that stands before its organisation into it: "Public Health, Leeds City Council"."""
    kept: list[Entry] = []
    for entry in reversed(entries):
        body = entry.read.body
        if kept and body is not None:
            owner = kept[-1].read.readings[0]
            post = body.kind == "review role" or (entry.clinical and owner.sector == "health")
            mine = fits(body, owner) and not _elsewhere(entry.read, owner)
            if (post or mine) and (
                kept[-1].read.body is None or kept[-1].read.body.kind == "council" or post
            ):
                kept[-1].units.insert(0, entry.read.readings[0].as_written)
                continue
        kept.append(entry)
    return kept[::-1]


def _is_name(text: str) -> bool:
    """Return True for two or more words in capitals, without an article: "One Newport"."""
    return is_proper(text) and " " in text and not text.casefold().startswith("the ")


def _is_family(read: Read) -> bool:
    """Return True for the "Families" of a directorate: "Children, Lifelong Learning & Families"."""
    return read.body is not None and read.body.id == "family"


def _elsewhere(read: Read, owner: AgencyReading) -> bool:
    """Return True for a department of another place than the organisation's: "Kent Children Services and Medway Council"."""
    return read.placed and owner.kind == "council" and read.readings[0].current_name != owner.current_name


def _next_body(chunks: list[Chunk], chunk: Chunk, bodies: list[Item], number: int) -> Body | None:
    """Return the body named by its kind that follows in the cell: the department in "PCC - Adult Social Care"."""
    following = bodies[number + 1 :] or [i for c in chunks[chunks.index(chunk) + 1 :][:1] for i in c.items]
    return next((i.read.body for i in following if i.read is not None), None)


def _unrivalled(read: Read, entries: list[Entry], following: Body | None) -> Read:
    """Settle initials that are both a kind of body and a local council, by the department beside them; else say so."""
    if read.rival is None:
        return read
    before = entries[-1].read.body if entries else None
    if any(body is not None and "council" in body.unit_of for body in (before, following)):
        return Read((read.rival,))
    return replace(read, findings=(AMBIGUOUS,), rival=None)


def fits(body: Body, owner: AgencyReading) -> bool:
    """Return True when a body named by its kind can be a department of an organisation."""
    return owner.kind in body.unit_of or owner.sector in body.unit_of


def _joined_before(words: Words, item: Item) -> bool:
    return item.start > 0 and words.keys[item.start - 1] == "and"


def _unit_end(bodies: list[Item], number: int, chunk: Chunk) -> int:
    return bodies[number + 1].start if number + 1 < len(bodies) else chunk.end


def _covered(k: int, places: list[Item]) -> bool:
    return any(p.start <= k < p.end for p in places)


def _is_unit(read: Read, entries: list[Entry], adjacent: bool) -> bool:
    """Return True when a body named by its kind is a department of the organisation before it."""
    if read.body is None or not entries or read.placed:
        return False
    owner = entries[-1].read.readings[0]
    if read.body.kind == "review role" and (
        adjacent or (read.body.id == "family" and owner.kind == "council")
    ):
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
    text = text_of(words, chunk.start, chunk.end)
    if not says_something(text):
        return
    if not entries or pending:
        pending.append(chunk)
        return
    named = is_organisation(text, whole=not chunk.joined) or (chunk.joined and is_proper(text))
    if named and not is_post(text) and not (chunk.joined and entries[-1].units):
        pending.append(chunk)
    else:
        entries[-1].units.append(text)


def _take_pending(words: Words, pending: list[Chunk], entries: list[Entry], entry: Entry) -> None:
    """What stood before an organisation is its department, unless it is built like an organisation's name."""
    if not pending:
        return
    text = text_of(words, pending[0].start, pending[-1].end)
    if is_organisation(text) and not is_post(text) and entry.read.readings[0].sector != "local government":
        at = entries.index(entry)
        entries[at:at] = [Entry(Read((unknown_reading(text, text),), None, (UNKNOWN,)))]
    else:
        entry.units.insert(0, text)
    pending.clear()


def _unlisted(words: Words, pending: list[Chunk]) -> list[Entry]:
    text = text_of(words, pending[0].start, pending[-1].end)
    text = re.sub(r"^(the|The)\s+", "", text)
    agency = respelled(text)
    if agency is not None:
        return [Entry(Read((replace(agency_reading(agency, text), basis="inferred"),), None, (RESPELLED,)))]
    if not any(c.isalpha() for c in text):
        return []
    return [Entry(Read((unknown_reading(text, text),), None, (UNKNOWN,)))]


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


def qualify(words: Words, notes: list[tuple[int, int]], items: list[Item], entries: list[Entry]) -> None:
    """A bracket after an organisation: an acronym or place says nothing new, a department is its unit."""
    for start, end in notes:
        inside = [i for i in items if start <= i.start < end]
        if _named_in_bracket(entries, inside):
            continue
        text = text_of(words, start, end)
        covered = sum(
            i.end - i.start for i in inside if i.read is None or i.read.body is None or i.read.placed
        )
        last = entries[-1]
        resolved = next((i.read for i in inside if i.read is not None and i.read.body is None), None)
        post = last.read.findings == (UNKNOWN,) and is_post(last.read.readings[0].as_written)
        if resolved is None and post:
            resolved = next((i.read for i in inside if i.read is not None), None)
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
        if last.read.findings == (UNKNOWN,) and resolved is not None and short:
            written = last.read.readings[0].as_written
            last.read = Read(
                tuple(replace(r, as_written=written) for r in resolved.readings), None, resolved.findings
            )
        elif (
            covered < end - start
            and not short
            and says_something(text)
            and not text.casefold().startswith(("formerly", "previously", "now"))
        ):
            last.units.append(text)
