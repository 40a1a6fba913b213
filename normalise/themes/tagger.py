"""Tags a row with themes: rules find words, a learned part judges whether the row is about them or mentions them.

spaCy finds the phrases, patterns combine them, masks hide names and boilerplate (matcher.py). The learned part
(learned.py) sets rule findings aside and adds themes that the rules missed. Only the recommendation and the action are looked at: a lead agency's name or a heading says nothing about what a
row is about (TAXONOMY, rule 1).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from normalise.model import Tag
from normalise.quiet_load import no_collection
from normalise.themes.hints import Found
from normalise.themes.learned import Learned, Row
from normalise.themes.load import taxonomy
from normalise.themes.matcher import Hit, Matcher
from normalise.themes.model import Taxonomy
from normalise.themes.text import Mask, Span, Text

Spans = Mapping[str, Sequence[tuple[int, int]]]
_MOST_EVIDENCE = 4
_AT_ONCE = 64  # rows judged together; more would only take memory
_NO_SPANS: Spans = {}


class Tagger:
    """Themes of recommendations. Holds no state between rows except the optional counters in `fired`."""

    def __init__(self, rules: Taxonomy, count: bool = False, learned: Learned | None = None) -> None:
        """Without the learned part the rules alone decide: what a rule's examples are held to."""
        self.taxonomy = rules
        self.learned = learned
        self.matcher = Matcher(rules)
        self._counting = count
        self.fired: Counter[str] = Counter()

    @classmethod
    def load(cls, count: bool = False) -> Tagger:
        """The shipped taxonomy and weights. count: keep in `fired` how often each rule fired (`dhr rules unused`)."""
        with no_collection():
            rules = taxonomy()
            return cls(rules, count, Learned.load(rules))

    def tag(
        self, recommendation: str | None, action: str | None, mask_spans: Spans = _NO_SPANS
    ) -> tuple[Tag, ...]:
        """Tags in the order of the taxonomy.

        mask_spans: per field, spans of organisation names known to the caller; words strictly inside one do not count.
        Evidence spans satisfy row[field][start:end] == text.
        """
        return self._tag_all([Text.of(recommendation or "", action or "")], mask_spans)[0]

    def tag_rows(self, rows: Sequence[tuple[str | None, str | None]]) -> list[tuple[Tag, ...]]:
        """Tags of many rows, (recommendation, action) each: the same as tag() of each, several times faster."""
        tags: list[tuple[Tag, ...]] = []
        for begin in range(0, len(rows), _AT_ONCE):
            texts = [Text.of(rec or "", action or "") for rec, action in rows[begin : begin + _AT_ONCE]]
            tags += self._tag_all(texts, _NO_SPANS)
        return tags

    def _tag_all(self, texts: Sequence[Text], mask_spans: Spans) -> list[tuple[Tag, ...]]:
        rows = [Row(text, *self.rule_hits(text, mask_spans)) for text in texts if text.forms]
        if self._counting:
            for row in rows:
                for theme, found in row.counted.items():
                    name = self.taxonomy.themes[theme].theme_id
                    self.fired.update(f"{name}: {hit.source}" for hit in found)
        judged: Iterable[tuple[list[int], Found]]
        if self.learned and rows:
            judged = self.learned.judge(rows)
        else:
            judged = ((sorted(row.counted), set()) for row in rows)
        tags = (self._tags(row, *verdict) for row, verdict in zip(rows, judged, strict=True))
        return [next(tags) if text.forms else () for text in texts]

    def _tags(self, row: Row, chosen: Sequence[int], hints: Found) -> tuple[Tag, ...]:
        tags = (
            self._earned(theme, row.counted[theme], row.text)
            if theme in row.counted
            else self._guessed(theme, row.hits.get(theme, ()), hints, row.text)
            for theme in chosen
        )
        return tuple(tag for tag in tags if tag is not None)

    def rule_hits(
        self, text: Text, mask_spans: Spans = _NO_SPANS
    ) -> tuple[dict[int, list[Hit]], dict[int, list[Hit]], list[Mask]]:
        """Theme -> every rule found, theme -> the rules that would earn it by themselves, and what is masked."""
        hits, masked = self.matcher.hits(text, mask_spans)
        counted = {}
        for theme, found in hits.items():
            earning = [hit for hit in found if hit.strong] or _pair(found)
            if earning:
                counted[theme] = earning
        return hits, counted, masked

    def rule_names(self) -> tuple[str, ...]:
        """Every rule as Tag.rule and `fired` name it: "theme: pattern"."""
        return tuple(f"{t.theme_id}: {p.source}" for t in self.taxonomy.themes for p in (*t.strong, *t.weak))

    def unused(self) -> tuple[str, ...]:
        """Rules that have not fired since loading (needs count=True; a Tag names only the first rule that earned it)."""
        return tuple(rule for rule in self.rule_names() if rule not in self.fired)

    def untagged(self, rows: Iterable[tuple[str | None, str | None]]) -> list[int]:
        """Positions of the (recommendation, action) pairs that no theme was found in, for `dhr rules unmatched`."""
        return [i for i, (recommendation, action) in enumerate(rows) if not self.tag(recommendation, action)]

    def _earned(self, index: int, hits: Sequence[Hit], text: Text) -> Tag:
        """A theme that rules found, and that the learned part left standing."""
        best = sorted(hits, key=lambda hit: (hit.spans[0][0], -len(hit.spans))) if len(hits) > 1 else hits
        spans = _apart(span for hit in best for span in hit.spans)
        first = next((hit for hit in best if hit.strong), best[0])
        return self._tag(index, first.source, spans, text)

    def _guessed(self, index: int, hits: Sequence[Hit], hints: Found, text: Text) -> Tag | None:
        """A theme that the learned part added; None when no words can be shown for it: no tag without evidence."""
        cues = [(hit.source, span) for hit in hits for span in hit.spans]
        if not cues:
            spans = sorted(hint for hint in hints if hint[0] // 2 == index)
            cues = [(" ".join(text.forms[a:b]), (a, b)) for code, a, b in spans if code == spans[0][0]]
        if self.learned and not cues:
            cues = self.learned.cues(text, index)
        if not cues:
            return None
        return self._tag(index, f"learned: {cues[0][0]}", sorted(_apart(span for _, span in cues)), text)

    def _tag(self, index: int, rule: str, spans: Iterable[Span], text: Text) -> Tag:
        theme = self.taxonomy.themes[index]
        evidence = tuple(text.evidence(start, end) for start, end in spans)
        return Tag(theme.theme_id, theme.label, theme.axis, evidence, f"{theme.theme_id}: {rule}")


def _apart(spans: Iterable[Span]) -> list[Span]:
    """The first spans that do not overlap."""
    kept: list[Span] = []
    for start, end in spans:
        if len(kept) < _MOST_EVIDENCE and not any(a < end and start < b for a, b in kept):
            kept.append((start, end))
    return kept


def _pair(found: Sequence[Hit]) -> list[Hit]:
    """Weak hits count when two of different rules stand in different places."""
    for i, one in enumerate(found):
        for other in found[i + 1 :]:
            if one.source != other.source and not _overlap(one, other):
                return [one, other]
    return []


def _overlap(one: Hit, other: Hit) -> bool:
    return any(a < d and c < b for a, b in one.spans for c, d in other.spans)
