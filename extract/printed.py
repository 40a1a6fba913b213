"""Dates, names and labels as they are printed, for reading what stands around a plan. Nothing is interpreted here."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import Any

from extract.header_rules import load
from extract.text import one_line, squash

MONTHS = "jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?"
DATE = (
    rf"(?:\d{{1,2}}\s?(?:st|nd|rd|th)?\s+(?:of\s+)?(?i:{MONTHS})\.?,?\s+(?:20|19)\d\d"
    rf"|(?i:{MONTHS})\.?\s+\d{{1,2}}(?:st|nd|rd|th)?,?\s+(?:20|19)\d\d"
    rf"|(?i:{MONTHS})\.?,?\s+(?:20|19)\d\d|\d{{1,2}}[./-]\d{{1,2}}[./-](?:20|19)?\d\d|(?:20|19)\d\d-\d\d-\d\d"
    rf"|(?i:spring|summer|autumn|winter)\s+(?:20|19)\d\d|Q[1-4]\s+(?:20|19)\d\d(?:/\d\d)?)"
)
_TITLE = r"(?:Mr|Mrs|Ms|Miss|Mx|Dr)\.?"
NAME = (
    rf"(?:{_TITLE}(?:\s+(?:and|&)\s+{_TITLE})?\s+[A-Z][A-Za-z]*(?:\s+and\s+{_TITLE}\s+[A-Z][A-Za-z]*)?"
    r"|(?:Adult|Child|Victim|Person|Baby|Family|Subject|Case|Female|Male|Woman)\s+(?:[A-Z]{1,3}\d*|\d+)(?:\s+(?:and|&)\s+(?:(?:Adult|Child|Victim)\s+)?[A-Z]{1,2}\b)?"
    r"|(?:DHR|DARDR|SAR|B?DHR|SBP)[\s/-]*(?:No\.?\s*)?[A-Z]{0,4}/?\d[\w/-]*"
    r"|[A-Z][a-z]+(?:-[A-Z][a-z]+)?(?:\s+(?:and|&)\s+[A-Z][a-z]+)?|[A-Z]{1,3}\d{0,4})"
)
_ANY_DATE = re.compile(DATE)


def first_date(text: str) -> str | None:
    """The first date in a text as printed (a split superscript "9 th" is closed up)."""
    found = _ANY_DATE.search(text)
    return re.sub(r"(\d)\s+(st|nd|rd|th)\b", r"\1\2", one_line(found.group())) if found else None


@dataclass(frozen=True, slots=True)
class MetaLabel:
    """A label of metadata.toml: which key it gives, whether it needs a colon, whether its value is a date."""

    key: str
    colon: bool
    date: bool


@cache
def meta_rules() -> dict[str, Any]:
    """metadata.toml."""
    return load("metadata.toml")


@cache
def _labels() -> tuple[dict[str, MetaLabel], dict[str, MetaLabel]]:
    with_colon: dict[str, MetaLabel] = {}
    bare: dict[str, MetaLabel] = {}
    for key, entry in meta_rules()["label"].items():
        label = MetaLabel(key, bool(entry.get("colon")), bool(entry.get("date")))
        for name in entry["names"]:
            with_colon.setdefault(squash(name), label)
            if not label.colon:
                bare.setdefault(squash(name), label)
        for name in entry.get("plain", []):
            with_colon.setdefault(squash(name), label)
            bare.setdefault(squash(name), label)
    return with_colon, bare


def label_of(text: str) -> MetaLabel | None:
    """The metadata label that a text is, all of it (first cell of a key table)."""
    return _labels()[0].get(squash(text))


def _value(label: MetaLabel, value: str) -> tuple[str, str] | None:
    value = one_line(value).strip(" .;|-–—")
    if not value:
        return None
    if label.date:
        date = first_date(value)
        return (label.key, date) if date and value.find(date[:4]) < 25 else None
    if label.key == "author":
        value = re.sub(rf"[.,;]\s+{DATE}$", "", value)
    if label.key == "review_reference":
        value = re.sub(rf"(?<=[^\W\d_])(?:\s+(?:in|on))?\s+{DATE}$", "", value)
    if label.key == "review_reference" and value[:1].islower() and len(value.split()) > 3:
        return None  # "Review: this policy will be looked at in May" names no review
    return (label.key, value) if len(value) <= 120 else None


def read_labelled(segment: str) -> tuple[str, str] | None:
    """Read "DHR reference: Ana", "Date 11th March 2020", "Action Plan produced by X": (key, value as printed) or None."""
    segment = one_line(segment)
    with_colon, bare = _labels()
    head, colon, value = segment.partition(":")
    if colon and len(head) <= 60:
        label = with_colon.get(squash(head))
        if label:
            return _value(label, value)
        if not _ANY_DATE.search(head) and len(head.split()) <= 5:
            # a label we do not know ("Date of death: ...") must not be read as one we do ("Date")
            return None
    dashed = re.match(r"^(.{3,45}?)\s+[–—-]\s+(.+)$", segment)
    if dashed:
        label = with_colon.get(squash(dashed[1]))
        if label and (label.date or label.key == "author"):
            return _value(label, dashed[2])
    words = segment.split()
    for count in range(min(len(words) - 1, 7), 0, -1):
        label = bare.get(squash(" ".join(words[:count])))
        if label:
            found = _value(label, " ".join(words[count:]))
            if found and not (label.date and len(words) - count > 8):
                return found
    return None


_SPLIT = re.compile(
    r"\s*\|\s*|\t+|\s{3,}|(?<=[\w)])[.;]\s+(?=[A-Z])|\s+[–—-]\s+(?=[A-Z][\w ]{2,30}:)|\s*[•·]\s*"
)


_LABEL_WORDS = 4


def segments(line: str) -> list[str]:
    """The parts of a line that may each carry a label: "Review: X | Version date: Y", "Hartlepool. Reference: Z.".

    A label of metadata.toml with its colon begins a part also without a mark before it ("Review: X  Version date: Y").
    """
    parts = [part.strip() for part in _SPLIT.split(line) if part and part.strip()]
    return [piece for part in parts for piece in _at_labels(part)]


def _at_labels(part: str) -> list[str]:
    if part.count(":") < 2:
        return [part]
    with_colon = _labels()[0]
    words = part.split()
    starts = [0]
    for at, word in enumerate(words):
        if not word.endswith(":"):
            continue
        for count in range(_LABEL_WORDS, 0, -1):
            first = at - count + 1
            # the label needs a value before it, and begins with a capital as a label does
            if (
                first > starts[-1] + 1
                and words[first][:1].isupper()
                and squash(" ".join(words[first : at + 1])) in with_colon
            ):
                starts.append(first)
                break
    return [" ".join(words[a:b]) for a, b in zip(starts, [*starts[1:], len(words)], strict=True)]
