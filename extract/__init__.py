"""Find the plan in a document: Document -> Plan of PlanRows. Knows headers and table shapes, no agency or theme."""

from extract.plan import extract_plan
from extract.view import plan_view

__all__ = ["extract_plan", "plan_view"]
