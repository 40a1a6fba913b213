"""Upper bounds that keep one hostile or broken file from eating the machine.

Real reports sit one to two orders of magnitude below; the values come from measurements on a corpus of hostile and
of published documents. They bound work, they do not judge content: crossing one is said as a finding or an error.
"""

from __future__ import annotations

from typing import Final

MAX_PAGES: Final = 1_500
"""Pages of one document; more is TOO_MANY_PAGES."""

MAX_PAGE_OBJECTS: Final = 40_000
"""Page objects (paths, text runs, images, forms opened) of one page; more is PAGE_TOO_DENSE and the page stays unread."""

MAX_PAGE_CHARACTERS: Final = 40_000
"""Characters of one page; more is PAGE_TOO_DENSE and the page stays unread."""

MAX_PAGE_SIDE: Final = 5_000.0
"""Longest page side in points (1.76 m); more is PAGE_SIZE_ODD: read, but never rendered."""

MAX_COLUMNS: Final = 64
"""Columns of one grid; more is TABLE_TOO_WIDE and the text stays outside tables."""

MAX_CELLS: Final = 200_000
"""Cells of all tables of one document; more is TABLE_TOO_BIG and later tables stay unread."""

MAX_PATH_SEGMENTS: Final = 4_000
"""Segments looked at in one path object: a drawing beyond that is artwork, not a table."""

MAX_FORM_DEPTH: Final = 4
"""How deep form XObjects are opened; a form that draws itself would never end."""

MAX_RULES: Final = 12_000
"""Rules of one page after merging; a page of engineering drawing would make the grid search quadratic."""

MAX_STREAM_BYTES: Final = 64 << 20
"""Unpacked bytes of one stream of a PDF, pictures and attachments apart; more is BOMB."""

MAX_ZIP_ENTRIES: Final = 2_000
"""Entries of a ZIP package (Word); more is BOMB."""

MAX_INFLATED_BYTES: Final = 256 << 20
"""Sum of the inflated sizes of a ZIP package's entries; more is BOMB."""

MAX_PART_BYTES: Final = 64 << 20
"""Inflated bytes of one entry, counted while reading and not as declared; more is BOMB."""

MAX_ZIP_RATIO: Final = 200
"""Inflated to deflated size of an entry larger than ZIP_RATIO_FROM; more is BOMB."""

ZIP_RATIO_FROM: Final = 1 << 20
"""Entries up to this many bytes may be packed as well as they like: empty templates are."""

MAX_XML_ELEMENTS: Final = 1_500_000
"""XML elements of all parts of a Word package; more is TOO_MANY_ELEMENTS."""
