"""Find the files of a run and take one safe copy of each: no link followed, no device opened, nothing read twice."""

from __future__ import annotations

import errno
import hashlib
import os
import stat
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from ingest.errors import DocumentError

MAX_FILE_BYTES = 200 << 20
"""Published plans run to 20 MB with photographs; ten times that is either no plan or an attack."""

_CHUNK = 1 << 20
_OPEN_FLAGS = (
    os.O_RDONLY
    | getattr(os, "O_BINARY", 0)
    | getattr(os, "O_CLOEXEC", 0)
    | getattr(os, "O_NOFOLLOW", 0)  # a link put there between lstat and open
    | getattr(os, "O_NONBLOCK", 0)  # a FIFO put there would block for ever
)
_SYSTEM_NAMES = frozenset(
    {".ds_store", "thumbs.db", "desktop.ini", "ehthumbs.db", ".localized", ".directory", "icon\r"}
)
_SYSTEM_FOLDERS = frozenset({
    "__macosx", "$recycle.bin", "#recycle", "system volume information", "lost+found", ".git", ".trash", ".trashes",
    ".trash-1000", ".spotlight-v100", ".fseventsd", "@eadir", ".dhr"})  # fmt: skip
_PARTIAL_SUFFIXES = (
    ".crdownload", ".part", ".partial", ".download", ".opdownload", ".filepart", ".aria2", ".tmp", ".icloud",
)  # fmt: skip
"""How programs name what they have not fetched yet; .icloud stands for a file that is only in the cloud."""


@dataclass(frozen=True, slots=True)
class Found:
    """A thing in the folders of a run. name: shown path, '/' between parts. code: why it is not read, "" for a candidate."""

    path: Path
    name: str
    code: str = ""


def shown(text: str) -> str:
    """A file name as text that is safe in a log, a terminal, SQLite and CSV, one to one (two names never look the same).

    Bytes that are no UTF-8, control characters and the characters that turn the direction of writing are escaped as
    in Python source; a backslash that is part of a POSIX name is doubled.
    """
    return "".join(_shown_char(char) for char in text)


def _shown_char(char: str) -> str:
    if char == "\\":
        return "\\\\"
    code = ord(char)
    if 0xDC80 <= code <= 0xDCFF:  # PEP 383: an undecodable byte
        return f"\\x{code - 0xDC00:02x}"
    if char.isprintable():
        return char
    return f"\\u{code:04x}" if code < 0x10000 else f"\\U{code:08x}"


def find(roots: Iterable[Path], leave_out: Path | None = None) -> list[Found]:
    """Everything below the roots, ordered by name; links are reported and never followed.

    roots: files and folders as a person named them (a root may itself be a link). leave_out: a folder of our own (the
    output) that may lie inside a root. Names are relative to the one root. Of several roots, each name begins with the
    root's own name, and with as many folders above it as tell it from the others: never with a whole path.
    """
    own = None if leave_out is None else Path(os.path.realpath(leave_out))
    places = _apart([Path(os.path.realpath(root)) for root in roots], own)
    things: dict[str, Found] = {}
    for place, base in _bases(places).items():
        inside = place if place.is_dir() else place.parent
        for path, code in _walk(place, own):
            name = "/".join(shown(part) for part in _relative(path, base).parts)
            things.setdefault(name, Found(path, name, code or _code_from_name(path.relative_to(inside))))
    return [things[name] for name in sorted(things)]


def _apart(places: Sequence[Path], own: Path | None) -> list[Path]:
    """The roots that lie in no other root, each once; one inside our own folder, which a walk leaves out, stays."""
    kept = []
    for place in dict.fromkeys(places):
        above = [root for root in places if root in place.parents]
        if not above or (own is not None and own in (place, *place.parents)):
            kept.append(place)
    return kept


def _bases(places: Sequence[Path]) -> dict[Path, Path | None]:
    """For each root the folder that its names are relative to; None when only the drive tells two roots apart."""
    if len(places) == 1:
        return {place: place if place.is_dir() else place.parent for place in places}
    bases: dict[Path, Path | None] = {place: place.parent for place in places}
    while True:
        heads = Counter(_relative(place, base) for place, base in bases.items() if base is not None)
        same = [
            (place, base)
            for place, base in bases.items()
            if base is not None and heads[_relative(place, base)] > 1
        ]
        if not same:
            return bases
        for place, base in same:
            bases[place] = base.parent if base.parent != base else None


def _relative(path: Path, base: Path | None) -> Path:
    if base is not None:
        return path.relative_to(base)
    return Path(path.drive.replace(":", "") or ".", *path.parts[1:])


def _walk(root: Path, own: Path | None) -> Iterator[tuple[Path, str]]:
    waiting = [root]  # a list and not recursion: folders may nest deeper than Python's stack
    while waiting:
        path = waiting.pop()
        kind = _kind(path)
        if kind != "folder":
            yield path, kind
        elif path != own:
            try:
                waiting.extend(path / name for name in os.listdir(path))  # noqa: PTH208 - iterdir's error comes late
            except OSError:
                yield path, "UNREADABLE"


def _kind(path: Path) -> str:
    """Return "folder", "" for a regular file, or the code of what cannot be read."""
    try:
        mode = path.lstat().st_mode
    except FileNotFoundError:
        return "VANISHED"
    except OSError:
        return "UNREADABLE"
    if stat.S_ISLNK(mode) or _is_junction(path):
        return "LINK"
    if stat.S_ISDIR(mode):
        return "folder"
    return "" if stat.S_ISREG(mode) else "NOT_A_FILE"


def _is_junction(path: Path) -> bool:
    """Windows: a junction is a folder link that lstat does not call a link (os.path.isjunction came with 3.12)."""
    isjunction = getattr(os.path, "isjunction", None)
    return bool(isjunction and isjunction(path))


def _code_from_name(path: Path) -> str:
    """path: relative to its root; what stands above the root says nothing of the file."""
    name = path.name.lower()
    folders = {part.lower() for part in path.parts[:-1]}
    if name in _SYSTEM_NAMES or name.startswith("._") or folders & _SYSTEM_FOLDERS:
        return "SYSTEM_FILE"
    if any(
        folder.endswith(".download") for folder in folders
    ):  # Safari's: a folder with the part that has come
        return "PARTIAL_DOWNLOAD"
    if name.startswith(("~$", ".~lock.")):
        return "LOCK_FILE"
    return "PARTIAL_DOWNLOAD" if name.endswith(_PARTIAL_SUFFIXES) else ""


def snapshot(path: Path, folder: Path, max_bytes: int = MAX_FILE_BYTES) -> tuple[str, int]:
    """Copy a file into folder under its SHA-256; return (hash, size). Later changes of the source touch nothing.

    Raises DocumentError: LINK, NOT_A_FILE, EMPTY_FILE, TOO_BIG, VANISHED, UNREADABLE, CHANGED_WHILE_READ.
    OSError means that our own folder could not be written (disk full), which is not the document's fault.
    """
    descriptor = _open(path, max_bytes)
    scratch = folder / f".copy-{os.getpid()}"
    with os.fdopen(descriptor, "rb") as source, scratch.open("wb") as copy:
        before = os.fstat(descriptor)
        digest, size = hashlib.sha256(), 0
        while block := _read(source):
            size += len(block)
            if size > max_bytes:
                break
            digest.update(block)
            copy.write(block)
        after = os.fstat(descriptor)
        copy.flush()
        os.fsync(copy.fileno())
    if size > max_bytes:
        scratch.unlink()
        raise DocumentError("TOO_BIG")
    if _signature(before) != _signature(after) or size != after.st_size:
        scratch.unlink()
        raise DocumentError("CHANGED_WHILE_READ")
    scratch.replace(folder / digest.hexdigest())
    return digest.hexdigest(), size


def _open(path: Path, max_bytes: int) -> int:
    try:
        info = path.lstat()
        if stat.S_ISLNK(info.st_mode):
            raise DocumentError("LINK")
        if not stat.S_ISREG(info.st_mode):
            raise DocumentError("NOT_A_FILE")
        if info.st_size == 0:
            raise DocumentError("EMPTY_FILE")
        if info.st_size > max_bytes:
            raise DocumentError("TOO_BIG")
        return os.open(path, _OPEN_FLAGS)
    except FileNotFoundError:
        raise DocumentError("VANISHED") from None
    except OSError as error:
        raise _unreadable(error) from None


def _read(source: BinaryIO) -> bytes:
    try:
        return source.read(_CHUNK)
    except OSError as error:
        raise _unreadable(error) from None


def _unreadable(error: OSError) -> DocumentError:
    return DocumentError("UNREADABLE", errno.errorcode.get(error.errno or 0, "?"))


def _signature(info: os.stat_result) -> tuple[int, int, int]:
    return info.st_size, info.st_mtime_ns, info.st_ino
