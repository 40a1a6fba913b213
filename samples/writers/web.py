"""Write a plan source as a web page, which Chromium prints to PDF: ruled, zebra, borderless or horizontal rules only."""

from __future__ import annotations

import html
import re
from pathlib import Path

from samples.writers.source import NOTICE, Row, Source

RAG = {"red": "#ff0000", "amber": "#ffc000", "green": "#00b050", "blue": "#0070c0"}
BORDERS = {
    "grid": "td,th{border:1px solid #000}",
    "horizontal": "table{border-top:2px solid #000;border-bottom:2px solid #000} td,th{border-bottom:1px solid #777}",
    "none": "",
    "zebra": "tr.odd td{background:#e8eef5}",
}


def _inline(text: str) -> str:
    kept = re.sub(r"&lt;(/?(?:sup|small|b|i))&gt;", r"<\1>", html.escape(text, quote=False))
    return kept.replace("\n", "<br>")


def _table(source: Source, rows: tuple[Row, ...]) -> list[str]:
    out: list[str] = ["<table><thead><tr>"]
    total = sum(width for _, _, width in source.columns)
    turned = " class=turned" if source.options.get("turned_headers") else ""
    for _, header, width in source.columns:
        out.append(
            f"<th{turned} style='width:{100 * width / total:.1f}%'><span>{_inline(header)}</span></th>"
        )
    out.append("</tr></thead><tbody>")
    group: str | None = None
    for number, row in enumerate(rows):
        if row.group and row.group != group and source.options.get("group_as") != "heading":
            group = row.group
            out.append(
                f"<tr class=group><td colspan={len(source.columns)}><b>{_inline(row.group)}</b></td></tr>"
            )
        span = 1
        while not row.merged and number + span < len(rows) and rows[number + span].merged:
            span += 1
        out.append(f"<tr class={'odd' if number % 2 else 'even'}>")
        for name, _, _ in source.columns:
            if row.merged and name in ("recommendation_no", "recommendation", "scope"):
                continue
            rowspan = (
                f" rowspan={span}"
                if span > 1 and name in ("recommendation_no", "recommendation", "scope")
                else ""
            )
            colour = f" style='background:{RAG[row.colour]}'" if name == "status" and row.colour else ""
            mark = (
                f"<b>{_inline(row.cells['number_mark'])}</b> "
                if name == "recommendation" and "number_mark" in row.cells
                else ""
            )
            out.append(f"<td{rowspan}{colour}>{mark}{_inline(row.cells.get(name, ''))}</td>")
        out.append("</tr>")
    return [*out, "</tbody></table>"]


def write(source: Source, path: Path) -> None:
    """Write the source to an .html file whose print is the PDF."""
    options = source.options
    size = "297mm 210mm" if options.get("landscape") else "210mm 297mm"
    header_group = "table-header-group" if options.get("repeat_header") else "table-row-group"
    style = f"""@page{{size:{size};margin:{options.get("margin", 15)}mm}}
body{{font:{options.get("font_size", 9)}pt 'Liberation Sans',Arial,sans-serif}}
table{{border-collapse:collapse;width:100%;table-layout:fixed}} thead{{display:{header_group}}}
td,th{{padding:4px;vertical-align:top;text-align:left;overflow-wrap:break-word}}
th{{background:{options.get("header_fill", "transparent")};color:{options.get("header_colour", "#000")}}}
th.turned{{height:110px;vertical-align:bottom}} th.turned span{{writing-mode:vertical-rl;transform:rotate(180deg)}}
tr.group td{{background:#d9d9d9}} small{{font-size:70%;font-style:italic}} sup{{font-size:65%}}
.notice{{font-size:7pt;color:#555}} {BORDERS[options.get("borders", "grid")]}"""
    tags = {"title": "h1", "heading": "h2", "strong": "p", "plain": "p"}
    out = [
        f"<!doctype html><html lang=en><meta charset=utf-8><title>{html.escape(source.file)}</title><style>{style}</style>"
    ]
    if not source.published:
        out.append(f"<p class=notice>{NOTICE}</p>")
    for kind, text in source.front:
        inner = f"<b>{_inline(text)}</b>" if kind == "strong" else _inline(text)
        out.append(f"<{tags[kind]}>{inner}</{tags[kind]}>")
    if source.columns:
        if options.get("group_as") == "heading":
            for group in dict.fromkeys(row.group for row in source.rows):
                out.append(f"<h2>{_inline(group or '')}</h2>")
                out += _table(source, tuple(row for row in source.rows if row.group == group))
        else:
            out += _table(source, source.rows)
    path.write_text("\n".join(out), encoding="utf-8")
