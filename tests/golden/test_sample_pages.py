"""The pages of every row of the PDF samples, against where the words of its cells stand by PDFium's own text search."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from collections import defaultdict
from pathlib import Path
from typing import Any

import pypdfium2
import pytest

SAMPLES = Path(__file__).resolve().parents[2] / "samples"
PDFS = sorted(p.name for p in SAMPLES.glob("*.pdf"))
LONG = 24
"""Letters of a cell's beginning and end that are looked for; shorter cells stand on several pages by chance."""

Row = dict[str, Any]


@pytest.fixture(scope="module")
def rows(tmp_path_factory: pytest.TempPathFactory) -> dict[str, list[Row]]:
    output = tmp_path_factory.mktemp("pages") / "output"
    command = [sys.executable, "-m", "dhr", "run", str(SAMPLES), "-o", str(output), "--keep-names"]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode in (0, 3), done.stderr
    found: dict[str, list[Row]] = defaultdict(list)
    for line in (output / "actions.jsonl").read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        found[row["source_file"]].append(row)
    return found


def letters(text: str) -> str:
    return re.sub(r"[\W_]+", "", text).casefold()


def pages_with(piece: str, texts: list[str]) -> list[int]:
    return [n for n, text in enumerate(texts, start=1) if piece in text]


@pytest.mark.parametrize("name", PDFS)
def test_rows_stand_on_the_pages_that_hold_their_words(name: str, rows: dict[str, list[Row]]) -> None:
    document = pypdfium2.PdfDocument(SAMPLES / name)
    texts = [letters(page.get_textpage().get_text_range()) for page in document]
    compared = 0
    for row in rows.get(name, []):
        assert 1 <= row["page_start"] <= row["page_end"] <= len(texts)
        fields = (
            "action",
            "milestones",
            "completion_stated",
            *(() if row["parent_text"] else ("recommendation",)),
        )
        for field in fields:
            words = letters(row[field] or "")
            if len(words) < LONG:
                continue
            for piece in (words[:LONG], words[-LONG:]):
                where = pages_with(piece, texts)
                # a word broken over lines or cells that interleave on the page are not found this way
                if where:
                    compared += 1
                    assert any(row["page_start"] <= page <= row["page_end"] for page in where), (field, where)
                if len(where) == 1 and field == "action":
                    assert row["page_start"] <= where[0] <= row["page_end"]
    assert compared or not rows.get(name)
