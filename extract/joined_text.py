"""Halves of a text put together as the last line of the first says."""

from __future__ import annotations

import re
from collections.abc import Container
from dataclasses import replace

from extract.grid import Bit
from extract.sentences import ends_open, joining_words, starts_inside

_CENTURY = re.compile(r"(?<!\d)\d{1,2}[./-]\d{1,2}[./-](?:19|20)$")
_REST_OF_YEAR = re.compile(r"\d\d[.,;]?")
_SCRAP = re.compile(r"[a-z]{1,3}")


def _torn(before: str, after: str, known_words: Container[str]) -> bool:
    """True when nothing but the end of a date or of a word of the document stands on the next page."""
    if _REST_OF_YEAR.fullmatch(after):
        return bool(_CENTURY.search(before))
    if not _SCRAP.fullmatch(after):
        return False
    head = re.split(r"[\s/]", before)[-1]
    return head.isalpha() and len(head) > 2 and f"{head}{after}".casefold() in known_words


def join_text(before: str, tail: str, after: str, known_words: Container[str] = frozenset()) -> str:
    """Put two halves of a text together as the last line of the first says. known_words: case-folded, of the document."""
    before, after = before.rstrip(), after.lstrip()
    if not before or not after:
        return before or after
    if (tail == "glue" and not after[:1].isupper()) or _torn(before, after, known_words):
        return before + after
    if before.endswith("-") and before[-2:-1].isalnum():
        head = re.split(r"[\s/]", before[:-1])[-1]
        rest = re.split(r"[\s.,;:)!?'\"/]", after)[0]
        joined, hyphened = (head + rest).casefold(), f"{head}-{rest}".casefold()
        if tail == "hyphen" or after[:1].islower() or (head.isdigit() and after[:1].isdigit()):
            stays = hyphened in known_words or (
                joined not in known_words
                and (
                    head.casefold() in joining_words("hyphen_stays")
                    or tail != "hyphen"
                    or head.isdigit()
                    or not after[0].islower()
                )
            )
            return before + after if stays else before[:-1] + after
    if after[0] in ",;.)]!?" and not after.startswith(("...", ".doc", ".pdf")):
        return before + after
    if tail in ("wrap", "hyphen") or starts_inside(after) or ends_open(before):
        return f"{before} {after}"
    return f"{before}\n{after}"


def join_bits(before: Bit, after: Bit, known_words: Container[str] = frozenset()) -> Bit:
    """One cell out of the two halves of a cell, with the places of both."""
    if not after.text:
        return replace(before, locators=before.locators) if before.text else _with_fill(before, after)
    if not before.text:
        return after
    confidences = [c for c in (before.confidence, after.confidence) if c is not None]
    return replace(
        before,
        text=join_text(before.text, before.tail, after.text, known_words),
        locators=(*before.locators, *(w for w in after.locators if w not in before.locators)),
        tail=after.tail,
        fill=before.fill or after.fill,
        flags=tuple(dict.fromkeys((*before.flags, *after.flags))),
        confidence=min(confidences) if confidences else None,
    )


def _with_fill(before: Bit, after: Bit) -> Bit:
    return replace(before, fill=before.fill or after.fill)
