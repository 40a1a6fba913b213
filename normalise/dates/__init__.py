"""Dates as printed: what a cell says about time, never more precise than the print."""

from normalise.dates.completion import Completion, read_completion
from normalise.dates.dated import DateReading
from normalise.dates.positions import dated_items
from normalise.dates.reader import read_dates
from normalise.dates.target import TargetReading, read_target
from normalise.dates.years import middle

__all__ = [
    "Completion",
    "DateReading",
    "TargetReading",
    "dated_items",
    "middle",
    "read_completion",
    "read_dates",
    "read_target",
]
