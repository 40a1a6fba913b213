"""Drop caps join their word; a letter with a footnote's mark does not."""

from __future__ import annotations

from ingest.pdf.drop_caps import with_drop_caps
from ingest.pdf.words import Word


def word(text: str, x0: float, base: float, size: float, order: int) -> Word:
    width = 0.6 * size * len(text)
    return Word(
        text, x0, base - 0.8 * size, x0 + width, base + 0.2 * size, base, size, False, False, False, 0, order
    )


CAP = word("P", 100, 122, 20, 0)


def test_a_letter_over_two_lines_goes_to_the_front_of_its_word() -> None:
    words = [
        CAP,
        word("olice", 113, 110, 10, 1),
        word("should", 150, 110, 10, 2),
        word("review", 113, 122, 10, 3),
    ]
    assert [w.text for w in with_drop_caps(words)] == ["Police", "should", "review"]


def test_a_footnote_mark_behind_a_letter_stays() -> None:
    words = [word("A", 100, 110, 10, 0), word("1", 106.2, 106, 6, 1), word("was", 112, 110, 10, 2)]
    assert with_drop_caps(words) == words


def test_a_large_letter_beside_one_line_stays() -> None:
    words = [CAP, word("olice", 113, 110, 10, 1)]
    assert with_drop_caps(words) == words
