"""The sheet Cover: what this is, with respect for whom it is about, what is in it, and how to read it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from xlsxwriter.worksheet import Worksheet

from publish.model import RunInfo
from publish.workbook import height, words
from publish.workbook.book import Book
from publish.workbook.facts import Facts, agencies_of
from publish.workbook.layout import layouts
from publish.workbook.styles import Role

NAME = "Cover"
_WIDTHS = (22.0, 92.0, 10.0)

_WARNING = (
    "Behind every row is a person who died, and a family and friends who grieve. The texts speak of domestic abuse, "
    "homicide and suicide. Please take care of yourself and of others when you read and share them, and call the people "
    "in them by the names their families chose for the reviews."
)
_WHAT = (
    "The action plans of published Domestic Homicide Reviews (now Domestic Abuse Related Death Reviews), one row for "
    "each recommendation and action: what was recommended, who was to do what by when, and what came of it, as far as "
    "the plans say."
)
_HOW = (
    (
        "Where to start",
        "Start with Actions: filter by area, agency, scope, status or theme. The wording of the plans stands beside "
        "every reading of it, and the source file and page beside both.",
    ),
    (
        "Automatic tags",
        "Agencies, scope, status and themes were read by rules, without a person. They are aids to finding rows, not "
        "judgements on anyone. Check the source page before you rely on a row or quote it; begin with Needs review.",
    ),
    (
        "Dates",
        "Nothing is more precise than it was printed. A date is a real date only where the plan names a single day; "
        "otherwise it stands as 2021-03, 2022-Q3 (calendar quarter) or 2022/23-Q3 (financial year).",
    ),
    (
        "Blank cells",
        "Nothing is written there, or the plan has no such column; “Columns the plan lacks” on the sheet Actions tells "
        "which. “Not known” means that the plan does not say, not that nothing was done.",
    ),
    (
        "Long texts",
        "Some rows hold more text than Excel can show at once: select the cell and read it in the formula bar.",
    ),
    (
        "Counting",
        "A plan may be here in several files or versions, each with its own rows: see Reviews and Repeats before you "
        "count.",
    ),
)
_RIGHTS = (
    "The words of the plans belong to the bodies that published them and are under the licences those chose (for "
    "example the Open Government Licence for Home Office texts). Quote them with their source. Names of staff and "
    "authors are masked as [name] unless this run was told to keep them; chosen pseudonyms are kept."
)


def add(book: Book) -> Worksheet:
    """Add the sheet first, so that it is the first tab; it is filled when the counts are known."""
    return book.workbook.add_worksheet(NAME)


def fill(book: Book, sheet: Worksheet, facts: Facts, run: RunInfo) -> None:
    """Write the cover."""
    page = _Page(book, sheet)
    page.title("Domestic Homicide Review action plans")
    page.paragraph("Please read first", _WARNING, "warning")
    page.paragraph("What this is", _WHAT)
    page.heading("At a glance")
    for number, meaning in _figures(facts):
        page.figure(number, meaning)
    page.heading("Sheets", "What one row is", "Rows")
    for key, layout in layouts().items():
        if key in book.rows:
            page.link(layout.name, layout.description, book.rows[key])
    page.heading("Reading it")
    for label, sentence in (*_HOW, ("Whose words", _RIGHTS), ("How it was made", _made(run))):
        page.paragraph(label, sentence)
    page.finish()


def _figures(facts: Facts) -> Iterator[tuple[int, str]]:
    dataset = facts.dataset
    actions = dataset.actions
    outcomes: Counter[str] = Counter(outcome.status for outcome in dataset.outcomes)
    kinds = [
        f"{outcomes[code]:,} {word.text.lower()}" for code, word in words.OUTCOME.items() if outcomes[code]
    ]
    yield len(dataset.outcomes), f"files in the folder: {', '.join(kinds) or 'none'}"
    yield len(facts.by_file), "documents with an action plan"
    yield len(actions), "rows: recommendations, each with one of its actions"
    yield sum("national" in action.scope for action in actions), "rows meant for national bodies"
    agencies = {reading.current_name for action in actions for reading in agencies_of(action)}
    yield len(agencies), "agencies that lead or are asked to act, counted under today's names"
    complete = [action for action in actions if action.status == "complete"]
    stated = sum(action.status_basis == "stated" for action in complete)
    guessed = f", {len(complete) - stated:,} by inference" if stated < len(complete) else ""
    yield len(complete), f"rows read as complete: {stated:,} in the plan's own words{guessed}"
    yield (
        sum(action.needs_review for action in actions),
        "rows that a person should look at before relying on them",
    )


def _made(run: RunInfo) -> str:
    return (
        f"By the program dhr (format {run.schema_version}, rules {run.rulebook_hash[:16]}), on the computer where the "
        "files are, without a network. The same files and rules give the same workbook. run.json beside it holds the "
        "versions and times of the run; actions.csv, actions.parquet and dhr.sqlite hold the same rows for programs."
    )


class _Page:
    """Rows of three columns: label or link, text, number. No merged cells and no blank rows, for screen readers."""

    def __init__(self, book: Book, sheet: Worksheet) -> None:
        self._sheet, self._styles = sheet, book.styles
        self._row = 0
        for index, width in enumerate(_WIDTHS):
            sheet.set_column(index, index, width)

    def _put(self, points: float, cells: tuple[tuple[str | int, Role], ...]) -> None:
        self._sheet.set_row(self._row, points)
        for index, (value, role) in enumerate(cells):
            look = self._styles.get(role)
            if isinstance(value, int):
                self._sheet.write_number(self._row, index, value, look)
            else:
                self._sheet.write_string(self._row, index, value, look)
        self._row += 1

    def title(self, text: str) -> None:
        self._put(48, ((text, "band"), ("", "band"), ("", "band")))

    def heading(self, *texts: str) -> None:
        left, middle, right = (*texts, "", "")[:3]
        self._put(34, ((left, "heading"), (middle, "subheading"), (right, "subnumber")))

    def paragraph(self, label: str, text: str, role: Role = "note") -> None:
        bold: Role = "warninglabel" if role == "warning" else "label"
        self._put(_high(text), ((label, bold), (text, role), ("", role)))

    def figure(self, number: int, meaning: str) -> None:
        self._put(22, ((number, "figure"), (meaning, "meaning")))

    def link(self, name: str, description: str, rows: int) -> None:
        self._put(_high(description), ((name, "label"), (description, "note"), (rows, "count")))
        self._sheet.write_url(self._row - 1, 0, f"internal:'{name}'!A1", self._styles.get("contents"), name)

    def finish(self) -> None:
        sheet = self._sheet
        sheet.hide_gridlines(2)
        sheet.set_portrait()
        sheet.center_horizontally()
        sheet.set_paper(9)
        sheet.set_margins(left=0.5, right=0.5, top=0.6, bottom=0.6)
        sheet.fit_to_pages(1, 1)
        sheet.activate()
        sheet.set_first_sheet()


def _high(text: str) -> float:
    return height.points([(text, _WIDTHS[1])], size=11) + 4
