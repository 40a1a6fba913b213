"""All rules of a run: loaded once, validated, hashed; and which of them were of use.

The hash stands in run.json, so that a reader can tell which rules made a dataset. Nothing is counted while rows are
read: every reading carries the rule that made it, so what fired can be told from the dataset itself.
"""

from __future__ import annotations

import hashlib
import tomllib
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from importlib import resources
from importlib.resources.abc import Traversable
from typing import Any

from normalise.agencies import Gazetteer
from normalise.dates import read_completion, read_dates
from normalise.dates.grammar import Grammar
from normalise.dates.vocabulary import Vocabulary
from normalise.model import Action
from normalise.quiet_load import no_collection
from normalise.scope import ScopeRules
from normalise.status import StatusRules
from normalise.themes import Tagger

ROOMS = ("extract", "normalise")
_NAMED = frozenset(
    {"month", "season", "day", "kind", "word", "alone", "colour", "recommendation", "doubt", "wording"}
)
_ENDINGS = (".toml", ".csv", ".tsv")


@dataclass(frozen=True, slots=True)
class Rulebook:
    """The rules of this installation.

    sha256: over the bytes of every rules file of extract and normalise, with their names. gazetteer, tagger: the
    agencies and themes, ready to use; date, scope and status rules are kept by their own modules.
    """

    sha256: str
    gazetteer: Gazetteer
    tagger: Tagger

    @classmethod
    @cache
    def load(cls) -> Rulebook:
        """Load and compile everything. ValueError, KeyError or tomllib.TOMLDecodeError: see check() for what to mend."""
        with no_collection():
            Grammar.load()
            ScopeRules.load()
            StatusRules.load()
            return cls(rules_hash(), Gazetteer.load(), Tagger.load())


def rules_hash() -> str:
    """Return the sha256 over all rules files, independent of the order in which a file system lists them."""
    digest = hashlib.sha256()
    for name, file in rule_files():
        digest.update(f"{name}\0{len(data := _unix(file.read_bytes()))}\0".encode())
        digest.update(data)
    return digest.hexdigest()


def rule_files(rooms: Iterable[str] = ROOMS) -> list[tuple[str, Traversable]]:
    """Return (room/path, file) of every rules file, sorted by name."""
    return sorted(
        ((f"{room}/{name}", file) for room in rooms for name, file in _walk(resources.files(room), "")),
        key=lambda pair: pair[0],
    )


def check() -> list[str]:
    """Return what is wrong with the rules, one sentence each; an empty list when all is well."""
    problems = []
    for name, file in rule_files():
        if name.endswith(".toml"):
            try:
                rules = tomllib.loads(file.read_text(encoding="utf-8"))
            except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
                problems.append(f"{name}: {error}")
                continue
            if name.startswith("normalise/rules/"):
                problems.extend(f"{name}: {problem}" for problem in _entries(rules))
    for load in (Vocabulary.load, ScopeRules.load, StatusRules.load, Gazetteer.load, Tagger.load):
        try:
            load()
        except (KeyError, ValueError, TypeError, OSError) as error:
            problems.append(f"{load.__qualname__}: {type(error).__name__}: {error}")
    return problems


def fired(actions: Iterable[Action]) -> Counter[str]:
    """Return how often each rule made a reading in the dataset. Keys: "<family>.<entry>", as in the rules files."""
    counts: Counter[str] = Counter()
    for action in actions:
        counts.update(rule for rule in (action.scope_rule, action.status_rule, action.target.rule) if rule)
        counts.update(tag.rule for tag in action.themes)
        counts.update(f"agency.{a.agency_id}" for a in (*action.lead_agencies, *action.addressed_to))
        year = int(action.plan_date_iso[:4]) if action.plan_date_iso else None
        cells = ((action.target_date_stated, True), (action.completion_stated, False))
        counts.update(
            d.rule for cell, target in cells for d in read_dates(cell or "", year, in_target=target)
        )
    return counts


def rule_names() -> list[str]:
    """Return the names of the date, scope and status entries that a reading can carry, as fired() counts them.

    Left out: entries that only shield words from others, and families whose work leaves no name in the dataset (cues,
    titles, asides, places): whether those fired cannot be told from it.
    """
    return [
        f"{family}.{name}"
        for path, file in rule_files(("normalise",))
        if path.startswith("normalise/rules/")
        for family, entries in tomllib.loads(file.read_text(encoding="utf-8")).items()
        if family in _NAMED
        for name, entry in entries.items()
        if entry.get("kind", entry.get("level", entry.get("status"))) != ""
    ]


def unmatched(actions: Iterable[Action]) -> Counter[tuple[str, str]]:
    """Return how often a value was met by no rule: (column, the cell as written) -> rows.

    Of agencies also each body that the gazetteer does not have, as it is written in the cell or the sentence.
    """
    counts: Counter[tuple[str, str]] = Counter()
    for action in actions:
        if "TARGET_UNREAD" in action.findings:
            counts["target_date_stated", action.target_date_stated or ""] += 1
        if "STATUS_UNREAD" in action.findings and action.status_stated:
            counts["status_stated", action.status_stated or ""] += 1
        if "SCOPE_UNREAD" in action.findings:
            counts["scope_stated", action.scope_stated or ""] += 1
        if action.lead_agency_stated and not action.lead_agencies:
            counts["lead_agency_stated", action.lead_agency_stated] += 1
        for column, bodies in (
            ("lead_agencies", action.lead_agencies),
            ("addressed_to", action.addressed_to),
        ):
            for written in {body.as_written for body in bodies if body.basis == "unknown"}:
                counts[column, written] += 1
        completion = read_completion(action.completion_stated)
        if completion.outcome and action.status == "unknown":
            counts["completion_stated", action.completion_stated or ""] += 1
    return counts


def _entries(rules: dict[str, Any]) -> Iterator[str]:
    """Yield what an entry of a date, scope or status file lacks."""
    for family, entries in rules.items():
        for name, entry in entries.items():
            if not isinstance(entry, dict):
                yield f"{family}.{name} is no table"
                continue
            for key in ("examples", "not"):
                if not entry.get(key):
                    yield f"{family}.{name} has no {key}"


def _walk(folder: Traversable, path: str) -> Iterator[tuple[str, Traversable]]:
    for item in folder.iterdir():
        if item.name.startswith(("_", ".")):
            continue
        if item.is_dir():
            yield from _walk(item, f"{path}{item.name}/")
        elif item.name.endswith(_ENDINGS):
            yield path + item.name, item


def _unix(data: bytes) -> bytes:
    """Undo what a checkout on Windows may do to line ends, so that the same rules have the same hash."""
    return data.replace(b"\r\n", b"\n")
