"""What a row is about: themes on two axes, each with the words that earned it. Rules are data (data/*.toml)."""

from __future__ import annotations

from normalise.themes.tagger import Tagger

__all__ = ["Tagger"]
