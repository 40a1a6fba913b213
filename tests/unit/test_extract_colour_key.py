"""What the colours of a plan mean is what its own key says, if it has one."""

from __future__ import annotations

import pytest

from extract.colour_key import colour_key
from extract.model import Plan, PlanRow, RawField
from ingest.model import Block, Cell, Document, Line, Locator, SourceFile, Table
from normalise import normalise_plan
from normalise.rulebook import Rulebook

SOURCE = SourceFile("plan.docx", "0" * 64, 1, "x")
RED, AMBER, GREEN = "#ff0000", "#ffc000", "#00b050"


def table(*rows: tuple[str, ...], fills: tuple[str, ...] = ()) -> Table:
    made = tuple(
        tuple(
            Cell(text, Locator(None, 1, r, c), fill=fills[c - 1] if fills else None)
            for c, text in enumerate(row, 1)
        )
        for r, row in enumerate(rows, 1)
    )
    return Table(1, None, made, "word")


def lines(*texts: str) -> list[Block]:
    return [Line(text) for text in texts]


@pytest.mark.parametrize(
    ("blocks", "key"),
    [
        (lines("RAG: Red = not started; Amber = in progress; Green = complete"),
         {"red": "not started", "amber": "in progress", "green": "complete"}),
        (lines("Key", "Red – Not started", "Amber – On track", "Green – Complete", "The plan"),
         {"red": "Not started", "amber": "On track", "green": "Complete"}),
        (lines("Blue: complete, Green: on target, Amber: some delay, Red: overdue"),
         {"blue": "complete", "green": "on target", "amber": "some delay", "red": "overdue"}),
        (lines("Red (R) = overdue | Green (G) = on target"), {"red": "overdue", "green": "on target"}),
        ([table(("Green", "Completed"), ("Amber", "In progress"), ("Red", "Not started"))],
         {"green": "Completed", "amber": "In progress", "red": "Not started"}),
        ([table(("Key", "Green - on track", "Red - off track"))], {"green": "on track", "red": "off track"}),
        ([table(("Not started", "In progress", "Complete"), fills=(RED, AMBER, GREEN))],
         {"red": "Not started", "amber": "In progress", "green": "Complete"}),
    ],
)  # fmt: skip
def test_a_key_is_read(blocks: list[Block], key: dict[str, str]) -> None:
    assert dict(colour_key(Document(SOURCE, tuple(blocks)))) == key


@pytest.mark.parametrize(
    "blocks",
    [
        lines("Status: Green - on target"),
        lines("Green: 5, Amber: 3, Red: 2"),
        lines("The red and amber ratings were discussed"),
        [table(("Train staff", "Trust", "Green - complete"), ("Write policy", "Police", "Amber - delayed"))],
        lines("Red = not started; Green = complete", "Text", "Red = overdue; Green = on track"),
    ],
)
def test_what_is_no_key_is_not(blocks: list[Block]) -> None:
    assert colour_key(Document(SOURCE, tuple(blocks))) == ()


@pytest.mark.parametrize(
    ("said", "key", "status", "basis", "rule"),
    [
        ("Green", (), "complete", "inferred", "colour.green"),
        ("Green", (("green", "Complete"),), "complete", "stated", "key.green"),
        ("Green", (("green", "On track"),), "in_progress", "stated", "key.green"),
        ("Red", (("red", "Not started"),), "not_started", "stated", "key.red"),
        ("Green", (("green", "Good assurance"),), "complete", "inferred", "colour.green"),
    ],
)
def test_a_colour_means_what_the_key_says(
    said: str, key: tuple[tuple[str, str], ...], status: str, basis: str, rule: str
) -> None:
    fields = {"recommendation": RawField("Train all officers."), "status": RawField(said)}
    plan = Plan(SOURCE, (PlanRow(1, 1, None, None, fields),), colour_key=key)
    action = normalise_plan(plan, Rulebook.load())[0][0]
    assert (action.status, action.status_basis, action.status_rule) == (status, basis, rule)
