"""Time our reader against other table readers on the same files, with the share of cells each gets exactly right.

python -m bench.peers FOLDER [--repeat 3] [--only PART] [--readers dhr,pdfplumber]
python -m bench.peers --report 80            a report of 80 pages, 8 of them of plans, made on the spot

FOLDER holds PDFs and truth/ (as bench/corpus builds it). Figures are CPU seconds of this process and its children, the
best of the repeats; ratio = times as fast as pdfplumber's extract_tables. Peers that are not installed are left out.
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
from collections.abc import Callable, Iterable
from pathlib import Path

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
    times = os.times()
    return times.user + times.system + times.children_user + times.children_system


def measure(read: Reader, paths: list[Path], repeat: int) -> tuple[float, dict[Path, list[str]]]:
    """Best total CPU seconds over the repeats, after one warm-up on the first file; and what was read."""
    list(read(paths[0]))
    best, found = float("inf"), {}
    for _ in range(repeat):
        start = cpu()
        found = {path: list(read(path)) for path in paths}
        best = min(best, cpu() - start)
    return best, found


def table(paths: list[Path], truths: Path | None, repeat: int, wanted: str = "") -> None:
    """Time every reader whose name holds one of the wanted parts; pdfplumber goes first, it is the measure."""
    base = 0.0
    print(f"{'reader':28} {'CPU s':>8} {'ratio':>7} {'exact':>7}")
    for name, (module, read) in READERS.items():
        if importlib.util.find_spec(module) is None or not any(part in name for part in wanted.split(",")):
            continue
        seconds, found = measure(read, paths, repeat)
        base = base or seconds
        counts = (
            [exact(texts, truths / f"{path.name}.json") for path, texts in found.items()] if truths else []
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
    ]
    print(f"{len(paths)} files")
    table(paths, truths, arguments.repeat, arguments.readers)


if __name__ == "__main__":
    main()
