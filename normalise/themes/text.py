"""A row's recommendation and action as one sequence of tokens, and spans of it that masks hide."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from normalise.model import Evidence
from normalise.themes.patterns import Field
from normalise.themes.words import split

Span = tuple[int, int]
Mask = tuple[int, int, bool]  # token span, and whether it hides a cue as long as itself


@dataclass(frozen=True, slots=True)
class Text:
    """The row as one sequence of tokens; tokens from `border` on belong to the action."""

    recommendation: str
    action: str
    forms: list[str]
    starts: list[int]
    ends: list[int]
    sentences: list[int]
    border: int

    @classmethod
    def of(cls, recommendation: str, action: str) -> Text:
        """Split both fields; sentences are numbered through, so none runs over the border."""
        rec = split(recommendation)
        act = split(action, rec.sentences[-1] + 2 if rec.sentences else 0)
        return cls(
            recommendation,
            action,
            rec.forms + act.forms,
            rec.starts + act.starts,
            rec.ends + act.ends,
            rec.sentences + act.sentences,
            len(rec.forms),
        )

    def evidence(self, start: int, end: int) -> Evidence:
        """The exact span of tokens start to end (exclusive); a span never crosses the border."""
        field: Field = "action" if start >= self.border else "recommendation"
        source = self.action if start >= self.border else self.recommendation
        first, last = self.starts[start], self.ends[end - 1]
        return Evidence(field, first, last, source[first:last])

    def tokens(self, field: str, spans: Sequence[Span]) -> list[Span]:
        """Character spans of a field as token spans; those without a token are left out."""
        lo, hi = (self.border, len(self.forms)) if field == "action" else (0, self.border)
        result = []
        for start, end in spans:
            within = [i for i in range(lo, hi) if self.starts[i] < end and self.ends[i] > start]
            if within:
                result.append((within[0], within[-1] + 1))
        return result


def covered(masked: Iterable[Mask]) -> dict[int, list[Mask]]:
    """Token -> the masks over it: a span is held against those over its first token, not against all of a long cell."""
    masks: dict[int, list[Mask]] = {}
    for mask in masked:
        for token in range(mask[0], mask[1]):
            masks.setdefault(token, []).append(mask)
    return masks


def inside(span: Span, masked: Iterable[Mask]) -> bool:
    """Inside a name and shorter than it: a cue that is the name itself still counts, boilerplate hides both."""
    start, end = span
    for a, b, whole in masked:  # noqa: SIM110 - twice as fast as any() here, and this runs for every phrase found
        if a <= start and end <= b and (whole or end - start < b - a):
            return True
    return False
