"""Write what was read, for people and for programs: Actions -> workbook, dataset, store. Knows no parser."""

from __future__ import annotations

from pathlib import Path

from publish.model import Dataset, RunInfo
from publish.names import FILES

__all__ = ["files", "write_all"]


def files() -> tuple[str, ...]:
    """Return the names of the files that `write_all` writes, in the order of CONTRACT.md."""
    return FILES


def write_all(dataset: Dataset, run: RunInfo, folder: Path) -> None:
    """Write every output file into folder, which must exist (a staging folder: the caller renames).

    The same dataset gives the same bytes, but for run.json and the column seconds of documents.csv.
    Raises ValueError when two rows bear the same action_id, OSError when the folder cannot be written.
    """
    # Imported here: `dhr search` needs this package's store, not the seconds that pyarrow and XlsxWriter take to load.
    from publish.write import write_everything

    write_everything(dataset, run, folder)
