"""The XML names the Word reader looks at. Strict OOXML is rewritten to these names before it is parsed."""

from __future__ import annotations

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
W14 = "{http://schemas.microsoft.com/office/word/2010/wordml}"
R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
M = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
V = "{urn:schemas-microsoft-com:vml}"
A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
WP = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}"

# Strict URI -> transitional URI (ISO/IEC 29500-4, annex A), longest first so that no prefix is taken for the whole.
STRICT = tuple(
    (f"http://purl.oclc.org/ooxml/{strict}".encode(), f"http://schemas.openxmlformats.org/{loose}".encode())
    for strict, loose in (
        ("wordprocessingml/main", "wordprocessingml/2006/main"),
        ("drawingml/wordprocessingDrawing", "drawingml/2006/wordprocessingDrawing"),
        ("drawingml/main", "drawingml/2006/main"),
        ("officeDocument/math", "officeDocument/2006/math"),
        ("officeDocument/relationships", "officeDocument/2006/relationships"),
    )
)
VAL = f"{W}val"
P = f"{W}p"
TBL = f"{W}tbl"
TR = f"{W}tr"
TC = f"{W}tc"
RUN = f"{W}r"
RPR = f"{W}rPr"
PPR = f"{W}pPr"
SDT = f"{W}sdt"
SDT_CONTENT = f"{W}sdtContent"
ALTERNATE = f"{MC}AlternateContent"
BOX = f"{W}txbxContent"
# Content that no longer stands in the text once tracked changes are accepted.
DELETED = frozenset({f"{W}del", f"{W}moveFrom"})
INSERTED = frozenset({f"{W}ins", f"{W}moveTo"})


def is_on(value: str | None) -> bool:
    """An on/off property that is present: no value means on (ISO/IEC 29500-1, 17.17.4)."""
    return value is None or value not in ("0", "false", "off", "none")
