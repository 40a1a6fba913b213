"""The verbs of the command line: options and help here, what they do in modules of their own.

Imports of anything heavy stay inside the verbs: `dhr --help` answers at once.
"""

from __future__ import annotations

from dhr.commands import look, rules, run, search
from dhr.commands.base import cli

__all__ = ["cli", "look", "rules", "run", "search"]
