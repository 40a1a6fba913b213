"""Rows over page breaks: does the first row of a page carry on the last row of the page before, and how?

Every question is put to each column on its own (does this cell carry on that one, or does it begin?), and the answers
are added up, for the recommendation's side of the row and for the action's side. The Home Office form gives no mark
for a row cut by a page break, so only the text, the last line's shape (Cell.tail) and the blanks can tell.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from extract.grid import Bit
from extract.model import JoinReason
from extract.numbers import is_label, read_label
from extract.sentences import LIST_MARK, ends_closed, ends_open, joining_words, says_continued, starts_inside
from extract.text import plain

RECOMMENDATION_SIDE = ("recommendation_no", "recommendation", "learning")
SHORT_FIELDS = frozenset({"scope", "lead_agency", "target_date", "status"})

Outcome = Literal["continues", "new-action", "merged-continues", "new-row"]

CERTAIN_MARGIN = 2.0
"""A decision whose evidence leads by less than this is a guess (measured on the spec tables and development plans)."""

_FULL_DATE = re.compile(
    r"^(?:by\s+)?(?:\d{1,2}[./]\d{1,2}[./]\d{2,4}|(?:\d{1,2}(?:st|nd|rd|th)?\s+)?(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.?\s+\d{2,4}"
    r"|q[1-4]\s+\d{4}(?:/\d\d)?|(?:spring|summer|autumn|winter)\s+\d{4}|(?:19|20)\d\d(?:/\d{2,4})?)\.?$",
    re.IGNORECASE,
)
_DATE_HEAD = re.compile(
    r"(?:^|\s)(?:\d{1,2}(?:st|nd|rd|th)?|(?:\d{1,2}(?:st|nd|rd|th)?\s+)?(?:january|february|march|april|may|june|july|august|september|october|november|december|jan|feb|mar|apr|jun|jul|aug|sept?|oct|nov|dec)|q[1-4]|spring|summer|autumn|winter|end|by)$",
    re.IGNORECASE,
)
_DATE_TAIL = re.compile(
    r"^(?:(?:january|february|march|april|may|june|july|august|september|october|november|december)\b|(?:19|20)\d\d\b)",
    re.I,
)


@dataclass(frozen=True, slots=True)
class Vote:
    """Evidence from one column: for carrying on, for beginning, and the strongest sign."""

    carries: float = 0.0
    begins: float = 0.0
    sign: str = ""


@dataclass(frozen=True, slots=True)
class Decision:
    """What the first row of a page is to the last row before it."""

    outcome: Outcome
    reason: JoinReason
    certain: bool


def _whole(field: str, text: str) -> bool:
    text = plain(text).casefold().rstrip(".")
    return text in joining_words("whole_values") or (
        field in {"target_date", "completion"} and bool(_FULL_DATE.match(text))
    )


def _list_vote(before: str, after: str) -> Vote | None:
    mark = LIST_MARK.match(after)
    if not mark:
        return None
    marks = [m for line in before.splitlines() if (m := LIST_MARK.match(line.strip()))]
    if mark[1] in {"1", "a", "i"} and not (marks and mark[1] == "i" and marks[-1][1] == "h"):
        return Vote(0.0, 2.0, "list begins")
    if marks:
        return Vote(4.0, 0.0, "list")
    return Vote(1.0, 0.0, "list")


def cell_vote(field: str, before: Bit, after: Bit) -> Vote:
    """Weigh whether `after` carries on `before` in one column. Two empty cells say nothing."""
    if not after.text:
        if before.text and field in SHORT_FIELDS - {"status"}:
            return Vote(0.6, 0.0, "blank")
        return Vote()
    if not before.text:
        return (
            Vote(0.0, 2.5, "nothing before")
            if not starts_inside(after.text)
            else Vote(1.0, 0.0, "small letter")
        )
    if before.tail == "glue" or (before.tail == "hyphen" and before.text[-2:-1].isalnum()):
        return Vote(4.0, 0.0, before.tail)
    found = _list_vote(before.text, after.text)
    if found and (found.begins or found.carries > 2):
        return found
    carries = begins = 0.0
    sign = ""
    if starts_inside(after.text):
        carries, sign = carries + 3.0, "small letter"
    if ends_open(before.text) or (before.text.rstrip().endswith("-") and not starts_inside(after.text)):
        carries, sign = carries + 3.0, sign or "open end"
    if (
        field in {"target_date", "completion"}
        and _DATE_HEAD.search(before.text)
        and _DATE_TAIL.match(after.text)
    ):
        carries, sign = carries + 3.0, sign or "date"
    if _whole(field, after.text) and _whole(field, before.text):
        begins, sign = begins + 3.0, sign or "whole"
    elif _whole(field, before.text) and field in SHORT_FIELDS and not carries:
        begins += 1.5
    if not carries:
        if ends_closed(before.text):
            begins += 1.0
        elif before.tail == "wrap":
            carries += 1.5
        else:
            begins += 0.4 if field in SHORT_FIELDS else 0.0
    return Vote(carries, begins, sign)


def recommendation_vote(
    cells: Mapping[str, tuple[Bit, Bit]], numbered: float, label_runs_on: bool = True
) -> Vote:
    """Weigh the recommendation's side. numbered: the share of the table's recommendations that carry a label."""
    number = cells.get("recommendation_no")
    if number and number[1].text:
        before, after = plain(number[0].text).casefold(), plain(number[1].text).casefold()
        if before and after.startswith(before) and says_continued(after[len(before) :]):
            return Vote(5.0, 0.0, "continued")
        if before != after or not before:
            return (
                Vote(0.0, 6.0, "number")
                if is_label(number[1].text) or not starts_inside(after)
                else Vote(3.0, 0.0, "small letter")
            )
    text = cells.get("recommendation") or cells.get("learning")
    if text is None or not text[1].text:
        return Vote(0.0, 0.0, "blank")
    before_bit, after_bit = text
    if number and number[0].text and not number[1].text and not before_bit.text:
        # the number stands at the foot of the page before, its text had no room there
        return Vote(5.0, 0.0, "no room")
    label = read_label(after_bit.text)
    if label and says_continued(label.rest.split("\n")[0][:20].casefold()):
        return Vote(5.0, 0.0, "continued")
    if label and label_runs_on and (label.certain or numbered >= 0.5):
        return Vote(0.0, 6.0, "label")
    vote = cell_vote("recommendation", before_bit, after_bit)
    carries, begins = vote.carries, vote.begins
    if (number and not number[1].text and number[0].text) or (numbered >= 0.7 and not label):
        carries += 2.5
    return Vote(carries, begins, vote.sign)


def decide(
    cells: Mapping[str, tuple[Bit, Bit]],
    *,
    numbered: float,
    several_actions: bool,
    merged_before: bool,
    header_repeated: bool,
) -> Decision:
    """Say what the first row of a page is.

    cells: field or column key -> (last row's cell, first row's cell). several_actions: recommendations with more than
    one action row occur in this table. merged_before: the last row's recommendation spans several rows already.
    """
    rec = recommendation_vote(cells, numbered)
    acts = [
        cell_vote(key, a, b)
        for key, (a, b) in cells.items()
        if key not in RECOMMENDATION_SIDE and (b.text or a.text)
    ]
    carries, begins = sum(v.carries for v in acts), sum(v.begins for v in acts)
    act_text = any(b.text for key, (_, b) in cells.items() if key not in RECOMMENDATION_SIDE)
    rec_text = any(b.text for key, (_, b) in cells.items() if key in RECOMMENDATION_SIDE)
    signs = [v.sign for v in (rec, *acts) if v.carries > v.begins]
    if rec_text and rec.begins >= rec.carries and rec.begins - rec.carries >= 0.5:
        certain = rec.begins - rec.carries >= CERTAIN_MARGIN or begins > carries
        return Decision("new-row", "guess", certain or carries <= begins)
    if not act_text:
        certain = not rec_text or rec.carries - rec.begins >= 1.0 or _others_blank(cells)
        plain_reason: JoinReason = "header-repeated" if header_repeated and rec_text else "blank-others"
        return Decision("continues", _reason(signs, plain_reason if certain else "guess"), certain)
    action = cells.get("action")
    if action and action[1].text and not action[0].text and not any(v.sign == "whole" for v in acts):
        # the last row shows no action yet: its action had no room on the page before
        begins = sum(v.begins for v in acts if v.sign != "nothing before")
        return Decision("continues", _reason(signs, "blank-others"), carries >= begins)
    likely = 1.0 if several_actions else -1.0
    if merged_before:
        likely += 1.0
    has_action = bool(cells.get("action", (None, None))[1] and cells["action"][1].text)
    margin = begins + likely - carries
    filled = [key for key, (_, b) in cells.items() if b.text and key not in RECOMMENDATION_SIDE]
    partners = [
        key
        for key, (a, _) in cells.items()
        if a.text and key not in (*RECOMMENDATION_SIDE, "action", "scope")
    ]
    if filled == ["action"] and len(partners) >= 2:
        # an action of its own would have a lead or a date beside it, as the one before has
        margin -= 3.0
    if not has_action and not several_actions:
        margin -= 1.0
    if rec_text:
        if rec.carries - rec.begins < 0.5 and margin > 0:
            return Decision("new-row", "guess", rec.begins > rec.carries)
        if margin > 0 and has_action:
            return Decision("merged-continues", "merged-continues", margin >= CERTAIN_MARGIN)
        fallback: JoinReason = "header-repeated" if header_repeated else "guess"
        strong = rec.carries - rec.begins >= CERTAIN_MARGIN
        return Decision(
            "continues", _reason(signs, fallback), strong and (carries >= begins or margin < -1.0)
        )
    if margin > 0 and (has_action or "action" not in cells):
        return Decision("new-action", "new-action", margin >= CERTAIN_MARGIN)
    # without an action, a row whose every cell had text before can only carry on
    nothing_new = "action" in cells and not has_action and not any(v.sign == "nothing before" for v in acts)
    certain = nothing_new or margin <= -CERTAIN_MARGIN or carries - begins >= 1.5
    return Decision("continues", _reason(signs, "blank-others" if certain else "guess"), certain)


def _others_blank(cells: Mapping[str, tuple[Bit, Bit]]) -> bool:
    return sum(bool(b.text) for _, b in cells.values()) <= 1


def _reason(signs: Sequence[str], fallback: JoinReason) -> JoinReason:
    table: tuple[tuple[str, JoinReason], ...] = (
        ("hyphen", "hyphen"),
        ("glue", "mid-word"),
        ("list", "list-continues"),
        ("small letter", "mid-sentence"),
        ("open end", "mid-sentence"),
        ("date", "mid-sentence"),
    )
    for sign, reason in table:
        if sign in signs:
            return reason
    return fallback
