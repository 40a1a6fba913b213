"""The command: composes the rooms, and is the only place that sees them all."""

__version__ = "0.1.0"
