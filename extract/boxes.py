"""A cell that lists what may be chosen with a box before each: what is ticked there is what the cell says.

The whole of the choices is kept beside it, in `other`.
"""

from __future__ import annotations

import re

_TICKED, _EMPTY = "☒☑🗹✅⊠", "☐□❏❑▢"
_CHOICE = re.compile(rf"([{_TICKED}{_EMPTY}])\s*([^{_TICKED}{_EMPTY}]+)")
_MIN_CHOICES = 2


def chosen(text: str) -> str:
    """ "☒ Complete ☐ In progress" -> "Complete"; every other text as it is, also one in which nothing is ticked.

    The marks must open the cell, with one of each kind at least: a list set with boxes for bullets has only one kind.
    """
    text = text.strip()
    choices = [(found[1], found[2].strip()) for found in _CHOICE.finditer(text)]
    ticked = [name for mark, name in choices if mark in _TICKED]
    if text[:1] not in _TICKED + _EMPTY or len(choices) < _MIN_CHOICES or not 0 < len(ticked) < len(choices):
        return text
    return "\n".join(ticked)
