"""A status in so many words or colours: what a cell opens with."""

from __future__ import annotations

import re

from normalise.sentences import sentences
from normalise.status.counts import share_short
from normalise.status.rules import StatusRules

_SKIP = re.compile(
    r"[\s\W_]*(?:(?:the|this|all|now|status|rag|red|amber|green|blue|update|actions?|recommendation|outcome|date|completion|is|are|was|were|has|have|been|as|of|at|on|by|and)(?![^\W_])[\s:–-]*"
    r"|\d{1,2}(?:st|nd|rd|th)?(?![^\W_])[\s./-]*|(?:19|20)\d\d(?![^\W_])[\s:,./–-]*|q[1-4](?![^\W_])\s*|(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*(?![^\W_])[\s.,:–-]*)",
    re.IGNORECASE,
)


def opening_word(cell: str, *, apart: bool = False) -> str | None:
    """Return the rule of the status that a cell states in so many words, None where it states none.

    apart: the word must stand apart ("Complete. Reports are weekly"), not open a sentence ("Completed forms are ...").

    The first sentence decides; in a list of items that each have a status, one item not complete is enough for the
    whole not to be. A cell of several paragraphs whose later sentences open with a status counts too ("Audit held.
    Completed.").
    """
    rules = StatusRules.load()
    alone = rules.alone.get(cell.strip(" .!-–\n").lower())
    if alone:
        return alone
    first: str | None = None
    listed: list[str] = []
    for sentence in sentences(cell):
        rule = _opens_with(sentence, rules, apart)
        if rule is None:
            continue
        first = first or rule
        listed.append(rule)
    if first is None:
        return None
    if first == "word.complete" and rules.partial.search(cell):
        return "word.in_progress"
    items = re.findall(r"(?:^|\n|\s)\(?\d{1,2}[.)]\s", cell)
    if (len(items) > 1 or cell.count("\n") + 1 >= len(listed) > 1) and first == "word.complete":
        return next((r for r in listed if r in {"word.in_progress", "word.not_started"}), first)
    return first


def _opens_with(sentence: str, rules: StatusRules, apart: bool) -> str | None:
    hits = rules.words.find(sentence)
    if not hits:
        return None
    start = _after_opening(sentence)
    for hit in hits:
        if hit.start > start:
            break
        if hit.end > start and rules.word_status[hit.rule]:
            if apart and re.match(r"\s*[^\W_]", sentence[_after_opening(sentence, hit.end) :]):
                return None
            short = share_short(sentence[: hit.start])
            return "word.in_progress" if hit.rule == "word.complete" and short else hit.rule
    if apart:
        return None
    last = hits[-1]
    bare = last.rule != "word.not_started" and (
        len(sentence.split()) <= 4
        and last.end >= len(sentence.rstrip(" .!)"))
        and rules.word_status[last.rule]
    )
    if bare:
        return "word.in_progress" if last.rule == "word.complete" and share_short(sentence) else last.rule
    return None


def _after_opening(sentence: str, done: int = 0) -> int:
    """Return where a sentence starts to say something, dates and words like "action now" skipped."""
    for _ in range(8):
        match = _SKIP.match(sentence, done)
        if match is None or match.end() == done:
            break
        done = match.end()
    return done


def colour_word(cell: str | None) -> str | None:
    """Return the colour that a status cell names ("Amber", "RAG: G"), the worse one where it names two."""
    if not cell or len(cell.split()) > 6:
        return None
    rules = StatusRules.load()
    alone = re.sub(r"(?i)\b(?:b?rag|rating|status)\b|[\s\W_]", "", cell)
    found = [w for w in rules.colours.findall(cell) if len(w) > 1 or len(alone) == 1]
    named = {rules.colour_names[w.lower()] for w in found}
    return next((c for c in ("red", "amber", "green", "blue") if c in named), None)


def opening_colour(cell: str | None) -> str | None:
    """Return the colour that opens a completion cell ("Amber - awaiting ICT change")."""
    match = re.match(r"\W*(?:rag\W+)?(red|amber|green|blue)(?=\W|$)", cell or "", re.IGNORECASE)
    return colour_word(match[1]) if match else None


def says_nothing(cell: str) -> bool:
    """Say whether a cell is bare of any statement: dashes, "N/A", "see above"."""
    rules = StatusRules.load()
    hits = rules.words.find(cell)
    return not re.search(r"[^\W_]", cell) or any(not rules.word_status[h.rule] for h in hits)
