"""Time our reader against other table readers on the same files, with the share of cells each gets exactly right.

python -m bench.peers FOLDER [--repeat 3] [--only PART] [--readers dhr,pdfplumber] [--most-pages 24]
python -m bench.peers --report 80            a report of 80 pages, 8 of them of plans, made on the spot

FOLDER holds PDFs and truth/ (as bench/corpus builds it); --most-pages leaves longer ones out. Figures are CPU seconds of
this process and its children. The readers take turns with each file, and of each file the best of the repeats counts, so
that what else runs on the machine weighs on all alike. ratio = times as fast as pdfplumber's extract_tables. Peers that
are not installed are left out.
"exact" = share of the truth's non-empty cells that the tool returns as one cell, white space normalised, before any
joining of rows: what a person would have to mend by hand.
"""

from __future__ import annotations

import argparse
import importlib.util
import json
import os
import re
import tempfile
import time
from collections.abc import Callable, Iterable
from pathlib import Path

import pypdfium2

from extract import extract_plan
from extract.triage import page_chooser
from ingest.model import SourceFile
from ingest.pdf import read_pdf

Reader = Callable[[Path], Iterable[str]]


def ours(path: Path) -> list[str]:
    """The whole way to plan rows: triage, grids, joins, fields."""
    source = SourceFile(path.name, "0" * 64, path.stat().st_size, "application/pdf")
    plan = extract_plan(read_pdf(path, source, page_chooser()))
    return [value.text for row in plan.rows for value in row.fields.values()]


def pdfplumber_tables(path: Path) -> list[str]:
    import pdfplumber

    with pdfplumber.open(path) as pdf:
        return [
            cell or ""
            for page in pdf.pages
            for table in page.extract_tables()
            for row in table
            for cell in row
        ]


def camelot_lattice(path: Path) -> list[str]:
    import camelot

    tables = camelot.read_pdf(str(path), pages="all", flavor="lattice")
    return [str(cell) for table in tables for row in table.df.values.tolist() for cell in row]


def pymupdf_tables(path: Path) -> list[str]:
    import pymupdf

    with pymupdf.open(path) as pdf:
        return [
            cell or ""
            for page in pdf
            for t in page.find_tables().tables
            for row in t.extract()
            for cell in row
        ]


def tabula_lattice(path: Path) -> list[str]:
    import tabula

    tables = tabula.read_pdf(
        str(path), pages="all", lattice=True, pandas_options={"header": None, "dtype": str}
    )
    return ["" if cell != cell else str(cell) for t in tables for row in t.values.tolist() for cell in row]


def reading(path: Path) -> list[str]:
    """Pages, tables and cells alone, as the peers give them."""
    source = SourceFile(path.name, "0" * 64, path.stat().st_size, "application/pdf")
    document = read_pdf(path, source, page_chooser())
    return [cell.text or "" for table in document.tables for row in table.rows for cell in row]


READERS: dict[str, tuple[str, Reader]] = {
    "pdfplumber extract_tables": ("pdfplumber", pdfplumber_tables),
    "dhr (reading)": ("ingest", reading),
    "dhr (to plan rows)": ("ingest", ours),
    "camelot lattice": ("camelot", camelot_lattice),
    "PyMuPDF find_tables": ("pymupdf", pymupdf_tables),
    "tabula lattice (Java)": ("tabula", tabula_lattice),
}


def pages_of(path: Path) -> int:
    """Return how many pages a PDF has."""
    with pypdfium2.PdfDocument(path) as document:
        return len(document)


def squeezed(text: str) -> str:
    return re.sub(
        r"\s+", " ", text.replace("\u2019", "'").replace("\u2018", "'").replace("\u2013", "-")
    ).strip()


def exact(found: Iterable[str], truth: Path) -> tuple[int, int]:
    """(cells found exactly, non-empty cells of the truth); a recommendation may have its number before it."""
    cells = {squeezed(text) for text in found}
    right = total = 0
    for row in json.loads(truth.read_text(encoding="utf-8"))["rows"]:
        for name in (
            "recommendation",
            "scope",
            "action",
            "lead_agency",
            "milestones",
            "target_date",
            "completion",
        ):
            wanted = squeezed(row.get(name) or "")
            if not wanted:
                continue
            total += 1
            numbered = name == "recommendation" and any(
                cell.endswith(wanted) and len(cell) - len(wanted) < 28 for cell in cells
            )
            right += wanted in cells or numbered
    return right, total


def cpu() -> float:
    """Seconds of processor time of this process, exactly, and of its children, as exactly as the system counts them."""
    times = os.times()
    return time.process_time() + times.children_user + times.children_system


def measure(
    readers: list[str], paths: list[Path], repeat: int
) -> tuple[dict[str, float], dict[str, dict[Path, list[str]]]]:
    """Seconds of each reader and what it read, after one warm-up on the first file."""
    best: dict[tuple[str, Path], float] = {}
    found: dict[str, dict[Path, list[str]]] = {name: {} for name in readers}
    for name in readers:
        list(READERS[name][1](paths[0]))
    for path in paths * repeat:
        for name in readers:
            start = cpu()
            found[name][path] = list(READERS[name][1](path))
            best[name, path] = min(best.get((name, path), float("inf")), cpu() - start)
    return {name: sum(best[name, path] for path in paths) for name in readers}, found


def table(paths: list[Path], truths: Path | None, repeat: int, wanted: str = "") -> None:
    """Time every reader whose name holds one of the wanted parts; pdfplumber goes first, it is the measure."""
    readers = [
        name
        for name, (module, _) in READERS.items()
        if importlib.util.find_spec(module) is not None and any(part in name for part in wanted.split(","))
    ]
    times, found = measure(readers, paths, repeat)
    base = times[readers[0]]
    print(f"{'reader':28} {'CPU s':>8} {'ratio':>7} {'exact':>7}")
    for name, seconds in times.items():
        counts = (
            [exact(texts, truths / f"{path.name}.json") for path, texts in found[name].items()]
            if truths
            else []
        )
        share = sum(r for r, _ in counts) / max(1, sum(t for _, t in counts)) if counts else float("nan")
        print(f"{name:28} {seconds:8.2f} {base / seconds:7.1f} {share:7.3f}", flush=True)


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("folder", type=Path, nargs="?")
    parser.add_argument("--report", type=int, default=0, help="pages of a report to be made and timed")
    parser.add_argument("--readers", default="", help="parts of readers' names")
    parser.add_argument("--repeat", type=int, default=3)
    parser.add_argument("--only", default="", help="part of a file name")
    parser.add_argument("--most-pages", type=int, default=10_000)
    arguments = parser.parse_args()
    if arguments.report:
        from bench.corpus.long import report

        with tempfile.TemporaryDirectory() as folder:
            made = Path(folder) / "report.pdf"
            report(made, arguments.report)
            table([made], None, arguments.repeat, arguments.readers)
        return
    if arguments.folder is None:
        parser.error("name a folder, or --report PAGES")
    truths = arguments.folder / "truth"
    paths = [
        path
        for path in sorted(arguments.folder.glob("*.pdf"))
        if arguments.only in path.name
        and (truth := truths / f"{path.name}.json").is_file()
        and (entry := json.loads(truth.read_text(encoding="utf-8")))["rows"]
        and "scan" not in entry["producer"]
        and pages_of(path) <= arguments.most_pages
    ]
    print(f"{len(paths)} files")
    table(paths, truths, arguments.repeat, arguments.readers)


if __name__ == "__main__":
    main()
