"""Mask the names of people (officers, authors); keep posts, organisations, places, laws and pseudonyms of the dead.

No model of names is at hand offline, so names are known by evidence: a title or rank, a given name with a surname, a
post beside two words in capitals, "produced by", two words no list of words has where a person stands, an e-mail address.
What leads to a person (telephone, home, date of birth, NHS and crime numbers) is masked as what it is: "[telephone]".
All lists are data: names.toml (rules and cases), names.csv (names of many origins; the longer lists are those of Faker,
MIT licence, without words and places) and words.txt (words that are no names, from GloVe 6B, PDDL).
"""

from normalise.names.file_names import mask_file_name
from normalise.names.find import Span, find
from normalise.names.mask import MASK, mask, mask_author
from normalise.names.pseudonyms import pseudonyms_in
from normalise.names.throughout import Masker

__all__ = ["MASK", "Masker", "Span", "find", "mask", "mask_author", "mask_file_name", "pseudonyms_in"]
