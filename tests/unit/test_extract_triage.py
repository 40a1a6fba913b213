"""Which pages of a long report are read: never one too few, and most of the prose left out."""

from __future__ import annotations

from dataclasses import dataclass

from extract.triage import SHORT, may_hold_plan, page_chooser, select_pages

PROSE = "\n".join(
    ["The Panel met on six occasions and was told that the desk was carrying many unallocated cases."] * 30
)
HEADER = "Recommendation\nScope of\nrecommen\ndation\nAction to take\nLead Agency\nKey milestones\nTarget Date\nOutcome\n1.1 GPs\nLocal"
CELLS = "without the patient's\nown view being\nobtained\nLYPFT\n30.06.22\nIn progress\nYorkshire &\nHumber Probation"
CHRONOLOGY = "Date\nAgency\nEvent\nAction\nComment\n" + "27/03/2012\nGP\nCall\nSee IMR\n" * 20


@dataclass(frozen=True)
class Glance:
    number: int
    pages: int
    text: str
    paths: int


def report(*texts: tuple[str, int], before: int = 40, after: int = 40) -> list[Glance]:
    pages = [(PROSE, 0)] * before + list(texts) + [(PROSE, 0)] * after
    return [Glance(i, len(pages), text, paths) for i, (text, paths) in enumerate(pages, 1)]


def test_a_plan_and_its_pages_without_header_are_found() -> None:
    glances = report((HEADER, 60), (CELLS, 40), (CELLS, 40), (CELLS, 12))
    assert {41, 42, 43, 44} <= select_pages(glances)
    chooser = page_chooser()
    assert {41, 42, 43, 44} <= {g.number for g in glances if chooser(g)}
    assert all(may_hold_plan(g) for g in glances[40:44])


def test_a_plan_without_rules_is_followed_too() -> None:
    glances = report((HEADER, 0), (CELLS, 0), (CELLS, 0))
    assert {41, 42, 43} <= select_pages(glances)
    assert all(may_hold_plan(g) for g in glances[40:43])


def test_a_scanned_page_is_always_read() -> None:
    glances = report(("", 0))
    assert 41 in select_pages(glances)
    assert page_chooser()(glances[40])


def test_prose_and_chronologies_are_left_out() -> None:
    glances = report((CHRONOLOGY, 80), (HEADER, 60))
    chosen = select_pages(glances)
    assert len(chosen) <= 6
    assert not any(may_hold_plan(g) for g in glances[1:40])


def test_a_short_document_is_read_in_full() -> None:
    glances = [Glance(i, SHORT, PROSE, 0) for i in range(1, SHORT + 1)]
    assert select_pages(glances) == frozenset(range(1, SHORT + 1))
    assert all(may_hold_plan(g) for g in glances)


def test_numbered_paragraphs_with_addressees_are_found() -> None:
    listed = PROSE + "\nAddressed to: Dorset Police\n" + PROSE + "\nAddressed to: Trading Standards\n"
    assert 41 in select_pages(report((listed, 0)))
    assert may_hold_plan(report((listed, 0))[40])


def test_no_pages_at_all() -> None:
    assert select_pages([]) == frozenset()
