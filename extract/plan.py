"""Document -> Plan: finds the plan tables, reads their rows, and says where every cell went."""

from __future__ import annotations

from collections.abc import Container, Mapping, Sequence
from dataclasses import replace

from extract.by_number import attach_by_number
from extract.chain import between, build_chains
from extract.chunks import Found
from extract.colour_key import colour_key
from extract.confidence import judge
from extract.drafting import Drafting
from extract.find import find_header, verdict
from extract.form_actions import deal_out
from extract.form_groups import group_records, heading_above
from extract.glossary import is_glossary_table, read_glossary
from extract.glued_header import without_glued_headers
from extract.grid import Grid, grid_of
from extract.halves import put_halves_together
from extract.headings import counts, group_headings, label_above, stated_above, stated_in
from extract.kept import kept_columns
from extract.known_words import KnownWords
from extract.leftovers import halves_left_over, left_out, without_header
from extract.metadata import read_metadata
from extract.model import Plan
from extract.numbers import read_label
from extract.paragraphs import is_card, lists_recommendations, read_cards, read_paragraphs
from extract.record_reader import RecordReader
from extract.records import build_records, holds_something, key_columns
from extract.rows import Built, build_rows
from extract.spill import take_in
from extract.struck import with_struck
from extract.surroundings import surroundings
from extract.text import one_line, squash
from extract.work import Work
from ingest.errors import finding
from ingest.model import Document, Line


def extract_plan(document: Document) -> Plan:
    """Read the action plan of a document. A document without one gives a Plan without rows and a finding NO_PLAN."""
    document = replace(document, blocks=take_in(document.blocks))
    work = Work(document)
    grids = [grid_of(t) for t in document.tables if t.rows]
    whole, half_pages = put_halves_together(grids)
    kept = {g.number for g in whole}
    halves = [g for g in grids if g.number not in kept]
    grids = without_glued_headers(whole)
    above = between(document.blocks)
    words = KnownWords(document)
    records = RecordReader(work.account, words)
    rest: list[Grid] = []
    for grid in grids:
        header = find_header(grid)
        is_table = header is not None and verdict(header) in ("plan", "actions")
        # a form may name two fields in its last line; a header has rows below it, or on the next page
        to_the_end = header is not None and 0 < header.last == len(grid.rows) - 1
        keys = () if is_table and not to_the_end else key_columns(grid)
        is_table = is_table and not keys
        if keys or (records.records and not is_table and records.continues(grid)):
            lines = above.get(grid.number, ())
            label = label_above(lines)
            # several recommendations in a row are a list of them, none of which heads the form
            alone = sum(bool((n := read_label(x.text)) and n.certain) for x in lines) == 1
            stated = stated_in(lines) if alone and not label else None
            records.take(grid, keys, label, heading_above(lines), stated)
            work.plan_tables.add(grid.number)
            work.first_table = work.first_table or grid.number
        else:
            rest.append(grid)
    found = build_chains(rest, above)
    _read_chains(work, found, above, words, half_pages)
    if records.records:
        deal_out(records.records)
        work.grouped |= group_records(records.records)
        built = build_records(records.records, 1 + max((r.table_no for r in work.rows), default=0))
        by_number = {g.number: g for g in grids}
        _account_for_records(work, records, built)
        work.rows.extend(judge(built, (), by_number))
    _read_prose(work)
    others = [g for g in rest if g.number not in work.plan_tables]
    attached = attach_by_number(work.rows, others, work.account)
    work.rows = attached.rows
    work.plan_tables |= {g.number for g in attached.grids}
    others = [g for g in others if g.number not in work.plan_tables]
    others = _read_cards(work, others)
    if work.rows or lists_recommendations(document):
        work.findings += halves_left_over(others, halves)
    work.findings += without_header(others, above)
    work.findings += left_out([g for g in grids if g.number in work.plan_tables], others, above)
    return _finish(work, grids, others)


def _read_prose(work: Work) -> None:
    """Read a plan in paragraphs: the document's only one, or (if its items name two fields) one more beside tables."""
    table_no = 1 + max((r.table_no for r in work.rows), default=0)
    prose = read_paragraphs(work.document, work.account, table_no, beside_tables=bool(work.rows))
    work.rows.extend(prose.rows)
    work.findings.extend(prose.findings)
    work.plan_lines = prose.lines


def _read_cards(work: Work, others: Sequence[Grid]) -> list[Grid]:
    """Read tables whose cells are "name: value"; returns the tables that are left."""
    cards = [g for g in others if is_card(g)]
    table_no = 1 + max((r.table_no for r in work.rows), default=0)
    plan = read_cards(cards, work.account, table_no)
    if not plan.rows:
        return list(others)
    work.rows.extend(plan.rows)
    work.findings.extend(plan.findings)
    work.plan_tables |= {g.number for g in cards}
    work.first_table = min(work.first_table or cards[0].number, cards[0].number)
    return [g for g in others if g not in cards]


def _account_for_records(work: Work, records: RecordReader, built: Sequence[Built]) -> None:
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


# chains


def _read_chains(
    work: Work,
    found: Found,
    above: Mapping[int, tuple[Line, ...]],
    words: Container[str],
    half_pages: Mapping[int, int],
) -> None:
    chains = [c for c in found.chains if counts(c, work.document)]
    headings = group_headings(chains)
    table_no = 0
    for chain in chains:
        for chunk in chain.chunks:
            work.account.enter(chunk.grid)
            work.plan_tables.add(chunk.grid.number)
            work.lead_rows.extend(
                one_line(" | ".join(b.text for b in row.own)) for row in chunk.lead if row.own
            )
        stated = stated_above(chain)
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


# the end


def _finish(work: Work, grids: Sequence[Grid], others: Sequence[Grid]) -> Plan:
    document = work.document
    glossaries = [g for g in others if is_glossary_table(g)]
    meta, meta_findings = read_metadata(document, surroundings(work, others))
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
    rows = with_struck(sorted(work.rows, key=lambda r: (r.table_no, r.row_no)), document)
    findings += kept_columns(rows)
    return Plan(
        document.source,
        rows,
        meta,
        read_glossary(glossaries, document.lines, cells),
        ledger,
        tuple(findings),
        len(document.pages) or None,
        colour_key(document),
    )


def _is_list(grid: Grid) -> bool:
    header = find_header(grid)
    return header is not None and "recommendation" in header.fields
