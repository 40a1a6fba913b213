"""Make the hard corpus with its truth: python -m bench.corpus.hard.build FOLDER [--only FAMILY,...] [--shift N]

Families the readers were first tried on blind. Needs the development tools: LibreOffice, Chromium, WeasyPrint, fpdf2,
ReportLab, python-docx and pikepdf.
"""

from __future__ import annotations

import argparse
import json
from pathlib import Path

from bench.corpus.hard import crossings, drawings, engines, forms, reports, tables
from bench.corpus.hard import print as printed
from bench.corpus.hard.model import Made, plans

FAMILIES = (
    tables.borderless,
    tables.zebra,
    tables.ticks,
    printed.turned,
    printed.notes,
    printed.breaks,
    printed.lists,
    tables.heads,
    tables.several,
    forms.records,
    forms.crosswise,
    forms.prose,
    reports.long_report,
    engines.drawn,
    reports.nothing,
    crossings.word_merged,
    crossings.stated_rows,
    crossings.continued,
    crossings.turned_bare,
    crossings.two_forms,
    crossings.word_prose,
    crossings.discs,
    crossings.sheets,
    crossings.nothing,
    *drawings.FAMILIES,
)


def write(made: Made, folder: Path) -> None:
    """Write the document into the folder and its truth into folder/truth."""
    made.write(folder / made.name)
    known = {"file": made.name, "family": made.family, "producer": made.producer, "plan": "", "split": "own"}
    meta = {key: value or None for key, value in made.meta.items()} | {"author": None}
    text = json.dumps({**known, "meta": meta, "rows": list(made.rows)}, indent=1, ensure_ascii=False)
    (folder / "truth" / f"{made.name}.json").write_text(text, encoding="utf-8")


def main() -> None:
    """Build every family, or those named."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("folder")
    parser.add_argument("--only", default="")
    parser.add_argument("--shift", type=int, default=0, help="give each family another plan (0 to 3)")
    arguments = parser.parse_args()
    folder = Path(arguments.folder)
    (folder / "truth").mkdir(parents=True, exist_ok=True)
    invented = plans()
    invented = [*invented[arguments.shift :], *invented[: arguments.shift]]
    for family in FAMILIES:
        if not arguments.only or family.__name__ in arguments.only.split(","):
            for made in family(invented):
                write(made, folder)
                print(made.name, flush=True)


if __name__ == "__main__":
    main()
