"""Python's search for cycles is stopped while a document is read, and goes on as before."""

from __future__ import annotations

import gc

import pytest

from ingest.collection import collection_paused


@pytest.fixture(autouse=True)
def _as_before():
    was = gc.isenabled()
    yield
    (gc.enable if was else gc.disable)()


@pytest.mark.parametrize("on", [True, False])
def test_it_is_off_within_and_as_before_behind(on):
    (gc.enable if on else gc.disable)()
    with collection_paused():
        assert not gc.isenabled()
    assert gc.isenabled() is on


def test_a_fault_switches_it_on_again():
    gc.enable()
    with pytest.raises(ValueError), collection_paused():
        raise ValueError
    assert gc.isenabled()
