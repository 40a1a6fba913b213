"""Pages of the council corpus as HTML, printed by Chromium, WeasyPrint or both."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from html import escape
from typing import Any

from bench.corpus.hard.council.model import Columns, Made, Row, Truth, again, heads, keys, widths
from bench.corpus.hard.web import chromium, weasyprint

A4_WIDE = "@page{size:A4 landscape;margin:12mm 14mm}"
A4_TALL = "@page{size:A4 portrait;margin:18mm}"
SANS, SERIF = "font-family:'Liberation Sans'", "font-family:'Liberation Serif'"
_BASE = (
    "td,th,p,li{orphans:1;widows:1}td,th{vertical-align:top;text-align:left;overflow-wrap:break-word}"
    "table{border-collapse:collapse}p{margin:0 0 4px}ul{margin:0;padding-left:13px}"
)

Draw = Callable[[str], str]


def text(value: str) -> str:
    """Lines with <br> between them."""
    return "<br>".join(escape(line, quote=False) for line in value.split("\n"))


def paragraphs(value: str) -> str:
    """Each line a paragraph."""
    return "".join(f"<p>{escape(line, quote=False)}</p>" for line in value.split("\n"))


def bullets(value: str) -> str:
    """A list where there are several lines without numbers of their own."""
    parts = value.split("\n")
    if len(parts) == 1 or re.match(r"\w[.)]", value):
        return text(value)
    return "<ul>" + "".join(f"<li>{escape(re.sub('^• ?', '', p), quote=False)}</li>" for p in parts) + "</ul>"


def line(cells: Sequence[str], tag: str = "td", draw: Draw = text) -> str:
    """One <tr>."""
    return "<tr>" + "".join(f"<{tag}>{draw(cell)}</{tag}>" for cell in cells) + "</tr>"


def group(shares: Sequence[float]) -> str:
    """The column widths."""
    return (
        "<colgroup>"
        + "".join(f"<col style='width:{100 * s / sum(shares):.2f}%'>" for s in shares)
        + "</colgroup>"
    )


def frame(shares: Sequence[float], head: str, body: str, once: bool = False) -> str:
    """A table of the page's width; the header repeats unless it stands once."""
    inner = f"<tbody>{head}{body}</tbody>" if once else f"<thead>{head}</thead><tbody>{body}</tbody>"
    return f"<table style='width:100%;table-layout:fixed'>{group(shares)}{inner}</table>"


def grid(columns: Columns, rows: Sequence[Row], once: bool = False, draw: Draw = text) -> str:
    """A plain table of rows."""
    body = "".join(line([row[key] for key in keys(columns)], draw=draw) for row in rows)
    return frame(widths(columns), line(heads(columns), "th"), body, once)


def title(name: str, *below: str) -> str:
    """A heading and the lines under it."""
    return f"<h2>{escape(name, quote=False)}</h2><p>{'<br>'.join(below)}</p>"


def merged(
    columns: Columns, rows: Sequence[Row], merge: Sequence[str], style: Callable[[str, str], str]
) -> str:
    """Rows in which the keys of `merge` are one cell for all rows of the same recommendation. style: of key and text."""
    body, before = "", ""
    for row in rows:
        span = sum(other["rec"] == row["rec"] for other in rows)
        same, before = row["rec"] == before, row["rec"]
        body += f"<tr{style('', '')}>"
        for key in keys(columns):
            if same and key in merge:
                continue
            down = f" rowspan={span}" if key in merge else ""
            body += f"<td{down}{style(key, row[key])}>{text(row[key])}</td>"
        body += "</tr>"
    return body


def prints(
    name: str,
    family: str,
    style: str,
    body: str,
    rows: Sequence[Truth],
    meta: Mapping[str, str | None],
    engines: str = "cw",
    **more: Any,
) -> Iterator[Made]:
    """The page printed by the engines named: c Chromium, w WeasyPrint. more: fields of Made."""
    content = f"<!doctype html><html lang=en-GB><meta charset=utf-8><style>{_BASE}{style}</style><body>{body}"
    for engine in engines:
        kind, write = ("chromium", chromium) if engine == "c" else ("weasyprint", weasyprint)
        mark = f"_{engine}" if len(engines) > 1 else ""
        yield Made(f"{name}{mark}.pdf", family, kind, write(content), again(rows), meta, **more)
