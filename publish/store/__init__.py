"""The store: dhr.sqlite, its writing and its reading side (search, and single rows for `dhr explain`)."""

from __future__ import annotations

from publish.store.connect import StoreError
from publish.store.records import findings_of, get
from publish.store.search import Hit, SearchResult, search

__all__ = ["Hit", "SearchResult", "StoreError", "findings_of", "get", "search"]
