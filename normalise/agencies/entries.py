"""From the pieces of a cell to organisations, each with its departments and posts as unit."""

from __future__ import annotations

from dataclasses import replace

from normalise.agencies.area import area_around
from normalise.agencies.choosing import Here
from normalise.agencies.chunks import Chunk, is_proper, says_something, text_of
from normalise.agencies.departments import (
    CLINICAL,
    Entry,
    departments_before,
    fits_department,
    is_family,
    is_unit,
)
from normalise.agencies.items import DEPARTED, Item
from normalise.agencies.leftovers import leftover, take_pending, unlisted
from normalise.agencies.nouns import Body
from normalise.agencies.readings import (
    AMBIGUOUS,
    UNKNOWN,
    Read,
    body_reading,
    unknown_reading,
)
from normalise.agencies.shared_words import initials_apart, shared_ending, without_all
from normalise.agencies.wording import (
    LEGAL,
    is_only_a_word,
    is_own_name,
    named,
    named_findings,
    particular,
    with_compass,
)
from normalise.agencies.words import Words


def entries_of(words: Words, chunks: list[Chunk], here: Here) -> list[Entry]:
    """Return the organisations of a segment in order, from its chunks."""
    return _Reading(words, chunks, here).read()


class _Reading:
    """The state of reading one segment: the organisations found, and what still waits for one."""

    def __init__(self, words: Words, chunks: list[Chunk], here: Here) -> None:
        self.words = words
        self.chunks = chunks
        self.here = here
        self.entries: list[Entry] = []
        self.pending: list[Chunk] = []
        self.ran_on = False
        """The piece before went on with a department: "Joint Domestic, Sexual Violence & Abuse and VAWG Unit"."""
        self.after_family = False

    def read(self) -> list[Entry]:
        """Return the organisations of all chunks, in order."""
        for chunk in self.chunks:
            bodies = [
                i for i in chunk.items if i.read is not None and not is_only_a_word(i, chunk, self.words)
            ]
            places = [i for i in chunk.items if i.read is None]
            beside = chunk.joined and self.words.lows[chunk.start - 1] == "with"
            if beside and self.entries and self.entries[-1].read.readings[0].kind == "collective":
                break  # "Partner agencies with MARAC reps"
            if bodies:
                self._chunk(chunk, without_all(self.words, bodies), places)
                continue
            before = sum(len(e.units) for e in self.entries)
            leftover(self.words, chunk, places, self.entries, self.pending, self.here)
            self.ran_on = sum(len(e.units) for e in self.entries) > before
        if self.pending:
            self.entries += unlisted(self.words, self.pending, self.here)
        return departments_before(self.entries)

    def _chunk(self, chunk: Chunk, bodies: list[Item], places: list[Item]) -> None:
        for number, item in enumerate(bodies):
            assert item.read is not None
            adjacent = number > 0 and not _joined_before(self.words, item)
            if adjacent and self.entries and self.entries[-1].read.readings[0].kind == "collective":
                return  # "All agencies represented at MARAC" are still all agencies
            if adjacent and self._is_board_of_council(chunk, item, bodies, number):
                continue
            if self._is_department(chunk, item, number, adjacent):
                self.entries[-1].units.append(
                    text_of(self.words, item.start, _unit_end(bodies, number, chunk))
                )
                self.after_family = self.ran_on = is_family(
                    item.read
                )  # "Children, Families & Community Health"
                continue
            following = _next_body(self.chunks, chunk, bodies, number)
            read = _unrivalled(_placed(item, places, self.here), self.entries, following)
            whole = self._whole(chunk, item, bodies, read)
            if whole is not None:
                self.entries.append(whole)
                return
            self._add(chunk, item, number, bodies, places, read)

    def _is_board_of_council(self, chunk: Chunk, item: Item, bodies: list[Item], number: int) -> bool:
        """Put a board in place of the council before it, "LBE SAB": the board is asked, the council says whose."""
        assert item.read is not None
        body, owner = item.read.body, self.entries[-1] if self.entries else None
        tail = text_of(self.words, item.end, _unit_end(bodies, number, chunk))
        if body is None or owner is None or tail or owner.units or owner.read.readings[0].kind != "council":
            return False
        if body.kind not in ("board", "community safety partnership") or item.read.placed:
            return False
        owner.read = item.read
        return True

    def _is_department(self, chunk: Chunk, item: Item, number: int, adjacent: bool) -> bool:
        assert item.read is not None
        if number and self.words.keys[item.start - 1] == "for":
            return True  # "Designated Nurse for Adult Safeguarding"
        if self.ran_on and self.after_family and item.read.body is not None and self.entries[-1].units:
            return True
        before = self.entries[-1].units[-1:] if self.entries else []
        if chunk.joined and before and before[0].casefold().rstrip("s'’") in DEPARTED:
            return is_unit(item.read, self.entries, adjacent)  # "BwD BC Adults and Children's Services"
        body, owner = item.read.body, self.entries[-1].read.readings[0] if before else None
        council = owner is not None and owner.kind == "council" and "@" not in owner.agency_id
        if chunk.joined and council and body is not None and fits_department(body) and not item.read.placed:
            return True  # "Denbighshire CC - Education & Children's Services"
        own = is_unit(item.read, self.entries, adjacent)
        return own and (not chunk.joined or self.ran_on or is_family(item.read))

    def _whole(self, chunk: Chunk, item: Item, bodies: list[Item], read: Read) -> Entry | None:
        """Return the organisation that the whole chunk names, though a body was found inside its name."""
        assert item.read is not None
        single = particular(self.words, item, chunk, bodies)
        if single is not None:
            return Entry(single)
        of = text_of(self.words, item.end + 1, chunk.end)
        chair = item.read.body is not None and item.read.body.id == "chair" and len(bodies) == 1
        if chair and _is_name(of):  # "Chair of One Newport"
            post = text_of(self.words, chunk.start, item.end)
            return Entry(Read((unknown_reading(of, of),), None, (UNKNOWN,)), [post])
        if is_own_name(self.words, item, chunk, item.read):
            text = text_of(self.words, chunk.start, chunk.end)
            return Entry(Read((named(text, read),), None, named_findings(read)))
        return None

    def _add(
        self, chunk: Chunk, item: Item, number: int, bodies: list[Item], places: list[Item], read: Read
    ) -> None:
        words, entries, pending = self.words, self.entries, self.pending
        if number == 0:
            read = with_compass(words, chunk, item, read)
            shared = [(c, shared_ending(words, c, item, self.here)) for c in pending]
            entries += [Entry(r) for _, r in shared if r is not None]
            pending[:] = [c for c, r in shared if r is None]
            entries += [Entry(r) for r in initials_apart(words, pending, chunk)]
        entries += [Entry(Read((r,), read.body, read.findings, read.placed)) for r in read.readings]
        entry = entries[-1]
        if number == 0:
            entry.joined = chunk.joined
            take_pending(words, pending, entries, entry)
            self.ran_on = False
            head = text_of(words, chunk.start, item.start)
            if says_something(head):
                entry.units.append(head)
                entry.clinical = bool(CLINICAL.search(head))
        end = _unit_end(bodies, number, chunk)
        tail = text_of(words, item.end, end)
        plain = tail.casefold() in LEGAL or all(_covered(k, places) for k in range(item.end, end))
        if says_something(tail) and not plain:
            entry.units.append(tail)


def _is_name(text: str) -> bool:
    """Return True for two or more words in capitals, without an article: "One Newport"."""
    return is_proper(text) and " " in text and not text.casefold().startswith("the ")


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


def _joined_before(words: Words, item: Item) -> bool:
    return item.start > 0 and words.keys[item.start - 1] == "and"


def _unit_end(bodies: list[Item], number: int, chunk: Chunk) -> int:
    return bodies[number + 1].start if number + 1 < len(bodies) else chunk.end


def _covered(k: int, places: list[Item]) -> bool:
    return any(p.start <= k < p.end for p in places)


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
