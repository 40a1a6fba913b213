"""The picture side of reading scans: skew, rules, paper, dark bands. No tesseract needed."""

import numpy as np
import pytest
from PIL import Image, ImageDraw

from ingest.ocr.bands import bands_of, invert
from ingest.ocr.mend import mend
from ingest.ocr.raster import ink_of, skew_of, straighten, whiten
from ingest.ocr.rules import rules_of, without_letters

DPI = 300


def paper(width=1600, height=900, noise=6.0, ground=238):
    rng = np.random.default_rng(1)
    return Image.fromarray(np.clip(rng.normal(ground, noise, (height, width)), 0, 255).astype(np.uint8))


@pytest.mark.parametrize("angle", [-3.0, -1.4, -0.3, 0.0, 0.6, 2.2])
def test_skew_is_found_to_a_twentieth_of_a_degree(scanner, plan_rows, angle):
    page = scanner.scan(scanner.page(plan_rows), angle)
    assert skew_of(page.image) == pytest.approx(-angle, abs=0.05)


def test_a_place_goes_back_to_the_page_as_scanned():
    page = straighten(paper(842, 595), 842.0, 595.0, turn=90)
    assert (page.width, page.height) == (595.0, 842.0)
    assert page.to_page(0.0, 0.0, 10.0, 20.0) == pytest.approx((0.0, 585.0, 20.0, 595.0), abs=0.5)


def test_rules_are_found_through_gaps_and_letters_are_none():
    page = paper()
    pen = ImageDraw.Draw(page)
    pen.line([(100, 200), (1500, 200)], fill=40, width=3)
    pen.rectangle([700, 195, 712, 205], fill=238)
    pen.line([(100, 200), (100, 800)], fill=40, width=3)
    pen.text((150, 300), "minimum " * 30, fill=20, font_size=42)
    ink = ink_of(page, 20)
    across, down = rules_of(ink, DPI, True), rules_of(ink, DPI, False)
    assert [(round(r.at / 10), round(r.start / 20), round(r.end / 20)) for r in across] == [(20, 5, 75)]
    assert [(round(r.at / 10), round(r.start / 20), round(r.end / 20)) for r in down] == [(10, 10, 40)]


def test_stems_of_a_large_title_are_no_rules():
    page = paper()
    ImageDraw.Draw(page).text((100, 300), "Health Bill", fill=20, font_size=100)
    ink = ink_of(page, 20)
    stems = rules_of(ink, DPI, False)
    assert stems, "the stems are long enough to be taken for rules"
    assert without_letters(stems, rules_of(ink, DPI, True), DPI) == []


def test_grain_on_a_blank_page_leaves_white_paper():
    assert (whiten(paper(noise=10.0), 20) == 255).all()


def test_only_dark_bands_with_light_letters_are_inverted():
    page = paper()
    pen = ImageDraw.Draw(page)
    pen.rectangle([100, 100, 900, 180], fill=50)
    pen.text((120, 115), "Recommendation", fill=245, font_size=44)
    pen.rectangle([100, 400, 900, 480], fill=95)
    pen.text((120, 415), "Green", fill=15, font_size=44)
    bands = bands_of(page, DPI)
    assert [(round(b.top / 10), round(b.bottom / 10)) for b in bands] == [(10, 18)]
    pixels = np.asarray(invert(page, bands))
    assert np.median(pixels[110:170, 500:890]) > 180
    assert np.median(pixels[410:470, 500:890]) < 120


@pytest.mark.parametrize(
    ("seen", "text"),
    [
        ('Approved on 6" January 2021', "Approved on 6th January 2021"),
        ("2TM November", "2nd November"),
        ("the 22” March and 13° May", "the 22nd March and 13th May"),
        ('a 6" nail', 'a 6" nail'),
        ('40" March', '40" March'),
        ("9th March", "9th March"),
        ('01.06" June', '01.06" June'),
        ('Published 29!" March 2023', "Published 29th March 2023"),
        (
            "¢ Checklist\n¢ Audit of 40 closures ¢ Results to Board",
            "Checklist\nAudit of 40 closures\nResults to Board",
        ),
        ("Amend the policy\ne Add an alert\n¢ Audit", "Amend the policy\nAdd an alert\nAudit"),
        ("* One\n* Two", "One\nTwo"),
        ("* Note that one star says something", "* Note that one star says something"),
        ("© Borough Council", "© Borough Council"),
    ],
)
def test_only_what_cannot_be_otherwise_is_put_right(seen, text):
    assert mend(seen) == text
