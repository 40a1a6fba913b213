"""Trains the learned part of the theme tagger and measures it on plans it has not seen.

    python -m bench.train_themes            write normalise/themes/data/learned.{toml,tsv}
    python -m bench.train_themes check      measure only: grouped cross-validation, transfer between coders
    python -m bench.train_themes vectors F  write normalise/themes/data/vectors.tsv from GloVe 6B's text file F

Needs scikit-learn (development only). Training rows: bench/themes/*.jsonl and tests/rules/themes_own.txt, all of them
invented for this project and coded by hand; none is from a published review. Rows on which the rules were written
("rules_seen") teach the first model words, never the second how far rules can be trusted: there they look perfect.
"""

from __future__ import annotations

import hashlib
import json
import math
import sys
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np

from normalise.themes.features import (
    HIT_FEATURES,
    ROW_FEATURES,
    STOP,
    Floats,
    hit_features,
    lemmas,
    row_features,
    telling,
)
from normalise.themes.hints import HINT_FEATURES, Hints, hint_features
from normalise.themes.learned import (
    EVEN_ODDS,
    FLAG_WEIGHT,
    HINT_WEIGHT,
    LOGIT_WEIGHT,
    MEANING_WEIGHT,
    WORDS_NORM,
    flag,
)
from normalise.themes.load import taxonomy
from normalise.themes.meaning import SCALE, SIZE, Meaning, encode, read_vectors
from normalise.themes.tagger import Tagger
from normalise.themes.text import Text

ROOT = Path(__file__).resolve().parents[1]
DATA = ROOT / "normalise" / "themes" / "data"
OUTPUT = DATA
THEMES = taxonomy().themes
IDS = [theme.theme_id for theme in THEMES]
T = len(THEMES)
SUBJECT = np.array([float(theme.axis == "subject") for theme in THEMES])
FEWEST_ROWS = 3
FOLDS = 5
C_WORDS, C_RULES = 0.5, 0.3
HARDER = ("coder5", "coder6", "coder9")  # rows that speak further around their themes than published plans do
HARDER_WEIGHT = 0.6
VOCABULARY = 25_000


@dataclass(slots=True)
class Row:
    """One coded row and all that the models see of it."""

    source: str
    plan: str
    rules_seen: bool
    text: Text
    required: set[str]
    optional: set[str]
    words: list[str] = field(default_factory=list)
    flags: list[int] = field(default_factory=list)
    rules: dict[int, list[float]] = field(default_factory=dict)
    counted: set[str] = field(default_factory=set)
    hint_flags: list[int] = field(default_factory=list)
    hints: Floats = field(default_factory=lambda: np.zeros((T, HINT_FEATURES)))
    meaning: Floats = field(default_factory=lambda: np.zeros(3 * SIZE))

    @property
    def weight(self) -> float:
        """The harder rows teach words; how far words can be trusted is learned from texts like the published ones."""
        return HARDER_WEIGHT if self.source in HARDER else 1.0

    @property
    def wanted(self) -> Floats:
        return np.array([float(theme in self.required) for theme in IDS])

    @property
    def judged(self) -> Floats:
        """Optional themes count neither way."""
        return np.array([float(theme not in self.optional) for theme in IDS])


def sources() -> list[Path]:
    """The files of coded rows, in a fixed order."""
    return [*sorted((ROOT / "bench" / "themes").glob("*.jsonl")), ROOT / "tests" / "rules" / "themes_own.txt"]


def data_hash() -> str:
    """sha256 over the coded rows, the vectors and the rules (line ends as on Unix)."""
    rules = sorted(p for p in DATA.glob("*.toml") if p.name != "learned.toml")
    digest = hashlib.sha256()
    for path in [*sources(), DATA / "vectors.tsv", *rules]:
        digest.update(path.name.encode() + b"\0" + path.read_bytes().replace(b"\r\n", b"\n"))
    return digest.hexdigest()


def read_rows() -> list[Row]:
    rows = []
    for path in sources():
        for i, line in enumerate(path.read_text(encoding="utf-8").splitlines()):
            if path.suffix == ".jsonl":
                item = json.loads(line)
                text = Text.of(item["recommendation"] or "", item["action"] or "")
                rows.append(
                    Row(path.stem, item["plan"], False, text, set(item["themes"]), set(item["optional"]))
                )
            elif not line.startswith("#"):
                recommendation, action, required, optional = (part.strip() for part in line.split("|"))
                text = Text.of(recommendation, action)
                rows.append(
                    Row("own", f"own {i // 8}", True, text, set(required.split()), set(optional.split()))
                )
    look(rows)
    return rows


def look(rows: Sequence[Row]) -> None:
    """Fill in what the models see, all but the meaning."""
    tagger, hints = Tagger(taxonomy()), Hints.load(taxonomy())
    for row in rows:
        hits, counted, masked = tagger.rule_hits(row.text)
        row.words = lemmas(row.text)
        row.flags = [flag(theme, found, counted, T) for theme, found in hits.items()]
        _, themes, features = hit_features([(hits, counted, row.text)])
        row.rules = dict(zip(themes.tolist(), features.tolist(), strict=True))
        row.counted = {IDS[theme] for theme in counted}
        found = hints.find(row.text, row.words, masked)
        table, _, flags = hint_features([(found, row.text.border)], T)
        row.hints, row.hint_flags = table[0], flags.tolist()


def rarity(rows: Sequence[Row]) -> dict[str, float]:
    """Word -> log(rows / rows that have it); "" for words in fewer rows than count."""
    seen = Counter(word for row in rows for word in set(row.words))
    known = {w: math.log(len(rows) / (1 + n)) for w, n in seen.items() if n >= FEWEST_ROWS}
    return {"": math.log(len(rows) / 2)} | {w: round(v, 3) for w, v in sorted(known.items())}


class First:
    """Words, rule flags and meaning -> a logit for each theme."""

    def __init__(self, rows: Sequence[Row]) -> None:
        from sklearn.linear_model import LogisticRegression  # type: ignore[import-untyped]

        seen = Counter(word for row in rows for word in set(row.words))
        self.names = sorted(
            name for name, n in seen.items() if n >= FEWEST_ROWS and name not in STOP and name[0].isalnum()
        )
        self.known = {name: i for i, name in enumerate(self.names)}
        inputs = self.inputs(rows)
        wanted, judged = _stack(rows, "wanted"), _stack(rows, "judged") > 0
        weight = _stack(rows, "weight")
        self.weights = np.zeros((inputs.shape[1], T))
        self.bias = np.full(T, -4.0)
        for theme in range(T):
            use = judged[:, theme]
            if wanted[use, theme].sum() >= 2:
                model = LogisticRegression(C=C_WORDS, solver="liblinear", random_state=0)
                model.fit(inputs[use], wanted[use, theme], sample_weight=weight[use])
                self.weights[:, theme] = model.coef_[0]
                self.bias[theme] = model.intercept_[0]

    def inputs(self, rows: Sequence[Row]) -> Any:
        from scipy.sparse import csr_matrix, hstack

        starts, columns, values = [0], [], []
        for row in rows:
            known = telling(row.words, self.known)
            columns += known
            values += [WORDS_NORM / math.sqrt(len(known))] * len(known)
            starts.append(len(columns))
        words = csr_matrix((values, columns, starts), shape=(len(rows), len(self.names)))
        flags = np.zeros((len(rows), 3 * T))
        for i, row in enumerate(rows):
            flags[i, row.flags] = FLAG_WEIGHT
        hints = np.zeros((len(rows), 2 * T))
        for i, row in enumerate(rows):
            hints[i, row.hint_flags] = HINT_WEIGHT
        meaning = np.array([row.meaning for row in rows]) * MEANING_WEIGHT
        return hstack([words, csr_matrix(flags), csr_matrix(hints), csr_matrix(meaning)]).tocsr()

    def __call__(self, rows: Sequence[Row]) -> Floats:
        return np.asarray(self.inputs(rows) @ self.weights + self.bias)


class Second:
    """The first model's logits and how the rules fired -> a score for each theme."""

    def __init__(self, rows: Sequence[Row], logits: Floats) -> None:
        from sklearn.linear_model import LogisticRegression

        inputs = self.inputs(rows, logits)
        wanted, judged = _stack(rows, "wanted").ravel(), _stack(rows, "judged").ravel() > 0
        model = LogisticRegression(C=C_RULES, solver="liblinear", random_state=0)
        model.fit(inputs[judged], wanted[judged], sample_weight=np.repeat(_stack(rows, "weight"), T)[judged])
        weights = model.coef_[0]
        cuts = [HIT_FEATURES + ROW_FEATURES, len(weights) - 3 * T]
        self.shared, hinted, own = np.split(weights, cuts)
        self.hinted = hinted.reshape(3, HINT_FEATURES)
        self.own = own.reshape(3, T).copy()
        self.own[0] += model.intercept_[0]
        self._model = model

    @staticmethod
    def inputs(rows: Sequence[Row], logits: Floats) -> Any:
        from scipy.sparse import csr_matrix, hstack

        blocks, hinted = [], []
        for row, logit in zip(rows, logits, strict=True):
            rules = np.zeros((T, HIT_FEATURES))
            hinted.append(row.hints)
            hit = np.zeros(T)
            for theme, features in row.rules.items():
                rules[theme] = features
                hit[theme] = 1.0
            rest = row_features(logit, rules[:, 0], hit, SUBJECT, len(row.text.forms))
            blocks.append(np.hstack([rules, rest]))
        table, hints = np.vstack(blocks), np.vstack(hinted)
        each = csr_matrix(np.tile(np.eye(T), (len(rows), 1)))
        fired, logit = table[:, :1], logits.reshape(-1, 1)
        seen = [hints, hints * (1 - fired), hints * logit * LOGIT_WEIGHT]
        own = [each, each.multiply(fired), each.multiply(logit * LOGIT_WEIGHT)]
        return hstack([csr_matrix(table), *map(csr_matrix, seen), *own]).tocsr()

    def __call__(self, rows: Sequence[Row], logits: Floats) -> Floats:
        return np.asarray(self._model.decision_function(self.inputs(rows, logits))).reshape(len(rows), T)


def _stack(rows: Sequence[Row], name: str) -> Floats:
    return np.array([getattr(row, name) for row in rows])


def folds(rows: Sequence[Row]) -> list[int]:
    """Fold of each row; a plan's rows stay together. The order of hashes stands in for chance."""
    plans = sorted({row.plan for row in rows}, key=lambda p: hashlib.sha256(p.encode()).digest())
    place = {plan: i % FOLDS for i, plan in enumerate(plans)}
    return [place[row.plan] for row in rows]


def unseen_logits(rows: Sequence[Row], extra: Sequence[Row]) -> Floats:
    """For each row what the first model says when trained without its plan's fold."""
    fold = np.array(folds(rows))
    logits = np.zeros((len(rows), T))
    for k in range(FOLDS):
        model = First([*(r for r, f in zip(rows, fold, strict=True) if f != k), *extra])
        held = np.flatnonzero(fold == k).tolist()
        logits[held] = model([rows[i] for i in held])
    return logits


def unseen_scores(rows: Sequence[Row], logits: Floats) -> Floats:
    fold = np.array(folds(rows))
    scores = np.zeros((len(rows), T))
    for k in range(FOLDS):
        learn, held = np.flatnonzero(fold != k).tolist(), np.flatnonzero(fold == k).tolist()
        model = Second([rows[i] for i in learn], logits[learn])
        scores[held] = model([rows[i] for i in held], logits[held])
    return scores


def score(rows: Sequence[Row], found: Sequence[set[str]]) -> dict[str, float]:
    """micro, precision, recall; macro over themes required at least three times."""
    hit, wrong, missed = Counter[str](), Counter[str](), Counter[str]()
    for row, themes in zip(rows, found, strict=True):
        hit.update(themes & row.required)
        wrong.update(themes - row.required - row.optional)
        missed.update(row.required - themes)
    tp, fp, fn = hit.total(), wrong.total(), missed.total()
    each = [2 * hit[t] / (2 * hit[t] + wrong[t] + missed[t]) for t in IDS if hit[t] + missed[t] >= 3]
    return {
        "rows": len(rows),
        "micro": round(2 * tp / (2 * tp + fp + fn), 3),
        "precision": round(tp / (tp + fp), 3),
        "recall": round(tp / (tp + fn), 3),
        "macro": round(sum(each) / len(each), 3),
    }


def each_theme(rows: Sequence[Row], found: Sequence[set[str]]) -> dict[str, list[int]]:
    """Theme -> times given rightly, given wrongly, missed."""
    counts = {theme: [0, 0, 0] for theme in IDS}
    for row, themes in zip(rows, found, strict=True):
        for place, those in enumerate(
            (themes & row.required, themes - row.required - row.optional, row.required - themes)
        ):
            for theme in those:
                counts[theme][place] += 1
    return counts


def themes_above(rows: Sequence[Row], scores: Floats, threshold: float) -> list[set[str]]:
    """What Learned.judge would choose."""
    return [
        {IDS[t] for t in np.flatnonzero(line > threshold).tolist() if line[t] > EVEN_ODDS or t in row.rules}
        for row, line in zip(rows, scores, strict=True)
    ]


def best_threshold(rows: Sequence[Row], scores: Floats) -> float:
    """The threshold of the best micro F1 on unseen plans, steadied by its neighbours."""
    steps = np.arange(-1.25, 1.0, 0.125)
    marks = np.array([score(rows, themes_above(rows, scores, t))["micro"] for t in steps])
    steady = np.convolve(np.pad(marks, 1, mode="edge"), np.ones(3) / 3, mode="valid")
    return float(steps[steady.argmax()])


def fit(rows: Sequence[Row]) -> tuple[First, Second, float, dict[str, Any], dict[str, list[int]]]:
    """Both models on all rows, the threshold, and what cross-validation by plan says of them, in all and by theme."""
    for_rules = [row for row in rows if not row.rules_seen]
    extra = [row for row in rows if row.rules_seen]
    logits = unseen_logits(for_rules, extra)
    scores = unseen_scores(for_rules, logits)
    like = [i for i, row in enumerate(for_rules) if row.source not in HARDER]
    threshold = best_threshold([for_rules[i] for i in like], scores[like])
    report: dict[str, Any] = {}
    unseen = themes_above(for_rules, scores, threshold)
    for name, part in (("", like), (", harder rows", sorted(set(range(len(for_rules))) - set(like)))):
        if part:
            rows_of, found = [for_rules[i] for i in part], [unseen[i] for i in part]
            report[f"rules alone{name}"] = score(rows_of, [row.counted for row in rows_of])
            report[f"rules and learned, unseen plans{name}"] = score(rows_of, found)
    words_only = (
        [{IDS[t] for t in np.flatnonzero(line > at)} for line in logits] for at in np.arange(-2.5, 0.25, 0.25)
    )
    report["learned alone, unseen plans"] = max(
        (score(for_rules, found) for found in words_only), key=lambda figures: figures["micro"]
    )
    first, second = First(rows), Second(for_rules, logits)
    report["rules and learned, trained on the same rows"] = score(
        for_rules, themes_above(for_rules, second(for_rules, first(for_rules)), threshold)
    )
    by_theme = each_theme([for_rules[i] for i in like], [unseen[i] for i in like])
    return first, second, threshold, report, by_theme


def transfer(rows: Sequence[Row]) -> Iterator[tuple[str, dict[str, float], dict[str, float]]]:
    """(set, rules alone, rules and learned) for each set, trained on all the others."""
    for name in sorted({row.source for row in rows if not row.rules_seen}):
        held = [row for row in rows if row.source == name]
        first, second, threshold, *_ = fit([row for row in rows if row.source != name])
        found = themes_above(held, second(held, first(held)), threshold)
        yield name, score(held, [row.counted for row in held]), score(held, found)


def write(
    first: First,
    second: Second,
    threshold: float,
    report: dict[str, Any],
    themes: dict[str, list[int]],
    rare: dict[str, float],
) -> None:
    """data/learned.tsv (one line a feature, one byte a theme) and learned.toml (the rest)."""
    words = len(first.names)
    cuts = ((0, words), (words, words + 3 * T), (words + 3 * T, words + 5 * T), (words + 5 * T, None))
    names = [*first.names, *(f"#flag {i}" for i in range(3 * T)), *(f"#hint {i}" for i in range(2 * T))]
    names += (f"#meaning {i}" for i in range(3 * SIZE))
    scales, lines = [], []
    for start, stop in cuts:
        block = first.weights[start:stop]
        scale = [float(f"{max(peak, 1e-6) / 127:.6g}") for peak in np.abs(block).max(axis=0)]
        scales.append(scale)
        lines += [encode(row) for row in np.rint(block / np.array(scale)).clip(-127, 127).astype(np.int8)]
    body = "".join(f"{name}\t{code}\n" for name, code in zip(names, lines, strict=True))
    (OUTPUT / "learned.tsv").write_text(body, encoding="utf-8", newline="\n")
    (OUTPUT / "learned.toml").write_text(
        "\n".join(_head(first, second, threshold, report, themes, rare, scales)),
        encoding="utf-8",
        newline="\n",
    )


def _head(
    first: First,
    second: Second,
    threshold: float,
    report: dict[str, Any],
    themes: dict[str, list[int]],
    rare: dict[str, float],
    scales: list[list[float]],
) -> Iterator[str]:
    yield "# Written by `python -m bench.train_themes`; do not edit."
    yield f'data = "{data_hash()}"'
    yield f"threshold = {threshold}"
    yield f"themes = {json.dumps(IDS)}"
    yield f"scale = {json.dumps(scales)}"
    yield f"bias = {json.dumps(_rounded(first.bias))}"
    yield f"shared = {json.dumps(_rounded(second.shared))}"
    yield f"hinted = {json.dumps([_rounded(row) for row in second.hinted])}"
    yield f"own = {json.dumps([_rounded(row) for row in second.own])}"
    yield "\n[rarity]"
    yield from (f"{json.dumps(word, ensure_ascii=False)} = {value}" for word, value in rare.items())
    yield "\n# Theme -> times given rightly, given wrongly and missed on plans not seen."
    yield "[unseen]"
    yield from (f"{theme} = {counts}" for theme, counts in themes.items())
    for name, figures in report.items():
        yield f'\n[figures."{name}"]'
        yield from (f"{key} = {value}" for key, value in figures.items())
    yield ""


def _rounded(values: Floats) -> list[float]:
    return [round(float(value), 4) for value in values]


def write_vectors(glove: Path) -> None:
    """The VOCABULARY most frequent words of letters in GloVe's own order, one byte a number."""
    lines = []
    for line in glove.open(encoding="utf-8"):
        word, *numbers = line.rstrip("\n").split(" ")
        if word.isascii() and word.isalpha() and len(word) > 1 and word not in STOP:
            row = np.rint(np.array(numbers, dtype=float) * SCALE).clip(-127, 127).astype(np.int8)
            lines.append(f"{word}\t{encode(row)}\n")
        if len(lines) == VOCABULARY:
            break
    (OUTPUT / "vectors.tsv").write_text("".join(sorted(lines)), encoding="ascii", newline="\n")


def main(arguments: Sequence[str]) -> None:
    if arguments[:1] == ["vectors"]:
        write_vectors(Path(arguments[1]))
        return
    rows = read_rows()
    rare = rarity(rows)
    meaning = Meaning(*read_vectors(), rare)
    for row in rows:
        row.meaning = meaning.of([(row.words, row.text)])[0]
    show: Callable[[str, object], None] = lambda name, figures: print(f"{name:45} {figures}")  # noqa: E731
    if arguments[:1] == ["check"]:
        for name, rules, both in transfer(rows):
            show(f"{name}, rules alone", rules)
            show(f"{name}, trained on the other sets", both)
    first, second, threshold, report, themes = fit(rows)
    for name, figures in report.items():
        show(name, figures)
    if not arguments:
        write(first, second, threshold, report, themes, rare)


if __name__ == "__main__":
    main(sys.argv[1:])
