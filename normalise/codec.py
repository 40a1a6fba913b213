"""Actions as JSON: the keys of actions.jsonl in the order of the contract, and back without loss.

A worker process hands rows to its parent in this form, and `dhr explain`, `dhr diff` and the store read it.
Keys beyond the contract (parent_text, rules, joins, confidence) stand where a reader would look for them.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from typing import Any

from normalise.model import Action, AgencyReading, DatedItem, Evidence, Tag, When

_PLAIN_BEFORE_OTHER = (
    "schema_version",
    "action_id",
    "plan_id",
    "source_file",
    "source_sha256",
    "title",
    "area",
    "review_reference",
    "plan_date",
    "plan_date_iso",
    "updated_date",
    "updated_date_iso",
    "author",
    "table_no",
    "row_no",
    "page_start",
    "page_end",
    "group_label",
    "parent_text",
    "recommendation_no",
    "recommendation",
    "scope_stated",
    "action",
    "lead_agency_stated",
    "milestones",
    "target_date_stated",
    "completion_stated",
    "status_stated",
    "status_colour",
)
_AGENCY = tuple(f.name for f in dataclasses.fields(AgencyReading))


def action_to_dict(action: Action) -> dict[str, Any]:
    """Return the action as JSON-ready values, keys in the order of CONTRACT."""
    record: dict[str, Any] = {name: getattr(action, name) for name in _PLAIN_BEFORE_OTHER}
    record["other"] = dict(action.other)
    record["scope"] = list(action.scope)
    record["scope_basis"] = action.scope_basis
    record["scope_rule"] = action.scope_rule
    record["lead_agencies"] = [_agency_to_dict(a) for a in action.lead_agencies]
    record["addressed_to"] = [_agency_to_dict(a) for a in action.addressed_to]
    record["target"] = {
        "kind": action.target.kind,
        "dates": list(action.target.dates),
        "rule": action.target.rule,
        "items": [{"field": i.field, "item": i.item, "date": i.date} for i in action.target.items],
    }
    record["completion_dates"] = list(action.completion_dates)
    record["outcome"] = action.outcome
    record["status"] = action.status
    record["status_basis"] = action.status_basis
    record["status_rule"] = action.status_rule
    record["themes"] = [_tag_to_dict(t) for t in action.themes]
    record["provenance"] = {field: [dict(place) for place in places] for field, places in action.provenance}
    record["joins"] = list(action.joins)
    record["confidence"] = action.confidence
    record["findings"] = list(action.findings)
    record["needs_review"] = action.needs_review
    return record


def action_from_dict(record: Mapping[str, Any]) -> Action:
    """Return the Action that action_to_dict wrote; keys this version does not know are ignored.

    Raises KeyError when a key of the contract is missing.
    """
    target = record["target"]
    return Action(
        **{name: record[name] for name in _PLAIN_BEFORE_OTHER},
        other=tuple(record["other"].items()),
        scope=tuple(record["scope"]),
        scope_basis=record["scope_basis"],
        scope_rule=record.get("scope_rule", ""),
        lead_agencies=tuple(_agency_from_dict(a) for a in record["lead_agencies"]),
        addressed_to=tuple(_agency_from_dict(a) for a in record["addressed_to"]),
        target=When(
            target["kind"],
            tuple(target["dates"]),
            target.get("rule", ""),
            tuple(DatedItem(**item) for item in target.get("items", ())),
        ),
        completion_dates=tuple(record["completion_dates"]),
        outcome=record["outcome"],
        status=record["status"],
        status_basis=record["status_basis"],
        status_rule=record.get("status_rule", ""),
        themes=tuple(_tag_from_dict(t) for t in record["themes"]),
        provenance=tuple((field, tuple(places)) for field, places in record["provenance"].items()),
        joins=tuple(record.get("joins", ())),
        confidence=record.get("confidence", 1.0),
        findings=tuple(record["findings"]),
        needs_review=record["needs_review"],
    )


def _agency_to_dict(agency: AgencyReading) -> dict[str, Any]:
    return {name: getattr(agency, name) for name in _AGENCY}


def _agency_from_dict(record: Mapping[str, Any]) -> AgencyReading:
    return AgencyReading(**{name: record[name] for name in _AGENCY if name in record})


def _tag_to_dict(tag: Tag) -> dict[str, Any]:
    return {
        "theme_id": tag.theme_id,
        "label": tag.label,
        "axis": tag.axis,
        "evidence": [
            {"field": e.field, "start": e.start, "end": e.end, "text": e.text} for e in tag.evidence
        ],
        "rule": tag.rule,
    }


def _tag_from_dict(record: Mapping[str, Any]) -> Tag:
    evidence = tuple(Evidence(e["field"], e["start"], e["end"], e["text"]) for e in record["evidence"])
    return Tag(record["theme_id"], record["label"], record["axis"], evidence, record["rule"])
