"""The taxonomy as read from data/: themes, their patterns, and what must not be matched."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from normalise.themes.patterns import Pattern

Strength = Literal["strong", "weak"]


@dataclass(frozen=True, slots=True)
class Theme:
    """One theme. weak patterns count only in pairs; masks are phrases inside which none of its patterns counts.

    examples: texts that must yield the theme; counter_examples: texts that must not (a * sets apart recommendation
    and action). group: the heading of the taxonomy it stands under. home_office: the Home Office library's category.
    """

    theme_id: str
    label: str
    axis: Literal["subject", "mechanism"]
    tier: Literal["core", "ext"]
    group: str
    definition: str
    home_office: str
    strong: tuple[Pattern, ...]
    weak: tuple[Pattern, ...]
    masks: tuple[Pattern, ...]
    traps: tuple[str, ...]
    examples: tuple[str, ...]
    counter_examples: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Masks:
    """What hides words from every theme: phrases (names, expansions, boilerplate) and name endings that grow leftwards.

    equality: words of which five in one sentence make an equality statement, which is hidden whole.
    """

    phrases: tuple[Pattern, ...]
    boilerplate: tuple[Pattern, ...]
    name_endings: tuple[Pattern, ...]
    equality: tuple[Pattern, ...]


@dataclass(frozen=True, slots=True)
class Taxonomy:
    """All themes in the order of the published scheme, the masks, and the words that need a second cue in capitals."""

    themes: tuple[Theme, ...]
    masks: Masks
    capitals: frozenset[str]
