"""Tesseract as a program of its own: pictures in, words with place and confidence out.

The program comes from the system (Debian: tesseract-ocr, Windows: its installer); nothing is fetched.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import tempfile
from collections.abc import Iterator, Sequence
from functools import cache
from pathlib import Path
from typing import NamedTuple

from lxml import etree
from PIL import Image

TIMEOUT = 120.0  # seconds for one call
INSTALLED = (
    r"C:\Program Files\Tesseract-OCR\tesseract.exe",
    r"C:\Program Files (x86)\Tesseract-OCR\tesseract.exe",
    "/opt/homebrew/bin/tesseract",
    "/usr/local/bin/tesseract",
)
BLOCK, SPARSE = 6, 11
"""Ways to look at a picture: one block of text (a cell), or scattered text in no order (a page)."""


class Seen(NamedTuple):
    """A recognised word in pixels. base, size: baseline and height of its line; confidence from 0 to 1."""

    text: str
    x0: float
    top: float
    x1: float
    bottom: float
    base: float
    size: float
    confidence: float
    line: int


@cache
def find_tesseract() -> str | None:
    """The program, None if there is none or it lacks English."""
    names = [shutil.which("tesseract"), *INSTALLED]
    for name in names:
        if name is None or not Path(name).is_file():
            continue
        try:
            listed = subprocess.run([name, "--list-langs"], capture_output=True, timeout=20, check=False)
        except (OSError, subprocess.TimeoutExpired):
            continue
        if b"eng" in (listed.stdout + listed.stderr).split():
            return name
    return None


def quarter_turn(picture: Image.Image) -> int:
    """Degrees clockwise (0, 90, 180, 270) by which a page must be turned to be read; 0 when that cannot be told."""
    program = find_tesseract()
    if program is None:
        return 0
    with tempfile.TemporaryDirectory(prefix="dhr-ocr-") as folder:
        picture.save(Path(folder, "page.png"), compress_level=1)
        command = [program, "page.png", "stdout", "--psm", "0"]
        try:
            done = subprocess.run(
                command,
                cwd=folder,
                stdin=subprocess.DEVNULL,
                capture_output=True,
                timeout=TIMEOUT,
                check=False,
            )
        except (OSError, subprocess.TimeoutExpired):
            return 0
    match = re.search(rb"Rotate: (\d+)", done.stdout)
    return int(match[1]) if match and int(match[1]) in (90, 180, 270) else 0


def recognise(pictures: Sequence[Image.Image], mode: int, dpi: float) -> list[list[Seen]]:
    """The words of each picture; all empty if the program is missing, fails or takes too long."""
    program = find_tesseract()
    if program is None or not pictures:
        return [[] for _ in pictures]
    with tempfile.TemporaryDirectory(prefix="dhr-ocr-") as folder:
        names = []
        for number, picture in enumerate(pictures):
            names.append(f"{number}.png")
            picture.save(Path(folder, names[-1]), compress_level=1)
        Path(folder, "list.txt").write_text("\n".join(names) + "\n", encoding="ascii")
        command = [
            program,
            *("list.txt", "out", "--dpi", str(round(dpi)), "-l", "eng", "--psm", str(mode)),
            "hocr",
        ]
        try:
            done = subprocess.run(
                command,
                cwd=folder,
                stdin=subprocess.DEVNULL,
                capture_output=True,
                timeout=TIMEOUT,
                check=False,
                env={**os.environ, "OMP_THREAD_LIMIT": "1"},
            )
            output = Path(folder, "out.hocr").read_bytes()
        except (OSError, subprocess.TimeoutExpired):
            return [[] for _ in pictures]
        if done.returncode != 0:
            return [[] for _ in pictures]
    return _read(output, len(pictures))


def _read(output: bytes, count: int) -> list[list[Seen]]:
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, recover=True)
    root = etree.fromstring(output, parser)
    pages: list[list[Seen]] = [[] for _ in range(count)]
    found = [e for e in root.iter("{*}div") if e.get("class") == "ocr_page"]
    for page, element in zip(pages, found, strict=False):
        page.extend(_words(element))
    return pages


LINES = ("ocr_line", "ocr_header", "ocr_caption", "ocr_textfloat")


def _words(page: etree._Element) -> Iterator[Seen]:
    number = 0
    for line in page.iter("{*}span"):
        if line.get("class") not in LINES:
            continue
        number += 1
        title = line.get("title") or ""
        x0, _, x1, bottom = _box(title)
        slope, offset = _numbers(title, "baseline", 2) or (0.0, 0.0)
        size = (_numbers(title, "x_size", 1) or (0.0,))[0]
        base = bottom + offset + slope * (x1 - x0) / 2
        for word in line.iter("{*}span"):
            text = str(word.xpath("string()")).strip()
            if word.get("class") != "ocrx_word" or not text:
                continue
            about = word.get("title") or ""
            confidence = (_numbers(about, "x_wconf", 1) or (0.0,))[0] / 100
            yield Seen(text, *_box(about), base, size, confidence, number)


def _box(title: str) -> tuple[float, float, float, float]:
    numbers = _numbers(title, "bbox", 4)
    return (numbers[0], numbers[1], numbers[2], numbers[3]) if numbers else (0.0, 0.0, 0.0, 0.0)


def _numbers(title: str, name: str, count: int) -> tuple[float, ...] | None:
    match = re.search(rf"\b{name}((?: +-?[\d.]+){{{count}}})", title)
    return None if match is None else tuple(float(v) for v in match[1].split())
