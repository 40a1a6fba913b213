"""Build every file of samples/ from the sources beside: python -m bench.samples.build [NAME ...]

Needs the development tools: LibreOffice (soffice) and Chromium for printing, ReportLab for the long report. The files
are committed; this script shows what they are made of.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from bench.samples.writers import report, web, word
from bench.samples.writers.source import Source, load

HERE = Path(__file__).resolve().parent
SAMPLES = HERE.parents[1] / "samples"


def _libreoffice(document: Path, folder: Path) -> Path:
    """Print a Word file to PDF in a fresh LibreOffice profile."""
    with tempfile.TemporaryDirectory() as profile:
        command = ["soffice", f"-env:UserInstallation={Path(profile).as_uri()}", "--headless"]
        command += ["--convert-to", "pdf", "--outdir", str(folder), str(document)]
        subprocess.run(command, check=True, capture_output=True)
    return folder / f"{document.stem}.pdf"


def _chromium(page: Path, target: Path) -> None:
    """Print a web page to PDF without Chromium's own header and footer."""
    with tempfile.TemporaryDirectory() as profile:
        command = [
            "chromium",
            "--headless",
            "--no-sandbox",
            "--disable-gpu",
            "--disable-background-networking",
        ]
        command += [
            "--disable-component-update",
            "--disable-sync",
            "--no-first-run",
            f"--user-data-dir={profile}",
        ]
        command += ["--no-pdf-header-footer", f"--print-to-pdf={target}", page.as_uri()]
        subprocess.run(command, check=True, capture_output=True)


def build(source: Source, folder: Path) -> list[Path]:
    """Write the outputs that a source names ("docx", "pdf-libreoffice", "pdf-chromium", "pdf-reportlab") to a folder."""
    made: list[Path] = []
    with tempfile.TemporaryDirectory() as scratch:
        for output in source.outputs:
            kind, _, producer = output.partition("-")
            target = folder / f"{source.file}.{kind}"
            if producer == "chromium":
                web.write(source, page := Path(scratch) / "page.html")
                _chromium(page, target)
            elif producer == "reportlab":
                report.write(source, target)
            else:
                word.write(source, document := Path(scratch) / f"{source.file}.docx")
                made_file = _libreoffice(document, Path(scratch)) if producer else document
                shutil.copyfile(made_file, target)
            made.append(target)
    return made


def main() -> None:
    """Build the named sources, or all."""
    for path in sorted((HERE / "sources").glob("*.toml")):
        if len(sys.argv) > 1 and path.stem not in sys.argv[1:]:
            continue
        for made in build(load(path), SAMPLES):
            print(made.relative_to(SAMPLES))


if __name__ == "__main__":
    main()
