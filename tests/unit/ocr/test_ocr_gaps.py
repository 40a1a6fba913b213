"""Words run together are parted only where picture and word list agree."""

import numpy as np
import pytest
from PIL import Image, ImageDraw, ImageFont

from ingest.ocr.gaps import parted
from ingest.ocr.tesseract import Seen
from ingest.pdf.vocabulary import Vocabulary

FONT = ImageFont.load_default(40)
LEARNT = "x the and for given from the led to the safeguarding concern x"


def line(*pieces):
    """Draw words as printed ("given a") that were recognised as one; returns picture and words as recognised."""
    page = Image.new("L", (1600, 120), 255)
    pen = ImageDraw.Draw(page)
    x, seen = 20.0, []
    for piece in pieces:
        pen.text((x, 30), piece, font=FONT, fill=0)
        end = x + pen.textlength(piece, font=FONT)
        seen.append(Seen(piece.replace(" ", ""), x, 30, end, 80, 75, 40, 0.9, 1))
        x = end + pen.textlength(" ", font=FONT)
    return seen, np.asarray(page)


@pytest.mark.parametrize(
    ("pieces", "texts"),
    [
        (("for", "given a", "and"), ["for", "given", "a", "and"]),
        (("from", "led to 9", "and"), ["from", "led to 9".replace(" ", ""), "and"]),
        (("the", "to 9", "and"), ["the", "to", "9", "and"]),
        (("the", "givena", "and"), ["the", "givena", "and"]),
        (("the", "concern", "from"), ["the", "concern", "from"]),
        (("the", "JSP 770", "from"), ["the", "JSP770", "from"]),
    ],
)
def test_parting(pieces, texts):
    known = Vocabulary()
    known.learn(LEARNT)
    seen, picture = line(*pieces)
    assert [word.text for word in parted(seen, picture, known)] == texts


def test_nothing_to_part():
    assert list(parted([], np.zeros((5, 5), np.uint8), Vocabulary())) == []
