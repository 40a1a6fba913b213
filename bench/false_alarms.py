"""How often good documents raise the flags of hidden text and of text that is not what the page shows.

usage: python bench/false_alarms.py FOLDER...
"""

from __future__ import annotations

import argparse
import time
from collections import Counter
from pathlib import Path

from ingest.errors import DocumentError
from ingest.model import Document, SourceFile
from ingest.read import read_document
from ingest.sniff import sniff

FLAGS = ("HIDDEN_TEXT", "REDACTION_OVER_TEXT", "GARBLED_TEXT", "TEXT_NOT_AS_SHOWN", "OCR_TEXT_LAYER")


def flags(document: Document) -> Counter[str]:
    return Counter(said.code for said in document.findings if said.code in FLAGS)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folders", nargs="+", type=Path)
    files = [
        path
        for folder in parser.parse_args().folders
        for path in sorted(folder.rglob("*"))
        if path.suffix.lower() in (".pdf", ".docx")
    ]
    documents: Counter[str] = Counter()
    pages, started = 0, time.process_time()
    for path in files:
        try:
            document = read_document(path, SourceFile(path.name, "", 0, sniff(path)))
        except DocumentError as error:
            print(f"{path.name}: {error.code}")
            continue
        pages += len(document.pages)
        found = flags(document)
        documents.update(found.keys())
        if found:
            print(
                f"{path.name}: {dict(found)}",
                [(f.code, f.page, f.sentence.split()[0]) for f in document.findings if f.code in FLAGS][:6],
            )
    print(
        f"{len(files)} documents, {pages} PDF pages, {time.process_time() - started:.1f} s of processor time"
    )
    for flag in FLAGS:
        print(f"{flag:22} {documents[flag]:4} documents, {documents[flag] / max(1, len(files)):.1%}")


if __name__ == "__main__":
    main()
