"""Marks on rendered pages: the quick ways of looking find what a plain look finds."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from ingest.pdf import ink, second_look, suspect
from ingest.pdf.frame import frame_of, transform_boxes
from ingest.pdf.pdfium import Pdf

SAMPLES = Path(__file__).resolve().parents[2] / "samples"
PLAN = SAMPLES / "southampton_ana_action_plan.pdf"
REPORT = SAMPLES / "monmouthshire_rhian_overview_report.pdf"


def plainly(image, boxes):
    """One box after the other, as the definition says: does the grey level change from left to right in it?"""
    height, width = image.shape
    steps = np.abs(np.diff(image.astype(np.int16), axis=1)) > 16
    found = []
    for x0, top, x1, bottom in np.nan_to_num(boxes, posinf=0.0, neginf=0.0):
        left, right = (min(max(v, 0), width - 1) for v in (np.floor(x0) - 1, np.ceil(x1)))
        upper, lower = (min(max(v, 0), height) for v in (np.floor(top), np.ceil(bottom)))
        found.append(bool(steps[int(upper) : int(lower), int(left) : int(right)].any()))
    return found


@pytest.mark.parametrize("seed", range(12))
def test_ink_is_found_as_by_a_plain_look(seed):
    chance = np.random.default_rng(seed)
    height, width = chance.integers(2, 400, 2)
    image = np.full((height, width), 255, np.uint8)
    for x, y, grey in zip(
        chance.integers(0, width, 80),
        chance.integers(0, height, 80),
        chance.integers(0, 255, 80),
        strict=True,
    ):
        image[y : y + 2, x : x + 2] = grey
    corner = chance.uniform(-20, max(height, width) + 20, (600, 2))
    boxes = np.column_stack((corner, corner + chance.uniform(0, chance.choice([3, 12, 150]), (600, 2))))
    boxes[0], boxes[1] = np.nan, np.inf
    for count in (600, 20):  # many boxes and few are looked at in different ways
        assert ink.bears_ink(image, boxes[:count]).tolist() == plainly(image, boxes[:count])


@pytest.mark.parametrize("path", [PLAN, REPORT])
def test_a_part_of_a_page_is_drawn_as_in_the_whole_page(path):
    with Pdf(path) as pdf, pdf.page(0) as page:
        whole = page.render(2.0)
        areas = [(10, 20, 300, 200), (301, 0, 302, 400), (400, 350, whole.shape[1], whole.shape[0])]
        parts = page.render(2.0, areas)
        for x0, top, x1, bottom in areas:
            assert (parts[top:bottom, x0:x1] == whole[top:bottom, x0:x1]).all()


@pytest.mark.parametrize("path", [PLAN, REPORT])
def test_strips_say_what_the_whole_page_says(path):
    asked = []
    with Pdf(path) as pdf:
        for index in range(pdf.page_count):
            with pdf.page(index) as page:
                boxes = transform_boxes(page.text_boxes(list(page.text_orders())), frame_of(page).matrix)
                # one more box each time: with ink in it, and on blank paper in the margin
                for more in (boxes[:1], [[2.0, 100.0, 20.0, 112.0]]):
                    tried = np.concatenate((boxes, more))
                    whole = bool(ink.bears_ink(page.render(0.5), tried * 0.5).all())
                    assert suspect._all_show(page, tried) is whole
                    asked.append(whole)
    assert set(asked) == {True, False}


def test_strips_run_through_every_text_object():
    boxes = np.array(
        [[60.0, 10 * i, 60.0 + 40 * (1 + i % 9), 10 * i + 9] for i in range(40)] + [[300, 0, 330, 9]]
    )
    strips = suspect._strips(boxes)
    assert sorted(i for _, _, mine in strips for i in mine.tolist()) == list(range(len(boxes)))
    for start, end, mine in strips:
        shared = np.minimum(boxes[mine, 2], end) - np.maximum(boxes[mine, 0], start)
        assert (shared >= np.minimum(boxes[mine, 2] - boxes[mine, 0], 12.0)).all()


@pytest.mark.parametrize("axes", [(0, 1), (1, 0)])
def test_each_character_looked_at_is_drawn(axes):
    chance = np.random.default_rng(3)
    corner = chance.uniform(0, 1, (30, 2)) * (1480, 2090)
    boxes = np.column_stack((corner, corner + np.array([12, 30])))
    for few in (3, 30):
        areas = second_look._drawn(second_look._areas(boxes[:few], axes), 1488, 2105) or [(0, 0, 1488, 2105)]
        for x0, top, x1, bottom in boxes[:few]:
            inside = [a for a in areas if a[0] <= max(x0 - 1, 0) and a[1] <= max(top - 1, 0)]
            assert any(a[2] >= min(x1 + 1, 1488) and a[3] >= min(bottom + 1, 2105) for a in inside)
