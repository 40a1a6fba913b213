"""Make the council corpus with its truth: python -m bench.corpus.hard.council.build FOLDER [NAME ...]

Ninety documents as community safety partnerships publish them, and such as are no plans. The readers were tried on them
blind. Documents go to FOLDER/docs, truth to FOLDER/truth; NAME: only files whose name has it. Needs the development
tools: LibreOffice, Chromium, WeasyPrint, fpdf2, ReportLab, openpyxl, python-docx, pikepdf and pdftotext.
"""

from __future__ import annotations

import argparse
import json
import shutil
import subprocess
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path

from bench.corpus.hard.council import (
    drawn,
    nothing,
    pages_drawn,
    pages_forms,
    pages_marks,
    sheets,
    word_forms,
    word_heads,
    word_special,
    word_tables,
    word_text,
)
from bench.corpus.hard.council.model import Made
from bench.corpus.hard.council.place import locate

MODULES = (
    word_tables,
    word_heads,
    word_forms,
    word_special,
    word_text,
    pages_drawn,
    pages_forms,
    pages_marks,
    drawn,
    sheets,
    nothing,
)


def every() -> Iterator[Made]:
    """All documents."""
    for module in MODULES:
        yield from module.documents()


def convert(files: Sequence[Path], kind: str, folder: Path) -> None:
    """Let LibreOffice make a file of this kind of each."""
    with tempfile.TemporaryDirectory() as profile:
        command = ["soffice", f"-env:UserInstallation=file://{profile}", "--headless", "--convert-to", kind]
        subprocess.run(
            [*command, "--outdir", str(folder), *map(str, files)],
            check=True,
            capture_output=True,
            timeout=900,
        )


def write_sources(all_made: Sequence[Made], docs: Path, work: Path) -> None:
    """Write every file; those that LibreOffice makes, one batch a kind."""
    batches: dict[str, list[tuple[Path, Made]]] = {}
    for made in all_made:
        if made.to:
            suffix, kind = made.to.split(">")
            source = work / kind / f"{Path(made.name).stem}.{suffix}"
            source.parent.mkdir(exist_ok=True)
            made.source(source)
            batches.setdefault(kind, []).append((source, made))
        else:
            made.source(docs / made.name)
    for kind, batch in batches.items():
        out = work / f"{kind}_made"
        convert([source for source, _ in batch], kind, out)
        for source, made in batch:
            shutil.copy(out / f"{source.stem}.{kind}", docs / made.name)


def finish(made: Made, folder: Path) -> None:
    """Find the pages, turn what is turned, write the truth."""
    path = folder / "docs" / made.name
    missing = 0
    if path.suffix == ".pdf" and made.rows:
        missing = locate(path, made.rows, made.by, made.start)
        for row, (first, last) in made.pages.items():
            made.rows[row - 1] |= {"page_start": first, "page_end": last}
    if made.after:
        made.after(path)
    known = {"file": made.name, "family": made.family, "producer": made.producer, "plan": "", "split": "own"}
    text = json.dumps({**known, "meta": made.meta, "rows": made.rows}, indent=1, ensure_ascii=False)
    (folder / "truth" / f"{made.name}.json").write_text(text, encoding="utf-8")
    print(made.name, len(made.rows), f"{missing} rows not found on the pages" if missing else "", flush=True)


def main() -> None:
    """Build all documents, or those named."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("folder", type=Path)
    parser.add_argument("names", nargs="*")
    arguments = parser.parse_args()
    folder: Path = arguments.folder
    (folder / "docs").mkdir(parents=True, exist_ok=True)
    (folder / "truth").mkdir(exist_ok=True)
    wanted = [m for m in every() if not arguments.names or any(n in m.name for n in arguments.names)]
    with tempfile.TemporaryDirectory() as work:
        write_sources(wanted, folder / "docs", Path(work))
    for made in wanted:
        finish(made, folder)


if __name__ == "__main__":
    main()
