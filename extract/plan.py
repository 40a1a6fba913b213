"""Document -> Plan: finds the plan tables, reads their rows, and says where every cell went."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from extract.account import Account
from extract.chain import Chain, Found, between, build_chains
from extract.confidence import judge
from extract.drafting import Drafting
from extract.drafts import Recommendation
from extract.find import find_header, verdict
from extract.furniture import is_heading
from extract.glossary import is_glossary_table, read_glossary
from extract.grid import Bit, Grid, grid_of
from extract.halves import put_halves_together, same_edges
from extract.metadata import Surroundings, preamble, read_metadata
from extract.model import Plan, PlanRow, RawField
from extract.numbers import read_label
from extract.paragraphs import lists_recommendations, read_paragraphs
from extract.printed import label_of, meta_rules
from extract.records import RecordReader, build_records, holds_something, key_columns
from extract.rows import Built, build_rows
from extract.spill import OUTSIDE, take_in
from extract.text import one_line, squash
from ingest.errors import finding
from ingest.model import Block, Document, Finding, Line, Locator, Table

_WORD = re.compile(r"[A-Za-z][A-Za-z'’-]*[A-Za-z]")


@dataclass(slots=True)
class _Work:
    """What is gathered while a document is read."""

    document: Document
    account: Account = field(default_factory=Account)
    rows: list[PlanRow] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)
    plan_tables: set[int] = field(default_factory=set)
    first_table: int | None = None
    grouped: set[str] = field(default_factory=set)
    lead_rows: list[str] = field(default_factory=list)
    plan_lines: frozenset[int] = frozenset()


def extract_plan(document: Document) -> Plan:
    """Read the action plan of a document. A document without one gives a Plan without rows and a finding NO_PLAN."""
    document = replace(document, blocks=take_in(document.blocks))
    work = _Work(document)
    grids = [grid_of(t) for t in document.tables if t.rows]
    grids, half_pages = _halves(grids)
    above = between(document.blocks)
    words = known_words(document)
    records = RecordReader(work.account, words)
    rest: list[Grid] = []
    for grid in grids:
        header = find_header(grid)
        is_table = header is not None and verdict(header) in ("plan", "actions")
        keys = () if is_table else key_columns(grid)
        if keys or (records.records and not is_table and records.continues(grid)):
            records.take(grid, keys, _label_above(above.get(grid.number, ())))
            work.plan_tables.add(grid.number)
            work.first_table = work.first_table or grid.number
        else:
            rest.append(grid)
    found = build_chains(rest, above)
    _read_chains(work, found, above, words, half_pages)
    if records.records:
        built = build_records(records.records, 1 + max((r.table_no for r in work.rows), default=0))
        by_number = {g.number: g for g in grids}
        _account_for_records(work, records, built)
        work.rows.extend(judge(built, (), by_number))
    _read_prose(work)
    others = [g for g in rest if g.number not in work.plan_tables]
    _halves_left_over(work, others)
    _left_out(work, [g for g in grids if g.number in work.plan_tables], others)
    return _finish(work, grids, others)


def _read_prose(work: _Work) -> None:
    """Read a plan in paragraphs: the document's only one, or (if its items name two fields) one more beside tables."""
    table_no = 1 + max((r.table_no for r in work.rows), default=0)
    prose = read_paragraphs(work.document, work.account, table_no, beside_tables=bool(work.rows))
    work.rows.extend(prose.rows)
    work.findings.extend(prose.findings)
    work.plan_lines = prose.lines


def _account_for_records(work: _Work, records: RecordReader, built: Sequence[Built]) -> None:
    """Enter the record tables if they gave rows; what an empty record holds is reported."""
    if not built:
        work.plan_tables -= {g.number for g in records.grids}
        return
    for grid in records.grids:
        work.account.enter(grid)
    for record in records.records:
        if not holds_something(record):
            bits = [b for b in (*record.fields.values(), *(b for _, b in record.other)) if b.text]
            places = [w for b in bits for w in b.locators]
            work.account.report(places)
            if places:
                work.findings.append(finding("extract", "RECORD_INCOMPLETE", places[0]))


def _halves(grids: Sequence[Grid]) -> tuple[list[Grid], dict[int, int]]:
    joined, pages = put_halves_together(grids)
    return list(joined), pages


def known_words(document: Document) -> frozenset[str]:
    """All words of a document, case-folded, for deciding whether a hyphen at a break belongs to the word."""
    texts = [line.text for line in document.lines]
    texts += [c.text for t in document.tables for row in t.rows for c in row if c.text]
    return frozenset(w.casefold() for text in texts for w in _WORD.findall(text))


def _label_above(lines: Sequence[Line]) -> str:
    """The line above a record table when it numbers the record ("Recommendation 3")."""
    text = one_line(lines[-1].text) if lines else ""
    label = read_label(text) if text else None
    return text if label and label.certain else ""


# chains


def _read_chains(
    work: _Work,
    found: Found,
    above: Mapping[int, tuple[Line, ...]],
    words: frozenset[str],
    half_pages: Mapping[int, int],
) -> None:
    chains = [c for c in found.chains if _counts(c, work.document)]
    headings = _headings(chains)
    table_no = 0
    for chain in chains:
        for chunk in chain.chunks:
            work.account.enter(chunk.grid)
            work.plan_tables.add(chunk.grid.number)
            work.lead_rows.extend(
                one_line(" | ".join(b.text for b in row.own)) for row in chunk.lead if row.own
            )
        stated = _stated_above(chain)
        drafted = Drafting(chain, work.account, words, half_pages).run(stated)
        work.findings.extend(
            finding("extract", "GROUP_WITHOUT_ROWS", o.locators[0]) for o in drafted.orphans if o.locators
        )
        work.findings.extend(finding("extract", "NOTE_ACROSS", n.locators[0]) for n in drafted.notes)
        if not drafted.rows:
            continue
        table_no += 1
        heading = headings.get(id(chain))
        if heading:
            work.grouped.add(squash(heading.text))
        built = build_rows(drafted, table_no, heading)
        grids = {chunk.grid.number: chunk.grid for chunk in chain.chunks}
        work.rows.extend(judge(built, drafted.roles, grids))
        first = chain.chunks[0].grid.number
        work.first_table = min(work.first_table or first, first)


def _counts(chain: Chain, document: Document) -> bool:
    """A table of actions without recommendations counts only where recommendations stand in rows or headings over it."""
    if chain.verdict == "plan":
        return True
    if _stated_above(chain) is not None:
        return True
    grid = chain.chunks[0].grid
    labelled = [
        row
        for chunk in chain.chunks
        for row in (*chunk.lead, *chunk.body)
        if len(row.own) in (1, 2)
        and (label := read_label(row.own[0].text))
        and label.certain
        and "rec" in label.number.casefold()
    ]
    if labelled and grid.width > 2:
        return True
    # headings only: terms of reference and letters speak of recommendations in their sentences
    heads = " | ".join(x.text.casefold() for x in chain.above[-6:] if is_heading(x))
    strong = ("action plan", "recommendation", "improvement plan", "delivery plan")
    against = f"{heads} | {_last_headings(chain.above)}"
    return any(w in heads for w in strong) and not any(w in against for w in ("risk", "terms of reference"))


def _last_headings(lines: Sequence[Line]) -> str:
    """The last headings set as such: what the lines above a table stand under."""
    last = next((i for i in range(len(lines) - 1, -1, -1) if lines[i].role == "heading"), None)
    if last is None:
        return ""
    first = last
    while first and lines[first - 1].role == "heading":
        first -= 1
    return " | ".join(x.text.casefold() for x in lines[first : last + 1])


def _stated_above(chain: Chain) -> Recommendation | None:
    """The recommendation in the lines above a table of actions: from "Recommendation 3: ..." to the table."""
    if any(c.field in ("recommendation", "learning") for c in chain.columns):
        return None
    start = next(
        (
            i
            for i in range(len(chain.above) - 1, -1, -1)
            if (label := read_label(chain.above[i].text))
            and label.certain
            and label.rule.startswith(("word", "agency"))
        ),
        None,
    )
    if start is None or len(chain.above) - start > 15:
        return None
    text, locators = "", []
    for count, line in enumerate(chain.above[start:], start=1):
        text = (
            f"{text} {line.text}".strip()
            if line.tail == "wrap" or not text
            else f"{text}\n{line.text}".strip()
        )
        locators.append(Locator(line.page, OUTSIDE, count, 1, line.box))
    return Recommendation(wide=Bit(one_line(text), tuple(locators)))


def _headings(chains: Sequence[Chain]) -> dict[int, RawField]:
    """The group that the heading above each plan table names, if the document groups its tables so."""
    if len(chains) < 2:
        return {}
    found: dict[int, RawField] = {}
    title_words = meta_rules()["title"]["strong"]
    for i, chain in enumerate(chains):
        lines = [x for x in chain.above if x.text.strip()]
        if not lines or not is_heading(lines[-1]) or _stated_above(chain) is not None:
            continue
        line = lines[-1]
        text = one_line(line.text)
        if (
            i == 0
            and len(lines) == 1
            and any(w in text.casefold() for w in title_words)
            and "recommendations" not in text.casefold()
        ):
            continue
        label = read_label(text)
        if label and label.certain and not label.rest:
            continue
        found[id(chain)] = RawField(text, (Locator(line.page, OUTSIDE, 1, 1, line.box),))
    if len({f.text for f in found.values()}) < 2 and len(found) < 2:
        return {} if len(chains) == len(found) or len(found) < 1 else found
    return _spread(chains, found)


def _spread(chains: Sequence[Chain], found: dict[int, RawField]) -> dict[int, RawField]:
    """A table right under another one, without a heading of its own, stays in the group above."""
    current: RawField | None = None
    out: dict[int, RawField] = {}
    for chain in chains:
        current = found.get(id(chain), current if not chain.above else None)
        if current:
            out[id(chain)] = current
    return out


def _halves_left_over(work: _Work, others: Iterable[Grid]) -> None:
    """Right-hand columns of a plan whose left half was not found must not vanish in silence."""
    if not work.rows:
        return
    for grid in others:
        header = find_header(grid)
        if header and verdict(header) == "half":
            work.findings.append(
                finding(
                    "extract",
                    "HALF_UNMATCHED",
                    grid.rows[0].bits[0].locators[0] if grid.rows[0].bits[0].locators else None,
                )
            )


def _left_out(work: _Work, plan: Sequence[Grid], others: Iterable[Grid]) -> None:
    """A table with the very columns of the plan, next to it, that gave no rows, is worth a look."""
    for grid in others:
        twin = any(
            g.page is not None
            and grid.page is not None
            and abs(g.page - grid.page) <= 1
            and g.width == grid.width > 2
            and bool(g.edges)
            and bool(grid.edges)
            and same_edges(g, grid)
            for g in plan
        )
        if twin and not is_glossary_table(grid) and grid.rows[0].own:
            work.findings.append(finding("extract", "TABLE_LEFT_OUT", grid.rows[0].own[0].locators[0]))


# the end


def _finish(work: _Work, grids: Sequence[Grid], others: Sequence[Grid]) -> Plan:
    document = work.document
    glossaries = [g for g in others if is_glossary_table(g)]
    meta, meta_findings = read_metadata(document, _surroundings(work, others))
    ledger, lost = work.account.close(work.rows)
    findings = list(meta_findings)
    findings += work.findings
    if lost:
        findings.append(finding("extract", "CELLS_UNACCOUNTED", lost[0], count=len(lost)))
    if not work.rows:
        findings.append(finding("extract", "NO_PLAN"))
        if lists_recommendations(document) or any(_is_list(g) for g in others):
            findings.append(finding("extract", "RECOMMENDATIONS_ONLY"))
    cells = [b.text for g in grids if g.number in work.plan_tables for row in g.rows for b in row.own]
    rows = tuple(sorted(work.rows, key=lambda r: (r.table_no, r.row_no)))
    return Plan(
        document.source,
        rows,
        meta,
        read_glossary(glossaries, document.lines, cells),
        ledger,
        tuple(findings),
        len(document.pages) or None,
    )


def _is_list(grid: Grid) -> bool:
    header = find_header(grid)
    return header is not None and "recommendation" in header.fields


def _surroundings(work: _Work, others: Sequence[Grid]) -> Surroundings:
    document = work.document
    before: list[Line] = []
    since: list[Block] = []
    keys: list[Grid] = []
    known = {g.number: g for g in others}
    for block in document.blocks:
        if isinstance(block, Table):
            if block.number == work.first_table:
                break
            grid = known.get(block.number)
            if grid is not None and _is_key_table(grid):
                keys.append(grid)
            else:
                since, keys = [], []
        else:
            since.append(block)
    before = [x for x in since if isinstance(x, Line) and x.role in ("body", "heading")]
    first_page = min((x.page for x in document.lines if x.page is not None), default=None)
    opening = [
        x
        for n, x in enumerate(document.lines, start=1)
        if x.page == first_page and x.role in ("body", "heading") and n not in work.plan_lines
    ][:40]
    running = list(dict.fromkeys(one_line(x.text) for x in document.lines if x.role == "running"))
    has_plan = work.first_table is not None or bool(work.rows)
    if not has_plan:
        before, keys = [], [g for g in others if _is_key_table(g)]
    elif work.first_table is None:
        before = opening
    cells = [b.text for r in work.rows for v in r.fields.values() for b in (v,)]
    return Surroundings(
        preamble(before), opening, running, keys, work.lead_rows, cells, frozenset(work.grouped), has_plan
    )


def _is_key_table(grid: Grid) -> bool:
    """A small table of label and value, such as Review | Ruth, Author | Northampton CSP."""
    labels = sum(label_of(b.text) is not None for row in grid.rows for b in row.own)
    return len(grid.rows) <= 20 and labels >= 2


def plan_view(plan: Plan) -> list[dict[str, Any]]:
    """The rows as plain dicts, for `dhr inspect --stage plan` and for tests: field texts, pages, joins, findings."""
    return [row_view(row) for row in plan.rows]


def row_view(row: PlanRow) -> dict[str, Any]:
    """One row as a plain dict."""
    return {
        "table_no": row.table_no,
        "row_no": row.row_no,
        "page_start": row.page_start,
        "page_end": row.page_end,
        "group_label": row.group_label.text if row.group_label else None,
        "parent_text": row.parent_text,
        **{name: value.text for name, value in row.fields.items()},
        "status_colour": row.status_colour,
        "other": {name: value.text for name, value in row.other},
        "joins": [f"{j.reason}{'' if j.certain else '?'}" for j in row.joins],
        "confidence": row.confidence,
        "findings": [f.code for f in row.findings],
    }
