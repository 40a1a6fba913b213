"""What several sheets need to know of the dataset, worked out once."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from normalise.model import Action, AgencyReading
from publish.model import Dataset, FileFinding, Outcome

_DAY = re.compile(r"(\d{4})-(\d{2})-(\d{2})")


@dataclass(frozen=True, slots=True)
class Facts:
    """numbers: action id -> number of its row on the sheet Actions. by_id, by_file, outcomes, findings: look-ups."""

    dataset: Dataset
    numbers: dict[str, int]
    by_id: dict[str, Action]
    by_file: dict[str, list[Action]]
    outcomes: dict[str, Outcome]
    findings: dict[str, list[FileFinding]]


def gather(dataset: Dataset) -> Facts:
    """Return the look-ups of a dataset."""
    by_file: dict[str, list[Action]] = defaultdict(list)
    findings: dict[str, list[FileFinding]] = defaultdict(list)
    for action in dataset.actions:
        by_file[action.source_file].append(action)
    for item in dataset.findings:
        if item.action_id is not None:
            findings[item.action_id].append(item)
    return Facts(
        dataset=dataset,
        numbers={action.action_id: number for number, action in enumerate(dataset.actions, 1)},
        by_id={action.action_id: action for action in dataset.actions},
        by_file=dict(by_file),
        outcomes={outcome.path: outcome for outcome in dataset.outcomes},
        findings=dict(findings),
    )


def agencies_of(action: Action) -> list[AgencyReading]:
    """Return everyone a row names, as lead or as asked to act, each agency once."""
    named = {reading.agency_id: reading for reading in (*action.lead_agencies, *action.addressed_to)}
    return list(named.values())


def only_day(dates: Iterable[str | None]) -> date | None:
    """Return the date if there is exactly one and it names a day: no cell is more precise than the plan."""
    printed = [text for text in dates if text]
    match = _DAY.fullmatch(printed[0]) if len(printed) == 1 else None
    try:
        day = date(int(match[1]), int(match[2]), int(match[3])) if match else None
    except ValueError:
        return None
    # Excel's calendar begins in 1900, and its first two months there are a day out.
    return day if day and day >= date(1900, 3, 1) else None


def pages(action: Action) -> str:
    """Return the pages of a row: "3", "3–4", "" for Word."""
    if action.page_start is None:
        return ""
    if action.page_end in (None, action.page_start):
        return str(action.page_start)
    return f"{action.page_start}–{action.page_end}"
