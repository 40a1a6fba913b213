"""One outcome a file: the code it ended with, as status, sentence and remedy."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

from dhr.ledger import MAX_ATTEMPTS, UNFINISHED, FileEntry, WorkEntry
from ingest.errors import Code, catalogue, finding
from ingest.model import Finding
from ingest.read import READABLE
from ingest.sniff import describe, mismatch, promised
from normalise.names.file_names import mask_file_name
from publish.model import FileStatus, Outcome

_ROOMS = ("dhr", "ingest", "extract", "normalise")


def say(code: str, **values: object) -> Code:
    """The sentence and remedy of any room's code, its placeholders filled. An unknown code is a fault of ours: INTERNAL."""
    if code.startswith("CRASH_") and code != "CRASH_SIGNAL":
        return replace(say("CRASH_SIGNAL", signal=code.removeprefix("CRASH_")), code=code)
    entry = next((catalogue(room)[code] for room in _ROOMS if code in catalogue(room)), None)
    if entry is None:
        return replace(catalogue("dhr")["INTERNAL"], code=code)
    return replace(entry, sentence=entry.sentence.format_map(_Blanks(values)))


class _Blanks(dict[str, object]):
    """A placeholder that nothing fills is left out of the sentence, and never an error while reporting an error."""

    def __missing__(self, key: str) -> str:
        return ""


def outcome(file: FileEntry, work: WorkEntry | None, original: str | None) -> Outcome:
    """What happened to a file. original: the name of the file with the same content that stands for it, if not itself."""
    if file.sha256 is None:
        return refused(file, say(file.code))
    if original is not None:
        return replace(
            refused(file, say("DUPLICATE", original=original)), status="duplicate", duplicate_of=original
        )
    if work is None:
        return refused(file, say(UNFINISHED))
    if not _sound(work.head):
        return refused(file, say("BAD_RESULT"))
    head = work.head
    made = replace(_judged(file, work), media_type=head.get("media_type"), seconds=round(work.seconds, 2))
    return replace(made, pages=head.get("pages"), rows=head.get("rows", 0))


def _sound(head: Mapping[str, Any]) -> bool:
    """True when a worker's head is of the kind agreed: a taken-over worker must not break the report."""
    kinds = {"media_type": str | None, "pages": int | None, "rows": int, "code": str, "lost": dict | None}
    return all(isinstance(head[key], kind) for key, kind in kinds.items() if key in head)


def _judged(file: FileEntry, work: WorkEntry) -> Outcome:
    head = work.head
    if work.code == UNFINISHED and work.attempts >= MAX_ATTEMPTS:
        return refused(file, say("KILLED_THE_RUN"))
    if work.code:
        return refused(file, say(work.code))
    if head["media_type"] not in READABLE:
        return refused(file, _foreign(file.path, head["media_type"]))
    if head.get("code"):
        return refused(file, say(head["code"]))
    if not head["has_text"] and not head["rows"]:
        return refused(file, say("NO_TEXT_LAYER"))
    if head["lost"] is not None:
        found = Code(head["lost"]["code"], "error", head["lost"]["sentence"], head["lost"]["remedy"])
        return replace(refused(file, found), status="partial")
    if not head["rows"]:
        return replace(refused(file, say(head["no_rows"])), status="ok")
    return Outcome(file.path, file.sha256, None, file.size, None, 0, "ok")


def _foreign(name: str, media_type: str) -> Code:
    """A kind of file that is not read: of no concern, unless its name promised a document."""
    content = describe(media_type)
    if media_type == "application/octet-stream":
        code = say("TYPE_UNKNOWN")
        return code if promised(name) else replace(code, severity="info")
    if not promised(name):
        return say("OTHER_FORMAT", content=content)
    return say("TYPE_MISMATCH", named=name.rpartition(".")[2].upper(), content=content)


def refused(file: FileEntry, code: Code) -> Outcome:
    """The outcome of a file that ended with a code: failed if it is an error, else skipped."""
    status: FileStatus = "failed" if code.severity == "error" else "skipped"
    return Outcome(
        file.path, file.sha256, None, file.size, None, 0, status, code.code, code.sentence, code.remedy
    )


def name_notes(file: FileEntry, media_type: str | None) -> Iterator[Finding]:
    """Notes on the name of a file that was read: another kind than it promises, a person in it."""
    if media_type is not None and mismatch(file.path, media_type):
        named = file.path.rpartition(".")[2].upper()
        said = finding("ingest", "TYPE_MISMATCH", named=named, content=describe(media_type))
        remedy = "Nothing to do: it was read as what it is. Rename it if the name misleads people."
        yield replace(said, severity="info", remedy=remedy)
    if mask_file_name(file.path) != file.path:
        yield finding("dhr", "NAME_IN_FILE_NAME")
