"""Make plans in many layouts with their truth: python -m bench.corpus.build [FOLDER] [--only FAMILY,...]

Every family is rendered by three producers (LibreOffice, Chromium, ReportLab) from the invented plans of
bench/samples/sources, shuffled with a fixed seed, so that a change of the reader shows in all of them. Truth files follow
the conventions of the project's plan scorer (families, one JSON a document). Needs LibreOffice, Chromium and pikepdf.
"""

from __future__ import annotations

import argparse
import json
import random
import re
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pikepdf

from bench.samples.build import build
from bench.samples.writers.source import Row, Source, load, truth

ROOT = Path(__file__).resolve().parents[2]
PRODUCERS = ("libreoffice", "chromium", "reportlab")
WIDE = (
    ("recommendation_no", "No.", 6),
    ("recommendation", "Recommendation", 27),
    ("scope", "Scope", 9),
    ("action", "Action to take", 20),
    ("lead_agency", "Lead Agency", 13),
    ("target_date", "Target Date", 10),
    ("completion", "Completion Date and Outcome", 15),
)
NARROW = (
    ("recommendation", "Recommendation", 38),
    ("action", "Action", 26),
    ("lead_agency", "Lead agency", 20),
    ("target_date", "By when", 16),
)
PLACES = (
    ("Rutland", "Edith"),
    ("Halton", "Adult F"),
    ("Torbay", "Mrs C"),
    ("Sefton", "Karolina"),
    ("Luton", "DHR 6"),
)
NOTES = (
    "The panel was told of this on 4 May.",
    "See chapter 7 of the overview report.",
    "Since renamed.",
)


def pool() -> list[Row]:
    """Every complete row of the samples' invented plans."""
    rows: list[Row] = []
    for path in sorted((ROOT / "bench" / "samples" / "sources").glob("*.toml")):
        source = load(path)
        if not source.published:
            rows += [row for row in source.rows if row.cells.get("recommendation") and not row.merged]
    return rows


def make(
    family: str, number: int, columns: tuple[tuple[str, str, int], ...], count: int, **options: Any
) -> Source:
    """A plan of `count` rows drawn from the pool; numbers run 1..count."""
    rng = random.Random(f"{family}{number}")
    drawn = rng.sample(pool(), count)
    wanted = {name for name, _, _ in columns}
    rows: list[Row] = []
    for position, row in enumerate(drawn, start=1):
        cells = {name: text for name, text in row.cells.items() if name in wanted}
        cells["recommendation_no"] = str(position)
        cells.setdefault("scope", "Local") if "scope" in wanted else None
        if "recommendation_no" not in wanted:
            cells["recommendation_no"] = f"Recommendation {position}"
            cells["number_mark"] = f"Recommendation {position}:"
        rows.append(Row(cells))
    place, name = PLACES[number % len(PLACES)]
    title = f"{place} Community Safety Partnership Domestic Homicide Review Action Plan"
    front = (("title", title), ("strong", f"DHR reference: {name}"), ("plain", "Date 3 April 2019"))
    meta = {"title": title, "area": place, "review_reference": name, "plan_date": "3 April 2019"}
    options = {"font_size": 9, "landscape": True, "header_fill": "#d9e2f3", **options}
    return Source(f"{family}{number}", (), front, columns, tuple(rows), meta, options)


def with_ticks(source: Source) -> Source:
    """Status as three tick columns instead of a status cell."""
    states = {"tick_complete": "Complete", "tick_progress": "In progress", "tick_none": "Not started"}
    dropped = source.columns[-1][0]
    columns = (*source.columns[:-1], *((name, label, 8) for name, label in states.items()))
    rng = random.Random(source.file)
    rows = []
    for row in source.rows:
        ticked = rng.choice(list(states))
        marks = {name: "✓" if name == ticked else "" for name in states}
        kept = {name: text for name, text in row.cells.items() if name != dropped}
        rows.append(Row({**kept, **marks, "status": states[ticked]}))
    return replace(source, columns=columns, rows=tuple(rows))


def with_footnotes(source: Source) -> Source:
    """Footnote markers glued to words of some recommendations; the notes stand below the table."""
    rows = list(source.rows)
    for number in range(len(NOTES)):
        cells = dict(rows[number * 2].cells)
        words = cells["recommendation"].split(" ")
        words[5] += f"<sup>{number + 1}</sup>"
        rows[number * 2] = Row({**cells, "recommendation": " ".join(words)})
    notes = tuple(f"<sup>{number + 1}</sup> {text}" for number, text in enumerate(NOTES))
    return replace(source, rows=tuple(rows), options={**source.options, "footnotes": notes})


def without_markers(source: Source) -> Source:
    """The source as its truth has it: footnote markers are no text of the plan."""
    if not source.options.get("footnotes"):
        return source
    marker = re.compile(r"(?<=[a-z.,;:)’])<sup>\d+</sup>")
    rows = tuple(
        replace(row, cells={name: marker.sub("", text) for name, text in row.cells.items()})
        for row in source.rows
    )
    return replace(source, rows=rows)


def turn(path: Path, sideways: bool) -> None:
    """Turn every page by 90 degrees: with /Rotate so that it reads upright, or without so that the table lies on its side."""
    with pikepdf.open(path, allow_overwriting_input=True) as pdf:
        for page in pdf.pages:
            width, height = (float(page.mediabox[2]), float(page.mediabox[3]))
            page.contents_add(f"q 0 1 -1 0 {height} 0 cm".encode(), prepend=True)
            page.contents_add(b"Q")
            page.mediabox = [0, 0, height, width]
            if "/CropBox" in page:
                del page["/CropBox"]
            if not sideways:
                page.rotate(90, relative=False)
        pdf.save(path, deterministic_id=True)


def families() -> dict[str, list[Source]]:
    """The sources of each family; two of most, one narrow and one long enough to go over pages."""
    two: Callable[..., list[Source]] = lambda key, **options: [  # noqa: E731 - a local shorthand, not an interface
        make(key, 0, NARROW, 7, **{"landscape": False, **options}),
        make(key, 1, WIDE, 16, repeat_header=True, **options),
    ]
    groups = (("target_date", "Dates"), ("completion", "Dates"))
    return {
        "borderless": two("borderless", borders="none", header_fill=None),
        "zebra": two("zebra", borders="zebra"),
        "horizontal": two("horizontal", borders="horizontal", header_fill=None),
        "tick": [with_ticks(source) for source in two("tick")],
        "rotated": two("rotated"),
        "sideways": [make("sideways", 1, WIDE, 12, repeat_header=True)],
        "turned": [make("turned", 1, WIDE, 12, repeat_header=True, turned_headers=["scope", "target_date"])],
        "footnote": [with_footnotes(source) for source in two("footnote")],
        "record": [make("record", 0, WIDE, 7, layout="records", landscape=False)],
        "transposed": [make("transposed", 0, WIDE[:-1], 6, layout="transposed")],
        "halves": [make("halves", 1, WIDE, 12, layout="halves", cut=3, landscape=False, rows_a_page=5)],
        "twoheads": [make("twoheads", 1, WIDE, 12, repeat_header=True, header_groups=groups)],
        "unrepeated": [make("unrepeated", 1, WIDE, 16)],
    }


def write_truth(source: Source, family: str, producer: str, path: Path, folder: Path) -> None:
    """Write the truth of one document as JSON beside it, in the scorer's form."""
    rows = truth(without_markers(source))
    found = {"file": path.name, "family": family, "producer": producer, "plan": source.file, "split": "own"}
    meta = {
        key: source.meta.get(key)
        for key in ("area", "review_reference", "title", "plan_date", "updated_date", "author")
    }
    (folder / f"{path.name}.json").write_text(
        json.dumps({**found, "meta": meta, "rows": rows}, indent=1, ensure_ascii=False)
    )


def main() -> None:
    """Build the families into FOLDER/ and their truth into FOLDER/truth."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("folder", nargs="?", default=str(ROOT / "output" / "corpus"))
    parser.add_argument("--only", default="")
    arguments = parser.parse_args()
    folder = Path(arguments.folder)
    (folder / "truth").mkdir(parents=True, exist_ok=True)
    for family, sources in families().items():
        if arguments.only and family not in arguments.only.split(","):
            continue
        for source in sources:
            for producer in PRODUCERS:
                named = replace(source, file=f"{source.file}_{producer}", outputs=(f"pdf-{producer}",))
                path = build(named, folder)[0]
                if family in ("rotated", "sideways"):
                    turn(path, sideways=family == "sideways")
                write_truth(source, family, producer, path, folder / "truth")
                print(path.name)


if __name__ == "__main__":
    main()
