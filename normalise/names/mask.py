"""Texts with people masked."""

from __future__ import annotations

from collections.abc import Collection

from normalise.names.closed import protected
from normalise.names.find import Span, find
from normalise.names.lists import lists
from normalise.names.tokens import shaped, tokenize

MASK = "[name]"
MASKS = {
    "telephone": "[telephone]",
    "address": "[address]",
    "date of birth": "[date of birth]",
    "number": "[number]",
}
"""What stands for a span, by its rule; MASK for all others."""


def mask(text: str, keep: Collection[str] = ()) -> tuple[str, tuple[Span, ...]]:
    """Return the text with people's names as "[name]", and the spans that were masked.

    keep: names that must stay, such as the pseudonym of the person who died ("Helen", "Mrs D").
    """
    spans = find(text, tuple(sorted(keep)))
    if not spans:
        return text, ()
    parts: list[str] = []
    last = 0
    for span in spans:
        parts += (text[last : span.start], MASKS.get(span.rule, MASK))
        last = span.end
    return "".join((*parts, text[last:])), spans


def mask_author(author: str) -> str:
    """Return the author of a document with people masked and organisations kept."""
    masked, spans = mask(author)
    if spans or not author.strip():
        return masked
    tokens = tokenize(author)
    words = lists()
    if not 2 <= len(tokens) <= 4 or any(not shaped(t, words) and len(t.text) > 1 for t in tokens):
        return author
    if (
        any(t.gap.strip(" .") for t in tokens[1:])
        or protected(author)
        or any(t.fold in words.things for t in tokens)
    ):
        return author
    return author[: tokens[0].start] + MASK + author[tokens[-1].end :]
