"""The nouns of this room: what is looked at, what each place says, what came of it."""

from __future__ import annotations

from dataclasses import dataclass

from normalise.model import Basis, Status, TargetKind


@dataclass(frozen=True, slots=True)
class StatusReading:
    """A status, how it was come by, and the codes of what a person should know.

    place: the field in which the words stand that nothing was read from (STATUS_UNREAD). clash: which places contradict
    each other and which was believed, in words and without the text of a cell (STATUS_CONFLICT).
    """

    status: Status
    basis: Basis
    rule: str
    findings: tuple[str, ...] = ()
    place: str = "status"
    clash: str = ""


@dataclass(frozen=True, slots=True)
class Beside:
    """Texts of the columns beside those of the form that say how far a row has got (see columns.py)."""

    comments: tuple[str, ...] = ()
    ratings: tuple[str, ...] = ()
    responses: tuple[str, ...] = ()


NOTHING_BESIDE = Beside()


@dataclass(frozen=True, slots=True)
class Cells:
    """What read_status looks at. Cells as written; None = the plan has no such column.

    recommendation: with the action. done_dates: dates of the completion cell at which something was done; planned: it
    holds dates yet to come. blue: the plan uses blue somewhere, so green is only on track. key: what the plan's own key
    says of its colours, (colour, words). beside: what the columns say that map to no field.
    """

    status: str | None = None
    colour: str | None = None
    completion: str | None = None
    milestones: str | None = None
    recommendation: str | None = None
    done_dates: bool = False
    planned: bool = False
    target: TargetKind = "none"
    blue: bool = False
    key: tuple[tuple[str, str], ...] = ()
    beside: Beside = NOTHING_BESIDE


@dataclass(frozen=True, slots=True)
class Said:
    """A status in so many words: the rule that read it. weak: about the time only ("overdue"). doubt: taken back."""

    rule: str
    status: Status
    weak: bool = False
    doubt: bool = False


@dataclass(frozen=True, slots=True)
class Claim:
    """What one place of the row says. source: an entry of rules/evidence.toml, which gives it its rank."""

    source: str
    status: Status
    basis: Basis
    rule: str
    doubt: bool = False
