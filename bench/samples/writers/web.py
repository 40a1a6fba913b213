"""Write a plan source as a web page, which Chromium prints to PDF."""

from __future__ import annotations

import html
import re
from pathlib import Path

from bench.samples.writers.layout import PageBreak, Printed, TableBlock, TextBlock, lay_out
from bench.samples.writers.source import Source

TAGS = {"title": "h1", "heading": "h2", "strong": "p", "plain": "p", "note": "p class=note"}
STYLE = """@page{{size:{size};margin:{margin}mm}} body{{font:{font}pt 'Liberation Sans',Arial,sans-serif}}
table{{border-collapse:collapse;width:100%;table-layout:fixed}}
td{{padding:4px;vertical-align:top;overflow-wrap:break-word}} td.turned{{height:110px;vertical-align:bottom}}
td.turned span{{writing-mode:vertical-rl;transform:rotate(180deg)}} .note{{font-size:7pt;color:#555}}
small{{font-size:70%;font-style:italic}} sup{{font-size:65%}} .plain,.none{{border:0}} .grid td{{border:1px solid #000}}
.horizontal{{border-top:2px solid #000;border-bottom:2px solid #000}} .horizontal td{{border-bottom:1px solid #777}}"""


def inline(text: str) -> str:
    """HTML of a text with our four markup tags."""
    kept = re.sub(r"&lt;(/?(?:sup|small|b|i))&gt;", r"<\1>", html.escape(text, quote=False))
    return kept.replace("\n", "<br>")


def _cell(printed: Printed) -> str:
    spans = (f" colspan={printed.colspan}" if printed.colspan > 1 else "") + (
        f" rowspan={printed.rowspan}" if printed.rowspan > 1 else ""
    )
    fill = f"background:{printed.fill};" if printed.fill else ""
    weight = "font-weight:bold;" if printed.bold else ""
    turned = " class=turned" if printed.turned else ""
    return f"<td{turned}{spans} style='{fill}{weight}color:{printed.colour}'><span>{inline(printed.text)}</span></td>"


def _table(block: TableBlock) -> list[str]:
    total = sum(block.widths)
    out = [f"<table class={block.borders}>", "<colgroup>"]
    out += [f"<col style='width:{100 * width / total:.2f}%'>" for width in block.widths]
    out.append("</colgroup>")
    head = block.header_rows if block.repeat_header else 0
    for tag, rows in (("thead", block.rows[:head]), ("tbody", block.rows[head:])):
        body = ["<tr>" + "".join(_cell(cell) for cell in row if cell is not None) + "</tr>" for row in rows]
        out += [f"<{tag}>", *body, f"</{tag}>"] if body else []
    return [*out, "</table>"]


def write(source: Source, path: Path) -> None:
    """Write the source to an .html file whose print is the PDF."""
    options = source.options
    size = "297mm 210mm" if options.get("landscape") else "210mm 297mm"
    style = STYLE.format(size=size, margin=options.get("margin", 15), font=options.get("font_size", 9))
    out = [
        f"<!doctype html><html lang=en><meta charset=utf-8><title>{html.escape(source.file)}</title><style>{style}</style>"
    ]
    for block in lay_out(source):
        if isinstance(block, TableBlock):
            out += _table(block)
        elif isinstance(block, PageBreak):
            out.append("<div style='break-after:page'></div>")
        elif isinstance(block, TextBlock):
            inner = f"<b>{inline(block.text)}</b>" if block.style == "strong" else inline(block.text)
            out.append(f"<{TAGS[block.style]}>{inner}</{TAGS[block.style].split()[0]}>")
    path.write_text("\n".join(out), encoding="utf-8")
