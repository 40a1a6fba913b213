"""Small words that turn a status round: what is done by now, what is not left."""

from __future__ import annotations

import re

SETTLED = re.compile(
    r"(?<![^\W_])(?:no|none|nothing|any|without|all|were|was|been|previously|originally|initially|had)\s+(?:\w+\s+)?$",
    re.IGNORECASE,
)
"""Words before a word of what is left that turn it round: "no actions outstanding", "was delayed"."""
NOW_DONE = re.compile(
    r"\b(?:now|since|finally|subsequently|then)\s+(?:been\s+|fully\s+|all\s+)*(?:delivered|held|issued|launched|ratified|published|approved|rolled\s+out|in\s+place|agreed|taken\s+place|completed?|done|(?:re-?)?commissioned|mainstreamed|permanent|embedded|business\s+as\s+usual)(?![^\W_])",
    re.IGNORECASE,
)
"""What was late or tried out and is done by now."""
