"""Peak memory of reading long PDFs, each in a process of its own: python -m bench.memory [PAGES ...]

The bar is 300 MB for 500 pages, and a peak that does not grow with the pages. Twice the pages are read: once as the
run does (triage), once in full.
"""

from __future__ import annotations

import multiprocessing
import resource
import sys
import tempfile
from pathlib import Path

from bench.corpus.long import report


def read(path: Path, full: bool) -> tuple[int, int]:
    """Read and extract; return plan rows and the peak in MB."""
    from extract import extract_plan
    from extract.triage import page_chooser
    from ingest.model import SourceFile
    from ingest.pdf import read_pdf

    source = SourceFile(path.name, "0" * 64, path.stat().st_size, "application/pdf")
    plan = extract_plan(read_pdf(path, source, None if full else page_chooser()))
    return len(plan.rows), resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024


def main() -> None:
    """Print a line for each length."""
    sizes = [int(size) for size in sys.argv[1:]] or [100, 500]
    with tempfile.TemporaryDirectory() as folder:
        for size in sizes:
            path = Path(folder) / f"{size}.pdf"
            report(path, size, max(8, size // 10))
            for full in (False, True):
                with multiprocessing.get_context("spawn").Pool(1) as pool:
                    rows, peak = pool.apply(read, (path, full))
                print(
                    f"{size} pages, {'all read' if full else 'triage'}: {rows} rows, peak {peak} MB",
                    flush=True,
                )


if __name__ == "__main__":
    main()
