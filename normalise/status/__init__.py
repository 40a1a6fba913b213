"""How far a row has got, and how that was come by."""

from normalise.status.colours import colour_word
from normalise.status.columns import beside, is_comment
from normalise.status.evidence import gather
from normalise.status.model import Cells, Claim, StatusReading
from normalise.status.progress import tells_of_something_done
from normalise.status.reader import read_status
from normalise.status.rules import StatusRules
from normalise.status.words import opening_word

__all__ = [
    "Cells",
    "Claim",
    "StatusReading",
    "StatusRules",
    "beside",
    "colour_word",
    "gather",
    "is_comment",
    "opening_word",
    "read_status",
    "tells_of_something_done",
]
