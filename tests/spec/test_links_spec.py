"""Invented pairs of rows: versions of one plan, and asks made again in another review. Precision and recall must hold."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from extract.model import Plan, PlanRow, RawField
from ingest.model import SourceFile
from normalise import normalise_plan
from normalise.links import link
from normalise.model import Action
from normalise.rulebook import Rulebook

FOLDER = Path(__file__).parent / "links"
AREAS = ("Medway", "Wrexham", "Luton", "Stroud")


def lines(name: str) -> Iterator[str]:
    text = (FOLDER / name).read_text(encoding="utf-8")
    return (line for line in text.splitlines() if line.strip() and not line.startswith("#"))


def row(number: int, written: str) -> PlanRow:
    text, _, status = written.partition("##")
    asked, _, action = text.partition("=>")
    no, _, recommendation = asked.strip().partition(" ")
    fields = {
        "recommendation_no": no,
        "recommendation": recommendation,
        "action": action.strip(),
        "completion": status.strip(),
    }
    return PlanRow(1, number, 1, 1, {k: RawField(v) for k, v in fields.items()})


def actions(name: str, written: list[str], **meta: str) -> list[Action]:
    rows = tuple(row(i, text) for i, text in enumerate(written, 1))
    return list(normalise_plan(Plan(SourceFile(name, name, 1, "x"), rows, meta), Rulebook.load())[0])


def versions() -> Iterator[tuple[list[Action], set[tuple[str, str]]]]:
    """Every pair of plans, and which rows became which, by the text of their actions."""
    for block in "\n".join(lines("versions.txt")).split("plan: ")[1:]:
        title, *pairs = block.strip().splitlines()
        area, reference = title.split(", ")
        sides = [[part.strip() for part in pair.split("|")] for pair in pairs]
        before = list(dict.fromkeys(old for old, _ in sides if old))
        after = [new for _, new in sides if new][::-1]
        meta = {"area": area, "review_reference": reference.strip('"'), "plan_date": "May 2021"}
        old = actions(f"{area} old", before, **meta)
        new = actions(f"{area} new", after, **meta, updated_date="June 2022")
        was = {text: a.action_id for text, a in zip(before, old, strict=True)}
        now = {text: a.action_id for text, a in zip(after, new, strict=True)}
        yield old + new, {(was[o], now[n]) for o, n in sides if o and n}


def repeats() -> Iterator[tuple[bool, list[Action]]]:
    """Each pair, the two in reviews of different areas, and whether they are one ask."""
    for i, line in enumerate(lines("repeats.txt")):
        sort, one, two = (part.strip() for part in line.split("|"))
        pair = [
            actions(f"{i}{side}", [f"1 {text}"], area=AREAS[(2 * i + side) % 4], plan_date=str(2014 + side))[
                0
            ]
            for side, text in enumerate((one, two))
        ]
        yield sort == "repeat", pair


def test_rows_of_an_edited_plan_are_found_again() -> None:
    right = found = wanted = 0
    for rows, expected in versions():
        made = {(x.earlier, x.later) for x in link(rows) if x.kind == "version"}
        right, found, wanted = right + len(made & expected), found + len(made), wanted + len(expected)
    assert right / found >= 0.95, f"precision {right}/{found}"
    assert right / wanted >= 0.95, f"recall {right}/{wanted}"


def test_asks_made_again_are_found_and_lookalikes_are_not() -> None:
    read = [(same, any(x.kind == "repeat" for x in link(pair))) for same, pair in repeats()]
    made, wanted = [same for same, found in read if found], [found for same, found in read if same]
    assert len(read) >= 60
    assert sum(made) / len(made) >= 0.95, f"precision {sum(made)}/{len(made)}"
    assert sum(wanted) / len(wanted) >= 0.95, f"recall {sum(wanted)}/{len(wanted)}"


def test_pairs_are_told_apart_in_a_crowd() -> None:
    rows = [row for _, pair in repeats() for row in pair]
    partners = {(a.action_id, b.action_id) for same, (a, b) in repeats() if same}
    alone = {(a.action_id, b.action_id) for same, (a, b) in repeats() if not same}
    made = {(x.earlier, x.later) for x in link(rows) if x.kind == "repeat"}
    assert len(made & partners) / len(partners) >= 0.9
    assert not made & alone
