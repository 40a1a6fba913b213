"""Writes docs/taxonomy.md from the data: `python -m normalise.themes.page`. A test fails when the page is out of date."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from normalise.themes.learned import read_head
from normalise.themes.load import read, taxonomy
from normalise.themes.model import Theme

_WORDS = dict(
    enumerate(
        ["two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"], start=2
    )
)
_SURE = 0.8  # below this share of right tags the page calls the tag a guess
PAGE = Path(__file__).resolve().parents[2] / "docs" / "taxonomy.md"

_HEAD = """# Themes

<!-- Written by `python -m normalise.themes.page` from normalise/themes/data. Edit the data, not this page. -->

Every row of an action plan carries the themes its recommendation or action is substantively about, on two axes: **subject**
(what it is about) and **mechanism** (how it wants things to change). A theme is given for words in the recommendation and
the action only, never for the lead agency, a heading or an organisation's name; the words that earned it are kept with it.

{learned}

How to read and edit a rule (`normalise/themes/data/*.toml`, one pattern a line; `dhr rules check` tests them):

| written | means |
|---|---|
| `routine enquiry` | these words, in any inflection, with or without hyphens and possessives |
| `=MARAC` | exactly these letters (acronyms) |
| `(dog\\|pet) fostering` | either word |
| `{see} .. {alone}` | a list from the end of this page, then up to six words, then another list; `..3` allows three |
| `a & b`, `a & !b` | both in one sentence; the second not in the sentence |
| `a && b` | both in the row |
| `action: a`, `rec: a` | only in the action, only in the recommendation |
| `^a` | counts even inside an organisation's name |

*Strong* cues count alone. *Weak* cues count when two different ones stand in the row. *Hidden* are phrases inside which no
cue of the theme counts. Organisation names, expansions of acronyms and equality statements are hidden from every theme
(`masks.toml`). him, her and their are read alike, as are people and person.
"""

_LEARNED = """## Some tags are a statistical guess

The rules below find words. Whether a row is *about* a theme or only mentions it is a matter of everything else in the
row, and no list of words settles it. So a second, learned part judges what the rules found: it sets some findings aside
and adds themes whose usual words are absent. It is a pair of linear models trained on {rows} rows that were invented for
this project and coded by hand (`bench/themes`); it sees which words stand in the row, how the rules fired, how close the
words are in meaning to those of coded rows, and which *hints* there are: turns of phrase that often go with a theme and
never prove it ("who holds the passport"), listed in `normalise/themes/data/hints.toml`. A tag it added without a rule that would have earned it says
`learned: <word>` in its rule, and its evidence is the words that spoke loudest: a guess, with its reason. Same row, same
answer: nothing in it is random.

On plans not seen in training (cross-validation by plan, themes a coder left open not counted; the "harder rows" speak
further around their themes than published plans do):

| | micro F1 | precision | recall | macro F1 |
|---|---|---|---|---|
{figures}

So about one tag in {wrong} is one that a careful reader would not have given, and about one theme in {missed} is missed:
read the rows before you count with the tags or quote one. Under each theme stands how it did; where fewer than four tags
in five were right the page says so. After a change of the rules train anew: `python -m bench.train_themes`.

## The rules"""


def page() -> str:
    """The whole page as Markdown."""
    return "\n".join(_lines()) + "\n"


def _lines() -> Iterator[str]:
    rules, unseen = taxonomy(), read_head()["unseen"]
    yield _HEAD.replace("{learned}", _learned())
    yield "| theme | id | axis | Home Office library category |"
    yield "|---|---|---|---|"
    for theme in rules.themes:
        yield f"| [{theme.label}](#{theme.theme_id}) | `{theme.theme_id}` | {theme.axis} | {theme.home_office or '-'} |"
    group = ""
    for theme in rules.themes:
        if theme.group != group:
            group = theme.group
            yield f"\n## {group}"
        yield from _theme(theme, unseen[theme.theme_id])
    yield "\n## Lists named in braces\n"
    for name, words in read("concepts.toml").items():
        yield f"* `{{{name}}}`: {_join(words)}"


def _learned() -> str:
    figures = read_head()["figures"]
    lines = (
        f"| {name} | {f['micro']:.3f} | {f['precision']:.3f} | {f['recall']:.3f} | {f['macro']:.3f} |"
        for name, f in figures.items()
    )
    rows = sum(f["rows"] for name, f in figures.items() if name.startswith("rules alone"))
    unseen = figures["rules and learned, unseen plans"]
    wrong, missed = (round(1 / (1 - unseen[name])) for name in ("precision", "recall"))
    return _LEARNED.format(rows=rows, figures="\n".join(lines), wrong=_WORDS[wrong], missed=_WORDS[missed])


def _measured(right: int, wrong: int, missed: int) -> str:
    """How far to trust the tag, from the rows of plans not seen in training."""
    text = (
        f"* On plans not seen: {right} of {right + wrong} tags right, {right} of {right + missed} rows found"
    )
    if not right + missed:
        return "* Not measured: no coded row is about it"
    unsure = right < _SURE * (right + wrong)
    return text + (" - **take the tag for a guess**" if unsure else "")


def _theme(theme: Theme, counts: Sequence[int]) -> Iterator[str]:
    yield f'\n### <a id="{theme.theme_id}"></a>{theme.label}\n'
    kind = "" if theme.tier == "core" else ", extension"
    yield f"`{theme.theme_id}` · {theme.axis}{kind} · Home Office library: {theme.home_office or 'no category'}\n"
    yield f"{theme.definition}\n"
    yield _measured(*counts)
    yield f"* Strong cues: {_join(p.source for p in theme.strong)}"
    if theme.weak:
        yield f"* Weak cues: {_join(p.source for p in theme.weak)}"
    if theme.masks:
        yield f"* Hidden: {_join(p.source for p in theme.masks)}"
    if theme.traps:
        yield f"* Traps: {'; '.join(theme.traps)}"
    yield "* Examples:"
    yield from (f"  * {_row(text)}" for text in theme.examples)
    yield "* Not this theme:"
    yield from (f"  * {_row(text)}" for text in theme.counter_examples)


def _join(words: Iterable[str]) -> str:
    return ", ".join(f"`{_cell(word)}`" for word in words)


def _row(text: str) -> str:
    recommendation, _, action = text.partition(" * ")
    return f"{recommendation.strip()} (Action: {action.strip()})" if action else recommendation


def _cell(text: str) -> str:
    return text.replace("`", "'")


def main() -> None:
    """Write the page beside the other documents; needs a checkout, not an installed package."""
    if not PAGE.parent.is_dir():
        sys.exit(f"no folder {PAGE.parent.name}/ here: run this in a checkout")
    PAGE.write_text(page(), encoding="utf-8")


if __name__ == "__main__":
    main()
