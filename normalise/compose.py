"""Plan -> Actions: names masked first, then every reading made on the text that will be published."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

from extract.model import Plan, PlanRow, RawField
from ingest.errors import catalogue, finding
from ingest.model import SCHEMA_VERSION, Finding, Locator
from normalise import ids
from normalise.agencies import Context, addressed_to, led_by_heading, resolve, with_expansions
from normalise.dates import TargetReading, dated_items, middle, read_completion, read_dates, read_target
from normalise.elsewhere import completed_elsewhere
from normalise.model import Action, AgencyReading, Tag, When
from normalise.names import Masker, mask_author, pseudonyms_in
from normalise.rulebook import Rulebook
from normalise.scope import read_scope
from normalise.sources import STATED, provenance
from normalise.status import Cells, beside, colour_word, read_status
from normalise.struck import living, status_of

META = ("title", "area", "review_reference", "plan_date", "updated_date", "author")
_FAR_YEARS = 12
_THIS_AGENCY = re.compile(r"\s*(?:this|the|our) (?:agency|organisation|service)\b", re.IGNORECASE)
_CHECKED = frozenset({"check", "error"})


@dataclass(frozen=True, slots=True)
class _PlanFacts:
    """What every row of a plan is read against."""

    plan_id: str
    meta: dict[str, str | None]
    base: int | None
    around: int | None
    published: str | None
    blue: bool
    glossary: tuple[tuple[str, str], ...]
    masker: Masker | None
    """None: names are kept."""
    texts: tuple[str, ...]
    """What the plan recommends and does, unmasked: searched for initials that it spells out."""


def normalise_plan(
    plan: Plan, rulebook: Rulebook, *, keep_names: bool = False
) -> tuple[tuple[Action, ...], dict[str, Any], tuple[Finding, ...]]:
    """Return the plan's rows as actions, its metadata, and the findings made here.

    Metadata: the keys of META as printed (None if absent; the author masked), plan_date_iso, updated_date_iso and
    plan_id. Findings of extraction are not repeated in the third part, but their codes stand on the rows they
    concern. Named people are masked unless keep_names; evidence offsets refer to the masked, published text.
    """
    facts = _facts(plan, keep_names)
    actions: list[Action] = []
    findings: list[Finding] = []
    seen: dict[tuple[int, int], int] = {}
    rows = plan.rows if facts.masker is None else [_masked(row, facts.masker) for row in plan.rows]
    themes = rulebook.tagger.tag_rows([(_text(row, "recommendation"), _text(row, "action")) for row in rows])
    for row, tags in zip(rows, themes, strict=True):
        repeat = seen.get((row.table_no, row.row_no), 0)
        seen[row.table_no, row.row_no] = repeat + 1
        above = actions[-1] if actions and actions[-1].table_no == row.table_no else None
        action, made = _action(plan, row, facts, rulebook, above, repeat, tags)
        actions.append(action)
        findings.extend(made)
    return tuple(actions), {**facts.meta, "plan_id": facts.plan_id}, tuple(findings)


def read_iso(printed: str | None) -> str | None:
    """Return a document date as ISO prefix: the first date that stands in it, None if there is none."""
    if not printed:
        return None
    return next((d.iso for d in read_dates(printed, in_target=True) if d.iso), None)


def _facts(plan: Plan, keep_names: bool) -> _PlanFacts:
    meta: dict[str, str | None] = {key: plan.meta.get(key) for key in META}
    masker: Masker | None = None
    pseudonyms: tuple[str, ...] = (meta["review_reference"],) if meta["review_reference"] else ()
    if not keep_names:
        pseudonyms += pseudonyms_in([text for row in plan.rows if (text := _text(row, "recommendation"))])
        masker = Masker((*_texts(plan), *filter(None, (meta["author"], meta["title"]))), pseudonyms)
        meta["author"] = mask_author(meta["author"]) if meta["author"] else meta["author"]
        meta["title"] = masker(meta["title"]) if meta["title"] else meta["title"]
    dates = {f"{key}_iso": read_iso(meta[key]) for key in ("plan_date", "updated_date")}
    year = dates["plan_date_iso"] or dates["updated_date_iso"]
    blue = any(
        row.status_colour == "blue" or colour_word(_text(row, "status")) == "blue" for row in plan.rows
    )
    return _PlanFacts(
        ids.plan_id(plan.source.sha256),
        {**meta, **dates},
        int(year[:4]) if year else None,
        None if year else _year_of_dates(plan),
        read_iso(plan.meta.get("publication_date")),
        blue,
        plan.glossary,
        masker,
        tuple(
            text for row in plan.rows for name in ("recommendation", "action") if (text := _text(row, name))
        ),
    )


def _year_of_dates(plan: Plan) -> int | None:
    """Return the year in the middle of the dates that the cells of a plan give, for a plan without a date of its own."""
    cells = (_text(row, name) for row in plan.rows for name in ("target_date", "completion"))
    return middle(int(d.iso[:4]) for cell in cells for d in read_dates(cell or "", in_target=True) if d.iso)


def _action(
    plan: Plan,
    row: PlanRow,
    facts: _PlanFacts,
    rulebook: Rulebook,
    above: Action | None,
    repeat: int,
    tags: tuple[Tag, ...],
) -> tuple[Action, list[Finding]]:
    recommendation, action_text = _text(row, "recommendation"), _text(row, "action")
    group = row.group_label.text if row.group_label else None
    leads, addressed, agency_codes = _agencies(row, facts, rulebook, group)
    live = living(row)
    target = _target(live, facts, above)
    completion = read_completion(
        _text(live, "completion"), base=facts.base, as_of=facts.meta["updated_date_iso"], around=facts.around
    )
    status = read_status(
        Cells(
            status=_text(live, "status"),
            colour=row.status_colour,
            completion=_text(live, "completion"),
            milestones=_text(live, "milestones"),
            recommendation="\n".join(t for t in (recommendation, action_text) if t),
            done_dates=completion.done,
            planned=completion.planned,
            target=target.when.kind,
            blue=facts.blue,
            key=plan.colour_key,
            beside=beside([(header, raw.text) for header, raw in live.other]),
        )
    )
    status = status_of(row, status)
    completed, column = completion.dates, None
    if not (_text(row, "completion") or "").strip():
        completed, column = completed_elsewhere(
            live, status, base=facts.base, as_of=facts.meta["updated_date_iso"]
        )
    scope = read_scope(
        _text(row, "scope"),
        group_label=group,
        area=facts.meta["area"],
        recommendation=recommendation,
        action=action_text,
        lead=_text(row, "lead_agency"),
        leads=leads,
        addressed=addressed,
    )
    codes = [
        *((code, "target_date") for code in target.findings),
        *((code, "completion") for code in completion.findings),
        *((code, "target_date") for code in _far(target.when.dates, facts.base)),
        *((code, "completion") for code in _far(completed, facts.base)),
        *([("COMPLETION_ELSEWHERE", column)] if column else []),
        *((code, status.place) for code in status.findings),
        *((code, "scope") for code in scope.findings),
        *agency_codes,
    ]
    made = [_finding(code, row, field, status.clash) for code, field in dict.fromkeys(codes)]
    on_row = [*row.findings, *made]
    stated = {key: _text(row, name) for name, key in STATED.items()}
    meta = facts.meta
    action = Action(
        schema_version=SCHEMA_VERSION,
        action_id=ids.action_id(facts.plan_id, row.table_no, row.row_no, repeat),
        plan_id=facts.plan_id,
        source_file=plan.source.path,
        source_sha256=plan.source.sha256,
        title=meta["title"],
        area=meta["area"],
        review_reference=meta["review_reference"],
        plan_date=meta["plan_date"],
        plan_date_iso=meta["plan_date_iso"],
        updated_date=meta["updated_date"],
        updated_date_iso=meta["updated_date_iso"],
        author=meta["author"],
        table_no=row.table_no,
        row_no=row.row_no,
        page_start=row.page_start,
        page_end=row.page_end,
        group_label=group,
        parent_text=row.parent_text,
        recommendation_no=_text(row, "recommendation_no"),
        recommendation=recommendation,
        action=action_text,
        milestones=_text(row, "milestones"),
        **stated,
        status_colour=row.status_colour,
        other=_other(row),
        scope=scope.levels,
        scope_basis=scope.basis,
        scope_rule=scope.rule,
        lead_agencies=leads,
        addressed_to=addressed,
        target=target.when,
        completion_dates=completed,
        outcome=completion.outcome,
        status=status.status,
        status_basis=status.basis,
        status_rule=status.rule,
        themes=tags,
        provenance=provenance(row),
        joins=tuple(join.reason for join in row.joins),
        confidence=row.confidence,
        findings=tuple(dict.fromkeys(f.code for f in on_row)),
        needs_review=any(f.severity in _CHECKED for f in on_row),
    )
    return action, made


def _text(row: PlanRow, field: str) -> str | None:
    raw = row.fields.get(field)
    return None if raw is None else raw.text


def _other(row: PlanRow) -> tuple[tuple[str, str], ...]:
    """The columns that map to no field; of two columns with one header the second is "Comments (2)", so none is lost."""
    found: dict[str, str] = {}
    for header, raw in row.other:
        name, count = header, 1
        while name in found:
            count += 1
            name = f"{header} ({count})"
        found[name] = raw.text
    return tuple(found.items())


def _texts(plan: Plan) -> Iterator[str]:
    """Yield every text of a plan's rows, each once: a merged cell stands in many rows."""
    seen: set[str] = set()
    for row in plan.rows:
        raws = (*row.fields.values(), *(raw for _, raw in row.other), *filter(None, (row.group_label,)))
        for text in (*(raw.text for raw in raws), row.parent_text or ""):
            if text and text not in seen:
                seen.add(text)
                yield text


def _masked(row: PlanRow, masker: Masker) -> PlanRow:
    """Return the row with the names of people masked in every text it holds."""
    return replace(
        row,
        fields={name: _mask_raw(raw, masker) for name, raw in row.fields.items()},
        other=tuple((masker(header), _mask_raw(raw, masker)) for header, raw in row.other),
        group_label=None if row.group_label is None else _mask_raw(row.group_label, masker),
        parent_text=None if row.parent_text is None else masker(row.parent_text),
    )


def _mask_raw(raw: RawField, masker: Masker) -> RawField:
    return RawField(masker(raw.text), raw.locators)


def _agencies(
    row: PlanRow, facts: _PlanFacts, rulebook: Rulebook, group: str | None
) -> tuple[tuple[AgencyReading, ...], tuple[AgencyReading, ...], list[tuple[str, str]]]:
    context = Context(facts.meta["area"], facts.meta["plan_date_iso"], facts.glossary, group)
    cell = _text(row, "lead_agency")
    leads, codes = resolve(cell or "", context)
    recommendation = _text(row, "recommendation") or ""
    if codes:
        own = (recommendation, _text(row, "action") or "")
        explained = with_expansions(context, cell or "", own + facts.texts)
        if explained is not context:
            leads, codes = resolve(cell or "", explained)
    if not leads and _left_to_heading(cell, recommendation):
        leads = led_by_heading(context)
    addressed = addressed_to(recommendation, _text(row, "action") or "", leads, context)
    return tuple(leads), tuple(addressed), [(code, "lead_agency") for code in codes]


def _left_to_heading(cell: str | None, recommendation: str) -> bool:
    """Return True when the heading above says who leads: no lead column at all, or an empty cell beside "This agency"."""
    return cell is None or (not cell.strip() and bool(_THIS_AGENCY.match(recommendation)))


def _target(row: PlanRow, facts: _PlanFacts, above: Action | None) -> TargetReading:
    read = read_target(
        _text(row, "target_date"),
        _text(row, "recommendation"),
        base=facts.base,
        published=facts.published,
        around=facts.around,
    )
    if read.when.rule != "kind.as_above":
        if len(read.when.dates) < 2 or read.when.items:
            return read
        items = dated_items(
            _text(row, "target_date"), _text(row, "milestones"), _text(row, "action"), base=facts.base
        )
        return replace(read, when=replace(read.when, items=items))
    if above is None:
        return TargetReading(When("none", (), read.when.rule), ("TARGET_UNREAD",))
    return TargetReading(When(above.target.kind, above.target.dates, read.when.rule), ("TARGET_AS_ABOVE",))


def _far(dates: Sequence[str], base: int | None) -> list[str]:
    far = base is not None and any(abs(int(d[:4]) - base) > _FAR_YEARS for d in dates)
    return ["DATE_FAR"] if far else []


def _finding(code: str, row: PlanRow, field: str, clash: str) -> Finding:
    """Make a finding that points at the cell it speaks of, or else at the row's first cell. clash: of two places."""
    raw = row.fields.get(field) or dict(row.other).get(field)
    places: tuple[Locator, ...] = raw.locators if raw else ()
    places = places or next((r.locators for r in row.fields.values() if r.locators), ())
    where = places[0] if places else None
    return finding("normalise", code, where, row.page_start, field=field.replace("_", " "), clash=clash)


def known_codes() -> frozenset[str]:
    """Return the codes that this room can give."""
    return frozenset(catalogue("normalise"))
