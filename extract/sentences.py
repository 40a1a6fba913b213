"""How a text begins and ends: whether it is finished, whether it carries on another."""

from __future__ import annotations

import re
from functools import cache

from extract.header_rules import load
from extract.text import plain

LIST_MARK = re.compile(r"^\(?(\d{1,2}|[a-z]|[ivx]{1,4})[.)]\s")


@cache
def joining_words(name: str) -> frozenset[str]:
    """A list of joining.toml."""
    return frozenset(load("joining.toml")[name])


def ends_open(text: str) -> bool:
    """True when a text plainly is not finished: ends in a comma, an opening bracket or a word like "the"."""
    text = plain(text)
    if not text:
        return False
    if text.endswith((",", "(", "/", "&", " -")):
        return True
    if text.count("(") > text.count(")"):
        return True
    last = text.split()[-1].casefold()
    return last in joining_words("unfinished")


def ends_closed(text: str) -> bool:
    """True when a text ends as a sentence ends."""
    return bool(re.search(r"[.!?;:][\"'\u2019\u201d)\]]*$", text.strip()))


def starts_inside(text: str) -> bool:
    """True when a text plainly begins in the middle: with a small letter or a closing mark."""
    text = text.lstrip()
    if not text:
        return False
    if text[0] in ",;.)]}%!?\u201d":
        return True
    if LIST_MARK.match(text):
        return False
    first = re.split(r"[\s,.;:]", text, maxsplit=1)[0]
    # "eLearning", "e-CIN", "iPads" begin sentences too
    return (
        text[0].islower()
        and not (len(first) > 1 and any(ch.isupper() for ch in first[1:]))
        and not first.startswith("e-")
    )


def says_continued(text: str) -> bool:
    """True for "(continued)" and the like."""
    return text.strip(" .:-–").strip("()").strip(" .") in joining_words("continued")
