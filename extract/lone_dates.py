"""A value that is called "Date" and nothing more, where no other name is one of dates: the target date."""

from __future__ import annotations

from collections.abc import Container, Iterable, Sequence
from typing import Protocol, TypeVar

from extract.contents import look_of
from extract.text import squash

_DATED = ("target_date", "completion")


class _Told(Protocol):
    @property
    def text(self) -> str: ...


T = TypeVar("T", bound=_Told)


def lone_dates(named: Iterable[Container[str]], others: Sequence[Sequence[tuple[str, T]]]) -> list[T | None]:
    """For each record the value called "Date" that is its target date, None where it is not.

    named: the fields that each record names. others: what each says under names that are no field's.
    """
    if any(name in fields for fields in named for name in _DATED):
        return [None] * len(others)
    dated = [[value for head, value in other if squash(head) == "date"] for other in others]
    if look_of([value.text for found in dated for value in found]) != "date" or any(
        len(d) > 1 for d in dated
    ):
        return [None] * len(others)
    return [found[0] if found else None for found in dated]
