"""Loading without the garbage collector: it makes many thousand small objects that all stay, and no garbage."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager

from ingest.collection import collection_paused


@contextmanager
def no_collection() -> Iterator[None]:
    """Keep the collector out while rules are loaded, and from looking through what they became ever after.

    Searching them for cycles takes half of the time of loading, and each full search while rows are read as long again.
    """
    with collection_paused():
        try:
            yield
        finally:
            gc.freeze()
