"""Names beside a post or behind words that introduce a person: "Siân Rees, Head of Housing", "Author: X Y"."""

from __future__ import annotations

import re
from collections.abc import Iterator

from normalise.names.closed import Closed
from normalise.names.lists import Lists
from normalise.names.tokens import (
    Token,
    is_given,
    is_initial,
    is_place,
    joined,
    known_surname,
    names_a_thing,
    run,
    shaped,
    without_number,
)


def by_lead_in(
    text: str, tokens: list[Token], words: Lists, closed: Closed
) -> Iterator[tuple[int, int, str]]:
    """Yield (first token, last token, rule) of names behind "produced by", "Author:", "Lead -"."""
    for match in words.lead_in.finditer(text):
        first = next((k for k, t in enumerate(tokens) if t.start >= match.end()), None)
        if first is None or tokens[first].start - match.end() > 1:
            continue
        while first < len(tokens) - 1 and (tokens[first].text in words.titles | words.ranks):
            first += 1
        end = run(tokens, first, words, 4, strict=True)
        parts = [t for t in tokens[first:end] if len(t.text) > 1]
        known = any(is_given(t, words) or known_surname(t, words) for t in parts)
        if not parts or closed(parts[0].start, parts[-1].end) or names_a_thing(tokens, end - 1, words):
            continue
        initials = end - first > len(parts)
        if ((len(parts) >= 2 or initials) and not any(is_place(t) for t in parts)) or (
            known and not is_place(parts[0])
        ):
            yield first, end - 1, "lead-in"


def by_post(text: str, tokens: list[Token], words: Lists, closed: Closed) -> Iterator[tuple[int, int, str]]:
    """Two or three words in capitals that are no known words, with a post on one side: "Siân Rees, Head of Housing"."""
    for i, token in enumerate(tokens):
        if token.text in words.titles or without_number(token.text) in words.ranks:
            continue
        if not (shaped(token, words) or is_initial(token)) or (
            i and joined(token, tokens[i - 1]) and shaped(tokens[i - 1], words)
        ):
            continue
        end = run(tokens, i, words, 3, strict=True)
        parts = [t for t in tokens[i:end] if len(t.text) > 1]
        initials = end - i > len(parts)
        if len(parts) == 1 and not initials and _surname_line(text, tokens, i, end, words):
            if not is_place(parts[0]) and not closed(token.start, token.end):
                yield i, i, "surname beside a post"
            continue
        if (
            len(parts) + initials < 2
            or not parts
            or any(is_place(t) or t.fold in words.things for t in parts)
        ):
            continue
        if (
            initials
            and token.text.isupper()
            and len(parts) == 1
            and any(known_surname(t, words) for t in parts)
        ):
            before = tokens[i - 1].fold if i else ""
            if before not in words.coded:
                if not closed(token.start, tokens[end - 1].end) and not names_a_thing(tokens, end - 1, words):
                    yield i, end - 1, "initials and surname"
                continue
        if (
            _post_after(text, tokens, end, words) or _post_before(text, tokens, i, end, words)
        ) and not closed(token.start, tokens[end - 1].end):
            yield i, end - 1, "beside a post"


def _surname_line(text: str, tokens: list[Token], i: int, end: int, words: Lists) -> bool:
    """Return True for a known surname that stands alone between a post and the end of its line."""
    if (
        not known_surname(tokens[i], words)
        or tokens[i].fold in words.things
        or tokens[i].fold in words.ordinary
    ):
        return False
    rest = text[tokens[i].end :].lstrip(" ")
    return (not rest or rest[0] in "\n),;/") and _post_before(text, tokens, i, end, words)


def _post_after(text: str, tokens: list[Token], end: int, words: Lists) -> bool:
    if end >= len(tokens):
        return False
    following = tokens[end]
    if following.text in words.honours and following.gap in (" ", ", "):
        return True
    marked = re.fullmatch(r"\s*[,(]\s*|\s[-–]\s", following.gap)
    return bool(marked) and following.text[0].isupper() and _is_post(tokens, end, words)


def _post_before(text: str, tokens: list[Token], first: int, end: int, words: Lists) -> bool:
    if first == 0:
        return False
    ends = end >= len(tokens) or not tokens[end].gap.isspace() or tokens[end].text.islower()
    if not ends or not re.fullmatch(r"\s*[,:(]\s*|\s[-–]\s|\s*\n\s*", tokens[first].gap):
        return False
    back = first - 1
    while back > 0 and first - back < 5 and re.fullmatch(r"\s+", tokens[back].gap):
        back -= 1
    return (
        tokens[back].text[0].isupper()
        and _is_post(tokens, back, words)
        and tokens[back].end <= tokens[first].start
    )


def _is_post(tokens: list[Token], at: int, words: Lists) -> bool:
    """Return True when a post begins here: one of the words before the next mark says so."""
    for k in range(at, min(at + 6, len(tokens))):
        if k > at and not re.fullmatch(r"\s+|\s?[&/]\s?", tokens[k].gap):
            return False
        if tokens[k].fold in words.post_heads:
            return True
    return False
