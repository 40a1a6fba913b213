"""Names in Hebrew or Arabic letters: on the page they run from right to left, and so do our words."""

from __future__ import annotations

import re
from typing import Final

_LETTER: Final = "\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc"
_RUN: Final = re.compile(f"[{_LETTER}]+(?:[ '’.-]+[{_LETTER}]+)*")


def in_reading_order(text: str) -> str:
    """Turn round each run of letters that are read from right to left; the text has them as they stand on the page."""
    return _RUN.sub(lambda run: run.group()[::-1], text)
