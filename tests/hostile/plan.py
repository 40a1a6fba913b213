"""The plan that hostile files carry, so that wrong data shows; and the secret that none of them may give away."""

from __future__ import annotations

from tests.hostile import raw_pdf, raw_word

SECRET = "Quernstone7731"
"""No name, so that no masking of names hides a leak."""

TITLE = "Anytown Domestic Homicide Review Action Plan"
HEADER = ("Recommendation", "Scope", "Action to take", "Lead Agency", "Key milestones", "Target Date", "Completion Date and Outcome")  # fmt: skip
ROWS = (
    ("Recommendation 1: Officers should receive training in risk assessment.", "Local", "Deliver training to front line staff.",
     "Constabulary", "Sessions held quarterly", "31/03/2025", "Complete 9 March 2025"),
    ("Recommendation 2: Guidance on coercive control should be reviewed.", "National", "Send a letter to the minister.",
     "Home Office", "Letter drafted", "30/06/2025", "In progress, awaiting a reply"),
    ("Recommendation 3: Practices should ask about abuse at every visit.", "Regional", "Write a policy for all practices.",
     "Integrated Care Board", "Policy approved", "31/12/2025", ""),
)  # fmt: skip
FIELDS = (
    "scope_stated",
    "action",
    "lead_agency_stated",
    "milestones",
    "target_date_stated",
    "completion_stated",
)

DRAWN = raw_pdf.write(TITLE, 30, 560, 14) + raw_pdf.table((HEADER, *ROWS))
"""The plan as drawing operators of a PDF page of 842 by 595 points."""

WRITTEN = raw_word.paragraph(TITLE) + raw_word.table(HEADER, *ROWS)
"""The plan as the body of a Word document."""

PDF = raw_pdf.page(DRAWN)
DOCX = raw_word.word(WRITTEN)


def truth(row: tuple[str, ...]) -> tuple[str, ...]:
    """What actions.jsonl says of a row: the recommendation without its number, then FIELDS."""
    return (row[0].partition(": ")[2], *row[1:])


TRUTH = tuple(truth(row) for row in ROWS)
