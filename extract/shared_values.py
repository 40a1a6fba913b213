"""Several actions under one recommendation in a form: which lead, date or status is whose.

What stands after an action and before the next is that action's. What stands before the first action and is not named
again is everyone's. Anything else that some actions lack is given to them as well, and they are flagged for it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Generic, TypeVar

T = TypeVar("T")
SHARED = "FIELD_SHARED"
"""The code that flags an action with a guessed value."""
_OWN = frozenset({"recommendation", "recommendation_no", "scope", "action"})


@dataclass(frozen=True, slots=True)
class Share(Generic[T]):
    """What an action is given from the others. guessed: whether one of it may not be meant for this action."""

    values: dict[str, T] = field(default_factory=dict)
    guessed: bool = False


def share_out(actions: Sequence[Mapping[str, T]]) -> list[Share[T]]:
    """What each action lacks and gets. actions: field -> value in the printed order, of the actions of one recommendation."""
    given: list[dict[str, T]] = [{} for _ in actions]
    guessed = [False] * len(actions)
    names = dict.fromkeys(n for a in actions for n in a if n not in _OWN)
    for name in names:
        having = [i for i, a in enumerate(actions) if name in a]
        if len(having) == len(actions):
            continue
        sure = having == [0] and _before_action(actions[0], name)
        for i in range(len(actions)):
            if i not in having:
                source = max((k for k in having if k < i), default=having[0])
                given[i][name] = actions[source][name]
                guessed[i] = guessed[i] or not sure
    return [Share(values, doubt) for values, doubt in zip(given, guessed, strict=True)]


def _before_action(action: Mapping[str, object], name: str) -> bool:
    order = list(action)
    return "action" in action and order.index(name) < order.index("action")
