"""Which organisations a plan names: in its lead cells, and in the sentences that ask somebody to act."""

from normalise.agencies.actors import addressed_to
from normalise.agencies.cells import resolve
from normalise.agencies.expansions import with_expansions
from normalise.agencies.gazetteer import Gazetteer
from normalise.agencies.nouns import Context
from normalise.agencies.referring import led_by_heading

__all__ = ["Context", "Gazetteer", "addressed_to", "led_by_heading", "resolve", "with_expansions"]
