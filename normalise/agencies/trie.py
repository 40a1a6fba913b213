"""Longest match of names over words. A name may hold one place: "{place} Safeguarding Children Board"."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Literal, NamedTuple

from normalise.agencies.nouns import Agency, Body, Place
from normalise.agencies.place_index import END, Node, PlaceIndex
from normalise.agencies.words import WORD, Words, key, keys_of

PLACE = 1


class Form(NamedTuple):
    """One way to write a body. exact: the words must stand in these capitals. template: name of its own, on {place}.

    what: agency, council (a named one), body, or council-of (target is the sort of council: city, county, "" ...).
    ordinary: an ordinary word that is a name only when it stands alone.
    """

    what: Literal["agency", "council", "body", "council-of"]
    target: Agency | Body | str
    exact: str = ""
    template: str = ""
    ordinary: bool = False
    plural: bool = False
    """Only the plural is a body: "Agencies" means all of them, "agency" does not."""


class Match(NamedTuple):
    """Words start to end (exclusive) of a text name one of forms. places: what filled {place}, in the order printed.

    place_text: how the place is printed, "" where it is an abbreviation ("T&W").
    """

    start: int
    end: int
    forms: tuple[Form, ...]
    places: tuple[Place, ...] = ()
    place_text: str = ""


class Trie:
    """All forms, by their words. Those that share a first word are put in order when it is first met: most never are."""

    def __init__(self, places: PlaceIndex) -> None:
        self._root: Node = {}
        """First word -> its node, or the list of what is still to be put there."""
        self.places = places

    def add(self, pattern: str, form: Form, unless_taken: bool = False) -> None:
        """Add one way to write a body; {place} stands for any place. unless_taken: not if it means a body already."""
        first = None if pattern.startswith("{") else WORD.search(pattern)
        if first is None:
            self._plant(pattern, form, unless_taken)
            return
        begun = self._root.setdefault(key(first[0]), [])
        if begun.__class__ is list:
            begun.append((pattern, form, unless_taken))
        else:
            self._plant(pattern, form, unless_taken)

    def _grown(self, first: str, waiting: list[tuple[str, Form, bool]]) -> Node:
        """Put in order what waits for a first word; return its node."""
        node: Node = {}
        self._root[first] = node
        for pattern, form, unless_taken in waiting:
            self._plant(pattern, form, unless_taken)
        return node

    def _plant(self, pattern: str, form: Form, unless_taken: bool) -> None:
        node = self._root
        for number, part in enumerate(pattern.split("{place}")):
            if number:
                node = node.setdefault(PLACE, {})
            for word in keys_of(part):
                node = node.setdefault(word, {})
        ends = node.setdefault(END, [])
        if form not in ends and not (unless_taken and ends):
            ends.append(form)

    def _node(self, first: str) -> Node | None:
        """Return the node of a first word, None if no form begins with it."""
        node: Any = self._root.get(first)
        return self._grown(first, node) if node.__class__ is list else node

    def beginnings(self, words: Words) -> Iterator[int]:
        """Yield the words at which a body, a place or initials may begin; quick, for most words begin nothing."""
        root, places, keys = self._root, self.places, words.keys
        last = len(keys) - 1
        for position, word in enumerate(keys):
            node = root.get(word)
            if node is not None:
                if node.__class__ is list:
                    node = self._grown(word, node)
                if END in node or PLACE in node or (position < last and keys[position + 1] in node):
                    yield position
                    continue
            raw = words.raw[position]
            if raw[0].isupper() and (raw[1:2].isupper() or word in places or word == "pan"):
                yield position

    def match(self, words: Words, start: int) -> Match | None:
        """Return the longest match that begins at a word; of two equally long, the one with fewer places."""
        node = self._node(words.keys[start])
        if words.raw[start][0].isupper() and self._place_may_begin(words, start):
            return self._match_with_places(words, start)
        if node is None:
            return None
        ends: list[tuple[int, list[Form]]] = []
        position, size = start + 1, len(words.keys)
        while True:
            if END in node:
                ends.append((position, node[END]))
            if position >= size or not words.joins[position]:
                break
            if PLACE in node and self._place_may_begin(words, position):
                return self._match_with_places(words, start)
            node = node.get(words.keys[position])
            if node is None:
                break
            position += 1
        for end, forms in reversed(ends):
            fitting = _distinct([f for f in forms if _in_capitals(f, words, start, end)])
            if fitting:
                return Match(start, end, fitting)
        return None

    def _place_may_begin(self, words: Words, position: int) -> bool:
        return words.keys[position] in self.places or words.keys[position] == "pan"

    def _match_with_places(self, words: Words, start: int) -> Match | None:
        """Match where a place may fill a pattern: every way to go on is tried."""
        root = self._root
        best: Match | None = None
        stack: list[tuple[Node, int, tuple[Place, ...], str]] = [(root, start, (), "")]
        size = len(words)
        while stack:
            node, position, places, printed = stack.pop()
            ends = node.get(END)
            if ends is not None and (
                best is None or (position, -len(places)) > (best.end, -len(best.places))
            ):
                forms = _distinct([f for f in ends if _in_capitals(f, words, start, position)])
                if forms:
                    best = Match(start, position, forms, places, printed)
            if position >= size or (position > start and not words.joins[position]):
                continue
            word = words.keys[position]
            following = self._node(word) if node is root else node.get(word)
            if following is not None and not (places and words.joins[position] == 2):
                stack.append((following, position + 1, places, printed))
            holder = node.get(PLACE)
            # "Public Health, Leeds City Council" is no "Public Health Leeds"
            if holder is not None and not places and (position == start or words.joins[position] == 1):
                for end, found in self.places.at(words, position):
                    if end >= size or words.joins[end] != 2 or END in holder:
                        stack.append((holder, end, found, _printed(words, position, end)))
        return best

    def scan(self, words: Words) -> list[Match]:
        """Return the longest matches from left to right, none inside another."""
        found: list[Match] = []
        after = 0
        for position in self.beginnings(words):
            if position < after:
                continue
            match = self.match(words, position)
            if match is not None:
                found.append(match)
                after = match.end
        return found


def _distinct(forms: list[Form]) -> tuple[Form, ...]:
    """Drop further forms of the same body: "DEFRA" and "Defra" share their key."""
    if len(forms) < 2:
        return tuple(forms)
    kept: list[Form] = []
    for form in forms:
        if all(f.target is not form.target or f.template != form.template for f in kept):
            kept.append(form)
    return tuple(kept)


def _printed(words: Words, start: int, end: int) -> str:
    text = " ".join(words.text[words.starts[start] : words.ends[end - 1]].split())
    short = len(text) <= 5 and " " not in text and sum(map(str.isupper, text)) > 1  # "T&W", "IoW"
    return "" if short else text


def _in_capitals(form: Form, words: Words, start: int, end: int) -> bool:
    if form.plural and not words.raw[end - 1].casefold().rstrip("'’").endswith("s"):
        return False
    if not form.exact:
        return True
    printed = " ".join(words.raw[start:end])
    if form.exact.isupper() or any(c.isdigit() for c in form.exact):
        bare = printed.replace("'s", "").replace("’s", "")
        bare = bare[:-1] if bare.endswith("s") and not form.exact.endswith("s") else bare
        return bare.replace(" ", "") == form.exact.replace(" ", "").replace("/", "").replace("-", "")
    plain = printed.removesuffix("'s").removesuffix("’s")
    return form.exact.replace("-", " ") in (plain, printed.replace("’", "'")) or (
        plain.isupper() and plain == form.exact.upper()
    )
