"""Find the plan in a document: Document -> Plan of PlanRows. Knows headers and table shapes, no agency or theme."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from extract.plan import extract_plan as extract_plan
    from extract.view import plan_view as plan_view

__all__ = ["extract_plan", "plan_view"]


def __getattr__(name: str) -> Any:
    """Load the search only when it is asked for: the nouns alone must not cost its rules."""
    if name == "extract_plan":
        from extract.plan import extract_plan

        return extract_plan
    if name == "plan_view":
        from extract.view import plan_view

        return plan_view
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
