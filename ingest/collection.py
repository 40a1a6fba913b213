"""The search for cycles among objects, stopped while many are made that stay or go together."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def collection_paused() -> Iterator[None]:
    """Stop Python's search for cycles for as long as the block lasts, if it was on.

    Reading makes objects by the ten thousand and hardly a cycle (under a hundred objects a document, measured): looking
    through all of them again and again took a twentieth of the time.
    """
    was = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was:
            gc.enable()
