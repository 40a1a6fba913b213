"""The sheets that count: Agencies, Theme counts, Theme by agency; and Themes, from which pivot tables are made."""

from __future__ import annotations

import dataclasses
from collections import Counter, defaultdict
from collections.abc import Iterator

from normalise.model import Action, AgencyReading, Tag
from publish.workbook import words
from publish.workbook.book import HEADER_ROW, Book, CellValue
from publish.workbook.facts import Facts, agencies_of, pages
from publish.workbook.layout import Layout, SheetColumn, layouts
from publish.workbook.styles import BAR, DEEP

_Grouped = dict[tuple[str, str], list[Action]]


def write_agencies(book: Book, facts: Facts) -> None:
    """Write the sheet Agencies: most rows first."""
    grouped: _Grouped = defaultdict(list)
    readings: dict[tuple[str, str], list[AgencyReading]] = defaultdict(list)
    for action in facts.dataset.actions:
        named = [*action.lead_agencies, *action.addressed_to]
        for reading in named:
            readings[reading.agency_id, reading.name].append(reading)
        for key in dict.fromkeys((reading.agency_id, reading.name) for reading in named):
            grouped[key].append(action)
    order = sorted(grouped, key=lambda key: (-len(grouped[key]), key[1], key[0]))
    rows = [_agency(key, grouped[key], readings[key]) for key in order]
    book.write_table("agencies", layouts()["agencies"], rows)


def _agency(key: tuple[str, str], actions: list[Action], readings: list[AgencyReading]) -> list[CellValue]:
    first = readings[0]
    return [
        first.name,
        first.current_name,
        words.said(first.sector),
        words.said(first.kind),
        len(actions),
        sum(any((r.agency_id, r.name) == key for r in action.lead_agencies) for action in actions),
        sum(any((r.agency_id, r.name) == key for r in action.addressed_to) for action in actions),
        *words.status_counts(actions),
        len({action.source_file for action in actions}),
        "\n".join(sorted({reading.as_written for reading in readings})),
        first.agency_id,
    ]


def write_theme_counts(book: Book, facts: Facts) -> None:
    """Write the sheet Theme counts: most rows first, with a bar beside the number."""
    layout = layouts()["theme_counts"]
    tags, grouped = _by_theme(facts)
    rows = [_theme(tags[key], grouped[key]) for key in grouped]
    sheet = book.write_table("theme_counts", layout, rows)
    if rows:
        column = [c.title for c in layout.columns].index("Rows")
        bar = {"type": "data_bar", "bar_color": BAR, "bar_solid": True, "min_type": "num", "min_value": 0}
        sheet.conditional_format(HEADER_ROW + 1, column, HEADER_ROW + len(rows), column, bar)


def _by_theme(facts: Facts) -> tuple[dict[str, Tag], dict[str, list[Action]]]:
    """Return the themes and their rows, most rows first."""
    tags: dict[str, Tag] = {}
    grouped: dict[str, list[Action]] = defaultdict(list)
    for action in facts.dataset.actions:
        for tag in {tag.theme_id: tag for tag in action.themes}.values():
            tags.setdefault(tag.theme_id, tag)
            grouped[tag.theme_id].append(action)
    order = sorted(grouped, key=lambda key: (-len(grouped[key]), tags[key].label))
    return tags, {key: grouped[key] for key in order}


def _theme(tag: Tag, actions: list[Action]) -> list[CellValue]:
    return [
        tag.label,
        words.said(tag.axis),
        len(actions),
        len({action.source_file for action in actions}),
        len({reading.agency_id for action in actions for reading in action.lead_agencies}),
        *words.status_counts(actions),
        tag.theme_id,
    ]


def write_theme_by_agency(book: Book, facts: Facts) -> None:
    """Write the sheet Theme by agency: a column for each theme that occurs, shaded by its number."""
    tags, grouped = _by_theme(facts)
    totals: Counter[str] = Counter()
    cells: Counter[tuple[str, str]] = Counter()
    for action in facts.dataset.actions:
        for name in {reading.current_name for reading in agencies_of(action)}:
            totals[name] += 1
            cells.update((name, theme) for theme in {tag.theme_id for tag in action.themes})
    names = sorted(totals, key=lambda name: (-totals[name], name))
    rows: list[list[CellValue]] = [
        [name, totals[name], *(cells[name, theme] for theme in grouped)] for name in names
    ]
    sheet = book.write_table("theme_by_agency", _crossed([tags[theme] for theme in grouped]), rows)
    if rows and grouped:
        dash = book.workbook.add_format({"num_format": '#,##0;-#,##0;"–"', "font_color": "#5B6673"})
        area = (HEADER_ROW + 1, 2, HEADER_ROW + len(rows), 1 + len(grouped))
        sheet.conditional_format(
            *area, {"type": "cell", "criteria": "==", "value": 0, "format": dash, "stop_if_true": True}
        )
        shade = {
            "type": "2_color_scale",
            "min_color": "#FFFFFF",
            "max_color": DEEP,
            "min_type": "num",
            "min_value": 0,
        }
        sheet.conditional_format(*area, shade)


def _crossed(tags: list[Tag]) -> Layout:
    layout = layouts()["theme_by_agency"]
    taken = Counter(tag.label.casefold() for tag in tags)
    columns = tuple(
        SheetColumn(
            tag.label if taken[tag.label.casefold()] == 1 else f"{tag.label} ({tag.theme_id})",
            width=5.5,
            kind="number",
            description="Rows of the agency with this theme.",
            rotated=True,
        )
        for tag in tags
    )
    return dataclasses.replace(layout, columns=layout.columns + columns)


def write_themes(book: Book, facts: Facts) -> None:
    """Write the sheet Themes: one row for each theme on each action."""
    book.write_table("themes", layouts()["themes"], _tagged(facts))


def _tagged(facts: Facts) -> Iterator[list[CellValue]]:
    for action in facts.dataset.actions:
        year = action.plan_date_iso[:4] if action.plan_date_iso else ""
        for tag in action.themes:
            yield [
                tag.label,
                words.said(tag.axis),
                "\n".join(dict.fromkeys(f"{e.field.replace('_', ' ')}: {e.text}" for e in tag.evidence)),
                facts.numbers[action.action_id],
                action.area,
                action.review_reference,
                action.recommendation_no,
                "\n".join(reading.name for reading in action.lead_agencies),
                "\n".join(map(words.said, action.scope)),
                words.STATUS[action.status],
                int(year) if year.isdecimal() else None,
                action.source_file,
                pages(action),
                tag.rule,
                tag.theme_id,
                action.action_id,
            ]
