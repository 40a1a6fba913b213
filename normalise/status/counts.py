"""Counts that tell how much of a thing is done: "7 of 9 agencies", "61/74 staff", "82%", one held of two to be held."""

from __future__ import annotations

import re

from normalise.phrases import NUMBER_WORDS

_NUMBER = r"\d{1,5}|" + "|".join(w for w in NUMBER_WORDS if len(w) > 2 and " " not in w)
_OF = re.compile(rf"(?<![\w/.])({_NUMBER})\s?(?:out of|of(?: the)?|/)\s?({_NUMBER})(?![\w/.])", re.IGNORECASE)
_PERCENT = re.compile(
    r"(?<![\d.])(\d{1,2})(?:\.\d+)?\s?(?:%|per\s?cent)(?!\s+(?:compliance|compliant|satisfaction|satisfied|positive|reduction|increase|improvement|rise|fall|drop|accuracy|success)(?![^\W_]))"
)
_PART_DONE = re.compile(
    r"(?<![\d.])\d{1,2}(?:\.\d+)?\s?(?:%|per\s?cent)\s+(?:complete|completed|done|delivered|implemented|(?:of\s+)?(?:the\s+|our\s+|all\s+)?(?:[\w-]+\s+){1,3}?(?:now\s+|were\s+|are\s+|have\s+(?:been\s+)?)?(?:trained|briefed|attended|completed|reached))(?![^\W_])",
    re.IGNORECASE,
)
"""A share of the work itself ("80% of staff trained"), not of what came of it ("98% compliance")."""
_RUN = re.compile(r"(?<![^\W_])([a-z]+s)\s+1\s?(?:to|-|–|and)\s?(\d{1,2})(?!\s?[/%.\d])", re.IGNORECASE)
_ALL_ASKED = re.compile(
    r"(?<![^\W_])(?:(?:all|each|every)\s+(?:[\w-]+\s+){0,2})?(?:agencies|agency|partners|partner|organisations|services)\s+(?:[\w-]+\s+){0,4}?(?:to\s+)?(?:provide|confirm|assure|respond|return|submit|report|evidence|give)",
    re.IGNORECASE,
)
_GOT_FROM = re.compile(
    r"(?<![^\W_])(?:received|returned|had|obtained)\s+(?:from|by)\s+([^.;\n]+)", re.IGNORECASE
)
_WHOLE = re.compile(
    r"(?<![^\W_])(?:all|each|every|both|whole|partners)(?![^\W_])|\A(?:the\s+)?(?:agencies|partners|organisations)",
    re.IGNORECASE,
)
_FEW = rf"{_NUMBER.replace('4}', '1}')}|first|second"
_OPENS_COUNTING = re.compile(
    rf"(?:^|[.;\n]\s*)(?:the\s+)?({_FEW})\s+(?:of\s+them\s+)?([\w-]+)(?:\s+([\w-]+))?", re.IGNORECASE
)
_ASKED = re.compile(
    rf"(?<![\w/.])(\d{{1,2}}|{'|'.join(w for w in NUMBER_WORDS if len(w) > 2 and ' ' not in w)})\s+(?!of\b|month|week|day|year|hour|quarter)((?:[\w-]+\s+){{0,2}}?[\w-]+s)\b",
    re.IGNORECASE,
)
_ORDINAL = {"first": 1, "second": 2}
_DONE = re.compile(r"[a-z]+ed|held|run|sent|made|met|given|built|in|so|is|has|now|booked", re.IGNORECASE)


def _number(printed: str) -> int:
    word = printed.lower()
    return int(word) if word.isdecimal() else _ORDINAL.get(word) or NUMBER_WORDS[word]


def share_short(text: str, *, percent: bool = True, from_share: float = 0.0) -> bool:
    """Say whether the text counts less than all of something.

    percent: "82%" counts too. from_share: a count of less than this share is a finding ("7 of 120 re-opened") and not
    a progress.
    """
    if _PART_DONE.search(text):
        return True
    for part, whole in _OF.findall(text):
        done, of = _number(part), _number(whole)
        if from_share * of <= done < of:
            return True
    return percent and _PERCENT.search(text) is not None


def fewer_than_asked(told: str, asked: str) -> bool:
    """Say whether milestones count fewer of a thing than the action asks for.

    >>> fewer_than_asked("One held in November.", "Two evening clinics to be piloted")
    True
    >>> fewer_than_asked("Two workshops held", "Two workshops")
    False
    """
    for things, last in _RUN.findall(told):
        if any(
            int(last) < _number(n) and t.lower().split()[-1] == things.lower()
            for n, t in _ASKED.findall(asked)
        ):
            return True
    wanted = [(_number(n), things.lower().split()[-1].rstrip("s")) for n, things in _ASKED.findall(asked)]
    for number, first, second in _OPENS_COUNTING.findall(told):
        bare = _DONE.fullmatch(first) is not None
        named = {w.lower().rstrip("s") for w in (first, second) if w}
        if any(_number(number) < n and (bare or thing in named) for n, thing in wanted):
            return True
    return False


def some_of_all(told: str, asked: str) -> bool:
    """Say whether answers have come from some where all were asked, as far as the milestones tell.

    >>> some_of_all("Confirmation received from 6 agencies.", "Agencies to confirm in writing.")
    True
    >>> some_of_all("Confirmation received from all agencies.", "Agencies to confirm in writing.")
    False
    """
    got = _GOT_FROM.search(told)
    return got is not None and _ALL_ASKED.search(asked) is not None and _WHOLE.search(got[1]) is None
