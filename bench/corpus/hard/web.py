"""Web pages of plans and their print by Chromium and WeasyPrint."""

from __future__ import annotations

import html
import subprocess
import tempfile
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

BASE = """@page{size:A4 landscape;margin:14mm} body{font:9pt 'Liberation Sans',sans-serif}
h1{font-size:15pt} h2{font-size:12pt} table{border-collapse:collapse;width:100%;table-layout:fixed}
td,th{padding:3px 4px;vertical-align:top;text-align:left;overflow-wrap:break-word;border:1px solid #333}
.none td,.none th{border:0} .rules td,.rules th{border:0;border-bottom:.7px solid #888}
p{margin:0 0 3px} ul,ol{margin:0;padding-left:14px}"""

Columns = Sequence[tuple[str, str, int]]


def lines(text: str) -> str:
    """Line breaks as <br>."""
    return "<br>".join(html.escape(part, quote=False) for part in text.split("\n"))


def bullets(text: str) -> str:
    """A list where there are several lines."""
    parts = text.split("\n")
    if len(parts) == 1:
        return lines(text)
    return "<ul>" + "".join(f"<li>{html.escape(part, quote=False)}</li>" for part in parts) + "</ul>"


def paragraphs(text: str) -> str:
    """Each line a <p>."""
    return "".join(f"<p>{html.escape(part, quote=False)}</p>" for part in text.split("\n"))


def head(columns: Columns, attributes: str = "", tag: str = "th") -> str:
    """One header row."""
    return (
        f"<tr {attributes}>"
        + "".join(f"<{tag}>{lines(header)}</{tag}>" for _, header, _ in columns)
        + "</tr>"
    )


def body(
    columns: Columns,
    rows: Sequence[Mapping[str, str]],
    draw: Callable[[str], str] = lines,
    attributes: str = "",
) -> str:
    """One <tr> a row."""
    return "".join(
        f"<tr {attributes}>"
        + "".join(f"<td>{draw(row.get(name, ''))}</td>" for name, _, _ in columns)
        + "</tr>"
        for row in rows
    )


def table(columns: Columns, inner: str, kind: str = "", repeat: str = "") -> str:
    """A table; `repeat` is the <thead> content."""
    total = sum(width for _, _, width in columns)
    cols = "".join(f"<col style='width:{100 * width / total:.2f}%'>" for _, _, width in columns)
    header = f"<thead>{repeat}</thead>" if repeat else ""
    return f"<table class='{kind}'><colgroup>{cols}</colgroup>{header}<tbody>{inner}</tbody></table>"


def page(content: str, style: str = "", lang: str = "en-GB") -> str:
    """A whole web page."""
    return f"<!doctype html><html lang={lang}><meta charset=utf-8><style>{BASE}{style}</style><body>{content}"


def chromium(content: str) -> Callable[[Path], None]:
    """A writer that prints the page by Chromium."""

    def write(path: Path) -> None:
        with tempfile.TemporaryDirectory() as folder:
            source = Path(folder) / "page.html"
            source.write_text(content, encoding="utf-8")
            command = ["chromium", "--headless", "--no-sandbox", "--disable-gpu", "--no-first-run"]
            command += ["--disable-background-networking", "--disable-component-update", "--disable-sync"]
            command += [f"--user-data-dir={folder}/profile", "--no-pdf-header-footer"]
            subprocess.run(
                [*command, f"--print-to-pdf={path}", source.as_uri()], check=True, capture_output=True
            )

    return write


def weasyprint(content: str) -> Callable[[Path], None]:
    """A writer that prints the page by WeasyPrint."""

    def write(path: Path) -> None:
        import weasyprint as engine  # type: ignore[import-untyped]

        engine.HTML(string=content).write_pdf(str(path))

    return write
