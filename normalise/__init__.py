"""Say what a row means: Plan -> Actions (readings, tags, findings). Knows no file format."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from normalise.compose import normalise_plan as normalise_plan

__all__ = ["normalise_plan"]


def __getattr__(name: str) -> Any:
    """Load the composition only when it is asked for: the nouns alone must not cost the rules."""
    if name == "normalise_plan":
        from normalise.compose import normalise_plan

        return normalise_plan
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
