"""Reports that say that something is left to be done (rules/evidence.toml: open)."""

from __future__ import annotations

from normalise.before import before
from normalise.dates.log import latest
from normalise.sentences import sentences
from normalise.status.counts import share_short
from normalise.status.progress import report
from normalise.status.rules import COMPLETE, StatusRules
from normalise.status.turned import NOW_DONE, SETTLED

_FURTHER, _SENTENCES = 3000, 40
"""How far, in characters and sentences, word that a thing is done may stand behind word that it was left."""


def left_open(text: str, rules: StatusRules) -> bool:
    """Say whether a report tells of something left: in its youngest entry, and not followed by word that it is done."""
    entry = latest(text)
    told = list(sentences(text[entry.body : entry.end] if entry else text))
    for number, sentence in enumerate(told):
        for hit in rules.open.find(sentence):
            if before(SETTLED, sentence, hit.start):
                continue
            rest = " ".join((sentence[hit.end : hit.end + _FURTHER], *told[number + 1 : number + _SENTENCES]))
            done = NOW_DONE.search(sentence, hit.end) is not None or any(
                h.rule == COMPLETE for h in rules.words.find(rest[:_FURTHER])
            )
            if not done:
                return True
    return False


def called_finished(text: str, rules: StatusRules) -> bool:
    """Say whether a report calls a thing done, in its last sentence or its youngest entry, and tells of nothing open."""
    entry = latest(text)
    told = list(sentences(text[entry.body : entry.end] if entry else text))
    if not told or report(text, rules, else_begun=False) != "done":
        return False
    return any(
        rules.doubts.before(told[-1], hit.start) is None and not share_short(told[-1])
        for hit in rules.finished.find(told[-1])
    )
