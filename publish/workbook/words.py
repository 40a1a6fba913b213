"""The words people read for the codes of the dataset. A colour never stands without its word."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from normalise.model import Action
from publish.workbook.book import Toned
from publish.workbook.styles import Tone

STATUS: dict[str, Toned] = {
    "complete": Toned("Complete", "good"),
    "in_progress": Toned("In progress", "going"),
    "not_started": Toned("Not started", "waiting"),
    "not_accepted": Toned("Not accepted", "refused"),
    "superseded": Toned("Superseded", "quiet"),
    "unknown": Toned("Not known", "none"),
}
OUTCOME: dict[str, Toned] = {
    "ok": Toned("Read", "good"),
    "partial": Toned("Read in part", "going"),
    "failed": Toned("Not read", "waiting"),
    "duplicate": Toned("Duplicate", "quiet"),
    "skipped": Toned("Skipped", "quiet"),
}
SEVERITY: dict[str, Toned] = {
    "info": Toned("For the record", "quiet"),
    "check": Toned("Check", "going"),
    "error": Toned("Lost", "waiting"),
}
LINK: dict[str, str] = {
    "same": "Same plan, another file",
    "version": "Later version of the plan",
    "repeat": "Similar, another review",
}
MEDIA_TYPE: dict[str, str] = {
    "application/pdf": "PDF",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": "Word",
    "application/msword": "Word (old .doc)",
}
COLOURS: dict[str, Tone] = {"red": "red", "amber": "amber", "green": "green", "blue": "blue"}
YES = Toned("Yes", "going")


def said(code: str) -> str:
    """Return a code as words: "not_applicable" -> "Not applicable", "unknown" -> "Not known"."""
    words = code.replace("_", " ")
    return "Not known" if code == "unknown" else words[:1].upper() + words[1:]


def said_here(title: str, values: tuple[str, ...]) -> list[str]:
    """Return the values of a column as this workbook words them, for the data dictionary."""
    worded = {"Status": STATUS, "Outcome": OUTCOME, "How serious": SEVERITY, "Severity": SEVERITY}.get(
        title, {}
    )
    return [worded[value].text if value in worded else said(value) for value in values]


def colour(code: str | None) -> Toned | None:
    """Return a RAG colour as a word on that colour."""
    return Toned(said(code), COLOURS.get(code, "none")) if code else None


def status_counts(actions: Iterable[Action]) -> list[int]:
    """Return how many rows have each status, in the order of STATUS."""
    counts: Counter[str] = Counter(action.status for action in actions)
    return [counts[code] for code in STATUS]
