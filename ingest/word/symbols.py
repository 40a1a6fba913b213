"""Characters of symbol fonts, and what white space and bullets become."""

from __future__ import annotations

import re
import tomllib
from functools import cache
from importlib import resources

UNKNOWN = "\ufffd"
# Soft hyphens, zero-width characters and direction marks carry no text.
_INVISIBLE = dict.fromkeys([0xAD, *range(0x200B, 0x2010), 0x2060, 0xFEFF, *range(0x202A, 0x202F), *range(0x2066, 0x206A)])  # fmt: skip
_BULLET = re.compile(r"^(?:[•●▪◦‣·⁃➢○■❖➤►▸\uf0b7\uf0a7\uf0d8\uf076\uf0fc]+(?:\s+|$))+")


@cache
def _fonts() -> dict[str, dict[int, str]]:
    text = resources.files("ingest.word").joinpath("symbols.toml").read_text(encoding="utf-8")
    return {
        font: {int(code, 16): char for code, char in codes.items()}
        for font, codes in tomllib.loads(text).items()
    }


def is_symbol_font(font: str | None) -> bool:
    """True for the pi fonts whose letters are pictures."""
    return font is not None and font.lower() in _fonts()


def symbol(font: str | None, code: int) -> str:
    """The character as Unicode; U+FFFD if the font's picture is not in symbols.toml. code: F0xx or the last byte."""
    table = _fonts().get((font or "").lower())
    if table is None:
        # A private-use code without a symbol font is what is left of one: Word falls back to Symbol.
        return _fonts()["symbol"].get(code & 0xFF, UNKNOWN) if 0xF000 <= code <= 0xF0FF else chr(code)
    return table.get(code & 0xFF, UNKNOWN)


_ENCODED_NAME = re.compile(r"(%[0-9A-Fa-f]{2}\S*)\n(?=\S*%[0-9A-Fa-f]{2})")
"""The caption of an embedded file is broken to fit under its icon: "Terms%20of%20Ref / erence%20-%20PPN"."""


def tidy(text: str) -> str:
    """Normalise white space line by line, drop bullets before text, invisible characters and empty lines.

    A line that is nothing but a glyph keeps it when it is the whole text: "●" alone in a status cell says something.
    """
    lines = []
    for raw in text.translate(_INVISIBLE).split("\n"):
        line = " ".join(raw.split())
        if line:
            lines.append(line)
    if len(lines) == 1 and len(lines[0]) == 1:
        return lines[0]
    told = "\n".join(bare for line in lines if (bare := _BULLET.sub("", line)))
    return _ENCODED_NAME.sub(r"\1 ", told) if "%" in told else told
