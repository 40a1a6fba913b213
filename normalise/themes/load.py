"""Reads data/*.toml into a Taxonomy; raises PatternError or KeyError naming the entry that is wrong."""

from __future__ import annotations

import tomllib
from functools import lru_cache
from importlib.resources import files
from typing import Any

from normalise.themes.model import Masks, Taxonomy, Theme
from normalise.themes.patterns import Concepts, Pattern, PatternError, parse


def read(name: str) -> dict[str, Any]:
    """One data file as a dictionary."""
    return tomllib.loads(files("normalise.themes").joinpath(f"data/{name}").read_text(encoding="utf-8"))


@lru_cache(maxsize=1)
def taxonomy() -> Taxonomy:
    """The shipped taxonomy, parsed once a process."""
    concepts: Concepts = read("concepts.toml")
    raw = read("masks.toml")
    masks = Masks(
        phrases=_phrases(raw["phrases"], concepts),
        boilerplate=_phrases(raw["boilerplate"], concepts),
        name_endings=_phrases(raw["name_endings"], concepts),
        equality=_phrases(raw["equality"], concepts),
    )
    themes = tuple(
        _theme(theme_id, entry, concepts)
        for name in read("scheme.toml")["files"]
        for theme_id, entry in read(name).items()
    )
    return Taxonomy(themes, masks, frozenset(raw["words_in_capitals"]))


def _theme(theme_id: str, entry: dict[str, Any], concepts: Concepts) -> Theme:
    try:
        return Theme(
            theme_id=theme_id,
            label=entry["label"],
            axis=entry["axis"],
            tier=entry["tier"],
            group=entry["group"],
            definition=entry["definition"],
            home_office=entry["home_office"],
            strong=_patterns(_lines(entry["strong"]), concepts),
            weak=_patterns(_lines(entry.get("weak", "")), concepts),
            masks=_phrases(_lines(entry.get("masks", "")), concepts),
            traps=tuple(entry.get("traps", [])),
            examples=tuple(entry["examples"]),
            counter_examples=tuple(entry["not"]),
        )
    except PatternError as error:
        raise PatternError(f"theme {theme_id}: {error}") from error
    except KeyError as error:
        raise KeyError(f"theme {theme_id}: {error.args[0]} is missing") from error


def _lines(text: str) -> list[str]:
    """One pattern a line; tomllib reads one long string ten times faster than an array of short ones."""
    return [line for line in text.splitlines() if line.strip()]


def _patterns(sources: list[str], concepts: Concepts) -> tuple[Pattern, ...]:
    return tuple(parse(source, concepts) for source in sources)


def _phrases(sources: list[str], concepts: Concepts) -> tuple[Pattern, ...]:
    """Masks: one phrase each, because half of a mask must not hide anything."""
    patterns = _patterns(sources, concepts)
    for pattern in patterns:
        if len(pattern.chains) > 1 or len(pattern.chains[0].elements) > 1:
            raise PatternError(f"mask {pattern.source!r}: one phrase only, without '..' or '&'")
    return patterns
