"""Words that take a "complete" back: denied before it, hedged before or after it (rules/evidence.toml: doubt)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

_BETWEEN = r"(?:[\s,–-]*(?:yet|been|be|being|fully|all|it|this|that|was|is|are|has|have|to|as|now|of|any|the|actions?|recommendation))*[\s,:–-]*"
_NO_DOUBT = r"(?:the\s+)?(?:publication|annual|regular|yearly|quarterly|ongoing|monitoring)"
"""Complete "pending publication" or "subject to annual review" is complete."""
_REACH = 70
"""How far, in characters, behind a status word a hedge still speaks of it."""


@dataclass(frozen=True, slots=True)
class Doubts:
    """before: rule -> words that stand before a status word; behind: a hedge after it."""

    leading: tuple[tuple[str, re.Pattern[str]], ...]
    filling: re.Pattern[str]
    behind: re.Pattern[str]
    hedging: re.Pattern[str]

    @classmethod
    def from_rules(cls, rules: Mapping[str, Any]) -> Doubts:
        """Compile the doubt.* entries."""
        leading = tuple(
            (f"doubt.{name}", re.compile(rf"(?<![^\W_])(?:{_any(e['before'])}){_BETWEEN}$", re.IGNORECASE))
            for name, e in rules.items()
        )
        every = _any(w for e in rules.values() for w in e["before"])
        after = _any(w for e in rules.values() for w in e.get("after", ()))
        return cls(
            leading,
            re.compile(rf"\W*(?:{every}){_BETWEEN}", re.IGNORECASE),
            re.compile(
                rf"[\w'’ ]*\?|[^\n]{{0,{_REACH}}}?(?<![^\W_])(?:{after})(?![^\W_])(?!\s+{_NO_DOUBT})",
                re.IGNORECASE,
            ),
            re.compile(
                rf"(?:we|i|they|is|are)\s+(?:{_any(rules['unsure']['before'])})(?![^\W_])|\?\s*$",
                re.IGNORECASE,
            ),
        )

    def before(self, sentence: str, position: int) -> str | None:
        """Return the rule by which the status word at a position is denied or hedged, None if it stands."""
        return next((rule for rule, words in self.leading if words.search(sentence, 0, position)), None)

    def fills(self, opening: str) -> bool:
        """Say whether an opening is nothing but words of doubt ("has not been", "believed to be")."""
        return self.filling.fullmatch(opening) is not None

    def hedges(self, sentence: str) -> bool:
        """Say whether a sentence that tells of something done is only an opinion ("We think this is done")."""
        return self.hedging.search(sentence) is not None

    def after(self, text: str) -> bool:
        """Say whether a text that opens with a status hedges it ("Completed? awaiting confirmation")."""
        return self.behind.match(text) is not None


def _any(words: Iterable[str]) -> str:
    ordered = sorted(words, key=len, reverse=True)
    return "|".join(re.escape(w).replace(r"\ ", r"[\s-]+").replace("'", "['’]?") for w in ordered)
