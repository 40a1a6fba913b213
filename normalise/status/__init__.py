"""How far a row has got, and how that was come by."""

from normalise.status.progress import tells_of_something_done
from normalise.status.reader import Cells, StatusReading, read_status
from normalise.status.rules import StatusRules
from normalise.status.words import colour_word

__all__ = ["Cells", "StatusReading", "StatusRules", "colour_word", "read_status", "tells_of_something_done"]
