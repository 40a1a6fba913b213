"""Put a finished set of outputs in the place of the old one: all or, if the machine dies in between, visibly torn.

Every file is staged and synced in a folder inside the output, then renamed over its predecessor; the manifest of
checksums comes last, so a set that agrees with its manifest is one set.
"""

from __future__ import annotations

import hashlib
import json
import os
import shutil
from collections.abc import Callable
from pathlib import Path

from dhr.failpoints import step
from publish.names import RUN

MANIFEST = "manifest.json"
_STAGE = "stage"


class OutputError(Exception):
    """The outputs could not be written. Its text is a sentence for the user."""


class NoOutputError(OutputError):
    """There are no outputs in the folder, or there can be none: another -o is wanted."""


def put(folder: Path, private: Path, write: Callable[[Path], None], first: str) -> None:
    """Have write() fill a staging folder, then move its files into folder and write the manifest.

    first: the file most likely to be open in another program (a workbook, on Windows): it is moved first, so that
    nothing has changed if that fails. Raises OutputError.
    """
    stage = private / _STAGE
    shutil.rmtree(stage, ignore_errors=True)
    stage.mkdir()
    write(stage)
    names = sorted(path.name for path in stage.iterdir())
    names.sort(key=lambda name: name != first)
    checksums = {}
    for name in names:
        checksums[name] = checksum(stage / name)
        _sync(stage / name)
        step(f"staged {name}")
    manifest = json.dumps({"sha256": dict(sorted(checksums.items()))}, indent=2) + "\n"
    (stage / MANIFEST).write_text(manifest, encoding="utf-8", newline="\n")
    _sync(stage / MANIFEST)
    _sync_folder(stage)
    for name in [*names, MANIFEST]:
        if (folder / name).is_dir():  # before the first is moved: the old set stays whole
            raise OutputError(
                f"{folder / name} is a folder. Rename it and run again; nothing that was read is lost."
            )
    for name in [*names, MANIFEST]:
        step(f"before moving {name}")
        _move(stage / name, folder / name)
    step("moved")
    _sync_folder(folder)
    stage.rmdir()


def verify(folder: Path) -> list[str]:
    """Compare the outputs with their manifest; return one sentence for every disagreement. NoOutputError: no manifest."""
    try:
        listed = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))["sha256"]
    except FileNotFoundError:
        raise NoOutputError(
            f"There is no {MANIFEST} in {folder}: no run has finished here. Name the folder of the outputs with -o."
        ) from None
    except (ValueError, KeyError, TypeError):
        raise OutputError(f"{folder / MANIFEST} is damaged. Run dhr run again.") from None
    problems = []
    for name, expected in sorted(listed.items()):
        path = folder / name
        if not path.is_file():
            problems.append(f"{name} is missing.")
        elif checksum(path) != expected:
            problems.append(f"{name} is not the file that the run wrote.")
    return problems


def rows_in(folder: Path) -> int:
    """How many rows the outputs in a folder hold, by their run.json; 0 when there are none or it cannot be read."""
    try:
        return int(json.loads((folder / RUN).read_text(encoding="utf-8"))["counts"]["actions"])
    except (OSError, ValueError, KeyError, TypeError):
        return 0


def checksum(path: Path) -> str:
    """SHA-256 of a file."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _move(source: Path, target: Path) -> None:
    try:
        source.replace(target)
    except PermissionError:
        raise OutputError(
            f"{target.name} could not be replaced: it is open in another program, or the folder is read-only."
            " Close it and run again; nothing that was read is lost."
        ) from None


def _sync(path: Path) -> None:
    with path.open("rb+") as file:
        os.fsync(file.fileno())


def _sync_folder(path: Path) -> None:
    """Make renames durable; Windows has no such call and needs none."""
    if os.name == "nt":
        return
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
