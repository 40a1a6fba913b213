"""Documents that hold no plan: minutes, registers, a glossary, a chronology, training, terms of reference, letters."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Sequence
from functools import cache
from pathlib import Path
from typing import Any, cast

from bench.corpus.hard.council.model import Made, Write
from bench.corpus.hard.council.page import line
from bench.corpus.hard.council.word import Table, begin, lines, saver
from bench.corpus.hard.web import chromium, weasyprint

STYLE = (
    "@page{size:A4;margin:20mm}body{font:11pt 'Liberation Sans'}td,th{border:1px solid #555;padding:4px;"
    "vertical-align:top;text-align:left}table{border-collapse:collapse;width:100%;margin:6px 0}"
)
NO_META: dict[str, str | None] = dict.fromkeys(
    ("area", "review_reference", "title", "plan_date", "updated_date", "author")
)
Rows = Sequence[Sequence[str]]


@cache
def _told() -> dict[str, Any]:
    return tomllib.loads((Path(__file__).parent / "nothing.toml").read_text(encoding="utf-8"))


def _rows(name: str) -> Rows:
    return cast(Rows, _told()[name])


def _page(title: str, rows: Rows, before: str = "", after: str = "") -> str:
    body = line(rows[0], "th") + "".join(line(row) for row in rows[1:])
    return _web(f"<h2>{title}</h2>{before}<table>{body}</table>{after}")


def _web(body: str) -> str:
    return f"<!doctype html><html lang=en-GB><meta charset=utf-8><style>{STYLE}</style><body>{body}"


def _word(document: Any, shares: Sequence[int], rows: Rows) -> Any:
    grid = Table(document, shares)
    for number, row in enumerate(rows):
        grid.add(row, bold=number == 0, repeat=number == 0)
    return document


def _glossary() -> Any:
    document = begin(landscape=False, size=11)
    lines(document, "Glossary of terms used in Domestic Homicide Reviews", bold=True, size=15)
    return _word(document, [20, 60, 20], _rows("glossary"))


def _chronology() -> Any:
    document = begin(size=9.5)
    lines(document, "DHR ‘Evelyn’: Combined Chronology (January 2017 to June 2018)", bold=True, size=14)
    return _word(document, [10, 8, 14, 40, 30, 18], _rows("chronology"))


def _terms() -> Any:
    document = begin(landscape=False, size=11, margin=25)
    lines(document, "Terms of Reference", "Domestic Homicide Review: ‘Gwen’", bold=True, size=15)
    lines(document, *_told()["terms"])
    return _word(document, [40, 30, 30], _rows("timetable"))


def _budget(path: Path) -> None:
    from openpyxl import Workbook

    book = Workbook()
    page: Any = book.active
    page.append(["Domestic Homicide Review budget 2020/21"])
    for row in _rows("budget"):
        page.append([int(cell) if cell.isdigit() else cell for cell in row])
    for letter, width in zip("ABCDEFG", (14, 14, 16, 10, 14, 10, 20), strict=True):
        page.column_dimensions[letter].width = width
    book.save(path)


def _made(name: str, producer: str, source: Write, to: str = "") -> Made:
    return Made(name, "u", producer, source, [], NO_META, to=to)


def documents() -> Iterator[Made]:
    """All of this module."""
    intro = "<p>All courses are free for agencies in the partnership.</p>"
    guide = "What happens after a domestic homicide: guide for families"
    strategy = "Violence Against Women and Girls Strategy 2020–2025"
    learnt = "<p>The strategy draws on the learning from four reviews, published with their action plans.</p>"
    for name, title, rows, before, after in (
        (
            "minutes_domestic_abuse_board",
            "Domestic Abuse Strategic Board – Minutes of 4 March 2021",
            _rows("minutes"),
            "",
            "",
        ),
        ("training_programme_2023", "Multi-agency Training Programme 2023–24", _rows("courses"), intro, ""),
        ("dhr_process_flow_and_timescales", guide, _rows("stages"), "", ""),
    ):
        yield _made(f"{name}.pdf", "chromium", chromium(_page(title, rows, before, after)))
    for name, title, rows, before, after in (
        ("community_safety_risk_register", "Community Safety Risk Register 2022/23", _rows("risks"), "", ""),
        ("strategy_priorities_2020", strategy, _rows("priorities"), "", learnt),
        (
            "equality_impact_assessment",
            "Equality Impact Assessment: DHR publication policy",
            _rows("equality"),
            "",
            "",
        ),
    ):
        yield _made(f"{name}.pdf", "weasyprint", weasyprint(_page(title, rows, before, after)))
    yield _made("home_office_qa_letter.pdf", "weasyprint", weasyprint(_web(_told()["letter"])))
    yield _made("easy_read_learning_briefing.pdf", "chromium", chromium(_web(_told()["briefing"])))
    yield _made("glossary_dhr.docx", "docx", saver(_glossary()))
    yield _made("evelyn_combined_chronology.pdf", "libreoffice", saver(_chronology()), "docx>pdf")
    yield _made("gwen_terms_of_reference.docx", "docx", saver(_terms()))
    yield _made("gwen_terms_of_reference.pdf", "libreoffice", saver(_terms()), "docx>pdf")
    yield _made("dhr_budget_2020_21.pdf", "calc", _budget, "xlsx>pdf")
