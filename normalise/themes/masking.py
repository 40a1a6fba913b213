"""What hides words from the rules: names of organisations, boilerplate, equality statements, masks of one theme."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Protocol

from normalise.themes.model import Taxonomy
from normalise.themes.patterns import Pattern
from normalise.themes.text import Mask, Span, Text

_LITTLE_WORDS = frozenset({"of", "and", "&", "the", "for"})
_NAME_REACH = 9
_EQUALITY_LIST = 5


class _Found(Protocol):
    @property
    def elements(self) -> frozenset[int]: ...


class Masking:
    """The masks of a taxonomy, as numbers of elements."""

    def __init__(self, rules: Taxonomy, numbers: Callable[[Iterable[Pattern]], frozenset[int]]) -> None:
        """numbers: the elements of patterns."""
        self._names = numbers(rules.masks.phrases)
        self._boilerplate = numbers(rules.masks.boilerplate)
        self._endings = numbers(rules.masks.name_endings)
        self._equality = numbers(rules.masks.equality)
        self._of_themes: dict[int, list[int]] = defaultdict(list)
        for number, theme in enumerate(rules.themes):
            for element in numbers(theme.masks):
                self._of_themes[element].append(number)
        self._own = frozenset(self._of_themes)
        self.elements = self._names | self._boilerplate | self._endings | self._equality | self._own
        """Those that may hide words."""

    def masks(
        self,
        text: Text,
        found: Sequence[tuple[int, int, _Found]],
        mask_spans: Mapping[str, Sequence[Span]],
    ) -> list[Mask]:
        """Token spans that hide what lies inside. found: start, end and phrase, of those that hold self.elements."""
        masked: list[Mask] = []
        listed: dict[int, set[int]] = defaultdict(set)
        for start, end, phrase in found:
            elements = phrase.elements
            if not elements.isdisjoint(self._boilerplate):
                masked.append((start, end, True))
            if not elements.isdisjoint(self._names):
                masked.append((start, end, False))
            if not elements.isdisjoint(self._endings):
                masked.append((_grow(text.forms, start), end, False))
            equality = elements & self._equality
            if equality:
                listed[text.sentences[start]] |= equality
        for sentence, numbers in listed.items():
            # a sentence that lists most protected characteristics is a statement of form, about none of them
            if len(numbers) >= _EQUALITY_LIST:
                within = [i for i, s in enumerate(text.sentences) if s == sentence]
                masked.append((within[0], within[-1] + 1, True))
        for field, spans in mask_spans.items():
            masked += [(*span, False) for span in text.tokens(field, spans)]
        return masked

    def of_themes(self, found: Sequence[tuple[int, int, _Found]]) -> dict[int, list[Span]]:
        """Theme -> token spans in which its own rules do not count."""
        hidden: dict[int, list[Span]] = defaultdict(list)
        for start, end, phrase in found:
            for element in phrase.elements & self._own:
                for theme in self._of_themes[element]:
                    hidden[theme].append((start, end))
        return hidden


def _grow(forms: Sequence[str], start: int) -> int:
    """Extend a name to the left over capitalised words and the little words between them."""
    first = start
    for i in range(start - 1, max(-1, start - 1 - _NAME_REACH), -1):
        if forms[i][0].isupper():
            first = i
        elif forms[i] not in _LITTLE_WORDS:
            break
    return first
