"""Mask the names of people (officers, authors); keep posts, organisations, places, laws and pseudonyms of the dead.

No model of names is at hand offline, so names are known by evidence: a title or rank, a given name with a surname, a
post beside two words in capitals, "produced by", an e-mail address. All lists are data: names.toml and names.csv.
"""

from normalise.names.find import Span, find
from normalise.names.mask import MASK, mask, mask_author

__all__ = ["MASK", "Span", "find", "mask", "mask_author"]
