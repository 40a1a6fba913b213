"""What a result depends on beside the document: our code and rules, the libraries that read, the options."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping
from importlib import metadata, resources
from importlib.resources.abc import Traversable
from typing import Any

_ROOMS = ("ingest", "extract", "normalise")
_LIBRARIES = (
    "lxml",
    "pdfminer.six",
    "pdfplumber",
    "pillow",
    "pypdfium2",
    "python-docx",
    "rapidfuzz",
    "spacy",
)


def edition(options: Mapping[str, Any]) -> str:
    """Return a name for everything that could make the same bytes give another result.

    Hashing our files, rather than trusting a version number, keeps an edited rule or an upgraded library from leaving
    half of a dataset in an older reading.
    """
    digest = hashlib.sha256()
    for room in _ROOMS:
        for name, file in sorted(_files(resources.files(room), room)):
            digest.update(name.encode())
            digest.update(hashlib.sha256(file.read_bytes().replace(b"\r\n", b"\n")).digest())
    digest.update(resources.files("dhr").joinpath("worker.py").read_bytes().replace(b"\r\n", b"\n"))
    digest.update(json.dumps([versions(), dict(options)], sort_keys=True).encode())
    return digest.hexdigest()[:32]


def versions() -> dict[str, str]:
    """Return library -> installed version, of the libraries that readings depend on."""
    return {name: found for name in _LIBRARIES if (found := _version(name))}


def _version(name: str) -> str:
    try:
        return metadata.version(name)
    except metadata.PackageNotFoundError:
        return ""


def _files(folder: Traversable, path: str) -> Iterator[tuple[str, Traversable]]:
    for item in folder.iterdir():
        if item.is_dir() and item.name != "__pycache__":
            yield from _files(item, f"{path}/{item.name}")
        elif item.is_file() and not item.name.endswith((".pyc", "~")):
            yield f"{path}/{item.name}", item
