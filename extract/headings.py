"""What the lines above a plan table say of it: its group, its recommendation, whether it is a plan at all."""

from __future__ import annotations

from collections.abc import Sequence

from extract.chunks import Chain
from extract.contents import is_date
from extract.drafts import Recommendation
from extract.furniture import is_heading
from extract.grid import Bit
from extract.model import RawField
from extract.numbers import read_label
from extract.printed import meta_rules
from extract.spill import OUTSIDE
from extract.text import one_line
from ingest.model import Document, Line, Locator


def label_above(lines: Sequence[Line]) -> str:
    """The line above a record table when it numbers the record ("Recommendation 3")."""
    text = one_line(lines[-1].text) if lines else ""
    label = read_label(text) if text else None
    return text if label and label.certain else ""


def counts(chain: Chain, document: Document) -> bool:
    """A table of actions without recommendations counts only where recommendations stand in rows or headings over it."""
    if chain.verdict == "plan":
        return True
    if stated_above(chain) is not None:
        return True
    grid = chain.chunks[0].grid
    labelled = [
        row
        for chunk in chain.chunks
        for row in (*chunk.lead, *chunk.body)
        if len(row.own) in (1, 2)
        and (label := read_label(row.own[0].text))
        and label.certain
        and "rec" in label.number.casefold()
    ]
    if labelled and grid.width > 2:
        return True
    # headings only: terms of reference and letters speak of recommendations in their sentences
    heads = " | ".join(x.text.casefold() for x in chain.above[-6:] if is_heading(x))
    strong = ("action plan", "recommendation", "improvement plan", "delivery plan")
    against = f"{heads} | {_last_headings(chain.above)}"
    return any(w in heads for w in strong) and not any(w in against for w in ("risk", "terms of reference"))


def stated_above(chain: Chain) -> Recommendation | None:
    """The recommendation in the lines above a table of actions: from "Recommendation 3: ..." to the table."""
    if any(c.field in ("recommendation", "learning") for c in chain.columns):
        return None
    found = stated_in(chain.above)
    return Recommendation(wide=found) if found else None


def stated_in(lines: Sequence[Line]) -> Bit | None:
    """The recommendation that the last lines state: from "Recommendation 3: ..." to the end."""
    start = next(
        (
            i
            for i in range(len(lines) - 1, -1, -1)
            if (label := read_label(lines[i].text))
            and label.certain
            and label.rule.startswith(("word", "agency"))
        ),
        None,
    )
    if start is None or len(lines) - start > 15:
        return None
    text, locators = "", []
    for count, line in enumerate(lines[start:], start=1):
        text = (
            f"{text} {line.text}".strip()
            if line.tail == "wrap" or not text
            else f"{text}\n{line.text}".strip()
        )
        locators.append(Locator(line.page, OUTSIDE, count, 1, line.box))
    return Bit(one_line(text), tuple(locators))


def group_headings(chains: Sequence[Chain]) -> dict[int, RawField]:
    """The group that the heading above each plan table names, if the document groups its tables so."""
    if len(chains) < 2:
        return {}
    found: dict[int, RawField] = {}
    title_words = meta_rules()["title"]["strong"]
    for i, chain in enumerate(chains):
        lines = [x for x in chain.above if x.text.strip()]
        if not lines or not is_heading(lines[-1]) or stated_above(chain) is not None:
            continue
        line = lines[-1]
        text = one_line(line.text)
        if is_date(text) or text[:1].islower():
            continue
        if (
            i == 0
            and len(lines) == 1
            and any(w in text.casefold() for w in title_words)
            and "recommendations" not in text.casefold()
        ):
            continue
        label = read_label(text)
        if label and label.certain and not label.rest:
            continue
        found[id(chain)] = RawField(text, (Locator(line.page, OUTSIDE, 1, 1, line.box),))
    if len({f.text for f in found.values()}) < 2 and len(found) < 2:
        return {} if len(chains) == len(found) or len(found) < 1 else found
    return _spread(chains, found)


def _spread(chains: Sequence[Chain], found: dict[int, RawField]) -> dict[int, RawField]:
    """A table right under another one, without a heading of its own, stays in the group above."""
    current: RawField | None = None
    out: dict[int, RawField] = {}
    for chain in chains:
        current = found.get(id(chain), current if not chain.above else None)
        if current:
            out[id(chain)] = current
    return out


def _last_headings(lines: Sequence[Line]) -> str:
    """The last headings set as such: what the lines above a table stand under."""
    last = next((i for i in range(len(lines) - 1, -1, -1) if lines[i].role == "heading"), None)
    if last is None:
        return ""
    first = last
    while first and lines[first - 1].role == "heading":
        first -= 1
    return " | ".join(x.text.casefold() for x in lines[first : last + 1])
