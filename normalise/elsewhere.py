"""When a row was completed, where the completion column says nothing and another column does."""

from __future__ import annotations

from extract.model import PlanRow
from normalise.dates import Completion, read_completion
from normalise.dates.log import latest
from normalise.sentences import sentences
from normalise.status import StatusReading, is_comment, opening_word

_COMPLETE = "complete"


def completed_elsewhere(
    row: PlanRow, status: StatusReading, *, base: int | None, as_of: str | None
) -> tuple[tuple[str, ...], str | None]:
    """Return the dates that milestones, status cell or comments give for a row that is complete, and the column's name.

    Only a date that stands in the sentence that calls the row complete ("Completed March 2023", "Actioned in Jan 24"),
    of a log in its youngest entry; nothing from what is planned, denied or taken back.
    """
    if status.status != _COMPLETE:
        return (), None
    columns = [(name, row.fields[name].text) for name in ("status", "milestones") if name in row.fields]
    columns += [(header, raw.text) for header, raw in row.other if is_comment(header)]
    for name, text in columns:
        dates = _dated(text, base, as_of)
        if dates:
            return dates, name
    return (), None


def _dated(text: str, base: int | None, as_of: str | None) -> tuple[str, ...]:
    said = opening_word(text, apart=True) if text.strip() else None
    if said is None or said.status != _COMPLETE:
        return ()
    entry = latest(text, base)
    if entry is not None:
        return _done(read_completion(text[entry.start : entry.end], base=base, as_of=as_of))
    for sentence in sentences(text):
        stated = opening_word(sentence, apart=True)
        if stated is not None and stated.status == _COMPLETE:
            return _done(read_completion(sentence, base=base, as_of=as_of))
    return ()


def _done(read: Completion) -> tuple[str, ...]:
    return read.dates if read.done and not read.planned else ()
