"""Find the plan in a document: Document -> Plan of PlanRows. Knows headers and table shapes, no agency or theme."""
