"""Places by their words: "Telford & Wrekin", "Derby City", "Bassetlaw, Newark and Sherwood"."""

from __future__ import annotations

from typing import Any

from normalise.agencies.nouns import Place
from normalise.agencies.words import Words, keys_of

END = 0
Node = dict[Any, Any]


class PlaceIndex:
    """Places by their words."""

    def __init__(self, places: tuple[Place, ...]) -> None:
        self._root: Node = {}
        for place in places:
            for name in (place.name, *place.aliases):
                node = self._root
                for key in keys_of(name):
                    node = node.setdefault(key, {})
                exact = name if name.isupper() and len(name) <= 4 else ""
                if name.endswith("s") and " " not in name:
                    exact = name  # "Staffs" is a county, "Staff" is not
                node.setdefault(END, []).append((place, exact, name))

    def __contains__(self, key: str) -> bool:
        return key in self._root

    def at(self, words: Words, start: int) -> list[tuple[int, tuple[Place, ...]]]:
        """Return the places that begin at a word: (end, place), longest first; "A and B" counts as one match too."""
        first = start
        if words.keys[start] == "pan" and start + 1 < len(words):
            first = start + 1
        found = self._single(words, first)
        for end, places in list(found):
            # "Derby City CSP", "Wakefield and District Safeguarding Children Board"
            if words.keys[end : end + 1] == ["city"]:
                found.append((end + 1, places))
            elif words.keys[end : end + 1] in (["district"], ["borough"]) and words.keys[
                end + 1 : end + 2
            ] != ["council"]:
                found.append((end + 1, places))  # "Bradford District Domestic Abuse Partnership"
            elif words.keys[end : end + 2] == ["and", "district"]:
                found.append((end + 2, places))
        for end, places in list(found):
            found += self._further(words, end, places)
        found.sort(key=lambda item: -item[0])
        return found

    def _further(
        self, words: Words, end: int, places: tuple[Place, ...]
    ) -> list[tuple[int, tuple[Place, ...]]]:
        """Return the longer matches "A and B" and "A, B and C" of a place that ends before a word."""
        if end + 1 >= len(words) or not words.joins[end]:
            return []
        if words.keys[end] == "and":
            further = self._single(words, end + 1)  # "University of Reading and Reading College" are two
            return [(far, places + more) for far, more in further if more[0] not in places]
        found: list[tuple[int, tuple[Place, ...]]] = []
        if words.joins[end] == 2:
            for far, more in self._single(words, end):
                both = places + more
                inside = any(
                    words.keys[k] == "and" for k in range(end, far)
                )  # "Bassetlaw, Newark & Sherwood"
                found += [(far, both)] if inside else []
                found += self._further(words, far, both)
        return found

    def _single(self, words: Words, start: int) -> list[tuple[int, tuple[Place, ...]]]:
        found: list[tuple[int, tuple[Place, ...]]] = []
        node = self._root
        position = start
        while position < len(words):
            if position > start and not words.joins[position]:
                break
            following: Node | None = node.get(words.keys[position])
            if following is None:
                break
            node = following
            position += 1
            for place, exact, name in node.get(END, ()):
                printed = "".join(words.raw[start:position])
                if (
                    words.raw[start][:1].isupper()
                    and (not exact or printed == exact or _same_plural(printed, exact))
                    and not _another_plural(printed, name, exact)
                ):
                    found.append((position, (place,)))
        return found


def _another_plural(printed: str, name: str, exact: str) -> bool:
    """Return True for "Derbys", which is no Derby."""
    return (
        not exact
        and printed[-1:] in "sS"
        and name[-1:] not in "sS"
        and "'" not in printed
        and "’" not in printed
    )


def _same_plural(printed: str, exact: str) -> bool:
    """Return True for "STAFFS" and "Staffs's" where the name is "Staffs"."""
    bare = printed.removesuffix("'s").removesuffix("’s")
    return exact.endswith("s") and not exact.isupper() and bare.casefold() == exact.casefold()
