"""How far a row reaches: local, regional or national, and how that was come by."""

from normalise.scope.reader import ScopeReading, read_scope
from normalise.scope.rules import ScopeRules

__all__ = ["ScopeReading", "ScopeRules", "read_scope"]
