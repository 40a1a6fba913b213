"""The bars of the coded recommendations, for what this part reads. They lie beside the checkout; a user's clone has none."""

from __future__ import annotations

import importlib.util
import json
from pathlib import Path

import pytest

from normalise.rulebook import Rulebook

ROOT = Path(__file__).resolve().parents[2]
LABELS = ROOT.parent / "shared" / "labels"
BARS = {
    "scope": 0.97,
    "scope_basis": 0.97,
    "target_kind": 0.97,
    "target_dates": 0.97,
    "completion_dates": 0.95,
    "status": 0.93,
    "evidence_exact": 1.0,
}


@pytest.mark.skipif(
    not LABELS.exists(), reason="the coded recommendations lie beside the project's own checkout only"
)
def test_coded_recommendations_are_read_as_coded() -> None:
    spec = importlib.util.spec_from_file_location("score_labels", ROOT / "bench" / "score_labels.py")
    assert spec and spec.loader
    bench = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(bench)
    items = [json.loads(line) for line in (LABELS / "dev.jsonl").read_text(encoding="utf-8").splitlines()]
    result = bench.load_scorer(LABELS / "score_tags.py").score(bench.read(items, Rulebook.load()), items)
    assert result["unmatched"] == 0
    assert {k: v for k, v in result.items() if k in BARS and v < BARS[k]} == {}
